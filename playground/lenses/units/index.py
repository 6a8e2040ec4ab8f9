"""What each part of a model listens to, over many sentences, in the folder of its checkpoint: units.json.

The file holds numbers, the sha256 of the sentences and of the weights, and no text. It is JSON; each column is base64
of a little-endian array:

    {"format": 1, "weights": SHA, "corpus": "en", "sha256": SHA, "sentences": N, "words": N,
     "labels": [LABEL], "tags": [TAG], "tag_shares": [SHARE], "tagger": "pos-lstm",
     "groups": {"layer1.forward.hidden": {COLUMN: BASE64, …}, "filters3": …, "layer1.attention": …}}

A part is named as in a trace, `layer1.forward.hidden[17]`. Columns, for each part of a group:

- `high_sentences`, `high_words`, `high_values` (parts, PLACES): where it is highest, at most one place a sentence, the
  highest first, at most `ALIKE` places of one word and one of an n-gram; `NONE` where there is no further one.
  `low_…` the same where it is lowest.
- `range` (parts, 2): the lowest and the highest value; `counts` (parts, BINS): how many rows lie in each of as many
  equal steps between them.
- `mean`, `deviation` (parts,).
- `labels` (parts, labels), `length` (parts,): correlations over sentences, of the part's mean in a sentence (of a
  filter its maximum) with whether the sentence has the label, and with its number of words. NaN where nothing varies.
- `tags` (parts, tags), `position` (parts,): correlations over rows with whether the word has the tag (one of a
  window's words), and with its number in the sentence.
- `looks` (heads, LOOKS + tags), for heads only: the mean share of a word's look that goes to the word before it,
  itself, the next, the first, the last word, and to words of each tag.

It is read as what comes from strangers: sizes are bounded, and every column has to fit.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import UNITS, locate, read_measurement
from playground.errors import BadCheckpoint, BadInput, NotApplicable, choose, shown
from playground.lenses.units.activations import LOOKS

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

FORMAT = 1
PLACES = 10  # where a part is highest, and where it is lowest
ALIKE = 3  # places of the same word among them
BINS = 24
NONE = 65_535  # in place of a sentence, where there are fewer places
MOST_PARTS = 16_384  # of all groups together: more than any config allows to be listened to
MOST_LABELS = 64

_NAME = re.compile(r"(layer\d{1,3}\.(?:(?:forward|backward)\.)?[a-z_]{1,40}|filters\d{1,3})")
_PART = re.compile(rf"{_NAME.pattern}\[(\d{{1,6}})\]")
_COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "high_sentences": ("<u2", ("places",)), "high_words": ("<u2", ("places",)), "high_values": ("<f2", ("places",)),
    "low_sentences": ("<u2", ("places",)), "low_words": ("<u2", ("places",)), "low_values": ("<f2", ("places",)),
    "counts": ("<u4", ("bins",)), "range": ("<f2", ("ends",)), "mean": ("<f4", ()), "deviation": ("<f4", ()),
    "labels": ("<f2", ("labels",)), "tags": ("<f2", ("tags",)), "position": ("<f2", ()), "length": ("<f2", ()),
}  # fmt: skip
_LOOKS = {"looks": ("<f2", ("looks",))}


@dataclass(frozen=True)
class Index:
    """What units.json holds; see the module.

    Attributes:
        words: of all sentences, as the model divides them.
        labels: those of the sentences that correlations are with: of two labels the second, else all.
        tag_shares: the share of all words that has each tag.
        tagger: who gave the words their tags; "data" where the file did, empty where nobody.
    """

    weights: str
    corpus: str
    sha256: str
    sentences: int
    words: int
    labels: tuple[str, ...]
    tags: tuple[str, ...]
    tag_shares: tuple[float, ...]
    tagger: str
    groups: dict[str, dict[str, np.ndarray]]

    def parts(self, group: str) -> int:
        """How many parts a group has."""
        return len(self.groups[group]["mean"])

    def column(self, part: str, column: str) -> Any:
        """One row of a column: what the index knows of one part."""
        group, number = self.find(part)
        return self.groups[group][column][number]

    def find(self, part: str) -> tuple[str, int]:
        """The group and number of a part, `layer1.forward.hidden[17]`.

        Raises:
            BadInput: it is not written so, or there is no such part.
        """
        group, number = split_part(part)
        choose(self.groups, group, "group of units")
        count = self.parts(group)
        if number >= count:
            raise BadInput(
                f"{group} has {count:,} parts, counted from 0: there is no {number}. Choose 0 to {count - 1}.",
                key="unit-number",
                group=group,
                given=number,
                allowed=count - 1,
            )
        return group, number

    def as_json(self) -> dict[str, Any]:
        """As it stands in units.json."""
        plain = ("weights", "corpus", "sha256", "sentences", "words", "tagger")
        columns = {
            group: {name: _text(_columns(group)[name][0], array) for name, array in columns.items()}
            for group, columns in self.groups.items()
        }
        return {
            "format": FORMAT,
            **{name: getattr(self, name) for name in plain},
            **{name: list(getattr(self, name)) for name in ("labels", "tags", "tag_shares")},
            "groups": columns,
        }

    @classmethod
    def from_json(cls, value: Any) -> Index:
        """An index from plain JSON.

        Raises:
            BadCheckpoint: something is missing, of another size, or no number.
        """
        try:
            return _read(value)
        except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
            raise BadCheckpoint(
                f"{UNITS} does not hold an index of units. Make it again with “python -m playground index”.",
                key="checkpoint-units",
            ) from None


def split_part(part: str) -> tuple[str, int]:
    """The array and the number that a part's name says: `layer1.forward.hidden[17]`.

    Raises:
        BadInput: it is not written so.
    """
    found = _PART.fullmatch(part) if isinstance(part, str) else None
    if not found:
        raise BadInput(
            f"{shown(part)} names no unit. Write an array of a trace and a number, for instance "
            "layer1.forward.hidden[17], filters3[12], layer1.attention[3] or layer1.feedforward[40].",
            key="unit-name",
            given=shown(part),
        )
    return found[1], int(found[2])


# ---- JSON


def _columns(group: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return _COLUMNS | (_LOOKS if group.endswith(".attention") else {})


def _text(dtype: str, array: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(array, dtype=dtype).tobytes()).decode("ascii")


def _array(dtype: str, text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text, validate=True), dtype=dtype)


def _read(value: Any) -> Index:
    if value["format"] != FORMAT:
        raise ValueError("another format")
    labels, tags = _names(value["labels"]), _names(value["tags"])
    shares = tuple(float(one) for one in value["tag_shares"])
    sentences, words = _whole(value["sentences"], NONE), _whole(value["words"], 10**8)
    if len(shares) != len(tags) or not all(map(math.isfinite, shares)):
        raise ValueError("shares of tags")
    sizes = {
        "places": PLACES, "bins": BINS, "ends": 2, "labels": len(labels), "tags": len(tags),
        "looks": len(LOOKS) + len(tags),
    }  # fmt: skip
    groups = {_known(name): _group(name, columns, sizes, sentences) for name, columns in value["groups"].items()}
    if sum(len(columns["mean"]) for columns in groups.values()) > MOST_PARTS:
        raise ValueError("too many parts")
    weights, corpus, sha256 = (str(value[name])[:200] for name in ("weights", "corpus", "sha256"))
    return Index(weights, corpus, sha256, sentences, words, labels, tags, shares, str(value["tagger"])[:200], groups)


def _names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_LABELS or not all(isinstance(one, str) for one in value):
        raise ValueError("no names")
    return tuple(one[:200] for one in value)


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value < most:
        raise ValueError("no whole number")
    return int(value)


def _known(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError("no name of an array")
    return name


def _finite(array: np.ndarray) -> np.ndarray:
    if not np.isfinite(array).all():
        raise ValueError("no numbers")
    return array


def _group(name: str, columns: Any, sizes: dict[str, int], sentences: int) -> dict[str, np.ndarray]:
    """The columns of one group, each of its shape; places in sentences that are there."""
    expected = _columns(name)
    if set(columns) != set(expected):
        raise ValueError("other columns")
    parts = len(_array("<f4", columns["mean"]))
    found = {}
    for column, (dtype, axes) in expected.items():
        array = _array(dtype, columns[column]).reshape(parts, *(sizes[axis] for axis in axes))
        found[column] = array if column in ("labels", "tags", "position", "length") else _finite(array)
        if column.endswith("_sentences") and ((array >= sentences) & (array != NONE)).any():
            raise ValueError("no such sentence")
    if (np.diff(found["high_values"].astype(np.float32), axis=1) > 0)[found["high_sentences"][:, 1:] != NONE].any():
        raise ValueError("not in order")
    return found


# ---- in the folder


def check_stored_place(checkpoint: Checkpoint) -> None:
    """Return where an index of a model can be stored.

    Raises:
        NotApplicable: the model has random weights, or lies nowhere.
    """
    if checkpoint.untrained or checkpoint.folder is None:
        raise NotApplicable(
            f"{checkpoint.reference} has random weights, and its folder keeps what is measured of the trained ones. "
            "Leave #untrained out.",
            key="units-untrained",
            model=checkpoint.reference,
        )


def store(checkpoint: Checkpoint, index: Index) -> None:
    """Write an index into the checkpoint's folder."""
    assert checkpoint.folder is not None
    text = json.dumps(index.as_json(), ensure_ascii=False, allow_nan=False, indent=0)
    (checkpoint.folder / UNITS).write_text(text + "\n", "utf-8")


def stored(reference: str) -> Index | None:
    """The index that a checkpoint's folder holds; None where it holds none, or that of other weights.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: the file is not what `store` writes.
    """
    folder, _, untrained = locate(reference)
    path = folder / UNITS
    if untrained or not path.is_file():
        return None
    return _stored(reference, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _stored(reference: str, changed: int) -> Index | None:
    found = read_measurement(reference, UNITS)
    return None if found is None else Index.from_json(found)
