"""A file of texts is answered row by row; ended and started again, the run goes on where it was.

Decisions, all measured (docs/scale.md):
- Each process computes with one thread: two threads on so small networks cost more than they bring, and the same
  block then gives the same bytes on every run.
- The process that asks the network waits for nothing but it: texts are read and divided by another one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playground.checkpoints import UNTRAINED, Checkpoint, load
from playground.checkpoints.folder import CONFIG, TOKENIZER, VOCABULARY, file_digest
from playground.data.notation import GUESSED, Notation
from playground.data.problems import counted, name_rows
from playground.errors import BadInput
from playground.scale.answers import AnswerColumn, answer_block, answer_columns, text_readers
from playground.scale.blocks import ROWS_A_BLOCK, Block, Wrong
from playground.scale.inputs import Input, open_source
from playground.scale.outputs import Layout, Output, check_name, layout_of, open_output
from playground.scale.parts import Parts, open_parts
from playground.scale.text_process import Task, blocks_from_process

ROWS_NAMED = 10
Report = Callable[["Pace"], None]


@dataclass
class Pace:
    """How far a run has come: rows answered by this run, rows of the file so far, and how much of it that is (0-1)."""

    answered: int = 0
    rows: int = 0
    share: float = 0.0
    seconds: float = 0.0
    began_at: float = 0.0  # the share that had been answered before this run

    @property
    def rows_a_second(self) -> float:
        """Rows that this run has answered in a second."""
        return self.answered / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest will take at this pace; None as long as nothing is known."""
        here = self.share - self.began_at
        return self.seconds * (1 - self.share) / here if here > 0 else None


@dataclass
class Summary:
    """What a run has done.

    Attributes:
        columns: those that stand behind the file's own.
        rows: of the file; `answered` of them by this run.
        wrong: reason -> how many rows have an empty answer because of it.
        first_wrong: reason -> the numbers of the first ten of them.
    """

    models: list[str]
    data: str
    out: str
    columns: list[str]
    rows: int = 0
    answered: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    first_wrong: dict[str, list[int]] = field(default_factory=dict)
    seconds: float = 0.0

    def note(self, wrong: Counter[str], first: dict[str, list[int]]) -> None:
        """Count the rows of a block that no model was asked about; blocks come in order."""
        self.wrong += wrong
        for reason, numbers in first.items():
            named = self.first_wrong.setdefault(reason, [])
            named += numbers[: ROWS_NAMED - len(named)]

    def sentences(self) -> list[str]:
        """What is to be said of the rows with an empty answer, a sentence a reason."""
        found = []
        for reason, count in self.wrong.items():
            named = self.first_wrong[reason] + [0] * (count - len(self.first_wrong[reason]))
            found.append(f"{name_rows(named)} {'has' if count == 1 else 'have'} an empty answer: {reason}.")
        return found

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "models": self.models,
            "data": self.data,
            "out": self.out,
            "columns": self.columns,
            "rows": self.rows,
            "answered": self.answered,
            "wrong": {
                reason: {"rows": count, "first": self.first_wrong[reason]} for reason, count in self.wrong.items()
            },
            "seconds": round(self.seconds, 3),
            "rows_a_second": round(self.answered / self.seconds, 1) if self.seconds else None,
        }


@dataclass(frozen=True)
class Run:
    """What there is to do, and where it goes."""

    references: tuple[str, ...]
    given: Input
    layout: Layout
    output: Output
    columns: tuple[AnswerColumn, ...]
    parts: Parts


def score(
    references: Sequence[str],
    data: str | Path,
    out: str | Path,
    text_column: str | None = None,
    notation: Notation = GUESSED,
    on_progress: Report | None = None,
) -> Summary:
    """Write what models answer to every row of a file.

    Args:
        data: .csv, .tsv, .jsonl (each also .gz), .parquet, or a text a line.
        out: .csv, .tsv, .jsonl (each also .gz) or .parquet.
        text_column: the name of the column of texts, or its number counted from 1; else it is guessed.
        notation: what somebody says of how the file is written.
        on_progress: called after each block.
    Raises:
        BadInput: the file cannot be read or written, or `out` is there already.
        NotFound, BadCheckpoint, Unreachable: of a model.
        NotApplicable: a file is Parquet, and pyarrow is not installed.
        Busy: another process is writing `out`.
    """
    with prepared(references, data, out, text_column, notation) as run, one_thread():
        checkpoints = [load(reference) for reference in references]
        task = Task(run.given, text_readers(checkpoints), run.parts.done())
        with blocks_from_process(task) as blocks:
            return finish(run, parts_of(run, checkpoints, blocks), on_progress)


Part = tuple[Block, bytes | None]
"""A block without its rows, and its bytes; None where they had been written before."""


def parts_of(run: Run, checkpoints: Sequence[Checkpoint], blocks: Iterator[Block]) -> Iterator[Part]:
    """The parts of the output, as the blocks come."""
    for block in blocks:
        yield block, part_bytes(run.output, checkpoints, block) if block.cells else None


def part_bytes(output: Output, checkpoints: Sequence[Checkpoint], block: Block) -> bytes:
    """What is written of a block."""
    return output.part(block, answer_block(checkpoints, block))


@contextmanager
def prepared(
    references: Sequence[str], data: str | Path, out: str | Path, text_column: str | None, notation: Notation
) -> Iterator[Run]:
    """All that can be refused is looked at, and the output is this process's own.

    Raises:
        BadInput, NotFound, BadCheckpoint, Unreachable, NotApplicable, Busy: as `score`.
    """
    target = Path(out)
    check_name(target)
    checkpoints = [load(reference) for reference in references]
    given = Input(Path(data), text_column, notation).surveyed()
    if target.exists() and target.samefile(given.path):
        raise BadInput("--out is the file that is read. Give another name.", key="score-same-file")
    source = open_source(given)
    columns = answer_columns(checkpoints, source.columns)
    layout = layout_of(source)
    output = open_output(target, layout, columns)
    with open_parts(target, _identity(checkpoints, given)) as parts:
        yield Run(tuple(references), given, layout, output, columns, parts)


def _identity(checkpoints: Sequence[Checkpoint], given: Input) -> dict[str, Any]:
    """What the parts follow from: parts of another one are not gone on with."""
    return {
        "data": given.survey.sha256 if given.survey else file_digest(given.path),
        "column of texts": given.text_column,
        "delimiter or encoding": [given.notation.delimiter, given.notation.encoding],
        "model": [
            [one.reference.rpartition("/")[2].endswith(UNTRAINED), one.reference, *_digests(one.folder)]
            for one in checkpoints
        ],
        "size of blocks": ROWS_A_BLOCK,
        "version of torch": version("torch"),
    }


def _digests(folder: Path | None) -> list[str]:
    """Of what a model's answers follow from; its config names the sha256 of its weights."""
    names = (CONFIG, VOCABULARY, TOKENIZER)
    return [] if folder is None else [file_digest(folder / name) for name in names if (folder / name).is_file()]


def finish(run: Run, parts: Iterator[Part], on_progress: Report | None = None) -> Summary:
    """Write parts as they come, in any order, then join them.

    Raises:
        BadInput: the file has no rows.
    """
    columns = [column.name for column in run.columns]
    summary = Summary(list(run.references), str(run.given.path), str(run.parts.out), columns)
    pace, started, count = Pace(), time.perf_counter(), 0
    wrong: dict[int, tuple[Counter[str], dict[str, list[int]]]] = {}
    for block, raw in parts:
        count += 1
        pace.rows += block.rows
        pace.share = max(pace.share, block.share)
        if raw is None:
            pace.began_at = pace.share
        else:
            run.parts.write(block.number, raw)
            pace.answered += block.rows
        pace.seconds = time.perf_counter() - started
        if block.wrong:
            wrong[block.number] = _counted(block.wrong)
        if on_progress:
            on_progress(pace)
    if not count:
        raise BadInput(
            f"{run.given.path.name} has no rows. Give a file with texts.", key="empty-file", file=run.given.path.name
        )
    for number in sorted(wrong):
        summary.note(*wrong[number])
    summary.rows, summary.answered = pace.rows, pace.answered
    run.parts.join(run.output, count)
    summary.seconds = time.perf_counter() - started
    return summary


def _counted(wrong: Sequence[Wrong]) -> tuple[Counter[str], dict[str, list[int]]]:
    """How many rows have which reason, and the numbers of the first ten."""
    first: dict[str, list[int]] = {}
    for number, reason in wrong:
        if len(first.setdefault(reason, [])) < ROWS_NAMED:
            first[reason].append(number)
    return Counter(reason for _, reason in wrong), first


@contextmanager
def one_thread() -> Iterator[None]:
    """torch computes with one thread inside, and as before behind."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def rows_in_words(pace: Pace) -> str:
    """How far a run has come, in a line."""
    line = f"{counted(pace.rows, 'row')}, {pace.rows_a_second:,.0f} rows a second"
    if pace.seconds_left is not None:
        line += f", {100 * pace.share:.0f} %, {_duration(pace.seconds_left)} left"
    return line


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
