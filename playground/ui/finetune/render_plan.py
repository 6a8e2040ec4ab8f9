"""Records -> HTML: the choices of a training in Fine-tune, and the button that begins it.

Each setting has a line of help and the reason of what it is unless somebody changes it. Nothing here knows gradio.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playground.data.formats import FORMATS
from playground.data.sheet import first_filled_row
from playground.errors import PlaygroundError
from playground.models.architectures import ARCHITECTURES
from playground.tasks import TASKS
from playground.ui.components.controls import exact, number_limits
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, kind, plain_mark
from playground.ui.finetune.file_reading import ValidationFile
from playground.ui.finetune.render_file import alert, problems
from playground.ui.finetune.visit import RANGES, Visit
from playground.ui.finetune.words import say
from playground.ui.language.translations import error, in_language

if TYPE_CHECKING:
    from playground.training.finetune.plan import Plan

LABELS_NAMED = 10
STEPS = {"epochs": "1", "learning_rate": "any", "share": "1", "seed": "1"}


def plan(visit: Visit, language: str) -> str:
    """What is to be trained and how; nothing without examples."""
    if not visit.files.ready or visit.files.choice is None:
        return ""
    found = visit.plan
    if isinstance(visit.suggested, PlaygroundError):
        body = alert(safe(error(visit.suggested, language)))
    else:
        body = _settings(visit, found, language) if found else ""
    off = "1" if visit.training.running or found is None else "0"
    key = (
        "finetune-training" if visit.training.running else "finetune-again" if visit.models.items else "finetune-train"
    )
    return (
        f'<div class="ft"><details class="ft-step" data-details="plan" data-fold="{int(visit.training.running)}" open>'
        f"<summary><b>2</b> {_headline(visit, found, language)}</summary>"
        f'<div class="ft-plan"><div>{_architectures(visit, language)}{_initial_weights(visit, found, language)}</div>'
        f'<p class="ft-go"><button type="button" class="ft-big" data-train data-begin="train" data-off="{off}"'
        f"{' disabled' * int(off)}>"
        f"{safe(say(key, language, architecture=kind(visit.architecture)))}</button>"
        f"<small>{safe(_size(visit, found, language))}</small></p></div>"
        f"{_validation_file(visit, language)}{body}</details></div>"
    )


def _headline(visit: Visit, found: Plan | None, language: str) -> str:
    begin = "finetune-from-shipped" if found and found.source else "finetune-from-scratch"
    architecture = kind(visit.architecture)
    return (
        f"<strong>{safe(say('finetune-plan', language))}</strong> · {safe(architecture)} · "
        f"{safe(say(begin, language, architecture=architecture))}"
    )


def _architectures(visit: Visit, language: str) -> str:
    """The four architectures, each with a line on how it reads."""
    options = "".join(
        f'<label class="ft-mark {colour_class(key, key)}">'
        f'<input type="radio" name="ft-architecture" data-action="architecture" '
        f'data-value="{key}"{" checked" if key == visit.architecture else ""}>'
        f'<i class="mark" aria-hidden="true">{plain_mark(key, key)}</i> <b>{safe(facts.title)}</b>'
        f"<small>{safe(facts.sentence('in_short', language))}</small></label>"
        for key, facts in ARCHITECTURES.items()
    )
    heading = safe(say("finetune-architecture", language))
    return f'<div class="ft-marks" role="radiogroup" aria-label="{heading}">{options}</div>'


def _initial_weights(visit: Visit, found: Plan | None, language: str) -> str:
    """The choice between the shipped weights and random ones to begin with; the shipped may not fit the file."""
    title = kind(visit.architecture)
    unfit = found is not None and not visit.from_scratch and not found.source
    chosen = visit.from_scratch or unfit
    options = "".join(
        f'<label><input type="radio" name="ft-scratch" data-action="scratch" data-json="{str(scratch).lower()}"'
        f"{' checked' if chosen == scratch else ''}{' disabled' if unfit and not scratch else ''}> "
        f"{safe(say(key, language, architecture=title))}</label>"
        for scratch, key in ((False, "finetune-from-shipped"), (True, "finetune-from-scratch"))
    )
    why = found.reasons.get("source") if found else None
    reason = f'<p class="note">{safe(in_language(why, language))}</p>' if why else ""
    return f'<div class="ft-choices"><span class="ft-pair">{options}</span></div>{reason}'


def _size(visit: Visit, found: Plan | None, language: str) -> str:
    """How many examples are learnt from and how many are held back; how long it takes, where that is long."""
    from playground.training.finetune.plan import MOST_SECONDS, SHORT_MINUTES

    sizes = visit.sizes
    if sizes is None:
        return ""
    sentence = say("finetune-size", language, learnt=f"{sizes[0]:,}", held=f"{sizes[1]:,}")
    minutes, most = found.minutes if found else 0.0, MOST_SECONDS / 60
    if minutes <= SHORT_MINUTES:
        return sentence
    key = "finetune-minutes" if minutes <= most else "finetune-minutes-most"
    return f"{sentence} · {say(key, language, minutes=f'{minutes:,.0f}', most=f'{most:.0f}')}"


# ---- the validation file


def _validation_file(visit: Visit, language: str) -> str:
    """How the validation file is read and what is wrong with it; or why it is not used."""
    validation, trouble = visit.files.validation, visit.files.validation_error
    own_rows = visit.files.validation_sheet is None  # which the file itself marks: step 1 says so
    notes = f'<p class="note">{safe(_columns(validation, visit, language))}</p>' if validation and not own_rows else ""
    if trouble is not None:
        instead = say("finetune-kept" if validation else "finetune-validation-instead", language)
        notes += alert(f"{safe(error(trouble, language))} {safe(instead)}")
    if validation is None:
        return notes
    if validation.result.labels_not_learnt:
        labels = ", ".join(validation.result.labels_not_learnt[:LABELS_NAMED])
        notes += alert(safe(say("finetune-validation-lost", language, file=validation.sheet.name, labels=labels)))
    return notes + problems(validation.result.problems, language)


def _columns(validation: ValidationFile, visit: Visit, language: str) -> str:
    """Which columns of the validation file were taken, and why these."""
    if not FORMATS[validation.sheet.kind].columns_chosen or visit.files.sheet is None:
        return ""
    choice = validation.choice
    kinds = ("word", "tag") if TASKS[choice.task].per_word else ("text", "label")
    roles = [(kinds[0], choice.text_columns), (kinds[1], (choice.label_column,))]
    if choice.sentence_column is not None:
        roles.append(("sentence", (choice.sentence_column,)))
    names = (
        validation.sheet.table[first_filled_row(validation.sheet.table, validation.sheet.name)] if choice.header else []
    )
    found = "; ".join(
        say(
            "finetune-validation-role",
            language,
            role=say(f"finetune-role-{kind}", language),
            columns=_named(at, names, language),
        )
        for kind, at in roles
    )
    key = "finetune-validation-alike" if validation.same_choice else "finetune-validation-guessed"
    return say(key, language, file=validation.sheet.name, other=visit.files.sheet.name, columns=found)


def _named(columns: Sequence[int], names: Sequence[str], language: str) -> str:
    """Columns by their names in the first row, by number where there is none."""
    numbers = [say("finetune-column", language, number=at + 1) for at in columns]
    return " + ".join(
        (names[at].strip() if at < len(names) else "") or number for at, number in zip(columns, numbers, strict=True)
    )


# ---- settings


def _settings(visit: Visit, found: Plan, language: str) -> str:
    assert visit.files.choice is not None
    rows = [
        _number("epochs", str(found.epochs), visit, found, language),
        _number("learning_rate", f"{found.learning_rate:g}", visit, found, language),
    ]
    if not TASKS[visit.files.choice.task].per_word:
        rows.append(_class_weights(visit, found, language))
    rows += [_held(visit, found, language), _number("seed", str(found.seed), visit, found, language)]
    rows.append(_seeds(visit, found, language))
    changed = len(visit.changed_settings)
    back = (
        f'<p class="ft-more"><button type="button" class="ft-small" data-action="suggested">'
        f"{safe(say('finetune-suggested', language))}</button></p>"
        if changed
        else ""
    )
    count_changed = f" · {safe(say('finetune-changed', language, count=changed))}" if changed else ""
    return (
        f'<details class="ft-settings" data-details="settings">'
        f"<summary>{safe(say('finetune-settings', language))}{count_changed}"
        f"</summary><dl>{''.join(rows)}</dl>{back}</details>"
    )


def _setting_row(name: str, control: str, visit: Visit, found: Plan, language: str) -> str:
    """A setting: what it is called, its control, a line of help, and why it is as it is."""
    from playground.training.finetune.plan import MOST_SECONDS

    why = in_language(found.reasons[name], language) if name in found.reasons else say(f"finetune-why-{name}", language)
    if name == "share":
        given = "file" if visit.files.validation_sheet else "parts"
        why = say(f"finetune-why-share-{given}" if visit.files.validation else "finetune-why-share", language)
    mine = f"<em>{safe(say('finetune-mine', language))}</em> " if name in visit.changed_settings else ""
    return (
        f"<div><dt>{safe(say(f'finetune-{name}', language))}</dt><dd>{control} {mine}"
        f"<span>{safe(say(f'finetune-help-{name}', language, most=round(MOST_SECONDS / 60)))}</span> "
        f'<span class="why">{safe(why)}</span></dd></div>'
    )


def _number(name: str, value: str, visit: Visit, found: Plan, language: str) -> str:
    return _setting_row(name, _input(name, value, language), visit, found, language)


def _input(name: str, value: str, language: str, scale: float = 1) -> str:
    low, high = (scale * bound for bound in RANGES[name])
    limits, said = number_limits(low, high, STEPS[name] == "1", language)
    allowed = safe(say("number-range", language, low=exact(low), high=exact(high)))
    return (
        f'<input type="number" inputmode="decimal" data-action="setting" data-name="{name}" data-scale="{scale:g}" '
        f'value="{value}" min="{low:.10g}" max="{high:.10g}" step="{STEPS[name]}" '
        f'aria-label="{safe(say(f"finetune-{name}", language))}"{limits}> <span class="range">{allowed}</span> {said}'
    )


def _class_weights(visit: Visit, found: Plan, language: str) -> str:
    on = " checked" if found.class_weights else ""
    control = (
        f'<label class="ft-check"><input type="checkbox" data-action="setting" data-name="class_weights"{on}> '
        f"{safe(say('finetune-weights-on', language))}</label>"
    )
    return _setting_row("class_weights", control, visit, found, language)


def _seeds(visit: Visit, found: Plan, language: str) -> str:
    on = " checked" if visit.three_seeds else ""
    control = (
        f'<label class="ft-check"><input type="checkbox" data-action="setting" data-name="seeds"{on}> '
        f"{safe(say('finetune-seeds-on', language))}</label>"
    )
    return _setting_row("seeds", control, visit, found, language)


def _held(visit: Visit, found: Plan, language: str) -> str:
    """A share of the file, or a file of its own."""
    offer = safe(say("finetune-validation-file", language))
    other = f'<button type="button" class="ft-small" data-open="held">{offer}</button>'
    if visit.files.validation is None:
        control = f"{_input('share', f'{100 * visit.share:g}', language, 100)} % {other}"
    else:
        examples = visit.files.validation.result.examples
        control = (
            f"<b>{safe(examples.name)}</b> · "
            f"{safe(say('finetune-examples', language, count=f'{len(examples):,}'))} {other} "
            f'<button type="button" class="ft-small" data-action="own-share">'
            f"{safe(say('finetune-validation-none', language))}</button>"
        )
    return _setting_row("share", control, visit, found, language)
