"""Exporting a model from its row: that it is being made, then the zip for the browser, or why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playground.checkpoints import shipped
from playground.errors import NotFound, PlaygroundError
from playground.ui.components.exported import NOTHING, exported_file
from playground.ui.components.markup import safe
from playground.ui.components.model_names import title
from playground.ui.language.translations import error
from playground.ui.models.words import say


def exported(asked: Mapping[str, Any], extras: Sequence[str], language: str) -> Iterator[tuple[dict[str, str], str]]:
    """A file for `playground.save`, and what is said meanwhile and then.

    Args:
        asked: the `reference` of a model, from a browser.
        extras: the models of this visit.
    """
    reference = str(asked.get("reference", ""))
    name = title("", reference, language)
    try:
        if reference not in {*shipped(language=None, variant=None), *extras}:
            raise NotFound("This model is not here any more. Reload the page.", key="export-gone")
        yield NOTHING, _said("pulse", say("export-working", language, model=name))
        file = exported_file(reference)
    except PlaygroundError as problem:
        yield NOTHING, _said("warn", error(problem, language))
        return
    yield file, _said("", say("export-done", language, model=name))


def _said(look: str, sentence: str) -> str:
    return f'<div class="publishing"><p role="status" class="{look}">{safe(sentence)}</p></div>'
