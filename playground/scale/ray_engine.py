"""The same on a cluster, through Ray: blocks are handed to actors, each of which has the models; the only module that
knows Ray, which stands in requirements-ray.txt.

One task on the machine that was asked reads the file and hands out its blocks, Ray Data keeps as many of them in flight
as its stores hold, actors anywhere answer them, and the parts are written where they were asked for: neither the file
nor its parts have to be seen by other machines. What an actor or a machine took with it when it was lost, Ray has
answered again. Each machine needs this project, its environment and the models, at the same place.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playground.checkpoints import load
from playground.data.notation import GUESSED, Notation
from playground.errors import NotApplicable, Unreachable, shown
from playground.scale.answers import AnswerColumn, text_readers
from playground.scale.blocks import Block, encode_block, read_blocks
from playground.scale.inputs import Input, open_source
from playground.scale.outputs import Layout, open_output
from playground.scale.scoring import Part, Report, Run, Summary, finish, one_thread, part_bytes, prepared

ROOT = Path(__file__).parents[2]
KNOCK_SECONDS = 10.0


def score_on_ray(
    references: Sequence[str],
    data: str | Path,
    out: str | Path,
    text_column: str | None = None,
    notation: Notation = GUESSED,
    on_progress: Report | None = None,
    address: str | None = None,
) -> Summary:
    """Write what models answer to every row of a file, asked by a cluster: the same bytes as `score` writes.

    Args:
        address: of a running cluster; None: Ray is started on this machine, and ended with the run. The other
            arguments, and what is raised, are those of `score`.
    Raises:
        NotApplicable: Ray is not installed.
        Unreachable: there is no cluster at this address.
    """
    ray = need_ray()
    with prepared(references, data, out, text_column, notation) as run, _connected(ray, address):
        return finish(run, _parts(ray, run), on_progress)


def need_ray() -> Any:
    """The package ray, with Ray Data.

    Raises:
        NotApplicable: it is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise NotApplicable(
            "--engine ray needs the package ray, which is not installed. Install it with “pip install -r "
            "requirements-ray.txt”, or leave --engine out: then this machine works alone.",
            key="no-ray",
        ) from error
    return ray


@contextmanager
def _connected(ray: Any, address: str | None) -> Iterator[None]:
    """This process as one of a cluster; one that is connected already stays so."""
    if ray.is_initialized():
        yield
        return
    settings = {"env_vars": {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}}
    try:
        _knock(address)
        ray.init(
            address=address,
            runtime_env=settings,
            log_to_driver=False,
            include_dashboard=False if address is None else None,
        )
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        raise Unreachable(
            f"There is no Ray cluster at {shown(address)}. Start one with “ray start --head”, or leave --address out.",
            key="no-cluster",
            given=shown(address),
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str | None) -> None:
    """Raise at once where nothing answers at HOST:PORT: Ray itself would try for minutes.

    Raises:
        OSError: nothing answers.
    """
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_SECONDS).close()


def _parts(ray: Any, run: Run) -> Iterator[Part]:
    """The parts of the output, in the order in which they are answered."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # each of our blocks is a row of Ray's, and is to travel by itself
    context.execution_options.preserve_order = False
    cluster = ray.cluster_resources()
    gpus = int(cluster.get("GPU", 0))
    most = max(1, gpus or int(cluster.get("CPU", 1)))
    blocks = ray.data.read_datasource(_blocks_source(run.given, run.parts.done()), override_num_blocks=1, num_cpus=0)
    answered = blocks.map_batches(
        Answerer,
        batch_size=1,
        batch_format="numpy",
        fn_constructor_args=(run.references, run.parts.out, run.layout, run.columns),
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=most),
        num_cpus=0 if gpus else 1,
        num_gpus=1 if gpus else 0,
    )
    for row in answered.iter_rows():
        yield row["block"], row["raw"]


class Answerer:
    """An actor: it loads the models once, and makes the part of one block after the other."""

    def __init__(self, references: Sequence[str], out: Path, layout: Layout, columns: Sequence[AnswerColumn]) -> None:
        self.checkpoints = [load(reference) for reference in references]
        self.readers = text_readers(self.checkpoints)
        self.output = open_output(out, layout, columns)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        (block,) = batch["block"]
        raw = None
        if block.cells:
            encode_block(block, self.readers)
            with one_thread():
                raw = part_bytes(self.output, self.checkpoints, block)
        answered = Block(block.number, block.rows, block.share, block.wrong)
        return {"block": _column(answered), "raw": _column(raw)}


def _column(value: object) -> Any:
    """A column of one value that stays as it is."""
    import numpy as np

    column = np.empty(1, dtype=object)
    column[0] = value
    return column


def _blocks_source(given: Input, done: tuple[int, ...]) -> Any:
    """A source of Ray Data: the blocks of a file, read in order by one task where the file is."""
    import pandas
    from ray.data import Datasource, ReadTask
    from ray.data.block import BlockMetadata

    def read() -> Iterator[Any]:
        for block in read_blocks(open_source(given), done):
            yield pandas.DataFrame({"block": _column(block)})

    class Blocks(Datasource):
        """The blocks of a file."""

        supports_distributed_reads = False

        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(
            self, parallelism: int, per_task_row_limit: int | None = None, data_context: Any = None
        ) -> list[Any]:
            size = os.path.getsize(given.path)
            return [ReadTask(read, BlockMetadata(num_rows=None, size_bytes=size, input_files=None, exec_stats=None))]

    return Blocks()
