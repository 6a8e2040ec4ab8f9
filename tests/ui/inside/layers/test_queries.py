"""Blocks of a model, and a visitor's choices for its diagram."""

from typing import Any

import pytest

from playground.checkpoints import load, read_recipe, save, shipped
from playground.lenses.inside.trace import trace
from playground.ui.inside.layers.queries import LayerOptions, layers_view
from playground.ui.inside.layers.words import say
from playground.ui.inside.view_options import Side, ViewOptions
from tests import tiny as small
from tests.ui.inside.layers.layered import TEXT, drawn, panel


def test_choices_change_and_nonsense_changes_nothing() -> None:
    seen = LayerOptions()
    assert seen.shows("encoder")
    assert not seen.changed("open", "encoder").shows("encoder")
    assert seen.changed("open", "head").shows("head")
    assert seen.changed("open", "head").changed("open", "head") == seen
    assert seen.changed("sentences", "8").sentences == 8
    assert seen.changed("longest", "40").longest == 40
    assert seen.changed("mode", "training").training
    for key, value in (("sentences", "many"), ("longest", "-3"), ("word", "99999"), ("open", "x" * 200), ("no", "1")):
        assert seen.changed(key, value) == seen
    many = seen
    for number in range(500):
        many = many.changed("open", str(number))
    assert len(many.turned) == 200


def test_options_take_the_choices_of_a_side_and_both_sides_share_the_word() -> None:
    options = ViewOptions("layers", (Side("a"), Side("b")))
    one = options.changed({"key": "sentences", "side": 1, "value": "4"})
    assert [side.layer_options.sentences for side in one.sides] == [1, 4]
    both = options.changed({"key": "word", "side": 0, "value": "3"})
    assert [side.layer_options.word for side in both.sides] == [3, 3]


def test_what_cannot_be_shown_becomes_what_can(tiny: dict[str, str]) -> None:
    seen = LayerOptions(word=99, sentences=500, longest=9_999, training=True, target="nonsense")
    apart, valid_options = layers_view(tiny["pos-lstm"], trace(load(tiny["pos-lstm"]), TEXT), seen)
    assert apart.diagram.word == len(apart.diagram.words) - 1
    assert (apart.diagram.batch.sentences, apart.diagram.batch.longest) == (64, 40)
    assert valid_options.target == ""


def test_training_shows_the_settings_of_the_checkpoint_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("recipe")
    recipe: dict[str, Any] = {
        "stages": [{"stage": "fit", "settings": {"epochs": 7, "average": 0.5}}, {"stage": "evaluate"}]
    }
    made = small.model("rnn", "sentiment")
    reference = str(save(folder / "made", made, small.VOCABULARY, recipe=recipe))
    apart, _ = layers_view(reference, trace(load(reference), TEXT), LayerOptions(training=True))
    assert apart.stored
    assert dict(apart.settings)["epochs"] == 7
    assert dict(apart.settings)["average"] == 0.5
    assert [one.key for one in apart.training_step][-1] == "average"
    switch = say("setting-whole_at_start", "en")
    assert switch not in drawn(panel(reference, "layers", LayerOptions(training=True))), "a switch that is off"
    recipe["stages"][0]["settings"] = {"whole_at_start": True}
    on = str(save(folder / "on", made, small.VOCABULARY, recipe=recipe))
    assert f"<dt>{switch}</dt><dd>yes</dd>" in drawn(panel(on, "layers", LayerOptions(training=True)))
    bare = str(save(folder / "bare", made, small.VOCABULARY))
    apart, _ = layers_view(bare, trace(load(bare), TEXT), LayerOptions(training=True))
    assert not apart.stored
    assert "defaults" in drawn(panel(bare, "layers", LayerOptions(training=True)))


@pytest.mark.slow
@pytest.mark.parametrize("reference", shipped())
def test_every_shipped_checkpoint_names_its_settings(reference: str) -> None:
    apart, _ = layers_view(reference, trace(load(reference), "a good film"), LayerOptions(training=True))
    stage = next(stage for stage in reversed(read_recipe(reference)) if stage["stage"] == "fit")
    assert apart.stored
    assert stage["settings"].items() <= dict(apart.settings).items()
