"""References: what they point to, and in which order the shipped ones come."""

import json
import shutil
from pathlib import Path

import pytest

from playground.checkpoints import describe, load, loading, locate, references, shipped
from playground.errors import BadCheckpoint, NotFound
from playground.models import ARCHITECTURES
from tests import tiny as small
from tests.tiny import PAIRS

pytestmark = pytest.mark.usefixtures("nothing_loaded")


def test_a_reference_to_nothing_is_named(tmp_path: Path, tiny: dict[str, str]) -> None:
    with pytest.raises(NotFound) as no_id:
        load("sentiment-gru")
    assert str(no_id.value).startswith("There is no checkpoint 'sentiment-gru'. Shipped are: ")
    for reference in (
        "",
        "#untrained",
        "owner/",
        "owner/na me",
        "..",
        "sentiment-lstm/../pos-rnn",
        "pos-rnn#UNTRAINED",
    ):
        with pytest.raises(NotFound):
            load(reference)
    with pytest.raises(NotFound) as no_folder:
        load(str(tmp_path))
    assert "it has no config.json" in str(no_folder.value)
    assert locate(tiny["pos-rnn"] + "#untrained") == (Path(tiny["pos-rnn"]), "folder", True)
    assert not loading._locks, "a mistake leaves nothing behind"


def test_shipped_checkpoints_come_in_reading_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for architecture, task in reversed(PAIRS):
        small.write(tmp_path, architecture, task)
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "sources.json").write_text("{}")
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    names = ["rnn", "lstm", "textcnn", "transformer"]
    assert list(ARCHITECTURES) == names
    assert shipped("sentiment") == [f"sentiment-{name}" for name in names]
    assert shipped() == [f"{task}-{name}" for task in ("sentiment", "pos") for name in names]
    assert describe("pos-rnn").source == load("pos-rnn#untrained").source == "bundled"
    config = json.loads((tmp_path / "sentiment-rnn" / "config.json").read_text("utf-8"))
    textbook = tmp_path / "sentiment-rnn-textbook"
    shutil.copytree(tmp_path / "sentiment-rnn", textbook)
    (textbook / "config.json").write_text(json.dumps({**config, "variant": "textbook"}), "utf-8")
    assert shipped("sentiment") == [f"sentiment-{name}" for name in names], "asked by name only"
    assert shipped("sentiment", variant="textbook") == ["sentiment-rnn-textbook"]
    assert set(shipped(variant=None)) == {*shipped(), "sentiment-rnn-textbook"}
    assert describe("sentiment-rnn-textbook").variant == "textbook"
    (textbook / "config.json").write_text(json.dumps({**config, "variant": "old"}), "utf-8")
    with pytest.raises(BadCheckpoint, match="standard or textbook"):
        load("sentiment-rnn-textbook")
    monkeypatch.setattr(references, "FOLDER", tmp_path / "none")
    assert shipped() == []
