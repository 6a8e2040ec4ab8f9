"""Records -> HTML: the list of lessons, and the panel of a step. Pure functions, no gradio."""

import json
from collections.abc import Mapping

from playground.checkpoints import UNTRAINED
from playground.ui.components import model_names
from playground.ui.components import words as shared
from playground.ui.components.markup import safe
from playground.ui.language.numbers import number
from playground.ui.language.translations import error, label
from playground.ui.lessons.lesson import Answer, Lesson, Named, NoAnswer, Option, Pending, Value
from playground.ui.lessons.lessons import LESSONS
from playground.ui.lessons.queries import StepView
from playground.ui.lessons.words import say
from playground.ui.selection import about

SHARED_REASONS = (
    "no-text",
    "no-models",
    "no-model",
    "few-models",
    "few-words",
    "many-words",
)  # why there is no answer, in any lesson
ORDER = " > "  # between things that are ranked
MOST_BUTTONS = 8  # answers that stand beside each other; more are a list to unfold


def catalogue(language: str) -> str:
    """The tab: a card a lesson, with what it needs, how long it takes and a button to begin."""
    cards = "".join(_card(one, language) for one in LESSONS.values())
    how = f'<p class="note">{safe(say("lesson-how", language))}</p>'
    return f'<div class="lessons">{how}<ol class="lesson-cards">{cards}</ol></div>'


def _card(lesson: Lesson, language: str) -> str:
    title = lesson.says(f"{lesson.key}-title", language)
    begin = say("lesson-begin-name", language, title=title)
    takes = say("lesson-takes", language, minutes=lesson.minutes, needs=lesson.says(f"{lesson.key}-needs", language))
    return (
        f"<li><h3>{safe(title)}</h3><p>{safe(lesson.says(f'{lesson.key}-about', language))}</p>"
        f"<p class=note>{safe(takes)}</p>"
        f'<button type="button" data-lesson="{safe(lesson.key)}" aria-label="{safe(begin)}">'
        f"{safe(say('lesson-begin', language))}</button></li>"
    )


# ---- the panel of a step


def panel(view: StepView, language: str) -> str:
    """Where one is, what to do, the question, and what came of the answer."""
    key, step = view.lesson.key, view.step.key
    place = view.found.place if view.found else None
    if view.right is False and view.found and view.found.answer and view.found.answer.place:
        place = view.found.answer.place
    if view.right is False and view.found and view.found.answer and view.found.answer.row is not None:
        place = None  # where it can be read stands in the panel
    opened = place._asdict() | {"options": {"task": view.asked.task, **place.options}} if place else None
    data = {
        "of": key,
        "step": view.number,
        "steps": len(view.lesson.steps),
        "task": view.asked.task,
        "default": view.lesson.default_text(language),
        "place": json.dumps(opened, ensure_ascii=False) if opened else "",
        "again": "1" if view.waits else "",
        "verdict": "" if view.right is None else "right" if view.right else "wrong",
    }
    attributes = "".join(f' data-{name}="{safe(str(value))}"' for name, value in data.items() if value != "")
    at = say("lesson-step", language, at=view.number, count=len(view.lesson.steps))
    return (
        f'<section class="lesson-panel" role="region" aria-labelledby="lesson-title"{attributes}>'
        f'<header><h2 id="lesson-title" tabindex="-1">{safe(view.lesson.says(f"{key}-title", language))}</h2>'
        f"<small>{safe(at)}</small></header>"
        f'<p class="lesson-do">{safe(view.lesson.says(f"{key}-do-{step}", language))}</p>'
        f"{_body(view, language)}{_ways(view, language)}</section>"
    )


def _body(view: StepView, language: str) -> str:
    """The question and what came of it; or why there is none."""
    if view.failed:
        return f'<p class="lesson-none" role="status">{safe(error(view.failed, language))}</p>'
    if view.found is None:
        return f'<p class="pulse" role="status">{safe(shared.say("device-loading", language))} …</p>'
    if view.found.none:
        return _no_answer(view, view.found.none, language)
    answer, own = view.found.answer, ""
    asked = f"{_form(view, answer, language)}{_verdict(view, answer, language)}" if answer else ""
    if answer:
        key = "lesson-own-rows" if view.lesson.trains else "lesson-own"
        own = f'<p class="lesson-own">{safe(say(key, language))}</p>'
    return asked + _offers(view, language) + own


def no_answer(view: StepView, none: NoAnswer, language: str) -> str:
    """Why this text has no answer, as plain text."""
    values = {name: written(value, view.lesson, language) for name, value in none.values.items()}
    if none.key in SHARED_REASONS:
        return say(f"lesson-none-{none.key}", language, **values)
    return view.lesson.says(f"{view.lesson.key}-none-{none.key}", language, **values)


def _no_answer(view: StepView, none: NoAnswer, language: str) -> str:
    """Why this text has no answer, and a button that takes the lesson's own."""
    button = f'<button type="button" data-lesson-do="default">{safe(say("lesson-default", language))}</button>'
    return f'<p class="lesson-none" role="status">{safe(no_answer(view, none, language))}</p><p>{button}</p>'


def _offers(view: StepView, language: str) -> str:
    """Buttons that write another text into the bar."""
    assert view.found is not None
    buttons = "".join(
        f'<button type="button" data-lesson-text="{safe(text)}">'
        f"{safe(view.lesson.says(f'{view.lesson.key}-offer-{name}', language))} <bdi>{safe(text)}</bdi></button>"
        for name, text in view.found.texts.items()
    )
    return f'<p class="lesson-offers">{buttons}</p>' if buttons else ""


def question(view: StepView, answer: Answer, language: str) -> str:
    """What a step asks, as plain text."""
    key = f"{view.lesson.key}-ask-{view.step.key}"
    return view.lesson.says(key, language, **_numbers(view, answer, language))


def _form(view: StepView, answer: Answer, language: str) -> str:
    """The question, with answers to choose from or a box for a number."""
    asked = safe(question(view, answer, language))
    given = view.given or ""
    if not answer.options:
        inner = (
            f'<p><label>{safe(say("lesson-number", language))} <input type="text" name="given" inputmode="decimal" '
            f'autocomplete="off" value="{safe(given)}"></label> '
            f"<small>{safe(_allowance(answer, language))}</small></p>"
        )
    elif len(answer.options) > MOST_BUTTONS:
        options = "".join(
            f'<option value="{safe(one.key)}"{" selected" if one.key == given else ""}>'
            f"{safe(written(one.shown, view.lesson, language))}</option>"
            for one in answer.options
        )
        first = f'<option value="">{safe(say("lesson-choose", language))}</option>'
        inner = f'<p><select name="given" aria-label="{asked}">{first}{options}</select></p>'
    else:
        inner = "".join(_choice(one, one.key == given, view.lesson, language) for one in answer.options)
    tell = ""
    if view.given is not None and not view.right and not view.shown and not answer.pending:
        tell = f'<button type="button" data-lesson-do="tell">{safe(say("lesson-tell", language))}</button>'
    return (
        f"<form data-lesson-form novalidate><fieldset><legend>{asked}</legend>{inner}</fieldset>"
        f'<p><button type="submit">{safe(say("lesson-check", language))}</button> {tell}</p></form>'
    )


def _allowance(answer: Answer, language: str) -> str:
    if not answer.tolerance:
        return say("lesson-exact", language)
    digits = 3 if answer.tolerance < 0.01 else 2 if answer.tolerance < 1 else 0
    return say("lesson-tolerance", language, tolerance=number(answer.tolerance, digits))


def _choice(option: Option, chosen: bool, lesson: Lesson, language: str) -> str:
    checked = " checked" if chosen else ""
    return (
        f'<label><input type="radio" name="given" value="{safe(option.key)}"{checked}> '
        f"{drawn(option.shown, lesson, language)}</label>"
    )


def _verdict(view: StepView, answer: Answer, language: str) -> str:
    """Right, or not and where to look; the reason and its numbers once they are known."""
    if answer.pending and answer.pending.running:
        return _pending(answer.pending, language)
    if view.right or (view.shown and not answer.pending):
        kind, said = ("right", say("lesson-right", language)) if view.right else ("told", "")
        reason = _said(said) + why(view, answer, language)
        return f'<div class="lesson-verdict {kind}" role="status" tabindex="-1">{reason}</div>'
    if view.given is None:
        return ""
    if view.right is None:
        key = "lesson-no-choice" if answer.options or not view.given else "lesson-no-number"
        odd = safe(say(key, language, given=view.given))
        return f'<p class="lesson-verdict odd" role="status" tabindex="-1">{odd}</p>'
    look = view.lesson.says(f"{view.lesson.key}-look-{view.step.key}", language, **_numbers(view, answer, language))
    there = f'<button type="button" data-lesson-do="place">{safe(say("lesson-place", language))}</button>'
    if answer.row is not None:
        results = f"<summary>{safe(say('lesson-results', language))}</summary>{table(view, answer, language)}"
        there += f'<details class="lesson-results" open>{results}</details>'
    return (
        f'<div class="lesson-verdict wrong" role="status" tabindex="-1">{_said(say("lesson-wrong", language))}'
        f"<p>{safe(look)}</p>{there}</div>"
    )


def pending(state: Pending, language: str) -> str:
    """How far an answer is that takes trainings, as plain text."""
    if not state.running:
        return say("lesson-untrained", language)
    if state.before:
        return say("lesson-waiting", language, before=state.before)
    return say("lesson-training", language, at=min(state.done + 1, state.total), total=state.total)


def _pending(state: Pending, language: str) -> str:
    """How far it is, and a button that ends it."""
    told, stop = safe(pending(state, language)), safe(say("lesson-stop", language))
    return (
        f'<div class="lesson-verdict" role="status" tabindex="-1"><p>{told}</p>'
        f'<p><progress max="{state.total}" value="{state.done}" aria-label="{told}"></progress> '
        f'<button type="button" data-lesson-do="stop">{stop}</button></p></div>'
    )


def _said(text: str) -> str:
    return f"<p><b>{safe(text)}</b></p>" if text else ""


def why(view: StepView, answer: Answer, language: str) -> str:
    """What is right and why, with the numbers behind it."""
    key = f"{view.lesson.key}-why-{view.step.key}"
    key = f"{key}-{answer.why}" if answer.why else key
    reason = view.lesson.says(key, language, **_numbers(view, answer, language))
    return f"{_right(view, answer, language)}<p>{safe(reason)}</p>{table(view, answer, language)}"


def _right(view: StepView, answer: Answer, language: str) -> str:
    """The right answer."""
    if isinstance(answer.right, float | int):
        shown = safe(number(answer.right, answer.digits if answer.tolerance else 0))
    else:
        named = [drawn(one.shown, view.lesson, language) for one in answer.options if one.key in answer.right]
        shown = " · ".join(named)
    return f"<p>{safe(say('lesson-answer', language))} <strong>{shown}</strong></p>"


def table(view: StepView, answer: Answer, language: str) -> str:
    """The numbers behind an answer."""
    if not answer.rows:
        return ""
    heads = "".join(
        f"<th scope=col>{safe(view.lesson.says(f'{view.lesson.key}-column-{name}', language) if name else '')}</th>"
        for name in answer.columns
    )
    rows = ""
    for at, (first, *rest) in enumerate(answer.rows):
        cells = "".join(f"<td>{drawn(one, view.lesson, language, answer.digits)}</td>" for one in rest)
        mark = ' class="has-answer" tabindex="-1"' if at == answer.row else ""
        rows += f"<tr{mark}><th scope=row>{drawn(first, view.lesson, language)}</th>{cells}</tr>"
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _ways(view: StepView, language: str) -> str:
    """Back, on, the end; as a sheet, on a projector."""

    def button(do: str, key: str) -> str:
        return f'<button type="button" data-lesson-do="{do}">{safe(say(key, language))}</button>'

    ways = button("end", "lesson-end") + button("print", "lesson-print") + button("present", "lesson-present")
    if view.number > 1:
        ways += button("back", "lesson-back")
    if view.number < len(view.lesson.steps):
        ways += button("next", "lesson-next")
    return f"<footer>{ways}</footer>"


# ---- values


def _numbers(view: StepView, answer: Answer, language: str) -> Mapping[str, str]:
    return {name: written(one, view.lesson, language, answer.digits) for name, one in answer.numbers.items()}


def written(value: Value, lesson: Lesson, language: str, digits: int = 2) -> str:
    """A value as plain text."""
    if isinstance(value, float):
        return number(value, digits)
    if isinstance(value, tuple) and not isinstance(value, Named):
        return ORDER.join(written(one, lesson, language) for one in value)
    if not isinstance(value, Named):
        return str(value)
    if value.kind == "model":
        twin = f" {shared.say('untrained', language)}" if value.key.endswith(UNTRAINED) else ""
        return model_names.title(about(value.key)[1], value.key, language) + twin
    if value.kind == "label":
        return label(value.key, language)
    return lesson.says(f"{lesson.key}-option-{value.key}", language)


def drawn(value: Value, lesson: Lesson, language: str, digits: int = 2) -> str:
    """A value as HTML: models with their mark, pieces of the text set apart."""
    if isinstance(value, tuple) and not isinstance(value, Named):
        return safe(ORDER).join(drawn(one, lesson, language) for one in value)
    if isinstance(value, Named):
        if value.kind == "model":
            return model_names.named(about(value.key)[1], value.key, language)
        return safe(written(value, lesson, language))
    shown = safe(written(value, lesson, language, digits))
    return f"<bdi>{shown}</bdi>" if isinstance(value, str) else shown


def problem(failure: Exception, language: str) -> str:
    """What stands in the panel where there is no such lesson, or the text cannot be read."""
    end = f'<button type="button" data-lesson-do="end">{safe(say("lesson-end", language))}</button>'
    return (
        f'<section class="lesson-panel" role="region" aria-label="{safe(say("tab-lessons", language))}">'
        f'<p class="lesson-none" role="alert">{safe(error(failure, language))}</p><footer>{end}</footer></section>'
    )
