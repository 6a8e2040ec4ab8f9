"""Made for the tests of this folder."""

from dataclasses import replace

from playground.checkpoints import load
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.filter_votes import votes
from playground.lenses.inside.trace import trace
from playground.ui.inside.queries import Panel
from playground.ui.inside.view_options import Side

TEXT = 'The <b>good</b> 2024 film 😀 was good & "good", see 2024.'


def panel(reference: str, view: str, text: str = TEXT, **side: object) -> Panel:
    """A panel of a model without the page's background thread."""
    checkpoint = load(reference)
    seen = trace(checkpoint, text)
    made = Panel(Side(reference, **side), checkpoint.architecture, view, traced=seen)  # type: ignore[arg-type]
    if view == "filters":
        return replace(made, votes=votes(checkpoint, seen, made.side.label or seen.labels[0]))
    if view in ("gates", "states") and checkpoint.architecture in ("rnn", "lstm"):
        direction = made.places[0][1]
        made = replace(made, side=replace(made.side, direction=direction), word=3, unit=2)
        return replace(made, sums=equations(checkpoint, seen, made.side.layer, 3, 2, direction))
    return made
