"""Records -> HTML. Pure functions; nothing here knows about gradio.

Everything that comes from a user (texts, labels, references) passes through `safe`. An architecture's colour and
mark, a tag's hue, the dotted underline of an unknown word are classes of `page.css`, so that they mean one thing in
light and dark and few bytes travel. Numbers stand in attributes (`data-…`); `page.js` writes them out where the
pointer or the keyboard asks.
"""

from collections.abc import Sequence
from typing import Any

from playground.checkpoints import UNTRAINED
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.models import ARCHITECTURES, Config
from playground.tasks import TASKS
from playground.ui.compare import growth_chart, tag_table
from playground.ui.compare.queries import Column, Comparison, ModelAnswer, majority, voting
from playground.ui.compare.words import say
from playground.ui.components.examples import example_of, what_to_notice
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, facts, heading, missing, named, title
from playground.ui.components.probability import workings
from playground.ui.components.states import nothing_to_answer
from playground.ui.language.numbers import count, milliseconds, percent
from playground.ui.language.translations import caution, label

UNREAD_SHOWN = 40  # words that were not read and are still written out, in grey
UNKNOWN_NAMED = 5  # out-of-vocabulary words
READING_WORDS = 40  # of a text that stands on each card as it was read
BARS_SHOWN = 8  # labels with a bar before the rest is folded


# ---- compare


def comparison(found: Comparison, language: str) -> str:
    """Every model's answer: columns and a curve for one label a text, a table for one label a word."""
    nothing = nothing_to_answer(found.text, [column.reference for column in found.columns], language)
    if nothing:
        return nothing
    absent = "".join(_missing(column, language) for column in found.columns if not column.answered)
    again = ' data-again="1"' if any(not (c.answered or c.failed) for c in found.columns) else ""
    if TASKS[found.task].per_word:
        body = "".join(_tag_panel(panel, language, len(found.panels) > 1) for panel in found.panels)
        body += f'<div class="columns">{absent}</div>' if absent else ""
    else:
        panels = found.panels or [[]]
        body = "".join(
            _label_panel(panel, "" if at else absent, language, len(panels) > 1) for at, panel in enumerate(panels)
        )
    return f'<div class="answers"{again}>{body}</div>'


def _missing(column: Column, language: str) -> str:
    """A column without an answer: its model is being loaded, or has failed."""
    key, reference = column.architecture, column.reference
    state = "failed" if column.failed else "loading"
    why = say("failed-why" if column.failed else "loading-why", language)
    content = missing(key, reference, column.failed, language) + f"<p>{safe(why)}</p>"
    return f'<article class="card {state}">{heading(key, reference, language)}{content}</article>'


def _label_panel(panel: Sequence[ModelAnswer], absent: str, language: str, named: bool) -> str:
    """The models with the same labels: what they say together, a column each, and their curves."""
    cards = "".join(_card(answered, panel, language) for answered in panel)
    names = ", ".join(label(one, language) for one in panel[0].prediction.labels) if panel else ""
    heading = f"<h3>{safe(say('panel', language, labels=names))}</h3>" if named and panel else ""
    verdict = f'<p class="verdict">{_cautioned(panel, language) or _verdict(panel, language)}</p>' if panel else ""
    curves = "".join(growth_chart.growth(group, language) for group in _same_words(panel))
    verdict += _notice(panel, language) if panel else ""
    return f'<section class="panel">{heading}{verdict}<div class="columns">{cards}{absent}</div>{curves}</section>'


def _same_words(panel: Sequence[ModelAnswer]) -> list[list[ModelAnswer]]:
    """The models with curves, those together that divide the text into the same words: one axis each."""
    groups: dict[tuple[str, ...], list[ModelAnswer]] = {}
    for answered in panel:
        if answered.growth:
            groups.setdefault(tuple(word.text for word in answered.prediction.words), []).append(answered)
    return list(groups.values())


def _notice(panel: Sequence[ModelAnswer], language: str) -> str:
    """Of an example: what most readers would say, and what is to be noticed."""
    prediction = panel[0].prediction
    found = example_of(prediction.text, prediction.task)
    if found is None:
        return ""
    if found.reads:
        named = ", ".join(f"{prediction.words[at].text} {tag}" for at, tag in found.reads)
        readers = say("readers-tags", language, tags=named)
    elif found.readers:
        readers = say("readers-label", language, label=label(found.readers, language))
    else:
        readers = "" if TASKS[prediction.task].per_word else say("readers-none", language)
    return what_to_notice(prediction.text, prediction.task, language, readers)


def _like_readers(answered: ModelAnswer, language: str) -> str:
    """Of an example, whether the model says what most readers would say."""
    found = example_of(answered.prediction.text, answered.prediction.task)
    if found is None or not found.readers or found.readers not in answered.prediction.labels:
        return ""
    same = found.readers == answered.prediction.label
    kind, key = ("right", "as-readers") if same else ("wrong", "unlike-readers")
    return f'<p class="readers {kind}">{safe(say(key, language))}</p>'


def _cautioned(panel: Sequence[ModelAnswer], language: str) -> str:
    """In place of what the models say together, that none of their answers says anything; empty where one does."""
    reasons = {answered.prediction.caution for answered in panel}
    only = reasons.pop() if len(reasons) == 1 else None
    return f'<span class="warn">{safe(caution(only, language))}</span>' if only else ""


def _verdict(panel: Sequence[ModelAnswer], language: str) -> str:
    """What the models that vote say together, in a sentence, and who of them is nearly undecided."""
    counted = voting(panel)
    apart = f' <span class="apart">{safe(say("untrained-apart", language))}</span>' if len(counted) < len(panel) else ""
    close = [f"{_named(one, language)} {safe(_largest(one))}" for one in counted if one.undecided]
    near = ""
    if close:
        told = say("undecided-who", language, models=" ".join(close))
        near = f' · <span class="undecided"><span aria-hidden="true">≈</span> {told}</span>'
    return f"{_counted_verdict(counted, language)}{near}{apart}"


def _largest(answered: ModelAnswer) -> str:
    return percent(float(answered.prediction.probabilities.max()), 1)


def _counted_verdict(panel: Sequence[ModelAnswer], language: str) -> str:
    votes = [str(answered.prediction.label) for answered in panel]
    most = majority(votes)
    if len(panel) == 1:
        only = panel[0]
        shown = title(only.facts.architecture, only.prediction.model, language)
        return safe(say("one-says", language, model=shown, label=label(votes[0], language)))
    if len(set(votes)) == 1:
        return safe(say("all-say", language, count=len(votes), label=label(votes[0], language)))
    sentences = []
    for answer in dict.fromkeys([most, *votes] if most else votes):
        if answer == most and answer is not None:
            whole = {"count": votes.count(answer), "total": len(votes), "label": label(answer, language)}
            sentences.append(safe(say("some-say", language, **whole)))
        else:
            who = [_named(one, language) for one in panel if one.prediction.label == answer]
            shown_label = label(str(answer), language)
            sentences.append(say("others-say", language, models=" ".join(who), label=safe(shown_label)))
    return f'<span class="differ" aria-hidden="true">≠</span> {" · ".join(sentences)}'


def _named(answered: ModelAnswer, language: str) -> str:
    return named(answered.facts.architecture, answered.prediction.model, language)


def _card(answered: ModelAnswer, panel: Sequence[ModelAnswer], language: str) -> str:
    prediction, facts = answered.prediction, answered.facts
    return (
        f'<article class="card {colour_class(facts.architecture, prediction.model)}">'
        + heading(facts.architecture, prediction.model, language, _milliseconds(answered, language))
        + _bars(prediction, language)
        + (f'<p class="warn">{safe(caution(prediction.caution, language))}</p>' if prediction.caution else "")
        + _like_readers(answered, language)
        + _undecided(answered, language)
        + f'<p class="facts">{_agreement(answered, panel, language)}{_parameters(answered, language)}</p>'
        + _words_read(prediction, facts.max_words, language)
        + _workings(answered, language)
        + about(facts.architecture, language, facts.config, [_learnt(answered, language)])
        + "</article>"
    )


def _bars(prediction: Prediction, language: str) -> str:
    """The probability of every label, as a bar and a number; of many labels the less probable ones folded."""
    scores = prediction.scores
    order = list(scores) if len(scores) <= BARS_SHOWN else sorted(scores, key=lambda one: -scores[one])

    def bar(one: str) -> str:
        best = " best" if one == prediction.label else ""
        return (
            f'<div class="bar{best}" style="--share:{100 * scores[one]:.1f}%"><dt>{safe(label(one, language))}</dt>'
            f"<dd>{safe(percent(scores[one], 1))}</dd></div>"
        )

    answer = safe(label(str(prediction.label), language))
    rows = "".join(bar(one) for one in order[:BARS_SHOWN])
    rest = "".join(bar(one) for one in order[BARS_SHOWN:])
    folded = (
        f'<details><summary>+ {len(order) - BARS_SHOWN}</summary><dl class="bars">{rest}</dl></details>' if rest else ""
    )
    return f'<p class="answer">{answer}</p><dl class="bars">{rows}</dl>{folded}'


def _undecided(answered: ModelAnswer, language: str) -> str:
    """That the answer is a toss-up, with the two probabilities; empty where it is none."""
    if not answered.undecided:
        return ""
    first, second = sorted(answered.prediction.probabilities.tolist(), reverse=True)[:2]
    told = say("undecided", language, share=percent(first, 1), other=percent(second, 1))
    return f'<p class="undecided">{safe(told)}</p>'


def _workings(answered: ModelAnswer, language: str) -> str:
    """How the probability of the answer comes about, and the way to the words that make its logit."""
    prediction, labels = answered.prediction, answered.prediction.labels
    there = f'<button type="button" data-open="explain">{safe(say("workings-explain", language))}</button>'
    chosen = labels.index(str(prediction.label))
    temperature = answered.facts.temperature
    return workings(labels, prediction.probabilities.tolist(), temperature, chosen, language, f"<p>{there}</p>")


def _agreement(answered: ModelAnswer, panel: Sequence[ModelAnswer], language: str) -> str:
    counted = voting(panel)
    others = [one for one in counted if one is not answered]
    if all(one is not answered for one in counted):
        return f"{safe(say('not-counted', language))}<br>"
    if not others:
        return ""
    same = sum(one.prediction.label == answered.prediction.label for one in others)
    if same == len(others):
        return f"= {safe(say('agrees-all', language))}<br>"
    return f"≠ {safe(say('agrees' if same else 'agrees-none', language, count=same, total=len(others)))}<br>"


def _parameters(answered: ModelAnswer, language: str) -> str:
    return safe(say("parameters", language, number=count(answered.facts.parameters, language)))


def _learnt(answered: ModelAnswer, language: str) -> str:
    key = "parameters-untrained" if answered.prediction.model.endswith(UNTRAINED) else "parameters-name"
    return say(key, language, number=f"{answered.facts.parameters:,}")


def _milliseconds(answered: ModelAnswer, language: str) -> str:
    tip = say("milliseconds-name" if answered.calls > 1 else "milliseconds-one", language, count=answered.calls)
    shown = safe(milliseconds(1000 * answered.seconds, language))
    return f'<span class="ms" tabindex="0" data-tip="{safe(tip)}">{shown}</span>'


def about(key: str, language: str, config: Config | None = None, learnt: Sequence[str] = ()) -> str:
    """What a student should know of an architecture, folded; nothing of one that is not ours.

    Args:
        config: of the model that answers, whose own form is told beside the idea.
        learnt: how many numbers it has learnt, in a sentence.
    """
    found = facts(key)
    if found is None:
        return ""
    fields = "".join(
        f"<dt>{safe(say(field.replace('_', '-'), language))}</dt><dd>{safe(sentence)}</dd>"
        for field in ("idea", "good_at", "fails_at")
        if (sentence := found.sentence(field, language))
    )
    if config is not None and (built := [*as_built(config, language), *learnt]):
        fields += f"<dt>{safe(say('as-built', language))}</dt><dd>{'<br>'.join(map(safe, built))}</dd>"
    if found.paper:
        link = f'<a href="{safe(found.paper_url)}" target="_blank" rel="noopener">{safe(found.paper)}</a>'
        fields += f"<dt>{safe(say('paper', language))}</dt><dd>{link}</dd>"
    if not fields:
        return ""
    return (
        f'<details class="know"><summary>{safe(say("know-more", language, architecture=found.title))}</summary>'
        f"<dl>{fields}</dl></details>"
    )


def as_built(config: Config, language: str) -> list[str]:
    """Sentences on the directions in which a network reads and the states that it answers from, where it has such."""
    reads = ARCHITECTURES[config.architecture].reads or ()
    sentences = []
    if "directions" in reads:
        values = {"layers": str(config.layers), "units": str(config.hidden)}
        key = "built-both-directions" if config.directions == 2 else "built-one-direction"
        sentences.append(say(key if config.layers == 1 else f"{key}-layers", language, **values))
        if config.per_word:
            sentences.append(say("built-each-word", language))
    if "readout" in reads and not config.per_word:
        last = config.readout == ("last",)
        states = " + ".join(say(f"built-{kind}", language) for kind in config.readout)
        sentences.append(say("built-last-only" if last else "built-readout", language, states=states))
    return sentences


# ---- what a model has read


def _words_read(prediction: Prediction, limit: int, language: str) -> str:
    """The text with unknown words underlined and unread ones in grey, where there are such, and their counts."""
    unknown, unread = _unknown(prediction.words), sum(not word.read for word in prediction.words)
    if not unknown and not unread:
        return f'<p class="counts">{safe(say("all-known", language))}</p>'
    notes = []
    if unknown:
        text = say("unknown-words" if len(unknown) > 1 else "unknown-word", language, count=f"{len(unknown):,}")
        named = ", ".join(f'<u class="u">{safe(word)}</u>' for word in unknown[:UNKNOWN_NAMED])
        notes.append(f"{safe(text)} <bdi>{named}{' …' if len(unknown) > UNKNOWN_NAMED else ''}</bdi>")
    if unread:
        text = say("unread" if unread > 1 else "unread-one", language, count=f"{unread:,}")
        notes.append(f"{safe(text)} ({safe(say('unread-name', language, limit=limit))})")
    return f'<p class="counts">{" · ".join(notes)}</p>{_reading(prediction, language)}'


def _reading(prediction: Prediction, language: str) -> str:
    """The text with what the model does not know of it; folded where it is long, since little of it would be seen."""
    shown = f'<p class="reading" tabindex="0" dir="auto">{marked_text(prediction, language)}</p>'
    if len(prediction.words) <= READING_WORDS:
        return shown
    return f'<details class="where"><summary>{safe(say("reading-where", language))}</summary>{shown}</details>'


def _unknown(found: Sequence[PredictedWord]) -> list[str]:
    """The words that a model has read and does not know, each once."""
    return list(dict.fromkeys(word.text for word in found if word.read and not word.known))


def marked_text(prediction: Prediction, language: str) -> str:
    """The text as it was given, unknown words underlined; of what was not read the beginning, in grey."""
    text, pieces, at = prediction.text, [], 0
    read = [word for word in prediction.words if word.read]
    for word in read:
        if not word.known:
            pieces += [safe(text[at : word.start]), f'<u class="u">{safe(word.text)}</u>']
            at = word.end
    end = read[-1].end if read else 0
    pieces.append(safe(text[at:end]))
    unread = prediction.words[len(read) :]
    if unread:
        shown = unread[:UNREAD_SHOWN]
        rest = len(unread) - len(shown)
        more = f" … {safe(say('and-more', language, count=f'{rest:,}'))}" if rest else ""
        pieces.append(f'<span class="unread">{safe(text[end : shown[-1].end])}{more}</span>')
    return "".join(pieces)


# ---- part of speech


def _tag_panel(panel: Sequence[ModelAnswer], language: str, named: bool) -> str:
    """The models with the same tags: what they say together, the table, and what can be known of each."""
    names = ", ".join(panel[0].prediction.labels)
    heading = f"<h3>{safe(say('panel', language, labels=names))}</h3>" if named else ""
    heads = [_tag_head(answered, panel, language) for answered in panel]
    architectures: dict[str, Any] = dict.fromkeys(answered.facts.architecture for answered in panel)
    notes = "".join(about(key, language) for key in architectures)
    return (
        f'<section class="panel tagging">{heading}<p class="verdict">{tag_table.verdict(panel, language)}</p>'
        f"{_notice(panel, language)}"
        f'<div class="beside">{tag_table.table(panel, heads, language)}{tag_table.legend(panel, language)}</div>'
        f'<div class="notes">{notes}</div></section>'
    )


def _tag_head(answered: ModelAnswer, panel: Sequence[ModelAnswer], language: str) -> str:
    """What stands above a model's tags."""
    prediction = answered.prediction
    unread = sum(not word.read for word in prediction.words)
    lines = [f"{_milliseconds(answered, language)}<span class='long'> · {_parameters(answered, language)}</span>"]
    counted = voting(panel)
    if all(one is not answered for one in counted):
        lines.append(safe(say("not-counted", language)))
    elif len(counted) > 1:
        lines.append(safe(tag_table.with_majority(answered, panel, language)))
    found = example_of(prediction.text, prediction.task)
    if found and found.reads and prediction.tags:
        same = sum(prediction.tags[at] == tag for at, tag in found.reads)
        lines.append(safe(say("tags-as-readers", language, same=same, total=len(found.reads))))
    if unread:
        lines.append(safe(say("unread" if unread > 1 else "unread-one", language, count=f"{unread:,}")))
    if prediction.caution:
        lines.append(f'<span class="warn">{safe(caution(prediction.caution, language))}</span>')
    return _named(answered, language) + "".join(f"<small>{line}</small>" for line in lines)
