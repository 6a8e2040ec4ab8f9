"""Training: it learns, it is the same twice, it goes on where it stopped, and it says so when it goes wrong."""

import dataclasses
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from playground.checkpoints import load, round_weights, save
from playground.errors import BadInput
from playground.models import ARCHITECTURES, Model
from playground.models.transformer import network as transformer_network
from playground.tasks import IGNORED, TASKS
from playground.training import fit as module
from playground.training.batching import collate
from playground.training.encoding import Encoded, encode_examples
from playground.training.fit import History, Progress, fit, fit_temperature, measure, predict_logits
from playground.training.objective import adversarial_shift
from playground.training.settings import Settings
from tests import tiny
from tests.tiny import PAIRS, VOCABULARY
from tests.training.eight_examples import FAST, REVIEWS, encoded, examples


def run(model: Model, settings: Settings, seed: int = 1, **more: Any) -> tuple[list[Progress], History]:
    """A whole training; on the examples themselves unless other validation sets are given."""
    data = encoded(model)
    steps, going = [], fit(model, data, more.pop("validation", {"eight": data}), settings, seed, **more)
    while True:
        try:
            steps.append(next(going))
        except StopIteration as end:
            return steps, end.value


def state(model: Model) -> dict[str, torch.Tensor]:
    return {key: value.clone() for key, value in model.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return list(one) == list(other) and all(torch.equal(value, other[key]) for key, value in one.items())


# --- it learns -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_eight_examples_are_learnt(architecture: str, task: str) -> None:
    model = tiny.model(architecture, task, dropout=0.0)
    steps, history = run(model, FAST)
    assert measure(model, encoded(model))["accuracy"] == 1
    assert history.epochs[-1]["train_loss"] < 0.1 * history.epochs[0]["train_loss"]
    assert not model.training, "it ends in eval mode"
    assert [entry["epoch"] for entry in history.epochs] == list(range(1, 61))
    finished = [step for step in steps if step.finished is not None]
    assert [step.finished for step in finished] == history.epochs
    assert (finished[-1].epoch, finished[-1].epochs) == (60, 60)
    assert {"epoch", "train_loss", "validation_loss", "accuracy", "macro_f1", "seconds"} <= set(history.epochs[0])


@pytest.mark.parametrize(
    "change",
    [{"word_dropout": 0.3}, {"average": 0.9}, {"label_smoothing": 0.1}, {"crop_words": 3}, {"adversarial": 0.2}],
)
@pytest.mark.slow
def test_each_setting_still_learns(change: dict[str, Any]) -> None:
    model = tiny.model("textcnn", "pos", dropout=0.0)
    _, history = run(model, dataclasses.replace(FAST, **change))
    assert history.epochs[-1]["accuracy"] > 0.9


def test_progress_counts_steps_and_never_promises_less_than_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PROGRESS_SECONDS", 0.0)
    steps, _ = run(tiny.model("rnn", "sentiment"), dataclasses.replace(FAST, epochs=3))
    assert [step.step for step in steps if step.finished is None] == list(range(1, 7))
    assert all(step.seconds_left >= 0 and step.words_per_second > 0 for step in steps)
    assert all(math.isfinite(step.train_loss) for step in steps)


# --- it is the same twice ------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_same_seed_gives_the_same_weights_and_another_seed_others(architecture: str, task: str) -> None:
    settings = dataclasses.replace(FAST, epochs=3, word_dropout=0.2, average=0.9)
    first, again, other = (tiny.model(architecture, task) for _ in range(3))
    _, history = run(first, settings, seed=4)
    torch.manual_seed(99)  # where the generator stands before makes no difference
    _, history_again = run(again, settings, seed=4)
    run(other, settings, seed=5)
    assert same(state(first), state(again))
    assert not same(state(first), state(other))
    for one, two in zip(history.epochs, history_again.epochs, strict=True):
        assert {**one, "seconds": 0} == {**two, "seconds": 0}


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
@pytest.mark.parametrize(("architecture", "task"), [("lstm", "pos"), ("transformer", "sentiment")])
def test_a_run_that_was_interrupted_goes_on_to_the_same_weights(
    architecture: str, task: str, optimizer: str, tmp_path: Path
) -> None:
    settings = dataclasses.replace(
        FAST, epochs=5, average=0.9, word_dropout=0.2, optimizer=optimizer, learning_rate=0.01
    )
    whole = tiny.model(architecture, task)
    _, history = run(whole, settings, state_folder=tmp_path / "whole")

    stopped = tiny.model(architecture, task)
    data = encoded(stopped)
    going = fit(stopped, data, {"eight": data}, settings, 1, tmp_path / "kept")
    for progress in going:
        if progress.finished is not None and progress.epoch == 2:
            going.close()
    resumed = tiny.model(architecture, task, seed=77)  # its own weights do not matter
    steps, history_resumed = run(resumed, settings, state_folder=tmp_path / "kept")
    assert [step.epoch for step in steps if step.finished is not None] == [3, 4, 5]
    assert same(state(resumed), state(whole))
    assert history_resumed.best_epoch == history.best_epoch
    assert [entry["train_loss"] for entry in history_resumed.epochs] == [one["train_loss"] for one in history.epochs]

    ended = tiny.model(architecture, task, seed=78)
    steps, history_ended = run(ended, settings, state_folder=tmp_path / "kept")
    assert steps == []
    assert same(state(ended), state(whole))
    assert history_ended == history_resumed


def test_a_run_that_stopped_early_does_not_go_on_when_it_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    equal = {"loss": 1.0, "accuracy": 0.5, "macro_f1": 0.5, "balanced_accuracy": 0.5}
    monkeypatch.setattr(module, "measure", lambda model, data: equal)
    settings = dataclasses.replace(FAST, epochs=30, patience=2)
    model, again = tiny.model("textcnn", "sentiment"), tiny.model("textcnn", "sentiment")
    _, history = run(model, settings, state_folder=tmp_path)
    assert len(history.epochs) == 3
    assert history.best_epoch == 1
    steps, history_again = run(again, settings, state_folder=tmp_path)
    assert steps == []
    assert history_again == history
    assert same(state(model), state(again))


# --- the best epoch ------------------------------------------------------------------------------


def test_the_weights_of_the_best_epoch_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    accuracies = iter([0.2, 0.7, 0.5, 0.7, 0.6, 0.9])
    seen: list[dict[str, torch.Tensor]] = []

    def measured(model: Model, data: Encoded) -> dict[str, float]:
        seen.append(state(model))
        value = next(accuracies)
        return {"loss": 1.0, "accuracy": value, "macro_f1": value, "balanced_accuracy": value}

    monkeypatch.setattr(module, "measure", measured)
    model = tiny.model("lstm", "sentiment")
    _, history = run(model, dataclasses.replace(FAST, epochs=6, patience=3))
    assert len(history.epochs) == 5, "no better one in three epochs: 3, 4 (equal is not better), 5"
    assert history.best_epoch == 2
    expected = tiny.model("lstm", "sentiment")
    expected.load_state_dict(seen[1])
    round_weights(expected)
    assert same(state(model), state(expected))


def test_of_epochs_that_are_equally_right_the_one_with_the_lowest_loss_is_the_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    losses = iter([0.5, 0.1, 0.3])
    found = {"accuracy": 1.0, "macro_f1": 1.0, "balanced_accuracy": 1.0}
    monkeypatch.setattr(module, "measure", lambda model, data: {"loss": next(losses), **found})
    _, history = run(tiny.model("textcnn", "sentiment"), dataclasses.replace(FAST, epochs=3))
    assert history.best_epoch == 2


def test_the_best_epoch_is_chosen_by_the_mean_of_the_validation_sets() -> None:
    model = tiny.model("textcnn", "sentiment")
    sets = {"first": encoded(model), "second": encoded(model, REVIEWS[:2])}
    _, history = run(model, dataclasses.replace(FAST, epochs=2), validation=sets)
    for entry in history.epochs:
        assert set(entry["sets"]) == {"first", "second"}
        assert entry["macro_f1"] == pytest.approx(sum(entry["sets"].values()) / 2)


def test_without_validation_the_last_epoch_counts() -> None:
    _, history = run(tiny.model("textcnn", "sentiment"), dataclasses.replace(FAST, epochs=4, patience=1), validation={})
    assert history.best_epoch == 4
    assert "accuracy" not in history.epochs[0]


# --- what is measured is what is stored ----------------------------------------------------------


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_metrics_are_equal_after_saving_and_loading(architecture: str, task: str, tmp_path: Path) -> None:
    model = tiny.model(architecture, task)
    run(model, dataclasses.replace(FAST, epochs=2))
    before, logits = measure(model, encoded(model)), predict_logits(model, encoded(model))
    temperature = fit_temperature(model, [encoded(model)])
    save(tmp_path / "made", model, VOCABULARY, temperature=temperature)
    found = load(str(tmp_path / "made"))
    assert measure(found.model, encoded(found.model)) == before
    assert all(map(np.array_equal, predict_logits(found.model, encoded(found.model)), logits))
    assert found.temperature == temperature


def test_a_learning_rate_that_explodes_is_named() -> None:
    settings = dataclasses.replace(FAST, optimizer="sgd", learning_rate=10.0, clip=1e6, warmup=0.0)
    with pytest.raises(BadInput) as refused:
        run(tiny.model("textcnn", "sentiment", layers=4, dropout=0.0), settings)
    assert str(refused.value) == (
        "The loss has grown beyond all bounds: training has exploded. The learning rate is 10. Try a tenth of it."
    )


def test_an_explosion_after_a_good_epoch_keeps_that_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(type(TASKS["sentiment"])):  # type: ignore[misc]
        def loss(self, logits: torch.Tensor, gold: torch.Tensor, *more: Any) -> torch.Tensor:
            calls.append(1)
            value: torch.Tensor = super().loss(logits, gold, *more)
            return value * (math.nan if len(calls) > 2 else 1.0)

    calls: list[int] = []
    task = TASKS["sentiment"]
    monkeypatch.setitem(TASKS, "sentiment", Failing(**dataclasses.asdict(task)))
    model = tiny.model("rnn", "sentiment")
    _, history = run(model, dataclasses.replace(FAST, epochs=4))  # two batches an epoch
    assert (len(history.epochs), history.best_epoch) == (1, 1)
    assert all(value.isfinite().all() for value in model.state_dict().values())


# --- loss, batches, vocabulary -------------------------------------------------------------------


def test_padding_and_what_is_not_read_count_in_no_loss() -> None:
    task = TASKS["pos"]
    torch.manual_seed(0)
    logits = torch.randn(2, 5, 17)
    gold = torch.tensor([[3, 1, 4, 1, 5], [9, 2, IGNORED, IGNORED, IGNORED]])
    rows = torch.cat([logits[0], logits[1, :2]]).log_softmax(-1)
    expected = -rows[torch.arange(7), torch.tensor([3, 1, 4, 1, 5, 9, 2])].mean()
    assert torch.allclose(task.loss(logits, gold), expected)
    moved = logits.clone()
    moved[1, 2:] += 100 * torch.randn(3, 17)
    assert torch.equal(task.loss(moved, gold), task.loss(logits, gold))

    model = tiny.model("rnn", "pos", max_words=3)
    data = encoded(model, ["a good film", "the good dog , a film"])
    found, labels = predict_logits(model, data)
    assert found.shape == (6, 17), "three words of each, and no padding"
    assert IGNORED not in labels


def test_label_smoothing_is_the_mixture_that_it_is_said_to_be() -> None:
    task = TASKS["sentiment"]
    logits, gold = torch.tensor([[2.0, -1.0], [0.5, 0.0]]), torch.tensor([0, 1])
    rows = logits.log_softmax(-1)
    target = torch.tensor([[0.95, 0.05], [0.05, 0.95]])
    assert torch.allclose(task.loss(logits, gold, 0.1), -(target * rows).sum(-1).mean())


def first_positions(settings: Settings, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[int, set[int]]:
    """Where batches of so many words began while a Transformer was trained, by their length."""
    model = tiny.model("transformer", "sentiment", max_words=40, dropout=0.0)
    found: dict[int, set[int]] = {}
    lengths: list[int] = []
    plain = transformer_network.positions

    def noted(words: int, hidden: int) -> torch.Tensor:
        if model.training:
            found.setdefault(lengths[-1], set()).add(words - lengths[-1])
        return plain(words, hidden)

    model.encoder.register_forward_pre_hook(lambda _, given: lengths.append(given[0].shape[1]))
    monkeypatch.setattr(transformer_network, "positions", noted)
    data = encode_examples(model.config, VOCABULARY, examples("sentiment", texts))
    for _ in fit(model, data, {}, dataclasses.replace(settings, epochs=30, texts_a_batch=1), 1):
        pass
    return found


@pytest.mark.slow
def test_whole_texts_begin_where_they_will_begin_when_they_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["a good film", "not bad", "it 's a good dog , not a film", "bad"]
    anywhere = first_positions(FAST, texts, monkeypatch)
    assert all(len(begins) > 10 for begins in anywhere.values())
    still = first_positions(dataclasses.replace(FAST, whole_at_start=True), texts, monkeypatch)
    assert still == {1: {0}, 2: {0}, 3: {0}, 9: {0}}
    windows = first_positions(dataclasses.replace(FAST, whole_at_start=True, crop_words=5), texts, monkeypatch)
    assert {length: windows[length] for length in (1, 2, 3)} == {1: {0}, 2: {0}, 3: {0}}
    assert len(windows[5]) > 10 and max(windows[5]) <= 35, "a window of a longer text stands anywhere"


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_text_is_shifted_by_a_share_of_a_word_to_where_its_loss_grows_most(architecture: str) -> None:
    model = tiny.model(architecture, "sentiment", dropout=0.0)
    data = encoded(model, ["a good film", "it 's not a bad film , it 's good"])
    inputs, gold = collate(data, [0, 1], None, FAST, model.config, None, torch.device("cpu"))
    loss = TASKS["sentiment"].loss

    def losses(shift: torch.Tensor | float) -> torch.Tensor:
        logits = model.logits(embedded.detach() + shift, inputs.mask)
        return torch.stack([loss(logits[row : row + 1], gold[row : row + 1]) for row in range(2)])

    embedded = model.embed(inputs)
    shift = adversarial_shift(loss(model.logits(embedded, inputs.mask), gold), embedded, inputs.mask, 0.01)
    for row in range(2):
        words = embedded[row][inputs.mask[row]]
        one = words.norm(dim=-1).square().mean().sqrt()
        assert shift[row].norm() == pytest.approx(0.01 * one.item(), rel=1e-4)
    assert shift[0, 3:].abs().max() == 0, "padding stays where it is"
    grown = losses(shift) - losses(0.0)
    assert (grown > 0).all()
    random = torch.Generator().manual_seed(1)
    for _ in range(20):
        other = torch.randn(shift.shape, generator=random) * inputs.mask[..., None]
        other *= shift.flatten(1).norm(dim=1)[:, None, None] / other.flatten(1).norm(dim=1)[:, None, None]
        assert (losses(other) - losses(0.0) < grown + 1e-7).all()


# --- temperature ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("factor", [0.25, 1.0, 3.0])
def test_the_temperature_undoes_a_factor_on_calibrated_logits(factor: float, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 1.5, (20_000, 3))
    powers = np.exp(logits)
    chances = powers / powers.sum(-1, keepdims=True)
    gold = (random.random((20_000, 1)) > chances.cumsum(-1)).sum(-1).clip(0, 2)
    answers = (factor * logits).astype(np.float32), gold
    monkeypatch.setattr(module, "predict_logits", lambda model, data: answers)
    model: Any = None
    data: Any = None
    assert fit_temperature(model, [data]) == pytest.approx(factor, rel=0.05)
    assert fit_temperature(model, [data, data]) == pytest.approx(fit_temperature(model, [data]), rel=0.02)


def test_of_two_sets_neither_is_left_too_sure_for_the_sake_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (20_000, 2))
    gold = (random.random(20_000) > 1 / (1 + np.exp(logits[:, 1] - logits[:, 0]))).astype(int)
    answers = {"mild": logits / 4, "sure": logits * 2}  # the same answers, with a temperature of 1/4 and of 2
    monkeypatch.setattr(module, "predict_logits", lambda model, data: (answers[data].astype(np.float32), gold))
    model: Any = None
    both: Any = ["mild", "sure"]
    found = fit_temperature(model, both)
    right = (logits.argmax(-1) == gold).mean()
    mild, sure = (
        (1 / (1 + np.exp(-np.abs(made[:, 1] - made[:, 0]) / found))).mean() - right for made in answers.values()
    )
    assert mild < -0.02 < 0.02 < sure
    assert mild == pytest.approx(-sure, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize(("balance", "share"), [(0.0, 0.1), (0.5, 0.25), (1.0, 0.5)])
def test_labels_weigh_as_their_count_to_the_power_of_minus_the_balance(balance: float, share: float) -> None:
    model = tiny.model("textcnn", "sentiment", dropout=0.0)
    text = np.array(VOCABULARY.ids(["a", "film"]), dtype=np.int32)
    data = Encoded([text] * 40, None, [1] * 4 + [0] * 36)  # nothing tells them apart: only their number counts
    list(fit(model, data, {}, dataclasses.replace(FAST, balance=balance, epochs=80, texts_a_batch=40), seed=1))
    logits, _ = predict_logits(model, data)
    # p / (1 - p) is (4 / 36) ** (1 - balance)
    assert float(np.exp(logits[0, 1]) / np.exp(logits[0]).sum()) == pytest.approx(share, abs=0.02)


def test_what_is_kept_may_learn_at_another_rate_than_the_head() -> None:
    for rate, moved in ((0.0, False), (0.1, True)):
        model = tiny.model("lstm", "sentiment")
        before = state(model)
        run(model, dataclasses.replace(FAST, kept_rate=rate, epochs=2))
        after = state(model)
        assert torch.equal(before["encoder.layers.0.forward_cell.weight_hh_l0"].half(),
                           after["encoder.layers.0.forward_cell.weight_hh_l0"].half()) is not moved  # fmt: skip
        assert not torch.equal(before["head.weight"].half(), after["head.weight"].half())


def test_a_run_that_is_stopped_ends_with_its_best_epoch_so_far() -> None:
    model = tiny.model("rnn", "sentiment")
    calls = 0

    def stop() -> bool:
        nonlocal calls
        calls += 1
        return calls > 7  # two steps an epoch, and a look after each epoch: within the third

    steps, history = run(model, dataclasses.replace(FAST, epochs=50), stop=stop)
    assert len(history.epochs) == 3
    assert steps[-1].finished is not None
    best = max(history.epochs, key=lambda one: (one["macro_f1"], -one["validation_loss"]))
    assert history.best_epoch == best["epoch"]
    assert measure(model, encoded(model))["loss"] == pytest.approx(best["validation_loss"], rel=1e-2)


def test_a_run_that_is_paused_goes_on_with_the_same_numbers(tmp_path: Path) -> None:
    settings = dataclasses.replace(FAST, epochs=4)
    whole = tiny.model("transformer", "sentiment")
    run(whole, settings)
    pauses = 0
    model = tiny.model("transformer", "sentiment")
    while True:
        _, history = run(model, settings, state_folder=tmp_path, pause=lambda: True)
        if not history.paused:
            break
        pauses += 1
        model = tiny.model("transformer", "sentiment", seed=9)  # what was in memory is lost
    assert pauses == 3
    assert all(torch.equal(value, whole.state_dict()[key]) for key, value in model.state_dict().items())
