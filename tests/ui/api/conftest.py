"""One server for all tests of the endpoints: they ask it and change nothing."""

from collections.abc import Iterator

import pytest

from tests.serving import serving


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as (found, _):
        yield found
