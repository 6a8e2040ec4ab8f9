"""Records -> the HTML of “Layer by layer”: the drawing, what can be chosen beside it, and the same as text."""

from playground.lenses.inside.layers import MOST_SENTENCES
from playground.ui.components.controls import copy_button, select, slider
from playground.ui.components.markup import safe
from playground.ui.inside.layers import diagram
from playground.ui.inside.layers.queries import EVERY, LayerOptions, LayersView
from playground.ui.inside.layers.words import say
from playground.ui.language.translations import label

NAMES = {"adamw": "AdamW", "sgd": "SGD"}  # of optimisers


def layers(shown: LayersView, options: LayerOptions, name: str, at: int, language: str) -> str:
    """One model's layers, with the same as text beside them.

    Args:
        name: the model's, as the page writes it.
        at: the side on which it stands.
    """
    drawn, blocks = shown.diagram, (*shown.diagram.blocks, *shown.training_step)
    word = drawn.words[drawn.word]
    heading = say("apart-picture", language, model=name)
    picture = "".join(
        diagram.diagram(blocks, diagram.Drawing(language, options, word, drawn.word, shown.labels, at, kind), heading)
        for kind in diagram.WIDTHS
    )
    written = safe(diagram.text(blocks, word, drawn.word, shown.labels, language))
    return (
        f'<div class="view-body"><div class="layers" tabindex="-1">{picture}</div>'
        f"<aside>{_controls(shown, options, at, language)}"
        f'{_settings(shown, language)}<details class="as-text"><summary>{safe(say("apart-text", language))}</summary>'
        f"{copy_button('.as-text pre', language)}<pre tabindex='0'>{written}</pre></details></aside></div>"
    )


def _controls(shown: LayersView, options: LayerOptions, at: int, language: str) -> str:
    """The word, answering or training, and the batch with what it does."""
    drawn = shown.diagram
    words = [(str(place), f"{place + 1} {word}") for place, word in enumerate(drawn.words)]
    modes = [(mode, say(f"apart-{mode}", language)) for mode in ("answering", "training")]
    parts = [
        select("mode", at, modes, modes[options.training][0], say("apart-mode", language)),
        select("word", at, words, str(drawn.word), say("apart-word", language)),
    ]
    if options.training:
        targets = [("", say("apart-own", language)), *((one, label(one, language)) for one in shown.labels)]
        parts.append(select("target", at, targets, options.target, say("apart-target", language)))
    parts += [
        slider("sentences", at, 1, MOST_SENTENCES, drawn.batch.sentences, say("apart-sentences", language)),
        slider("longest", at, len(drawn.words), shown.most, drawn.batch.longest, say("apart-longest", language)),
    ]
    batch = drawn.batch
    if batch.sentences == 1 and batch.longest == len(drawn.words):
        sentence = say("apart-alone", language)
    else:
        wasted = diagram.share(drawn.on_padding, drawn.multiplications)
        sentence = say("apart-batch", language, sentences=batch.sentences, longest=batch.longest, share=wasted)
    total = say(
        "apart-total",
        language,
        parameters=f"{drawn.parameters:,}",
        multiplications=f"{drawn.multiplications:,}",
    )
    every = "".join(
        f'<button type="button" data-option="every" data-side="{at}" value="{value}">'
        f"{safe(say(f'apart-every-{value}', language))}</button>"
        for value in EVERY
    )
    parts.append(f'<div class="every">{every}</div>')
    sums = f'<p class="note">{safe(sentence)}</p><p class="total">{safe(total)}</p>'
    return f'<div class="controls">{"".join(parts)}</div>{sums}'


def _settings(shown: LayersView, language: str) -> str:
    """A table of the settings that this checkpoint was trained with; empty where none are shown."""
    if not shown.settings:
        return ""
    rows = "".join(
        f"<div><dt>{safe(say(f'setting-{key}', language))}</dt><dd>{safe(_setting(value, language))}</dd></div>"
        for key, value in shown.settings
        if value is not False  # a switch that is off
    )
    heading = say("apart-settings" if shown.stored else "apart-settings-none", language)
    return f'<section class="settings"><h4>{safe(heading)}</h4><dl>{rows}</dl></section>'


def _setting(value: object, language: str) -> str:
    if value is True:
        return say("setting-on", language)
    return f"{value:g}" if isinstance(value, float) else NAMES.get(str(value), str(value))
