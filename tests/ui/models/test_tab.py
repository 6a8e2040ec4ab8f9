"""A model is taken into the comparison and out of it."""

from pathlib import Path

from playground.ui.models import tab as models_tab
from tests.ui.models.entries import event


def test_a_row_is_taken_into_the_comparison_and_out_of_it(folder: Path) -> None:
    take = event(reference="sentiment-lstm", chosen=True)
    extras, task, chosen = models_tab.compare([], "sentiment", ["sentiment-rnn"], "en", take)
    assert (extras, task, chosen.value) == ([], "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    *_, chosen = models_tab.compare([], "sentiment", chosen.value, "en", event(reference="sentiment-rnn", chosen=False))
    assert chosen.value == ["sentiment-lstm"]
    _, task, chosen = models_tab.compare([], "sentiment", chosen.value, "en", event(reference="pos-rnn", chosen=True))
    assert task == "pos"
    assert "pos-rnn" in chosen.value
    _, _, chosen = models_tab.compare([], "sentiment", ["sentiment-rnn"], "en", event(reference="/etc", chosen=True))
    assert chosen.value == ["sentiment-rnn"]
