"""The commands about units: index stores, unit and find answer; what is printed, and what cannot be done."""

import json
from pathlib import Path

import pytest

from playground.checkpoints import load
from tests import tiny
from tests.cli.test_commands import answer, mistake, shown

ROWS = "text\tlabel\n" + "".join(
    f"{text}\t{label}\n"
    for text, label in [
        ("a good film", "positive"),
        ("the bad dog", "negative"),
        ("not a good dog", "negative"),
        ("it is not bad .", "positive"),
    ]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny.write(tmp_path_factory.mktemp("units"), "rnn", "sentiment")


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "reviews.tsv"
    path.write_text(ROWS)
    return path


@pytest.mark.slow
def test_index_stores_what_unit_and_find_answer_from(folder: str, reviews: Path) -> None:
    (told,) = answer("index", "--model", folder, "--data", reviews)
    assert (told["model"], told["corpus"], told["sentences"]) == (folder, "reviews.tsv", 4)
    stored = json.loads((Path(folder) / "units.json").read_text("utf-8"))
    assert told["bytes"] == (Path(folder) / "units.json").stat().st_size
    assert set(told["groups"]) == set(stored["groups"])
    assert stored["sha256"] == told["sha256"]
    found = answer("unit", "layer1.forward.hidden[3]", "--model", folder, "--data", reviews)
    assert {place["text"] for place in found["highest"]} <= {line.split("\t")[0] for line in ROWS.splitlines()[1:]}
    assert set(found["correlations"]["labels"]) == {"positive"}
    fires = answer("find", "it is not bad", "--word", "2", "--threshold", "0.3", "--model", folder, "--data", reviews)
    assert fires["marked"] == [2]
    assert fires["units"][0]["part"].startswith("layer")


@pytest.mark.slow
def test_people_read_sentences(folder: str, reviews: Path) -> None:
    lines = shown("unit", "layer2.backward.hidden[0]", "--model", folder, "--data", reviews).splitlines()
    assert lines[0].startswith(f"{folder}, layer2.backward.hidden[0]: ")
    assert lines[0].endswith("words of 4 sentences (reviews.tsv)")
    assert {"highest", "lowest"} <= set(lines)
    told = shown("find", "it is not bad", "--word", "2", "--model", folder, "--data", reviews)
    assert told.startswith(f"{folder}: units that fire at not and nowhere else")


@pytest.mark.slow
def test_what_cannot_be_done_is_one_line(folder: str, tmp_path: Path) -> None:
    assert mistake("unit", "hidden", "--model", folder).startswith("'hidden' names no unit. Write an array of a trace")
    assert mistake("find", "a", "--word", "4", "--model", folder).startswith("There is no word 4. There are 1, counted")
    assert mistake("index", "--model", f"{folder}#untrained").endswith("Leave #untrained out.")
    assert mistake("index", "--model", folder, "--data", tmp_path / "no.csv").startswith("There is no file")
    assert load(folder).folder is not None
