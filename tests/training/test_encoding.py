"""Examples as ids with their gold labels."""

import pytest

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.training.encoding import encode_examples
from tests import tiny
from tests.tiny import VOCABULARY


def test_a_label_that_the_model_does_not_have_is_named() -> None:
    data = Examples("sentiment", ("fine",), None, ("neutral",), "mine.csv", "0" * 64)
    with pytest.raises(BadInput) as refused:
        encode_examples(tiny.config("rnn", "sentiment"), VOCABULARY, data)
    assert str(refused.value) == (
        "mine.csv has the label neutral, which the model does not have. Its labels are negative, positive. "
        "Rename the label, or train a model of its own."
    )
