"""Load checkpoints, and keep those that were loaded in memory for all who ask.

A checkpoint that is missing or broken is an error, never a random model. torch is imported only when weights are read.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground import hub
from playground.checkpoints import session_store
from playground.errors import BadCheckpoint, shown
from playground.text import Vocabulary

if TYPE_CHECKING:
    from playground.models import Config, Model
from playground.checkpoints.checkpoint import UNTRAINED, UNTRAINED_SEED, Checkpoint, Description
from playground.checkpoints.description import describe
from playground.checkpoints.folder import (
    VOCABULARY,
    digest_error,
    display_name,
    read_config,
    read_file,
    read_json,
    split_card,
)
from playground.checkpoints.references import fetch, fetch_repository, is_on_hub, locate, weights_file
from playground.checkpoints.weights import check_size, check_vocabulary, model_from_bytes

MAX_LOADED = 32  # checkpoints in memory at once
MAX_LOADED_PARAMETERS = 500_000_000  # of all of them; 2 GB


def pull(reference: str) -> Description:
    """Ask the Hub where a branch or tag is now, and fetch that commit unless it is here; `id` names the commit.

    Raises:
        NotFound, BadCheckpoint, Unreachable: as `load`.
    """
    name = hub.plain(reference.removesuffix(UNTRAINED))
    if not is_on_hub(name):
        fetch(reference)
        return describe(load(reference).reference)
    commit = fetch_repository(name, refresh=True).name
    with _guard:
        _loaded.pop(name, None)
        _loaded.pop(name + UNTRAINED, None)
    return describe(load(f"{hub.address(name).repo}@{commit}").reference)


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
    reference = reference if reference.startswith((".", "/")) else hub.plain(reference)
    if reference.startswith(session_store.SCHEME):
        locate(reference)  # one that is gone is not to be had from memory either; and asking is using
    with _guard:
        if reference in _loaded:
            _loaded.move_to_end(reference)
            if (folder := _loaded[reference].folder) is not None and is_on_hub(reference):
                hub.note_use(folder)
            return _loaded[reference]
    fetch(reference)  # holds no lock: whoever asks for the same model at this moment has a patience of their own
    with _guard:
        if reference in _loaded:  # meanwhile: who has loaded it has put its lock away
            return _loaded[reference]
        lock = _locks.setdefault(reference, threading.Lock())
    with lock:
        with _guard:
            if reference in _loaded:
                return _loaded[reference]
        try:
            checkpoint = read(reference)
            with _guard:
                _loaded[reference] = checkpoint
                for one in [one for one in _loaded if one.startswith(session_store.SCHEME)]:
                    if not session_store.has(one.removesuffix(UNTRAINED)):
                        del _loaded[one]
                while len(_loaded) > MAX_LOADED or (
                    len(_loaded) > 1 and sum(one.parameters for one in _loaded.values()) > MAX_LOADED_PARAMETERS
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
    name, stored = display_name(folder), read_config(folder)
    if "transformers" in stored:
        from playground.checkpoints import transformers_model

        return transformers_model.load(reference, folder, stored, description, split_card(folder)[1])
    temperature, answer_above = _numbers(stored, name)
    digest = stored.pop("sha256", None)
    config = Config.from_json(stored)
    vocabulary = Vocabulary.from_json(read_json(folder / VOCABULARY))
    check_vocabulary(name, config, vocabulary)
    if untrained:
        model = untrained_model(config)
    else:
        raw = read_file(check_size(weights_file(reference), name, config))
        # What others have put on the Hub need not name a sha256; where it does, it has to be right.
        if hashlib.sha256(raw).hexdigest() != digest and (source != "hub" or digest is not None):
            raise digest_error(name)
        model = model_from_bytes(name, config, raw)
    model.to(devices.device())
    devices.give_memory_back()
    return Checkpoint(
        reference,
        config,
        vocabulary,
        model,
        1.0 if untrained else temperature,
        folder,
        description,
        split_card(folder)[1],
        0.0 if untrained else answer_above,
    )


def _numbers(stored: dict[str, Any], name: str) -> tuple[float, float]:
    """The temperature of a config, and the probability from which on an answer counts as sure; both are taken out.

    Raises:
        BadCheckpoint: one of them is no number, or out of its range.
    """
    temperature = stored.pop("temperature", 1.0)
    if not isinstance(temperature, int | float) or not 0.01 <= temperature <= 100:
        raise BadCheckpoint(
            f"The checkpoint {name} has the temperature {shown(temperature)}. It has to be from 0.01 to 100. "
            f"Save it again.",
            key="checkpoint-temperature",
            checkpoint=name,
        )
    answer_above = stored.pop("answer_above", 0.0)
    if not isinstance(answer_above, int | float) or isinstance(answer_above, bool) or not 0 <= answer_above <= 1:
        raise BadCheckpoint(
            f"The checkpoint {name} has answer_above = {shown(answer_above)}. It has to be from 0 to 1. Save it again.",
            key="checkpoint-answer-above",
            checkpoint=name,
        )
    return temperature, float(answer_above)


def unload(folder: Path) -> None:
    """Drop from memory what was loaded from a folder."""
    with _guard:
        for reference, checkpoint in list(_loaded.items()):
            if checkpoint.folder is not None and checkpoint.folder.resolve() == folder.resolve():
                del _loaded[reference]


def untrained_model(config: Config) -> Model:
    """A model of this configuration with random weights from the fixed seed, in eval mode; the same every time."""
    import torch

    from playground.models import build

    with _guard, torch.random.fork_rng(devices=[]):
        torch.manual_seed(UNTRAINED_SEED)
        return build(config).eval()
