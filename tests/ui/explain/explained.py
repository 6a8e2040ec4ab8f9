"""Made for the tests of this folder."""

from playground.checkpoints import load
from playground.errors import NotApplicable
from playground.lenses.explain.explain import explain
from playground.ui.explain.queries import Explanations, Row, ViewOptions

TEXT = 'The <b>good</b> film = "good" & 😀, not a bad good dog.'


def shown(tiny: dict[str, str], task: str, **settings: object) -> Explanations:
    rows = []
    for architecture in ("rnn", "textcnn"):
        checkpoint = load(tiny[f"{task}-{architecture}"])
        found = explain(checkpoint, TEXT, word=2)
        tags = ("NOUN",) * len(found.words) if task == "pos" else ()
        rows.append(Row(checkpoint.reference, architecture, "integrated_gradients", found, tags))
    refusal = NotApplicable("No.", key="refused-lrp", reason="It has <no> rule")
    rows.append(Row(tiny[f"{task}-rnn"], "rnn", "lrp", failed=refusal))
    rows.append(Row(tiny[f"{task}-rnn"], "rnn", "lime", left_out=True))
    options = ViewOptions(**settings)  # type: ignore[arg-type]
    return Explanations(TEXT, task, options, (tiny[f"{task}-rnn"],), ("negative", "positive"), tuple(rows))
