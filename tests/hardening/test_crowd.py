"""Many at once: twenty users, one who floods, and questions beside a training. Figures are said, none is asserted."""

import contextlib
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from playground.training.finetune import queue
from playground.training.finetune.plan import Plan
from tests.hardening.asking import ask
from tests.hardening.conftest import Page
from tests.serving import serving
from tests.training.finetune.toy import toy

pytestmark = pytest.mark.harden
USERS, QUESTIONS = 20, 15


def timed(page: str, user: int, text: str = "A quietly moving film , not bad at all .") -> tuple[int, float]:
    """Status and seconds of a question of a user with an address of their own."""
    started = time.perf_counter()
    found = ask(f"{page}/api/predict", {"text": text}, X_Forwarded_For=f"198.51.100.{user}")
    return found.status, time.perf_counter() - started


def told(seconds: list[float]) -> str:
    most = sorted(seconds)[int(0.95 * len(seconds))]
    return f"median {1000 * statistics.median(seconds):.0f} ms, 95 % under {1000 * most:.0f} ms"


def test_twenty_users_ask_for_a_while_and_nobody_sees_an_error(page: Page, record_property: Any) -> None:
    def use(user: int) -> list[tuple[int, float]]:
        found = []
        for number in range(QUESTIONS):
            found.append(timed(page.address, user, f"A quietly moving film number {number} ."))
            time.sleep(0.05)  # somebody reads
        return found

    with ThreadPoolExecutor(USERS) as pool:
        found = [one for user in pool.map(use, range(1, USERS + 1)) for one in user]
    assert {status for status, _ in found} == {200}
    record_property("figure", f"{len(found)} answers, {told([seconds for _, seconds in found])}, no error")


LONG, SHORT = "They run fast and far. " * 90, "They run fast and far. " * 8
SLOW: tuple[tuple[str, dict[str, Any]], ...] = (
    ("explain", {"model": "pos-transformer", "text": LONG, "method": "kernel_shap"}),
    ("edit", {"models": ["sentiment-transformer"], "text": LONG}),
    ("rank_parts", {"model": "pos-transformer", "text": SHORT, "word": 1}),
    ("carriers", {"model": "sentiment-transformer", "text": f"{SHORT} good", "twin": f"{SHORT} bad"}),
    ("find", {"model": "sentiment-lstm", "text": SHORT, "words": [1]}),
    ("unit", {"model": "sentiment-lstm", "part": "layer1.forward.hidden[17]"}),
)
"""What takes long, with its arguments."""


@pytest.mark.parametrize(
    ("asked", "told_at_once"), [((SLOW[0],), 60), (SLOW, 30)], ids=["explain", "all that take long"]
)
def test_one_client_locks_out_nobody_who_asks_meanwhile(
    asked: tuple[tuple[str, dict[str, Any]], ...], told_at_once: int, record_property: Any
) -> None:
    """Sixty-five slow questions of one program whose answers nobody reads; the page and everybody else are answered.

    Where some of them are answered soon, others of them get their places, and fewer are turned away.
    """
    statuses: list[int] = []
    with serving(FORWARDED_ALLOW_IPS="127.0.0.1") as (address, _):
        timed(address, 1)

        def flood(number: int) -> None:
            verb, given = asked[number % len(asked)]
            with contextlib.suppress(OSError, ValueError):  # the server ends before the last ones are answered
                statuses.append(ask(f"{address}/api/{verb}", given, X_Forwarded_For="198.51.100.99").status)

        for number in range(65):
            threading.Thread(target=flood, args=(number,), daemon=True).start()
        found = [timed(address, user) for user in range(2, 22)]
        page = ask(f"{address}/")
        assert {status for status, _ in found} == {200}
        assert page.status == 200
        until = time.monotonic() + 60
        while statuses.count(429) < told_at_once and time.monotonic() < until:
            time.sleep(0.05)
        assert statuses.count(429) >= told_at_once, "more than two that wait are told at once"
        assert set(statuses) <= {200, 429}, set(statuses)
    what = asked[0][0] if len(asked) == 1 else "all that take long"
    others = told([one for _, one in found])
    record_property("figure", f"{what}: {statuses.count(429)} of 65 told at once, others {others}")


def test_questions_beside_a_training_are_answered(page: Page, record_property: Any) -> None:
    alone = [timed(page.address, 1) for _ in range(30)]
    job = queue.submit(
        toy(2_000), toy(60, seed=1), Plan("sentiment", "lstm", None, epochs=1_000, patience=1_000, title="beside")
    )
    try:
        until = time.monotonic() + 300
        while queue.status(job).step is None or queue.status(job).step.phase != "training":  # type: ignore[union-attr]
            assert time.monotonic() < until
            time.sleep(0.1)
        beside = [timed(page.address, 2) for _ in range(30)]
        assert queue.status(job).state == "running"
    finally:
        queue.drop(job)
    assert {status for status, _ in (*alone, *beside)} == {200}
    record_property(
        "figure",
        f"{told([one for _, one in alone])} alone, {told([one for _, one in beside])} beside it",
    )
