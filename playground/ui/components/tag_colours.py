"""The universal part-of-speech tags in families that share a hue."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "nouns": ("NOUN", "PROPN", "PRON"),
    "verbs": ("VERB", "AUX"),
    "modifiers": ("ADJ", "ADV", "DET", "NUM"),
    "function": ("ADP", "PART", "CCONJ", "SCONJ"),
    "others": ("INTJ", "PUNCT", "SYM", "X"),
}
"""The tags of each family, which share a hue."""


def family(tag: str) -> str:
    """The family of a tag; a tag of somebody's own is one of the others."""
    return next((name for name, members in FAMILIES.items() if tag in members), "others")
