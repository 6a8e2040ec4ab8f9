"""Answers with a tag a word -> an HTML table, one row a word, one column a model. Pure functions.

Where a model tags characters, a row is a character, and the characters of a word share one cell with its tag.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.checkpoints import votes as voting_models
from playground.lenses.predict.predict import Prediction
from playground.lenses.predict.spans import kinds, makes_words, word_shares
from playground.ui.compare.queries import ModelAnswer, majority, voting
from playground.ui.compare.words import say
from playground.ui.components.markup import safe
from playground.ui.components.model_names import title
from playground.ui.components.tag_colours import FAMILIES, family
from playground.ui.language.numbers import percent
from playground.ui.language.translations import tag
from playground.ui.selection import reads

RUNNERS_UP = 3  # that a tag shows beside itself
WORTH_SAYING = 0.005  # a probability below which a runner-up is not named
LONG = 30  # words; a longer table scrolls below its head
NAMED_WORDS = 12  # on which the models differ, before the rest is counted


@dataclass(frozen=True)
class TagCell:
    """A tag of a word of the axis, or of several that make one word: from `first` on so many rows."""

    first: int
    rows: int
    tag: str
    share: float  # its probability, 0-1
    runners: tuple[tuple[str, float], ...]  # the next most probable tags
    text: str = ""  # the word that characters make

    @property
    def comparison_key(self) -> str:
        """What two models have to have in common to agree: the tag, and where the word begins and ends."""
        return f"{self.tag} {self.first}+{self.rows}"


def cells(prediction: Prediction) -> list[TagCell | None]:
    """The tag of each word of the axis, the same one for all characters of a word; None where it was not read."""
    if not makes_words(prediction.labels):
        rows = zip(prediction.tags or (), prediction.probabilities, strict=True)
        return [
            None if said is None else _cell(at, 1, said, row, prediction.labels) for at, (said, row) in enumerate(rows)
        ]
    names = kinds(prediction.labels)
    found: list[TagCell | None] = [None] * len(prediction.words)
    for characters in prediction.joined or ():
        best, shares = word_shares(prediction.labels, prediction.probabilities, characters)
        made = "".join(prediction.words[at].text for at in characters)
        cell = _cell(characters.start, len(characters), names[best], shares, names, made)
        found[characters.start : characters.stop] = [cell] * len(characters)
    return found


def _cell(first: int, rows: int, said: str, shares: np.ndarray, names: Sequence[str], text: str = "") -> TagCell:
    order = [at for at in np.argsort(-shares).tolist() if names[at] != said][:RUNNERS_UP]
    runners = tuple((names[at], float(shares[at])) for at in order if shares[at] >= WORTH_SAYING)
    return TagCell(first, rows, said, float(shares[names.index(said)]), runners, text)


def verdict(panel: Sequence[ModelAnswer], language: str) -> str:
    """On how many words the models agree, and on which they do not."""
    panel = voting(panel)
    if len(panel) == 1:
        only = panel[0]
        return safe(say("tags-one", language, model=title(only.facts.architecture, only.prediction.model, language)))
    rows = votes(panel)
    split = _differing(panel, rows)
    if not split:
        return safe(say("tags-all-agree", language))
    named = ", ".join(split[:NAMED_WORDS]) + (" …" if len(split) > NAMED_WORDS else "")
    agreed = sum(len(set(row)) == 1 for row in rows)
    key = "characters-agree" if _makes_words(panel) else "tags-agree"
    same = say(key, language, same=f"{agreed:,}", total=f"{len(rows):,}")
    differ = safe(say("tags-differ", language, words=named))
    return f'{safe(same)} · <span class="differ" aria-hidden="true">≠</span> {differ}'


def _differing(panel: Sequence[ModelAnswer], rows: Sequence[Sequence[str | None]]) -> list[str]:
    """The words on which the models differ; of characters those that stand together as one."""
    found: list[str] = []
    joined, before = _makes_words(panel), -2
    for at, (word, row) in enumerate(zip(panel[0].prediction.words, rows, strict=False)):
        if len(set(row)) > 1:
            if joined and before == at - 1:
                found[-1] += word.text
            else:
                found.append(word.text)
            before = at
    return found


def _makes_words(panel: Sequence[ModelAnswer]) -> bool:
    return makes_words(panel[0].prediction.labels)


def votes(panel: Sequence[ModelAnswer]) -> list[list[str | None]]:
    """What each model says of each word that any of them has read."""
    said = [cells(answered.prediction) for answered in panel]
    return [[cell.comparison_key if cell else None for cell in row] for row in _rows_read(panel, said)]


def _rows_read(panel: Sequence[ModelAnswer], said: Sequence[list[TagCell | None]]) -> list[list[TagCell | None]]:
    read = max(sum(word.read for word in answered.prediction.words) for answered in panel)
    return [[model_cells[at] for model_cells in said] for at in range(read)]


def with_majority(answered: ModelAnswer, panel: Sequence[ModelAnswer], language: str) -> str:
    """On how many of the words that have a majority a model is with it."""
    most = [majority(row) for row in votes(voting(panel))]
    told = [cell.comparison_key if cell else None for cell in cells(answered.prediction)]
    decided = [(one, said) for one, said in zip(most, told, strict=False) if one is not None and said is not None]
    key = "majority-characters" if _makes_words(panel) else "majority"
    return say(key, language, same=sum(one == said for one, said in decided), total=len(decided))


def table(panel: Sequence[ModelAnswer], heads: Sequence[str], language: str) -> str:
    """One row a word, one column a model; where the models differ a sign stands before the word."""
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    rows = _rows_read(panel, [cells(answered.prediction) for answered in panel])
    body = "".join(_word_row(at, row, panel, language) for at, row in enumerate(rows))
    unread = len(panel[0].prediction.words) - len(rows)
    if unread:
        text = safe(say("unread" if unread > 1 else "unread-one", language, count=f"{unread:,}"))
        body += f'<tr class="unread"><th></th><td colspan="{len(panel)}">{text}</td></tr>'
    key = "character" if _makes_words(panel) else "word"
    long = len(rows) > LONG
    begin = f'<div class="long">{_filter(panel, language)}' if long else ""
    title = safe(say("tags-table", language))
    region = f'scroll tall" role="region" tabindex="0" aria-label="{title}' if long else "scroll"
    return (
        f'{begin}<div class="{region}"><table class="tags" data-then="{safe(say("then", language, runners="{}"))}" '
        f'data-unknown="{safe(say("unknown-here", language))}"><thead><tr>'
        f'<th scope="col">{safe(say(key, language))}</th>'
        f"{columns}</tr></thead><tbody>{body}</tbody></table></div>{'</div>' if long else ''}"
    )


def _filter(panel: Sequence[ModelAnswer], language: str) -> str:
    """The box that leaves only the words on which the models differ; not where characters share the cell of a word."""
    if _makes_words(panel) or len(voting(panel)) < 2:
        return ""
    return f'<label class="only-differing"><input type="checkbox"> {safe(say("tags-filter", language))}</label>'


def _word_row(at: int, row: Sequence[TagCell | None], panel: Sequence[ModelAnswer], language: str) -> str:
    word = panel[0].prediction.words[at]
    counted = voting_models([answered.prediction.model for answered in panel])
    votes_here = [cell.comparison_key if cell else None for cell, counts in zip(row, counted, strict=True) if counts]
    differ, most = len(set(votes_here)) > 1, majority(votes_here)
    sign = f'<span class="differ" data-tip="{safe(say("differ", language))}">≠</span>' if differ else ""
    unknown = not any(answered.prediction.words[at].known for answered in panel)
    text = f'<u class="u">{safe(word.text)}</u>' if unknown else safe(word.text)
    drawn = ""
    for column, (cell, answered) in enumerate(zip(row, panel, strict=True)):
        if cell is None:
            drawn += f'<td class="unread" data-c="{column}">{safe(say("not-read", language))}</td>'
        elif cell.first == at:
            known = all(one.known for one in answered.prediction.words[at : at + cell.rows])
            drawn += _drawn_cell(cell, column, differ and cell.comparison_key != most, known)
    return f'<tr{"" if differ else " class=same"}><th scope="row" dir="auto">{sign}{text}</th>{drawn}</tr>'


def _drawn_cell(cell: TagCell, column: int, minor: bool, known: bool) -> str:
    kind = f"f-{family(cell.tag)}" + (" minor" if minor else "")
    runners = ",".join(f"{name} {percent(share)}" for name, share in cell.runners)
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    new = "" if known else ' data-new="1"'
    made = f" <span>{safe(cell.text)}</span>" if cell.rows > 1 else ""
    return (
        f'<td class="{kind}" data-c="{column}"{spans} data-r="{safe(runners)}"{new}><b>{safe(cell.tag)}</b>{made}'
        f'<small>{safe(percent(cell.share))}</small><i style="width:{100 * cell.share:.0f}%"></i></td>'
    )


def legend(panel: Sequence[ModelAnswer], language: str) -> str:
    """What the tags mean, in families; those that stand in the table first to catch the eye."""
    used = {cell.tag for answered in panel for cell in cells(answered.prediction) if cell}
    labels = panel[0].prediction.labels
    own = set(kinds(labels) if makes_words(labels) else labels)
    text_language = reads(panel[0].prediction.model)
    parts = []
    for name, members in FAMILIES.items():
        items = "".join(
            f'<li data-tag="{member}" class="f-{name}{"" if member in used else " idle"}"><b>{member}</b> '
            f"<span>{safe(tag(member, language, text_language))}</span></li>"
            for member in members
            if member in own
        )
        if items:
            parts.append(f"<h3>{safe(say(f'family-{name}', language))}</h3><ul>{items}</ul>")
    hints = "".join(f"<p>{safe(say(key, language))}</p>" for key in ("differ-legend", "bar-legend"))
    hints += f'<p class="for-mouse">{safe(say("hover-legend", language))}</p>'
    hints += f'<p class="for-touch">{safe(say("tap-legend", language))}</p>'
    return (
        f'<details class="legend" open><summary>{safe(say("tags-meaning", language))}</summary>'
        f'{"".join(parts)}<div class="hints">{hints}</div></details>'
    )
