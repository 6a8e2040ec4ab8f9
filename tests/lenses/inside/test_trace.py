"""The traced numbers are the model's: against torch's fused layers, and against plain NumPy from the stored weights."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from torch import nn

import playground
from playground import checkpoints
from playground.checkpoints import Checkpoint
from playground.errors import BadInput, NotApplicable, NotFound, PlaygroundError
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.filter_votes import votes
from playground.lenses.inside.trace import Trace, trace
from playground.lenses.predict.predict import predict
from playground.models import ARCHITECTURES, Config, build
from playground.tasks import TASKS
from playground.text import Vocabulary

KNOWN = ("that", "film", "is", "not", "good", "but", "2024", ".", "was", "a")
TEXT = "That that film: 2024 is <b>not</b> good 🎬 but that was a film."
CLOSE = 1e-5
GATES = ("input_gate", "forget_gate", "cell_candidate", "output_gate")

# Odd sizes, several layers, both directions, letters, both kinds of head and both places of the layer norm.
CASES: dict[str, dict[str, Any]] = {
    "rnn": {"architecture": "rnn", "hidden": 7},
    "rnn-deep": {"architecture": "rnn", "hidden": 5, "layers": 3, "directions": 2, "readout": ("max",), "letters": 9},
    "lstm": {"architecture": "lstm", "hidden": 11},
    "lstm-one-unit": {"architecture": "lstm", "hidden": 1, "layers": 2, "outputs": 1},
    "lstm-deep": {
        "architecture": "lstm",
        "hidden": 13,
        "layers": 3,
        "directions": 2,
        "readout": ("last",),
        "letters": 9,
    },
    "textcnn": {"architecture": "textcnn", "filters": 6, "widths": (3,)},
    "textcnn-wide": {"architecture": "textcnn", "filters": 5, "widths": (7, 1, 3), "layers": 2, "outputs": 1},
    "transformer": {"architecture": "transformer", "hidden": 12, "heads": 3, "feedforward": 17},
    "transformer-deep": {
        "architecture": "transformer",
        "hidden": 8,
        "heads": 1,
        "feedforward": 9,
        "layers": 3,
        "norm": "before",
        "readout": ("mean",),
        "letters": 9,
    },
    "transformer-distances": {
        "architecture": "transformer",
        "hidden": 12,
        "heads": 3,
        "feedforward": 17,
        "layers": 2,
        "norm": "before",
        "positions": "distances",
    },
}
MADE = [f"{case} {task}" for case in CASES for task in TASKS]


def made(name: str, **sizes: Any) -> Checkpoint:
    """A checkpoint with random weights, larger than those that a model starts from, so that gates open and close."""
    case, task = name.split()
    given = {**CASES[case], **sizes}
    letters = "abdefghilmnost" if given.pop("letters", 0) else ""
    if TASKS[task].per_word:
        given.pop("outputs", None)
    vocabulary = Vocabulary(KNOWN, letters)
    config = Config(
        task=task,
        labels=TASKS[task].labels,
        words=len(vocabulary),
        **{"size": 9, "letters": len(letters) + 2 if letters else 0, "letter_size": 3, "letter_filters": 4, **given},
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(MADE.index(name))
        model = build(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(2)
    checkpoints.round_weights(model)
    return Checkpoint(name, config, vocabulary, model)


def stored(folder: Path) -> dict[str, np.ndarray]:
    """The weights of a checkpoint's file, as float32."""
    raw = load_file(folder / "model.safetensors")
    return {
        name: array.astype(np.float32) * raw[name + ".scale"].astype(np.float32)
        if name + ".scale" in raw
        else array.astype(np.float32)
        for name, array in raw.items()
        if not name.endswith(".scale")
    }


# ---- independent implementations: plain NumPy, word by word, from `embedded` and the weights


def sigmoid(values: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-values.astype(np.float64))))


def recurrent_arrays(
    weights: dict[str, np.ndarray], embedded: np.ndarray, layers: int, directions: int, lstm: bool
) -> Iterator[tuple[str, np.ndarray]]:
    """Every array of an RNN or LSTM by its name, from nothing but `embedded`: no state is taken from a trace."""
    read = embedded.astype(np.float64)
    for layer in range(layers):
        parts = []
        for direction in ("forward", "backward")[:directions]:
            at = f"encoder.layers.{layer}.{direction}_cell."
            w, u = weights[at + "weight_ih_l0"], weights[at + "weight_hh_l0"]
            b, b2 = weights[at + "bias_ih_l0"], weights[at + "bias_hh_l0"]
            size = u.shape[1]
            names = ("hidden", "cell", *GATES) if lstm else ("hidden",)
            arrays = {name: np.zeros((len(read), size)) for name in names}
            h, c = np.zeros(size), np.zeros(size)
            for word in range(len(read)) if direction == "forward" else reversed(range(len(read))):
                mixed = w @ read[word] + b + u @ h + b2
                if lstm:
                    i, f = sigmoid(mixed[:size]), sigmoid(mixed[size : 2 * size])
                    g, o = np.tanh(mixed[2 * size : 3 * size]), sigmoid(mixed[3 * size :])
                    c = f * c + i * g
                    h = o * np.tanh(c)
                    values = [h, c, i, f, g, o]
                else:
                    h = np.tanh(mixed)
                    values = [h]
                for name, value in zip(names, values, strict=True):
                    arrays[name][word] = value
            start = f"layer{layer + 1}." + (f"{direction}." if directions == 2 else "")
            yield from ((start + name, array) for name, array in arrays.items())
            parts.append(arrays["hidden"])
        read = np.concatenate(parts, -1)


def normed(values: np.ndarray, weights: dict[str, np.ndarray], at: str) -> np.ndarray:
    found = np.zeros_like(values)
    for number, row in enumerate(values):
        found[number] = (row - row.mean()) / np.sqrt(row.var() + 1e-5) * weights[at + ".weight"] + weights[at + ".bias"]
    return found


def bias(learnt: np.ndarray, away: int) -> float:
    """What a head adds to a score for a word so far to the right: a learnt number, that falls beyond 16 words."""
    near = max(-16, min(16, away))
    return float(learnt[16 + near]) - 0.1 * abs(away - near)


def attention_arrays(
    weights: dict[str, np.ndarray], embedded: np.ndarray, config: Config
) -> Iterator[tuple[str, np.ndarray]]:
    """Every array of a Transformer by its name, one pair of words at a time."""

    def linear(values: np.ndarray, at: str) -> np.ndarray:
        return np.asarray(values @ weights[at + ".weight"].T + weights[at + ".bias"])

    hidden = embedded.astype(np.float64)
    if "encoder.projection.weight" in weights:
        hidden = linear(hidden, "encoder.projection")
    apart = weights.get("encoder.distances.weight")  # (heads, 33), or nothing
    for place in range(len(hidden) if apart is None else 0):
        for unit in range(config.hidden):
            angle = place / 10_000 ** (2 * (unit // 2) / config.hidden)
            hidden[place, unit] += np.cos(angle) if unit % 2 else np.sin(angle)
    part = config.hidden // config.heads
    for layer in range(config.layers):
        at = f"encoder.layers.{layer}."
        first = config.norm == "before"
        mixed = linear(normed(hidden, weights, at + "norm1") if first else hidden, at + "mix")
        query, key, value = (
            mixed[:, : config.hidden],
            mixed[:, config.hidden : -config.hidden],
            mixed[:, -config.hidden :],
        )
        attention = np.zeros((config.heads, len(hidden), len(hidden)))
        seen = np.zeros_like(hidden)
        for head in range(config.heads):
            units = slice(head * part, (head + 1) * part)
            for one in range(len(hidden)):
                scores = [query[one, units] @ key[other, units] / np.sqrt(part) for other in range(len(hidden))]
                if apart is not None:
                    scores = [score + bias(apart[head], other - one) for other, score in enumerate(scores)]
                powers = np.exp(scores)
                attention[head, one] = powers / powers.sum()
                seen[one, units] = attention[head, one] @ value[:, units]
        yield f"layer{layer + 1}.attention", attention
        hidden = hidden + linear(seen, at + "out")
        if not first:
            hidden = normed(hidden, weights, at + "norm1")
        read = normed(hidden, weights, at + "norm2") if first else hidden
        hidden = hidden + linear(np.maximum(linear(read, at + "wide"), 0), at + "narrow")
        if not first:
            hidden = normed(hidden, weights, at + "norm2")
        yield f"layer{layer + 1}.hidden", hidden


def filter_arrays(
    weights: dict[str, np.ndarray], embedded: np.ndarray, widths: tuple[int, ...]
) -> Iterator[tuple[str, np.ndarray]]:
    """`filters…` and `winners…` of a TextCNN, one window at a time."""
    for width in widths:
        weight, bias = (weights[f"encoder.layers.0.{width}.{part}"] for part in ("weight", "bias"))
        filled = np.concatenate([embedded, np.zeros((max(0, width - len(embedded)), embedded.shape[1]))])
        windows = [filled[first : first + width] for first in range(len(filled) - width + 1)]
        answers = [np.maximum((weight * window.T).sum((1, 2)) + bias, 0) for window in windows]
        yield f"filters{width}", np.array(answers)
        yield f"winners{width}", np.argmax(answers, 0) if len(embedded) else np.full(len(bias), -1)


def reference(weights: dict[str, np.ndarray], embedded: np.ndarray, config: Config) -> dict[str, np.ndarray]:
    """Every array between `embedded` and `logits` that plain NumPy finds, by its name."""
    if config.architecture in ("rnn", "lstm"):
        lstm = config.architecture == "lstm"
        return dict(recurrent_arrays(weights, embedded, config.layers, config.directions, lstm))
    if config.architecture == "transformer":
        return dict(attention_arrays(weights, embedded, config))
    return {} if config.per_word else dict(filter_arrays(weights, embedded, config.widths))


# ---- equality


def check_numbers(checkpoint: Checkpoint, traced: Trace, weights: dict[str, np.ndarray]) -> None:
    """Everything that plain NumPy can find out is in the trace, and equal."""
    arrays, config = traced.arrays, checkpoint.config
    expected = reference(weights, arrays["embedded"], config)
    if not (config.architecture == "textcnn" and config.per_word):
        assert set(arrays) == {"embedded", "logits", *expected}
    for name, values in expected.items():
        assert arrays[name].shape == values.shape, name
        if name.startswith("winners"):
            # Two windows may be equally strong but for rounding: what counts is that the winner has the maximum.
            filters = arrays[name.replace("winners", "filters")]
            assert (filters[arrays[name], np.arange(len(values))] == filters.max(0)).all()
            assert ((arrays[name] == -1) == (values == -1)).all()
        elif values.size:
            # Hidden states and gates of an RNN and an LSTM are within 1; others grow, and their rounding with them.
            bounded = config.architecture in ("rnn", "lstm") and not name.endswith(".cell")
            scale = 1 if bounded else max(1, np.abs(values).max())
            assert np.abs(arrays[name] - values).max() < CLOSE * scale, name
        if name.endswith(".attention") and values.size:
            assert np.abs(arrays[name].sum(-1) - 1).max() < CLOSE
    assert traced.difference is not None
    assert 0 <= traced.difference < CLOSE


@pytest.mark.slow
@pytest.mark.parametrize("text", [TEXT, "good", "but good", ""], ids=["sentence", "word", "two words", "empty"])
@pytest.mark.parametrize("name", MADE)
def test_random_models_give_what_numpy_finds_from_the_stored_weights(name: str, text: str, tmp_path: Path) -> None:
    checkpoint = made(name)
    folder = checkpoints.save(tmp_path / "made", checkpoint.model, checkpoint.vocabulary)
    check_numbers(checkpoint, trace(checkpoint, text), stored(folder))


@pytest.mark.slow
@pytest.mark.parametrize("reference_id", checkpoints.shipped())
def test_shipped_models_give_what_numpy_finds_from_the_stored_weights(reference_id: str) -> None:
    checkpoint = checkpoints.load(reference_id)
    weights = stored(checkpoints.FOLDER / reference_id)
    for text in (TEXT, "It is not as good as the first one, but I liked it. " * 8, "Fine", ""):
        check_numbers(checkpoint, trace(checkpoint, text), weights)


@pytest.mark.gpu
@pytest.mark.parametrize("name", (*MADE, *checkpoints.shipped()))
def test_the_numbers_on_a_gpu_are_those_that_numpy_finds(name: str) -> None:
    checkpoint = made(name) if name in MADE else checkpoints.load(name)
    weights = {key: value.cpu().numpy() for key, value in checkpoint.model.state_dict().items()}
    checkpoint.model.to("cuda")
    check_numbers(checkpoint, trace(checkpoint, TEXT), weights)


@pytest.mark.parametrize("name", [name for name in (*MADE, *checkpoints.shipped()) if "lstm" in name])
def test_hidden_and_cell_equal_those_of_one_fused_lstm(name: str) -> None:
    checkpoint = made(name) if name in MADE else checkpoints.load(name)
    traced, config = trace(checkpoint, TEXT), checkpoint.config
    fused = nn.LSTM(config.embedded, config.hidden, config.layers, bidirectional=config.directions == 2)
    theirs = dict(checkpoint.model.encoder.named_parameters())
    with torch.no_grad():
        for parameter, values in fused.named_parameters():
            kind, at = parameter.rsplit("_l", 1)  # weight_ih, 2_reverse
            direction = "backward" if at.endswith("_reverse") else "forward"
            values.copy_(theirs[f"layers.{at.removesuffix('_reverse')}.{direction}_cell.{kind}_l0"])
        embedded = torch.from_numpy(traced.arrays["embedded"])
        words = len(embedded)
        top, _ = fused(embedded)
        ended = [fused(embedded[: word + 1])[1] for word in range(words)]  # states after each word
        begun = [fused(embedded[word:])[1] for word in range(words)]  # and, read backwards, at each
    last = [traced.at(config.layers, one)["hidden"] for one in ("forward", "backward")[: config.directions]]
    assert np.abs(np.concatenate(last, -1) - top.numpy()).max() < CLOSE
    # What a layer above the first reads depends on both directions: only the first has states for a part of a text.
    for row, (direction, states) in enumerate((("forward", ended), ("backward", begun))[: config.directions]):
        for part, array in enumerate(("hidden", "cell")):
            expected = np.stack([state[part][row].numpy() for state in states])
            assert np.abs(traced.at(1, direction)[array] - expected).max() < CLOSE
    # Of the whole text every layer's last state is known.
    for layer in range(config.layers):
        for row, direction in enumerate(("forward", "backward")[: config.directions]):
            whole = ended[-1] if direction == "forward" else begun[0]
            for part, array in enumerate(("hidden", "cell")):
                mine = traced.at(layer + 1, direction)[array][-1 if direction == "forward" else 0]
                assert np.abs(mine - whole[part][layer * config.directions + row].numpy()).max() < CLOSE


@pytest.mark.parametrize("name", ["transformer-deep sentiment", "transformer-deep pos"])
def test_attention_equals_that_of_a_fused_layer(name: str) -> None:
    checkpoint = made(name)
    traced, config = trace(checkpoint, TEXT), checkpoint.config
    encoder: Any = checkpoint.model.encoder
    layer = encoder.layers[-1]
    fused = nn.MultiheadAttention(config.hidden, config.heads, batch_first=True)
    fused.load_state_dict(
        {
            "in_proj_weight": layer.mix.weight,
            "in_proj_bias": layer.mix.bias,
            "out_proj.weight": layer.out.weight,
            "out_proj.bias": layer.out.bias,
        }
    )
    below = torch.from_numpy(traced.arrays[f"layer{config.layers - 1}.hidden"])[None]
    with torch.no_grad():
        read = layer.norm1(below) if config.norm == "before" else below
        _, expected = fused(read, read, read, average_attn_weights=False)
    assert np.abs(traced.arrays[f"layer{config.layers}.attention"] - expected[0].numpy()).max() < CLOSE


# ---- the record


@pytest.mark.parametrize("name", MADE)
def test_arrays_have_the_shapes_of_the_contract(name: str) -> None:
    checkpoint = made(name)
    config = checkpoint.config
    for text in (TEXT, "good", ""):
        traced = trace(checkpoint, text)
        words, shapes = len(traced.words), traced.as_json()["arrays"]
        expected: dict[str, list[int]] = {"embedded": [words, config.embedded]}
        for layer in range(1, config.layers + 1):
            if config.architecture in ("rnn", "lstm"):
                kinds = ("hidden", "cell", *GATES) if config.architecture == "lstm" else ("hidden",)
                directions = [""] if config.directions == 1 else ["forward.", "backward."]
                for direction in directions:
                    expected |= {f"layer{layer}.{direction}{kind}": [words, config.hidden] for kind in kinds}
            elif config.architecture == "transformer":
                expected[f"layer{layer}.attention"] = [config.heads, words, words]
                expected[f"layer{layer}.hidden"] = [words, config.hidden]
            elif config.per_word:
                expected[f"layer{layer}.hidden"] = [words, config.filters * len(config.widths)]
        if config.architecture == "textcnn" and not config.per_word:
            for width in config.widths:
                expected[f"filters{width}"] = [max(1, words - width + 1), config.filters]
                expected[f"winners{width}"] = [config.filters]
        labels = len(config.labels)
        expected["logits"] = [words, labels] if config.per_word else [labels]
        assert shapes == expected
        for array, values in traced.arrays.items():
            assert values.dtype == (np.int64 if array.startswith("winners") else np.float32)
            assert np.isfinite(values).all()
        has_attention = config.architecture == "transformer"
        assert traced.positions == (tuple(word.text for word in traced.words) if has_attention else None)


@pytest.mark.parametrize("name", MADE)
def test_the_logits_are_those_of_a_prediction(name: str) -> None:
    checkpoint = made(name)
    logits = trace(checkpoint, TEXT).arrays["logits"].astype(np.float64)
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    expected = predict(checkpoint, TEXT).probabilities
    assert np.abs(powers / powers.sum(-1, keepdims=True) - expected).max() < CLOSE


def test_the_record_tells_words_as_a_prediction_does() -> None:
    for name in MADE:
        checkpoint = made(name, max_words=6)
        traced, predicted = trace(checkpoint, TEXT), predict(checkpoint, TEXT)
        assert traced.words == predicted.words
        assert (traced.model, traced.task, traced.text, traced.labels) == (
            name,
            name.split()[1],
            TEXT,
            predicted.labels,
        )
        assert list(traced.as_json()) == ["model", "words", "positions", "arrays"]
        assert traced.as_json()["model"] == name
        assert traced.as_json()["words"] == predicted.as_json()["words"]


@pytest.mark.parametrize("name", MADE)
def test_words_beyond_what_a_model_reads_have_no_rows(name: str) -> None:
    checkpoint = made(name, max_words=6)
    traced = trace(checkpoint, TEXT)
    read = TEXT[: traced.words[5].end]
    assert [word.read for word in traced.words] == [True] * 6 + [False] * (len(traced.words) - 6)
    assert [word.text for word in traced.read] == ["That", "that", "film", ":", "2024", "is"]
    short = trace(checkpoint, read)
    assert traced.positions == short.positions
    assert list(traced.arrays) == list(short.arrays)
    for array, values in short.arrays.items():
        assert (traced.arrays[array] == values).all()


def test_the_file_holds_the_arrays_and_nothing_but_numbers(tmp_path: Path) -> None:
    for name in MADE:
        traced = trace(made(name), TEXT)
        traced.save(tmp_path / "named as it is")
        with np.load(tmp_path / "named as it is", allow_pickle=False) as file:
            assert file.files == list(traced.arrays)
            for array, values in traced.arrays.items():
                assert file[array].dtype == values.dtype
                assert (file[array] == values).all()


def left_on(model: nn.Module) -> dict[str, list[str]]:
    """Names of everything that hangs on each module, its own dicts included, and whether it is in training."""
    return {
        name: sorted(
            f"{key} {list(value) if isinstance(value, dict) else type(value)}" for key, value in vars(module).items()
        )
        for name, module in model.named_modules()
    }


@pytest.mark.parametrize("name", MADE)
def test_tracing_leaves_nothing_on_the_model(name: str) -> None:
    checkpoint = made(name)
    model = checkpoint.model
    before = {key: value.clone() for key, value in model.state_dict().items()}
    hanging, flags = left_on(model), (model.training, torch.is_grad_enabled())
    first, second = trace(checkpoint, TEXT), trace(checkpoint, TEXT)
    assert left_on(model) == hanging
    assert (model.training, torch.is_grad_enabled()) == flags
    for module in model.modules():
        assert not module._forward_hooks
        assert not module._forward_pre_hooks
        assert not module._backward_hooks
    assert list(model.state_dict()) == list(before)
    for key, value in model.state_dict().items():
        assert (value == before[key]).all()
        assert value.grad is None
    for array, values in first.arrays.items():
        assert (second.arrays[array] == values).all()


def test_the_difference_sees_a_wrong_number(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"rnn": "layer1.hidden", "lstm": "layer1.cell", "textcnn": "filters3", "transformer": "layer1.attention"}
    for architecture, array in wrong.items():
        checkpoint = made(f"{architecture} sentiment")
        states = checkpoint.model.states

        def off(*given: Any, states: Any = states, array: str = array) -> dict[str, torch.Tensor]:
            found: dict[str, torch.Tensor] = states(*given)
            found[array].flatten(0, -2)[2, 1] += 0.01
            return found

        monkeypatch.setattr(checkpoint.model, "states", off)
        difference = trace(checkpoint, TEXT).difference
        assert difference is not None
        assert difference > 1e-4


def test_named_arrays_are_given_as_lists_that_are_the_same_numbers() -> None:
    for name in MADE:
        traced = trace(made(name), TEXT)
        found = json.loads(json.dumps(traced.values(list(traced.arrays))))
        assert list(found) == list(traced.arrays)
        for array, values in traced.arrays.items():
            again = np.array(found[array], values.dtype)
            assert again.shape == values.shape
            assert (again == values).all()
        assert traced.values([]) == {}
        assert list(traced.values(["logits", "embedded", "logits"])) == ["logits", "embedded"]
    empty = trace(made("transformer pos"), "")
    assert empty.values(["embedded", "layer1.attention"]) == {"embedded": [], "layer1.attention": [[], [], []]}


def test_no_more_numbers_are_given_than_a_browser_should_get() -> None:
    long = trace(made("lstm sentiment", size=300), "that film is not good but " * 100)
    assert len(json.dumps(long.values(["layer1.hidden"] * 9))) < 1e6
    with pytest.raises(BadInput) as caught:
        long.values(["layer1.hidden", "embedded"])
    assert str(caught.value) == (
        "The arrays asked for hold 159,232 numbers. At most 80,000 are sent at a time. "
        "Name fewer arrays, or shorten the text."
    )
    wide = trace(made("lstm sentiment", size=156), "that film is not good but " * 100)
    assert 0.7e6 < len(json.dumps(wide.values(["embedded"]))) < 1.1e6  # 79,872 numbers
    with pytest.raises(NotFound) as unknown:
        long.values(["hidden"])
    assert str(unknown.value) == (
        "There is no array 'hidden'. Choose one of: embedded, layer1.hidden, layer1.input_gate, layer1.forget_gate, "
        "layer1.cell_candidate, layer1.output_gate, layer1.cell, logits."
    )


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("task", TASKS)
def test_a_long_text_is_traced_as_far_as_it_is_read(architecture: str, task: str) -> None:
    sizes = {"size": 300, "hidden": 256, "layers": 2, "directions": 2, "heads": 8, "filters": 100}
    checkpoint = made(f"{architecture} {task}", **sizes)
    text = "that film is not good but " * 100
    traced = trace(checkpoint, text)
    assert (len(traced.words), len(traced.read)) == (600, 512)
    assert traced.difference is not None
    assert traced.difference < CLOSE


def test_trace_is_a_public_name() -> None:
    assert playground.trace is trace


# ---- what is read out of it


@pytest.mark.parametrize("name", [name for name in MADE if name.startswith("lstm")])
def test_six_equations_give_the_numbers_of_a_word_and_a_unit(name: str) -> None:
    checkpoint = made(name)
    traced, config = trace(checkpoint, TEXT), checkpoint.config
    encoder: Any = checkpoint.model.encoder
    for layer in range(1, config.layers + 1):
        for direction in ("forward", "backward")[: config.directions]:
            arrays = traced.at(layer, direction)
            for word in (0, 4, len(traced.words) - 1):
                unit = (3 * word + layer) % config.hidden
                found = equations(checkpoint, traced, layer, word, unit, direction)
                assert [one.name for one in found] == [*GATES, "cell", "hidden"]
                assert [one.symbol for one in found] == ["i", "f", "g", "o", "c", "h"]
                for one in found:
                    assert one.traced == arrays[one.name][word, unit]
                    assert one.gap < CLOSE
                    assert one.total == pytest.approx(sum(term.value for term in one.terms))
                    for term in one.terms:
                        assert not term.factors or term.value == pytest.approx(np.prod(term.factors))
                    assert len(one.terms) == {"cell": 2, "hidden": 1}.get(one.name, 4)
                module = encoder.layers[layer - 1][f"{direction}_cell"]
                for gate, one in enumerate(found[:4]):
                    row = gate * config.hidden + unit
                    assert one.terms[1].value == module.bias_ih_l0[row].item()
                    assert one.terms[3].value == module.bias_hh_l0[row].item()
                begins = word == 0 if direction == "forward" else word == len(traced.words) - 1
                assert (found[0].terms[2].value == 0) == begins
                assert (found[4].terms[0].value == 0) == begins


@pytest.mark.parametrize("name", [name for name in MADE if name.startswith("rnn")])
def test_one_equation_gives_the_number_of_an_rnn(name: str) -> None:
    checkpoint = made(name)
    traced = trace(checkpoint, TEXT)
    for layer in range(1, checkpoint.config.layers + 1):
        for direction in ("forward", "backward")[: checkpoint.config.directions]:
            (one,) = equations(checkpoint, traced, layer, 2, 4, direction)
            assert (one.name, one.symbol, one.function) == ("hidden", "h", "tanh")
            assert [term.symbol for term in one.terms] == ["W·x", "b", "U·h′", "b′"]
            assert one.value == pytest.approx(np.tanh(sum(term.value for term in one.terms)))
            assert one.gap < CLOSE


def test_means_are_taken_over_the_units_of_each_word() -> None:
    traced = trace(made("lstm-deep sentiment"), TEXT)
    means = traced.means(2, "backward")
    assert set(means) == {"hidden", "cell", *GATES}
    for name, mean in means.items():
        expected = [sum(row) / len(row) for row in traced.arrays[f"layer2.backward.{name}"].tolist()]
        assert mean.tolist() == pytest.approx(expected, abs=1e-6)
    assert list(trace(made("transformer sentiment"), TEXT).means(1)) == ["hidden"]


def test_attention_is_read_from_a_word_and_towards_it() -> None:
    traced = trace(made("transformer pos"), TEXT)
    looks, is_looked_at = traced.attention(1, 4)
    assert looks.shape == is_looked_at.shape == (3, len(traced.words))
    assert looks.sum(-1).tolist() == pytest.approx([1, 1, 1])
    for head in range(3):
        for other in range(len(traced.words)):
            assert looks[head, other] == traced.arrays["layer1.attention"][head, 4, other]
            assert is_looked_at[head, other] == traced.arrays["layer1.attention"][head, other, 4]


@pytest.mark.parametrize("text", [TEXT, "good", ""])
@pytest.mark.parametrize("name", ["textcnn sentiment", "textcnn-wide sentiment"])
def test_votes_and_bias_add_up_to_the_logit(name: str, text: str) -> None:
    checkpoint = made(name)
    traced, config = trace(checkpoint, text), checkpoint.config
    negative, positive = traced.arrays["logits"].tolist()
    for label, logit in (("negative", negative), ("positive", positive)):
        found = votes(checkpoint, traced, label)
        one_output = config.outputs == 1
        assert found.against == ({"negative": "positive", "positive": "negative"}[label] if one_output else None)
        assert found.logit == (
            pytest.approx({"negative": -1, "positive": 1}[label] * positive) if one_output else logit
        )
        assert found.gap < CLOSE
        assert found.total == pytest.approx(found.logit, abs=CLOSE)
        check_votes(traced, config, found)


def check_votes(traced: Trace, config: Config, found: Any) -> None:
    """Each filter votes once, strongest first, for the n-gram that really won it."""
    assert len(found.votes) == config.filters * len(config.widths)
    assert len({(vote.width, vote.filter) for vote in found.votes}) == len(found.votes)
    assert [abs(vote.vote) for vote in found.votes] == sorted((abs(vote.vote) for vote in found.votes), reverse=True)
    for vote in found.votes:
        filters = traced.arrays[f"filters{vote.width}"][:, vote.filter]
        assert vote.activation == filters.max() == filters[vote.first]
        assert vote.vote == pytest.approx(vote.activation * vote.weight)
        assert vote.last - vote.first == min(vote.width, len(traced.read))
        assert 0 <= vote.first <= vote.last <= len(traced.read)
    speaking_for, speaking_against = found.strongest(3)
    assert len(speaking_for) <= 3
    assert len(speaking_against) <= 3
    strongest = [vote.vote for vote in (*speaking_for, *speaking_against)]
    if speaking_for:
        assert strongest[0] == max(vote.vote for vote in found.votes)
    if speaking_against:
        assert strongest[len(speaking_for)] == min(vote.vote for vote in found.votes)


@pytest.mark.parametrize("reference_id", checkpoints.shipped("sentiment"))
def test_votes_and_equations_of_shipped_models_add_up(reference_id: str) -> None:
    checkpoint = checkpoints.load(reference_id)
    traced = trace(checkpoint, TEXT)
    if checkpoint.architecture == "textcnn":
        for label in checkpoint.config.labels:
            found = votes(checkpoint, traced, label)
            assert found.gap < CLOSE
            check_votes(traced, checkpoint.config, found)
    elif checkpoint.architecture in ("rnn", "lstm"):
        for word in range(len(traced.words)):
            assert (
                max(one.gap for one in equations(checkpoint, traced, 1, word, word % checkpoint.config.hidden)) < CLOSE
            )


# ---- what the caller can mend


@pytest.mark.parametrize(
    ("name", "ask", "kind", "message"),
    [
        (
            "lstm-deep sentiment",
            lambda checkpoint, traced: traced.at(4),
            BadInput,
            "lstm-deep sentiment has no layer 4 that runs forward. It has: layer1.backward, layer1.forward, "
            "layer2.backward, layer2.forward, layer3.backward, layer3.forward. Choose one of these.",
        ),
        (
            "rnn pos",
            lambda checkpoint, traced: traced.means(1, "backward"),
            BadInput,
            "rnn pos has no layer 1 that runs backward. It has: layer1. Choose one of these.",
        ),
        (
            "textcnn sentiment",
            lambda checkpoint, traced: traced.at(1),
            BadInput,
            "textcnn sentiment has no layer 1 that runs forward. It has: no layers, only filters. Choose one of these.",
        ),
        (
            "transformer pos",
            lambda checkpoint, traced: traced.attention(1, 99),
            BadInput,
            "There is no word 99. There are 17, counted from 0: 0 to 16. Choose one of these.",
        ),
        (
            "lstm sentiment",
            lambda checkpoint, traced: traced.attention(1, 0),
            NotApplicable,
            "lstm sentiment has no attention: its words do not look at each other. Choose a Transformer.",
        ),
        (
            "lstm sentiment",
            lambda checkpoint, traced: equations(checkpoint, traced, 1, -1, 0),
            BadInput,
            "There is no word -1. There are 17, counted from 0: 0 to 16. Choose one of these.",
        ),
        (
            "rnn sentiment",
            lambda checkpoint, traced: equations(checkpoint, traced, 1, 0, 7),
            BadInput,
            "There is no unit 7. There are 7, counted from 0: 0 to 6. Choose one of these.",
        ),
        (
            "textcnn pos",
            lambda checkpoint, traced: equations(checkpoint, traced, 1, 0, 0),
            NotApplicable,
            "textcnn pos is a TextCNN. Only an RNN and an LSTM carry a state from word to word. Choose one of these.",
        ),
        (
            "textcnn pos",
            lambda checkpoint, traced: votes(checkpoint, traced, "NOUN"),
            NotApplicable,
            "textcnn pos has no votes: it answers for each word, so no filter's answers are pooled. "
            "Choose a TextCNN that gives one label a text.",
        ),
        (
            "transformer sentiment",
            lambda checkpoint, traced: votes(checkpoint, traced, "positive"),
            NotApplicable,
            "transformer sentiment has no votes: it has no filters. Choose a TextCNN that gives one label a text.",
        ),
        (
            "textcnn sentiment",
            lambda checkpoint, traced: votes(checkpoint, traced, "fine"),
            NotFound,
            "There is no label 'fine'. Choose one of: negative, positive.",
        ),
    ],
)
def test_a_mistake_says_what_is_allowed(name: str, ask: Any, kind: type[PlaygroundError], message: str) -> None:
    checkpoint = made(name)
    with pytest.raises(kind) as caught:
        ask(checkpoint, trace(checkpoint, TEXT))
    assert str(caught.value) == message


def test_a_text_without_a_word_has_no_word_to_ask_for() -> None:
    checkpoint = made("lstm sentiment")
    with pytest.raises(BadInput) as caught:
        equations(checkpoint, trace(checkpoint, " "), 1, 0, 0)
    assert str(caught.value) == "There is no word 0. There are 0, counted from 0: none. Choose one of these."
