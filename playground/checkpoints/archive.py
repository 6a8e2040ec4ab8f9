"""A checkpoint as one file: a zip of its folder, and the way back, which trusts nothing that the zip says.

Nothing here knows where the zip comes from or where the folder goes.
"""

from __future__ import annotations

import io
import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from playground.checkpoints.folder import CONFIG, MAX_BYTES, VOCABULARY, WEIGHTS
from playground.checkpoints.loading import read
from playground.checkpoints.references import locate
from playground.errors import BadInput, shown

MOST_BYTES = 96 * 2**20  # of all files of a zip, unpacked; the largest model that is trained here has a third of it
PIECE_BYTES = 2**20  # that are in memory at a time
MOST_ENTRIES = 100  # that a zip may name: each costs memory before anything else is known of it
_ENTRY = b"PK\x01\x02"  # how each begins in the zip's directory


def zip_checkpoint(reference: str) -> bytes:
    """A zip of the checkpoint's files, without folders: what `unzip_checkpoint` takes.

    Raises:
        NotFound: there is no such checkpoint.
    """
    folder = locate(reference)[0]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in MAX_BYTES:
            if (folder / name).is_file():
                archive.write(folder / name, name)
    return buffer.getvalue()


def unzip_checkpoint(raw: bytes) -> Path:
    """A new folder with the checkpoint that a zip holds, loaded once to see that it can be.

    Only the files of a checkpoint may be in it, none in a folder; of each no more is unpacked than it may have, and of
    all together no more than `MOST_BYTES`, which is known before anything is unpacked. They go to the disk in pieces.

    Raises:
        BadInput: it is not such a zip.
        BadCheckpoint: what it holds is not a checkpoint.
    """
    if raw.count(_ENTRY) > MOST_ENTRIES:
        raise BadInput(
            f"The zip holds more than {MOST_ENTRIES} files. A zipped checkpoint holds {len(MAX_BYTES)} at most. "
            "Give the zip that was downloaded here, as it was.",
            key="zip-entries",
            allowed=len(MAX_BYTES),
            most=MOST_ENTRIES,
        )
    folder = Path(tempfile.mkdtemp(prefix="upload-"))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                _unpack_entry(archive, entry, folder / entry.filename)
        read(str(folder))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise _not_a_zip_error() from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _unpack_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Write the content of an entry to a file, piece by piece.

    Raises:
        BadInput: it is larger than the zip says, which may be a lie, and than such a file may be.
        BadZipFile: it is damaged.
    """
    size = 0
    try:
        with archive.open(entry) as file, path.open("wb") as target:
            while piece := file.read(PIECE_BYTES):
                size += len(piece)
                _check_size(entry.filename, size)
                target.write(piece)
    except (OSError, lzma.LZMAError, MemoryError) as error:  # so bz2 and LZMA say that their data is damaged
        raise zipfile.BadZipFile(f"{entry.filename}: {error}") from error


def _not_a_zip_error() -> BadInput:
    return BadInput(
        "The file is not a whole zip that can be read without a password. "
        "Give the zip that was downloaded here, as it was.",
        key="zip-broken",
    )


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Raise for files that do not belong into a checkpoint, are missing or are too large."""
    names = [entry.filename for entry in entries]
    for name in names:
        if name not in MAX_BYTES or names.count(name) > 1:
            raise BadInput(
                f"The zip holds {shown(name)}. A zipped checkpoint holds {', '.join(MAX_BYTES)}, each at most once and "
                "none in a folder. Give the zip that was downloaded here, as it was.",
                key="zip-names",
                given=shown(name),
                allowed=", ".join(MAX_BYTES),
            )
    missing = [name for name in (CONFIG, WEIGHTS, VOCABULARY) if name not in names]
    if missing:
        raise BadInput(
            f"The zip has no {missing[0]}. A checkpoint needs {CONFIG}, {WEIGHTS} and {VOCABULARY}. "
            "Give the zip that was downloaded here, as it was.",
            key="zip-missing",
            file=missing[0],
        )
    for entry in entries:
        _check_size(entry.filename, entry.file_size)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise BadInput(
            f"The zip holds {total:,} bytes. At most {MOST_BYTES:,} are unpacked. Use a smaller checkpoint.",
            key="zip-total",
            given=total,
            allowed=MOST_BYTES,
        )


def _check_size(name: str, size: int) -> None:
    if size > MAX_BYTES[name]:
        raise BadInput(
            f"{name} in the zip has {size:,} bytes or more. At most {MAX_BYTES[name]:,} are read. "
            "Use a smaller checkpoint.",
            key="zip-size",
            file=name,
            allowed=MAX_BYTES[name],
        )
