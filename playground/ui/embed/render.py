"""Records -> a document that shows one view by itself: style, scripts and numbers stand in it, nothing is fetched.

What is drawn is what the page draws, by the same functions; the page's own scripts read it out and walk through it.
Only what they would ask a server for is answered here (`script.js`): from numbers that the document holds, by the
server that sent it, or with a sentence. Pure functions, no gradio.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playground.lenses.explain.methods import METHODS
from playground.ui.compare.queries import Comparison
from playground.ui.compare.render import comparison
from playground.ui.components import model_names, terms
from playground.ui.components.alone import VIEWS
from playground.ui.components.markup import safe
from playground.ui.components.states import state
from playground.ui.embed.places import packed_equations
from playground.ui.embed.queries import Shown
from playground.ui.embed.views import Wanted
from playground.ui.embed.words import say
from playground.ui.explain.render import explanations
from playground.ui.explain.wording import baseline_title, method_title
from playground.ui.inside.queries import InsideView
from playground.ui.inside.render import inside
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.translations import error

_UI = Path(__file__).parents[1]
INSIDE = (
    *("script.js", "units.js", "attention.js", "pictures.js"),
    *("all_models/script.js", "layers/script.js", "events.js"),
)
SCRIPTS = {"compare": (), "inside": tuple(f"inside/{name}" for name in INSIDE), "explain": ("explain/script.js",)}
"""What a tab runs in the page, in that order; each knows the element that it stands in as `element`."""
STYLES = {
    "compare": (),
    "inside": ("inside/style.css", "inside/all_models/style.css", "inside/layers/style.css"),
    "explain": ("explain/style.css",),
}
MAPS = ("gates", "states")  # views that hold the most numbers, and need the fewest scripts
NOT_FOR_MAPS = {  # what these views do without, and what stands for the names that others of the scripts mention
    "inside/attention.js": "const drawAttention = null;",
    "inside/all_models/script.js": "const scrubbed = () => null;",
    "inside/all_models/style.css": "",
    "inside/layers/style.css": "",
}
BAR = re.compile(
    r"#(text|examples|models|task|choosers|twins|reading|adding|sentence|colours)\b"
    r"|\.(menu|program|tools|skip|device|offers)\b|\[data-text\]"
)
TEXT_SHOWN = 600  # characters of the text above what is drawn
TITLE_SHOWN = 80


@dataclass(frozen=True)
class Document:
    """A document of HTML, and what a server has to say of it."""

    html: str
    policy: str  # a Content-Security-Policy by which nothing runs but the document's own script


# ---- documents


def document(found: Shown, wanted: Wanted, home: str = "") -> Document:
    """A view by itself.

    Args:
        home: where the page is, seen from where the document is; empty for one that no server stands behind.
    """
    language = wanted.language
    body, address = _body(found, language)
    again = wanted.address(address)
    link = ""
    if home:
        page = f"{home}?{_page_address(wanted, address)}"
        link = f'<a href="{safe(page)}" target="_blank" rel="noopener">{safe(say("embed-open", language))}</a>'
    constants = {
        **_constants(wanted),
        "again": again if home else "",
        "begin": {"tab": VIEWS[wanted.view].tab, **wanted.query},
        "places": _places(found, language),
        "says": {
            "needsModel": say("embed-needs-model", language),
            "otherPlace": say("embed-other-place", language),
            "scores": say("embed-scores", language, word="{word}"),
        },
    }
    title = say(f"embed-{wanted.view}", language)
    shown = wanted.text if len(wanted.text) <= TEXT_SHOWN else f"{wanted.text[: TEXT_SHOWN - 1]}…"
    head = (
        f'<header class="of-view"><h1>{safe(title)}</h1>{link}<p class="of-text" dir="auto">{safe(shown)}</p>'
        f"{_how(found, language)}</header>"
    )
    views = [panel.view for panel in found.panels] if isinstance(found, InsideView) else []
    maps = bool(views) and all(view in MAPS for view in views)
    return _whole(wanted.view, constants, f"{head}{body}", frame_title(wanted), language, wanted.theme, maps)


def problem(failure: Exception, language: str, theme: str = "auto") -> Document:
    """A page that says what is wrong with what was asked for."""
    more = f"<p>{safe(say('embed-error-more', language))}</p>"
    body = state(say("embed-error-title", language), error(failure, language), "alert", more)
    return _whole("compare", _bare(language), body, say("embed-error-title", language), language, theme)


def frame_title(wanted: Wanted) -> str:
    """What a frame with the document is called, for those who hear the page around it."""
    text = " ".join(wanted.text.split())
    text = text if len(text) <= TITLE_SHOWN else f"{text[: TITLE_SHOWN - 1]}…"
    return say("embed-frame", wanted.language, view=say(f"embed-{wanted.view}", wanted.language), text=text)


def _whole(
    view: str, constants: Mapping[str, Any], body: str, title: str, language: str, theme: str, maps: bool = False
) -> Document:
    """A document.

    Args:
        maps: whether nothing but maps of units is drawn.
    """
    tab = VIEWS[view].tab
    style, script = _style(tab, maps), _script(tab, maps)
    alone = "" if constants.get("again") else " static"
    numbers = json.dumps(constants, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    html = (
        f'<!DOCTYPE html><html lang="{LANGUAGES[language].html}" data-theme="{theme}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{safe(title)}</title>'
        f'<style>{style}</style></head><body class="{"dark" if theme == "dark" else ""}">'
        f'<div class="top" data-language="{language}" data-title="{safe(title)}" data-waiting=""></div>'
        f'<div class="gradio-container"><main id="tabs"><div id="embed" class="view-{view}{alone}">{body}</div></main>'
        f'<p id="notice" role="status"></p></div><script type="application/json" id="numbers">{numbers}</script>'
        f"<script>{script}</script></body></html>"
    )
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src-elem {_hash(style)}; "
        "style-src-attr 'unsafe-inline'; "  # bars and colours are attributes, which can run nothing
        "img-src data: blob:; base-uri 'none'; form-action 'none'"  # any page may frame it, also one that is a file
    )
    return Document(html, policy)


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"


@lru_cache(maxsize=8)
def _style(tab: str, maps: bool) -> str:
    """The page's style, that of the tab as Gradio nests it, and what is different by itself."""
    own = "\n".join(_needed(name, maps) for name in STYLES[tab])
    page = "\n".join(line for line in _read("page.css").splitlines() if not _of_the_bar(line))
    every = f"{model_names.style()}\n{page}\n#embed {{\n{own}\n}}\n{_read('embed/style.css')}"
    return _lean(re.sub(r"(?s)/\*.*?\*/", "", every))


@lru_cache(maxsize=8)
def _script(tab: str, maps: bool) -> str:
    own = "\n".join(_needed(name, maps) for name in SCRIPTS[tab])
    within = f"(() => {{\nconst {{ element, trigger, watch }} = playground.host;\n{own}\n}})();" if own else ""
    page = "\n".join(map(_read, ("embed/before.js", "page.js", "terms.js")))
    return _lean(f"{page}\n{within}\n{_read('embed/script.js')}")


def _needed(name: str, maps: bool) -> str:
    """A file of a tab, or what stands for it in a view of maps."""
    return NOT_FOR_MAPS[name] if maps and name in NOT_FOR_MAPS else _read(name)


def _of_the_bar(line: str) -> bool:
    """Whether a line of the page's style has rules for nothing but what stands above the tabs."""
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", line)
    return bool(rules) and all(BAR.search(one) for rule in rules for one in rule.split(","))


def _lean(content: str) -> str:
    """Style or script without indentation and lines that are comments."""
    lines = (line.strip() for line in content.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _read(name: str) -> str:
    return (_UI / name).read_text("utf-8")


# ---- what stands in them


def _body(found: Shown, language: str) -> tuple[str, Mapping[str, object]]:
    """What is drawn, and the parts of an address that bring it back."""
    if isinstance(found, Comparison):
        return comparison(found, language), {}
    draw: Callable[..., str] = inside if isinstance(found, InsideView) else explanations
    return draw(found, language, controls=False), found.options.address()


def _how(found: Shown, language: str) -> str:
    """Of explanations, the method and the baseline, which on the page stand in what can be chosen."""
    if isinstance(found, Comparison | InsideView) or found.options.by != "models":
        return ""
    method, baseline = found.options.method, baseline_title(found.options.baseline, language)
    told = method_title(method, language)
    if METHODS[method].baseline:
        told = say("embed-how", language, method=told, baseline=baseline)
    return f'<p class="of-how">{safe(told)}</p>'


def _page_address(wanted: Wanted, address: Mapping[str, object]) -> str:
    """The query by which the page shows the same."""
    own = {**{name: str(value) for name, value in address.items() if value not in ("", None)}, **wanted.query}
    tab = VIEWS[wanted.view].tab
    more = {**own, "view": wanted.view} if tab == "inside" else own
    models = {"models": ",".join(wanted.models)}
    return urlencode({"text": wanted.text, "task": wanted.task, "tab": tab, "lang": wanted.language, **models, **more})


def _places(found: Shown, language: str) -> list[dict[str, Any] | None]:
    """The equations of every place, one for each model that is looked into."""
    panels = found.panels if isinstance(found, InsideView) else ()
    return [packed_equations(panel, language) for panel in panels]


def _constants(wanted: Wanted) -> dict[str, Any]:
    return _bare(wanted.language) | {"tab": VIEWS[wanted.view].tab}


def _bare(language: str) -> dict[str, Any]:
    """What the page's script has to know of every page."""
    return {
        "tab": "",
        "tabs": [],
        "languages": {language: LANGUAGES[language].html},
        "textLanguages": {},
        "terms": {language: _terms(language)},
    }


def _terms(language: str) -> list[dict[str, Any]]:
    """The terms that are explained where they stand, without the way to a place of the page, which is not here."""
    every = terms.told(lambda place, language: "")[language]
    return [{name: value for name, value in one.items() if name not in ("place", "see")} for one in every]


# ---- a frame in a notebook

TALL = {"compare": 760, "explain": 900, "gates": 1500, "layers": 1700, "code": 1500, "attention": 1200}
"""Pixels that a view takes at first, about; the document then tells its frame how tall it is."""


def frame(html: str, title: str, view: str) -> str:
    """A frame that holds a document, for a notebook: nothing in it can reach what is around it, or be reached."""
    inner = html.replace("&", "&amp;").replace("'", "&#39;")
    return (
        f"<iframe srcdoc='{inner}' title='{safe(title)}' allow='clipboard-write' "
        f"style='display:block;width:100%;height:{TALL.get(view, 700)}px;border:0'></iframe>"
    )
