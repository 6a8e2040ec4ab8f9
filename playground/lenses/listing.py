"""The code of a model: the class as it stands in this repository, and a program of its own for one checkpoint.

The program is plain torch and safetensors. It reads the checkpoint's weights and vocabulary, is written for its
configuration alone, and gives the same logits; a test runs it for every shipped checkpoint. What tutorials get wrong
stands in `mistakes.py`.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground.text import LETTERS_A_WORD, SAME

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


@dataclass(frozen=True)
class Source:
    """A class as it stands in the repository."""

    name: str
    file: str  # playground/models/recurrent.py
    line: int  # where it begins
    code: str


def sources(checkpoint: Checkpoint) -> tuple[Source, ...]:
    """The classes that this model is made of: its encoder with what it inherits and holds, then the whole model."""
    from playground.models import ARCHITECTURES, Encoder, Model
    from playground.models.base import Letters
    from playground.models.transformer import Distances, Layer, Transformer

    kind = ARCHITECTURES[checkpoint.architecture]
    classes: list[type] = [one for one in kind.__mro__ if issubclass(one, Encoder) and one is not Encoder]
    classes += [Layer] if kind is Transformer else []
    classes += [Distances] if checkpoint.config.positions == "distances" and kind is Transformer else []
    classes += [Letters] if checkpoint.config.letters else []
    return tuple(_source(one) for one in (*classes, Model))


def _source(kind: type) -> Source:
    lines, first = inspect.getsourcelines(kind)
    file = Path(inspect.getfile(kind))
    return Source(kind.__name__, "/".join(file.parts[-3:]), first, "".join(lines))


def configuration(checkpoint: Checkpoint) -> str:
    """The configuration as one would write it, without what this architecture does not read."""
    ignored = {
        "rnn": ("widths", "filters", "heads", "feedforward", "norm", "positions"),
        "lstm": ("widths", "filters", "heads", "feedforward", "norm", "positions"),
        "textcnn": ("hidden", "directions", "readout", "heads", "feedforward", "norm", "positions"),
        "transformer": ("directions", "widths", "filters"),
    }[checkpoint.architecture]
    config = checkpoint.config
    left = {*ignored, "language", *(("readout",) if config.per_word else ())}
    left |= set() if config.letters else {"letters", "letter_size", "letter_filters"}
    fields = {name: getattr(config, name) for name in config.as_json() if name not in left}
    return "Config(\n" + "".join(f"    {name}={value!r},\n" for name, value in fields.items()) + ")"


def listing(checkpoint: Checkpoint, words: Sequence[str] = ("a", "good", "film")) -> str:
    """A program that loads this checkpoint without this project and prints the logits of words as JSON.

    Args:
        words: what it is asked when no words are given: `python listing.py FOLDER WORD …`; at least one.
    """
    config = checkpoint.config
    folder = f"checkpoints/{checkpoint.reference.partition('#')[0]}"
    if checkpoint.source == "folder" and checkpoint.folder is not None:
        folder = str(checkpoint.folder)
    parts = (_start(checkpoint, folder, words), _ids(checkpoint), _letters(checkpoint),
             ENCODERS[config.architecture](checkpoint), _end(checkpoint))  # fmt: skip
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _start(checkpoint: Checkpoint, folder: str, words: Sequence[str]) -> str:
    used = checkpoint.architecture == "textcnn" or checkpoint.config.letters
    functional = "\nfrom torch.nn import functional" if used else ""
    return f'''
"""{checkpoint.reference} without the project it comes from: python listing.py FOLDER WORD …"""

import json
import sys
import unicodedata
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn{functional}

folder = Path(sys.argv[1] if len(sys.argv) > 1 else {folder!r})
words = sys.argv[2:] or {list(words)!r}

# Weights are stored as float16, the word vectors as whole numbers from -127 to 127 with a scale a row.
stored = load_file(folder / "model.safetensors")
weights = {{name: tensor.float() for name, tensor in stored.items()}}
for name, tensor in stored.items():
    if tensor.dtype == torch.int8:
        weights[name] = tensor.float() * stored[name + ".scale"].float()
vocabulary = json.loads((folder / "vocabulary.json").read_text("utf-8"))
'''


def _ids(checkpoint: Checkpoint) -> str:
    folded = "text.lower()" if checkpoint.vocabulary.lower else "text"
    return f"""
# A word is looked up as it is normalised: 0 is padding, 1 an unknown word, the first word of the vocabulary has 2.
same = {{
{_folded(SAME)}}}
number = {{word: at for at, word in enumerate(vocabulary["words"], 2)}}


def normalise(word):
    text = unicodedata.normalize("NFKC", word)
    return same.get(text.lower(), {folded}.replace("\\u2019", "'"))


words = words[:{checkpoint.config.max_words}]
ids = torch.tensor([number.get(normalise(word), 1) for word in words])
x = weights["word_embedding.weight"][ids]  # (words, {checkpoint.config.size})
"""


def _folded(table: dict[str, str]) -> str:
    """A table over several lines."""
    pairs = [f"{key!r}: {value!r}," for key, value in table.items()]
    return "".join(f"    {' '.join(pairs[at : at + 7])}\n" for at in range(0, len(pairs), 7))


def _letters(checkpoint: Checkpoint) -> str:
    config = checkpoint.config
    if not config.letters:
        return ""
    half = LETTERS_A_WORD // 2
    return f"""
# Beside each word's vector stands one made of its letters: a convolution over them, and each filter's maximum.
letter = {{letter: at for at, letter in enumerate(vocabulary["letters"], 2)}}


def spell(word):
    text = unicodedata.normalize("NFKC", word)
    text = text if len(text) <= {LETTERS_A_WORD} else text[:{half}] + text[-{half}:]
    ids = [letter.get(one, 1) for one in text]
    vectors = weights["letters.embedding.weight"][ids]  # (letters, {config.letter_size})
    kernel, bias = weights["letters.convolution.weight"], weights["letters.convolution.bias"]
    return functional.conv1d(vectors.T[None], kernel, bias, padding=1).relu().amax(-1)[0]  # ({config.letter_filters},)


x = torch.cat([x, torch.stack([spell(word) for word in words])], -1)  # (words, {config.embedded})
"""


def _recurrent(checkpoint: Checkpoint) -> str:
    config = checkpoint.config
    kind = "LSTM" if config.architecture == "lstm" else "RNN"
    both = config.directions == 2
    last = f"torch.cat([h[-1, :{config.hidden}], h[0, {config.hidden}:]])" if both else "h[-1]"
    return f"""
sizes = {{"num_layers": {config.layers}, "bidirectional": {both}, "batch_first": True}}
network = nn.{kind}({config.embedded}, {config.hidden}, **sizes)
way = {{"forward_cell": "", "backward_cell": "_reverse"}}
state = {{}}
for name, tensor in weights.items():
    if name.startswith("encoder.layers."):
        _, _, layer, cell, kind = name.split(".")  # encoder.layers.0.forward_cell.weight_ih_l0
        state[kind[:-1] + layer + way[cell]] = tensor
network.load_state_dict(state)
network.eval()
with torch.no_grad():
    h = network(x[None])[0][0]  # (words, {config.hidden * config.directions})
{_readout(checkpoint, last)}
"""


def _readout(checkpoint: Checkpoint, last: str) -> str:
    if checkpoint.config.per_word:
        return ""
    ways = {"last": last, "mean": "h.mean(0)", "max": "h.amax(0)"}
    chosen = [ways[kind] for kind in checkpoint.config.readout]
    return f"h = torch.cat([{', '.join(chosen)}])  # ({checkpoint.model.encoder.features},)"


def _textcnn(checkpoint: Checkpoint) -> str:
    config = checkpoint.config
    if not config.per_word:
        return f"""
channels = functional.pad(x.T[None], (0, max(0, {max(config.widths)} - len(words))))  # (1, {config.embedded}, words)
found = []
for width in {config.widths!r}:
    kernel, bias = weights[f"encoder.layers.0.{{width}}.weight"], weights[f"encoder.layers.0.{{width}}.bias"]
    answers = functional.conv1d(channels, kernel, bias).relu()  # (1, {config.filters}, positions)
    inside = max(1, len(words) - width + 1)  # windows that hold words only
    found.append(answers[0, :, :inside].amax(-1))
h = torch.cat(found)  # ({config.filters * len(config.widths)},)
"""
    return f"""
h = x
for layer in range({config.layers}):
    found = []
    for width in {config.widths!r}:
        name = f"encoder.layers.{{layer}}.{{width}}"
        kernel, bias = weights[name + ".weight"], weights[name + ".bias"]
        found.append(functional.conv1d(h.T[None], kernel, bias, padding=width // 2)[0].relu())
    new = torch.cat(found).T  # (words, {config.filters * len(config.widths)})
    h = new + h if layer else new
"""


def _transformer(checkpoint: Checkpoint) -> str:
    from playground.models.transformer import FALL, NEAR

    config = checkpoint.config
    before = config.norm == "before"
    projected = checkpoint.model.encoder.projection is not None
    projection = (
        'x = x @ weights["encoder.projection.weight"].T + weights["encoder.projection.bias"]\n' if projected else ""
    )
    final = ""
    if before:
        norm = 'weights["encoder.norm.weight"], weights["encoder.norm.bias"]'
        final = f"\nh = nn.functional.layer_norm(h, ({config.hidden},), {norm})"
    if config.positions == "distances":
        order = f"""h = x
at = torch.arange(len(words))
away = at[None] - at[:, None]  # how far to the right of the word that looks; negative to the left
near = away.clamp(-{NEAR}, {NEAR})
added = weights["encoder.distances.weight"][:, near + {NEAR}] - {FALL} * (away - near).abs()  # (heads, words, words)
"""
    else:
        order = f"""place = torch.arange(len(words), dtype=torch.float32)[:, None]
angle = place * torch.exp(torch.arange(0, {config.hidden}, 2) * (-torch.log(torch.tensor(10_000.0)) / {config.hidden}))
waves = torch.zeros(len(words), {config.hidden})
waves[:, 0::2], waves[:, 1::2] = angle.sin(), angle.cos()[:, :{config.hidden // 2}]
h = x + waves  # (words, {config.hidden})
"""
    looks = ", src_mask=added" if config.positions == "distances" else ""
    return f"""
{projection}{order}
names = {{
    "mix.weight": "self_attn.in_proj_weight", "mix.bias": "self_attn.in_proj_bias",
    "out.weight": "self_attn.out_proj.weight", "out.bias": "self_attn.out_proj.bias",
    "wide.weight": "linear1.weight", "wide.bias": "linear1.bias",
    "narrow.weight": "linear2.weight", "narrow.bias": "linear2.bias",
    "norm1.weight": "norm1.weight", "norm1.bias": "norm1.bias",
    "norm2.weight": "norm2.weight", "norm2.bias": "norm2.bias",
}}
for number in range({config.layers}):
    sizes = {{"batch_first": True, "norm_first": {before}}}
    layer = nn.TransformerEncoderLayer({config.hidden}, {config.heads}, {config.feedforward}, **sizes)
    layer.load_state_dict({{new: weights[f"encoder.layers.{{number}}.{{old}}"] for old, new in names.items()}})
    with torch.no_grad():
        h = layer.eval()(h[None]{looks})[0]{final}
{_readout(checkpoint, "h[-1]")}
"""


def _end(checkpoint: Checkpoint) -> str:
    config = checkpoint.config
    shape = f"(words, {len(config.labels)})" if config.per_word else f"({len(config.labels)},)"
    pair = (
        "\nlogits = torch.cat([torch.zeros(1), logits])  # one output stands for two labels"
        if config.outputs == 1
        else ""
    )
    one = "" if not pair else "  # (1,)"
    return f"""
logits = h @ weights["head.weight"].T + weights["head.bias"]{one or f"  # {shape}"}{pair}
print(json.dumps(logits.tolist()))
"""


ENCODERS = {"rnn": _recurrent, "lstm": _recurrent, "textcnn": _textcnn, "transformer": _transformer}
