"""The confusion table and its examples, as HTML."""

from playground.ui.finetune import render_results
from tests.ui.finetune.results import plain, visit


def test_only_labels_that_occur_stand_in_the_tables_and_the_others_are_counted() -> None:
    html = render_results.results(visit(), "en")
    assert html.count('data-action="cell"') == 4
    assert "do not occur among the validation examples: 1." in plain(html)


def test_a_cell_shows_its_examples_until_it_is_pressed_again() -> None:
    one = visit()
    assert "ft-cell" not in render_results.results(one, "en")
    one.models.show({"action": "cell", "row": 1, "column": 0})
    html = render_results.results(one, "en")
    assert "The first 1:" in plain(html)
    assert 'aria-pressed="true"' in html
    one.models.show({"action": "cell", "row": 1, "column": 0})
    assert one.models.cell is None
    one.models.show({"action": "cell", "row": 9, "column": 0})
    assert one.models.cell is None
