"""Records -> HTML, looked at as a reader of the HTML would: what is said, marked, counted, and never run."""

import re
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from playground.errors import BadInput
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.lenses.predict.prefixes import Growth
from playground.models import ARCHITECTURES
from playground.tasks import UPOS
from playground.text import words
from playground.ui.compare import render, tag_table
from playground.ui.compare.queries import Answered, Column, Comparison, Size, majority
from playground.ui.components import model_names, tag_colours

LABELS = ("negative", "positive")


class Seen(HTMLParser):
    """The text of HTML, its elements, and whether each that is opened is closed in order."""

    VOID = frozenset({"br", "line", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def answered(
    model: str = "sentiment-rnn",
    text: str = "a good film",
    probabilities: Any = (0.25, 0.75),
    labels: tuple[str, ...] = LABELS,
    known: tuple[bool, ...] | None = None,
    limit: int = 512,
    architecture: str = "rnn",
) -> Answered:
    task = "pos" if model.startswith("pos") else "sentiment"
    divided = words(text)
    knows = known or (True,) * len(divided)
    seen = tuple(PredictedWord(*word, knows[at], at < limit) for at, word in enumerate(divided))
    numbers = np.array(probabilities, dtype=float)
    grown = None
    if task == "sentiment":
        read = tuple(range(1, min(len(divided), limit) + 1))
        grown = Growth(model, text, read, labels, np.tile(numbers, (len(read), 1)))
    prediction = Prediction(model, task, text, seen, 0.001, labels, numbers)
    return Answered(prediction, grown, 0.0012, 3, Size(architecture, 1_234_567, limit))


def compared(*found: Answered, text: str = "a good film", language: str = "en", others: tuple[Column, ...] = ()) -> str:
    columns = tuple(Column(one.prediction.model, one.size.architecture, one) for one in found) + others
    task = found[0].prediction.task if found else "sentiment"
    return render.comparison(Comparison(text, task, columns), language)


def tagging(model: str, *said: str, sure: float = 0.9, text: str = "the dog") -> Answered:
    names = tuple(UPOS)
    rows = np.full((len(said), len(names)), (1 - sure) / (len(names) - 1))
    for row, tag in zip(rows, said, strict=True):
        row[names.index(tag)] = sure
    return answered(model, text, rows, names, architecture=model.removeprefix("pos-"))


def test_marks_in_the_bar_have_the_colour_of_their_model_and_no_reference_can_end_a_rule() -> None:
    told = model_names.colours(["sentiment-lstm", "a/b@main", "session:abc", 'x/"]{}</style><b>'])
    assert told.count("--a:") == 2
    for reference in ("a/b@main", "session:abc"):
        rule = told.split(f'[name^="{reference}"]')[1].split("}")[0]
        assert model_names.look("", reference).removeprefix("a-") in rule
    assert model_names.colours(["sentiment-lstm"]) == ""


def test_what_all_say_is_said_once() -> None:
    html = compared(answered(), answered("sentiment-lstm", architecture="lstm"))
    seen = Seen(html)
    assert "All 2 models say positive" in seen.text
    assert seen.text.count("agrees with all others") == 2
    assert "1.2 M parameters" in seen.text
    assert "1.2 ms" in seen.text
    assert "75.0 %" in seen.text


def test_who_differs_is_named_and_marked_by_more_than_colour() -> None:
    against = answered("sentiment-lstm", probabilities=(0.6, 0.4), architecture="lstm")
    seen = Seen(compared(answered(), answered("sentiment-textcnn", architecture="textcnn"), against))
    assert "≠ 2 of 3 say positive · ● LSTM: negative" in seen.text.replace("\xa0", " ")
    assert "≠ agrees with none of 2 others" in seen.text


def test_without_a_majority_each_side_is_named() -> None:
    against = answered("sentiment-lstm", probabilities=(0.6, 0.4), architecture="lstm")
    assert "■ RNN: positive · ● LSTM: negative" in Seen(compared(answered(), against)).text.replace("\xa0", " ")


def test_models_with_other_labels_stand_in_a_panel_of_their_own() -> None:
    spam = answered("./spam", probabilities=(0.1, 0.9), labels=("ham", "spam"))
    html = compared(answered(), answered("sentiment-lstm", architecture="lstm"), spam)
    seen = Seen(html)
    assert seen.tags.count("section") == 2
    assert html.count("<figure") == 2
    assert "Labels: ham, spam" in seen.text
    assert "All 2 models say positive" in seen.text
    assert "./spam says spam" in seen.text


def test_unknown_words_are_underlined_and_counted() -> None:
    html = compared(answered(known=(True, False, True)))
    assert '<u class="u">good</u>' in html
    assert "1 unknown word" in Seen(html).text
    assert "meaningless" not in html
    assert "knows every word" in compared(answered())


def test_an_answer_to_mostly_unknown_words_is_marked() -> None:
    assert "its answer is meaningless" in compared(answered(known=(False, False, True)))
    assert "meaningless" not in compared(answered(text="a ! !", known=(True, False, False)), text="a ! !")


def test_what_was_not_read_is_grey_and_counted() -> None:
    text = "film " * 100
    html = compared(answered(text=text, limit=10), text=text)
    seen = Seen(html)
    assert "90 words were not read" in seen.text
    assert "and 50 more" in seen.text
    assert re.search(r'<span class="unread">(?: film){40} …', html)


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_nothing_that_a_user_wrote_becomes_html(task: str) -> None:
    text = "<b> <img src=x onerror=alert(1)> \"'&"
    evil = "<script>\"'"
    if task == "pos":
        tokens = words(text)
        rows = np.full((len(tokens), 2), 0.5)
        html = compared(answered("pos-<i>", text, rows, (evil, "B")), text=text)
    else:
        known = (False,) * len(words(text))
        html = compared(answered("./<i>", text, (0.1, 0.9), ("A", evil), known, architecture="rnn"), text=text)
    assert not set(Seen(html).tags) & {"img", "script"}
    assert ("pos-<i>" if task == "pos" else "./<i>") in Seen(html).text
    assert "img" in Seen(html).text


def test_a_word_that_occurs_twice_is_two_words_on_the_axis() -> None:
    text = "that that 2024"
    html = compared(answered(text=text), text=text)
    assert re.findall(r'data-n="(\d)"><b dir="auto">(\w+)</b>', html) == [("1", "that"), ("2", "that"), ("3", "2024")]


def test_waking_and_failed_models_have_their_columns_and_ask_to_be_asked_again() -> None:
    waking, failed = Column("sentiment-lstm", "lstm"), Column("sentiment-rnn", "rnn", failed=BadInput("No.", key="x"))
    html = compared(answered(), others=(waking, failed))
    assert "Loading LSTM …" in Seen(html).text
    assert "RNN has failed No. The others are not affected." in Seen(html).text.replace("No.The", "No. The").replace(
        "failedNo", "failed No"
    )
    assert 'data-again="1"' in html
    assert "data-again" not in compared(answered(), others=(failed,))


@pytest.mark.parametrize(
    ("text", "columns", "heading"),
    [
        ("", True, "Nothing to read yet"),
        (" \n", True, "Nothing to read yet"),
        ("\u200b", True, "There is no word"),
        ("a", False, "No model is chosen"),
    ],
)
def test_states_without_an_answer_are_said(text: str, columns: bool, heading: str) -> None:
    found = (Column("sentiment-rnn", "rnn"),) if columns else ()
    html = render.comparison(Comparison(text, "sentiment", found), "en")
    assert heading in Seen(html).text
    assert html.count("data-text") == (3 if "Nothing" in heading else 0)


def test_tags_are_written_in_families_with_confidence_and_runners_up() -> None:
    html = compared(tagging("pos-rnn", "DET", "NOUN"), text="the dog")
    seen = Seen(html)
    assert 'class="f-modifiers"' in html
    assert 'class="f-nouns"' in html
    assert seen.text.count("90 %") == 2
    assert re.search(r'data-r="[A-Z]+ 1 %,[A-Z]+ 1 %,[A-Z]+ 1 %"', html)


def test_where_taggers_differ_a_sign_stands_and_the_minority_is_framed() -> None:
    panel = [
        tagging("pos-rnn", "DET", "NOUN"),
        tagging("pos-lstm", "DET", "NOUN"),
        tagging("pos-textcnn", "DET", "VERB"),
    ]
    html = compared(*panel, text="the dog")
    assert "The models agree on 1 of 2 words · ≠ They differ on: dog" in Seen(html).text
    assert html.count("f-verbs minor") == 1
    assert "f-nouns minor" not in html
    assert html.count('title="the models differ here"') == 1
    assert tag_table.with_majority(panel[2], panel, "en") == "with the majority on 1 of 2"


def test_the_language_reaches_every_part() -> None:
    for html in (
        compared(answered(), language="zh"),
        compared(tagging("pos-rnn", "DET", "NOUN"), text="the dog", language="zh"),
    ):
        text = re.sub(r"RNN|LSTM|TextCNN|Transformer|[A-Z]{3,5}\b", "", Seen(html).text)
        assert not re.search(r"\b(models?|words?|agree|probability|noun|about|fails)\b", text, re.I)


@pytest.mark.parametrize(
    ("votes", "most"),
    [
        (["a", "a", "b"], "a"),
        (["a", "b"], None),
        (["a"], "a"),
        ([], None),
        ([None, "b"], "b"),
        (["a", "b", "c", "a"], "a"),
    ],
)
def test_a_majority_has_more_votes_than_every_other_answer(votes: list[str | None], most: str | None) -> None:
    assert majority(votes) == most


def test_many_labels_are_folded_behind_the_most_probable() -> None:
    names = tuple(f"label{number}" for number in range(20))
    numbers = np.arange(20) / np.arange(20).sum()
    html = compared(answered(probabilities=numbers, labels=names))
    assert "+ 12" in Seen(html).text
    assert re.findall(r"<dt>(label\d+)</dt>", html)[:2] == ["label19", "label18"]
    assert len(set(re.findall(r"<dt>(label\d+)</dt>", html))) == 20


def test_signs_know_every_architecture() -> None:
    for key, architecture in ARCHITECTURES.items():
        shipped, twin = f"sentiment-{key}", f"sentiment-{key}#untrained"
        assert model_names.title(key, shipped) == model_names.kind(key) == architecture.title
        assert (model_names.plain_mark(key, shipped), model_names.plain_mark(key, twin)) == tuple(architecture.mark)
        assert model_names.look(key, shipped) == f"a-{key}"
        assert f".a-{key} {{ --a: {architecture.colour}; }}" in model_names.style()
    marks = [*(architecture.mark for architecture in ARCHITECTURES.values()), *model_names.OTHERS]
    assert len(set("".join(marks))) == 2 * len(marks)
    assert sorted(tag for members in tag_colours.FAMILIES.values() for tag in members) == sorted(UPOS)


def test_a_model_beside_the_shipped_ones_has_a_mark_and_a_colour_that_no_architecture_has() -> None:

    looks = set()
    for number in range(200):
        reference = f"anna/model{number}"
        assert model_names.look("lstm", reference) == model_names.look("lstm", reference + "#untrained") != "a-lstm"
        assert model_names.plain_mark("lstm", reference) not in "".join(facts.mark for facts in ARCHITECTURES.values())
        assert model_names.plain_mark("lstm", reference) != model_names.plain_mark("lstm", reference + "#untrained")
        looks.add((model_names.look("lstm", reference), model_names.plain_mark("lstm", reference)))
    assert len(looks) == model_names.COLOURS * len(model_names.OTHERS)
    assert model_names.title("lstm", "session:secret") == "a model of this visit"
