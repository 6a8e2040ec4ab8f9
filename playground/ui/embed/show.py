"""A view in a notebook, or as a file: `playground.show`. It needs what `requirements.txt` names, and no server.

What comes back draws itself in Jupyter, Colab and VS Code, as a frame with a document that holds all it needs: it goes
on working when the kernel has gone, in a notebook that is sent on, and as a file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from playground.checkpoints import MAX_BYTES, UNTRAINED, load, save, session_store
from playground.checkpoints.folder import CONFIG, WEIGHTS
from playground.errors import BadInput, PlaygroundError, Unreachable, shown
from playground.ui.embed.queries import shown as shown_view
from playground.ui.embed.queries import with_models
from playground.ui.embed.render import document, frame, frame_title
from playground.ui.embed.views import wanted
from playground.ui.model_loader import MODEL_LOADER

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

    Model = str | os.PathLike[str] | Checkpoint

LOAD_SECONDS = 120.0  # that loaded models are waited for once more, while they are asked for the first time


class EmbeddedView:
    """A view that draws itself in a notebook.

    Attributes:
        html: the document, whole: it needs nothing beside it and asks nobody.
    """

    def __init__(self, html: str, title: str, view: str) -> None:
        self.html = html
        self.title = title
        self._view = view

    def _repr_html_(self) -> str:
        """What a notebook draws."""
        return frame(self.html, self.title, self._view)

    def __repr__(self) -> str:
        return f"<{self.title}; {len(self.html.encode()) / 1000:.0f} kB of HTML, .save('view.html') writes it>"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the document to a file, which any browser opens without a network.

        Raises:
            BadInput: it cannot be written there.
        """
        target = Path(path)
        try:
            target.write_text(self.html, encoding="utf-8")
        except OSError as error:
            raise BadInput(
                f"{shown(str(path))} cannot be written ({error.strerror}). Name a file in a folder that is there.",
                key="embed-save",
                given=str(path),
                reason=str(error.strerror),
            ) from error
        return target


def show(
    text: str,
    view: str = "compare",
    model: Model | Sequence[Model] | None = None,
    *,
    task: str | None = None,
    language: str | None = None,
    theme: str | None = None,
    layer: int | None = None,
    direction: str | None = None,
    word: int | None = None,
    unit: int | None = None,
    head: int | None = None,
    target: str | None = None,
    method: str | None = None,
    baseline: str | None = None,
    by: str | None = None,
    settings: str | None = None,
    beside: Model | None = None,
) -> EmbeddedView:
    """Draw a view of a text in a notebook, without a server: what comes back draws itself, and can be saved.

    Args:
        view: compare, explain, gates, states, attention, filters, layers, code, memory or path.
        model: an id, a repository of the Hub, a folder or a loaded checkpoint; for compare, explain, memory and path a
            list of them, too. None: the shipped ones of the task in the text's language, or the one of them that the
            view tells most of.
        task: which shipped models, where none are named: sentiment, or pos.
        language: of the words around the picture: en or zh.
        theme: light, dark, or auto, which is as the notebook is.
        layer: counted from 1; `direction`, forward or backward, where it reads both ways.
        word, unit, head: where to begin, counted from 0; of a task with an answer a word, which one is asked about.
        target: the label that is explained, or that filters vote for.
        method, baseline, settings: of explain, by their names; settings as in an address: `lime.samples:200`.
        beside: a second model beside the first one, of gates, states, attention, filters, layers and code. One that has
            no such view shows another one, and says so.
        by: of explain, a row a model (models) or all methods on one model (methods).
    Raises:
        NotFound: there is no such view, model or method; the message names those that there are.
        NotApplicable: the model does not do this, and why.
        BadInput: the text has no word or too many, or a number is out of range.
    """
    given = {
        "text": text,
        "view": view,
        "task": task,
        "language": language,
        "theme": theme,
        "layer": None if layer is None else f"{layer} {direction or 'forward'}",
        "word": word,
        "unit": unit,
        "head": head,
        "target": target,
        "method": method,
        "baseline": baseline,
        "by": by,
        "settings": settings,
        "beside": None if beside is None else _reference(beside),
    }
    if not isinstance(text, str):
        raise BadInput(
            f"The text is {shown(text)}. It has to be a string. Give the words as one piece of text.",
            key="text-type",
            given=shown(text),
        )
    if direction is not None and layer is None:
        given["layer"] = f"1 {direction}"
    several = model if isinstance(model, list | tuple) else [] if model is None else [model]
    asked = {name: str(value) for name, value in given.items() if value is not None}
    view_wanted = wanted(asked | {"models": ",".join(map(_reference, several))})
    view_wanted = with_models(view_wanted)
    _load(view_wanted.every)
    made = document(shown_view(view_wanted), view_wanted)
    return EmbeddedView(made.html, frame_title(view_wanted), view_wanted.view)


def _load(references: Sequence[str]) -> None:
    """Have models loaded, and wait for them.

    Raises:
        PlaygroundError: one cannot be loaded, and why.
    """
    for reference in references:
        load(reference)
    MODEL_LOADER.load_all(references, LOAD_SECONDS, _not_ready)


def _not_ready(reference: str) -> Unreachable:
    return Unreachable(
        f"{reference} is not ready after {LOAD_SECONDS:.0f} seconds. Try again.", key="embed-not-ready", given=reference
    )


# ---- models of one's own

_kept: dict[str, str] = {}  # the reference under which a model is kept, by its title and digest


def _reference(model: object) -> str:
    """What the page's functions know a model by. One that lies in a folder, or only in memory, is kept like a model of
    a visit, so that no path of this machine stands in what is drawn."""
    if isinstance(model, os.PathLike):
        path = str(os.fspath(model))
        model = path if path.startswith((".", "/")) else f"./{path}"
    if isinstance(model, str):
        return _of_folder(model) if model.startswith((".", "/")) else model
    if not hasattr(model, "vocabulary") or not hasattr(model, "reference"):
        raise BadInput(
            f"The model is {shown(model)}. It has to be an id such as sentiment-lstm, a repository of the Hub, a "
            "folder, or what playground.load gave.",
            key="embed-model-type",
            given=shown(model),
        )
    return _of_checkpoint(model)  # type: ignore[arg-type]


def _of_folder(reference: str) -> str:
    load(reference)  # says what is wrong with it
    name = reference.removesuffix(UNTRAINED)
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made) / "model"
        copy.mkdir()
        _copy_files(Path(name), copy)
        return _keep(copy, Path(name).resolve().name) + reference[len(name) :]


def _of_checkpoint(checkpoint: Checkpoint) -> str:
    name = checkpoint.reference.removesuffix(UNTRAINED)
    if not name.startswith((".", "/")):
        try:
            if load(checkpoint.reference) is checkpoint:
                return checkpoint.reference
        except PlaygroundError:
            pass  # it is known in memory only
    elif not checkpoint.whole_words:
        return _of_folder(checkpoint.reference)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "model"
        folder.mkdir()
        if checkpoint.folder is not None:
            _copy_files(checkpoint.folder, folder)
        save(
            folder,
            checkpoint.model,
            checkpoint.vocabulary,
            temperature=checkpoint.temperature,
            card=checkpoint.card,
        )
        return _keep(folder, (Path(name).name or "model") + (UNTRAINED if checkpoint.untrained else ""))


def _copy_files(source: Path, target: Path) -> None:
    for file in MAX_BYTES:
        if (source / file).is_file():
            shutil.copyfile(source / file, target / file)


def _keep(folder: Path, title: str) -> str:
    """The reference of a checkpoint folder that is kept; the same as before where it is the same model."""
    digest = sha256()
    for file in (CONFIG, WEIGHTS):
        digest.update((folder / file).read_bytes())
    key = f"{title} {digest.hexdigest()}"
    if key in _kept and session_store.has(_kept[key]):
        return _kept[key]
    _kept[key] = session_store.keep(folder, title, session_store.Owner("notebook"))
    return _kept[key]
