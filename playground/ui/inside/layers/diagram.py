"""Blocks -> one SVG, and the same as text: “Layer by layer”. Pure functions, no gradio.

Colours are CSS variables of the page, so that the drawing follows light and dark; `pictures.js` writes them out
when it is kept as a file. Widths of words are estimated, since nothing here can measure them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from playground.models.block_builder import FEW
from playground.models.blocks import Block, Shape
from playground.ui.components.markup import safe
from playground.ui.components.svg import text_width
from playground.ui.inside.layers.queries import LayerOptions
from playground.ui.inside.layers.words import say
from playground.ui.language.architectures import readable, words_if_known
from playground.ui.language.numbers import percent, powered
from playground.ui.language.translations import label

WIDTHS = {"wide": (760, 12), "narrow": (364, 7)}  # of the drawing, and what is left free inside a block
COLUMN = 196  # of blocks beside each other at least; a wide drawing grows with them, in a narrow one they are stacked
LEAST = 0.0001  # what is smaller is written with a power of ten
LETTERS = 24  # of a word or of the text
STEP, LINE = 16, 17  # between blocks, a line of text
BETWEEN = 10  # between blocks beside each other
RAIL = 22  # room for a shortcut beside blocks


@dataclass
class Drawing:
    """What is drawn, growing downwards."""

    language: str
    options: LayerOptions
    word: str  # whose numbers are shown
    place: int  # of this word, from 0
    labels: Sequence[str]  # that the model chooses from
    side: int  # of the panel that it stands in
    kind: str = "wide"  # or narrow, for a phone
    pad: int = 0
    parts: list[str] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, kind: str = "", end: bool = False) -> None:
        """A line of text; `kind` is one of `STYLES`."""
        anchor = ' text-anchor="end"' if end else ""
        written = safe(text) if kind != "formula" else _INDEX.sub(_LOWER, safe(text))
        self.parts.append(f'<text x="{x:g}" y="{y:g}"{anchor} {STYLES[kind]}>{written}</text>')


_INDEX = re.compile(r"_(\w+(?:[−+]\d+)?)")  # h_t−1
_LOWER = r'<tspan dy="3" font-size="12">\1</tspan><tspan dy="-3">&#8203;</tspan>'
_SANS, _MONO = 'font-family="system-ui, sans-serif"', 'font-family="ui-monospace, Consolas, monospace"'
STYLES = {
    "": f'{_SANS} font-size="13" fill="var(--ink)"',
    "title": f'{_SANS} font-size="14" font-weight="600" fill="var(--ink)"',
    "soft": f'{_SANS} font-size="12" fill="var(--soft)"',
    "formula": f'{_MONO} font-size="12.5" fill="var(--ink)"',
    "shape": f'{_MONO} font-size="12" fill="var(--soft)"',
}


def diagram(blocks: Sequence[Block], drawing: Drawing, title: str) -> str:
    """The diagram as one SVG, with a title for those who do not see it."""
    width, drawing.pad = WIDTHS[drawing.kind]
    width = max(width, round(8 + max(_least_width(drawing, block) for block in blocks)))
    height = _blocks_below(drawing, blocks, 7, 1, width - 8) + 2
    return (
        f'<svg class="diagram {drawing.kind}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" '
        f'width="{width}" height="{height:g}" style="--own:{width}px" role="group" aria-label="{safe(title)}">'
        f"{''.join(drawing.parts)}</svg>"
    )


def _least_width(drawing: Drawing, block: Block) -> float:
    """Pixels that a block takes at least, with what is unfolded in it."""
    if not block.parts or not drawing.options.shows(block.id):
        return COLUMN
    inside = max(_least_width(drawing, part) for part in block.parts)
    if _parts_beside(drawing, block):
        inside = len(block.parts) * (inside + BETWEEN) - BETWEEN
    return inside + 2 * drawing.pad + _shortcut_room(block.parts)


def _parts_beside(drawing: Drawing, block: Block) -> bool:
    """Whether its parts are drawn side by side. Gates are not: they are one formula four times, and easier to compare
    when they stand below each other."""
    return block.beside and drawing.kind == "wide" and block.key != "gates"


def _shortcut_room(blocks: Sequence[Block]) -> int:
    return RAIL if any(block.back for block in blocks) else 0


def _blocks_beside(drawing: Drawing, blocks: Sequence[Block], x: float, y: float, width: float) -> float:
    """Blocks side by side: all read what comes in above them, and what they give is joined below; where that ends."""
    each = (width - BETWEEN * (len(blocks) - 1)) / len(blocks)
    lefts = [x + at * (each + BETWEEN) for at in range(len(blocks))]
    ends = [_block(drawing, block, left, y + STEP, each) for block, left in zip(blocks, lefts, strict=True)]
    joined = max(ends) + STEP / 2
    first, last = lefts[0] + each / 2, lefts[-1] + each / 2
    for left in lefts:
        _arrow(drawing, left + each / 2, y, y + STEP)
    down = "".join(f"M{left + each / 2:g} {end:g}V{joined:g}" for left, end in zip(lefts, ends, strict=True))
    drawing.parts.append(
        f'<path d="M{first:g} {y:g}H{last:g}{down}M{first:g} {joined:g}H{last:g}" fill="none" stroke="var(--soft)" '
        'stroke-width="1.4"/>'
    )
    return joined


def _blocks_below(
    drawing: Drawing, blocks: Sequence[Block], x: float, y: float, width: float, beside: bool = False
) -> float:
    """Blocks below each other, with arrows between them unless they stand beside each other; where they end."""
    rail = _shortcut_room(blocks)
    tops, ends = [], []
    for at, block in enumerate(blocks):
        if at:
            if not beside:
                _arrow(drawing, x + (width - rail) / 2, y, y + STEP)
            y += STEP if not beside else 7
        tops.append(y)
        y = _block(drawing, block, x, y, width - rail)
        ends.append(y)
        if block.back:
            start, goal, right = tops[at - block.back] - STEP / 2, tops[at] + 18, x + width - rail
            path = f"M{(x + right) / 2:g} {start:g}H{right + 14:g}V{goal:g}H{right + 3:g}"
            drawing.parts.append(
                f'<path d="{path}" fill="none" stroke="var(--soft)" stroke-width="1.4" stroke-dasharray="5 3"/>'
                f'<path d="M{right + 6:g} {goal - 4:g}l-6 4l6 4z" fill="var(--soft)"/>'
            )
    if beside and len(blocks) > 1:
        drawing.parts.append(
            f'<path d="M{x - 4:g} {tops[0]:g}V{ends[-1]:g}" stroke="var(--a, var(--soft))" stroke-width="2.5"/>'
        )
    return y


def _arrow(drawing: Drawing, x: float, top: float, bottom: float) -> None:
    drawing.parts.append(
        f'<path d="M{x:g} {top:g}V{bottom - 4:g}" stroke="var(--soft)" stroke-width="1.4"/>'
        f'<path d="M{x - 4:g} {bottom - 6:g}l4 6l4 -6z" fill="var(--soft)"/>'
    )


def _block(drawing: Drawing, block: Block, x: float, y: float, width: float) -> float:
    """Draw one block, with its parts where it is unfolded; where it ends."""
    unfolded, start = drawing.options.shows(block.id), len(drawing.parts)
    bottom = _block_head(drawing, block, x, y, width, unfolded)
    if unfolded:
        bottom = _block_content(drawing, block, x, bottom + 4, width)
    stroke = "var(--a, var(--soft))" if block.parts else "var(--line)"
    fill = "var(--card)" if block.parts or not unfolded else "var(--wash)"
    frame = (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{bottom - y:g}" rx="5" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1"/>'
    )
    drawing.parts.insert(start, frame)  # behind what is written on it
    return bottom


def _block_head(drawing: Drawing, block: Block, x: float, top: float, width: float, unfolded: bool) -> float:
    """Draw what stands in a block at all times: a button with its title, shape, formula and counts; where it ends."""
    name, pad, inner = title(block, drawing.language), drawing.pad, width - 2 * drawing.pad
    drawing.parts.append(
        f'<g class="fold" role="button" tabindex="0" data-open="{safe(block.id)}" data-side="{drawing.side}" '
        f'aria-expanded="{"true" if unfolded else "false"}"><title>{safe(name)}</title>'
    )
    y = top + 22
    drawing.write(x + pad, y, "▾" if unfolded else "▸", "soft")
    for number, line in enumerate(wrapped(name, inner - 15, 15)):
        y += LINE * bool(number)
        drawing.write(x + pad + 15, y, line, "title")
    gives = shape(block.gives, drawing.language)
    if 15 + text_width(name, 14, bold=True) + text_width(gives, 12, mono=True) + 20 <= inner:
        drawing.write(x + width - pad, y, gives, "shape", end=True)
    else:
        y = _lines(drawing, wrapped(gives, inner - 15, 12, mono=True), x + pad + 15, y, "shape")
    formula, count = block.formula, counts(block, drawing.language)
    if formula:
        y = _lines(drawing, wrapped(formula, inner - 15, 12.5, mono=True), x + pad + 15, y, "formula")
    if formula and count and 15 + text_width(formula, 12.5, mono=True) + text_width(count, 12) + 20 <= inner:
        drawing.write(x + width - pad, y, count, "soft", end=True)
    elif count:
        y = _lines(drawing, wrapped(count, inner - 15, 12), x + pad + 15, y, "soft")
    y += 10
    drawing.parts.append(
        f'<rect x="{x + 1:g}" y="{top + 1:g}" width="{width - 2:g}" height="{y - top - 2:g}" fill="transparent"/></g>'
    )
    return y


def _lines(drawing: Drawing, lines: Sequence[str], x: float, y: float, kind: str) -> float:
    """Write lines below the one at `y`; where the last one stands."""
    for line in lines:
        y += LINE
        drawing.write(x, y, line, kind)
    return y


def _block_content(drawing: Drawing, block: Block, x: float, y: float, width: float) -> float:
    """Draw what an unfolded block holds: what it says, and its parts; where it ends."""
    pad, inner = drawing.pad, width - 2 * drawing.pad
    lines = details(block, drawing.word, drawing.place, drawing.labels, drawing.language)
    for line, kind in lines if not block.parts else lines[:1]:
        for piece in wrapped(line, inner - 15, 12 if kind else 13, mono=kind == "shape"):
            drawing.write(x + pad + 15, y + 5, piece, kind)
            y += LINE
    if not block.parts:
        return y + 4
    if _parts_beside(drawing, block):
        return _blocks_beside(drawing, block.parts, x + pad, y + 4, inner) + pad
    return _blocks_below(drawing, block.parts, x + pad, y + 4, inner, block.beside) + pad


# ---- what a block says


def title(block: Block, language: str) -> str:
    """A block's name, with the number of the layer or the width of the filters."""
    if block.key == "dropout":
        return say("apart-rate", language, number=f"{block.number:g}")
    named = words_if_known(say, f"block-{block.key}", language, number=f"{block.number:g}", times=block.times)
    return named or readable(block.key)


def shape(given: Shape, language: str) -> str:
    """A shape with the names of its dimensions: batch 1, words 9, hidden 160."""
    named = [f"{words_if_known(say, f'dim-{name}', language) or readable(name)} {size:,}" for name, size in given]
    return ", ".join(named) or say("apart-one", language)


def counts(block: Block, language: str) -> str:
    """Parameters and multiplications, where there are any."""
    parts = []
    if block.parameters:
        parts.append(say("apart-parameters", language, count=f"{block.parameters:,}"))
    if block.multiplications:
        parts.append(say("apart-multiplications", language, count=f"{block.multiplications:,}"))
    return " · ".join(parts)


def details(block: Block, word: str, place: int, labels: Sequence[str], language: str) -> list[tuple[str, str]]:
    """What an unfolded block says: what it does, what it reads and gives, and its numbers; (line, style).

    Of labels those with the largest numbers are shown, by name; of anything else the first few.
    """
    does = words_if_known(say, f"does-{block.key}", language, number=f"{block.number:g}", times=block.times)
    lines = [(does, "soft")] if does else []
    if block.reads:
        lines.append((say("apart-reads", language, shape=shape(block.reads, language)), "shape"))
    lines.append((say("apart-gives", language, shape=shape(block.gives, language)), "shape"))
    if block.values:
        shown = [written(value) for value in block.values]
        if block.gives and block.gives[-1][0] == "labels" and len(shown) == len(labels):
            best = sorted(range(len(labels)), key=lambda at: -block.values[at])[:FEW]  # type: ignore[operator]
            shares = [
                percent(float(value), 1) if block.key == "softmax" else one
                for value, one in zip(block.values, shown, strict=True)
            ]
            shown = [f"{label(labels[at], language)} {shares[at]}" for at in best]
        values = ",  ".join(one.replace(" ", "\u00a0") for one in shown)  # no line ends within a number
        own = any(name in ("words", "positions", "spellings") for name, _ in block.gives) and block.key != "target"
        if own:
            lines.append((say("apart-values", language, place=place + 1, word=short(word), values=values), ""))
        else:
            lines.append((say("apart-numbers", language, values=values), ""))
    return lines


def written(value: float | int | str) -> str:
    """A number with three digits that count, or a word."""
    if isinstance(value, str):
        return short(value)
    if isinstance(value, int):
        return f"{value:,}"
    if 0 < abs(value) < LEAST:
        return powered(value, 1)
    return (f"{value + 0.0:.3g}" if abs(value) < 999.5 else f"{value:,.0f}").replace("-", "−")  # −0 is 0


def short(given: str) -> str:
    """Somebody's text in one line that fits, with nothing in it that an SVG may not hold."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in given).split())
    return plain if len(plain) <= LETTERS else f"{plain[:LETTERS]}…"


def text(blocks: Sequence[Block], word: str, place: int, labels: Sequence[str], language: str, depth: int = 0) -> str:
    """The whole diagram as indented lines, every block unfolded: for screen readers, and for copying."""
    lines = []
    for block in blocks:
        indent = "  " * depth
        lines.append(f"{indent}{title(block, language)}" + (f": {block.formula}" if block.formula else ""))
        lines += [f"{indent}    {line}" for line, _ in details(block, word, place, labels, language)]
        if counts(block, language):
            lines.append(f"{indent}    {counts(block, language)}")
        if block.parts:
            lines.append(text(block.parts, word, place, labels, language, depth + 1))
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """Which share of the multiplications a part of them is, in per cent."""
    return percent(part / whole if whole else 0.0, 1)


def wrapped(line: str, room: float, size: float, mono: bool = False) -> list[str]:
    """A line broken where it grows too long; between words, and between any two Chinese characters."""
    pieces: list[str] = []
    for letter in line:
        wordy = pieces and letter != " " and pieces[-1][-1:] != " "
        if (wordy and ord(letter) <= 0x2E7F and ord(pieces[-1][-1]) <= 0x2E7F) or (pieces and letter == " "):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size, mono) > room:
            lines.append("")
        lines[-1] += piece
    return [one.rstrip() for one in lines]
