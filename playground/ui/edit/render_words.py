"""Records -> HTML: the words of a draft, what became of them, and what can be done with the one that is chosen.

A button carries what it does (`data-action` and its values). A word that tagged characters make is one button:
`data-word` says where it begins, `data-from` how it is written, and `data-next` the word behind it.
"""

from collections.abc import Sequence

from playground.text import Word, words
from playground.ui.components.markup import safe
from playground.ui.edit.queries import DraftAnswers
from playground.ui.edit.words import say

SHOWN_WORDS = 600
_END = "</span>"


def draft_words(answers: DraftAnswers, language: str) -> str:
    draft, every = answers.draft, answers.words_now
    found, before = words(draft.now.text), words(draft.original)
    joined = every[:SHOWN_WORDS]
    changed = _changed_words(answers)
    gone = _gone_words(answers, {at for was in changed.values() for at in was})
    pieces, end = _deleted_words(gone.get(-1, ()), language).lstrip(), 0
    pieces += " " if pieces else ""
    for number, places in enumerate(joined):
        first, last = found[places.start], found[places[-1]]
        word = Word(draft.now.text[first.start : last.end], first.start, last.end)
        was = "".join(before[at].text for at in changed[places]) if places in changed else None
        following = text_of(found, draft.now.text, every[number + 1]) if number + 1 < len(every) else ""
        gap = safe(draft.now.text[end : word.start])
        drawn = _word(places, word.text, was, draft.picked, following, language)
        if number and not gap and not word.text[0].isalnum() and pieces.endswith(_END):  # no line begins with a comma
            pieces = f"{pieces.removesuffix(_END)}{drawn}{_END}"
        else:
            pieces += f"{gap}<span>{drawn}{_END}"
        for at in places:
            origin = draft.now.origins[at]
            pieces += _deleted_words(gone.get(origin, ()) if origin is not None else (), language)
        end = word.end
    pieces += safe(draft.now.text[end:]) if len(joined) == len(every) else " …"
    rest = len(every) - len(joined)
    more = f'<p class="note">{safe(say("edit-more", language, count=f"{rest:,}"))}</p>' if rest else ""
    if not found:
        more = f'<p class="note">{safe(say("edit-nothing-left", language))}</p>'
    title = safe(say("edit-words", language))
    return f'<div class="draft" role="group" aria-label="{title}" dir="auto">{pieces}</div>{more}'


def text_of(found: Sequence[Word], text: str, places: Sequence[int]) -> str:
    """A word, given as the words of the axis that make it."""
    return text[found[places[0]].start : found[places[-1]].end]


def _changed_words(answers: DraftAnswers) -> dict[range, tuple[int, ...]]:
    """The words of the draft that were put in or stand in place of others, each with what these were: words of the
    axis, of the bar's text."""
    draft = answers.draft
    found, before = words(draft.now.text), words(draft.original)
    theirs = {at: places for places in answers.words_before for at in places}
    changed: dict[range, tuple[int, ...]] = {}
    for places in answers.words_now:
        origins = [draft.now.origins[at] for at in places]
        if any(one is None or before[one].text != found[at].text for at, one in zip(places, origins, strict=True)):
            was = dict.fromkeys(theirs[one] for one in origins if one is not None)
            changed[places] = tuple(at for one in was for at in one)
    return changed


def _gone_words(answers: DraftAnswers, named: set[int]) -> dict[int, list[str]]:
    """The words of the bar's text that are gone, by the word of the axis behind which they stood (-1: none).

    Args:
        named: words of the axis that are named elsewhere, as what a word was.
    """
    before, kept = words(answers.draft.original), {one for one in answers.draft.now.origins if one is not None}
    gone: dict[int, list[str]] = {}
    for places in answers.words_before:
        lost = [at for at in places if at not in kept and at not in named]
        if lost:
            behind = next((one for one in range(lost[0] - 1, -1, -1) if one in kept), -1)
            gone.setdefault(behind, []).append("".join(before[at].text for at in lost))
    return gone


def _word(places: range, text: str, was: str | None, picked: int | None, following: str, language: str) -> str:
    """A button; `was` says what stood there, None where the same word did."""
    kind, tip = "", ""
    if was is not None:
        kind, tip = " new", say("edit-was", language, word=was) if was else say("edit-new", language)
    said = f' data-tip="{safe(tip)}"' if tip else ""
    pressed = str(picked in places).lower()
    return (
        f'<button type="button" class="word{kind}" data-action="pick" data-word="{places.start}" '
        f'data-from="{safe(text)}" data-next="{safe(following)}" aria-pressed="{pressed}"{said}>{safe(text)}</button>'
    )


def _deleted_words(texts: Sequence[str], language: str) -> str:
    return "".join(
        f' <s tabindex="0" data-tip="{safe(say("edit-gone", language, word=text))}">{safe(text)}</s>' for text in texts
    )


def word_tools(answers: DraftAnswers, language: str) -> str:
    """What can be done with the chosen word, and with the draft."""
    draft, joined = answers.draft, answers.words_now
    found = words(draft.now.text)
    number = next((at for at, places in enumerate(joined) if draft.picked in places), None)
    if number is None:
        word = f'<p class="note">{safe(say("edit-invite", language))}</p>'
    else:
        texts = [text_of(found, draft.now.text, places) for places in joined[max(0, number - 1) : number + 2]]
        texts = texts if number else ["", *texts]
        text, following = texts[1], texts[2] if len(texts) > 2 else ""
        here = f'data-word="{joined[number].start}" data-from="{safe(text)}" data-next="{safe(following)}"'
        left = "disabled"
        if number:
            start = joined[number - 1].start
            left = f'data-word="{start}" data-from="{safe(texts[0])}" data-next="{safe(text)}"'
        word = (
            f'<label class="typed">{safe(say("edit-word", language))} <input type="text" {here} maxlength="200" '
            f'value="{safe(text)}" autocomplete="off" spellcheck="false"></label>'
            + button("replace", "change", language, here)
            + button("delete", "delete", language, here)
            + button("swap", "swap-left", language, left)
            + button("swap", "swap-right", language, here if following else "disabled")
        )
    changed = draft.now.text != draft.original
    keep = f'data-text="{safe(draft.now.text)}"' if changed and found else "disabled"
    whole = (
        button("undo", "undo", language, "" if draft.at else "disabled")
        + button("redo", "redo", language, "" if draft.at + 1 < len(draft.steps) else "disabled")
        + f'<button type="button" class="keep-text" {keep}>{safe(say("edit-keep", language))}</button>'
    )
    return f'<div class="actions"><div>{word}</div><div>{whole}</div></div>'


def button(action: str, name: str, language: str, more: str) -> str:
    return f'<button type="button" data-action="{action}" {more}>{safe(say(f"edit-{name}", language))}</button>'
