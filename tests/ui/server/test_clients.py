"""How many questions of a client may wait: a table, each bound met and passed."""

import pytest

from playground.errors import BadInput, Busy
from playground.ui.server import clients
from playground.ui.server.clients import Asked, Client, admit, pages_an_address

PROGRAM, OTHER = Client("192.0.2.1"), Client("192.0.2.2")


def waiting(client: Client, kind: str, count: int) -> list[Asked]:
    return [Asked(client, kind, True)] * count


def pages(count: int, address: str = "192.0.2.1") -> list[Asked]:
    return [Asked(Client(address, f"page{number}"), "quick", True) for number in range(count)]


@pytest.mark.parametrize(
    ("client", "kind", "asked"),
    [
        (PROGRAM, "slow", waiting(PROGRAM, "slow", 1)),
        (PROGRAM, "quick", waiting(PROGRAM, "quick", 7) + waiting(PROGRAM, "slow", 2)),
        (PROGRAM, "slow", [Asked(PROGRAM, "slow", False)] * 5),  # these do not wait, they are being answered
        (PROGRAM, "slow", waiting(OTHER, "slow", 2)),
        (Client("192.0.2.1", "page60"), "quick", pages(59)),
        (Client("192.0.2.1", "page3"), "quick", pages(60)),  # it is one of the sixty
        (Client("192.0.2.2", "mine"), "quick", pages(60)),
        (Client("192.0.2.9", "mine"), "slow", [one for n in range(32) for one in waiting(Client(f"{n}"), "slow", 1)]),
    ],
)
def test_one_more_may_wait(client: Client, kind: str, asked: list[Asked]) -> None:
    admit(client, kind, asked, 60, 1.0)


@pytest.mark.parametrize(
    ("client", "kind", "asked", "said"),
    [
        (
            PROGRAM,
            "slow",
            waiting(PROGRAM, "slow", 2),
            "2 questions that take long of yours are waiting. At most 2 may wait. Ask again in 7 seconds.",
        ),
        (
            PROGRAM,
            "quick",
            waiting(PROGRAM, "quick", 8),
            "8 questions of yours are waiting. At most 8 may wait. Ask again in 7 seconds.",
        ),
        (
            Client("192.0.2.1", "page60"),
            "quick",
            pages(60),
            "60 pages at your address are waiting for answers. At most 60 may. Ask again in 7 seconds.",
        ),
        (
            Client("192.0.2.1", "page1"),
            "slow",
            pages(60) * 3,
            "128 questions from your address are waiting. Ask again in 7 seconds.",
        ),
        (
            PROGRAM,
            "quick",
            [one for number in range(16) for one in waiting(Client(f"{number}"), "slow", 2)],
            "32 questions of others are waiting. No more may. Ask again in 7 seconds.",
        ),
    ],
)
def test_more_are_told_when_to_ask_again(client: Client, kind: str, asked: list[Asked], said: str) -> None:
    with pytest.raises(Busy) as caught:
        admit(client, kind, asked, 60, 6.2)
    assert (str(caught.value), caught.value.values["seconds"]) == (said, 7)


@pytest.mark.parametrize(("seconds", "told"), [(0.0, 1), (59.5, 60), (1e9, 60)])
def test_the_seconds_are_whole_and_bounded(seconds: float, told: int) -> None:
    with pytest.raises(Busy) as caught:
        admit(PROGRAM, "slow", waiting(PROGRAM, "slow", 2), 60, seconds)
    assert caught.value.values["seconds"] == told


@pytest.mark.parametrize(("said", "pages"), [("", 60), ("7", 7), (" 200 ", 200)])
def test_the_ceiling_an_address_is_a_setting(monkeypatch: pytest.MonkeyPatch, said: str, pages: int) -> None:
    monkeypatch.setenv(clients.PAGES_SETTING, said)
    assert pages_an_address() == pages


@pytest.mark.parametrize("said", ["0", "-1", "many", "1.5", "٣"])
def test_a_setting_that_is_no_number_is_said(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(clients.PAGES_SETTING, said)
    with pytest.raises(BadInput, match="has to be a whole number above 0"):
        pages_an_address()


@pytest.mark.parametrize(
    ("environment", "believed"),
    [
        ({}, ""),
        ({"SPACE_ID": "somebody/page"}, clients.SPACE_PROXIES),
        ({"FORWARDED_ALLOW_IPS": "192.0.2.7"}, "192.0.2.7"),
    ],
)
def test_nobody_is_believed_about_addresses_unless_named(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], believed: str
) -> None:
    import os

    monkeypatch.delenv("SPACE_ID", raising=False)
    monkeypatch.setenv(clients.PROXIES_SETTING, "x")
    monkeypatch.delenv(clients.PROXIES_SETTING)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    clients.name_proxies()
    assert os.environ[clients.PROXIES_SETTING] == believed
