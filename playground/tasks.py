"""The two kinds of task: one label a text, or one label a word. Head, loss, metric and decoding follow from that.

Adding a task is one entry in `TASKS`. Nothing here knows about architectures. torch is imported where a loss is
computed, so that listing tasks costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

IGNORED = -100  # the label of a padding position: never in a loss, never in a metric

UPOS: dict[str, str] = {
    "NOUN": "noun: dog, idea, weather",
    "PROPN": "proper noun: Mary, London, NATO",
    "PRON": "pronoun: she, it, who, this",
    "VERB": "verb: run, eats, thinking",
    "AUX": "auxiliary: is, has, will, must",
    "ADJ": "adjective: big, old, green",
    "ADV": "adverb: very, well, never",
    "DET": "determiner: a, the, every, no",
    "NUM": "numeral: 2024, one, IV",
    "ADP": "adposition: in, to, during",
    "PART": "particle: n't, 's, to (before a verb)",
    "CCONJ": "coordinating conjunction: and, or, but",
    "SCONJ": "subordinating conjunction: if, while, that",
    "INTJ": "interjection: hello, wow, ouch",
    "PUNCT": "punctuation: . , ( ?",
    "SYM": "symbol: $, %, :)",
    "X": "other: foreign words, typing errors",
}
"""The universal part-of-speech tags and what each means, in families. Source: https://universaldependencies.org/u/pos/"""

UPOS_EXAMPLES: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {
        "NOUN": ("人", "电影", "公司"),
        "PROPN": ("中国", "上海", "李"),
        "PRON": ("他", "自己", "这里"),
        "VERB": ("有", "认为", "开始"),
        "AUX": ("是", "了", "会", "被"),
        "ADJ": ("重要", "不同", "高"),
        "ADV": ("不", "已经", "非常"),
        "DET": ("这", "该", "所有"),
        "NUM": ("一", "两", "2024"),
        "ADP": ("在", "对", "因为"),
        "PART": ("的（他的书）", "家（科学家）", "市（上海市）"),
        "CCONJ": ("和", "与", "或者"),
        "SCONJ": ("的（好看的书）", "但是", "也"),
        "INTJ": ("啊", "哎呀"),
        "PUNCT": ("，", "。", "《"),
        "SYM": ("$", "%", "km"),
        "X": ("NBA", "app"),
    }
}
"""Words with each tag in languages other than English, as the treebank has them that the models learnt from."""


@dataclass(frozen=True)
class Task:
    """What is asked of a text: a label for the whole (`per_word` false) or for each word."""

    key: str
    title: str
    help: str
    per_word: bool
    labels: tuple[str, ...]  # of the shipped models; a fine-tuned model brings its own
    metric: str  # what the best epoch is chosen by: accuracy or macro_f1, 0-1

    def loss(self, logits: Tensor, gold: Tensor, label_smoothing: float = 0.0, weights: Tensor | None = None) -> Tensor:
        """The mean cross-entropy over everything that has a label.

        Args:
            logits: (batch, labels) or (batch, words, labels).
            gold: (batch,) or (batch, words), int64, `IGNORED` where there is no label; or the probability of each
                label, (batch, labels) or (batch, words, labels), float32, zeros where there is no label.
            weights: (labels,), how much what has this label counts; None: all alike.
        """
        from torch.nn import functional

        if gold.is_floating_point():
            wanted = gold.flatten(0, -2)
            there = wanted.sum(-1) > 0
            return functional.cross_entropy(
                logits.flatten(0, -2).float()[there], wanted[there], weights, label_smoothing=label_smoothing
            )
        return functional.cross_entropy(
            logits.flatten(0, -2).float(),
            gold.flatten(),
            weights,
            ignore_index=IGNORED,
            label_smoothing=label_smoothing,
        )

    def decode(self, probabilities: np.ndarray) -> np.ndarray:
        """The index of the most probable label: (labels,) -> () or (words, labels) -> (words,)."""
        return np.asarray(probabilities.argmax(-1))


TASKS: dict[str, Task] = {
    "sentiment": Task(
        "sentiment",
        "Sentiment",
        "Is the text for or against what it talks about?",
        False,
        ("negative", "positive"),
        "macro_f1",
    ),
    "pos": Task(
        "pos", "Part of speech", "Which kind of word is each word, in this sentence?", True, tuple(UPOS), "accuracy"
    ),
}
