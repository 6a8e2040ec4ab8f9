"""A model taken apart: every block from text to probabilities, with its formula, shapes, parameters and numbers.

A `Block` may hold further blocks. Sizes of weights are those of the checkpoint's own modules; the numbers are what
those modules gave for this text, recorded on a twin of the model that shares its weights and that nobody else uses. A
`Batch` says what the shapes would be if the text stood in a batch of several sentences, filled up to the longest.

Multiplications are those of matrix products, convolutions, attention and the products of an LSTM's gates; what is done
once a number (norms, masks, means, softmax) is not counted. Nothing here knows how a diagram is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.errors import BadInput
from playground.lenses.inside.trace import Trace, inputs_of, within
from playground.models.block_builder import FEW, Sketch
from playground.models.blocks import Batch, Block, Diagram, Shape, whole

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
MOST_SENTENCES = 64


def layers(checkpoint: Checkpoint, traced: Trace, word: int = 0, batch: Batch | None = None) -> Diagram:
    """The blocks of a model, with the shapes of a batch and the numbers of a text.

    Args:
        traced: a trace of this checkpoint.
        word: whose numbers are shown, counted from 0.
    Raises:
        BadInput: there is no such word, or the batch is too small for the text or too large.
    """
    from playground.models.base import twin

    within(word, len(traced.read), "word")
    batch = _fitting(batch or Batch(), len(traced.read), checkpoint.config.max_words)
    sketch = Sketch(twin(checkpoint.model), inputs_of(checkpoint, traced), traced.arrays, word, batch)
    blocks = path(checkpoint, traced, sketch)
    padded = batch.longest > len(traced.read)
    bare = path(checkpoint, traced, sketch.of(replace(batch, longest=len(traced.read)))) if padded else blocks
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


# ---- the path that all architectures share


def path(checkpoint: Checkpoint, traced: Trace, sketch: Sketch) -> tuple[Block, ...]:
    """From the text to the probabilities."""
    from playground.models.inside import inside

    config, at = sketch.config, sketch.word
    text, words = sketch.shape("batch"), sketch.shape("batch", "words")
    one = traced.read[at]
    embedded = sketch.shape("batch", "words", size=config.embedded)
    encoder = inside(sketch.model).blocks(sketch, embedded)
    features = encoder.gives
    answers = sketch.shape(*(("batch", "words") if config.per_word else ("batch",)), labels=len(config.labels))
    head = _head(sketch, features, answers)
    logits = sketch.given("logits")
    warm = logits.astype(np.float64) / checkpoint.temperature
    shares = np.exp(warm - warm.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return (
        Block("text", "text", "", text, text, values=(traced.text[:60],)),
        Block("words", "words", "word = text[start:end]", text, words, values=(one.text, one.start, one.end)),
        Block(
            "ids", "ids", "i = vocabulary[word]", words, words, values=(int(sketch.inputs.words[0, at]),)
        ),
        Block("mask", "mask", "m = position < length", words, words, values=(1,)),
        _embed(sketch, words, embedded),
        Block("masked", "masked", "e ← e · m", embedded, embedded, values=sketch.few(sketch.given("embed"), embedded)),
        sketch.dropout("dropout", "dropout", embedded),
        encoder,
        sketch.dropout("dropout", "dropout2", features, call=1),
        head,
        Block("temperature", "temperature", "z ← z / T", answers, answers, values=sketch.few(warm, answers),
              number=checkpoint.temperature),
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
