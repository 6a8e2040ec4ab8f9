"""`GET /embed?…`: one view as a document of its own, for a frame in another page; what `playground.show` draws.

It waits in the same lines as the endpoints, and says what is wrong in a page, in the language of who reads it, with
the same statuses. A document of shipped models is kept for the next one who asks: a course opens the same frame sixty
times.
"""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import partial
from threading import Lock

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from playground.errors import Busy, PlaygroundError, TooSlow, Unreachable
from playground.ui.api_arguments import ready
from playground.ui.background import Stopped
from playground.ui.bar.bar import parts_of, preferred_language
from playground.ui.components.alone import VIEWS
from playground.ui.embed.queries import changed, shown, with_models
from playground.ui.embed.render import Document, document, problem
from playground.ui.embed.views import CHANGE, Wanted, wanted
from playground.ui.language.languages import LANGUAGES
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import bundled
from playground.ui.server.plain_routes import CLOSED, answered

HOME = "./"  # where the page is, from `/embed`
LINES = {"compare": "predict", "inside": "trace", "explain": "explain"}  # whose line a tab's views wait in
SLOW = {"memory": "explain"}  # views that wait in another one
LOAD_SECONDS = 30.0  # that a model of this machine is waited for
KEPT = 48  # documents, of some 200 kB each
SECONDS_VALID = 600  # that a browser may keep one
_LOG = logging.getLogger(__name__)


def route() -> Route:
    """The route; for `launch(app_kwargs=…)`."""
    return Route("/embed", _embedded, methods=["GET"])


async def _embedded(request: Request) -> Response:
    query = dict(parts_of(request.url.query))
    language = _language(query, request)
    theme = query.get("theme", "auto")
    try:
        change = query.pop(CHANGE, None)
        asked = wanted(query, language)
        if change is not None:
            after = changed(with_models(asked), change)
            return RedirectResponse(f"?{after.address(after.query)}", 303)
        valid = {"Cache-Control": f"public, max-age={SECONDS_VALID}", "Vary": "Accept-Language"}
        return _sent(await _once(asked, request), request, 200, valid)
    except Stopped:
        return Response(status_code=CLOSED)
    except PlaygroundError as error:
        return _refused(error, request, language, theme)
    except Exception as error:  # noqa: BLE001  whatever it is, the reader gets a page and the log the rest
        _LOG.exception("GET /embed")
        return _refused(error, request, language, theme)


async def _once(asked: Wanted, request: Request) -> Document:
    """The document that is kept, or worked out; who asks for the same meanwhile waits for it, and takes no place."""
    while asked in _ON_THEIR_WAY:
        await _ON_THEIR_WAY[asked].wait()
    held = KEPT_DOCUMENTS.get(asked)
    if held is not None:
        return held
    _ON_THEIR_WAY[asked] = asyncio.Event()
    try:
        line = SLOW.get(asked.view, LINES[VIEWS[asked.view].tab])
        made: Document = await answered(request, line, partial(_made, asked))
        return made
    finally:
        _ON_THEIR_WAY.pop(asked).set()


def _language(query: Mapping[str, str], request: Request) -> str:
    """The language that a reader is answered in, whatever else is wrong: that of the address, else the browser's."""
    named = query.get("language") or query.get("lang") or ""
    return named if named in LANGUAGES else preferred_language(request.headers.get("accept-language", ""))


def _made(asked: Wanted) -> Document:
    """The document, worked out."""
    ready(asked.every)
    known = with_models(asked)
    _awake(known.every)
    made = document(shown(known), known, HOME)
    if all(map(bundled, known.every)):
        KEPT_DOCUMENTS.put(asked, made)
    return made


def _awake(references: Sequence[str]) -> None:
    """Return when all models are loaded.

    Raises:
        Unreachable: one is not loaded yet; of one that has failed, why.
    """
    MODEL_LOADER.load(references, LOAD_SECONDS)
    for reference in references:
        state = MODEL_LOADER.state(reference)
        if isinstance(state, Exception) and len(references) == 1:
            raise state
        if not state:
            raise Unreachable(
                f"{reference} is still being loaded. Load this frame again in a moment.",
                key="embed-loading",
                given=reference,
            )


def _refused(error: Exception, request: Request, language: str, theme: str) -> Response:
    """A page that says why, with the status of the endpoints."""
    status, headers = 500, {"Cache-Control": "no-store"}
    if isinstance(error, Busy):
        status, headers = 429, headers | {"Retry-After": str(error.values["seconds"])}
    elif isinstance(error, Unreachable | TooSlow):
        status = 503
    elif isinstance(error, PlaygroundError):
        status = 422
    return _sent(problem(error, language, theme), request, status, headers)


def _sent(made: Document, request: Request, status: int, headers: Mapping[str, str]) -> Response:
    """A document with its policy, deflated where the browser takes that."""
    content = made.html.encode("utf-8", "replace")
    more = {
        "Content-Security-Policy": made.policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, more = gzip.compress(content, 6), more | {"Content-Encoding": "gzip"}
    vary = ", ".join(filter(None, (headers.get("Vary", ""), "Accept-Encoding")))
    return Response(content, status, {**headers, **more, "Vary": vary}, media_type="text/html")


class Documents:
    """The documents that were asked for last, by what was asked."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Wanted, Document] = OrderedDict()
        self._guard = Lock()

    def get(self, asked: Wanted) -> Document | None:
        """The document, where it is kept."""
        with self._guard:
            if asked in self._held:
                self._held.move_to_end(asked)
            return self._held.get(asked)

    def put(self, asked: Wanted, made: Document) -> None:
        """Keep one, and no more than the last ones."""
        with self._guard:
            self._held[asked] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)


KEPT_DOCUMENTS = Documents(KEPT)
_ON_THEIR_WAY: dict[Wanted, asyncio.Event] = {}
