"""A checkpoint = config + vocabulary + weights + card, in a folder laid out as the Hub repository that it is.

Weights are stored as safetensors: float16, word embeddings as int8 with a scale a row. In memory they are float32. A
checkpoint that is missing or broken is an error, never a random model; a model with random weights is asked for by
name, with `#untrained` behind the reference: the same configuration, drawn from a fixed seed.

A reference is the id of a shipped checkpoint, a folder, or a repository of the Hub. Only `load` and `fetch` ask the
Hub, and only for what is not in its cache; everything else speaks of what is on this machine. Where the weights of a
shipped checkpoint come from is decided in one place, `origin`. Who visits over the network may not name folders
(`admit`): their messages would tell what there is on the server's disk.

torch is imported only when weights are read, so that listing checkpoints costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import struct
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from playground import hub, sessions
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError, shown
from playground.text import LETTERS_A_WORD, Vocabulary, Word

if TYPE_CHECKING:
    import torch

    from playground.models import Config, Inputs, Model

FOLDER = Path(__file__).resolve().parent.parent / "checkpoints"
UNTRAINED = "#untrained"
UNTRAINED_SEED = 0
SESSION = sessions.SCHEME  # before the name of a model that belongs to one visit of the page

CONFIG, WEIGHTS, VOCABULARY, CARD, RECIPE, MEMORY, BEHAVIOUR = (
    "config.json",
    "model.safetensors",
    "vocabulary.json",
    "README.md",
    "training.json",
    "memory.json",
    "behaviour.json",
)
TOKENIZER = "tokenizer.json"  # in place of a vocabulary, where a model reads pieces of words (`foreign.py`)
MAX_BYTES = {
    CONFIG: 1_000_000,
    WEIGHTS: 600_000_000,
    VOCABULARY: 30_000_000,
    TOKENIZER: 30_000_000,
    CARD: 1_000_000,
    RECIPE: 1_000_000,
    MEMORY: 1_000_000,
    BEHAVIOUR: 1_000_000,
}
KEPT = 32  # checkpoints in memory at once
KEPT_PARAMETERS = 500_000_000  # of all of them; 2 GB
ENTRIES = 1_000_000  # of a JSON file, by its commas: what a vocabulary of 500,000 words does not reach
NEEDED = (CONFIG, VOCABULARY, WEIGHTS)  # files without which a folder is no checkpoint
SOURCES = "sources.json"  # beside the folders: where the shipped checkpoints are on the Hub

_SCALE = ".scale"
_ORDER = ("rnn", "lstm", "textcnn", "transformer")  # as in models.ARCHITECTURES, which would import torch


@dataclass(frozen=True)
class Description:
    """What can be said of a checkpoint without reading its weights."""

    id: str
    task: str
    architecture: str
    parameters: int
    bytes: int  # of all its files
    labels: tuple[str, ...]
    source: str  # bundled, hub, folder or session
    metrics: dict[str, dict[str, float]]  # by data set, then by metric; shares are 0-1
    title: str = ""  # what the page calls it; empty where its architecture or its reference says it
    revision: str = ""  # the commit, of what comes from the Hub

    def as_json(self) -> dict[str, Any]:
        """As `python -m playground models --json` prints it."""
        return {**{key: value for key, value in self.__dict__.items() if key != "title"}, "labels": list(self.labels)}


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


class Checkpoint:
    """A model that can be asked, with all that is needed to put a text to it."""

    whole_words = True  # a model that reads pieces of words can be compared and explained, not looked into

    def __init__(
        self,
        reference: str,
        config: Config,
        vocabulary: Vocabulary,
        model: Model,
        temperature: float = 1.0,
        folder: Path | None = None,
        description: Description | None = None,
        card: str = "",
    ) -> None:
        self.reference = reference
        self.config = config
        self.vocabulary = vocabulary
        self.model = model
        self.temperature = temperature
        self.folder = folder
        self.card = card
        self.untrained = reference.endswith(UNTRAINED)
        self.id = reference
        self.source = description.source if description else "folder"
        self.metrics = description.metrics if description and not self.untrained else {}
        self.bytes = description.bytes if description else 0
        self.parameters = sum(parameter.numel() for parameter in model.parameters())

    @property
    def task(self) -> str:
        """`sentiment` or `pos`."""
        return self.config.task

    @property
    def architecture(self) -> str:
        """A key of `models.ARCHITECTURES`."""
        return self.config.architecture

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.model.word_embedding.weight.device

    def encode(self, texts: Sequence[Sequence[str | Word]]) -> Inputs:
        """A batch of texts, given as their words, as ids on the model's device; words beyond `max_words` are left
        out.

        Args:
            texts: words as strings, or with their places in the text, which tell a model of pieces what stands apart.
        """
        spelled = [[word if isinstance(word, str) else word[0] for word in text] for text in texts]
        return encode(self.config, self.vocabulary, spelled, self.device)

    def reads(self, words: Sequence[str | Word]) -> int:
        """How many words of a text reach the model, from the first one on."""
        return min(len(words), self.config.max_words)

    def must_read_words(self) -> None:
        """Do nothing: the model reads whole words, so that its inner values are those of words."""


def encode(
    config: Config, vocabulary: Vocabulary, texts: Sequence[Sequence[str]], device: torch.device | str = "cpu"
) -> Inputs:
    """A batch of texts, given as their words, as ids.

    Returns:
        words (batch, words), letters (batch, words, 20) or None, mask (batch, words); at least one position wide.
    """
    import torch

    from playground.models import Inputs

    cut = [text[: config.max_words] for text in texts]
    longest = max([1, *map(len, cut)])
    ids = torch.tensor([vocabulary.ids(text) + [0] * (longest - len(text)) for text in cut])
    lengths = torch.tensor([len(text) for text in cut])
    letters = None
    if config.letters:
        blank = (0,) * LETTERS_A_WORD
        rows = [
            [(vocabulary.letter_ids(word) + blank)[:LETTERS_A_WORD] for word in text] + [blank] * (longest - len(text))
            for text in cut
        ]
        letters = torch.tensor(rows).to(device)
    return Inputs(ids.to(device), letters, (torch.arange(longest)[None] < lengths[:, None]).to(device))


# --- what there is -------------------------------------------------------------------------------


def shipped(task: str | None = None) -> list[str]:
    """The ids of the bundled checkpoints, of one task or of all, in reading order."""
    found = [folder.name for folder in FOLDER.iterdir() if (folder / CONFIG).is_file()] if FOLDER.is_dir() else []
    kinds = ("sentiment", "pos")
    order = {f"{kind}-{name}": (i, j) for i, kind in enumerate(kinds) for j, name in enumerate(_ORDER)}
    found.sort(key=lambda name: (*order.get(name, (9, 9)), name))
    return [name for name in found if task is None or _config(FOLDER / name)["task"] == task]


def locate(reference: str) -> tuple[Path, str, bool]:
    """Where a reference points: its folder, its source (`bundled`, `hub`, `folder` or `session`), and whether the
    untrained twin is meant. Nothing is fetched.

    Raises:
        NotFound: there is nothing there, or it is on the Hub and was not fetched yet.
    """
    name = reference.removesuffix(UNTRAINED)
    if name.startswith(sessions.SCHEME):
        return sessions.locate(name), "session", name != reference
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
    if _on_the_hub(name):
        found = _cached(name)
        if found is None:
            raise NotFound(
                f"{name} has not been fetched from the Hub yet. Load it, or run “python -m playground pull {name}”.",
                key="hub-not-fetched",
                given=name,
            )
        return found, "hub", name != reference
    if name not in shipped():
        raise NotFound(
            f"There is no checkpoint {shown(name)}. Shipped are: {', '.join(shipped())}. "
            "Name one of these, a repository of the Hub (owner/name), or a folder (beginning with ./ or /).",
            key="checkpoint-unknown",
            given=name,
            known=", ".join(shipped()),
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
    if _on_the_hub(name):
        if _cached(name) is None:
            _bring(name)
    elif name == reference and name in shipped() and (found := origin(name)).source == "hub":
        digest = _config(FOLDER / name).get("sha256")
        hub.fetch(found.reference, {WEIGHTS: MAX_BYTES[WEIGHTS]}, [WEIGHTS], partial(_same, name, digest), ours=True)


def pull(reference: str) -> Description:
    """Ask the Hub where a branch or tag is now, and fetch that commit unless it is here; `id` names the commit.

    Raises:
        NotFound, BadCheckpoint, Unreachable: as `load`.
    """
    name = reference.removesuffix(UNTRAINED)
    if not _on_the_hub(name):
        fetch(reference)
        return describe(load(reference).reference)
    commit = _bring(name, again=True).name
    with _guard:
        _loaded.pop(name, None)
        _loaded.pop(name + UNTRAINED, None)
    return describe(load(f"{hub.address(name).repo}@{commit}").reference)


def _bring(name: str, again: bool = False) -> Path:
    """Fetch a repository that has a vocabulary, or a tokenizer in its place."""
    asked = partial(hub.fetch, name, MAX_BYTES, check=partial(_arrived, name), again=again)
    try:
        return asked(NEEDED)
    except NotFound as problem:
        if problem.values.get("file") != VOCABULARY:
            raise
        try:
            return asked((CONFIG, TOKENIZER, WEIGHTS))
        except NotFound as other:
            raise (problem if other.values.get("file") == TOKENIZER else other) from None


def at_hand(reference: str) -> bool:
    """Whether a reference can be loaded, or refused, without asking the Hub."""
    name = reference.removesuffix(UNTRAINED)
    try:
        if _on_the_hub(name):
            return _cached(name) is not None
        if name == reference and name in shipped() and (found := origin(name)).source == "hub":
            return hub.cached(found.reference, [WEIGHTS]) is not None
    except PlaygroundError:
        pass  # loading it says what is wrong
    return True


def _cached(name: str) -> Path | None:
    """The folder of a repository in the Hub's cache: a checkpoint, or a model of transformers."""
    return hub.cached(name, NEEDED) or hub.cached(name, (CONFIG, TOKENIZER, WEIGHTS))


def _on_the_hub(name: str) -> bool:
    return "/" in name and not name.startswith((".", "/", SESSION))


def _weights(reference: str) -> Path:
    """The file with the weights, which is not always in the checkpoint's folder."""
    folder, source, _ = locate(reference)
    name = reference.removesuffix(UNTRAINED)
    if source == "hub" and not _on_the_hub(name):
        found = hub.cached(origin(name).reference, [WEIGHTS])
        return (found or folder) / WEIGHTS
    return folder / WEIGHTS


def _arrived(name: str, folder: Path) -> None:
    """Refuse files from the Hub that are not what they should be, before they are kept."""
    from playground import foreign

    config = _json(folder / CONFIG, name)
    if foreign.is_foreign(config):
        foreign.understood(config, name)
    else:
        _json(folder / VOCABULARY, name)
    digest = config.get("sha256") if isinstance(config, dict) else None
    if digest is not None:
        _same(name, digest, folder)


def _same(name: str, digest: object, folder: Path) -> None:
    """Refuse weights that have another sha256."""
    with (folder / WEIGHTS).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise _other_weights(name)


def _other_weights(name: str) -> BadCheckpoint:
    return BadCheckpoint(
        f"The weights of the checkpoint {name} are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again.",
        key="checkpoint-sha256",
        checkpoint=name,
    )


def describe(reference: str) -> Description:
    """What can be said of a checkpoint without reading its weights.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: its files cannot be read.
    """
    folder, source, untrained = locate(reference)
    config = _config(folder)
    elsewhere = origin(folder.name) if source == "hub" and folder.parent == FOLDER else None
    files = [file for file in MAX_BYTES if (folder / file).is_file() and not (elsewhere and file == WEIGHTS)]
    return Description(
        id=reference,
        task=config["task"],
        architecture=config["architecture"],
        parameters=elsewhere.parameters if elsewhere else _stored_parameters(folder / WEIGHTS),
        bytes=sum((folder / file).stat().st_size for file in files) + (elsewhere.bytes if elsewhere else 0),
        labels=tuple(config["labels"]),
        source=source,
        metrics={} if untrained else _metrics(folder),
        revision=elsewhere.revision if elsewhere else folder.name if source == "hub" else "",
        title=sessions.title(reference.removesuffix(UNTRAINED)) if source == "session" else "",
    )


def read_card(reference: str) -> str:
    """The model card, Markdown without its metadata; empty where there is none."""
    folder, _, _ = locate(reference)
    return _split_card(folder)[1]


def read_measured(reference: str, name: str) -> Any:
    """What memory.json (`lenses.memory.Means`) or behaviour.json (`training.behaviour.Behaviour`) holds.

    None where there is no such file, or it was measured of other weights.
    """
    folder, _, untrained = locate(reference)
    if untrained or not (folder / name).is_file():
        return None
    found = _json(folder / name)
    same = isinstance(found, dict) and found.get("weights") == _config(folder).get("sha256")
    return found if same else None


def weights_digest(checkpoint: Checkpoint) -> str:
    """The sha256 that the checkpoint's config has of its weights; empty for a model that lies nowhere."""
    return "" if checkpoint.folder is None else str(_config(checkpoint.folder).get("sha256", ""))


def read_recipe(reference: str) -> list[dict[str, Any]]:
    """The stages that made a checkpoint, as its recipe has them; none where no recipe is stored."""
    folder, _, _ = locate(reference)
    value = _json(folder / RECIPE) if (folder / RECIPE).is_file() else {}
    stages = value.get("stages") if isinstance(value, dict) else None
    return [stage for stage in stages if isinstance(stage, dict)] if isinstance(stages, list) else []


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES[path.name]:
            raise BadCheckpoint(
                f"{path.name} has {path.stat().st_size:,} bytes. At most {MAX_BYTES[path.name]:,} are read. "
                "Use a smaller checkpoint.",
                key="checkpoint-file-size",
                file=path.name,
                allowed=MAX_BYTES[path.name],
            )
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> BadCheckpoint:
    return BadCheckpoint(
        f"{path.name} of the checkpoint {_called(path.parent)} cannot be read ({error.strerror}). "
        "Get the checkpoint again, for instance with “git checkout checkpoints”.",
        key="checkpoint-file",
        file=path.name,
        checkpoint=_called(path.parent),
    )


def _called(folder: Path) -> str:
    """What messages call a checkpoint: the Hub's cache has its repository two folders above."""
    if folder.parent.name == "snapshots":
        return f"{folder.parent.parent.name.removeprefix('models--').replace('--', '/')}@{folder.name[:7]}"
    return folder.name


def _json(path: Path, called: str = "") -> Any:
    """What a JSON file holds.

    Raises:
        BadCheckpoint: it cannot be read, is no JSON, or has so many entries that they would fill the memory.
    """
    raw = _read(path)
    if raw.count(b",") > ENTRIES:
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {called or _called(path.parent)} has more than {ENTRIES:,} entries. "
            "Use a smaller vocabulary.",
            key="checkpoint-entries",
            file=path.name,
            checkpoint=called or _called(path.parent),
            allowed=f"{ENTRIES:,}",
        )
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {called or _called(path.parent)} is not JSON. Get the checkpoint again.",
            key="checkpoint-json",
            file=path.name,
            checkpoint=called or _called(path.parent),
        ) from None


def _config(folder: Path) -> dict[str, Any]:
    from playground import foreign

    value = _json(folder / CONFIG)
    if foreign.is_foreign(value):
        return foreign.understood(value, _called(folder))
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("labels"), list)
        or not all(isinstance(text, str) for text in (value.get("task"), value.get("architecture"), *value["labels"]))
    ):
        raise BadCheckpoint(
            f"{CONFIG} of the checkpoint {_called(folder)} does not say architecture, task and labels. "
            "Save the checkpoint again.",
            key="checkpoint-config",
            checkpoint=_called(folder),
        )
    return value


def _stored_parameters(path: Path) -> int:
    """The numbers in a safetensors file, scales not counted; read from its header.

    Raises:
        BadCheckpoint: the file is missing, or its header is not that of a safetensors file.
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > MAX_BYTES[CONFIG]:
                raise ValueError(length)
            header = json.loads(file.read(length))
        shapes = [entry["shape"] for name, entry in header.items() if not name.endswith((_SCALE, "__metadata__"))]
        return sum(math.prod(map(int, shape)) for shape in shapes)
    except OSError as error:
        raise _unreadable(path, error) from None
    except (struct.error, ValueError, RecursionError, AttributeError, KeyError, TypeError):
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {_called(path.parent)} is not a safetensors file. "
            "Get the checkpoint again.",
            key="checkpoint-weights",
            checkpoint=_called(path.parent),
        ) from None


def _split_card(folder: Path) -> tuple[dict[str, Any], str]:
    path = folder / CARD
    if not path.is_file():
        return {}, ""
    text = _read(path).decode("utf-8", "replace")
    parts = text.split("---\n", 2)
    if len(parts) == 3 and not parts[0].strip():
        try:
            metadata = yaml.safe_load(parts[1])
        except yaml.YAMLError:
            metadata = {}
        return metadata if isinstance(metadata, dict) else {}, parts[2].lstrip()
    return {}, text


def _metrics(folder: Path) -> dict[str, dict[str, float]]:
    """The measured results of the card's model-index: {data set: {metric: number}}."""
    found: dict[str, dict[str, float]] = {}
    try:
        for model in _split_card(folder)[0].get("model-index", []):
            for result in model["results"]:
                numbers = found.setdefault(result["dataset"]["name"], {})
                for metric in result["metrics"]:
                    value = float(metric["value"])
                    if math.isfinite(value):  # JSON has no other numbers
                        numbers[metric["type"]] = value
    except (KeyError, TypeError, ValueError):
        return {}
    return found


# --- load ----------------------------------------------------------------------------------------

_loaded: OrderedDict[str, Checkpoint] = OrderedDict()
_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


def load(reference: str) -> Checkpoint:
    """The checkpoint that a reference names, its model in eval mode on the device of this machine.

    Loaded checkpoints are kept, and shared by all who ask. What comes from the Hub is fetched, unless it is in the
    cache: then nothing is asked, and a branch is where it was when it was fetched (`pull` asks again).

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: its files are missing, malformed or do not belong together.
        Unreachable: it would have to be fetched from the Hub, which does not answer.
    """
    if reference.startswith(sessions.SCHEME):
        locate(reference)  # one that is gone is not to be had from memory either; and asking is using
    with _guard:
        if reference in _loaded:
            _loaded.move_to_end(reference)
            return _loaded[reference]
    fetch(reference)  # holds no lock: whoever asks for the same model at this moment has a patience of their own
    with _guard:
        lock = _locks.setdefault(reference, threading.Lock())
    with lock:
        with _guard:
            if reference in _loaded:
                return _loaded[reference]
        try:
            checkpoint = read(reference)
            with _guard:
                _loaded[reference] = checkpoint
                for one in [one for one in _loaded if one.startswith(sessions.SCHEME)]:
                    if not sessions.has(one.removesuffix(UNTRAINED)):
                        del _loaded[one]
                while len(_loaded) > KEPT or (
                    len(_loaded) > 1 and sum(one.parameters for one in _loaded.values()) > KEPT_PARAMETERS
                ):
                    _loaded.popitem(last=False)
        finally:
            with _guard:
                _locks.pop(reference, None)
    return checkpoint


def read(reference: str) -> Checkpoint:
    """The checkpoint that a reference names, read anew and shared with nobody; raises what `load` raises."""
    from playground import devices
    from playground.models import Config

    folder, source, untrained = locate(reference)
    description = describe(reference)
    name, stored = _called(folder), _config(folder)
    if "transformers" in stored:
        from playground import foreign

        return foreign.load(reference, folder, stored, description, _split_card(folder)[1])
    temperature = stored.pop("temperature", 1.0)
    digest = stored.pop("sha256", None)
    stored.pop("tokenisation", None)
    if not isinstance(temperature, int | float) or not 0.01 <= temperature <= 100:
        raise BadCheckpoint(
            f"The checkpoint {name} has the temperature {shown(temperature)}. It has to be from 0.01 to 100. "
            f"Save it again.",
            key="checkpoint-temperature",
            checkpoint=name,
        )
    config = Config.from_json(stored)
    vocabulary = Vocabulary.from_json(_json(folder / VOCABULARY))
    _belong_together(name, config, vocabulary)
    if untrained:
        model = untrained_model(config)
    else:
        raw = _read(_small_enough(_weights(reference), name, config))
        # What others have put on the Hub need not name a sha256; where it does, it has to be right.
        if hashlib.sha256(raw).hexdigest() != digest and (source != "hub" or digest is not None):
            raise _other_weights(name)
        model = _model(name, config, raw)
    model.to(devices.device())
    return Checkpoint(
        reference,
        config,
        vocabulary,
        model,
        1.0 if untrained else temperature,
        folder,
        description,
        _split_card(folder)[1],
    )


def untrained_model(config: Config) -> Model:
    """A model of this configuration with random weights from the fixed seed, in eval mode; the same every time."""
    import torch

    from playground.models import build

    with _guard, torch.random.fork_rng(devices=[]):
        torch.manual_seed(UNTRAINED_SEED)
        return build(config).eval()


def _belong_together(name: str, config: Config, vocabulary: Vocabulary) -> None:
    letters = len(vocabulary.letters) + 2 if config.letters else 0
    if config.words != len(vocabulary) or config.letters not in (0, letters):
        raise BadCheckpoint(
            f"The vocabulary of the checkpoint {name} has {len(vocabulary):,} rows of words and {letters:,} of "
            f"letters, "
            f"its config says {config.words:,} and {config.letters:,}. They have to be equal. Save the checkpoint "
            f"again.",
            key="checkpoint-vocabulary",
            checkpoint=name,
        )


def _small_enough(path: Path, name: str, config: Config) -> Path:
    """The weights' file, unless it has more bytes than a model of this configuration: those need not be read."""
    from playground.models import parameter_count

    most = 4 * parameter_count(config) + MAX_BYTES[CONFIG]
    if path.is_file() and most < path.stat().st_size <= MAX_BYTES[WEIGHTS]:
        raise BadCheckpoint(
            f"{WEIGHTS} of the checkpoint {name} has {path.stat().st_size:,} bytes. A model of its config has at most "
            f"{most:,}. The weights do not fit the config. Get or save the checkpoint again.",
            key="checkpoint-weights-size",
            checkpoint=name,
            allowed=f"{most:,}",
        )
    return path


def _model(name: str, config: Config, raw: bytes) -> Model:
    """A model with exactly these weights.

    Raises:
        BadCheckpoint: a tensor is missing, extra, misshapen, of another type, or holds NaN or infinity.
    """
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load as load_tensors

    from playground.models import build

    try:
        tensors = load_tensors(raw)
    except (SafetensorError, ValueError) as error:
        raise BadCheckpoint(
            f"{WEIGHTS} of the checkpoint {name} is not a safetensors file ({error}). Get the checkpoint again.",
            key="checkpoint-weights",
            checkpoint=name,
        ) from None

    def refuse(tensor: str, problem: str) -> BadCheckpoint:
        return BadCheckpoint(
            f"The tensor {shown(tensor)} of the checkpoint {name} {problem}. The weights do not fit the config. "
            "Get or save the checkpoint again.",
            key="checkpoint-tensor",
            checkpoint=name,
            tensor=tensor,
        )

    # Without memory and without a random start, which would take numbers from a generator that others may be using.
    with torch.device("meta"):
        model: Model = build(config)
    expected = model.state_dict()
    scales = {key + _SCALE for key in expected if key in tensors and tensors[key].dtype == torch.int8}
    given = set(tensors) - scales
    for key in sorted(set(expected) - given):
        raise refuse(key, "is missing")
    for key in sorted(given - set(expected)):
        raise refuse(key, "is not part of the model")
    state = {}
    for key in expected:
        if tensors[key].shape != expected[key].shape:
            raise refuse(key, f"has the shape {tuple(tensors[key].shape)} instead of {tuple(expected[key].shape)}")
        if tensors[key].dtype == torch.int8:
            scale = tensors.get(key + _SCALE)
            if scale is None or expected[key].ndim != 2 or scale.shape != (len(expected[key]), 1):
                raise refuse(key, "has no scale for each row")
        elif tensors[key].dtype not in (torch.float16, torch.float32):
            raise refuse(key, f"is of type {tensors[key].dtype}, not float16, float32 or int8")
        state[key] = unpack(tensors, key).clone()  # not a view of the file's bytes
        if not torch.isfinite(state[key]).all():
            raise refuse(key, "holds NaN or infinity")
    model.load_state_dict(state, assign=True)
    return model.eval()


# --- save ----------------------------------------------------------------------------------------


def pack(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights as they are stored: float16, and large embeddings as int8 with a float16 scale a row."""
    import torch

    stored = {}
    for name, tensor in state.items():
        tensor = tensor.detach().cpu().float()
        if name == "word_embedding.weight" and len(tensor) > 1_000:
            scale = (tensor.abs().amax(1, keepdim=True) / 127).clamp(min=1e-6).half()
            stored[name] = (tensor / scale.float()).round().clamp(-127, 127).to(torch.int8)
            stored[name + _SCALE] = scale
        else:
            stored[name] = tensor.half().contiguous()
    return stored


def unpack(stored: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    """One stored weight as float32."""
    import torch

    tensor = stored[name].float()
    return tensor * stored[name + _SCALE].float() if stored[name].dtype == torch.int8 else tensor


def round_weights(model: Model) -> None:
    """Round a model's weights to what is stored of them, in place, so that all that is measured is true of the file."""
    stored = pack(model.state_dict())
    model.load_state_dict({name: unpack(stored, name) for name in model.state_dict()})


def save(
    folder: str | os.PathLike[str],
    model: Model,
    vocabulary: Vocabulary,
    *,
    temperature: float = 1.0,
    recipe: dict[str, Any] | None = None,
    card: str = "",
) -> Path:
    """Write a checkpoint folder, whole or not at all; files of an older checkpoint there are replaced, others stay.

    Returns:
        The folder.
    """
    from safetensors.torch import save as save_tensors

    target = Path(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    weights = save_tensors(pack(model.state_dict()), {"format": "pt"})
    config = {
        **model.config.as_json(),
        "tokenisation": "words",
        "temperature": temperature,
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        new = Path(made)
        (new / WEIGHTS).write_bytes(weights)
        (new / CONFIG).write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (new / VOCABULARY).write_text(json.dumps(vocabulary.as_json(), ensure_ascii=False) + "\n", encoding="utf-8")
        if recipe is not None:
            (new / RECIPE).write_text(json.dumps(recipe, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if card:
            (new / CARD).write_text(card, encoding="utf-8")
        target.mkdir(exist_ok=True)
        for path in sorted(
            new.iterdir(), key=lambda path: path.name == CONFIG
        ):  # the config last: it makes it a checkpoint
            shutil.move(str(path), target / path.name)
    with _guard:
        for reference, checkpoint in list(_loaded.items()):
            if checkpoint.folder is not None and checkpoint.folder.resolve() == target.resolve():
                del _loaded[reference]  # what was read from here before
    return target
