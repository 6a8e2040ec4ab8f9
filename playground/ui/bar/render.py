"""Records -> the HTML of the bar above all tabs. Pure functions, no gradio."""

from playground.ui.bar.words import say
from playground.ui.components.markup import safe
from playground.ui.language.languages import LANGUAGES, following
from playground.ui.language.translations import language_title

# ---- the bar


def header(device: str | None, language: str) -> str:
    """Title, device, and the buttons for language, light or dark, and the link."""

    def button(do: str, tip: str, text: str, lang: str = "") -> str:
        shown, tip = f' lang="{lang}"' if lang else "", safe(tip)
        return f'<button type="button" data-do="{do}" aria-label="{tip}" title="{tip}"{shown}>{safe(text)}</button>'

    says = {key: say(f"copy-{key}", language, words=300) for key in ("too-long", "failed")}
    data = "".join(f' data-{key}="{safe(text)}"' for key, text in says.items())
    other = following(language)
    name = LANGUAGES[other].name
    switch = say("language-name", language, title=language_title(other, language), name=name)
    state, runs = "loading" if device is None else "ready", say(f"device-{device or 'waking'}", language)
    return (
        f'<div class="top" data-language="{language}" data-title="{safe(say("title", language))}" '
        f'data-copied="{safe(say("copied", language))}" data-waiting="{safe(say("device-waking", language))} …"{data}>'
        f"<div><h1>{safe(say('title', language))}</h1><p>{safe(say('tagline', language))}</p></div>"
        f'<div class="tools"><span class="device {state}">{safe(runs)}</span>'
        f'<a href="?view=api">{safe(say("api", language))}</a>'
        + button("language", switch, name, other)
        + button("theme", say("theme", language), "◐")
        + button("copy", say("copy", language), say("copy", language))
        + '</div></div><p id="notice" role="status"></p>'
    )


def twins(language: str) -> str:
    """The button that unfolds the untrained twins among the models."""
    tip = safe(say("twins-name", language))
    return (
        f'<button type="button" data-do="twins" aria-expanded="false" aria-label="{tip}" title="{tip}">'
        f"+ {safe(say('twins', language))}</button>"
    )
