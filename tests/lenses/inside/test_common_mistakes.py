"""What mistakes do to a text, against computations of their own; and one step of training against torch's optimiser."""

from dataclasses import asdict

import numpy as np
import pytest
import torch
from torch import nn

from playground.checkpoints import Checkpoint, load
from playground.errors import NotFound
from playground.lenses.inside.common_mistakes import mistakes
from playground.lenses.inside.trace import trace
from playground.lenses.inside.training_step import training_step
from playground.tasks import TASKS
from playground.training.fit import _optimizer
from playground.training.settings import Settings
from tests.lenses.inside.test_layers import TEXT, VARIANTS, checkpoint
from tests.tiny import PAIRS


def numbers(asked: Checkpoint, word: int = 0) -> dict[str, dict[str, tuple[float, float]]]:
    return {
        mistake.key: {f"{pair.key} {pair.label}".strip(): (pair.right, pair.wrong) for pair in mistake.pairs}
        for mistake in mistakes(asked, trace(asked, TEXT), word)
    }


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_a_softmax_before_the_loss_leaves_a_loss_that_cannot_vanish(architecture: str, task: str) -> None:
    asked = checkpoint(architecture, task)
    logits = np.atleast_2d(trace(asked, TEXT).arrays["logits"]).astype(np.float64)

    def softmax(values: np.ndarray) -> np.ndarray:
        powers = np.exp(values - values.max(-1, keepdims=True))
        return np.asarray(powers / powers.sum(-1, keepdims=True))

    shares = softmax(logits)
    best = logits.argmax(-1)
    rows = np.arange(len(logits))
    found = numbers(asked)["softmax-twice"]
    expected = [-np.log(values[rows, best]).mean() for values in (shares, softmax(shares))]
    assert found["loss"] == pytest.approx(expected, abs=1e-5)
    perfect = softmax(np.eye(logits.shape[1])[0])
    assert found["least-loss"] == pytest.approx((0, -np.log(perfect[0])))
    one = np.eye(logits.shape[1])[best]
    right = (shares - one) / len(rows)
    outer = (softmax(shares) - one) / len(rows)  # through the softmax once more
    wrong = shares * (outer - (outer * shares).sum(-1, keepdims=True))
    assert found["gradient"] == pytest.approx((np.linalg.norm(right), np.linalg.norm(wrong)), abs=1e-5)
    assert found["gradient"][1] < found["gradient"][0]


def test_the_last_position_of_a_padded_batch_is_not_the_last_state() -> None:
    asked = checkpoint("rnn", "sentiment", directions=1, layers=1, readout=("last",))
    cell = asked.model.get_submodule("encoder.layers.0.forward_cell")
    weights = {name: value.detach().numpy() for name, value in cell.named_parameters()}
    state, states = np.zeros(10), []
    embedded = trace(asked, TEXT).arrays["embedded"]
    for word in range(2 * len(embedded)):  # half of it padding, whose vector is zero
        read = embedded[word] if word < len(embedded) else np.zeros(8)
        mixed = weights["weight_ih_l0"] @ read + weights["bias_ih_l0"] + weights["weight_hh_l0"] @ state
        state = np.tanh(mixed + weights["bias_hh_l0"])
        states.append(state)
    right, wrong = states[len(embedded) - 1], states[-1]
    found = numbers(asked)["last-of-padded"]
    assert found["state-apart"][1] == pytest.approx(np.linalg.norm(right - wrong) / np.linalg.norm(right), abs=1e-5)
    assert found["state-unit 1"] == pytest.approx((right[0], wrong[0]), abs=1e-5)
    head = asked.model.head
    for label, number in (("negative", 0), ("positive", 1)):
        if f"probability {label}" in found:
            for state, given in zip((right, wrong), found[f"probability {label}"], strict=True):
                logits = (head.weight.detach().numpy() @ state + head.bias.detach().numpy()) / 1.5
                assert given == pytest.approx(np.exp(logits[number]) / np.exp(logits).sum(), abs=1e-5)


def test_padding_in_a_mean_and_a_maximum() -> None:
    asked = checkpoint("lstm", "sentiment", directions=2, layers=1, readout=("mean", "max"))
    seen = trace(asked, TEXT)
    words = len(seen.read)
    with torch.no_grad():
        longer = torch.zeros(1, 2 * words, seen.arrays["embedded"].shape[1])
        longer[0, :words] = torch.tensor(seen.arrays["embedded"])
        hidden = asked.model.encoder.read(longer, torch.ones(1, 2 * words, dtype=torch.bool))[0].numpy()  # type: ignore[operator]
    states = np.concatenate([seen.arrays[f"layer1.{way}.hidden"] for way in ("forward", "backward")], -1)
    right, wrong = (np.concatenate([one.mean(0), one.max(0)]) for one in (states, hidden))
    (made,) = (one for one in mistakes(asked, seen) if one.key == "padding-pooled")
    assert made.wrong.splitlines() == ["mean = hidden.mean(1)", "highest = hidden.amax(1)"]
    (pair,) = (one for one in made.pairs if one.key == "features-apart")
    assert pair.wrong == pytest.approx(np.linalg.norm(right - wrong) / np.linalg.norm(right), abs=1e-5)


@pytest.mark.parametrize(
    ("architecture", "task", "change", "keys"),
    [
        ("rnn", "sentiment", {"readout": ("mean", "max")}, ["softmax-twice", "padding-pooled"]),
        ("lstm", "sentiment", {"readout": ("last",)}, ["softmax-twice", "last-of-padded"]),
        ("lstm", "pos", {"directions": 2}, ["softmax-twice", "padding-read"]),
        ("lstm", "pos", {"directions": 1}, ["softmax-twice"]),
        ("textcnn", "sentiment", {}, ["softmax-twice", "padding-read"]),
        ("textcnn", "pos", {}, ["softmax-twice", "padding-read"]),
        ("transformer", "sentiment", {"readout": ("mean",)}, ["softmax-twice", "padding-pooled", "no-target"]),
        ("transformer", "pos", {}, ["softmax-twice", "padding-read", "no-target"]),
    ],
)
def test_only_mistakes_that_concern_a_model_are_shown(
    architecture: str, task: str, change: dict[str, object], keys: list[str]
) -> None:
    asked = checkpoint(architecture, task, **change)
    assert [one.key for one in mistakes(asked, trace(asked, TEXT))] == keys


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_what_a_mistake_does_is_measured(architecture: str, task: str, change: dict[str, object]) -> None:
    asked = checkpoint(architecture, task, **change)
    made = mistakes(asked, trace(asked, TEXT), 5)
    assert made[0].key == "softmax-twice"
    assert all(one.wrong != one.right for one in made)
    assert all(np.isfinite([pair.right, pair.wrong]).all() for one in made for pair in one.pairs)
    decoders = [one.said for one in made if one.key == "no-target"]
    assert bool(decoders) == (architecture == "transformer")
    assert all("missing 1 required positional argument: 'tgt'" in said for said in decoders)
    assert made == mistakes(asked, trace(asked, TEXT), 5)


def test_a_transformer_of_torch_brings_a_decoder_along() -> None:
    asked = checkpoint("transformer", "pos", norm="after", heads=2)
    found = numbers(asked)["no-target"]
    encoder, both = found["transformer-parameters"]
    sizes = (12, 2, 2, 2, 20)
    whole = nn.Transformer(*sizes, norm_first=False, batch_first=True)
    assert both == sum(one.numel() for one in whole.parameters())
    assert encoder == sum(one.numel() for one in whole.encoder.parameters())
    assert found["transformer-apart"][1] > 0.1


# ---- one step of training


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
def test_the_step_is_the_one_that_the_trainers_optimiser_takes(architecture: str, task: str, optimizer: str) -> None:
    asked = checkpoint(architecture, task)
    settings = Settings(optimizer=optimizer, label_smoothing=0.1, average=0.99, clip=0.5)
    blocks = {block.key: block for block in training_step(asked, trace(asked, TEXT), asdict(settings))}
    model = checkpoint(architecture, task).model  # the same weights
    inputs = asked.encode([TEXT.split()])
    logits = model(inputs)
    loss = TASKS[task].loss(logits, logits.argmax(-1), 0.1)
    loss.backward()
    assert blocks["loss"].values == pytest.approx((loss.item(),), rel=1e-5)
    norm = nn.utils.clip_grad_norm_(model.parameters(), 0.5)
    assert blocks["backpropagation"].values == pytest.approx((norm.item(),), rel=1e-4)
    before, gradient = model.head.weight[0, 0].item(), model.head.weight.grad[0, 0].item()  # type: ignore[index]
    _optimizer(model, settings).step()
    after = model.head.weight[0, 0].item()
    assert blocks["optimizer"].values == pytest.approx((before, gradient, after), abs=1e-6)
    assert all(parameter.grad is None for parameter in asked.model.parameters())
    whole = sum(float(part.values[0]) ** 2 for part in blocks["backpropagation"].parts)
    assert whole**0.5 == pytest.approx(norm.item(), rel=1e-4)


def test_another_label_can_be_taken_for_the_right_one(tiny: dict[str, str]) -> None:
    asked = load(tiny["sentiment-rnn"])
    seen = trace(asked, TEXT)
    losses = [
        next(block.values[0] for block in training_step(asked, seen, asdict(Settings()), label) if block.key == "loss")
        for label in ("negative", "positive")
    ]
    shares = torch.tensor(seen.arrays["logits"]).log_softmax(-1)
    assert losses == pytest.approx((-shares).tolist(), abs=1e-5)
    with pytest.raises(NotFound):
        training_step(asked, seen, asdict(Settings()), "neutral")
