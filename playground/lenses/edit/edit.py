"""What would change the answer? Small edits of a text, each one asked anew before it is shown.

Adversarial ones: one word replaced by a common one, where the gradient says which (HotFlip), and the fewest words taken
out that flip the answer. Natural ones: a negation put in or taken out, a degree, a word of the same tag (`natural.py`).
The gradient only proposes. What an edit does is measured on the edited
string, divided into words again as if somebody had typed it, and `after` is that prediction. `flips` says whether the
answer is another one then: all but deletions are also shown where the best of them do not flip it.

For a task with an answer a word, the answer is the tag of one word, which itself stays as it is. Of a model that tags
characters, it can be the tag of a word of several characters (`lenses/predict/asked_word.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from playground.errors import BadInput, NotApplicable, shown
from playground.lenses.edit.hotflip import candidates, estimates, gradients
from playground.lenses.edit.natural import NaturalEdits
from playground.lenses.edit.negation import negations
from playground.lenses.edit.rewrite import Change, apply_changes, match_case
from playground.lenses.edit.search import Changes, Edit, Edits, OnTried, Search
from playground.lenses.predict.asked_word import asked_characters, asked_names, targets
from playground.lenses.predict.predict import predict
from playground.text import normalise

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

TRIED = 96  # replacements that are verified, those that promise most
TRIED_A_WORD = 8  # of these, at one place
SHOWN = 3  # replacements in an answer, each at another place
POOL = 64  # words of a long text that are taken out on trial
PAIRS = 24  # words of a text up to which every pair is tried
WORDS_TRIED = 16_384  # in all replacements of a long text that are verified
DELETED = 32  # words, at most

_FUNCTION = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "him", "his", "she", "her", "they",
    "them", "their", "i", "me", "my", "you", "your", "we", "us", "our", "who", "which", "what", "of", "to", "in",
    "on", "at", "by", "for", "from", "with", "as", "into", "about", "and", "or", "but", "if", "so", "than", "then",
    "there", "here", "is", "are", "was", "were", "am", "be", "been", "do", "does", "did", "has", "have", "had",
    "can", "will", "would", "could", "s", "t",
    *"的了着过是在和与就都也还又把被让给对从到向于以而且但或如因所之其这那哪个些一我你他她它们吗呢吧啊呀嘛么地得",
})  # fmt: skip


def edit(
    checkpoint: Checkpoint,
    text: str,
    word: int | None = None,
    target: str | None = None,
    on_tried: OnTried | None = None,
    characters: Sequence[int] = (),
) -> Edits:
    """What would change the model's answer to the text; none where the answer is the target already.

    Args:
        word: whose tag is asked about, counted from 0 (0 unless given); only for models with an answer a word.
        target: the answer to aim at; unless given, any other one. Of a model that tags characters also the tag of a
            word (NOUN): then the word is asked about in which the character stands.
        characters: of a model that tags characters, those of the word that is asked about; unless given, those that
            the model joins.
        on_tried: called with how many edited texts the model has read so far; what it raises ends the search.
    Raises:
        BadInput: the text is no string, too long or without words, or there is no such word or label.
        NotApplicable: a word is given for a model with an answer a text.
    """
    checkpoint.must_read_words()
    search = _start_search(checkpoint, text, word, target, characters)
    search.on_tried = on_tried
    if search.before_label == target:
        return search.record(())
    found = (*_replacements(search), *_deletion(search), *_negation(search), *_degree_and_tag(search))
    return search.record(found)


def _start_search(
    checkpoint: Checkpoint, text: str, word: int | None, target: str | None, characters: Sequence[int]
) -> Search:
    """A search whose text, word and target are looked at.

    Raises:
        BadInput, NotApplicable: as `edit`.
    """
    labels = targets(checkpoint)
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
    asked: tuple[int, ...] = ()
    if place is not None and asked_names(checkpoint, target, characters) != checkpoint.config.labels:
        asked = asked_characters(checkpoint, text, place, characters)
    return Search(checkpoint, before, place, target, asked)


# ---- one word replaced


def _replacements(search: Search) -> list[Edit]:
    """The replacements of one word that move the answer most, each of another word.

    Words that carry meaning are replaced before words like "the", and the gradient with the word in place is asked
    before the one without it. Where nothing flips the answer, the one replacement that comes closest.
    """
    every = [at for at in range(search.read) if at not in search.asked and _replaceable(search.words, at)]
    content_words = [at for at in every if normalise(search.words[at]) not in _FUNCTION]
    found: list[tuple[float, Changes, str]] = []
    for places in (content_words, every):
        for without in ((), places) if len(search.words) <= POOL else ((),):
            found += _rank(search, _proposals(search, places, without)) if places else []
            if any(gain > 1 for gain, *_ in found):
                return _best_replacements(search, found)
    return _best_replacements(search, found)


def _proposals(search: Search, places: Sequence[int], without: Sequence[int]) -> list[Changes]:
    """The replacements of which the gradient promises most."""
    new = candidates(search.checkpoint.vocabulary, search.split_at_spaces)
    if not new:
        return []
    asked = search.characters or search.word
    gain = estimates(search.checkpoint, search.words, new, search.toward, search.away, asked, without)
    best = np.argsort(-gain, axis=1)[:, :TRIED_A_WORD]  # (words, tried)
    promised = [(gain[at, one], at, new[one]) for at in places for one in best[at].tolist()]
    promised.sort(key=lambda one: -one[0])
    proposals: list[Changes] = [
        (Change(at, search.words[at], match_case(one, search.words[at])),)
        for _, at, one in promised
        if one != normalise(search.words[at])
    ]
    return proposals[: max(TRIED // 4, min(TRIED, WORDS_TRIED // len(search.words)))]


def _best_replacements(search: Search, found: Sequence[tuple[float, Changes, str]]) -> list[Edit]:
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


def _rank(search: Search, proposals: Sequence[Changes]) -> list[tuple[float, Changes, str]]:
    """Proposals that give a text, the one that moves the answer most first; what flips it has more than 1."""
    tried = zip(search.gains(proposals), proposals, strict=True)
    found = [(gain[0], changes, gain[1]) for gain, changes in tried if gain is not None]
    return sorted(found, key=lambda one: -one[0])


# ---- words taken out


def _deletion(search: Search) -> list[Edit]:
    """The smallest set of words found whose deletion flips the answer; at least one word is left.

    One word; then, in a short text, every pair; beyond that one word after the other, those first that move the answer
    most, until it flips, less those without which it flips all the same.
    """
    pool = [at for at in range(search.read) if at not in search.asked]
    if len(search.words) < 2 or not pool:
        return []
    if len(pool) > POOL:
        asked = search.characters or search.word
        embedded, gradient = gradients(search.checkpoint, search.words, search.toward, search.away, asked)
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


def _deletion_changes(search: Search, places: Iterable[int]) -> Changes:
    """The changes that take out the words at these places."""
    return tuple(Change(at, search.words[at], None) for at in sorted(places))


def _first_flip(ranked: Sequence[tuple[float, Changes, str]]) -> tuple[Changes, str] | None:
    """The first of the ranked proposals, where it flips the answer."""
    return ranked[0][1:] if ranked and ranked[0][0] > 1 else None


def _greedy_deletion(search: Search, pool: Sequence[int]) -> list[int] | None:
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


def _shortest_prefix(search: Search, order: Sequence[int]) -> list[int] | None:
    """The shortest beginning of the order whose deletion flips the answer."""
    sets = [order[:count] for count in range(2, 1 + min(DELETED, len(search.words) - 1, len(order)))]
    gains = search.gains([_deletion_changes(search, places) for places in sets])
    return next((list(one) for one, gain in zip(sets, gains, strict=True) if gain is not None and gain[0] > 1), None)


def _pruned_deletion(search: Search, places: Sequence[int]) -> tuple[Changes, str]:
    """The deletion less the words without which the answer flips all the same."""
    while len(places) > 1:
        best = _first_flip(
            _rank(search, [_deletion_changes(search, [one for one in places if one != back]) for back in places])
        )
        if best is None:
            break
        places = [change.word for change in best[0]]
    changes = _deletion_changes(search, places)
    return changes, str(apply_changes(search.text, changes, search.checkpoint.divide))


# ---- a negation


def _negation(search: Search) -> list[Edit]:
    """The negation that moves the answer most, put in or taken out, whether or not it flips it."""
    if search.split_at_spaces:  # what is known of negations goes by the words of the axis
        return []
    ranked = _rank(search, negations(search.text))
    return [search.verify("negate", *ranked[0][1:])] if ranked else []


def _degree_and_tag(search: Search) -> list[Edit]:
    """The degree and the words of the same tag that move the answer most, whether or not they flip it."""
    if search.split_at_spaces:
        return []
    natural, found = NaturalEdits(search.text), []
    for kind, ways in natural.ways():
        ranked = _rank(search, ways[: max(TRIED // 4, min(TRIED, WORDS_TRIED // len(search.words)))])
        found += [search.verify(kind, *one) for one in natural.fitting(kind, ranked)]
    return found
