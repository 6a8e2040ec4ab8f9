"""The page: a bar that holds the text, and below it a tab a lens. `TABS` names them in their order.

Adding one is a folder here whose `tab.py` has `build(bar)`, and a line in `TABS`. The page is served before torch is
imported: models are loaded in the background (`model_loader.py`), and nothing here imports torch before one is asked.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from playground import hub, process
from playground.data.bounds import PAGE
from playground.quotas import check_quotas, quota
from playground.text_language import TEXT_LANGUAGES
from playground.ui import api
from playground.ui.bar import add_model, bar, restore, show_program
from playground.ui.bar.render import answers
from playground.ui.bar.words import say
from playground.ui.compare import tab as compare_tab
from playground.ui.compare import words as compare_words
from playground.ui.components import model_names, terms, tour, uploads
from playground.ui.components.markup import safe
from playground.ui.edit import tab as edit_tab
from playground.ui.edit import words as edit_words
from playground.ui.explain import tab as explain_tab
from playground.ui.explain import words as explain_words
from playground.ui.finetune import tab as finetune_tab
from playground.ui.finetune import words as finetune_words
from playground.ui.inside import tab as inside_tab
from playground.ui.inside import words as inside_words
from playground.ui.intervene import tab as intervene_tab
from playground.ui.intervene import words as intervene_words
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.say import Say
from playground.ui.lessons import tab as lessons_tab
from playground.ui.lessons import words as lessons_words
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.models import tab as models_tab
from playground.ui.models import words as models_words
from playground.ui.server import embedding
from playground.ui.server.clients import name_proxies
from playground.ui.server.fair_queue import FairQueue
from playground.ui.server.front_page import front_page
from playground.ui.server.long_addresses import answer_long_addresses
from playground.ui.server.plain_routes import routes
from playground.ui.server.sessions import light_sessions
from playground.ui.server.upload_limits import UploadLimits


class Tab(NamedTuple):
    """What fills a tab, and what says its name."""

    build: Callable[[bar.Bar], None]
    say: Say


TABS = {
    "compare": Tab(compare_tab.build, compare_words.say),
    "inside": Tab(inside_tab.build, inside_words.say),
    "explain": Tab(explain_tab.build, explain_words.say),
    "edit": Tab(edit_tab.build, edit_words.say),
    "intervene": Tab(intervene_tab.build, intervene_words.say),
    "finetune": Tab(finetune_tab.build, finetune_words.say),
    "models": Tab(models_tab.build, models_words.say),
    "lessons": Tab(lessons_tab.build, lessons_words.say),
}

TEXT_SIZES = (".625rem", ".6875rem", ".75rem", ".875rem", "1rem", "1.375rem", "1.625rem")
"""Gradio's sizes of text from the smallest to the largest, in rem: they grow with the font that a reader has chosen."""

_HERE = Path(__file__).parent
SCRIPTS = (
    "address.js",
    "page.js",
    "actions.js",
    "terms.js",
    "components/pointing.js",
    "components/tour.js",
    "lessons/script.js",
)
STYLES = ("page.css", "components/tour.css", "lessons/style.css")


def tab_heading(name: str, language: str) -> str:
    """A tab's heading, which is heard and not seen: below it stand the headings of what the tab shows."""
    return f"<h2>{safe(TABS[name].say(f'tab-{name}', language))}</h2>"


def name_tabs(language: str) -> Any:
    """The tabs' names and what each answers, in a language."""
    named = [gr.Tab(label=tab.say(f"tab-{name}", language)) for name, tab in TABS.items()]
    return [*named, *(answers(name, language) for name in TABS)]


def place_name(place: terms.Place, language: str) -> str:
    """What the tab of a place is called, and the view of Look inside where it is one."""
    names = [TABS[place.tab].say(f"tab-{place.tab}", language)]
    if "view" in place.options:
        names.append(TABS[place.tab].say(f"view-{place.options['view']}", language))
    return " · ".join(names)


def build() -> gr.Blocks:
    """The page, ready to be launched with `settings`."""
    with api.Blocks(title=say("title", "en"), analytics_enabled=False, delete_cache=(3600, 3600)) as blocks:
        drives = bar.build()
        tabs, heads = [], []
        with gr.Tabs(elem_id="tabs"):
            for name, tab in TABS.items():
                with gr.Tab(tab.say(f"tab-{name}", "en"), id=name, elem_id=f"tab-{name}") as shown:
                    heads.append(gr.HTML(answers(name, "en"), apply_default_css=False, js_on_load=None))
                    heading = gr.HTML(tab_heading(name, "en"), elem_classes="unseen", js_on_load=None)
                    tab.build(drives)
                drives.on_language(partial(tab_heading, name), [heading])
                shown.select(None, js=f"() => playground.show('{name}')")
                tabs.append(shown)
        drives.on_language(name_tabs, [*tabs, *heads])
        foot = gr.HTML(tour.footer("en"), apply_default_css=False, js_on_load=None)
        drives.on_language(tour.footer, [foot])
        lessons_tab.build_panel(drives)
        add_model.build(drives)
        restore.connect(drives)
        show_program.connect(drives)
        api.build()
    blocks.api_open = False  # `queue()` would make the whole app once more, which `launch` makes anyway
    blocks._queue = FairQueue(blocks, drives.language._id)
    return blocks


def settings() -> dict[str, Any]:
    """What `launch` takes beside the address: looks, scripts and limits."""
    constants = {
        "tab": next(iter(TABS)),
        "tabs": list(TABS),
        "languages": {key: one.html for key, one in LANGUAGES.items()},
        "terms": terms.told(place_name),
        "tour": {
            **tour.told(),
            "titles": {one: {name: tab.say(f"tab-{name}", one) for name, tab in TABS.items()} for one in LANGUAGES},
        },
        "textLanguages": {key: one._asdict() for key, one in TEXT_LANGUAGES.items()},
        "longest": bar.LINK_CHARACTERS,
    }
    scripts, styles = ("\n".join((_HERE / name).read_text("utf-8") for name in names) for names in (SCRIPTS, STYLES))
    return {
        "theme": theme(),
        "css": f"{model_names.style()}\n{styles}",
        "head": f"<script>window.playground = {json.dumps(constants)};\n{scripts}</script>",
        "footer_links": ["api"],  # hidden; without it Gradio opens no API page
        "run_history": False,
        "max_file_size": PAGE.bytes,
        "state_session_capacity": 1_000,
        "ssr_mode": False,
        "enable_monitoring": False,
        "app_kwargs": {
            "lifespan": light_sessions,
            "routes": [front_page(), *routes(), embedding.route()],
            "middleware": [Middleware(UploadLimits, folder=Path(get_upload_folder()))],
        },
    }


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with the system's own fonts, so that nothing is fetched from elsewhere."""
    sans = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "sans-serif")
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="stone",
        text_size=gr.themes.sizes.Size(*TEXT_SIZES, name="text_rem"),
        spacing_size="sm",
        radius_size="sm",
        font=sans,
        font_mono=("ui-monospace", "SFMono-Regular", "Consolas", "monospace"),
    )


def launch(host: str | None = None, port: int | None = None, share: bool = False) -> None:
    """Serve the page until it is interrupted."""
    start(host, port, share).block_thread()


def start(host: str | None = None, port: int | None = None, share: bool = False) -> gr.Blocks:
    """Serve the page, in threads of its own; the models that it begins with are loaded as soon as it answers."""
    check_quotas()
    name_proxies()
    hub.bound(quota("PLAYGROUND_HUB"))
    process.use_own_folder()
    answer_long_addresses()
    blocks = build()
    blocks.launch(server_name=host, server_port=port, share=share, prevent_thread_lock=True, **settings())
    MODEL_LOADER.request(bar.view_from_link({}, "").models)  # the others wake when somebody chooses them
    uploads.keep_few(Path(blocks.GRADIO_CACHE))
    return blocks
