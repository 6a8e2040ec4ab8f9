"""Markdown of somebody else's making, as HTML that can do nothing."""

import time

import pytest

from playground.ui.components.markdown import MAX_CHARACTERS, markdown
from tests.ui.compare.answers import Seen


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![a](https://e.example/a.png)",
        "[x](javascript:alert(1))", "[x](data:text/html,y)", "<https://e.example>", "[a]: javascript:x\n[a]",
        "<iframe src=//e.example>", "# <b>h</b>", "`<script>`", "```html\n<script>\n```",
        '[x](https://e.example/"onmouseover="alert(1))',
    ],
)  # fmt: skip
def test_a_card_can_do_nothing(text: str) -> None:
    seen = Seen(markdown(text))
    assert set(seen.tags) <= {"p", "h3", "a", "em", "code", "pre"}
    assert "javascript:" not in "".join(part for part in markdown(text).split('"') if part.startswith("javascript"))
    assert 'onmouseover="' not in markdown(text)


@pytest.mark.slow
def test_a_card_is_read_as_markdown_and_a_long_one_in_no_time() -> None:
    html = markdown("# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[l](https://x.example)")
    assert Seen(html).tags.count("td") == 2
    assert "<h3>T</h3>" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    for long in (">" * 200_000, "[" * 200_000, "*a " * 100_000, "| a " * 50_000 + "\n" + "|---" * 50_000):
        started = time.perf_counter()
        assert len(markdown(long)) < 60 * MAX_CHARACTERS
        assert time.perf_counter() - started < 10
