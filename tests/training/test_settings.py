"""Settings of a training: what they may be."""

import math
from typing import Any

import pytest

from playground.errors import BadInput
from playground.training.settings import Settings, settings_from_json


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"epochs": 0}, "The setting epochs is 0. Allowed is a whole number from 1 to 1000. Change it."),
        ({"epochs": 2.5}, "The setting epochs is 2.5. Allowed is a whole number from 1 to 1000. Change it."),
        ({"epochs": True}, "The setting epochs is True. Allowed is a whole number from 1 to 1000. Change it."),
        ({"learning_rate": 100}, "The setting learning_rate is 100. Allowed is a number from 1e-07 to 10. Change it."),
        (
            {"learning_rate": math.nan},
            "The setting learning_rate is nan. Allowed is a number from 1e-07 to 10. Change it.",
        ),
        ({"word_dropout": "0.1"}, "The setting word_dropout is 0.1. Allowed is a number from 0 to 0.9. Change it."),
        ({"whole_at_start": 1}, "The setting whole_at_start is 1. Allowed are true and false. Change it."),
        ({"optimizer": "lion"}, "The setting optimizer is lion. Allowed are adamw and sgd. Change it."),
    ],
)
def test_settings_out_of_range_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput) as refused:
        settings_from_json(given)
    assert str(refused.value) == message


def test_an_unknown_setting_is_named_with_those_that_there_are() -> None:
    with pytest.raises(BadInput) as refused:
        settings_from_json({"lerning_rate": 1})
    assert str(refused.value).startswith(
        "There is no setting lerning_rate. There are: epochs, optimizer, learning_rate,"
    )
    assert settings_from_json({"epochs": 3, "learning_rate": 1}) == Settings(epochs=3, learning_rate=1)
