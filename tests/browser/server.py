"""The page over tiny checkpoints, in a process of its own: `python -m tests.browser.server FOLDER CALLS`.

Every call of a model is a line in the file CALLS, so that a test can count them. While a file `hold-NAME` is beside it,
a search for edits by the model NAME stands still once it has begun, so that a test can stop it; `hold-explain` holds
explanations and `hold-many` many texts in the same way. With `--pseudo` behind them the page also speaks the language
of `tests/pseudo.py`.
"""

import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import references

if __name__ == "__main__":
    devices.configure()
    from playground import checkpoints, ui
    from playground.lenses.edit.edit import edit
    from playground.lenses.explain.explain import explain
    from playground.lenses.predict.many_texts import Row, predict_many
    from playground.training.finetune import queue
    from playground.ui.compare import many_texts
    from playground.ui.compare import queries as compare_queries
    from playground.ui.edit import queries as edit_queries
    from playground.ui.explain import queries as explain_queries

    references.FOLDER = Path(sys.argv[1])
    calls, ask = Path(sys.argv[2]), compare_queries._ask

    def counted(reference: str, text: str) -> object:
        with calls.open("a", encoding="utf-8") as file:
            file.write(f"{reference}\n")
        return ask(reference, text)

    def is_held(name: str) -> bool:
        held = calls.with_name(f"hold-{name}").exists()
        time.sleep(0.05 if held else 0)
        return held

    def held_edit(
        checkpoint: checkpoints.Checkpoint,
        text: str,
        word: int | None,
        on_tried: Callable[[int], None],
        characters: Sequence[int],
    ) -> Any:
        def report(tried: int) -> None:
            on_tried(tried)
            while tried and is_held(Path(checkpoint.reference).name):
                on_tried(tried)

        return edit(checkpoint, text, word, on_tried=report, characters=characters)

    def held_explain(*given: Any, **parameters: Any) -> Any:
        found = explain(*given, **parameters)
        while is_held("explain"):
            given[7](1, 2)  # its progress
        return found

    def held_many(
        references: Sequence[str], texts: Sequence[str], rows: dict[int, Row] | None = None
    ) -> Generator[tuple[str, int], None, tuple[Row, ...]]:
        work = predict_many(references, texts, rows)
        while True:
            try:
                report = next(work)
            except StopIteration as finished:
                answered: tuple[Row, ...] = finished.value
                return answered
            yield report
            while is_held("many"):
                yield report

    queue.AWAITED_SECONDS = 6.0  # no test waits a minute for the place of a closed tab
    compare_queries._ask = counted  # type: ignore[assignment]
    edit_queries.edit = held_edit  # type: ignore[assignment, attr-defined]
    explain_queries.explain = held_explain  # type: ignore[attr-defined]
    many_texts.predict_many = held_many  # type: ignore[assignment, attr-defined]
    if "--pseudo" in sys.argv:
        from tests import pseudo

        pseudo.register()
    ui.launch()
