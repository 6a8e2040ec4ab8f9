"""The page over tiny checkpoints, in a process of its own: `python -m tests.browser.server FOLDER CALLS`.

Every call of a model is a line in the file CALLS, so that a test can count them. While a file `hold-NAME` is beside it,
a search for edits by the model NAME stands still once it has begun, so that a test can stop it. With `--pseudo` behind
them the page also speaks the language of `tests/pseudo.py`.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import references

if __name__ == "__main__":
    devices.configure()
    from playground import checkpoints, ui
    from playground.lenses.edit.edit import edit
    from playground.ui.compare import queries as compare_queries
    from playground.ui.edit import queries as edit_queries

    references.FOLDER = Path(sys.argv[1])
    calls, ask = Path(sys.argv[2]), compare_queries._ask

    def counted(reference: str, text: str) -> object:
        with calls.open("a", encoding="utf-8") as file:
            file.write(f"{reference}\n")
        return ask(reference, text)

    def held(checkpoint: checkpoints.Checkpoint, text: str, word: int | None, on_tried: Callable[[int], None]) -> Any:
        hold = calls.with_name(f"hold-{Path(checkpoint.reference).name}")

        def told(tried: int) -> None:
            on_tried(tried)
            while tried and hold.exists():
                time.sleep(0.05)
                on_tried(tried)

        return edit(checkpoint, text, word, on_tried=told)

    compare_queries._ask = counted  # type: ignore[assignment]
    edit_queries.edit = held  # type: ignore[assignment, attr-defined]
    if "--pseudo" in sys.argv:
        from tests import pseudo

        pseudo.register()
    ui.launch()
