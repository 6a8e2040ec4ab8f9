"""Records -> HTML: a lesson to be printed. First the sheet with its questions, then, on a page of its own, the answers.

The second page has today's numbers, and names the models that they come from with the sha256 of their weights: another
day, or with other models, the numbers are other ones. Pure functions, no gradio.
"""

from datetime import date

from playground.ui.components import model_names
from playground.ui.components.markup import safe
from playground.ui.lessons.queries import Sheet, StepView
from playground.ui.lessons.render import drawn, no_answer, pending, question, why
from playground.ui.lessons.words import say
from playground.ui.selection import about


def sheet(found: Sheet, today: date, language: str) -> str:
    """Both pages."""
    key, says = found.lesson.key, found.lesson.says
    title, text = safe(says(f"{key}-title", language)), safe(found.steps[0].asked.text)
    sentence = f'<p class="sheet-text"><small>{safe(say("lesson-sheet-text", language))}</small> <bdi>{text}</bdi></p>'
    steps = "".join(f"<li>{_step(one, language)}</li>" for one in found.steps)
    answers = "".join(f"<li>{_answer(one, language)}</li>" for one in found.steps if one.step.answer)
    return (
        f'<article class="lesson-sheet"><h2>{title}</h2><p>{safe(says(f"{key}-about", language))}</p>{sentence}'
        f'<ol>{steps}</ol></article><article class="lesson-sheet sheet-answers">'
        f"<h2>{title}</h2><p><b>{safe(say('lesson-sheet-answers', language, day=today.isoformat()))}</b></p>{sentence}"
        f"<ol>{answers}</ol>{_models(found, language)}</article>"
    )


def _models(found: Sheet, language: str) -> str:
    """Which models the numbers come from."""
    rows = "".join(
        f"<tr><th scope=row>{model_names.named(about(model)[1], model, language)}</th>"
        f"<td><code>{safe(digest)}</code></td></tr>"
        for model, digest in found.digests
    )
    heads = (say("lesson-sheet-model", language), say("lesson-sheet-digest", language))
    columns = "".join(f"<th scope=col>{safe(one)}</th>" for one in heads)
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"


def _step(view: StepView, language: str) -> str:
    """What is to be done, the question, and room for an answer."""
    done = f"<p>{safe(view.lesson.says(f'{view.lesson.key}-do-{view.step.key}', language))}</p>"
    answer = view.found.answer if view.found else None
    if answer is None:
        return done
    if answer.options:
        boxes = "".join(f"<li>☐ {drawn(one.shown, view.lesson, language)}</li>" for one in answer.options)
        room = f'<ul class="sheet-options">{boxes}</ul>'
    else:
        room = '<p class="sheet-line"></p>'
    return f"{done}<p><b>{safe(question(view, answer, language))}</b></p>{room}"


def _answer(view: StepView, language: str) -> str:
    """The right answer with its numbers; or why there is none."""
    if view.found and view.found.answer:
        asked = f"<p><b>{safe(question(view, view.found.answer, language))}</b></p>"
        if view.found.answer.pending:
            return f"{asked}<p>{safe(pending(view.found.answer.pending, language))}</p>"
        return asked + why(view, view.found.answer, language)
    reason = no_answer(view, view.found.none, language) if view.found and view.found.none else ""
    return f"<p>{safe(reason)}</p>"
