"""From examples to a trained model: a plain loop, batches by length.

`fit` is a generator: it yields `Progress` and leaves the model with the weights of its best epoch, rounded to what a
checkpoint stores. It chooses that epoch on validation data; test data is never seen here. Texts of like length share a
batch, which made training a small TextCNN seven times faster than padding all to the longest. The state after each
epoch can be kept in a folder, as safetensors and JSON, and a run that was stopped goes on from there with the same
numbers.

Nothing here knows about files of examples (data.py), recipes (recipe.py) or the page.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground.checkpoints import round_weights
from playground.errors import BadInput
from playground.evaluation.evaluate import score
from playground.lenses.predict.predict import batches
from playground.models import Config, Inputs, Model
from playground.tasks import IGNORED, TASKS
from playground.text import LETTERS_A_WORD, UNKNOWN
from playground.training.encoding import Encoded, no_letters
from playground.training.resumable import Run
from playground.training.settings import EXPLODED, Settings

PROGRESS_SECONDS = 1.0


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
    gold = no_letters(shape, data, config) if config.per_word else np.array([data.gold[i] for i in chosen])
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
