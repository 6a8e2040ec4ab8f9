"""From examples to a trained model: a plain loop, batches by length.

`fit` is a generator: it yields `Progress` and leaves the model with the weights of its best epoch, rounded to what a
checkpoint stores. It chooses that epoch on validation data; test data is never seen here. Texts of like length share a
batch, which made training a small TextCNN seven times faster than padding all to the longest. The state after each
epoch can be kept in a folder, as safetensors and JSON, and a run that was stopped goes on from there with the same
numbers.

Nothing here knows about files of examples (data.py), recipes (recipe.py) or the page.
"""

from __future__ import annotations

import json
import math
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground.checkpoints import round_weights
from playground.errors import BadInput
from playground.lenses.predict import batches
from playground.models import Config, Inputs, Model
from playground.tasks import IGNORED, TASKS
from playground.text import LETTERS_A_WORD, UNKNOWN, Vocabulary, normalise
from playground.text import words as divide
from playground.training.data import Examples
from playground.training.evaluate import score

PROGRESS_SECONDS = 1.0
CARRIED_FROM = 20_000  # most frequent words, from which vectors of another kind are learnt to be carried over
EXPLODED = 10.0  # times the loss of guessing


@dataclass(frozen=True)
class Settings:
    """How a model is trained."""

    epochs: int = 6
    optimizer: str = "adamw"  # adamw, or sgd
    learning_rate: float = 2e-3  # at its highest
    weight_decay: float = 0.01
    warmup: float = 0.1  # share of all steps in which the learning rate rises; then it falls to nothing
    clip: float = 1.0  # norm of the gradient
    words_a_batch: int = 4_096  # padding counted
    texts_a_batch: int = 64
    crop_words: int = 0  # of a longer text a window of so many words is read, another one each epoch; 0: its beginning
    whole_at_start: bool = False  # only windows of longer texts get random positions (see Transformer), no whole text
    word_dropout: float = 0.0  # share of words that are taken for unknown ones
    label_smoothing: float = 0.0
    adversarial: float = 0.0  # how far texts are shifted to where the loss grows, and learnt from as well; see `_shift`
    average: float = 0.0  # weights are averaged over steps with this decay; 0: the last ones count
    patience: int = 3  # epochs without a better one before training stops
    kept_rate: float = 1.0  # learning rate of all but the head, as a share of the head's: less for what is carried over
    balance: float = (
        0.0  # labels weigh as their count to the power of minus this: 0 all texts alike, 1 all labels alike
    )

    def __post_init__(self) -> None:
        ranges: dict[str, tuple[float, float]] = {
            "epochs": (1, 1_000), "learning_rate": (1e-7, 10), "weight_decay": (0, 10), "warmup": (0, 1),
            "clip": (1e-6, 1e6),
            "words_a_batch": (16, 1_000_000), "texts_a_batch": (1, 100_000), "crop_words": (0, 100_000),
            "word_dropout": (0, 0.9), "label_smoothing": (0, 0.9), "adversarial": (0, 10), "average": (0, 0.99999),
            "patience": (1, 1_000), "kept_rate": (0, 10), "balance": (0, 1),
        }  # fmt: skip
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            kinds = int if isinstance(getattr(Settings, name), int) else int | float
            if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
                what = "whole number" if kinds is int else "number"
                raise BadInput(
                    f"The setting {name} is {value}. Allowed is a {what} from {low:g} to {high:g}. Change it.",
                    key="setting-range",
                    setting=name,
                    given=str(value),
                    low=low,
                    high=high,
                )
        if not isinstance(self.whole_at_start, bool):
            raise BadInput(
                f"The setting whole_at_start is {self.whole_at_start}. Allowed are true and false. Change it.",
                key="setting-switch",
                setting="whole_at_start",
                given=str(self.whole_at_start),
            )
        if self.optimizer not in ("adamw", "sgd"):
            raise BadInput(
                f"The setting optimizer is {self.optimizer}. Allowed are adamw and sgd. Change it.",
                key="setting-optimizer",
                given=str(self.optimizer),
            )


@dataclass(frozen=True)
class Progress:
    """Where a training run is."""

    epoch: int  # from 1
    epochs: int
    step: int  # of all steps
    steps: int
    train_loss: float  # mean of this epoch so far
    words_per_second: float
    seconds_left: float
    finished: dict[str, Any] | None = None  # at the end of an epoch: an entry of the summary's `epochs`


@dataclass(frozen=True)
class History:
    """What was measured in each epoch: entries of the summary's `epochs`."""

    epochs: list[dict[str, Any]]
    best_epoch: int
    paused: bool = False  # there is more to do: `keep` has the state, the model is the best one up to now
    exploded: bool = False  # the loss grew beyond all bounds; the best epoch before that is what is left
    lost: str = ""  # why there was nothing to compute on any more; the best epoch before that is what is left


@dataclass
class Encoded:
    """Examples as ids, one array a text: what `fit` reads."""

    words: list[np.ndarray]  # (words,) int32
    letters: list[np.ndarray] | None  # (words, 20) int32
    gold: list[Any]  # an index, or (words,) int64; or probabilities, (labels,) or (words, labels) float32
    lengths: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.lengths = [len(text) for text in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def __add__(self, other: Encoded) -> Encoded:
        letters = None if self.letters is None or other.letters is None else self.letters + other.letters
        return Encoded(self.words + other.words, letters, self.gold + other.gold)

    def blended(self, labels: int, lessons: Sequence[np.ndarray], share: float) -> Encoded:
        """These examples with probabilities for gold: so much of the lesson, the rest of the label itself.

        Args:
            labels: how many there are.
            lessons: (labels,) or (words, labels) for each example.
        """
        rows = np.eye(labels, dtype=np.float32)
        gold = [
            (share * lesson + (1 - share) * rows[label]).astype(np.float32)
            for label, lesson in zip(self.gold, lessons, strict=True)
        ]
        return Encoded(self.words, self.letters, gold)


def build_vocabulary(
    parts: Sequence[Examples],
    *,
    minimum_count: int = 2,
    most: int = 40_000,
    also: Sequence[str] = (),
    letters: bool = False,
) -> Vocabulary:
    """The words of the training examples that occur often enough, most frequent first, then those of `also` while
    there is room."""
    counts: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for examples in parts:
        for text in word_lists(examples):
            counts.update(normalise(word) for word in text)
            if letters:
                for word in text:
                    characters.update(word)
    found = [word for word, count in counts.most_common(most) if count >= minimum_count]
    there = set(found)
    for word in also:
        if len(found) >= most:
            break
        if word not in there:
            there.add(word)
            found.append(word)
    return Vocabulary(
        found, tuple(sorted(letter for letter, count in characters.items() if count >= 2 and letter.isprintable()))
    )


def word_lists(examples: Examples) -> Iterator[list[str]]:
    if examples.words is not None:
        yield from map(list, examples.words)
    else:
        for text in examples.texts:
            yield [word.text for word in divide(text)]


def encode_examples(config: Config, vocabulary: Vocabulary, examples: Examples) -> Encoded:
    """Examples as ids; whole texts, however long.

    Raises:
        BadInput: a label is not among the config's.
    """
    index = {label: number for number, label in enumerate(config.labels)}
    gold: list[Any] = []
    for label in examples.labels:
        try:
            gold.append(np.array([index[tag] for tag in label]) if config.per_word else index[label])
        except KeyError as error:
            raise BadInput(
                f"{examples.name} has the label {error.args[0]}, which the model does not have. "
                f"Its labels are {', '.join(config.labels)}. Rename the label, or train a model of its own.",
                key="label-foreign",
                file=examples.name,
                label=error.args[0],
            ) from None
    return encode_texts(config, vocabulary, word_lists(examples), gold)


def encode_texts(config: Config, vocabulary: Vocabulary, texts: Iterable[Sequence[str]], gold: list[Any]) -> Encoded:
    """Texts, given as their words, as ids, with what is to be learnt of each."""
    words: list[np.ndarray] = []
    letters: list[np.ndarray] = []
    for text in texts:
        words.append(np.array(vocabulary.ids(text), dtype=np.int32))
        if config.letters:
            rows = np.zeros((len(text), LETTERS_A_WORD), dtype=np.int32)
            for row, word in enumerate(text):
                ids = vocabulary.letter_ids(word)
                rows[row, : len(ids)] = ids
            letters.append(rows)
    return Encoded(words, letters if config.letters else None, gold)


def start_embeddings(model: Model, vocabulary: Vocabulary, words: Sequence[str], vectors: np.ndarray) -> int:
    """Put vectors learnt elsewhere under the words that both know; returns how many. Other words keep a small random
    start.

    Raises:
        BadInput: the vectors are not as long as the model's.
    """
    weight = model.word_embedding.weight
    if vectors.shape[1] != weight.shape[1]:
        raise BadInput(
            f"The vectors have {vectors.shape[1]} numbers, the model's embedding {weight.shape[1]}. They have to be "
            f"equal. "
            "Set the model's size to that of the vectors.",
            key="vectors-size",
            given=vectors.shape[1],
            allowed=weight.shape[1],
        )
    rows = {word: row for row, word in enumerate(words)}
    scale = 0.3 / max(float(vectors.std()), 1e-6)
    found = 0
    with torch.no_grad():
        weight.mul_(0.1)
        for number, word in enumerate(vocabulary.words, 2):
            row = rows.get(word)
            if row is not None:
                weight[number] = torch.from_numpy(vectors[row] * scale)
                found += 1
    return found


def widened(
    vocabulary: Vocabulary,
    parts: Sequence[Examples],
    *,
    minimum_count: int = 2,
    most: int = 40_000,
    also: Sequence[str] = (),
) -> Vocabulary:
    """A vocabulary with more words behind its own: what occurs in the examples often enough, most frequent first, then
    those of `also` while there is room."""
    there = set(vocabulary.words)
    new = build_vocabulary(parts, minimum_count=minimum_count, most=most).words
    words = dict.fromkeys(word for word in (*new, *also) if word not in there)
    room = max(0, most - len(vocabulary.words))
    return Vocabulary([*vocabulary.words, *list(words)[:room]], vocabulary.letters, vocabulary.lower)


def carried(
    known: Sequence[str], weight: Tensor, new: Sequence[str], words: Sequence[str], vectors: np.ndarray
) -> tuple[list[int], Tensor]:
    """Vectors for words that a model does not know, out of vectors that were learnt elsewhere and are of another kind.

    A linear map from those vectors to the model's embedding is fitted, by least squares, on the words that both know.

    Args:
        known, weight: the model's words and their embeddings, (words, size).
        new: words that it is to know.
        words, vectors: those learnt elsewhere, (words, any size).
    Returns:
        Which of the new words have a vector there, and what it is carried over to, (found, size).
    Source:
        Mikolov, Le, Sutskever 2013, https://arxiv.org/abs/1309.4168
    """
    rows = {word: row for row, word in enumerate(words)}
    both = [(at, rows[word]) for at, word in enumerate(known) if word in rows][:CARRIED_FROM]
    source = np.c_[vectors, np.ones(len(vectors), dtype=vectors.dtype)]
    target = weight.cpu().numpy()[[at for at, _ in both]]
    (mapping, *_) = np.linalg.lstsq(source[[row for _, row in both]], target, rcond=None)
    found = [at for at, word in enumerate(new) if word in rows]
    return found, torch.from_numpy(source[[rows[new[at]] for at in found]] @ mapping)


def read_vectors(path: str | Path, wanted: set[str] | None = None) -> tuple[list[str], np.ndarray]:
    """The words and vectors, (words, size) float32, of a GloVe- or word2vec-style text file; of `wanted` words only,
    if given.

    Raises:
        BadInput: a line is not a word and as many numbers as the first line has.
    """
    words: list[str] = []
    there: set[str] = set()
    rows: list[np.ndarray] = []
    size = 0
    try:
        with open(path, encoding="utf-8", errors="strict") as lines:
            for number, line in enumerate(lines, 1):
                word, *numbers = line.rstrip("\n").rstrip(" ").split(" ")
                if number == 1 and len(numbers) == 1 and word.isdigit():
                    continue  # word2vec's header: how many, how long
                size = size or len(numbers)
                while len(numbers) > size and not _is_number(numbers[0]):
                    word = f"{word} {numbers.pop(0)}"  # GloVe's largest file has words such as ". . ."
                if len(numbers) != size or not 1 <= size <= 2_048:
                    raise BadInput(
                        f"Line {number} of {Path(path).name} has {len(numbers)} numbers, the first one {size}. "
                        "Each line has to hold a word and equally many numbers (GloVe or word2vec text). "
                        "Mend or remove the line.",
                        key="vectors-line",
                        line=number,
                        file=Path(path).name,
                    )
                key = normalise(word)
                if key not in there and (
                    wanted is None or key in wanted
                ):  # frequent ones come first: "the", then "The"
                    there.add(key)
                    row = np.array(numbers, dtype=np.float32)
                    if not np.isfinite(row).all():
                        raise ValueError
                    words.append(key)
                    rows.append(row)
    except OSError as error:
        raise BadInput(
            f"The vectors {path} cannot be read ({error.strerror}). Name a text file of word vectors.",
            key="vectors-file",
        ) from None
    except ValueError:
        raise BadInput(
            f"{Path(path).name} is not a text file of word vectors: a word and its numbers on each line, in UTF-8. "
            "Name a GloVe or word2vec text file.",
            key="vectors-text",
            file=Path(path).name,
        ) from None
    if not rows:
        raise BadInput(
            f"{Path(path).name} has no vector for any word of the training data. Name another file of vectors.",
            key="vectors-none",
            file=Path(path).name,
        )
    return words, np.stack(rows)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


# --- the loop ------------------------------------------------------------------------------------


def fit(
    model: Model,
    train: Encoded,
    validation: dict[str, Encoded],
    settings: Settings,
    seed: int,
    keep: Path | None = None,
    stop: Callable[[], bool | str] = lambda: False,
    pause: Callable[[], bool] = lambda: False,
) -> Generator[Progress, None, History]:
    """Train a model in place, on the device where it is; it ends with the rounded weights of its best epoch, in eval
    mode.

    The best epoch is the one with the highest mean, over the validation sets, of the task's metric; of equally
    good ones, the one with the lowest loss. With no validation set it is the last.

    Args:
        validation: by name.
        keep: a folder for the state after each epoch; an interrupted run with the same model and settings goes on from
        there.
        stop: asked after each step; once it says true, the epoch is cut short and measured, and training ends.
        pause: asked after each epoch; once it says true, training ends where it is, to go on from `keep`.
    Yields:
        Progress about once a second and at the end of each epoch.
    Returns:
        What was measured in each epoch, those before an interruption included.
    Raises:
        BadInput: the loss has grown beyond all bounds, and there was no good epoch before.
    """
    device = model.word_embedding.weight.device
    task = TASKS[model.config.task]
    longest = settings.crop_words or model.config.max_words
    model.encoder.wanders_from = longest if settings.whole_at_start else 0
    steps = len(_plan(train, settings, seed, 1)[0]) * settings.epochs
    optimizer = _optimizer(model, settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, steps, settings.warmup))
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    weights = _label_weights(train, len(model.config.labels), settings.balance)
    weights = None if weights is None else weights.to(device)
    run = Run(model, optimizer, average, keep)
    first, step = run.resume(schedule)
    exploded = paused = False
    for epoch in range(first, settings.epochs + 1):
        if epoch - 1 - run.best_epoch >= settings.patience:
            break  # before the loop's work, so that a run which had ended does not go on when it is taken up again
        started = told = time.perf_counter()
        words_done = 0
        torch.manual_seed(seed * 1_000 + epoch)
        model.train()
        plan, starts = _plan(train, settings, seed, epoch)
        noise = np.random.default_rng([seed, epoch, 1])
        total_loss = torch.zeros((), device=device)
        for number, batch in enumerate(plan, 1):
            inputs, gold = _batch(train, batch, starts, settings, model.config, noise, device)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                embedded = model.embed(inputs)
                loss = task.loss(model.logits(embedded, inputs.mask), gold, settings.label_smoothing, weights)
                if settings.adversarial:
                    shifted = embedded + _shift(loss, embedded, inputs.mask, settings.adversarial)
                    worse = task.loss(model.logits(shifted, inputs.mask), gold, settings.label_smoothing, weights)
                    loss = (loss + worse) / 2
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
            optimizer.step()
            schedule.step()
            step += 1
            if settings.average:
                _follow(average, model, min(settings.average, (step + 1) / (step + 10)))
            total_loss += loss.detach()
            words_done += int(inputs.mask.sum())
            now = time.perf_counter()
            if stop():
                break
            if now - told >= PROGRESS_SECONDS:
                told = now
                if _has_exploded(float(total_loss) / number, model.config):
                    break
                left = (now - started) / number * max(0, steps - step)
                speed = words_done / (now - started)
                yield Progress(epoch, settings.epochs, step, steps, float(total_loss) / number, speed, left)
        train_loss = float(total_loss) / max(number, 1)
        seconds_training = time.perf_counter() - started
        current = {name: value.detach().clone() for name, value in model.state_dict().items()}
        if settings.average:
            model.load_state_dict(average)
        measured = {name: measure(model, encoded) for name, encoded in validation.items()}
        if _has_exploded(train_loss, model.config) or not all(math.isfinite(one["loss"]) for one in measured.values()):
            if run.best:
                exploded = True
                break
            raise explosion(settings.learning_rate)
        best_so_far = run.note(epoch, task.metric, measured, train_loss, seconds_training)
        if best_so_far:
            run.best = {name: value.detach().cpu().clone() for name, value in model.state_dict().items()}
        model.load_state_dict(current)
        run.save(epoch, step)
        speed = words_done / max(seconds_training, 1e-9)
        left = (time.perf_counter() - started) * (settings.epochs - epoch)
        yield Progress(epoch, settings.epochs, step, steps, train_loss, speed, left, run.history[-1])
        if stop():
            break
        if pause() and epoch < settings.epochs:
            paused = True
            break
    if run.best:
        model.load_state_dict(run.best)
    round_weights(model)
    if not all(value.isfinite().all() for value in model.state_dict().values()):
        raise explosion(settings.learning_rate)  # weights beyond what float16 holds
    model.eval()
    return History(run.history, run.best_epoch, paused, exploded)


def _shift(loss: Tensor, embedded: Tensor, mask: Tensor, share: float) -> Tensor:
    """What moves embedded texts to where the loss grows most, (batch, words, size).

    Over all words of a text together it is as long as `share` times the length of one of its embedded words (the root
    of their mean square), so that a long text is not moved further than a short one.

    Source:
        Miyato, Dai, Goodfellow 2017, eq. 4, https://arxiv.org/abs/1605.07725
    """
    (slope,) = torch.autograd.grad(loss, embedded, retain_graph=True)
    slope = slope * mask[..., None]
    steepness = slope.flatten(1).norm(dim=1).clamp_min(1e-12)
    squares = (embedded.detach().square().sum(-1) * mask).sum(1) / mask.sum(1).clamp_min(1)
    return slope * (share * squares.sqrt() / steepness)[:, None, None]


def _has_exploded(loss: float, config: Config) -> bool:
    """Whether a mean loss is no number, or so far above that of guessing that nothing will come of it."""
    return not loss <= EXPLODED * math.log(len(config.labels))


def explosion(learning_rate: float) -> BadInput:
    """What to say when a training's loss is no number any more."""
    return BadInput(
        "The loss has grown beyond all bounds: training has exploded. "
        f"The learning rate is {learning_rate:g}. Try a tenth of it.",
        key="training-exploded",
        learning_rate=learning_rate,
    )


def _optimizer(model: Model, settings: Settings) -> torch.optim.Optimizer:
    """Biases and embeddings are not decayed; all but the head learn at their own rate."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        decay = 0.0 if parameter.ndim < 2 or "embedding" in name else settings.weight_decay
        rate = settings.learning_rate * (1.0 if name.startswith("head.") else settings.kept_rate)
        groups.setdefault((decay, rate), []).append(parameter)
    options = [{"params": part, "weight_decay": decay, "lr": rate} for (decay, rate), part in groups.items()]
    if settings.optimizer == "sgd":
        return torch.optim.SGD(options, settings.learning_rate)
    # fused: a step on a 50,000 x 100 embedding takes 4.7 ms instead of 37
    return torch.optim.AdamW(options, settings.learning_rate, betas=(0.9, 0.98), fused=True)


def _label_weights(train: Encoded, labels: int, balance: float) -> Tensor | None:
    """How much an example of each label weighs in the loss, (labels,), 1 on average over the examples; None for all
    alike."""
    if not balance:
        return None
    gold = [np.asarray(one) for one in train.gold]
    if gold[0].dtype.kind == "f":  # probabilities: an example counts for each label by its share
        counts = np.sum([one.reshape(-1, labels).sum(0) for one in gold], 0, dtype=np.float64)
    else:
        counts = np.bincount(np.concatenate([np.atleast_1d(one) for one in gold]), minlength=labels).astype(np.float64)
    weights = np.where(counts > 0, np.maximum(counts, 1) ** -balance, 0.0)
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)


def _share(step: int, steps: int, warmup: float) -> float:
    """The learning rate at a step as a share of its highest: up in a line, then down along a cosine."""
    rising = max(1, round(steps * warmup))
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - rising) / max(1, steps - rising))))


def _follow(average: dict[str, Tensor], model: Model, decay: float) -> None:
    with torch.no_grad():
        state = model.state_dict()
        torch._foreach_lerp_(list(average.values()), [state[name] for name in average], 1 - decay)


def _plan(train: Encoded, settings: Settings, seed: int, epoch: int) -> tuple[list[list[int]], np.ndarray]:
    """The batches of an epoch in their order, and where the window of each text begins."""
    random = np.random.default_rng([seed, epoch])
    lengths = np.array(train.lengths)
    starts = np.zeros(len(lengths), dtype=np.int64)
    if settings.crop_words:
        spare = np.maximum(lengths - settings.crop_words, 0)
        starts = random.integers(0, spare + 1)
        lengths = np.minimum(lengths, settings.crop_words)
    order = random.permutation(len(lengths))
    # Lengths within a tenth of each other count as equal, so that the same texts do not always meet.
    blurred = np.maximum(1, lengths[order] * random.uniform(1.0, 1.1, len(order))).astype(np.int64)
    groups = batches(blurred.tolist(), settings.words_a_batch, settings.texts_a_batch)
    random.shuffle(groups)
    return [[int(order[i]) for i in group] for group in groups], starts


def _batch(
    data: Encoded,
    chosen: list[int],
    starts: np.ndarray | None,
    settings: Settings,
    config: Config,
    noise: np.random.Generator | None,
    device: torch.device,
) -> tuple[Inputs, Tensor]:
    """Inputs and gold labels of a batch, padded to its longest text."""
    limit = min(settings.crop_words or config.max_words, config.max_words)
    begins = [int(starts[i]) if starts is not None else 0 for i in chosen]
    lengths = np.array([min(data.lengths[i] - begin, limit) for i, begin in zip(chosen, begins, strict=True)])
    shape = (len(chosen), max(1, int(lengths.max())))
    words = np.zeros(shape, dtype=np.int64)
    letters = np.zeros((*shape, LETTERS_A_WORD), dtype=np.int64) if data.letters is not None else None
    gold = _blank(shape, data, config) if config.per_word else np.array([data.gold[i] for i in chosen])
    for row, (index, begin, length) in enumerate(zip(chosen, begins, lengths, strict=True)):
        cut = slice(begin, begin + length)
        words[row, :length] = data.words[index][cut]
        if letters is not None and data.letters is not None:
            letters[row, :length] = data.letters[index][cut]
        if config.per_word:
            gold[row, :length] = data.gold[index][cut]
    mask = np.arange(shape[1])[None] < lengths[:, None]
    if noise is not None and settings.word_dropout:
        words[(noise.random(shape) < settings.word_dropout) & mask] = UNKNOWN
    inputs = Inputs(
        torch.from_numpy(words).to(device),
        torch.from_numpy(letters).to(device) if letters is not None else None,
        torch.from_numpy(mask).to(device),
    )
    return inputs, torch.from_numpy(gold).to(device)


def _blank(shape: tuple[int, int], data: Encoded, config: Config) -> np.ndarray:
    """Gold labels of a batch of words before any is filled in."""
    if data.gold[0].ndim == 2:
        return np.zeros((*shape, len(config.labels)), dtype=np.float32)
    return np.full(shape, IGNORED, dtype=np.int64)


def logits_of(model: Model, data: Encoded) -> tuple[np.ndarray, np.ndarray]:
    """The logits and gold labels of everything that has a label: (answers, labels) float32 and (answers,).

    Of a text that is longer than the model reads, only what it reads.
    """
    config, device = model.config, model.word_embedding.weight.device
    model.eval()
    lengths = [min(length, config.max_words) for length in data.lengths]
    logits, gold = [], []
    settings = Settings()
    with torch.inference_mode():
        for batch in batches(lengths, 8_192):
            inputs, labels = _batch(data, batch, None, settings, config, None, device)
            answers = model(inputs).float()
            kept = labels != IGNORED
            logits.append(answers[kept].cpu().numpy())
            gold.append(labels[kept].cpu().numpy())
    return np.concatenate(logits), np.concatenate(gold)


def measure(model: Model, data: Encoded) -> dict[str, float]:
    """Loss, accuracy, macro-F1 and balanced accuracy on examples; 0-1 but for the loss (nats)."""
    logits, gold = logits_of(model, data)
    loss = float(torch.nn.functional.cross_entropy(torch.from_numpy(logits), torch.from_numpy(gold)))
    return {"loss": loss, **score(model.config.labels, gold, logits.argmax(-1))}


def temperature(model: Model, validation: Sequence[Encoded]) -> float:
    """The number by which logits are divided so that probabilities mean what they say.

    With one set it is that of the least loss. With several, of which one may be too sure and another not sure enough,
    it is that where the largest distance between a set's mean confidence and its accuracy is least: the loss follows
    the set whose logits are large, and leaves the other as it is.

    Source:
        Guo et al. 2017, https://arxiv.org/abs/1706.04599 (one set)
    """
    sets = [tuple(map(torch.from_numpy, logits_of(model, data))) for data in validation]

    def loss(logarithm: float) -> float:
        ((logits, gold),) = sets
        return float(torch.nn.functional.cross_entropy(logits.double() / math.exp(logarithm), gold))

    def distance(logarithm: float) -> float:
        found = (((logits.double() / math.exp(logarithm)).softmax(-1).max(-1), gold) for logits, gold in sets)
        return max(abs(float(best.values.mean() - (best.indices == gold).double().mean())) for best, gold in found)

    wrong = loss if len(sets) == 1 else distance
    low, high = math.log(0.05), math.log(20.0)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(40):  # golden section: either has one minimum
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (low, right) if wrong(left) < wrong(right) else (left, high)
    return round(math.exp((low + high) / 2), 4)


class Run:
    """What a training run has to remember from epoch to epoch, and can keep in a folder."""

    def __init__(
        self, model: torch.nn.Module, optimizer: torch.optim.Optimizer, average: dict[str, Tensor], keep: Path | None
    ) -> None:
        self.model, self.optimizer, self.average, self.keep = model, optimizer, average, keep
        self.best: dict[str, Tensor] = {}
        self.best_epoch = 0
        self.best_score = [-1.0, 0.0]  # the task's metric, then the loss with its sign turned
        self.history: list[dict[str, Any]] = []

    def note(self, epoch: int, metric: str, measured: dict[str, dict[str, float]], loss: float, seconds: float) -> bool:
        """Write down an epoch; true if it is the best so far."""
        entry: dict[str, Any] = {"epoch": epoch, "train_loss": loss}
        if measured:
            means = {
                key: float(np.mean([one[key] for one in measured.values()])) for key in next(iter(measured.values()))
            }
            entry |= {"validation_loss": means.pop("loss"), **means}
            if len(measured) > 1:
                entry["sets"] = {name: one[metric] for name, one in measured.items()}
        self.history.append({**entry, "seconds": seconds})
        new = [entry.get(metric, float(epoch)), -entry.get("validation_loss", 0.0)]
        if new <= self.best_score:
            return False
        self.best_score, self.best_epoch = new, epoch
        return True

    def save(self, epoch: int, step: int) -> None:
        """Keep the state after an epoch; written beside the old one and then put in its place."""
        if self.keep is None:
            return
        from safetensors.torch import save_file

        tensors = {f"model.{name}": value for name, value in self.model.state_dict().items()}
        tensors |= {f"average.{name}": value for name, value in self.average.items()}
        tensors |= {f"best.{name}": value for name, value in self.best.items()}
        for index, state in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{index}.{key}": value for key, value in state.items() if isinstance(value, Tensor)}
        note = {
            "epoch": epoch,
            "step": step,
            "best_epoch": self.best_epoch,
            "best_score": self.best_score,
            "history": self.history,
        }
        self.keep.mkdir(parents=True, exist_ok=True)
        new = self.keep / "state.new"
        save_file({name: value.cpu().contiguous() for name, value in tensors.items()}, new, {"note": json.dumps(note)})
        new.replace(self.keep / "state.safetensors")

    def resume(self, schedule: torch.optim.lr_scheduler.LRScheduler) -> tuple[int, int]:
        """Take up a kept state; returns the next epoch, from 1, and the steps done."""
        path = self.keep / "state.safetensors" if self.keep else None
        if path is None or not path.is_file():
            return 1, 0
        from safetensors import safe_open

        parts: dict[str, dict[str, Tensor]] = {"model": {}, "average": {}, "best": {}, "optimizer": {}}
        with safe_open(path, "pt") as file:
            note = json.loads(file.metadata()["note"])
            for name in file.keys():  # noqa: SIM118 - not a dict
                part, rest = name.split(".", 1)
                parts[part][rest] = file.get_tensor(name)
        self.model.load_state_dict(parts["model"])
        for name, value in parts["average"].items():
            self.average[name].copy_(value)
        self.best = parts["best"]
        state = self.optimizer.state_dict()
        state["state"] = {}
        for name, value in parts["optimizer"].items():
            index, key = name.split(".")
            state["state"].setdefault(int(index), {})[key] = value
        step = note["step"]
        schedule.load_state_dict({**schedule.state_dict(), "last_epoch": step, "_step_count": step + 1})
        for group, base in zip(state["param_groups"], schedule.base_lrs, strict=True):
            group["lr"] = base * schedule.lr_lambdas[0](step)  # type: ignore[attr-defined]
        self.optimizer.load_state_dict(state)
        self.best_epoch, self.best_score, self.history = note["best_epoch"], note["best_score"], note["history"]
        return note["epoch"] + 1, step


def settings_from_json(value: dict[str, Any]) -> Settings:
    """Settings from a recipe.

    Raises:
        BadInput: a name is unknown, or a value is out of its range.
    """
    known = asdict(Settings())
    for name in value:
        if name not in known:
            raise BadInput(
                f"There is no setting {name}. There are: {', '.join(known)}. Remove it.",
                key="setting-unknown",
                setting=name,
            )
    return Settings(**value)
