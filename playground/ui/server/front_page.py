"""The page itself, made once: Gradio copies every component's settings for each visitor, and sends them as they are.

What it makes differs with the address under which the page is reached and with nothing else, so it is made once for
each of these, and kept as it is sent: compressed, which Gradio does for files only.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

import brotli
from gradio.route_utils import get_root_url
from gradio.routes import App
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

ADDRESSES = 16  # under which a page is reached, at most: a proxy may say anything
QUALITY = 6  # of the compression: a tenth of a second, once
_TAKEN = re.compile(r"([\w-]+)\s*(?:;\s*q\s*=\s*(?:(0(?:\.0*)?)(?![\d.])|[\d.]+))?")  # br, gzip;q=0.5, deflate;q=0
GRADIOS_OWN = ("deep_link", "all_endpoints")  # parts of a query with which Gradio answers otherwise


class Made(NamedTuple):
    """The page as it is sent, by the name of the encoding; the empty one is the page itself."""

    encodings: dict[str, bytes]

    def response(self, accepted: str, head: bool) -> Response:
        """The page in the first encoding that a browser takes.

        Args:
            accepted: its header Accept-Encoding.
            head: whether it asks for the headers only.
        """
        taken = {name.lower() for name, never in _TAKEN.findall(accepted) if not never}
        name, content = next((name, content) for name, content in self.encodings.items() if not name or name in taken)
        headers = {"Vary": "Accept-Encoding", "Content-Length": str(len(content))}
        if name:
            headers["Content-Encoding"] = name
        return Response(b"" if head else content, 200, headers, media_type="text/html")


def front_page() -> Route:
    """The route of the page, in front of Gradio's; for `launch(app_kwargs=…)`."""
    kept: OrderedDict[str, Made] = OrderedDict()

    async def answer(request: Request) -> Response:
        app = request.app
        gradios = _gradios(app, route)
        if any(name in request.query_params for name in GRADIOS_OWN):
            return await run_in_threadpool(gradios, request, None, "", request.query_params.get("deep_link", ""))
        at = app.root_path or request.scope.get("root_path") or app.get_blocks().custom_mount_path
        root = get_root_url(request=request, route_path="/", root_path=at)
        if root not in kept:
            found = await run_in_threadpool(gradios, request, None, "", "")
            if found.status_code != 200:
                return found
            kept[root] = await run_in_threadpool(_made, bytes(found.body))
        kept.move_to_end(root)
        while len(kept) > ADDRESSES:
            kept.popitem(last=False)
        return kept[root].response(request.headers.get("accept-encoding", ""), request.method == "HEAD")

    route = Route("/", answer, methods=["GET", "HEAD"])
    return route


def _made(content: bytes) -> Made:
    return Made({"br": brotli.compress(content, quality=QUALITY), "gzip": gzip.compress(content, QUALITY), "": content})


def _gradios(app: App, ours: BaseRoute) -> Callable[..., Response]:
    """Gradio's own function that makes the page."""
    others = (one for one in app.routes if isinstance(one, Route) and one is not ours)
    return next(one.endpoint for one in others if one.path == "/")
