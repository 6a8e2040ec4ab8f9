"""Words a second that `fit` trains, against a tight loop over batches that are ready and against a tutorial's loop; and
the tutorial's tagger."""

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch.nn import functional

from playground.models import Config, Inputs, build
from playground.training.batching import collate, epoch_batches
from playground.training.encoding import Encoded
from playground.training.finetune.plan import Plan
from playground.training.fit import fit
from playground.training.settings import Settings
from tests.bench.lines import Line, compared

WORDS = 20_000  # in the vocabulary
TEXTS = 1_000
CONFIGS = {
    "RNN": {"architecture": "rnn", "directions": 2, "readout": ("mean", "max")},
    "LSTM": {"architecture": "lstm", "directions": 2, "readout": ("mean", "max")},
    "TextCNN": {"architecture": "textcnn", "widths": (2, 3, 4, 5), "filters": 128},
    "Transformer": {"architecture": "transformer", "layers": 2, "norm": "before", "readout": ("mean", "max")},
}


def measure(rounds: int) -> Iterator[Line]:
    """A line an architecture, in words a second, and one for the tutorial's tagger."""
    for title, sizes in CONFIGS.items():
        ours, tight = zip(*(_both(sizes) for _ in range(max(1, rounds // 20))), strict=True)
        mine, other = float(np.median(ours)), float(np.median(tight))
        yield Line(
            f"training {title}; a tight loop over ready tensors",
            f"{mine:,.0f} words/s",
            f"{other:,.0f} words/s",
            mine / other,
            "≥ 0.85",
        )
    for title, sizes in CONFIGS.items():
        yield padded(title, sizes)
    yield tutorial()


def padded(title: str, sizes: dict[str, object]) -> Line:
    """`fit` against the loop of most tutorials: 32 texts a batch as they come, all padded to the longest of the file.

    The lengths are like those of the SMS spam collection: half of the texts have at most 15 words, the longest 196.
    """
    config = Config(task="sentiment", labels=("ham", "spam"), words=WORDS, **sizes)  # type: ignore[arg-type]
    draw = np.random.default_rng(0)
    lengths = np.minimum(draw.lognormal(np.log(15), 0.6, TEXTS).astype(int) + 1, 196)
    lengths[0] = 196
    data = Encoded(
        [draw.integers(2, WORDS, length).astype(np.int32) for length in lengths],
        None,
        draw.integers(0, 2, TEXTS).tolist(),
    )
    ours = list(fit(build(config), data, {}, _settings(config), seed=0))[-1].words_per_second
    other = int(lengths.sum()) / _as_in_a_tutorial(config, data)
    return Line(
        f"training {title} on texts as long as SMS; a tutorial's loop, padded to the longest",
        f"{ours:,.0f} words/s",
        f"{other:,.0f} words/s",
        ours / other,
        "≥ 5",
    )


def _settings(config: Config) -> Settings:
    """Those of a fine-tuning on the page, for one epoch."""
    return Plan(config.task, config.architecture, None, epochs=1, patience=1).settings


def _as_in_a_tutorial(config: Config, data: Encoded) -> float:
    """Seconds of one epoch."""
    model = build(config).train()
    longest = max(data.lengths)
    words = torch.zeros(len(data), longest, dtype=torch.int64)
    for row, text in enumerate(data.words):
        words[row, : len(text)] = torch.from_numpy(text)
    gold, mask = torch.tensor(data.gold), torch.arange(longest)[None] < torch.tensor(data.lengths)[:, None]
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    started = time.perf_counter()
    for first in range(0, len(data), 32):
        batch = slice(first, first + 32)
        loss = functional.cross_entropy(model(Inputs(words[batch], None, mask[batch])), gold[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return time.perf_counter() - started


def _both(sizes: dict[str, object]) -> tuple[float, float]:
    """Words a second of `fit` and of the tight loop, over the same batches."""
    config = Config(task="sentiment", labels=("negative", "positive"), words=WORDS, **sizes)  # type: ignore[arg-type]
    settings = _settings(config)
    draw = np.random.default_rng(0)
    lengths = draw.integers(5, 120, TEXTS)
    data = Encoded(
        [draw.integers(2, WORDS, length).astype(np.int32) for length in lengths],
        None,
        draw.integers(0, 2, TEXTS).tolist(),
    )
    total = int(lengths.sum())
    _tight(config, settings, data)  # warm
    steps = list(fit(build(config), data, {}, settings, seed=0))
    return steps[-1].words_per_second, total / _tight(config, settings, data)


def _tight(config: Config, settings: Settings, data: Encoded) -> float:
    """Seconds of one epoch, written as plainly as it can be, over tensors that lie ready."""
    model = build(config).train()
    plan, starts = epoch_batches(data, settings, 0, 1)
    ready = [collate(data, batch, starts, settings, config, None, torch.device("cpu")) for batch in plan]
    optimizer = torch.optim.AdamW(model.parameters(), settings.learning_rate, fused=True)
    started = time.perf_counter()
    for inputs, gold in ready:
        loss = functional.cross_entropy(model(inputs), gold)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
        optimizer.step()
    return time.perf_counter() - started


def tutorial() -> Line:
    """The tutorial's tagger: six numbers a word, six hidden ones, SGD, two sentences, until it makes no mistake.

    Source:
        https://docs.pytorch.org/tutorials/beginner/nlp/sequence_models_tutorial.html
    """
    sentences = [["The", "dog", "ate", "the", "apple"], ["Everybody", "read", "that", "book"]]
    labels = ("DET", "NN", "V")
    gold = [[0, 1, 2, 0, 1], [1, 2, 0, 1]]
    words = sorted({word for sentence in sentences for word in sentence})
    ids = [np.array([words.index(word) + 2 for word in sentence], dtype=np.int32) for sentence in sentences]
    data = Encoded(ids, None, [np.array(tags) for tags in gold])
    torch.manual_seed(1)
    config = Config("lstm", "pos", labels, words=len(words) + 2, size=6, hidden=6)
    settings = Settings(
        epochs=300, optimizer="sgd", learning_rate=0.1, weight_decay=0.0, warmup=0.0, texts_a_batch=1, patience=300
    )
    started = time.perf_counter()
    accuracy, epochs = 0.0, 0
    for progress in fit(build(config), data, {"the same": data}, settings, seed=1):
        if progress.finished:
            accuracy, epochs = progress.finished["accuracy"], progress.epoch
            if accuracy == 1.0:
                break
    seconds = time.perf_counter() - started
    line = compared("", seconds, 10.0, "≤ 1")
    said = f"tutorial's LSTM tagger, {accuracy:.0%} right after {epochs} epochs; ten seconds"
    return Line(said, line.measured, line.against, line.ratio, line.aim)
