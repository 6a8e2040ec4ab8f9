"""Word vectors that stay as their file has them: no answer, no gradient and no training differs by a bit."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from playground.checkpoints import Checkpoint, load, round_weights, save, shipped
from playground.lenses.explain.explain import explain
from playground.models import Config, Model, build
from playground.models.base import twin
from playground.models.stored_embedding import StoredEmbedding
from playground.text import Vocabulary, words
from playground.training.transfer import WordOverlap, from_source, with_source_words
from tests import tiny

TABLE = "word_embedding.weight"
TEXTS = ("A quietly moving film, zyzzyx and all.", "不坏，但是太长了。", "", "good " * 60)
MANY = Vocabulary([f"word{number}" for number in range(1_500)])


def whole(checkpoint: Checkpoint) -> Model:
    """The same model with every number of its file as float32, put together here and not by `load`."""
    assert checkpoint.folder is not None
    stored = load_file(checkpoint.folder / "model.safetensors")
    table = stored.pop(TABLE).float() * stored.pop(f"{TABLE}.scale").float()
    made = build(checkpoint.config)
    made.load_state_dict({TABLE: table, **{name: value.float() for name, value in stored.items()}})
    return made.eval()


def large(folder: Path, architecture: str = "lstm") -> Checkpoint:
    """A checkpoint with so many words that its table is stored in bytes."""
    torch.manual_seed(1)
    made = build(replace(tiny.config(architecture, "sentiment"), words=len(MANY)))
    round_weights(made)
    return load(str(save(folder / architecture, made, MANY)))


@pytest.mark.slow
@pytest.mark.parametrize("reference", shipped(language=None, variant=None))
def test_a_shipped_model_answers_as_with_its_whole_table(reference: str) -> None:
    checkpoint = load(reference)
    assert isinstance(checkpoint.model.word_embedding, StoredEmbedding)
    model = whole(checkpoint)
    inputs = checkpoint.encode([[word.text for word in words(text)] for text in TEXTS])
    with torch.inference_mode():
        assert torch.equal(checkpoint.model(inputs), model(inputs))
    assert torch.equal(checkpoint.model.word_embedding.weight, model.word_embedding.weight.detach())
    numbers = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    assert {name: tuple(value.shape) for name, value in checkpoint.model.state_dict().items()} == numbers
    assert checkpoint.parameters == sum(one.numel() for one in model.parameters())


@pytest.mark.parametrize("method", ["integrated_gradients", "saliency", "deep_lift", "feature_ablation"])
def test_attributions_are_those_of_the_whole_table(tmp_path: Path, method: str) -> None:
    checkpoint = large(tmp_path, "textcnn")
    other = Checkpoint("whole", checkpoint.config, checkpoint.vocabulary, whole(checkpoint))
    text = "word3 word700 nobody word3"
    for baseline in ("unknown", "mean"):
        found, expected = (explain(one, text, method, baseline=baseline) for one in (checkpoint, other))
        assert np.array_equal(found.scores, expected.scores)


def test_a_row_takes_a_byte_a_number_and_one_scale(tmp_path: Path) -> None:
    table = large(tmp_path).model.word_embedding
    held = sum(one.numel() * one.element_size() for one in (*table.parameters(), *table.buffers()))
    assert held == len(MANY) * (8 + 4)


def test_what_is_trained_begins_with_the_same_vectors_and_has_a_table_of_its_own(tmp_path: Path) -> None:
    source = large(tmp_path)
    copy = twin(source.model)
    assert isinstance(copy.word_embedding, nn.Embedding)
    assert torch.equal(copy.word_embedding.weight, source.model.word_embedding.weight)
    known = ("word7", "word9", "word1200")
    model, vocabulary = from_source(source, source.config.labels, WordOverlap(known, ("new",), 0.5), seed=0)
    assert isinstance(model.word_embedding, nn.Embedding)
    assert model.word_embedding.weight.requires_grad
    old = source.model.word_embedding.weight[source.vocabulary.ids(known)]
    assert torch.equal(model.word_embedding.weight[vocabulary.ids(known)], old)
    full, every = with_source_words(model, vocabulary, source)
    assert torch.equal(full.word_embedding.weight[: len(MANY)], source.model.word_embedding.weight)
    assert every.words == (*MANY.words, "new")


def test_a_model_that_was_loaded_is_saved_as_it_was(tmp_path: Path) -> None:
    checkpoint = large(tmp_path)
    again = save(tmp_path / "again", checkpoint.model, MANY)
    assert checkpoint.folder is not None
    assert (again / "model.safetensors").read_bytes() == (checkpoint.folder / "model.safetensors").read_bytes()


def test_a_change_of_the_table_that_would_be_lost_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"[Ii]nplace update to inference tensor"):
        large(tmp_path).model.word_embedding.weight[7] = 0
    with pytest.raises(RuntimeError, match="Missing key"):
        large(tmp_path).model.load_state_dict(build(Config("lstm", "sentiment", ("no", "yes"), 20)).state_dict())
