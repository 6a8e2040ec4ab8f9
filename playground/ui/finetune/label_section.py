"""The labels that may be wrong, in Fine-tune: handlers and layout of the list and of what is decided of it.

A decision is shown by `labels.js` at once; here it is kept, so that it is there after the page was loaded anew, and
what is decided in all is drawn. The list itself is drawn when it changes, so that the focus stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from playground.ui.bar.bar import Bar
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import QUIET, html_options
from playground.ui.finetune import render_labels
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_registry import VISIT_REGISTRY
from playground.ui.finetune.visit_studies import cleaned

_HERE = Path(__file__).parent
BYTE_ORDER_MARK = "\ufeff"  # tells spreadsheets that a file is UTF-8


def decide(language: str, request: gr.Request, event: gr.EventData) -> tuple[Any, str]:
    """What is decided after a decision; the list too where it changes."""
    visit = VISIT_REGISTRY.look(request.session_hash)
    if visit.check is not None:
        visit.check.decide(event._data)
    is_decision = isinstance(event._data, Mapping) and event._data.get("action") == "decide"
    return gr.skip() if is_decision else render_labels.labels(visit, language), render_labels.decided(visit, language)


def download(request: gr.Request) -> dict[str, str]:
    """The cleaned file for the browser to save."""
    name, text = cleaned(VISIT_REGISTRY.look(request.session_hash))
    is_table = name.endswith(".csv")
    return {
        "name": name,
        "type": "text/csv" if is_table else "text/plain",
        "content": BYTE_ORDER_MARK * is_table + text,
    }


def drawn(visit: Visit, language: str) -> tuple[str, str]:
    """The list, and what is decided."""
    return render_labels.labels(visit, language), render_labels.decided(visit, language)


@dataclass(frozen=True)
class Section:
    """The components: the list, and below it what is decided."""

    labels: gr.HTML
    decided: gr.HTML


def build() -> Section:
    """The two parts, empty until labels were checked."""
    html = html_options(_HERE, ("style.css", "labels.css"), ("labels.js",))
    labels = gr.HTML("", elem_id="finetune-labels", **html)
    return Section(labels, gr.HTML("", elem_id="finetune-decided", **html))


def connect(section: Section, bar: Bar, file: gr.JSON) -> None:
    """Decisions, and the cleaned file.

    Args:
        file: what the browser is to save.
    """
    for part in (section.labels, section.decided):
        part.decide(
            decide, bar.language, [section.labels, section.decided], trigger_mode="multiple", queue=False, **QUIET
        ).then(None, js="() => playground.finetune.next()")
    section.decided.download(download, None, file, **QUIET).then(None, file, js=SAVE)
