"""What Fine-tune keeps of a visit between events: a file, how it is read, the plan, the training and the models.

It lies in memory only (`register.py` finds it and forgets it). Every deed comes from a browser, so one that makes no
sense changes nothing. Nothing here is drawn, and nothing here knows gradio.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground.checkpoints import session_store
from playground.data.bounds import PAGE
from playground.data.examples import Examples
from playground.data.inspection import inspect
from playground.data.reading import Checked
from playground.data.sheet import Choice, Sheet
from playground.data.splits import HELD_SHARE, split
from playground.errors import PlaygroundError
from playground.models.architectures import ARCHITECTURES, SUGGESTED
from playground.ui.finetune.file_reading import (
    ValidationFile,
    VisitFiles,
    apply_action,
    inspect_validation,
    read_file,
    with_validation,
)
from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.selection import about

if TYPE_CHECKING:
    from playground.training.finetune.plan import Plan
    from playground.training.finetune.queue import JobStatus
    from playground.training.finetune.tune import TuningResult

MODELS = 12  # of a visit; the oldest goes
TITLE_CHARACTERS = 40
RANGES: dict[str, tuple[float, float]] = {
    "epochs": (1, 100),
    "learning_rate": (1e-5, 0.1),
    "share": (0.05, 0.5),
    "seed": (0, 2**31 - 1),
}
"""What a visitor may ask for; the same settings have wider ranges on the command line."""


@dataclass(frozen=True)
class Trained:
    """A model of this visit; without `tuned` one that was loaded from a zip."""

    reference: str
    title: str
    task: str
    architecture: str
    file: str
    plan: Plan | None = None
    tuned: TuningResult | None = None


@dataclass
class Visit:
    """One visitor's file, choices, training and models.

    A file is read without `guard`, which the training's followers need every few seconds: it takes long, and a job
    that nobody looks at is ended. What came of it is put in place under `guard`.

    Attributes:
        trouble: why the last file could not be used; the one before it stays.
        files: the files as they are read now.
        wishes: settings that the visitor has changed, by name.
        planned: the plan for these examples, or why there is none; `asked` is the one that was carried out last.
        job: the name of the training that waits or runs, `seen` what was last heard of it.
        failed: why the last training brought no model; `unkept` is why a model could not be downloaded.
        models: in the order in which they came; `shown` is the reference of the one that is looked at.
        cell: the cell of its confusion table that is looked at.
        fresh: a model that the bar has not yet heard of.
        language: in which it was last drawn.
        token: by which the browser tab finds it again after the page was loaded anew.
        turns: how many deeds have asked for a file; `parted` is how a file was last split, and what came of it.
    """

    trouble: PlaygroundError | None = None
    files: VisitFiles = field(default_factory=VisitFiles)
    architecture: str = SUGGESTED
    scratch: bool = False
    wishes: dict[str, Any] = field(default_factory=dict)
    planned: Plan | PlaygroundError | None = None
    asked: Plan | None = None
    job: str | None = None
    seen: JobStatus | None = None
    failed: PlaygroundError | None = None
    unkept: PlaygroundError | None = None
    models: list[Trained] = field(default_factory=list)
    shown: str | None = None
    cell: tuple[int, int] | None = None
    fresh: str | None = None
    language: str = "en"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    used: float = field(default_factory=time.monotonic)
    left: float | None = None
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)
    turns: int = 0
    parted: tuple[tuple[Examples, int, float], tuple[Examples, Examples] | None] | None = field(
        default=None, repr=False
    )

    # ---- the file

    @property
    def sheet(self) -> Sheet | None:
        return self.files.sheet

    @property
    def choice(self) -> Choice | None:
        return self.files.choice

    @property
    def checked(self) -> Checked | None:
        return self.files.checked

    @property
    def unread(self) -> PlaygroundError | None:
        return self.files.unread

    @property
    def held(self) -> ValidationFile | None:
        """The validation file; None: a share of the file is held back."""
        return self.files.validation

    @property
    def held_trouble(self) -> PlaygroundError | None:
        return self.files.validation_error

    @property
    def ready(self) -> bool:
        """Whether there is something to train on."""
        return self.files.ready

    @property
    def running(self) -> bool:
        return self.job is not None

    def take(self, raw: bytes, name: str) -> None:
        """Look at a file to learn from; one that cannot be used leaves the one before it in place."""
        mine = self._turn()
        try:
            fresh = read_file(inspect(raw, name, bounds=PAGE), mine)
        except PlaygroundError as error:
            with self.guard:
                if mine > self.files.request:
                    self.trouble = error
            return
        self._settle(lambda now: fresh if mine > now.request else None)
        with self.guard:
            if self.files.request == mine:
                self.trouble, self.wishes = None, {}

    def hold(self, raw: bytes, name: str) -> None:
        """Take a file of validation examples, which is read as the file to learn from where it looks like that one."""
        before, mine = self.files, self._turn()
        if not before.ready:
            return
        sheet, trouble = None, None
        try:
            sheet = inspect_validation(raw, name, before)
        except PlaygroundError as error:
            trouble = error

        def wanted(now: VisitFiles) -> VisitFiles | None:
            if now.request != before.request or now.validation_request > mine:
                return None
            after = replace(now, validation_error=trouble) if sheet is None else with_validation(now, sheet)
            return replace(after, validation_request=mine)

        self._settle(wanted)

    def sample(self, key: object) -> None:
        """Take one of the files that are made here."""
        if isinstance(key, str) and key in SAMPLES:
            name, make = SAMPLES[key]
            self.take(make(), name)

    def _turn(self) -> int:
        """The number of a deed that takes a while: of two, the later one counts."""
        with self.guard:
            self.turns += 1
            return self.turns

    def _settle(self, wanted: Callable[[VisitFiles], VisitFiles | None], **prefer: Any) -> None:
        """Put in place what `wanted` makes of the files, with its plan; again where somebody was quicker meanwhile.

        Args:
            prefer: `architecture`, `scratch`, `seed` or `share`, where that changes.
        """
        while True:
            before, how = self.files, self._how
            after = wanted(before)
            if after is None:
                return
            other = {**how, **prefer}
            same = after.training_examples is before.training_examples and other == how
            planned = self.planned if same else self._planned(after, **other)
            with self.guard:
                if self.files is before and self._how == how:
                    self.files, self.planned = after, planned
                    self.architecture, self.scratch = other["architecture"], other["scratch"]
                    self.wishes |= {name: prefer[name] for name in ("seed", "share") if name in prefer}
                    return

    def _planned(
        self, now: VisitFiles, architecture: str, scratch: bool, seed: int, share: float
    ) -> Plan | PlaygroundError | None:
        """The plan for what is to be learnt from, or why there is none."""
        from playground.training.finetune.plan import suggest

        if now.training_examples is None:
            return None
        parts = None if now.validation else self._parted(now.training_examples, seed, share)
        try:
            return suggest(parts[0] if parts else now.training_examples, architecture, None if scratch else "shipped")
        except PlaygroundError as error:
            return error

    @property
    def _how(self) -> dict[str, Any]:
        """What a plan hangs on beside the files."""
        return {
            "architecture": self.architecture,
            "scratch": self.scratch,
            "seed": self.seed,
            "share": self.share,
        }

    # ---- deeds

    def change(self, given: object) -> None:
        """Do what the browser asks for: `{"deed": …, "value": …, …}`."""
        if not isinstance(given, Mapping):
            return
        deed, value = given.get("deed"), given.get("value")
        if deed == "sample":
            self.sample(value)
        elif deed == "forget":
            empty = VisitFiles(request=self._turn())
            self._settle(lambda now: empty)
            self.trouble = None
        elif deed == "own-share":
            mine = self._turn()
            self._settle(
                lambda now: replace(
                    now, validation_sheet=None, validation=None, validation_error=None, validation_request=mine
                )
            )
        elif deed in ("architecture", "scratch", "setting", "suggested"):
            self._prefer(str(deed), given)
        else:
            self._settle(lambda now: apply_action(now, str(deed), given))

    def _prefer(self, deed: str, given: Mapping[str, Any]) -> None:
        """A choice of the training."""
        value, name = given.get("value"), given.get("name")
        if deed == "architecture" and value in ARCHITECTURES:
            self._settle(lambda now: now, architecture=str(value))
        elif deed == "scratch" and isinstance(value, bool):
            self._settle(lambda now: now, scratch=value)
        elif deed == "suggested":
            self._settle(lambda now: now, seed=0, share=HELD_SHARE)
            self.wishes = {}
        elif deed == "setting" and name == "class_weights" and isinstance(value, bool):
            self.wishes["class_weights"] = value
        elif deed == "setting" and name in RANGES and isinstance(value, int | float) and value == value:
            low, high = RANGES[name]
            bounded = min(max(value, low), high)
            wish = round(bounded) if name in ("epochs", "seed") else float(bounded)
            if name in ("seed", "share"):
                self._settle(lambda now: now, **{name: wish})
            else:
                self.wishes[name] = wish

    # ---- the training

    @property
    def share(self) -> float:
        """Of the examples that is held back."""
        return float(self.wishes.get("share", HELD_SHARE))

    @property
    def plan(self) -> Plan | None:
        """The plan with the visitor's wishes."""
        from playground.training.finetune.plan import Plan

        if not isinstance(self.planned, Plan):
            return None
        return replace(self.planned, **{key: value for key, value in self.wishes.items() if key != "share"})

    @property
    def seed(self) -> int:
        return int(self.wishes.get("seed", 0))

    @property
    def sizes(self) -> tuple[int, int] | None:
        """How many examples are learnt from and how many are held back; None where none can be."""
        now = self.files
        if now.training_examples is None:
            return None
        if now.validation is not None:
            return len(now.validation.result.training), len(now.validation.result.examples)
        parts = self._parted(now.training_examples, self.seed, self.share)
        return None if parts is None else (len(parts[0]), len(parts[1]))

    def _parted(self, material: Examples, seed: int, share: float) -> tuple[Examples, Examples] | None:
        """What is learnt from and what is held back, split once however often it is asked for; None where none can be:
        asking for the training says why."""
        asked, last = (material, seed, share), self.parted
        if last is None or last[0][0] is not material or last[0][1:] != asked[1:]:
            try:
                last = asked, split(*asked)
            except PlaygroundError:
                last = asked, None
            self.parted = last
        return last[1]

    def begin(self) -> None:
        """Ask for the training; what came of an earlier one stays."""
        from playground.training.finetune import queue

        with self.guard:
            if self.job is not None:
                return
            now, plan = self.files, self.plan
            if now.training_examples is None or plan is None:
                return
            try:
                whole = now.training_examples
                learnt, held = (
                    (whole, now.validation.result.examples) if now.validation else split(whole, plan.seed, self.share)
                )
                self.failed, self.unkept, self.asked = None, None, replace(plan, title=self._title())
                self.job = queue.submit(learnt, held, self.asked)
                self.seen = queue.status(self.job)
            except PlaygroundError as error:
                self.failed = error

    def _title(self) -> str:
        """What the page will call the model: the file's name and the architecture, with a number where it is taken."""
        assert self.sheet is not None
        stem = PurePath(self.sheet.name).stem.strip()[:TITLE_CHARACTERS] or "file"
        base = f"{stem} · {ARCHITECTURES[self.architecture].title}"
        taken, number, title = {one.title for one in self.models}, 1, base
        while title in taken:
            number += 1
            title = f"{base} {number}"
        return title

    def look(self) -> bool:
        """Hear from the training; whether it goes on. What comes out of it joins the models."""
        from playground.training.finetune import queue

        with self.guard:
            if self.job is None:
                return False
            try:
                self.seen = queue.status(self.job)
            except PlaygroundError as error:
                self._ended(error)
                return False
            if self.seen.state in ("waiting", "running"):
                return True
            if self.seen.state == "done" and self.seen.reference:
                self._add(self._trained(self.seen))
            self._ended(self.seen.error)
            return False

    def _trained(self, seen: JobStatus) -> Trained:
        assert seen.reference is not None
        assert seen.result is not None
        task, architecture = about(seen.reference)
        data = str(seen.result.report["data"])
        return Trained(
            seen.reference,
            session_store.title(seen.reference),
            task,
            architecture,
            PurePath(data).name,
            self.asked,
            seen.result,
        )

    def _ended(self, error: PlaygroundError | None) -> None:
        from playground.training.finetune import queue

        if self.job is not None:
            queue.drop(self.job)
        self.job, self.failed = None, error

    def stop(self) -> None:
        """End the training with the best model so far; one that waits is dropped."""
        from playground.training.finetune import queue

        with self.guard:
            if self.job is None:
                return
            if self.seen is not None and self.seen.state == "waiting":
                self._ended(None)
            else:
                queue.stop(self.job)

    def abandon(self) -> None:
        """End the training without a model: nobody is there to see it."""
        with self.guard:
            if self.job is not None:
                self._ended(None)

    # ---- the models

    def load(self, raw: bytes, name: str) -> None:
        """Take in a model from a zip that was downloaded here."""
        from playground.checkpoints import archive

        try:
            stem = PurePath(name).stem.strip()[:TITLE_CHARACTERS] or "zip"
            folder = archive.unzip_checkpoint(raw)
            try:
                reference = session_store.keep(folder, stem)
            finally:
                shutil.rmtree(folder, ignore_errors=True)  # where it was not moved
        except PlaygroundError as error:
            self.trouble = error
            return
        task, architecture = about(reference)
        with self.guard:
            self.trouble = None
            self._add(Trained(reference, stem, task, architecture, PurePath(name).name))

    def _add(self, model: Trained) -> None:
        self.models = [*self.models[1 - MODELS :], model]
        self.shown, self.cell, self.fresh = model.reference, None, model.reference

    @property
    def model(self) -> Trained | None:
        """The one that is looked at."""
        return next((one for one in self.models if one.reference == self.shown), None)

    def turn(self, given: object) -> None:
        """Look at another model, or at a cell of its confusion table."""
        if not isinstance(given, Mapping):
            return
        with self.guard:
            if given.get("deed") == "show" and (model := self.named(given)):
                self.shown, self.cell = model.reference, None
            elif given.get("deed") == "cell":
                row, column = given.get("row"), given.get("column")
                size = len(self.model.tuned.cells) if self.model and self.model.tuned else 0
                if type(row) is int and type(column) is int and 0 <= row < size and 0 <= column < size:
                    self.cell = None if self.cell == (row, column) else (row, column)

    def remove(self, given: object) -> str | None:
        """Forget a model; its reference where it was one of this visit."""
        with self.guard:
            gone = self.named(given)
            if gone is None:
                return None
            self.models = [one for one in self.models if one is not gone]
            if self.shown == gone.reference:
                self.shown, self.cell = self.models[-1].reference if self.models else None, None
        session_store.drop(gone.reference)
        return gone.reference

    def named(self, given: object) -> Trained | None:
        """The model of this visit that the browser names."""
        reference = given.get("value") if isinstance(given, Mapping) else None
        return next((one for one in self.models if one.reference == reference), None)
