"""How far an explanation can be believed: measures against sums by hand, and random explanations that do not pass."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr
from torch import Tensor

from playground.checkpoints import Checkpoint, load
from playground.errors import BadInput
from playground.lenses.explain import faithfulness as lens
from playground.lenses.explain.explain import Explanation, explain
from playground.lenses.explain.faithfulness import TRIALS, explained_logit, faithfulness, rank_correlation
from playground.lenses.explain.logit import Logit
from playground.lenses.explain.methods import METHODS
from tests.lenses.explain.known_models import hand_made, linear
from tests.tiny import PAIRS

TEXT = "The dog, a good dog: not it, it's bad."


@pytest.fixture
def known(tiny: dict[str, str]) -> Checkpoint:
    """A linear model, whose every attribution is known."""
    return hand_made(tiny, "sentiment-textcnn", linear)


def shuffled(explanation: Explanation, seed: int) -> Explanation:
    return replace(explanation, scores=np.random.default_rng(seed).permutation(explanation.scores))


@pytest.mark.parametrize("method", ["integrated_gradients", "feature_ablation", "kernel_shap", "lime"])
def test_the_right_answer_for_a_linear_model_passes_every_test(known: Checkpoint, method: str) -> None:
    found = faithfulness(known, explain(known, TEXT, method, "positive"))
    assert list(found.measures) == list(TRIALS)
    for name, measured in found.measures.items():
        assert len(measured.random) == 20
        assert measured.beaten >= 19, name
        assert measured.convincing
    assert found.measures["leave_one_out"].value == pytest.approx(1, abs=0.02)
    assert found.measures["infidelity"].value == pytest.approx(0, abs=1e-3)


def test_a_random_explanation_beats_random_ones_as_often_as_chance_has_it(known: Checkpoint) -> None:
    right = explain(known, TEXT, "feature_ablation", "positive")
    beaten: dict[str, list[int]] = {name: [] for name in TRIALS if name != "sensitivity"}
    for seed in range(30):
        found = faithfulness(known, shuffled(right, seed), seed=seed)
        for name, counts in beaten.items():
            counts.append(found.measures[name].beaten)
    for name, counts in beaten.items():
        assert 5 < np.mean(counts) < 15, name
        assert sum(count >= 19 for count in counts) <= 8, name


def test_scores_times_a_hundred_leave_every_measure_as_it_is(known: Checkpoint) -> None:
    right = explain(known, TEXT, "feature_ablation", "positive")
    one, other = faithfulness(known, right), faithfulness(known, replace(right, scores=100 * right.scores))
    for name in ("comprehensiveness", "sufficiency", "leave_one_out", "infidelity"):
        assert one.measures[name].value == pytest.approx(other.measures[name].value, abs=1e-9), name
        assert one.measures[name].beaten == other.measures[name].beaten


def test_scores_with_the_wrong_sign_are_worse_than_random_ones(known: Checkpoint) -> None:
    right = explain(known, TEXT, "feature_ablation", "positive")
    found = faithfulness(known, replace(right, scores=-right.scores))
    assert found.measures["infidelity"].value == 1
    assert found.measures["leave_one_out"].value == pytest.approx(-1)
    assert all(found.measures[name].beaten < 5 for name in ("comprehensiveness", "sufficiency", "leave_one_out"))


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_curves_are_those_of_ids_written_by_hand(tiny: dict[str, str], architecture: str, task: str) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    explanation = explain(checkpoint, TEXT, word=1, baseline="padding")
    found = faithfulness(checkpoint, explanation)
    read = [word.text for word in explanation.words]
    inputs = checkpoint.encode([read])
    label = checkpoint.config.labels.index(str(explanation.target))

    def logit(away: list[int]) -> float:
        ids, letters = inputs.words.clone(), None if inputs.letters is None else inputs.letters.clone()
        ids[0, away] = 0
        if letters is not None:
            letters[0, away] = 0
        with torch.no_grad():
            logits = checkpoint.model(inputs._replace(words=ids, letters=letters))[0]
        return float(logits[1, label] if task == "pos" else logits[label])

    order = np.argsort(-explanation.scores, kind="stable").tolist()
    for share, removed, kept in zip(found.shares, *found.curves.values(), strict=True):
        count = max(1, round(share * len(read)))
        assert removed == pytest.approx(explanation.logit - logit(order[:count]), abs=1e-5)
        assert kept == pytest.approx(explanation.logit - logit(order[count:]), abs=1e-5)
    means = [np.mean(curve) for curve in found.curves.values()]
    assert [found.measures[name].value for name in found.curves] == pytest.approx(means)


def test_the_scored_words_are_the_words_of_the_explanation(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        checkpoint = load(reference)
        explanation = explain(checkpoint, "that that <b>dog</b> 2024 " * 20, word=3)
        asked = explained_logit(checkpoint, explanation)
        assert isinstance(asked, Logit)
        inputs = checkpoint.encode([[word.text for word in explanation.words]])
        assert torch.equal(asked.embedded, checkpoint.model.embed(inputs).detach())
        assert asked.value(asked.embedded) == pytest.approx(explanation.logit, abs=1e-5)
        assert asked.value(asked.baseline) == pytest.approx(explanation.baseline_logit, abs=1e-5)


def test_the_rank_correlation_is_spearman_s() -> None:
    draw = np.random.default_rng(0)
    for _ in range(20):
        one, other = draw.integers(0, 6, 12), draw.standard_normal(12)  # with ties
        assert rank_correlation(one, other) == pytest.approx(spearmanr(one, other).statistic)
    assert rank_correlation(np.ones(5), draw.random(5)) == 0


def test_infidelity_is_the_unexplained_share_of_the_changes(known: Checkpoint) -> None:
    logit = explained_logit(known, explain(known, "a good dog is bad", "feature_ablation", "positive"))
    assert logit is not None
    scores = np.array([[1.0, -2.0, 0.5, 3.0, 0.0]])
    found = lens._infidelity(logit, scores, np.random.default_rng(3))
    draw = np.random.default_rng(3)
    counts = draw.integers(1, 6, lens.SUBSETS)
    away = draw.random((lens.SUBSETS, 5)).argsort(1).argsort(1) < counts[:, None]
    whole, falls = logit.value(logit.embedded), []
    for row in away:
        there = torch.tensor(~row)[None, :, None]
        falls.append(whole - logit.value(torch.where(there, logit.embedded, logit.baseline)))
    told, changes = away @ scores[0], np.array(falls)
    best = min(
        ((changes - multiple * told) ** 2).mean() / (changes**2).mean() for multiple in np.linspace(0, 20, 20_001)
    )
    assert found[0] == pytest.approx(best, abs=1e-3)


def test_a_method_that_does_not_look_at_what_was_learnt_is_told_on(tiny: dict[str, str]) -> None:
    def position(embedded: Tensor) -> Tensor:
        place = (embedded.sum(-1) * torch.arange(1.0, embedded.shape[1] + 1)).sum(1)
        return torch.stack([-place, place], -1)

    checkpoint = hand_made(tiny, "sentiment-rnn", position)
    text = "the good bad film dog not a it ."
    explanation = explain(checkpoint, text, "saliency", "positive")
    same = faithfulness(checkpoint, explanation, twin=checkpoint)
    assert same.untrained == pytest.approx(1)
    assert same.changes is False
    other = hand_made(tiny, "sentiment-rnn", lambda embedded: -position(embedded))
    turned = faithfulness(checkpoint, explanation, twin=other)
    assert turned.changes is True
    assert faithfulness(checkpoint, explanation).changes is None


@pytest.mark.parametrize("text", ["", "good", "a good film"])
def test_a_text_with_too_few_words_to_tell_has_no_measures(tiny: dict[str, str], text: str) -> None:
    for reference in tiny.values():
        checkpoint = load(reference)
        found = faithfulness(checkpoint, explain(checkpoint, text), twin=load(reference + "#untrained"))
        assert (found.measures, found.curves, found.untrained, found.changes) == ({}, {}, None, None)


def test_fewer_than_twenty_random_explanations_are_refused(known: Checkpoint) -> None:
    with pytest.raises(BadInput, match=r"5 random explanations are too few .* At least 20 are needed"):
        faithfulness(known, explain(known, TEXT), random=5)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_measured_and_progress_is_told(tiny: dict[str, str], method: str) -> None:
    for architecture, task in PAIRS:
        checkpoint = load(tiny[f"{task}-{architecture}"])
        if METHODS[method].applies(checkpoint.config):
            continue
        few: dict[str, Any] = {"samples": 500} if method in ("kernel_shap", "lime") else {}
        told: list[tuple[int, int]] = []
        found = faithfulness(
            checkpoint,
            explain(checkpoint, TEXT, method, **few),
            twin=load(checkpoint.reference + "#untrained"),
            on_progress=lambda *done, told=told: told.append(done),
        )
        assert list(found.measures) == list(TRIALS)
        assert all(np.isfinite([measured.value, *measured.random]).all() for measured in found.measures.values())
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert told[-1][0] == told[-1][1]
        assert json.loads(json.dumps(found.as_json(), allow_nan=False))["changes"] in (True, False)


def test_what_is_drawn_follows_from_the_seed(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["pos-lstm"])
    explanation = explain(checkpoint, TEXT)
    one, same, other = (faithfulness(checkpoint, explanation, seed=seed).as_json() for seed in (1, 1, 2))
    assert one == same
    assert one != other
