"""Questions to a running page, as programs ask them."""

import json
import urllib.error
import urllib.request
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """A status, the body as it came, and the headers in small letters."""

    status: int
    raw: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.raw)


def ask(url: str, body: object = None, method: str | None = None, **headers: str) -> Answer:
    """What a page answers; JSON unless the body is bytes. A status that is an error is an answer too.

    Args:
        headers: their names with `_` for `-`.
    """
    raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    named = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    request = urllib.request.Request(url, raw, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return Answer(answer.status, answer.read(), {name.lower(): said for name, said in answer.headers.items()})
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read(), {name.lower(): said for name, said in error.headers.items()})
