"""From examples to a trained model: a plain loop, batches by length.

`fit` is a generator: it yields `Progress` and leaves the model with the weights of its best epoch, rounded to what a
checkpoint stores. It chooses that epoch on validation data; test data is never seen here. Texts of like length share a
batch, which made training a small TextCNN seven times faster than padding all to the longest. The state after each
epoch can be kept in a folder, as safetensors and JSON, and a run that was stopped goes on from there with the same
numbers.

Several processes that torchrun has started train together (`distributed.py`); for one all of that does nothing.

Nothing here knows about files of examples, recipes or the page.
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
from playground.training import distributed
from playground.training.batching import collate, epoch_batches
from playground.training.encoding import Encoded
from playground.training.objective import Objective
from playground.training.resumable import TrainingState
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
    paused: bool = False  # there is more to do: `state_folder` has the state, the model is the best one up to now
    exploded: bool = False  # the loss grew beyond all bounds; the best epoch before that is what is left
    lost: str = ""  # why there was nothing to compute on any more; the best epoch before that is what is left


# --- the loop ------------------------------------------------------------------------------------


def fit(
    model: Model,
    train: Encoded,
    validation: dict[str, Encoded],
    settings: Settings,
    seed: int,
    state_folder: Path | None = None,
    stop: Callable[[], bool | str] = lambda: False,
    pause: Callable[[], bool] = lambda: False,
) -> Generator[Progress, None, History]:
    """Train a model in place, on the device where it is; it ends with the rounded weights of its best epoch, in eval
    mode.

    The best epoch is the one with the highest mean, over the validation sets, of the task's metric; of equally
    good ones, the one with the lowest loss. With no validation set it is the last.

    Args:
        validation: by name.
        state_folder: a folder for the state after each epoch; an interrupted run with the same model and settings goes
            on from there.
        stop: asked after each step; once it says true, the epoch is cut short and measured, and training ends.
        pause: asked after each epoch; once it says true, training ends where it is, to go on from `state_folder`.
    Yields:
        Progress about once a second and at the end of each epoch.
    Returns:
        What was measured in each epoch, those before an interruption included.
    Raises:
        BadInput: the loss has grown beyond all bounds, and there was no good epoch before.
    """
    trainer = _Trainer(model, train, validation, settings, seed, state_folder)
    exploded = paused = False
    for epoch in range(trainer.first_epoch, settings.epochs + 1):
        if epoch - 1 - trainer.state.best_epoch >= settings.patience:
            break  # before the loop's work, so that a run which had ended does not go on when it is taken up again
        started = time.perf_counter()
        train_loss, seconds, words = yield from trainer.train_epoch(epoch, stop)
        exploded = not trainer.finish_epoch(epoch, train_loss, seconds)
        if exploded:
            break
        left = (time.perf_counter() - started) * (settings.epochs - epoch)
        speed = words / max(seconds, 1e-9)
        yield trainer.progress(epoch, train_loss, speed, left, trainer.state.history[-1])
        if stop():
            break
        if pause() and epoch < settings.epochs:
            paused = True
            break
    trainer.take_best_weights()
    return History(trainer.state.history, trainer.state.best_epoch, paused, exploded)


class _Trainer:
    """A training under way: model, optimizer, schedule and data, and the state that is kept from epoch to epoch."""

    def __init__(
        self,
        model: Model,
        train: Encoded,
        validation: dict[str, Encoded],
        settings: Settings,
        seed: int,
        state_folder: Path | None,
    ) -> None:
        self.model, self.train, self.validation, self.settings, self.seed = model, train, validation, settings, seed
        self.device = model.word_embedding.weight.device
        self.task = TASKS[model.config.task]
        longest = settings.crop_words or model.config.max_words
        model.encoder.wanders_from = longest if settings.whole_at_start else 0
        self.steps = steps = len(epoch_batches(train, settings, seed, 1)[0]) * settings.epochs
        self.optimizer = _optimizer(model, settings)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: _share_of_learning_rate(step, steps, settings.warmup)
        )
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        weights = _label_weights(train, len(model.config.labels), settings.balance)
        weights = None if weights is None else weights.to(self.device)
        self.state = TrainingState(model, self.optimizer, self.average, state_folder)
        self.first_epoch, self.step = self.state.resume(self.schedule)
        distributed.check_same_epoch(self.first_epoch)
        self.objective = distributed.shared(Objective(model, settings, weights))

    def progress(
        self, epoch: int, train_loss: float, speed: float, left: float, finished: dict[str, Any] | None = None
    ) -> Progress:
        return Progress(epoch, self.settings.epochs, self.step, self.steps, train_loss, speed, left, finished)

    def train_epoch(
        self, epoch: int, stop: Callable[[], bool | str]
    ) -> Generator[Progress, None, tuple[float, float, int]]:
        """Train for an epoch, or until `stop` says true or the loss explodes.

        Returns:
            The mean loss, the seconds that it took and the words that were read.
        """
        started = last_progress = time.perf_counter()
        words = 0
        torch.manual_seed(self.seed * 1_000 + epoch + distributed.rank() * 1_000_003)
        self.model.train()
        batches_of_epoch, starts = epoch_batches(self.train, self.settings, self.seed, epoch)
        noise = np.random.default_rng([self.seed, epoch, 1])
        total_loss = torch.zeros((), device=self.device)
        for number, batch in enumerate(batches_of_epoch, 1):
            inputs, gold = collate(self.train, batch, starts, self.settings, self.model.config, noise, self.device)
            total_loss += self.training_step(inputs, gold)
            words += int(inputs.mask.sum())
            now = time.perf_counter()
            if distributed.world() > 1:  # none may end an epoch before the others
                continue
            if stop():
                break
            if now - last_progress >= PROGRESS_SECONDS:
                last_progress = now
                train_loss = float(total_loss) / number
                if _has_exploded(train_loss, self.model.config):
                    break
                left = (now - started) / number * max(0, self.steps - self.step)
                yield self.progress(epoch, train_loss, words / (now - started), left)
        train_loss = distributed.of_the_first(lambda: float(total_loss) / max(number, 1))
        return train_loss, time.perf_counter() - started, words

    def training_step(self, inputs: Inputs, gold: Tensor) -> Tensor:
        """The loss of a batch, after the weights have taken a step against it."""
        settings = self.settings
        inputs, gold, weight = distributed.share_of(inputs, gold)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            loss = self.objective(inputs, gold)
        loss = loss if weight == 1 else loss * weight
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        if settings.average:
            _update_average(self.average, self.model, min(settings.average, (self.step + 1) / (self.step + 10)))
        return loss.detach()

    def finish_epoch(self, epoch: int, train_loss: float, seconds: float) -> bool:
        """Measure the model after an epoch and keep its state; false where the training has exploded.

        Raises:
            BadInput: it has exploded, and there was no good epoch before.
        """
        current = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        if self.settings.average:
            self.model.load_state_dict(self.average)
        measured = distributed.of_the_first(
            lambda: {name: measure(self.model, encoded) for name, encoded in self.validation.items()}
        )
        if _has_exploded(train_loss, self.model.config) or not all(
            math.isfinite(one["loss"]) for one in measured.values()
        ):
            if self.state.best:
                return False
            raise exploded_error(self.settings.learning_rate)
        if self.state.record_epoch(epoch, self.task.metric, measured, train_loss, seconds):
            self.state.best = {name: value.detach().cpu().clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(current)
        if distributed.rank() == 0:
            self.state.save(epoch, self.step)
        return True

    def take_best_weights(self) -> None:
        """Give the model the weights of its best epoch, rounded to what is stored of them, and put it in eval mode.

        Raises:
            BadInput: a weight is beyond what float16 holds.
        """
        if self.state.best:
            self.model.load_state_dict(self.state.best)
        round_weights(self.model)
        if not all(value.isfinite().all() for value in self.model.state_dict().values()):
            raise exploded_error(self.settings.learning_rate)
        self.model.eval()


def _has_exploded(loss: float, config: Config) -> bool:
    """Whether a mean loss is no number, or so far above that of guessing that nothing will come of it."""
    return not loss <= EXPLODED * math.log(len(config.labels))


def exploded_error(learning_rate: float) -> BadInput:
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


def _share_of_learning_rate(step: int, steps: int, warmup: float) -> float:
    """The learning rate at a step as a share of its highest: up in a line, then down along a cosine."""
    rising = max(1, round(steps * warmup))
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - rising) / max(1, steps - rising))))


def _update_average(average: dict[str, Tensor], model: Model, decay: float) -> None:
    """Move the running average of the weights towards the weights as they are now, in place."""
    with torch.no_grad():
        state = model.state_dict()
        torch._foreach_lerp_(list(average.values()), [state[name] for name in average], 1 - decay)


def predict_logits(model: Model, data: Encoded) -> tuple[np.ndarray, np.ndarray]:
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
            inputs, labels = collate(data, batch, None, settings, config, None, device)
            answers = model(inputs).float()
            has_label = labels != IGNORED
            logits.append(answers[has_label].cpu().numpy())
            gold.append(labels[has_label].cpu().numpy())
    return np.concatenate(logits), np.concatenate(gold)


def measure(model: Model, data: Encoded) -> dict[str, float]:
    """Loss, accuracy, macro-F1 and balanced accuracy on examples; 0-1 but for the loss (nats)."""
    logits, gold = predict_logits(model, data)
    loss = float(torch.nn.functional.cross_entropy(torch.from_numpy(logits), torch.from_numpy(gold)))
    return {"loss": loss, **score(model.config.labels, gold, logits.argmax(-1))}


def fit_temperature(model: Model, validation: Sequence[Encoded]) -> float:
    """The number by which logits are divided so that probabilities mean what they say.

    With one set it is that of the least loss. With several, of which one may be too sure and another not sure enough,
    it is that where the largest distance between a set's mean confidence and its accuracy is least: the loss follows
    the set whose logits are large, and leaves the other as it is.

    Source:
        Guo et al. 2017, https://arxiv.org/abs/1706.04599 (one set)
    """
    sets = [tuple(map(torch.from_numpy, predict_logits(model, data))) for data in validation]

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
