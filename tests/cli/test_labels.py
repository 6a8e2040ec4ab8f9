"""The command `labels`, from a list that somebody has filled in to the cleaned file."""

import csv
import json
from pathlib import Path

from playground.evaluation.label_decisions import write_list
from playground.evaluation.label_errors import Suspect
from playground.training.finetune.on_file import ReadingOptions, read_to_learn
from tests.command_line import run


def test_a_filled_in_list_makes_the_cleaned_file_with_all_its_columns(tmp_path: Path) -> None:
    data, listed, clean = tmp_path / "a.csv", tmp_path / "list.csv", tmp_path / "clean.csv"
    rows = [f"{at};It was {at} of them, sadly;{('good', 'bad')[at % 2]};train" for at in range(20)]
    rows += [f"{at};It was {at} of them, sadly;{('good', 'bad')[at % 2]};test" for at in range(20, 26)]
    data.write_bytes("\n".join(["id;text;label;split", *rows, "26;Schön war es;good;train"]).encode("cp1252"))
    found = read_to_learn(str(data), None, ReadingOptions(), lambda line: None)
    assert len(found.learnt) == 21, "the rows for the test are not checked"
    suspects = [Suspect(at, None, str(found.learnt.labels[at]), "bad", 0.1, 0.8, True) for at in (0, 20)]
    write_list(listed, found.learnt, suspects)
    listed.write_text(listed.read_text("utf-8").replace(",yes,,", ",yes,,change"), "utf-8")
    answer = run("labels", "--data", str(data), "--decisions", str(listed), "--cleaned", str(clean), "--json")
    assert json.loads(answer.stdout) == {"file": str(clean), "kept": 19, "changed": 2, "dropped": 0}
    with clean.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert list(table[0]) == ["id", "text", "label", "split", "done"]
    assert [row["id"] for row in table] == [str(at) for at in range(27)]
    assert list(table[26].values()) == ["26", "Schön war es", "bad", "train", "changed from good"]
    assert {row["done"] for row in table if row["split"] == "test"} == {"not checked"}
