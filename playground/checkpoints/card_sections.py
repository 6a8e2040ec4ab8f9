"""Sections of a Markdown card: one replaced, the others kept."""

import re


def with_section(card: str, section: str) -> str:
    """The card with a section in it: in place of the one with the same title, else before “Training”.

    Args:
        section: Markdown that begins with its title, `## …`, and ends with an empty line.
    """
    title = section.split("\n", 1)[0]
    parts = re.split(r"^(?=## )", card, flags=re.MULTILINE)
    same = [at for at, part in enumerate(parts) if part.split("\n", 1)[0] == title]
    before = [at for at, part in enumerate(parts) if part.startswith("## Training\n")]
    at = (same or before or [len(parts)])[0]
    left = [part for part in parts[at:] if part.split("\n", 1)[0] != title]
    return "".join([*parts[:at], section, *left])


def with_other_sections(card: str, older: str) -> str:
    """The card with those sections of an older one that it has not."""
    titles = {part.split("\n", 1)[0] for part in _sections(card)}
    for part in _sections(older):
        if part.split("\n", 1)[0] not in titles:
            card = with_section(card, part)
    return card


def with_first(card: str, title: str, others: str) -> str:
    """The card with the section of this title, `## …`, before all else; as it is where it has none.

    Args:
        others: the title, `## …`, under which what stood before all sections comes next.
    """
    head, *sections = re.split(r"^(?=## )", card, flags=re.MULTILINE)
    first = [part for part in sections if part.split("\n", 1)[0] == title]
    if not first:
        return card
    name = re.match(r"\s*(?:# .*\n)?\s*", head)
    assert name is not None
    rest = f"{others}\n\n{head[name.end() :]}" if head[name.end() :].strip() else ""
    said = "".join(f"{part.rstrip()}\n\n" for part in first)
    return "".join([name[0], said, rest, *(one for one in sections if one not in first)])


def _sections(card: str) -> list[str]:
    """The parts of a card that begin with a title, `## …`."""
    return re.split(r"^(?=## )", card, flags=re.MULTILINE)[1:]
