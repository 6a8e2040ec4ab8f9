"""What a visit asks of its file beside a model: a check of its labels, a training on corrected rows, a learning curve.

Each goes through the queue of trainings, one at a time for a visit. What cannot be asked for now changes nothing.
Nothing here is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from playground.data.bounds import PAGE
from playground.data.examples import Examples
from playground.data.text_file import open_text
from playground.errors import PlaygroundError
from playground.evaluation.cleaned_file import cleaned_file
from playground.evaluation.label_decisions import CHANGE, DROP
from playground.ui.finetune.label_check import label_check
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel

if TYPE_CHECKING:
    from playground.training.finetune.corrected import Corrected
    from playground.training.finetune.plan import Plan


@dataclass(frozen=True)
class Effort:
    """What something takes: how many trainings, and about how many minutes on two processor cores."""

    trainings: int
    minutes: float


# ---- the labels


def label_effort(visit: Visit) -> Effort | None:
    """What a check of the labels takes; None where there is nothing to check."""
    from playground.training.finetune.cross_validation import fold_minutes, suggested_folds

    plan = visit.plan
    if plan is None or visit.files.training_examples is None:
        return None
    folds = suggested_folds(plan)
    return Effort(folds, fold_minutes(plan, folds))


def check_labels(visit: Visit) -> None:
    """Ask for a check of the labels."""
    asked = _asked(visit)
    if asked is None:
        return
    examples, plan, file = asked
    material = visit.material
    assert material is not None

    def found(what: dict[str, Any]) -> None:
        visit.check = label_check(file, material, examples, what)

    visit.training.found = found
    visit.training.begin(examples, None, replace(plan, title=file), work="labels")


def applies(visit: Visit) -> bool:
    """Whether what was decided of the labels counts for the examples as they are read now."""
    return visit.check is not None and visit.check.material == visit.material


def has_corrections(visit: Visit) -> bool:
    """Whether a training on the corrected rows would learn from anything else than before."""
    check = visit.check
    return check is not None and applies(visit) and bool(check.count(CHANGE) + check.count(DROP))


def cleaned(visit: Visit) -> tuple[str, str]:
    """The name and the text of the cleaned file; empty where there is none."""
    files, examples = visit.files, visit.files.training_examples
    if visit.check is None or examples is None or not applies(visit):
        return "", ""
    assert files.sheet is not None and files.choice is not None and files.source is not None
    lines = open_text(files.source.read(), files.source.name, PAGE, notation=files.notation).lines
    found = cleaned_file(files.sheet, files.choice, examples, visit.check.decided, lines)
    stem = PurePath(visit.check.file.removesuffix(".gz")).stem
    return f"{stem}-cleaned{found.extension}", found.text


@dataclass(frozen=True)
class HeldBack:
    """What a training on the corrected rows holds back.

    Attributes:
        count: how many examples.
        rows: of the file in which they stand.
        file: the file or the part that is there for validation, whose labels are not checked; empty: a share of what
            was checked.
    """

    count: int
    rows: tuple[int, ...]
    file: str = ""


def held_rows(visit: Visit) -> HeldBack | None:
    """What a training on the corrected rows will hold back; None where nothing can be."""
    validation = visit.files.validation
    if validation is not None:
        held = validation.result.examples
        return HeldBack(len(held), held.rows, PurePath(held.name).name)
    held_back = visit.held_back
    return None if held_back is None else HeldBack(len(held_back), held_back.rows)


# ---- a training on the corrected rows


def model_before(visit: Visit) -> VisitModel | None:
    """The model that the same training made of the rows as the file has them; None where there is none yet."""
    wanted = visit.trained_on
    known = (one for one in visit.models.items if one.trained_on == wanted and one.tuned and not one.tuned.stopped)
    return next(known, None)


def train_corrected(visit: Visit) -> None:
    """Ask for a training on the corrected rows; before it for the one on the file's, where that was not done yet."""
    from playground.training.finetune.corrected import correct

    asked = _asked(visit)
    if asked is None or visit.check is None or not has_corrections(visit):
        return
    examples, plan, _ = asked
    validation = visit.files.validation.result.examples if visit.files.validation else None
    try:
        corrected = correct(examples, visit.check.decided, plan.seed, visit.share, validation)
    except PlaygroundError as error:
        visit.training.failed = error
        return
    before, then = model_before(visit), _corrected_training(visit, corrected, plan)
    if before is None:
        visit.begin_training(then)
    else:
        then(before.reference)


def _corrected_training(visit: Visit, corrected: Corrected, plan: Plan) -> Callable[[str], None]:
    """Begins the training on the corrected rows, once there is the model of before."""
    from playground.checkpoints.references import locate

    def begin(before: str) -> None:
        try:
            folder = str(locate(before)[0])
        except PlaygroundError as error:
            visit.training.failed = error
            return
        also = {"filed": asdict(corrected.filed), "counts": corrected.counts, "before": folder}
        titled = replace(plan, title=visit.model_title())
        visit.training.begin(corrected.train, corrected.validation, titled, work="corrected", also=also)

    return begin


# ---- more data


def curve_effort(visit: Visit, model: VisitModel) -> Effort | None:
    """What the learning curve of a model takes; None where the examples that it learnt from are not read now."""
    from playground.training.finetune.learning_curve import SHARES, curve_minutes, repeats

    examples = visit.files.training_examples
    if model.plan is None or examples is None or not _learnt_from(visit, model):
        return None
    return Effort(len(SHARES) * repeats(examples), curve_minutes(model.plan, examples))


def measure_curve(visit: Visit) -> None:
    """Ask for the learning curve of the model that is looked at."""
    asked, model = _asked(visit), visit.models.selected
    if asked is None or model is None or model.plan is None or not _learnt_from(visit, model):
        return

    def found(what: dict[str, Any]) -> None:
        visit.models.add_curve(model.reference, what)

    visit.training.found = found
    visit.training.begin(asked[0], None, replace(model.plan, title=model.title), work="curve")


def _learnt_from(visit: Visit, model: VisitModel) -> bool:
    return isinstance(model.trained_on, tuple) and model.trained_on[0] == visit.material


def _asked(visit: Visit) -> tuple[Examples, Plan, str] | None:
    """The examples, the plan and the name of the file, where something can be begun now."""
    now, plan = visit.files, visit.plan
    if visit.training.running or now.training_examples is None or plan is None or now.sheet is None:
        return None
    return now.training_examples, plan, PurePath(now.sheet.name).name
