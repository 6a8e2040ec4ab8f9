"""The public HTTP endpoints: the same verbs as the command line, plain JSON in and out.

`build` stands inside the page's `gr.Blocks`. Beside HTTP the endpoints are on the page's API view, in `gradio_client`,
and MCP tools where `requirements-mcp.txt` is installed; what each of these tells its users are the docstrings here, one
line an argument. Annotations are objects, not strings: gradio reads the return annotation as it stands.

`POST /call/NAME` sends null for what is not given, so every argument takes null. What goes wrong is the line that the
command line prints, always in English.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import gradio as gr
from gradio.events import api as endpoint

from playground.checkpoints import describe, load, shipped
from playground.devices import CONCURRENT_REQUESTS, on_gpu
from playground.errors import PlaygroundError
from playground.lenses.edit import edit as editing
from playground.lenses.explain import explain as explaining
from playground.lenses.inside import trace as tracing
from playground.lenses.predict import predict as lens
from playground.ui import unit_answers
from playground.ui.api_arguments import (
    check_small_enough,
    label_given,
    names_given,
    reference_given,
    references_given,
    settings_given,
    text_given,
    whole_given,
)
from playground.ui.api_interventions import carriers, intervene, rank_parts
from playground.ui.background import Stopped, still_wanted
from playground.ui.components.gradio_options import OUTSIDE

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def predict(
    text: str | None = None,
    task: str | None = "sentiment",
    models: list[str] | None = None,
    language: str | None = None,
) -> list[dict[str, Any]]:
    """Ask small neural networks for the sentiment of a text, or for the part of speech of each of its words.

    Scores are probabilities from 0 to 1. Of a long text a model reads the beginning; `read` says so word by word.

    Args:
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        task: "sentiment" for one label a text, "pos" for one tag a word. It chooses the models where none are given.
        models: Which to ask: ids from /models, or "owner/name" on the Hub; "#untrained" behind it asks a random twin.
        language: en or zh, whose models answer where none are given. Without it those of the text's own language.
    Returns:
        A list, one a model: model, task, text, words, seconds, scores, caution, and label (sentiment) or tags (pos).
    """
    # The text has a default because /call/v2 answers a missing argument with status 500 instead of a reason.
    references = references_given(task, models, text, language)
    check_small_enough(text_given(text), len(references))
    return _answers(references, text_given(text))


def trace(model: str | None = None, text: str | None = None, names: list[str] | None = None) -> dict[str, Any]:
    """Look inside a small neural network while it reads a text: hidden states, gates, attention, filters, by name.

    The first axis of a state, a gate and `embedded` is the words that were read. At most 80,000 numbers are sent.

    Args:
        model: Which to look into, an id from /models; "#untrained" behind it means its twin with random weights.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        names: Whose numbers to send, a list such as ["layer1.hidden"]. Without it the answer tells which there are.
    Returns:
        model, words, positions (of attention), arrays ({name: shape}), values ({name: numbers}) for the names given.
    """
    return _inside(reference_given(model), text_given(text), names_given(names))


def edit(
    models: list[str] | None = None,
    text: str | None = None,
    word: int | None = None,
    target: str | None = None,
    language: str | None = None,
) -> list[dict[str, Any]]:
    """Look for small edits of a text that change what small neural networks answer: words replaced, deleted, negated.

    Each edit is verified: `after` is the model's answer to the edited text, `flips` says whether it is another one.

    Args:
        models: Which to ask, a list of ids from /models. Without it all shipped ones (taggers where a word is given).
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        word: For models that tag each word: the word whose tag is asked about, counted from 0.
        target: The label or tag to aim at; without it any other answer counts.
        language: en or zh, whose models are asked where none are given. Without it those of the text's language.
    Returns:
        A list, one a model: model, text, word, target, before, edits (kind, changes, text, after, word, flips).
    """
    return _edits(
        references_given("sentiment" if word is None else "pos", models, text, language),
        text_given(text),
        whole_given(word),
        label_given(target),
    )


def explain(
    model: str | None = None,
    text: str | None = None,
    method: str | None = "integrated_gradients",
    target: str | None = None,
    word: int | None = 0,
    baseline: str | None = "padding",
    parameters: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Find out which words of a text speak for a small neural network's answer, and which against it.

    Scores are in logits: above 0 a word speaks for the target, below 0 against it. Those of "saliency" and
    "smooth_grad" are slopes of the logit, whose sign says neither. Slow methods take their time.

    Args:
        model: Which to explain, an id from /models; "#untrained" behind it means its twin with random weights.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        method: How, for instance "integrated_gradients", "saliency", "feature_ablation", "kernel_shap" or "lime".
        target: The label to explain, for instance "positive" or "NOUN". Without it, the label that the model answers.
        word: For part of speech, whose tag is explained: the number of the word, counted from 0.
        baseline: What stands in place of a word that is taken away: "padding", "unknown", "zero" or "mean".
        parameters: Settings of the method by name, for instance {"samples": 2000} for "lime". The rest: defaults.
    Returns:
        model, task, text, words, method, target, word, baseline, parameters, scores (a number a word), logit,
        baseline_logit, gap (null where the method promises no sum), converged, seconds.
    """
    chosen = "integrated_gradients" if method is None else method
    return _why(
        reference_given(model),
        text_given(text),
        chosen,
        target,
        0 if word is None else word,
        "padding" if baseline is None else baseline,
        settings_given(chosen, parameters),
    )


def unit(model: str | None = None, part: str | None = None) -> dict[str, Any]:
    """Find out what one unit, filter or attention head of a small neural network listens to.

    It was watched over some 2,000 sentences: where it is highest and lowest, how often it has which value, and what it
    goes with.

    Args:
        model: Which model, an id from /models.
        part: The unit by its name in /trace and its number from 0, for instance "layer1.forward.hidden[17]".
    Returns:
        model, part, mean, low, high, counts, correlations, looks (of a head), highest and lowest: sentences with the
        value of every word.
    """
    return unit_answers.listens_to(reference_given(model), part)


def find(
    model: str | None = None,
    text: str | None = None,
    words: list[int] | None = None,
    threshold: float | None = 1.0,
    parts: list[str] | None = None,
) -> dict[str, Any]:
    """Find the units of a small neural network that fire at some words of a text, and phrases where they fire too.

    Args:
        model: Which model, an id from /models.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        words: The places of the words in the text, counted from 0, for instance [3]. They must be given.
        threshold: How far a unit has to be from its mean there, and nowhere else, in standard deviations.
        parts: The units to look for phrases with, by name. Without it the clearest of those found.
    Returns:
        model, text, words, marked, threshold, units (part, inside, outside, meets), phrases (text, words, start, end).
    """
    return unit_answers.fire_at(reference_given(model), text_given(text), words, threshold, names_given(parts))


def models() -> list[dict[str, Any]]:
    """List the models that come with the app.

    Returns:
        A list, one a model: id, task, architecture, parameters, bytes, labels, source, metrics measured on test data.
    """
    return [describe(reference).as_json() for reference in shipped(language=None, variant=None)]


VERBS: dict[str, Callable[..., Any]] = {
    verb.__name__: verb for verb in (predict, trace, explain, edit, intervene, rank_parts, carriers, unit, find, models)
}
"""The endpoints by their names."""


def build() -> None:
    """Add the endpoints to the `gr.Blocks` that is being built.

    `explain`, `edit`, `rank_parts` and `carriers` may take minutes, `unit` and `find` seconds; they cannot be stopped
    from outside: one at a time of each, out of the page's way.
    """
    for verb in VERBS.values():
        slow = verb in (explain, edit, rank_parts, carriers, unit, find)
        endpoint(
            _with_gradio_errors(verb),
            api_name=verb.__name__,
            concurrency_id=f"{verb.__name__}{OUTSIDE}" if slow else "quick",
            concurrency_limit=1 if slow else CONCURRENT_REQUESTS,
        )


class Blocks(gr.Blocks):
    """Gradio's, where a call with a list of values may leave out the last ones, which are null then: who was written
    before an argument was added sends one value less."""

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Fill up the values of a public endpoint, then look at them as gradio does."""
        if block_fn.api_visibility == "public":
            inputs += [None] * (len(block_fn.inputs) - len(inputs))
        super().validate_inputs(block_fn, inputs)


@on_gpu
def _answers(references: list[str], text: str) -> list[dict[str, Any]]:
    return [lens.predict(load(reference), text).as_json() for reference in references]


@on_gpu
def _inside(reference: str, text: str, names: list[str]) -> dict[str, Any]:
    found = tracing.trace(load(reference), text)
    return {**found.as_json(), "values": found.values(names)}


@on_gpu
def _edits(references: list[str], text: str, word: int | None, target: str | None) -> list[dict[str, Any]]:
    return [
        editing.edit(load(reference), text, word, target, on_tried=still_wanted).as_json() for reference in references
    ]


@on_gpu
def _why(
    reference: str, text: str, method: str, target: str | None, word: int, baseline: str, settings: dict[str, Any]
) -> dict[str, Any]:
    found = explaining.explain(
        load(reference), text, method, target, word, baseline, on_progress=still_wanted, **settings
    )
    return found.as_json()


def _with_gradio_errors(verb: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """The function with its `PlaygroundError`s as `gr.Error`s, whose text is all that reaches an HTTP client."""

    @wraps(verb)
    def answer(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return verb(*args, **kwargs)
        except PlaygroundError as error:
            raise gr.Error(" ".join(str(error).split()), print_exception=False) from error
        except Stopped as error:
            raise gr.Error("Nobody waits for this answer any more.", print_exception=False) from error

    return answer
