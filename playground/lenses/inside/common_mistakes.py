"""Three mistakes that tutorials teach, and what each does to the numbers of this very text.

`MISTAKES` has a function for each, in the order in which a reader should meet them. Each runs the wrong code and the
right code on a twin of the model; nothing is estimated, and nothing here knows how it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import e, log
from typing import TYPE_CHECKING, Any

from playground.lenses.inside.trace import Trace, inputs_of, within
from playground.models.architectures import ARCHITECTURES

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models import Model

PADDED = 2  # the padded batch is so many times as long as the text
SEED = 0  # of the decoder that nn.Transformer brings along


@dataclass(frozen=True)
class Case:
    """What a mistake is made with."""

    model: Model
    embedded: Tensor  # (1, words, size)
    mask: Tensor  # (1, words)
    word: int
    temperature: float


@dataclass(frozen=True)
class Pair:
    """A number as it should be and as the mistake makes it."""

    key: str
    right: float
    wrong: float
    label: str = ""  # what the number is about, where that is a label


@dataclass(frozen=True)
class Mistake:
    """A mistake, how it should be written, and what it does."""

    key: str
    wrong: str  # a line of code
    right: str
    pairs: tuple[Pair, ...]
    said: str = ""  # what torch says to it


def mistakes(checkpoint: Checkpoint, traced: Trace, word: int = 0) -> tuple[Mistake, ...]:
    """What each mistake does to this text.

    Args:
        traced: a trace of this checkpoint.
        word: whose answer is looked at where there is an answer a word.
    Raises:
        BadInput: there is no such word.
    """
    import torch

    from playground.models.base import twin

    within(word, len(traced.read), "word")
    model = twin(checkpoint.model)
    inputs = inputs_of(checkpoint, traced)
    with torch.no_grad():
        case = Case(model, model.embed(inputs), inputs.mask, word, checkpoint.temperature)
        return tuple(mistake(case) for mistake in MISTAKES.values())


def softmax_twice(case: Case) -> Mistake:
    """`CrossEntropyLoss` takes logits and does the softmax itself; of probabilities it makes a loss that cannot fall to
    zero and a gradient that hardly says anything. The model's answers are taken for the right ones."""
    import torch
    from torch.nn import functional

    def measured(twice: bool) -> tuple[float, float]:
        logits = case.model.logits(case.embedded, case.mask).flatten(0, -2).requires_grad_()
        with torch.enable_grad():
            loss = functional.cross_entropy(logits.softmax(-1) if twice else logits, logits.detach().argmax(-1))
            (gradient,) = torch.autograd.grad(loss, logits)
        return float(loss.detach()), float(gradient.norm())

    (right, pull), (wrong, weak) = measured(False), measured(True)
    least = log(e + len(case.model.config.labels) - 1) - 1  # of a probability of 1
    return Mistake(
        "softmax-twice",
        "loss = nn.CrossEntropyLoss()(logits.softmax(-1), target)",
        "loss = nn.CrossEntropyLoss()(logits, target)",
        (Pair("loss", right, wrong), Pair("least-loss", 0.0, least), Pair("gradient", pull, weak)),
    )


def last_of_padded(case: Case) -> Mistake:
    """In a padded batch the last position is padding. A model that reads word by word has gone on changing its state
    over it; whoever forgets the lengths also lets padding into means, maxima and attention."""
    import torch

    model, embedded = case.model, case.embedded
    length = embedded.shape[1]
    longer = torch.zeros(1, PADDED * length, embedded.shape[2])
    longer[:, :length] = embedded
    forgotten = torch.ones(1, PADDED * length, dtype=torch.bool)
    answers = [model.logits(embedded, case.mask), model.logits(longer, forgotten)]
    if model.config.per_word:
        answers = [answer[:, case.word] for answer in answers]
    right, wrong = ((answer[0] / case.temperature).softmax(-1) for answer in answers)
    pairs = [
        Pair("probability", float(right[label]), float(wrong[label]), model.config.labels[label])
        for label in dict.fromkeys((int(right.argmax()), int(wrong.argmax())))
    ]
    state = _last_states(model, embedded, longer, forgotten)
    if state is not None:
        there, beyond = state
        apart = float((there - beyond).norm() / there.norm().clamp(min=1e-12))
        pairs.insert(0, Pair("state-apart", 0.0, apart))
        pairs[1:1] = [Pair("state-unit", float(there[unit]), float(beyond[unit]), str(unit + 1)) for unit in range(2)]
    return Mistake(
        "last-of-padded",
        "last = hidden[:, -1]",
        "last = hidden[torch.arange(len(hidden)), lengths - 1]",
        tuple(pairs),
    )


def _last_states(model: Model, embedded: Tensor, longer: Tensor, forgotten: Tensor) -> tuple[Tensor, Tensor] | None:
    """The state at the last word and at the last position of the padded text: top layer, reading forwards."""
    if not ARCHITECTURES[model.config.architecture].state_a_word:
        return None
    alone = model.states(embedded, forgotten[:, : embedded.shape[1]])
    states = [name for name in alone if name.endswith("hidden")]
    if not states:
        return None
    top = next(name for name in states if name.split(".")[0] == states[-1].split(".")[0])  # forward before backward
    return alone[top][0, -1], model.states(longer, forgotten)[top][0, -1]


def no_target(case: Case) -> Mistake:
    """`nn.Transformer` is an encoder and a decoder, made for translation, and its forward pass wants a target. Given
    the text a second time for one, it answers with the states of a decoder that this model has never had."""
    import torch
    from torch import nn

    from playground.models.inside import StandardLayers, inside

    model, embedded = case.model, case.embedded
    config, units, count = model.config, embedded.shape[2], model.config.layers
    standard = inside(model).standard_layers(embedded, case.mask) or StandardLayers(
        units, next(n for n in (4, 3, 2, 1) if not units % n), embedded
    )
    units, heads, read, added = standard.units, standard.heads, standard.read, standard.added
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        first = config.norm == "before"
        one = nn.TransformerEncoderLayer(units, heads, config.feedforward, batch_first=True, norm_first=first)
        own = nn.TransformerEncoder(one, count, nn.LayerNorm(units), enable_nested_tensor=False)
        sizes: dict[str, Any] = {"dim_feedforward": config.feedforward, "batch_first": True, "norm_first": first}
        whole = nn.Transformer(units, heads, num_decoder_layers=count, custom_encoder=own, **sizes).eval()
    for layer, weights in zip(whole.encoder.layers, standard.weights, strict=False):
        layer.load_state_dict(weights)
    try:
        whole(read)
        note = ""
    except TypeError as error:
        note = f"{type(error).__name__}: {error}"
    encoded, made = whole.encoder(read, added), whole(read, read, added)
    apart = float((encoded - made).norm() / encoded.norm())
    encoder, both = (float(sum(one.numel() for one in part.parameters())) for part in (whole.encoder, whole))
    return Mistake(
        "no-target",
        "hidden = nn.Transformer(…)(x)",
        "hidden = nn.TransformerEncoder(nn.TransformerEncoderLayer(…), layers)(x)",
        (Pair("transformer-parameters", encoder, both), Pair("transformer-apart", 0.0, apart)),
        note,
    )


MISTAKES: dict[str, Callable[[Case], Mistake]] = {
    "softmax-twice": softmax_twice,
    "last-of-padded": last_of_padded,
    "no-target": no_target,
}
