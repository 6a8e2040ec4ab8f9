"""Made for the tests of this folder."""

from dataclasses import replace

from playground.checkpoints import load
from playground.lenses.inside.trace import trace
from playground.ui.inside import render as inside_render
from playground.ui.inside.code.queries import code
from playground.ui.inside.layers.queries import LayerOptions, layers_view
from playground.ui.inside.queries import InsideView, Panel
from playground.ui.inside.view_options import Side, ViewOptions

TEXT = 'The <b>good</b> film & "good" 😀'


def panel(reference: str, view: str, seen: LayerOptions | None = None, text: str = TEXT) -> Panel:
    found = trace(load(reference), text)
    side = Side(reference, layer_options=seen or LayerOptions())
    made = Panel(side, load(reference).architecture, view, traced=found)
    if view == "code":
        return replace(made, code=code(reference, found, 0))
    found_layers, valid_options = layers_view(reference, found, side.layer_options)
    return replace(made, side=replace(side, layer_options=valid_options), layers=found_layers)


def drawn(shown: Panel, language: str = "en") -> str:
    found = InsideView(
        TEXT, "pos", ViewOptions(shown.view, (shown.side,)), (shown.side.model,), (shown.view,), (shown,)
    )
    return inside_render.inside(found, language)
