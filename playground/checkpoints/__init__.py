"""A checkpoint = config + vocabulary + weights + card, in a folder laid out as the Hub repository that it is.

Weights are stored as safetensors: float16, word embeddings as int8 with a scale a row. In memory they are float32. A
checkpoint that is missing or broken is an error, never a random model; a model with random weights is asked for by
name, with `#untrained` behind the reference: the same configuration, drawn from a fixed seed.

A reference is the id of a shipped checkpoint, a folder, or a repository of the Hub. Only `load` and `fetch` ask the
Hub, and only for what is not in its cache; everything else speaks of what is on this machine. Where the weights of a
shipped checkpoint come from is decided in one place, `references.origin`. Who visits over the network may not name
folders (`references.admit`): their messages would tell what there is on the server's disk.

Names are imported when they are first used; torch only when weights are read, so that listing checkpoints costs
nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.checkpoints.checkpoint import UNTRAINED as UNTRAINED
    from playground.checkpoints.checkpoint import Checkpoint as Checkpoint
    from playground.checkpoints.checkpoint import Description as Description
    from playground.checkpoints.checkpoint import TextReader as TextReader
    from playground.checkpoints.checkpoint import encode as encode
    from playground.checkpoints.description import describe as describe
    from playground.checkpoints.description import read_card as read_card
    from playground.checkpoints.description import read_measurement as read_measurement
    from playground.checkpoints.description import read_recipe as read_recipe
    from playground.checkpoints.description import weights_digest as weights_digest
    from playground.checkpoints.folder import BEHAVIOUR as BEHAVIOUR
    from playground.checkpoints.folder import CARD as CARD
    from playground.checkpoints.folder import MAX_BYTES as MAX_BYTES
    from playground.checkpoints.folder import MEANS as MEANS
    from playground.checkpoints.folder import MEMORY as MEMORY
    from playground.checkpoints.folder import NEEDED as NEEDED
    from playground.checkpoints.folder import UNITS as UNITS
    from playground.checkpoints.folder import WEIGHTS as WEIGHTS
    from playground.checkpoints.loading import load as load
    from playground.checkpoints.loading import pull as pull
    from playground.checkpoints.loading import read as read
    from playground.checkpoints.publishing import publish as publish
    from playground.checkpoints.publishing import publish_all as publish_all
    from playground.checkpoints.references import FOLDER as FOLDER
    from playground.checkpoints.references import SESSION as SESSION
    from playground.checkpoints.references import STANDARD as STANDARD
    from playground.checkpoints.references import admit as admit
    from playground.checkpoints.references import counterpart as counterpart
    from playground.checkpoints.references import fetch as fetch
    from playground.checkpoints.references import is_local as is_local
    from playground.checkpoints.references import locate as locate
    from playground.checkpoints.references import shipped as shipped
    from playground.checkpoints.references import shipped_for as shipped_for
    from playground.checkpoints.references import sources as sources
    from playground.checkpoints.references import votes as votes
    from playground.checkpoints.saving import save as save
    from playground.checkpoints.weights import round_weights as round_weights

_NAMES = {
    "checkpoint": ("UNTRAINED", "Checkpoint", "Description", "TextReader", "encode"),
    "description": ("describe", "read_card", "read_measurement", "read_recipe", "weights_digest"),
    "folder": ("BEHAVIOUR", "CARD", "MAX_BYTES", "MEANS", "MEMORY", "NEEDED", "UNITS", "WEIGHTS"),
    "loading": ("load", "pull", "read"),
    "publishing": ("publish", "publish_all"),
    "references": (
        "FOLDER",
        "SESSION",
        "STANDARD",
        "admit",
        "counterpart",
        "is_local",
        "fetch",
        "locate",
        "shipped",
        "shipped_for",
        "votes",
        "sources",
    ),
    "saving": ("save",),
    "weights": ("round_weights",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}
__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
