"""Fixtures of this folder."""

import pytest

from playground.checkpoints import shipped
from playground.evaluation.comparison import exact_p
from playground.ui.lessons import queries
from playground.ui.lessons.lesson import Asked, Pending
from playground.ui.lessons.rows import lesson as rows
from playground.ui.lessons.rows.measuring import ROWS, network_of
from playground.ui.model_loader import ModelLoader


@pytest.fixture
def tiny_models(loader: ModelLoader, monkeypatch: pytest.MonkeyPatch) -> ModelLoader:
    """The lessons ask tiny models with random weights, one of each architecture and task."""
    monkeypatch.setattr(queries, "MODEL_LOADER", loader)
    loader.load(shipped(), 60.0)
    return loader


@pytest.fixture
def trained_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lesson on rows has outcomes that follow from the network's name; trainings are tested by themselves."""
    from playground.training.finetune.growing_rows import Outcome

    def made(asked: Asked, begins: bool) -> tuple[tuple[Outcome, ...], Pending | None]:
        more = len(network_of(asked))
        pairs = [(at * 10 + more, 30) for at in range(len(ROWS))]
        found = [
            Outcome(rows, 200, 100 + mine, 130, mine, other, exact_p(mine, other))
            for rows, (mine, other) in zip(ROWS, pairs, strict=True)
        ]
        return tuple(found), None

    monkeypatch.setattr(rows, "outcomes", made)
