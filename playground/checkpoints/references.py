"""What a reference points to: a shipped checkpoint, a folder, a repository of the Hub, or a model of a session."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from playground import hub
from playground.checkpoints import session_store
from playground.checkpoints.checkpoint import UNTRAINED
from playground.checkpoints.folder import (
    CONFIG,
    MAX_BYTES,
    NEEDED,
    TOKENIZER,
    VOCABULARY,
    WEIGHTS,
    check_digest,
    read_config,
    read_json,
)
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError, shown
from playground.models.architectures import ARCHITECTURES
from playground.models.config import VARIANTS
from playground.tasks import TASKS
from playground.text_language import DEFAULT as DEFAULT_LANGUAGE
from playground.text_language import TEXT_LANGUAGES, language_of

STANDARD = "standard"  # of the variants: what answers where nobody names a model
FOLDER = Path(__file__).resolve().parents[2] / "checkpoints"
SESSION = session_store.SCHEME  # before the name of a model that belongs to one visit of the page
LOOK_SECONDS = 1.0  # between two looks whether the bundled checkpoints are others than before
SOURCES = "sources.json"  # beside the folders: where the shipped checkpoints are on the Hub


@dataclass(frozen=True)
class Origin:
    """Where the weights of a shipped checkpoint come from."""

    source: str  # bundled, or hub
    repo: str = ""
    revision: str = ""  # a commit
    parameters: int = 0
    bytes: int = 0  # of the weights

    @property
    def reference(self) -> str:
        """`owner/name@commit`."""
        return f"{self.repo}@{self.revision}"


# --- what there is -------------------------------------------------------------------------------


def shipped(task: str | None = None, language: str | None = "en", variant: str | None = STANDARD) -> list[str]:
    """The ids of the bundled checkpoints, in reading order.

    Args:
        task: of one task, or of all.
        language: of models made for one language, or of all. A model that does not say which is one for English.
        variant: `standard`, `textbook` (asked by name only, so never among the defaults), or None for both.
    """
    return list(_chosen(_bundled_files(), len(ARCHITECTURES), task, language, variant))


@lru_cache(maxsize=64)
def _chosen(
    files: tuple[BundledFile, ...], architectures: int, task: str | None, language: str | None, variant: str | None
) -> tuple[str, ...]:
    """The ids of some bundled checkpoints, in reading order; worked out once for these files and architectures."""
    configs = {file.name: _config(file) for file in files}
    chosen = [
        name
        for name, config in configs.items()
        if task in (None, config["task"])
        and language in (None, _language_of_config(config))
        and variant in (None, config.get("variant") or STANDARD)
    ]
    return tuple(sorted(chosen, key=lambda name: (*_reading_order(configs[name]), name)))


def shipped_for(text: str, task: str, language: str | None = None) -> list[str]:
    """The ids of the bundled checkpoints of a task that answer to a text: those made for its language.

    Where there are none for it, those of the first language that has some answer; `caution` says what that is worth.

    Args:
        language: a key of `TEXT_LANGUAGES` that goes before the text's own; None: the text's own.
    Raises:
        NotFound: there is no such language, or no checkpoint for one that was asked for.
    """
    read = language_of(text, language)
    found = shipped(task, read)
    if not found and language is not None:
        raise NotFound(
            f"No model of the task {task} reads the language {read}. Choose another language, or leave it out.",
            key="language-without-models",
            given=read,
            task=task,
        )
    return found or next((some for other in TEXT_LANGUAGES if (some := shipped(task, other))), [])


def counterpart(reference: str, language: str) -> str | None:
    """The bundled checkpoint that is to another language what this one is to its own: of the same task, architecture
    and variant, untrained where this one is; None where there is none, or where this one is not bundled."""
    name = reference.removesuffix(UNTRAINED)
    configs = _bundled_configs()
    if name not in configs:
        return None
    config = configs[name]
    if _language_of_config(config) == language:
        return reference
    for other in shipped(config["task"], language, config.get("variant") or STANDARD):
        if configs[other]["architecture"] == config["architecture"]:
            return other + reference[len(name) :]
    return None


def _bundled_configs() -> dict[str, dict[str, Any]]:
    """The config of each bundled checkpoint, by id; read again where the file is another one than before."""
    return {file.name: _config(file) for file in _bundled_files()}


class BundledFile(NamedTuple):
    """The config of a bundled checkpoint as it lies there now."""

    name: str  # of its folder, which is its id
    folder: str
    changed: int  # in ns


def _bundled_files() -> tuple[BundledFile, ...]:
    """The config of each bundled checkpoint. Every question asks for them: a checkpoint that comes or goes is seen at
    once, a config that is written over a second later."""
    try:
        return _bundled_files_of(FOLDER, os.stat(FOLDER).st_mtime_ns, int(time.monotonic() / LOOK_SECONDS))
    except OSError:  # there is no such folder
        return ()


@lru_cache(maxsize=1)
def _bundled_files_of(above: Path, changed: int, moment: int) -> tuple[BundledFile, ...]:
    found = []
    with os.scandir(above) as entries:
        folders = [(entry.name, entry.path) for entry in entries]
    for name, folder in folders:
        with suppress(OSError):
            about = os.stat(f"{folder}/{CONFIG}")
            if S_ISREG(about.st_mode):
                found.append(BundledFile(name, folder, about.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=256)
def _config(file: BundledFile) -> dict[str, Any]:
    return read_config(Path(file.folder))


def _language_of_config(config: dict[str, Any]) -> str:
    return config.get("language") or DEFAULT_LANGUAGE


def _reading_order(config: dict[str, Any]) -> tuple[int, ...]:
    """Where a bundled checkpoint stands among them, as the tables have what it says of itself."""
    tables: tuple[tuple[Iterable[str], str], ...] = (
        (TEXT_LANGUAGES, _language_of_config(config)),
        (VARIANTS, config.get("variant") or STANDARD),
        (TASKS, config["task"]),
        (ARCHITECTURES, config["architecture"]),
    )
    return tuple(list(table).index(key) if key in table else len(list(table)) for table, key in tables)


def locate(reference: str) -> tuple[Path, str, bool]:
    """Where a reference points: its folder, its source (`bundled`, `hub`, `folder` or `session`), and whether the
    untrained twin is meant. Nothing is fetched.

    Raises:
        NotFound: there is nothing there, or it is on the Hub and was not fetched yet.
    """
    name = reference.removesuffix(UNTRAINED)
    if name.startswith(session_store.SCHEME):
        return session_store.locate(name), "session", name != reference
    if name.startswith((".", "/")):
        folder, source = Path(name), "folder"
        if not (folder / CONFIG).is_file():
            raise NotFound(
                f"There is no checkpoint in the folder {shown(name)}: it has no {CONFIG}. "
                "Name a folder that “train --out” has written.",
                key="checkpoint-folder",
                given=name,
            )
        return folder, source, name != reference
    if is_on_hub(name):
        found = _cached(name)
        if found is None:
            raise NotFound(
                f"{name} has not been fetched from the Hub yet. Load it, or run “python -m playground pull {name}”.",
                key="hub-not-fetched",
                given=name,
            )
        return found, "hub", name != reference
    if name not in shipped(language=None, variant=None):
        raise NotFound(
            f"There is no checkpoint {shown(name)}. Shipped are: {', '.join(shipped(language=None, variant=None))}. "
            "Name one of these, a repository of the Hub (owner/name), or a folder (beginning with ./ or /).",
            key="checkpoint-unknown",
            given=name,
            known=", ".join(shipped(language=None, variant=None)),
        )
    return FOLDER / name, origin(name).source, name != reference


def admit(reference: str) -> str:
    """The reference, if somebody who visits over the network may name it: every one but a folder, which has to lie
    below one of those that PLAYGROUND_FOLDERS names (with a colon between them).

    Raises:
        NotFound: it is another folder; the message is the same whether there is one or not.
    """
    name = reference.removesuffix(UNTRAINED)
    if not name.startswith((".", "/")):
        return reference
    try:
        folder = Path(name).resolve()
        for root in filter(None, os.environ.get("PLAYGROUND_FOLDERS", "").split(os.pathsep)):
            if folder.is_relative_to(Path(root).resolve()):
                return reference
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL in the name
        pass
    raise NotFound(
        f"The folder {shown(name)} cannot be named over the network. Name a shipped model or one of the Hub. "
        "Whoever runs this server can open a folder with PLAYGROUND_FOLDERS.",
        key="checkpoint-admitted",
        given=shown(name),
    )


def origin(name: str) -> Origin:
    """Where the weights of a shipped checkpoint come from: the one place where that is decided.

    They are bundled, unless PLAYGROUND_WEIGHTS is `hub` or they are missing, and sources.json names their repository.

    Raises:
        BadInput: PLAYGROUND_WEIGHTS says something else.
        BadCheckpoint: sources.json cannot be read.
    """
    wanted = os.environ.get("PLAYGROUND_WEIGHTS") or "bundled"
    if wanted not in ("bundled", "hub"):
        raise BadInput(
            f"PLAYGROUND_WEIGHTS is {shown(wanted)}. It has to be bundled or hub. Correct it or unset it.",
            key="weights-setting",
            given=shown(wanted),
        )
    if wanted == "bundled" and (FOLDER / name / WEIGHTS).is_file():
        return Origin("bundled")
    entry = sources().get(name)
    return Origin("hub", **entry) if entry else Origin("bundled")


def sources() -> dict[str, dict[str, Any]]:
    """Where the shipped checkpoints are on the Hub, by id: repo, revision, parameters, bytes. Empty until published."""
    path = FOLDER / SOURCES
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        return {
            name: {
                "repo": hub.address(entry["repo"]).repo,
                "revision": hub.address(f"{entry['repo']}@{entry['revision']}").revision,
                "parameters": int(entry["parameters"]),
                "bytes": int(entry["bytes"]),
            }
            for name, entry in found.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, NotFound):
        raise BadCheckpoint(
            f"{SOURCES} does not name a repo, a revision, parameters and bytes for each checkpoint. "
            "Get it again, or run “python -m playground publish --all”.",
            key="checkpoint-sources",
        ) from None


def fetch(reference: str) -> None:
    """Bring to this machine what a reference names, where it comes from the Hub and is not here yet.

    Raises:
        NotFound, BadCheckpoint, Unreachable: as `hub.fetch`.
    """
    name = reference.removesuffix(UNTRAINED)
    if is_on_hub(name):
        if _cached(name) is None:
            fetch_repository(name)
    elif name == reference and name in shipped(language=None, variant=None) and (found := origin(name)).source == "hub":
        digest = read_config(FOLDER / name).get("sha256")
        hub.fetch(
            found.reference, {WEIGHTS: MAX_BYTES[WEIGHTS]}, [WEIGHTS], partial(check_digest, name, digest), trusted=True
        )


def fetch_repository(name: str, refresh: bool = False) -> Path:
    """The folder of a repository, fetched from the Hub; it has a vocabulary, or a tokenizer in its place.

    Args:
        refresh: whether the Hub is asked where the branch is now, even if an older commit of it is in the cache.
    """
    fetch_files = partial(hub.fetch, name, MAX_BYTES, check=partial(_check_fetched, name), refresh=refresh)
    try:
        return fetch_files(NEEDED)
    except NotFound as problem:
        if problem.values.get("file") != VOCABULARY:
            raise
        try:
            return fetch_files((CONFIG, TOKENIZER, WEIGHTS))
        except NotFound as other:
            raise (problem if other.values.get("file") == TOKENIZER else other) from None


def is_local(reference: str) -> bool:
    """Whether a reference can be loaded, or refused, without asking the Hub."""
    name = reference.removesuffix(UNTRAINED)
    try:
        if is_on_hub(name):
            return _cached(name) is not None
        if (
            name == reference
            and name in shipped(language=None, variant=None)
            and (found := origin(name)).source == "hub"
        ):
            return hub.cached(found.reference, [WEIGHTS]) is not None
    except PlaygroundError:
        pass  # loading it says what is wrong
    return True


def _cached(name: str) -> Path | None:
    """The folder of a repository in the Hub's cache: a checkpoint, or a model of transformers."""
    return hub.cached(name, NEEDED) or hub.cached(name, (CONFIG, TOKENIZER, WEIGHTS))


def is_on_hub(name: str) -> bool:
    """Whether a reference has the form of a repository of the Hub."""
    return "/" in name and not name.startswith((".", "/", SESSION))


def weights_file(reference: str) -> Path:
    """The file with the weights, which is not always in the checkpoint's folder."""
    folder, source, _ = locate(reference)
    name = reference.removesuffix(UNTRAINED)
    if source == "hub" and not is_on_hub(name):
        found = hub.cached(origin(name).reference, [WEIGHTS])
        return (found or folder) / WEIGHTS
    return folder / WEIGHTS


def _check_fetched(name: str, folder: Path) -> None:
    """Refuse files from the Hub that are not what they should be, before they are kept."""
    from playground.checkpoints import transformers_config

    config = read_json(folder / CONFIG, name)
    if transformers_config.is_transformers_config(config):
        transformers_config.to_our_config(config, name)
    else:
        read_json(folder / VOCABULARY, name)
    digest = config.get("sha256") if isinstance(config, dict) else None
    if digest is not None:
        check_digest(name, digest, folder)


def votes(references: Sequence[str]) -> tuple[bool, ...]:
    """Of each of these models, whether its answer counts where models are said to agree or to differ.

    One with random weights has learnt nothing to vote with; only where all are such do they vote.
    """
    trained = tuple(not reference.endswith(UNTRAINED) for reference in references)
    return trained if any(trained) else (True,) * len(trained)
