"""Fine-tune: from a file to a model in the comparison.

Three parts are drawn apart: the file with the plan, the training that runs, and what came out. The visit is kept by
`register.py` under the name of the browser tab's session; what the visitor does comes from `script.js` as events. A
training is followed by a generator: Gradio closes it within seconds when the tab is closed, which ends the training.
"""

import asyncio
import base64
import threading
from collections.abc import AsyncIterator
from pathlib import Path, PurePath
from typing import Any

import gradio as gr

from playground.checkpoints import archive
from playground.errors import PlaygroundError
from playground.ui.bar import bar as bars
from playground.ui.bar.bar import Bar
from playground.ui.finetune import render_file, render_plan, render_progress, render_results
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_registry import REGISTER

_HERE = Path(__file__).parent
PAUSE_SECONDS = 0.5  # between two looks at a training
FOLLOWED = 32  # trainings that are waited for at a time
FILES = 2  # that are read at a time

# ---- handlers


def act(language: str, request: gr.Request, event: gr.EventData) -> str:
    """The file and the plan after a deed."""
    visit = _visit(request, language)
    visit.change(event._data)
    return _asked(visit)


def take(path: str, language: str, request: gr.Request) -> tuple[Any, ...]:
    """An uploaded file: data to learn from, or a model's zip; the upload itself is deleted."""
    visit = _visit(request, language)
    raw, name = _read(path)
    if name.lower().endswith(".zip"):
        visit.load(raw, name)
    else:
        visit.take(raw, name)
    return _asked(visit), render_results.results(visit, language)


def hold(path: str, language: str, request: gr.Request) -> str:
    """An uploaded file of validation examples; the upload itself is deleted."""
    visit = _visit(request, language)
    visit.hold(*_read(path))
    return _asked(visit)


async def train(language: str, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
    """Train, and draw how it goes and what comes out."""
    visit = _visit(request, language)
    yield gr.skip(), render_progress.preparing(language), gr.skip()
    await asyncio.to_thread(visit.begin)
    try:
        yield _asked(visit), render_progress.running(visit, visit.language), gr.skip()
        while await asyncio.to_thread(visit.look):
            yield gr.skip(), render_progress.running(visit, visit.language), gr.skip()
            await asyncio.sleep(PAUSE_SECONDS)
            REGISTER.find(request.session_hash)
    finally:
        threading.Thread(target=visit.abandon, daemon=True).start()  # where the tab was closed; never on the event loop
    yield _asked(visit), render_progress.running(visit, visit.language), render_results.results(visit, visit.language)


def stop(request: gr.Request) -> None:
    """Let the training end with the best model so far."""
    REGISTER.find(request.session_hash).stop()


def join(extras: list[str], kind: str, models: list[str], language: str, request: gr.Request) -> tuple[Any, ...]:
    """The bar with a model that it has not yet heard of."""
    visit = _visit(request, language)
    if visit.fresh is None:
        return gr.skip(), gr.skip(), gr.skip()
    fresh, visit.fresh = visit.fresh, None
    return bars.added(fresh, extras, kind, models, language)


def rejoin(
    token: str, extras: list[str], kind: str, models: list[str], language: str, request: gr.Request
) -> tuple[Any, ...]:
    """The visit of a page that was loaded anew, drawn, and the bar with its models."""
    visit = REGISTER.rejoin(request.session_hash, token) if isinstance(token, str) and token else None
    if visit is None:
        return (gr.skip(),) * 6
    visit.language = language
    drawn = _asked(visit), render_progress.running(visit, language), render_results.results(visit, language)
    if not visit.models:
        return *drawn, gr.skip(), gr.skip(), gr.skip()
    mine = [model.reference for model in visit.models]
    others = [*(one for one in extras if one not in mine), *mine[:-1]]
    return *drawn, *bars.added(mine[-1], others, kind, [*models, *mine], language)


def turn(language: str, request: gr.Request, event: gr.EventData) -> str:
    """Another model, or the examples of a cell."""
    visit = _visit(request, language)
    visit.turn(event._data)
    return render_results.results(visit, language)


def remove(
    extras: list[str], kind: str, models: list[str], language: str, request: gr.Request, event: gr.EventData
) -> tuple[Any, ...]:
    """The bar and the table without a model."""
    visit = _visit(request, language)
    gone = visit.remove(event._data)
    if gone is None:
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()
    return *bars.removed(gone, extras, kind, models, language), render_results.results(visit, language)


def keep(language: str, request: gr.Request, event: gr.EventData) -> tuple[dict[str, str], str]:
    """A model as a zip for `script.js` to save; or why not."""
    visit = _visit(request, language)
    model = visit.named(event._data)
    try:
        content = base64.b64encode(archive.zip_checkpoint(model.reference)).decode("ascii") if model else ""
        visit.unkept = None
    except PlaygroundError as error:
        visit.unkept = error
        content = ""
    name = f"{model.title}.zip" if model else ""
    return {"name": name, "content": content}, render_progress.running(visit, language)


def speak(language: str, request: gr.Request) -> tuple[str, str, str]:
    """All that is drawn, in a language."""
    visit = _visit(request, language)
    return _asked(visit), render_progress.running(visit, language), render_results.results(visit, language)


def leave(request: gr.Request) -> None:
    """The tab was closed."""
    REGISTER.leave(request.session_hash)


def _visit(request: gr.Request, language: str) -> Visit:
    visit = REGISTER.find(request.session_hash)
    visit.language = language
    return visit


def _asked(visit: Visit) -> str:
    """The file and the plan; with what the browser tab needs to find the visit again, once there is something in it."""
    mark = f'<i hidden data-visit="{visit.token}"></i>' if visit.sheet or visit.models else ""
    return mark + render_file.file(visit, visit.language) + render_plan.plan(visit, visit.language)


def _read(path: str) -> tuple[bytes, str]:
    """The bytes of an upload and its name; it is deleted."""
    try:
        return Path(path).read_bytes(), PurePath(path).name
    finally:
        Path(path).unlink(missing_ok=True)


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    looks: dict[str, Any] = {
        "apply_default_css": False,
        "css_template": (_HERE / "style.css").read_text("utf-8"),
        "js_on_load": (_HERE / "script.js").read_text("utf-8"),
    }
    asked = gr.HTML(_asked(Visit()), elem_id="finetune", **looks)
    run = gr.HTML("", elem_id="finetune-run", **looks)
    result = gr.HTML("", elem_id="finetune-result", **looks)
    upload = gr.UploadButton("finetune-file", visible="hidden")  # `script.js` finds them by these labels
    held = gr.UploadButton("finetune-held", visible="hidden")
    kept = gr.JSON(visible="hidden")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    files = {**quiet, "concurrency_id": "files", "concurrency_limit": FILES}
    models = [bar.extras, bar.task, bar.models]
    settled = "() => playground.finetune.settle()"
    asked.deed(act, bar.language, asked, trigger_mode="multiple", **files).then(
        None, js="() => playground.finetune.next()"
    )
    taken = upload.upload(take, [upload, bar.language], [asked, result], **files)
    taken.then(None, js=settled).then(join, [*models, bar.language], models, queue=False, **quiet)
    held.upload(hold, [held, bar.language], asked, **files).then(None, js=settled)
    trained = asked.train(
        train,
        bar.language,
        [asked, run, result],
        concurrency_id="finetune",
        concurrency_limit=FOLLOWED,
        trigger_mode="multiple",
        **quiet,
    )
    trained.then(join, [*models, bar.language], models, queue=False, **quiet)
    trained.then(None, js="() => playground.finetune.trained()")
    bar.again.click(
        rejoin, [bar.token, *models, bar.language], [asked, run, result, *models], queue=False, **quiet,
        js="(token, ...rest) => [playground.visit(), ...rest]",
    ).then(None, js="() => playground.ask()")  # fmt: skip
    run.stop(stop, queue=False, **quiet)
    result.turn(turn, bar.language, result, trigger_mode="multiple", queue=False, **quiet)
    result.remove(remove, [*models, bar.language], [*models, result], queue=False, **quiet)
    result.keep(keep, bar.language, [kept, run], **quiet).then(
        None, kept, js="(file) => playground.finetune.save(file)"
    )
    bar.language.change(speak, bar.language, [asked, run, result], queue=False, **quiet)
    blocks = gr.context.Context.root_block
    assert blocks is not None
    blocks.unload(leave)
