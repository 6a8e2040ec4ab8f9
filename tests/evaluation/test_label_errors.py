"""Labels that may be wrong, and what is decided of them."""

import csv
from pathlib import Path

import numpy as np
import pytest

from playground.data.examples import Examples
from playground.errors import BadInput, NotFound
from playground.evaluation.label_decisions import cleaned, count, labels_to_choose, read_decisions, write_list
from playground.evaluation.label_errors import Suspect, near_duplicates, suspects

LABELS = ("bad", "good")


def film(count: int = 40) -> tuple[Examples, list[np.ndarray]]:
    """Examples that a model tells apart, and of which numbers 3 and 8 have the wrong label."""
    right = [number % 2 for number in range(count)]
    given = [1 - one if number in (3, 8) else one for number, one in enumerate(right)]
    rows = [np.array([0.95, 0.05]) if one == 0 else np.array([0.1, 0.9]) for one in right]
    texts = tuple(f"film number {number} of {number * 7}" for number in range(count))
    return Examples("sentiment", texts, None, tuple(LABELS[one] for one in given), "mine.csv", "0" * 64), rows


def test_wrong_labels_stand_first_with_what_they_should_be() -> None:
    examples, rows = film()
    found = suspects(examples, LABELS, rows)
    assert len(found) == 40
    assert [(one.example, one.label, one.suggested, one.likely) for one in found[:3]] == [
        (8, "good", "bad", True),
        (3, "bad", "good", True),
        *[(found[2].example, found[2].label, found[2].label, False)],
    ]
    assert (found[0].fit, found[0].sure) == pytest.approx((0.05, 0.95))


def test_a_wrong_tag_is_found_and_what_was_not_read_is_left_alone() -> None:
    words = tuple(("the", "dog", "barks") for _ in range(30))
    tags = tuple(("DET", "NOUN", "NOUN" if number == 4 else "VERB") for number in range(30))
    examples = Examples("pos", tuple(map(" ".join, words)), words, tags, "mine.conllu", "0" * 64)
    labels = ("DET", "NOUN", "VERB")
    rows = [np.eye(3) * 0.85 + 0.05 for _ in range(30)]
    rows[7] = rows[7].copy()
    rows[7][2] = np.nan
    found = suspects(examples, labels, rows)
    assert (found[0].example, found[0].word, found[0].suggested, found[0].likely) == (4, 2, "VERB", True)
    unread = next(one for one in found if (one.example, one.word) == (7, 2))
    assert (unread.likely, unread.suggested) == (False, "VERB")
    changed, done = cleaned(examples, {(4, 2): ("change", "VERB"), (5, 0): ("drop", "DET")})
    assert changed.labels[4] == ("DET", "NOUN", "VERB")
    assert (len(changed), done[4], done[5]) == (29, "word 3 changed from NOUN", "drop")


def test_texts_that_are_all_but_the_same() -> None:
    room = "The room was clean and the staff was kind to us, thank you"
    texts = [f"{room}!", "We waited for an hour.", room.lower(), "这家酒店的房间很干净，服务也很好", "Nothing else"]
    assert near_duplicates(texts) == {0: (2,), 2: (0,)}
    assert near_duplicates(
        ["这家酒店的房间很干净，服务也很好。", "这家酒店的房间很干净，服务也很好", "完全是另外一句话"]
    ) == {
        0: (1,),
        1: (0,),
    }
    assert near_duplicates([" ", ""]) == {}


def test_a_list_is_filled_in_and_the_file_is_cleaned(tmp_path: Path) -> None:
    examples, rows = film()
    path = tmp_path / "list.csv"
    write_list(path, examples, suspects(examples, LABELS, rows))
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["example"] for row in table[:2]] == ["9", "4"]
    for row, decision in zip(table, ("change", "drop", "Keep"), strict=False):
        row["decision"] = decision
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    decided = read_decisions(path, examples)
    third = int(table[2]["example"]) - 1, None
    assert decided == {
        (8, None): ("change", "bad"),
        (3, None): ("drop", "good"),
        third: ("keep", table[2]["suggested"]),
    }
    clean, done = cleaned(examples, decided)
    assert count(done) == {"kept": 38, "changed": 1, "dropped": 1}
    assert len(clean) == 39
    assert [clean.labels[at - (at > 3)] for at, one in enumerate(done) if one.startswith("changed")] == ["bad"]
    assert examples.texts[3] not in clean.texts


def test_a_label_is_changed_to_any_other_one_of_the_file(tmp_path: Path) -> None:
    labels = ("@so", "bad", "good")
    examples = Examples("sentiment", ("a", "b", "c"), None, labels, "mine.csv", "0" * 64)
    path = tmp_path / "list.csv"
    write_list(path, examples, [Suspect(1, None, "bad", "good", 0.1, 0.8, True)])
    text = path.read_text("utf-8")
    for written, wanted in (("good", "good"), ("@so", "@so"), ("'@so", "@so")):
        path.write_text(text.replace(",bad,good,", f",bad,{written},").rstrip("\r\n") + "change\n", "utf-8")
        assert read_decisions(path, examples) == {(1, None): ("change", wanted)}
    path.write_text(text.replace(",bad,good,", ",bad,god,").rstrip("\r\n") + "change\n", "utf-8")
    with pytest.raises(BadInput, match=r"would change the label to 'god', which mine\.csv does not have. Write one of"):
        read_decisions(path, examples)
    tagged = Examples("pos", ("a",), (("a",),), (("DET",),), "mine.conllu", "0" * 64)
    assert "NOUN" in labels_to_choose(tagged), "a tag that no word of the file has"
    renamed = Examples("pos", ("a",), (("a",),), (("article",),), "mine.conllu", "0" * 64)
    assert labels_to_choose(renamed) == ("article",)


def test_a_list_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    examples, rows = film()
    with pytest.raises(NotFound, match="There is no file"):
        read_decisions(tmp_path / "none.csv", examples)
    path = tmp_path / "list.csv"
    path.write_text("text,label\na,b\n")
    with pytest.raises(BadInput, match="is no list of suspect labels"):
        read_decisions(path, examples)
    write_list(path, examples, suspects(examples, LABELS, rows))
    text = path.read_text("utf-8")
    path.write_text(text.replace(",yes,,", ",yes,,maybe", 1), "utf-8")
    with pytest.raises(BadInput, match=r"Row 2 of list\.csv has the decision 'maybe'\. Write keep, change or drop"):
        read_decisions(path, examples)
    path.write_text(text.replace("good", "fine"), "utf-8")
    with pytest.raises(BadInput, match=r"has a label that mine\.csv does not have there"):
        read_decisions(path, examples)
