"""Options that tabs give to Gradio: events that show nothing of their own, and HTML with a style sheet and a script.

Plain dictionaries to be unpacked with `**`; gradio itself is not imported here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playground import devices

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of an event that draws its own progress and is no public endpoint."""
QUICK: dict[str, Any] = {**QUIET, "concurrency_id": "quick", "concurrency_limit": devices.CONCURRENT_REQUESTS}
"""Options of an event that asks models and is answered within a second."""
CHOICES: dict[str, Any] = {**QUIET, "trigger_mode": "multiple", "concurrency_id": "choices", "concurrency_limit": 1}
"""Options of an event that changes what a visitor has chosen: one after another, since of two that came at once both
would begin with the same choices, or be answered in another order, and one would be lost."""
OUTSIDE = "-from-outside"
"""Behind the name of a public endpoint that takes long: the line (`concurrency_id`) in which its questions wait."""


def html_options(
    folder: Path, styles: Sequence[str] = ("style.css",), scripts: Sequence[str] = ("script.js",)
) -> dict[str, Any]:
    """Options of a `gr.HTML` with style sheets and scripts of its own, each joined in this order.

    Args:
        folder: where the files stand.
    """
    return {
        "apply_default_css": False,
        "css_template": "\n".join((folder / name).read_text("utf-8") for name in styles),
        "js_on_load": "\n".join((folder / name).read_text("utf-8") for name in scripts),
    }
