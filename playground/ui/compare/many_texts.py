"""Many texts at once: paste lines or upload a file, get one table of all models' answers, keep it as CSV or JSON.

An uploaded file becomes lines in the text box, with a tab and the label behind each text where it has labels; what is
asked is what stands in the box. Sorting and
filtering happen in the browser, by `script.js`; files to keep are made there too, so that the server writes none.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from playground.errors import PlaygroundError, TooSlow
from playground.lenses.predict.many_texts import Row, as_csv, predict_many
from playground.lenses.predict.right_labels import divided, matched, with_right_labels
from playground.ui.background import Stopped, request_stop, still_wanted, until_stop_requested
from playground.ui.bar.bar import Bar
from playground.ui.compare.file_of_texts import TextsFile, about, asked_otherwise, read
from playground.ui.compare.render_many_texts import limits_note, progress, table
from playground.ui.compare.words import say
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import QUIET, html_options
from playground.ui.components.markup import safe
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.translations import label
from playground.ui.selection import of_task

_HERE = Path(__file__).parent
SHORT = {"pos": "positive", "neg": "negative"}  # how files write these labels
FILE_TYPES = [".txt", ".csv", ".tsv", ".json", ".jsonl", ".conllu", ".gz"]

# ---- handlers


def answer(
    task: str, models: list[str], language: str, box: str, stop_requests: list[bool]
) -> Iterator[tuple[Any, ...]]:
    """How far the models are, at last the table, or that it was stopped; the rows and the buttons that keep them. Where
    the time that an answer may take is over, the texts that all models have answered are kept."""
    texts: Sequence[str] = ()
    given: Sequence[str] | None = None
    finished: dict[int, Row] = {}
    try:
        chosen = of_task(models, task)
        texts, given = divided(list(_lines(box)))
        asking = until_stop_requested(predict_many(chosen, texts, finished), stop_requests)
        while True:
            model, done = next(asking)
            still_wanted()
            yield progress(model, done, len(chosen) * len(texts), language), (), *_buttons(False), *_running(True)
    except StopIteration as ended:
        rows, unused = judged(ended.value, given)
        yield table(rows, language, unused), rows, *_buttons(bool(rows and rows[0].answers)), *_running(False)
    except Stopped:
        yield _stopped(language), (), *_buttons(False), *_running(False)
    except TooSlow as error:
        yield *_kept(finished, given, len(texts), error, language), *_running(False)
    except PlaygroundError as error:
        yield states.problem(error, language), (), *_buttons(False), *_running(False)


def upload(path: str, language: str) -> tuple[Any, ...]:
    """The texts of an uploaded file as lines of the box, how they were found, and the file as it was read."""
    try:
        texts, labels, file = read(path)
    except PlaygroundError as error:
        return gr.skip(), states.problem(error, language), None
    return _as_lines(texts, labels), about(file, language), file


def read_otherwise(path: str | None, before: TextsFile | None, language: str, event: gr.EventData) -> tuple[Any, ...]:
    """The same file, read as somebody says that it is written; where it cannot be, it stays as it was read before."""
    if not path:
        return (gr.skip(),) * 3
    try:
        texts, labels, file = read(path, *asked_otherwise(event._data))
    except PlaygroundError as error:
        return gr.skip(), states.problem(error, language) + about(before, language), before
    return _as_lines(texts, labels), about(file, language), file


def forget(stop_requests: list[bool]) -> tuple[Any, ...]:
    """Nothing where the answers to another task stood, so that none stands under a task that it does not belong to."""
    request_stop(stop_requests)
    return "", (), *_buttons(False)


def csv_file(rows: Sequence[Row]) -> dict[str, str]:
    """The rows as a file for spreadsheets; the mark in front tells them that it is UTF-8."""
    return {"name": "answers.csv", "type": "text/csv", "content": "\ufeff" + as_csv(rows)}


def json_file(rows: Sequence[Row]) -> dict[str, str]:
    """The rows as a JSON file for programs."""
    content = json.dumps([row.as_json() for row in rows], ensure_ascii=False, allow_nan=False)
    return {"name": "answers.json", "type": "application/json", "content": content}


def translate(language: str, file: TextsFile | None) -> tuple[Any, ...]:
    """The section's words in a language, in the order of `build`."""
    return (
        gr.Accordion(label=say("many-title", language)),
        limits_note(language),
        gr.Textbox(label=say("many-box", language), placeholder=say("many-placeholder", language)),
        gr.UploadButton(say("many-upload", language)),
        about(file, language),
        gr.Button(say("many-ask", language)),
        gr.Button(say("many-stop", language)),
        gr.Button(say("many-csv", language)),
        gr.Button(say("many-json", language)),
    )


# ---- what is read


def _as_lines(texts: Sequence[str], labels: Sequence[str] | None) -> str:
    """The lines of the box: texts, each with a tab and its label behind it where there are labels."""
    return "\n".join([f"{text}\t{label}" for text, label in zip(texts, labels, strict=True)] if labels else texts)


def judged(rows: Sequence[Row], given: Sequence[str] | None) -> tuple[tuple[Row, ...], list[str]]:
    """The rows with the labels that were given, and those of these which no model has; a label may be written as the
    page writes it in any of its languages."""
    if given is None or not rows or any(answer.tags is not None for row in rows[:1] for answer in row.answers):
        return tuple(rows), []
    labels = list(dict.fromkeys(one for row in rows[:1] for answer in row.answers for one in answer.labels))
    names = {label(one, language): one for one in labels for language in LANGUAGES}
    names |= {short: one for short, one in SHORT.items() if one in labels}
    right = matched(given, labels, names)
    unknown = dict.fromkeys(one for one, known in zip(given, right, strict=True) if known is None)
    return with_right_labels(rows, right), list(unknown)


def _lines(box: str) -> Iterator[str]:
    """The lines that hold anything but space, as they are."""
    return (line.removesuffix("\r") for line in (box or "").split("\n") if line.strip())


def _kept(
    finished: dict[int, Row], given: Sequence[str] | None, total: int, error: TooSlow, language: str
) -> tuple[Any, ...]:
    """What is there of a run that took too long, in the order of the texts, and that it is not all; the buttons."""
    places = sorted(finished)
    if not places or not finished[places[0]].answers:
        return states.problem(error, language), (), *_buttons(False)
    rows, unused = judged([finished[at] for at in places], None if given is None else [given[at] for at in places])
    seconds, done = error.values["seconds"], f"{len(rows):,}"
    sentence = say("many-too-slow", language, seconds=seconds, done=done, total=f"{total:,}")
    said = f'<p class="many-note warn" role="alert">{safe(sentence)}</p>'
    return said + table(rows, language, unused), rows, *_buttons(True)


def _stopped(language: str) -> str:
    return f'<p class="many-note">{safe(say("many-stopped", language))}</p>'


def _buttons(shown: bool) -> tuple[Any, Any]:
    return gr.Button(visible=shown), gr.Button(visible=shown)


def _running(now: bool) -> tuple[Any, Any]:
    return gr.Button(interactive=not now), gr.Button(visible=now)


# ---- layout


def build(bar: Bar) -> None:
    """The section, folded until it is wanted, and its events."""
    rows = gr.State((), time_to_live=3_600)
    stop_requests = gr.State([])
    read_file = gr.State(None, time_to_live=3_600)
    with gr.Accordion(say("many-title", "en"), open=False, elem_id="many") as section:
        limits = gr.HTML(limits_note("en"), js_on_load=None)
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
            stop_button = gr.Button(say("many-stop", "en"), variant="stop", visible=False, elem_id="many-stop")
        about_file = gr.HTML("", elem_id="many-file", **html_options(_HERE, scripts=("file_of_texts.js",)))
        result = gr.HTML(elem_id="many-result", **html_options(_HERE))
        with gr.Row():
            to_csv = gr.Button(say("many-csv", "en"), visible=False, elem_id="many-csv")
            to_json = gr.Button(say("many-json", "en"), visible=False, elem_id="many-json")
    kept = gr.JSON(visible="hidden")
    go.click(
        answer,
        [bar.task, bar.models, bar.language, box, stop_requests],
        [result, rows, to_csv, to_json, go, stop_button],
        concurrency_id="slow",
        concurrency_limit=1,
        **QUIET,
    )
    stop_button.click(request_stop, stop_requests, queue=False, **QUIET)
    bar.task.change(forget, stop_requests, [result, rows, to_csv, to_json], queue=False, **QUIET)
    found = [box, about_file, read_file]
    file.upload(upload, [file, bar.language], found, queue=False, **QUIET)
    about_file.action(read_otherwise, [file, read_file, bar.language], found, queue=False, **QUIET)
    for button, make in ((to_csv, csv_file), (to_json, json_file)):
        button.click(make, rows, kept, queue=False, **QUIET).then(None, kept, js=SAVE)
    bar.on_language(translate, [section, limits, box, file, about_file, go, stop_button, to_csv, to_json], [read_file])
