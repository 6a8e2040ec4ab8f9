"""One training at a time on a machine: the queue, and what happens when the one who asked goes away.

`ask` puts a training in the queue; `look` says where it is, and counts as a sign of life: a job that nobody has looked
at for `AWAY_SECONDS` is ended, so that a closed tab frees the machine. Each training runs in a process of its own with
low priority (work.py), so that predictions go on at their speed, its random numbers are nobody else's, and ending it
ends it. Where ZeroGPU lends the GPU call by call it runs here instead, in slices (slices.py).
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from playground import devices, errors
from playground.checkpoints import session_store
from playground.data.examples import Examples
from playground.errors import BadInput, NotFound, PlaygroundError
from playground.evaluation.error_analysis import Said
from playground.training.finetune import worker
from playground.training.finetune.plan import LATE, MOST_SECONDS, Plan, Step
from playground.training.finetune.tune import Tuned
from playground.training.fit import Progress

AWAY_SECONDS = 10.0  # without a look, after which nobody is thought to be waiting
KEPT_SECONDS = 15 * 60.0  # that the result of a job lies here without a look
WAITING = 20  # jobs that may wait
CHECK_SECONDS = 0.25
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Seen:
    """Where a job is.

    Attributes:
        state: waiting, running, done, failed.
        place: how many are before it (waiting).
        step: the last that was heard of it (running, done).
        tuned, reference: what came out, and the `session:` reference of the model (done).
        error: why there is no model (failed).
    """

    state: str
    place: int = 0
    step: Step | None = None
    tuned: Tuned | None = None
    reference: str | None = None
    error: PlaygroundError | None = None


@dataclass
class _Job:
    train: Examples | None  # until it is done
    held: Examples | None
    plan: Plan
    seen: Seen = field(default_factory=lambda: Seen("waiting"))
    looked: float = field(default_factory=time.monotonic)
    began: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)
    dropped: bool = False

    @property
    def over(self) -> bool:
        return self.seen.state in ("done", "failed")

    @property
    def too_long(self) -> bool:
        """Whether it has had all the time that a training may have, and nobody stopped it before."""
        return not self.stopped.is_set() and time.monotonic() - self.began > MOST_SECONDS

    @property
    def unwanted(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.dropped or time.monotonic() - self.looked > (KEPT_SECONDS if self.over else AWAY_SECONDS)


_jobs: dict[str, _Job] = {}  # in the order in which they were asked for
_guard = threading.RLock()
_worker: threading.Thread | None = None


def ask(train: Examples, held: Examples, plan: Plan) -> str:
    """Put a training in the queue; the job's unguessable name.

    Raises:
        BadInput: too many are waiting already, or a setting is out of its range.
    """
    assert plan.settings  # refuses a value out of its range now and not when its turn comes
    with _guard:
        _forget()
        if sum(not job.over for job in _jobs.values()) > WAITING:
            raise BadInput(
                f"{WAITING} trainings are waiting already. No more can be taken. Try again in a few minutes.",
                key="queue-full",
                waiting=WAITING,
            )
        name = secrets.token_urlsafe(16)
        _jobs[name] = _Job(train, held, plan)
        _see_to_it()
    return name


def look(job: str) -> Seen:
    """Where a job is; looking at it every few seconds keeps it alive.

    Raises:
        NotFound: there is no such job: it was dropped, or its owner was away too long.
    """
    with _guard:
        _forget()
        one = _found(job)
        one.looked = time.monotonic()
        if one.seen.state != "waiting":
            return one.seen
        _see_to_it()
        others = list(_jobs.items())
        before = others[: [name for name, _ in others].index(job)]
        return Seen("waiting", place=sum(not other.over for _, other in before))


def stop(job: str) -> None:
    """End a running job with the best model so far; a waiting one is dropped."""
    with _guard:
        one = _found(job)
        one.stopped.set()
        if one.seen.state == "waiting":
            drop(job)


def drop(job: str) -> None:
    """Forget a job; a running one is ended without a model. The model of one that is done stays."""
    with _guard:
        one = _jobs.pop(job, None)
        if one is not None:
            one.dropped = True


def _found(job: str) -> _Job:
    if job not in _jobs:
        raise NotFound(
            "This training is gone: it was dropped, or nobody had looked at it for a while. Start it again.",
            key="job-gone",
        )
    return _jobs[job]


def _forget() -> None:
    for name in [name for name, job in _jobs.items() if job.unwanted]:
        drop(name)


# --- the one that works --------------------------------------------------------------------------


def _see_to_it() -> None:
    """Have a thread that carries out what is waiting; a new one where the last has ended, whatever it ended of."""
    global _worker
    if _worker is None or not _worker.is_alive():
        _worker = threading.Thread(target=_work, name="training", daemon=True)
        _worker.start()


def _work() -> None:
    """Carry out one job after the other, until none is left."""
    global _worker
    while True:
        with _guard:
            _forget()
            job = next((job for job in _jobs.values() if not job.over), None)
            if job is None:
                _worker = None
                return
            job.seen, job.began = Seen("running"), time.monotonic()
        with tempfile.TemporaryDirectory(prefix="playground-training-", ignore_cleanup_errors=True) as home:
            try:
                _carry_out(job, Path(home) / "model")
            except PlaygroundError as error:  # the model is too large to be kept
                job.seen = Seen("failed", error=error)
            except OSError as error:  # no process, no room on the disk
                job.seen = Seen("failed", error=_died(str(error)))
            finally:
                job.train = job.held = None
                if not job.over:
                    job.seen = Seen("failed", error=_died("no answer"))


def _carry_out(job: _Job, folder: Path) -> None:
    listened = _here if devices.has_zero_gpu() else _in_a_process
    for message in listened(job, folder):
        if job.dropped:
            return
        if "step" in message:
            job.seen = Seen("running", step=_step(message["step"]))
        elif "error" in message:
            told = message["error"]
            kind = getattr(errors, told["kind"])
            job.seen = Seen("failed", error=kind(told["message"], key=told["key"], **told["values"]))
        else:
            told = message["tuned"]
            tuned = Tuned(
                **{
                    **told,
                    "verdict": Said(**told["verdict"]),
                    "notes": [Said(**note) for note in told["notes"]],
                }
            )
            reference = session_store.keep(folder, job.plan.title or job.plan.architecture)
            job.seen = Seen("done", step=job.seen.step, tuned=tuned, reference=reference)


def _step(told: dict[str, Any]) -> Step:
    progress = None if told["progress"] is None else Progress(**told["progress"])
    return Step(told["phase"], progress, tuple(told["history"]))


def _message(job: _Job, folder: Path) -> dict[str, Any]:
    assert job.train is not None
    assert job.held is not None
    plan = {**asdict(job.plan)}
    return {"train": asdict(job.train), "held": asdict(job.held), "plan": plan, "folder": str(folder)}


def _in_a_process(job: _Job, folder: Path) -> Iterator[dict[str, Any]]:
    """What a process of its own says about the job; it is killed when nobody waits for the answer."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        settings.pop(name, None)  # those of the page, which computes for several at a time
    process = subprocess.Popen(
        [sys.executable, "-m", worker.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=settings,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    said: list[str] = []
    handed = threading.Event()
    threading.Thread(target=_watch, args=(job, process, handed), daemon=True).start()
    drained = threading.Thread(target=_drain, args=(process, said), daemon=True)
    drained.start()
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(_message(job, folder)) + "\n")
            process.stdin.flush()
            handed.set()
        for line in process.stdout:
            try:
                message = json.loads(line)
            except ValueError:  # half a line: it died over it
                break
            yield message
            if "step" not in message:  # that was the last: whatever the process still has to do is not waited for
                return
        process.wait()
        drained.join(1.0)
        if not job.over:
            reason = said[-1].strip() if said else f"exit status {process.returncode}"
            job.seen = Seen("failed", error=_died(reason))
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def _watch(job: _Job, process: subprocess.Popen[str], handed: threading.Event) -> None:
    """End the process when nobody waits for it; hand on that it is to stop, once it has been handed its job."""
    told = False
    while process.poll() is None:
        if job.unwanted:
            process.kill()
        if not told and handed.is_set() and (job.stopped.is_set() or job.too_long):
            told = True
            with contextlib.suppress(OSError, ValueError):
                stdin: IO[str] | None = process.stdin
                assert stdin is not None
                stdin.write(f"{LATE if job.too_long else 'stop'}\n")
                stdin.flush()
        time.sleep(CHECK_SECONDS)


def _drain(process: subprocess.Popen[str], said: list[str]) -> None:
    """Keep the last lines of standard error, which say why a process died."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.strip():
            said.append(line)
            del said[:-5]
    process.stderr.close()


def _here(job: _Job, folder: Path) -> Iterator[dict[str, Any]]:
    """The same in this process, whose GPU is lent in slices."""

    def ended() -> bool | str:
        return job.stopped.is_set() or job.unwanted or (job.too_long and LATE)

    return worker.run(_message(job, folder), ended)


def _died(reason: str) -> BadInput:
    return BadInput(
        f"The training ended before there was a model ({reason[:200]}). Try a smaller file or a smaller model.",
        key="training-died",
        reason=reason[:200],
    )
