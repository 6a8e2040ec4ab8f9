"""The contract that every architecture keeps for every task, and each one against an independent implementation."""

import resource
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from playground.checkpoints import encode
from playground.data.examples import Examples
from playground.errors import BadCheckpoint, NotFound
from playground.models import ARCHITECTURES, Config, Inputs, Model, build, parameter_count
from playground.models.transformer import network as transformer_network
from playground.tasks import TASKS
from playground.text import Vocabulary, words
from playground.training.encoding import Encoded, encode_examples
from playground.training.fit import fit, measure
from playground.training.settings import Settings
from tests import tiny
from tests.tiny import PAIRS, VOCABULARY

CLOSE = 1e-5
LONG = "the film is not bad , it 's a zebra of a dog film and n't it good . the quiet walrus hums along , unseen ."
TEXTS = ["", "!", "a", "?!...", "the film", "a zebra", "it 's not a good film .", LONG]


def variants() -> Iterator[Any]:
    changes: dict[str, list[dict[str, Any]]] = {
        "rnn": [{"directions": 1, "layers": 1, "readout": (kind,)} for kind in ("last", "mean", "max")],
        "textcnn": [{"widths": (9,), "layers": 1}, {"layers": 3}],
        "transformer": [{"norm": "before"}, {"readout": ("last",)}, {"hidden": 8, "heads": 1}],
    }
    changes["rnn"] += [{"directions": 2, "layers": 3, "readout": ("last",)}]
    changes["lstm"] = changes["rnn"]
    for architecture, task in PAIRS:
        every = [{}, *changes[architecture]]
        every += (
            [{"letters": 0}] if TASKS[task].per_word else [{"outputs": 1}, {"letters": len(VOCABULARY.letters) + 2}]
        )
        for change in every:
            name = "-".join([architecture, task, *(f"{key}={value}" for key, value in change.items())])
            yield pytest.param(architecture, task, change, id=name.replace(" ", ""))


VARIANTS = list(variants())


def read(model: Model, texts: list[str]) -> Inputs:
    return encode(model.config, VOCABULARY, [[word.text for word in words(text)] for text in texts])


def padded(inputs: Inputs, extra: int, filling: int = 0) -> Inputs:
    letters = None if inputs.letters is None else functional.pad(inputs.letters, (0, 0, 0, extra), value=filling)
    return Inputs(
        functional.pad(inputs.words, (0, extra), value=filling), letters, functional.pad(inputs.mask, (0, extra))
    )


# --- the contract --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_a_text_alone_padded_and_beside_longer_ones_gives_the_same_logits(
    architecture: str, task: str, change: dict[str, Any]
) -> None:
    model = tiny.model(architecture, task, **change)
    batch = read(model, TEXTS)
    with torch.no_grad():
        together = model(batch)
        backwards = model(read(model, TEXTS[::-1])).flip(0)
        for at, text in enumerate(TEXTS):
            alone = read(model, [text])
            length = int(alone.mask.sum())
            expected = model(alone)[0]
            assert torch.isfinite(expected).all()
            assert expected.shape[-1] == len(model.config.labels)
            given = {
                "beside longer ones": together[at],
                "in another order": backwards[at],
                "padded": model(padded(alone, 9))[0],
                "padded with words": model(padded(alone, 9, filling=3))[0],  # the mask decides, not the ids
            }
            for how, found in given.items():
                if TASKS[task].per_word:
                    found, expected = found[:length], expected[:length]
                assert found.shape == expected.shape
                assert (found - expected).abs().max() <= CLOSE if found.numel() else True, (text, how)


@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_no_gradient_reaches_padding(architecture: str, task: str, change: dict[str, Any]) -> None:
    model = tiny.model(architecture, task, **change)
    batch = padded(read(model, TEXTS), 3)
    embedded = model.embed(batch).detach().requires_grad_()
    logits = model.logits(embedded, batch.mask)
    (gradient,) = torch.autograd.grad((logits * torch.randn_like(logits)).sum(), embedded)
    assert (gradient[~batch.mask] == 0).all()
    assert (gradient[batch.mask].abs().amax(-1) > 0).any()


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_mask_is_an_argument_so_a_baseline_of_padding_has_the_length_of_the_text(
    architecture: str, task: str
) -> None:
    model = tiny.model(architecture, task)
    inputs = read(model, ["the film is not bad", "a dog"])
    nothing = Inputs(
        torch.zeros_like(inputs.words), None if inputs.letters is None else inputs.letters * 0, inputs.mask
    )
    with torch.no_grad():
        for embedded in (torch.zeros_like(model.embed(inputs)), model.embed(nothing)):
            logits = model.logits(embedded, inputs.mask)
            assert torch.isfinite(logits).all()
            assert (logits[0] - model(inputs)[0]).abs().max() > 1e-4
            assert all(torch.isfinite(value).all() for value in model.states(embedded, inputs.mask).values())
            alone = model.logits(embedded[1:, :2], inputs.mask[1:, :2])[0]
            assert (logits[1][:2] - alone if TASKS[task].per_word else logits[1] - alone).abs().max() <= CLOSE


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_states_are_those_of_the_forward_pass_alone_and_in_a_batch(
    architecture: str, task: str, change: dict[str, Any]
) -> None:
    model = tiny.model(architecture, task, **change)
    batch = read(model, TEXTS)
    with torch.no_grad():
        together = model.states(model.embed(batch), batch.mask)
        assert (together["logits"] - model(batch)).abs().max() <= CLOSE
        for at, text in enumerate(TEXTS):
            alone = read(model, [text])
            length = max(1, int(alone.mask.sum()))
            for name, value in model.states(model.embed(alone), alone.mask).items():
                found = together[name][at : at + 1]
                if name.endswith("attention"):
                    found = found[:, :, :length, :length]
                    if not text:
                        continue  # nothing to look at: any weights will do
                elif name.startswith("filters"):
                    shared = min(value.shape[1], found.shape[1])
                    assert (found[:, shared:] == 0).all(), "0 where no window is"
                    value, found = value[:, :shared], found[:, :shared]
                elif not name.startswith("winners") and (name != "logits" or TASKS[task].per_word):
                    value, found = value[:, :length], found[:, :length]
                assert found.shape == value.shape, name
                if text or name not in ("logits",) or not TASKS[task].per_word:
                    assert (found - value).abs().max() <= CLOSE, (name, text)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_dropout_and_the_order_of_words_count(architecture: str, task: str) -> None:
    model = tiny.model(architecture, task, dropout=0.5)
    inputs = read(model, ["the film is not bad"])
    with torch.no_grad():
        assert torch.equal(model(inputs), model(inputs))
        turned = model(read(model, ["bad not is film the"]))
        assert (model(inputs) - turned).abs().max() > 1e-5
        model.train()
        assert not torch.equal(model(inputs), model(inputs))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_architecture_tells_a_student_what_it_is(architecture: str) -> None:
    entry = ARCHITECTURES[architecture]
    assert (
        entry.title == {"rnn": "RNN", "lstm": "LSTM", "textcnn": "TextCNN", "transformer": "Transformer"}[architecture]
    )
    assert entry.idea.count(". ") >= 1
    assert entry.good_at.endswith(".")
    assert entry.fails_at.endswith(".")
    assert any(year in entry.paper for year in ("1990", "1997", "2014", "2017"))
    assert entry.paper_url.startswith("https://")


# --- independent implementations -----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rnn", "lstm"])
@pytest.mark.parametrize("directions", [1, 2])
@pytest.mark.parametrize("layers", [1, 3])
def test_a_recurrent_stack_equals_the_one_of_torch_on_packed_sequences(kind: str, directions: int, layers: int) -> None:
    torch.manual_seed(3)
    model = tiny.model(kind, "pos", directions=directions, layers=layers, hidden=7, letters=0)
    reader = tiny.model(kind, "sentiment", directions=directions, layers=layers, hidden=7, readout=("last",))
    reader.encoder.load_state_dict(model.encoder.state_dict())
    twin = {"rnn": nn.RNN, "lstm": nn.LSTM}[kind](8, 7, layers, batch_first=True, bidirectional=directions == 2)
    state: dict[str, Tensor] = {}
    for layer in range(layers):
        for direction, end in (("forward", ""), ("backward", "_reverse"))[:directions]:
            cell = model.encoder.get_submodule(f"layers.{layer}.{direction}_cell")
            state |= {name.replace("l0", f"l{layer}") + end: value for name, value in cell.state_dict().items()}
    twin.load_state_dict(state)  # strict: all of the twin's weights have come from the model

    lengths = torch.tensor([9, 1, 4, 6])
    embedded = torch.randn(4, 9, 8)
    mask = torch.arange(9)[None] < lengths[:, None]
    with torch.no_grad():
        packed = pack_padded_sequence(embedded, lengths, batch_first=True, enforce_sorted=False)
        out, last = twin(packed)
        expected, _ = pad_packed_sequence(out, batch_first=True)
        assert (model.encoder(embedded * mask[..., None], mask) - expected).abs().max() <= CLOSE
        final = (last if kind == "rnn" else last[0])[-directions:]  # (directions, batch, hidden)
        found = reader.encoder(embedded * mask[..., None], mask)
        assert (found - final.transpose(0, 1).flatten(1)).abs().max() <= CLOSE


@pytest.mark.parametrize("directions", [1, 2])
def test_gates_and_cells_of_an_lstm_are_those_of_the_fused_layer_and_of_the_equations(directions: int) -> None:
    model = tiny.model("lstm", "pos", directions=directions, layers=3, letters=0)
    inputs = read(model, ["the film is not bad , it 's good", "a dog .", "!"])
    with torch.no_grad():
        embedded = model.embed(inputs)
        states = model.states(embedded, inputs.mask)
        for row, length in enumerate(inputs.mask.sum(1).tolist()):
            below = embedded[row : row + 1, :length]
            for layer in range(1, 4):
                sides = []
                for direction in ("forward", "backward")[:directions]:
                    name = f"layer{layer}." + (f"{direction}." if directions == 2 else "")
                    found = {key: states[name + key][row, :length] for key in ("hidden", "cell", "input_gate")}
                    found |= {key: states[name + key][row, :length] for key in ("forget_gate", "output_gate")}
                    found["cell_candidate"] = states[name + "cell_candidate"][row, :length]
                    cell = model.encoder.get_submodule(f"layers.{layer - 1}.{direction}_cell")
                    read_in = below if direction == "forward" else below.flip(1)
                    if direction == "backward":
                        found = {key: value.flip(0) for key, value in found.items()}
                    expected = {key: torch.tensor(value) for key, value in equations(cell, read_in[0]).items()}
                    for key, value in found.items():
                        assert (value - expected[key]).abs().max() <= CLOSE, (name, key)
                    for count in range(1, length + 1):
                        _, (hidden, memory) = cell(read_in[:, :count])
                        assert (found["hidden"][count - 1] - hidden[0, 0]).abs().max() <= CLOSE
                        assert (found["cell"][count - 1] - memory[0, 0]).abs().max() <= CLOSE
                    sides.append(found["hidden"] if direction == "forward" else found["hidden"].flip(0))
                below = torch.cat(sides, -1)[None]


def equations(cell: nn.Module, read_in: Tensor) -> dict[str, np.ndarray]:
    """An LSTM in NumPy, word by word. Source: Hochreiter, Schmidhuber 1997 with the forget gate of Gers 2000."""
    weights = {name: value.numpy().astype(np.float64) for name, value in cell.state_dict().items()}

    def sigmoid(value: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-value))

    hidden = memory = np.zeros(weights["weight_hh_l0"].shape[1])
    rows: dict[str, list[np.ndarray]] = {}
    for word in read_in.numpy().astype(np.float64):
        mixed = weights["weight_ih_l0"] @ word + weights["bias_ih_l0"]
        mixed = mixed + weights["weight_hh_l0"] @ hidden + weights["bias_hh_l0"]
        i, f, g, o = np.split(mixed, 4)
        memory = sigmoid(f) * memory + sigmoid(i) * np.tanh(g)
        hidden = sigmoid(o) * np.tanh(memory)
        values = (sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o), memory, hidden)
        names = ("input_gate", "forget_gate", "cell_candidate", "output_gate", "cell", "hidden")
        for name, value in zip(names, values, strict=True):
            rows.setdefault(name, []).append(value)
    return {name: np.array(value) for name, value in rows.items()}


@pytest.mark.parametrize("norm", ["before", "after"])
@pytest.mark.parametrize("order", ["waves", "distances"])
def test_a_transformer_equals_the_layers_of_torch(norm: str, order: str) -> None:
    model = tiny.model("transformer", "pos", size=12, letters=0, norm=norm, positions=order, dropout=0.0)
    added = None
    if order == "distances":
        learnt = torch.nn.init.normal_(model.encoder.distances.weight.detach())  # type: ignore[union-attr, operator]
        added = torch.from_numpy(apart(learnt.numpy(), 9)).repeat(3, 1, 1)  # of each text all heads
    layers = []
    for layer in model.encoder.layers:  # type: ignore[union-attr]
        twin = nn.TransformerEncoderLayer(12, 3, 20, dropout=0.0, batch_first=True, norm_first=norm == "before")
        names = {"mix": "self_attn.in_proj_", "out": "self_attn.out_proj.", "wide": "linear1.", "narrow": "linear2."}
        names |= {"norm1": "norm1.", "norm2": "norm2."}
        given = layer.state_dict()
        twin.load_state_dict({names[key.split(".")[0]] + key.split(".")[1]: value for key, value in given.items()})
        layers.append(
            twin.train()
        )  # in eval mode it takes its nested-tensor path, and without dropout both are the same
    inputs = read(model, ["the film is not bad , it 's good", "a dog .", "!"])
    with torch.no_grad():
        hidden = model.embed(inputs)
        if order == "waves":
            hidden = hidden + sinusoids(inputs.words.shape[1], 12)
        for twin in layers:
            padding = torch.zeros(inputs.mask.shape).masked_fill(~inputs.mask, float("-inf"))
            hidden = twin(hidden, added, src_key_padding_mask=padding)
        if norm == "before":
            hidden = model.encoder.norm(hidden)  # type: ignore[operator]
        found = model.encoder(model.embed(inputs), inputs.mask)
        assert (found - hidden)[inputs.mask].abs().max() <= CLOSE


def sinusoids(length: int, size: int) -> Tensor:
    """Positions, number by number. Source: Vaswani et al. 2017, section 3.5."""
    table = np.zeros((length, size), dtype=np.float32)
    for position in range(length):
        for at in range(size):
            angle = position / 10_000 ** (2 * (at // 2) / size)
            table[position, at] = np.sin(angle) if at % 2 == 0 else np.cos(angle)
    return torch.from_numpy(table)


def apart(learnt: np.ndarray, words: int) -> np.ndarray:
    """What is added to each score, (heads, words, words), number by number: from 16 words on it falls by 0.1 a word."""
    table = np.zeros((len(learnt), words, words), dtype=np.float32)
    for head, numbers in enumerate(learnt):
        for one in range(words):
            for other in range(words):
                away = other - one
                kept = min(16, max(-16, away))
                table[head, one, other] = numbers[16 + kept] - 0.1 * (abs(away) - abs(kept))
    return table


def test_what_is_added_for_a_distance_is_learnt_nearby_and_falls_further_away() -> None:
    distances = tiny.model("transformer", "pos", positions="distances", max_words=60).encoder.distances
    assert isinstance(distances, transformer_network.Distances)
    torch.nn.init.normal_(distances.weight.detach())
    with torch.no_grad():
        added = distances(torch.ones(2, 50, dtype=torch.bool))
        assert np.abs(added.numpy() - apart(distances.weight.numpy(), 50)).max() <= CLOSE
    assert added.shape == (3, 50, 50)
    assert (added[:, 0, 17:].diff() < 0).all() and (added[:, 49, :33].diff() > 0).all()


def test_with_distances_a_word_is_read_the_same_wherever_its_neighbours_stand() -> None:
    """Two layers that look three words to either side know nothing of what is seven words away."""
    told = {}
    for order in ("waves", "distances"):
        model = tiny.model("transformer", "pos", positions=order, max_words=300)
        if order == "distances":
            model.encoder.distances.weight.detach()[:, torch.arange(-16, 17).abs() > 3] = -1e9  # type: ignore[union-attr, operator]
        text = "the film is not bad , it 's good"
        with torch.no_grad():
            alone, behind = model(read(model, [text]))[0, 6:], model(read(model, ["a dog . " * 60 + text]))[0, -3:]
        told[order] = float((alone - behind).abs().max())
    assert told["distances"] <= CLOSE < told["waves"]


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("norm", ["before", "after"])
@pytest.mark.parametrize("order", ["waves", "distances"])
def test_attention_sums_to_one_and_is_what_the_fused_attention_used(task: str, norm: str, order: str) -> None:
    model = tiny.model("transformer", task, norm=norm, positions=order)
    inputs = read(model, ["the film is not bad , it 's good", "a dog .", "!", ""])
    with torch.no_grad():
        states = model.states(model.embed(inputs), inputs.mask)
        hidden = model.encoder._placed(states["embedded"])  # type: ignore[operator]
        added = model.encoder.added(inputs.mask)  # type: ignore[operator]
        for number, layer in enumerate(model.encoder.layers, 1):  # type: ignore[arg-type]
            weights = states[f"layer{number}.attention"]
            assert weights.shape == (4, 3, 9, 9)
            assert (weights.sum(-1) - 1).abs().max() <= CLOSE
            for row, length in enumerate((9, 3, 1)):
                assert (weights[row, :, :, length:] == 0).all(), "no weight on padding"
            normed = layer.norm1(hidden) if norm == "before" else hidden
            query, key, value = (
                part.view(4, 9, 3, 4).transpose(1, 2) for part in layer.mix(normed).chunk(3, -1)
            )  # (batch, heads, words, hidden ÷ heads)
            seen = torch.zeros(4, 3, 9, 9).masked_fill(~inputs.mask[:, None, None, :], float("-inf"))[:3]
            if order == "distances":
                seen = seen + torch.from_numpy(apart(model.encoder.distances.weight.numpy(), 9))  # type: ignore[union-attr, operator]
            expected = functional.scaled_dot_product_attention(query[:3], key[:3], value[:3], attn_mask=seen)
            assert ((weights @ value)[:3] - expected).abs().max() <= CLOSE
            hidden = layer(hidden, added)


def test_a_filter_of_a_textcnn_keeps_its_strongest_window_and_says_which() -> None:
    model = tiny.model("textcnn", "sentiment", widths=(2, 3, 5), filters=9)
    texts = ["the film is not bad , it 's good", "a dog .", "bad", ""]
    inputs = read(model, texts)
    with torch.no_grad():
        states = model.states(model.embed(inputs), inputs.mask)
        features = model.encoder(states["embedded"], inputs.mask)
        for row, length in enumerate(inputs.mask.sum(1).tolist()):
            text = states["embedded"][row, :length]
            for at, width in enumerate((2, 3, 5)):
                given = model.encoder.get_submodule(f"layers.0.{width}").state_dict()
                weight, bias = given["weight"], given["bias"]  # (filters, size, width), (filters,)
                filled = functional.pad(text, (0, 0, 0, max(0, width - length)))
                answers = torch.stack(
                    [
                        torch.relu((weight * filled[start : start + width].T).sum((1, 2)) + bias)
                        for start in range(len(filled) - width + 1)
                    ]
                )
                assert (features[row, 9 * at : 9 * at + 9] - answers.amax(0)).abs().max() <= CLOSE
                expected = answers.argmax(0) if length else torch.full((9,), -1)
                assert torch.equal(states[f"winners{width}"][row], expected)


@pytest.mark.parametrize(("layers", "widths", "reach"), [(1, (3,), 1), (2, (1, 3), 2), (2, (3, 5), 4)])
def test_a_textcnn_tagger_sees_as_far_as_its_filters_reach_and_no_further(
    layers: int, widths: tuple[int, ...], reach: int
) -> None:
    model = tiny.model("textcnn", "pos", layers=layers, widths=widths, filters=30, letters=0)
    embedded = torch.randn(1, 15, 8, requires_grad=True)
    logits = model.logits(embedded, torch.ones(1, 15, dtype=torch.bool))
    for word in range(15):
        (gradient,) = torch.autograd.grad(logits[0, word].abs().sum(), embedded, retain_graph=True)
        felt = (gradient[0].abs().amax(-1) > 0).tolist()
        assert felt == [abs(other - word) <= reach for other in range(15)]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_unknown_words_are_told_apart_by_their_letters(architecture: str) -> None:
    model = tiny.model(architecture, "pos", letter_filters=16)
    unknown = ["the quickly runs", "the beautiful runs", "the Quickly runs", "the god runs"]
    assert len({tuple(row) for row in read(model, unknown).words.tolist()}) == 1, "the same ids for all"
    with torch.no_grad():
        logits = model(read(model, unknown))
        for at in range(1, len(unknown)):
            assert (logits[0, 1] - logits[at, 1]).abs().max() > 1e-6
        # What a convolution over letters cannot see, a longer neighbour must not change.
        assert (model(read(model, ["quickly"]))[0] - model(read(model, ["quickly", LONG]))[0, :1]).abs().max() <= CLOSE
        blind = tiny.model(architecture, "pos", letters=0)
        assert (blind(read(blind, unknown))[0] - blind(read(blind, unknown))[1]).abs().max() <= CLOSE


def test_the_letters_of_a_word_are_read_without_the_padding_behind_them() -> None:
    letters = tiny.model("rnn", "pos", letter_filters=30).letters
    assert letters is not None
    given = encode(tiny.config("rnn", "pos"), VOCABULARY, [["dog", "a", "the"], []]).letters
    assert given is not None
    with torch.no_grad():
        found = letters(given)
        for at, length in enumerate((3, 1, 3)):
            embedded = letters.embedding(given[0, at, :length]).T[None]
            expected = torch.relu(letters.convolution(embedded)).amax(-1)[0]
            assert (found[0, at] - expected).abs().max() <= CLOSE
        assert (found[1] == 0).all(), "no letters, nothing"


def test_one_output_is_read_through_a_sigmoid() -> None:
    model = tiny.model("lstm", "sentiment", outputs=1)
    inputs = read(model, ["the film is not bad", "a dog"])
    with torch.no_grad():
        logits = model(inputs)
        output = logits[:, 1]
        assert (logits[:, 0] == 0).all()
        assert torch.allclose(logits.softmax(-1)[:, 1], output.sigmoid())
        gold = torch.tensor([1, 0])
        loss = functional.binary_cross_entropy_with_logits(output, gold.float())
        assert torch.allclose(TASKS["sentiment"].loss(logits, gold), loss)


# --- sizes that make no model --------------------------------------------------------------------


def whole(field: str, given: object, low: str, high: str) -> str:
    return f"The config has {field} = {given}. Allowed: a whole number from {low} to {high}. Change it."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hidden": 10**9}, whole("hidden", 10**9, "1", "2,048")),
        ({"hidden": 0}, whole("hidden", 0, "1", "2,048")),
        ({"hidden": -5}, whole("hidden", -5, "1", "2,048")),
        ({"hidden": 12.0}, whole("hidden", "12.0", "1", "2,048")),
        ({"hidden": True}, whole("hidden", True, "1", "2,048")),
        ({"hidden": "128"}, whole("hidden", "128", "1", "2,048")),
        ({"hidden": None}, whole("hidden", None, "1", "2,048")),
        ({"words": 10**12}, whole("words", 10**12, "2", "500,000")),
        ({"words": 1}, whole("words", 1, "2", "500,000")),
        ({"size": 10**6}, whole("size", 10**6, "1", "2,048")),
        ({"layers": 10**6}, whole("layers", 10**6, "1", "12")),
        ({"directions": 3}, whole("directions", 3, "1", "2")),
        ({"filters": 10**7}, whole("filters", 10**7, "1", "1,024")),
        ({"outputs": 2}, whole("outputs", 2, "0", "1")),
        ({"max_words": 0}, whole("max_words", 0, "1", "4,096")),
        ({"letters": -1}, whole("letters", -1, "0", "20,000")),
        ({"task": "weather"}, "The config has task = weather. Allowed: sentiment, pos. Change it."),
        ({"task": ["pos"]}, "The config has task = ['pos']. Allowed: sentiment, pos. Change it."),
        ({"labels": ("one",)}, "The config has labels = 1 labels. Allowed: 2 to 1,000 different names. Change it."),
        ({"labels": ("a", "a")}, "The config has labels = 2 labels. Allowed: 2 to 1,000 different names. Change it."),
        ({"labels": "ab"}, "The config has labels = ab. Allowed: a list of names. Change it."),
        ({"labels": (1, 2)}, "The config has labels = (1, 2). Allowed: a list of names. Change it."),
        ({"readout": ()}, "The config has readout = (). Allowed: one or more of last, mean, max. Change it."),
        (
            {"readout": ("first",)},
            "The config has readout = ('first',). Allowed: one or more of last, mean, max. Change it.",
        ),
        ({"readout": "last"}, "The config has readout = last. Allowed: one or more of last, mean, max. Change it."),
        (
            {"readout": [["last"]]},
            "The config has readout = (['last'],). Allowed: one or more of last, mean, max. Change it.",
        ),
        ({"widths": ()}, "The config has widths = (). Allowed: one to eight different widths. Change it."),
        ({"widths": (3, 3)}, "The config has widths = (3, 3). Allowed: one to eight different widths. Change it."),
        ({"widths": (99,)}, "The config has widths = (99,). Allowed: whole numbers from 1 to 15. Change it."),
        ({"widths": [[3]]}, "The config has widths = ([3],). Allowed: whole numbers from 1 to 15. Change it."),
        ({"norm": "both"}, "The config has norm = both. Allowed: before or after. Change it."),
        ({"positions": "learnt"}, "The config has positions = learnt. Allowed: waves or distances. Change it."),
        (
            {"dropout": 1.0},
            "The config has dropout = 1.0. Allowed: a number from 0 up to, not including, 1. Change it.",
        ),
        (
            {"dropout": float("nan")},
            "The config has dropout = nan. Allowed: a number from 0 up to, not including, 1. Change it.",
        ),
        (
            {"architecture": "transformer", "hidden": 10, "heads": 3},
            "The config has heads = 3. Allowed: a divisor of hidden = 10. Change it.",
        ),
        (
            {"architecture": "textcnn", "task": "pos", "widths": (2, 3)},
            "The config has widths = (2, 3). Allowed: odd widths, so that a window has a word in its middle. "
            "Change it.",
        ),
        (
            {"labels": ("a", "b", "c"), "outputs": 1},
            "The config has outputs = 1. Allowed: one output only for two labels a text. Change it.",
        ),
    ],
)
def test_sizes_that_make_no_model_are_refused(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"architecture": "lstm", "task": "sentiment", "labels": ("a", "b"), "words": 100}
    with pytest.raises(BadCheckpoint) as refused:
        Config(**{**good, **change})
    assert str(refused.value) == message
    with pytest.raises(BadCheckpoint):
        Config.from_json({**good, **change})


def test_a_config_comes_back_from_its_json_and_says_what_is_wrong_with_it() -> None:
    config = tiny.config("transformer", "pos")
    assert Config.from_json(config.as_json()) == config
    with pytest.raises(BadCheckpoint) as missing:
        Config.from_json({"task": "pos"})
    assert str(missing.value) == (
        "The config has no “architecture”. It has to say architecture, task, labels and words. "
        "Save the checkpoint again."
    )
    with pytest.raises(BadCheckpoint) as unknown:
        Config.from_json({**config.as_json(), "hiden": 3})
    assert str(unknown.value).startswith(
        "The config has a field “hiden” that is not known here. Known are: architecture,"
    )


def test_an_unknown_architecture_is_named() -> None:
    with pytest.raises(NotFound) as refused:
        build(Config("gru", "pos", ("a", "b"), 10))
    assert str(refused.value) == ("There is no architecture 'gru'. Choose one of: rnn, lstm, textcnn, transformer.")


def test_an_absurd_model_is_refused_before_any_memory_is_taken() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadCheckpoint):
        Config("lstm", "sentiment", ("a", "b"), 100, hidden=10**9)
    largest = Config("lstm", "sentiment", ("a", "b"), 500_000, size=2_048, hidden=2_048, layers=12, directions=2)
    with pytest.raises(BadCheckpoint) as refused:
        build(largest)
    count = parameter_count(largest)
    assert count > 10**9
    assert str(refused.value) == (
        f"This configuration has {count:,} parameters. At most 100,000,000 are allowed. Make it smaller."
    )
    wide = Config("transformer", "pos", ("a", "b"), 500, hidden=2_048, heads=32, layers=12, feedforward=8_192)
    with pytest.raises(BadCheckpoint):
        build(wide)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB; the largest would take 7 GB


# --- the models that students know from tutorials ------------------------------------------------


def count(*modules: nn.Module) -> int:
    return sum(parameter.numel() for module in modules for parameter in module.parameters())


ROWS = 500
BINARY = ("negative", "positive")
TUTORIALS: dict[str, tuple[Config, list[nn.Module]]] = {
    "two-layer bidirectional LSTM, one output": (
        Config("lstm", "sentiment", BINARY, ROWS, size=100, hidden=256, layers=2, directions=2, outputs=1),
        [nn.Embedding(ROWS, 100), nn.LSTM(100, 256, 2, bidirectional=True), nn.Linear(512, 1)],
    ),
    "one-way LSTM read at its last step by a sigmoid": (
        Config("lstm", "sentiment", BINARY, ROWS, size=30, hidden=512, outputs=1),
        [nn.Embedding(ROWS, 30), nn.LSTM(30, 512), nn.Linear(512, 1)],
    ),
    "six-dimensional LSTM tagger": (
        Config("lstm", "pos", ("DET", "NN", "V"), 11, size=6, hidden=6),
        [nn.Embedding(11, 6), nn.LSTM(6, 6), nn.Linear(6, 3)],
    ),
    "TextRNN": (
        Config("rnn", "sentiment", BINARY, ROWS, size=50, hidden=64),
        [nn.Embedding(ROWS, 50), nn.RNN(50, 64), nn.Linear(64, 2)],
    ),
    "TextLSTM": (
        Config("lstm", "sentiment", BINARY, ROWS, size=50, hidden=64),
        [nn.Embedding(ROWS, 50), nn.LSTM(50, 64), nn.Linear(64, 2)],
    ),
    "TextCNN": (
        Config("textcnn", "sentiment", BINARY, ROWS, size=50, widths=(3, 4, 5), filters=100),
        [nn.Embedding(ROWS, 50), *(nn.Conv1d(50, 100, width) for width in (3, 4, 5)), nn.Linear(300, 2)],
    ),
    "Transformer": (
        Config(
            "transformer", "sentiment", BINARY, ROWS, size=64, hidden=64, layers=2, feedforward=128, readout=("mean",)
        ),
        [
            nn.Embedding(ROWS, 64),
            nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, 128, batch_first=True), 2),
            nn.Linear(64, 2),
        ],
    ),
}


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_model_has_the_parameters_of_its_twin_in_plain_torch(name: str) -> None:
    config, twin = TUTORIALS[name]
    assert parameter_count(config) == count(*twin) == count(build(config))


def test_parameters_are_those_counted_by_hand() -> None:
    # Each gate of an LSTM: hidden × (input + hidden) weights and two biases of torch's.
    first, second = 4 * (256 * (100 + 256) + 2 * 256), 4 * (256 * (512 + 256) + 2 * 256)
    config = TUTORIALS["two-layer bidirectional LSTM, one output"][0]
    assert parameter_count(config) == ROWS * 100 + 2 * first + 2 * second + 512 + 1
    # Attention: query, key, value and output; two layer norms; two linear layers.
    layer = 4 * (64 * 64 + 64) + 2 * 2 * 64 + 64 * 128 + 128 + 128 * 64 + 64
    assert parameter_count(TUTORIALS["Transformer"][0]) == ROWS * 64 + 2 * layer + 64 * 2 + 2
    tagger = TUTORIALS["six-dimensional LSTM tagger"][0]
    assert parameter_count(tagger) == 11 * 6 + 4 * (6 * 12 + 12) + 6 * 3 + 3


REVIEWS = ["a good film", "not bad at all", "the best of it", "a bad film", "not good at all", "the worst of it"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TUTORIALS if "tagger" not in name])
def test_a_tutorial_model_learns_its_sentences(name: str) -> None:
    config, _ = TUTORIALS[name]
    tokens = sorted({word for text in REVIEWS for word in text.split()})
    vocabulary = Vocabulary(tokens)
    torch.manual_seed(1)
    model = build(replace(config, words=len(vocabulary)))
    labels = ("positive",) * 3 + ("negative",) * 3
    data = encode_examples(
        model.config, vocabulary, Examples("sentiment", tuple(REVIEWS), None, labels, "six", "0" * 64)
    )
    settings = Settings(epochs=20, learning_rate=5e-3, weight_decay=0.0, warmup=0.0, patience=20)
    history = list(fit(model, data, {}, settings, seed=1))
    assert history[-1].train_loss < 0.5 * history[0].train_loss
    assert measure(model, data)["accuracy"] == 1


def tagger_data() -> tuple[Vocabulary, Encoded, Config]:
    sentences = (["The", "dog", "ate", "the", "apple"], ["Everybody", "read", "that", "book"])
    tags = (("DET", "NN", "V", "DET", "NN"), ("NN", "V", "DET", "NN"))
    vocabulary = Vocabulary(sorted({word.lower() for sentence in sentences for word in sentence}))
    config = replace(TUTORIALS["six-dimensional LSTM tagger"][0], words=len(vocabulary))
    examples = Examples(
        "pos", tuple(map(" ".join, sentences)), tuple(map(tuple, sentences)), tags, "two sentences", "0" * 64
    )
    return vocabulary, encode_examples(config, vocabulary, examples), config


@pytest.mark.slow
def test_the_six_dimensional_tagger_is_perfect_on_both_sentences() -> None:
    _, data, config = tagger_data()
    torch.manual_seed(1)
    model = build(config)
    settings = Settings(
        epochs=150, optimizer="sgd", learning_rate=0.5, weight_decay=0.0, warmup=0.0, clip=100.0, texts_a_batch=1
    )
    for _ in fit(model, data, {}, settings, seed=1):
        pass
    assert measure(model, data)["accuracy"] == 1
