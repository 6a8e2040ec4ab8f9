"""The code of a model: the class as it stands in this repository, and a program of its own for one checkpoint.

The program is plain torch and safetensors. It reads the checkpoint's weights and vocabulary, is written for its
configuration alone, and gives the same logits; a test runs it for every shipped checkpoint. What tutorials get wrong
stands in `mistakes.py`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playground.models.architectures import ARCHITECTURES
from playground.text import LETTERS_A_WORD, SAME

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


OWN_FIELDS = (
    *("hidden", "layers", "directions", "readout", "widths", "filters", "heads", "feedforward", "norm", "positions"),
)
"""Fields of a config that some architectures read and others do not."""


@dataclass(frozen=True)
class Source:
    """A class as it stands in the repository."""

    name: str
    file: str  # playground/models/recurrent.py
    line: int  # where it begins
    code: str


def sources(checkpoint: Checkpoint) -> tuple[Source, ...]:
    """The classes that this model is made of: its encoder with what it inherits and holds, then the whole model."""
    from playground.models import Model
    from playground.models.base import Letters
    from playground.models.inside import inside

    letters = (Letters,) if checkpoint.config.letters else ()
    return tuple(_source(one) for one in (*inside(checkpoint.model).classes(), *letters, Model))


def _source(kind: type) -> Source:
    lines, first = inspect.getsourcelines(kind)
    file, root = Path(inspect.getfile(kind)).resolve(), Path(__file__).resolve().parents[3]
    place = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
    return Source(kind.__name__, place, first, "".join(lines))


def configuration(checkpoint: Checkpoint) -> str:
    """The configuration as one would write it, without what this architecture does not read."""
    config = checkpoint.config
    reads = ARCHITECTURES[checkpoint.architecture].reads
    left = {*(OWN_FIELDS if reads is not None else ())} - {*(reads or ())}
    left |= {"language", "variant", "tokenisation", *(("readout",) if config.per_word else ())}
    left |= set() if config.letters else {"letters", "letter_size", "letter_filters"}
    fields = {name: getattr(config, name) for name in config.as_json() if name not in left}
    return "Config(\n" + "".join(f"    {name}={value!r},\n" for name, value in fields.items()) + ")"


def listing(checkpoint: Checkpoint, words: Sequence[str] = ("a", "good", "film")) -> str:
    """A program that loads this checkpoint without this project and prints the logits of words as JSON.

    Args:
        words: what it is asked when no words are given: `python listing.py FOLDER WORD …`; at least one.
    """
    folder = f"checkpoints/{checkpoint.reference.partition('#')[0]}"
    if checkpoint.source == "folder" and checkpoint.folder is not None:
        folder = str(checkpoint.folder)
    from playground.models.inside import inside

    encoder = inside(checkpoint.model).listing()
    if not encoder:
        return _through_the_project(checkpoint, folder, words)
    parts = (_start(checkpoint, folder, words, encoder), _ids(checkpoint), _letters(checkpoint), encoder,
             _end(checkpoint))  # fmt: skip
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _through_the_project(checkpoint: Checkpoint, folder: str, words: Sequence[str]) -> str:
    """A program that asks this project, where nobody has written the network in plain torch."""
    title = ARCHITECTURES[checkpoint.architecture].title
    return f'''
"""{checkpoint.reference} asked through the project, from its root: python listing.py FOLDER WORD …

Nobody has written the {title} in plain torch yet; its class stands below.
"""

import json
import sys
from pathlib import Path

import torch
from playground.checkpoints import load

folder = Path(sys.argv[1] if len(sys.argv) > 1 else {folder!r})
words = sys.argv[2:] or {list(words)!r}

checkpoint = load(str(folder.resolve()))
with torch.inference_mode():
    logits = checkpoint.model(checkpoint.encode([words]))[0]
print(json.dumps(logits.tolist()))
'''.lstrip()


def _start(checkpoint: Checkpoint, folder: str, words: Sequence[str], encoder: str) -> str:
    used = checkpoint.config.letters or re.search(r"(?<!nn\.)\bfunctional\.", encoder)
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
