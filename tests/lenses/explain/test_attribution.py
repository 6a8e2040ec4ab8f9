"""The arithmetic of the methods: against Captum, sums by hand, the definition, and one word that alone counts."""

import itertools
import warnings
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from playground.checkpoints import load
from playground.lenses.explain import attribution
from playground.lenses.explain.explain import baseline_vector, embed, explain, seed_spread
from playground.lenses.explain.logit import Logit
from playground.lenses.explain.methods import BASELINES, METHODS
from playground.text import words
from tests.lenses.explain.known_models import WEIGHTS, hand_made, linear, names
from tests.tiny import PAIRS

TEXT = "The dog, a good dog: not it, it's bad."
CLOSE = 1e-5


@pytest.fixture(scope="module", autouse=True)
def no_warnings() -> Any:
    """Captum announces that DeepLift puts hooks on the copy that it was given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.slow
@pytest.mark.parametrize("baseline", BASELINES)
@pytest.mark.parametrize("method", METHODS)
def test_every_attribution_of_a_linear_model_is_known_by_hand(tiny: dict[str, str], method: str, baseline: str) -> None:
    checkpoint = hand_made(tiny, "sentiment-textcnn", linear)
    text = [word.text for word in words(TEXT)]
    embedded = checkpoint.model.embed(checkpoint.encode([text]))[0].detach()
    place = torch.arange(1, len(text) + 1)
    calm: dict[str, Any] = {"noise": 0.0} if "noise" in names(method) else {}
    found = explain(checkpoint, TEXT, method, "positive", baseline=baseline, **calm)
    if method in ("saliency", "smooth_grad"):
        expected = WEIGHTS.sum() * place
    elif method == "input_x_gradient":
        expected = (embedded @ WEIGHTS) * place
    else:
        expected = ((embedded - baseline_vector(checkpoint, baseline)) @ WEIGHTS) * place
    tolerance = 0.02 * float(expected.abs().max()) if method == "lime" else 1e-4
    assert np.abs(found.scores - expected.double().numpy()).max() < tolerance
    against = explain(checkpoint, TEXT, method, "negative", baseline=baseline, **calm)
    assert np.abs(against.scores + found.scores).max() < 2 * tolerance  # what speaks for one speaks against the other


def test_the_magnitude_of_saliency_is_the_gradient_s_length(tiny: dict[str, str]) -> None:
    found = explain(hand_made(tiny, "sentiment-rnn", linear), TEXT, "saliency", "negative", magnitude=True)
    place = np.arange(1, len(found.words) + 1)
    assert found.scores == pytest.approx(float(WEIGHTS.norm()) * place, rel=1e-5)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_word_that_alone_counts_is_found_with_the_right_size(tiny: dict[str, str], method: str, place: int) -> None:
    def planted(embedded: Tensor) -> Tensor:
        looked_at = (embedded[:, place] @ WEIGHTS[:8].abs()) * 3
        return torch.stack([torch.zeros_like(looked_at), looked_at], -1)

    checkpoint = hand_made(tiny, "sentiment-textcnn", planted)
    found = explain(checkpoint, "the good bad film dog", method, "positive")
    assert int(np.abs(found.scores).argmax()) == place
    others = np.delete(found.scores, place)
    assert np.abs(others).max() < 1e-3 * abs(found.scores[place])
    if method not in ("saliency", "smooth_grad"):
        assert found.scores[place] == pytest.approx(found.change, rel=0.12 if method == "gradient_shap" else 0.01)


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_integrated_gradients_are_a_riemann_sum(tiny: dict[str, str], architecture: str, task: str) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    found = explain(checkpoint, TEXT, target=checkpoint.config.labels[1], word=3, baseline="mean", steps=200)
    inputs = checkpoint.encode([[word.text for word in words(TEXT)]])
    embedded = checkpoint.model.embed(inputs).detach()
    start = baseline_vector(checkpoint, "mean").expand_as(embedded)
    way = (torch.arange(1_000) + 0.5) / 1_000
    points = (start + way[:, None, None] * (embedded - start)).requires_grad_()
    logits = checkpoint.model.logits(points, inputs.mask.expand(1_000, -1))
    (logits[:, 3, 1] if task == "pos" else logits[:, 1]).sum().backward()
    assert points.grad is not None
    checkpoint.model.zero_grad()
    expected = ((embedded - start) * points.grad.mean(0)).sum(-1)[0].numpy()
    assert np.abs(found.scores - expected).max() < 5e-3 * max(1.0, np.abs(expected).max())


def exact(logit: Logit) -> np.ndarray:
    """Shapley's definition, word by word, with the model asked once a subset."""

    def value(subset: frozenset[int]) -> float:
        there = torch.tensor([place in subset for place in range(logit.words)])[None, :, None]
        return logit.value(torch.where(there, logit.embedded, logit.baseline))

    scores = np.zeros(logit.words)
    orders = list(itertools.permutations(range(logit.words)))
    known: dict[frozenset[int], float] = {}
    for order in orders:
        for at, word in enumerate(order):
            for subset in (frozenset(order[:at]), frozenset(order[: at + 1])):
                known.setdefault(subset, value(subset) if subset not in known else 0.0)
            scores[word] += known[frozenset(order[: at + 1])] - known[frozenset(order[:at])]
    return scores / len(orders)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_shapley_values_of_five_words_are_those_of_the_definition(
    tiny: dict[str, str], architecture: str, task: str
) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    text = "not a good film ."
    logit = Logit(
        checkpoint.model,
        *embed(checkpoint, text.split()),
        baseline_vector(checkpoint, "unknown"),
        1,
        2 if task == "pos" else None,
    )
    expected = exact(logit)
    for method in ("shapley_value_sampling", "kernel_shap"):
        found = explain(checkpoint, text, method, checkpoint.config.labels[1], 2, "unknown")
        assert np.abs(found.scores - expected).max() < CLOSE
        assert found.parameters == {"exact": True}  # nothing was drawn, so nothing differs when it is asked again
        assert seed_spread(checkpoint, found) is None
    # With too few orders for all subsets the sampled values are near, and their sum is still right.
    sampled, told = attribution.shapley_value_sampling(logit, 5, seed=1)
    assert not told
    assert sampled.sum() == pytest.approx(expected.sum(), abs=1e-6)
    assert np.abs(sampled - expected).max() < 0.5 * max(np.abs(expected).max(), 0.1)
    many, told = attribution.kernel_shap(logit, 31, seed=1)
    assert told == {"samples": 32}
    assert many.sum() == pytest.approx(expected.sum(), abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_what_is_written_out_here_is_what_captum_computes(tiny: dict[str, str], architecture: str, task: str) -> None:
    from captum.attr import FeatureAblation, InputXGradient, IntegratedGradients, Occlusion, Saliency

    checkpoint = load(tiny[f"{task}-{architecture}"])
    text = [word.text for word in words(TEXT)]
    label = checkpoint.config.labels[1]
    logit = Logit(
        checkpoint.model,
        *embed(checkpoint, text),
        baseline_vector(checkpoint, "unknown"),
        1,
        3 if task == "pos" else None,
    )
    size, mask = logit.embedded.shape[-1], torch.arange(len(text))[None, :, None].expand_as(logit.embedded)
    expected = {
        "saliency": Saliency(logit).attribute(logit.embedded.clone().requires_grad_(), abs=False).sum(-1),
        "input_x_gradient": InputXGradient(logit).attribute(logit.embedded.clone().requires_grad_()).sum(-1),
        "integrated_gradients": IntegratedGradients(logit)
        .attribute(logit.embedded, baselines=logit.baseline, n_steps=800)
        .sum(-1),
        "feature_ablation": FeatureAblation(logit).attribute(
            logit.embedded, baselines=logit.baseline, feature_mask=mask
        )[..., 0],
        "occlusion": Occlusion(logit).attribute(
            logit.embedded, sliding_window_shapes=(2, size), baselines=logit.baseline
        )[..., 0],
    }
    for method, scores in expected.items():
        settings: dict[str, Any] = {"window": 2} if method == "occlusion" else {}
        settings |= {"steps": 800} if method == "integrated_gradients" else {}
        found = explain(checkpoint, TEXT, method, label, 3, "unknown", **settings)
        near = 2e-3 if method == "integrated_gradients" else CLOSE  # sums of other points, and a maximum has kinks
        assert np.abs(found.scores - scores[0].detach().numpy()).max() < near, method


def test_steps_are_doubled_until_the_sum_is_right(tiny: dict[str, str]) -> None:
    def steep(embedded: Tensor) -> Tensor:
        positive = torch.tanh(40 * (embedded @ WEIGHTS).sum(1)) * 3
        return torch.stack([-positive, positive], -1)

    found = explain(hand_made(tiny, "sentiment-rnn", steep), TEXT, "integrated_gradients", "positive", steps=5)
    assert found.parameters["steps"] > 5
    assert found.converged

    def cliff(embedded: Tensor) -> Tensor:
        height = (embedded @ WEIGHTS).sum(1)
        positive = (height.abs() > 1e-3).float() + 0 * height
        return torch.stack([-positive, positive], -1)

    fallen = explain(hand_made(tiny, "sentiment-rnn", cliff), TEXT, "integrated_gradients", "positive", steps=50)
    assert fallen.parameters["steps"] == attribution.MOST_STEPS
    assert fallen.converged is False
    assert fallen.gap is not None
    assert abs(fallen.gap) > 0.02 * abs(fallen.change)


def test_steps_are_spent_where_the_logit_jumps(tiny: dict[str, str]) -> None:
    def jump(embedded: Tensor) -> Tensor:
        height = (embedded @ WEIGHTS).sum(1)
        positive = height + 2 * torch.sigmoid(2e5 * (height / end - 0.0617))  # within some millionths of the way
        return torch.stack([-positive, positive], -1)

    checkpoint = hand_made(tiny, "sentiment-rnn", jump)
    embedded = checkpoint.model.embed(checkpoint.encode([[word.text for word in words(TEXT)]])).detach()
    each = (embedded @ WEIGHTS)[0]
    end = float(each.sum())
    for steps in (50, 401, 800):  # however many are asked for, they do not step over the jump
        found = explain(checkpoint, TEXT, "integrated_gradients", "positive", steps=steps)
        assert found.converged, steps
        assert steps <= found.parameters["steps"] <= attribution.MOST_STEPS
        assert found.change == pytest.approx(end + 2, abs=1e-3)
        assert np.abs(found.scores - (each * (1 + 2 / end)).double().numpy()).max() < 0.02 * abs(found.change)


def test_no_more_steps_are_taken_than_the_most(tiny: dict[str, str]) -> None:
    told: list[tuple[int, int]] = []
    text = "not a good film , it 's a bad dog . " * 3
    found = explain(load(tiny["pos-rnn"]), text, word=30, on_progress=lambda *done: told.append(done), steps=800)
    assert found.parameters["steps"] == attribution.MOST_STEPS
    assert all(0 < done <= total == attribution.MOST_STEPS for done, total in told)
