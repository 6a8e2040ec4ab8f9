"""An address that is too long gets an answer: a text of a link stands in it, and may be longer than any server reads.

uvicorn answers 400 and closes while the browser is still sending, which resets the connection: nobody sees the answer.
Here the rest is read and dropped first, for a while.
"""

from __future__ import annotations

import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

READ_BYTES = 2**16  # of an address with its headers, as h11 has it
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

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is none; 414 where its address is too long, 431 where its headers are."""
        start = self.conn.trailing_data[0]
        if len(start) < READ_BYTES:
            return super().send_400_response(msg)
        status = "431 Request Header Fields Too Large" if b"\r\n" in start else "414 URI Too Long"
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
        """Read what comes; of a request that was answered, drop it."""
        if self.dropped is None:
            return super().data_received(data)
        self.dropped += len(data)
        if self.dropped > DROPPED_BYTES:
            self.transport.close()
        return None


def answer_long_addresses() -> None:
    """Have the server of this process speak so. Call it before the server starts."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = LongAddressProtocol  # type: ignore[assignment]
