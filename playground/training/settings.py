"""How a model is trained: the settings, their defaults, and what they may be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from playground.errors import BadInput, shown

EXPLODED = 10.0  # times the loss of guessing


@dataclass(frozen=True)
class Settings:
    """How a model is trained."""

    epochs: int = 6
    optimizer: str = "adamw"  # adamw, or sgd
    learning_rate: float = 2e-3  # at its highest
    weight_decay: float = 0.01
    warmup: float = 0.1  # share of all steps in which the learning rate rises; then it falls to nothing
    clip: float = 1.0  # norm of the gradient
    words_a_batch: int = 4_096  # padding counted
    texts_a_batch: int = 64
    crop_words: int = 0  # of a longer text a window of so many words is read, another one each epoch; 0: its beginning
    whole_at_start: bool = False  # only windows of longer texts get random positions (see Transformer), no whole text
    word_dropout: float = 0.0  # share of words that are taken for unknown ones
    label_smoothing: float = 0.0
    adversarial: float = (
        0.0  # how far texts are shifted to where the loss grows, and learnt from as well; see `objective.py`
    )
    average: float = 0.0  # weights are averaged over steps with this decay; 0: the last ones count
    patience: int = 3  # epochs without a better one before training stops
    kept_rate: float = 1.0  # learning rate of all but the head, as a share of the head's: less for what is carried over
    balance: float = (
        0.0  # labels weigh as their count to the power of minus this: 0 all texts alike, 1 all labels alike
    )

    def __post_init__(self) -> None:
        ranges: dict[str, tuple[float, float]] = {
            "epochs": (1, 1_000), "learning_rate": (1e-7, 10), "weight_decay": (0, 10), "warmup": (0, 1),
            "clip": (1e-6, 1e6),
            "words_a_batch": (16, 1_000_000), "texts_a_batch": (1, 100_000), "crop_words": (0, 100_000),
            "word_dropout": (0, 0.9), "label_smoothing": (0, 0.9), "adversarial": (0, 10), "average": (0, 0.99999),
            "patience": (1, 1_000), "kept_rate": (0, 10), "balance": (0, 1),
        }  # fmt: skip
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            kinds = int if isinstance(getattr(Settings, name), int) else int | float
            if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
                what = "whole number" if kinds is int else "number"
                raise BadInput(
                    f"The setting {name} is {value}. Allowed is a {what} from {low:g} to {high:g}. Change it.",
                    key="setting-range",
                    setting=name,
                    given=str(value),
                    low=low,
                    high=high,
                )
        if not isinstance(self.whole_at_start, bool):
            raise BadInput(
                f"The setting whole_at_start is {self.whole_at_start}. Allowed are true and false. Change it.",
                key="setting-switch",
                setting="whole_at_start",
                given=str(self.whole_at_start),
            )
        if self.optimizer not in ("adamw", "sgd"):
            raise BadInput(
                f"The setting optimizer is {self.optimizer}. Allowed are adamw and sgd. Change it.",
                key="setting-optimizer",
                given=str(self.optimizer),
            )


def settings_from_json(value: dict[str, Any]) -> Settings:
    """Settings from a recipe.

    Raises:
        BadInput: a name is unknown, or a value is out of its range.
    """
    known = asdict(Settings())
    for name in value:
        if name not in known:
            raise BadInput(
                f"There is no setting {name}. There are: {', '.join(known)}. Remove it.",
                key="setting-unknown",
                setting=name,
            )
    return Settings(**value)


def check_seed(seed: object) -> None:
    if type(seed) is not int or not 0 <= seed < 2**31:
        raise BadInput(
            f"The seed is {shown(seed)}. It has to be a whole number from 0 to {2**31 - 1:,}. Change it.",
            key="seed",
            given=shown(seed),
        )
