"""Answers with a tag a word -> an HTML table, one row a word, one column a model. Pure functions."""

from collections.abc import Sequence

import numpy as np

from playground.ui.compare.queries import ModelAnswer, majority
from playground.ui.compare.words import say
from playground.ui.components.markup import safe
from playground.ui.components.model_names import title
from playground.ui.components.tag_colours import FAMILIES, family
from playground.ui.language.numbers import percent
from playground.ui.language.translations import tag

RUNNERS_UP = 3  # that a tag shows beside itself
WORTH_SAYING = 0.005  # a probability below which a runner-up is not named
NAMED_WORDS = 12  # on which the models differ, before the rest is counted


def verdict(panel: Sequence[ModelAnswer], language: str) -> str:
    """On how many words the models agree, and on which they do not."""
    if len(panel) == 1:
        only = panel[0]
        return safe(say("tags-one", language, model=title(only.facts.architecture, only.prediction.model)))
    rows = votes(panel)
    split = [word.text for word, row in zip(panel[0].prediction.words, rows, strict=False) if len(set(row)) > 1]
    if not split:
        return safe(say("tags-all-agree", language))
    named = ", ".join(split[:NAMED_WORDS]) + (" …" if len(split) > NAMED_WORDS else "")
    same = say("tags-agree", language, same=f"{len(rows) - len(split):,}", total=f"{len(rows):,}")
    differ = safe(say("tags-differ", language, words=named))
    return f'{safe(same)} · <span class="differ" aria-hidden="true">≠</span> {differ}'


def votes(panel: Sequence[ModelAnswer]) -> list[list[str | None]]:
    """What each model says of each word that any of them has read."""
    said = [answered.prediction.tags or [] for answered in panel]
    read = max(sum(word.read for word in answered.prediction.words) for answered in panel)
    return [[model_tags[at] for model_tags in said] for at in range(read)]


def with_majority(answered: ModelAnswer, panel: Sequence[ModelAnswer], language: str) -> str:
    """On how many of the words that have a majority a model is with it."""
    most = [majority(row) for row in votes(panel)]
    told = answered.prediction.tags or []
    decided = [(one, said) for one, said in zip(most, told, strict=False) if one is not None and said is not None]
    return say("majority", language, same=sum(one == said for one, said in decided), total=len(decided))


def table(panel: Sequence[ModelAnswer], heads: Sequence[str], language: str) -> str:
    """One row a word, one column a model; where the models differ a sign stands before the word."""
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    rows = votes(panel)
    ranked = [_ranked_labels(answered) for answered in panel]
    body = "".join(_word_row(at, row, panel, ranked, language) for at, row in enumerate(rows))
    unread = len(panel[0].prediction.words) - len(rows)
    if unread:
        text = safe(say("unread" if unread > 1 else "unread-one", language, count=f"{unread:,}"))
        body += f'<tr class="unread"><th></th><td colspan="{len(panel)}">{text}</td></tr>'
    return (
        f'<div class="scroll"><table class="tags" data-then="{safe(say("then", language, runners="{}"))}" '
        f'data-unknown="{safe(say("unknown-here", language))}"><thead><tr>'
        f'<th scope="col">{safe(say("word", language))}</th>'
        f"{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _ranked_labels(answered: ModelAnswer) -> tuple[np.ndarray, np.ndarray]:
    """Each word's labels by falling probability, and their probabilities; (words, 1 + RUNNERS_UP)."""
    probabilities = answered.prediction.probabilities
    best = np.argsort(-np.nan_to_num(probabilities), axis=-1)[:, : 1 + RUNNERS_UP]
    return best, np.take_along_axis(probabilities, best, -1)


def _word_row(
    at: int,
    row: Sequence[str | None],
    panel: Sequence[ModelAnswer],
    ranked: Sequence[tuple[np.ndarray, np.ndarray]],
    language: str,
) -> str:
    word = panel[0].prediction.words[at]
    differ, most = len(set(row)) > 1, majority(row)
    sign = f'<span class="differ" title="{safe(say("differ", language))}">≠</span>' if differ else ""
    unknown = not any(answered.prediction.words[at].known for answered in panel)
    text = f'<u class="u">{safe(word.text)}</u>' if unknown else safe(word.text)
    cells = []
    for said, answered, (labels, numbers) in zip(row, panel, ranked, strict=True):
        if said is None:
            cells.append(f'<td class="unread">{safe(say("not-read", language))}</td>')
            continue
        names = answered.prediction.labels
        runners = ",".join(
            f"{names[one]} {percent(share)}"
            for one, share in zip(labels[at, 1:].tolist(), numbers[at, 1:].tolist(), strict=True)
            if share >= WORTH_SAYING
        )
        share = float(numbers[at, 0])
        kind = f"f-{family(said)}" + (" minor" if differ and said != most else "")
        new = "" if answered.prediction.words[at].known else ' data-new="1"'
        cells.append(
            f'<td class="{kind}" data-r="{safe(runners)}"{new}><b>{safe(said)}</b><small>{safe(percent(share))}</small>'
            f'<i style="width:{100 * share:.0f}%"></i></td>'
        )
    return f'<tr><th scope="row" dir="auto">{sign}{text}</th>{"".join(cells)}</tr>'


def legend(panel: Sequence[ModelAnswer], language: str) -> str:
    """What the tags mean, in families; those that stand in the table first to catch the eye."""
    used = {said for answered in panel for said in answered.prediction.tags or [] if said}
    own = set(panel[0].prediction.labels)
    parts = []
    for name, members in FAMILIES.items():
        items = "".join(
            f'<li data-tag="{member}" class="f-{name}{"" if member in used else " idle"}"><b>{member}</b> '
            f"<span>{safe(tag(member, language))}</span></li>"
            for member in members
            if member in own
        )
        if items:
            parts.append(f"<h4>{safe(say(f'family-{name}', language))}</h4><ul>{items}</ul>")
    hints = "".join(f"<p>{safe(say(key, language))}</p>" for key in ("differ-legend", "bar-legend", "hover-legend"))
    return (
        f'<details class="legend" open><summary>{safe(say("tags-meaning", language))}</summary>'
        f'{"".join(parts)}<div class="hints">{hints}</div></details>'
    )
