"""One training by several processes, on one machine or more, as `torchrun` starts them.

Each process goes through the same batches in the same order and computes the gradient of its share of each; torch's
DistributedDataParallel averages the gradients, so all take the same step. The first process alone measures, decides
when to stop, writes the state after each epoch, and the checkpoint. When a process is lost, torchrun starts all of them
again, and they go on from the last epoch. Outside torchrun all of this does nothing.

The state stands beside the checkpoint, so all machines have to see the folder into which it is written.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch import distributed as dist
from torch.distributed.distributed_c10d import PrefixStore
from torch.distributed.rendezvous import rendezvous
from torch.nn.parallel import DistributedDataParallel

from playground.errors import BadInput, shown
from playground.models import Inputs
from playground.tasks import IGNORED

PATIENCE = timedelta(minutes=10)  # for another process, which may be measuring
_TIMES = count()  # that processes have joined in this one


def started_by_torchrun() -> bool:
    """Whether this process is one of several that torchrun has started."""
    return int(os.environ.get("WORLD_SIZE", "1")) > 1 and "TORCHELASTIC_RUN_ID" in os.environ


@contextmanager
def joined() -> Iterator[None]:
    """The processes know of each other inside: over NCCL where each has a GPU, else over Gloo."""
    if not started_by_torchrun():
        yield
        return
    local = int(os.environ["LOCAL_RANK"])
    on_gpu = torch.cuda.is_available() and torch.cuda.device_count() > local
    if on_gpu:
        torch.cuda.set_device(local)
    store, own_rank, processes = next(rendezvous("env://", timeout=PATIENCE))
    # Each time has a part of the store of its own: what was written there before names processes' old addresses.
    part = PrefixStore(f"joined-{_attempt(processes)}-{next(_TIMES)}", store)
    backend = "nccl" if on_gpu else "gloo"
    dist.init_process_group(backend, store=part, rank=own_rank, world_size=processes, timeout=PATIENCE)
    try:
        yield
    finally:
        dist.destroy_process_group()


def _attempt(processes: int) -> str:
    """How many times torchrun has started these processes anew, where all of them know it: on one machine.

    Each machine counts for itself, so that several may have counted differently.
    """
    alone = int(os.environ.get("LOCAL_WORLD_SIZE", "0")) == processes
    return os.environ.get("TORCHELASTIC_RESTART_COUNT", "0") if alone else "any"


def world() -> int:
    """How many processes train together."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def rank() -> int:
    """Which of them this is, from 0."""
    return dist.get_rank() if world() > 1 else 0


@contextmanager
def work_folders(target: Path, follows_from: Sequence[str]) -> Iterator[tuple[Path, Path | None]]:
    """The folder into which this process writes the checkpoint, and the one of the state after each epoch.

    The first process writes the checkpoint; what the others make is thrown away. The state is kept while several
    processes train, beside the checkpoint, until that is there; one process keeps none.

    Args:
        follows_from: what the training follows from: with the state of another one nothing is gone on with.
    Raises:
        BadInput: the state of another training lies there.
    """
    if world() == 1:
        yield target, None
        return
    state = target.with_name(f"{target.name}.state")
    refused = of_the_first(lambda: _note_run(state, list(follows_from)))
    if refused is not None:
        raise BadInput(refused, key="distributed-other-run")
    if rank() == 0:
        yield target, state
        shutil.rmtree(state)
        return
    with tempfile.TemporaryDirectory(prefix="playground-worker-") as thrown_away:
        yield Path(thrown_away) / target.name, state


def _note_run(state: Path, follows_from: list[str]) -> str | None:
    """Note what the state follows from, or say why it cannot be gone on with."""
    note = state / "run.json"
    if not note.exists():
        state.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps(follows_from), "utf-8")
        return None
    if json.loads(note.read_text("utf-8")) == follows_from:
        return None
    return (
        f"{shown(str(state))} holds the state of a training on other data or with other settings. Give another --out, "
        "or delete this folder."
    )


def of_the_first(ask: Callable[[], Any]) -> Any:
    """What the first process answers, in all of them; the others do not ask."""
    if world() == 1:
        return ask()
    answer = [ask() if rank() == 0 else None]
    dist.broadcast_object_list(answer)
    return answer[0]


def check_same_epoch(epoch: int) -> None:
    """Raise unless all processes go on from the same epoch.

    Raises:
        BadInput: they do not, so the state of one is not seen by another.
    """
    if world() == 1:
        return
    epochs: list[Any] = [None] * world()
    dist.all_gather_object(epochs, epoch)
    if len(set(epochs)) > 1:
        raise BadInput(
            f"The processes would go on from different epochs ({', '.join(map(str, epochs))}). The folder of --out has "
            "to be one that all machines see. Give such a one.",
            key="distributed-state",
        )


def shared(module: nn.Module) -> nn.Module:
    """A module whose gradients are averaged over the processes, behind the name by which it is called; itself for
    one process."""
    return DistributedDataParallel(module) if world() > 1 else module


def share_of(inputs: Inputs, gold: Tensor) -> tuple[Inputs, Tensor, float]:
    """This process's part of a batch, and what its mean loss is to be multiplied with so that the mean over the
    processes is the mean over the batch. A process without a text takes the first one, with no weight."""
    number = world()
    if number == 1:
        return inputs, gold, 1.0
    mine = slice(rank(), None, number)
    answers = int((gold != IGNORED).sum()) if gold.dtype == torch.int64 else len(gold)
    part = gold[mine]
    if not len(part):
        mine, part = slice(0, 1), gold[:1]
        weight = 0.0
    else:
        own = int((part != IGNORED).sum()) if gold.dtype == torch.int64 else len(part)
        weight = own * number / max(1, answers)
    letters = None if inputs.letters is None else inputs.letters[mine]
    return Inputs(inputs.words[mine], letters, inputs.mask[mine]), part, weight
