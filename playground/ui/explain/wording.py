"""How scores, methods, baselines and completeness are written in Explain."""

import math
import re

from playground.lenses.explain.explain import Explanation
from playground.lenses.explain.faithfulness import TRIALS
from playground.lenses.explain.methods import BASELINES, METHODS
from playground.ui.explain.queries import Row
from playground.ui.explain.words import say
from playground.ui.language.translations import label, translation

TINY = 0.005  # what is written as 0.00


def number(value: float) -> str:
    """A score as people read it, with its sign."""
    if abs(value) < TINY:
        return "0.00"
    return (f"{value:+.2f}" if abs(value) < 99.995 else f"{value:+,.0f}").replace("-", "−")


def plain(value: float) -> str:
    """A number as people read it, with a sign only below zero."""
    return number(value).removeprefix("+")


def gap_text(explanation: Explanation, language: str) -> str:
    """By how much the sum misses; two digits where a small one matters."""
    gap = explanation.gap or 0.0
    if explanation.converged and abs(gap) < TINY:
        return say("explain-about-0", language)
    digits = max(2, 1 - math.floor(math.log10(abs(gap)))) if gap else 2
    return f"{gap:+.{digits}f}".replace("-", "−")


def scores_unsaid(explanation: Explanation) -> bool:
    """Whether the words are not painted at once, because the baseline says already what they are asked about."""
    return explanation.unit == "logit" and explanation.baseline_says_it


def summary(explanation: Explanation, language: str) -> str:
    """What the words do together, in a sentence or two."""
    values = {
        "logit": number(explanation.logit),
        "label": label(explanation.target or "", language),
        "baseline": baseline_title(explanation.baseline, language),
        "baseline_logit": number(explanation.baseline_logit),
        "change": number(explanation.change),
    }
    if not METHODS[explanation.method].baseline:
        return tags_apart(say("explain-logit-alone", language, **values))
    told = say("explain-logit", language, **values)
    if explanation.baseline_says_it:
        key = "explain-said-for" if explanation.baseline_margin > 0 else "explain-said-against"
    elif abs(explanation.change) < TINY:
        key = "explain-cancel"
    else:
        key = "explain-together-for" if explanation.change > 0 else "explain-together-against"
    return tags_apart(f"{told} {say(key, language, **values)}")


def tags_apart(told: str) -> str:
    """A sentence in which a tag (NOUN) has a space between itself and a Chinese character, as any Latin word there."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[A-Z]{2})|(?<=[A-Z]{2})(?=[\u4e00-\u9fff])", " ", told)


def method_title(key: str, language: str) -> str:
    """The name of a method, of a refused one too."""
    if key not in METHODS:
        return say(f"method-{key}", language)
    return _method(key, language)[0]


def method_help(key: str, language: str) -> str:
    """What a method does, in a sentence or two."""
    return _method(key, language)[1]


def _method(key: str, language: str) -> tuple[str, str]:
    return translation(language, "methods", key, (METHODS[key].title, METHODS[key].help))


def baseline_title(key: str, language: str) -> str:
    """What stands in place of a word that is taken away."""
    return translation(language, "baselines", key, BASELINES[key][0])


def faithfulness_words(key: str, language: str) -> tuple[str, str]:
    """Title and help of a test of an explanation."""
    return translation(language, "faithfulness", key, (TRIALS[key].title, TRIALS[key].help))


def end(row: Row) -> float:
    """Where colours and bars end, on both sides of zero."""
    return max((abs(word.score) for word in row.scored), default=0.0) or 1.0


def asked_word(explanation: Explanation) -> str:
    """The word whose tag is explained; empty where a label a text is."""
    places = explanation.characters or (() if explanation.word is None else (explanation.word,))
    return "".join(explanation.words[at].text for at in places)
