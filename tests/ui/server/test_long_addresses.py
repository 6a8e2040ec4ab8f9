"""A query of any length gets an answer, and what is read of it is bounded."""

import asyncio
import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from playground.ui.server import long_addresses
from playground.ui.server.long_addresses import DROPPED_BYTES, READ_BYTES, LongAddressProtocol


@contextmanager
def served() -> Iterator[int]:
    """A server of an empty page; its port."""
    page = Starlette(routes=[Route("/", lambda request: PlainTextResponse(str(len(request.url.query))))])
    server = uvicorn.Server(uvicorn.Config(page, port=0, log_level="critical", http=LongAddressProtocol))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield int(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(30)


def answer(port: int, request: bytes, piece: int = 65_536) -> bytes:
    """What comes back for bytes that are sent in pieces, all of them before the answer is read."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for at in range(0, len(request), piece):
            connection.sendall(request[at : at + piece])
        found = b""
        while not _whole(found) and (more := connection.recv(65_536)):
            found += more
    return found


def _whole(said: bytes) -> bool:
    """Whether an answer has as many bytes as it says."""
    head, _, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return length is not None and len(body) >= int(length[1])


def asked(query: int, headers: bytes = b"") -> bytes:
    return b"GET /?text=" + b"a" * query + b" HTTP/1.1\r\nHost: x\r\n" + headers + b"Connection: close\r\n\r\n"


def test_a_text_that_is_too_long_for_an_address_gets_a_sentence() -> None:
    with served() as port:
        assert answer(port, asked(1000)).endswith(b"1005")
        assert answer(port, asked(60_000), 1_000).endswith(b"60005")
        for length, piece in [(n, piece) for n in (70_000, 240_000, 2_000_000) for piece in (4_096, 65_536, n + 100)]:
            said = answer(port, asked(length), piece)
            assert said.startswith(b"HTTP/1.1 414 URI Too Long\r\n"), (length, piece)
            assert "too long for an address" in said.decode()
            assert "放不进网址" in said.decode()
        assert answer(port, asked(10, b"X-Long: " + b"a" * 240_000 + b"\r\n")).startswith(b"HTTP/1.1 431 ")
        assert answer(port, b"\x16\x03\x01\r\n\r\n").startswith(b"HTTP/1.1 400 ")
        assert answer(port, asked(1000)).endswith(b"1005"), "the server is as it was"


class Connection:
    """What a server writes to, with nothing behind it: what comes then comes in exactly these pieces."""

    def __init__(self) -> None:
        self.written = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> None:
        return None


@pytest.mark.parametrize(("length", "status"), [(READ_BYTES, b"200"), (READ_BYTES + 1, b"414"), (70_000, b"414")])
def test_the_bound_does_not_hang_on_how_the_bytes_come(length: int, status: bytes) -> None:
    request = asked(length - len(asked(0)))

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("read")(scope, receive, send)

    async def said(piece: int) -> bytes:
        config = uvicorn.Config(page, log_level="critical", http=LongAddressProtocol, lifespan="off")
        config.load()
        state = uvicorn.server.ServerState()
        protocol = LongAddressProtocol(config, state, {})
        connection = Connection()
        protocol.connection_made(connection)  # type: ignore[arg-type]
        for at in range(0, len(request), piece):
            protocol.data_received(request[at : at + piece])
        await asyncio.gather(*state.tasks)
        return connection.written

    assert len(request) == length
    for piece in (1_000, 4_096, READ_BYTES - 1, READ_BYTES, len(request)):
        assert asyncio.run(said(piece)).startswith(b"HTTP/1.1 " + status), piece


def test_what_never_ends_is_cut_off() -> None:
    with served() as port, socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        sent = 0
        with contextlib.suppress(OSError):
            while sent < 8 * DROPPED_BYTES:
                sent += connection.send(b"a" * 65_536)
    assert sent < 4 * DROPPED_BYTES


def test_the_page_speaks_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.config, "HTTP_PROTOCOLS", dict(uvicorn.config.HTTP_PROTOCOLS))
    long_addresses.answer_long_addresses()
    config = uvicorn.Config(Starlette())
    config.load()
    assert config.http_protocol_class is LongAddressProtocol
