"""How far back a model listens: against plain autograd, against `predict` on shorter texts; what is stored of it."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from playground import checkpoints
from playground.checkpoints import Checkpoint, load, shipped
from playground.errors import BadCheckpoint, BadInput, NotApplicable
from playground.lenses.inside.memory import FARTHEST, LEAST_WORDS, PLACES, Means, average, memory, store, stored
from playground.lenses.predict.predict import forward
from playground.text import words
from tests.command_line import run, run_process
from tests.tiny import PAIRS, VOCABULARY, config, model, write

TEXT = "The film , it 's not a good film . The bad dog is n't bad , and zzz that 😀 good good ."


def made(architecture: str, task: str, **changes: object) -> Checkpoint:
    """A checkpoint with random weights, large enough that its answers differ."""
    network = model(architecture, task, seed=3, **changes)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(1.5)
    return Checkpoint(f"./{task}-{architecture}", network.config, VOCABULARY, network, temperature=1.3)


def logit(checkpoint: Checkpoint, text: list[str], answer: int, word: int | None) -> float:
    """The answer's logit through the model's own front door."""
    with torch.no_grad():
        found = checkpoint.model(checkpoint.encode([text]))[0]
    return float(found[answer] if word is None else found[word, answer])


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_gradients_are_those_of_plain_autograd(architecture: str, task: str) -> None:
    checkpoint, split = made(architecture, task), [word.text for word in words(TEXT)]
    for word in (0, 7, None) if task == "pos" else (None,):
        found = memory(checkpoint, TEXT, word)
        inputs = checkpoint.encode([split])
        place = len(split) - 1 if word is None else word
        embedded = checkpoint.model.embed(inputs).detach().requires_grad_()
        logits = checkpoint.model.logits(embedded, inputs.mask)[0]
        row = logits[place] if task == "pos" else logits
        row.max().backward()
        assert embedded.grad is not None
        assert found.answer == checkpoint.config.labels[int(row.argmax())]
        assert np.allclose(found.gradients, embedded.grad[0].norm(dim=-1).numpy(), rtol=1e-4, atol=1e-7)
        assert found.gradients.max() > 1e-3
        assert found.distances[place] == 0
        assert found.distances[0] == -place


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_a_deletion_is_the_change_of_the_answer_to_the_shorter_text(architecture: str, task: str) -> None:
    checkpoint, split = made(architecture, task), [word.text for word in words(TEXT)]
    chosen = 7 if task == "pos" else None
    found = memory(checkpoint, TEXT, chosen)
    answer = checkpoint.config.labels.index(found.answer)
    whole = logit(checkpoint, split, answer, chosen)
    for gone in range(len(split)):
        if gone == chosen:
            assert np.isnan(found.deletions[gone])
            continue
        shorter = split[:gone] + split[gone + 1 :]
        where = None if chosen is None else chosen - (gone < chosen)
        assert found.deletions[gone] == pytest.approx(whole - logit(checkpoint, shorter, answer, where), abs=2e-5)
        probabilities = forward(checkpoint, [shorter])[0]  # what `predict` answers
        row = probabilities if where is None else probabilities[where]
        with torch.no_grad():
            logits = checkpoint.model(checkpoint.encode([shorter]))[0]
        logits = logits if where is None else logits[where]
        assert np.allclose(row, torch.softmax(logits.double() / 1.3, -1).numpy(), atol=1e-6)
    assert np.nanmax(np.abs(found.deletions)) > 1e-3


def test_a_textcnn_tagger_hears_exactly_nothing_beyond_its_receptive_field() -> None:
    for widths, layers in (((1, 3, 5), 2), ((3,), 1), ((3, 5), 3)):
        checkpoint = made("textcnn", "pos", widths=widths, layers=layers)
        far = layers * (max(widths) // 2)
        found = memory(checkpoint, TEXT, 11)
        beyond = np.abs(found.distances) > far
        assert (found.gradients[beyond] == 0.0).all()
        assert (found.deletions[beyond] == 0.0).all()
        assert found.gradients[~beyond].max() > 0
    shipped_one = load("pos-textcnn")
    far = shipped_one.config.layers * (max(shipped_one.config.widths) // 2)
    found = memory(shipped_one, TEXT, 11)
    assert (found.gradients[np.abs(found.distances) > far] == 0.0).all()
    assert (found.gradients[np.abs(found.distances) <= far] > 0.0).all()


def test_a_recurrent_model_that_reads_out_its_last_state_hears_the_last_words_most() -> None:
    for seed in range(3):
        network = model("rnn", "sentiment", seed=seed, directions=1, layers=1, readout=("last",))
        found = memory(Checkpoint("./rnn", network.config, VOCABULARY, network), TEXT)
        assert found.gradients[-1] > 10 * found.gradients[0]


def test_one_output_for_two_labels_is_asked_about_the_answer_against_the_other_label() -> None:
    for seed in range(4):
        network = model("rnn", "sentiment", seed=seed, outputs=1)
        checkpoint = Checkpoint("./rnn", network.config, VOCABULARY, network)
        found = memory(checkpoint, TEXT)
        assert found.gradients.max() > 1e-4  # the first label's logit is fixed at zero
        split = [word.text for word in words(TEXT)]
        sign = 1 if found.answer == "positive" else -1
        change = logit(checkpoint, split, 1, None) - logit(checkpoint, split[1:], 1, None)
        assert found.deletions[0] == pytest.approx(sign * change, abs=1e-5)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
@pytest.mark.parametrize("text", ["", " ", "good", "!", "good good"])
def test_short_texts_are_answered(architecture: str, task: str, text: str) -> None:
    found = memory(made(architecture, task), text)
    count = len(words(text))
    assert found.gradients.shape == found.deletions.shape == (count,)
    assert np.isfinite(found.gradients).all()
    assert found.word == count - 1
    if task == "sentiment":
        assert np.isfinite(found.deletions).all()


def test_a_long_text_has_the_words_nearest_to_the_answer_deleted() -> None:
    checkpoint = made("textcnn", "pos", max_words=400)
    found = memory(checkpoint, " ".join(["good", "dog"] * 250), 100)
    assert len(found.gradients) == 400
    assert [word.read for word in found.words] == [True] * 400 + [False] * 100
    tried = np.flatnonzero(~np.isnan(found.deletions))
    assert len(tried) == 39  # of the 40 that are allowed, one is the chosen word
    assert np.abs(tried - 100).max() == 20


def test_the_model_is_left_as_it_was() -> None:
    checkpoint = made("lstm", "pos")
    before = {name: value.clone() for name, value in checkpoint.model.state_dict().items()}
    memory(checkpoint, TEXT, 2)
    assert all(torch.equal(value, before[name]) for name, value in checkpoint.model.state_dict().items())
    assert all(parameter.grad is None for parameter in checkpoint.model.parameters())
    assert not checkpoint.model.training


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(NotApplicable, match="answers for the whole text"):
        memory(made("rnn", "sentiment"), TEXT, 0)
    with pytest.raises(BadInput, match="There is no word 99"):
        memory(made("rnn", "pos"), TEXT, 99)
    with pytest.raises(BadInput, match=f"No sentence of the data has {LEAST_WORDS} words"):
        average(made("rnn", "pos"), [["good"] * 5])
    with pytest.raises(NotApplicable, match="random weights"):
        network = model("rnn", "pos")
        average(Checkpoint("x#untrained", network.config, VOCABULARY, network), [["good"] * 30])


@pytest.mark.gpu
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_a_gpu_gives_the_same_and_leaves_cudnn_alone(architecture: str, task: str) -> None:
    here, there = made(architecture, task), made(architecture, task)
    there.model.to("cuda")
    before = torch.backends.cudnn.enabled
    one, other = memory(here, TEXT), memory(there, TEXT)
    assert np.allclose(one.gradients, other.gradients, rtol=1e-3, atol=1e-6)
    assert np.allclose(one.deletions, other.deletions, atol=1e-4, equal_nan=True)
    assert torch.backends.cudnn.enabled == before
    assert not any(layer.training for layer in there.model.modules())
    assert np.array_equal(memory(there, TEXT).gradients, other.gradients)


# ---- many sentences


def sentences(count: int = 6) -> list[list[str]]:
    drawn = np.random.default_rng(2)
    known = list(VOCABULARY.words)
    return [[known[at] for at in drawn.integers(0, len(known), 22 + 3 * number)] for number in range(count)]


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ["rnn", "textcnn"])
def test_means_are_those_of_the_single_texts(architecture: str) -> None:
    for task in ("sentiment", "pos"):
        checkpoint = made(architecture, task)
        means = average(checkpoint, sentences(), "x.tsv", "ab", at_most=3)
        long = [one for one in sentences() if len(one) >= LEAST_WORDS][:3]
        assert (means.sentences, means.answers) == (3, 3 * (PLACES if task == "pos" else 1))
        collected: dict[int, list[tuple[float, float]]] = {}
        for one in long:
            places = np.linspace(0, len(one) - 1, PLACES).round().astype(int).tolist() if task == "pos" else [None]
            for place in places:
                found = memory(checkpoint, " ".join(one), place)
                assert [word.text for word in found.words] == one
                for distance, slope, change in zip(found.distances, found.gradients, found.deletions, strict=True):
                    if abs(distance) <= FARTHEST:
                        collected.setdefault(int(distance), []).append((slope, abs(change)))
        assert sorted(collected) == list(means.distances)
        for at, count, slope, deleted, change in zip(
            means.distances, means.counts, means.gradients, means.deleted, means.deletions, strict=True
        ):
            rows = np.array(collected[at])
            assert count == len(rows)
            assert slope == pytest.approx(rows[:, 0].mean(), rel=1e-3, abs=1e-9)
            told = rows[~np.isnan(rows[:, 1]), 1]
            assert deleted == len(told)
            assert change == (None if not len(told) else pytest.approx(told.mean(), rel=0.02, abs=2e-5))


def test_a_line_of_halves_keeps_a_half() -> None:
    distances = tuple(range(-9, 1))
    rest = {"counts": (1,) * 10, "deleted": (0,) * 10, "deletions": (None,) * 10, "distances": distances}
    origin = {"data": "", "sha256": "", "weights": "", "sentences": 1, "least_words": 25, "answers": 1}
    halves = Means(**origin, **rest, gradients=tuple(0.5**-at for at in distances))  # type: ignore[arg-type]
    assert halves.kept == pytest.approx(0.5)
    nothing = Means(**origin, **rest, gradients=(0.0,) * 8 + (1.0, 1.0))  # type: ignore[arg-type]
    assert nothing.kept is None


def test_means_come_back_from_the_folder_and_not_for_other_weights(tmp_path: Path) -> None:
    folder = write(tmp_path, "rnn", "pos")
    checkpoint = load(folder)
    assert stored(folder) is None
    means = average(checkpoint, sentences(), "x.conllu", "ab")
    store(checkpoint, means)
    assert stored(folder) == means
    assert stored(folder + "#untrained") is None
    checkpoints.save(folder, model("rnn", "pos", seed=9), VOCABULARY)
    assert stored(folder) is None  # these were other weights
    store(load(folder), average(load(folder), sentences()))
    broken = json.loads((Path(folder) / "memory.json").read_text())
    (Path(folder) / "memory.json").write_text(json.dumps({**broken, "counts": [1]}))
    with pytest.raises(BadCheckpoint, match="does not hold means by distance"):
        stored(folder)


@pytest.mark.parametrize("reference", shipped())
def test_shipped_means_are_numbers_of_these_weights_and_hold_no_text(reference: str) -> None:
    path = checkpoints.FOLDER / reference / "memory.json"
    means = stored(reference)
    assert means is not None, "not measured, or of other weights: run “python -m playground memory”"
    assert means.sentences >= 100
    kept = json.loads(path.read_text("utf-8"))
    texts = {key for key, value in kept.items() if isinstance(value, str)}
    assert texts == {"data", "sha256", "weights"}
    assert "/" not in kept["data"]
    config_ = load(reference).config
    if config_.architecture == "textcnn" and config_.per_word:
        far = config_.layers * (max(config_.widths) // 2)
        for at, slope, change in zip(means.distances, means.gradients, means.deletions, strict=True):
            assert (slope > 0) == (abs(at) <= far)
            assert abs(at) <= far or change == 0


def test_an_rnn_tagger_forgets_faster_than_an_lstm() -> None:
    rnn, lstm = stored("pos-rnn"), stored("pos-lstm")
    assert rnn is not None
    assert lstm is not None
    assert rnn.kept is not None
    assert lstm.kept is not None
    assert rnn.kept < lstm.kept


@pytest.mark.slow
def test_the_command_stores_what_it_prints(tmp_path: Path) -> None:
    folder = Path(write(tmp_path, "textcnn", "sentiment"))
    rows = "".join(f"{' '.join(one)}\tpositive\n" for one in sentences())
    (tmp_path / "dev.tsv").write_text("text\tlabel\n" + rows, encoding="utf-8")
    command = ["memory", "--model", str(folder), "--data", str(tmp_path / "dev.tsv")]
    done = run(*command, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads((folder / "memory.json").read_text("utf-8"))
    assert json.loads(done.stdout)["data"] == "dev.tsv"
    first = (folder / "memory.json").read_text("utf-8")
    said = run(*command).stdout.decode()
    assert (folder / "memory.json").read_text("utf-8") == first
    assert "each of 25 words or more" in said
    shutil.rmtree(folder)
    failed = run_process(*command)  # this process has the checkpoint in memory
    assert failed.returncode == 2
    assert failed.stderr.decode().startswith("error: There is no checkpoint in the folder")


def test_config_of_the_tests_has_a_receptive_field_smaller_than_the_text() -> None:
    assert config("textcnn", "pos").layers * (max(config("textcnn", "pos").widths) // 2) < len(words(TEXT)) // 2
