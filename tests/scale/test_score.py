"""A file is answered row by row: every kind in and out, whatever is wrong with its rows, ended and started again."""

import csv
import fcntl
import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import load
from playground.errors import BadInput, Busy, NotApplicable
from playground.lenses.predict.predict import predict
from playground.scale import blocks, parts, score, scoring
from playground.scale.scoring import Pace, rows_in_words
from playground.scale.text_process import encoded_blocks
from tests import tiny
from tests.command_line import ROOT, run, run_process

TEXTS = ["a good film", "the bad dog, it 's not", "Ω", "not a film .", "a good dog", "这部电影"]
COLUMNS = ["label", "probability", "probability_negative", "probability_positive", "caution"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny.write(tmp_path_factory.mktemp("model"), "textcnn", "sentiment")


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny.write(tmp_path_factory.mktemp("tagger"), "lstm", "pos")


def write(path: Path, texts: Sequence[str] = TEXTS) -> Path:
    """A file of texts with an id each, by the ending of its name."""
    rows = [{"id": str(at), "text": text} for at, text in enumerate(texts)]
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    written = io.StringIO()
    if kind == "jsonl":
        written.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        writer = csv.DictWriter(written, ["id", "text"], delimiter="\t" if kind == "tsv" else ",")
        writer.writeheader()
        writer.writerows(rows)
    raw = written.getvalue().encode()
    path.write_bytes(gzip.compress(raw) if path.name.endswith(".gz") else raw)
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """What stands in a file that was written."""
    raw = gzip.decompress(path.read_bytes()) if path.name.endswith(".gz") else path.read_bytes()
    if ".jsonl" in path.name:
        return [json.loads(line) for line in raw.decode().splitlines()]
    return list(csv.DictReader(io.StringIO(raw.decode(), newline=""), delimiter="\t" if ".tsv" in path.name else ","))


def small_blocks(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Blocks of so few rows, read in this process: another one would have those of 4,096."""
    monkeypatch.setattr(blocks, "ROWS_A_BLOCK", rows)
    monkeypatch.setattr(scoring, "ROWS_A_BLOCK", rows)
    monkeypatch.setattr(scoring, "blocks_from_process", lambda task: nullcontext(encoded_blocks(task)))


@pytest.mark.parametrize("out", ["o.csv", "o.csv.gz", "o.tsv", "o.tsv.gz", "o.jsonl", "o.jsonl.gz"])
@pytest.mark.parametrize("data", ["i.csv", "i.csv.gz", "i.tsv", "i.jsonl", "i.jsonl.gz"])
def test_every_kind_of_file_in_and_out(
    data: str, out: str, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 4)
    summary = score([model], write(tmp_path / data), tmp_path / out)
    assert (summary.rows, summary.answered, summary.columns, summary.as_json()["wrong"]) == (6, 6, COLUMNS, {})
    found = rows_of(tmp_path / out)
    wanted = predict(load(model), TEXTS)
    assert [list(row) for row in found] == [["id", "text", *COLUMNS]] * 6
    for at, (row, answer) in enumerate(zip(found, wanted, strict=True)):
        assert (row["id"], row["text"], row["label"]) == (str(at), TEXTS[at], answer.label)
        assert (row["caution"] or None) == (answer.caution and answer.caution.key)
        scores = [row[f"probability_{label}"] for label in answer.labels]
        assert list(map(float, scores)) == pytest.approx(list(answer.scores.values()), abs=2e-6)
        assert row["probability"] == max(scores)
        assert ".jsonl" in out or all(len(score) == 8 for score in scores)  # six decimals
    assert not (tmp_path / f"{out}.parts").exists()


def test_a_file_without_a_label_for_the_text_but_with_one_a_word(
    tagger: str, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 4)
    score([tagger, model], write(tmp_path / "i.csv"), tmp_path / "o.jsonl")
    found = rows_of(tmp_path / "o.jsonl")
    names = [f"{tagger} {name}" for name in ("label", "probability", "caution")] + [
        f"{model} {name}" for name in COLUMNS
    ]
    assert list(found[0]) == ["id", "text", *names]
    tagged = found[0][f"{tagger} label"].split()
    answer = predict(load(tagger), TEXTS[0])
    assert tagged == [f"{word.text}/{tag}" for word, tag in zip(answer.words, answer.tags or (), strict=True)]
    mean = sum(max(one.values()) for one in answer.scores) / 3
    assert found[0][f"{tagger} probability"] == pytest.approx(mean, abs=1e-6)


def test_columns_of_the_file_that_are_called_as_the_answers_are_kept(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 4)
    (tmp_path / "i.csv").write_text("text,label\na good film,mine\nthe dog,yours\n")
    score([model], tmp_path / "i.csv", tmp_path / "o.csv")
    (first, _) = rows_of(tmp_path / "o.csv")
    assert list(first) == ["text", "label", *(f"{model} {name}" for name in COLUMNS)]
    assert first["label"] == "mine"
    with pytest.raises(BadInput, match="There would be two columns"):
        score([model], tmp_path / "o.csv", tmp_path / "again.csv")


def test_rows_that_no_model_can_be_asked_about_have_an_empty_answer(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 2)
    (tmp_path / "i.csv").write_bytes(
        b"id,text\n1,a good film\n2,\n3\n4,a good, bad film\n5,the dog\n6,\xc3\xa9\xc3\xa9 \xff\n"
    )
    summary = score([model], tmp_path / "i.csv", tmp_path / "o.csv")
    found = rows_of(tmp_path / "o.csv")
    assert [(row["id"], row["text"], bool(row["label"]), bool(row["probability"])) for row in found] == [
        ("1", "a good film", True, True),
        ("2", "", False, False),
        ("3", "", False, False),
        ("4", "a good, bad film", False, False),
        ("5", "the dog", True, True),
        ("6", "éé \ufffd", False, False),
    ]
    assert summary.sentences() == [
        "Row 3 has an empty answer: no text.",
        "Row 4 has an empty answer: cut short.",
        "Row 5 has an empty answer: too many cells.",
        "Row 7 has an empty answer: damaged bytes.",
    ]


def test_lines_of_json_stand_as_they_stood(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 4)
    lines = ['{"n": 1.50,  "text": "a good film", "deep": {"a": [1]}}', '{"text": "cut', "{}", '{"text": "the dog" }']
    (tmp_path / "i.jsonl").write_text("\n".join(lines))
    summary = score([model], tmp_path / "i.jsonl", tmp_path / "o.jsonl")
    raw = (tmp_path / "o.jsonl").read_text().splitlines()
    assert raw[0].startswith(lines[0][:-1] + ', "label": "')
    assert raw[1].startswith(json.dumps({"unreadable": lines[1]})[:-1] + ', "label": null')
    assert json.loads(raw[2])["label"] is None and json.loads(raw[3])["label"]
    assert {reason: one["first"] for reason, one in summary.as_json()["wrong"].items()} == {
        "no whole JSON object": [2],
        "no text": [3],
    }


def test_a_model_that_keeps_quiet_when_it_is_not_sure_does_so(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = load(model)
    sure = sorted(answer.probabilities.max() for answer in predict(checkpoint, TEXTS))
    monkeypatch.setattr(checkpoint, "answer_above", float(sure[3]))
    small_blocks(monkeypatch, 4)
    score([model], write(tmp_path / "i.csv"), tmp_path / "o.csv")
    found = rows_of(tmp_path / "o.csv")
    quiet = [row for row in found if float(row["probability"]) < sure[3] - 1e-6]
    assert 1 <= len(quiet) <= 3
    assert all(row["caution"] for row in quiet) and "not-sure" in {row["caution"] for row in quiet}
    assert all(row["label"] for row in found)


# ---- ended and started again


def test_what_was_done_is_not_done_again_and_the_bytes_are_the_same(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_blocks(monkeypatch, 4)
    texts = [f"{TEXTS[at % 5]} {'dog ' * (at % 7)}" for at in range(50)]
    data = write(tmp_path / "i.csv", [*texts, ""])
    whole = score([model], data, tmp_path / "whole.csv")
    wrong = whole.as_json()["wrong"]
    assert wrong["no text"]["first"] == [52]
    count = 0

    def ends_after_five(*given: Any) -> bytes:
        nonlocal count
        count += 1
        if count == 6:
            raise KeyboardInterrupt
        return part_bytes(*given)

    part_bytes = scoring.part_bytes
    monkeypatch.setattr(scoring, "part_bytes", ends_after_five)
    with pytest.raises(KeyboardInterrupt):
        score([model], data, tmp_path / "o.csv")
    assert not (tmp_path / "o.csv").exists()
    summary = score([model], data, tmp_path / "o.csv")
    assert (summary.rows, summary.answered, summary.as_json()["wrong"]) == (51, 31, wrong)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_parts_of_another_run_are_not_gone_on_with(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 4)
    data, out = write(tmp_path / "i.csv"), tmp_path / "o.csv"
    monkeypatch.setattr(parts.Parts, "join", lambda *_: None)
    score([model], data, out)
    (tmp_path / "o.csv.parts" / "00000001.writing").write_text("half a part")
    write(tmp_path / "i.csv", [*TEXTS, "another one"])
    with pytest.raises(BadInput, match="holds parts of a run with another data"):
        score([model], data, out)
    write(tmp_path / "i.csv")
    with pytest.raises(BadInput, match="holds parts of a run with another model"):
        score([f"{model}#untrained"], data, out)
    with pytest.raises(BadInput, match="holds parts of a run with another column of texts"):
        score([model], data, out, text_column="text")
    assert score([model], data, out).answered == 0


def test_what_is_there_is_not_written_over_and_two_do_not_write_the_same(model: str, tmp_path: Path) -> None:
    data = write(tmp_path / "i.csv")
    (tmp_path / "o.csv").write_text("mine")
    with pytest.raises(BadInput, match="There is a file at"):
        score([model], data, tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_text() == "mine"
    with pytest.raises(BadInput, match="--out is the file that is read"):
        score([model], data, data)
    with pytest.raises(BadInput, match=r"Its name has to end in \.csv"):
        score([model], data, tmp_path / "o.xlsx")
    with pytest.raises(BadInput, match="There is no folder"):
        score([model], data, tmp_path / "no" / "o.csv")
    (tmp_path / "o2.csv.parts").mkdir()
    with (tmp_path / "o2.csv.parts" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Busy, match="Another process is writing"):
            score([model], data, tmp_path / "o2.csv")


# ---- processes


def many_rows(path: Path, rows: int, width: int = 10, id_width: int = 1) -> Path:
    words = [word for word in tiny.VOCABULARY.words if word.isalpha()]
    with path.open("w") as file:
        file.write("id,text\n")
        for at in range(rows):
            file.write(
                f"{at:0{id_width}},{' '.join(words[(at * step) % len(words)] for step in range(1, width + 1))}\n"
            )
    return path


@pytest.mark.slow
def test_killed_and_started_again_it_gives_the_same_bytes(model: str, tmp_path: Path) -> None:
    data = many_rows(tmp_path / "i.csv", 60_000)
    whole, out = tmp_path / "whole.csv.gz", tmp_path / "o.csv.gz"
    assert run_process("score", "--model", model, "--data", data, "--out", whole).returncode == 0
    command = [sys.executable, "-m", "playground", "score", "--model", model, "--data", str(data), "--out", str(out)]
    killed = 0
    for _ in range(3):
        before = len(list(tmp_path.glob("o.csv.gz.parts/*.part")))
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True)
        while process.poll() is None and len(list(tmp_path.glob("o.csv.gz.parts/*.part"))) < before + 2:
            time.sleep(0.01)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_for_the_end_of_its_children(process.pid)
    assert killed and not out.exists()
    done = run_process("score", "--json", "--model", model, "--data", data, "--out", out)
    assert done.returncode == 0
    summary = json.loads(done.stdout)
    assert summary["rows"] == 60_000 and summary["answered"] < 60_000
    assert digest(out) == digest(whole)
    assert rows_of(out)[-1]["id"] == "59999"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wait_for_the_end_of_its_children(session: int) -> None:
    """The process that reads the texts ends by itself when the one that started it is gone."""
    for _ in range(3000):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("a process is left")


PEAK = """
import sys, threading, time
from pathlib import Path
from playground.__main__ import main

def rss(pid):
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))

def watch():
    import os
    while True:
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        peak[0] = max(peak[0], rss(os.getpid()) + sum(map(rss, children)))
        time.sleep(0.05)

if __name__ == "__main__":
    peak = [0]
    threading.Thread(target=watch, daemon=True).start()
    status = main(sys.argv[1:])
    print(peak[0], status)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="tells the memory of processes by /proc")
def test_the_memory_does_not_grow_with_the_file(model: str, tmp_path: Path) -> None:
    """Both processes together, on rows with a column of 1,000 characters besides: whoever keeps them is seen."""
    (tmp_path / "peak.py").write_text(PEAK)
    peaks = {}
    sizes = {}
    for rows in (16_384, 65_536):
        data = many_rows(tmp_path / f"{rows}.csv", rows, 40, id_width=1_000)
        sizes[rows] = data.stat().st_size / 2**20
        given = ["score", "--model", model, "--data", str(data), "--out", str(tmp_path / f"{rows}.jsonl")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, str(tmp_path / "peak.py"), *given],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        peak, status = map(int, done.stdout.splitlines()[-1].split())
        assert status == 0, done.stderr
        peaks[rows] = peak / 1024
    assert peaks[65_536] < 600
    assert peaks[65_536] < peaks[16_384] + (sizes[65_536] - sizes[16_384]) / 2  # MB


# ---- the command, and Parquet


@pytest.mark.slow
def test_the_command_says_what_it_has_done(model: str, tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("id,text\n1,a good film\n2,\n")
    done = run("score", "--model", model, "--data", tmp_path / "i.csv", "--out", tmp_path / "o.csv")
    assert done.returncode == 0
    assert done.stdout.decode().startswith(f"2 rows written to {tmp_path / 'o.csv'} in ")
    assert done.stderr.decode() == "Row 3 has an empty answer: no text.\n"
    done = run("score", "--json", "--model", model, "--data", tmp_path / "i.csv", "--out", tmp_path / "o2.csv")
    answer = json.loads(done.stdout)
    assert (answer["rows"], answer["wrong"]) == (2, {"no text": {"rows": 1, "first": [3]}})
    done = run("score", "--model", model, "--data", tmp_path / "i.csv", "--out", tmp_path / "o.csv")
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)


def test_progress_has_a_pace_and_the_time_that_is_left() -> None:
    pace = Pace(answered=6_000, rows=10_000, share=0.5, seconds=2.0, began_at=0.2)
    assert rows_in_words(pace) == "10,000 rows, 3,000 rows a second, 50 %, 3 s left"
    assert rows_in_words(Pace(1, 1, 0.001, 10.0)).endswith("2 h 46 min left")


def test_without_pyarrow_parquet_is_refused_in_a_line(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    data = write(tmp_path / "i.csv")
    with pytest.raises(NotApplicable, match=r"needs the package pyarrow.*requirements-scale\.txt"):
        score([model], data, tmp_path / "o.parquet")
    assert not (tmp_path / "o.parquet.parts").exists()
    (tmp_path / "i.parquet").write_bytes(b"PAR1")
    with pytest.raises(NotApplicable, match="needs the package pyarrow"):
        score([model], tmp_path / "i.parquet", tmp_path / "o.csv")
