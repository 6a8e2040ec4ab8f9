"""Ranks, maps and curves against one change at a time, and a network in which the unit that counts is known."""

from typing import Any

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint
from playground.errors import BadInput, NotApplicable, NotFound
from playground.lenses.intervene.carriers import carriers
from playground.lenses.intervene.intervene import intervene, parts
from playground.lenses.intervene.ranking import by_word, rank
from playground.lenses.intervene.reading import reading
from playground.lenses.predict.predict import predict
from tests.lenses.intervene.test_intervene import TEXT, TWIN, made
from tests.tiny import PAIRS


def planted(architecture: str) -> tuple[Checkpoint, str, int]:
    """A network of one layer whose head reads one unit only, and whose units know nothing of each other; which."""
    checkpoint = made(
        architecture, "sentiment", **({} if architecture == "textcnn" else {"layers": 1, "readout": ("mean",)})
    )
    network: Any = checkpoint.model.encoder
    part, unit = "layer1.forward.hidden", 7
    if architecture == "textcnn":
        mine, other = (reading(checkpoint, text).values["filters1"].max(0) for text in (TEXT, TWIN))
        part, unit = "filters1", int((np.abs(mine - other) * (mine > 0)).argmax())
    with torch.no_grad():
        if architecture == "rnn":
            network.layers[0]["forward_cell"].weight_hh_l0.zero_()
        kept = checkpoint.model.head.weight[:, unit].clone() + 3
        checkpoint.model.head.weight.zero_()
        checkpoint.model.head.weight[0, unit] = kept[0]
    return checkpoint, part, unit


def logit(answer: np.ndarray, per_word: bool, label: int, one: bool) -> float:
    row = answer[2] if per_word else answer
    return float(row[label] - row[1 - label]) if one else float(row[label])


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_an_effect_is_that_of_the_part_switched_off_alone(architecture: str, task: str) -> None:
    checkpoint = made(architecture, task)
    per_word = task == "pos"
    found = rank(checkpoint, TEXT, 2 if per_word else None)
    config, label = checkpoint.config, list(checkpoint.config.labels).index(found.answer)
    declared = {part.name: part for part in parts(checkpoint).values() if part.ranked}
    assert len(found.effects) == sum(part.units for part in declared.values())
    assert len({one.name for one in found.effects}) == len(found.effects)
    sizes = [abs(one.logit_change) for one in found.effects]
    assert sizes == sorted(sizes, reverse=True)
    assert found.middle == pytest.approx(float(np.median(sizes)))
    for one in (*found.effects[:6], *found.effects[-2:]):
        answer = intervene(checkpoint, TEXT, [f"{one.name} = 0"])
        before, after = (
            logit(values, per_word, label, config.outputs == 1)
            for values in (answer.logits_before, answer.logits_after)
        )
        assert one.logit_change == pytest.approx(after - before, abs=1e-5)
    together = found.together[1]
    worst = [
        one
        for one in sorted(found.effects, key=lambda one: one.logit_change)
        if declared[one.part].kind not in ("gate", "cell")
    ]
    answer = intervene(checkpoint, TEXT, [f"{one.name} = 0" for one in worst[: together.count]])
    after = logit(answer.logits_after, per_word, label, config.outputs == 1)
    assert together.logit_change == pytest.approx(after - found.logit, abs=1e-5)
    mean, low, high = together.random
    assert low <= mean <= high


@pytest.mark.parametrize("architecture", ["rnn", "textcnn"])
def test_the_unit_that_counts_is_found_and_nothing_else_counts(architecture: str) -> None:
    checkpoint, part, unit = planted(architecture)
    found = rank(checkpoint, TEXT)
    first, *others = found.effects
    assert (first.part, first.unit) == (part, unit)
    bias = checkpoint.model.head.bias[list(checkpoint.config.labels).index(found.answer)]
    assert found.answer == checkpoint.config.labels[0]
    assert first.logit_change == pytest.approx(bias.item() - found.logit, abs=1e-5)
    assert max(abs(one.logit_change) for one in others) < 1e-5
    assert found.middle < 1e-5
    carried = carriers(checkpoint, TEXT, TWIN)
    assert (carried.carriers[0].part, carried.carriers[0].unit) == (part, unit)
    assert carried.carriers[0].share == pytest.approx(1, abs=1e-3)
    assert carried.needed() == 1


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_all_carriers_together_carry_all_of_the_difference(architecture: str, task: str) -> None:
    checkpoint = made(architecture, task)
    found = carriers(checkpoint, TEXT, TWIN, 3 if task == "pos" else None)
    assert found.curve[-1] == pytest.approx(1, abs=1e-3)
    assert found.random[-1] == pytest.approx(1, abs=1e-3)
    assert found.counts[-1] == len(found.carriers)
    one = found.carriers[0]
    answer = intervene(checkpoint, TEXT, [f"{one.part}[{one.unit}] = from"], TWIN)
    label = list(checkpoint.config.labels).index(found.answer)
    row = answer.logits_after[3] if task == "pos" else answer.logits_after
    assert one.share == pytest.approx((float(row[label]) - found.logit) / (found.other_logit - found.logit), abs=1e-3)
    assert found.curve[0] == pytest.approx(one.share, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_map_is_that_of_one_place_switched_off_at_a_time(architecture: str, task: str) -> None:
    checkpoint = made(architecture, task)
    found = by_word(checkpoint, TEXT, 2 if task == "pos" else None)
    asked = rank(checkpoint, TEXT, 2 if task == "pos" else None)
    label = list(checkpoint.config.labels).index(asked.answer)
    assert found.rows[0] == "embedded"
    assert found.changes.shape == (len(found.rows), 10)
    held = parts(checkpoint)
    for row, name in enumerate(found.rows):
        names = (
            [name]
            if name in held
            else [one for one in held if one.rpartition(".")[0] == name and held[one].kind in ("state", "cell")]
        )
        answer = intervene(checkpoint, TEXT, [f"{one} = 0 @ 1" for one in names])
        logits = answer.logits_after[2] if task == "pos" else answer.logits_after
        assert found.changes[row, 1] == pytest.approx(float(logits[label]) - asked.logit, abs=1e-5)


def test_switching_off_can_be_followed_and_ended() -> None:
    class Enough(Exception):
        pass

    def report(done: int, total: int) -> None:
        assert 0 <= done < total == 20 * 2
        if done >= 20:
            raise Enough

    with pytest.raises(Enough):
        rank(made("rnn", "sentiment"), TEXT, on_progress=report)


def test_what_cannot_be_ranked_is_said() -> None:
    with pytest.raises(NotApplicable, match="answers for the whole text, so no word can be chosen"):
        rank(made("rnn", "sentiment"), TEXT, 3)
    with pytest.raises(BadInput, match=r"There is no word 30. There are 10"):
        rank(made("rnn", "pos"), TEXT, 30)
    with pytest.raises(NotFound, match="There is no label"):
        rank(made("rnn", "sentiment"), TEXT, answer="great")
    with pytest.raises(BadInput, match="answers both texts alike"):
        carriers(made("rnn", "sentiment"), TEXT, TEXT)
    with pytest.raises(BadInput, match="have no words that could be matched"):
        carriers(made("rnn", "sentiment"), "a film", "good dog not")


# ---- a word of several characters


def tagger_of_characters() -> Checkpoint:
    return made("lstm", "pos", labels=("B-NOUN", "I-NOUN", "B-VERB", "I-VERB"))


def test_the_effect_on_a_word_is_the_sum_of_those_on_its_characters() -> None:
    checkpoint, text, word = tagger_of_characters(), "the dog 看电影了", (3, 4, 5)
    whole = rank(checkpoint, text, 3, "VERB", characters=word)
    each_of_it = list(zip(word, ("B-VERB", "I-VERB", "I-VERB"), strict=True))
    parts_of_it = [rank(checkpoint, text, at, label) for at, label in each_of_it]
    changes = [{one.name: one.logit_change for one in ranking.effects} for ranking in parts_of_it]
    assert whole.logit == pytest.approx(sum(one.logit for one in parts_of_it), abs=1e-5)
    assert len(whole.effects) == len(changes[0])
    for one in whole.effects:
        assert one.logit_change == pytest.approx(sum(each[one.name] for each in changes), abs=1e-5)
    assert (whole.word, whole.answer, whole.characters) == (3, "VERB", word)
    maps = [by_word(checkpoint, text, at, label).changes for at, label in each_of_it]
    drawn = by_word(checkpoint, text, 3, "VERB", characters=word)
    assert drawn.changes.shape[1] == len(checkpoint.divide(text)), "the axis is that of the characters"
    assert drawn.changes == pytest.approx(sum(maps), abs=1e-5)


def test_unless_a_tag_is_given_a_word_is_asked_for_its_own() -> None:
    checkpoint, text = tagger_of_characters(), "the dog 看电影了"
    answered = predict(checkpoint, text)
    for places, span in zip(answered.joined or (), answered.spans or (), strict=True):
        assert rank(checkpoint, text, places[0], characters=tuple(places)).answer == span.tag
        assert rank(checkpoint, text, places[-1], span.tag).characters == tuple(places)
        assert rank(checkpoint, text, places[0]).answer == (answered.tags or [])[places[0]], "a character's label"
    with pytest.raises(BadInput, match="do not make a word"):
        rank(checkpoint, text, 2, characters=(2, 4))
    with pytest.raises(NotApplicable, match="tags characters"):
        rank(made("lstm", "pos"), text, 2, characters=(2, 3))
    with pytest.raises(NotFound, match="NOUN"):
        rank(checkpoint, text, 2, "ADJ")


def test_the_word_of_a_twin_is_made_of_the_matched_characters() -> None:
    checkpoint, text, twin = tagger_of_characters(), "not the good film", "not the bad film"
    found = carriers(checkpoint, text, twin, 2, "NOUN", characters=(2, 3))
    for logit, told in ((found.logit, text), (found.other_logit, twin)):
        both = [rank(checkpoint, told, at, label).logit for at, label in ((2, "B-NOUN"), (3, "I-NOUN"))]
        assert logit == pytest.approx(sum(both), abs=1e-5)
    with pytest.raises(BadInput, match="no words that could be matched"):
        carriers(checkpoint, text, "not the film", 2, "NOUN", characters=(2, 3))
