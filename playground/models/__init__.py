"""The architectures, each in a folder of its own, and what they share.

A model is embedding -> encoder -> head, and its forward pass is split at the embeddings (`base`). Adding an
architecture is a folder here and a line in `architectures.ARCHITECTURES`. Nothing here knows about vocabularies, files
or the page. Names are imported when they are first used, so that what is said of an architecture costs no torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.models.architectures import ARCHITECTURES as ARCHITECTURES
    from playground.models.architectures import build as build
    from playground.models.architectures import parameter_count as parameter_count
    from playground.models.base import Config as Config
    from playground.models.base import Encoder as Encoder
    from playground.models.base import Inputs as Inputs
    from playground.models.base import Model as Model

_MODULES = {
    "ARCHITECTURES": "architectures",
    "build": "architectures",
    "parameter_count": "architectures",
    "Config": "base",
    "Encoder": "base",
    "Inputs": "base",
    "Model": "base",
}
__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
