"""A file is read in the same way by every command that trains on it."""

from pathlib import Path

from playground.training.finetune.on_file import ReadingOptions, file_and_plan, read_to_learn


def rows(count: int, mark: str, first: int = 0) -> list[str]:
    return [f"It was number {at} of them,{('good', 'bad')[at % 2]},{mark}" for at in range(first, first + count)]


def test_rows_that_a_column_marks_are_left_alone_by_whatever_trains(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    marked = [*rows(20, "train"), *rows(6, "dev", 20), *rows(5, "test", 30), "It was number 1 of them,bad,train"]
    path.write_text("\n".join(["text,label,split", *marked, "it was number 20 of them!,good,train"]), "utf-8")
    said: list[str] = []
    found, plan = file_and_plan(str(path), ReadingOptions(), architecture="rnn", log=said.append)
    assert found.held is not None
    assert (len(found.learnt), len(found.held)) == (22, 6)
    assert max(found.learnt.rows) == 34 and not set(found.learnt.rows) & set(found.held.rows)
    assert any("6 rows marked dev are for validation, 5 marked test are not learnt from" in one for one in said)
    assert plan.architecture == "rnn"


def test_marked_rows_that_show_nothing_are_left_alone_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    only = [row.replace(",bad,", ",good,") for row in rows(4, "dev", 20)]
    path.write_text("\n".join(["text,label,split", *rows(20, "train"), *only]), "utf-8")
    said: list[str] = []
    found = read_to_learn(str(path), None, ReadingOptions(), said.append)
    assert (len(found.learnt), found.held) == (20, None)
    assert any("A share of the file is used for validation instead." in one for one in said)
