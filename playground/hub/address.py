"""What a reference to the Hub is made of."""

import re
from dataclasses import dataclass

from playground.errors import NotFound, shown

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_REVISION = r"[A-Za-z0-9](?:[A-Za-z0-9_./-]{0,126}[A-Za-z0-9_-])?"
_ADDRESS = re.compile(rf"({_NAME}/{_NAME})(?:@({_REVISION}))?")
COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Address:
    """A repository of models, and a branch, a tag or a commit of it."""

    repo: str
    revision: str = "main"

    @property
    def pinned(self) -> bool:
        """Whether it names a commit, which nobody can move."""
        return COMMIT.fullmatch(self.revision) is not None

    def __str__(self) -> str:
        return f"{self.repo}@{self.revision}"


def address(reference: str) -> Address:
    """What `owner/name` or `owner/name@revision` stands for.

    Raises:
        NotFound: it has another form.
    """
    found = _ADDRESS.fullmatch(reference)
    if found is None or ".." in reference or "--" in found[1] or "//" in reference:
        raise NotFound(
            f"{shown(reference)} is no repository of the Hub. "
            "Write owner/name, or owner/name@revision with a branch, a tag or a commit.",
            key="hub-form",
            given=shown(reference),
        )
    return Address(found[1], found[2] or "main")
