"""Which words spoke for the answer, and which against it? A number a word, from one of several methods.

What is explained is a logit, never a probability: near 0 or 1 a probability hardly moves, whatever the words do. It is
a function of the embedded words (`Model.logits`), with a baseline of the reader's choice in place of a word that is
taken away. Every answer names both. A method that does not do here what its name says is refused, with the reason.

The arithmetic stands in `attribution.py`; how far a score can be believed is measured in `faithfulness.py`.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, NotApplicable, choose, shown
from playground.lenses.predict import PredictedWord
from playground.text import Word, words

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.lenses.attribution import Logit, Progress
    from playground.models import Config, Inputs, Model

SEEDS = 2**31  # so many there are
MEAN_BATCH = 4_096  # words of the vocabulary embedded at a time


@dataclass(frozen=True)
class Parameter:
    """A setting of a method; its type is that of the default."""

    name: str
    title: str
    help: str
    default: int | float | bool
    low: float = 0
    high: float = 1


@dataclass(frozen=True)
class Method:
    """What the page, the command line and the tests know of a method."""

    title: str
    help: str
    run: Callable[..., Any]  # (logit, **parameters) -> (words,) scores, or (scores, parameters that it changed)
    parameters: tuple[Parameter, ...] = ()
    promises_sum: bool = False  # that the scores add up to the change of the logit
    sampled: bool = False  # takes a seed; another one gives somewhat different scores
    unit: str = "logit"  # of the scores: a key of `UNITS`
    slow: bool = False  # many passes a word
    baseline: bool = True  # whether the scores depend on the baseline
    applies: Callable[[Config], str | None] = lambda config: None  # None, or why it is refused

    def scores(self, logit: Logit, parameters: dict[str, Any]) -> tuple[np.ndarray, dict[str, Any]]:
        """The scores, (words,), and the parameters as they were in the end; one that became None did not count."""
        found = self.run(logit, **parameters)
        scores, changed = found if isinstance(found, tuple) else (found, {})
        return scores, {key: value for key, value in (parameters | changed).items() if value is not None}


def _run(name: str) -> Callable[..., Any]:
    """The function of that name in `attribution.py`, which imports torch."""

    def run(logit: Logit, **parameters: Any) -> Any:
        from playground.lenses import attribution

        return getattr(attribution, name)(logit, **parameters)

    return run


def _only_convolutions(config: Config) -> str | None:
    if config.architecture == "textcnn":
        return None
    return (
        "DeepLift has a rule for each kind of unit that it hands differences through, and none for "
        + {
            "rnn": "a network that reads word by word",
            "lstm": "gates that are multiplied with each other",
            "transformer": "attention and layer norm",
        }.get(config.architecture, "the units of this architecture")
        + ". It would return input × gradient under another name"
    )


METHODS: dict[str, Method] = {
    "saliency": Method(
        "Saliency",
        "How strongly the answer reacts to a tiny change of each word's vector.",
        _run("saliency"),
        (
            Parameter(
                "magnitude", "magnitude", "the gradient's length instead of its sum: how strongly, not which way", False
            ),
        ),
        unit="slope",
        baseline=False,
    ),
    "input_x_gradient": Method(
        "Input × gradient",
        "Each word's vector times the gradient: what the word adds if the model were a straight line.",
        _run("input_x_gradient"),
        baseline=False,
    ),
    "integrated_gradients": Method(
        "Integrated gradients",
        "The gradient, added up on the way from a text of baseline words to this one. The scores sum to the change.",
        _run("integrated_gradients"),
        (
            Parameter(
                "steps",
                "steps",
                "points on the way; doubled, where the sum is wrong, until it is right within 2 %",
                50,
                5,
                800,
            ),
        ),
        promises_sum=True,
    ),
    "smooth_grad": Method(
        "SmoothGrad",
        "Saliency, averaged over copies of the text with a little noise in every vector.",
        _run("smooth_grad"),
        (
            Parameter("samples", "copies", "how many noisy copies", 50, 2, 1_000),
            Parameter("noise", "noise", "its size, as a share of that of the vectors' numbers", 0.15, 0.0, 2.0),
        ),
        sampled=True,
        unit="slope",
        baseline=False,
    ),
    "gradient_shap": Method(
        "Gradient SHAP",
        "Gradient times way, averaged over random points between the baseline and noisy copies of the text.",
        _run("gradient_shap"),
        (
            Parameter("samples", "points", "how many random points", 200, 2, 2_000),
            Parameter("noise", "noise", "its size, as a share of that of the vectors' numbers", 0.05, 0.0, 2.0),
        ),
        promises_sum=True,
        sampled=True,
    ),
    "occlusion": Method(
        "Occlusion",
        "How much the answer falls when a window of words is covered. A window of one word is leave one out.",
        _run("occlusion"),
        (Parameter("window", "window", "words that are covered together", 1, 1, 20),),
    ),
    "feature_ablation": Method(
        "Leave one out",
        "How much the answer falls when this word alone is taken away.",
        _run("feature_ablation"),
    ),
    "shapley_value_sampling": Method(
        "Shapley values",
        "What a word adds when the words come one by one, averaged over many orders. The scores sum to the change.",
        _run("shapley_value_sampling"),
        (Parameter("permutations", "orders", "how many orders of the words", 24, 2, 200),),
        promises_sum=True,
        sampled=True,
        slow=True,
    ),
    "kernel_shap": Method(
        "KernelSHAP",
        "Shapley values again, found by a regression over random subsets of the words.",
        _run("kernel_shap"),
        (Parameter("samples", "subsets", "how many subsets of the words", 1_024, 500, 8_192),),
        promises_sum=True,
        sampled=True,
        slow=True,
    ),
    "lime": Method(
        "LIME",
        "A straight-line copy of the model, fitted to its answers when random words are taken away.",
        _run("lime"),
        (
            Parameter("samples", "subsets", "how many subsets of the words", 1_000, 100, 8_000),
            Parameter("ridge", "ridge", "how strongly large weights are held down", 1e-4, 1e-6, 1.0),
        ),
        sampled=True,
        slow=True,
    ),
    "deep_lift": Method(
        "DeepLift",
        "Differences from the baseline, handed back through the filters in proportion. The scores sum to the change.",
        _run("deep_lift"),
        promises_sum=True,
        applies=_only_convolutions,
    ),
}
"""The methods, in the order in which a reader should meet them."""

REFUSED: dict[str, str] = {
    "lrp": "Layer-wise relevance propagation has no rule for looking a word up in a table of vectors, nor for gates "
    "and attention",
    "guided_backpropagation": "Guided backpropagation shows what a network's input looks like, whatever the answer "
    "is; its picture does not depend on the upper layers",
    "deconvolution": "Deconvolution was made to draw what a filter of an image network sees; on word vectors its "
    "numbers mean nothing",
}
"""Known methods that fit none of our models, and why."""

UNITS: dict[str, str] = {
    "logit": "logits: above zero speaks for the target, below zero against it",
    "slope": "slopes of the logit where all numbers of a word's vector grow; the sign says neither for nor against",
    "length": "lengths of the logit's gradient: how strongly it reacts to a word, not which way",
}
"""What the scores are."""

BASELINES: dict[str, tuple[str, str]] = {
    "padding": ("an empty place (padding)", "the vector of an empty place"),
    "unknown": ("an unknown word", "the vector of a word that the model has never met, without letters"),
    "zero": ("zeros", "a vector of zeros"),
    "mean": ("the mean of all words", "the mean of all words that the model knows"),
}
"""What stands in place of a word that is taken away: title and help."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What each word of a text has to do with one logit; `unit` says what the scores are."""

    model: str
    task: str
    text: str
    words: tuple[PredictedWord, ...]
    method: str
    target: str | None  # the label; None only where there is no word to have one
    word: int | None  # whose tag, where there is one a word; counts from 0
    baseline: str
    parameters: dict[str, Any]
    scores: np.ndarray  # (words,) float64; 0 for a word that was not read
    logit: float
    baseline_logit: float
    seconds: float

    @property
    def change(self) -> float:
        """From the baseline's logit to the text's."""
        return self.logit - self.baseline_logit

    @property
    def unit(self) -> str:
        """Of the scores: a key of `UNITS`."""
        return "length" if self.parameters.get("magnitude") else METHODS[self.method].unit

    @property
    def drawn(self) -> bool:
        """Whether another seed gives somewhat different scores."""
        return "seed" in self.parameters

    @property
    def gap(self) -> float | None:
        """By how much the sum of the scores misses the change of the logit; None where no such sum is promised."""
        return float(self.scores.sum()) - self.change if METHODS[self.method].promises_sum else None

    @property
    def converged(self) -> bool | None:
        """Whether the gap is under 2 % of the change; None where no such sum is promised."""
        from playground.lenses.attribution import misses

        return None if self.gap is None else not misses(float(self.scores.sum()), self.change)

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "model": self.model,
            "task": self.task,
            "text": self.text,
            "words": [word._asdict() for word in self.words],
            "method": self.method,
            "target": self.target,
            "word": self.word,
            "baseline": self.baseline,
            "parameters": self.parameters,
            "scores": self.scores.tolist(),
            "logit": self.logit,
            "baseline_logit": self.baseline_logit,
            "gap": self.gap,
            "converged": self.converged,
            "seconds": self.seconds,
        }


def explain(
    checkpoint: Checkpoint,
    text: str,
    method: str = "integrated_gradients",
    target: str | None = None,
    word: int = 0,
    baseline: str = "padding",
    seed: int = 0,
    on_progress: Progress | None = None,
    **parameters: Any,
) -> Explanation:
    """What each word of a text adds to the logit of a label.

    Args:
        target: a label of the model; unless given, the one that it answers.
        word: whose tag is explained, where there is one a word; counts from 0.
        seed: of the sampled methods; the same one gives the same scores.
        on_progress: told how many of how many passes are done; what it raises ends the work.
        parameters: of the method, by name; what is not given has the value that `METHODS` declares.
    Raises:
        NotFound: there is no such method, label, baseline or parameter.
        NotApplicable: the method is known but not right for this model; the message says why.
        BadInput: a parameter is out of its range, there is no such word, or the text is too long.
    """
    from playground.lenses.attribution import Logit

    chosen = applicable(method, checkpoint)
    settings = settled(method, parameters)
    choose(BASELINES, baseline, "baseline")
    if target is not None:
        choose(dict.fromkeys(checkpoint.config.labels), target, "label")
    if chosen.sampled:
        settings["seed"] = _seed(seed)
    started = time.perf_counter()
    divided = words(text)
    read = checkpoint.reads(divided)
    knows = checkpoint.vocabulary.knows
    seen = tuple(PredictedWord(*one, knows(one.text), number < read) for number, one in enumerate(divided))
    scores = np.zeros(len(seen))
    place = _place(checkpoint, word, seen, read)
    if place is None and checkpoint.config.per_word:  # no word, so nothing has a tag
        return Explanation(
            checkpoint.reference, checkpoint.task, text, seen, method, target, None, baseline, settings, scores, 0.0,
            0.0, time.perf_counter() - started,
        )  # fmt: skip
    model, embedded, mask = reading(checkpoint, divided)
    label = None if target is None else checkpoint.config.labels.index(target)
    logit = Logit(model, embedded, mask, vector(checkpoint, baseline, model), label, place, on_progress)
    if read:
        scores[:read], settings = chosen.scores(logit, settings)
    return Explanation(
        checkpoint.reference, checkpoint.task, text, seen, method, checkpoint.config.labels[logit.target], place,
        baseline, settings, scores, logit.value(logit.embedded), logit.value(logit.baseline),
        time.perf_counter() - started,
    )  # fmt: skip


def spread(checkpoint: Checkpoint, explanation: Explanation, on_progress: Progress | None = None) -> float | None:
    """By how much the scores of a sampled method differ when it is asked again with the next seed.

    Returns:
        The largest difference of a word's score as a share of the largest score; None for a method that draws nothing.
    """
    if not explanation.drawn or explanation.target is None:
        return None
    settings = dict(explanation.parameters)
    again = explain(
        checkpoint,
        explanation.text,
        explanation.method,
        explanation.target,
        explanation.word or 0,
        explanation.baseline,
        (settings.pop("seed") + 1) % SEEDS,
        on_progress,
        **settings,
    )
    largest = np.abs(explanation.scores).max(initial=0.0)
    return float(np.abs(again.scores - explanation.scores).max(initial=0.0) / largest) if largest else 0.0


# ---- what is asked


def applicable(name: str, checkpoint: Checkpoint) -> Method:
    """The method of that name.

    Raises:
        NotFound: there is none.
        NotApplicable: it is known, but not right for this model, or for any; the message says why.
    """
    if isinstance(name, str) and name in REFUSED:
        reason = REFUSED[name]
        raise NotApplicable(
            f"{name} is for none of these models: {reason}. Choose another method.",
            key=f"refused-{name}",
            method=name,
            reason=reason,
        )
    method = choose(METHODS, name, "method")
    refusal = method.applies(checkpoint.config)
    if refusal:
        raise NotApplicable(
            f"{name} is not for this architecture ({checkpoint.architecture}): {refusal}. Choose another method.",
            key=f"refused-{name}-{checkpoint.architecture if checkpoint.whole_words else 'pieces'}",
            method=name,
            architecture=checkpoint.architecture,
            reason=refusal,
        )
    return method


def settled(method: str, given: dict[str, Any]) -> dict[str, Any]:
    """Every parameter of a method: what was given, else its default.

    Raises:
        NotFound: there is no such parameter.
        BadInput: a parameter is out of its range.
    """
    declared = {parameter.name: parameter for parameter in METHODS[method].parameters}
    for name in given:
        choose(declared, name, f"parameter of {method}")
    return {name: _setting(parameter, given.get(name)) for name, parameter in declared.items()}


def _setting(parameter: Parameter, given: object) -> int | float | bool:
    """The value of a parameter, from what was given, as text too; the default for None."""
    if given is None:
        return parameter.default
    kind = type(parameter.default)
    value: object = None
    if kind is bool:
        value = given if isinstance(given, bool) else {"true": True, "false": False}.get(str(given).lower())
    elif not isinstance(given, bool) and isinstance(given, int | float | str):
        try:
            number = float(given)
        except ValueError:
            number = float("nan")
        if parameter.low <= number <= parameter.high and (kind is float or number == int(number)):
            value = kind(number)
    if value is None:
        whole = "a whole number" if kind is int else "a number"
        allowed = "true or false" if kind is bool else f"{whole} from {parameter.low:g} to {parameter.high:g}"
        raise BadInput(
            f"The parameter {parameter.name} is {shown(given)}. Allowed: {allowed}. Change it.",
            key="explain-parameter",
            parameter=parameter.name,
            given=shown(given),
            allowed=allowed,
        )
    assert isinstance(value, int | float)
    return value


def _seed(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < SEEDS:
        raise BadInput(
            f"The seed is {shown(given)}. It has to be a whole number from 0 to {SEEDS - 1}. Change it.",
            key="explain-seed",
            given=shown(given),
        )
    return given


def _place(checkpoint: Checkpoint, word: object, seen: tuple[PredictedWord, ...], read: int) -> int | None:
    """The word whose tag is explained; None for one answer a text, or where there is no word at all."""
    if not checkpoint.config.per_word or (not seen and word == 0):
        return None
    if isinstance(word, bool) or not isinstance(word, int) or not 0 <= word < read:
        allowed = f"from 0 to {read - 1}" if read else "none, since there is no word"
        raise BadInput(
            f"There is no word {shown(word)} to explain. The words that were read have the numbers: {allowed}. "
            "Choose one of these.",
            key="explain-word",
            given=shown(word),
            allowed=f"0–{read - 1}" if read else "–",
        )
    return word


# ---- what is read


def embed(checkpoint: Checkpoint, text: Sequence[str | Word]) -> tuple[Tensor, Tensor]:
    """The embedded words of a text, (1, words, size), and their mask, (1, words)."""
    return reading(checkpoint, text)[1:]


def reading(checkpoint: Checkpoint, text: Sequence[str | Word]) -> tuple[Model, Tensor, Tensor]:
    """The model as it reads a text, given as its words; its embedded words, and their mask, as in `embed`."""
    import torch

    inputs = checkpoint.encode([text])
    with torch.no_grad():
        return checkpoint.model.reading(inputs), checkpoint.model.embed(inputs), inputs.mask


def vector(checkpoint: Checkpoint, baseline: str, model: Model | None = None) -> Tensor:
    """What stands in place of a word that is taken away, (size,).

    Args:
        model: as it reads the text; one that reads pieces of words knows what stands in place of these.
    """
    import torch

    if model is not None and not checkpoint.whole_words:
        found: Tensor = model.stand_in(baseline)  # type: ignore[operator]  # `Reading`, not `Model`
        return found
    model = checkpoint.model
    if baseline == "zero":
        return torch.zeros(model.config.embedded, device=checkpoint.device)
    if baseline == "mean":
        return _mean(checkpoint)
    number = {"padding": 0, "unknown": 1}[baseline]
    with torch.no_grad():
        return model.embed(_ids(checkpoint, [number], [()]))[0, 0]


_means: weakref.WeakKeyDictionary[Any, Tensor] = weakref.WeakKeyDictionary()


def _mean(checkpoint: Checkpoint) -> Tensor:
    """The mean of the embedded words of the vocabulary, letters included; worked out once a model."""
    import torch

    found = _means.get(checkpoint.model)
    if found is None:
        known, total = checkpoint.vocabulary.words, torch.zeros(checkpoint.config.embedded, device=checkpoint.device)
        for start in range(0, len(known), MEAN_BATCH):
            some = known[start : start + MEAN_BATCH]
            letters = [checkpoint.vocabulary.letter_ids(word) for word in some]
            with torch.no_grad():
                embedded = checkpoint.model.embed(_ids(checkpoint, checkpoint.vocabulary.ids(some), letters))
            total += embedded[0].sum(0)
        found = _means[checkpoint.model] = total / max(1, len(known))
    return found


def _ids(checkpoint: Checkpoint, numbers: list[int], letters: list[Any]) -> Inputs:
    """Words given as ids, side by side in one text."""
    import torch

    from playground.models import Inputs
    from playground.text import LETTERS_A_WORD

    rows = None
    if checkpoint.config.letters:
        blank = (0,) * LETTERS_A_WORD
        rows = torch.tensor([[(tuple(row) + blank)[:LETTERS_A_WORD] for row in letters]], device=checkpoint.device)
    ids = torch.tensor([numbers], device=checkpoint.device)
    return Inputs(ids, rows, torch.ones_like(ids, dtype=torch.bool))
