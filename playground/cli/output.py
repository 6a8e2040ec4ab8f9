"""What the command line prints: JSON, tables for people, and progress on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.lenses.edit.search import Edits
    from playground.lenses.predict.predict import Prediction
    from playground.scale.scoring import Pace


# ---- what they answer


def print_json(value: Any) -> None:
    """Print one JSON value on one line."""
    if hasattr(sys.stdout, "reconfigure"):
        # Half of a surrogate pair cannot be written as UTF-8; the escape \udc.. is what JSON calls it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def print_labels(answers: Sequence[Prediction]) -> None:
    """Print a table with a row a model: its label, and the probability of each label."""
    if not answers:
        return
    labels = list(dict.fromkeys(label for answer in answers for label in answer.scores))
    rows = []
    for answer in answers:
        unread = sum(not word.read for word in answer.words)
        scores = [percent(answer.scores.get(label)) for label in labels]
        rows.append([answer.model, answer.label or "", *scores, f"{unread:,} words were not read" if unread else ""])
    print_table(
        ["  model", "label", *labels, ""],
        [["  " + row[0], *row[1:]] for row in rows],
        numbers=range(2, 2 + len(labels)),
    )
    _print_cautions(answers)


def print_tags(answers: Sequence[Prediction]) -> None:
    """Print a table of tags with a row a word and a column a model; below it the words that tagged characters make."""
    if not answers:
        return
    words = [word.text for word in answers[0].words]
    columns = [[tag or "(not read)" for tag in answer.tags or ()] for answer in answers]
    rows = [["  " + word, *tags] for word, *tags in zip(words, *columns, strict=True)]
    print_table(["  word", *(answer.model for answer in answers)], rows, numbers=())
    for answer in answers:
        if answer.spans:
            print(f"  {answer.model}: {' '.join(f'{printable(one.text)}/{one.tag}' for one in answer.spans)}")
    _print_cautions(answers)


def _print_cautions(answers: Sequence[Prediction]) -> None:
    """A line for each reason why answers say little, with the models that it holds for, unless it holds for all."""
    models: dict[str, list[str]] = {}
    for answer in answers:
        if answer.caution is not None:
            models.setdefault(answer.caution.sentence, []).append(answer.model)
    for sentence, named in models.items():
        print(f"  {sentence}" if len(named) == len(answers) else f"  {', '.join(named)}: {sentence}")


def print_edits(answer: Edits) -> None:
    """Print a model's answer, and a table with a row an edit."""
    from playground.lenses.predict.asked_word import answer as answer_of

    asked = answer.characters or answer.word
    named = "".join(answer.before.words[at].text for at in answer.characters or (answer.word,) if at is not None)
    print(f"\n{answer.model}: {f'{printable(named)} is ' if named else ''}{answer_of(answer.before, asked)}")
    rows = [[f"  {one.kind}", answer_of(one.after, one.characters or one.word) or "", one.text] for one in answer.edits]
    if rows:
        return print_table(["  edit", "then", "text"], rows, numbers=())
    return print(
        "  that is the target already" if answer_of(answer.before, asked) == answer.target else "  no edit found"
    )


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] | None = None) -> None:
    """Print columns side by side; those in `numbers` (all but the first, unless given) end at the right edge."""
    table = [[printable(cell) for cell in row] for row in (header, *rows)]
    right = range(1, len(header)) if numbers is None else numbers
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = []
        for at, cell in enumerate(row):
            space = " " * (widths[at] - _width(cell))
            padded.append(space + cell if at in right else cell + space)
        print("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese letters and emoji take two, marks and joiners none."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)


def printable(text: str) -> str:
    """The text on one line, with an escape for whatever would move the cursor or cannot be written."""
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
        else letter
        for letter in text
    )


def percent(value: float | None) -> str:
    """A share as per cent with one decimal; empty for None."""
    return "" if value is None else f"{100 * value:.1f} %"


def with_interval(value: float | None, interval: Sequence[float] | None) -> str:
    """A share as per cent with the interval in which it may well lie, where there is one; empty for None."""
    if value is None or interval is None:
        return percent(value)
    return f"{percent(value)} ({100 * interval[0]:.1f}–{100 * interval[1]:.1f})"


def print_progress(line: str) -> None:
    """Print a line on standard error, at once."""
    print(line, file=sys.stderr, flush=True)


def report_pace() -> Callable[[Pace], None]:
    """A function that says how far a long run has come: on one line of a terminal, elsewhere a line every half a
    minute."""
    from playground.scale.scoring import rows_in_words

    terminal = sys.stderr.isatty()
    said_at = 0.0

    def report(pace: Pace) -> None:
        nonlocal said_at
        last = pace.share >= 1
        if pace.seconds - said_at < (0.5 if terminal else 30) and not (last and (terminal or said_at)):
            return
        said_at = pace.seconds
        line = rows_in_words(pace)
        if terminal:
            print(f"\r{line:<78}" + ("\n" if last else ""), end="", file=sys.stderr, flush=True)
        else:
            print_progress(line)

    return report


def count_on_a_terminal() -> Callable[[int, int], None] | None:
    """A function that counts examples on one line of a terminal; None where standard error is not one."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: print(
        f"\r{done:,} of {total:,}" + ("\n" if done == total else ""), end="", file=sys.stderr, flush=True
    )
