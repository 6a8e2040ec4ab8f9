"""A trace of one text against one plain forward pass of the same model, the longest text that is read, and how much of
it is sent to the browser."""

from collections.abc import Iterator

from playground.checkpoints import Checkpoint, load, shipped
from playground.lenses.inside.trace import trace
from playground.text import words
from playground.ui.inside.tab import answer
from playground.ui.inside.view_options import ViewOptions
from playground.ui.model_loader import MODEL_LOADER
from tests.bench.lines import Line, compared, duration, seconds_in_turns
from tests.bench.texts import texts


def measure(rounds: int) -> Iterator[Line]:
    """One line a model and length, and one for the slowest model. Each round has a text of its own."""
    checkpoints = [load(reference) for reference in shipped()]
    for length in (20, 200):
        for checkpoint in checkpoints:
            traced, forward = _seconds(checkpoint, length, rounds)
            yield compared(f"trace, {checkpoint.reference}, {length} words / forward pass", traced, forward, "")
    longest = [(_seconds(checkpoint, 512, max(3, rounds // 10))[0], checkpoint.reference) for checkpoint in checkpoints]
    seconds, slowest = max(longest)
    yield Line(f"trace, 512 words, the slowest model ({slowest})", duration(seconds), aim="≤ 2 s")
    MODEL_LOADER.load(shipped(), 60)
    for length in (20, 200, 512):
        for checkpoint in checkpoints:
            size = len(
                answer(texts(length, 1)[0], checkpoint.task, [checkpoint.reference], "en", ViewOptions()).encode()
            )
            yield Line(f"sent for Look inside, {checkpoint.reference}, {length} words", f"{size / 1000:.1f} kB")


def _seconds(checkpoint: Checkpoint, length: int, rounds: int) -> tuple[float, float]:
    """The median seconds of a trace and of a forward pass over ids that are there already."""
    import torch

    given = texts(length, rounds + 1)
    ready = iter([checkpoint.encode([[word.text for word in words(text)]]) for text in given])
    asked = iter(given)

    def bare() -> None:
        with torch.inference_mode():
            checkpoint.model(next(ready))

    def whole() -> None:
        trace(checkpoint, next(asked))

    seconds_in_turns(bare, whole, rounds=1)  # warm
    forward, traced = seconds_in_turns(bare, whole, rounds=rounds)
    return traced, forward
