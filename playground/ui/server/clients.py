"""Who asks, and how many questions of theirs may wait. Nothing here knows gradio.

For programs a client is an address; for the page it is a live page, since a classroom has one address: only how many of
its pages wait for answers at the same time is bounded. An address is that of the connection. What a proxy says of it
(`X-Forwarded-For`) counts only where the proxy is named, in uvicorn's own setting `FORWARDED_ALLOW_IPS`.
"""

import math
import os
from collections.abc import Iterable
from typing import NamedTuple

from playground.errors import BadInput, Busy, shown

WAITING = {"slow": 2, "quick": 8}  # questions of a client that may wait, beside those that are being answered
PROGRAMS = 32  # questions of programs that may wait, all clients together; the page's places are others
PAGES = 256  # questions of pages that may wait, all together
PAGES_OF_AN_ADDRESS = 128  # of these from one address
PAGES_SETTING = "PLAYGROUND_PAGES_AN_ADDRESS"
PROXIES_SETTING = "FORWARDED_ALLOW_IPS"
SPACE_PROXIES = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"  # from where a Space's own proxy asks
MOST_SECONDS = 60  # that somebody is told to wait


class Client(NamedTuple):
    """Somebody who asks; `page` is the session of a live page, and empty for a program."""

    address: str
    page: str = ""


class Asked(NamedTuple):
    """A question that waits or is being answered."""

    client: Client
    kind: str  # a key of `WAITING`
    waits: bool


def pages_an_address() -> int:
    """How many pages of one address may wait for answers at the same time.

    Raises:
        BadInput: the setting is no whole number above zero.
    """
    said = os.environ.get(PAGES_SETTING, "").strip() or "60"
    if not said.isascii() or not said.isdecimal() or int(said[:9]) < 1:
        raise BadInput(
            f"{PAGES_SETTING} is {shown(said)}. It has to be a whole number above 0, such as 60. Correct it or "
            "unset it.",
            key="pages-setting",
            given=shown(said),
        )
    return int(said[:9])


def name_proxies() -> None:
    """Believe nobody about a client's address unless a proxy is named; on a Space, the Space's own.

    uvicorn by itself believes whoever asks from this machine. Call it before the server starts.
    """
    os.environ.setdefault(PROXIES_SETTING, SPACE_PROXIES if os.environ.get("SPACE_ID") else "")


def admit(client: Client, kind: str, asked: Iterable[Asked], pages: int, seconds: float) -> None:
    """Return where one more question may wait.

    Args:
        asked: every question that waits or is being answered.
        pages: how many of an address may wait at the same time.
        seconds: until a question of this kind is likely to be answered, as far as is known.
    Raises:
        Busy: it may not; the message says why and when to ask again.
    """
    everybody = list(asked)
    waiting = [one for one in everybody if one.waits and bool(one.client.page) == bool(client.page)]
    mine = sum(one.client == client and one.kind == kind for one in waiting)
    if mine >= WAITING[kind]:
        what = {"slow": "questions that take long", "quick": "questions"}[kind]
        raise _busy(f"{mine} {what} of yours are waiting. At most {WAITING[kind]} may wait.", "busy-client", seconds)
    if client.page:
        here = {one.client.page for one in everybody if one.client.page and one.client.address == client.address}
        if client.page not in here and len(here) >= pages:
            raise _busy(
                f"{len(here)} pages at your address are waiting for answers. At most {pages} may.",
                "busy-address",
                seconds,
            )
        if sum(one.client.address == client.address for one in waiting) >= PAGES_OF_AN_ADDRESS:
            raise _busy(f"{PAGES_OF_AN_ADDRESS} questions from your address are waiting.", "busy-address", seconds)
    most = PAGES if client.page else PROGRAMS
    if len(waiting) >= most:
        raise _busy(f"{most} questions of others are waiting. No more may.", "busy-all", seconds)


def _busy(reason: str, key: str, seconds: float) -> Busy:
    whole = min(MOST_SECONDS, max(1, math.ceil(seconds)))
    again = f"Ask again in {whole} second{'s' * (whole > 1)}."
    return Busy(f"{reason} {again}", key=key, seconds=whole)
