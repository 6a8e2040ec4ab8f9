"""Lines that begin with their label."""

from dataclasses import replace

import pytest

from playground.data.reading import check
from tests.data.films import FILMS, guessed


@pytest.mark.parametrize(
    ("content", "labels", "coarse"),
    [
        ("".join(f"__label__{label} {text}\n" for text, label in FILMS), {"good", "bad"}, None),
        ("".join(f"{label.upper()} {text}\n" for text, label in FILMS), {"GOOD", "BAD"}, None),
        ("".join(f"{label}: {text}\n" for text, label in FILMS), {"good", "bad"}, None),
        ("".join(f"__label__{label}\t{text}\n" for text, label in FILMS), {"good", "bad"}, None),
        (
            "".join(
                f"{'NUM' if label == 'good' else 'DESC'}:x{at % 3} {text}\n" for at, (text, label) in enumerate(FILMS)
            ),
            {"NUM", "DESC"},
            "coarse",
        ),
    ],
)
def test_lines_that_begin_with_their_label_are_taken_apart(content: str, labels: set[str], coarse: str | None) -> None:
    sheet, found = guessed(content, "a.txt")
    assert sheet.kind == "labelled-lines"
    assert sheet.delimiter is None
    assert set(found.labels) == labels
    assert found.texts == tuple(text for text, _ in FILMS)
    assert sheet.guess.colon == coarse


@pytest.mark.parametrize(
    "start",
    [
        "{label} well, ",  # one comma a line: the table would have the labels "GOOD well" and "BAD well"
        "{label} {word} it was, ",  # the table would have no label
        "{label}: {word} as they say, ",
        "{label}: well, ",
    ],
)
@pytest.mark.parametrize("uneven", [False, True])
def test_a_comma_in_lines_that_begin_with_their_label_does_not_make_them_a_table(start: str, uneven: bool) -> None:
    words = ["fine", "slow", "long", "short", "odd", "warm", "dull", "neat", "loud", "calm"]
    content = "".join(
        start.format(label=label.upper(), word=words[at % 10])
        + f"{text.replace(',', '')} {at}\n"
        + (
            f"{label.upper()} no marks {at}\nBAD two, or more, {words[at % 10]} {at}\n"
            if uneven and at % 4 == 0
            else ""
        )
        for at, (text, label) in enumerate(FILMS * 6)
    )
    sheet, found = guessed(content, "a.txt")
    assert sheet.kind == "labelled-lines"
    assert set(found.labels) == {"GOOD", "BAD"}
    assert len(found) == content.count("\n")
    assert {note.key for note in sheet.assumed} == {"assumed-labelled-lines"}


@pytest.mark.parametrize(
    "labels", [("very good", "very bad"), ("New York", "Los Angeles"), ("LOW RISK", "HIGH RISK"), ("1 star", "5 star")]
)
def test_labels_of_several_words_stay_whole(labels: tuple[str, str]) -> None:
    content = "".join(f"{labels[label == 'good']},{text.replace(',', '')}\n" for text, label in FILMS * 3)
    sheet, found = guessed(content, "a.txt")
    assert sheet.kind == "table"
    assert set(found.labels) == set(labels)


def test_the_whole_of_a_label_with_parts_can_be_chosen() -> None:
    sheet, found = guessed("".join(f"{'AB'[at % 2]}:{'xyz'[at % 3]} who is {at} ?\n" for at in range(12)), "a.label")
    assert set(found.labels) == {"A", "B"}
    fine = check(sheet, replace(sheet.guess, colon="fine"))
    assert set(fine.labels) == {"A:x", "A:y", "A:z", "B:x", "B:y", "B:z"}
    assert fine.examples.texts == found.texts


def test_sentences_that_happen_to_begin_alike_are_not_taken_for_labels() -> None:
    starts = ("The", "A", "The", "It", "I", "The", "We", "It", "They", "Nobody")
    sheet, _ = guessed(
        "".join(f"{start} went home again\n" for start in starts * 2 + ("Once", "Never", "Still")), "a.txt"
    )
    assert sheet.kind == "table"
    assert len(sheet.columns) == 1
