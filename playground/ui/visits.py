"""What Fine-tune keeps of a visit between events: a file, how it is read, the plan, the training and the models.

It lies in memory only (`register.py` finds it and forgets it). Every deed comes from a browser, so one that makes no
sense changes nothing. Nothing here is drawn, and nothing here knows gradio.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground import sessions
from playground.errors import PlaygroundError
from playground.training.columns import Choice, Sheet, inspect
from playground.training.data import Checked, Examples, examples
from playground.training.files import PAGE
from playground.training.problems import STOP
from playground.training.splits import apart, split
from playground.ui.questions import about
from playground.ui.readings import held_back, read_as
from playground.ui.samples import SAMPLES
from playground.ui.signs import TITLES

if TYPE_CHECKING:
    from playground.training.finetune import Plan, Tuned
    from playground.training.jobs import Seen

MODELS = 12  # of a visit; the oldest goes
TITLE_CHARACTERS = 40
SHARE = 0.2  # of the examples that is held back
SMALL_SHARE = 0.1  # of many examples
MANY = 5_000
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
    tuned: Tuned | None = None


@dataclass
class Visit:
    """One visitor's file, choices, training and models.

    Attributes:
        trouble: why the last file could not be used; the one before it stays.
        checked: what came of the file as it is to be read, or `unread`, why nothing did.
        held: the examples of a validation file, with its name; None: a share of the file is held back.
        wishes: settings that the visitor has changed, by name.
        planned: the plan for these examples, or why there is none; `asked` is the one that was carried out last.
        job: the name of the training that waits or runs, `seen` what was last heard of it.
        failed: why the last training brought no model.
        models: in the order in which they came; `shown` is the reference of the one that is looked at.
        cell: the cell of its confusion table that is looked at.
        fresh: a model that the bar has not yet heard of.
        language: in which it was last drawn.
        token: by which the browser tab finds it again after the page was loaded anew.
    """

    trouble: PlaygroundError | None = None
    sheet: Sheet | None = None
    choice: Choice | None = None
    checked: Checked | None = None
    unread: PlaygroundError | None = None
    held: Checked | None = None
    held_trouble: PlaygroundError | None = None
    architecture: str = "lstm"
    scratch: bool = False
    wishes: dict[str, Any] = field(default_factory=dict)
    planned: Plan | PlaygroundError | None = None
    asked: Plan | None = None
    job: str | None = None
    seen: Seen | None = None
    failed: PlaygroundError | None = None
    models: list[Trained] = field(default_factory=list)
    shown: str | None = None
    cell: tuple[int, int] | None = None
    fresh: str | None = None
    language: str = "en"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    used: float = field(default_factory=time.monotonic)
    left: float | None = None
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)

    # ---- the file

    def take(self, raw: bytes, name: str) -> None:
        """Look at a file to learn from; one that cannot be used leaves the one before it in place."""
        with self.guard:
            try:
                self.sheet, self.trouble = inspect(raw, name, bounds=PAGE), None
            except PlaygroundError as error:
                self.trouble = error
                return
            self.choice, self.held, self.held_trouble, self.wishes = self.sheet.guess, None, None, {}
            self._check()

    def hold(self, raw: bytes, name: str) -> None:
        """Take a file of validation examples, which is read as its own columns suggest, with the same new names."""
        with self.guard:
            if self.choice is None or self.checked is None:
                return
            try:
                self.held, self.held_trouble = held_back(raw, name, self.choice, self.checked), None
            except PlaygroundError as error:
                self.held_trouble = error

    def sample(self, key: object) -> None:
        """Take one of the files that are made here."""
        if isinstance(key, str) and key in SAMPLES:
            name, make = SAMPLES[key]
            self.take(make(), name)

    def _check(self) -> None:
        assert self.sheet is not None
        assert self.choice is not None
        try:
            self.checked, self.unread = examples(self.sheet, self.choice), None
        except PlaygroundError as error:
            self.checked, self.unread = None, error
        self._plan()

    @property
    def ready(self) -> bool:
        """Whether there is something to train on."""
        return self.checked is not None and not any(one.severity == STOP for one in self.checked.problems)

    @property
    def running(self) -> bool:
        return self.job is not None

    # ---- deeds

    def change(self, given: object) -> None:
        """Do what the browser asks for: `{"deed": …, "value": …, …}`."""
        if not isinstance(given, Mapping):
            return
        deed, value = given.get("deed"), given.get("value")
        with self.guard:
            if deed == "sample":
                self.sample(value)
            elif deed == "forget":
                self.sheet = self.choice = self.checked = self.unread = self.held = self.held_trouble = None
                self.trouble = None
            elif deed == "own-share":
                self.held = self.held_trouble = None
            elif deed in ("architecture", "scratch", "setting", "suggested"):
                self._prefer(str(deed), given)
            elif self.sheet is not None and self.choice is not None:
                self._read_as(str(deed), given)

    def _prefer(self, deed: str, given: Mapping[str, Any]) -> None:
        """A choice of the training."""
        value, name = given.get("value"), given.get("name")
        if deed == "architecture" and value in TITLES:
            self.architecture = str(value)
        elif deed == "scratch" and isinstance(value, bool):
            self.scratch = value
        elif deed == "suggested":
            self.wishes = {}
        elif deed == "setting" and name == "class_weights" and isinstance(value, bool):
            self.wishes["class_weights"] = value
        elif deed == "setting" and name in RANGES and isinstance(value, int | float) and value == value:
            low, high = RANGES[name]
            bounded = min(max(value, low), high)
            self.wishes[name] = round(bounded) if name in ("epochs", "seed") else float(bounded)
        self._plan()

    def _read_as(self, deed: str, given: Mapping[str, Any]) -> None:
        """Another way to read the file."""
        assert self.sheet is not None
        assert self.choice is not None
        choice = read_as(self.choice, deed, given, len(self.sheet.columns))
        if choice is None or choice == self.choice:
            return
        if choice.task != self.choice.task:
            self.held = self.held_trouble = None
        self.choice = choice
        self._check()

    # ---- the training

    @property
    def share(self) -> float:
        """Of the examples that is held back."""
        many = self.checked is not None and len(self.checked.examples) >= MANY
        return float(self.wishes.get("share", SMALL_SHARE if many else SHARE))

    @property
    def plan(self) -> Plan | None:
        """The plan with the visitor's wishes."""
        from playground.training.finetune import Plan

        if not isinstance(self.planned, Plan):
            return None
        return replace(self.planned, **{key: value for key, value in self.wishes.items() if key != "share"})

    def _plan(self) -> None:
        """The plan anew, for the examples as they are read now."""
        from playground.training.finetune import suggest

        if self.checked is None or not self.ready:
            self.planned = None
            return
        source = None if self.scratch else "shipped"
        try:
            self.planned = suggest(self.checked.examples, self.architecture, source)
        except PlaygroundError as error:
            self.planned = error

    def begin(self) -> None:
        """Ask for the training; what came of an earlier one stays."""
        from playground.training import jobs

        with self.guard:
            if self.job is not None:
                return
            try:
                if self.checked is None or (plan := self.plan) is None:
                    return
                learnt, held = self._parts(self.checked.examples, plan.seed)
                self.failed, self.asked = None, replace(plan, title=self._title())
                self.job = jobs.ask(learnt, held, self.asked)
                self.seen = jobs.look(self.job)
            except PlaygroundError as error:
                self.failed = error

    def _parts(self, whole: Examples, seed: int) -> tuple[Examples, Examples]:
        if self.held is None:
            return split(whole, seed, self.share)
        return apart(whole, self.held.examples)[0], self.held.examples

    def _title(self) -> str:
        """What the page will call the model: the file's name and the architecture, with a number where it is taken."""
        assert self.sheet is not None
        stem = PurePath(self.sheet.name).stem.strip()[:TITLE_CHARACTERS] or "file"
        base = f"{stem} · {TITLES[self.architecture]}"
        taken, number, title = {one.title for one in self.models}, 1, base
        while title in taken:
            number += 1
            title = f"{base} {number}"
        return title

    def look(self) -> bool:
        """Hear from the training; whether it goes on. What comes out of it joins the models."""
        from playground.training import jobs

        with self.guard:
            if self.job is None:
                return False
            try:
                self.seen = jobs.look(self.job)
            except PlaygroundError as error:
                self._ended(error)
                return False
            if self.seen.state in ("waiting", "running"):
                return True
            if self.seen.state == "done" and self.seen.reference:
                self._add(self._trained(self.seen))
            self._ended(self.seen.error)
            return False

    def _trained(self, seen: Seen) -> Trained:
        assert seen.reference is not None
        assert seen.tuned is not None
        task, architecture = about(seen.reference)
        data = str(seen.tuned.report["data"])
        return Trained(
            seen.reference,
            sessions.title(seen.reference),
            task,
            architecture,
            PurePath(data).name,
            self.asked,
            seen.tuned,
        )

    def _ended(self, error: PlaygroundError | None) -> None:
        from playground.training import jobs

        if self.job is not None:
            jobs.drop(self.job)
        self.job, self.failed = None, error

    def stop(self) -> None:
        """End the training with the best model so far; one that waits is dropped."""
        from playground.training import jobs

        with self.guard:
            if self.job is None:
                return
            if self.seen is not None and self.seen.state == "waiting":
                self._ended(None)
            else:
                jobs.stop(self.job)

    def abandon(self) -> None:
        """End the training without a model: nobody is there to see it."""
        with self.guard:
            if self.job is not None:
                self._ended(None)

    # ---- the models

    def load(self, raw: bytes, name: str) -> None:
        """Take in a model from a zip that was downloaded here."""
        from playground import parcel

        with self.guard:
            try:
                stem = PurePath(name).stem.strip()[:TITLE_CHARACTERS] or "zip"
                reference = sessions.keep(parcel.unzipped(raw), stem)
                self.trouble = None
            except PlaygroundError as error:
                self.trouble = error
                return
            task, architecture = about(reference)
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
        sessions.drop(gone.reference)
        return gone.reference

    def named(self, given: object) -> Trained | None:
        """The model of this visit that the browser names."""
        reference = given.get("value") if isinstance(given, Mapping) else None
        return next((one for one in self.models if one.reference == reference), None)
