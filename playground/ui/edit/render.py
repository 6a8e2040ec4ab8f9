"""Records -> the HTML of Edit: the words, the answers before and after, suggestions, steps. Pure functions, no gradio.

A button carries what it does (`data-action` and its values); `script.js` hands that on. A word that was changed is
underlined and says what it was; a word that is gone stays, struck out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from playground.lenses.edit.rewrite import Change
from playground.lenses.edit.search import Edit
from playground.lenses.predict.asked_word import answer, shares
from playground.lenses.predict.predict import Prediction
from playground.tasks import TASKS
from playground.text import unspaced, words
from playground.ui.components import model_names, tag_colours
from playground.ui.components.address import address_attribute
from playground.ui.components.downloads import FIGURE_KINDS
from playground.ui.components.markup import safe
from playground.ui.components.states import nothing_to_answer
from playground.ui.edit.draft import Draft, Step
from playground.ui.edit.queries import DraftAnswers, Row, Suggestions
from playground.ui.edit.render_words import button, draft_words, text_of, word_tools
from playground.ui.edit.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import error, label

NATURAL = ("negate", "intensify", "same_tag")  # kinds of edits that a person might make
SHOWN_CHANGES = 12  # words with another tag, beside the one that is chosen


def edit(found: DraftAnswers, language: str) -> str:
    """The tab without the suggestions: the words, what can be done with them, the answers, the steps."""
    draft = found.draft
    nothing = nothing_to_answer(draft.original, [row.reference for row in found.rows], language)
    if nothing:
        return nothing
    again = ' data-again="1"' if any(not (row.after or row.failed) for row in found.rows) else ""
    return (
        f'<div class="edit"{again}{address_attribute(draft.address())}>'
        f"{draft_words(found, language)}{word_tools(found, language)}"
        f"{_answers(found, language)}{_steps(found, language)}{_how_to_read(language)}</div>"
    )


# ---- the answers


def _answers(found: DraftAnswers, language: str) -> str:
    draft, before = found.draft, words(found.draft.original)
    per_word, asked = TASKS[found.task].per_word, found.asked_before
    if per_word and draft.picked is None:
        return f'<p class="note">{safe(say("edit-choose", language))}</p>'
    if per_word and asked is None:
        return f'<p class="note">{safe(say("edit-no-place", language))}</p>'
    title = say("edit-answers", language)
    if asked is not None:
        title = say("edit-tags", language, word=text_of(before, draft.original, asked))
    rows = "".join(_answer_row(row, found, language) for row in found.rows)
    joined = any(row.before and row.before.joined for row in found.rows)
    how = f'<p class="note">{safe(say("edit-joined", language))}</p>' if joined else ""
    return (
        f'<section class="answer-rows"><h3>{safe(title)}</h3><p class="verdict" role="status">'
        f"{_verdict(found, language)}</p>{_judgement(draft, language)}"
        f'<div class="rows">{rows}</div>{how}</section>'
    )


def _judgement(draft: Draft, language: str) -> str:
    """The question whether a reader's own answer would change, with which the models' flips are compared; the script
    keeps what is said."""
    if draft.now.text == draft.original:
        return ""
    buttons = "".join(
        f'<button type="button" data-judge="{key}" aria-pressed="false">'
        f"{safe(say(f'edit-judge-{key}', language))}</button>"
        for key in ("yes", "no")
    )
    return f'<p class="judge">{safe(say("edit-judge", language))} {buttons}</p>'


def flipped(row: Row, found: DraftAnswers) -> bool:
    """Whether a model's answer is another one after the edit."""
    if row.before is None or row.after is None:
        return False
    return answer(row.before, found.asked_before) != answer(row.after, found.asked_now)


def _verdict(found: DraftAnswers, language: str) -> str:
    draft = found.draft
    if draft.now.text == draft.original:
        return safe(say("edit-untouched", language))
    asked = [row for row in found.rows if row.after]
    turned = [row for row in asked if flipped(row, found)]
    if not turned:
        return safe(say("edit-none-flipped", language))
    if len(turned) == 1:
        name = model_names.title(turned[0].architecture, turned[0].reference, language)
        return safe(say("edit-one-flipped", language, model=name))
    return safe(say("edit-flipped", language, count=len(turned), total=len(asked)))


def _answer_row(row: Row, found: DraftAnswers, language: str) -> str:
    draft = found.draft
    twin = model_names.notes(row.reference, language)
    shown = model_names.title(row.architecture, row.reference, language)
    head = f"<h4>{model_names.mark(row.architecture, row.reference)} {safe(shown)}{twin}</h4>"
    kind = f'class="answer-row {model_names.colour_class(row.architecture, row.reference)}"'
    if row.before is None or row.after is None:
        state = error(row.failed, language) if row.failed else say("loading", language, model=shown)
        return f'<div {kind}>{head}<p class="{"warn" if row.failed else "pulse"} wide">{safe(state)}</p></div>'
    turned = flipped(row, found)
    badge = f'<b class="badge">≠ {safe(say("edit-flip", language))}</b>' if turned else ""
    if not turned and draft.now.text != draft.original:
        badge = f'<span class="badge">= {safe(say("edit-same", language))}</span>'
    if draft.now.text != draft.original:
        badge += "".join(
            f'<small class="judged {key}">{safe(say(f"edit-{key}-you", language))}</small>' for key in ("as", "unlike")
        )
    asked, now = found.asked_before, found.asked_now
    before, after = _answer_text(row.before, asked, language), _answer_text(row.after, now, language)
    return (
        f'<div {kind} data-turned="{"yes" if turned else "no"}">{head}'
        f'<p class="said"><span>{before}</span> <i aria-hidden="true">→</i> <span>{after}</span></p>'
        f"{_probability_track(row.before, row.after, asked, now, language)}<p>{badge}</p>"
        f"{_other_changed_tags(row, found, language) if asked is not None else ''}</div>"
    )


def _answer_text(prediction: Prediction, word: Sequence[int] | None, language: str) -> str:
    """The answer and how probable it is."""
    answered = answer(prediction, word)
    if answered is None:
        return safe(say("not-read", language))
    share = safe(percent(shares(prediction, word)[answered], 1))
    if word is None:
        return f"<b>{safe(label(answered, language))}</b> {share}"
    return f'<b class="tag f-{tag_colours.family(answered)}">{safe(answered)}</b> {share}'


def _probability_track(
    before: Prediction,
    after: Prediction,
    place: Sequence[int] | None,
    picked: Sequence[int] | None,
    language: str,
) -> str:
    """Where one answer's probability was and is, from 0 to 100 %, and by how much it moved.

    It is the second of two labels, so that all models have one scale; else the answer before.
    """
    low, high = shares(before, place), shares(after, picked)
    shown = before.labels[1] if len(before.labels) == 2 else answer(before, place)
    if shown is None or shown not in low or shown not in high:
        return '<div class="track"></div>'
    change = 100 * (high[shown] - low[shown])
    moved = f"{change:+.1f}".replace("-", "−") if abs(change) >= 0.05 else "±0"
    name = label(shown, language) if place is None else shown
    first, last = 100 * low[shown], 100 * high[shown]
    text = say("edit-points", language, label=name, change=moved)
    return (
        f'<div class="track"><div aria-hidden="true"><i class="way" style="left:{min(first, last):.1f}%;'
        f'width:{abs(last - first):.1f}%"></i><i class="was" style="left:{first:.1f}%"></i>'
        f'<i class="is" style="left:{last:.1f}%"></i></div><small>{safe(text)}</small></div>'
    )


def _other_changed_tags(row: Row, found: DraftAnswers, language: str) -> str:
    """The other words whose tag has changed."""
    assert row.before is not None
    assert row.after is not None
    draft, turned = found.draft, []
    for places in found.words_now:
        origins = [one for at in places if (one := draft.now.origins[at]) is not None]
        if draft.picked in places or len(origins) < len(places) or origins != [*range(origins[0], origins[-1] + 1)]:
            continue
        was, now = answer(row.before, origins), answer(row.after, places)
        if was and now and was != now:
            turned.append(f"{''.join(row.after.words[at].text for at in places)} {was}→{now}")
    if not turned:
        return ""
    named = ", ".join(turned[:SHOWN_CHANGES]) + (" …" if len(turned) > SHOWN_CHANGES else "")
    return f'<p class="elsewhere wide">{safe(say("edit-elsewhere", language, words=named))}</p>'


# ---- the steps, and how to read it


def _steps(found: DraftAnswers, language: str) -> str:
    draft = found.draft
    keep = "".join(f' <button type="button" data-download="{kind}">{kind.upper()}</button>' for kind in FIGURE_KINDS)
    changed = len(draft.steps) > 1 or draft.now.text != draft.original
    asked = changed and (draft.place is not None or not TASKS[found.task].per_word)  # else there is nothing to keep
    kept = f'<p class="note">{safe(say("edit-keep-steps", language))}{keep}</p>' if asked else ""
    if len(draft.steps) < 2:
        return kept
    here = ' aria-current="step"'
    items = "".join(
        f'<li><button type="button" data-action="go" data-value="{at}" data-tip="{safe(step.text[:300])}"'
        f"{here if at == draft.at else ''}>{safe(_step(step, language))}</button></li>"
        for at, step in enumerate(draft.steps)
    )
    return f'<nav class="steps"><h4>{safe(say("edit-history", language))}</h4><ol>{items}</ol>{kept}</nav>'


def _step(step: Step, language: str) -> str:
    return say(f"edit-step-{step.action}", language, old=step.old, new=step.new)


def _how_to_read(language: str) -> str:
    paragraphs = "".join(f"<p>{safe(say(key, language))}</p>" for key in ("edit-read-answers", "edit-read-keys"))
    return f'<details class="know"><summary>{safe(say("edit-read", language))}</summary>{paragraphs}</details>'


# ---- suggestions


def search_button(language: str) -> str:
    """The button that looks for edits of a long text."""
    return f'<div class="edit">{button("look", "look", language, "")}</div>'


def suggestions(draft: Draft, found: Sequence[Suggestions], language: str, stopped: bool = False) -> str:
    """What would flip each model's answer, a column a model; each edit a button that tries it."""
    if not found:
        return ""
    asked = [hint.edits for hint in found if hint.edits and hint.edits.word is not None]
    title = say("edit-hints", language)
    if asked:
        places = asked[0].characters or (asked[0].word or 0,)
        named = text_of(words(draft.original), draft.original, places)
        title = say("edit-hints-word", language, word=named)
    cards = "".join(_model_suggestions(hint, language, stopped) for hint in found)
    waits = stopped and not all(hint.edits or hint.failed for hint in found)
    more = f"<p>{button('look', 'look-on', language, '')}</p>" if waits else ""
    return (
        f'<section class="edit suggestions"><h3>{safe(title)}</h3>'
        f'<p class="note">{safe(say("edit-hints-how", language))} {safe(say("edit-adversarial-how", language))}</p>'
        f'<div class="cards">{cards}</div>{more}</section>'
    )


def _model_suggestions(hint: Suggestions, language: str, stopped: bool = False) -> str:
    name = safe(model_names.title(hint.architecture, hint.reference, language))
    twin = model_names.notes(hint.reference, language)
    head = f"<h4>{model_names.mark(hint.architecture, hint.reference)} {name}{twin}</h4>"
    if hint.failed:
        body = f'<p class="warn">{safe(error(hint.failed, language))}</p>'
    elif hint.edits is None:
        state = say("edit-looking", language)
        if stopped:
            state = say("edit-stopped", language)
        elif hint.tried:
            state = say("edit-tried", language, count=f"{hint.tried:,}")
        body = f'<p class="{"note" if stopped else "pulse"}">{safe(state)}</p>'
    else:
        body = _by_nature(hint.edits.edits, hint.edits.before, language)
        if not any(one.flips for one in hint.edits.edits):
            body = f'<p class="note">{safe(say("edit-found-none", language))}</p>{body}'
    return f'<article class="{model_names.colour_class(hint.architecture, hint.reference)}">{head}{body}</article>'


def _by_nature(edits: Sequence[Edit], before: Prediction, language: str) -> str:
    """The edits that the gradient has found apart from those that a person might make."""
    parts = []
    for nature in ("natural", "adversarial"):
        drawn = "".join(
            _suggestion(one, before, language) for one in edits if (one.kind in NATURAL) is (nature == "natural")
        )
        if drawn:
            parts.append(f'<p class="nature">{safe(say(f"edit-{nature}", language))}</p>{drawn}')
    return "".join(parts)


def _suggestion(one: Edit, before: Prediction, language: str) -> str:
    asked = one.characters or (None if one.word is None else (one.word,))
    answered = answer(one.after, asked)
    share = percent(shares(one.after, asked)[answered], 0) if answered else ""
    name = "" if answered is None else label(answered, language) if one.word is None else answered
    sign = "≠" if one.flips else "="
    then = safe(say("edit-to", language, label=name, share=share))
    what = "".join(f"<span>{shown}</span>" for shown in _shown_changes(one.changes, before) if shown)
    data = safe(json.dumps(one.text, ensure_ascii=False))
    return (
        f'<button type="button" class="try{" flips" if one.flips else ""}" data-action="try" data-value="{data}" '
        f'data-tip="{safe(one.text[:400])}"><small>{safe(say(f"edit-kind-{one.kind}", language))}</small>'
        f'<span class="what">{what}</span><span class="then">{sign} {then}</span></button>'
    )


def _joined(changes: Sequence[Change]) -> list[Change]:
    """Changes of neighbouring characters of a script without spaces as one: 很 → 非常, not a character each."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        texts = [text for one in (last, change) if one for text in (one.old, one.new) if text]
        if last and all(map(unspaced, "".join(texts))) and change.word in (last.word, last.word + len(last.old or "")):
            old, new = ((getattr(last, name) or "") + (getattr(change, name) or "") for name in ("old", "new"))
            joined[-1] = Change(last.word, old or None, new or None)
        else:
            joined.append(change)
    return joined


def _shown_changes(changes: Sequence[Change], before: Prediction) -> Iterator[str]:
    """The changes as they are drawn; of a word that tagged characters make the whole word, before and after."""
    found = [word.text for word in before.words]
    joined = {at: places for places in before.joined or () for at in places}
    cased = {at: new for at, old, new in changes if old and new and _same_but_case(old, new)}
    now = [cased.get(at, text) for at, text in enumerate(found)]
    drawn: set[range] = set()
    for change in changes if joined else _joined(changes):
        places = joined.get(change.word)
        if change.old is None or places is None or len(places) == 1:
            yield _change(change, now)
        elif places not in drawn:
            drawn.add(places)
            new = {at: text for at, old, text in changes if old is not None}
            was, then = ("".join(text or "" for text in row) for row in _both(found, places, new))
            yield f"<s>{safe(was)}</s>" + (f" <ins>{safe(then)}</ins>" if then else "")


def _both(found: Sequence[str], places: range, new: Mapping[int, str | None]) -> tuple[list[str], list[str | None]]:
    """The characters of a word as they were, and as they are; None for one that is gone."""
    return [found[at] for at in places], [new.get(at, found[at]) for at in places]


def _change(change: Change, found: Sequence[str]) -> str:
    """A word that is gone and the one in its place; one that was put in stands beside its neighbour."""
    at, old, new = change
    if old is None:
        left, right = (found[at - 1], "") if at else ("", found[0])
        return f"{safe(left)} <ins>{safe(new)}</ins> {safe(right)}".strip()
    if new is not None and _same_but_case(old, new):  # a capital that "Not" has taken away
        return ""
    return f"<s>{safe(old)}</s>" + (f" <ins>{safe(new)}</ins>" if new is not None else "")


def _same_but_case(old: str, new: str) -> bool:
    return old.lower() == new.lower()
