"""Uploads are counted before they are taken: one file a request, whose length is known, and no more than the disk is
meant to hold.

Gradio by itself takes a thousand files a request, from whoever asks, as often as they ask. Here old uploads make room
for new ones (`uploads.sweep`); where that does not help, because all of them came just now, or one address has brought
half of what there may be, whoever brings more is told when to come again. Both languages are spoken, since nothing is
known of who asks.
"""

from __future__ import annotations

import math
import time
from collections import deque
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.data.bounds import PAGE
from playground.quotas import quota
from playground.ui.components.uploads import KEPT_SECONDS, SPARED_SECONDS, sweep

FORM_BYTES = 2**16  # of a request beside its file
DROPPED_BYTES = 2 * PAGE.bytes  # that are read of one that is not taken
SHARE = 0.5  # of all uploads that may lie there, from one address


class Upload(NamedTuple):
    """A request with a file; its time in monotonic seconds."""

    time: float
    address: str
    bytes: int


class UploadLimits:
    """Middleware in front of Gradio's route for uploads; every other request passes by.

    Args:
        folder: where uploads lie.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.uploads: deque[Upload] = deque()  # of the time for which one is kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and scope["path"].endswith("/upload"):
            refusal = await self._refusal(scope)
            if refusal is not None:
                await _drop(scope, receive)
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Why a request is not taken; None where it is, and then it is counted."""
        said = dict(scope["headers"]).get(b"content-length", b"").decode("latin-1")
        if not (said.isascii() and said.isdecimal()):
            return _said(411, "Say how long the request is: Content-Length.", "请求须说明长度（Content-Length）。")
        size = int(said[:18])
        if size > PAGE.bytes + FORM_BYTES:
            return _said(
                413,
                f"The request has {size:,} bytes. One file of at most {PAGE.bytes:,} is taken. Give a part of it.",
                f"请求有 {size:,} 字节，一次只接收一个文件，最多 {PAGE.bytes:,} 字节。请只取其中一部分。",
            )
        address = scope["client"][0] if scope.get("client") else ""
        seconds = self._seconds_to_wait(address, size, time.monotonic())
        if seconds:
            return _said(
                429,
                f"Too much was uploaded in the last minutes. Upload it again in {seconds} seconds.",
                f"最近几分钟上传的内容太多，请过 {seconds} 秒再上传。",
                {"Retry-After": str(seconds)},
            )
        most = quota("PLAYGROUND_UPLOADS")
        if sum(one.bytes for one in self.uploads) > most:
            await run_in_threadpool(sweep, self.folder, max(0, most - size))
        return None

    def _seconds_to_wait(self, address: str, size: int, now: float) -> int:
        """In how many seconds an upload will be taken that is not taken now; 0 counts it."""
        while self.uploads and now - self.uploads[0].time > KEPT_SECONDS:
            self.uploads.popleft()
        most = quota("PLAYGROUND_UPLOADS")
        spared = [one for one in self.uploads if now - one.time < SPARED_SECONDS]
        mine = [one for one in self.uploads if one.address == address]
        for kept, bound, seconds in ((spared, most, SPARED_SECONDS), (mine, SHARE * most, KEPT_SECONDS)):
            over, wait = size + sum(one.bytes for one in kept) - bound, 0.0
            for one in kept:  # the oldest first: it makes room first
                if over > 0:
                    over, wait = over - one.bytes, one.time + seconds - now
            if wait or over > 0:
                return max(1, math.ceil(wait))
        self.uploads.append(Upload(now, address, size))
        return 0


async def _drop(scope: Scope, receive: Receive) -> None:
    """Read what is not taken, up to a bound: a browser that is still sending sees no answer."""
    dropped = 0
    try:
        async for piece in Request(scope, receive).stream():
            dropped += len(piece)
            if dropped > DROPPED_BYTES:
                return
    except ClientDisconnect:
        return


def _said(status: int, english: str, chinese: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{english}\n{chinese}\n", status, headers)
