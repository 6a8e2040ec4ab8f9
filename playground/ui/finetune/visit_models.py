"""The models of a visit to Fine-tune: those that it trained and those that came from a zip. Nothing here is drawn.

What the browser names is looked for among these, so that nobody reaches another visit's models.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground.checkpoints import session_store
from playground.checkpoints.session_store import Owner
from playground.errors import PlaygroundError
from playground.ui.selection import about

if TYPE_CHECKING:
    from playground.training.finetune.plan import Plan
    from playground.training.finetune.tune import TuningResult

MOST_MODELS = 12  # of a visit; the oldest goes
TITLE_CHARACTERS = 40
MOST_WRONG = 30  # per cent, that a visitor may allow


@dataclass(frozen=True)
class VisitModel:
    """A model of this visit; without `tuned` one that was loaded from a zip."""

    reference: str
    title: str
    task: str
    architecture: str
    file: str
    plan: Plan | None = None
    tuned: TuningResult | None = None
    seeds: tuple[tuple[int, dict[str, float]], ...] = ()  # the scores of the same training with other seeds
    wrong_at_most: int = 0  # per cent of its answers, as the visitor asked; 0: it always answers
    answer_above: float | None = None  # from which confidence on it answers; None where so little cannot be promised
    trained_on: Hashable | None = None  # from what it has learnt, and how; None where that cannot be asked for again
    curve: dict[str, Any] | None = None  # what trainings on parts of its examples came to: `studies.study_curve`


@dataclass
class VisitModels:
    """The models of a visit, in the order in which they came.

    Attributes:
        selected_reference: of the model whose results are shown.
        cell: the cell of its confusion table whose examples are shown, as row and column.
        unannounced: the references of models that the bar has not yet heard of, the newest last.
        download_error: why a model could not be downloaded.
        exporting: the title of the model that is being exported.
        owner: under which the store counts the visit's bytes.
    """

    items: list[VisitModel] = field(default_factory=list)
    selected_reference: str | None = None
    cell: tuple[int, int] | None = None
    unannounced: list[str] = field(default_factory=list)
    download_error: PlaygroundError | None = None
    exporting: str | None = None
    owner: Owner = field(default_factory=lambda: Owner(secrets.token_urlsafe(16)), repr=False)
    guard: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def selected(self) -> VisitModel | None:
        """The model whose results are shown."""
        return next((one for one in self.items if one.reference == self.selected_reference), None)

    def add(self, model: VisitModel) -> None:
        """Add a model and show its results."""
        with self.guard:
            gone = self.items[: len(self.items) + 1 - MOST_MODELS] if len(self.items) >= MOST_MODELS else []
            self.items = [*self.items[len(gone) :], model]
            self.selected_reference, self.cell = model.reference, None
            self.unannounced = [*self.unannounced, model.reference]
        for one in gone:
            session_store.drop(one.reference)

    def add_zip(self, raw: bytes, name: str) -> None:
        """Add a model from a zip that was downloaded here.

        Raises:
            PlaygroundError: the zip holds no checkpoint that can be used.
        """
        from playground.checkpoints import archive

        stem = PurePath(name).stem.strip()[:TITLE_CHARACTERS] or "zip"
        folder = archive.unzip_checkpoint(raw)
        try:
            reference = session_store.keep(folder, stem, self.owner)
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # where it was not moved
        task, architecture = about(reference)
        self.add(VisitModel(reference, stem, task, architecture, PurePath(name).name))

    def show(self, given: object) -> None:
        """Show another model's results, or the examples of a cell of its confusion table, as the browser asks."""
        if not isinstance(given, Mapping):
            return
        with self.guard:
            if given.get("action") == "show" and (model := self.find(given)):
                self.selected_reference, self.cell = model.reference, None
            elif given.get("action") == "quiet" and self.selected is not None:
                self._keep_quiet(self.selected, given.get("value"))
            elif given.get("action") == "cell":
                row, column = given.get("row"), given.get("column")
                size = len(self.selected.tuned.cells) if self.selected and self.selected.tuned else 0
                if type(row) is int and type(column) is int and 0 <= row < size and 0 <= column < size:
                    self.cell = None if self.cell == (row, column) else (row, column)

    def add_seed(self, reference: str, seed: int, scores: dict[str, float]) -> None:
        """Note what the training of a model came to with another seed."""
        with self.guard:
            self.items = [
                replace(one, seeds=(*one.seeds, (seed, scores))) if one.reference == reference else one
                for one in self.items
            ]

    def add_curve(self, reference: str, curve: dict[str, Any]) -> None:
        """Note what trainings on parts of a model's examples came to."""
        with self.guard:
            self.items = [replace(one, curve=curve) if one.reference == reference else one for one in self.items]

    def _keep_quiet(self, model: VisitModel, value: object) -> None:
        """Let a model answer only where it is sure enough that at most so many per cent of its answers are wrong."""
        from playground.checkpoints.references import locate
        from playground.evaluation.answer_when_sure import settle
        from playground.evaluation.selective import Answering

        curve = model.tuned.summary.get("answering", {}).get("curve", ()) if model.tuned else ()
        wrong = int(value) if isinstance(value, str) and value.isdecimal() else value
        if type(wrong) is not int or not 0 <= wrong <= MOST_WRONG or not curve:
            return
        names = {field.name for field in fields(Answering)}
        found = [Answering(**{name: one[name] for name in names}) for one in curve]
        folder = locate(model.reference)[0]
        try:
            chosen = settle(folder, found, wrong / 100 if wrong else None)
        except PlaygroundError:  # so little cannot be promised: it is said beside the slider
            chosen = settle(folder, found, None)
        above = chosen.answer_above if chosen else None
        new = replace(model, wrong_at_most=wrong, answer_above=above)
        self.items = [new if one is model else one for one in self.items]

    def remove(self, given: object) -> str | None:
        """Remove the model that the browser names; its reference, or None where it is not one of this visit."""
        with self.guard:
            gone = self.find(given)
            if gone is None:
                return None
            self.items = [one for one in self.items if one is not gone]
            if self.selected_reference == gone.reference:
                self.selected_reference, self.cell = self.items[-1].reference if self.items else None, None
        session_store.drop(gone.reference)
        return gone.reference

    def find(self, given: object) -> VisitModel | None:
        """The model of this visit that the browser names."""
        reference = given.get("value") if isinstance(given, Mapping) else None
        return next((one for one in self.items if one.reference == reference), None)
