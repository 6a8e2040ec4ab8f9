"""The loss of a batch as a module: what DistributedDataParallel, which averages gradients over processes, can wrap."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from playground.models import Inputs, Model
from playground.tasks import TASKS
from playground.training.settings import Settings


class Objective(nn.Module):
    """The loss of a model on a batch; its parameters are the model's."""

    def __init__(self, model: Model, settings: Settings, label_weights: Tensor | None) -> None:
        super().__init__()
        self.model, self.settings, self.task = model, settings, TASKS[model.config.task]
        self.label_weights = label_weights

    def forward(self, inputs: Inputs, gold: Tensor) -> Tensor:
        """The mean loss over everything that has a label, ()."""
        embedded = self.model.embed(inputs)
        loss = self._loss(embedded, inputs, gold)
        if self.settings.adversarial:
            shifted = embedded + adversarial_shift(loss, embedded, inputs.mask, self.settings.adversarial)
            loss = (loss + self._loss(shifted, inputs, gold)) / 2
        return loss

    def _loss(self, embedded: Tensor, inputs: Inputs, gold: Tensor) -> Tensor:
        logits = self.model.logits(embedded, inputs.mask)
        return self.task.loss(logits, gold, self.settings.label_smoothing, self.label_weights)


def adversarial_shift(loss: Tensor, embedded: Tensor, mask: Tensor, share: float) -> Tensor:
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
