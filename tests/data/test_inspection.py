"""What a file seems to be: which column is which, what was assumed, and what somebody may choose instead."""

from dataclasses import replace

import pytest

from playground.data.inspection import inspect
from playground.data.reading import check
from playground.data.sheet import Choice
from playground.errors import BadInput
from tests.data.films import FILMS, guessed

# What people find on the web, in files of our own: the content; text and label counted from 1, a header or not.
SHAPES: list[tuple[str, str | bytes, int, int, bool]] = [
    (
        "messages with empty columns, latin-1, CRLF",
        ("v1,v2,,,\r\n" + "".join(f'{label},"{text}, for £5",,,\r\n' for text, label in FILMS)).encode("latin-1"),
        2,
        1,
        True,
    ),
    (
        "semicolons without a header",
        "".join(f"{text.replace(',', '')};{label}\n" for text, label in FILMS),
        1,
        2,
        False,
    ),
    (
        "tabs, label last, quotes that do not pair up",
        "".join(f'{text}"\t{int(label == "good")}\n' for text, label in FILMS),
        1,
        2,
        False,
    ),
    (
        "Chinese, label first",
        "label,review\n1,房间很大，服务也不错\n0,太差了\n1,早餐很好\n0,隔音不好\n1,离车站近\n",
        2,
        1,
        True,
    ),
    (
        "tweets with many columns",
        "tweet_id,airline_sentiment,airline_sentiment_confidence,negativereason,airline,airline_sentiment_gold,name,"
        "retweet_count,text,tweet_coord,tweet_created\n"
        + "".join(
            f'57{at}123,{label},0.{at}4,{"Late" if label == "bad" else ""},United,,user{at},0,"@United {text}",,'
            f"2015-02-24 11:{at}5:52 -0800\n"
            for at, (text, label) in enumerate(FILMS)
        ),
        9,
        2,
        True,
    ),
    (
        "news with a title",
        '"Class Index","Title","Description"\n'
        + "".join(f'"{at % 3 + 1}","Film {at} today","{text}, they say"\n' for at, (text, _) in enumerate(FILMS * 2)),
        3,
        1,
        True,
    ),
    (
        "tweets without a header",
        "".join(
            f'"{4 * (label == "good")}","14678{at}","Mon Apr 06 22:19:0{at} PDT 2009","NO_QUERY","user{at}","{text}"\n'
            for at, (text, label) in enumerate(FILMS)
        ),
        6,
        1,
        False,
    ),
    (
        "a column of row numbers",
        ",text,label\n" + "".join(f'{at},"{text}",{label}\n' for at, (text, label) in enumerate(FILMS)),
        2,
        3,
        True,
    ),
    ("booleans", "is_spam|message\n" + "".join(f"{label == 'bad'}|{text}\n" for text, label in FILMS), 2, 1, True),
    ("names that say nothing", "a,b\n" + "".join(f'"{text}",{label}\n' for text, label in FILMS), 1, 2, True),
    (
        "single words with a class",
        "name,gender\nAnna,f\nBen,m\nCarla,f\nDaniel,m\nEva,f\nFrank,m\n",
        1,
        2,
        True,
    ),
]


@pytest.mark.parametrize(
    ("content", "text", "label", "header"), [shape[1:] for shape in SHAPES], ids=[s[0] for s in SHAPES]
)
def test_text_label_and_header_are_found(content: str | bytes, text: int, label: int, header: bool) -> None:
    sheet, found = guessed(content)
    assert sheet.guess == Choice("sentiment", (text - 1,), label - 1, header)
    assert (sheet.columns[text - 1].looks, sheet.columns[label - 1].looks) == ("text", "label")
    assert sheet.header == header
    assert len(found) == sheet.rows
    assert len(set(found.labels)) in (2, 3)


def test_what_was_assumed_is_said() -> None:
    sheet, _ = guessed(
        ("v1;v2;more\n" + "".join(f"{label};{text} à part;{text} {text}\n" for text, label in FILMS)).encode("latin-1")
    )
    assert [note.sentence for note in sheet.assumed] == [
        "The file does not say in which encoding it is; cp1252 fits.",
        "The columns are separated by semicolons.",
        "The first row names the columns.",
        "Column 2 (v2) is the text, column 1 (v1) the label.",
        "There is more text in column 3, which could be joined.",
    ]
    assert sheet.encoding_assumed
    assert not guessed("text,label\nsi, bon,x\n")[0].encoding_assumed


def test_a_preview_and_the_columns_show_what_the_file_holds() -> None:
    sheet, _ = guessed(
        "text,stars,\n" + "".join(f"{text.replace(',', '')},{at % 2},\n" for at, (text, _) in enumerate(FILMS * 3))
    )
    assert len(sheet.preview) == 8
    assert sheet.preview[0] == ("a warm little film", "0", "")
    assert [(c.name, c.number, c.filled, c.distinct, c.looks) for c in sheet.columns] == [
        ("text", 1, 18, 6, "text"),
        ("stars", 2, 18, 2, "label"),
    ]
    assert sheet.columns[0].examples == tuple(text.replace(",", "") for text, _ in FILMS[:3])
    assert sheet.columns[0].mean_words == pytest.approx(sum(len(text.split()) for text, _ in FILMS) / 6)


def test_several_columns_are_joined_in_the_order_chosen() -> None:
    sheet, _ = guessed("title,body,label\nUp,It flies.,good\n,No title here.,bad\nDown,,good\n,,bad\n")
    checked = check(sheet, replace(sheet.guess, text_columns=(0, 1), label_column=2))
    assert checked.examples.texts == ("Up It flies.", "No title here.", "Down")
    assert checked.dropped == {"no text": 1}
    other = check(sheet, replace(sheet.guess, text_columns=(1, 0), label_column=2))
    assert other.examples.texts[0] == "It flies. Up"


def test_labels_are_renamed_merged_and_dropped() -> None:
    sheet, _ = guessed("text,label\na b,1\nc d,2\ne f,3\ng h,1\ni j,5\n")
    checked = check(sheet, replace(sheet.guess, label_column=1, renames={"1": "low", "2": "low", "5": None}))
    assert checked.examples.labels == ("low", "low", "3", "low")
    assert checked.labels == {"low": 3, "3": 1}
    assert checked.dropped == {"label dropped": 1}


def test_variants_of_a_label_can_be_made_one() -> None:
    sheet, _ = guessed(
        "text,label\n"
        + "".join(f"text {at},{label}\n" for at, label in enumerate(["yes", "Yes ", "YES", "no", "yes", "No"]))
    )
    checked = check(sheet, sheet.guess)
    assert checked.alike == (("yes", "YES", "Yes"), ("No", "no"))
    renames: dict[str, str | None] = {label: first for first, *rest in checked.alike for label in rest}
    one = check(sheet, replace(sheet.guess, renames=renames))
    assert one.labels == {"yes": 4, "No": 2}
    assert one.alike == ()


QUOTED = "".join(f'"{text}",{label}\n' for text, label in FILMS)


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("# source: me\ntext,label\n" + QUOTED, (1,)),
        ("# made 2024-01-01, by hand\n# rows: 6\ntext,label\n" + QUOTED, (1, 2)),
        ("Exported reviews 2024,\ntext,label\n" + QUOTED, (1,)),
        ("Exported reviews 2024\n\nreview,stars\n" + QUOTED, (1,)),
        ("Reviews of films\nhow it was,verdict\n" + QUOTED, (1,)),
        (
            "Survey export,,\n,,\nid,text,label\n"
            + "".join(f'{at},"{text}",{label}\n' for at, (text, label) in enumerate(FILMS)),
            (1,),
        ),
    ],
)
def test_what_stands_above_the_header_is_passed_over_and_said(content: str, rows: tuple[int, ...]) -> None:
    sheet, found = guessed(content)
    assert sheet.header
    assert (found.texts, found.labels) == (tuple(text for text, _ in FILMS), tuple(label for _, label in FILMS))
    assert content.splitlines()[found.rows[0] - 2].count(",") > 0, "rows keep their numbers"
    (note,) = (note for note in sheet.assumed if note.key == "assumed-above")
    assert note.values["rows"] == rows
    who = "Row 1 stands" if rows == (1,) else "Rows 1 and 2 stand"
    assert note.sentence.startswith(f"{who} above the names of the columns and ")


@pytest.mark.parametrize(
    "content",
    [
        "cut off here\n" + QUOTED,
        "# so much fun,good\n" + QUOTED,
        "text,label\n,good\n" + QUOTED,
        "how it was,\n" + QUOTED,
        "text,label\n" + "".join(f"{text.replace(',', '')}, they say,{label}\n" for text, label in FILMS),
    ],
)
def test_a_row_like_others_is_not_taken_for_one_above_the_header(content: str) -> None:
    assert "assumed-above" not in {note.key for note in guessed(content)[0].assumed}


@pytest.mark.parametrize("labels", [("text", "image"), ("none", "label"), ("label", "none")])
@pytest.mark.parametrize("between", [",", "\t"])
def test_a_label_that_is_called_text_or_label_is_no_header(labels: tuple[str, str], between: str) -> None:
    content = "".join(f"{text.replace(',', '')}{between}{labels[at % 2]}\n" for at, (text, _) in enumerate(FILMS * 2))
    sheet, found = guessed(content)
    assert not sheet.header
    assert (sheet.guess.text_columns, sheet.guess.label_column) == ((0,), 1)
    assert found.labels == labels * 6


def test_a_header_that_stands_twice_is_still_one() -> None:
    sheet, _ = guessed("review,label\n" + QUOTED + "review,label\n" + QUOTED)
    assert sheet.header


def test_the_header_can_be_chosen() -> None:
    sheet, found = guessed("how it was,verdict\n" + "".join(f'"{text}",{label}\n' for text, label in FILMS))
    assert len(found) == 6
    checked = check(sheet, replace(sheet.guess, header=False))
    assert checked.examples.texts[0] == "how it was"
    assert checked.labels == {"bad": 3, "good": 3, "verdict": 1}


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice("sentiment", (5,), 1, True), "a.csv has no column 6. It has 2 columns. Choose one of these."),
        (Choice("sentiment", (0,), 2, True), "a.csv has no column 3. It has 2 columns. Choose one of these."),
        (Choice("pos", (0,), 9, True), "a.csv has no column 10. It has 2 columns. Choose one of these."),
    ],
)
def test_a_column_that_is_not_there_cannot_be_chosen(choice: Choice, sentence: str) -> None:
    sheet, _ = guessed("text,label\nhello you,ham\nbye,spam\n")
    with pytest.raises(BadInput) as caught:
        check(sheet, choice)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("choice", "key"),
    [
        (Choice("sentiment", (0,), 0, True), "same-column"),
        (Choice("sentiment", (), 1, True), "no-text-column"),
        (Choice("sentiment", (0,), -1, True), "no-label-column"),
        (Choice("pos", (), 1, True), "words-columns"),
        (Choice("pos", (0, 1), 1, True), "words-columns"),
        (Choice("pos", (0,), 1, True), "bad-rows"),
    ],
)
def test_a_choice_that_makes_no_sense_is_a_problem_that_stops(choice: Choice, key: str) -> None:
    sheet, _ = guessed("text,label\nhello you,ham\nbye,spam\n")
    assert [(problem.key, problem.severity) for problem in check(sheet, choice).problems] == [(key, "stop")]


def test_texts_cannot_be_made_of_conllu() -> None:
    sheet = inspect(b"1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n", "a.conllu")
    assert sheet.guess.task == "pos"
    with pytest.raises(BadInput, match="Choose the task pos"):
        check(sheet, replace(sheet.guess, task="sentiment"))


def test_the_same_bytes_are_the_same_sheet_under_a_path_and_as_they_are(tmp_path: object) -> None:
    path = f"{tmp_path}/a.csv"
    with open(path, "wb") as file:
        file.write(b"text,label\nhello you,ham\nbye,spam\n")
    assert replace(inspect(path), name="") == replace(
        inspect(b"text,label\nhello you,ham\nbye,spam\n", "a.csv"), name=""
    )
