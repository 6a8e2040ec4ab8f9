"""One training at a time on a machine: the queue, and what happens when the one who asked goes away.

`submit` puts a training in the queue; `status` says where it is, and counts as a sign of life. Connections break and
phones are locked, so a job goes on without a look for `AWAY_SECONDS`, or `AWAITED_SECONDS` where somebody waits behind
it, so that a closed tab frees the machine. Who comes back later is told. Each training runs in a process of its own
with low priority (`worker.py`), so that predictions go on at their speed, its random numbers are nobody else's, and
ending it ends it. Where ZeroGPU lends the GPU call by call it runs here instead, in slices (`zero_gpu.py`).
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
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from playground import devices
from playground.checkpoints import session_store
from playground.checkpoints.session_store import NOBODY, Owner
from playground.data.examples import Examples
from playground.data.stored_file import StoredFile
from playground.errors import BadInput, NotFound, PlaygroundError
from playground.training.finetune import worker
from playground.training.finetune.messages import (
    died_error,
    error_from_json,
    result_from_json,
    step_from_json,
    too_long_error,
)
from playground.training.finetune.plan import MOST_SECONDS, TIME_IS_UP, Plan, TuningStep
from playground.training.finetune.tune import TuningResult

AWAY_SECONDS = 300.0  # without a look, after which nobody is thought to be waiting
AWAITED_SECONDS = 60.0  # the same where another job waits for the place
MOST_LOST = 256  # jobs of which it is remembered that they were ended because nobody looked
KEPT_SECONDS = 15 * 60.0  # that the result of a job lies here without a look
WAITING = 20  # jobs that may wait
CHECK_SECONDS = 0.25
ROOT = Path(__file__).resolve().parents[3]
TRAIN = "train"


@dataclass(frozen=True)
class JobStatus:
    """Where a job is.

    Attributes:
        state: waiting, running, done, failed.
        place: how many are before it (waiting).
        step: the last that was heard of it (running, done).
        result, reference: what came out, and the `session:` reference of the model (done).
        found: what came of a study, as JSON (done), or is known of it by now (running).
        error: why nothing came of it (failed).
    """

    state: str
    place: int = 0
    step: TuningStep | None = None
    result: TuningResult | None = None
    reference: str | None = None
    found: dict[str, Any] | None = None
    error: PlaygroundError | None = None


@dataclass
class _Job:
    """A training that was asked for, and who waits for it."""

    examples: StoredFile | None  # {train, validation} and what else the work takes, as JSON, until it is done
    plan: Plan
    owner: Owner = NOBODY
    work: str = TRAIN
    status: JobStatus = field(default_factory=lambda: JobStatus("waiting"))
    last_looked: float = field(default_factory=time.monotonic)
    started: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)
    dropped: bool = False

    @property
    def over(self) -> bool:
        """Whether it is done or has failed."""
        return self.status.state in ("done", "failed")

    @property
    def too_long(self) -> bool:
        """Whether it has had all the time that a training may have, and nobody stopped it before."""
        return not self.stopped.is_set() and time.monotonic() - self.started > MOST_SECONDS

    @property
    def unwanted(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.dropped or time.monotonic() - self.last_looked > (KEPT_SECONDS if self.over else _patience(self))


def _patience(job: _Job) -> float:
    """For how many seconds a job that is not over goes on without a look."""
    with _lock:
        others = [other for other in _jobs.values() if not other.over]
    return AWAITED_SECONDS if others and others[-1] is not job else AWAY_SECONDS


_jobs: dict[str, _Job] = {}  # in the order in which they were asked for
_lost: OrderedDict[str, int] = OrderedDict()  # jobs that were ended since nobody looked, and after how many minutes
_lock = threading.RLock()
_worker: threading.Thread | None = None


def submit(
    train: Examples,
    validation: Examples | None,
    plan: Plan,
    owner: Owner = NOBODY,
    work: str = TRAIN,
    also: Mapping[str, Any] | None = None,
) -> str:
    """Put a training in the queue; the job's unguessable name. Its examples lie on the disk until it is done.

    Args:
        validation: None for a study, which holds back by itself.
        owner: whose model it will be.
        work: `TRAIN`, "corrected", `studies.ROWS`, or a key of `studies.STUDIES`.
        also: what else the work takes, as JSON.
    Raises:
        BadInput: too many are waiting already, or a setting is out of its range; the disk is full.
    """
    assert plan.settings  # refuses a value out of its range now and not when its turn comes
    with _lock:
        _check_room()
    held = None if validation is None else asdict(validation)
    content = json.dumps({"train": asdict(train), "validation": held, **(also or {})})
    examples = StoredFile(content.encode(), train.name)
    with _lock:
        _check_room()
        name = secrets.token_urlsafe(16)
        _jobs[name] = _Job(examples, plan, owner, work)
        _ensure_worker_thread()
    return name


def _check_room() -> None:
    """Raise where no more jobs may wait.

    Raises:
        BadInput: too many are waiting.
    """
    _drop_unwanted()
    if sum(not job.over for job in _jobs.values()) > WAITING:
        raise BadInput(
            f"{WAITING} trainings are waiting already. No more can be taken. Try again in a few minutes.",
            key="queue-full",
            waiting=WAITING,
        )


def status(job: str, looking: bool = True) -> JobStatus:
    """Where a job is; looking at it every few seconds keeps it alive.

    Args:
        looking: whether somebody looks, who may see what comes of it.
    Raises:
        NotFound: there is no such job: it was dropped, or its owner was away too long.
    """
    with _lock:
        _drop_unwanted()
        one = _job(job)
        if looking:
            one.last_looked = time.monotonic()
        if one.status.state != "waiting":
            return one.status
        _ensure_worker_thread()
        others = list(_jobs.items())
        before = others[: [name for name, _ in others].index(job)]
        return JobStatus("waiting", place=sum(not other.over for _, other in before))


def stop(job: str) -> None:
    """End a running job with the best model so far; a waiting one is dropped."""
    with _lock:
        one = _job(job)
        one.stopped.set()
        if one.status.state == "waiting":
            drop(job)


def drop(job: str) -> None:
    """Forget a job; a running one is ended without a model. The model of one that is done stays."""
    with _lock:
        one = _jobs.pop(job, None)
        if one is not None:
            one.dropped = True


def _job(name: str) -> _Job:
    """The job of that name.

    Raises:
        NotFound: there is none.
    """
    if name in _lost:
        minutes = _lost[name]
        raise NotFound(
            f"The training was ended: no page had looked at it for {minutes} minute{'s' * (minutes > 1)}. "
            "Start it again, and leave the page open.",
            key="job-away",
            minutes=minutes,
        )
    if name not in _jobs:
        raise NotFound(
            "This training is gone: it was dropped, or nobody had looked at it for a while. Start it again.",
            key="job-gone",
        )
    return _jobs[name]


def _drop_unwanted() -> None:
    """Drop the jobs that nobody waits for any more, and remember those that were not over."""
    for name, job in [(name, job) for name, job in _jobs.items() if job.unwanted]:
        if not job.over:
            _lost[name] = max(1, round(_patience(job) / 60))
            while len(_lost) > MOST_LOST:
                _lost.popitem(last=False)
        drop(name)


# --- the worker ----------------------------------------------------------------------------------


def _ensure_worker_thread() -> None:
    """Start a thread that runs the waiting jobs, unless there is one; the last may have ended for any reason."""
    global _worker
    if _worker is None or not _worker.is_alive():
        _worker = threading.Thread(target=_run_jobs, name="training", daemon=True)
        _worker.start()


def _run_jobs() -> None:
    """Run one job after the other, until none is left."""
    global _worker
    while True:
        with _lock:
            _drop_unwanted()
            job = next((job for job in _jobs.values() if not job.over), None)
            if job is None:
                _worker = None
                return
            job.status, job.started = JobStatus("running"), time.monotonic()
        with tempfile.TemporaryDirectory(prefix="playground-training-", ignore_cleanup_errors=True) as folder:
            try:
                _run_job(job, Path(folder) / "model")
            except PlaygroundError as error:  # the model is too large to be kept
                job.status = JobStatus("failed", error=error)
            except OSError as error:  # no process, no room on the disk
                job.status = JobStatus("failed", error=died_error(str(error)))
            finally:
                job.examples = None
                if not job.over:
                    job.status = JobStatus("failed", error=died_error("no answer"))


def _run_job(job: _Job, folder: Path) -> None:
    """Run a job and follow its messages, the last of which says what came out."""
    run = _run_here if devices.has_zero_gpu() else _run_in_process
    for message in run(job, folder):
        if job.unwanted:
            with _lock:
                _drop_unwanted()
            return
        if "step" in message:
            job.status = JobStatus("running", step=step_from_json(message["step"]), found=message.get("found"))
        elif "error" in message:
            job.status = JobStatus("failed", error=error_from_json(message["error"]))
        elif "tuned" in message:
            result = result_from_json(message["tuned"])
            reference = session_store.keep(folder, job.plan.title or job.plan.architecture, job.owner)
            job.status = JobStatus("done", step=job.status.step, result=result, reference=reference)
        elif message["found"] is None and job.too_long:
            job.status = JobStatus("failed", error=too_long_error())
        else:
            job.status = JobStatus("done", step=job.status.step, found=message["found"])


def _message(job: _Job, folder: Path) -> dict[str, Any]:
    """What `worker.run` needs to know of a job, as JSON."""
    assert job.examples is not None
    settled = {"work": job.work, "plan": asdict(job.plan)}
    return {**settled, "examples": str(job.examples.path), "folder": str(folder)}


def _run_in_process(job: _Job, folder: Path) -> Iterator[dict[str, Any]]:
    """The messages of a process of its own that carries the job out; it is killed when nobody waits for the answer."""
    process = _start_process()
    assert process.stdin is not None
    assert process.stdout is not None
    error_lines: list[str] = []
    handed_over = threading.Event()
    threading.Thread(target=_watch_process, args=(job, process, handed_over), daemon=True).start()
    collecting = threading.Thread(target=_collect_errors, args=(process, error_lines), daemon=True)
    collecting.start()
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(_message(job, folder)) + "\n")
            process.stdin.flush()
            handed_over.set()
        for line in process.stdout:
            try:
                message = json.loads(line)
            except ValueError:  # half a line: it died over it
                break
            yield message
            if "step" not in message:  # that was the last: whatever the process still has to do is not waited for
                return
        process.wait()
        collecting.join(1.0)
        if not job.over:
            reason = error_lines[-1].strip() if error_lines else f"exit status {process.returncode}"
            job.status = JobStatus("failed", error=died_error(reason))
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def _start_process() -> subprocess.Popen[str]:
    """A process of `worker`, whose streams are pipes of text."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        settings.pop(name, None)  # those of the page, which computes for several at a time
    return subprocess.Popen(
        [sys.executable, "-m", worker.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=settings,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
    )


def _watch_process(job: _Job, process: subprocess.Popen[str], handed_over: threading.Event) -> None:
    """Kill the process when nobody waits for it; tell it to stop when the job was stopped, once it has its job."""
    told_to_stop = False
    while process.poll() is None:
        if job.unwanted:
            with _lock:
                _drop_unwanted()
            process.kill()
        if not told_to_stop and handed_over.is_set() and (job.stopped.is_set() or job.too_long):
            told_to_stop = True
            with contextlib.suppress(OSError, ValueError):
                stdin: IO[str] | None = process.stdin
                assert stdin is not None
                stdin.write(f"{TIME_IS_UP if job.too_long else 'stop'}\n")
                stdin.flush()
        time.sleep(CHECK_SECONDS)


def _collect_errors(process: subprocess.Popen[str], error_lines: list[str]) -> None:
    """Keep the last lines of standard error, which say why a process died."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.strip():
            error_lines.append(line)
            del error_lines[:-5]
    process.stderr.close()


def _run_here(job: _Job, folder: Path) -> Iterator[dict[str, Any]]:
    """The messages of the job, carried out in this process, whose GPU is lent in slices."""

    def ended() -> bool | str:
        return job.stopped.is_set() or job.unwanted or (job.too_long and TIME_IS_UP)

    return worker.run(_message(job, folder), ended)
