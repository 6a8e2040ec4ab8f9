"""What is said beside an answer that says little: no word, no known word, a script that was never read."""

import json

import pytest

from playground import load, predict
from playground.lenses.predict.caution import caution, script, scripts_learnt
from playground.lenses.predict.predict import PredictedWord
from playground.text import Vocabulary, words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "no-words"),
        ("   ", "no-words"),
        ("\u200b", "no-words"),
        ("这部电影太差了", "other-script"),
        ("これはひどい映画です", "other-script"),
        ("Это плохой фильм", "other-script"),
        ("qwzx vbnq", "no-known-word"),
        ("⁂⁂", "no-known-word"),
        ("The film 太差了 was good", None),
        ("A quietly moving film.", None),
        ("!", None),
        ("The 2024 film qwzx", None),
    ],
)
@pytest.mark.parametrize("reference", ["sentiment-lstm", "sentiment-textcnn"])
def test_an_answer_that_says_little_says_so(reference: str, text: str, key: str | None) -> None:
    found = predict(load(reference), text)
    assert (found.caution and found.caution.key) == key
    told = json.loads(json.dumps(found.as_json()))["caution"]
    assert told is None if key is None else set(told) == {"key", "sentence"}
    assert found.label in ("negative", "positive"), "the answer stands"


def test_a_tagger_that_reads_letters_says_that_it_goes_by_these() -> None:
    found = predict(load("pos-lstm"), "qwzx vbnq")
    assert found.caution is not None
    assert found.caution.key == "no-known-word"
    assert "letters" in found.caution.sentence
    assert found.tags is not None


def test_a_script_counts_as_learnt_from_a_hundredth_of_the_vocabulary_on() -> None:
    latin = [f"word{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(198)]
    assert scripts_learnt(Vocabulary([*latin, "фильм"])) == {"LATIN"}
    assert scripts_learnt(Vocabulary([*latin, "фильм", "плохой"])) == {"LATIN", "CYRILLIC"}
    assert [script(letter) for letter in "aБ差の"] == ["LATIN", "CYRILLIC", "CJK", "HIRAGANA"]


def test_a_vocabulary_without_a_list_of_words_is_taken_to_know_every_script() -> None:
    text = "плохой фильм"
    unknown = [PredictedWord(word.text, word.start, word.end, False, True) for word in words(text)]
    found = caution(unknown, Vocabulary([]))
    assert found is not None
    assert found.key == "no-known-word"


def test_words_that_were_not_read_do_not_count() -> None:
    vocabulary = Vocabulary(["good", "film"])
    seen = [PredictedWord("qwzx", 0, 4, False, True), PredictedWord("good", 5, 9, True, False)]
    found = caution(seen, vocabulary)
    assert found is not None
    assert found.key == "no-known-word"
