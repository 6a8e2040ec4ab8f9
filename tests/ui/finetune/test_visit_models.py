"""The models of a visit: only these can be named and removed."""

import pytest

from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel, VisitModels


def test_only_models_of_this_visit_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Visit(models=VisitModels([VisitModel("session:x", "mine", "sentiment", "lstm", "a.csv")]))
    assert one.models.find({"value": "session:x"}) is one.models.items[0]
    assert one.models.find({"value": "session:y"}) is None
    assert one.models.find({"value": "sentiment-lstm"}) is None
    assert one.models.remove({"value": "sentiment-lstm"}) is None
    assert one.models.remove({"value": "session:x"}) == "session:x"
    assert one.models.items == []
