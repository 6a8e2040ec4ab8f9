"""The answers of the lessons, each beside another way to work it out."""

import numpy as np
import pytest

from playground.checkpoints import load, shipped_for
from playground.lenses.predict.predict import predict
from playground.text import words
from playground.ui.language.languages import LANGUAGES
from playground.ui.lessons.attention import lesson as attention
from playground.ui.lessons.characters import lesson as characters
from playground.ui.lessons.distance import lesson as distance
from playground.ui.lessons.gate import lesson as gate
from playground.ui.lessons.lesson import Asked, Lesson, NoAnswer
from playground.ui.lessons.votes import lesson as votes

pytestmark = pytest.mark.slow


def asked(lesson: Lesson, language: str) -> Asked:
    text = lesson.default_text(language)
    task = lesson.task(text)
    return Asked(text, task, tuple(shipped_for(text, task)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_textcnn_hears_as_far_as_its_widths_say(language: str) -> None:
    about = asked(distance.LESSON, language)
    answer = distance.stands_still(about)
    config = load(about.model("textcnn")).config
    assert answer.right == config.layers * (max(config.widths) - 1) / 2
    assert answer.why == "as-built"
    ranked = distance.farther(about)
    assert ranked.rows[-1][1] == pytest.approx(0, abs=distance.STILL)
    assert all(float(row[1]) > distance.STILL for row in ranked.rows[:-1])  # type: ignore[arg-type]


def test_a_text_that_ends_before_the_window_does_has_no_answer() -> None:
    with pytest.raises(NoAnswer, match="few-words"):
        distance.stands_still(Asked("They park the car.", "pos", ()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_that_are_offered_keep_the_word_in_the_middle_where_it_is(language: str) -> None:
    about = asked(distance.LESSON, language)
    model = load(about.model("textcnn"))
    found, place = distance.place_of(model, about.text)
    offered = distance.replaced_texts(about)
    assert set(offered) == set(distance.OFFERS)
    for text in offered.values():
        others, at = distance.place_of(model, text)
        assert (at, others[at].text, len(others)) == (place, found[place].text, len(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_cell_follows_from_the_gates_that_are_told(language: str) -> None:
    answer = gate.cell(asked(gate.LESSON, language))
    told = {name: float(value) for name, value in answer.numbers.items() if isinstance(value, float)}
    by_hand = round(told["f"], 4) * round(told["before"], 4) + round(told["i"], 4) * round(told["g"], 4)
    assert answer.accepts(f"{by_hand:.3f}")
    assert not answer.accepts(f"{by_hand + 0.01:.3f}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_forgotten_an_lstm_of_numpy_says_the_same(language: str) -> None:
    """The gates held at 1 in the equations of an LSTM, written out."""
    about = asked(gate.LESSON, language)
    found = gate.gates(about)
    layer = {name: array.astype(np.float64) for name, array in found.traced.at(found.layer).items()}
    held = gate.held_open(about, found)
    assert held.before.label == predict(load(found.model), about.text).label
    first = layer["input_gate"][0] * layer["cell_candidate"][0]
    assert layer["cell"][0] == pytest.approx(first, abs=1e-4), "before the first word there is nothing to be forgotten"
    moved = {(one.part, one.word) for one in held.moved}
    assert not [place for place in moved if place[0].endswith("forward.hidden") and place[1] == 0]
    assert gate.how_far(about).right == pytest.approx(100 * float(held.after.scores[held.before.label]), abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_logit_without_filters_is_the_sum_without_their_votes(language: str) -> None:
    about = asked(votes.LESSON, language)
    found = votes.loudest(about)
    assert found.without_filters == pytest.approx(found.votes.logit - found.total, abs=1e-3)
    assert found.without_gram == pytest.approx(found.votes.logit - found.total + found.moved_in, abs=1e-3)
    answer = votes.without(about)
    assert answer.accepts(f"{found.votes.logit - found.total:.2f}")
    assert votes.which(about).right == (f"{found.group[0].first}-{found.group[0].last}",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_attention_is_shared_out_and_a_deletion_is_one_of_the_text(language: str) -> None:
    about = asked(attention.LESSON, language)
    model, traced = attention.looked_into(about)
    assert attention.received(traced).sum() == pytest.approx(1, abs=1e-4)
    answer = attention.most_change(about)
    gone = int(answer.right[0])  # type: ignore[index]
    read = [word.text for word in words(about.text)]
    logits = [
        about.traced(model, text).arrays["logits"]
        for text in (about.text, " ".join(word for at, word in enumerate(read) if at != gone))
    ]
    best = int(logits[0].argmax())
    assert abs(float(logits[0][best] - logits[1][best])) == pytest.approx(float(answer.numbers["largest"]), abs=2e-2)  # type: ignore[arg-type]
    assert 0 <= attention.beaten(about).right <= attention.RANDOM  # type: ignore[operator]


def test_a_split_is_read_without_its_spaces_and_compared_by_places() -> None:
    about = asked(characters.LESSON, "en")
    found = characters.split(about.text)
    assert "".join(found.words) == found.text == characters.split(found.text).text
    assert all(found.text[start:end] == word for (start, end), word in found.places.items())
    assert characters.pieces(about).right == len(found.text)
    best = max(characters.agreement(mine, set(found.places)) for mine in characters.made(about, found).values())
    assert characters.nearest(about).numbers["best"] == best <= 100


@pytest.mark.parametrize("text", ["这部电影的故事很普通。", "one two three four five", "两 个"])
def test_what_is_not_split_has_no_answer(text: str) -> None:
    with pytest.raises(NoAnswer, match="not-split"):
        characters.split(text)
