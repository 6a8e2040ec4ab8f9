"""Records -> HTML: the file in Fine-tune, how it is read, its labels, and what is wrong with it.

Everything that a visitor's file holds is escaped. Nothing here knows gradio.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from playground.data.bounds import PAGE
from playground.data.column_roles import Column
from playground.data.formats import FORMATS, Format
from playground.data.problems import REPAIRED, STOP, Note, Problem
from playground.data.reading import Checked
from playground.data.sheet import Choice, Preview, Sheet
from playground.tasks import TASKS
from playground.ui.components.markup import safe
from playground.ui.components.notation import notation_controls
from playground.ui.finetune.file_reading import VisitFiles
from playground.ui.finetune.render_labels import offer
from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.words import say
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.translations import error, in_language

COLUMNS_SHOWN = 16
LABELS_SHOWN = 12
CELL_CHARACTERS = 160
WORDS_SHOWN = 40  # of a tagged sentence
_SIGNS = {STOP: "✕", REPAIRED: "✓"}


def file(visit: Visit, language: str) -> str:
    """The file with all that can be chosen about it; without one an invitation."""
    trouble = refused(visit, language)
    if visit.files.sheet is None or visit.files.choice is None:
        return _part(_invitation(language, trouble), language)
    sheet, choice = visit.files.sheet, visit.files.choice
    body = trouble + _assumed(visit.files, language)
    if visit.files.unread is not None:
        body += _problem(Problem(error(visit.files.unread, language), "", severity=STOP), language)
    if visit.files.checked is not None:
        body += problems(visit.files.checked.problems, language)
    entry, examples = FORMATS[sheet.kind], visit.files.checked.examples if visit.files.checked else None
    shown = _preview(entry.preview(sheet, choice, examples), entry, choice, language)
    if visit.files.checked is not None:
        shown = f'<div class="ft-two">{shown}{_labels(visit.files.checked, choice, language)}</div>'
        shown += offer(visit, language)
    return _part(
        f'<details class="ft-step" data-details="file" data-fold="{int(visit.training.running)}" open>'
        f"<summary><b>1</b> {_headline(visit, language)}</summary>{body}{shown}"
        f'<p class="ft-more">{_button("open", say("finetune-other-file", language))} '
        f"{_button('forget', say('finetune-forget', language), action=True)}"
        f'<span class="note">{safe(_bounds(language))}</span></p></details>',
        language,
    )


def _part(body: str, language: str) -> str:
    """What is drawn, with what the browser needs to refuse a file that is too large."""
    too_large = say("finetune-too-large", language, given="{given}", allowed=PAGE.bytes // 2**20)
    return (
        f'<div class="ft" data-bytes="{PAGE.bytes}" data-too-large="{safe(too_large)}">'
        f'<p class="ft-large warn" role="alert"></p>{body}</div>'
    )


def refused(visit: Visit, language: str) -> str:
    """Why the last file could not be used."""
    if visit.file_error is None:
        return ""
    kept = f" {safe(say('finetune-kept', language))}" if visit.files.sheet is not None else ""
    return alert(safe(error(visit.file_error, language)) + kept)


def _invitation(language: str, trouble: str) -> str:
    offers = "".join(
        f'<button type="button" class="ft-offer" data-action="sample" data-value="{key}">'
        f"<b>{safe(say(f'finetune-sample-{key}', language))}</b> <small>{safe(name)}</small></button>"
        for key, (name, _) in SAMPLES.items()
    )
    return (
        f'{trouble}<section class="ft-empty" data-drop><h3>{safe(say("finetune-invite", language))}</h3>'
        f"<p>{safe(say('finetune-invite-body', language))}</p>"
        f'<p><button type="button" class="ft-big" data-open="file">{safe(say("finetune-choose", language))}</button> '
        f'<span class="note">{safe(say("finetune-drop", language))}</span></p>'
        f'<p class="note">{safe(_bounds(language))}</p></section>'
        f'<section class="ft-offers"><h4>{safe(say("finetune-samples", language))}</h4>{offers}</section>'
    )


def _bounds(language: str) -> str:
    """Which kinds of files are read, the commonest first, and how large they may be."""
    titles = [in_language(entry.title, language) for entry in reversed(FORMATS.values()) if entry.title]
    return say(
        "finetune-bounds",
        language,
        formats=LANGUAGES[language].separator.join(titles),
        size=f"{PAGE.bytes // 2**20} MB",
        rows=f"{PAGE.rows:,}",
        columns=PAGE.columns,
        characters=f"{PAGE.characters:,}",
        labels=PAGE.labels,
    )


def _headline(visit: Visit, language: str) -> str:
    """The file in a line: what it is called, how much is in it, and what is read from where."""
    assert visit.files.sheet is not None
    assert visit.files.choice is not None
    found = [f"<strong>{safe(visit.files.sheet.name)}</strong>"]
    if visit.files.checked is not None:
        per_word = TASKS[visit.files.choice.task].per_word
        key = "finetune-sentences" if per_word else "finetune-examples"
        found.append(safe(say(key, language, count=f"{len(visit.files.checked.examples):,}")))
        found.append(safe(say("finetune-labels-count", language, count=len(visit.files.checked.labels))))
    return " · ".join(found)


def _assumed(files: VisitFiles, language: str) -> str:
    """How the file is read: the task, what was assumed, and what of it can be changed here."""
    sheet, choice = files.sheet, files.choice
    assert sheet is not None
    assert choice is not None
    tasks = "".join(
        f'<label><input type="radio" name="ft-task" data-action="task" data-value="{key}"'
        f"{' checked' if key == choice.task else ''}> {safe(say(f'finetune-task-{key}', language))}</label>"
        for key in TASKS
        if key in FORMATS[sheet.kind].tasks
    )
    parts = [
        f'<div class="ft-choices"><span class="ft-pair">{tasks}</span>{_header(sheet, choice, language)}'
        f"{_pretokenized(choice, language)}"
    ]
    if choice.colon is not None:
        parts.append(_colon(choice, language))
    parts.append(_row_parts(files, language))
    found = (sheet.delimiter or "") if FORMATS[sheet.kind].delimiter_chosen or files.notation.delimiter else None
    written = notation_controls(files.notation, found, sheet.encoding, language)
    notes = " ".join(safe(in_language(note, language)) for note in sheet.assumed if note.key != "split-column")
    return f'{"".join(parts)}</div>{written}<p class="note">{notes}</p>'


def _row_parts(files: VisitFiles, language: str) -> str:
    """The box that says whether rows which the file marks for validation or a test are held back."""
    parts = files.parts
    if parts is None or files.choice is None:
        return ""
    sentence = say("finetune-parts", language, count=f"{parts.count:,}", column=parts.column + 1, part=parts.held)
    if parts.unused and files.choice.parts_kept_apart:
        names = LANGUAGES[language].separator.join(parts.unused)
        unused = f"{sum(parts.unused.values()):,}"
        sentence += say("finetune-parts-unused", language, count=unused, parts=names)
    on = " checked" if files.choice.parts_kept_apart else ""
    return f'<label class="ft-check"><input type="checkbox" data-action="parts"{on}> {safe(sentence)}</label>'


def _header(sheet: Sheet, choice: Choice, language: str) -> str:
    """The box that says whether the first row names the columns; nothing where nobody chooses that."""
    if not FORMATS[sheet.kind].columns_chosen:
        return ""
    return (
        f'<label class="ft-check"><input type="checkbox" data-action="header"{" checked" if choice.header else ""}> '
        f"{safe(say('finetune-header', language))}</label>"
    )


def _pretokenized(choice: Choice, language: str) -> str:
    """The box that says whether texts are split into words already; nothing where the words are tagged."""
    if TASKS[choice.task].per_word:
        return ""
    return (
        f'<label class="ft-check" data-tip="{safe(say("finetune-split-help", language))}"><input type="checkbox" '
        f'data-action="pretokenized"{" checked" if choice.pretokenized else ""}> '
        f"{safe(say('finetune-split', language))}</label>"
    )


def _colon(choice: Choice, language: str) -> str:
    """Whether a label such as A:b is A or the whole."""
    options = "".join(
        f'<label><input type="radio" name="ft-colon" data-action="colon" data-value="{key}"'
        f"{' checked' if choice.colon == key else ''}> {safe(say(f'finetune-colon-{key}', language))}</label>"
        for key in ("coarse", "fine")
    )
    return f'<span class="ft-pair">{options}</span>'


# ---- the preview


def _preview(preview: Preview, entry: Format, choice: Choice, language: str) -> str:
    """How the file begins: rows of a table, or tagged sentences."""
    if preview.columns:
        return _table(preview, entry.columns_chosen, choice, language)
    return "" if preview.sentences is None else _sentences(preview)


def _table(preview: Preview, can_choose: bool, choice: Choice, language: str) -> str:
    """The first rows; above each column what it is read as, which may be changed where `can_choose` says so."""
    chosen = {*choice.text_columns, choice.label_column, choice.sentence_column} - {None}
    numbers = [at for at in range(len(preview.columns)) if at < COLUMNS_SHOWN or at in chosen]
    heads = "".join(_head(preview.columns[at], at, can_choose, choice, language) for at in numbers)
    body = "".join(f"<tr>{''.join(_cell(row, at, choice) for at in numbers)}</tr>" for row in preview.rows)
    hidden = len(preview.columns) - len(numbers)
    more = f'<p class="note">{safe(say("finetune-more-columns", language, count=hidden))}</p>' if hidden else ""
    name = safe(say("finetune-preview", language))
    return (
        f'<div><div class="ft-scroll" role="region" tabindex="0" aria-label="{name}"><table class="ft-sheet"><thead>'
        f"<tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>{more}</div>"
    )


def _head(column: Column, at: int, can_choose: bool, choice: Choice, language: str) -> str:
    """The name of a column, and what it is read as."""
    role = _role(at, choice)
    name = column.name if column.name and choice.header else say("finetune-column", language, number=column.number)
    kinds = {"none": "none", "text": "text", "label": "label"}
    if TASKS[choice.task].per_word:
        kinds = {"none": "none", "text": "word", "label": "tag", "sentence": "sentence"}
    options = "".join(
        f'<option value="{kind}"{" selected" if kind == role else ""}>{safe(say(f"finetune-role-{word}", language))}'
        "</option>"
        for kind, word in kinds.items()
    )
    fixed = "" if can_choose else " disabled"
    name_of_control = safe(say("finetune-role", language, column=name))
    return (
        f'<th class="is-{role}" scope="col"><span>{safe(name)}</span>'
        f'<select data-action="role" data-column="{at}" aria-label="{name_of_control}"{fixed}>{options}</select></th>'
    )


def _role(at: int, choice: Choice) -> str:
    """What a column is read as: "label", "text", "sentence" or "none"."""
    if at == choice.label_column:
        return "label"
    if at in choice.text_columns:
        return "text"
    return "sentence" if at == choice.sentence_column else "none"


def _cell(row: Sequence[str], at: int, choice: Choice) -> str:
    """A cell of the table, cut where it is long."""
    text = row[at] if at < len(row) else ""
    cut = text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"
    return f'<td class="is-{_role(at, choice)}" dir="auto"><div>{safe(cut)}</div></td>'


def _sentences(preview: Preview) -> str:
    """The first tagged sentences; a word may hold a space."""
    rows = "".join(f"<li>{_sentence(words, tags)}</li>" for words, tags in preview.sentences or ())
    return f'<div class="ft-scroll"><ul class="ft-sentences">{rows}</ul></div>'


def _sentence(words: Sequence[str], tags: Sequence[str]) -> str:
    """The words of a sentence, each above its tag."""
    pairs = list(zip(words, tags, strict=True))[:WORDS_SHOWN]
    return " ".join(f"<span><bdi>{safe(word)}</bdi><small>{safe(tag)}</small></span>" for word, tag in pairs)


# ---- labels


def _labels(checked: Checked, choice: Choice, language: str) -> str:
    """The labels with their counts as bars; each can be renamed or dropped. Nothing where there never were any."""
    if not checked.labels and not choice.renames:
        return ""
    most = max(checked.labels.values(), default=1)
    rows = [_label(label, count, most, language) for label, count in checked.labels.items()]
    rest = "".join(rows[LABELS_SHOWN:])
    more = safe(say("finetune-more-labels", language, count=len(rows) - LABELS_SHOWN))
    folded = f'<details data-details="labels"><summary>{more}</summary><ul>{rest}</ul></details>' if rest else ""
    key = "finetune-labels-words" if TASKS[choice.task].per_word else "finetune-labels"
    return (
        f'<section class="ft-labels"><h4>{safe(say(key, language))}</h4>{_alike(checked, language)}'
        f"<ul>{''.join(rows[:LABELS_SHOWN])}</ul>{folded}{_undone(choice, language)}</section>"
    )


def _label(label: str, count: int, most: int, language: str) -> str:
    rename, gone = (safe(say(f"finetune-{key}", language, label=label)) for key in ("rename", "leave-out"))
    name = safe(label)
    return (
        f'<li style="--v:{100 * count / most:.1f}%"><input data-action="rename" data-label="{name}" value="{name}" '
        f'aria-label="{rename}" data-tip="{rename}" dir="auto"><b>{count:,}</b>'
        f'<button type="button" data-action="drop" data-label="{name}" aria-label="{gone}" data-tip="{gone}">×</button>'
        "</li>"
    )


def _alike(checked: Checked, language: str) -> str:
    """Offers to make one label of those that differ only in how they are written."""
    offers = []
    for group in checked.alike:
        ordered = sorted(group, key=lambda label: -checked.labels.get(label, 0))
        names = ", ".join(f"“{label}”" for label in ordered)
        button = _button(
            "merge", say("finetune-merge", language, label=ordered[0]), action=True, value=json.dumps(ordered)
        )
        offer = f"{safe(say('finetune-alike', language, labels=names))} {button}"
        offers.append(f'<p class="ft-problem warning"><i>≈</i><span>{offer}</span></p>')
    return "".join(offers)


def _undone(choice: Choice, language: str) -> str:
    """The labels that were dropped, to bring back, and the way back to the file's own names."""
    if not choice.renames:
        return ""
    dropped = [label for label, new in choice.renames.items() if new is None]
    chips = "".join(
        f'<button type="button" class="ft-chip" data-action="restore" data-label="{safe(label)}" '
        f'data-tip="{safe(say("finetune-restore", language, label=label))}"><s>{safe(label)}</s> ↩</button>'
        for label in dropped
    )
    back = _button("names", say("finetune-names", language), action=True)
    return f'<p class="ft-more">{chips} {back}</p>'


# ---- what is wrong


def problems(found: Sequence[Problem], language: str) -> str:
    """What is wrong with a file, a paragraph each."""
    others = (problem for problem in found if problem.key != "alike-labels")  # the offer beside the labels says it
    return "".join(_problem(problem, language) for problem in others)


def _problem(problem: Problem, language: str) -> str:
    sign = _SIGNS.get(problem.severity, "!")
    role = ' role="alert"' if problem.severity == STOP else ""
    sentence = problem.sentence if not problem.key else in_language(problem, language)
    return f'<p class="ft-problem {problem.severity}"{role}><i>{sign}</i><span>{safe(sentence)}</span></p>'


def notes(found: Sequence[Note], language: str) -> str:
    """Sentences about a file or a training, one after the other."""
    return " ".join(safe(in_language(note, language)) for note in found)


def alert(content: str) -> str:
    """A warning that screen readers read at once; its text is HTML already."""
    return f'<p class="ft-problem stop" role="alert"><i>✕</i><span>{content}</span></p>'


def _button(name: str, text: str, action: bool = False, value: str = "") -> str:
    what = f'data-action="{name}"' + (f' data-json="{safe(value)}"' if value else "") if action else 'data-open="file"'
    return f'<button type="button" class="ft-small" {what}>{safe(text)}</button>'
