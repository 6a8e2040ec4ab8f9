"""What Look inside asks, and a visitor's options."""

from pathlib import Path

import pytest

from playground.checkpoints import session_store
from playground.errors import BadInput
from playground.ui.inside.queries import current_options, equations_at, look_inside, valid_options
from playground.ui.inside.view_options import Side, ViewOptions
from playground.ui.model_loader import MODEL_LOADER
from tests.tiny import write
from tests.ui.inside.panels import TEXT


def test_the_first_look_is_into_a_chosen_model() -> None:
    chosen = ["sentiment-rnn", "sentiment-textcnn"]
    assert valid_options(ViewOptions(), chosen, ["sentiment-rnn"]).sides[0].model == "sentiment-rnn"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"key": "view", "side": 0, "value": "states"}, ViewOptions("states", (Side("a"),))),
        ({"key": "model", "side": 1, "value": "b"}, ViewOptions("gates", (Side("a"), Side("b")))),
        ({"key": "model", "side": 1, "value": ""}, ViewOptions("gates", (Side("a"),))),
        ({"key": "place", "side": 0, "value": "2 backward"}, ViewOptions("gates", (Side("a", 2, "backward"),))),
        ({"key": "head", "side": 0, "value": "2 3"}, ViewOptions("gates", (Side("a", 2, head=3),))),
        ({"key": "label", "side": 0, "value": "good"}, ViewOptions("gates", (Side("a", label="good"),))),
        ({"key": "place", "side": 0, "value": "two"}, ViewOptions("gates", (Side("a"),))),
        ({"key": "place", "side": 1, "value": "1 forward"}, ViewOptions("gates", (Side("a"),))),
        ({"key": "head", "side": 0, "value": 3}, ViewOptions("gates", (Side("a"),))),
        ({"key": "nonsense", "side": 0, "value": "x"}, ViewOptions("gates", (Side("a"),))),
        ({"side": [], "value": "x"}, ViewOptions("gates", (Side("a"),))),
        (None, ViewOptions("gates", (Side("a"),))),
    ],
)
def test_options_change_by_what_makes_sense(change: object, expected: ViewOptions) -> None:
    assert ViewOptions("gates", (Side("a"),)).changed(change) == expected


def test_what_is_not_there_is_put_right(tiny: dict[str, str]) -> None:
    reference = tiny["pos-lstm"]
    MODEL_LOADER.load([reference], 60)
    options = ViewOptions("attention", (Side(reference, 99, "sideways"), Side("nobody/nothing")))
    found = look_inside(TEXT, "pos", [reference], options)
    assert found.options.view == "gates"
    (shown,) = found.panels
    assert (shown.side.layer, shown.side.direction) in shown.places
    assert len(shown.sums) == 6


def test_the_second_side_begins_with_the_word_of_the_first(tiny: dict[str, str]) -> None:
    pair = [tiny["pos-lstm"], tiny["pos-transformer"]]
    MODEL_LOADER.load(pair, 60)
    found = look_inside(TEXT, "pos", pair, ViewOptions("gates", tuple(map(Side, pair))))
    assert found.views == ("gates", "attention", "states", "layers", "code", "memory", "path")
    one, other = found.panels
    assert one.word == other.word
    assert (other.requested_view, other.view) == ("gates", "attention")


def test_the_first_look_after_a_training_is_into_a_model_that_reads_the_text(tmp_path: Path) -> None:
    """A model of one's own that reads Chinese, beside the English LSTM that was seen before nobody has chosen it."""
    own = session_store.keep(Path(write(tmp_path, "rnn", "sentiment", language="zh")), "mine")
    models = ["sentiment-lstm", "sentiment-zh-lstm", own]
    seen = ViewOptions("gates", (Side("sentiment-lstm"),))
    try:
        assert current_options("这部电影太差了", "sentiment", models, seen).sides[0].model == own
        named = ViewOptions("gates", (Side("sentiment-lstm"),), chosen=True)
        assert current_options("A bad film.", "sentiment", models, named).sides[0].model == "sentiment-lstm"
        english = current_options("A bad film.", "sentiment", models, seen)
        assert english.sides[0].model == "sentiment-lstm", "it reads no English"
        asked = current_options("这部电影太差了", "sentiment", models[:2], ViewOptions())
        assert asked.sides[0].model == "sentiment-zh-lstm", "of two that are as telling, the one that reads the text"
    finally:
        session_store.drop(own)


@pytest.mark.parametrize("where", [None, {}, {"side": 0, "word": "1", "unit": 2}, {"side": 7, "word": 0, "unit": 0}])
def test_a_place_that_is_none_is_refused(tiny: dict[str, str], where: object) -> None:
    with pytest.raises(BadInput):
        equations_at(TEXT, "pos", [tiny["pos-lstm"]], ViewOptions("gates", (Side(tiny["pos-lstm"]),)), where)
