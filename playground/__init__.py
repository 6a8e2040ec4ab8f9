"""The playground where people see what an RNN, an LSTM, a TextCNN and a Transformer really do with a sentence.

One path: text -> words (text.py) -> ids -> embedded words -> an encoder (models/) -> a head (tasks.py) -> logits. A
checkpoint (checkpoints.py) holds what a model has learnt, and can come from the Hub (hub/). Each lens (lenses/) is a
question asked of that path, training/ makes checkpoints, ui/ is the page. Arrows between these rooms go down only.

    import playground as pg model = pg.load("sentiment-lstm") pg.predict(model, "A quietly moving film.").scores

Names are imported when they are first used, so that `import playground` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.checkpoints import load as load
    from playground.hub import publish as publish
    from playground.lenses.edit import edit as edit
    from playground.lenses.explain import explain as explain
    from playground.lenses.predict import predict as predict
    from playground.lenses.trace import trace as trace
    from playground.training.evaluate import evaluate as evaluate
    from playground.training.recipe import train as train

_NAMES = {
    "load": "playground.checkpoints",
    "predict": "playground.lenses.predict",
    "trace": "playground.lenses.trace",
    "explain": "playground.lenses.explain",
    "edit": "playground.lenses.edit",
    "evaluate": "playground.training.evaluate",
    "train": "playground.training.recipe",
    "publish": "playground.hub",
}
__all__ = list(_NAMES)


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_NAMES[name]), name)
    globals()[name] = value
    return value
