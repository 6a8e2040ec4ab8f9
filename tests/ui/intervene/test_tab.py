"""What the bar asks does not write back what it has not changed: an action may have changed it meanwhile."""

from typing import Any

import gradio as gr
import pytest

from playground.ui.edit import tab as edit
from playground.ui.edit.draft import Draft
from playground.ui.intervene import tab as intervene
from playground.ui.intervene.plan import Plan


@pytest.mark.parametrize(("tab", "kept"), [(edit, Draft()), (intervene, Plan())])
def test_what_stays_as_it_is_is_not_written_back(tab: Any, kept: Any) -> None:
    asked = ("a good film", "sentiment", ["sentiment-lstm"], "en")
    first, *_ = tab.redraw(*asked, kept, [])
    assert isinstance(first, type(kept))  # it knows text and model now
    again, drawn, _ = tab.redraw(*asked, first, [])
    assert again == gr.skip()
    assert drawn == tab.answer(*asked, first, [])[1]
