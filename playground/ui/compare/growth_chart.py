"""Records -> figures, as inline SVG and HTML. Pure functions; nothing here knows about gradio.

Drawn by us and not by plotly: an answer is sent on every pause in typing, lines have to read in light and dark, and a
word has to stand at its place even if it occurs twice. Every place on the axis is one word; lines are stretched to
the width of the page while words, marks and strokes keep their size.
"""

from collections.abc import Sequence

from playground.checkpoints import UNTRAINED
from playground.lenses.predict.prefixes import DENSE_WORDS, SPARSE_POINTS
from playground.ui.compare.queries import ModelAnswer, majority, voting
from playground.ui.compare.words import say
from playground.ui.components.data_table import table_of_chart
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, name, named, other_language, plain_mark
from playground.ui.components.word_axis import MARKS_A_LINE, UPRIGHT_WORDS, places_width
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

LABEL_STEP = 9.0  # % of the height that a model's name takes at the end of its line


def growth(panel: Sequence[ModelAnswer], language: str) -> str:
    """The probability of one label after each word, a line a model; empty without a model.

    The label is the second of two ("positive"), or of more labels the one that most models end with.
    """
    if not panel:
        return ""
    shown = _label(panel)
    lines = [_line(answered, shown) for answered in panel]
    places = sorted({at for line in lines for at in line})
    escaped_label, shown_label = safe(label(shown, language)), label(shown, language)
    two = len(panel[0].prediction.labels) == 2
    explained = say("growth-explained" if two else "growth-explained-many", language, label=shown_label)
    if places[-1] > DENSE_WORDS:
        explained += " " + say("growth-sparse", language, every=DENSE_WORDS, count=SPARSE_POINTS)
    names = "|".join(name(a.facts.architecture, a.prediction.model, language) for a in panel)
    turned = len(places) > UPRIGHT_WORDS
    mixed = len({other_language(a.prediction.model, language) for a in panel}) > 1
    shape = " turned" * turned + " mixed" * mixed
    width = places_width([panel[0].prediction.words[at - 1].text for at in places if at], turned)
    plot = f'{_drawing(panel, lines, places, language)}<div class="places">{_places(panel, lines, places)}</div>'
    return (
        f'<figure class="growth{shape}"><figcaption><h3>{safe(say("growth-title", language))}</h3>'
        f"<p>{safe(say('growth-axis', language, label=shown_label))}</p>{_key(panel, lines, language)}</figcaption>"
        f'<div class="chart" data-names="{safe(names)}" data-after="{safe(say("growth-after", language, count="{}"))}">'
        f'<div class="ticks" aria-hidden="true"><span>100 %<br><small>{escaped_label}</small></span>'
        "<span>50 %</span><span>0 %</span></div>"
        f'<div class="scroll"><div class="across" style="--wide:{width}px"><div class="plot">{plot}</div>'
        f'<div class="ends" aria-hidden="true">{_ends(panel, lines, language)}</div></div></div></div>'
        f'<details class="how"><summary>{safe(say("growth-how", language))}</summary>'
        f"<p>{safe(explained)}</p></details>{table_of_chart(say('word', language), language)}</figure>"
    )


def _label(panel: Sequence[ModelAnswer]) -> str:
    labels = panel[0].prediction.labels
    if len(labels) == 2:
        return labels[1]
    votes = [answered.prediction.label for answered in voting(panel)]
    return str(majority(votes) or votes[0])


def _line(answered: ModelAnswer, shown: str) -> dict[int, float]:
    """How probable the label is after so many words."""
    assert answered.growth is not None
    column = answered.growth.labels.index(shown)
    return dict(zip(answered.growth.words_read, answered.growth.probabilities[:, column].tolist(), strict=True))


def _key(panel: Sequence[ModelAnswer], lines: Sequence[dict[int, float]], language: str) -> str:
    """The models with the last value of each line, for a page on which the ends of the lines are out of sight."""
    names = "".join(
        f"<li>{named(a.facts.architecture, a.prediction.model, language)} "
        f"<b>{safe(percent(list(line.values())[-1]))}</b></li>"
        for a, line in zip(panel, lines, strict=True)
    )
    return f'<p class="key">{safe(say("growth-at-end", language))}</p><ul class="key">{names}</ul>'


def _drawing(
    panel: Sequence[ModelAnswer], lines: Sequence[dict[int, float]], places: Sequence[int], language: str
) -> str:
    """Grid, lines and marks: lines in a stretched box of a unit a place, marks in per cent, which keep their shape."""
    where = {at: number + 0.5 for number, at in enumerate(places)}
    mid = ' class="mid"'
    grid = "".join(f'<line x1="0" x2="100%" y1="{y}%" y2="{y}%"{mid if y == 50 else ""}/>' for y in (0, 50, 100))
    strokes, marks, summaries = [], [], []
    for answered, line in zip(panel, lines, strict=True):
        key, reference = answered.facts.architecture, answered.prediction.model
        sign = plain_mark(key, reference)
        dashed = " twin" if reference.endswith(UNTRAINED) else ""
        points = " ".join(f"{where[at]:g},{100 - 100 * share:.1f}" for at, share in line.items())
        strokes.append(f'<polyline class="{colour_class(key, reference)}{dashed}" points="{points}"/>')
        drawn = list(line.items())[:: -(1 + len(places) // MARKS_A_LINE)]  # from the last one backwards
        texts = "".join(
            f'<text x="{100 * where[at] / len(places):.2f}%" y="{100 - 100 * share:.1f}%">{sign}</text>'
            for at, share in drawn
        )
        marks.append(f'<g class="{colour_class(key, reference)}">{texts}</g>')
        ends = list(line.values())
        first_and_last = {"first": percent(ends[0]), "last": percent(ends[-1])}
        summaries.append(say("growth-line", language, model=name(key, reference, language), **first_and_last))
    return (
        f'<svg role="img" aria-label="{safe("; ".join(summaries))}"><g class="grid">{grid}</g>'
        f'<svg viewBox="0 0 {len(places)} 100" preserveAspectRatio="none" overflow="visible">{"".join(strokes)}</svg>'
        f"{''.join(marks)}</svg>"
    )


def _places(panel: Sequence[ModelAnswer], lines: Sequence[dict[int, float]], places: Sequence[int]) -> str:
    """A place for each point: the word under the axis, and the numbers that `page.js` shows when it is pointed at."""
    found = []
    for before, at in zip([0, *places], places, strict=False):
        if at == 0:  # a text without a word
            continue
        word = panel[0].prediction.words[at - 1]
        known = any(answered.prediction.words[at - 1].known for answered in panel)
        numbers = "|".join(percent(line[at]) if at in line else "" for line in lines)
        text = safe(word.text) if known else f'<u class="u">{safe(word.text)}</u>'
        skipped = at - before - 1
        gap = f"<small>+{skipped}</small>" if skipped else ""
        found.append(f'<span data-g="{safe(numbers)}" data-n="{at}"><b dir="auto">{gap}{text}</b></span>')
    return "".join(found)


def _ends(panel: Sequence[ModelAnswer], lines: Sequence[dict[int, float]], language: str) -> str:
    """The models' names and last values where their lines end, moved apart where they would cover each other. They move
    with the lines where these are wider than the page."""
    order = sorted(range(len(panel)), key=lambda number: -list(lines[number].values())[-1])
    heights: list[float] = []
    for number in order:
        wanted = 100 - 100 * list(lines[number].values())[-1]
        heights.append(max(wanted, heights[-1] + LABEL_STEP) if heights else max(0.0, wanted))
    lowest = 100.0
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = min(heights[place], lowest)
        lowest = heights[place] - LABEL_STEP
    return "".join(
        f'<span style="top:{height:.1f}%">'
        f"<span>{named(panel[number].facts.architecture, panel[number].prediction.model, language)}</span> "
        f"<b>{safe(percent(list(lines[number].values())[-1]))}</b></span>"
        for number, height in zip(order, heights, strict=True)
    )
