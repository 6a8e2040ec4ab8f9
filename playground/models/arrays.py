"""The arrays of a trace and the weights of a network in NumPy: what is worked out beside torch is worked out of these.

Names are those of a trace, layers are counted from 1, and arrays stand without a batch. Nothing here imports torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

DIRECTIONS = ("forward", "backward")
Arrays = Mapping[str, np.ndarray]


def of_layer(arrays: Arrays, layer: int, direction: str = "forward") -> dict[str, np.ndarray]:
    """What a layer holds, by the last part of its name: `hidden`, `forget_gate`, `attention`; empty without such one.

    Args:
        direction: matters only where a layer runs both ways.
    """
    for start in (f"layer{layer}.{direction}.", f"layer{layer}."):
        found = {name[len(start) :]: array for name, array in arrays.items() if name.startswith(start)}
        if found and (direction == "forward" or start.endswith("backward.")):
            return found
    return {}


def below(arrays: Arrays, layer: int) -> np.ndarray:
    """What a recurrent layer reads, (words, size): the embedded words, or all directions of the layer below."""
    if layer == 1:
        return arrays["embedded"]
    start = f"layer{layer - 1}."
    names = [f"{start}hidden", *(f"{start}{direction}.hidden" for direction in DIRECTIONS)]
    return np.concatenate([arrays[name] for name in names if name in arrays], -1)


def before(states: np.ndarray, direction: str) -> np.ndarray:
    """The state that each word was read with, (words, size): of the word read before it; zero where reading begins."""
    moved = np.zeros_like(states)
    if direction == "forward":
        moved[1:] = states[:-1]
    else:
        moved[:-1] = states[1:]
    return moved


def numbers(parameter: Any) -> np.ndarray:
    """A network's weights as a NumPy array."""
    return np.asarray(parameter.detach().cpu().numpy())


def linear(layer: Any, values: np.ndarray) -> np.ndarray:
    """What a linear layer of torch makes of values, (…, size) -> (…, outputs)."""
    return np.asarray(values @ numbers(layer.weight).T + numbers(layer.bias))


def layer_norm(layer: Any, values: np.ndarray) -> np.ndarray:
    """What a layer norm of torch makes of values, of the same shape."""
    centred = values - values.mean(-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(-1, keepdims=True) + layer.eps)
    return np.asarray(centred / spread * numbers(layer.weight) + numbers(layer.bias))
