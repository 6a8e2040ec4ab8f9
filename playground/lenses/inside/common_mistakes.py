"""Mistakes that tutorials teach, and what each does to the numbers of this very text.

`MISTAKES` has a function for each, in the order in which a reader should meet them. Each runs the wrong code and the
right code on a twin of the model, and gives nothing where the mistake does not concern such a model; nothing is
estimated, and nothing here knows how it is drawn.
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
    """What each mistake that concerns this model does to this text.

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
        return tuple(made for mistake in MISTAKES.values() if (made := mistake(case)))


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


def padding_read(case: Case) -> Mistake | None:
    """In a padded batch the last positions are padding. Whoever forgets it takes a state from there, lets padding into
    a mean, a maximum or the attention, or lets a network read over it; shown for what this model does. Nothing where
    no padding can reach an answer: a tagger that only reads forwards has answered before."""
    import torch

    model, embedded = case.model, case.embedded
    key, wrong_code, right_code = _padding_code(model)
    if not key:
        return None
    length = embedded.shape[1]
    longer = torch.zeros(1, PADDED * length, embedded.shape[2])
    longer[:, :length] = embedded
    forgotten = torch.ones(1, PADDED * length, dtype=torch.bool)
    pairs = _answers_apart(case, longer, forgotten)
    state = _last_states(model, embedded, longer, forgotten) if key == "last-of-padded" else None
    if state is not None:
        there, beyond = state
        pairs[:0] = [Pair("state-unit", float(there[unit]), float(beyond[unit]), str(unit + 1)) for unit in range(2)]
    else:
        there, beyond = (
            found[0, case.word] if model.config.per_word else found[0]
            for found in (model.encoder(embedded, case.mask), model.encoder(longer, forgotten))
        )
    apart = float((there - beyond).norm() / there.norm().clamp(min=1e-12))
    pairs.insert(0, Pair("state-apart" if state is not None else "features-apart", 0.0, apart))
    return Mistake(key, wrong_code, right_code, tuple(pairs))


def _padding_code(model: Model) -> tuple[str, str, str]:
    """Which mistake with padding concerns a model, the wrong lines and the right ones; the first empty: none."""
    from playground.models.recurrent import Recurrent

    config, facts = model.config, ARCHITECTURES[model.config.architecture]
    if not config.per_word and facts.state_a_word:
        kinds = [kind for kind in config.readout if kind in _POOLED]
        if "last" in config.readout or not kinds:
            right = "last = hidden[torch.arange(len(hidden)), lengths - 1]"
            return "last-of-padded", "last = hidden[:, -1]", right
        wrong, right = ("\n".join(lines) for lines in zip(*(_POOLED[kind] for kind in kinds), strict=True))
        return "padding-pooled", wrong, right
    if isinstance(model.encoder, Recurrent):
        reads_back = config.directions == 2
        return "padding-read" if reads_back else "", *_PACKED
    if "attention" in facts.views:
        return "padding-read", *_ATTENDED
    if "filters" in facts.views:
        return "padding-read", *(_LAYERED if config.per_word else _FILTERED)
    return "padding-read", "hidden = encoder(x)", "hidden = encoder(x, mask)"


_POOLED = {
    "mean": (
        "mean = hidden.mean(1)",
        "mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)",
    ),
    "max": (
        "highest = hidden.amax(1)",
        "highest = hidden.masked_fill(~mask[..., None], -torch.inf).amax(1)",
    ),
}
_PACKED = (
    "hidden, _ = cell(x)",
    "packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)\nhidden, _ = cell(packed)",
)
_ATTENDED = (
    "weights = scores.softmax(-1)",
    "weights = scores.masked_fill(~mask[:, None, None], -torch.inf).softmax(-1)",
)
_FILTERED = (
    "features = filtered.amax(1)",
    "features = filtered.masked_fill(~inside[..., None], 0.0).amax(1)  # windows inside the text",
)
_LAYERED = (
    "hidden = convolution(hidden).relu()",
    "hidden = convolution(hidden).relu() * mask[..., None]  # after every layer",
)


def _answers_apart(case: Case, longer: Tensor, forgotten: Tensor) -> list[Pair]:
    """How probable the answer of the text alone and that of the padded one are, each alone and padded."""
    model = case.model
    answers = [model.logits(case.embedded, case.mask), model.logits(longer, forgotten)]
    if model.config.per_word:
        answers = [answer[:, case.word] for answer in answers]
    right, wrong = ((answer[0] / case.temperature).softmax(-1) for answer in answers)
    return [
        Pair("probability", float(right[label]), float(wrong[label]), model.config.labels[label])
        for label in dict.fromkeys((int(right.argmax()), int(wrong.argmax())))
    ]


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


def no_target(case: Case) -> Mistake | None:
    """`nn.Transformer` is an encoder and a decoder, made for translation, and its forward pass wants a target. Given
    the text a second time for one, it answers with the states of a decoder that this model has never had. Concerns
    networks whose layers are torch's Transformer layers."""
    import torch
    from torch import nn

    from playground.models.inside import inside

    model, config, count = case.model, case.model.config, case.model.config.layers
    standard = inside(model).standard_layers(case.embedded, case.mask)
    if standard is None:
        return None
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


MISTAKES: dict[str, Callable[[Case], Mistake | None]] = {
    "softmax-twice": softmax_twice,
    "padding": padding_read,
    "no-target": no_target,
}
