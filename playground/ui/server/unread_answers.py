"""Answers that nobody fetches go soon: Gradio keeps those of the last 2,000 sessions for as long as the page runs.

An answer to a program may be of 15 MB, which are twenty times as many as Python holds it: a few hundred calls whose
answers nobody reads would take all memory there is. What is being sent is no longer here, and goes undisturbed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson
from gradio.server_messages import ProcessCompletedMessage

if TYPE_CHECKING:
    from gradio.queueing import Queue

UNREAD_SECONDS = 60.0  # after which an answer goes that nobody has fetched
UNREAD_BYTES = 2**24  # of such answers, as JSON; beyond that the longest go, but for the newest


class UnreadAnswers:
    """The answers of a queue that are ready and have not been fetched.

    Args:
        queue: whose messages are looked after.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._bytes: dict[str, int] = {}  # by session

    def note(self, session: str) -> None:
        """An answer to a session is ready; call it on the event loop."""
        events = {one.event_id for one in self._ready(session)}
        asyncio.get_running_loop().call_later(UNREAD_SECONDS, self._forget_answered, session, events)
        self._bytes = {one: size for one, size in self._bytes.items() if one != session and self._ready(one)}
        if ready := self._ready(session):
            self._bytes[session] = sum(map(_bytes, ready))
            while sum(self._bytes.values()) > UNREAD_BYTES and len(self._bytes) > 1:
                self._forget(max((one for one in self._bytes if one != session), key=self._bytes.__getitem__))

    def _ready(self, session: str) -> list[ProcessCompletedMessage]:
        """What is ready for a session."""
        messages = self._queue.pending_messages_per_session.get(session)
        there = messages._queue if messages is not None else ()
        return [one for one in there if isinstance(one, ProcessCompletedMessage)]

    def _forget_answered(self, session: str, events: set[str | None]) -> None:
        """Forget a session, unless it asks for something now, or has fetched what was ready and has newer answers.

        Args:
            events: whose answers were ready when the time began that they may stay.
        """
        ready = {one.event_id for one in self._ready(session)}
        if ready and not ready & events:
            return
        if self._is_listened_to(session):  # its page would take it for a lost connection
            asyncio.get_running_loop().call_later(UNREAD_SECONDS, self._forget_answered, session, events)
            return
        running = self._queue.event_ids_to_events
        if not any(one in running for one in self._queue.pending_event_ids_session.get(session, ())):
            self._forget(session)

    def _is_listened_to(self, session: str) -> bool:
        """Whether a stream waits for what comes next: a page opens one for an answer that it has had already, where it
        heard last of all that its question was accepted."""
        messages = self._queue.pending_messages_per_session.get(session)
        return messages is not None and any(not one.done() for one in messages._getters)

    def _forget(self, session: str) -> None:
        """Forget what is ready for a session; where it is being sent, nothing is left to forget but its name."""
        self._bytes.pop(session, None)
        messages = self._queue.pending_messages_per_session.get(session)
        waiting = self._queue.pending_event_ids_session.get(session)
        if messages is not None and messages.empty() and waiting:
            return  # it is being sent
        self._queue.pending_messages_per_session.pop(session, None)
        self._queue.pending_event_ids_session.pop(session, None)


def _bytes(message: ProcessCompletedMessage) -> int:
    try:
        return len(orjson.dumps(message.output, default=str))
    except TypeError:  # half a surrogate pair in a text, which UTF-8 cannot write
        return len(repr(message.output))
