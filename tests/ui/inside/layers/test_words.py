"""Every block, dimension and setting has its words."""

from dataclasses import fields

from playground.lenses.inside.layers import layers as blocks_of
from playground.lenses.inside.trace import trace
from playground.training.settings import Settings
from playground.ui.inside.layers.words import WORDS
from tests.lenses.inside.test_layers import VARIANTS, checkpoint


def named(words: dict[str, str], kind: str) -> set[str]:
    """What has a word of a kind."""
    return {key.removeprefix(f"{kind}-") for key in words if key.startswith(f"{kind}-")}


def test_every_block_dimension_and_setting_has_its_words() -> None:
    met, dimensions = set(), set()
    for architecture, task, change in VARIANTS:
        asked = checkpoint(architecture, task, **change)
        for block in blocks_of(asked, trace(asked, "a good film")).all():
            met.add(block.key)
            dimensions |= {name for name, _ in (*block.reads, *block.gives)}
    training = {"target", "loss", "backpropagation", "gradient", "clip", "optimizer", "average"}
    for words in WORDS.values():
        assert met | training == named(words, "block") == named(words, "does")
        assert dimensions | {"parameters"} == named(words, "dim")
        assert named(words, "setting") - {"on"} == {field.name for field in fields(Settings)}
