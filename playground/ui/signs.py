"""Signs that mean one thing everywhere: an architecture's mark, which stands beside its colour, and its name.

A trained model has a filled mark, its untrained twin a hollow one. The titles are those of `models.ARCHITECTURES`,
which is not asked here because it imports torch; a test compares them.
"""

import html

from playground.checkpoints import UNTRAINED
from playground.ui.strings import say

MARKS = {"rnn": "■□", "lstm": "●○", "textcnn": "▲△", "transformer": "◆◇"}
TITLES = {"rnn": "RNN", "lstm": "LSTM", "textcnn": "TextCNN", "transformer": "Transformer"}
OTHER = "★☆"

FAMILIES: dict[str, tuple[str, ...]] = {
    "nouns": ("NOUN", "PROPN", "PRON"),
    "verbs": ("VERB", "AUX"),
    "modifiers": ("ADJ", "ADV", "DET", "NUM"),
    "function": ("ADP", "PART", "CCONJ", "SCONJ"),
    "others": ("INTJ", "PUNCT", "SYM", "X"),
}
"""Tags that share a hue."""


def family(tag: str) -> str:
    """The family of a tag; a tag of somebody's own is one of the others."""
    return next((name for name, members in FAMILIES.items() if tag in members), "others")


def plain_mark(architecture: str, reference: str) -> str:
    """The mark as a letter."""
    return MARKS.get(architecture, OTHER)[reference.endswith(UNTRAINED)]


def mark(architecture: str, reference: str) -> str:
    """The mark in the architecture's colour, for HTML; screen readers pass over it, since the name stands beside it."""
    return f'<i class="mark a-{html.escape(architecture)}" aria-hidden="true">{plain_mark(architecture, reference)}</i>'


def title(architecture: str, reference: str) -> str:
    """The name of a model: its architecture where it is a shipped one, else what it is called itself."""
    bare = reference.removesuffix(UNTRAINED)
    return TITLES.get(architecture, bare) if bare.endswith(f"-{architecture}") and "/" not in bare else bare


def name(architecture: str, reference: str, language: str) -> str:
    """Mark, name and whether it is untrained, as plain text."""
    twin = f" {say('untrained', language)}" if reference.endswith(UNTRAINED) else ""
    return f"{plain_mark(architecture, reference)} {title(architecture, reference)}{twin}"
