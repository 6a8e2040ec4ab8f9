"""Answers that nobody fetches are forgotten, and no others."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from gradio.server_messages import ProcessCompletedMessage

from playground.ui.server import unread_answers
from playground.ui.server.unread_answers import UnreadAnswers


class Messages(SimpleNamespace):
    """The parts of Gradio's queue that hold answers."""

    def __init__(self) -> None:
        super().__init__(pending_messages_per_session={}, pending_event_ids_session={}, event_ids_to_events={})

    def answer(self, session: str, size: int = 10, event: str | None = None) -> None:
        """An answer of so many characters is ready for a session."""
        self.pending_messages_per_session.setdefault(session, asyncio.Queue()).put_nowait(
            ProcessCompletedMessage(output={"data": ["a" * size]}, success=True, event_id=event)
        )
        self.pending_event_ids_session.setdefault(session, set()).add(f"event of {session}")

    @property
    def sessions(self) -> list[str]:
        assert self.pending_messages_per_session.keys() <= self.pending_event_ids_session.keys()
        return list(self.pending_messages_per_session)


def after_a_while(monkeypatch: pytest.MonkeyPatch, what: Callable[[Messages, UnreadAnswers], Any]) -> list[str]:
    """The sessions that are left after the time for which an unread answer is kept."""
    monkeypatch.setattr(unread_answers, "UNREAD_SECONDS", 0.0)

    async def run() -> list[str]:
        queue = Messages()
        what(queue, UnreadAnswers(queue))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return queue.sessions

    return asyncio.run(run())


def test_an_answer_that_nobody_fetches_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(queue: Messages, answers: UnreadAnswers) -> None:
        queue.answer("mine")
        answers.note("mine")

    assert after_a_while(monkeypatch, unread) == []


def test_a_session_whose_answers_were_fetched_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(queue: Messages, answers: UnreadAnswers) -> None:
        queue.answer("mine")
        answers.note("mine")
        queue.pending_messages_per_session["mine"].get_nowait()
        queue.pending_event_ids_session["mine"].clear()

    assert after_a_while(monkeypatch, fetched) == []


def test_a_session_to_which_a_stream_listens_stays_until_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_answers, "UNREAD_SECONDS", 0.0)

    async def run() -> tuple[list[str], list[str]]:
        queue = Messages()
        answers = UnreadAnswers(queue)  # type: ignore[arg-type]
        queue.answer("mine")
        answers.note("mine")
        queue.pending_messages_per_session["mine"].get_nowait()
        queue.pending_event_ids_session["mine"].clear()
        stream = asyncio.create_task(queue.pending_messages_per_session["mine"].get())
        for _ in range(20):
            await asyncio.sleep(0)
        listened_to = queue.sessions
        stream.cancel()
        for _ in range(20):
            await asyncio.sleep(0)
        return listened_to, queue.sessions

    assert asyncio.run(run()) == (["mine"], [])


def test_an_answer_that_is_being_sent_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(queue: Messages, answers: UnreadAnswers) -> None:
        queue.answer("mine")
        answers.note("mine")
        queue.pending_messages_per_session["mine"].get_nowait()

    assert after_a_while(monkeypatch, taken) == ["mine"]


def test_an_answer_that_has_just_come_stays_when_the_time_of_one_before_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_and_asked_again(queue: Messages, answers: UnreadAnswers) -> None:
        queue.answer("mine", event="first")
        answers.note("mine")
        queue.pending_messages_per_session["mine"].get_nowait()
        queue.answer("mine", event="second")

    assert after_a_while(monkeypatch, read_and_asked_again) == ["mine"]


def test_a_session_that_asks_something_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(queue: Messages, answers: UnreadAnswers) -> None:
        queue.answer("mine")
        queue.event_ids_to_events["event of mine"] = object()
        answers.note("mine")

    assert after_a_while(monkeypatch, busy) == ["mine"]


def test_where_there_are_too_many_the_longest_go_but_never_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_answers, "UNREAD_BYTES", 1_000)

    async def run() -> list[str]:
        queue = Messages()
        answers = UnreadAnswers(queue)  # type: ignore[arg-type]
        for session, size in (("small", 100), ("long", 700), ("middle", 300), ("newest", 900)):
            queue.answer(session, size)
            answers.note(session)
        return queue.sessions

    assert asyncio.run(run()) == ["newest"]
    monkeypatch.setattr(unread_answers, "UNREAD_BYTES", 1_200)
    assert asyncio.run(run()) == ["small", "newest"]
