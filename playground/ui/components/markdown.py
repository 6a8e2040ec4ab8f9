"""Markdown that somebody else wrote -> HTML that can do nothing.

HTML in it is shown as it was written, pictures are replaced by what they are said to show (a picture of elsewhere would
tell its server who reads the page), links lead out only over http and are followed by nobody but the reader. Headings
begin below those of the page. Pure functions; nothing here knows about gradio.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from playground.ui.components.markup import safe

MAX_CHARACTERS = 40_000  # that are shown of a text
_BELOW = 3  # the highest heading becomes <h3>


@lru_cache(maxsize=64)
def markdown(text: str) -> str:
    """The text as harmless HTML; of a long one the beginning."""
    cut = text[:MAX_CHARACTERS] + ("\n\n…" if len(text) > MAX_CHARACTERS else "")
    return _READER.render(cut)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("image", _picture)
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("heading_open", _heading)
    reader.add_render_rule("heading_close", _heading)
    reader.add_render_rule("table_open", lambda *_: '<div class="wide"><table>\n')
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    reader.validateLink = lambda url: url.lower().startswith(("https://", "http://"))  # type: ignore[method-assign]
    return reader


def _picture(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return f"<em>{safe(tokens[at].content or '…')}</em>"


def _link(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    address = safe(tokens[at].attrGet("href") or "")
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">'


def _heading(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    level = min(6, int(tokens[at].tag[1:]) + _BELOW - 1)
    return f"<h{level}>" if tokens[at].nesting == 1 else f"</h{level}>\n"


_READER = _reader()
