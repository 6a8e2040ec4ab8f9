"""Files that visitors upload: read where Gradio has put them, and kept few.

Gradio names an upload by the hash of its content, so that the same file of a whole class is one file, which others may
be about to read: nobody who has read it deletes it. A file goes ten minutes after it came or was last read; sooner
where all of them together are too large, those that nobody has read for longest first, and none that came just now.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path, PurePath

from playground.errors import BadInput
from playground.quotas import quota

KEPT_SECONDS = 600.0  # after a file came or was read
SPARED_SECONDS = 30.0  # for which it stays in any case
SWEEP_SECONDS = 5.0  # between two looks


def read_upload(path: str) -> tuple[bytes, str]:
    """The bytes of an upload and its name.

    Raises:
        BadInput: it is gone.
    """
    name = PurePath(path).name
    try:
        raw = Path(path).read_bytes()
        os.utime(path)
    except OSError as error:
        raise BadInput(
            f"{name} is no longer here: too much was uploaded meanwhile. Upload it again.", key="upload-gone", file=name
        ) from error
    return raw, name


def sweep(folder: Path, most: int) -> int:
    """Delete old uploads, and those that nobody has read for longest until the others have no more bytes than allowed.

    Returns:
        How many bytes are left.
    """
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                about = path.stat()
            except OSError:
                continue
            found.append((about.st_mtime, about.st_size, path))
    total = sum(size for _, size, _ in found)
    now = time.time()
    for changed, size, path in sorted(found):
        age = now - changed
        if (total <= most and 0 <= age < KEPT_SECONDS) or 0 <= age < SPARED_SECONDS:
            break
        path.unlink(missing_ok=True)
        total -= size
    return total


def keep_few(folder: Path) -> threading.Thread:
    """Sweep a folder for as long as the page runs, in a thread of its own."""

    def work() -> None:
        while True:
            time.sleep(SWEEP_SECONDS)
            if folder.is_dir():
                sweep(folder, quota("PLAYGROUND_UPLOADS"))

    thread = threading.Thread(target=work, name="uploads", daemon=True)
    thread.start()
    return thread
