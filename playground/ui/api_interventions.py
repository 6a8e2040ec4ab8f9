"""The public endpoints that change what a network computes; `api.py` has the others and says what holds for all."""

from typing import Any

from playground.checkpoints import load
from playground.devices import on_gpu
from playground.lenses.intervene import carriers as carrying
from playground.lenses.intervene import intervene as intervening
from playground.lenses.intervene import ranking
from playground.ui.api_arguments import label_given, names_given, reference_given, text_given, whole_given
from playground.ui.background import still_wanted


def intervene(
    model: str | None = None,
    text: str | None = None,
    changes: list[str] | None = None,
    source: str | None = None,
) -> dict[str, Any]:
    """Hold parts of a small neural network at other values while it reads a text, and see what it answers then.

    A change is a part, =, and a number, "mean" or "from"; @ and words may follow. Layers count from 1, units and words
    from 0: "layer1.forward.hidden[37] = 0", "layer1.forward.forget_gate = 1 @ 4-", "filters3[12] = 0 @ 2",
    "layer1.attention[3] = mean", "layer1.hidden = from @ 4:6". A recurrent network is read on from the changed place.

    Args:
        model: Which to change, an id from /models; "#untrained" behind it means its twin with random weights.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        changes: A list of changes, at most 64. Without it nothing is changed.
        source: Another text; what a change sets to "from" becomes what it is while the model reads this one.
    Returns:
        model, task, text, from, changes, before, after (as /predict), logits, moved (part, word, distance, share).
    """
    other = None if source is None else text_given(source)
    return _changed(reference_given(model), text_given(text), names_given(changes), other)


def rank_parts(
    model: str | None = None,
    text: str | None = None,
    word: int | None = None,
    target: str | None = None,
    to: str | None = "zero",
) -> list[dict[str, Any]]:
    """Switch off every unit, gate, filter and head of a small neural network in turn, and rank them by their effect.

    Below 0 a part spoke for the answer, above 0 against it. Long texts take their time.

    Args:
        model: Which to ask, an id from /models; "#untrained" behind it means its twin with random weights.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        word: For part of speech, whose tag is asked about: the number of the word, counted from 0.
        target: The label whose logit is asked about; where characters are tagged, "NOUN" asks about the whole word.
            Without it, the label that the model answers.
        to: What a part is set to: "zero", or "mean", what it is on average over many sentences.
    Returns:
        A list, the strongest first: part (layer1.forward.hidden[17]), word (null: at every word), logit_change.
    """
    asked = reference_given(model), text_given(text), whole_given(word), label_given(target)
    return _ranked(*asked, ranking.switched_to("zero" if to is None else to))


def carriers(
    model: str | None = None,
    text: str | None = None,
    twin: str | None = None,
    word: int | None = None,
    target: str | None = None,
) -> dict[str, Any]:
    """Find the units of a small neural network that carry the difference between a text and an edited one.

    Each unit is set to what it is while the model reads the edited text; its share is what that brings of the
    difference. Long texts take their time.

    Args:
        model: Which to ask, an id from /models; "#untrained" behind it means its twin with random weights.
        text: The text, at most 200,000 characters. It must be given. The shipped models have learnt English or Chinese.
        twin: The edited text. It must be given, and answered otherwise than the text.
        word: For part of speech, whose tag is asked about: the number of the word, counted from 0.
        target: The label whose logit is asked about; where characters are tagged, "NOUN" asks about the whole word.
            Without it, the label that the model answers.
    Returns:
        model, text, twin, word, answer, logit, other_logit, matched, carriers (part, share), curve (units, share,
        random).
    """
    asked = reference_given(model), text_given(text), text_given(twin), whole_given(word), label_given(target)
    return _carried(*asked)


@on_gpu
def _changed(reference: str, text: str, changes: list[str], source: str | None) -> dict[str, Any]:
    return intervening.intervene(load(reference), text, changes, source).as_json()


@on_gpu
def _ranked(reference: str, text: str, word: int | None, target: str | None, to: float | str) -> list[dict[str, Any]]:
    return ranking.rank(load(reference), text, word, target, to, on_progress=still_wanted).as_json()


@on_gpu
def _carried(reference: str, text: str, twin: str, word: int | None, target: str | None) -> dict[str, Any]:
    return carrying.carriers(load(reference), text, twin, word, target, on_progress=still_wanted).as_json()
