"""Models of transformers as checkpoints: their own answers, on the axis of words, and no code from a folder."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from playground.checkpoints import UNTRAINED, describe, load, loading, transformers_model
from playground.errors import BadCheckpoint, NotApplicable, PlaygroundError
from playground.lenses.edit.edit import edit
from playground.lenses.explain.explain import explain
from playground.lenses.explain.faithfulness import faithfulness
from playground.lenses.explain.methods import METHODS
from playground.lenses.inside.trace import trace
from playground.lenses.predict.predict import predict, softmax
from playground.lenses.predict.prefixes import growth
from playground.text import words
from tests import strangers

TEXT = "I cannot say the film isn't unwatchable! 😀 <b>really</b>"
KINDS = list(strangers.NETWORKS)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """(kind, task) -> the folder of a tiny model with random weights."""
    home = tmp_path_factory.mktemp("strangers")
    return {(kind, task): strangers.write(home / f"{kind}-{task}", kind, task) for kind, task in KINDS}


def own_answer(folder: str, text: str) -> np.ndarray:
    """What the library says itself: the text's ids through the network, (labels,) or (pieces, labels) logits."""
    network = strangers.NETWORKS[describe(folder).architecture, describe(folder).task].from_pretrained(folder).eval()
    encoded = Tokenizer.from_file(f"{folder}/tokenizer.json").encode(text)
    with torch.no_grad():
        return np.asarray(network(input_ids=torch.tensor([encoded.ids])).logits[0].double().numpy())


@pytest.mark.parametrize("kind", ["bert", "distilbert"])
def test_a_text_classifier_answers_as_the_library_does(folders: dict[tuple[str, str], str], kind: str) -> None:
    folder = folders[kind, "sentiment"]
    found = predict(load(folder), TEXT)
    assert found.labels == ("negative", "positive")
    assert found.probabilities == pytest.approx(softmax(own_answer(folder, TEXT)), abs=1e-5)


@pytest.mark.parametrize("kind", ["bert", "distilbert"])
def test_a_word_has_the_tag_of_its_first_piece(folders: dict[tuple[str, str], str], kind: str) -> None:
    folder = folders[kind, "pos"]
    found, pieces = predict(load(folder), TEXT), softmax(own_answer(folder, TEXT))
    encoded = Tokenizer.from_file(f"{folder}/tokenizer.json").encode(TEXT)
    assert [word.text for word in found.words] == [word.text for word in words(TEXT)]
    for number, word in enumerate(found.words):
        # The first piece that begins inside the word; where a piece of the word before covers it, that one.
        inside = [at for at, (start, end) in enumerate(encoded.offsets) if word.start <= start < word.end and end]
        over = [at for at, (start, end) in enumerate(encoded.offsets) if start <= word.start < end]
        assert found.probabilities[number] == pytest.approx(pieces[(inside or over)[0]], abs=1e-5), word.text


def test_pieces_belong_to_the_word_in_which_they_begin(folders: dict[tuple[str, str], str]) -> None:
    tokens = transformers_model.SubwordTokenizer(Tokenizer.from_file(f"{folders['bert', 'pos']}/tokenizer.json"))
    spelled = [
        [strangers.PIECES[one] for one in ids] for ids in tokens.subword_ids(words("I cannot, unwatchable don't"))
    ]
    assert spelled == [["i"], ["cannot"], [], ["[UNK]"], ["un", "##watch", "##able"], ["don"], ["'", "t"]]
    apart = [[strangers.PIECES[one] for one in ids] for ids in tokens.subword_ids(["do", "n't"])]
    assert apart == [["do"], ["[UNK]", "'", "t"]]
    assert [tokens.knows(word) for word in ("good", "unwatchable", "zebra")] == [True, True, False]


@pytest.mark.parametrize(("kind", "task"), KINDS)
def test_neighbours_in_a_batch_change_nothing(folders: dict[tuple[str, str], str], kind: str, task: str) -> None:
    checkpoint = load(folders[kind, task])
    texts = [TEXT, "good", "", "the good film " * 30]
    for text, together in zip(texts, predict(checkpoint, texts), strict=True):
        alone = predict(checkpoint, text)
        assert np.allclose(alone.probabilities, together.probabilities, atol=1e-5, equal_nan=True)
        assert [word.read for word in alone.words] == [word.read for word in together.words]


def test_what_does_not_fit_is_said_to_be_unread(folders: dict[tuple[str, str], str]) -> None:
    checkpoint = load(folders["bert", "pos"])
    found = predict(checkpoint, "unwatchable " * 30)  # three pieces a word; 40 places less two, [CLS] and [SEP]
    assert sum(word.read for word in found.words) == 12
    assert found.tags is not None
    assert [tag is None for tag in found.tags] == [False] * 12 + [True] * 18


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "task"), KINDS)
@pytest.mark.parametrize("method", METHODS)
def test_a_method_scores_every_word_or_says_why_not(
    folders: dict[tuple[str, str], str], kind: str, task: str, method: str
) -> None:
    checkpoint = load(folders[kind, task])
    more: dict[str, Any] = {"magnitude": True} if method == "saliency" else {}
    if method in ("deep_lift", "smooth_grad"):
        with pytest.raises(NotApplicable):
            explain(checkpoint, TEXT, method)
        return
    found = explain(checkpoint, TEXT, method, **more)
    assert found.scores.shape == (len(found.words),)
    assert found.scores.any()
    assert found.gap is None or abs(found.gap) <= 0.05 * abs(found.change) + 0.02


def test_a_gradient_that_cancels_by_construction_is_not_shown_as_a_score(folders: dict[tuple[str, str], str]) -> None:
    with pytest.raises(NotApplicable, match="adds up to zero at every word"):
        explain(load(folders["bert", "sentiment"]), TEXT, "saliency")


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "task"), KINDS)
def test_integrated_gradients_equal_a_riemann_sum_over_the_pieces(
    folders: dict[tuple[str, str], str], kind: str, task: str
) -> None:
    folder, text, word = folders[kind, task], "the unwatchable good film", 2
    checkpoint = load(folder)
    found = explain(checkpoint, text, word=word if task == "pos" else 0, steps=400)
    network = strangers.NETWORKS[kind, task].from_pretrained(folder).eval()
    encoded = Tokenizer.from_file(f"{folder}/tokenizer.json").encode(text)
    table = network.get_input_embeddings()
    whole = table(torch.tensor([encoded.ids])).detach()
    inner = torch.tensor([not sign for sign in encoded.special_tokens_mask])
    empty = torch.where(inner[None, :, None], table.weight[0].detach(), whole)  # [CLS] and [SEP] stay
    target, place = checkpoint.config.labels.index(str(found.target)), encoded.offsets.index((16, 20))
    total = torch.zeros_like(whole)
    for step in range(400):
        point = (empty + (step + 0.5) / 400 * (whole - empty)).requires_grad_()
        logits = network(inputs_embeds=point).logits[0]
        answer = logits[place, target] if task == "pos" else logits[target]
        total += torch.autograd.grad(answer, point)[0]
    pieces = ((whole - empty) * total / 400).sum(-1)[0].double().numpy()
    expected = [pieces[1], pieces[2:5].sum(), pieces[5], pieces[6]]  # the + un, ##watch, ##able + good + film
    assert found.scores == pytest.approx(expected, abs=0.02 * max(1.0, float(np.abs(expected).max())))
    assert found.gap is not None
    assert found.converged


def test_taking_a_word_away_takes_all_its_pieces(folders: dict[tuple[str, str], str]) -> None:
    checkpoint = load(folders["bert", "sentiment"])
    found = explain(checkpoint, "the unwatchable film", "feature_ablation", target="positive")
    ids = torch.tensor([[2, strangers.PIECES.index("the"), 0, 0, 0, strangers.PIECES.index("film"), 3]])
    with torch.no_grad():
        without = strangers.NETWORKS["bert", "sentiment"].from_pretrained(folders["bert", "sentiment"]).eval()(ids)
    assert found.logit - found.scores[1] == pytest.approx(float(without.logits[0, 1]), abs=1e-4)


def test_other_lenses_answer_or_refuse_with_a_reason(folders: dict[tuple[str, str], str]) -> None:
    checkpoint = load(folders["distilbert", "sentiment"])
    for lens in (trace, edit):
        with pytest.raises(NotApplicable, match="reads pieces of words"):
            lens(checkpoint, TEXT)
    spelled = ["the", "unwatchable", "film"]
    grown = growth(checkpoint, " ".join(spelled))
    for read, row in zip(grown.words_read, grown.probabilities, strict=True):
        beginning = " ".join(spelled[:read])
        assert row == pytest.approx(predict(checkpoint, beginning).probabilities, abs=1e-5)
    twin = load(folders["distilbert", "sentiment"] + UNTRAINED)
    assert twin.parameters == checkpoint.parameters
    verdict = faithfulness(checkpoint, explain(checkpoint, TEXT, "feature_ablation"), twin=twin)
    assert verdict.measures["leave_one_out"].value == pytest.approx(1.0)


def test_a_model_is_described_without_the_library(
    folders: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders["bert", "sentiment"]
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    monkeypatch.setitem(__import__("sys").modules, "tokenizers", None)
    found = describe(folder)
    assert (found.task, found.architecture, found.labels) == ("sentiment", "bert", ("negative", "positive"))
    loading._loaded.pop(folder, None)
    with pytest.raises(NotApplicable, match=r"requirements-transformers\.txt"):
        load(folder)


def test_labels_in_another_order_are_put_in_ours(tmp_path: Path) -> None:
    folder = strangers.write(tmp_path / "x", "bert", "sentiment", id2label={0: "Positive", 1: "Negative"})
    found = predict(load(folder), "good")
    assert found.labels == ("negative", "positive")
    assert found.probabilities == pytest.approx(softmax(own_answer(folder, "good"))[::-1], abs=1e-5)


def test_other_labels_stay_as_they_are(tmp_path: Path) -> None:
    folder = strangers.write(tmp_path / "x", "bert", "sentiment", id2label={0: "ham", 1: "spam", 2: "other"})
    assert load(folder).config.labels == ("ham", "spam", "other")


HOSTILE: dict[str, tuple[dict[str, Any], str]] = {
    "generates text": ({"architectures": ["BertForMaskedLM"]}, "It has to be a text classifier"),
    "no architecture": ({"architectures": None}, "It has to be a text classifier"),
    "a class that is no model": ({"architectures": ["osForSequenceClassification"]}, "knows none"),
    "code of its own": ({"model_type": "mine", "auto_map": {"AutoModel": "x.Model"}}, "knows none"),
    "a billion layers": ({"num_hidden_layers": 10**9}, "At most 48 are allowed"),
    "a billion hidden": ({"hidden_size": 10**9}, "At most 1,000,000 are allowed"),
    "too many parameters": ({"vocab_size": 900_000, "hidden_size": 1_024}, "At most 150,000,000 are allowed"),
    "another size": ({"hidden_size": 18}, "Config and weights have to fit"),
    "another depth": ({"num_hidden_layers": 1}, "Config and weights have to fit"),
    "more depth": ({"num_hidden_layers": 3}, "Config and weights have to fit"),
    "one label": ({"id2label": {"0": "x"}}, "It has to name 2 to 1,000"),
    "labels twice": ({"id2label": {"0": "x", "1": "x"}}, "It has to name 2 to 1,000"),
    "several labels a text": ({"problem_type": "multi_label_classification"}, "one label a text"),
    "quantised": ({"quantization_config": {"quant_method": "bitsandbytes"}}, "plain floating-point numbers"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_used_is_refused_before_it_is_built(tmp_path: Path, case: str) -> None:
    changes, said = HOSTILE[case]
    folder = strangers.write(tmp_path / "x", "bert", "sentiment")
    strangers.change(folder, **changes)
    started = time.perf_counter()
    with pytest.raises(PlaygroundError, match=said):
        load(folder)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"model": {"type": "BPE"}}', "\x00" * 100])
def test_a_broken_tokenizer_is_refused(tmp_path: Path, content: str) -> None:
    folder = strangers.write(tmp_path / "x", "bert", "sentiment")
    (Path(folder) / "tokenizer.json").write_text(content, "utf-8")
    with pytest.raises(BadCheckpoint, match=r"has a tokenizer\.json that cannot be read"):
        load(folder)


def test_a_pickle_under_another_name_and_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = strangers.write(tmp_path / "x", "bert", "sentiment")
    weights = Path(folder) / "model.safetensors"
    tensors = load_file(weights)
    name = next(iter(tensors))
    save_file({**tensors, name: torch.full_like(tensors[name], torch.nan)}, weights, {"format": "pt"})
    with pytest.raises(BadCheckpoint, match="holds NaN or infinity"):
        load(folder)
    weights.write_bytes(b"\x80\x04cos\nsystem\n(S'touch owned'\ntR.")
    with pytest.raises(BadCheckpoint, match="not a safetensors file"):
        load(folder)


def test_no_code_that_a_config_names_is_run(tmp_path: Path) -> None:
    folder = strangers.write(tmp_path / "x", "bert", "sentiment")
    owned = tmp_path / "owned"
    (Path(folder) / "modeling.py").write_text(f"open({str(owned)!r}, 'w').close()\nModel = object\n", "utf-8")
    strangers.change(folder, auto_map={"AutoModelForSequenceClassification": "modeling.Model"})
    assert load(folder).architecture == "bert"
    assert not owned.exists()
    assert "auto_map" in json.loads((Path(folder) / "config.json").read_text("utf-8"))
