"""A file on the disk that goes with the last who knows it: content that is wanted again, and not all the time."""

from __future__ import annotations

import contextlib
import os
import tempfile
import weakref
from pathlib import Path

from playground.data.problems import file_name
from playground.errors import BadInput


class StoredFile:
    """Bytes under a name; the file has another one, and lies in the temporary folder for this user only.

    Raises:
        BadInput: there is no room on the disk.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.name, self.bytes = name, len(raw)
        try:
            handle, path = tempfile.mkstemp(prefix="playground-file-")
        except OSError as error:
            raise _no_room_error(name, error) from error
        self.path = Path(path)
        weakref.finalize(self, _remove, self.path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
        except OSError as error:
            _remove(self.path)
            raise _no_room_error(name, error) from error

    def read(self) -> bytes:
        """The bytes.

        Raises:
            BadInput: somebody has taken the file away.
        """
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise BadInput(
                f"{file_name(self.name)} is no longer on this machine. Give it again.",
                key="stored-gone",
                file=file_name(self.name),
            ) from error


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _no_room_error(name: str, error: OSError) -> BadInput:
    reason = error.strerror or type(error).__name__
    return BadInput(
        f"{file_name(name)} cannot be kept: the temporary folder of this machine takes no more ({reason}). "
        "Try again later.",
        key="stored-room",
        file=file_name(name),
        reason=reason,
    )
