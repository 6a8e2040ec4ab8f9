"""Records -> HTML: what a model takes for what, with its examples, and its scores for each label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playground.ui.components.chance import interval
from playground.ui.components.markup import safe
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

if TYPE_CHECKING:
    from playground.training.finetune.tune import TuningResult

AROUND = 6  # words before and after the one that a mistake is about


def table(tuned: TuningResult, cell: tuple[int, int] | None, language: str) -> str:
    """A row a true label, a column an answer; each cell shows its examples when it is chosen."""
    labels, counts = tuned.report["confusion"]["labels"], tuned.report["confusion"]["counts"]
    met = occurring(tuned)
    names = {at: safe(label(labels[at], language)) for at in met}
    heads = "".join(f'<th scope="col" data-tip="{names[at]}"><span dir="auto">{names[at]}</span></th>' for at in met)
    rows = "".join(
        f'<tr><th scope="row" dir="auto" tabindex="0" data-tip="{names[row]}">{names[row]}</th>'
        + "".join(_cell(counts[row], row, column, labels, cell, language) for column in met)
        + "</tr>"
        for row in met
    )
    wide = " many" if len(met) > 6 else ""
    return (
        f"<section><h4>{safe(say('finetune-confusion', language))}</h4>"
        f'<p class="note">{safe(say("finetune-confusion-how", language))}</p>'
        f'<div class="ft-scroll"><table class="ft-confusion{wide}"><thead><tr class="walked">'
        f"<td>{safe(say('finetune-is', language))} ↓ {safe(say('finetune-says', language))} →</td>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{_examples(tuned, cell, language)}</section>"
    )


def occurring(tuned: TuningResult) -> list[int]:
    """The labels, by their numbers, that a held-back example has or that the model has given to one."""
    counts = tuned.report["confusion"]["counts"]
    return [at for at, row in enumerate(counts) if any(row) or any(other[at] for other in counts)]


def _cell(counts: list[int], row: int, column: int, labels: list[str], cell: Any, language: str) -> str:
    share = counts[column] / max(sum(counts), 1)
    tip = say(
        "finetune-cell",
        language,
        count=counts[column],
        gold=label(labels[row], language),
        answer=label(labels[column], language),
    )
    off = "" if counts[column] else " disabled"
    return (
        f'<td class="{"right" if row == column else "wrong"}" style="--v:{100 * share:.0f}%">'
        f'<button type="button" data-action="cell" data-row="{row}" data-column="{column}" data-tip="{safe(tip)}" '
        f'aria-label="{safe(tip)}" aria-pressed="{str(cell == (row, column)).lower()}"{off}>'
        f"{counts[column]:,}</button></td>"
    )


def _examples(tuned: TuningResult, cell: tuple[int, int] | None, language: str) -> str:
    """The examples that the chosen cell of the confusion table counts."""
    if cell is None:
        return ""
    row, column = cell
    labels, counts = tuned.report["confusion"]["labels"], tuned.report["confusion"]["counts"]
    found = tuned.cells[row][column]
    heading = say(
        "finetune-cell",
        language,
        count=f"{counts[row][column]:,}",
        gold=label(labels[row], language),
        answer=label(labels[column], language),
    )
    more = (
        f" {safe(say('finetune-cell-first', language, count=len(found)))}" if len(found) < counts[row][column] else ""
    )
    rows = "".join(example(one, language) for one in found)
    return f'<div class="ft-cell" role="status"><p>{safe(heading)}{more}</p><ul class="ft-examples">{rows}</ul></div>'


def example(one: dict[str, Any], language: str) -> str:
    """A held-back example: what it says, what it is, and what the model says of it and how surely."""
    right = one["gold"] == one["predicted"]
    says = say(
        "finetune-right" if right else "finetune-wrong",
        language,
        gold=label(one["gold"], language),
        answer=label(one["predicted"], language),
        share=percent(one["probability"]),
        gold_share=percent(one["gold_probability"]),
    )
    return f'<li><q dir="auto">{_text(one)}</q><small class="{"" if right else "warn"}">{safe(says)}</small></li>'


def _text(one: dict[str, Any]) -> str:
    """The text; where the answer is one a word, the words around it."""
    place, words = one.get("word"), one.get("words")
    if place is None or not words:
        return safe(one["text"])
    before, after = words[max(0, place - AROUND) : place], words[place + 1 : place + 1 + AROUND]
    start = "… " if place > AROUND else ""
    end = " …" if place + 1 + AROUND < len(words) else ""
    middle = f"<mark>{safe(words[place])}</mark>"
    return " ".join(part for part in (start + safe(" ".join(before)), middle, safe(" ".join(after)) + end) if part)


def by_label(tuned: TuningResult, language: str) -> str:
    """Precision, recall and F1 of each label, and of how many examples."""
    heads = "".join(
        f'<th scope="col" data-tip="{safe(say(f"finetune-help-{key}", language))}">'
        f"{safe(say(f'finetune-{key}', language))}</th>"
        for key in ("precision", "recall", "f1", "support")
    )
    found = list(tuned.report["labels"].items())
    of_f1 = tuned.report.get("intervals", {}).get("f1", {})
    met = [found[at] for at in occurring(tuned)]
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{safe(label(name, language))}</th>'
        + "".join(f"<td>{percent(scores[key], 1)}</td>" for key in ("precision", "recall"))
        + f"<td>{percent(scores['f1'], 1)} {interval(of_f1.get(name), language)}</td>"
        + f"<td>{scores['support']:,}</td></tr>"
        for name, scores in met
    )
    absent = len(found) - len(met)
    absent_note = f'<p class="note">{safe(say("finetune-absent", language, count=absent))}</p>' if absent else ""
    return (
        f'<section><h4>{safe(say("finetune-by-label", language))}</h4><div class="ft-scroll"><table class="ft-table">'
        f'<thead><tr class="walked"><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{absent_note}</section>"
    )
