"""Gradio's queue with a place for everybody: who may wait, whose turn is next, and when unwanted work ends.

Gradio's own is one line for all, first in, first out: 65 questions of one program, whose answers nobody read, locked
the page for 27 minutes. Here programs and pages have places of their own, each client a few of them (`clients.py`), and
the next turn is that of the address, and of the client there, that was served the longest ago. An answer that takes
more than a minute is given up. The plain routes wait in the same lines (`place`).
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from gradio.block_function import BlockFunction
from gradio.blocks import Blocks
from gradio.data_classes import PredictBodyInternal
from gradio.queueing import Event, EventQueue, Queue
from starlette.exceptions import HTTPException
from starlette.requests import Request

from playground import devices
from playground.errors import Busy
from playground.ui.background import waited_for
from playground.ui.components.gradio_options import OUTSIDE
from playground.ui.language.translations import error as translated
from playground.ui.server.clients import Asked, Client, admit, pages_an_address
from playground.ui.server.unread_answers import UnreadAnswers

SLOW = {"explain", "edits", "interventions", "slow"}  # names of lines: `concurrency_id`
UNKNOWN_SECONDS = {"slow": 20.0, "quick": 1.0}  # that an answer takes of a kind that nobody has had yet
SERVED = 4_096  # clients whose last turn is remembered
BUSY_SECONDS, AWAKE, ASLEEP = 0.5, 0.001, 0.01  # after a question it looks this often for the next one, then that


class Turn(Event):
    """A plain request that waits in a line of the queue; it does its work itself."""

    def __init__(self, fn: BlockFunction, request: Request) -> None:
        super().__init__(None, fn, request, None)
        self.alive = False  # no messages are sent to it
        self.come, self.over = asyncio.Event(), asyncio.Event()


def kind(fn: BlockFunction) -> str:
    """A key of `clients.WAITING`."""
    return "slow" if fn.concurrency_id in SLOW or str(fn.concurrency_id).endswith(OUTSIDE) else "quick"


def is_public(fn: BlockFunction) -> bool:
    """Whether this is an endpoint for programs, and no event of the page."""
    return fn.api_visibility == "public"


def client_of(fn: BlockFunction, request: Request, session: str | None) -> Client:
    """Who asks: for an endpoint the address, for an event of the page the page."""
    address = request.client.host if request.client else ""
    return Client(address, "" if is_public(fn) else (session or "unnamed"))


class FairQueue(Queue):
    """The queue of a page.

    Args:
        language: the number of the component that holds a session's language; its refusals are said in that.
    """

    def __init__(self, blocks: Blocks, language: int) -> None:
        super().__init__(
            live_updates=True,
            concurrency_count=blocks.max_threads,
            update_intervals=1,
            max_size=None,  # `admit` bounds it
            blocks=blocks,
            default_concurrency_limit=devices.CONCURRENT_REQUESTS,
        )
        self.ANALYTICS_MAX_EVENTS = 0  # for a page of statistics, which this one does not have
        self.language = language
        self.unread = UnreadAnswers(self)
        self.pages = pages_an_address()
        self._count = itertools.count()
        self._served: dict[object, int] = {}
        self._asked_last = 0.0

    @property
    def sleep_when_free(self) -> float:
        """Seconds until the queue looks for a question again; always a thousandth would cost 4 % of a core at rest."""
        return AWAKE if time.monotonic() - self._asked_last < BUSY_SECONDS else ASLEEP

    @sleep_when_free.setter
    def sleep_when_free(self, seconds: float) -> None:
        pass  # Gradio's own choice

    async def start_progress_updates(self) -> None:
        """Do nothing: no event of this page uses Gradio's own progress, for which it would look 100 times a second."""

    # ---- who may wait

    def asked(self) -> Iterator[Asked]:
        """Every question that waits or is being answered."""
        for line in self.event_queue_per_concurrency_id.values():
            for event in line.queue:
                yield Asked(_client(event), kind(event.fn), True)
        for job in self.active_jobs:
            for event in job or ():
                yield Asked(_client(event), kind(event.fn), False)

    def admit(self, fn: BlockFunction, client: Client) -> None:
        """Return where one more question of this client may wait.

        Raises:
            Busy: it may not.
        """
        admit(client, kind(fn), self.asked(), self.pages, self._seconds(fn))

    def _seconds(self, fn: BlockFunction) -> float:
        """In which the questions that wait in the line of a function are likely to be answered."""
        line = self.event_queue_per_concurrency_id.get(fn.concurrency_id)
        each = self.process_time_per_fn[fn].avg_time if fn in self.process_time_per_fn else 0
        ahead = len(line.queue) + 1 if line else 1
        return ahead * (each or UNKNOWN_SECONDS[kind(fn)]) / (_limit(line) or devices.CONCURRENT_REQUESTS)

    async def push(
        self, body: PredictBodyInternal, request: Request, username: str | None
    ) -> tuple[bool, str | list[dict[str, Any]], Literal["success", "error", "queue_full", "validator_error"]]:
        fn = None if body.fn_index is None else self.blocks.fns.get(body.fn_index)
        if fn is not None:
            try:
                self.admit(fn, client_of(fn, request, body.session_hash))
            except Busy as busy:
                said = str(busy) if is_public(fn) else translated(busy, self._language_of(body.session_hash))
                headers = {"Retry-After": str(busy.values["seconds"])}
                raise HTTPException(429, said, headers) from busy
        self._asked_last = time.monotonic()
        return await super().push(body, request, username)

    def _language_of(self, session: str | None) -> str:
        held = self.blocks.state_holder.session_data.get(session or "")
        found = held.state_data.get(self.language) if held else None
        return found if isinstance(found, str) else "en"

    # ---- whose turn is next

    def get_events(self) -> tuple[list[Event], bool, str] | None:
        for line in self.event_queue_per_concurrency_id.values():
            limit = _limit(line)
            if len(line.queue) > 1 and (limit is None or line.current_concurrency < limit):
                first = min(range(len(line.queue)), key=lambda at, line=line: (*self._last_turns(line.queue[at]), at))  # type: ignore[misc]
                line.queue.insert(0, line.queue.pop(first))
        found = super().get_events()
        if found is not None:
            self._note(_client(found[0][0]))
        return found

    def _last_turns(self, event: Event) -> tuple[int, int]:
        client = _client(event)
        return self._served.get(client.address, -1), self._served.get(client, -1)

    def _note(self, client: Client) -> None:
        """Remember that a client had a turn."""
        for name in (client.address, client):
            self._served.pop(name, None)
            self._served[name] = next(self._count)
        while len(self._served) > SERVED:
            del self._served[next(iter(self._served))]

    # ---- being answered

    async def process_events(self, events: list[Event], batch: bool, begin_time: float, fn: BlockFunction) -> None:
        turn = events[0]
        if isinstance(turn, Turn):
            await self._hand_over(turn, begin_time)
            return
        with waited_for(lambda: any(event.alive for event in events)):
            await super().process_events(events, batch, begin_time, fn)
        for event in events:
            if event.session_hash == event._id:  # a call without a session, which nobody will ask for again
                self.blocks.state_holder.session_data.pop(event._id, None)
                self.blocks.state_holder.time_last_used.pop(event._id, None)
            self.unread.note(event.session_hash)

    async def _hand_over(self, turn: Turn, begin_time: float) -> None:
        """The place is that of a plain request until it is answered."""
        line = self.event_queue_per_concurrency_id[turn.concurrency_id]
        try:
            turn.come.set()
            await turn.over.wait()
        finally:
            line.current_concurrency -= 1
            line.start_times_per_fn[turn.fn].discard(begin_time)
            self.active_jobs[self.active_jobs.index([turn])] = None

    @asynccontextmanager
    async def place(self, fn: BlockFunction, request: Request) -> AsyncIterator[None]:
        """A place among those that are answered, for a request beside Gradio's events to the same function.

        Raises:
            Busy: it may not wait for one.
        """
        self.create_event_queue_for_fn(fn)
        line, turn = self.event_queue_per_concurrency_id[fn.concurrency_id], Turn(fn, request)
        limit = _limit(line)
        at_once = not line.queue and (limit is None or line.current_concurrency < limit)
        if not at_once:
            self.admit(fn, _client(turn))
            line.queue.append(turn)
        else:
            line.current_concurrency += 1
            self._note(_client(turn))
        started = time.monotonic()
        try:
            if not at_once:
                await turn.come.wait()
                started = time.monotonic()
            yield
            self.process_time_per_fn[fn].add(time.monotonic() - started)
        finally:
            if at_once:
                line.current_concurrency -= 1
            elif turn in line.queue:
                line.queue.remove(turn)
            turn.over.set()


def _client(event: Event) -> Client:
    return client_of(event.fn, event.request, event.session_hash)


def _limit(line: EventQueue | None) -> int | None:
    return line.concurrency_limit if line else None
