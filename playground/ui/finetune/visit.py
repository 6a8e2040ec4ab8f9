"""What Fine-tune keeps of a visit between events: a file, how it is read, the plan, the training and the models.

It lies in memory only (`visit_registry.py` finds it and forgets it). Every action comes from a browser, so one that
makes no sense changes nothing. Nothing here is drawn, and nothing here knows gradio.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground.checkpoints.session_store import Owner
from playground.data.examples import Examples
from playground.data.splits import VALIDATION_SHARE, split
from playground.data.stored_file import StoredFile
from playground.errors import PlaygroundError
from playground.models.architectures import ARCHITECTURES, SUGGESTED
from playground.ui.finetune.file_reading import (
    VisitFiles,
    apply_action,
    inspect_validation,
    read_file,
    with_validation,
    without_validation,
)
from playground.ui.finetune.followed_training import FollowedTraining
from playground.ui.finetune.kept_files import KeptFiles
from playground.ui.finetune.label_check import LabelCheck
from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.finetune.visit_models import TITLE_CHARACTERS, VisitModels

if TYPE_CHECKING:
    from playground.training.finetune.plan import Plan

RANGES: dict[str, tuple[float, float]] = {
    "epochs": (1, 100),
    "learning_rate": (1e-5, 0.1),
    "share": (0.05, 0.5),
    "seed": (0, 2**31 - 1),
}
"""What a visitor may ask for; the same settings have wider ranges on the command line."""


SEEDS = 3  # trainings, where somebody wants to see how much is luck


@dataclass
class Visit:
    """One visitor's file, choices, training and models.

    A file is read without `guard`, which the training's followers need every few seconds: it takes long, and a job
    that nobody looks at is ended. What came of it is put in place under `guard`.

    Attributes:
        file_error: why the last file could not be used; the one before it stays.
        kept: the files, whose content is in memory while somebody works with them.
        from_scratch: whether training begins with random weights.
        three_seeds: whether it is done again with two other seeds, to see how much is luck.
        changed_settings: settings that the visitor has changed, by name.
        suggested: the plan that is suggested for these examples, or why there is none.
        models, training: what the visit has, and what it waits for.
        language: in which it was last drawn.
        token: by which the browser tab finds it again after the page was loaded anew.
        address: from which the visitor asks.
        used, left: when the visitor last asked for something, and when the tab's connection broke; monotonic seconds.
        uploads: how many times a file was asked for; of two that are read at once the later one counts.
        last_split: how a file was last split, and what came of it.
        check: what a check of the file's labels came to, and what was decided of it.
    """

    file_error: PlaygroundError | None = None
    kept: KeptFiles = field(default_factory=KeptFiles)
    architecture: str = SUGGESTED
    from_scratch: bool = False
    three_seeds: bool = False
    changed_settings: dict[str, Any] = field(default_factory=dict)
    suggested: Plan | PlaygroundError | None = None
    models: VisitModels = field(default_factory=VisitModels)
    language: str = "en"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    address: str = ""
    used: float = field(default_factory=time.monotonic)
    left: float | None = None
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)
    uploads: int = 0
    last_split: tuple[tuple[Examples, int, float], tuple[Examples, Examples] | None] | None = field(
        default=None, repr=False
    )

    check: LabelCheck | None = None

    def __post_init__(self) -> None:
        self.models.owner = Owner(self.models.owner.visit, self.address)
        self.training = FollowedTraining(self.models)

    @property
    def has_work(self) -> bool:
        """Whether there is anything to be lost: a file, a model, or a training."""
        return self.kept.any or bool(self.models.items) or self.training.running

    # ---- files

    @property
    def files(self) -> VisitFiles:
        """The files as they are read now."""
        try:
            return self.kept.now
        except PlaygroundError as error:  # they were taken from the disk
            self.file_error, self.kept.now = error, VisitFiles(request=self._next_upload())
            return self.kept.now

    @files.setter
    def files(self, files: VisitFiles) -> None:
        self.kept.now = files

    def put_away(self) -> None:
        """Leave the content of the files to the disk until somebody asks for it."""
        self.last_split = None
        self.kept.put_away()

    def read_file(self, raw: bytes, name: str) -> None:
        """Read a file to learn from; one that cannot be used leaves the one before it in place."""
        number = self._next_upload()
        try:
            fresh = read_file(raw, name, number)
        except PlaygroundError as error:
            with self.guard:
                if number > self.files.request:
                    self.file_error = error
            return
        self._replace_files(lambda now: fresh if number > now.request else None)
        with self.guard:
            if self.files.request == number:
                self.file_error, self.changed_settings = None, {}

    def read_validation_file(self, raw: bytes, name: str) -> None:
        """Read a file of validation examples, as the file to learn from where it looks like that one."""
        before, number = self.files, self._next_upload()
        if not before.ready:
            return
        sheet, source, trouble = None, None, None
        try:
            sheet, source = inspect_validation(raw, name, before), StoredFile(raw, name)
        except PlaygroundError as error:
            trouble = error

        def with_validation_file(now: VisitFiles) -> VisitFiles | None:
            if now.request != before.request or now.validation_request > number:
                return None
            if sheet is None or source is None:
                after = replace(now, validation_error=trouble)
            else:
                after = with_validation(now, sheet, source)
            return replace(after, validation_request=number)

        self._replace_files(with_validation_file)

    def read_sample(self, key: object) -> None:
        """Read one of the example files that are made here."""
        if isinstance(key, str) and key in SAMPLES:
            name, make = SAMPLES[key]
            self.read_file(make(), name)

    def load_model(self, raw: bytes, name: str) -> None:
        """Take in a model from a zip that was downloaded here; what is wrong with it is said beside the file."""
        try:
            self.models.add_zip(raw, name)
        except PlaygroundError as error:
            self.file_error = error
        else:
            self.file_error = None

    def _next_upload(self) -> int:
        with self.guard:
            self.uploads += 1
            return self.uploads

    def _replace_files(self, changed: Callable[[VisitFiles], VisitFiles | None], **choices: Any) -> None:
        """Put in place what `changed` makes of the files, with its plan; again where somebody was quicker meanwhile.

        Args:
            changed: gives None where nothing is to be changed.
            choices: `architecture`, `from_scratch`, `seed` or `share`, where that changes.
        """
        while True:
            before, inputs = self.files, self._plan_inputs
            after = changed(before)
            if after is None:
                return
            now = {**inputs, **choices}
            same = after.training_examples is before.training_examples and now == inputs
            suggested = self.suggested if same else self._suggest(after, **now)
            with self.guard:
                if self.files is before and self._plan_inputs == inputs:
                    self.files, self.suggested = after, suggested
                    self.architecture, self.from_scratch = now["architecture"], now["from_scratch"]
                    self.changed_settings |= {name: choices[name] for name in ("seed", "share") if name in choices}
                    return

    # ---- choices

    def change(self, given: object) -> None:
        """Do what the browser asks for: `{"action": …, "value": …, …}`."""
        if not isinstance(given, Mapping):
            return
        action, value = given.get("action"), given.get("value")
        if action == "sample":
            self.read_sample(value)
        elif action == "forget":
            empty = VisitFiles(request=self._next_upload())
            self._replace_files(lambda now: empty)
            self.file_error = self.check = None
        elif action == "own-share":
            number = self._next_upload()
            self._replace_files(lambda now: replace(without_validation(now), validation_request=number))
        elif action in ("architecture", "scratch", "setting", "suggested"):
            self._change_plan(str(action), given)
        else:
            self._read_otherwise(str(action), given)

    def _read_otherwise(self, action: str, given: Mapping[str, Any]) -> None:
        """Read the files in another way; where that cannot be, they stay as they are."""
        try:
            self._replace_files(lambda now: apply_action(now, action, given))
        except PlaygroundError as error:
            self.file_error = error
        else:
            self.file_error = None

    def _change_plan(self, action: str, given: Mapping[str, Any]) -> None:
        value, name = given.get("value"), given.get("name")
        if action == "architecture" and value in ARCHITECTURES:
            self._replace_files(lambda now: now, architecture=str(value))
        elif action == "scratch" and isinstance(value, bool):
            self._replace_files(lambda now: now, from_scratch=value)
        elif action == "suggested":
            self._replace_files(lambda now: now, seed=0, share=VALIDATION_SHARE)
            self.changed_settings, self.three_seeds = {}, False
        elif action == "setting" and name == "seeds" and isinstance(value, bool):
            self.three_seeds = value
        elif action == "setting" and name == "class_weights" and isinstance(value, bool):
            self.changed_settings["class_weights"] = value
        elif action == "setting" and name in RANGES and isinstance(value, int | float) and value == value:
            low, high = RANGES[name]
            if not low <= value <= high:
                return  # the page has said what is allowed
            setting = round(value) if name in ("epochs", "seed") else float(value)
            if name in ("seed", "share"):
                self._replace_files(lambda now: now, **{name: setting})
            else:
                self.changed_settings[name] = setting

    # ---- the plan

    @property
    def share(self) -> float:
        """The share of the examples that is held back."""
        return float(self.changed_settings.get("share", VALIDATION_SHARE))

    @property
    def seed(self) -> int:
        """The seed of the split and of the training."""
        return int(self.changed_settings.get("seed", 0))

    @property
    def plan(self) -> Plan | None:
        """The suggested plan with the settings that the visitor has changed."""
        from playground.training.finetune.plan import Plan

        if not isinstance(self.suggested, Plan):
            return None
        changes = {key: value for key, value in self.changed_settings.items() if key != "share"}
        return replace(self.suggested, **changes)

    @property
    def sizes(self) -> tuple[int, int] | None:
        """How many examples are learnt from and how many are held back; None where none can be."""
        now = self.files
        if now.training_examples is None:
            return None
        if now.validation is not None:
            return len(now.validation.result.training), len(now.validation.result.examples)
        parts = self._split(now.training_examples, self.seed, self.share)
        return None if parts is None else (len(parts[0]), len(parts[1]))

    @property
    def held_back(self) -> Examples | None:
        """The share of the examples that is held back; None where others are held back instead, or nothing can be."""
        now = self.files
        if now.training_examples is None or now.validation is not None:
            return None
        parts = self._split(now.training_examples, self.seed, self.share)
        return None if parts is None else parts[1]

    @property
    def _plan_inputs(self) -> dict[str, Any]:
        """What a suggested plan depends on beside the files."""
        return {
            "architecture": self.architecture,
            "from_scratch": self.from_scratch,
            "seed": self.seed,
            "share": self.share,
        }

    def _suggest(
        self, now: VisitFiles, architecture: str, from_scratch: bool, seed: int, share: float
    ) -> Plan | PlaygroundError | None:
        """The plan for what is to be learnt from, or why there is none."""
        from playground.training.finetune.plan import suggest

        if now.training_examples is None:
            return None
        parts = None if now.validation else self._split(now.training_examples, seed, share)
        try:
            return suggest(
                parts[0] if parts else now.training_examples, architecture, None if from_scratch else "shipped"
            )
        except PlaygroundError as error:
            return error

    def _split(self, material: Examples, seed: int, share: float) -> tuple[Examples, Examples] | None:
        """What is learnt from and what is held back, split once however often it is asked for; None where none can be:
        asking for the training says why."""
        asked, last = (material, seed, share), self.last_split
        if last is None or last[0][0] is not material or last[0][1:] != asked[1:]:
            try:
                last = asked, split(*asked)
            except PlaygroundError:
                last = asked, None
            self.last_split = last
        return last[1]

    # ---- the training

    @property
    def trained_on(self) -> Hashable:
        """What a training that is begun now learns from, and how: two of the same give the same model."""
        held = self.files.validation.result.examples if self.files.validation else None
        plan = None if self.plan is None else repr(replace(self.plan, title="", reasons={}))
        return self.material, held and hash(held.texts), self.share, plan

    @property
    def material(self) -> int | None:
        """A number that stands for what there is to learn from as it is read now; None where there is nothing."""
        learnt = self.files.training_examples
        return None if learnt is None else hash((learnt.texts, learnt.words, learnt.labels))

    def begin_training(self, afterwards: Callable[[str], None] | None = None) -> None:
        """Ask for the training, where there is something to learn from; one that waits or runs already goes on.

        Args:
            afterwards: begins what is to come behind it, with the reference of its model; then with one seed only.
        """
        now, plan = self.files, self.plan
        if self.training.running or now.training_examples is None or plan is None:
            return
        try:
            train, validation = (
                (now.training_examples, now.validation.result.examples)
                if now.validation
                else split(now.training_examples, plan.seed, self.share)
            )
        except PlaygroundError as error:
            self.training.failed = error
        else:
            seeds = [plan.seed + more for more in range(1, SEEDS)] if self.three_seeds and not afterwards else ()
            plan = replace(plan, title=self.model_title())
            also = {} if now.validation else {"also": {"share": self.share}}  # so that its recipe splits the file so
            self.training.begin(train, validation, plan, seeds, self.trained_on, afterwards, **also)

    def model_title(self) -> str:
        """What the page will call the model: the file's name and the architecture, with a number where it is taken."""
        assert self.files.sheet is not None
        stem = PurePath(self.files.sheet.name).stem.strip()[:TITLE_CHARACTERS] or "file"
        base = f"{stem} · {ARCHITECTURES[self.architecture].title}"
        taken, number, title = {one.title for one in self.models.items}, 1, base
        while title in taken:
            number += 1
            title = f"{base} {number}"
        return title
