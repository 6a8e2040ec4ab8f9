"""What Look inside shows, as files."""

import csv
import io
import json
import re

import numpy as np
import pytest

from playground.errors import BadInput
from playground.ui.inside import downloads as inside_downloads
from tests.ui.inside.panels import panel


def test_csv_and_json_hold_the_numbers_in_full(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates", "=SUM(A1) good good")
    assert shown.traced is not None
    record = json.loads(inside_downloads.as_json(shown))
    assert record["words"] == [word.text for word in shown.traced.read]
    for name, values in record["arrays"].items():
        assert np.array_equal(np.array(values, np.float32), shown.traced.arrays[name])
    assert len(record["arrays"]) == 6
    rows = list(csv.reader(io.StringIO(inside_downloads.as_csv(shown).removeprefix("\ufeff"))))
    assert rows[0][:4] == ["array", "position", "word", "unit 1"]
    assert len(rows) == 1 + 6 * len(shown.traced.read)
    assert rows[1][2] == "'=" or not rows[1][2].startswith("=")
    first = shown.traced.arrays[rows[1][0]][0]
    assert np.array_equal(np.array(rows[1][3:], np.float32), first)


@pytest.mark.parametrize(("reference", "view"), [("pos-transformer", "attention"), ("sentiment-textcnn", "filters")])
def test_attention_and_votes_can_be_kept(tiny: dict[str, str], reference: str, view: str) -> None:
    shown = panel(tiny[reference], view)
    assert shown.traced is not None
    rows = list(csv.reader(io.StringIO(inside_downloads.as_csv(shown).removeprefix("\ufeff"))))
    record = json.loads(inside_downloads.as_json(shown))
    if view == "attention":
        assert len(rows) == 1 + len(shown.traced.read)
        assert sum(map(float, rows[1][2:])) == pytest.approx(1, abs=1e-5)
    else:
        total = sum(float(row[-1]) for row in rows[1:]) + record["votes"]["bias"]
        assert total == pytest.approx(record["votes"]["logit"], abs=1e-4)
    assert re.fullmatch(r"[\w.-]+\.csv", inside_downloads.as_file(shown, "csv")["name"])
    with pytest.raises(BadInput):
        inside_downloads.as_file(shown, "exe")
