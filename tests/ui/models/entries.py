"""Made for the tests of this folder."""

from types import SimpleNamespace
from typing import Any

from playground.checkpoints import SESSION, Description
from playground.ui.models.queries import Entry

MINE = f"{SESSION}abc"


CARD = """---
model-index:
- name: x
  results:
  - dataset: {{name: IMDB}}
    metrics:
    - {{type: accuracy, value: {}}}
---
# A card
"""


class Loaded:
    """A model loader in which every model has the state that it is given, else is loaded."""

    def __init__(self, **states: Any) -> None:
        self.states = states
        self.requested: list[str] = []

    def request(self, references: Any) -> None:
        self.requested += references

    def state(self, reference: str) -> Any:
        return self.states.get(reference, True)


def entry(
    reference: str = "sentiment-lstm", accuracy: float = 0.9, seconds: float | None = 0.002, **more: Any
) -> Entry:
    about = Description(
        reference, "sentiment", "lstm", 4_200_000, 5_000_000, ("negative", "positive"), more.pop("source", "bundled"),
        {"IMDB": {"accuracy": accuracy, "macro_f1": accuracy}}, revision=more.pop("revision", ""),
    )  # fmt: skip
    return Entry(reference, True, more.pop("extra", False), about, seconds, **more)


def event(**data: Any) -> Any:
    return SimpleNamespace(_data=data)
