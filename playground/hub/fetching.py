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
from playground.hub import room
from playground.hub.address import COMMIT, Address, address
from playground.hub.errors import (
    answer_within,
    broken_off_error,
    no_answer_error,
    no_file_error,
    no_revision_error,
    not_a_hub_error,
    too_large_error,
    unexpected_error,
    with_our_errors,
)
from playground.hub.settings import check_settings

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
    if len(paths) != len(needed) or not all(path.is_file() for path in paths):
        return None
    room.note_use(paths[0].parent)
    return paths[0].parent


def fetch(
    reference: str,
    files: Mapping[str, int],
    needed: Sequence[str],
    check: Callable[[Path], None] | None = None,
    trusted: bool = False,
    refresh: bool = False,
) -> Path:
    """The folder of a revision in the Hub's cache; files that are not there yet are fetched first.

    Several that ask for the same revision wait for one transfer. It goes on where one of them has lost patience.

    Args:
        reference: `owner/name` or `owner/name@revision`.
        files: what is fetched, if the repository has it, and how many bytes of it at most; nothing else is.
        needed: those of them that a repository must have; the commit is resolved by asking for the first.
        check: raises for files that are not what they should be, before they join the cache.
        trusted: whether the repository is named by who runs this, so that their token may be used on a Space and it
            stays in the cache.
        refresh: whether the Hub is asked where the branch is now, even if an older commit of it is in the cache.
    Raises:
        NotFound: there is no such repository, revision or file.
        BadCheckpoint: a file is larger than allowed, or `check` refuses it.
        Unreachable: the Hub does not answer, or not as it should.
    """
    folder = cached(reference, needed)
    if folder is not None and not refresh:
        return folder
    wanted = address(reference)
    check_settings()
    key = (str(wanted), tuple(files))
    with _lock:
        transfer = _transfers.get(key)
        if transfer is None or transfer.is_overdue():
            if sum(not other.finished.is_set() for other in _transfers.values()) >= FETCHES_AT_ONCE:
                raise Unreachable(
                    f"{FETCHES_AT_ONCE} models are being fetched from the Hub. {wanted} has to wait. "
                    "Try again in a minute.",
                    key="hub-busy",
                    given=str(wanted),
                    allowed=FETCHES_AT_ONCE,
                )
            transfer = _transfers[key] = _Transfer(wanted, files, needed, check, _token_for(trusted), trusted)
            threading.Thread(target=_run_transfer, args=(key, transfer), name="hub", daemon=True).start()
    return transfer.wait()


def progress(reference: str) -> tuple[int, int] | None:
    """How many bytes of how many are here of what is being fetched; None where nothing is, or no size is known yet."""
    wanted = str(address(reference))
    with _lock:
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
    return answer_within(
        PATIENCE_SECONDS, wanted, lambda: _commit_of(wanted, _required_metadata(wanted, file, _token_for(False)))
    )


def pin(reference: str, file: str = "config.json") -> str:
    """The reference with the commit in place of its branch or tag: `owner/name@commit`."""
    return str(Address(address(reference).repo, resolve(reference, file)))


def _token_for(trusted: bool) -> bool | None:
    """None: the token of whoever has signed in on this machine, if anybody has; False: none."""
    return None if trusted or not os.environ.get("SPACE_ID") else False


class _Transfer:
    """Files of one revision on their way; `wait` for them."""

    def __init__(
        self,
        wanted: Address,
        files: Mapping[str, int],
        needed: Sequence[str],
        check: Callable[[Path], None] | None,
        token: bool | None,
        trusted: bool,
    ) -> None:
        self.wanted, self.files, self.needed, self.check, self.token = wanted, files, needed, check, token
        self.trusted = trusted
        self.finished = threading.Event()
        self.folder: Path | None = None
        self.error: PlaygroundError = broken_off_error(wanted)
        self.received, self.total = 0, 0  # bytes; the total is 0 until the sizes are known
        self.patience = PATIENCE_SECONDS
        self.last_activity = time.monotonic()  # the latest sign of life
        self.deadline = self.last_activity + 2 * self.patience

    def is_overdue(self) -> bool:
        """Whether nobody should wait for it any longer."""
        now = time.monotonic()
        return not self.finished.is_set() and (now > self.deadline or now > self.last_activity + self.patience)

    def wait(self) -> Path:
        """The folder, once it is whole."""
        while not self.finished.wait(0.02):
            if self.is_overdue():
                raise no_answer_error(self.wanted)
        if self.folder is None:
            raise self.error
        return self.folder

    def download(self) -> Path:
        """The folder of the commit that is meant, in the cache; the branch or tag is noted there."""
        from huggingface_hub import constants
        from huggingface_hub.file_download import repo_folder_name

        first = _required_metadata(self.wanted, self.needed[0], self.token)
        at = Address(self.wanted.repo, _commit_of(self.wanted, first))
        home = Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=at.repo, repo_type="model")
        folder = cached(str(at), self.needed) or self._download_files(at, first, home)
        if not self.wanted.pinned:
            ref_file = home / "refs" / self.wanted.revision
            ref_file.parent.mkdir(parents=True, exist_ok=True)
            ref_file.write_text(at.revision)
        return folder

    def _download_files(self, at: Address, first: HfFileMetadata, home: Path) -> Path:
        """The folder of a commit; its files are fetched into a folder apart, checked and moved to where they belong."""
        self.last_activity = time.monotonic()
        sizes = self._file_sizes(at, first)
        home.parent.mkdir(parents=True, exist_ok=True)
        total = sum(sizes.values())
        if not self.trusted:
            with _lock:
                coming = sum(one.total for one in _transfers.values() if one is not self and not one.trusted)
            room.make_room(home.parent, at, total + coming)
        _check_disk_space(home.parent, at, total)
        self.last_activity, self.total = time.monotonic(), total
        self.deadline = self.last_activity + SPARE_SECONDS + total / LEAST_SPEED
        folder = home / "snapshots" / at.revision
        with tempfile.TemporaryDirectory(prefix=".playground-", dir=home.parent) as made:
            for name, size in sizes.items():
                self._download_file(at, name, size, Path(made) / name)
            if self.check is not None:
                self.check(Path(made))
            folder.mkdir(parents=True, exist_ok=True)
            for name in sorted(sizes, key=lambda name: name in self.needed):  # those that make it whole come last
                if not (folder / name).exists():
                    os.replace(Path(made) / name, folder / name)
        if not self.trusted:
            room.mark(folder)
        return folder

    def _file_sizes(self, at: Address, first: HfFileMetadata) -> dict[str, int]:
        """How many bytes each file has, of those that the repository has.

        Raises:
            NotFound: one that is needed is not there.
            BadCheckpoint: one has more than are allowed.
        """
        from huggingface_hub.errors import EntryNotFoundError, RepositoryNotFoundError

        def size(name: str) -> int | None:
            try:
                found = first if name == self.needed[0] else _file_metadata(at, name, self.token)
            except (EntryNotFoundError, RepositoryNotFoundError):  # the repository is there: mirrors say the latter
                if name in self.needed:
                    raise no_file_error(at, name) from None
                return None
            if found.size is None or found.size > self.files[name]:
                raise too_large_error(at, name, found.size, self.files[name])
            return found.size

        with ThreadPoolExecutor(len(self.files)) as pool:
            found = dict(zip(self.files, pool.map(size, self.files), strict=True))
        return {name: count for name, count in found.items() if count is not None}

    def _download_file(self, at: Address, name: str, size: int, path: Path) -> None:
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
                self.last_activity = time.monotonic()
                if self.last_activity > self.deadline:
                    raise no_answer_error(self.wanted)  # whoever waits says the same, if it notices first
                if received > size:
                    break
                file.write(chunk)
        if received != size:
            raise broken_off_error(at, name)


_transfers: dict[tuple[str, tuple[str, ...]], _Transfer] = {}
_lock = threading.Lock()


def _run_transfer(key: tuple[str, tuple[str, ...]], transfer: _Transfer) -> None:
    """Run a transfer to its end, in a thread of its own."""
    try:
        transfer.folder = with_our_errors(transfer.wanted, transfer.download)
    except PlaygroundError as error:
        transfer.error = error
    except Exception as error:  # noqa: BLE001  whoever waits is told, whatever it was
        transfer.error = unexpected_error(transfer.wanted, error)
    finally:
        transfer.finished.set()
        with _lock:
            if _transfers.get(key) is transfer:
                del _transfers[key]


def _file_metadata(at: Address, name: str, token: bool | None) -> HfFileMetadata:
    """Commit and size of a file; the Hub is asked once."""
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    return get_hf_file_metadata(
        hf_hub_url(at.repo, name, revision=at.revision), token=token, timeout=PATIENCE_SECONDS, retry_on_errors=False
    )


def _required_metadata(wanted: Address, name: str, token: bool | None) -> HfFileMetadata:
    """Commit and size of a file that has to be there.

    Raises:
        NotFound: the repository's branches and tags tell that it is there, and that revision or file is not. The Hub
            says so itself, but its mirrors say that there is no repository, or break down over an unknown commit.
    """
    from huggingface_hub.errors import EntryNotFoundError, GatedRepoError, HfHubHTTPError

    try:
        return _file_metadata(wanted, name, token)
    except EntryNotFoundError:
        raise no_file_error(wanted, name) from None
    except GatedRepoError:
        raise
    except HfHubHTTPError as error:
        broken = error.response.status_code == 500  # over an unknown commit, or for all
        branches = (
            _branches_and_tags(wanted, token)
            if (broken and wanted.pinned) or error.response.status_code in (401, 404)
            else {}
        )
        known = wanted.revision in branches or wanted.revision in branches.values()
        if known and not broken:
            raise no_file_error(wanted, name) from None
        if branches and not known:
            raise no_revision_error(wanted, list(branches)) from None
        raise


def _branches_and_tags(wanted: Address, token: bool | None) -> dict[str, str]:
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


def _commit_of(wanted: Address, found: HfFileMetadata) -> str:
    """The commit that a file's metadata name.

    Raises:
        Unreachable: they name none, so that what answered is not the Hub.
    """
    if found.commit_hash is None or not COMMIT.fullmatch(found.commit_hash):
        raise not_a_hub_error(wanted)
    return found.commit_hash


def _check_disk_space(cache: Path, at: Address, size: int) -> None:
    """Raise where the disk would be too full afterwards."""
    free_bytes = shutil.disk_usage(cache).free
    if free_bytes < size + FREE_BYTES:
        raise BadInput(
            f"There is no room for {at}: it has {size:,} bytes, and {free_bytes:,} are free on the disk, of which "
            f"{FREE_BYTES:,} stay free. Make room, for instance with “hf cache prune”.",
            key="hub-disk",
            given=str(at),
        )
