"""An address that is too long gets an answer: a text of a link stands in it, and may be longer than any server reads.

uvicorn answers 400 and closes while the browser is still sending, which resets the connection: nobody sees the answer.
Here the rest is read and dropped first, for a while.
"""

from __future__ import annotations

from typing import Any

import h11
import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

READ_BYTES = 2**16  # of an address with its headers; uvicorn's own bound is a quarter of it
DROPPED_BYTES = 2**24  # that are read at most, to be dropped
LINGER_SECONDS = 10.0
SENTENCE = (
    f"The text is too long for an address: at most {READ_BYTES:,} bytes are read. Open the page without it and paste "
    "the text, or send it in the body of a request (POST /api/predict).\n"
    f"文本太长，放不进网址：最多读 {READ_BYTES:,} 字节。请先打开页面再粘贴文本，"
    "或放在请求的正文里发送（POST /api/predict）。\n"
)


class LongAddressProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but for requests whose head is too long."""

    dropped: int | None = None  # bytes of such a request that came behind its beginning

    def __init__(self, config: uvicorn.Config, *others: Any, **named: Any) -> None:
        config.h11_max_incomplete_event_size = READ_BYTES - 1  # of a head that is longer and has not ended
        super().__init__(config, *others, **named)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is none; 414 where it is too long by its address, 431 by its headers."""
        start = self.conn.trailing_data[0]
        if len(start) < READ_BYTES:
            return super().send_400_response(msg)
        address, _, headers = start.partition(b"\r\n")
        status = "414 URI Too Long" if len(address) > len(headers) else "431 Request Header Fields Too Large"
        body = SENTENCE.encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.dropped = 0
        self.loop.call_later(LINGER_SECONDS, self.transport.close)
        return None

    def data_received(self, data: bytes) -> None:
        """Read what comes; of a request that was answered, drop it.

        h11 bounds only a head whose end it has not seen, so a long one that comes whole would be read. It is handed
        over up to the bound first: whether an address is too long does not hang on how the network cut it up.
        """
        while data and self.dropped is None and not self.transport.is_closing():
            begins = self.conn.their_state is h11.IDLE
            room = max(1, READ_BYTES - len(self.conn.trailing_data[0])) if begins else len(data)
            super().data_received(data[:room])
            data = data[room:]
        if self.dropped is not None:
            self.dropped += len(data)
            if self.dropped > DROPPED_BYTES:
                self.transport.close()


def answer_long_addresses() -> None:
    """Have the server of this process speak so. Call it before the server starts."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = LongAddressProtocol  # type: ignore[assignment]
