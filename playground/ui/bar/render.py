"""Records -> the HTML of the bar above all tabs. Pure functions, no gradio."""

from collections.abc import Mapping, Sequence

from playground.text_language import DEFAULT
from playground.ui.bar.words import say
from playground.ui.components import model_names
from playground.ui.components.markup import safe
from playground.ui.language.languages import LANGUAGES, following
from playground.ui.language.say import FALLBACK
from playground.ui.language.translations import language_title

# ---- the bar


def header(device: str | None, language: str) -> str:
    """Title, device, and the buttons for language, light or dark, and the link."""

    def button(do: str, tip: str, text: str, lang: str = "") -> str:
        shown = f' lang="{lang}"' if lang else ""
        shown += "" if tip == text else f' data-tip="{safe(tip)}"'
        return f'<button type="button" data-do="{do}" aria-label="{safe(tip)}"{shown}>{safe(text)}</button>'

    keys = {
        "too-long": "copy-too-long",
        "failed": "copy-failed",
        "copied": "copied",
        "copied-without": "copied-without",
    }
    keys |= {"copied-without": "copied-without", "kept": "address-kept", "not-kept": "address-not-kept"}
    keys |= {"left-out": "link-left-out", "left-out-session": "link-left-out-session"}
    values = {"words": "1,200", "models": "{}"}
    data = "".join(f' data-{name}="{safe(say(key, language, **values))}"' for name, key in keys.items())
    other = following(language)
    name = LANGUAGES[other].name
    switch = say("language-name", language, title=language_title(other, language), name=name)
    state, runs = "loading" if device is None else "ready", say(f"device-{device or 'loading'}", language)
    return (
        f'<div class="top" data-language="{language}" data-title="{safe(say("title", language))}" '
        f'data-waiting="{safe(say("device-loading", language))} …"{data}>'
        f'<a class="skip" href="#tabs" data-do="skip">{safe(say("skip", language))}</a>'
        f"<div><h1>{safe(say('title', language))}</h1><p>{safe(say('tagline', language))}</p></div>"
        f'<div class="tools">'
        + button("program", say("api", language), say("api", language))
        + button("language", switch, name, other)
        + button("theme", say("theme", language), "◐")
        + button("copy", say("copy", language), say("copy", language))
        + button("embed", say("embed-name", language), say("embed", language))
        + f'<span class="device {state}">{safe(runs)}</span></div></div><p id="notice" role="status"></p>'
    )


def answers(tab: str, language: str) -> str:
    """What a tab answers, in a sentence at its head."""
    return f'<p class="tab-answers">{safe(say(f"answers-{tab}", language))}</p>'


def twins(language: str, textbook: bool = False) -> str:
    """The buttons that unfold the untrained twins among the models, and the textbook versions where there are any."""
    offered = ["twins", *(["textbook"] if textbook else [])]
    return " ".join(_unfolding(key, say(key, language), say(f"{key}-name", language)) for key in offered)


def reads(
    text_language: str, chosen: Sequence[tuple[str, str]], hidden: Mapping[str, Sequence[str]], language: str
) -> str:
    """What language the text is in, and whose models answer; the button that unfolds those of the other languages.

    Args:
        chosen: of each chosen model that was made for a language its name and that language.
        hidden: the references to fold away, by the language that they read.
    """
    named = model_names.text_language(text_language, language)
    strangers = [name for name, one in chosen if one != text_language]
    key = "reads-others" if strangers else "reads-default" if text_language == DEFAULT else "reads-answer"
    silent = key == "reads-default" and language == FALLBACK  # nothing to be told apart
    told = "" if silent else say(key, language, reads=named, models=LANGUAGES[language].separator.join(strangers))
    others = [key for key in hidden if key != text_language]
    rules = "".join(
        f'#models:not(.with-others) label:has([name="{safe(one)}"]):not(:has(:checked)) {{ display: none; }}'
        for key in others
        for one in hidden[key]
    )
    buttons = "".join(
        _unfolding(
            "others",
            say("others", language, reads=model_names.text_language(key, language)),
            say("others-name", language),
        )
        for key in others[:1]
    )
    return f'<p data-text-language="{text_language}" role="status">{safe(told)}</p>{buttons}<style>{rules}</style>'


def _unfolding(key: str, words: str, tip: str) -> str:
    """A button by which models that are folded away are shown among the others, or folded away again."""
    return (
        f'<button type="button" data-do="{key}" aria-expanded="false" data-tip="{safe(tip)}">+ {safe(words)}</button>'
    )
