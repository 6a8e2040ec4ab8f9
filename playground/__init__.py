"""The playground where people see what an RNN, an LSTM, a TextCNN and a Transformer really do with a sentence.

One path: text -> words (text.py) -> ids -> embedded words -> an encoder (models/) -> a head (tasks.py) -> logits. A
checkpoint (checkpoints/) holds what a model has learnt, and can come from the Hub (hub/). Each lens (lenses/) is a
question asked of that path. data/ turns files into examples, training/ makes checkpoints of them, evaluation/ measures
these, ui/ is the page, cli/ the command line. Arrows between these rooms go down only.

    import playground as pg
    model = pg.load("sentiment-lstm")
    pg.predict(model, "A quietly moving film.").scores
    pg.predict_shipped("这部电影太差了")  # a record a shipped model of the text's language
    pg.show("Not bad at all.", view="gates", model="sentiment-lstm")  # draws itself in a notebook

Names are imported when they are first used, so that `import playground` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.checkpoints import load as load
    from playground.checkpoints import publish as publish
    from playground.evaluation.evaluate import evaluate as evaluate
    from playground.lenses.edit.edit import edit as edit
    from playground.lenses.explain.explain import explain as explain
    from playground.lenses.inside.trace import trace as trace
    from playground.lenses.intervene.intervene import intervene as intervene
    from playground.lenses.predict.by_language import predict_shipped as predict_shipped
    from playground.lenses.predict.predict import predict as predict
    from playground.lenses.units.find import find as find
    from playground.lenses.units.unit import unit as unit
    from playground.training.train import train as train
    from playground.ui.embed.show import show as show

_NAMES = {
    "load": "playground.checkpoints",
    "predict": "playground.lenses.predict.predict",
    "predict_shipped": "playground.lenses.predict.by_language",
    "trace": "playground.lenses.inside.trace",
    "explain": "playground.lenses.explain.explain",
    "find": "playground.lenses.units.find",
    "unit": "playground.lenses.units.unit",
    "edit": "playground.lenses.edit.edit",
    "intervene": "playground.lenses.intervene.intervene",
    "evaluate": "playground.evaluation.evaluate",
    "train": "playground.training.train",
    "publish": "playground.checkpoints",
    "show": "playground.ui.embed.show",
}
__all__ = list(_NAMES)


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_NAMES[name]), name)
    globals()[name] = value
    return value
