"""What a network and a linear model come to with more and more rows: trained for who asks, and kept for the next one.

The trainings are a job in the queue of Fine-tune, whose place they share: one at a time, in a process of its own with
low priority, ended when everybody who waits for it has left the lesson, or nobody looks any more. A job is known by the
digest of the rows and the network, and what came out is kept by it, so that rows which a class shares are learnt from
once, also while they are being learnt; of a visitor's own rows only these numbers stay.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.checkpoints import UNTRAINED
from playground.data.corpus import Corpus, shipped_corpus
from playground.data.examples import Examples
from playground.errors import NotFound
from playground.models.architectures import ARCHITECTURES
from playground.text_language import language_of
from playground.ui.components import own_texts
from playground.ui.lessons.lesson import Asked, NoAnswer, Pending
from playground.ui.selection import about

if TYPE_CHECKING:
    from playground.training.finetune.growing_rows import Outcome

ROWS = (50, 100, 200, 400)
NETWORK = "textcnn"  # which is trained most quickly; where it is not among the chosen ones, the first of these
MOST_KEPT = 256
SEED = 0

Key = tuple[str, str]  # digest of the rows, network


@dataclass
class _Job:
    """Trainings that are on: their name in the queue, and the sessions that wait for them."""

    name: str
    waiting: set[str | None]


_guard = threading.Lock()
_found: OrderedDict[Key, tuple[Outcome, ...]] = OrderedDict()
_jobs: OrderedDict[Key, _Job] = OrderedDict()


def corpus_of(asked: Asked) -> tuple[Corpus, bool]:
    """The rows that are asked about, and whether they are the visitor's own: the file of Fine-tune, where there is one.

    Raises:
        NoAnswer: that file has no label a text.
    """
    own = own_texts.taken("finetune", asked.session)
    if own is None:
        return shipped_corpus(language_of(asked.text)), False
    if not any(own.labels):
        raise NoAnswer("no-labels", file=own.name)
    return own, True


def network_of(asked: Asked) -> str:
    """The network that learns the rows: where its training begins.

    Raises:
        NoAnswer: none of the chosen ones can be trained here.
    """
    trainable = [one for one in asked.models if about(one)[1] in ARCHITECTURES]
    if not trainable:
        raise NoAnswer("no-network")
    return min(trainable, key=lambda one: about(one)[1] != NETWORK)


def outcomes(asked: Asked, begins: bool) -> tuple[tuple[Outcome, ...], Pending | None]:
    """What is known of the rows and the network, and where the trainings are; None once all are done.

    Args:
        begins: whether trainings are to begin where none are on.
    Raises:
        NoAnswer: see `corpus_of`, `network_of`.
        PlaygroundError: the rows are too few; what a training raises.
    """
    corpus, _ = corpus_of(asked)
    network = network_of(asked)
    key = _digest(corpus), network
    with _guard:
        if key in _found:
            return _found[key], None
        job = _jobs.get(key)
    if asked.stop:
        leave(asked.session)
        return (), Pending(False)
    known = None
    if job and (begins or asked.session in job.waiting):
        _wait(asked.session, job)
        known = _looked_at(key, job.name)
    if known is None and begins:
        known = _looked_at(key, _begin(asked.session, corpus, network, key))
    return known or ((), Pending(False))


def leave(session: str | None) -> None:
    """End the trainings for which nobody waits but this session, which has left the lesson."""
    _end_all_but(None, session)


def _wait(session: str | None, job: _Job) -> None:
    """A session waits for a job, and for no other one."""
    with _guard:
        job.waiting.add(session)
    _end_all_but(job, session)


def _end_all_but(job: _Job | None, session: str | None) -> None:
    with _guard:
        left = [(key, one) for key, one in _jobs.items() if one is not job and session in one.waiting]
        for _, one in left:
            one.waiting.discard(session)
        names = [_jobs.pop(key).name for key, one in left if not one.waiting]
    if names:
        from playground.training.finetune import queue

        for name in names:
            queue.drop(name)


def _looked_at(key: Key, job: str) -> tuple[tuple[Outcome, ...], Pending | None] | None:
    """What a job has come to; None where it is gone, since nobody has looked at it for long."""
    from playground.training.finetune import queue
    from playground.training.finetune.growing_rows import outcomes_from_json

    try:
        status = queue.status(job)
    except NotFound:
        _forget(key, job)
        return None
    if status.error:
        _forget(key, job)
        raise status.error
    known = outcomes_from_json(status.found)
    if status.state == "done":
        _forget(key, job)
        with _guard:
            _found[key] = known
            while len(_found) > MOST_KEPT:
                _found.popitem(last=False)
        return known, None
    return known, Pending(True, len(known), len(ROWS), status.place)


def _begin(session: str | None, corpus: Corpus, network: str, key: Key) -> str:
    """Put the trainings into the queue; those for which nobody but the session has waited are ended."""
    from playground.training.finetune import queue, studies
    from playground.training.finetune.growing_rows import drawn_rows
    from playground.training.finetune.plan import suggest

    leave(session)
    train, held = drawn_rows(_labelled(corpus), ROWS, SEED)
    source = None if network.endswith(UNTRAINED) else network
    plan = suggest(train, about(network)[1], source, seed=SEED)
    job = queue.submit(train, held, plan, work=studies.ROWS, also={"rows": ROWS})
    with _guard:
        other = _jobs.get(key)
        if other is None:
            _jobs[key] = _Job(job, {session})
            while len(_jobs) > MOST_KEPT:  # of pages that have gone
                _jobs.popitem(last=False)
            return job
        other.waiting.add(session)  # somebody has begun the same meanwhile
    queue.drop(job)
    return other.name


def _labelled(corpus: Corpus) -> Examples:
    """The rows of a corpus that have a label."""
    at = [place for place, label in enumerate(corpus.labels) if label]

    def of(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(values[place] for place in at)

    words = None if corpus.words is None else tuple(corpus.words[place] for place in at)
    return Examples("sentiment", of(corpus.texts), words, of(corpus.labels), corpus.name, corpus.sha256)


def _digest(corpus: Corpus) -> str:
    """Of what is learnt from: a file whose columns or labels are read otherwise is another one."""
    read = hashlib.sha256(corpus.sha256.encode())
    for text, label in zip(corpus.texts, corpus.labels, strict=True):
        read.update(f"{len(text)} {label}\0".encode("utf-8", "replace"))
    return read.hexdigest()


def _forget(key: Key, job: str) -> None:
    with _guard:
        if key in _jobs and _jobs[key].name == job:
            del _jobs[key]
