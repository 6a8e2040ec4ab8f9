"""A cold start: the page answers before the models are there, and its first question is answered."""

import time
from typing import Any

import pytest

from tests.hardening.asking import ask
from tests.serving import serving


@pytest.mark.slow
def test_the_page_is_there_before_its_models_and_the_first_question_is_answered(record_property: Any) -> None:
    started = time.monotonic()
    with serving() as (page, _):
        there = time.monotonic() - started
        found = ask(f"{page}/api/predict", {"text": "A quietly moving film."})
        assert found.status == 200
        assert len(found.json) == 4
        record_property("figure", f"page after {there:.1f} s, first answer after {time.monotonic() - started:.1f} s")
