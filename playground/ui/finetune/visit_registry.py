"""Who visits Fine-tune: each visit by the name of its browser tab's session, and by nobody else's.

A tab that is closed is forgotten a quarter of an hour later, with its file and its models: a connection that only broke
and a phone that was locked have come back by then. A page that is loaded anew is another session, which finds its visit
by the token that the tab has kept; so it does after a visitor has signed in elsewhere and come back.

Looking creates nothing: there is a visit from an upload or an example file on. Where there are too many, or their files
take too much of the disk, one without anything in it goes first, then one of the address that has most of them, the one
that was used the longest ago, and never one that trains. Who had something here is told that it is gone.

What was read of a file stays in memory while its visitor works with it, and not longer. Nothing here knows gradio.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter, OrderedDict

from playground import devices
from playground.checkpoints import session_store
from playground.data.bounds import PAGE
from playground.data.corpus import Corpus, corpus_of_examples
from playground.errors import NotFound
from playground.quotas import quota
from playground.ui.finetune.visit import Visit

MOST_VISITS = 64
MOST_GONE = 256  # sessions and tokens that are still told that their visit is gone
LEFT_SECONDS = 900.0  # after the tab's connection broke
IDLE_SECONDS = 7_200.0
SWEEP_SECONDS = 60.0  # between two looks at what may go
READ_SECONDS = 120.0  # after the visitor asked for something: so long the content of a file stays in memory
READ_BYTES = 2 * PAGE.bytes  # of files whose content is in memory, but for those of who asked last


class VisitRegistry:
    """The visits by the names of their sessions; bounded in number and in age."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._gone: OrderedDict[str, None] = OrderedDict()  # sessions and tokens of visits that had something in them
        self._timer: threading.Timer | None = None
        self._guard = threading.Lock()

    def look(self, session: str | None) -> Visit:
        """The visit of a session; where there is none, an empty one that nobody keeps."""
        with self._guard:
            self._sweep()
            name = session or ""
            return self._touched(name) if name in self._visits else self._new(name)

    def keep(self, session: str | None) -> None:
        """Note that the visit of a session is in use, which does not say that its tab is still there."""
        with self._guard:
            if (name := session or "") in self._visits:
                self._visits[name].used = time.monotonic()
                self._visits.move_to_end(name)

    def find(self, session: str | None, address: str = "") -> Visit:
        """The visit of a session, from now on kept where there was none; asking says that it is still there."""
        with self._guard:
            self._sweep()
            name = session or ""
            if name not in self._visits:
                self._visits[name] = self._new(name, address)
                self._make_room(name)
            return self._touched(name)

    def release(self, session: str | None) -> None:
        """Forget the visit of a session if nothing came of it; else make room for what did."""
        with self._guard:
            visit = self._visits.get(session or "")
            if visit is None:
                return
            if visit.has_work:
                self._make_room(session or "")
                self._put_away()
                self._sweep_later()
            else:
                del self._visits[session or ""]

    def _new(self, name: str, address: str = "") -> Visit:
        visit = Visit(address=address)
        if name in self._gone:
            del self._gone[name]
            visit.file_error = _gone()
        return visit

    def _touched(self, name: str) -> Visit:
        visit = self._visits[name]
        visit.used, visit.left = time.monotonic(), None
        self._visits.move_to_end(name)
        self._put_away()
        return visit

    def rejoin(self, session: str | None, token: str) -> Visit | None:
        """The visit with this token, from now on also that of this session; None where there is none. Where there was
        one, an empty one says that it is gone."""
        with self._guard:
            self._sweep()
            if token in self._gone:
                return self._new(token)
            given = token.encode("utf-8", "surrogatepass")
            known = [one for one in self._visits.values() if secrets.compare_digest(one.token.encode(), given)]
            if not known:
                return None
            visit = known[0]
            if visit.left is not None:  # none of its sessions is there any more
                for old in [name for name, one in self._visits.items() if one is visit]:
                    del self._visits[old]
            self._visits[session or ""] = visit
            visit.used, visit.left = time.monotonic(), None
            self._make_room(session or "")
            self._sweep_later()
            return visit

    def leave(self, session: str | None) -> None:
        """A tab was closed, or its connection broke: forget it soon, unless it comes back."""
        with self._guard:
            if session and session in self._visits:
                visit = self._visits[session]
                if sum(one is visit for one in self._visits.values()) > 1:  # the page was loaded anew
                    del self._visits[session]
                    return
                visit.left = time.monotonic()
                self._sweep_later()

    def _sweep_later(self) -> None:
        """Sweep once in a while as long as there is something to be forgotten; one thread for all visits."""
        if self._timer is None:
            self._timer = threading.Timer(SWEEP_SECONDS, self._swept)
            self._timer.daemon = True
            self._timer.start()

    def _swept(self) -> None:
        with self._guard:
            self._timer = None
            self._sweep()
            self._put_away()
            for visit in self._visits.values():
                visit.training.look(looking=False)  # what came out of it is there when its page comes back
            if any(
                one.left is not None or one.kept.bytes_in_memory or one.training.running
                for one in self._visits.values()
            ):
                self._sweep_later()

    def _make_room(self, newest: str) -> None:
        while len(self._visits) > MOST_VISITS or self._bytes_on_disk() > quota("PLAYGROUND_UPLOADS"):
            of_address = Counter(visit.address for visit in self._visits.values())
            mine = self._visits.get(newest)
            candidates = [
                name for name, one in self._visits.items() if one is not mine and not one.training.look(looking=False)
            ]
            if not candidates:
                return  # all train, and the queue bounds how many do
            name = min(  # of several the one that was used the longest ago: `_visits` is in that order
                candidates, key=lambda one: (self._visits[one].has_work, -of_address[self._visits[one].address])
            )
            visit = self._visits.pop(name)
            if all(one is not visit for one in self._visits.values()):
                self._tell(name, visit)

    def _bytes_on_disk(self) -> int:
        return sum(one.kept.bytes_on_disk for one in {id(one): one for one in self._visits.values()}.values())

    def _put_away(self) -> None:
        """Leave the content of files to the disk whose visitors have not asked for a while, or of too many."""
        now, read, put = time.monotonic(), 0, False
        for visit in sorted({id(one): one for one in self._visits.values()}.values(), key=lambda one: -one.used):
            size = visit.kept.bytes_in_memory
            if size and (now - visit.used > READ_SECONDS or (read and read + size > READ_BYTES)):
                visit.put_away()
                put = True
            else:
                read += size
        if put:
            devices.give_memory_back()

    def _tell(self, name: str, visit: Visit) -> None:
        """Remember whom to tell that the visit is gone, where something was in it."""
        if visit.has_work:
            self._gone |= {name: None, visit.token: None}
            while len(self._gone) > MOST_GONE:
                self._gone.popitem(last=False)

    def _sweep(self) -> None:
        now = time.monotonic()
        for session, visit in list(self._visits.items()):
            left = visit.left is not None and now - visit.left > LEFT_SECONDS
            idle = now - visit.used > IDLE_SECONDS
            if not (left or idle) or visit.training.look(looking=False):
                continue
            del self._visits[session]
            self._tell(session, visit)
            if left:  # nobody can name its models any more
                for model in visit.models.items:
                    session_store.drop(model.reference)


def _gone() -> NotFound:
    return NotFound(
        "The file that was here is gone: the page was away for more than a quarter of an hour or unused for two hours, "
        "or more visitors came than there is room for. Choose the file again; models that still answer above are not "
        "lost.",
        key="visit-gone",
    )


VISIT_REGISTRY = VisitRegistry()


def texts_of(session: str | None) -> Corpus | None:
    """The examples of a session's file, as sentences; None where there is no file, or it is not read as examples yet.

    Raises:
        BadInput: the file is no longer on the disk.
    """
    visit = VISIT_REGISTRY.look(session)
    checked = visit.kept.now.checked if visit.kept.any else None
    return corpus_of_examples(checked.examples) if checked is not None and len(checked.examples) else None
