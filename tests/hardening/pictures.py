"""Draw 500 pictures of all kinds and print what that leaves in memory: `python -m tests.hardening.pictures`."""

import json
import sys
import tempfile
from pathlib import Path

from playground import devices
from tests import tiny
from tests.ui.explain.explained import shown
from tests.ui.inside.panels import panel

PICTURES = 500
VIEWS = (("gates", "lstm"), ("attention", "transformer"), ("filters", "textcnn"), ("states", "rnn"))


def resident() -> float:
    """Megabytes in memory."""
    devices.give_memory_back()
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def draw(models: dict[str, str], at: int) -> None:
    """A picture of Explain, or a view of Look inside as it is drawn and as it is kept."""
    from playground.ui.explain import downloads as explain_downloads
    from playground.ui.inside import downloads as inside_downloads
    from playground.ui.inside import render as inside_render
    from playground.ui.inside.queries import InsideView
    from playground.ui.inside.view_options import ViewOptions

    task = ("sentiment", "pos")[at % 2]
    if at % 4 < 2:
        explain_downloads.written(shown(models, task), ("svg", "png")[at % 2], "en")
        return
    view, name = VIEWS[at // 4 % len(VIEWS)]
    task, text = ("sentiment" if view == "filters" else task), f"a good film number {at}"
    drawn = panel(models[f"{task}-{name}"], view, text)
    options, offered = ViewOptions(view, (drawn.side,)), (drawn.side.model,)
    inside_render.inside(InsideView(text, task, options, offered, (view,), (drawn,)), "en")
    inside_downloads.as_csv(drawn)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        models = {f"{task}-{name}": tiny.write(Path(folder), name, task) for name, task in tiny.PAIRS}
        for at in range(50):
            draw(models, at)
        before = resident()
        for at in range(PICTURES):
            draw(models, at)
        sys.stdout.write(json.dumps({"pictures": PICTURES, "megabytes": resident() - before}))
