"""One step of training on this text, taken apart: target, loss, backward pass, clipping, optimiser, average of weights.

The text has no right answer of its own, so the model's answer, or another label that is named, is taken for it. The
gradients are real; the step is worked out for one weight and taken nowhere, and dropout is left out, so that the
numbers are those of the diagram. Nothing here trains.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import TYPE_CHECKING, Any

from playground.errors import choose
from playground.lenses.inside.trace import Trace, inputs_of
from playground.models.block_builder import FEW
from playground.models.blocks import Block, Shape
from playground.tasks import TASKS

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

GROUPS = {
    "head": "head",
    "encoder": "encoder",
    "letters": "letters",
    "word_embedding": "embedding",
}  # as gradients flow


def training_step(
    checkpoint: Checkpoint, traced: Trace, settings: Mapping[str, Any], target: str = ""
) -> tuple[Block, ...]:
    """The blocks of one step.

    Args:
        settings: of training, by name, every one of them.
        target: the label that is taken for the right one, for each word where there is an answer a word; empty: the
            model's own answers.
    Raises:
        NotFound: there is no such label.
    """
    import torch

    from playground.models.base import twin

    config = checkpoint.config
    model = twin(checkpoint.model)
    inputs = inputs_of(checkpoint, traced)
    labels = {label: number for number, label in enumerate(config.labels)}
    with torch.enable_grad():
        logits = model.logits(model.embed(inputs), inputs.mask)
        gold = logits.argmax(-1)
        if target:
            gold = torch.full_like(gold, choose(labels, target, "label"))
        loss = TASKS[config.task].loss(logits, gold, settings["label_smoothing"])
        names, weights = zip(*model.named_parameters(), strict=True)
        gradients = dict(zip(names, torch.autograd.grad(loss, weights), strict=True))
    norm = sqrt(sum(float(gradient.square().sum()) for gradient in gradients.values()))
    share = min(1.0, settings["clip"] / (norm + 1e-6))  # as torch.nn.utils.clip_grad_norm_ has it
    rate, decay = settings["learning_rate"], settings["weight_decay"]
    weight, gradient = float(model.head.weight.detach()[0, 0]), float(gradients["head.weight"][0, 0]) * share
    answers: Shape = (("batch", 1), *((("words", len(traced.read)),) if config.per_word else ()))
    everything: Shape = (("parameters", sum(one.numel() for one in weights)),)
    new = _step(settings, weight, gradient, rate, decay)
    adam = "m ← 0.9 m + 0.1 g,   v ← 0.98 v + 0.02 g²,   w ← w − η · (m̂ / (√v̂ + 10⁻⁸) + λ · w)"
    formula = adam if settings["optimizer"] == "adamw" else "w ← w − η · (g + λ · w)"
    smoothed = f" (1 − {settings['label_smoothing']:g}) + …" if settings["label_smoothing"] else ""
    named = tuple(config.labels[int(one)] for one in gold.flatten()[:FEW])
    blocks = [
        Block("target", "target", "y", answers, answers, values=named),
        Block("loss", "loss", f"L = −log softmax(z)_y{smoothed}" + (" / n" if config.per_word else ""),
              (*answers, ("labels", len(labels))), (), values=(float(loss.detach()),)),
        Block("backpropagation", "backpropagation", "g = ∂L/∂w", (), everything, values=(norm,),
              parts=_gradient_blocks(gradients)),
        Block("clip", "clip", f"g ← g · min(1, {settings['clip']:g} / |g|)", everything, everything,
              values=(norm * share,)),
        Block("optimizer", "optimizer", formula, everything, everything, values=(weight, gradient, new)),
    ]  # fmt: skip
    if settings["average"]:
        formula = f"w̄ ← {settings['average']:g} · w̄ + {1 - settings['average']:.3g} · w"
        blocks.append(Block("average", "average", formula, everything, everything))
    return tuple(blocks)


def _gradient_blocks(gradients: Mapping[str, Any]) -> tuple[Block, ...]:
    """The norm of the gradient of each part of the model, a block each.

    Args:
        gradients: of every parameter, by its name.
    """
    parts = []
    for group, name in GROUPS.items():
        of_group = [one for key, one in gradients.items() if key.startswith(f"{group}.")]
        if of_group:
            norm = sqrt(sum(float(one.square().sum()) for one in of_group))
            count: Shape = (("parameters", sum(one.numel() for one in of_group)),)
            parts.append(Block("gradient", f"gradient.{group}", f"|∂L / ∂ {name}|", (), count, values=(norm,)))
    return tuple(parts)


def _step(settings: Mapping[str, Any], weight: float, gradient: float, rate: float, decay: float) -> float:
    """A weight of the head after the very first step at the highest learning rate; Adam's averages begin at zero."""
    if settings["optimizer"] == "sgd":
        return weight - rate * (gradient + decay * weight)
    return weight * (1 - rate * decay) - rate * gradient / (abs(gradient) + 1e-8)
