"""The answers of all models as HTML, looked at as a reader would: what is said, marked, counted, and never run."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.errors import BadInput
from playground.lenses.predict.caution import CAUTIONS, OTHER_SCRIPT
from playground.models import Config
from playground.text import words
from playground.ui.compare import render
from playground.ui.compare.queries import Column, Comparison
from playground.ui.compare.render import about, as_built
from playground.ui.compare.words import say
from playground.ui.language.languages import LANGUAGES
from tests.ui.compare.answers import Seen, answered, compared, tagging

FOUR = ("rnn", "lstm", "textcnn", "transformer")


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


def test_models_with_random_weights_are_shown_and_not_counted() -> None:
    other = answered("sentiment-lstm", architecture="lstm")
    random = [answered(f"sentiment-{key}#untrained", probabilities=(0.9, 0.1), architecture=key) for key in FOUR[:3]]
    seen = Seen(compared(answered(), other, *random))
    assert "All 2 models say positive" in seen.text
    assert seen.text.count("agrees with all others") == 2
    assert seen.text.count("not counted: its weights are random") == 3
    tags = compared(
        tagging("pos-rnn", "DET", "NOUN"),
        tagging("pos-lstm", "DET", "NOUN"),
        tagging("pos-lstm#untrained", "X", "X"),
        text="the dog",
    )
    assert "All models agree on every word" in Seen(tags).text
    assert "minor" not in tags


def test_a_toss_up_is_counted_with_a_sign() -> None:
    close = answered("sentiment-lstm", probabilities=(0.493, 0.507), architecture="lstm")
    seen = Seen(compared(answered(), close))
    assert "All 2 models say positive · ≈ nearly undecided: ● LSTM 50.7 %" in seen.text.replace("\xa0", " ")
    assert "≈ nearly undecided: 50.7 % against 49.3 %" in seen.text
    assert "undecided" not in Seen(compared(answered())).text


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
    assert "1 out-of-vocabulary word" in Seen(html).text
    assert "meaningless" not in html
    assert "all words in the vocabulary" in compared(answered())


def test_an_answer_that_says_little_says_why_in_the_words_of_the_prediction() -> None:
    plain = answered()
    doubtful = replace(plain, prediction=replace(plain.prediction, caution=OTHER_SCRIPT))
    seen = Seen(compared(plain, doubtful)).text
    assert seen.count(OTHER_SCRIPT.sentence) == 1
    assert "All 2 models say positive" in seen
    alone = Seen(compared(doubtful)).text
    assert alone.count(OTHER_SCRIPT.sentence) == 2, "in place of what the models say together, and on the card"
    assert "says positive" not in alone
    for caution in CAUTIONS.values():
        told = replace(plain, prediction=replace(plain.prediction, caution=caution))
        assert caution.sentence not in compared(told, language="zh")
        assert re.search(r'class="warn">[\u4e00-\u9fff]', compared(told, language="zh"))


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


def test_loading_and_failed_models_have_their_columns_and_ask_to_be_asked_again() -> None:
    loading, failed = Column("sentiment-lstm", "lstm"), Column("sentiment-rnn", "rnn", failed=BadInput("No.", key="x"))
    html = compared(answered(), others=(loading, failed))
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


def test_the_language_reaches_every_part() -> None:
    for html in (
        compared(answered(), language="zh"),
        compared(tagging("pos-rnn", "DET", "NOUN"), text="the dog", language="zh"),
    ):
        text = re.sub(r"RNN|LSTM|TextCNN|Transformer|[A-Z]{3,5}\b", "", Seen(html).text)
        assert not re.search(r"\b(models?|words?|agree|probability|noun|about|fails)\b", text, re.I)


def test_many_labels_are_folded_behind_the_most_probable() -> None:
    names = tuple(f"label{number}" for number in range(20))
    numbers = np.arange(20) / np.arange(20).sum()
    html = compared(answered(probabilities=numbers, labels=names))
    assert "+ 12" in Seen(html).text
    assert re.findall(r"<dt>(label\d+)</dt>", html)[:2] == ["label19", "label18"]
    assert len(set(re.findall(r"<dt>(label\d+)</dt>", html))) == 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sizes", "keys"),
    [
        ({"directions": 2, "readout": ("mean", "max")}, ["built-both-directions", "built-readout"]),
        ({"directions": 1, "readout": ("last",)}, ["built-one-direction", "built-last-only"]),
        ({"directions": 2, "layers": 3, "task": "pos"}, ["built-both-directions-layers", "built-each-word"]),
    ],
)
def test_about_a_recurrent_network_says_its_directions_and_where_the_answer_is_read(
    language: str, sizes: dict[str, Any], keys: list[str]
) -> None:
    settings = {"architecture": "lstm", "task": "sentiment", "labels": ("negative", "positive"), "words": 9, **sizes}
    config = Config(**settings)
    values = {"layers": str(config.layers), "units": "128"}
    states = " + ".join(say(f"built-{kind}", language) for kind in config.readout)
    gaps = {"built-readout": {"states": states}, "built-last-only": {}, "built-each-word": {}}
    said = [say(key, language, **gaps.get(key, values)) for key in keys]
    assert as_built(config, language) == said
    shown = Seen(about("lstm", language, config)).text
    assert all(sentence in shown for sentence in said)
    assert as_built(Config(**{**settings, "architecture": "textcnn", "widths": (3, 5)}), language) == []
