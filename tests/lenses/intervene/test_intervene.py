"""What is done to a part is what happens: proofs for every shipped model and for random ones."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint, load, shipped
from playground.errors import BadInput, NotApplicable, NotFound
from playground.lenses.inside.trace import trace
from playground.lenses.intervene.changes import Change
from playground.lenses.intervene.intervene import intervene, pairs, parts
from playground.lenses.intervene.means import stored
from playground.lenses.intervene.reading import Reading, reading
from playground.lenses.predict.predict import predict
from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import numbers
from playground.tasks import TASKS
from tests import gru
from tests.tiny import PAIRS, VOCABULARY, model

SHIPPED = shipped(language=None, variant=None)
TEXT, TWIN = "The film , it 's not a good film .", "The dog , it 's not the bad film ,"
ENGLISH = (
    "The plot is thin, but the acting more than makes up for it.",
    "The story is dull, and the acting less than makes up for it.",
)
CHINESE = "这部电影的故事很普通，但演员很好。", "那家饭店的服务很糟糕，而且价格贵。"
NEAR = 1e-5


def made(architecture: str, task: str, **changes: object) -> Checkpoint:
    network = model(architecture, task, seed=5, **changes)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(1.5)
    return Checkpoint(f"./{task}-{architecture}", network.config, VOCABULARY, network, temperature=1.3)


def asked() -> Iterator[tuple[str, str, str]]:
    """Every model with a text and a twin that has as many words; random ones are written `architecture task`."""
    yield from ((f"{architecture} {task}", TEXT, TWIN) for architecture, task in PAIRS)
    for reference in SHIPPED:
        yield reference, *(CHINESE if "-zh-" in reference else ENGLISH)


EVERY = pytest.mark.parametrize(("name", "text", "twin"), list(asked()))


def found(name: str) -> Checkpoint:
    return made(*name.split()) if " " in name else load(name)


@pytest.mark.slow
def test_the_twins_have_as_many_words() -> None:
    for name, text, twin in asked():
        checkpoint = found(name)
        assert len(checkpoint.divide(text)) == len(checkpoint.divide(twin)), name


# ---- nothing changed, and everything


@pytest.mark.slow
@EVERY
def test_without_a_change_the_logits_are_the_models_own_to_the_last_bit(name: str, text: str, twin: str) -> None:
    checkpoint = found(name)
    answer = intervene(checkpoint, text)
    with torch.inference_mode():
        inputs = checkpoint.encode([list(checkpoint.divide(text))])
        own = checkpoint.model(inputs)[0].numpy()
    assert np.array_equal(answer.logits_after, own)
    assert np.array_equal(answer.after.probabilities, predict(checkpoint, text).probabilities)
    assert answer.moved == ()


@pytest.mark.slow
@EVERY
def test_every_part_of_a_layer_patched_from_a_twin_gives_the_twins_logits(name: str, text: str, twin: str) -> None:
    checkpoint = found(name)
    other = intervene(checkpoint, twin).logits_before
    whole: dict[int, list[str]] = {part.layer: [] for part in parts(checkpoint).values() if part.kind == "state"}
    for part in parts(checkpoint).values():
        if part.kind == "state":
            whole[part.layer].append(part.name)
    groups = [*whole.values(), ["embedded"]]
    groups += [[part.name for part in parts(checkpoint).values() if part.kind == kind] for kind in ("readout",)]
    if not whole:
        groups.append([part.name for part in parts(checkpoint).values() if part.kind == "filter"])
    assert np.abs(intervene(checkpoint, text).logits_before - other).max() > 0.01
    for group in filter(None, groups):
        answer = intervene(checkpoint, text, [f"{part} = from" for part in group], twin)
        assert np.allclose(answer.logits_after, other, rtol=0, atol=NEAR), group
        assert {one.part for one in answer.moved} >= set(group)


@pytest.mark.slow
@EVERY
def test_a_part_set_to_what_it_is_changes_nothing_though_it_is_put_in(
    name: str, text: str, twin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate too; and the changed path is taken: the network is read again with these numbers in place."""
    checkpoint, put = found(name), []
    read = Reading.read

    def spy(self: Reading, rows: list[list[object]], keep: object = ()) -> object:
        put.append(len(rows[0]))
        return read(self, rows, keep)  # type: ignore[arg-type]

    monkeypatch.setattr(Reading, "read", spy)
    for name in parts(checkpoint):
        answer = intervene(checkpoint, text, [f"{name} = from"], text)
        assert np.allclose(answer.logits_after, answer.logits_before, rtol=0, atol=NEAR), name
        assert answer.logits_after is not answer.logits_before
        assert answer.moved == ()
    assert put.count(1) == len(parts(checkpoint))
    held = reading(checkpoint, text)
    for part in held.parts.values():  # as a plain number, at one place of one unit; another number does move the part
        column, at = part.each * (part.units - 1), held.places(part.name) - 1
        value = float(held.values[part.name][at, column])
        if part.each == 1:
            place = "" if part.window == 0 else f"@{at}"
            answer = intervene(checkpoint, text, [f"{part.name}[{part.units - 1}] = {value:.9g} {place}"])
            assert np.allclose(answer.logits_after, answer.logits_before, rtol=0, atol=NEAR), part.name
            other = intervene(checkpoint, text, [f"{part.name}[{part.units - 1}] = {value + 1:.9g} {place}"])
            (moved,) = (one for one in other.moved if one.part == part.name and one.word in (at, None))
            assert moved.distance == pytest.approx(1, abs=1e-4)


@pytest.mark.slow
@EVERY
def test_the_values_of_the_parts_are_those_of_a_trace(name: str, text: str, twin: str) -> None:
    checkpoint = found(name)
    seen, held = trace(checkpoint, text).arrays, reading(checkpoint, text).values
    both = [part for part in held if part in seen and not part.endswith(".attention")]
    assert "embedded" in both
    assert len(both) > 1
    for part in both:
        assert held[part].shape == seen[part].shape
        assert np.allclose(held[part], seen[part], rtol=0, atol=NEAR), part


# ---- one architecture each


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["textcnn sentiment", *(one for one in SHIPPED if one.startswith("sentiment") and "textcnn" in one)]
)
def test_a_filter_at_zero_takes_its_vote_away(name: str) -> None:
    checkpoint = found(name)
    text = {one: text for one, text, _ in asked()}[name]
    weights, held = numbers(checkpoint.model.head.weight).astype(np.float64), reading(checkpoint, text)
    filters, pooled = checkpoint.config.filters, trace(checkpoint, text)
    tried = 0
    for at, width in enumerate(checkpoint.config.widths):
        answers = pooled.arrays[f"filters{width}"].astype(np.float64)
        for unit in answers.max(0).argsort()[-5:]:
            votes = weights[:, at * filters + unit]
            off = intervene(checkpoint, text, [f"filters{width}[{unit}] = 0"])
            change = off.logits_after.astype(np.float64) - off.logits_before
            expected = -votes * answers[:, unit].max()
            assert np.allclose(change[-len(votes) :], expected, rtol=0, atol=NEAR)
            winner = int(pooled.arrays[f"winners{width}"][unit])
            runner_up = np.delete(answers[:, unit], winner).max(initial=0)
            off = intervene(checkpoint, text, [f"filters{width}[{unit}] = 0 @ {winner}"])
            change = off.logits_after.astype(np.float64) - off.logits_before
            expected = -votes * (answers[winner, unit] - runner_up)
            assert np.allclose(change[-len(votes) :], expected, rtol=0, atol=NEAR)
            tried += bool(answers[:, unit].max() > 0)
    assert tried
    assert held.places("filters3") == len(held.words) - 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lstm sentiment", "lstm pos", *(one for one in SHIPPED if "lstm" in one)])
def test_an_lstm_that_forgets_nothing_and_writes_nothing_keeps_its_cell(name: str) -> None:
    checkpoint = found(name)
    text = {one: text for one, text, _ in asked()}[name]
    held = reading(checkpoint, text)
    starts = [one.removesuffix("cell") for one in held.parts if one.endswith(".cell")]
    for start in starts:
        changes = [
            Change(f"{start}forget_gate", 1.0, None, (3,), True),
            Change(f"{start}input_gate", 0.0, None, (3,), True),
        ]
        if "backward" in start:
            changes = [Change(one.part, one.to, None, (0, 1, 2, 3)) for one in changes]
        placed = [
            held.put(one.part, float(one.to), None, range(3, len(held.words)) if one.onwards else one.words)
            for one in changes
        ]
        cells = held.read([placed], [f"{start}cell"])[0][f"{start}cell"]
        kept = cells[:4] if "backward" in start else cells[3:]
        before = held.values[f"{start}cell"][4 if "backward" in start else 2]
        assert np.array_equal(kept, np.broadcast_to(before, kept.shape))
        assert intervene(checkpoint, text, changes).moved


def lstm_read_on(weights: dict[str, np.ndarray], words: np.ndarray, word: int, cell_then: np.ndarray) -> np.ndarray:
    """The hidden states of an LSTM in NumPy, whose cell is another one at a word."""
    size = weights["weight_hh_l0"].shape[1]
    hidden, cell, found = np.zeros(size), np.zeros(size), []
    for at, read in enumerate(words.astype(np.float64)):
        sums = (
            weights["weight_ih_l0"] @ read
            + weights["bias_ih_l0"]
            + weights["weight_hh_l0"] @ hidden
            + weights["bias_hh_l0"]
        )
        i, f, g, o = np.split(sums, 4)
        i, f, o = (1 / (1 + np.exp(-one)) for one in (i, f, o))
        cell = f * cell + i * np.tanh(g)
        if at == word:
            cell = cell_then
        hidden = o * np.tanh(cell)
        found.append(hidden)
    return np.stack(found)


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_a_cell_that_is_changed_at_a_word_changes_what_is_read_after_it(way: str) -> None:
    checkpoint = made("lstm", "pos", layers=1)
    held = reading(checkpoint, TEXT)
    network: Any = checkpoint.model.encoder
    module = network.layers[0][f"{way}_cell"]
    weights = {name: numbers(value).astype(np.float64) for name, value in module.named_parameters()}
    word, step = 4, 1 if way == "forward" else -1
    cell = held.values[f"layer1.{way}.cell"][word].copy()
    cell[2] = -3.0
    words = held.values["embedded"][::step]
    at = word if way == "forward" else len(words) - 1 - word
    expected = lstm_read_on(weights, words, at, cell)[::step]
    name = f"layer1.{way}.hidden"
    values, _ = held.read([[held.put(f"layer1.{way}.cell", -3.0, [2], [word])]], [name])
    assert np.allclose(values[name], expected, atol=1e-6)
    answer = intervene(checkpoint, TEXT, [f"layer1.{way}.cell[2] = -3 @ {word}"])
    reached = {one.word for one in answer.moved if one.part == name}
    assert reached <= (set(range(word, len(words))) if way == "forward" else set(range(word + 1)))
    assert {word, word + step} <= reached
    assert all(one.part.startswith(f"layer1.{way}") for one in answer.moved)
    assert np.allclose(
        answer.logits_before[: word if way == "forward" else 0],
        answer.logits_after[: word if way == "forward" else 0],
        atol=NEAR,
    )


def test_a_head_at_zero_is_a_transformer_without_its_columns() -> None:
    checkpoint = made("transformer", "sentiment")
    network: Any = checkpoint.model.encoder
    answer = intervene(checkpoint, TEXT, ["layer1.attention[1] = 0"])
    each = checkpoint.config.hidden // checkpoint.config.heads
    with torch.no_grad():
        network.layers[0].out.weight[:, each : 2 * each] = 0
    assert np.allclose(intervene(checkpoint, TEXT).logits_before, answer.logits_after, atol=1e-6)
    checkpoint = made("transformer", "sentiment")
    network = checkpoint.model.encoder
    answer = intervene(checkpoint, TEXT, ["layer2.feedforward[3-5] = 0"])
    with torch.no_grad():
        network.layers[1].narrow.weight[:, 3:6] = 0
    assert np.allclose(intervene(checkpoint, TEXT).logits_before, answer.logits_after, atol=1e-6)


# ---- networks that the project does not have


@pytest.mark.parametrize("facts", [gru.LEAST, gru.FULL, gru.STATELESS])
@pytest.mark.parametrize("task", TASKS)
def test_a_new_architecture_can_be_changed_as_far_as_it_declares(
    facts: object, task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ARCHITECTURES, "gru", facts)
    sizes = {"hidden": 10, "layers": 2, "directions": 2, "readout": ("last", "mean")} if facts is gru.FULL else {}
    checkpoint = made("gru", task, **sizes)
    other = intervene(checkpoint, TWIN).logits_before
    for group in (["embedded"], [one for one in parts(checkpoint) if one.startswith("layer2.")]):
        if group:
            answer = intervene(checkpoint, TEXT, [f"{part} = from" for part in group], TWIN)
            assert np.allclose(answer.logits_after, other, rtol=0, atol=NEAR), group
    assert ("layer2.backward.hidden" in parts(checkpoint)) is (facts is gru.FULL)


@pytest.mark.slow
@pytest.mark.parametrize("reference", SHIPPED)
def test_every_shipped_model_has_the_means_of_its_parts(reference: str) -> None:
    checkpoint, means = load(reference), stored(reference)
    assert means is not None, f"python -m playground index --model {reference}"
    assert {name: len(values) for name, values in means.means.items()} == {
        part.name: part.size for part in parts(checkpoint).values()
    }
    assert means.sentences > 2_000
    text = CHINESE[0] if "-zh-" in reference else ENGLISH[0]
    for part in parts(checkpoint):
        answer = intervene(checkpoint, text, [f"{part} = mean"])
        assert np.isfinite(answer.logits_after).all()
        assert any(one.part == part for one in answer.moved)


@pytest.mark.gpu
@pytest.mark.parametrize("reference", SHIPPED)
def test_a_gpu_gives_what_a_cpu_gives(reference: str) -> None:
    import copy

    there = load(reference)
    here = copy.copy(there)
    here.model = copy.deepcopy(there.model).cpu()
    text, twin = CHINESE if "-zh-" in reference else ENGLISH
    for part in parts(there):
        for change in (f"{part} = 0", f"{part} = from"):
            mine, other = (intervene(one, text, [change], twin).logits_after for one in (here, there))
            assert np.allclose(mine, other, atol=1e-3), change


# ---- another text of another length, and what is refused


@pytest.mark.parametrize(
    ("words", "others", "expected"),
    [
        ("a b c", "x y z", [(0, 0), (1, 1), (2, 2)]),
        ("not bad at all", "bad at all", [(1, 0), (2, 1), (3, 2)]),
        ("The film is good", "the film is not bad", [(0, 0), (1, 1), (2, 2)]),
        ("a good film here", "a bad film", [(0, 0), (1, 1), (2, 2)]),
        ("a b", "x y z", []),
    ],
)
def test_words_are_matched(words: str, others: str, expected: list[tuple[int, int]]) -> None:
    assert pairs(words.split(), others.split()) == expected


def test_a_text_of_another_length_is_taken_from_where_the_words_match_or_are_matched() -> None:
    checkpoint = made("rnn", "pos", layers=1)
    answer = intervene(checkpoint, "not bad film", ["layer1.forward.hidden = from"], "bad film")
    assert answer.changes[0].notation == "layer1.forward.hidden=from@1:0,2:1"
    other = reading(checkpoint, "bad film").values["layer1.forward.hidden"]
    held = reading(checkpoint, "not bad film")
    with torch.inference_mode():
        hidden = np.concatenate([held.values["layer1.forward.hidden"], held.values["layer1.backward.hidden"]], -1)
        hidden[1:, :10] = other
        expected = checkpoint.model.answered(torch.from_numpy(hidden)).numpy()
    assert np.allclose(answer.logits_after, expected, atol=NEAR)
    chosen = intervene(checkpoint, "not bad film", ["layer1.forward.hidden = from @ 0:1"], "bad film")
    assert chosen.changes[0].others == (1,)
    assert not np.allclose(chosen.logits_after[0], answer.logits_after[0])


@pytest.mark.parametrize(
    ("change", "source", "kind", "message"),
    [
        ("layer9.hidden = 0", None, NotFound, "There is no part 'layer9.hidden'."),
        ("layer1.forward.hidden[10] = 0", None, BadInput, "There is no unit 10. There are 10, counted from 0: 0 to 9."),
        ("layer1.forward.hidden = 0 @ 9", None, BadInput, "There is no word 9. There are 3, counted from 0: 0 to 2."),
        ("readout.mean = 0 @ 1", None, BadInput, "readout.mean is one for the whole text, so no word can be chosen."),
        ("layer1.forward.hidden = from", None, BadInput, "A part is set to “from”, and no other text is given."),
        ("layer1.forward.hidden = from", " ", BadInput, "The text has no words"),
        ("layer1.forward.hidden = from @ 0:7", "bad film", BadInput, "There is no word of the other text 7."),
        (
            "layer1.forward.hidden = from @ 0",
            "bad film",
            BadInput,
            "The texts have 3 and 2 words, and “not” has no word",
        ),
        ("layer1.forward.hidden = mean", None, NotApplicable, "./sentiment-rnn has no means of its parts"),
    ],
)
def test_what_cannot_be_changed_is_said(change: str, source: str | None, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        intervene(made("rnn", "sentiment"), "not bad film", [change], source)
    assert str(caught.value).startswith(message)


def test_a_text_without_a_word_is_refused() -> None:
    with pytest.raises(BadInput, match="The text has no words, so there is nothing that could be changed"):
        intervene(made("rnn", "sentiment"), "   ", ["embedded = 0"])


def test_the_answer_as_json() -> None:
    checkpoint = made("lstm", "sentiment")
    answer = intervene(checkpoint, TEXT, ["layer1.forward.hidden[3] = 0 @ 4-", "readout.mean[1] = 2"]).as_json()
    assert list(answer) == ["model", "task", "text", "from", "changes", "before", "after", "logits", "moved"]
    assert [one["change"] for one in answer["changes"]] == ["layer1.forward.hidden[3]=0@4-", "readout.mean[1]=2"]
    assert answer["before"]["scores"] != answer["after"]["scores"]
    assert {one["word"] for one in answer["moved"] if one["part"] == "layer1.forward.hidden"} == set(range(4, 10))
    assert [one["word"] for one in answer["moved"] if one["part"] == "readout.mean"] == [None]
    tags = intervene(made("lstm", "pos"), TEXT, ["layer1.forward.hidden = 0"]).as_json()
    assert len(tags["after"]["tags"]) == len(tags["logits"]["after"]) == 10
