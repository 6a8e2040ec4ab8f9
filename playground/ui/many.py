"""Many texts at once: paste lines or upload a file, get one table of all models' answers, keep it as CSV or JSON.

An uploaded file becomes lines in the text box and is deleted; what is asked is what stands in the box. Sorting and
filtering happen in the browser, by the script below; files to keep are made there too, so that the server writes none.
"""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from playground.checkpoints import describe
from playground.errors import BadInput, PlaygroundError
from playground.lenses.many import MAX_CHARACTERS, MAX_TEXTS, Answer, Row, as_csv, ask, check
from playground.training.data import lines
from playground.ui import render, signs
from playground.ui.background import Stopped, press, until_stopped
from playground.ui.bar import Bar
from playground.ui.questions import of_task
from playground.ui.strings import label, percent, say

UPLOAD_BYTES = 1_000_000
FILE_TYPES = [".txt", ".csv", ".tsv"]
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

# ---- handlers


def answer(task: str, models: list[str], language: str, box: str, presses: list[bool]) -> Iterator[tuple[Any, ...]]:
    """How far the models are, at last the table, or that it was stopped; the rows and the buttons that keep them."""
    try:
        chosen, texts = of_task(models, task), list(_lines(box))
        asking = until_stopped(ask(chosen, texts), presses)
        while True:
            model, done = next(asking)
            yield progress(model, done, len(chosen) * len(texts), language), (), *_buttons(False), *_running(True)
    except StopIteration as finished:
        rows: tuple[Row, ...] = finished.value
        yield table(rows, language), rows, *_buttons(bool(rows and rows[0].answers)), *_running(False)
    except Stopped:
        yield _stopped(language), (), *_buttons(False), *_running(False)
    except PlaygroundError as error:
        yield render.problem(error, language), (), *_buttons(False), *_running(False)


def upload(path: str, language: str) -> tuple[Any, str]:
    """The texts of an uploaded file as lines of the box, and how many they are; the file itself is deleted."""
    try:
        texts = read(path)
    except PlaygroundError as error:
        return gr.skip(), render.problem(error, language)
    finally:
        Path(path).unlink(missing_ok=True)
    note = say("many-uploaded", language, count=f"{len(texts):,}", file=Path(path).name)
    return "\n".join(texts), f'<p class="many-note">{escape(note)}</p>'


def keep_csv(rows: Sequence[Row]) -> dict[str, str]:
    """The rows as a file for spreadsheets; the mark in front tells them that it is UTF-8."""
    return {"name": "answers.csv", "type": "text/csv", "content": "\ufeff" + as_csv(rows)}


def keep_json(rows: Sequence[Row]) -> dict[str, str]:
    """The rows as a file for programs."""
    content = json.dumps([row.as_json() for row in rows], ensure_ascii=False, allow_nan=False)
    return {"name": "answers.json", "type": "application/json", "content": content}


def speak(language: str) -> tuple[Any, ...]:
    """The section's words in a language, in the order of `build`."""
    return (
        gr.Accordion(label=say("many-title", language)),
        _limits(language),
        gr.Textbox(label=say("many-box", language), placeholder=say("many-placeholder", language)),
        gr.UploadButton(say("many-upload", language)),
        gr.Button(say("many-ask", language)),
        gr.Button(say("many-stop", language)),
        gr.Button(say("many-csv", language)),
        gr.Button(say("many-json", language)),
    )


# ---- what is read


def read(path: str) -> list[str]:
    """The texts of a file: the lines of a .txt, else the column text or the only column, each on one line.

    Raises:
        BadInput: the file is too large, cannot be read, or holds too many or too long texts.
    """
    size = Path(path).stat().st_size
    if size > UPLOAD_BYTES:
        raise BadInput(
            f"{Path(path).name} has {size:,} bytes. At most {UPLOAD_BYTES:,} are read. Upload a part of it.",
            key="many-file-size",
            file=Path(path).name,
            given=f"{size:,}",
            allowed=f"{UPLOAD_BYTES:,}",
        )
    if path.lower().endswith(".txt"):
        try:
            texts = list(_lines(Path(path).read_bytes().decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise BadInput(
                f"{Path(path).name} is not UTF-8. Save the file as UTF-8.", key="many-file-utf-8", file=Path(path).name
            ) from error
    else:
        texts = [" ".join(text.split()) for text in lines(path)]
    check(texts)
    return texts


def _lines(box: str) -> Iterator[str]:
    """The lines that hold anything but space, as they are."""
    return (line.removesuffix("\r") for line in (box or "").split("\n") if line.strip())


# ---- what is drawn


def progress(model: str, done: int, total: int, language: str) -> str:
    """How many answers are there, and who is at work."""
    said = say("many-progress", language, done=f"{done:,}", total=f"{total:,}", model=_name(model, language))
    bar = f'<progress value="{done}" max="{total}"></progress>'
    return f'<p class="many-note" role="status">{bar} {escape(said)}</p>'


def table(rows: Sequence[Row], language: str) -> str:
    """A row a text; words of the page beside it. Everything that a visitor wrote is escaped."""
    if not rows or not rows[0].answers:
        return f'<p class="many-note">{escape(say("no-models-body", language))}</p>'
    per_word = any(answer.tags is not None for answer in rows[0].answers)
    names = [say("many-text", language)]
    names += [say("many-differing", language)] if per_word else []
    names += [] if per_word else [_name(answer.model, language) for answer in rows[0].answers]
    head = "".join(
        f'<th scope="col" aria-sort="none"><button type="button" data-column="{at}">{escape(name)}</button></th>'
        for at, name in enumerate(["#", *names])
    )
    draw = _words_row if per_word else _label_row
    body = "".join(draw(number, row, language) for number, row in enumerate(rows, 1))
    differ = sum(row.differ for row in rows)
    summary = say("many-summary", language, texts=f"{len(rows):,}", differ=f"{differ:,}")
    return (
        f'<style>{STYLE}</style><div class="many"><p class="many-note" role="status">{escape(summary)}</p>'
        f'<p class="many-note"><label><input type="checkbox"> {escape(say("many-filter", language))}</label> · '
        f"{escape(say('many-sort', language))}</p>"
        f'<div class="many-scroll" role="region" tabindex="0" aria-label="{escape(say("many-title", language))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div>"
    )


def _label_row(number: int, row: Row, language: str) -> str:
    cells = "".join(
        _label_cell(answer, outvoted, language) for answer, outvoted in zip(row.answers, row.outvoted, strict=True)
    )
    return _row(number, row, f'<td class="many-text" dir="auto"><div>{escape(row.text)}</div></td>{cells}')


def _label_cell(answer: Answer, outvoted: bool, language: str) -> str:
    """A label and how sure the model is; ≠ where most say otherwise. Sorted from the first label to the last."""
    sure = max(one for one in answer.probabilities if one is not None)
    place = answer.labels.index(answer.label or "")
    last = place == len(answer.labels) - 1
    key = place + (sure if last else 1 - sure)
    unread = f" · {say('unread', language, count=answer.unread)}" if answer.unread else ""
    mark = f'<b title="{escape(say("many-outvoted", language))}">≠</b> ' if outvoted else ""
    said = f"{mark}{escape(label(answer.label or '', language))} <small>{percent(sure)}{escape(unread)}</small>"
    return f'<td data-key="{key:.6f}"{" class=outvoted" if outvoted else ""}>{said}</td>'


def _words_row(number: int, row: Row, language: str) -> str:
    """The words, each above its tag; where models differ, each tag with the marks of the models that say so."""
    words = " ".join(
        f'<span class="many-word{" differs" if contested else ""}"><bdi>{escape(word)}</bdi>'
        f"{_tags(row.answers, at, contested, language)}</span>"
        for at, (word, contested) in enumerate(zip(row.words, row.contested, strict=True))
    )
    count = sum(row.contested)
    share = say("many-of", language, count=count, total=len(row.words))
    text = f'<td class="many-text" dir="auto" data-key="{escape(row.text)}"><div>{words}</div></td>'
    return _row(number, row, f'{text}<td data-key="{count}">{escape(share)}</td>')


def _tags(answers: Sequence[Answer], at: int, contested: bool, language: str) -> str:
    said: dict[str | None, str] = {}
    for answer in answers:
        tag = answer.tags[at] if answer.tags else None
        said[tag] = said.get(tag, "") + _mark(answer.model, language)
    return "".join(
        f'<small class="f-{signs.family(tag or "")}">{"≠ " if contested else ""}'
        f"{escape(tag or say('not-read', language))}{f' {marks}' if contested else ''}</small>"
        for tag, marks in said.items()
    )


@lru_cache(maxsize=256)
def _mark(reference: str, language: str) -> str:
    mark = signs.plain_mark(describe(reference).architecture, reference)
    return f'<abbr title="{escape(_name(reference, language))}">{mark}</abbr>'


def _row(number: int, row: Row, cells: str) -> str:
    kind, sign = ("differs", "≠ ") if row.differ else ("same", "")
    return f'<tr class="{kind}"><td data-key="{number}">{sign}{number}</td>{cells}</tr>'


def _name(reference: str, language: str) -> str:
    return signs.name(describe(reference).architecture, reference, language)


def _limits(language: str) -> str:
    said = say(
        "many-limits",
        language,
        texts=f"{MAX_TEXTS:,}",
        characters=f"{MAX_CHARACTERS:,}",
        size=f"{UPLOAD_BYTES / 1e6:.0f} MB",
    )
    return f'<p class="many-note">{escape(said)}</p>'


STYLE = """
.many-scroll{overflow:auto;max-height:34rem;border:1px solid var(--border-color-primary)}
.many table{border-collapse:collapse;width:100%;margin:0;font-variant-numeric:tabular-nums}
.many th,.many td{padding:.35rem .6rem;text-align:start;vertical-align:top}
.many th,.many td{border-bottom:1px solid var(--border-color-primary)}
.many th{position:sticky;top:0;background:var(--background-fill-secondary);white-space:nowrap}
.many th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer}
.many th button::after{content:" ↕";opacity:.45}
.many th[aria-sort=ascending] button::after{content:" ↑";opacity:1}
.many th[aria-sort=descending] button::after{content:" ↓";opacity:1}
.many td{white-space:nowrap}
.many td.many-text{overflow-wrap:anywhere;min-width:14rem}
.many td.many-text div{white-space:pre-wrap;max-height:9rem;overflow-y:auto}
.many td.outvoted{outline:2px solid currentColor;outline-offset:-3px}
.many small{opacity:.75}
.many-word{display:inline-block;vertical-align:top;margin:0 .5rem .3rem 0;white-space:normal}
.many-word small{display:block;font-size:.72rem}
.many-word abbr{text-decoration:none}
.many-word.differs{border-bottom:2px solid currentColor}
.many:has(input:checked) tr.same{display:none}
.many-note{margin:.3rem 0}
"""

# Sorts the table by the column whose heading is pressed; a second press turns the order round.
SORT = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-column]');
  if (!button) return;
  const heading = button.closest('th'), body = heading.closest('table').tBodies[0];
  const up = heading.getAttribute('aria-sort') !== 'ascending', column = Number(button.dataset.column);
  const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const rows = [...body.rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)], difference = Number(one) - Number(other);
    return (Number.isNaN(difference) ? one.localeCompare(other) : difference) * (up ? 1 : -1);
  });
  body.append(...rows);
  for (const other of heading.parentElement.cells) other.setAttribute('aria-sort', 'none');
  heading.setAttribute('aria-sort', up ? 'ascending' : 'descending');
});
"""

SAVE = """
(file) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file.content], {type: file.type + ';charset=utf-8'}));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
"""


def _stopped(language: str) -> str:
    return f'<p class="many-note">{escape(say("many-stopped", language))}</p>'


def _buttons(shown: bool) -> tuple[Any, Any]:
    return gr.Button(visible=shown), gr.Button(visible=shown)


def _running(now: bool) -> tuple[Any, Any]:
    return gr.Button(interactive=not now), gr.Button(visible=now)


# ---- layout


def build(bar: Bar) -> None:
    """The section, folded until it is wanted, and its events."""
    rows = gr.State((), time_to_live=3_600)
    presses = gr.State([])
    with gr.Accordion(say("many-title", "en"), open=False, elem_id="many") as section:
        limits = gr.HTML(_limits("en"), js_on_load=None)
        box = gr.Textbox(
            label=say("many-box", "en"),
            placeholder=say("many-placeholder", "en"),
            lines=5,
            max_lines=12,
            elem_id="many-texts",
        )
        with gr.Row():
            file = gr.UploadButton(say("many-upload", "en"), file_types=FILE_TYPES, elem_id="many-upload")
            go = gr.Button(say("many-ask", "en"), variant="primary", elem_id="many-ask")
            halt = gr.Button(say("many-stop", "en"), variant="stop", visible=False, elem_id="many-stop")
        result = gr.HTML(elem_id="many-result", js_on_load=SORT, apply_default_css=False)
        with gr.Row():
            to_csv = gr.Button(say("many-csv", "en"), visible=False, elem_id="many-csv")
            to_json = gr.Button(say("many-json", "en"), visible=False, elem_id="many-json")
    kept = gr.JSON(visible="hidden")
    go.click(
        answer,
        [bar.task, bar.models, bar.language, box, presses],
        [result, rows, to_csv, to_json, go, halt],
        concurrency_id="slow",
        concurrency_limit=1,
        **QUIET,
    )
    halt.click(press, presses, queue=False, **QUIET)
    file.upload(upload, [file, bar.language], [box, result], queue=False, **QUIET)
    for button, make in ((to_csv, keep_csv), (to_json, keep_json)):
        button.click(make, rows, kept, queue=False, **QUIET).then(None, kept, js=SAVE)
    bar.language.change(
        speak, bar.language, [section, limits, box, file, go, halt, to_csv, to_json], queue=False, **QUIET
    )
