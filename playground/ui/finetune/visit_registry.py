"""Who visits Fine-tune: each visit by the name of its browser tab's session, and by nobody else's.

A tab that is closed is forgotten a minute later, with its file and its models: a connection that only broke has come
back by then. A page that is loaded anew is another session, which finds its visit by the token that the tab has kept;
so it does after a visitor has signed in elsewhere and come back. Nothing here knows gradio.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict

from playground.checkpoints import session_store
from playground.ui.finetune.visit import Visit

MOST_VISITS = 64
LEFT_SECONDS = 60.0  # after the tab's connection broke
IDLE_SECONDS = 7_200.0


class VisitRegistry:
    """The visits by the names of their sessions; bounded in number and in age."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, Visit] = OrderedDict()
        self._guard = threading.Lock()

    def find(self, session: str | None) -> Visit:
        """The visit of a session, a new one where there is none; asking says that it is still there."""
        with self._guard:
            self._sweep()
            visit = self._visits.setdefault(session or "", Visit())
            visit.used, visit.left = time.monotonic(), None
            self._visits.move_to_end(session or "")
            self._make_room()
            return visit

    def rejoin(self, session: str | None, token: str) -> Visit | None:
        """The visit with this token, from now on also that of this session; None where it is gone."""
        with self._guard:
            self._sweep()
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
            self._make_room()
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
                timer = threading.Timer(LEFT_SECONDS + 1, self._swept)
                timer.daemon = True
                timer.start()

    def _swept(self) -> None:
        with self._guard:
            self._sweep()

    def _make_room(self) -> None:
        while len(self._visits) > MOST_VISITS:
            _, visit = self._visits.popitem(last=False)
            if all(one is not visit for one in self._visits.values()):
                visit.training.abandon()

    def _sweep(self) -> None:
        now = time.monotonic()
        for session, visit in list(self._visits.items()):
            left = visit.left is not None and now - visit.left > LEFT_SECONDS
            if left or now - visit.used > IDLE_SECONDS:
                del self._visits[session]
                visit.training.abandon()
            if left:  # nobody can name its models any more
                for model in visit.models.items:
                    session_store.drop(model.reference)


VISIT_REGISTRY = VisitRegistry()
