"""The universal part-of-speech tags in families that share a hue."""

from playground.lenses.predict.spans import BEGINS, GOES_ON

FAMILIES: dict[str, tuple[str, ...]] = {
    "nouns": ("NOUN", "PROPN", "PRON"),
    "verbs": ("VERB", "AUX"),
    "modifiers": ("ADJ", "ADV", "DET", "NUM"),
    "function": ("ADP", "PART", "CCONJ", "SCONJ"),
    "others": ("INTJ", "PUNCT", "SYM", "X"),
}
"""The tags of each family, which share a hue."""


def family(tag: str) -> str:
    """The family of a tag, also of one that a character has (B-NOUN); a tag of somebody's own is one of the others."""
    bare = tag[2:] if tag[:2] in (BEGINS, GOES_ON) else tag
    return next((name for name, members in FAMILIES.items() if bare in members), "others")
