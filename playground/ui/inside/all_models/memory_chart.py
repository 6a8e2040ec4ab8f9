"""Records -> HTML: how far back all chosen models listen, in one chart a measure. Pure functions, no gradio.

A place on the axis is a word of the text. The marked lines are this text's; the thin ones behind them are the means
over dev sentences, laid so that distance 0 falls on the chosen or last word. The scale is logarithmic where the numbers
differ by more than `LINEAR` times; what is exactly zero then stands on a line of its own below the scale.
"""

import math
from collections.abc import Sequence

import numpy as np

from playground.checkpoints import UNTRAINED
from playground.lenses.inside.memory import FARTHEST, Memory
from playground.lenses.predict.spans import BEGINS, GOES_ON
from playground.models.architectures import ARCHITECTURES
from playground.ui.components.controls import download_buttons
from playground.ui.components.data_table import table_of_chart
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, name, named, plain_mark
from playground.ui.components.word_axis import MARKS_A_LINE, UPRIGHT_WORDS, places_width
from playground.ui.inside.all_models.downloads import all_models_file_name
from playground.ui.inside.all_models.queries import AllModelsView, ModelView
from playground.ui.inside.all_models.words import say
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.numbers import percent, powered
from playground.ui.language.translations import label

LINEAR = 50  # times that the largest number may be above the smallest on a plain scale
DECADES = 8  # of a logarithmic scale at most; what is smaller is drawn at its end
ZERO_ROOM = 12  # % of the height for what is exactly zero, below a logarithmic scale

Line = dict[int, float]  # place -> number


def memory(group: AllModelsView, language: str) -> str:
    """Both charts with what has to be known to read them."""
    heard = [member for member in group.members if member.memory and len(member.memory.gradients)]
    if not heard:
        return ""
    kind = "word" if group.word is not None else "text"
    notes_shown = [say(f"memory-how-{kind}", language), say("memory-vanishing", language)]
    notes_shown = [safe(one) for one in notes_shown] + development_means(heard, language)
    notes = "".join(f'<p class="note">{one}</p>' for one in notes_shown)
    charts = "".join(
        _chart(group, members, measure, language)
        for members in _same_words(heard)
        for measure in ("gradients", "deletions")
    )
    return (
        f'<article class="panel-inside memory-charts" data-side="0" data-name="{all_models_file_name(group)}">'
        f"{_answers(group, heard, language)}{_key(heard, language)}{charts}{notes}"
        f'<p class="note">{safe(say("not-memory", language))}</p>{download_buttons(language)}</article>'
    )


def _same_words(heard: Sequence[ModelView]) -> list[list[ModelView]]:
    """The models, those together that divide the text into the same words: one axis each."""
    groups: dict[tuple[str, ...], list[ModelView]] = {}
    for member in heard:
        assert member.memory is not None
        groups.setdefault(tuple(word.text for word in member.memory.words), []).append(member)
    return list(groups.values())


def _answers(group: AllModelsView, heard: Sequence[ModelView], language: str) -> str:
    """What the charts are about: each model's answer."""
    answers = []
    for member in heard:
        assert member.memory is not None
        answers.append(f"{_named(member, language)}&nbsp;<b>{safe(label(member.memory.answer, language))}</b>")
    first = heard[0].memory
    assert first is not None
    place = {"place": first.word + 1, "word": first.words[first.word].text}
    joined = first.answer.startswith((BEGINS, GOES_ON))  # the tag is that of a character
    kind = "" if group.word is None else "-character" if joined else "-word"
    about = say(f"memory-about{kind}", language, **place)
    return f'<p class="about">{safe(about)} {" · ".join(answers)}</p>'


def _named(member: ModelView, language: str) -> str:
    return named(member.architecture, member.reference, language)


def _key(heard: Sequence[ModelView], language: str) -> str:
    names = "".join(f"<li>{_named(member, language)}</li>" for member in heard)
    thin = safe(say("memory-thin", language))
    behind = f'<li class="thin"><i></i> {thin}</li>' if any(member.means for member in heard) else ""
    return f'<ul class="key">{names}{behind}</ul>'


def development_means(heard: Sequence[ModelView], language: str) -> list[str]:
    """What the stored means say, as HTML: what is left of the gradient a word, and which forgets faster."""
    shares, sources = [], []
    for member in heard:
        means = member.means
        if means is None or means.kept is None:
            continue
        far = max((-at for at, mean in zip(means.distances, means.gradients, strict=True) if mean > 0), default=0)
        left = say("memory-kept", language, share=percent(means.kept, 1))
        if far < min(FARTHEST, -means.distances[0]):
            left = say("memory-zero", language, count=far)
        shares.append(f"{_named(member, language)}&nbsp;{safe(left).replace(' %', '&nbsp;%')}")
        sources.append(say("memory-source", language, count=means.sentences, data=means.data, words=means.least_words))
    if not shares:
        return []
    source = LANGUAGES[language].separator.join(dict.fromkeys(sources))
    told = safe(say("memory-means", language, source=source, shares="\n"))
    lines = [told.replace("\n", LANGUAGES[language].separator.join(shares))]
    verdict = _verdict(heard, language)
    return [*lines, f"<b>{safe(verdict)}</b>"] if verdict else lines


def _verdict(heard: Sequence[ModelView], language: str) -> str:
    by = {member.architecture: member for member in heard if member.means and member.means.kept is not None}
    sentences = []
    for key, longer in by.items():
        facts = ARCHITECTURES[key]
        shorter = by.get(facts.remembers_longer_than)
        if shorter is None:
            continue
        assert shorter.means is not None
        assert longer.means is not None
        faster = (shorter.means.kept or 0) < (longer.means.kept or 0)
        titles = {"shorter": ARCHITECTURES[facts.remembers_longer_than].title, "longer": facts.title}
        sentences.append(say("memory-faster" if faster else "memory-not-faster", language, **titles))
        if not faster and shorter.pooled and longer.pooled:
            sentences[-1] += say("memory-pooled", language)
    return " ".join(sentences)


# ---- a chart


def _chart(group: AllModelsView, heard: Sequence[ModelView], measure: str, language: str) -> str:
    own = [_line(member, measure) for member in heard]
    means = [_means(member, measure) for member in heard]
    longest = _longest(heard)
    length = len(longest.gradients)
    texts = [word.text for word in longest.words[:length]]
    numbers = [number for line in (*own, *means) for number in line.values()]
    scale = Scale(numbers)
    turned = length > UPRIGHT_WORDS
    names = "|".join(name(member.architecture, member.reference, language) for member in heard)
    kind = "memory-log-deletions" if measure == "deletions" else "memory-log"
    note = say(kind, language) if scale.logarithmic else say("memory-plain", language)
    if any(
        len(line) < len(member.memory.gradients) - 1 for member, line in zip(heard, own, strict=True) if member.memory
    ):
        note += " · " + say("memory-part", language)
    sign = f"<span> · {safe(say('memory-deletions-sign', language))}</span>" if measure == "deletions" else ""
    ticks = "".join(f'<span style="top:{scale.height(at):.1f}%">{safe(short(at))}</span>' for at in scale.ticks)
    return (
        f'<figure class="growth{" turned" if turned else ""}" data-measure="{measure}"><figcaption>'
        f"<h3>{safe(say(f'memory-{measure}', language))}</h3>"
        f"<p>{safe(say(f'memory-{measure}-axis', language))} · {safe(note)}{sign}</p></figcaption>"
        f'<div class="chart" data-names="{safe(names)}" data-after="{{}}">'
        f'<div class="ticks" aria-hidden="true">{ticks}</div><div class="scroll">'
        f'<div class="plot" style="min-width:{places_width(texts, turned)}px">'
        f"{_drawing(heard, own, means, scale, length, language)}"
        f'<div class="places">{_places(group, heard, own, measure, language)}</div></div></div></div>'
        f"{table_of_chart(say('word', language), language)}</figure>"
    )


def _line(member: ModelView, measure: str) -> Line:
    assert member.memory is not None
    values = np.abs(getattr(member.memory, measure))
    return {at: float(value) for at, value in enumerate(values) if not math.isnan(value)}


def _means(member: ModelView, measure: str) -> Line:
    """The means, laid over the places of this text."""
    if member.means is None or member.memory is None:
        return {}
    pairs = zip(member.means.distances, getattr(member.means, measure), strict=True)
    placed = {member.memory.word + at: mean for at, mean in pairs if mean is not None}
    return {at: mean for at, mean in placed.items() if 0 <= at < len(member.memory.gradients)}


class Scale:
    """Numbers -> heights in per cent, 0 at the top."""

    def __init__(self, numbers: Sequence[float]) -> None:
        above = [number for number in numbers if number > 0]
        self.high = max(above, default=1.0)
        low = min(above, default=self.high)
        self.logarithmic = self.high > LINEAR * low
        if not self.logarithmic:
            step = 10 ** math.floor(math.log10(self.high))
            self.high = next(step * times for times in (1, 2, 4, 6, 8, 10) if step * times >= self.high * 0.999)
            self.ticks: list[float] = [self.high, self.high / 2, 0.0]
            return
        self.top = math.ceil(math.log10(self.high) - 1e-9)
        self.bottom = max(math.floor(math.log10(low) + 1e-9), self.top - DECADES)
        self.room = ZERO_ROOM if len(above) < len(numbers) else 0
        every = 1 + (self.top - self.bottom) // 5
        self.ticks = [10.0**power for power in range(self.top, self.bottom - 1, -every)] + [0.0] * bool(self.room)

    def height(self, number: float) -> float:
        if not self.logarithmic:
            return 100 - 100 * number / self.high
        if number <= 0:
            return 100.0
        share = (self.top - math.log10(number)) / (self.top - self.bottom)
        return (100 - self.room) * min(max(share, 0.0), 1.0)


def short(number: float) -> str:
    """A number of a scale: 0.01, 5, 10⁻⁴."""
    if number == 0 or 0.009 < number < 9_999:
        return f"{number:g}"
    return powered(number, 1).removeprefix("1.0 · ")


def _drawing(
    heard: Sequence[ModelView], own: Sequence[Line], means: Sequence[Line], scale: Scale, length: int, language: str
) -> str:
    grid = "".join(f'<line x1="0" x2="100%" y1="{y:.1f}%" y2="{y:.1f}%"/>' for y in map(scale.height, scale.ticks))
    thin, thick, marks, labels = [], [], [], []
    for member, line, mean in zip(heard, own, means, strict=True):
        colour = colour_class(member.architecture, member.reference)
        dashed = " twin" if member.reference.endswith(UNTRAINED) else ""
        thin += [f'<polyline class="{colour} thin" points="{part}"/>' for part in _points(mean, scale)]
        thick += [f'<polyline class="{colour}{dashed}" points="{part}"/>' for part in _points(line, scale)]
        sign = plain_mark(member.architecture, member.reference)
        drawn = list(line.items())[:: -(1 + length // MARKS_A_LINE)]
        texts = "".join(
            f'<text x="{100 * (at + 0.5) / length:.2f}%" y="{scale.height(number):.1f}%">{sign}</text>'
            for at, number in drawn
        )
        marks.append(f'<g class="{colour}">{texts}</g>')
        ends = {"low": short_value(min(line.values(), default=0)), "high": short_value(max(line.values(), default=0))}
        labels.append(say("memory-line", language, model=name(member.architecture, member.reference, language), **ends))
    return (
        f'<svg role="img" aria-label="{safe("; ".join(labels))}"><g class="grid">{grid}</g>'
        f'<svg viewBox="0 0 {length} 100" preserveAspectRatio="none" overflow="visible">{"".join(thin + thick)}</svg>'
        f"{''.join(marks)}</svg>"
    )


def _points(line: Line, scale: Scale) -> list[str]:
    """The points of a line, broken where a place has no number."""
    parts: list[list[str]] = []
    before = None
    for at, number in sorted(line.items()):
        if before is None or at > before + 1:
            parts.append([])
        parts[-1].append(f"{at + 0.5:g},{scale.height(number):.1f}")
        before = at
    return [" ".join(part) for part in parts]


def _places(group: AllModelsView, heard: Sequence[ModelView], own: Sequence[Line], measure: str, language: str) -> str:
    """A place for each word: where one can be chosen a button; the numbers are shown when it is pointed at."""
    longest = _longest(heard)
    found = []
    for at, word in enumerate(longest.words[: len(longest.gradients)]):
        distance = at - longest.word
        distance_text = say(f"memory-at-{_way(distance, group)}", language, word=word.text, count=abs(distance))
        numbers = "|".join(
            _signed(member, measure, at) if at in line else "" for member, line in zip(heard, own, strict=True)
        )
        known = any(member.memory.words[at].known for member in heard if member.memory)
        text = safe(word.text) if known else f'<u class="u">{safe(word.text)}</u>'
        data = f'data-g="{safe(numbers)}" data-n="{safe(distance_text)}"'
        if group.word is None:
            found.append(f'<span {data}><b dir="auto">{text}</b></span>')
            continue
        chosen = at == longest.word
        found.append(
            f'<button type="button" {data} data-option="about" data-side="0" value="{at}" '
            f'aria-pressed="{str(chosen).lower()}" tabindex="{0 if chosen else -1}"><b dir="auto">{text}</b></button>'
        )
    return "".join(found)


def _longest(heard: Sequence[ModelView]) -> Memory:
    """That of the model that reads most words of the text."""
    return max((member.memory for member in heard if member.memory), key=lambda memory: len(memory.gradients))


def _way(distance: int, group: AllModelsView) -> str:
    if distance == 0:
        return "word" if group.word is not None else "last"
    return "before" if distance < 0 else "behind"


def _signed(member: ModelView, measure: str, at: int) -> str:
    assert member.memory is not None
    value = float(getattr(member.memory, measure)[at])
    sign = ("−" if value < 0 else "+" if value > 0 else "") if measure == "deletions" else ""
    return sign + short_value(abs(value))


def short_value(number: float) -> str:
    """A measured number with three digits: 0.0123, 4.56, 1.2 · 10⁻⁵."""
    return f"{number:.3g}" if number == 0 or number >= 0.001 else powered(number, 1)
