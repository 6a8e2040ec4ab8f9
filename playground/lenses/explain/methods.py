"""The attribution methods: what each is called, its parameters, where it applies, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, NotApplicable, choose, shown
from playground.models.architectures import ARCHITECTURES
from playground.models.facts import UNKNOWN_UNITS

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.lenses.explain.logit import Logit
    from playground.models import Config


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


def _attribution(name: str) -> Callable[..., Any]:
    """The function of that name in `attribution.py`, which imports torch."""

    def run(logit: Logit, **parameters: Any) -> Any:
        from playground.lenses.explain import attribution

        return getattr(attribution, name)(logit, **parameters)

    return run


def _only_convolutions(config: Config) -> str | None:
    lacking = ARCHITECTURES[config.architecture].no_deep_lift if config.architecture in ARCHITECTURES else UNKNOWN_UNITS
    if not lacking:
        return None
    return (
        f"DeepLift has a rule for each kind of unit that it hands differences through, and none for {lacking}. "
        "It would return input × gradient under another name"
    )


METHODS: dict[str, Method] = {
    "saliency": Method(
        "Saliency",
        "How strongly the predicted logit reacts to a tiny change of each word's vector.",
        _attribution("saliency"),
        (
            Parameter(
                "magnitude", "magnitude", "the gradient's norm instead of its sum: how strongly, not which way", False
            ),
        ),
        unit="slope",
        baseline=False,
    ),
    "input_x_gradient": Method(
        "Input × gradient",
        "Each word's vector times the gradient: what the word would add if the model were linear.",
        _attribution("input_x_gradient"),
        baseline=False,
    ),
    "integrated_gradients": Method(
        "Integrated gradients",
        "The gradient, summed along the path from the baseline to this text. The scores sum to the change.",
        _attribution("integrated_gradients"),
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
        _attribution("smooth_grad"),
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
        "Gradient times the distance from the baseline, averaged over random points on the way to noisy copies.",
        _attribution("gradient_shap"),
        (
            Parameter("samples", "points", "how many random points", 200, 2, 2_000),
            Parameter("noise", "noise", "its size, as a share of that of the vectors' numbers", 0.05, 0.0, 2.0),
        ),
        promises_sum=True,
        sampled=True,
    ),
    "occlusion": Method(
        "Occlusion",
        "How much the logit falls when a window of words is covered. A window of one word is leave one out.",
        _attribution("occlusion"),
        (Parameter("window", "window", "words that are covered together", 1, 1, 20),),
    ),
    "feature_ablation": Method(
        "Leave one out",
        "How much the logit falls when this word alone is replaced by the baseline.",
        _attribution("feature_ablation"),
    ),
    "shapley_value_sampling": Method(
        "Shapley values",
        "What a word adds when the words come one by one, averaged over many orders. The scores sum to the change.",
        _attribution("shapley_value_sampling"),
        (Parameter("permutations", "orders", "how many orders of the words", 24, 2, 200),),
        promises_sum=True,
        sampled=True,
        slow=True,
    ),
    "kernel_shap": Method(
        "KernelSHAP",
        "Shapley values again, found by a regression over random subsets of the words.",
        _attribution("kernel_shap"),
        (Parameter("samples", "subsets", "how many subsets of the words", 1_024, 500, 8_192),),
        promises_sum=True,
        sampled=True,
        slow=True,
    ),
    "lime": Method(
        "LIME",
        "A linear model, fitted to the model's logits when random words are taken away.",
        _attribution("lime"),
        (
            Parameter("samples", "subsets", "how many subsets of the words", 1_000, 100, 8_000),
            Parameter("ridge", "ridge", "how strongly large weights are held down", 1e-4, 1e-6, 1.0),
        ),
        sampled=True,
        slow=True,
    ),
    "deep_lift": Method(
        "DeepLift",
        "Differences from the baseline, passed back through the filters in proportion. The scores sum to the change.",
        _attribution("deep_lift"),
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
    "padding": ("padding token", "the vector of the padding token"),
    "unknown": ("unknown-word token", "the vector of an out-of-vocabulary word, without letters"),
    "zero": ("zero vector", "a vector of zeros"),
    "mean": ("mean embedding", "the mean of the vectors of all words in the vocabulary"),
}
"""What stands in place of a word that is taken away: title and help."""


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


def with_defaults(method: str, given: dict[str, Any]) -> dict[str, Any]:
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
