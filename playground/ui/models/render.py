"""Records -> HTML: every model that is here, in a table a task, and the card of the one that is open.

Everything that comes from a user or from the Hub passes through `safe` or `markdown`. Nothing here knows about gradio.
"""

from collections.abc import Sequence

from playground.checkpoints.card_sections import with_first
from playground.models.architectures import ARCHITECTURES
from playground.tasks import TASKS
from playground.ui.components.address import address_attribute
from playground.ui.components.markdown import markdown
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class, kind, mark, text_language, title
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.numbers import amount, percent, size
from playground.ui.language.say import FALLBACK
from playground.ui.language.translations import error, task
from playground.ui.models.accuracy_plot import plot
from playground.ui.models.queries import Catalogue, Entry
from playground.ui.models.render_behaviour import behaviour_table
from playground.ui.models.words import say

COLUMNS = ("parameters", "bytes", "speed", "source")
CLAIMED = "*"  # behind a result that is somebody else's word
COMMIT_SHOWN = 7  # letters of a commit


def models(catalogue: Catalogue, language: str) -> str:
    """The tab: the plot, a table a task, and where the models are from."""
    again = ' data-again="1"' if catalogue.loading else ""
    sections = "".join(_section(catalogue, kind, language) for kind in (*TASKS, ""))
    origin = say("models-published" if catalogue.published else "models-bundled", language)
    return (
        f'<div class="catalogue"{again}{address_attribute(catalogue.options.address())}>{plot(catalogue, language)}'
        f'{sections}<p class="origin">{safe(origin)}</p></div>'
    )


def _section(catalogue: Catalogue, kind: str, language: str) -> str:
    """The models of a task; of the empty one those of which nothing is known yet."""
    entries = catalogue.of(kind)
    if not entries:
        return ""
    if not kind:
        rows = "".join(_unknown(entry, language) for entry in entries)
        return f'<h3>{safe(say("models-coming", language))}</h3><table class="models"><tbody>{rows}</tbody></table>'
    groups = catalogue.by_language(kind)
    tables = "".join(
        _table(group, catalogue, language, text_language(key, language) if len(groups) > 1 else "")
        for key, group in groups.items()
    )
    accuracy = safe(say("models-accuracy", language))
    return (
        f"<h3>{safe(task(kind, language))} <small>{accuracy}</small></h3>{tables}"
        f"{_claim_note(entries, language)}{behaviour_table(entries, kind, catalogue.options, language)}"
    )


def _table(entries: Sequence[Entry], catalogue: Catalogue, language: str, heading: str) -> str:
    """The models of a task that read one language, which the heading names where there are several."""
    data = _shipped_data(entries)
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in data) + "".join(
        f'<th scope="col" class="of-{name}">{safe(say(f"models-column-{name}", language))}</th>' for name in COLUMNS
    )
    rows = "".join(_model_row(entry, catalogue, data, language) for entry in entries)
    above = f"<h4>{safe(heading)}</h4>" if heading else ""
    return (
        f'{above}<table class="models"><thead><tr><th scope="col">{safe(say("models-column-model", language))}</th>'
        f'{head}<td class="of-actions"></td></tr></thead><tbody>{rows}</tbody></table>'
    )


def _claim_note(entries: Sequence[Entry], language: str) -> str:
    """Whose word a result is, where it was not measured here."""
    claimed = any(entry.claimed and entry.description and entry.description.metrics for entry in entries)
    return f'<p class="origin">{CLAIMED} {safe(say("models-claimed", language))}</p>' if claimed else ""


def _shipped_data(entries: Sequence[Entry]) -> list[str]:
    """The test sets that have a column: those of the shipped models."""
    found: dict[str, None] = {}
    for entry in entries:
        if entry.description and not entry.extra:
            found |= dict.fromkeys(entry.description.metrics)
    return list(found)


def _model_row(entry: Entry, catalogue: Catalogue, data: Sequence[str], language: str) -> str:
    about = entry.description
    assert about is not None
    results = [_accuracy(entry, name, language) for name in data]
    facts = [
        _cell(say("models-column-parameters", language), amount(about.parameters, "parameters", language),
              f"{about.parameters:,}"),
        _cell(say("models-column-bytes", language), size(about.bytes), f"{about.bytes:,} B"),
        _speed(entry, language),
        f'<td data-name="{safe(say("models-column-source", language))}">{_source(entry, language)}</td>',
    ]  # fmt: skip
    row = (
        f'<tr class="walked {colour_class(entry.architecture, entry.reference)}{" chosen" if entry.chosen else ""}">'
        f"{_name(entry, data, language)}{''.join(results + facts)}<td>{_actions(entry, catalogue, language)}</td></tr>"
    )
    if catalogue.options.card == entry.reference:
        row += f'<tr class="open"><td colspan="{len(data) + len(COLUMNS) + 2}">{_card(catalogue, language)}</td></tr>'
    return row


def _name(entry: Entry, data: Sequence[str], language: str) -> str:
    """The model, with a box that puts it into the comparison, and what it was measured on beside the columns."""
    about = entry.description
    assert about is not None
    named = title(entry.architecture, entry.reference, language)
    architecture = kind(entry.architecture)
    others = [
        f"{name} {percent(accuracy, 1)}{CLAIMED * entry.claimed}"
        for name in about.metrics
        if name not in data and (accuracy := entry.accuracy(name)) is not None
    ]
    small = [*([architecture] if architecture != named else []), *others]
    if len(about.labels) <= 4:
        small += [", ".join(about.labels)] if entry.extra else []
    else:
        small += [say("models-labels", language, count=len(about.labels))] if entry.extra else []
    more = f"<small>{safe(' · '.join(small))}</small>" if small else ""
    checked = " checked" if entry.chosen else ""
    tip = safe(say("models-compare", language, model=named))
    return (
        f'<th scope="row"><label data-tip="{tip}">'
        f'<input type="checkbox" data-compare="{safe(entry.reference)}"{checked} aria-label="{tip}">'
        f"{mark(entry.architecture, entry.reference)} <span>{safe(named)}</span></label>{more}</th>"
    )


def _accuracy(entry: Entry, data: str, language: str) -> str:
    accuracy = entry.accuracy(data)
    if accuracy is None or entry.description is None:
        return f'<td data-name="{safe(data)}">–</td>'
    tip = " · ".join(
        f"{say(f'metric-{name}', language)} {percent(value, 1)}"
        for name, value in entry.description.metrics[data].items()
        if name in ("accuracy", "macro_f1", "calibration_error", "unknown_word_accuracy")
    )
    return _cell(data, percent(accuracy, 1) + CLAIMED * entry.claimed, tip)


def _cell(name: str, value: str, tip: str = "") -> str:
    more = f' data-tip="{safe(tip)}"' if tip else ""
    return f'<td data-name="{safe(name)}" class="number"{more}>{safe(value)}</td>'


def _speed(entry: Entry, language: str) -> str:
    column = say("models-column-speed", language)
    if entry.seconds is not None:
        return _cell(column, amount(1000 * entry.seconds, "milliseconds", language), say("models-speed", language))
    if entry.failed is None:
        return f'<td data-name="{safe(column)}" class="number pulse">…</td>'
    tip = safe(error(entry.failed, language))
    return f'<td data-name="{safe(column)}" class="warn" data-tip="{tip}">{safe(say("models-failed", language))}</td>'


def _source(entry: Entry, language: str) -> str:
    """Where a model is from, with the commit where it is the Hub."""
    about = entry.description
    assert about is not None
    shown = safe(say(f"source-{about.source}", language))
    revision = getattr(about, "revision", "")
    return f"{shown} <code>{safe(revision[:COMMIT_SHOWN])}</code>" if revision else shown


def _actions(entry: Entry, catalogue: Catalogue, language: str) -> str:
    """The buttons of a model: its card, exporting, publishing and removing it."""

    def button(key: str, value: str, words: str, pressed: bool | None = None) -> str:
        state = "" if pressed is None else f' aria-expanded="{str(pressed).lower()}"'
        return f'<button type="button" data-{key}="{safe(value)}"{state}>{safe(say(words, language))}</button>'

    opened = catalogue.options.card == entry.reference
    actions = [button("card", "" if opened else entry.reference, "models-card", opened)] if entry.description else []
    if entry.architecture in ARCHITECTURES:
        actions.append(button("export", entry.reference, "models-export"))
    if entry.mine:
        actions.append(
            button("publishing", "" if catalogue.options.publishing else entry.reference, "models-publish",
                   catalogue.options.publishing == entry.reference)
        )  # fmt: skip
    if entry.extra:
        actions.append(button("remove", entry.reference, "models-remove"))
    return f'<span class="actions">{"".join(actions)}</span>'


def _card(catalogue: Catalogue, language: str) -> str:
    first, others = (f"## {LANGUAGES[one].name}" if one in LANGUAGES else "" for one in (language, FALLBACK))
    body = (
        markdown(with_first(catalogue.card, first, others))  # first what is said in the reader's language
        if catalogue.card
        else f"<p>{safe(say('models-no-card', language))}</p>"
    )
    return f'<article class="model-card">{body}</article>'


def _unknown(entry: Entry, language: str) -> str:
    """A model of which nothing is known: on its way, or failed."""
    if entry.failed:
        state = f'<span class="warn">{safe(error(entry.failed, language))}</span>'
    else:
        state = f'<span class="pulse">{safe(say("loading", language, model=entry.reference))}</span>'
    named = f"{mark('', entry.reference)} <span>{safe(title('', entry.reference, language))}</span>"
    return (
        f'<tr class="{colour_class("", entry.reference)}"><th scope="row">{named}</th><td class="said">{state}</td>'
        f"<td><span class='actions'><button type='button' data-remove=\"{safe(entry.reference)}\">"
        f"{safe(say('models-remove', language))}</button></span></td></tr>"
    )
