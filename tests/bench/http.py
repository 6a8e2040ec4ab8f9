"""The server's processor time: the endpoints and Compare's event against bare ones that run the same forward passes.

The bare ones (`bare.py`) answer with the same JSON or HTML, prepared beforehand. Measured over kept connections, as
browsers hold them, with one user and with ten; and the bytes that are sent.
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

USERS = 10
LENGTHS = (20, 200)
TEXTS = 64  # of each length
WARM_UP = 3  # rounds that are not counted


KEPT_SECONDS = 2.0  # of silence, after which a server may close a connection


class Visitor:
    """A kept connection to a server; a new one after a long silence.

    Args:
        number: tells users apart, whom a proxy in front of the server would say to have different addresses.
    """

    def __init__(self, address: str, number: int = 0) -> None:
        self.headers = {"Content-Type": "application/json", "X-Forwarded-For": f"192.0.2.{number + 1}"}
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self.last = 0.0
        self.session = uuid.uuid4().hex

    def ask(self, method: str, path: str, given: object = None) -> bytes:
        """The whole answer."""
        body = None if given is None else json.dumps(given)
        if time.monotonic() - self.last > KEPT_SECONDS:
            self.connection.close()
        self.connection.request(method, path, body, self.headers)
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

    def predict(self, text: str) -> bytes:
        """The event stream of a prediction by the shipped sentiment models."""
        return self.call("predict", text, "sentiment", None, None)

    def press(self, event: dict[str, Any], arguments: list[object]) -> bytes:
        """The event stream of one of the page's own events, asked for as the page asks."""
        given = {"data": arguments, "fn_index": event["id"], "session_hash": self.session, "trigger_id": None}
        self.ask("POST", "/gradio_api/queue/join", given)
        stream = self.ask("GET", f"/gradio_api/queue/data?session_hash={self.session}")
        if b'"success":true' not in stream.replace(b" ", b""):
            raise RuntimeError(stream.decode()[-500:])
        return stream


class Compare:
    """The event that draws into `#compare`: how to ask for it."""

    def __init__(self, visitor: Visitor) -> None:
        config = json.loads(visitor.ask("GET", "/config"))
        names = {one["id"]: one["props"].get("elem_id") for one in config["components"]}
        kinds = {one["id"]: one["type"] for one in config["components"]}
        self.event = next(
            one for one in config["dependencies"] if "compare" in [names.get(out) for out in one["outputs"]]
        )
        self.inputs = [names[one] if kinds[one] != "state" else None for one in self.event["inputs"]]

    def ask(self, visitor: Visitor, text: str, length: int = 0) -> bytes:
        """The event stream of a question about sentiment, to all shipped models."""
        given = {"text": text, "task": "sentiment", "models": shipped("sentiment"), "words": length, None: None}
        return visitor.press(self.event, [given[name] for name in self.inputs])


Job = Callable[[Visitor, int], object]


class Server:
    """A server that is measured: its address, and the processor time that its process has taken."""

    def __init__(self, address: str, process: int) -> None:
        self.address = address
        self.clock = (~process << 3) | 2  # Linux: the clock of another process's processor time

    def seconds(self) -> float:
        """Of processor time so far."""
        return time.clock_gettime(self.clock)


def measure(rounds: int) -> Iterator[Line]:
    """Lines for each length, for ten users, and for the bytes; all in the server's processor time."""
    bare_page, bare_route = ("-m", "tests.bench.bare", "models"), ("-m", "tests.bench.bare", "route")
    with serving(FORWARDED_ALLOW_IPS="127.0.0.1") as app, serving(bare_page) as bare, serving(bare_route) as route:
        ours, gradio, fastapi = Server(*app), Server(*bare), Server(*route)
        compare = Compare(Visitor(ours.address))
        bare_compare = Compare(Visitor(gradio.address))
        _wake(ours.address, compare)
        for length in LENGTHS:
            given = texts(length, TEXTS)
            pairs: dict[str, tuple[Server, Job, Server, Job, str]] = {
                "/gradio_api/call/predict; bare Gradio handler": (
                    ours,
                    lambda visitor, turn, given=given: visitor.predict(given[turn % TEXTS]),  # type: ignore[misc]
                    gradio,
                    lambda visitor, _, length=length: visitor.call("answer", length),  # type: ignore[misc]
                    "≤ 1.3",
                ),
                "POST /api/predict; bare FastAPI route": (
                    ours,
                    lambda visitor, turn, given=given: visitor.ask(
                        "POST", "/api/predict", {"text": given[turn % TEXTS]}
                    ),  # type: ignore[misc]
                    fastapi,
                    lambda visitor, _, length=length: visitor.ask("POST", "/answer", {"words": length}),  # type: ignore[misc]
                    "≤ 1.3",
                ),
                "Compare's event; bare Gradio event": (
                    ours,
                    lambda visitor, turn, given=given: compare.ask(visitor, given[turn % TEXTS]),  # type: ignore[misc]
                    gradio,
                    lambda visitor, _, length=length: bare_compare.ask(visitor, "", length),  # type: ignore[misc]
                    "≤ 1.3",
                ),
            }
            yield from _compared_in_turns(pairs, f"{length} words", rounds)
            called = pairs["/gradio_api/call/predict; bare Gradio handler"]
            yield _many_users(called, f"{length} words", rounds)
        yield from _bytes(ours.address, compare)


def _wake(app: str, compare: Compare) -> None:
    """Come back when every model has answered."""
    visitor = Visitor(app)
    visitor.predict("Wake up.")
    for _ in range(600):
        if b"data-again" not in compare.ask(visitor, "Wake up."):
            return
        time.sleep(0.1)
    raise RuntimeError("The models do not wake up.")


def _compared_in_turns(
    pairs: dict[str, tuple[Server, Job, Server, Job, str]], what: str, rounds: int
) -> Iterator[Line]:
    """A line a pair: the median processor time of a call; the jobs take turns, so a disturbance meets all of them."""
    jobs = [job for pair in pairs.values() for job in ((pair[0], pair[1]), (pair[2], pair[3]))]
    visitors = [Visitor(server.address) for server, _ in jobs]
    taken: list[list[float]] = [[] for _ in jobs]
    for turn in range(-WARM_UP, rounds):
        for (server, job), visitor, times in zip(jobs, visitors, taken, strict=True):
            before = server.seconds()
            job(visitor, turn)
            if turn >= 0:
                times.append(server.seconds() - before)
    medians = [statistics.median(times) for times in taken]
    for number, (name, pair) in enumerate(pairs.items()):
        yield compared(f"{name}, {what}, processor", medians[2 * number], medians[2 * number + 1], pair[4])


def _many_users(pair: tuple[Server, Job, Server, Job, str], what: str, rounds: int) -> Line:
    """A line: the processor time of a call when ten users ask at the same time."""
    taken = []
    for server, job in (pair[:2], pair[2:4]):
        visitors = [Visitor(server.address, number) for number in range(USERS)]
        each = []
        for turn in range(max(4, rounds // USERS)):
            before = server.seconds()
            _at_once([lambda one=one, job=job, turn=turn: job(one, turn) for one in visitors])  # type: ignore[misc]
            each.append((server.seconds() - before) / USERS)
        taken.append(statistics.median(each))
    return compared(
        f"/gradio_api/call/predict, {USERS} users; bare handler, {what}, processor", taken[0], taken[1], "≤ 1.3"
    )


def _at_once(jobs: list[Callable[[], object]]) -> None:
    done: list[bool] = []

    def noted(job: Callable[[], object]) -> None:
        job()
        done.append(True)

    threads = [threading.Thread(target=noted, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(done) < len(jobs):
        raise RuntimeError("A call has failed.")


def _bytes(app: str, compare: Compare) -> Iterator[Line]:
    visitor = Visitor(app)
    for length in LENGTHS:
        size = len(compare.ask(visitor, texts(length, 1)[0]))
        yield Line(f"sent for Compare's answer, {length} words", f"{size / 1000:.1f} kB")
    yield Line("sent for the page itself, without Gradio's scripts", f"{len(visitor.ask('GET', '/')) / 1000:.1f} kB")
