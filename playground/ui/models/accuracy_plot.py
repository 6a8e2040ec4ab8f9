"""Records -> a plot: how right the models are against how fast or how large they are. Nothing here knows about gradio.

The grid and the lines of the simple models are SVG in per cent of the plot; the models stand on it as a list, so that
the same elements are what is pointed at and what a screen reader reads.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, plain_mark, title
from playground.ui.language.numbers import amount, percent
from playground.ui.models.queries import ANSWERS, AXES, BASELINES, Catalogue, Entry, wilson
from playground.ui.models.words import say

TALL = 300  # pixels
LABEL_TALL = 6.2  # in per cent of the plot, about
SMALL, CAPITAL, FULL = 7.2, 9.5, 13.5  # pixels, about: a letter of a name, a capital, a Chinese character
GAP, NAME_GAP = 12.0, 17.0  # pixels: from the middle of a mark to its end, and to its name
MOST_LETTERS = 28  # of a name, which are shown
SCREEN, PHONE = 880.0, 290.0  # pixels: how wide the plot is, about
TICK_WIDE = 20.0  # in per cent of a phone's plot: numbers nearer than this to the one before are left out there
ROOM = 1.25  # by how much the axis goes on beyond the first and the last model
MIRRORED = 60  # per cent of the width, from where a name stands left of its mark


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis between two numbers above zero."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Where a number stands, in per cent from the left."""
        return 100 * math.log(value / self.low) / math.log(self.high / self.low)

    @property
    def ticks(self) -> list[float]:
        """Round numbers on it: 1, 2 and 5 times powers of ten, or all ten digits where these are too few."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for digits in ((1, 2, 5), range(1, 10), [digit / 2 for digit in range(2, 20)]):
            found = [digit * 10.0**power for power in powers for digit in digits]
            found = [value for value in found if self.low <= value <= self.high]
            if len(found) >= 3:
                break
        return found[:: -(-len(found) // 8)] if found else []


def axis(amounts: Sequence[float]) -> Axis:
    """An axis on which all these, above zero, have their place."""
    return Axis(min(amounts) / ROOM, max(amounts) * ROOM)


def plot(catalogue: Catalogue, language: str) -> str:
    """Accuracy on one test set against speed or size, with the simple models as lines; empty without a test set."""
    options = catalogue.options
    shown = [(entry, *found) for entry in catalogue.entries if (found := _point(entry, options.data, options.axis))]
    if not options.data:
        return ""
    heights = [*_accuracies(catalogue, options.data), *(line.accuracy for line in BASELINES.get(options.data, ()))]
    answers = ANSWERS.get(options.data)
    if answers:
        heights += [end for accuracy in _accuracies(catalogue, options.data) for end in wilson(accuracy, answers)]
    low, high = math.floor(100 * min(heights) - 1), math.ceil(100 * max(heights) + 0.5)
    scale = _Height(max(0, low), min(100, high))
    across = axis([value for _, value, _ in shown]) if shown else Axis(1, 10)
    return (
        f'<figure class="scatter"><figcaption><h3>{safe(say("models-plot", language))}</h3>'
        f'{_axis_controls(catalogue, language)}</figcaption><div class="scroll">'
        f'<div class="field" style="--tall:{TALL}px">'
        f"{_grid(across, scale, options.data, options.axis, language)}"
        f"{_points(shown, across, scale, options.axis, answers, language)}"
        f"</div></div>{_how_to_read(options.data, catalogue, language)}</figure>"
    )


@dataclass(frozen=True)
class _Height:
    """The vertical axis: accuracy, in per cent."""

    low: int
    high: int

    def place(self, accuracy: float) -> float:
        """Where an accuracy (0-1) stands, in per cent from above."""
        return 100 * (self.high - 100 * accuracy) / (self.high - self.low)

    @property
    def ticks(self) -> range:
        step = next(step for step in (1, 2, 5, 10, 20) if (self.high - self.low) / step <= 7)
        return range(-(-self.low // step) * step, self.high + 1, step)


def _point(entry: Entry, data: str, unit: str) -> tuple[float, float] | None:
    """Where a model stands: what the axis says of it, and how much of the test set it gets right."""
    accuracy, value = entry.accuracy(data), entry.amount(unit)
    return None if accuracy is None or not value else (value, accuracy)


def _accuracies(catalogue: Catalogue, data: str) -> list[float]:
    """Those of all models, also of those that have no place on the other axis yet."""
    return [accuracy for entry in catalogue.entries if (accuracy := entry.accuracy(data)) is not None]


def _axis_controls(catalogue: Catalogue, language: str) -> str:
    def select(key: str, chosen: str, options: list[tuple[str, str]]) -> str:
        listed = "".join(
            f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(name)}</option>'
            for value, name in options
        )
        return (
            f'<label class="pick">{safe(say(f"models-by-{key}", language))} '
            f'<select data-option="{key}" value="{safe(chosen)}">{listed}</select></label>'
        )

    axes = [(unit, say(f"models-axis-{unit}", language)) for unit in AXES]
    return select("data", catalogue.options.data, [(name, name) for name in catalogue.data]) + select(
        "axis", catalogue.options.axis, axes
    )


def _grid(across: Axis, scale: _Height, data: str, unit: str, language: str) -> str:
    """Lines and numbers of both axes, and the simple models."""
    lines = [f'<line x1="0" x2="100%" y1="{scale.place(at / 100):.2f}%" y2="{scale.place(at / 100):.2f}%"/>'
             for at in scale.ticks]  # fmt: skip
    lines += [f'<line x1="{across.place(at):.2f}%" x2="{across.place(at):.2f}%" y1="0" y2="100%"/>'
              for at in across.ticks]  # fmt: skip
    simple, names, lowest = [], [], -100.0
    for line in sorted(BASELINES.get(data, ()), key=lambda line: -line.accuracy):
        y = scale.place(line.accuracy)
        simple.append(f'<line class="simple" x1="0" x2="100%" y1="{y:.2f}%" y2="{y:.2f}%"/>')
        lowest = max(y, lowest + LABEL_TALL)
        shown = f"{say(f'simple-{line.key}', language)} {percent(line.accuracy, 1)}"
        names.append(f'<span style="top:{lowest:.2f}%">{safe(shown)}</span>')
    heights = "".join(f'<span style="top:{scale.place(at / 100):.2f}%">{at} %</span>' for at in scale.ticks)
    widths, last = "", -TICK_WIDE
    for at in across.ticks:
        x = across.place(at)
        near = ' class="near"' if x - last < TICK_WIDE else ""
        last = last if near else x
        widths += f'<span{near} style="left:{x:.2f}%">{safe(amount(at, unit, language))}</span>'
    return (
        f'<svg aria-hidden="true"><g class="grid">{"".join(lines)}</g>{"".join(simple)}</svg>'
        f'<div class="heights" aria-hidden="true">{heights}</div><div class="widths" aria-hidden="true">{widths}</div>'
        f'<div class="lines">{"".join(names)}</div>'
    )


def _interval(accuracy: float, answers: int, scale: _Height) -> str:
    """A bar from the lower to the upper end of the interval of an accuracy, round the mark."""
    low, high = wilson(accuracy, answers)
    per_cent = TALL / 100
    above = (scale.place(accuracy) - scale.place(high)) * per_cent
    below = (scale.place(low) - scale.place(accuracy)) * per_cent
    return f'<s aria-hidden="true" style="--above:{above:.1f}px;--long:{above + below:.1f}px"></s>'


def _points(
    shown: Sequence[tuple[Entry, float, float]],
    across: Axis,
    scale: _Height,
    unit: str,
    answers: int | None,
    language: str,
) -> str:
    """The models, each at its place, with its name where no other name or mark stands.

    Args:
        answers: in the test set, by which the interval of an accuracy is drawn; None where that is not known.
    """
    shown = sorted(shown, key=lambda one: -one[2])
    names = [title(entry.architecture, entry.reference, language) for entry, _, _ in shown]
    places = [(across.place(value), scale.place(accuracy)) for _, value, accuracy in shown]
    items = []
    for (entry, _, accuracy), name, (x, y), (screen, left), (phone, left_on_phones) in zip(
        shown, names, places, _name_places(places, names, SCREEN), _name_places(places, names, PHONE), strict=True
    ):
        measured = percent(accuracy, 1)
        if answers:
            low, high = (percent(end, 1) for end in wilson(accuracy, answers))
            measured = say("models-interval", language, accuracy=measured, low=low, high=high)
        numbers = [measured] + [
            amount(known, one, language) + (f" {say('models-parameters', language)}" if one == "parameters" else "")
            for one in (unit, *AXES)
            if (known := entry.amount(one)) is not None
        ]
        summary = " · ".join(dict.fromkeys(numbers))
        sides = " mirrored" * left + " mirrored-on-phones" * left_on_phones
        moved = f"--beside:{(screen - y) * TALL / 100:.0f}px;--on-phones:{(phone - y) * TALL / 100:.0f}px"
        items.append(
            f'<li class="{colour_class(entry.architecture, entry.reference)}{sides}" tabindex="0" '
            f'style="left:{x:.2f}%;top:{y:.2f}%;{moved}">'
            f"{_interval(accuracy, answers, scale) if answers else ''}"
            f'<i aria-hidden="true">{safe(plain_mark(entry.architecture, entry.reference))}</i>'
            f"<span><b>{safe(name)}</b> <small>{safe(summary)}</small></span></li>"
        )
    return f'<ul class="points" aria-label="{safe(say("models-plot", language))}">{"".join(items)}</ul>'


def _name_places(places: Sequence[tuple[float, float]], names: Sequence[str], width: float) -> list[tuple[float, bool]]:
    """Where each name stands on a plot as wide as that (pixels): in per cent from above, and whether left of its mark.

    Level with it if there is room on either side, and else as little above or below as other names and marks allow.
    """
    taken = [(x - 100 * GAP / width, x + 100 * GAP / width, y) for x, y in places]
    found = []
    for (x, y), name in zip(places, names, strict=True):
        near, far = 100 * GAP / width, 100 * (NAME_GAP + _name_width(name)) / width
        sides = {False: (x + near, x + far), True: (x - far, x - near)}
        usual = x > MIRRORED
        turned = [not usual] if sides[not usual][0] >= 0 and sides[not usual][1] <= 100 else []
        height, mirrored = next(
            (height, side)
            for step in itertools.count()
            for side in (usual, *turned)
            for height in (y + step, y - step)
            if not any(
                abs(height - top) < LABEL_TALL and sides[side][0] < end and sides[side][1] > start
                for start, end, top in taken
            )
        )
        taken.append((*sides[mirrored], height))
        found.append((height, mirrored))
    return found


def _name_width(name: str) -> float:
    """How wide a name is, in pixels, about."""
    return sum(
        FULL if east_asian_width(letter) in "WF" else CAPITAL if letter.isupper() else SMALL
        for letter in name[:MOST_LETTERS]
    )


def _how_to_read(data: str, catalogue: Catalogue, language: str) -> str:
    waits = f'<p class="pulse">{safe(say("models-timing", language))}</p>' if catalogue.loading else ""
    simple = f" {say('models-simple', language, data=data)}" if data in BASELINES else ""
    interval = f" {say('models-interval-how', language, answers=f'{ANSWERS[data]:,}')}" if data in ANSWERS else ""
    return f"{waits}<p>{safe(say('models-how', language) + interval + simple)}</p>"
