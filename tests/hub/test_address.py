"""What a reference to the Hub is made of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playground import hub
from playground.checkpoints import loading
from playground.errors import NotFound, PlaygroundError
from playground.hub import fetching

NOBODY = "1" * 40


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the Hub, and nothing in memory."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
    monkeypatch.setattr(fetching, "_transfers", {})
    return tmp_path / "cache"


def refused(kind: type[PlaygroundError], ask: Callable[..., object], *given: object) -> str:
    with pytest.raises(kind) as caught:
        ask(*given)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "repo", "revision"),
    [
        ("owner/name", "owner/name", "main"),
        ("o.w-n_1/n.a-m_e@v1.0", "o.w-n_1/n.a-m_e", "v1.0"),
        ("owner/name@refs/pr/1", "owner/name", "refs/pr/1"),
        (f"owner/name@{NOBODY}", "owner/name", NOBODY),
    ],
)
def test_a_reference_is_a_repository_and_a_revision(given: str, repo: str, revision: str) -> None:
    found = hub.address(given)
    assert (found.repo, found.revision, found.pinned) == (repo, revision, revision == NOBODY)


@pytest.mark.parametrize(
    "given",
    [
        "owner",
        "a/b/c",
        "owner/..",
        "../name",
        "owner/name@../x",
        "owner/name@",
        "owner/na me",
        "owner/name@a//b",
        "é/x",
    ],
)
def test_what_is_no_reference_asks_nobody(given: str) -> None:
    assert refused(NotFound, lambda: hub.fetch(given, {"a": 1}, ["a"])) == (
        f"'{given}' is no repository of the Hub. "
        "Write owner/name, or owner/name@revision with a branch, a tag or a commit."
    )
