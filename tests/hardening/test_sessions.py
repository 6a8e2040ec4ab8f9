"""Sessions that were opened and closed leave nothing behind: neither memory nor threads."""

from collections.abc import Iterator

import pytest

from tests.hardening.page_sessions import Page
from tests.serving import serving

WARM_UP = 40  # sessions after which everything is loaded that any session loads
SETTLING_SECONDS = 12.0  # after which threads of a pool that are idle have ended
MORE_MB = 30.0
MORE_THREADS = 5


pytestmark = pytest.mark.slow


@pytest.fixture
def page() -> Iterator[Page]:
    with serving() as (address, process):
        found = Page(address, process)
        found.sessions(WARM_UP)
        yield found


def opened_and_closed(page: Page, count: int, most: float) -> tuple[float, int]:
    """By how much the process has grown after so many sessions more: megabytes and threads.

    Args:
        most: megabytes that are allowed, for which it is waited.
    """
    before = page.settled(0, 0, seconds=SETTLING_SECONDS)
    page.sessions(count)
    after = page.settled(before[0] + most, before[1] + MORE_THREADS)
    return after[0] - before[0], after[1] - before[1]


def test_two_hundred_sessions_leave_nothing_behind(page: Page) -> None:
    megabytes, threads = opened_and_closed(page, 200, MORE_MB / 3)
    assert megabytes <= MORE_MB / 3
    assert threads <= MORE_THREADS


@pytest.mark.harden
def test_a_thousand_sessions_leave_nothing_behind(page: Page) -> None:
    megabytes, threads = opened_and_closed(page, 1_000, MORE_MB)
    assert megabytes <= MORE_MB
    assert threads <= MORE_THREADS
