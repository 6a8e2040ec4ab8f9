"""The style sheets: sizes of text follow the font that a reader has chosen in the browser."""

import re
from pathlib import Path

import pytest

from playground import ui

SHEETS = sorted(Path(ui.__file__).parent.rglob("*.css"))
SIZE = re.compile(r"(?<![\w-])font(?:-size)?\s*:([^;}]*)")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_has_a_size_in_pixels(sheet: Path) -> None:
    fixed = [one for one in SIZE.findall(sheet.read_text("utf-8")) if re.search(r"[\d.](px|pt)\b", one)]
    assert fixed == []


def test_gradio_s_own_sizes_of_text_are_none_either() -> None:
    theme = ui.theme()
    for name in ("xxs", "xs", "sm", "md", "lg", "xl", "xxl"):
        assert getattr(theme, f"text_{name}").endswith("rem")
