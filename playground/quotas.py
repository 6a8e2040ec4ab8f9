"""How much of this machine the visitors of a page may take; whoever runs it sets each bound by a variable."""

import os
import re

from playground.errors import BadInput, shown

QUOTAS = {
    "PLAYGROUND_UPLOADS": "1G",  # files that visitors have uploaded, on the disk
    "PLAYGROUND_MODELS": "512M",  # models that visitors have trained or uploaded, on the disk
    "PLAYGROUND_HUB": "10G",  # models that visitors have named, in the Hub's cache
}
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def quota(name: str) -> int:
    """A bound in bytes.

    Args:
        name: a key of QUOTAS.
    Raises:
        BadInput: its variable holds no size.
    """
    said = os.environ.get(name, "").strip() or QUOTAS[name]
    size = re.fullmatch(r"([0-9]{1,15})([KMGT]?)", said.upper().removesuffix("B"))
    if size is None:
        raise BadInput(
            f"{name} is {shown(said)}. It has to be a size, such as {QUOTAS[name]}. Correct it or unset it.",
            key="quota-setting",
            name=name,
            given=shown(said),
            default=QUOTAS[name],
        )
    return int(size[1]) * _UNITS[size[2]]


def check_quotas() -> None:
    """Raise for a variable that holds no size, before anybody comes.

    Raises:
        BadInput: one does.
    """
    for name in QUOTAS:
        quota(name)
