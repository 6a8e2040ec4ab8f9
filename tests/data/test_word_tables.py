"""Tables with a word and its tag in each row."""

from dataclasses import replace

import pytest

from playground.data.inspection import inspect
from playground.data.reading import check
from tests.data.films import guessed

TAGGED = (
    (("The", "DET"), ("dog", "NOUN"), ("barks", "VERB"), (".", "PUNCT")),
    (("It", "PRON"), ("sleeps", "VERB"), (".", "PUNCT")),
)


@pytest.mark.parametrize(
    ("content", "assumed"),
    [
        ("word,tag\n" + "\n".join("".join(f"{w},{t}\n" for w, t in sentence) for sentence in TAGGED), None),
        ("\n".join("".join(f"{w}\t{w.lower()}\t{t}\n" for w, t in sentence) for sentence in TAGGED), None),
        ("\n".join("".join(f"{w} {t}\n" for w, t in sentence) for sentence in TAGGED), None),
        (
            "Sentence #,Word,POS\n"
            + "".join(
                f"{f'Sentence: {at}' if not place else ''},{word},{tag}\n"
                for at, sentence in enumerate(TAGGED, 1)
                for place, (word, tag) in enumerate(sentence)
            ),
            "assumed-sentence-column",
        ),
        (
            "".join(f"{at},{w},{t}\n" for at, sentence in enumerate(TAGGED) for w, t in sentence),
            "assumed-sentence-column",
        ),
    ],
)
def test_a_table_of_words_and_tags_gives_sentences(content: str, assumed: str | None) -> None:
    sheet, found = guessed(content, "a.csv")
    assert sheet.kind == "words"
    assert sheet.guess.task == "pos"
    assert found.words == (("The", "dog", "barks", "."), ("It", "sleeps", "."))
    assert found.labels == (("DET", "NOUN", "VERB", "PUNCT"), ("PRON", "VERB", "PUNCT"))
    assert found.texts == ("The dog barks .", "It sleeps .")
    assert assumed is None or assumed in {note.key for note in sheet.assumed}


MARKED = (("She", "PRON"), ("said", "VERB"), (",", "PUNCT"), ('"', "PUNCT"), ("Go", "VERB"), (".", "PUNCT"))


def test_marks_as_words_need_no_quotes() -> None:
    content = "\n".join("".join(f"{w},{t}\n" for w, t in (*MARKED, *TAGGED[0])) for _ in range(9))
    sheet, found = guessed(content, "a.csv")
    assert sheet.kind == "words"
    assert found.words is not None
    assert set(found.words) == {("She", "said", ",", '"', "Go", ".", "The", "dog", "barks", ".")}
    assert len(found.words) == 9


def test_full_stops_end_sentences_where_nothing_else_does() -> None:
    sheet = inspect("".join(f"{w},{t}\n" for sentence in TAGGED for w, t in sentence).encode(), "a.csv", task="pos")
    assert check(sheet, sheet.guess).examples.texts == ("The dog barks .", "It sleeps .")
    assert "assumed-sentence-ends" in {note.key for note in sheet.assumed}


def test_penn_tags_are_read_as_universal_ones() -> None:
    content = "Thousands NNS B\nof IN O\npeople NNS O\nmarched VBD O\n. . O\n\nThey PRP O\nleft VBD O\nLondon NNP B\n"
    sheet, found = guessed(content, "a.txt")
    assert found.labels == (("NOUN", "ADP", "NOUN", "VERB", "PUNCT"), ("PRON", "VERB", "PROPN"))
    assert "assumed-penn-tags" in {note.key for note in sheet.assumed}


def test_a_sentence_with_a_word_without_a_tag_is_left_out() -> None:
    sheet = inspect(b"word,tag\nThe,DET\ndog,NOUN\n\nIt,PRON\nslee,\n\nHe,PRON\nsits,VERB\n", "a.csv")
    checked = check(sheet, sheet.guess)
    assert checked.examples.texts == ("The dog", "He sits")
    assert checked.examples.rows == (2, 8)
    assert checked.dropped == {"unusable sentence": 1}
    assert [problem.sentence for problem in checked.problems] == [
        "a.csv has 1 row that cannot be used. Row 6 has no tag. 1 sentence with such rows is left out."
    ]


def test_tags_are_renamed_merged_and_dropped() -> None:
    lines = [
        "1\tAna\tAna\tPROPN\t_\t_\t0\troot\t_\t_",
        "2\truns\trun\tVERB\t_\t_\t0\troot\t_\t_",
        "",
        "1\tdogs\tdog\tNOUN\t_\t_\t0\troot\t_\t_",
        "2\trun\trun\tVERB\t_\t_\t0\troot\t_\t_",
        "",
        "1\tOh\toh\tINTJ\t_\t_\t0\troot\t_\t_",
        "2\tno\tno\tINTJ\t_\t_\t0\troot\t_\t_",
        "",
    ]
    sheet = inspect("\n".join(lines * 3).encode(), "a.conllu")
    renames = {"PROPN": "name", "NOUN": "name", "INTJ": None}
    checked = check(sheet, replace(sheet.guess, renames=renames))
    assert checked.examples.labels == (("name", "VERB"), ("name", "VERB")) * 3
    assert [" ".join(words) for words in checked.examples.words or ()] == ["Ana runs", "dogs run"] * 3
    assert checked.labels == {"name": 6, "VERB": 6}
    assert checked.dropped == {"label dropped": 3}
    nothing = check(sheet, replace(sheet.guess, renames=dict.fromkeys(("PROPN", "NOUN", "VERB", "INTJ"))))
    assert not nothing.examples.texts
    assert [problem.sentence for problem in nothing.problems if problem.severity == "stop"] == [
        "a.conllu has a dropped tag in every sentence. Keep more tags."
    ]
