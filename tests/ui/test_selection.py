"""Which of the chosen models do a task."""

import pytest

from playground.errors import PlaygroundError
from playground.ui import selection
from playground.ui.compare import queries as compare_queries
from playground.ui.model_loader import ModelLoader


def test_a_question_is_for_models_of_its_task_each_once(loader: ModelLoader) -> None:
    wanted = ["pos-rnn", "sentiment-rnn", "pos-rnn", "pos-lstm#untrained"]
    assert selection.of_task(wanted, "pos") == ["pos-rnn", "pos-lstm#untrained"]
    loader.request(wanted)
    loader.wait(wanted, 30)
    found = compare_queries.compare("the dog", "pos", wanted)
    assert [column.reference for column in found.columns] == ["pos-rnn", "pos-lstm#untrained"]
    assert len(found.panels) == 1
    with pytest.raises(PlaygroundError, match="There is no task 'cooking'"):
        compare_queries.compare("the dog", "cooking", wanted)
