"""A bare Gradio app to measure against: `python -m tests.bench.bare [models]`.

Its one endpoint answers a number with itself. With `models` it runs the four sentiment models' forward passes before it
answers, on inputs that were prepared for so many words: the least that any page around these models has to do.
"""

import sys
from collections.abc import Callable

from playground.devices import CONCURRENT_REQUESTS, configure

configure()

import gradio as gr  # noqa: E402
from gradio.events import api as endpoint  # noqa: E402

from tests.bench.texts import texts  # noqa: E402


def forward_passes() -> Callable[[int], None]:
    """A function that asks the shipped sentiment models about a text of 20 or 200 words that is encoded already."""
    import torch

    from playground.checkpoints import load, shipped

    checkpoints = [load(reference) for reference in shipped("sentiment")]
    ready = {length: [one.encode([texts(length, 1)[0].split(" ")]) for one in checkpoints] for length in (20, 200)}

    def run(length: int) -> None:
        with torch.inference_mode():
            for checkpoint, inputs in zip(checkpoints, ready[length], strict=True):
                checkpoint.model(inputs)

    return run


def main() -> None:
    """Serve until interrupted."""
    run = forward_passes() if "models" in sys.argv[1:] else None

    def answer(words: int) -> int:
        if run:
            run(words)
        return words

    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox()
        endpoint(answer, api_name="answer", concurrency_limit=CONCURRENT_REQUESTS)
    page.queue(api_open=False).launch(ssr_mode=False, quiet=True, run_history=False)


if __name__ == "__main__":
    main()
