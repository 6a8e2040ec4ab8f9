"""How far can an explanation be believed? It is put to the test, beside random explanations of the same text.

A random explanation has the same scores on other words. A measure by itself says little: a text may fall to anybody who
takes away half of its words. So each measure comes with its value for at least 20 random ones, and what is said is how
many of these it beats. Words are taken away by their place, with the baseline's vector instead (that is, on ids: no
text is written out and split again), and for one answer a word the others keep their places.

The last check is of another kind: the same method on the untrained twin. A method whose picture does not change when
what was learnt is thrown away does not show what was learnt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput
from playground.lenses.explain.explain import Explanation, baseline_vector, embed_text, explain
from playground.lenses.explain.methods import METHODS, with_defaults
from playground.lenses.predict.spans import kinds
from playground.text import Word

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.lenses.explain.logit import Logit, Progress

RANDOM = 20  # explanations to compare with
FEWEST_WORDS = 6  # of fewer a random order too often takes away the same words, which beats nobody
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)  # of the words that are taken away, or kept
SUBSETS = 200  # of words, that infidelity takes away
NUDGES = 3  # of the text's vectors, that an explanation should survive
NUDGE = 0.05  # the size of one, as a share of that of the vectors' numbers
CONVINCING = 0.95  # of the random explanations have to be beaten


@dataclass(frozen=True)
class Trial:
    """What a measure is called, and which way is better."""

    title: str
    help: str
    higher: bool  # is better


TRIALS: dict[str, Trial] = {
    "comprehensiveness": Trial(
        "Comprehensiveness", "How much the logit falls when the words with the highest scores are removed.", True
    ),
    "sufficiency": Trial(
        "Sufficiency", "How much the logit falls when only the words with the highest scores are kept.", False
    ),
    "leave_one_out": Trial("Agreement with leave one out", "Rank correlation with the scores of leave one out.", True),
    "infidelity": Trial(
        "Infidelity",
        "How badly sums of scores predict the change when random words are removed; 0 is perfect, 1 is useless.",
        False,
    ),
    "sensitivity": Trial("Sensitivity", "How much the scores change when every word's vector changes a little.", False),
}


@dataclass(frozen=True)
class Measured:
    """A measure of one explanation, and of the random ones."""

    value: float
    random: tuple[float, ...]
    higher: bool  # is better

    @property
    def beaten(self) -> int:
        """How many of the random explanations are worse."""
        worse = [one < self.value if self.higher else one > self.value for one in self.random]
        return sum(worse)

    @property
    def convincing(self) -> bool:
        """Whether so many are worse that chance is out of the question."""
        return self.beaten >= CONVINCING * len(self.random)


@dataclass(frozen=True)
class Faithfulness:
    """How an explanation does in each test."""

    model: str
    text: str
    method: str
    target: str | None
    word: int | None
    baseline: str
    measures: dict[str, Measured]  # in the order of `TRIALS`; empty for a text with too few words
    curves: dict[str, tuple[float, ...]]  # comprehensiveness and sufficiency at each of `shares`
    chance: dict[str, tuple[tuple[float, float], ...]]  # between what the random explanations' curves lie
    shares: tuple[float, ...]
    untrained: float | None  # rank correlation with the untrained twin's explanation; None where there is no twin
    untrained_random: tuple[float, ...]  # the same of random explanations

    @property
    def changes(self) -> bool | None:
        """Whether the picture changes when what was learnt is thrown away; None where that cannot be told."""
        if self.untrained is None or not self.untrained_random:
            return None
        beaten = sum(one < self.untrained for one in self.untrained_random)
        return not (self.untrained > 0.5 and beaten >= CONVINCING * len(self.untrained_random))

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "model": self.model,
            "text": self.text,
            "method": self.method,
            "target": self.target,
            "word": self.word,
            "baseline": self.baseline,
            "measures": {
                name: {"value": one.value, "random": list(one.random), "better_than": one.beaten}
                for name, one in self.measures.items()
            },
            "shares": list(self.shares),
            "curves": {name: list(values) for name, values in self.curves.items()},
            "random_curves": {name: [list(ends) for ends in band] for name, band in self.chance.items()},
            "untrained": self.untrained,
            "changes": self.changes,
        }


def faithfulness(
    checkpoint: Checkpoint,
    explanation: Explanation,
    random: int = RANDOM,
    seed: int = 0,
    twin: Checkpoint | None = None,
    on_progress: Progress | None = None,
) -> Faithfulness:
    """How an explanation of this checkpoint does in each test, beside random ones.

    Args:
        random: how many random explanations; at least 20.
        twin: the untrained twin, for the check with what was learnt thrown away.
        on_progress: called with how many of how many steps are done; what it raises ends the work.
    Raises:
        BadInput: fewer random explanations are asked for than can tell anything.
    """
    if random < RANDOM:
        raise BadInput(
            f"{random} random explanations are too few to compare with. At least {RANDOM} are needed. Ask for more.",
            key="faithfulness-random",
            given=random,
            allowed=RANDOM,
        )
    steps = _StepProgress(on_progress, 3 + NUDGES)
    logit = explained_logit(checkpoint, explanation, steps.report)
    scores = explanation.scores[: logit.words if logit else 0]
    measures: dict[str, Measured] = {}
    curves: dict[str, tuple[float, ...]] = {}
    chance: dict[str, tuple[tuple[float, float], ...]] = {}
    untrained: float | None = None
    untrained_random: tuple[float, ...] = ()
    if logit is not None and len(scores) >= FEWEST_WORDS:
        draw = np.random.default_rng(seed)
        guesses = np.array([draw.permutation(scores) for _ in range(random)])  # (random, words)
        measures, curves, chance = _measured(logit, explanation, guesses, draw, steps)
        if twin is not None:
            blind = _twin_scores(twin, explanation, steps)[: len(scores)]
            untrained = rank_correlation(scores, blind)
            untrained_random = tuple(rank_correlation(guess, blind) for guess in guesses)
        steps.next()
    return Faithfulness(
        explanation.model, explanation.text, explanation.method, explanation.target, explanation.word,
        explanation.baseline, measures, curves, chance, SHARES, untrained, untrained_random,
    )  # fmt: skip


def _measured(
    logit: Logit, explanation: Explanation, guesses: np.ndarray, draw: np.random.Generator, steps: _StepProgress
) -> tuple[dict[str, Measured], dict[str, tuple[float, ...]], dict[str, tuple[tuple[float, float], ...]]]:
    """Each measure of an explanation, its curves, and between what the curves of the random explanations lie.

    Args:
        guesses: (random, words), the scores of the random explanations.
    """
    scores = np.vstack([explanation.scores[None, : logit.words], guesses])
    removed, kept = _curves(logit, scores)
    steps.next()
    found = {
        "comprehensiveness": removed.mean(1),
        "sufficiency": kept.mean(1),
        "leave_one_out": _agreement(logit, scores),
        "infidelity": _infidelity(logit, scores, draw),
    }
    steps.next()
    both = {"comprehensiveness": removed, "sufficiency": kept}
    curves = {name: tuple(one[0].tolist()) for name, one in both.items()}
    bands = {name: np.stack([one[1:].min(0), one[1:].max(0)], 1).tolist() for name, one in both.items()}
    chance = {name: tuple((low, high) for low, high in band) for name, band in bands.items()}
    found["sensitivity"] = _sensitivity(logit, explanation, guesses, draw, steps)
    measures = {
        name: Measured(float(values[0]), tuple(values[1:].tolist()), TRIALS[name].higher)
        for name, values in found.items()
    }
    return measures, curves, chance


def _twin_scores(twin: Checkpoint, explanation: Explanation, steps: _StepProgress) -> np.ndarray:
    """The scores of the same explanation of the untrained twin."""
    settings = _settings(explanation)
    return explain(
        twin,
        explanation.text,
        explanation.method,
        explanation.target,
        explanation.word or 0,
        explanation.baseline,
        settings.pop("seed", 0),
        steps.report,
        explanation.characters,
        **settings,
    ).scores


def explained_logit(checkpoint: Checkpoint, explanation: Explanation, progress: Progress | None = None) -> Logit | None:
    """The logit that was explained, made from the explanation's own words; None where there is no word."""
    from playground.lenses.explain.logit import Logit

    read = [Word(word.text, word.start, word.end) for word in explanation.words if word.read]
    if not read or explanation.target is None:
        return None
    labels = checkpoint.config.labels
    label = (kinds(labels) if explanation.characters else labels).index(explanation.target)
    model, embedded, mask = embed_text(checkpoint, read)
    baseline = baseline_vector(checkpoint, explanation.baseline, model)
    return Logit(model, embedded, mask, baseline, label, explanation.characters or explanation.word, progress)


def _settings(explanation: Explanation) -> dict[str, Any]:
    """The method's parameters; steps begin anew with the fewest, since each text finds how many it needs."""
    method, used = METHODS[explanation.method], explanation.parameters
    settings = with_defaults(explanation.method, {one.name: used.get(one.name) for one in method.parameters})
    for parameter in method.parameters:
        if parameter.name == "steps":
            settings["steps"] = min(settings["steps"], parameter.default)
    return settings | ({"seed": used.get("seed", 0)} if method.sampled else {})


class _StepProgress:
    """Reports how many of how many steps are done."""

    def __init__(self, on_progress: Progress | None, total: int) -> None:
        self.on_progress, self.total, self.done = on_progress, total, 0

    def report(self, *_: int) -> None:
        """Report within a step: nothing more is done, but whoever listens can end the work."""
        if self.on_progress:
            self.on_progress(min(self.done, self.total), self.total)

    def next(self) -> None:
        """Report that one more step is done."""
        self.done += 1
        if self.on_progress:
            self.on_progress(min(self.done, self.total), self.total)


# ---- the measures; each of (explanations, words) scores at once


def _curves(logit: Logit, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By how much the logit falls without the words with the highest scores, and with them alone.

    Returns:
        (explanations, shares) each.
    Source:
        DeYoung et al. 2020, section 4.2, https://arxiv.org/abs/1911.03429
    """
    ranks = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    counts = np.maximum(1, np.round(np.array(SHARES) * logit.words))
    highest = ranks[:, None, :] < counts[None, :, None]  # (explanations, shares, words)
    whole, flat = logit.value(logit.embedded), highest.reshape(-1, logit.words)
    shape = highest.shape[:2]
    return (whole - logit.with_words_kept(~flat)).reshape(shape), (whole - logit.with_words_kept(flat)).reshape(shape)


def _agreement(logit: Logit, scores: np.ndarray) -> np.ndarray:
    """Rank correlation with the fall of the logit without each word, (explanations,)."""
    falls = logit.value(logit.embedded) - logit.with_words_kept(~np.eye(logit.words, dtype=bool))
    return np.array([rank_correlation(one, falls) for one in scores])


def _infidelity(logit: Logit, scores: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The share of the changes that sums of scores do not foretell, (explanations,): 0 is perfect, 1 is useless.

    The scores are first multiplied by whatever number, not below zero, fits best: their unit is not what is tested.

    Source:
        Yeh et al. 2019, https://arxiv.org/abs/1901.09392, section 2.2 and (the best multiple) appendix
    """
    taken = draw.integers(1, logit.words + 1, SUBSETS)
    away = draw.random((SUBSETS, logit.words)).argsort(1).argsort(1) < taken[:, None]
    falls = logit.value(logit.embedded) - logit.with_words_kept(~away)  # (subsets,)
    foretold = scores @ away.T  # (explanations, subsets)
    own, both, whole = (foretold**2).mean(1), (foretold * falls).mean(1), (falls**2).mean()
    if not whole:
        return np.ones(len(scores))
    explained = np.divide(np.maximum(both, 0) ** 2, own, out=np.zeros(len(scores)), where=own > 0)
    return np.asarray(1 - explained / whole)


def _sensitivity(
    logit: Logit, explanation: Explanation, guesses: np.ndarray, draw: np.random.Generator, steps: _StepProgress
) -> np.ndarray:
    """The largest change of the scores over a few nudges, as a share of their length, (explanations,).

    A random explanation answers a nudge with another random one.

    Source:
        Yeh et al. 2019, definition 2.3, https://arxiv.org/abs/1901.09392
    """
    import torch

    from playground.lenses.explain.logit import Logit

    method, scores = METHODS[explanation.method], explanation.scores[: logit.words]
    length = float(np.linalg.norm(scores)) or 1.0
    found = []
    for _ in range(NUDGES):
        noise = torch.from_numpy(draw.standard_normal(logit.embedded.shape)).to(logit.embedded)
        nudged = Logit(
            logit.model, logit.embedded + logit.noise(NUDGE) * noise, logit.mask, logit.baseline[0, 0], logit.target,
            logit.word, steps.report,
        )  # fmt: skip
        again, _ = method.scores(nudged, _settings(explanation))
        found.append(float(np.linalg.norm(again - scores)) / length)
        steps.next()
    others = [
        max(float(np.linalg.norm(draw.permutation(scores) - guess)) for _ in range(NUDGES)) / length
        for guess in guesses
    ]
    return np.array([max(found), *others])


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's: the correlation of the ranks, equal values sharing theirs; 0 where one of them does not vary."""
    first, second = _ranks(one), _ranks(other)
    first, second = first - first.mean(), second - second.mean()
    length = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / length if length else 0.0


def _ranks(values: np.ndarray) -> np.ndarray:
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((counts.cumsum() - (counts - 1) / 2)[where])
