"""A model taken apart: every block from text to probabilities, with its formula, shapes, parameters and numbers.

A `Block` may hold further blocks. Sizes of weights are those of the checkpoint's own modules; the numbers are what
those modules gave for this text, recorded on a twin of the model that shares its weights and that nobody else uses. A
`Batch` says what the shapes would be if the text stood in a batch of several sentences, filled up to the longest.

Multiplications are those of matrix products, convolutions, attention and the products of an LSTM's gates; what is done
once a number (norms, masks, means, softmax) is not counted. Nothing here knows how a diagram is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import encode
from playground.errors import BadInput
from playground.lenses.trace import Trace, within

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.models import Inputs, Model

FEW = 5  # real numbers that a block shows
MOST_SENTENCES = 64
Shape = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Batch:
    """How many sentences are read at once, and how many words the longest of them has; 0: as many as this text."""

    sentences: int = 1
    longest: int = 0


@dataclass(frozen=True)
class Block:
    """A step on the way from text to answer."""

    key: str  # what it is; several blocks may be of a kind
    id: str  # where it stands: layer1.forward.forget_gate
    formula: str
    reads: Shape
    gives: Shape
    parameters: int = 0
    multiplications: int = 0
    values: tuple[float | int | str, ...] = ()  # the first few of what it gives, at the chosen word
    module: str = ""  # the name in the model; empty where a block is a line of code
    call: int = 0  # which call of this module, where it is called several times
    parts: tuple[Block, ...] = ()
    beside: bool = False  # its parts run beside each other, not one after the other
    back: int = 0  # a shortcut begins so many blocks earlier and is added here
    number: float = 0  # of a layer, a width, a rate, a temperature
    times: int = 1  # how many blocks alike are folded into this one


@dataclass(frozen=True)
class Diagram:
    """The blocks of a model for a text."""

    model: str
    architecture: str
    text: str
    words: tuple[str, ...]  # those that were read
    word: int  # whose numbers are shown
    batch: Batch
    blocks: tuple[Block, ...]
    parameters: int
    multiplications: int  # of the whole batch
    on_padding: int  # of these: those done on padding

    def all(self) -> tuple[Block, ...]:
        """Every block, parts behind the block that they belong to."""
        return _all(self.blocks)


def _all(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(one for block in blocks for one in (block, *_all(block.parts)))


def layers(checkpoint: Checkpoint, traced: Trace, word: int = 0, batch: Batch | None = None) -> Diagram:
    """The blocks of a model, with the shapes of a batch and the numbers of a text.

    Args:
        traced: a trace of this checkpoint.
        word: whose numbers are shown, counted from 0.
    Raises:
        BadInput: there is no such word, or the batch is too small for the text or too large.
    """
    within(word, len(traced.read), "word")
    batch = _fitting(batch or Batch(), len(traced.read), checkpoint.config.max_words)
    sketch = Sketch(checkpoint, traced, word, batch)
    blocks = path(sketch)
    padded = batch.longest > len(traced.read)
    bare = path(sketch.of(replace(batch, longest=len(traced.read)))) if padded else blocks
    total = sum(block.multiplications for block in blocks)
    return Diagram(
        model=checkpoint.reference,
        architecture=checkpoint.architecture,
        text=traced.text,
        words=tuple(one.text for one in traced.read),
        word=word,
        batch=batch,
        blocks=blocks,
        parameters=sum(block.parameters for block in blocks),
        multiplications=total,
        on_padding=total - sum(block.multiplications for block in bare),
    )


def _fitting(batch: Batch, words: int, most: int) -> Batch:
    batch = replace(batch, longest=batch.longest or words)
    if not 1 <= batch.sentences <= MOST_SENTENCES or not words <= batch.longest <= most:
        raise BadInput(
            f"A batch of {batch.sentences} sentences, the longest of {batch.longest} words, cannot be shown. Allowed "
            f"are 1 to {MOST_SENTENCES} sentences and {words} to {most} words. Choose within these.",
            key="batch-range",
            sentences=batch.sentences,
            longest=batch.longest,
            allowed=MOST_SENTENCES,
            words=words,
            most=most,
        )
    return batch


def twin(model: Model) -> Model:
    """A model of its own with the same weights, on the CPU: what is hooked to it or asked of it disturbs nobody."""
    import torch

    from playground.models import build

    with torch.device("meta"):
        made = build(model.config)
    made.load_state_dict({name: value.cpu() for name, value in model.state_dict().items()}, assign=True)
    return made.eval()


def inputs_of(checkpoint: Checkpoint, traced: Trace) -> Inputs:
    """The ids of a traced text, on the CPU."""
    return encode(checkpoint.config, checkpoint.vocabulary, [[one.text for one in traced.read]])


class Sketch:
    """What the blocks of one diagram are drawn from: sizes by name, recorded numbers, and the chosen word."""

    def __init__(self, checkpoint: Checkpoint, traced: Trace, word: int, batch: Batch) -> None:
        self.checkpoint, self.traced, self.word = checkpoint, traced, word
        self.config = checkpoint.config
        self.inputs = inputs_of(checkpoint, traced)
        self.model = twin(checkpoint.model)
        self.recorded = _record(self.model, self.inputs)
        self.spelling = 0
        self.sizes = self._sizes(batch)

    def of(self, batch: Batch) -> Sketch:
        """The same text in another batch."""
        other = object.__new__(Sketch)
        other.__dict__.update(self.__dict__)
        other.sizes = self._sizes(batch)
        return other

    def _sizes(self, batch: Batch) -> dict[str, int]:
        sizes = {"batch": batch.sentences, "words": batch.longest}
        letters = self.inputs.letters
        if letters is not None:
            import torch

            spellings, where = torch.unique(letters[0], dim=0, return_inverse=True)
            self.spelling = int(where[self.word])
            # Padding is one spelling more, of zeros only. The other sentences are taken to have the same words.
            sizes |= {
                "spellings": len(spellings) + (batch.longest > len(self.traced.read)),
                "letters": letters.shape[-1],
            }
        return sizes

    def shape(self, *names: str, **sizes: int) -> Shape:
        """A shape of named dimensions; sizes that are not those of the batch are given by name, in this order."""
        return tuple((name, self.sizes[name]) for name in names) + tuple(sizes.items())

    def number(self, *names: str) -> int:
        """The product of the sizes of named dimensions."""
        return int(np.prod([self.sizes[name] for name in names]))

    def few(self, array: np.ndarray, shape: Shape) -> tuple[float, ...]:
        """The first numbers of an array without padding at the chosen word, or those of every label.

        Args:
            shape: the names of the array's dimensions.
        """
        at = {
            "batch": 0,
            "words": self.word,
            "positions": self.word,
            "spellings": self.spelling,
            "letters": 0,
            "heads": 0,
        }
        names = [name for name, _ in shape]
        main = max((place for place, name in enumerate(names) if name not in at), default=len(names) - 1)
        index = tuple(
            slice(None) if place == main else min(at.get(name, 0), array.shape[place] - 1)
            for place, name in enumerate(names)
        )
        return tuple(float(value) for value in np.atleast_1d(array[index])[: None if "labels" in names else FEW])

    def given(self, module: str, call: int = 0) -> np.ndarray:
        """What a module gave for the text."""
        return self.recorded[module][call][1]

    def read(self, module: str, call: int = 0) -> np.ndarray:
        """What a module was given for the text."""
        return self.recorded[module][call][0]

    def part(self, module: str, key: str, formula: str, reads: Shape, gives: Shape, **more: Any) -> Block:
        """A block that is a module of the model, with its parameters and numbers."""
        found = self.model.get_submodule(module)
        count = sum(parameter.numel() for parameter in found.parameters())
        more = {"id": module, "values": self.few(self.given(module, more.get("call", 0)), gives)} | more
        return Block(key, formula=formula, reads=reads, gives=gives, parameters=count, module=module, **more)

    def dropout(self, module: str, id: str, shape: Shape, call: int = 0) -> Block:
        """A dropout: it does nothing outside of training."""
        formula = "x ← x · b / (1 − p),   b ∈ {0, 1}"
        return self.part(module, "dropout", formula, shape, shape, id=id, call=call, number=self.config.dropout)


def whole(key: str, id: str, formula: str, parts: Sequence[Block], gives: Shape = (), **more: Any) -> Block:
    """A block that is the sum of its parts."""
    return Block(
        key,
        id,
        formula,
        more.pop("reads", parts[0].reads),
        gives or parts[-1].gives,
        parameters=sum(part.parameters for part in parts),
        multiplications=sum(part.multiplications for part in parts),
        values=more.pop("values", parts[-1].values),
        parts=tuple(parts),
        **more,
    )


def repeated(found: Sequence[Block]) -> list[Block]:
    """Layers of one stack; from the second on, those that are alike are folded into one block."""
    later = found[1:]
    if len(later) < 2 or len({(one.reads, one.gives, one.parameters) for one in later}) > 1:
        return list(found)
    return [found[0], whole("repeat", "repeat", later[0].formula, later, times=len(later))]


def _record(model: Model, inputs: Inputs) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """What went into and came out of every module, call by call."""
    import torch

    seen: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}

    def listen(name: str) -> Any:
        def note(_: Any, given: Any, made: Any) -> None:
            made = made[0] if isinstance(made, tuple) else made
            if isinstance(made, torch.Tensor) and isinstance(given[0], torch.Tensor):
                seen.setdefault(name, []).append((given[0].numpy(), made.numpy()))

        return note

    for name, module in model.named_modules():
        if name:
            module.register_forward_hook(listen(name))
    with torch.no_grad():
        embedded = model.embed(inputs)
        seen["embed"] = [(inputs.words.numpy(), embedded.numpy())]
        seen["logits"] = [(embedded.numpy(), model.logits(embedded, inputs.mask).numpy())]
    return seen


# ---- the path that all architectures share


def path(sketch: Sketch) -> tuple[Block, ...]:
    """From the text to the probabilities."""
    from playground.lenses.encoders import encoder

    config, at = sketch.config, sketch.word
    text, words = sketch.shape("batch"), sketch.shape("batch", "words")
    one = sketch.traced.read[at]
    embedded = sketch.shape("batch", "words", size=config.embedded)
    inside = encoder(sketch, embedded)
    features = inside.gives
    answers = sketch.shape(*(("batch", "words") if config.per_word else ("batch",)), labels=len(config.labels))
    head = _head(sketch, features, answers)
    logits = sketch.given("logits")
    warm = logits.astype(np.float64) / sketch.checkpoint.temperature
    shares = np.exp(warm - warm.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return (
        Block("text", "text", "", text, text, values=(sketch.traced.text[:60],)),
        Block("words", "words", "word = text[start:end]", text, words, values=(one.text, one.start, one.end)),
        Block(
            "ids", "ids", "i = vocabulary[word]", words, words, values=(int(sketch.inputs.words[0, at]),)
        ),
        Block("mask", "mask", "m = position < length", words, words, values=(1,)),
        _embed(sketch, words, embedded),
        Block("masked", "masked", "e ← e · m", embedded, embedded, values=sketch.few(sketch.given("embed"), embedded)),
        sketch.dropout("dropout", "dropout", embedded),
        inside,
        sketch.dropout("dropout", "dropout2", features, call=1),
        head,
        Block("temperature", "temperature", "z ← z / T", answers, answers, values=sketch.few(warm, answers),
              number=sketch.checkpoint.temperature),
        Block("softmax", "softmax", "p = exp(z) / Σ exp(z)", answers, answers, values=sketch.few(shares, answers)),
    )  # fmt: skip


def _embed(sketch: Sketch, words: Shape, embedded: Shape) -> Block:
    """The word's vector, and beside it the one made of its letters."""
    config = sketch.config
    size = sketch.shape("batch", "words", size=config.size)
    table = sketch.part("word_embedding", "embedding", "e = E[i]", words, size)
    if sketch.model.letters is None:
        return table
    spelled = sketch.shape("spellings", "letters")
    channels = (("spellings", spelled[0][1]), ("letter size", config.letter_size), spelled[1])
    filters = ("letter filters", config.letter_filters)
    filtered = (spelled[0], filters, spelled[1])
    vectors = (*words, filters)
    convolved = np.maximum(sketch.given("letters.convolution"), 0)
    read = sketch.inputs.letters
    assert read is not None
    ids = tuple(int(number) for number in read[0, sketch.word] if number)
    parts = (
        Block("letter-ids", "letters.ids", "j = letters[letter]", words, (*words, spelled[1]), values=ids[:FEW]),
        Block("spellings", "letters.spellings", "unique(j)", (*words, spelled[1]), spelled, values=ids[:FEW]),
        sketch.part("letters.embedding", "letter-embedding", "l = L[j]", spelled, (*spelled, channels[1])),
        sketch.part("letters.convolution", "letter-convolution", "c_t = W · [l_t−1; l_t; l_t+1] + b", channels,
                    filtered,
                    multiplications=spelled[0][1] * spelled[1][1] * config.letter_filters * config.letter_size * 3),
        Block("relu", "letters.relu", "c ← max(0, c)", filtered, filtered, values=sketch.few(convolved, filtered)),
        Block("max", "letters.max", "v = max_t c_t", filtered, vectors,
              values=sketch.few(sketch.given("letters"), vectors)),
    )  # fmt: skip
    letters = whole(
        "letters", "letters", "v = max_t relu(W · letters + b)", parts, vectors, reads=words, module="letters"
    )
    values = sketch.few(sketch.given("embed"), embedded)
    return whole("embed", "embed", "e = [E[i]; v]", (table, letters), embedded, beside=True, values=values)


def _head(sketch: Sketch, features: Shape, answers: Shape) -> Block:
    """A linear layer; with one output for two labels, the first label's logit is fixed at zero."""
    config = sketch.config
    outputs = (*answers[:-1], ("outputs", config.head_outputs))
    count = int(np.prod([size for _, size in answers[:-1]])) * features[-1][1] * config.head_outputs
    if config.outputs != 1:
        return sketch.part("head", "head", "z = W · h + b", features, answers, multiplications=count)
    one = sketch.part("head", "head", "s = W · h + b", features, outputs, multiplications=count)
    pair = Block("pair", "pair", "z = [0; s]", outputs, answers, values=sketch.few(sketch.given("logits"), answers))
    return whole("answer", "answer", "z = [0; W · h + b]", (one, pair))
