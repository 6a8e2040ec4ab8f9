"""Models of one visit: fine-tuned ones and uploaded ones, kept as complete checkpoint folders until they are forgotten.

A model is found only by who holds its reference, `session:` and 128 random bits; there is no list. The folders lie in a
private temporary directory that goes when the process ends. Who keeps more than a share pushes out models of their own;
where all of them together are too many, those go of whoever keeps most at the address that keeps most, the ones that
were used least recently first; and any that nobody has used for two hours. Nothing here knows what is in a folder.
"""

from __future__ import annotations

import atexit
import contextlib
import secrets
import shutil
import tempfile
import threading
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from playground.errors import BadInput, NotFound
from playground.quotas import quota

SCHEME = "session:"
OWNER_BYTES = 192 * 2**20  # of the models of one visit
SECONDS = 2 * 60 * 60  # that a model may lie unused
PALETTE_SIZE = 20  # so many models after each other have different indices, so that a page can give each its own look


class Owner(NamedTuple):
    """Whose a model is: a visit, and the address from which it came, which may have many."""

    visit: str = ""
    address: str = ""


NOBODY = Owner()


@dataclass
class _Model:
    folder: Path
    title: str
    bytes: int
    owner: Owner
    used: float  # time.monotonic


_models: OrderedDict[str, _Model] = OrderedDict()  # the one that was used least recently first
_guard = threading.RLock()
_next_index = 0
_home: Path | None = None


def keep(folder: Path, title: str, owner: Owner = NOBODY) -> str:
    """Move a checkpoint folder in; its reference.

    Args:
        title: what the page calls it: "reviews · LSTM".
        owner: whose model it is.
    Raises:
        BadInput: the folder is larger than the models of a visit may be.
    """
    most = quota("PLAYGROUND_MODELS")
    allowed = min(most, OWNER_BYTES)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > allowed:
        raise BadInput(
            f"The model has {size:,} bytes. At most {allowed:,} are kept. Download it, or train a smaller one.",
            key="session-bytes",
            given=size,
            allowed=allowed,
        )
    with _guard:
        token = _token()
        _forget_old()
        while size + _bytes_of(owner) > allowed:
            _remove(_oldest_of(owner))
        while _models and size + sum(model.bytes for model in _models.values()) > most:
            owners = [model.owner for model in _models.values()]
            _remove(_oldest_of(max(owners, key=lambda one: (_bytes_of_address(one.address), _bytes_of(one)))))
        target = _directory() / token
        shutil.move(str(folder), target)
        _models[token] = _Model(target, title, size, owner, time.monotonic())
    return SCHEME + token


def _bytes_of(owner: Owner) -> int:
    return sum(model.bytes for model in _models.values() if model.owner == owner)


def _bytes_of_address(address: str) -> int:
    return sum(model.bytes for model in _models.values() if model.owner.address == address)


def _oldest_of(owner: Owner) -> str:
    """The model of a visit that was used least recently."""
    return next(token for token, model in _models.items() if model.owner == owner)


def palette_index(reference: str) -> int:
    """A number below `PALETTE_SIZE`, always the same for a reference; the next model that is kept has another."""
    return zlib.crc32(reference.encode("utf-8", "surrogatepass")) % PALETTE_SIZE


def locate(reference: str) -> Path:
    """The folder of a model; looking counts as using.

    Raises:
        NotFound: it was dropped, or there never was one.
    """
    return _touch(reference).folder


def title(reference: str) -> str:
    """What the page calls a model.

    Raises:
        NotFound: it was dropped, or there never was one.
    """
    return _touch(reference).title


def has(reference: str) -> bool:
    """Whether a model is there; asking is not using."""
    with _guard:
        return reference.removeprefix(SCHEME) in _models


def drop(reference: str) -> None:
    """Forget a model, if it is there."""
    with _guard:
        token = reference.removeprefix(SCHEME)
        if token in _models:
            _remove(token)


def _token() -> str:
    """Random bits; of all draws the first with the next palette index."""
    global _next_index
    token = secrets.token_urlsafe(16)
    while palette_index(SCHEME + token) != _next_index:
        token = secrets.token_urlsafe(16)
    _next_index = (_next_index + 1) % PALETTE_SIZE
    return token


def _touch(reference: str) -> _Model:
    """The model of a reference, marked as used now.

    Raises:
        NotFound: it was dropped, or there never was one.
    """
    token = reference.removeprefix(SCHEME)
    with _guard:
        _forget_old()
        if not reference.startswith(SCHEME) or token not in _models:
            raise NotFound(
                "This model is gone: models of a visit are kept for two hours after they were last used. "
                "Train it again, or upload its zip.",
                key="session-gone",
            )
        _models.move_to_end(token)
        _models[token].used = time.monotonic()
        return _models[token]


def _forget_old() -> None:
    """Remove the models that nobody has used for a while."""
    old = time.monotonic() - SECONDS
    for token in [token for token, model in _models.items() if model.used < old]:
        _remove(token)


def _remove(token: str) -> None:
    model = _models.pop(token)
    with contextlib.suppress(OSError):
        shutil.rmtree(model.folder)


def _directory() -> Path:
    """The private folder of all models, made when the first one comes."""
    global _home  # made when the first model comes
    if _home is None:
        _home = Path(tempfile.mkdtemp(prefix="playground-models-"))  # for this user only
        atexit.register(shutil.rmtree, _home, ignore_errors=True)
    return _home
