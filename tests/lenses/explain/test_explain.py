"""Scores a word: every method on every model, against Captum, against sums by hand, and one word that alone counts."""

import threading
import warnings
from typing import Any

import numpy as np
import pytest
import torch

from playground import checkpoints, devices
from playground.checkpoints import load
from playground.errors import BadInput, NotFound, PlaygroundError
from playground.lenses.explain.explain import Explanation, baseline_vector, embed, explain, seed_spread
from playground.lenses.explain.logit import Logit
from playground.lenses.explain.methods import METHODS
from playground.lenses.predict.predict import predict
from playground.text import words
from tests.lenses.explain.known_models import ACCEPTED, quick, refused
from tests.tiny import PAIRS, VOCABULARY, write

TEXT = "The dog, a good dog: not it, it's bad."
CLOSE = 1e-5
REMOVING = ("occlusion", "feature_ablation", "shapley_value_sampling", "kernel_shap", "lime")


@pytest.fixture(scope="module", autouse=True)
def no_warnings() -> Any:
    """Captum announces that DeepLift puts hooks on the copy that it was given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        ({"method": "magic"}, NotFound, "There is no method 'magic'. Choose one of: saliency, "),
        ({"target": "neutral"}, NotFound, "There is no label 'neutral'. Choose one of: negative, positive."),
        ({"baseline": "noise"}, NotFound, "There is no baseline 'noise'. Choose one of: padding, unknown, zero, mean."),
        (
            {"method": "lime", "kernel": 3},
            NotFound,
            "There is no parameter of lime 'kernel'. Choose one of: samples, ridge.",
        ),
        ({"steps": 3}, BadInput, "The parameter steps is 3. Allowed: a whole number from 5 to 800. Change it."),
        (
            {"steps": "many"},
            BadInput,
            "The parameter steps is 'many'. Allowed: a whole number from 5 to 800. Change it.",
        ),
        (
            {"method": "saliency", "magnitude": "yes"},
            BadInput,
            "The parameter magnitude is 'yes'. Allowed: true or false. Change it.",
        ),
        (
            {"method": "lime", "seed": -1},
            BadInput,
            "The seed is -1. It has to be a whole number from 0 to 2147483647. Change it.",
        ),
    ],
)
def test_a_mistake_says_what_is_allowed(
    tiny: dict[str, str], given: dict[str, Any], kind: type[PlaygroundError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        explain(load(tiny["sentiment-rnn"]), TEXT, **given)
    assert str(caught.value).startswith(message)


def test_only_a_word_that_was_read_can_be_explained(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["pos-lstm"])
    long = "good " * (checkpoint.config.max_words + 3)
    found = explain(checkpoint, long, word=checkpoint.config.max_words - 1)
    assert (found.scores[-3:] == 0).all()
    assert not any(word.read for word in found.words[-3:])
    for text, word, allowed in ((long, 40, "from 0 to 39"), ("good", -1, "from 0 to 0"), ("", 1, "none, since")):
        with pytest.raises(BadInput, match=allowed):
            explain(checkpoint, text, word=word)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_model_s_answer_is_explained_unless_another_label_is_named(
    tiny: dict[str, str], architecture: str, task: str
) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    answer = predict(checkpoint, TEXT)
    logits = checkpoint.model(checkpoint.encode([[word.text for word in words(TEXT)]]))[0].detach()
    if task == "pos":
        assert answer.tags
        logits = logits[2]
    for target in (None, *checkpoint.config.labels):
        found = explain(checkpoint, TEXT, "saliency", target, word=2)
        assert found.word == (2 if task == "pos" else None)
        expected = target or (answer.tags[2] if answer.tags else answer.label)
        assert found.target == expected
        assert found.logit == pytest.approx(float(logits[checkpoint.config.labels.index(expected)]), abs=CLOSE)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "architecture", "task"), ACCEPTED)
def test_padding_gets_nothing_and_changes_nothing(
    tiny: dict[str, str], method: str, architecture: str, task: str
) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    text = [word.text for word in words(TEXT)]
    inputs = checkpoint.encode([text, ["good"] * (len(text) + 6)])
    with torch.no_grad():
        embedded = checkpoint.model.embed(inputs)
    settings = {parameter.name: parameter.default for parameter in METHODS[method].parameters} | quick(method)
    if METHODS[method].sampled:
        settings["seed"] = 0
    noisy = method in ("smooth_grad", "gradient_shap")
    if noisy:
        settings["noise"] = 0.0  # noise is drawn for padding too, so that other draws follow
    kinds = []
    for given, mask in ((embedded[:1], inputs.mask[:1]), embed(checkpoint, text)):
        logit = Logit(
            checkpoint.model, given, mask, baseline_vector(checkpoint, "mean"), 1, 0 if task == "pos" else None
        )
        found = METHODS[method].run(logit, **settings)
        kinds.append(found[0] if isinstance(found, tuple) else found)
        if not noisy or given is embedded:
            gradient = logit.gradient(given)
            assert (gradient[0, len(text) :] == 0).all()
    assert np.abs(kinds[0] - kinds[1]).max() < (2e-2 if method == "gradient_shap" else CLOSE)


def test_a_word_that_occurs_three_times_keeps_three_scores(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        found = explain(load(reference), "good good good", baseline="unknown")
        assert len(set(found.scores.tolist())) == 3


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_each_baseline_is_the_vector_that_it_is_named_after(tiny: dict[str, str], architecture: str, task: str) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])
    model, table = checkpoint.model, checkpoint.model.word_embedding.weight.detach()
    size = checkpoint.config.size
    assert (baseline_vector(checkpoint, "zero") == 0).all()
    assert (baseline_vector(checkpoint, "padding") == 0).all()
    assert (baseline_vector(checkpoint, "unknown")[:size] == table[1]).all()
    assert (baseline_vector(checkpoint, "unknown")[size:] == 0).all()
    assert torch.allclose(baseline_vector(checkpoint, "mean")[:size], table[2:].mean(0), atol=1e-6)
    alone = [model.embed(checkpoint.encode([[word]]))[0, 0] for word in VOCABULARY.words]
    assert torch.allclose(baseline_vector(checkpoint, "mean"), torch.stack(alone).mean(0), atol=1e-6)


@pytest.mark.parametrize("method", [name for name, method in METHODS.items() if method.sampled])
def test_another_seed_is_another_draw_and_the_spread_is_measured(tiny: dict[str, str], method: str) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    text = TEXT + " " + TEXT  # too many words for all subsets
    one, two = (explain(checkpoint, text, method, seed=seed) for seed in (0, 1))
    assert one.parameters["seed"] == 0
    assert (one.scores != two.scores).any()
    measured = seed_spread(checkpoint, one)
    assert measured == pytest.approx(np.abs(one.scores - two.scores).max() / np.abs(one.scores).max())
    assert measured is not None
    assert measured < 0.35


def test_a_method_that_draws_nothing_has_no_spread_and_no_seed(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    found = explain(checkpoint, TEXT, seed=7)
    assert "seed" not in found.parameters
    assert seed_spread(checkpoint, found) is None


def test_people_who_explain_at_once_get_what_each_would_get_alone(tiny: dict[str, str]) -> None:
    jobs = [
        (reference, method) for reference in list(tiny.values())[:4] for method in ("smooth_grad", "lime", "saliency")
    ]
    alone = {job: explain(load(job[0]), TEXT, job[1]).scores for job in jobs}
    together: dict[tuple[str, str], np.ndarray] = {}

    def work(some: list[tuple[str, str]]) -> None:
        for reference, method in some:
            together[reference, method] = explain(load(reference), TEXT, method).scores

    threads = [threading.Thread(target=work, args=(jobs[at::3],)) for at in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((together[job] == scores).all() for job, scores in alone.items())


def hooks(model: torch.nn.Module) -> int:
    return sum(
        len(module._forward_hooks) + len(module._forward_pre_hooks) + len(module._backward_hooks)
        for module in model.modules()
    )


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_nothing_stays_on_the_model_not_even_after_an_exception(tiny: dict[str, str], method: str) -> None:
    checkpoint = load(tiny["sentiment-textcnn"])
    before = {name: value.clone() for name, value in checkpoint.model.state_dict().items()}
    first = explain(checkpoint, TEXT, method).scores

    class Ended(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Ended

    if method in ("smooth_grad", "gradient_shap", "integrated_gradients", *REMOVING):
        with pytest.raises(Ended):
            explain(checkpoint, TEXT, method, on_progress=stop)
    assert hooks(checkpoint.model) == 0
    assert not checkpoint.model.training
    assert all(parameter.grad is None for parameter in checkpoint.model.parameters())
    assert all((value == before[name]).all() for name, value in checkpoint.model.state_dict().items())
    assert (explain(checkpoint, TEXT, method).scores == first).all()


def test_one_output_for_two_labels_is_explained_for_either(tmp_path_factory: pytest.TempPathFactory) -> None:
    reference = write(tmp_path_factory.mktemp("one"), "lstm", "sentiment", outputs=1)
    checkpoint = checkpoints.load(reference)
    found = {label: explain(checkpoint, TEXT, target=label) for label in checkpoint.config.labels}
    assert np.abs(found["negative"].scores + found["positive"].scores).max() < CLOSE
    assert found["negative"].logit == -found["positive"].logit != 0


@pytest.mark.gpu
@pytest.mark.parametrize("architecture", ["rnn", "lstm"])
def test_a_gpu_gives_the_scores_of_the_cpu_and_keeps_its_flag(tiny: dict[str, str], architecture: str) -> None:
    assert devices.device() == "cuda"
    checkpoint = load(tiny[f"sentiment-{architecture}"])
    flag = torch.backends.cudnn.enabled
    on_gpu = {
        method: explain(checkpoint, TEXT, method).scores for method in METHODS if not refused(method, architecture)
    }
    assert torch.backends.cudnn.enabled is flag
    checkpoint.model.cpu()
    try:
        for method, scores in on_gpu.items():
            assert np.abs(explain(checkpoint, TEXT, method).scores - scores).max() < 1e-3
    finally:
        checkpoint.model.cuda()


def test_the_record_names_what_was_asked(tiny: dict[str, str]) -> None:
    found: Explanation = explain(
        load(tiny["pos-transformer"]), "a good film", "lime", "VERB", 1, "mean", 5, samples=200
    )
    assert (found.method, found.target, found.word, found.baseline) == ("lime", "VERB", 1, "mean")
    assert found.parameters == {"samples": 200, "ridge": 1e-4, "seed": 5}
    assert (found.model, found.task, found.text) == (tiny["pos-transformer"], "pos", "a good film")


# ---- a word of several characters


@pytest.fixture(scope="module")
def characters(tmp_path_factory: pytest.TempPathFactory) -> checkpoints.Checkpoint:
    labels = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
    return load(write(tmp_path_factory.mktemp("characters"), "lstm", "pos", labels=labels, language="zh"))


@pytest.mark.parametrize("method", ["input_x_gradient", "integrated_gradients", "occlusion"])
def test_the_explanation_of_a_word_is_the_sum_of_those_of_its_characters(
    characters: checkpoints.Checkpoint, method: str
) -> None:
    text, word = "the dog 看电影了", (3, 4)
    given: dict[str, Any] = {"steps": 40} if method == "integrated_gradients" else {}
    whole = explain(characters, text, method, "VERB", 3, characters=word, **given)
    parts = [
        explain(characters, text, method, label, at, **given)
        for at, label in zip(word, ("B-VERB", "I-VERB"), strict=True)
    ]
    assert whole.scores == pytest.approx(parts[0].scores + parts[1].scores, abs=CLOSE)
    assert whole.logit == pytest.approx(parts[0].logit + parts[1].logit, abs=CLOSE)
    assert whole.baseline_logit == pytest.approx(parts[0].baseline_logit + parts[1].baseline_logit, abs=CLOSE)
    assert (whole.word, whole.target) == (3, "VERB")
    assert whole.as_json()["span"] == {"start": 9, "end": 11, "text": "电影"}
    assert "span" not in parts[0].as_json(), "what was answered for characters stays as it was"


def test_unless_a_target_is_given_a_word_is_explained_by_its_own_tag(characters: checkpoints.Checkpoint) -> None:
    text = "the dog 看电影了"
    made = predict(characters, text)
    for places, span in zip(made.joined or (), made.spans or (), strict=True):
        found = explain(characters, text, "saliency", None, places[0], characters=tuple(places))
        assert (found.target, found.characters) == (span.tag, tuple(places))
        assert explain(characters, text, "saliency", span.tag, places[-1]).characters == tuple(places)
        assert explain(characters, text, "saliency", None, places[0]).target == (made.tags or [])[places[0]]
