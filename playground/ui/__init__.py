"""The page: a bar that holds the text, and below it a tab a lens. `TABS` names them in their order.

Adding one is a module here with `build(bar)` and a word in `TABS`. The page is served before torch is imported:
models wake up in the background (`waking.py`), and nothing here imports torch before a model is asked.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.checkpoints import shipped
from playground.data.bounds import PAGE
from playground.ui import api
from playground.ui.bar import add_model, bar
from playground.ui.compare import tab as compare_tab
from playground.ui.edit import tab as edit_tab
from playground.ui.explain import tab as explain_tab
from playground.ui.finetune import tab as finetune_tab
from playground.ui.inside import tab as inside_tab
from playground.ui.language.say import say
from playground.ui.model_loader import BEDROOM
from playground.ui.models import tab as models_tab

TABS: dict[str, Callable[[bar.Bar], None]] = {
    "compare": compare_tab.build,
    "inside": inside_tab.build,
    "explain": explain_tab.build,
    "edit": edit_tab.build,
    "finetune": finetune_tab.build,
    "models": models_tab.build,
}

_HERE = Path(__file__).parent
WAITING_EVENTS = 64  # in the queue, before visitors are told that the page is busy


def name_tabs(language: str) -> Any:
    """The tabs' names in a language."""
    named = [gr.Tab(label=say(f"tab-{name}", language)) for name in TABS]
    return named if len(named) > 1 else named[0]


def build() -> gr.Blocks:
    """The page, ready to be launched with `settings`."""
    with gr.Blocks(title=say("title", "en"), analytics_enabled=False, delete_cache=(3600, 3600)) as blocks:
        drives = bar.build()
        tabs = []
        with gr.Tabs(elem_id="tabs"):
            for name, fill in TABS.items():
                with gr.Tab(say(f"tab-{name}", "en"), id=name, elem_id=f"tab-{name}") as tab:
                    fill(drives)
                tab.select(None, js=f"() => playground.show('{name}')")
                tabs.append(tab)
        drives.language.change(
            name_tabs, drives.language, tabs, queue=False, show_progress="hidden", api_visibility="private"
        )
        add_model.build(drives)
        api.build()
    blocks.queue(api_open=False, max_size=WAITING_EVENTS, default_concurrency_limit=devices.CONCURRENT_REQUESTS)
    return blocks


def settings() -> dict[str, Any]:
    """What `launch` takes beside the address: looks, scripts and limits."""
    return {
        "theme": theme(),
        "css": (_HERE / "page.css").read_text("utf-8"),
        "head": f"<script>{(_HERE / 'page.js').read_text('utf-8')}\nplayground.tabs = {list(TABS)}</script>",
        "footer_links": [],
        "run_history": False,
        "max_file_size": PAGE.bytes,
        "state_session_capacity": 1_000,
        "ssr_mode": False,
    }


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with the system's own fonts, so that nothing is fetched from elsewhere."""
    sans = ("system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "sans-serif")
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="stone",
        spacing_size="sm",
        radius_size="sm",
        font=sans,
        font_mono=("ui-monospace", "SFMono-Regular", "Consolas", "monospace"),
    )


def launch(host: str | None = None, port: int | None = None, share: bool = False) -> None:
    """Serve the page until it is interrupted; the shipped models wake up as soon as it answers."""
    blocks = build()
    blocks.launch(server_name=host, server_port=port, share=share, prevent_thread_lock=True, **settings())
    BEDROOM.want(shipped())
    blocks.block_thread()
