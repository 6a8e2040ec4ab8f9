"""Records -> HTML: how often each model fails at short sentences whose answer is beyond doubt, by what they test.

The rates are those that lie beside the weights; what a row tests and where a model failed is unfolded on demand.
Nothing here knows about gradio.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from playground.text_language import DEFAULT
from playground.ui.components.markup import safe
from playground.ui.components.model_names import named
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label, translation
from playground.ui.models.queries import Entry, ViewOptions
from playground.ui.models.words import say

if TYPE_CHECKING:
    from playground.evaluation.behaviour.suite import Failure, Outcome


def behaviour_table(entries: Sequence[Entry], kind: str, options: ViewOptions, language: str) -> str:
    """A table, a row a capability and a column a model, behind a button; empty where no model was tested."""
    tested = [entry for entry in entries if entry.behaviour]
    if not tested:
        return ""
    is_open = options.behaviour == kind
    button = (
        f'<button type="button" data-behaviour="{"" if is_open else safe(kind)}" '
        f'aria-expanded="{str(is_open).lower()}">'
        f"{safe(say('behaviour-title', language))}</button>"
    )
    body = _table(tested, kind, options, language) if is_open else ""
    return f'<section class="behaviour"><p class="actions">{button}</p>{body}</section>'


def _table(tested: Sequence[Entry], kind: str, options: ViewOptions, language: str) -> str:
    """A table for the models of each language, since what they are tested with differs."""
    groups: dict[str, list[Entry]] = {}
    for entry in tested:
        if entry.behaviour:
            groups.setdefault(entry.behaviour.language, []).append(entry)
    tables = "".join(_table_of_language(group, kind, of, options, language) for of, group in groups.items())
    return f"<p>{safe(say('behaviour-how', language))}</p>{tables}"


def _table_of_language(tested: Sequence[Entry], kind: str, tested_in: str, options: ViewOptions, language: str) -> str:
    head = "".join(f'<th scope="col">{named(entry.architecture, entry.reference, language)}</th>' for entry in tested)
    keys = dict.fromkeys(key for entry in tested if entry.behaviour for key in entry.behaviour.capabilities)
    rows = "".join(
        _capability_row(
            key,
            key if tested_in == DEFAULT else f"{tested_in}:{key}",
            capability(kind, key, language, tested_in),
            tested,
            options,
            language,
        )
        for key in keys
    )
    return (
        '<div class="scroll"><table><thead><tr>'
        f'<th scope="col">{safe(say("behaviour-column", language))}</th>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def capability(kind: str, key: str, language: str, tested_in: str = "") -> tuple[str, str]:
    """The name of a capability that models of a task are tested for, and what is tested.

    Args:
        tested_in: the language of the sentences, where it is not that of most models; such suites name themselves.
    """
    from playground.evaluation.behaviour.suite import SUITES, suite_of

    suite = suite_of(kind, tested_in) if tested_in else SUITES[kind]
    tested = suite[key]
    if suite is not SUITES[kind]:
        return tested.title, tested.help
    names: Mapping[str, tuple[str, str]] = translation(language, "capabilities", kind, {})
    return names.get(key, (tested.title, tested.help))


def _capability_row(
    key: str, option: str, shown: tuple[str, str], tested: Sequence[Entry], options: ViewOptions, language: str
) -> str:
    """A row, with the failures below it where it is open.

    Args:
        option: what opens it: the key, with the language of the sentences unless that is the first one.
        shown: the capability's name, and what is tested.
    """
    name, what = shown
    outcomes = [entry.behaviour.capabilities.get(key) if entry.behaviour else None for entry in tested]
    cells = "".join(_cell(outcome, language) for outcome in outcomes)
    is_open = options.capability == option
    row = (
        f'<tr class="walked"><th scope="row"><button type="button" data-capability="{"" if is_open else safe(option)}" '
        f'aria-expanded="{str(is_open).lower()}">{safe(name)}</button><small>{safe(what)}</small></th>{cells}</tr>'
    )
    if is_open:
        failed = "".join(
            f"<li>{named(entry.architecture, entry.reference, language)}{_failures(outcome, language)}</li>"
            for entry, outcome in zip(tested, outcomes, strict=True)
            if outcome
        )
        row += f'<tr class="open"><td colspan="{len(tested) + 1}"><ul class="failed">{failed}</ul></td></tr>'
    return row


def _cell(outcome: Outcome | None, language: str) -> str:
    if outcome is None:
        return "<td>–</td>"
    tip = say("behaviour-cell", language, failures=outcome.failures, cases=outcome.cases)
    return f'<td style="--share:{outcome.rate:.3f}" data-tip="{safe(tip)}">{safe(percent(outcome.rate, 0))}</td>'


def _failures(outcome: Outcome, language: str) -> str:
    """The failures that were kept, as sentences with what was expected and what came."""
    if not outcome.examples:
        return f" {safe(say('behaviour-none', language))}"
    return "".join(f"<p>{_failure(one, language)}</p>" for one in outcome.examples)


def _failure(failure: Failure, language: str) -> str:
    answers = [_answer_text(answer, language) if answer else "=" for answer in failure.answered]
    lines = [f"“{safe(text)}” <b>{safe(answer)}</b>" for text, answer in zip(failure.texts, answers, strict=True)]
    if failure.expected:
        lines[-1] += (
            f" <small>{safe(say('behaviour-wanted', language, label=_answer_text(failure.expected, language)))}</small>"
        )
    return "<br>".join(lines)


def _answer_text(answer: str, language: str) -> str:
    """A stored answer: a label with its probability, or words with their tags."""
    name, _, share = answer.partition(" ")
    if "/" in name:
        return answer
    try:
        return f"{label(name, language)} {percent(float(share), 0)}" if share else label(name, language)
    except ValueError:
        return answer
