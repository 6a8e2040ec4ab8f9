"""Records -> HTML: the ways of all chosen models' states through the text, side by side. Pure functions, no gradio.

Each is an SVG of its own with the same unit across and up, since distances mean something. Labels are placed round
their points where they cover nothing that stands already; a point without one says its word when it is pointed at. All
of them stand in a table below, unless they are too many to be read.
"""

from collections.abc import Sequence

from playground.lenses.inside.state_path import Path
from playground.lenses.predict.prefixes import DENSE_WORDS, SPARSE_POINTS
from playground.lenses.predict.spans import kinds, word_shares
from playground.tasks import TASKS
from playground.ui.components import model_names
from playground.ui.components.controls import download_buttons
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, heading, name
from playground.ui.components.svg import text_width
from playground.ui.components.tag_colours import family
from playground.ui.inside.all_models.downloads import all_models_file_name
from playground.ui.inside.all_models.queries import AllModelsView, ModelView
from playground.ui.inside.all_models.words import say
from playground.ui.language.architectures import words_of
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

SIZES = {"wide": (560, 400), "narrow": (330, 360)}  # of a drawing at most; the narrow one is for a phone
LEAST_TALL, MARGIN = 150, 34
LETTERS, TAG, LINE, GAP = 14.5, 8.8, 15, 10  # of a label, and from its point, in the drawing's units: about
IN_TABLE = 128  # points at most
LONG = 24  # points, of which only the latest are drawn in full
LEAST_SHARE = 0.25  # of a colour's strength, where an answer is a toss-up

Box = tuple[float, float, float, float]


def paths(group: AllModelsView, language: str) -> str:
    """A panel a model; those that are being loaded or have failed say so."""
    panels = "".join(_panel(group, at, language) for at in range(len(group.members)))
    return f'{_reading(group, language)}<div class="panels paths">{panels}</div>'


def _reading(group: AllModelsView, language: str) -> str:
    """A slider for how far a long text is read: the latest points stand out, and all others are faint."""
    longest = max((len(member.path.words_read) for member in group.members if member.path), default=0)
    if longest <= LONG:
        return ""
    most = max(member.path.words_read[-1] for member in group.members if member.path)
    return (
        f'<label class="slider scrub"><span>{safe(say("path-scrub", language, count=LONG))} <output></output></span>'
        f'<input type="range" data-scrub="{LONG}" min="1" max="{most}" value="{most}"></label>'
    )


def absent(member: ModelView, language: str) -> str:
    """The panel of a model that has failed, or is being loaded."""
    key, reference = member.architecture, member.reference
    reason = model_names.missing(key, reference, member.failed, language)
    above = heading(key, reference, language)
    return f'<article class="panel-inside {colour_class(key, reference)}">{above}{reason}</article>'


def _panel(group: AllModelsView, at: int, language: str) -> str:
    member = group.members[at]
    found = member.path
    if found is None:
        return absent(member, language)
    per_word = TASKS[found.task].per_word
    sentences = [words_of(member.architecture, say, "path-of-words" if per_word else "path-of-text", language)]
    sentences.append(say("path-colour-words" if per_word else "path-colour-text", language))
    if len(found.words_read) > 1:
        first, second = found.variance
        shares = {"share": percent(first + second), "first": percent(first), "second": percent(second)}
        sentences.insert(0, say("path-variance", language, **shares))
        drawn = "".join(_drawing(member, found, kind, language) for kind in SIZES)
        body = f"{drawn}{_table(found, language)}{download_buttons(language)}"
    else:
        body = f'<p class="note">{safe(say("path-one", language))}</p>'
    if not per_word and found.words_read[-1] > DENSE_WORDS:
        sentences.append(say("path-sparse", language, every=DENSE_WORDS, count=SPARSE_POINTS))
    unread = sum(not word.read for word in found.words)
    if unread:
        sentences.append(say("inside-unread", language, count=f"{unread:,}", limit=len(found.words) - unread))
    notes = "".join(f'<p class="note">{safe(one)}</p>' for one in sentences)
    above = heading(member.architecture, member.reference, language)
    return (
        f'<article class="panel-inside neutral" data-side="{at}" '
        f'data-name="{all_models_file_name(group, at)}">{above}{notes}{body}</article>'
    )


def legend(group: AllModelsView, language: str) -> str:
    """What the colours stand for; empty where no model has two labels or tags."""
    found = next((member.path for member in group.members if member.path), None)
    if found is None:
        return ""
    if TASKS[found.task].per_word:
        return say("path-tags", language)
    if len(found.labels) != 2:
        return ""
    other, shown = (label(one, language) for one in found.labels)
    return say("path-two", language, mark="●", label=shown, other_mark="■", other=other)


# ---- a drawing


def _drawing(member: ModelView, found: Path, kind: str, language: str) -> str:
    wide = SIZES[kind][0]
    places, tall = _placed(found, *SIZES[kind])
    answers = [_answer(found, at, language) for at in range(len(places))]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    values = {"count": len(places), "first": answers[0], "last": answers[-1]}
    aria = say("path-drawing", language, model=name(member.architecture, member.reference, language), **values)
    dots = "".join(_dot(found, at, place, answers[at]) for at, place in enumerate(places))
    return (
        f'<svg class="path {kind} walked" role="group" aria-label="{safe(aria)}" viewBox="0 0 {wide} {tall}">'
        f'<polyline class="whole" points="{line}"/>{dots}{_labels(found, places, (wide, tall))}</svg>'
    )


def _placed(found: Path, wide: int, most: int) -> tuple[list[tuple[float, float]], int]:
    """Where the points stand in the drawing, the same unit both ways, and how tall it is."""
    points = found.coordinates
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2
    room = (wide - 2 * MARGIN, most - 2 * MARGIN)
    unit = min(size / (span or 1e-9) for size, span in zip(room, (high - low).tolist(), strict=True))
    unit = 0.0 if unit > 1e6 else unit
    tall = max(LEAST_TALL, round((high - low)[1] * unit) + 2 * MARGIN)
    return [(wide / 2 + (x - middle[0]) * unit, tall / 2 - (y - middle[1]) * unit) for x, y in points.tolist()], tall


def _word(found: Path, at: int) -> str:
    return found.words[found.words_read[at] - 1].text


def _best(found: Path, at: int) -> tuple[str, float]:
    """The answer at a point; where characters are tagged, the tag of the word in which the character stands."""
    made = _made_word(found, at)
    if made:
        best, shares = word_shares(found.labels, found.probabilities, made)
        return kinds(found.labels)[best], float(shares[best])
    row = found.probabilities[at]
    best = int(row.argmax())
    return found.labels[best], float(row[best])


def _made_word(found: Path, at: int) -> range | None:
    """The characters of the word that is made of that of a point; None where words are tagged."""
    return next((places for places in found.joined or () if at in places), None)


def _answer(found: Path, at: int, language: str) -> str:
    """The answer at a point as a phrase: "film: NOUN 98 %"."""
    best, share = _best(found, at)
    word, made = f"“{_word(found, at)}”", _made_word(found, at)
    if made and len(made) > 1:
        whole = "".join(found.words[place].text for place in made)
        word = say("path-in-word", language, character=word, word=f"“{whole}”")
    return say("path-point", language, word=word, answer=label(best, language), share=percent(share))


def _dot(found: Path, at: int, place: tuple[float, float], title: str) -> str:
    """A mark in the colour of the answer: of two labels a disc for the second and a square for the first."""
    x, y = place
    best, share = _best(found, at)
    two = len(found.labels) == 2
    if two:
        style = "for" if best == found.labels[1] else "against"
        strength = LEAST_SHARE + (1 - LEAST_SHARE) * (2 * share - 1)
    else:
        style, strength = f"f-{family(best)}", 1.0
    ends = " first" if at == 0 else " last" if at == len(found.words_read) - 1 else ""
    size = {"": 4.5, " first": 6.5, " last": 8.0}[ends]
    if two and style == "against":
        shape = f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:g}" height="{2 * size:g}"'
    else:
        shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"'
    looks = f'class="{style}{ends}" style="--v:{100 * strength:.0f}%" data-read="{found.words_read[at]}"'
    return f'{shape} {looks} role="img" tabindex="-1" aria-label="{safe(title)}" data-tip="{safe(title)}"/>'


def _labels(found: Path, places: Sequence[tuple[float, float]], room: tuple[int, int]) -> str:
    """Words beside their points, the last and the first one before all others."""
    per_word = TASKS[found.task].per_word
    last = len(places) - 1
    taken: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in places[:-1]]
    x, y = places[-1]
    taken.append((x - 8, y - 8, x + 8, y + 8))
    drawn = []
    for at in dict.fromkeys((last, 0, *range(1, last))):
        made = _made_word(found, at)
        word, tag = _word(found, at), _best(found, at)[0] if per_word and (made is None or made.start == at) else ""
        shown = word if len(word) <= 14 else word[:13] + "…"
        width = text_width(shown, LETTERS) + TAG * (len(tag) + 1) * bool(tag)
        box = _free(places[at], width, taken, room)
        if box is None:
            continue
        taken.append(box)
        small = f' <tspan class="tag">{safe(tag)}</tspan>' if tag else ""
        unknown = "" if found.words[found.words_read[at] - 1].known else ' class="u"'
        read = f' data-read="{found.words_read[at]}"'
        drawn.append(f'<text x="{box[0]:.1f}" y="{box[3] - 4:.1f}"{unknown}{read}>{safe(shown)}{small}</text>')
    return "".join(drawn)


def _free(place: tuple[float, float], width: float, taken: Sequence[Box], room: tuple[int, int]) -> Box | None:
    """A box beside a point, inside the drawing, that covers none of the others."""
    x, y = place

    for left, top in (
        (x + GAP, y - LINE / 2),
        (x - GAP - width, y - LINE / 2),
        (x - width / 2, y - GAP - LINE),
        (x - width / 2, y + GAP),
        (x + 8, y - 8 - LINE),
        (x + 8, y + 8),
        (x - 8 - width, y - 8 - LINE),
        (x - 8 - width, y + 8),
    ):
        box = (left, top, left + width, top + LINE)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= room[0] and box[3] <= room[1]
        if inside and not any(_cover(box, other) for other in taken):
            return box
    return None


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _table(found: Path, language: str) -> str:
    if len(found.words_read) > IN_TABLE:
        return ""
    heads = "".join(f"<th>{safe(say(key, language))}</th>" for key in ("word", "path-across", "path-up", "path-answer"))
    rows = []
    for at, (x, y) in enumerate(found.coordinates.tolist()):
        best, share = _best(found, at)
        cells = (
            f"{x:.2f}".replace("-", "−"),
            f"{y:.2f}".replace("-", "−"),
            f"{label(best, language)} {percent(share)}",
        )
        data = "".join(f"<td>{safe(cell)}</td>" for cell in cells)
        rows.append(f'<tr><th dir="auto">{safe(_word(found, at))}</th>{data}</tr>')
    return (
        f'<details class="how points"><summary>{safe(say("path-table", language))}</summary>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></details>"
    )
