"""A program for a checkpoint, as HTML."""

import html
import re

import pytest

from playground.ui.inside import downloads as inside_downloads
from playground.ui.inside.code.render import coloured
from tests import tiny as small
from tests.ui.inside.layers.layered import drawn, panel


@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
def test_the_program_is_shown_as_it_runs(tiny: dict[str, str], key: str) -> None:
    shown = panel(tiny[key], "code")
    assert shown.code is not None
    page = drawn(shown)
    listing = re.findall(r'<pre[^>]* class="listing">(.*?)</pre>', page, re.S)[0]
    assert html.unescape(re.sub(r"</?span[^>]*>", "", listing)) == shown.code.listing
    transformer = "transformer" in key  # a third mistake is about torch's Transformer
    assert page.count('class="mistake"') == (3 if transformer else 2)
    assert ("missing 1 required positional argument" in page) == transformer
    kept = inside_downloads.as_file(shown, "py")
    assert kept["content"] == shown.code.listing
    assert kept["name"].endswith(".py")


def test_colours_change_no_letter() -> None:
    for program in ('x = "<b>" # & so\n', "if x:\n    return 'y'\n", "nn.Transformer(…)(x)", "'open", ""):
        assert html.unescape(re.sub(r"</?span[^>]*>", "", coloured(program))) == program
    assert coloured("import x") == '<span class="k">import</span> x'
