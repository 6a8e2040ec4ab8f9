"""Parquet in and out, where pyarrow is installed: `make scale` installs it, the other tests go without."""

import datetime
import json
from pathlib import Path

import pytest

from playground.checkpoints import load
from playground.errors import BadInput
from playground.lenses.predict.predict import predict
from playground.scale import score
from tests import tiny
from tests.scale.test_score import COLUMNS, TEXTS, rows_of, small_blocks, write

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

DAY = datetime.datetime(2026, 3, 1, 12, 30)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    small_blocks(monkeypatch, 4_096)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny.write(tmp_path_factory.mktemp("model"), "textcnn", "sentiment")


def typed(path: Path, times: int = 1) -> Path:
    texts = [*TEXTS, None] * times
    table = pa.table(
        {
            "number": pa.array(range(len(texts)), pa.int32()),
            "review": pa.array(texts, pa.string()),
            "when": pa.array([DAY] * len(texts), pa.timestamp("ms")),
            "tags": pa.array([["a", "b"]] * len(texts), pa.list_(pa.string())),
            "kind": pa.array(["x"] * len(texts)).dictionary_encode(),
        }
    )
    pq.write_table(table, path, row_group_size=1000)
    return path


def test_columns_keep_their_types_and_answers_are_those_of_predict(model: str, tmp_path: Path) -> None:
    data = typed(tmp_path / "i.parquet", 1000)  # more than a block
    summary = score([model], data, tmp_path / "o.parquet")
    before, found = pq.read_table(data), pq.read_table(tmp_path / "o.parquet")
    assert found.select(before.column_names).equals(before)
    assert found.column_names == [*before.column_names, *COLUMNS]
    assert found.schema.field("probability").type == pa.float64()
    wanted = [answer.label for answer in predict(load(model), TEXTS)]
    assert found["label"].to_pylist() == [*wanted, None] * 1000
    assert found["probability"].to_pylist()[6] is None
    assert summary.as_json()["wrong"] == {"no text": {"rows": 1000, "first": list(range(7, 71, 7))}}


@pytest.mark.parametrize("out", ["o.csv", "o.tsv.gz", "o.jsonl"])
def test_parquet_becomes_other_files(out: str, model: str, tmp_path: Path) -> None:
    score([model], typed(tmp_path / "i.parquet"), tmp_path / out)
    found = rows_of(tmp_path / out)
    assert [row["review"] for row in found] == [*TEXTS, None if ".jsonl" in out else ""]
    assert str(found[0]["number"]) == "0" and found[0]["when"] == "2026-03-01 12:30:00"
    tags = found[0]["tags"]
    assert (tags if isinstance(tags, list) else json.loads(tags)) == ["a", "b"]


@pytest.mark.parametrize("data", ["i.csv", "i.tsv", "i.jsonl.gz"])
def test_other_files_become_parquet(data: str, model: str, tmp_path: Path) -> None:
    score([model], write(tmp_path / data), tmp_path / "o.parquet")
    found = pq.read_table(tmp_path / "o.parquet")
    assert found["text"].to_pylist() == TEXTS and found["id"].type == pa.string()
    score([model], write(tmp_path / data), tmp_path / "o.csv")
    assert [f"{p:.6f}" for p in found["probability"].to_pylist()] == [
        row["probability"] for row in rows_of(tmp_path / "o.csv")
    ]


def test_what_is_no_parquet_of_texts_is_refused_in_a_line(model: str, tmp_path: Path) -> None:
    (tmp_path / "i.parquet").write_bytes(b"PAR1 and more")
    with pytest.raises(BadInput, match="is no whole Parquet file"):
        score([model], tmp_path / "i.parquet", tmp_path / "o.csv")
    pq.write_table(pa.table({"a": [1, 2], "b": [3, 4]}), tmp_path / "n.parquet")
    with pytest.raises(BadInput, match="has no column that looks like a text"):
        score([model], tmp_path / "n.parquet", tmp_path / "o.csv")
    with pytest.raises(BadInput, match="has no column 'c'"):
        score([model], tmp_path / "n.parquet", tmp_path / "o.csv", text_column="c")
