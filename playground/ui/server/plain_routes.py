"""The endpoints as plain routes: `POST /api/NAME`, a JSON object in, JSON out, one request; described by `openapi.py`.

They call the same functions as Gradio's endpoints, wait in the same lines, and say the same sentences. Statuses: 422
for what the caller can mend, 429 with Retry-After for too many questions, 503 where the Hub does not answer.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.errors import BadInput, Busy, PlaygroundError, Unreachable, choose, shown
from playground.ui.api import VERBS
from playground.ui.background import Stopped, waited_for
from playground.ui.server.fair_queue import FairQueue
from playground.ui.server.openapi import description

BYTES = 4 * 2**20  # of a request: 200,000 characters, each written as an escape, and then some
LOOK_SECONDS = 0.5  # between two looks whether the caller is still there
CLOSED = 499  # the caller has gone; nobody reads this
_LOG = logging.getLogger(__name__)


def routes() -> list[Route]:
    """A route a verb, and their description; for `launch(app_kwargs=…)`."""
    paths = [Route(f"/api/{name}", _route(name, verb), methods=["POST"]) for name, verb in VERBS.items()]
    return [*paths, Route("/api/openapi.json", _described, methods=["GET"])]


async def _described(request: Request) -> Response:
    return JSONResponse(description(VERBS))


def _route(name: str, verb: Callable[..., Any]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            given = arguments(verb, await _body(request))
            return _json(await answered(request, name, partial(verb, **given)))
        except Busy as error:
            return _said(error, 429, {"Retry-After": str(error.values["seconds"])})
        except Unreachable as error:
            return _said(error, 503, {})
        except PlaygroundError as error:
            return _said(error, 422, {})
        except Stopped:
            return Response(status_code=CLOSED)
        except Exception as error:  # noqa: BLE001  whatever it is, the caller gets JSON and the log the rest
            _LOG.exception("POST /api/%s", name)
            return _json({"error": f"Something went wrong here ({type(error).__name__}). It is written down."}, 500)

    return answer


async def answered(request: Request, name: str, job: Callable[[], Any]) -> Any:
    """What a job comes to, worked out in a thread once its turn has come; it ends soon after the caller has gone.

    Args:
        name: the endpoint in whose line it waits.
    """
    blocks, gone = request.app.get_blocks(), False
    fn = next(one for one in blocks.fns.values() if one.api_name == name)
    queue: FairQueue = blocks._queue
    async with queue.place(fn, request):
        with waited_for(lambda: not gone):
            answer = asyncio.create_task(run_in_threadpool(job))  # it takes the wait along
        while not (await asyncio.wait({answer}, timeout=LOOK_SECONDS))[0]:
            gone = gone or await request.is_disconnected()
        return answer.result()


async def _body(request: Request) -> bytes:
    """The request's body.

    Raises:
        BadInput: it is too long.
    """
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > BYTES:
            raise BadInput(
                f"The request has more than {BYTES:,} bytes. At most {BYTES:,} are read. Send a shorter text.",
                key="request-bytes",
                allowed=BYTES,
            )
    return bytes(found)


def arguments(verb: Callable[..., Any], body: bytes) -> Mapping[str, Any]:
    """The arguments that the body of a request names.

    Raises:
        BadInput: it is no JSON object.
        NotFound: an argument has another name than those of the verb.
    """
    names = dict.fromkeys(verb.__annotations__)
    names.pop("return", None)
    try:
        given = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadInput(
            f"The request is {shown(body[:100].decode('utf-8', 'replace'))}. It has to be a JSON object. "
            'Send, for instance, {"text": "A quietly moving film."}.',
            key="request-json",
            given=shown(body[:100].decode("utf-8", "replace")),
        )
    for name in given:
        choose(names, name, "argument")
    return given


def _said(error: PlaygroundError, status: int, headers: Mapping[str, str]) -> Response:
    return _json({"error": " ".join(str(error).split())}, status, headers)


def _json(answer: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    try:
        content = orjson.dumps(answer)
    except TypeError:  # half a surrogate pair in a text, which UTF-8 cannot write
        content = json.dumps(answer, allow_nan=False).encode()
    return Response(content, status, headers, media_type="application/json")
