"""Files as people have them: what corpora, spreadsheets, other programs and other countries write."""

import json
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from playground.data.bounds import PAGE
from playground.data.inspection import inspect
from playground.data.notation import notation
from playground.data.problems import STOP
from playground.data.reading import Checked, check, read
from playground.data.sheet import Sheet
from playground.data.tag_sets import TAG_SETS, find_tag_set, universal
from playground.errors import BadInput
from playground.tasks import UPOS
from playground.ui.language import chinese

REVIEWS = (
    ("The ferry was on time, to our surprise", "good"),
    ("Nobody answered the phone, again", "bad"),
    ("Such a kind host, and what a view", "good"),
    ("The lift was broken, so was the shower", "bad"),
)
TEXTS = [(f"{text} ({at})", label) for at in range(6) for text, label in REVIEWS]
PLAIN = [(text.replace(",", ""), label) for text, label in TEXTS]
HALVES = {"good": 12, "bad": 12}


def lines(form: str, header: str = "", rows: object = TEXTS) -> str:
    """A line for each row, in a form such as `{text},{label}`."""
    return header + "".join(form.format(text=text, label=label) + "\n" for text, label in rows)  # type: ignore[attr-defined]


def plain(form: str, header: str = "") -> str:
    """The same with texts that hold no comma."""
    return lines(form, header, PLAIN)


def read_file(content: str | bytes, name: str, task: str | None = None) -> tuple[Sheet, Checked]:
    raw = content if isinstance(content, bytes) else content.encode()
    sheet = inspect(raw, name, task=task, bounds=PAGE)
    return sheet, check(sheet, sheet.guess)


ROWS = [{"text": text, "label": label} for text, label in TEXTS]
FIRST = TEXTS[0][0]
BARE = FIRST.replace(",", "")
# name, content, the first text, the key of what is said
TABLES: list[tuple[str, str | bytes, str, str]] = [
    ("lines of JSON.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS), FIRST, "assumed-json"),
    ("a list of JSON.json", json.dumps(ROWS, indent=2), FIRST, "assumed-json"),
    ("a list in one line.json", json.dumps(ROWS), FIRST, "assumed-json"),
    ("lists of JSON.json", json.dumps([[text, label] for text, label in TEXTS]), FIRST, "assumed-json"),
    ("keys in another order.json", json.dumps([{"id": 3, **row} for row in ROWS]), FIRST, "assumed-json"),
    ("label before a comma.txt", lines("__label__{label},{text}"), FIRST, "assumed-labelled-lines"),
    ("fastText in quotes.csv", lines('"__label__{label} {text}"'), FIRST, "assumed-labelled-lines"),
    ("label at the end.txt", lines("{text} __label__{label}"), FIRST, "assumed-labels-last"),
    ("label and comma at the end.txt", lines("{text}, __label__{label}"), FIRST, "assumed-labels-last"),
    ("space before quotes.csv", lines('"{text}", "{label}"', "text, label\n"), FIRST, "assumed-columns"),
    ("single quotes.csv", lines("'{text}','{label}'", "text,label\n"), FIRST, "assumed-columns"),
    ("curly quotes.csv", lines("“{text}”,{label}", "text,label\n"), FIRST, "assumed-curly"),
    ("German quotes.csv", lines("„{text}“;“{label}”", "text;label\n"), FIRST, "assumed-curly"),
    ("long delimiter.txt", plain("7_!_{label}_!_{text}_!_"), BARE, "assumed-delimiter"),
    ("two bars.txt", plain("{label} ||| {text}"), BARE, "assumed-delimiter"),
    ("two colons.txt", plain("{label}::{text}"), BARE, "assumed-delimiter"),
    (
        "blank last cell.csv",
        "text,label\n" + "".join(f"{text},{label}{', ' * (at % 3 == 0)}\n" for at, (text, label) in enumerate(PLAIN)),
        BARE,
        "assumed-columns",
    ),
    (
        "gold beside annotators.csv",
        "sentence,annotator1,annotator2,gold_label\n"
        + "".join(f"{text},{'good' if at % 3 else 'bad'},bad,{label}\n" for at, (text, label) in enumerate(PLAIN)),
        BARE,
        "assumed-columns",
    ),
    (
        "parts.csv",
        "text,label,split\n"
        + "".join(f"{text},{label},{'test' if at > 17 else 'train'}\n" for at, (text, label) in enumerate(PLAIN)),
        BARE,
        "split-column",
    ),
    (
        "returns.tsv",
        "text\tlabel\n" + "".join(f"{text}{chr(13) * (at % 2)}\t{label}\n" for at, (text, label) in enumerate(TEXTS)),
        FIRST,
        "assumed-returns",
    ),
    ("old Macintosh.csv", plain("{text},{label}", "text,label\n").replace("\n", "\r"), BARE, "assumed-columns"),
]


@pytest.mark.parametrize(("name", "content", "first", "said"), TABLES, ids=[name for name, *_ in TABLES])
def test_a_table_as_people_have_it_is_read(name: str, content: str | bytes, first: str, said: str) -> None:
    sheet, found = read_file(content, name)
    assert found.labels == HALVES
    assert found.examples.texts[0] == first
    assert len(found.examples) == len(TEXTS)
    assert said in {note.key for note in sheet.assumed}
    assert not found.dropped


def words(*sentences: str, between: str = "\t", gap: str = "\n") -> str:
    """A row for each word/tag, an empty line behind each sentence."""
    return gap.join("".join(word.replace("/", between) + "\n" for word in one.split()) for one in sentences) + gap


GERMAN = ("Die/ART kleine/ADJA Katze/NN trinkt/VVFIN Milch/NN ./$.", "Wir/PPER haben/VAFIN es/PPER gesehen/VVPP ./$.")
PEOPLE = ("我们/r 昨天/t 去/v 北京/ns 了/ul 。/w", "老师/n 很/d 高兴/a 。/w", "他/r 买/v 三/m 本/q 书/n 。/w")
TREEBANK = ("这/DT 本/M 书/NN 很/AD 好/VA 。/PU", "张三/NR 在/P 上海/NR 工作/VV 。/PU")
TWEETS = ("@ann/@ u/O r/V soooo/R right/A !!!/,", "omg/! the/D bus/N :(/E #late/#", "RT/~ @bob/@ see/V u/O ./,")


@pytest.mark.parametrize(
    ("tag_set", "sentences", "tags"),
    [
        ("stts", GERMAN, ("DET", "ADJ", "NOUN", "VERB", "NOUN", "PUNCT")),
        ("pku", PEOPLE, ("PRON", "NOUN", "VERB", "PROPN", "PART", "PUNCT")),
        ("ctb", TREEBANK, ("DET", "NOUN", "NOUN", "ADV", "ADJ", "PUNCT")),
        ("ark", TWEETS, ("X", "PRON", "VERB", "ADV", "ADJ", "PUNCT")),
    ],
)
@pytest.mark.parametrize("task", [None, "pos"])
def test_the_tags_of_other_corpora_are_read_as_universal_ones(
    tag_set: str, sentences: tuple[str, ...], tags: tuple[str, ...], task: str | None
) -> None:
    sheet, found = read_file(words(*sentences * 4), "corpus.txt", task)
    assert (sheet.guess.task, len(found.examples)) == ("pos", 4 * len(sentences))
    assert found.examples.labels[0] == tags
    assert f"assumed-{tag_set}-tags" in {note.key for note in sheet.assumed}


def test_every_tag_of_every_set_stands_for_a_universal_one_and_no_set_hides_another() -> None:
    for key, tag_set in TAG_SETS.items():
        assert set(tag_set.tags.values()) <= set(UPOS)
        assert find_tag_set(tag_set.tags) == key
        assert key == "universal" or f"assumed-{key}-tags" in chinese.ERRORS
    assert universal("NN", "penn") == universal("nn", "penn") == "NOUN"
    assert (universal("n", "pku"), universal("N", "pku"), universal("noun", "pku")) == ("NOUN", None, "NOUN")


def row(number: int, word: str, tag: str) -> str:
    return f"{number}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_\n"


SENTENCES = [[("We", "PRON"), ("sing", "VERB"), (".", "PUNCT")], [("Rain", "NOUN"), ("fell", "VERB")]] * 3


def test_sentences_of_a_treebank_without_empty_lines_are_told_apart_by_their_numbers() -> None:
    numbered = "".join(row(at, *word) for one in SENTENCES for at, word in enumerate(one, 1))
    named = "".join(f"# sent_id = {n}\n" + "".join(row(2, *word) for word in one) for n, one in enumerate(SENTENCES))
    ranged = "".join(
        "1-2\tWe're\t_\t_\t_\t_\t_\t_\t_\t_\n" + row(1, "We", "PRON") + row(2, "'re", "AUX") for _ in SENTENCES
    )
    for content, joined in ((numbered, 5), (named, 5), (ranged, 5)):
        sheet, found = read_file(content, "a.conllu")
        assert len(found.examples) == 6
        (note,) = sheet.assumed
        assert (note.key, note.values["count"]) == ("assumed-joined", joined)
    sheet, found = read_file(
        "\n".join("".join(row(at, *w) for at, w in enumerate(s, 1)) for s in SENTENCES), "a.conllu"
    )
    assert (len(found.examples), sheet.assumed) == (6, ())


ENTITIES = words("Ines/B-PER moved/O to/O Turin/B-LOC ./O", "Old/O Bern/B-LOC sleeps/O ./O") * 5
HOLLOW = "\n".join("".join(row(at, "_", tag) for at, (_, tag) in enumerate(one, 1)) for one in SENTENCES)
STRANGE = words("He/K1 ran/K2 ./K3", "It/K1 is/K4 late/K5 ./K3") * 9
PYTHON = str([(text, {"cats": {label: 1}}) for text, label in TEXTS])
PRICES = "Date,Open,Close,Up\n" + "".join(f"2024-03-{at:02},{at}.5,{at + 1}.25,{at % 2}\n" for at in range(1, 25))

REFUSED: list[tuple[str, str, str | None, str]] = [
    (
        "entities.txt",
        ENTITIES,
        None,
        "has a word and an entity tag (BIO) in each row, which is neither of the two tasks",
    ),
    ("entities.tsv", ENTITIES, "pos", "has a word and an entity tag (BIO) in each row"),
    ("entities.csv", ENTITIES.replace("\t", ","), "sentiment", "has a word and an entity tag (BIO) in each row"),
    ("entities with spaces.txt", ENTITIES.replace("\t", " "), None, "has a word and an entity tag (BIO) in each row"),
    ("hollow.conllu", HOLLOW, None, "this treebank comes without its text"),
    ("strange.txt", STRANGE, "pos", "tags such as 'K3', 'K1', "),
    ("strange.tsv", STRANGE, None, "tags such as 'K3', 'K1', "),
    ("python.txt", PYTHON, None, "is a list as Python prints it"),
    ("python objects.json", str(ROWS), None, "is a list as Python prints it"),
    ("one object.json", json.dumps({"data": ROWS}), None, "neither a list of objects nor an object in each line"),
    ("cut.json", json.dumps(ROWS)[:-30], None, "Item 24 of cut.json is not whole JSON"),
    ("cut.jsonl", json.dumps(ROWS[0]) + "\n" + json.dumps(ROWS[1])[:20], None, "Line 2 of cut.jsonl is not whole JSON"),
    ("prices.csv", PRICES, None, "prices.csv has no column that looks like a text"),
]


@pytest.mark.parametrize(("name", "content", "task", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_would_be_learnt_wrongly_is_refused(name: str, content: str, task: str | None, said: str) -> None:
    try:
        _, found = read_file(content, name, task)
        sentences, keys = zip(*((one.sentence, one.key) for one in found.problems if one.severity == STOP), strict=True)
    except BadInput as error:
        sentences, keys = (str(error),), (error.key,)
    assert any(said in sentence for sentence in sentences), sentences
    assert set(keys) <= set(chinese.ERRORS)


def test_parts_of_speech_beside_entities_are_read() -> None:
    content = words("Ines/NNP/B-NP/B-PER moved/VBD/B-VP/O to/TO/B-PP/O Turin/NNP/B-NP/B-LOC ././O/O", between=" ") * 5
    sheet, found = read_file(content, "conll2003.txt")
    assert sheet.guess.task == "pos"
    assert found.examples.labels[0] == ("PROPN", "VERB", "PART", "PROPN", "PUNCT")


ALPHABETS: dict[str, tuple[str, str]] = {
    "cp1256": ("كانت الغرفة نظيفة والطعام جيد", "تأخر القطار ولم يعتذر أحد"),
    "cp1253": ("το δωμάτιο ήταν καθαρό και ήσυχο", "το τρένο άργησε και κανείς δεν μίλησε"),
    "cp1251": ("комната была чистой и светлой", "поезд опоздал, и никто не извинился"),
    "koi8-r": ("комната была чистой и светлой", "поезд опоздал, и никто не извинился"),
    "cp1255": ("החדר היה נקי ושקט מאוד", "הרכבת איחרה ואף אחד לא התנצל"),
    "cp874": ("ห้องสะอาดและเงียบมาก", "รถไฟมาสายและไม่มีใครขอโทษ"),
    "cp1250": ("pokój był czysty i cichy, śliczny", "pociąg się spóźnił, nikt nie przeprosił"),
    "cp1254": ("oda temiz ve sessizdi, çok güzeldi", "tren gecikti, kimse özür dilemedi, ışık yoktu"),
    "cp1252": ("la chambre était très propre", "le train était en retard, personne n'a rien expliqué"),
    "gb18030": ("房间很干净也很安静", "火车晚点了没有人道歉"),
    "big5": ("房間很乾淨也很安靜", "火車晚點了沒有人道歉"),
}


@pytest.mark.parametrize("encoding", ALPHABETS)
def test_the_code_pages_of_windows_are_told_by_the_words_they_make(encoding: str) -> None:
    good, bad = ALPHABETS[encoding]
    rows = [(f"{good} {at}", "g") for at in range(4)] + [(f"{bad} {at}", "b") for at in range(4)]
    content = "text\tlabel\n" + "".join(f"{text}\t{label}\n" for text, label in rows)
    sheet, found = read_file(content.encode(encoding), "a.tsv")
    assert list(found.examples.texts) == [text for text, _ in rows], sheet.encoding


def test_the_errors_of_a_spreadsheet_are_no_texts() -> None:
    content = plain("{text},{label}", "text,label\n") + "#NAME?,good\n#REF!,bad\n#######,bad\n#great,good\n"
    _, found = read_file(content, "a.csv")
    assert found.dropped == {"spreadsheet error": 3}
    assert found.examples.texts[-1] == "#great"
    assert "rows-spreadsheet-error" in {one.key for one in found.problems}


@pytest.mark.parametrize(
    ("given", "content"),
    [
        ("~", lines("{text}~{label}")),
        ("tab", lines("{text}\t{label}")),
        ("\\t", lines("{text}\t{label}")),
        ("--", lines("{text}--{label}")),
        ("semicolon", lines("{text};{label}")),
    ],
)
def test_a_delimiter_can_be_named(tmp_path: Path, given: str, content: str) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    found = read(tmp_path / "a.csv", "sentiment", notation=notation(given))
    assert list(zip(found.texts, found.labels, strict=True)) == TEXTS


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    rows = [("filma bija ļoti laba", "p"), ("ēdiens bija auksts", "n")] * 4
    (tmp_path / "a.tsv").write_bytes(lines("{text}\t{label}", "text\tlabel\n", rows).encode("cp1257"))
    found = read(tmp_path / "a.tsv", "sentiment", notation=notation(encoding="windows-1257"))
    assert (list(found.texts), found.encoding) == ([text for text, _ in rows], "cp1257")
    with pytest.raises(BadInput, match=r"a\.tsv is not in the encoding utf-8\. Name another one"):
        read(tmp_path / "a.tsv", "sentiment", notation=notation(encoding="UTF-8"))


@pytest.mark.parametrize(
    ("delimiter", "encoding", "said"),
    [
        ("", None, "The delimiter is ''. It has to be 1 to 8 characters"),
        ("abc", None, "The delimiter is 'abc'. It has to be"),
        ('"', None, "The delimiter is '\"'. It has to be"),
        ("---------", None, "The delimiter is '---------'. It has to be"),
        (None, "latin-7x", "There is no encoding 'latin-7x'. Common ones are: utf-8, gb18030"),
        (None, "base64", "There is no encoding 'base64'"),
        (None, "idna", "There is no encoding 'idna'"),
        (None, "\0", "There is no encoding"),
    ],
)
def test_what_is_no_delimiter_or_encoding_is_said(delimiter: str | None, encoding: str | None, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        notation(delimiter, encoding)
    assert said in str(caught.value)
    asked = {field for _, field, _, _ in string.Formatter().parse(chinese.ERRORS[caught.value.key]) if field}
    assert asked <= set(caught.value.values)


def test_everything_that_is_said_of_these_files_has_its_chinese() -> None:
    build: Callable[[str | bytes], bytes] = lambda one: one if isinstance(one, bytes) else one.encode()  # noqa: E731
    for name, content, *_ in TABLES:
        sheet = inspect(build(content), name, bounds=PAGE)
        for note in (*sheet.assumed, *check(sheet, sheet.guess).problems):
            asked = {field for _, field, _, _ in string.Formatter().parse(chinese.ERRORS[note.key]) if field}
            assert asked <= set(note.values), note.key
