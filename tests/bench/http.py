"""The server's time: `/predict` and Compare's event against a bare Gradio handler that runs the four forward passes.

Measured over kept connections, as browsers hold them, with one user and with ten; and the bytes that are sent.
"""

import http.client
import json
import statistics
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from playground.checkpoints import shipped
from tests.bench.lines import Line, compared
from tests.bench.texts import texts
from tests.serving import serving

USERS = (1, 10)
LENGTHS = (20, 200)


KEPT_SECONDS = 4.0  # of silence, after which a server may close a connection


class Visitor:
    """A kept connection to a server; a new one after a long silence."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self.last = 0.0

    def ask(self, method: str, path: str, given: object = None) -> bytes:
        """The whole answer."""
        body = None if given is None else json.dumps(given)
        if time.monotonic() - self.last > KEPT_SECONDS:
            self.connection.close()
        self.connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        content = answer.read()
        self.last = time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {content[:200]!r}")
        return content

    def call(self, name: str, *arguments: object) -> bytes:
        """The event stream of a public endpoint."""
        event = json.loads(self.ask("POST", f"/gradio_api/call/{name}", {"data": arguments}))["event_id"]
        stream = self.ask("GET", f"/gradio_api/call/{name}/{event}")
        if b"event: complete" not in stream:
            raise RuntimeError(stream.decode())
        return stream

    def press(self, event: dict[str, Any], arguments: list[object]) -> bytes:
        """The event stream of one of the page's own events, asked for as the page asks."""
        session = uuid.uuid4().hex
        given = {"data": arguments, "fn_index": event["id"], "session_hash": session, "trigger_id": None}
        self.ask("POST", "/gradio_api/queue/join", given)
        stream = self.ask("GET", f"/gradio_api/queue/data?session_hash={session}")
        if b'"success":true' not in stream.replace(b" ", b""):
            raise RuntimeError(stream.decode()[-500:])
        return stream


class Compare:
    """Compare's own event: how to ask for it."""

    def __init__(self, visitor: Visitor) -> None:
        config = json.loads(visitor.ask("GET", "/config"))
        names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
        kinds = {one["id"]: one["type"] for one in config["components"]}
        self.event = next(
            one for one in config["dependencies"] if "compare" in [names.get(out) for out in one["outputs"]]
        )
        self.inputs = [names[one] if kinds[one] != "state" else None for one in self.event["inputs"]]

    def ask(self, visitor: Visitor, text: str) -> bytes:
        """The event stream of a question about sentiment, to all shipped models."""
        given = {"text": text, "task": "sentiment", "models": shipped("sentiment"), None: None}
        return visitor.press(self.event, [given[name] for name in self.inputs])


def measure(rounds: int) -> Iterator[Line]:
    """Lines for each number of users and each length, and for the bytes."""
    with serving() as (app, _), serving(("-m", "tests.bench.bare", "models")) as (bare, _):
        compare = Compare(Visitor(app))
        _wake(app, compare)
        for users in USERS:
            for length in LENGTHS:
                given = texts(length, 64)
                jobs: list[Callable[[Visitor, int], object]] = [
                    lambda visitor, turn, given=given: visitor.call("predict", given[turn % 64], "sentiment", None),  # type: ignore[misc]
                    lambda visitor, turn, given=given: compare.ask(visitor, given[turn % 64]),  # type: ignore[misc]
                    lambda visitor, _, length=length: visitor.call("answer", length),  # type: ignore[misc]
                ]
                predicted, compared_, least = _medians(jobs, [app, app, bare], users, rounds)
                what = f"{length} words, {users} user{'s' if users > 1 else ''}; bare handler with the forward passes"
                yield compared(f"/predict over HTTP, {what}", predicted, least, "≤ 1.3")
                yield compared(f"Compare with its curves, {what}", compared_, least, "≤ 2")
        yield from _bytes(app, compare)


def _wake(app: str, compare: Compare) -> None:
    """Come back when every model has answered."""
    visitor = Visitor(app)
    visitor.call("predict", "Wake up.", "sentiment", None)
    for _ in range(600):
        if b"data-again" not in compare.ask(visitor, "Wake up."):
            return
        time.sleep(0.1)
    raise RuntimeError("The models do not wake up.")


def _medians(
    jobs: list[Callable[[Visitor, int], object]], addresses: list[str], users: int, rounds: int
) -> list[float]:
    """The median seconds of each job when so many users ask at the same time; the jobs take turns."""
    taken: list[list[float]] = [[] for _ in jobs]
    visitors = [[Visitor(address) for _ in range(users)] for address in addresses]
    for turn in range(-3, max(4, rounds // users)):  # the first ones are to warm up
        for job, times, together in zip(jobs, taken, visitors, strict=True):
            found = _at_once([lambda one=one, job=job, turn=turn: job(one, turn) for one in together])  # type: ignore[misc]
            times.extend(found if turn >= 0 else [])
    return [statistics.median(times) for times in taken]


def _at_once(jobs: list[Callable[[], object]]) -> list[float]:
    taken: list[float] = []

    def timed(job: Callable[[], object]) -> None:
        started = time.perf_counter()
        job()
        taken.append(time.perf_counter() - started)

    threads = [threading.Thread(target=timed, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(taken) < len(jobs):
        raise RuntimeError("A call has failed.")
    return taken


def _bytes(app: str, compare: Compare) -> Iterator[Line]:
    visitor = Visitor(app)
    for length in LENGTHS:
        size = len(compare.ask(visitor, texts(length, 1)[0]))
        yield Line(f"sent for Compare's answer, {length} words", f"{size / 1000:.1f} kB")
    yield Line("sent for the page itself, without Gradio's scripts", f"{len(visitor.ask('GET', '/')) / 1000:.1f} kB")
