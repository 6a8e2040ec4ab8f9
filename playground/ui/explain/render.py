"""Records -> the HTML of Explain: what to choose, and a row a model or a method. Pure functions, no gradio.

A word's colour and the length of its bar are variables of `style.css`; the number stands beside them, and a sign.
"""

from collections.abc import Sequence

from playground.errors import NotApplicable
from playground.lenses.explain.explain import Explanation
from playground.lenses.explain.methods import BASELINES, METHODS, Parameter
from playground.lenses.predict.asked_word import answer, shares
from playground.lenses.predict.predict import Prediction
from playground.lenses.predict.spans import BEGINS, GOES_ON
from playground.tasks import TASKS
from playground.ui.components.address import address_attribute, call_attribute
from playground.ui.components.controls import download_buttons, exact, number_limits
from playground.ui.components.markup import safe
from playground.ui.components.model_names import mark, name, notes, title
from playground.ui.components.probability import workings
from playground.ui.components.states import nothing_to_answer
from playground.ui.explain.queries import OWN, SLOW_WORDS, Explanations, Row, ScoredWord, ViewOptions
from playground.ui.explain.render_faithfulness import axis_ends, verdict
from playground.ui.explain.wording import (
    asked_word,
    baseline_title,
    end,
    gap_text,
    method_help,
    method_title,
    number,
    scores_unsaid,
    tags_apart,
)
from playground.ui.explain.wording import summary as summary_of
from playground.ui.explain.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import error, label, translation
from playground.ui.selection import about


def explanations(found: Explanations, language: str, controls: bool = True) -> str:
    """The tab: what can be chosen, and a row a model or a method; an invitation where there is nothing to explain.

    Args:
        controls: whether model, method, label, settings and word can be chosen.
    """
    nothing = nothing_to_answer(found.text, found.models, language)
    if nothing:
        return nothing
    again = ' data-again="1"' if found.loading else ""
    rows = "".join(_explanation_row(row, at, found, language) for at, row in enumerate(found.rows) if not _refused(row))
    refusals = [row for row in found.rows if _refused(row)]
    hints = [say("explain-how", language)]
    if TASKS[found.task].per_word and controls:
        hints.insert(0, say("explain-pos-hint", language))
    if any(row.explanation and row.explanation.characters for row in found.rows):
        hints.append(say("explain-characters", language))
    shared = ""
    if found.options.by == "models":
        method, given = found.options.method, found.options.of(found.options.method)
        unit = "length" if given.get("magnitude") else METHODS[method].unit
        hints[hints.index(say("explain-how", language))] = say(colour_key(unit), language)
        hints.insert(0, method_help(method, language))
        shared = settings(found.options, found.options.method, language)
    above = f"{_controls(found, language)}{shared}" if controls else ""
    return (
        f'<div class="explain"{again}{address_attribute(found.options.address())}{call_attribute(_call(found))}>'
        f'{above}<p class="note">{safe(" ".join(hints))}</p>'
        f'<div class="rows">{rows}</div>{_refusals(refusals, found, language)}'
        f'<p class="note caution">{safe(say("explain-caution", language))}</p>'
        f"{download_buttons(language)}</div>"
    )


def _call(found: Explanations) -> dict[str, object]:
    """What the first row explains, which a program is told to ask for: the model and the label by their names."""
    first = next((row for row in found.rows if row.explanation), None)
    return {"model": first.reference, "target": first.explanation.target} if first and first.explanation else {}


def colour_key(unit: str) -> str:
    """The key of what colours mean where scores have this unit."""
    return "explain-how" if unit == "logit" else f"explain-how-{unit}"


# ---- what to choose


def _controls(found: Explanations, language: str) -> str:
    options = found.options
    by = [(key, say(f"explain-by-{key}", language)) for key in ("models", "methods")]
    parts = [_select("by", by, options.by, say("explain-by", language))]
    if options.by == "models":
        methods = [(key, method_title(key, language)) for key in METHODS]
        parts.append(_select("method", methods, options.method, say("explain-method", language)))
    else:
        models = [(reference, name(about(reference)[1], reference, language)) for reference in found.models]
        parts.append(_select("model", models, options.model, say("explain-model", language)))
    shared = say("explain-target-shared", language, label=label(found.shared, language) if found.shared else "…")
    targets = [("", shared), (OWN, say("explain-target-own", language))]
    targets += [(one, label(one, language)) for one in found.labels]
    parts.append(_select("target", targets, options.target, say("explain-target", language)))
    baselines = [(key, baseline_title(key, language)) for key in BASELINES]
    idle = options.by == "models" and not METHODS[options.method].baseline
    why = say("explain-no-baseline", language) if idle else ""
    parts.append(_select("baseline", baselines, options.baseline, say("explain-baseline", language), why))
    return f'<div class="choose">{"".join(parts)}</div>'


def _select(key: str, options: Sequence[tuple[str, str]], chosen: str, caption: str, idle: str = "") -> str:
    """A list to choose from; `idle` says, behind it, why there is nothing to choose."""
    items = "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(shown)}</option>'
        for value, shown in options
    )
    field = f'<select data-option="{key}" value="{safe(chosen)}"{" disabled" if idle else ""}>{items}</select>'
    why = f"<small>{safe(idle)}</small>" if idle else ""
    return f'<label class="pick">{safe(caption)} {field}{why}</label>'


def settings(options: ViewOptions, method: str, language: str) -> str:
    """The declared parameters of a method, folded until one is set; nothing where it has none."""
    declared = METHODS[method].parameters if method in METHODS else ()
    given = options.of(method)
    fields = "".join(_field(method, one, given.get(one.name, one.default), language) for one in declared)
    caption, opened = safe(say("explain-settings", language)), " open" if given else ""
    return f'<details class="settings"{opened}><summary>{caption}</summary>{fields}</details>' if fields else ""


def _field(method: str, parameter: Parameter, value: float, language: str) -> str:
    """A parameter's box, and a line of help with its range."""
    key = f"{method}.{parameter.name}"
    title, help_ = translation(language, "parameters", key, (parameter.title, parameter.help))
    if isinstance(parameter.default, bool):
        box = f'<input type="checkbox" data-option="{key}"{" checked" if value else ""}>'
        return f"<p><label>{box} {safe(title)}</label> <small>{safe(help_)}</small></p>"
    step = "1" if isinstance(parameter.default, int) else "any"
    limits, said = number_limits(parameter.low, parameter.high, step == "1", language)
    box = (
        f'<input type="number" data-option="{key}" value="{value:g}" min="{parameter.low:g}" max="{parameter.high:g}" '
        f'step="{step}" required{limits}>'
    )
    ends = {"low": exact(parameter.low), "high": exact(parameter.high), "default": exact(parameter.default)}
    explained = f"{help_} {say('explain-range', language, **ends)}"
    return f"<p><label>{safe(title)} {box}</label> <small>{safe(explained)}</small> {said}</p>"


# ---- a row


def _explanation_row(row: Row, at: int, found: Explanations, language: str) -> str:
    by_methods = found.options.by == "methods"
    shown = method_title(row.method, language) if by_methods else title(row.architecture, row.reference, language)
    twin = "" if by_methods else notes(row.reference, language)
    sign = "" if by_methods else mark(row.architecture, row.reference)
    asked = f'<span class="why">{safe(_question(row, language))}</span>' if row.explanation else ""
    help_ = ""
    if by_methods and row.explanation:
        told_of = [method_help(row.method, language)]
        if row.explanation.unit != "logit":
            told_of.append(say(colour_key(row.explanation.unit), language))
        help_ = f'<p class="note">{safe(" ".join(told_of))}</p>'
        help_ += settings(found.options, row.method, language)
    return (
        f'<article class="explanation" data-row="{at}">'
        f"<header>{sign}<h3>{safe(shown)}</h3>{twin}{asked}</header>{help_}{_row_content(row, at, found, language)}"
        "</article>"
    )


def _refused(row: Row) -> str | None:
    """Why a method is not right for a model; None where it is, or where something else went wrong."""
    return row.failed.values.get("reason") if isinstance(row.failed, NotApplicable) else None


def _refusals(rows: Sequence[Row], found: Explanations, language: str) -> str:
    """What cannot be shown, and why: folded where there is something else to be seen."""
    if not rows:
        return ""
    by_methods = found.options.by == "methods"
    items = ""
    for row in rows:
        shown = method_title(row.method, language) if by_methods else title(row.architecture, row.reference, language)
        assert row.failed is not None
        items += f"<dt>{safe(shown)}</dt><dd>{safe(error(row.failed, language, f'{_refused(row)}.'))}</dd>"
    opened = " open" if len(rows) == len(found.rows) else ""
    caption = safe(say("explain-refusals", language, count=len(rows)))
    return f'<details class="refusals"{opened}><summary>{caption}</summary><dl>{items}</dl></details>'


def _row_content(row: Row, at: int, found: Explanations, language: str) -> str:
    if row.failed:
        return f'<p class="note warn">{safe(error(row.failed, language))}</p>'
    if row.left_out:
        return f'<p class="note">{safe(say("explain-left-out", language, words=SLOW_WORDS))}</p>'
    if row.explanation is None:
        shown = title(row.architecture, row.reference, language)
        return f'<p class="note pulse">{safe(say("loading", language, model=shown))}</p>'
    test = (
        verdict(row.tested, language, axis_ends([one.tested for one in found.rows if one.tested]))
        if row.tested
        else f'<button type="button" class="test" data-test="{at}">{safe(say("explain-test", language))}</button>'
    )
    walked = "" if any(word.tag for word in row.scored) else " walked"  # words that are buttons are stops by themselves
    painted = f'<p class="attributions{walked}" dir="auto">{coloured(row, language)}</p>'
    if scores_unsaid(row.explanation) and not row.tags:
        shown = safe(say("explain-show-all-the-same", language))
        painted = f'<details class="numbers"><summary>{shown}</summary>{painted}</details>'
    off = row.explanation.converged is False
    return (
        f'<p class="note summary">{safe(summary_of(row.explanation, language))}</p>{painted}'
        f'<p class="note facts{" warn" if off else ""}">{safe(facts(row, language))}</p>'
        f'<details class="numbers"><summary>{safe(say("explain-bars", language))}</summary>'
        f"{bars(row, language)}</details>"
        f"{_workings(row, language)}{test}"
    )


def _question(row: Row, language: str) -> str:
    """For and against which label, and what the model predicts."""
    explanation, prediction = row.explanation, row.prediction
    assert explanation is not None
    target = label(explanation.target or "", language)
    told = say("explain-why", language, label=target)
    if explanation.word is not None:
        told = say("explain-why-word", language, word=asked_word(explanation), label=target)
    asked = explanation.characters or explanation.word
    said = answer(prediction, asked) if prediction else None
    if prediction is None or said is None:
        return told
    share = percent(shares(prediction, asked)[said], 1)
    return tags_apart(f"{told} · {say('explain-predicted', language, label=label(said, language), share=share)}")


def _workings(row: Row, language: str) -> str:
    """How the logit becomes the probability that Compare shows."""
    explanation, prediction = row.explanation, row.prediction
    if prediction is None or explanation is None or explanation.target is None:
        return ""
    if explanation.characters:
        return _mean_of_characters(explanation, prediction, language)
    probabilities = prediction.probabilities if explanation.word is None else prediction.probabilities[explanation.word]
    labels = prediction.labels
    back = f'<p><button type="button" data-open="compare">{safe(say("workings-compare", language))}</button></p>'
    chosen = labels.index(explanation.target)
    return workings(labels, probabilities.tolist(), row.temperature, chosen, language, back, explanation.logit)


def _mean_of_characters(explanation: Explanation, prediction: Prediction, language: str) -> str:
    """How the probability of a word's tag comes about: a mean over its characters."""
    target, parts = str(explanation.target), []
    for at, place in enumerate(explanation.characters):
        name = f"{GOES_ON if at else BEGINS}{target}"
        share = shares(prediction, place).get(name, 0.0)
        parts.append(f"{explanation.words[place].text} {name} {percent(share, 1)}")
    whole = percent(shares(prediction, explanation.characters)[target], 1)
    summary, told = safe(say("workings", language, share=whole)), say("explain-mean", language, parts=" · ".join(parts))
    return f'<details class="workings"><summary>{summary}</summary><p>{safe(told)}</p></details>'


def coloured(row: Row, language: str) -> str:
    """The text as it was given, its words coloured; where each word has a tag, a word can be chosen."""
    explanation = row.explanation
    assert explanation is not None
    largest, text, pieces, at = end(row), explanation.text, [], 0
    read = 0
    for word in row.scored:
        first, last = explanation.words[word.places[0]], explanation.words[word.places[-1]]
        pieces.append(safe(text[at : first.start]))
        side = "for" if word.score > 0 else "against" if word.score < 0 else "none"
        unknown = "" if word.known else " unknown"
        looks = f'style="--v:{100 * abs(word.score) / largest:.0f}%"'
        tip = f'data-tip="{safe(_tip(word, explanation))}"'
        if word.tag:
            pressed = "true" if explanation.word in word.places else "false"
            pieces.append(
                f'<button type="button" class="{side}" data-word="{word.places[0]}" aria-pressed="{pressed}" {looks} '
                f'{tip}><span class="said{unknown}">{safe(word.text)}</span><small>{safe(word.tag)}</small></button>'
            )
        else:
            pieces.append(f'<span class="{side}{unknown}" {looks} {tip}>{safe(word.text)}</span>')
        at, read = last.end, word.places[-1] + 1
    rest = len(explanation.words) - read
    if rest:
        pieces.append(f' <span class="rest">{safe(say("explain-unread", language, count=f"{rest:,}"))}</span>')
    return "".join(pieces)


def _tip(word: ScoredWord, explanation: Explanation) -> str:
    """A word and its score, and of characters that make it their own."""
    told = f"{word.text} {number(word.score)}"
    if len(word.places) == 1:
        return told
    parts = (
        f"{explanation.words[at].text} {number(score)}" for at, score in zip(word.places, word.scores, strict=True)
    )
    return f"{told} = {' · '.join(parts)}"


def facts(row: Row, language: str) -> str:
    """The sum of the scores and its gap, the spread, and where the colours end."""
    explanation = row.explanation
    assert explanation is not None
    found = []
    if explanation.gap is None:
        found.append(say("explain-no-sum", language))
    else:
        values = {"sum": number(float(explanation.scores.sum())), "gap": gap_text(explanation, language)}
        found.append(say("explain-sum" if explanation.converged else "explain-gap", language, **values))
    if "steps" in explanation.parameters:
        found.append(say("explain-steps", language, steps=explanation.parameters["steps"]))
    if "exact" in explanation.parameters:
        found.append(say("explain-exact", language))
    if row.spread is not None:
        found.append(say("explain-spread", language, share=percent(row.spread)))
    found.append(say("explain-scale", language, end=f"{end(row):.2f}"))
    return " · ".join(found)


def bars(row: Row, language: str) -> str:
    """A column a word: a bar up or down from zero, its number, and the word."""
    largest, columns = end(row), []
    for word in row.scored:
        side = "for" if word.score > 0 else "against" if word.score < 0 else "none"
        columns.append(
            f'<li class="{side}" style="--v:{100 * abs(word.score) / largest:.1f}%"><small>{number(word.score)}</small>'
            f'<i></i><b dir="auto">{safe(word.text)}</b></li>'
        )
    name = safe(say("explain-bars", language))
    return f'<ol class="score-bars" tabindex="0" aria-label="{name}">{"".join(columns)}</ol>'


def work_progress(done: int, total: int, language: str) -> str:
    """A progress bar for work that takes long, with its numbers in a sentence."""
    sentence = say("explain-working", language, done=f"{done:,}", total=f"{total:,}")
    return f'<p class="note" role="status"><progress value="{done}" max="{total}"></progress> {safe(sentence)}</p>'
