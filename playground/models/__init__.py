"""The architectures, each in a folder of its own, and what they share.

A model is embedding -> encoder -> head, and its forward pass is split at the embeddings (`base`). Adding an
architecture is a folder here and a line in `architectures.ARCHITECTURES`, and nothing else:

- `facts.py` declares what the page, the trainer and the checks have to know of it (`facts.Facts`), in plain data that
  is there before torch is;
- `network.py` holds its class (`base.Encoder`): `forward`, `states`, and whatever it tells better than the defaults:
  the configs that it refuses, its blocks for “Layer by layer”, its listing for “Code”, its equations, and what its
  traced values are compared with.

`tests/models/test_a_new_architecture.py` adds one with the least that can be declared and one with everything. Nothing
here knows about vocabularies, files or the page. Names are imported when they are first used, so that what is said of
an architecture costs no torch.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.models.architectures import ARCHITECTURES as ARCHITECTURES
    from playground.models.base import Encoder as Encoder
    from playground.models.base import Model as Model
    from playground.models.base import build as build
    from playground.models.base import parameter_count as parameter_count
    from playground.models.config import Config as Config
    from playground.models.config import Inputs as Inputs

_MODULES = {
    "ARCHITECTURES": "architectures",
    "build": "base",
    "parameter_count": "base",
    "Config": "config",
    "Encoder": "base",
    "Inputs": "config",
    "Model": "base",
}
__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
