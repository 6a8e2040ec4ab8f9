"""What a reference to the Hub is made of."""

import os
import re
from dataclasses import dataclass

from playground.errors import NotFound, shown

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_REVISION = r"[A-Za-z0-9](?:[A-Za-z0-9_./-]{0,126}[A-Za-z0-9_-])?"
_ADDRESS = re.compile(rf"({_NAME}/{_NAME})(?:@({_REVISION}))?")
_PASTED = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>[A-Za-z0-9.-]+\.[a-z]{2,}|localhost|127\.0\.0\.1)(?::[0-9]+)?/"
    r"(?P<kind>(?:models|datasets|spaces)/)?"
    rf"(?P<repo>{_NAME}/{_NAME})(?:/(?:tree|blob|resolve|commit|commits)/(?P<revision>[^/?#]+))?(?:/[^?#]*)?(?:[?#].*)?"
)
_HOSTS = ("huggingface.co", "hf.co", "hf-mirror.com")
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


def plain(reference: str) -> str:
    """What somebody has given for a repository, as owner/name or owner/name@revision where it is a pasted address.

    Raises:
        NotFound: the address is that of a data set or a Space.
    """
    given = reference.strip()
    found = _PASTED.fullmatch(given)
    own = os.environ.get("HF_ENDPOINT", "").split("://")[-1].split("/")[0].split(":")[0]
    if found is None or not (given.startswith(("https://", "http://")) or found["host"] in _HOSTS):
        return reference
    if found["host"] not in (*_HOSTS, own):
        return reference
    if found["kind"] in ("datasets/", "spaces/"):
        raise NotFound(
            f"{shown(given)} is the address of a {'data set' if found['kind'] == 'datasets/' else 'Space'}. "
            "Give that of a model: owner/name.",
            key="hub-other-kind",
            given=shown(given),
        )
    return found["repo"] + (f"@{found['revision']}" if found["revision"] else "")


def address(reference: str) -> Address:
    """What `owner/name`, `owner/name@revision` or a pasted address of the Hub stands for.

    Raises:
        NotFound: it has another form.
    """
    reference = plain(reference)
    found = _ADDRESS.fullmatch(reference)
    if found is None or ".." in reference or "--" in found[1] or "//" in reference:
        raise NotFound(
            f"{shown(reference)} is no repository of the Hub. "
            "Write owner/name, or owner/name@revision with a branch, a tag or a commit.",
            key="hub-form",
            given=shown(reference),
        )
    return Address(found[1], found[2] or "main")
