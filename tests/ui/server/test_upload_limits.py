"""Uploads are counted before they are taken: length, number, total, and the share of an address."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from playground.data.bounds import PAGE
from playground.ui.server import upload_limits
from playground.ui.server.upload_limits import UploadLimits


async def _taken(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"taken"})


def ask(
    limits: UploadLimits,
    size: int | None,
    address: str = "192.0.2.1",
    path: str = "/gradio_api/upload",
    pieces: int = 3,
) -> tuple[int, str, dict[str, str], int]:
    """Status, body and headers of an answer, and how many pieces of the request were read."""
    headers = [] if size is None else [(b"content-length", str(size).encode())]
    scope = {
        "type": "http", "method": "POST", "path": path, "headers": headers, "client": (address, 1), "query_string": b"",
    }  # fmt: skip
    sent: list[Any] = []
    read = 0

    async def receive() -> Any:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 2**20, "more_body": read < pieces}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(limits(scope, receive, send))
    said = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], sent[1]["body"].decode(), said, read


@pytest.fixture
def limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UploadLimits:
    monkeypatch.setenv("PLAYGROUND_UPLOADS", "10M")
    return UploadLimits(_taken, tmp_path)


def test_a_file_is_taken_and_other_requests_pass_by(limits: UploadLimits) -> None:
    assert ask(limits, 1000)[:2] == (200, "taken")
    assert ask(limits, 10**12, path="/gradio_api/queue/join")[0] == 200
    assert ask(limits, None, path="/gradio_api/queue/join")[0] == 200


@pytest.mark.parametrize("size", [PAGE.bytes + upload_limits.FORM_BYTES + 1, 10**15])
def test_many_files_in_one_request_are_not_taken_and_the_answer_is_seen(limits: UploadLimits, size: int) -> None:
    status, said, _, read = ask(limits, size)
    assert status == 413
    assert said.startswith(f"The request has {size:,} bytes. One file of at most {PAGE.bytes:,} is taken.")
    assert "请只取其中一部分" in said
    assert read == 3, "what is still being sent is read, or the browser sees no answer"
    assert ask(limits, size, pieces=10_000)[3] <= upload_limits.DROPPED_BYTES / 2**20 + 1, "and not without an end"


def test_a_request_has_to_say_how_long_it_is(limits: UploadLimits) -> None:
    assert ask(limits, None)[0] == 411


def test_one_address_brings_half_and_is_told_when_to_come_again(
    limits: UploadLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    assert [ask(limits, 2**20)[0] for _ in range(5)] == [200] * 5
    now[0] += 100
    status, said, headers, _ = ask(limits, 2**20)
    assert (status, headers["retry-after"]) == (429, "500")
    assert said.startswith("Too much was uploaded in the last minutes. Upload it again in 500 seconds.\n最近几分钟")
    assert ask(limits, 2**20, "192.0.2.2")[0] == 200, "others are not held up"
    now[0] += 501
    assert ask(limits, 2**20)[0] == 200


def test_what_came_just_now_is_bounded_whoever_brings_it_and_older_files_make_room(
    limits: UploadLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, swept = [1000.0], []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(upload_limits, "sweep", lambda folder, most: swept.append(most))
    assert [ask(limits, 2**20, f"192.0.2.{at}")[0] for at in range(10)] == [200] * 10
    assert swept == []
    status, _, headers, _ = ask(limits, 2**20, "192.0.2.99")
    assert (status, headers["retry-after"]) == (429, "30")
    now[0] += 31
    assert ask(limits, 2**20, "192.0.2.99")[0] == 200
    assert swept == [9 * 2**20]
