"""What the page needs of the network before gradio is imported: an address of its own, and no proxy between them.

Gradio asks the page whether it answers, and makes clients of its own when it is imported; a proxy in the environment,
which is meant for the world outside, would come between. Nothing here imports gradio.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from playground.errors import BadInput, shown

PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "all_proxy", "https_proxy", "http_proxy")
HIGHEST_PORT = 2**16 - 1
OF_EVERYBODY = 1024  # the first port that needs no rights of an administrator


@contextmanager
def without_proxies(but_for_itself: bool = False) -> Iterator[None]:
    """No proxy in the environment, for as long as the page is built and asked whether it answers.

    Args:
        but_for_itself: only this machine is asked without one, since a link for others has to be made through it.
    """
    before = {name: os.environ.pop(name) for name in (*PROXIES, "NO_PROXY", "no_proxy") if name in os.environ}
    if but_for_itself:
        direct = ",".join(filter(None, (before.get("NO_PROXY") or before.get("no_proxy"), "localhost,127.0.0.1,::1")))
        os.environ.update({**before, "NO_PROXY": direct, "no_proxy": direct})
    try:
        yield
    finally:
        for name in ("NO_PROXY", "no_proxy"):
            os.environ.pop(name, None)
        os.environ.update(before)


def check_address(host: str | None, port: str | None) -> int | None:
    """The port that the page is to have, once nobody else has it; None where the first free one is taken.

    Args:
        host, port: as they were given; else GRADIO_SERVER_NAME and GRADIO_SERVER_PORT.
    Raises:
        BadInput: the port is none, or is taken; the host is no address of this machine.
    """
    where = "--port" if port is not None else "GRADIO_SERVER_PORT"
    port = port if port is not None else os.environ.get("GRADIO_SERVER_PORT") or None
    host = host or os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1"
    number = _number(port, where) if port is not None else None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), number or 0, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(address)
            asked.listen(1)
    except (OSError, UnicodeError) as error:
        raise _address_error(error, host, number) from error
    return number


def _number(given: str, where: str) -> int:
    """A port.

    Raises:
        BadInput: it is none.
    """
    if given.strip().isascii() and given.strip().isdecimal() and 1 <= int(given[:9]) <= HIGHEST_PORT:
        return int(given)
    raise BadInput(
        f"{where} is {shown(given)}. A port is a whole number from 1 to {HIGHEST_PORT}.",
        key="port",
        given=shown(given),
        allowed=HIGHEST_PORT,
    )


def _address_error(error: Exception, host: str, port: int | None) -> BadInput:
    """Why the page cannot listen there."""
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        return BadInput(
            f"Port {port} is in use. Stop what listens there, or give another --port.", key="port-in-use", port=port
        )
    if getattr(error, "errno", None) == errno.EACCES:
        return BadInput(
            f"Port {port} is for administrators. Give a --port from {OF_EVERYBODY} on.", key="port-rights", port=port
        )
    return BadInput(
        f"The host {shown(host)} is no address of this machine. Leave out --host for this machine alone, or give "
        "0.0.0.0 for all of its addresses.",
        key="host",
        given=shown(host),
    )
