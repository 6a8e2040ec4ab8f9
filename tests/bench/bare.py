"""Bare servers to measure against: `python -m tests.bench.bare [torch | models | route]`.

Its one endpoint answers a number with itself. With `torch` it has imported that. With `models` it runs the four
sentiment models' forward passes before it answers with the same JSON as `/predict`, and an event runs those of Compare
before it answers with the same HTML, all on inputs that were prepared for so many words: the least that any page around
these models has to do. With `route` the same is asked of an empty route of FastAPI, without Gradio.
"""

import itertools
import os
import sys
from collections.abc import Callable
from typing import Any

from playground.devices import CONCURRENT_REQUESTS, configure

configure()

import gradio as gr  # noqa: E402
from gradio.events import api as endpoint  # noqa: E402

from tests.bench.texts import texts  # noqa: E402

LENGTHS = (20, 200)
TEXTS = 64  # of each length

Answers = dict[int, Any]


def forward_passes() -> Callable[[int], None]:
    """A function that asks the shipped sentiment models about a text of so many words that is encoded already."""
    import torch

    from playground.checkpoints import load, shipped

    checkpoints = [load(reference) for reference in shipped("sentiment")]
    ready = {
        length: [[one.encode([text.split(" ")]) for one in checkpoints] for text in texts(length, TEXTS)]
        for length in LENGTHS
    }
    turns = itertools.count()  # other words each time, as in what is measured: their rows are not in the cache either

    def run(length: int) -> None:
        with torch.inference_mode():
            for checkpoint, inputs in zip(checkpoints, ready[length][next(turns) % TEXTS], strict=True):
                checkpoint.model(inputs)

    return run


def passes_of_beginnings() -> Callable[[int], None]:
    """A function that asks those models about every beginning that Compare's chart shows, in batches as it does."""
    import torch

    from playground.checkpoints import load, shipped
    from playground.lenses.predict.predict import batches
    from playground.lenses.predict.prefixes import WORDS_A_BATCH, prefix_lengths

    prepared: dict[int, list[tuple[Any, Any, Any]]] = {}
    for length in LENGTHS:
        lengths = prefix_lengths(length)
        for checkpoint in [load(reference) for reference in shipped("sentiment")]:
            with torch.inference_mode():
                embedded = checkpoint.model.embed(checkpoint.encode([texts(length, 1)[0].split(" ")]))
            for batch in batches(lengths, WORDS_A_BATCH):
                read = torch.tensor([lengths[at] for at in batch])
                longest = int(read.max())
                mask = torch.arange(longest)[None] < read[:, None]
                prefixes = embedded[:, :longest].expand(len(batch), -1, -1)
                prepared.setdefault(length, []).append((checkpoint.model, prefixes, mask))

    def run(length: int) -> None:
        with torch.inference_mode():
            for model, prefixes, mask in prepared[length]:
                model.logits(prefixes, mask)

    return run


def predictions() -> Answers:
    """What `/predict` answers about a text of so many words."""
    from playground.ui.api import predict

    return {length: predict(texts(length, 1)[0]) for length in LENGTHS}


def drawn() -> dict[int, str]:
    """What Compare draws of a text of so many words."""
    from playground.checkpoints import shipped
    from playground.ui.compare.tab import answer
    from playground.ui.model_loader import MODEL_LOADER

    MODEL_LOADER.load(shipped("sentiment"), 60.0)
    return {length: answer(texts(length, 1)[0], "sentiment", shipped("sentiment"), "en") for length in LENGTHS}


def page(with_models: bool) -> gr.Blocks:
    """The bare page of Gradio."""
    run = forward_passes() if with_models else None
    beginnings = passes_of_beginnings() if with_models else None
    answers: Answers = predictions() if with_models else {}
    html = drawn() if with_models else {}

    def answer(words: int) -> Any:
        if run:
            run(words)
        return answers.get(words, words)

    def compare(words: int) -> str:
        if run and beginnings:
            run(words)
            beginnings(words)
        return html.get(words, "")

    answer.__annotations__["return"] = list[dict[str, Any]] if with_models else int
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.Textbox()
        words, shown = gr.Number(elem_id="words"), gr.HTML(elem_id="compare")
        gr.Button().click(compare, words, shown, concurrency_id="quick", concurrency_limit=CONCURRENT_REQUESTS)
        endpoint(answer, api_name="answer", concurrency_limit=CONCURRENT_REQUESTS)
    blocks.queue(api_open=False)
    return blocks


def route() -> None:
    """Serve an empty route of FastAPI that runs the forward passes and answers with the same JSON."""
    import orjson
    import uvicorn
    from fastapi import FastAPI
    from fastapi.responses import Response

    run, answers = forward_passes(), predictions()
    app = FastAPI()

    @app.get("/")
    def here() -> str:
        return "here"

    @app.post("/answer")
    def answer(given: dict[str, Any]) -> Response:
        run(given["words"])
        return Response(orjson.dumps(answers[given["words"]]), media_type="application/json")

    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["GRADIO_SERVER_PORT"]), log_level="warning")


def main() -> None:
    """Serve until interrupted."""
    if "torch" in sys.argv[1:]:
        import torch  # noqa: F401  its memory is what is measured
    if "route" in sys.argv[1:]:
        route()
    else:
        page("models" in sys.argv[1:]).launch(ssr_mode=False, quiet=True, run_history=False)


if __name__ == "__main__":
    main()
