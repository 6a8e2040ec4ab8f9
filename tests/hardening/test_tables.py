"""Tables that leave the page and come back: no cell begins a formula, and the texts are those that were asked about."""

import contextlib
import csv
import io
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.data.texts_to_ask import texts_to_predict
from playground.lenses.predict import many_texts
from playground.ui.components.downloads import csv_table
from playground.ui.inside.all_models.downloads import all_models_file
from playground.ui.inside.queries import look_inside
from playground.ui.inside.view_options import ViewOptions
from playground.ui.model_loader import MODEL_LOADER
from tests import tiny as tiny_models

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "-2+3+cmd|x", '=HYPERLINK("http://x")', "＝1")
CELLS = st.sampled_from(FORMULAS) | st.text(st.sampled_from("=+-@\t a,;\"'|é中"), max_size=8)


def cells(table: str) -> list[str]:
    return [cell for line in csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")) for cell in line]


def is_number(cell: str) -> bool:
    with contextlib.suppress(ValueError):
        return math.isfinite(float(cell))
    return False


def is_harmless(table: str) -> None:
    """No cell is run as a formula; a measured number below zero is none."""
    assert [cell for cell in cells(table) if cell.startswith(many_texts.FORMULA) and not is_number(cell)] == []


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_what_many_texts_gives_is_read_again_as_the_same_texts(tiny: dict[str, str], task: str) -> None:
    texts = [*(f"{formula} a good film" for formula in FORMULAS), 'quotes " and, commas', "two\nlines", "a good film"]
    asking = many_texts.predict_many([tiny[f"{task}-rnn"]], texts)
    while True:
        try:
            next(asking)
        except StopIteration as finished:
            rows = finished.value
            break
    table = many_texts.as_csv(rows)
    is_harmless(table)
    again = texts_to_predict(table.encode(), "answers.csv")
    assert [text.removeprefix("'") for text in again] == texts


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_any_cell_of_any_table_that_is_downloaded_is_harmless(rows: list[list[str]]) -> None:
    is_harmless(csv_table(iter(rows)))


def test_labels_and_words_that_begin_a_formula_are_harmless_in_what_look_inside_gives(tmp_path: Path) -> None:
    """A model of somebody else may have labels that are formulas."""
    references = [
        tiny_models.write(tmp_path, name, "sentiment", labels=("=1+1", "@SUM(A1)")) for name in ("rnn", "lstm")
    ]
    MODEL_LOADER.load(references, 60)
    for view in ("memory", "path"):
        found = look_inside("= + - @ good", "sentiment", references, ViewOptions(view)).group
        assert found is not None
        for at in range(len(found.members)):
            table = all_models_file(found, at, "csv")["content"]
            assert "'=1+1" in table or "'@SUM" in table
            is_harmless(table)
