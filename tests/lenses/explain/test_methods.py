"""The table of methods: what each runs on and why not elsewhere, and that slow ones tell how far they are."""

import json
import math
import warnings
from typing import Any

import numpy as np
import pytest

import playground
from playground.checkpoints import load
from playground.errors import NotApplicable
from playground.lenses.explain.explain import explain
from playground.lenses.explain.methods import BASELINES, METHODS, REFUSED
from playground.models import ARCHITECTURES
from playground.text import words
from tests.lenses.explain.known_models import ACCEPTED, quick, refused
from tests.tiny import write

TEXT = "The dog, a good dog: not it, it's bad."
EXACT = ("integrated_gradients", "gradient_shap", "shapley_value_sampling", "kernel_shap", "deep_lift")


@pytest.fixture(scope="module", autouse=True)
def no_warnings() -> Any:
    """Captum announces that DeepLift puts hooks on the copy that it was given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_the_methods_and_baselines_are_those_of_the_public_surface() -> None:
    assert list(METHODS) == [
        "saliency", "input_x_gradient", "integrated_gradients", "smooth_grad", "gradient_shap", "occlusion",
        "feature_ablation", "shapley_value_sampling", "kernel_shap", "lime", "deep_lift",
    ]  # fmt: skip
    assert list(BASELINES) == ["padding", "unknown", "zero", "mean"]
    assert playground.explain is explain
    assert {name for name, method in METHODS.items() if method.promises_sum} == set(EXACT)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "architecture", "task"), ACCEPTED)
def test_a_method_runs_on_every_model_that_it_is_right_for(
    tiny: dict[str, str], method: str, architecture: str, task: str
) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    for text in ("", "good", "?!", TEXT):
        found = explain(checkpoint, text, method, baseline="unknown", **quick(method))
        assert found.scores.shape == (len(words(text)),)
        assert np.isfinite(found.scores).all()
        again = explain(checkpoint, text, method, baseline="unknown", **quick(method))
        assert (again.scores == found.scores).all()
        answer = json.loads(json.dumps(found.as_json(), allow_nan=False))
        assert list(answer) == [
            "model", "task", "text", "words", "method", "target", "word", "baseline", "parameters", "scores", "logit",
            "baseline_logit", "gap", "converged", "seconds",
        ]  # fmt: skip
        assert [text[word["start"] : word["end"]] for word in answer["words"]] == [word.text for word in words(text)]
        if METHODS[method].promises_sum:
            expected = sum(answer["scores"]) - (answer["logit"] - answer["baseline_logit"])
            assert answer["gap"] == pytest.approx(expected, abs=1e-9)
            # Gradient SHAP keeps its promise on average, and here with few points. In a text shorter than the widest
            # filter, empty places can take a share of DeepLift's credit; the gap says so.
            shorter = method == "deep_lift" and len(found.words) < 5
            assert method == "gradient_shap" or shorter or found.converged
        else:
            assert (answer["gap"], answer["converged"]) == (None, None)


@pytest.mark.parametrize("architecture", [name for name in ARCHITECTURES if refused("deep_lift", name)])
@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_deep_lift_is_refused_where_it_would_be_input_x_gradient(
    tiny: dict[str, str], architecture: str, task: str
) -> None:
    with pytest.raises(NotApplicable, match="It would return input × gradient under another name"):
        explain(load(tiny[f"{task}-{architecture}"]), TEXT, "deep_lift")


@pytest.mark.parametrize("method", REFUSED)
def test_a_known_method_that_fits_no_model_is_refused_with_the_reason(tiny: dict[str, str], method: str) -> None:
    with pytest.raises(NotApplicable) as caught:
        explain(load(tiny["pos-rnn"]), TEXT, method)
    assert REFUSED[method] in str(caught.value)


def test_lime_sees_something_in_every_architecture(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        assert (explain(load(reference), TEXT, "lime").scores != 0).any()


def test_progress_is_told_for_every_slow_method(tiny: dict[str, str]) -> None:
    for method in [name for name, method in METHODS.items() if method.slow]:
        told: list[tuple[int, int]] = []
        explain(load(tiny["pos-rnn"]), TEXT * 3, method, on_progress=lambda *done, told=told: told.append(done))
        assert len(told) > 1
        assert all(0 <= done <= total for done, total in told)


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_the_longest_text_is_explained_by_every_method(method: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("long")
    for architecture in ARCHITECTURES:
        if not refused(method, architecture):
            checkpoint = load(write(folder, architecture, "pos", max_words=512))
            found = explain(checkpoint, "a good film is not bad " * 100, method, word=300, **quick(method))
            assert found.scores.shape == (600,)
            assert (found.scores[512:] == 0).all()
            assert math.isfinite(found.logit)
