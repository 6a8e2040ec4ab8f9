"""Models whose every attribution is known, and what the tests of explanations share."""

from typing import Any

import torch
from torch import Tensor

from playground.checkpoints import Checkpoint, load
from playground.lenses.explain.methods import METHODS
from tests.tiny import PAIRS, config, model


def quick(method: str) -> dict[str, Any]:
    """Fewer samples than a person would want."""
    small = {"samples": METHODS[method].parameters[0].low} if "samples" in names(method) else {}
    return {"permutations": 4} if method == "shapley_value_sampling" else small


def names(method: str) -> list[str]:
    return [parameter.name for parameter in METHODS[method].parameters]


def refused(method: str, architecture: str) -> bool:
    return METHODS[method].applies(config(architecture, "sentiment")) is not None


ACCEPTED = [
    (method, architecture, task)
    for method in METHODS
    for architecture, task in PAIRS
    if not refused(method, architecture)
]


def hand_made(tiny: dict[str, str], reference: str, function: Any) -> Checkpoint:
    """A checkpoint whose logits are a function of (embedded, mask), written for a test."""
    real = load(tiny[reference])

    class Known(type(real.model)):  # type: ignore[misc]
        def logits(self, embedded: Tensor, mask: Tensor) -> Tensor:
            return function(embedded * mask[..., None])

    model = tiny_model(real)
    model.__class__ = Known
    return Checkpoint("known", real.config, real.vocabulary, model)


def tiny_model(real: Checkpoint) -> Any:
    made = model(real.architecture, real.task)
    made.load_state_dict(real.model.state_dict())
    return made


WEIGHTS = torch.linspace(-1, 1, 8)


def linear(embedded: Tensor) -> Tensor:
    """A sum over the words: each adds its vector times the weights, and the later the more."""
    place = torch.arange(1, embedded.shape[1] + 1)
    positive = ((embedded @ WEIGHTS) * place).sum(1) + 0.5
    return torch.stack([-positive, positive], -1)
