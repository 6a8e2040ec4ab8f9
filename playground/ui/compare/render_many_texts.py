"""Records -> HTML: the table of many texts with the answers of all models. Pure functions, no gradio."""

from collections.abc import Sequence
from functools import lru_cache

from playground.checkpoints import describe
from playground.evaluation.compared_texts import compared
from playground.evaluation.intervals import wilson
from playground.lenses.predict.many_texts import MAX_CHARACTERS, MAX_TEXTS, Answer, Row, models_of_columns
from playground.lenses.predict.right_labels import Score, scores
from playground.ui.compare.file_of_texts import UPLOAD_BYTES
from playground.ui.compare.queries import UNDECIDED
from playground.ui.compare.words import say
from playground.ui.components import model_names, tag_colours
from playground.ui.components.chance import comparisons, interval
from playground.ui.components.markup import safe
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.numbers import percent
from playground.ui.language.translations import caution, label

# ---- what is drawn

LABELS_NAMED = 6
LABELS_OPEN = 8  # in a confusion matrix that is not folded


def progress(model: str, done: int, total: int, language: str) -> str:
    """How many answers are there, and who is at work."""
    sentence = say("many-progress", language, done=f"{done:,}", total=f"{total:,}", model=_model_name(model, language))
    bar = f'<progress value="{done}" max="{total}"></progress>'
    return f'<p class="many-note" role="status">{bar} {safe(sentence)}</p>'


def table(rows: Sequence[Row], language: str, unused: Sequence[str] = ()) -> str:
    """A row a text; above it how often each model is right, where the right labels were given. Everything that a
    visitor wrote is escaped.

    Args:
        unused: labels that stood beside the texts and that no chosen model has.
    """
    if not rows or not rows[0].answers:
        return f'<p class="many-note">{safe(say("no-models-body", language))}</p>'
    per_word = any(answer.tags is not None for answer in rows[0].answers)
    judged = any(row.right is not None for row in rows)
    names = [say("many-text", language)]
    names += [say("many-differing", language)] if per_word else []
    names += [say("many-right", language)] if judged else []
    names += [] if per_word else [_column_name(models, language) for models in models_of_columns(rows)]
    head = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-column="{at}">{safe(name)}</button></th>'
        for at, name in enumerate(["#", *names])
    )
    draw = _words_row if per_word else _label_row
    order = sorted(enumerate(rows, 1), key=lambda one: (not one[1].differ, -_wrong(one[1]))) if judged else None
    body = "".join(draw(number, row, language) for number, row in order or enumerate(rows, 1))
    differ = sum(row.differ for row in rows)
    summary = say("many-summary", language, texts=f"{len(rows):,}", differ=f"{differ:,}")
    filters = [_filter("differing", "many-filter", language)]
    filters += [_filter("mistaken", "many-filter-wrong", language)] if judged else []
    notes = [*filters, safe(say("many-first" if judged else "many-sort", language))]
    return (
        f'<div class="many"><p class="many-note" role="status">{safe(summary)}</p>{_unused(unused, language)}'
        f'{right_and_wrong(rows, language)}<p class="many-note">{" · ".join(notes)}</p>'
        f'<div class="many-scroll" role="region" tabindex="0" aria-label="{safe(say("many-title", language))}">'
        f'<table class="walked"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{'' if per_word else _note(say('many-signs', language))}</div>"
    )


def _note(sentence: str) -> str:
    return f'<p class="many-note">{safe(sentence)}</p>'


def _filter(key: str, words: str, language: str) -> str:
    return f'<label><input type="checkbox" class="{key}"> {safe(say(words, language))}</label>'


def _unused(labels: Sequence[str], language: str) -> str:
    """That labels beside the texts are none of the models', so that nothing can be said of right and wrong by them."""
    if not labels:
        return ""
    named = ", ".join(f"“{label}”" for label in labels[:LABELS_NAMED]) + (" …" if len(labels) > LABELS_NAMED else "")
    return f'<p class="many-note warn">{safe(say("many-unused", language, labels=named))}</p>'


def _wrong(row: Row) -> int:
    """How many answers are not the right label."""
    return sum(wrong is True for wrong in row.wrong)


def _label_row(number: int, row: Row, language: str) -> str:
    cells = "".join(
        _label_cell(column, answer, outvoted, wrong, language)
        for column, (answer, outvoted, wrong) in enumerate(zip(row.answers, row.outvoted, row.wrong, strict=True))
    )
    return _table_row(number, row, f"{_text_cell(row)}{_right_cell(row, language)}{cells}")


def _text_cell(row: Row) -> str:
    return f'<td class="many-text" dir="auto"><div>{safe(row.text)}</div></td>'


def _right_cell(row: Row, language: str) -> str:
    """The right label; empty where the table has no such column."""
    return "" if row.right is None else f"<td>{safe(label(row.right, language))}</td>"


def _label_cell(column: int, answer: Answer, outvoted: bool, wrong: bool | None, language: str) -> str:
    """A label and how sure the model is; ✓ or ✗ where the right one is known, ≠ where most say otherwise. What the
    signs mean opens where one points, or walks with the arrow keys. Sorted from the first label to the last."""
    sure = max(one for one in answer.probabilities if one is not None)
    place = answer.labels.index(answer.label or "")
    last = place == len(answer.labels) - 1
    key = place + (sure if last else 1 - sure)
    unread = f" · {say('unread', language, count=answer.unread)}" if answer.unread else ""
    first, second = (*sorted((one for one in answer.probabilities if one is not None), reverse=True), 0.0)[:2]
    judged = "" if wrong is None else "wrong" if wrong else "right"
    signs = [
        (judged, {"right": "✓", "wrong": "✗"}.get(judged, ""), say(f"many-is-{judged}", language)) if judged else None,
        ("", "≠", say("many-outvoted", language)) if outvoted else None,
        ("", "≈", say("many-undecided", language)) if first - second < UNDECIDED else None,
        ("warn", "", caution(answer.caution, language)) if answer.caution else None,
    ]
    shown = [one for one in signs if one]
    mark = "".join(f'<b class="{look}">{sign}</b> ' for look, sign, _ in shown)
    said = f"{label(answer.label or '', language)} {percent(sure)}"
    tip = "\n".join([f"{_model_name(answer.model, language)}: {said}", *(meaning for *_, meaning in shown)])
    content = f"{mark}{safe(label(answer.label or '', language))} <small>{percent(sure)}{safe(unread)}</small>"
    look = " class=outvoted" if outvoted else ""
    return f'<td data-key="{key:.6f}" data-c="{column}" data-tip="{safe(tip)}"{look}>{content}</td>'


def _words_row(number: int, row: Row, language: str) -> str:
    """The words, each above its tag; where models differ, each tag with the marks of the models that say so."""
    contested, joined = row.contested, _joined(row)
    words = " ".join(_word(row, first, end, any(contested[first:end]), language) for first, end in joined)
    count = sum(any(contested[first:end]) for first, end in joined)
    share = say("many-of", language, count=count, total=len(joined))
    text = f'<td class="many-text" dir="auto" data-key="{safe(row.text)}"><div>{words}</div></td>'
    return _table_row(number, row, f'{text}<td data-key="{count}">{safe(share)}</td>')


def _joined(row: Row) -> list[tuple[int, int]]:
    """Where each word begins and ends; characters are joined where all models join them."""
    begins: set[int] = set()
    for answer in row.answers:
        inside = {at for one in answer.made or () for at in range(one.first + 1, one.end)}
        begins |= set(range(len(row.words))) - inside
    starts = sorted(begins)
    return list(zip(starts, [*starts[1:], len(row.words)], strict=True))


def _word(row: Row, first: int, end: int, contested: bool, language: str) -> str:
    """A word above its tag; where models differ, above each tag with the marks of its models, which are named where one
    points or walks with the arrow keys. A model to which it is part of a longer word has that word beside the tag."""
    text = "".join(row.words[first:end])
    told, drawn = [text], ""
    for (tag, whole), models in _models_by_tag(row.answers, first).items():
        longer = f" {whole}" if contested and whole not in ("", text) else ""
        shown = f"{tag or say('not-read', language)}{longer}"
        told.append(f"{shown}: {LANGUAGES[language].separator.join(_model_name(one, language) for one in models)}")
        marks = f" {''.join(_model_mark(one, language) for one in models)}" if contested else ""
        sign = "≠ " if contested else ""
        drawn += f'<small class="f-{tag_colours.family(tag or "")}">{sign}{safe(shown)}{marks}</small>'
    tip = safe("\n".join(told))
    differs = f' differs" data-tip="{tip}' if contested else ""
    return f'<span class="many-word{differs}"><bdi>{safe(text)}</bdi>{drawn}</span>'


def _models_by_tag(answers: Sequence[Answer], at: int) -> dict[tuple[str | None, str], list[str]]:
    """The models that give the word at a place each of its tags, None where they have not read it; and, of models that
    make words of characters, the word in which they put it."""
    found: dict[tuple[str | None, str], list[str]] = {}
    for answer in answers:
        tag, whole = answer.tags[at] if answer.tags else None, ""
        if answer.made is not None:
            made = next((one.span for one in answer.made if one.first <= at < one.end), None)
            tag, whole = (made.tag, made.text) if made else (None, "")
        found.setdefault((tag, whole), []).append(answer.model)
    return found


@lru_cache(maxsize=256)
def _model_mark(reference: str, language: str) -> str:
    mark = model_names.plain_mark(describe(reference).architecture, reference)
    return f'<span role="img" aria-label="{safe(_model_name(reference, language))}">{mark}</span>'


def _table_row(number: int, row: Row, cells: str) -> str:
    kind, sign = ("differs", "≠ ") if row.differ else ("same", "")
    kind += " flawless" if row.right is not None and not _wrong(row) else ""
    return f'<tr class="{kind}"><td data-key="{number}">{sign}{number}</td>{cells}</tr>'


# ---- right and wrong


def right_and_wrong(rows: Sequence[Row], language: str) -> str:
    """How often each model is right, and what it takes for what; empty where no right label is known."""
    found = scores(rows)
    if not found:
        return ""
    lines = "".join(
        f'<tr><th scope="row">{safe(_column_name(one.models, language))}</th><td>{percent(one.accuracy, 1)} '
        f"{interval(wilson(one.right, one.total), language)}</td>"
        f"<td>{safe(say('many-of', language, count=f'{one.right:,}', total=f'{one.total:,}'))}</td></tr>"
        for one in found
    )
    heads = "".join(
        f'<th scope="col">{safe(say(f"many-{key}", language))}</th>' for key in ("model", "accuracy", "correct")
    )
    matrices = "".join(_matrix(one, language) for one in found)
    opened = " open" if max(len(one.labels) for one in found) <= LABELS_OPEN else ""
    return (
        f'<div class="many-judged"><table class="many-accuracy"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table>{_note(say('interval-how', language))}{_compared(rows, language)}"
        f"<details{opened}><summary>{safe(say('many-confusion', language))}</summary>"
        f'<p class="many-note">{safe(say("many-confusion-how", language))}</p>'
        f'<div class="many-matrices">{matrices}</div></details></div>'
    )


def _compared(rows: Sequence[Row], language: str) -> str:
    """Whether the differences of the models can be chance: the best one beside each other, then the other pairs."""
    names = {str(at): _column_name(models, language) for at, models in enumerate(models_of_columns(rows))}
    return comparisons(compared(rows), names, language)


def _matrix(score: Score, language: str) -> str:
    """The texts of each right label by what a model predicts."""
    heads = "".join(f'<th scope="col">{safe(label(one, language))}</th>' for one in score.labels)
    body = ""
    for at, (right, counts) in enumerate(zip(score.labels, score.counts, strict=True)):
        cells = "".join(
            f'<td class="{"right" if column == at else "wrong"}" style="--v:{100 * count / max(sum(counts), 1):.0f}%">'
            f"{count:,}</td>"
            for column, count in enumerate(counts)
        )
        body += f'<tr><th scope="row">{safe(label(right, language))}</th>{cells}</tr>'
    return (
        f"<table><caption>{safe(_column_name(score.models, language))}</caption>"
        f"<thead><tr><td>{safe(say('many-true-predicted', language))}</td>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _column_name(models: Sequence[str], language: str) -> str:
    """The name of the model of a column; of several, one a language, that without a language in it."""
    plain = [model for model in models if not model_names.other_language(model, language)]
    return _model_name((plain or list(models))[0], language)


@lru_cache(maxsize=256)
def _model_name(reference: str, language: str) -> str:
    return model_names.name(describe(reference).architecture, reference, language)


def limits_note(language: str) -> str:
    sentence = say(
        "many-limits",
        language,
        texts=f"{MAX_TEXTS:,}",
        characters=f"{MAX_CHARACTERS:,}",
        size=f"{UPLOAD_BYTES / 1e6:.0f} MB",
    )
    return f'<p class="many-note">{safe(sentence)}</p>'
