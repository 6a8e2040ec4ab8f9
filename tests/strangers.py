"""Tiny models of the library transformers with random weights, as folders that the library would write."""

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertForTokenClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    DistilBertForTokenClassification,
)

from playground.tasks import TASKS

SIGNS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
PIECES = [
    *SIGNS, "a", "good", "bad", "film", "un", "##watch", "##able", "do", "don", "cannot", "not", "it", "t", "'", ".",
    "!", "<", ">", "b", "the", "really", "i", "##s", "##n", "can", "##not", "never",
]  # fmt: skip

NETWORKS: dict[tuple[str, str], Any] = {
    ("bert", "sentiment"): BertForSequenceClassification,
    ("bert", "pos"): BertForTokenClassification,
    ("distilbert", "sentiment"): DistilBertForSequenceClassification,
    ("distilbert", "pos"): DistilBertForTokenClassification,
}


def tokenizer(limit: int = 512) -> Tokenizer:
    """A WordPiece tokenizer as BERT's: lower case, punctuation apart, [CLS] … [SEP]."""
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", SIGNS.index("[CLS]")), ("[SEP]", SIGNS.index("[SEP]"))]
    )
    made.enable_truncation(limit)  # as many stored ones do; it is ours to say how much is read
    return made


def settings(kind: str, task: str, **changes: Any) -> Any:
    """A config of a tiny network."""
    sizes: dict[str, Any]
    labels = ["NEGATIVE", "POSITIVE"] if task == "sentiment" else list(TASKS["pos"].labels)
    given: dict[str, Any] = {
        "vocab_size": len(PIECES),
        "id2label": dict(enumerate(labels)),
        "max_position_embeddings": 40,
    } | changes
    if kind == "bert":
        sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 20}
        return BertConfig(**(sizes | given))
    sizes = {"dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 20}
    return DistilBertConfig(**(sizes | given))


def write(folder: Path, kind: str, task: str, seed: int = 0, **changes: Any) -> str:
    """Write a model with random weights, large enough that words make a difference; its folder."""
    torch.manual_seed(seed)
    network = NETWORKS[kind, task](settings(kind, task, **changes))
    with torch.no_grad():
        for weight in network.parameters():
            if weight.ndim > 1:
                weight.normal_(0, 0.35)
    network.save_pretrained(folder)
    tokenizer().save(str(folder / "tokenizer.json"))
    return str(folder)


def change(folder: str, **fields: Any) -> None:
    """Change fields of a config.json; None takes one out."""
    path = Path(folder) / "config.json"
    config = json.loads(path.read_text("utf-8")) | fields
    path.write_text(json.dumps({key: value for key, value in config.items() if value is not None}), "utf-8")
