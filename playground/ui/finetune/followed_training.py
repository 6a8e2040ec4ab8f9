"""The training that a visit to Fine-tune asked for, followed until it ends; its model joins those of the visit.

The queue ends a training that nobody looks at for minutes, so a page that follows it calls `look` all the time. One
whose connection broke begins to follow it again, and the follower before it ends. Nothing here is drawn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground.checkpoints import session_store
from playground.data.examples import Examples
from playground.errors import PlaygroundError
from playground.ui.finetune.visit_models import VisitModel, VisitModels
from playground.ui.selection import about

if TYPE_CHECKING:
    from playground.training.finetune.plan import Plan
    from playground.training.finetune.queue import JobStatus

STUDIES = ("labels", "curve")  # the keys of `finetune.studies.STUDIES`, which imports torch


@dataclass
class FollowedTraining:
    """One training at a time: asked for, looked at, stopped, and taken over by the visit's models.

    Attributes:
        models: those of the visit, which a finished model joins.
        job: the name of the training in the queue while it waits or runs.
        status: what the queue last said of it.
        plan: the plan that was carried out last.
        failed: why the last training brought no model.
        followers: how many pages have begun to follow it; the last one goes on.
        repeats: the same training with other seeds, by its name in the queue; they come one after the other, and of
            each only the scores are kept, with the model of the first.
        first: the reference of that model, once it is there.
        work: what is done: "train", "corrected", or a study of the file.
        trained_on: from what the model will have learnt, and how; None where it is not to be asked for again.
        found: takes what came of a study.
        afterwards: begins what is to come behind a training that was not stopped, with the reference of its model.
    """

    models: VisitModels
    job: str | None = None
    status: JobStatus | None = None
    plan: Plan | None = None
    failed: PlaygroundError | None = None
    followers: int = 0
    repeats: list[tuple[str, Plan]] = field(default_factory=list)
    first: str | None = None
    work: str = "train"
    trained_on: Hashable | None = None
    found: Callable[[dict[str, Any]], None] | None = None
    afterwards: Callable[[str], None] | None = None
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def follow(self) -> int:
        """Begin to follow; the number of this follower, the last one as long as it equals `followers`."""
        with self.guard:
            self.followers += 1
            return self.followers

    @property
    def running(self) -> bool:
        """Whether a training waits or runs."""
        return self.job is not None

    def begin(
        self,
        train: Examples,
        validation: Examples | None,
        plan: Plan,
        seeds: Sequence[int] = (),
        trained_on: Hashable | None = None,
        afterwards: Callable[[str], None] | None = None,
        **work: Any,
    ) -> None:
        """Put the training into the queue, unless one is there already; what came of an earlier one stays.

        Args:
            seeds: with which it is done again afterwards, to see how much is luck.
            trained_on, afterwards: as the attributes.
            work: `work` and `also`, as `queue.submit` takes them, where it is no common training.
        """
        from playground.training.finetune import queue

        with self.guard:
            if self.job is not None:
                return
            self.failed, self.models.download_error, self.plan = None, None, plan
            self.work, self.trained_on, self.afterwards = work.get("work", queue.TRAIN), trained_on, afterwards
            try:
                self.job = queue.submit(train, validation, plan, self.models.owner, **work)
                self.status = queue.status(self.job)
                self.first = None
                for seed in seeds:
                    again = replace(plan, seed=seed, title=f"{plan.title} · {seed}")
                    self.repeats.append((queue.submit(train, validation, again, self.models.owner), again))
            except PlaygroundError as error:
                self.failed = error

    def look(self, looking: bool = True) -> bool:
        """Whether the training goes on, asked of the queue. What comes out of it joins the models.

        Args:
            looking: whether a page will show it; else the training is none the longer wanted for it.
        """
        from playground.training.finetune import queue

        with self.guard:
            if self.job is None:
                return False
            try:
                self.status = queue.status(self.job, looking)
                for job, _ in self.repeats:  # to keep them alive
                    queue.status(job, looking)
            except PlaygroundError as error:
                self._end(error)
                return False
            if self.status.state in ("waiting", "running"):
                return True
            if self.status.state == "done" and self.status.reference:
                self._take(self.status)
                if self._goes_on(self.status):
                    return True
            elif self.status.found is not None and self.found is not None:
                self.found(self.status.found)
            if self.status.error is None and self.repeats:
                queue.drop(self.job)
                self.job, self.plan = self.repeats.pop(0)
                return True
            self._end(self.status.error)
            return False

    def _goes_on(self, status: JobStatus) -> bool:
        """Begin what is to come behind this training, unless it was stopped; whether something was begun."""
        then, self.afterwards = self.afterwards, None
        if then is None or status.result is None or status.result.stopped or status.reference is None:
            return False
        self._end(None)
        then(status.reference)
        return self.job is not None

    def _take(self, status: JobStatus) -> None:
        """Take over what came out: a model, or what it has with another seed."""
        assert status.reference is not None
        assert status.result is not None
        if self.first is None:
            self.models.add(self._model(status))
            self.first = status.reference
        elif self.plan is not None:
            self.models.add_seed(self.first, self.plan.seed, status.result.summary["metrics"])
            session_store.drop(status.reference)

    def _model(self, status: JobStatus) -> VisitModel:
        """What a finished training came to."""
        assert status.reference is not None
        assert status.result is not None
        task, architecture = about(status.reference)
        data = str(status.result.report["data"])
        return VisitModel(
            status.reference,
            session_store.title(status.reference),
            task,
            architecture,
            PurePath(data).name,
            self.plan,
            status.result,
            trained_on=self.trained_on,
        )

    def _end(self, error: PlaygroundError | None) -> None:
        from playground.training.finetune import queue

        for job in (self.job, *(job for job, _ in self.repeats)):
            if job is not None:
                queue.drop(job)
        self.repeats = []
        self.job, self.failed = None, error

    def stop(self) -> None:
        """End the training with the best model so far; one that waits is dropped."""
        from playground.training.finetune import queue

        with self.guard:
            if self.job is None:
                return
            for job, _ in self.repeats:
                queue.drop(job)
            self.repeats, self.afterwards = [], None
            whole_or_nothing = self.work in STUDIES
            waits = self.status is not None and self.status.state == "waiting"
            if whole_or_nothing or waits or self.first is not None:
                self._end(None)
            else:
                queue.stop(self.job)
