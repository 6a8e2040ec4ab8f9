"""Sessions of the page without a browser: each is opened, asks as the page does when it is loaded, and is closed.

A session is what the server sees of a browser tab: a connection that stays open for as long as the tab does
(`heartbeat`), the event that settles the page, which fills the bar and every tab, and a question to Compare.
"""

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.http import Compare, Visitor

AT_A_TIME = 8  # tabs that are open
LANGUAGES = ("en", "zh")


class Page:
    """A running page: its address, the events that a tab asks for, and what its process holds.

    Args:
        process: its id.
    """

    def __init__(self, address: str, process: int) -> None:
        self.address, self.process = address, process
        visitor = Visitor(address)
        config = json.loads(visitor.ask("GET", "/config"))
        self.compare = Compare(visitor)
        loads = [one for one in config["dependencies"] if any(event == "load" for _, event in one["targets"])]
        self.load = max(loads, key=lambda one: len(one["outputs"]))  # it settles the bar and every tab
        kinds = {one["id"]: one["type"] for one in config["components"]}
        values = {one["id"]: one["props"].get("value") for one in config["components"]}
        self.given = [values[one] if kinds[one] != "state" else None for one in self.load["inputs"]]

    def open_and_close(self, number: int) -> None:
        """One session, from the first look to the closed tab."""
        visitor = Visitor(self.address)
        with heartbeat(self.address, visitor.session):
            query = f"?text=A+film.&lang={LANGUAGES[number % len(LANGUAGES)]}"
            visitor.press(self.load, [query, *self.given[1:]])
            self.compare.ask(visitor, f"A quietly moving film, number {number % 50}.")
        visitor.connection.close()

    def sessions(self, count: int) -> None:
        """So many sessions, a few at a time."""
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            for _ in pool.map(self.open_and_close, range(count)):
                pass

    def resident_mb(self) -> float:
        """Memory of the process, in MB."""
        return self._status("VmRSS") / 1024

    def threads(self) -> int:
        """Of the process."""
        return self._status("Threads")

    def _status(self, name: str) -> int:
        status = Path(f"/proc/{self.process}/status").read_text("utf-8")
        return int(status.partition(f"{name}:")[2].split()[0])

    def settled(self, megabytes: float, threads: int, seconds: float = 90.0) -> tuple[float, int]:
        """What the process holds, as soon as it is no more than this, or when the time is over."""
        visitor, until = Visitor(self.address), time.monotonic() + seconds
        while True:
            visitor.ask("GET", "/config")  # idle threads of a pool end when another one of it works
            found = self.resident_mb(), self.threads()
            if (found[0] <= megabytes and found[1] <= threads) or time.monotonic() > until:
                return found
            time.sleep(1)


@contextmanager
def heartbeat(address: str, session: str) -> Iterator[Any]:
    """The connection of an open tab; to close it is to close the tab."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", f"/gradio_api/heartbeat/{session}")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.readline() == b"data: ALIVE\n"
    try:
        yield
    finally:
        answer.close()
        connection.close()
