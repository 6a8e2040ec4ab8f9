"""The one place where text becomes HTML that says exactly this."""

import html


def safe(text: object) -> str:
    """The text as HTML that says exactly this."""
    return html.escape(str(text), quote=True)
