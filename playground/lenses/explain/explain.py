"""Which words spoke for the answer, and which against it? A number a word, from one of several methods.

What is explained is a logit, never a probability: near 0 or 1 a probability hardly moves, whatever the words do. It is
a function of the embedded words (`Model.logits`), with a baseline of the reader's choice in place of a word that is
taken away. Every answer names both. A method that does not do here what its name says is refused, with the reason.

Of a model that tags characters, the label of a character (B-NOUN) can be explained, or the tag of a word (NOUN): then
what is explained is the sum of the logits of the word's characters, and there is still a number a character.

The arithmetic stands in `attribution.py`; how far a score can be believed is measured in `faithfulness.py`.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, choose, shown
from playground.lenses.predict.asked_word import asked_characters, asked_names, targets
from playground.lenses.predict.predict import PredictedWord
from playground.text import Word

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.lenses.explain.logit import Progress
    from playground.models import Inputs, Model
from playground.lenses.explain.methods import BASELINES, METHODS, applicable, with_defaults

SEEDS = 2**31  # so many there are
SAID_ALREADY = 0.1  # of the baseline's margin, up to which the words change next to nothing
MEAN_BATCH = 4_096  # words of the vocabulary embedded at a time


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
    characters: tuple[int, ...] = ()  # of the word whose tag is explained, where a model tags characters
    margin: float = 0.0  # by how much the target's logit is above the largest other one
    baseline_margin: float = 0.0  # the same of the text in which the baseline stands in every place

    @property
    def baseline_says_it(self) -> bool:
        """Whether the baseline alone says the same of the target as the text, and about as clearly: then the words
        together explain next to nothing."""
        if not METHODS[self.method].baseline or not self.margin * self.baseline_margin > 0:
            return False
        return abs(self.margin - self.baseline_margin) <= SAID_ALREADY * abs(self.baseline_margin)

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
        """Whether the gap is under 2 % of the sizes of all scores together; None where no such sum is promised.

        Not of the change, which may be next to nothing where words speak for and against.
        """
        from playground.lenses.explain.attribution import CLOSE_ENOUGH, ROUNDING

        if self.gap is None:
            return None
        return bool(abs(self.gap) <= max(CLOSE_ENOUGH * float(np.abs(self.scores).sum()), ROUNDING))

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
            **({"span": self._span()} if self.characters else {}),
        }

    def _span(self) -> dict[str, Any]:
        """Where the word stands whose tag is explained."""
        start, end = self.words[self.characters[0]].start, self.words[self.characters[-1]].end
        return {"start": start, "end": end, "text": self.text[start:end]}


def explain(
    checkpoint: Checkpoint,
    text: str,
    method: str = "integrated_gradients",
    target: str | None = None,
    word: int = 0,
    baseline: str = "padding",
    seed: int = 0,
    on_progress: Progress | None = None,
    characters: Sequence[int] = (),
    **parameters: Any,
) -> Explanation:
    """What each word of a text adds to the logit of a label.

    Args:
        target: a label of the model; unless given, the one that it answers. Of a model that tags characters also the
            tag of a word (NOUN): then the tag of the word is explained in which the character stands.
        word: whose tag is explained, where there is one a word; counts from 0.
        characters: of a model that tags characters, those of the word whose tag is explained; unless given, those
            that the model joins.
        seed: of the sampled methods; the same one gives the same scores.
        on_progress: called with how many of how many passes are done; what it raises ends the work.
        parameters: of the method, by name; what is not given has the value that `METHODS` declares.
    Raises:
        NotFound: there is no such method, label, baseline or parameter.
        NotApplicable: the method is known but not right for this model; the message says why.
        BadInput: a parameter is out of its range, there is no such word, or the text is too long.
    """
    from playground.lenses.explain.logit import Logit

    chosen = applicable(method, checkpoint)
    settings = with_defaults(method, parameters)
    choose(BASELINES, baseline, "baseline")
    if target is not None:
        choose(dict.fromkeys(targets(checkpoint)), target, "label")
    names = asked_names(checkpoint, target, characters)
    if chosen.sampled:
        settings["seed"] = _checked_seed(seed)
    started = time.perf_counter()
    text_words = checkpoint.divide(text)
    read = checkpoint.reads(text_words)
    knows = checkpoint.vocabulary.knows
    marked = tuple(PredictedWord(*one, knows(one.text), number < read) for number, one in enumerate(text_words))
    scores = np.zeros(len(marked))
    word_number = _checked_word(checkpoint, word, marked, read)
    if word_number is None and checkpoint.config.per_word:  # no word, so nothing has a tag
        return Explanation(
            checkpoint.reference, checkpoint.task, text, marked, method, target, None, baseline, settings, scores, 0.0,
            0.0, time.perf_counter() - started,
        )  # fmt: skip
    asked: tuple[int, ...] = ()
    if word_number is not None and names != checkpoint.config.labels:
        asked = asked_characters(checkpoint, text, word_number, characters)
    model, embedded, mask = embed_text(checkpoint, text_words)
    vector = baseline_vector(checkpoint, baseline, model)
    label = None if target is None else names.index(target)
    logit = Logit(model, embedded, mask, vector, label, asked or word_number, on_progress)
    if read:
        scores[:read], settings = chosen.scores(logit, settings)
    return Explanation(
        checkpoint.reference, checkpoint.task, text, marked, method, names[logit.target], word_number, baseline,
        settings, scores, logit.value(logit.embedded), logit.value(logit.baseline), time.perf_counter() - started,
        asked, *logit.margins(),
    )  # fmt: skip


def seed_spread(checkpoint: Checkpoint, explanation: Explanation, on_progress: Progress | None = None) -> float | None:
    """By how much the scores of a sampled method differ when it is asked again with the next seed.

    Returns:
        The largest difference of a word's score as a share of the largest score; None for a method that draws nothing.
    """
    if not explanation.drawn or explanation.target is None:
        return None
    settings = dict(explanation.parameters)
    other = explain(
        checkpoint,
        explanation.text,
        explanation.method,
        explanation.target,
        explanation.word or 0,
        explanation.baseline,
        (settings.pop("seed") + 1) % SEEDS,
        on_progress,
        explanation.characters,
        **settings,
    )
    largest = np.abs(explanation.scores).max(initial=0.0)
    return float(np.abs(other.scores - explanation.scores).max(initial=0.0) / largest) if largest else 0.0


def _checked_seed(given: object) -> int:
    """The seed, if it is one.

    Raises:
        BadInput: it is no whole number, or out of range.
    """
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < SEEDS:
        raise BadInput(
            f"The seed is {shown(given)}. It has to be a whole number from 0 to {SEEDS - 1}. Change it.",
            key="explain-seed",
            given=shown(given),
        )
    return given


def _checked_word(checkpoint: Checkpoint, word: object, marked: tuple[PredictedWord, ...], read: int) -> int | None:
    """The word whose tag is explained; None for one answer a text, or where there is no word at all."""
    if not checkpoint.config.per_word or (not marked and word == 0):
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
    return embed_text(checkpoint, text)[1:]


def embed_text(checkpoint: Checkpoint, text: Sequence[str | Word]) -> tuple[Model, Tensor, Tensor]:
    """The model as it reads a text, given as its words; its embedded words, and their mask, as in `embed`."""
    import torch

    inputs = checkpoint.encode([text])
    with torch.no_grad():
        return checkpoint.model.reading(inputs), checkpoint.model.embed(inputs), inputs.mask


def baseline_vector(checkpoint: Checkpoint, baseline: str, model: Model | None = None) -> Tensor:
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
