"""What would change the answer? Small edits of a text, each one asked anew before it is shown.

Adversarial ones: one word replaced by a common one, where the gradient says which (HotFlip), and the fewest words taken
out that flip the answer. Natural ones: a negation put in or taken out, a degree, a word of the same tag (`natural.py`).
The gradient only proposes. What an edit does is measured on the edited
string, divided into words again as if somebody had typed it, and `after` is that prediction. `flips` says whether the
answer is another one then: all but deletions are also shown where the best of them do not flip it.

For a task with an answer a word, the answer is the tag of one word, which itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, NotApplicable, shown
from playground.lenses.edit.hotflip import candidates, estimates, gradients
from playground.lenses.edit.natural import NaturalEdits
from playground.lenses.edit.negation import negations
from playground.lenses.edit.rewrite import Change, apply_changes, match_case, position_after
from playground.lenses.predict.predict import Prediction, predict, probabilities
from playground.text import normalise, words

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

TRIED = 96  # replacements that are verified, those that promise most
TRIED_A_WORD = 8  # of these, at one place
SHOWN = 3  # replacements in an answer, each at another place
POOL = 64  # words of a long text that are taken out on trial
PAIRS = 24  # words of a text up to which every pair is tried
WORDS_TRIED = 16_384  # in all replacements of a long text that are verified
DELETED = 32  # words, at most
WORDS_A_REPORT = 4_096  # in edited texts that are read between two reports of how far the search is

_FUNCTION = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "him", "his", "she", "her", "they",
    "them", "their", "i", "me", "my", "you", "your", "we", "us", "our", "who", "which", "what", "of", "to", "in",
    "on", "at", "by", "for", "from", "with", "as", "into", "about", "and", "or", "but", "if", "so", "than", "then",
    "there", "here", "is", "are", "was", "were", "am", "be", "been", "do", "does", "did", "has", "have", "had",
    "can", "will", "would", "could", "s", "t",
    *"的了着过是在和与就都也还又把被让给对从到向于以而且但或如因所之其这那哪个些一我你他她它们吗呢吧啊呀嘛么地得",
})  # fmt: skip

Changes = tuple[Change, ...]
OnTried = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed text, and the answer to it."""

    kind: str  # replace, delete, negate, intensify or same_tag
    changes: Changes
    text: str
    after: Prediction
    word: int | None  # where the word asked about stands in `text`; None for an answer a text
    flips: bool  # whether the answer is another one (the target, where one was given)

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "kind": self.kind,
            "changes": [change.as_json() for change in self.changes],
            "text": self.text,
            "after": self.after.as_json(),
            "word": self.word,
            "flips": self.flips,
        }


@dataclass(frozen=True, slots=True)
class Edits:
    """What would change a model's answer to a text, at most three replacements, a deletion, and of natural ones
    a negation, a degree and two words of the same tag."""

    model: str
    text: str
    word: int | None  # whose tag is asked about; None for an answer a text
    target: str | None  # the answer aimed at; None: any other one
    before: Prediction
    edits: tuple[Edit, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "model": self.model,
            "text": self.text,
            "word": self.word,
            "target": self.target,
            "before": self.before.as_json(),
            "edits": [edit.as_json() for edit in self.edits],
        }


def answer(prediction: Prediction, word: int | None) -> str | None:
    """The label, or the tag of a word; None for a word that was not read."""
    return prediction.label if prediction.tags is None or word is None else prediction.tags[word]


def edit(
    checkpoint: Checkpoint,
    text: str,
    word: int | None = None,
    target: str | None = None,
    on_tried: OnTried | None = None,
) -> Edits:
    """What would change the model's answer to the text; none where the answer is the target already.

    Args:
        word: whose tag is asked about, counted from 0 (0 unless given); only for models with an answer a word.
        target: the answer to aim at; unless given, any other one.
        on_tried: called with how many edited texts the model has read so far; what it raises ends the search.
    Raises:
        BadInput: the text is no string, too long or without words, or there is no such word or label.
        NotApplicable: a word is given for a model with an answer a text.
    """
    checkpoint.must_read_words()
    search = _start_search(checkpoint, text, word, target)
    search.on_tried = on_tried
    if search.before_label == target:
        return search.record(())
    found = (*_replacements(search), *_deletion(search), *_negation(search), *_degree_and_tag(search))
    return search.record(found)


class _Search:
    """A search for edits: the text, the answer to it, and how near another text comes to the answer aimed at."""

    def __init__(self, checkpoint: Checkpoint, before: Prediction, word: int | None, target: str | None) -> None:
        labels = checkpoint.config.labels
        self.checkpoint = checkpoint
        self.before = before
        self.text = before.text
        self.word = word
        self.target = target
        self.on_tried: OnTried | None = None
        self.tried = 0
        self.words = [one.text for one in before.words]
        self.read = min(len(self.words), checkpoint.config.max_words)
        self.before_label = answer(before, word)
        row = before.probabilities if word is None else before.probabilities[word]
        self.away = int(row.argmax())
        others = [at for at in np.argsort(-row).tolist() if at != self.away]
        self.toward = others[0] if target is None else labels.index(target)

    def gains(self, proposals: Sequence[Changes]) -> list[tuple[float, str] | None]:
        """How probable the answer aimed at is with each of these changes, and the text; None where there is no such
        text.

        A proposal that flips the answer comes before every one that does not: it gets 1 more.
        """
        texts = [self._edited_text(changes) for changes in proposals]
        there = [at for at, text in enumerate(texts) if text is not None]
        rows = self._probabilities([[word.text for word in words(str(texts[at]))] for at in there])
        gains: list[tuple[float, str] | None] = [None] * len(proposals)
        for at, row in zip(there, rows, strict=True):
            if self.word is not None:
                row = row[position_after(self.word, proposals[at])]
            if np.isnan(row).any():
                continue
            aimed = row[self.toward] if self.target is not None else 1 - row[self.away]
            gains[at] = float(aimed) + float(self._flips(int(row.argmax()))), str(texts[at])
        return gains

    def _probabilities(self, texts: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """The probabilities of edited texts, some at a time."""
        found: list[np.ndarray] = []
        some = max(1, WORDS_A_REPORT // len(self.words))
        for start in range(0, len(texts), some):
            if self.on_tried:
                self.on_tried(self.tried)
            found += probabilities(self.checkpoint, texts[start : start + some])
            self.tried += len(texts[start : start + some])
        return found

    def _edited_text(self, changes: Changes) -> str | None:
        """The text with these changes; None where it cannot be, or would change the word that is asked about."""
        if self.word is not None and any(change.word == self.word and change.old is not None for change in changes):
            return None
        made = apply_changes(self.text, changes)
        return made if made is not None and words(made) else None

    def _flips(self, label: int) -> bool:
        """Whether this answer is the one aimed at, or any other one than before."""
        return label == self.toward if self.target is not None else label != self.away

    def verify(self, kind: str, changes: Changes, text: str) -> Edit:
        """The edit, with a prediction of its own text and of nothing else beside it."""
        after = predict(self.checkpoint, text)
        place = None if self.word is None else position_after(self.word, changes)
        new_answer = answer(after, place)
        flips = new_answer is not None and self._flips(self.checkpoint.config.labels.index(new_answer))
        return Edit(kind, changes, text, after, place, flips)

    def record(self, edits: Iterable[Edit]) -> Edits:
        """The answer of this lens, with these edits."""
        labels = self.checkpoint.config.labels
        aimed = labels[self.toward] if self.target is None and len(labels) == 2 else self.target
        return Edits(self.checkpoint.reference, self.text, self.word, aimed, self.before, tuple(edits))


def _start_search(checkpoint: Checkpoint, text: str, word: int | None, target: str | None) -> _Search:
    """A search whose text, word and target are looked at.

    Raises:
        BadInput, NotApplicable: as `edit`.
    """
    labels = checkpoint.config.labels
    if target is not None and target not in labels:
        raise BadInput(
            f"{checkpoint.reference} has no label {shown(target)}. It has: {', '.join(labels)}. Choose one of these.",
            key="no-such-label",
            model=checkpoint.reference,
            given=shown(target),
            allowed=", ".join(labels),
        )
    if word is not None and not checkpoint.config.per_word:
        raise NotApplicable(
            f"{checkpoint.reference} gives one answer for the whole text, so no word of it can be chosen. "
            "Leave the word out, or choose a model that answers for each word.",
            key="edit-word",
            model=checkpoint.reference,
        )
    before = predict(checkpoint, text)
    if not before.words:
        raise BadInput("The text has no words, so there is nothing to edit. Write a sentence.", key="edit-no-words")
    read = sum(one.read for one in before.words)
    place = (0 if word is None else word) if checkpoint.config.per_word else None
    if place is not None and (type(place) is not int or not 0 <= place < read):
        raise BadInput(
            f"There is no word {shown(place)}. {checkpoint.reference} reads {read:,} words of this text, counted from "
            f"0 to {read - 1:,}. Choose one of these.",
            key="edit-no-such-word",
            given=shown(place),
            model=checkpoint.reference,
            last=read - 1,
        )
    return _Search(checkpoint, before, place, target)


# ---- one word replaced


def _replacements(search: _Search) -> list[Edit]:
    """The replacements of one word that move the answer most, each of another word.

    Words that carry meaning are replaced before words like "the", and the gradient with the word in place is asked
    before the one without it. Where nothing flips the answer, the one replacement that comes closest.
    """
    every = [at for at in range(search.read) if at != search.word and _replaceable(search.words, at)]
    content_words = [at for at in every if normalise(search.words[at]) not in _FUNCTION]
    found: list[tuple[float, Changes, str]] = []
    for places in (content_words, every):
        for without in ((), places) if len(search.words) <= POOL else ((),):
            found += _rank(search, _proposals(search, places, without)) if places else []
            if any(gain > 1 for gain, *_ in found):
                return _best_replacements(search, found)
    return _best_replacements(search, found)


def _proposals(search: _Search, places: Sequence[int], without: Sequence[int]) -> list[Changes]:
    """The replacements of which the gradient promises most."""
    new = candidates(search.checkpoint.vocabulary)
    if not new:
        return []
    gain = estimates(search.checkpoint, search.words, new, search.toward, search.away, search.word, without)
    best = np.argsort(-gain, axis=1)[:, :TRIED_A_WORD]  # (words, tried)
    promised = [(gain[at, one], at, new[one]) for at in places for one in best[at].tolist()]
    promised.sort(key=lambda one: -one[0])
    proposals: list[Changes] = [
        (Change(at, search.words[at], match_case(one, search.words[at])),)
        for _, at, one in promised
        if one != normalise(search.words[at])
    ]
    return proposals[: max(TRIED // 4, min(TRIED, WORDS_TRIED // len(search.words)))]


def _best_replacements(search: _Search, found: Sequence[tuple[float, Changes, str]]) -> list[Edit]:
    """The best replacement of each word that flips the answer, at most `SHOWN`; else the best of all."""
    ranked = sorted(found, key=lambda one: -one[0])
    kept: dict[int, tuple[Changes, str]] = {}
    for gain, changes, text in ranked:
        if gain > 1 or not kept:
            kept.setdefault(changes[0].word, (changes, text))
    return [search.verify("replace", *one) for one in list(kept.values())[:SHOWN]]


def _replaceable(found: Sequence[str], at: int) -> bool:
    """Whether a word is one of plain letters and not the stem of a contraction."""
    following = found[at + 1] if at + 1 < len(found) else ""
    return found[at].isalpha() and normalise(following) != "n't"


def _rank(search: _Search, proposals: Sequence[Changes]) -> list[tuple[float, Changes, str]]:
    """Proposals that give a text, the one that moves the answer most first; what flips it has more than 1."""
    tried = zip(search.gains(proposals), proposals, strict=True)
    found = [(gain[0], changes, gain[1]) for gain, changes in tried if gain is not None]
    return sorted(found, key=lambda one: -one[0])


# ---- words taken out


def _deletion(search: _Search) -> list[Edit]:
    """The smallest set of words found whose deletion flips the answer; at least one word is left.

    One word; then, in a short text, every pair; beyond that one word after the other, those first that move the answer
    most, until it flips, less those without which it flips all the same.
    """
    pool = [at for at in range(search.read) if at != search.word]
    if len(search.words) < 2 or not pool:
        return []
    if len(pool) > POOL:
        embedded, gradient = gradients(search.checkpoint, search.words, search.toward, search.away, search.word)
        worth = (embedded * gradient).sum(-1)
        pool = sorted(pool, key=lambda at: worth[at])[:POOL]
    one = _rank(search, [_deletion_changes(search, [at]) for at in pool])
    best = _first_flip(one)
    if best is None and len(search.words) <= PAIRS:
        pairs = combinations(sorted(pool), 2)
        best = _first_flip(_rank(search, [_deletion_changes(search, pair) for pair in pairs if len(search.words) > 2]))
    if best is None:
        order = [changes[0].word for _, changes, _ in one]
        found = _greedy_deletion(search, order) if len(order) <= PAIRS else _shortest_prefix(search, order)
        best = _pruned_deletion(search, found) if found else None
    return [search.verify("delete", *best)] if best else []


def _deletion_changes(search: _Search, places: Iterable[int]) -> Changes:
    """The changes that take out the words at these places."""
    return tuple(Change(at, search.words[at], None) for at in sorted(places))


def _first_flip(ranked: Sequence[tuple[float, Changes, str]]) -> tuple[Changes, str] | None:
    """The first of the ranked proposals, where it flips the answer."""
    return ranked[0][1:] if ranked and ranked[0][0] > 1 else None


def _greedy_deletion(search: _Search, pool: Sequence[int]) -> list[int] | None:
    """The places of words that are taken out one after the other, each time the best one, until the answer flips."""
    places: list[int] = []
    while len(places) < min(DELETED, len(search.words) - 1, len(pool)):
        ranked = _rank(search, [_deletion_changes(search, [*places, at]) for at in pool if at not in places])
        if not ranked:
            return None
        places = [change.word for change in ranked[0][1]]
        if ranked[0][0] > 1:
            return places
    return None


def _shortest_prefix(search: _Search, order: Sequence[int]) -> list[int] | None:
    """The shortest beginning of the order whose deletion flips the answer."""
    sets = [order[:count] for count in range(2, 1 + min(DELETED, len(search.words) - 1, len(order)))]
    gains = search.gains([_deletion_changes(search, places) for places in sets])
    return next((list(one) for one, gain in zip(sets, gains, strict=True) if gain is not None and gain[0] > 1), None)


def _pruned_deletion(search: _Search, places: Sequence[int]) -> tuple[Changes, str]:
    """The deletion less the words without which the answer flips all the same."""
    while len(places) > 1:
        best = _first_flip(
            _rank(search, [_deletion_changes(search, [one for one in places if one != back]) for back in places])
        )
        if best is None:
            break
        places = [change.word for change in best[0]]
    changes = _deletion_changes(search, places)
    return changes, str(apply_changes(search.text, changes))


# ---- a negation


def _negation(search: _Search) -> list[Edit]:
    """The negation that moves the answer most, put in or taken out, whether or not it flips it."""
    ranked = _rank(search, negations(search.text))
    return [search.verify("negate", *ranked[0][1:])] if ranked else []


def _degree_and_tag(search: _Search) -> list[Edit]:
    """The degree and the words of the same tag that move the answer most, whether or not they flip it."""
    natural, found = NaturalEdits(search.text), []
    for kind, ways in natural.ways():
        ranked = _rank(search, ways[: max(TRIED // 4, min(TRIED, WORDS_TRIED // len(search.words)))])
        found += [search.verify(kind, *one) for one in natural.fitting(kind, ranked)]
    return found
