"""A process of its own that reads a file and divides its texts into words, while another asks the network.

It goes without torch and sends one block after the other through a pipe, each when the one before has been taken. It
ends with the process that started it.
"""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from playground.checkpoints import TextReader
from playground.errors import PlaygroundError
from playground.scale.blocks import Block, encode_block, read_blocks
from playground.scale.inputs import Input, open_source


@dataclass(frozen=True)
class Task:
    """What the process is to read, and for which models; None stands for a model that is given the texts."""

    given: Input
    readers: tuple[TextReader | None, ...]
    done: tuple[int, ...] = ()


def encoded_blocks(task: Task) -> Iterator[Block]:
    """The blocks of a file with the texts as the models read them, in this process."""
    for block in read_blocks(open_source(task.given), task.done):
        encode_block(block, task.readers)
        yield block


@contextmanager
def blocks_from_process(task: Task) -> Iterator[Iterator[Block]]:
    """The blocks of a file, read by a process that is ended when they are no longer wanted."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send_blocks, args=(sender, task), daemon=True)
    process.start()
    sender.close()  # so that the end of the process is the end of the pipe
    try:
        yield _received(receiver)
    finally:
        receiver.close()
        process.terminate()
        process.join()


def _received(receiver: Connection) -> Iterator[Block]:
    while True:
        try:
            found = receiver.recv()
        except EOFError:
            raise RuntimeError("the process that reads the texts has ended before its time") from None
        if found is None:
            return
        if isinstance(found, PlaygroundError):
            raise found
        if isinstance(found, str):
            raise RuntimeError(f"the process that reads the texts has failed:\n{found}")
        yield found


def _send_blocks(sender: Connection, task: Task) -> None:
    try:
        for block in encoded_blocks(task):
            sender.send(block)
        sender.send(None)
    except (BrokenPipeError, KeyboardInterrupt):  # nobody wants more
        return
    except PlaygroundError as error:
        sender.send(error)
    except Exception:  # noqa: BLE001  it is said by the process that started this one
        sender.send(traceback.format_exc())
