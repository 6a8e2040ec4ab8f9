"""Fine-tune: from a file to a model in the comparison.

Three parts are drawn apart: the file with the plan, the training that runs, and what came out. The visit is kept by
`visit_registry.py` under the name of the browser tab's session; what the visitor does comes from `script.js` as events.
A training is followed by a generator, which Gradio closes within seconds when the connection breaks. The training goes
on for minutes: Gradio loads the page anew once it is connected again, which then follows it to its end.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from playground.checkpoints import archive
from playground.errors import PlaygroundError
from playground.ui.bar import bar as bars
from playground.ui.bar.bar import Bar
from playground.ui.components import model_names, own_texts
from playground.ui.components.exported import NOTHING, exported_file
from playground.ui.components.gradio_options import QUIET, html_options
from playground.ui.components.uploads import read_upload
from playground.ui.finetune import (
    label_section,
    render_file,
    render_plan,
    render_progress,
    render_results,
    visit_studies,
)
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_registry import VISIT_REGISTRY, texts_of

_HERE = Path(__file__).parent
PAUSE_SECONDS = 0.5  # between two looks at a training
FOLLOWED = 32  # trainings that are waited for at a time
FILES = 2  # that are read at a time
ASK = "() => playground.ask()"  # a visitor who looks at another tab meanwhile sees what a new model answers
WORK: dict[str, Callable[[Visit], None]] = {
    "train": Visit.begin_training,
    "labels": visit_studies.check_labels,
    "corrected": visit_studies.train_corrected,
    "curve": visit_studies.measure_curve,
}
"""What can be begun here, by the name that the button has."""

# ---- handlers


def change(language: str, request: gr.Request, event: gr.EventData) -> tuple[str, ...]:
    """The file and the plan after an action, and what was decided of the labels."""
    visit = _kept_visit(request, language)
    visit.change(event._data)
    return _drawn_if_kept(visit, request), *label_section.drawn(visit, language)


def upload_file(path: str, language: str, request: gr.Request) -> tuple[Any, ...]:
    """An uploaded file: data to learn from, or a model's zip."""
    visit = _kept_visit(request, language)
    try:
        raw, name = read_upload(path)
    except PlaygroundError as error:
        visit.file_error = error
    else:
        if name.lower().endswith(".zip"):
            visit.load_model(raw, name)
        else:
            visit.read_file(raw, name)
    drawn = _drawn_if_kept(visit, request)
    return drawn, *label_section.drawn(visit, language), render_results.results(visit, language)


def upload_validation_file(path: str, language: str, request: gr.Request) -> tuple[str, ...]:
    """An uploaded file of validation examples."""
    visit = _visit(request, language)
    try:
        visit.read_validation_file(*read_upload(path))
    except PlaygroundError as error:
        visit.file_error = error
    return _file_and_plan(visit), *label_section.drawn(visit, language)


async def train(language: str, request: gr.Request, event: gr.EventData) -> AsyncIterator[tuple[Any, ...]]:
    """Train, or do what is trained to learn something about the file, and draw how it goes and what comes out."""
    visit = _visit(request, language)
    begin = WORK.get(str(event._data.get("work")) if isinstance(event._data, Mapping) else "", Visit.begin_training)
    yield gr.skip(), render_progress.preparing(language), gr.skip(), gr.skip(), gr.skip()
    await asyncio.to_thread(begin, visit)
    async for drawn in _followed(visit, request):
        yield drawn


async def follow(language: str, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
    """Draw how a training goes that is there already, and what comes out; nothing where there is none."""
    visit = _visit(request, language)
    if not visit.training.running:
        yield (gr.skip(),) * 5
        return
    async for drawn in _followed(visit, request):
        yield drawn


async def _followed(visit: Visit, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
    """The parts while a training goes on and when it is over, as long as no other page follows it."""
    mine, models = visit.training.follow(), len(visit.models.items)
    yield await asyncio.to_thread(_everything, visit)
    while await asyncio.to_thread(visit.training.look):
        if mine != visit.training.followers:
            return
        came, models = len(visit.models.items) != models, len(visit.models.items)
        results = render_results.results(visit, visit.language) if came else gr.skip()
        yield gr.skip(), render_progress.running(visit, visit.language), gr.skip(), gr.skip(), results
        await asyncio.sleep(PAUSE_SECONDS)
        VISIT_REGISTRY.keep(request.session_hash)
    yield await asyncio.to_thread(_everything, visit)


def stop(request: gr.Request) -> None:
    """Let the training end with the best model so far."""
    VISIT_REGISTRY.look(request.session_hash).training.stop()


def add_to_bar(extras: list[str], kind: str, models: list[str], language: str, request: gr.Request) -> tuple[Any, ...]:
    """The bar with the models that it has not yet heard of."""
    visit = _visit(request, language)
    there = [one.reference for one in visit.models.items]
    fresh, visit.models.unannounced = [one for one in visit.models.unannounced if one in there], []
    if not fresh:
        return gr.skip(), gr.skip(), gr.skip()
    return bars.with_model(fresh[-1], [*extras, *fresh[:-1]], kind, [*models, *fresh[:-1]], language)


def rejoin(
    token: str, named: str, extras: list[str], kind: str, models: list[str], language: str, request: gr.Request
) -> tuple[Any, ...]:
    """The visit of a page that was loaded anew, drawn, and the bar with its models.

    Args:
        named: the models that the page's address names, of which those of the visit are chosen; empty: all of them.
    """
    visit = VISIT_REGISTRY.rejoin(request.session_hash, token) if isinstance(token, str) and token else None
    if visit is None:
        return (gr.skip(),) * 8
    visit.language = language
    visit.training.look()  # it may be over by now
    visit.models.unannounced = []  # all of them are named here
    drawn = _everything(visit)
    if not visit.models.items:
        return *drawn, gr.skip(), gr.skip(), gr.skip()
    mine = [model.reference for model in visit.models.items]
    if named:
        return *drawn, *bars.with_extras(list(dict.fromkeys([*extras, *mine])), kind, named.split(","), language)
    others = [*(one for one in extras if one not in mine), *mine[:-1]]
    return *drawn, *bars.with_model(mine[-1], others, kind, [*models, *mine], language)


def show(language: str, request: gr.Request, event: gr.EventData) -> str:
    """Another model, or the examples of a cell."""
    visit = _visit(request, language)
    visit.models.show(event._data)
    return render_results.results(visit, language)


def remove(
    extras: list[str], kind: str, models: list[str], language: str, request: gr.Request, event: gr.EventData
) -> tuple[Any, ...]:
    """The bar and the table without a model."""
    visit = _visit(request, language)
    gone = visit.models.remove(event._data)
    if gone is None:
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()
    return *bars.without_model(gone, extras, kind, models, language), render_results.results(visit, language)


def download(language: str, request: gr.Request, event: gr.EventData) -> tuple[dict[str, str], str]:
    """A model as a zip for `script.js` to save; or why not."""
    visit = _visit(request, language)
    model = visit.models.find(event._data)
    try:
        content = base64.b64encode(archive.zip_checkpoint(model.reference)).decode("ascii") if model else ""
        visit.models.download_error = None
    except PlaygroundError as error:
        visit.models.download_error = error
        content = ""
    name = f"{model.title}.zip" if model else ""
    return {"name": name, "content": content}, render_progress.running(visit, language)


def export(language: str, request: gr.Request, event: gr.EventData) -> Iterator[tuple[dict[str, str], str]]:
    """A model as a service in a zip for `script.js` to save: first that it is being made, then the file, or why not."""
    visit = _visit(request, language)
    model = visit.models.find(event._data)
    file = NOTHING
    if model is not None:
        visit.models.exporting, visit.models.download_error = model.title, None
        yield file, render_progress.running(visit, language)
        try:
            file = exported_file(model.reference, model.title)
        except PlaygroundError as error:
            visit.models.download_error = error
        finally:
            visit.models.exporting = None
    yield file, render_progress.running(visit, language)


def translate(language: str, request: gr.Request) -> tuple[str, ...]:
    """The parts of the tab, drawn in a language."""
    return _everything(_visit(request, language))


def leave(request: gr.Request) -> None:
    """Note that a browser tab was closed, so that its visit is forgotten soon."""
    VISIT_REGISTRY.leave(request.session_hash)


def _visit(request: gr.Request, language: str) -> Visit:
    visit = VISIT_REGISTRY.look(request.session_hash)
    visit.language = language
    return visit


def _kept_visit(request: gr.Request, language: str) -> Visit:
    """The visit of who does what may begin one; `_drawn_if_kept` forgets it again where nothing came of it."""
    visit = VISIT_REGISTRY.find(request.session_hash, request.client.host if request.client else "")
    visit.language = language
    return visit


def _drawn_if_kept(visit: Visit, request: gr.Request) -> str:
    """The file and the plan; a visit that holds nothing is kept no longer."""
    drawn = _file_and_plan(visit)
    VISIT_REGISTRY.release(request.session_hash)
    return drawn


def _file_and_plan(visit: Visit) -> str:
    """The file and the plan; with what the browser tab needs to find the visit again, once there is something in it."""
    mark = f'<i hidden data-visit="{visit.token}"></i>' if visit.files.sheet or visit.models.items else ""
    return mark + render_file.file(visit, visit.language) + render_plan.plan(visit, visit.language)


def _everything(visit: Visit) -> tuple[str, ...]:
    """The parts in the order of the page."""
    language = visit.language
    return (
        _file_and_plan(visit),
        render_progress.running(visit, language),
        *label_section.drawn(visit, language),
        render_results.results(visit, language),
    )


# ---- layout


@dataclass(frozen=True)
class Parts:
    """The components of the tab: those that are drawn, and hidden ones that the script uses."""

    file_and_plan: gr.HTML
    progress: gr.HTML
    labels: label_section.Section
    results: gr.HTML
    upload: gr.UploadButton
    validation_upload: gr.UploadButton
    file: gr.JSON  # that the browser is to save

    @property
    def drawn(self) -> list[gr.HTML]:
        """What is drawn, in the order of the page."""
        return [self.file_and_plan, self.progress, self.labels.labels, self.labels.decided, self.results]


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    own_texts.offer("finetune", texts_of)
    html = html_options(_HERE, ("style.css", "labels.css"))
    parts = Parts(
        file_and_plan=gr.HTML(_file_and_plan(Visit()), elem_id="finetune", **html),
        labels=label_section.build(),
        progress=gr.HTML("", elem_id="finetune-run", **html),
        results=gr.HTML("", elem_id="finetune-result", **html),
        upload=gr.UploadButton("finetune-file", visible="hidden"),  # `script.js` finds them by these labels
        validation_upload=gr.UploadButton("finetune-held", visible="hidden"),
        file=gr.JSON(visible="hidden"),
    )
    _connect_files(bar, parts)
    _connect_training(bar, parts)
    _connect_results(bar, parts)
    label_section.connect(parts.labels, bar, parts.file)
    bar.on_language(translate, parts.drawn, with_request=True)
    blocks = gr.context.Context.root_block
    assert blocks is not None
    blocks.unload(leave)


def _connect_files(bar: Bar, parts: Parts) -> None:
    """Files and the choices beside them."""
    files = {**QUIET, "concurrency_id": "files", "concurrency_limit": FILES}
    models = [bar.extras, bar.task, bar.models]
    settled = "() => playground.finetune.settle()"
    asked = parts.file_and_plan
    labels = [parts.labels.labels, parts.labels.decided]
    asked.action(change, bar.language, [asked, *labels], trigger_mode="multiple", **files).then(
        None, js="() => playground.finetune.next()"
    )
    taken = parts.upload.upload(upload_file, [parts.upload, bar.language], [asked, *labels, parts.results], **files)
    taken = taken.then(None, js=settled).then(add_to_bar, [*models, bar.language], models, queue=False, **QUIET)
    taken.then(None, js=ASK)
    validation = parts.validation_upload
    validation.upload(upload_validation_file, [validation, bar.language], [asked, *labels], **files).then(
        None, js=settled
    )


def _connect_training(bar: Bar, parts: Parts) -> None:
    """The training, and a page that is loaded anew while it runs."""
    models = [bar.extras, bar.task, bar.models]
    drawn = parts.drawn
    followed = {**QUIET, "concurrency_id": "finetune", "concurrency_limit": FOLLOWED, "trigger_mode": "multiple"}
    trained = parts.file_and_plan.train(train, bar.language, drawn, **followed)
    rejoined = bar.rejoin.click(
        rejoin, [bar.token, bar.named, *models, bar.language], [*drawn, *models], queue=False, **QUIET,
        js="(token, named, ...rest) => [playground.visit(), playground.query().models ?? '', ...rest]",
    )  # fmt: skip
    for ended in (trained, rejoined.then(follow, bar.language, drawn, **followed)):
        added = ended.then(add_to_bar, [*models, bar.language], models, queue=False, **QUIET)
        if ended is trained:
            added.then(None, js=ASK)  # a page that was loaded anew asks by itself, whether anything comes or not
        ended.then(None, js="() => playground.finetune.trained()")
    rejoined.then(None, js="() => { playground.ask(); playground.missed(); }")
    # The address has chosen the models already, so that their `change` does not tell the colours.
    rejoined.then(model_names.colours, bar.extras, bar.colours, queue=False, **QUIET)
    parts.progress.stop(stop, queue=False, **QUIET)


def _connect_results(bar: Bar, parts: Parts) -> None:
    """What can be done with the models that came out."""
    models, results = [bar.extras, bar.task, bar.models], parts.results
    results.show(show, bar.language, results, trigger_mode="multiple", queue=False, **QUIET)
    results.remove(remove, [*models, bar.language], [*models, results], queue=False, **QUIET)
    results.download(download, bar.language, [parts.file, parts.progress], **QUIET).then(
        None, parts.file, js="(file) => playground.save(file)"
    )
    results.export(
        export, bar.language, [parts.file, parts.progress], **QUIET, concurrency_id="export", concurrency_limit=1
    ).then(None, parts.file, js="(file) => playground.save(file)")
