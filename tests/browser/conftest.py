"""The page in a real browser, over tiny models that are made for the purpose: quick, and the same on every machine."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, expect, sync_playwright

from tests import tiny
from tests.browser.install import executable
from tests.serving import serving

SECONDS = 60  # that a test waits for what it expects, since the machine may be busy
QUIET = 0.8  # seconds: the page asks after a pause in typing of 0.45, and again after 0.7 where a model is on its way
LOOK = 0.05  # seconds between two looks at whether it is quiet
STREAM = 10.0  # seconds, after which a stream of events without an answer counts as ended: the browser tells no end
expect.set_options(timeout=1000 * SECONDS)
_on_their_way: WeakKeyDictionary[Page, dict[Request, float]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Site:
    """A running page: its address, its checkpoints, the file with a line a model call, and where uploads arrive."""

    address: str
    folder: Path
    calls: Path
    uploads: Path

    def link(self, **query: str) -> str:
        return f"{self.address}/?{urlencode(query)}"

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """A search for edits by the model of this name, explanations (`explain`) or many texts (`many`) stand still
        meanwhile, once they have begun."""
        hold = self.calls.with_name(f"hold-{name}")
        hold.touch()
        try:
            yield
        finally:
            hold.unlink()

    def count(self) -> int:
        return len(self.calls.read_text("utf-8").splitlines()) if self.calls.exists() else 0


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("checkpoints")
    calls = tmp_path_factory.mktemp("calls") / "calls.txt"
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        tiny.write(folder, architecture, task, seed=seed)
    uploads = tmp_path_factory.mktemp("uploads")
    command = ("-m", "tests.browser.server", str(folder), str(calls))
    with serving(command, GRADIO_TEMP_DIR=str(uploads)) as (address, _):
        yield Site(address, folder, calls, uploads)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield started
        started.close()


def _watch(page: Page) -> None:
    """Keep what the page has asked the server and not yet heard, and since when, but for the stream that says that it
    is still open."""
    asked: dict[Request, float] = {}
    _on_their_way[page] = asked

    def begun(request: Request) -> None:
        if "/heartbeat/" not in request.url:
            asked[request] = time.monotonic()

    def ended(request: Request) -> None:
        asked.pop(request, None)

    page.on("request", begun)
    page.on("requestfinished", ended)
    page.on("requestfailed", ended)


def watched(page: Page) -> Page:
    """The page, whose answers `settle` waits for from now on."""
    _watch(page)
    page.set_default_timeout(1000 * SECONDS)
    return page


def _waits(page: Page) -> bool:
    """Whether an answer is on its way; a stream of events that stays open long after its last one counts as ended."""
    now = time.monotonic()
    return any("/queue/data" not in one.url or now - since < STREAM for one, since in _on_their_way[page].items())


def settle(page: Page) -> None:
    """Wait until the page has all answers and asks nothing more, by its own clock, which stands while it draws."""
    until, quiet = time.monotonic() + SECONDS, 0.0
    while quiet < QUIET:
        assert time.monotonic() < until, [request.url for request in _on_their_way[page]]
        try:
            page.evaluate("(wait) => new Promise((over) => setTimeout(over, wait))", 1000 * LOOK)
        except Error:  # the page is left for another one
            page.wait_for_timeout(1000 * LOOK)
            quiet = 0.0
        quiet = 0.0 if _waits(page) else quiet + LOOK


NO_HARM = {
    "iframe": "a frame's title is its name, which readers of the screen say",
    "#models input": "Gradio's own: the reference, which the tab Models lists",
    "svg.diagram .fold": "the name of a block, which is written in the drawing",
    ".tags .differ": "the cell around it says the same, by arrow keys and by tap",
}
"""Where a title, or a tip that cannot have the focus, keeps nothing from who has no mouse."""
ONLY_BY_MOUSE = """(harmless) => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reached = (one) => one.closest(stops) || one.querySelector(stops) || one.closest(".walked");
  const titled = [...document.querySelectorAll("[title], svg *:has(> title)")];
  const tipped = [...document.querySelectorAll("[data-tip]")].filter((one) => !reached(one));
  return [...titled, ...tipped]
    .filter((one) => one.getClientRects().length && !one.closest(harmless))
    .map((one) => one.outerHTML.slice(0, 200));
}"""


def only_by_mouse(page: Page) -> list[str]:
    """What of the page is told nobody but a mouse: titles, and tips of what neither has the focus nor is walked to."""
    found: list[str] = page.evaluate(ONLY_BY_MOUSE, ", ".join(NO_HARM))
    return found


def is_of_a_cut(message: str) -> bool:
    """Whether Gradio says that a stream was cut."""
    said = ("AbortError", "Connection errored out", "ERR_INTERNET_DISCONNECTED", "Failed to fetch", "network error")
    return any(one in message for one in said)


Opened = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opened]:
    """Open the page as somebody else each time: `visit(locale=…, width=…, **query)`; no console may hold an error, but
    for what Gradio says of its streams where they are cut: `breaks`, or a page that is left for another or loaded anew
    while one is open."""
    contexts: list[BrowserContext] = []
    wrong: list[tuple[Page, str]] = []
    loads: Counter[Page] = Counter()

    def opened(
        locale: str = "en-US",
        width: int = 1440,
        answered: bool = True,
        breaks: bool = False,
        touch: bool = False,
        **query: Any,
    ) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": 900}, has_touch=touch)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = watched(context.new_page())
        loads[page] += breaks
        page.on("domcontentloaded", lambda _: loads.update([page]))
        page.on("console", lambda one: wrong.append((page, one.text)) if one.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append((page, str(error))))
        page.goto(site.link(**query))
        if answered:
            page.wait_for_selector(".answers:not([data-again]), .state[role]")
            page.wait_for_selector("html[data-settled]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [said for page, said in wrong if not (is_of_a_cut(said) and loads[page] > 1)] == []
