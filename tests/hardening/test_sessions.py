"""Sessions that were opened and closed leave nothing behind: neither memory nor threads."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hardening.page_sessions import Page
from tests.serving import serving

WARM_UP = 120  # after which all is loaded, and most arenas are filled from which glibc gives threads their memory
SETTLING_SECONDS = 12.0  # after which threads of a pool that are idle have ended
BATCH, BATCHES = 100, 3
MORE_MB_A_BATCH = 5.0  # 50 kB a session; what Gradio keeps of one unless it is kept from it is 230
MORE_MB = 30.0
MORE_THREADS = 5


pytestmark = pytest.mark.slow


@pytest.fixture
def page() -> Iterator[Page]:
    with serving() as (address, process):
        found = Page(address, process)
        found.sessions(WARM_UP)
        yield found


def opened_and_closed(page: Page, count: int, most: float, seconds: float) -> tuple[float, int]:
    """By how much the process has grown after so many sessions more: megabytes and threads.

    Args:
        most: megabytes that are allowed.
        seconds: for which it is waited that the process comes down to that.
    """
    before = page.settled(0, 0, seconds=SETTLING_SECONDS)
    page.sessions(count)
    after = page.settled(before[0] + most, before[1] + MORE_THREADS, seconds)
    return after[0] - before[0], after[1] - before[1]


def test_hundreds_of_sessions_leave_nothing_behind(page: Page) -> None:
    """What each session leaves behind makes every batch grow; an arena that a thread fills for the first time, one."""
    grown: list[tuple[float, int]] = []
    while len(grown) < BATCHES and (not grown or min(grown)[0] > MORE_MB_A_BATCH):
        grown.append(opened_and_closed(page, BATCH, MORE_MB_A_BATCH, SETTLING_SECONDS))
    assert min(megabytes for megabytes, _ in grown) <= MORE_MB_A_BATCH, grown
    assert sum(threads for _, threads in grown) <= MORE_THREADS, grown


@pytest.mark.harden
def test_a_thousand_sessions_leave_nothing_behind(page: Page, record_property: Any) -> None:
    megabytes, threads = opened_and_closed(page, 1_000, MORE_MB, 90)
    record_property("figure", f"{megabytes:+.0f} MB, {threads:+d} threads")
    assert megabytes <= MORE_MB
    assert threads <= MORE_THREADS
