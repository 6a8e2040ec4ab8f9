"""Files of a repository, brought into the Hub's cache.

They arrive in a folder of their own and join the cache when they are whole and were looked at, so that a transfer that
breaks off leaves nothing behind.

Requests are made in threads of their own, because the Hub's client tries again for 23 seconds where nobody answers:
whoever asks waits `PATIENCE_SECONDS` for a sign of life, and not longer. For the same reason files are read here and
not by `hf_hub_download`, which tells nothing of the first 10 MB and starts again by itself, without an end, where a
server sends half of a file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from playground.errors import BadInput, PlaygroundError, Unreachable
from playground.hub.address import COMMIT, Address, address
from playground.hub.errors import broken_off, lacks, no_revision, not_a_hub, silent, too_large, understood, within

if TYPE_CHECKING:
    from huggingface_hub.file_download import HfFileMetadata

PATIENCE_SECONDS = 4.0  # without a sign of life from the Hub
LEAST_SPEED = 50_000  # bytes a second: what a transfer may take, beside the spare time
SPARE_SECONDS = 10.0
FETCHES_AT_ONCE = 8
FREE_BYTES = 1_000_000_000  # that a fetch leaves on the disk


def cached(reference: str, needed: Sequence[str]) -> Path | None:
    """The folder of a revision in the Hub's cache, if it holds all files that are needed; nothing is asked for it."""
    from huggingface_hub import try_to_load_from_cache

    wanted = address(reference)
    found = [try_to_load_from_cache(wanted.repo, name, revision=wanted.revision) for name in needed]
    paths = [Path(path) for path in found if isinstance(path, str)]
    return paths[0].parent if len(paths) == len(needed) and all(path.is_file() for path in paths) else None


def fetch(
    reference: str,
    files: Mapping[str, int],
    needed: Sequence[str],
    check: Callable[[Path], None] | None = None,
    ours: bool = False,
    again: bool = False,
) -> Path:
    """The folder of a revision in the Hub's cache; files that are not there yet are fetched first.

    Several that ask for the same revision wait for one transfer. It goes on where one of them has lost patience.

    Args:
        reference: `owner/name` or `owner/name@revision`.
        files: what is fetched, if the repository has it, and how many bytes of it at most; nothing else is.
        needed: those of them that a repository must have; the commit is resolved by asking for the first.
        check: raises for files that are not what they should be, before they join the cache.
        ours: whether the repository is named by who runs this, so that their token may be used on a Space.
        again: whether the Hub is asked where the branch is now, even if an older commit of it is in the cache.
    Raises:
        NotFound: there is no such repository, revision or file.
        BadCheckpoint: a file is larger than allowed, or `check` refuses it.
        Unreachable: the Hub does not answer, or not as it should.
    """
    folder = cached(reference, needed)
    if folder is not None and not again:
        return folder
    wanted = address(reference)
    key = (str(wanted), tuple(files))
    with _guard:
        transfer = _transfers.get(key)
        if transfer is None or transfer.late():
            if sum(not other.over.is_set() for other in _transfers.values()) >= FETCHES_AT_ONCE:
                raise Unreachable(
                    f"{FETCHES_AT_ONCE} models are being fetched from the Hub. {wanted} has to wait. "
                    "Try again in a minute.",
                    key="hub-busy",
                    given=str(wanted),
                    allowed=FETCHES_AT_ONCE,
                )
            transfer = _transfers[key] = _Transfer(wanted, files, needed, check, _token(ours))
            threading.Thread(target=_carry_out, args=(key, transfer), name="hub", daemon=True).start()
    return transfer.wait()


def progress(reference: str) -> tuple[int, int] | None:
    """How many bytes of how many are here of what is being fetched; None where nothing is, or no size is known yet."""
    wanted = str(address(reference))
    with _guard:
        found = next((one for (name, _), one in _transfers.items() if name == wanted), None)
    return (found.received, found.total) if found is not None and found.total else None


def resolve(reference: str, file: str = "config.json") -> str:
    """The commit that a branch or a tag stands for now. The Hub is asked, unless the reference is a commit itself.

    Raises:
        NotFound: there is no such repository or revision, or it does not have the file.
        Unreachable: the Hub does not answer, or not as it should.
    """
    wanted = address(reference)
    if wanted.pinned:
        return wanted.revision
    return within(PATIENCE_SECONDS, wanted, lambda: _commit(wanted, _find(wanted, file, _token(False))))


def pin(reference: str, file: str = "config.json") -> str:
    """The reference with the commit in place of its branch or tag: `owner/name@commit`."""
    return str(Address(address(reference).repo, resolve(reference, file)))


def _token(ours: bool) -> bool | None:
    """None: the token of whoever has signed in on this machine, if anybody has; False: none."""
    return None if ours or not os.environ.get("SPACE_ID") else False


class _Transfer:
    """Files of one revision on their way; `wait` for them."""

    def __init__(
        self,
        wanted: Address,
        files: Mapping[str, int],
        needed: Sequence[str],
        check: Callable[[Path], None] | None,
        token: bool | None,
    ) -> None:
        self.wanted, self.files, self.needed, self.check, self.token = wanted, files, needed, check, token
        self.over = threading.Event()
        self.folder: Path | None = None
        self.failed: PlaygroundError = broken_off(wanted)
        self.received, self.total = 0, 0  # bytes; the total is 0 until the sizes are known
        self.patience = PATIENCE_SECONDS
        self.seen = time.monotonic()  # the latest sign of life
        self.until = self.seen + 2 * self.patience

    def late(self) -> bool:
        """Whether nobody should wait for it any longer."""
        now = time.monotonic()
        return not self.over.is_set() and (now > self.until or now > self.seen + self.patience)

    def wait(self) -> Path:
        """The folder, once it is whole."""
        while not self.over.wait(0.02):
            if self.late():
                raise silent(self.wanted)
        if self.folder is None:
            raise self.failed
        return self.folder

    def bring(self) -> Path:
        """The folder of the commit that is meant, in the cache; the branch or tag is noted there."""
        from huggingface_hub import constants
        from huggingface_hub.file_download import repo_folder_name

        first = _find(self.wanted, self.needed[0], self.token)
        at = Address(self.wanted.repo, _commit(self.wanted, first))
        home = Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=at.repo, repo_type="model")
        folder = cached(str(at), self.needed) or self._carry(at, first, home)
        if not self.wanted.pinned:
            note = home / "refs" / self.wanted.revision
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(at.revision)
        return folder

    def _carry(self, at: Address, first: HfFileMetadata, home: Path) -> Path:
        """Look at the sizes, fetch into a folder apart, check, and move the files to where they belong."""
        self.seen = time.monotonic()
        sizes = self._sizes(at, first)
        home.parent.mkdir(parents=True, exist_ok=True)
        total = sum(sizes.values())
        _leave_room(home.parent, at, total)
        self.seen, self.total = time.monotonic(), total
        self.until = self.seen + SPARE_SECONDS + total / LEAST_SPEED
        folder = home / "snapshots" / at.revision
        with tempfile.TemporaryDirectory(prefix=".playground-", dir=home.parent) as made:
            for name, size in sizes.items():
                self._receive(at, name, size, Path(made) / name)
            if self.check is not None:
                self.check(Path(made))
            folder.mkdir(parents=True, exist_ok=True)
            for name in sorted(sizes, key=lambda name: name in self.needed):  # those that make it whole come last
                if not (folder / name).exists():
                    os.replace(Path(made) / name, folder / name)
        return folder

    def _sizes(self, at: Address, first: HfFileMetadata) -> dict[str, int]:
        """How many bytes each file has, of those that the repository has.

        Raises:
            NotFound: one that is needed is not there.
            BadCheckpoint: one has more than are allowed.
        """
        from huggingface_hub.errors import EntryNotFoundError, RepositoryNotFoundError

        def size(name: str) -> int | None:
            try:
                found = first if name == self.needed[0] else _look(at, name, self.token)
            except (EntryNotFoundError, RepositoryNotFoundError):  # the repository is there: mirrors say the latter
                if name in self.needed:
                    raise lacks(at, name) from None
                return None
            if found.size is None or found.size > self.files[name]:
                raise too_large(at, name, found.size, self.files[name])
            return found.size

        with ThreadPoolExecutor(len(self.files)) as pool:
            found = dict(zip(self.files, pool.map(size, self.files), strict=True))
        return {name: count for name, count in found.items() if count is not None}

    def _receive(self, at: Address, name: str, size: int, path: Path) -> None:
        """Write a file of exactly `size` bytes."""
        from huggingface_hub import hf_hub_url
        from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

        headers = {**build_hf_headers(token=self.token), "Accept-Encoding": "identity"}
        received = 0
        with (
            path.open("wb") as file,
            get_session().stream(
                "GET", hf_hub_url(at.repo, name, revision=at.revision), headers=headers, timeout=PATIENCE_SECONDS
            ) as answer,
        ):
            hf_raise_for_status(answer)
            for chunk in answer.iter_bytes():  # as they come: each is a sign of life
                received += len(chunk)
                self.received += len(chunk)
                self.seen = time.monotonic()
                if received > size or self.seen > self.until:
                    break
                file.write(chunk)
        if received != size:
            raise broken_off(at, name)


_transfers: dict[tuple[str, tuple[str, ...]], _Transfer] = {}
_guard = threading.Lock()


def _carry_out(key: tuple[str, tuple[str, ...]], transfer: _Transfer) -> None:
    """What a transfer's thread does."""
    try:
        transfer.folder = understood(transfer.wanted, transfer.bring)
    except PlaygroundError as error:
        transfer.failed = error
    finally:
        transfer.over.set()
        with _guard:
            if _transfers.get(key) is transfer:
                del _transfers[key]


def _look(at: Address, name: str, token: bool | None) -> HfFileMetadata:
    """Commit and size of a file; asked once."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    return get_hf_file_metadata(
        hf_hub_url(at.repo, name, revision=at.revision), token=token, timeout=PATIENCE_SECONDS, retry_on_errors=False
    )


def _find(wanted: Address, name: str, token: bool | None) -> HfFileMetadata:
    """Commit and size of a file that has to be there.

    Raises:
        NotFound: the repository's branches and tags tell that it is there, and that revision or file is not. The Hub
            says so itself, but its mirrors say that there is no repository, or break down over an unknown commit.
    """
    from huggingface_hub.errors import EntryNotFoundError, GatedRepoError, HfHubHTTPError

    try:
        return _look(wanted, name, token)
    except EntryNotFoundError:
        raise lacks(wanted, name) from None
    except GatedRepoError:
        raise
    except HfHubHTTPError as error:
        broken = error.response.status_code == 500  # over an unknown commit, or for all
        refs = _refs(wanted, token) if (broken and wanted.pinned) or error.response.status_code in (401, 404) else {}
        known = wanted.revision in refs or wanted.revision in refs.values()
        if known and not broken:
            raise lacks(wanted, name) from None
        if refs and not known:
            raise no_revision(wanted, list(refs)) from None
        raise


def _refs(wanted: Address, token: bool | None) -> dict[str, str]:
    """The repository's branches and tags with their commits; none where the Hub does not tell."""
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session

    url = f"{constants.ENDPOINT}/api/models/{wanted.repo}/refs"
    answer = get_session().get(url, headers=build_hf_headers(token=token), timeout=PATIENCE_SECONDS)
    found = answer.json() if answer.status_code == 200 else {}
    entries = (
        [entry for kind in ("branches", "tags") for entry in found.get(kind, [])] if isinstance(found, dict) else []
    )
    return {str(entry.get("name")): str(entry.get("targetCommit")) for entry in entries if isinstance(entry, dict)}


def _commit(wanted: Address, found: HfFileMetadata) -> str:
    if found.commit_hash is None or not COMMIT.fullmatch(found.commit_hash):
        raise not_a_hub(wanted)
    return found.commit_hash


def _leave_room(cache: Path, at: Address, size: int) -> None:
    free = shutil.disk_usage(cache).free
    if free < size + FREE_BYTES:
        raise BadInput(
            f"There is no room for {at}: it has {size:,} bytes, and {free:,} are free on the disk, of which "
            f"{FREE_BYTES:,} stay free. Make room, for instance with “hf cache prune”.",
            key="hub-disk",
            given=str(at),
        )
