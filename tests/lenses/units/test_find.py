"""Find: a unit that was planted to fire at “not” is found first, and so are the places where it fires."""

import pytest

from playground.errors import BadInput
from playground.lenses.units.find import ALIKE, find
from playground.lenses.units.sources import is_read
from tests import tiny
from tests.lenses.units.listened import PLANTED, TEXTS, checkpoint, corpus, planted


@pytest.mark.parametrize("architecture", ["rnn", "textcnn"])
def test_a_planted_unit_is_found_first_and_its_phrases_are_all_of_its_word(architecture: str) -> None:
    made = planted(architecture)
    text = "the film is not bad"
    found = find(made, text, [3], corpus=corpus())
    first = found.units[0]
    assert first.part == f"{'layer1.hidden' if architecture == 'rnn' else 'filters1'}[{PLANTED}]"
    assert (first.sign, first.meets) == (1, True)
    assert first.inside > 1 > (first.outside or 0)
    alone = find(made, text, [3], parts=[first.part], corpus=corpus())
    assert alone.together == (first.part,)
    assert len(alone.phrases) == min(ALIKE, sum("not" in one.split() for one in TEXTS))
    for phrase in alone.phrases:
        assert phrase.words[phrase.start : phrase.end] == ("not",)
        assert phrase.text == TEXTS[phrase.sentence]
        assert max(range(len(phrase.words)), key=lambda at: phrase.values[at]) in [
            at for at, word in enumerate(phrase.words) if word == "not"
        ]


def test_units_that_meet_the_threshold_come_first_and_then_by_how_far_they_stand_out() -> None:
    found = find(checkpoint("lstm", "sentiment"), "the good dog is not bad .", [1, 2], 0.2, corpus=corpus())
    met = [one.meets for one in found.units]
    assert met == sorted(met, reverse=True)
    for meets in (True, False):
        margins = [one.margin for one in found.units if one.meets == meets]
        assert margins == sorted(margins, reverse=True)
    assert not any("gate" in one.part for one in found.units)
    for one in found.units:
        assert one.meets == (one.inside >= 0.2 and (one.outside is None or one.outside < 0.2))


def test_where_no_unit_fires_there_alone_no_phrase_is_looked_for() -> None:
    made = checkpoint("transformer", "sentiment", seed=5)
    found = find(made, "the good dog", [0, 1, 2], 90.0, corpus=corpus())
    assert not any(one.meets for one in found.units)
    assert (found.together, found.phrases) == ((), ())
    assert not is_read(made, corpus()), "nothing was read for it"


def test_all_words_marked_leaves_nothing_elsewhere() -> None:
    found = find(planted("rnn"), "not not", [0, 1], corpus=corpus())
    assert found.units[0].outside is None
    assert found.as_json()["units"][0]["outside"] is None


def test_what_cannot_be_looked_for_is_said() -> None:
    made = planted("rnn")
    with pytest.raises(
        BadInput, match=r"No word is marked. Name at least one by its place in the text, counted from 0."
    ):
        find(made, "a good film", [], corpus=corpus())
    with pytest.raises(
        BadInput, match=r"There is no word 3. There are 3, counted from 0: 0 to 2. Choose one of these."
    ):
        find(made, "a good film", [3], corpus=corpus())
    for threshold in (0.0, -1.0, float("nan"), float("inf"), 101.0):
        with pytest.raises(BadInput, match=r"The threshold is .*\. It has to be a number above 0 and at most 100"):
            find(made, "a good film", [0], threshold, corpus=corpus())
    with pytest.raises(BadInput, match=r"layer1.hidden has 10 parts"):
        find(made, "a good film", [0], parts=["layer1.hidden[10]"], corpus=corpus())


@pytest.mark.parametrize("architecture", tiny.SIZES)
def test_every_architecture_and_task_can_be_asked(architecture: str) -> None:
    for task in ("sentiment", "pos"):
        found = find(checkpoint(architecture, task), "the good dog is not bad .", [4], 0.1, corpus=corpus())
        assert len(found.units) > 3
        assert found.words[4] == "not"
