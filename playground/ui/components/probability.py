"""How a probability comes about: from logits, over the temperature, to what a card shows. HTML; no gradio."""

import math
from collections.abc import Sequence

from playground.ui.components.markup import safe
from playground.ui.components.words import say
from playground.ui.language.numbers import number, percent
from playground.ui.language.translations import label

SHOWN = 3  # labels that are written out where there are more than two
SAME = 1e-3  # difference of two logits that are the same but for rounding
LEAST = 1e-30  # a probability below it counts as this one


def workings(
    labels: Sequence[str],
    probabilities: Sequence[float],
    temperature: float,
    chosen: int,
    language: str,
    more: str = "",
    logit: float | None = None,
) -> str:
    """From logits to the probability of one label, in three steps that can be followed with a calculator.

    Softmax forgets what all logits have in common, so the probabilities and the temperature give back how far the
    logits are apart, and no more is needed.

    Args:
        chosen: the number of the label.
        more: HTML that stands below the steps.
        logit: of the label, where it is known; all others follow from it.
    """
    distances = [temperature * math.log(max(one, LEAST)) for one in probabilities]
    told = _two if len(labels) == 2 else _many
    written = told(labels, distances, temperature, chosen, language)
    if logit is not None and len(labels) == 2:
        written = (_of_both(labels, distances, chosen, logit, language), *written)
    steps = "".join(f"<li>{safe(step)}</li>" for step in written)
    share = percent(probabilities[chosen], 1)
    summary = safe(say("workings", language, share=share))
    return f'<details class="workings"><summary>{summary}</summary><ol>{steps}</ol>{more}</details>'


def _of_both(labels: Sequence[str], distances: Sequence[float], chosen: int, logit: float, language: str) -> str:
    """The logit of each label; or that this logit is the difference already, where both share one output."""
    other = logit - (distances[chosen] - distances[1 - chosen])
    values = {"label": label(labels[chosen], language), "other": label(labels[1 - chosen], language)}
    if abs(other) < SAME * max(1.0, abs(logit)):
        return say("workings-one-output", language, logit=number(logit, 2, plus=True), **values)
    told = {"logit": number(logit, 2, plus=True), "other_logit": number(other, 2, plus=True)}
    return say("workings-both", language, **told, **values)


def _two(
    labels: Sequence[str], distances: Sequence[float], temperature: float, chosen: int, language: str
) -> tuple[str, ...]:
    apart = distances[chosen] - distances[1 - chosen]
    warm = apart / temperature
    values = {
        "label": label(labels[chosen], language),
        "other": label(labels[1 - chosen], language),
        "logit": number(apart, 2, plus=True),
        "temperature": f"{temperature:.3g}",
        "warm": number(warm, 2, plus=True),
        "power": number(-warm, 2),
        "share": percent(1 / (1 + math.exp(-warm)), 1),
    }
    return tuple(say(f"workings-{key}", language, **values) for key in ("two", "temperature", "sigmoid"))


def _many(
    labels: Sequence[str], distances: Sequence[float], temperature: float, chosen: int, language: str
) -> tuple[str, ...]:
    largest = max(distances)
    order = sorted(range(len(labels)), key=lambda at: -distances[at])[:SHOWN]
    if chosen not in order:
        order.append(chosen)

    def listed(divisor: float) -> str:
        named = (f"{label(labels[at], language)} {number((distances[at] - largest) / divisor, 2)}" for at in order)
        return " · ".join(named) + (" · …" if len(order) < len(labels) else "")

    total = sum(math.exp((one - largest) / temperature) for one in distances)
    values = {
        "label": label(labels[chosen], language),
        "logits": listed(1.0),
        "warm": listed(temperature),
        "temperature": f"{temperature:.3g}",
        "share": percent(math.exp((distances[chosen] - largest) / temperature) / total, 1),
    }
    return tuple(say(f"workings-{key}", language, **values) for key in ("many", "temperature-many", "softmax"))
