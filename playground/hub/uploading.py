"""Uploading: make a repository of models on the Hub, and send a folder to it in one commit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from playground.errors import BadInput, NotFound, shown
from playground.hub.address import Address, address
from playground.hub.errors import answer_within

UPLOAD_SECONDS = 600.0
ANSWER_SECONDS = 12.0  # for a repository to be made


@dataclass(frozen=True)
class Published:
    """Where a folder went."""

    repo: str
    revision: str  # the commit
    url: str

    def as_json(self) -> dict[str, str]:
        """As `python -m playground publish --json` prints it."""
        return asdict(self)


def repository_address(repo: str) -> Address:
    """The address of a repository that a folder can be sent to.

    Raises:
        NotFound: it is not of the form owner/name, or it names a revision.
    """
    wanted = address(repo)
    if repo != wanted.repo:
        raise NotFound(
            f"{shown(repo)} names a revision, but a folder is published to a repository. Give owner/name alone.",
            key="publish-revision",
            given=shown(repo),
        )
    return wanted


def own_token(token: str | None = None) -> str:
    """The token that is given, or else that of who has signed in on this machine (`hf auth login`, HF_TOKEN).

    Raises:
        BadInput: nobody has signed in.
    """
    from huggingface_hub import get_token

    found = token or get_token()
    if found is None:
        raise BadInput(
            "Nobody is signed in to the Hub on this machine. Publishing needs a token that may write. "
            "Run “hf auth login”, or set HF_TOKEN.",
            key="publish-token",
        )
    return found


class Upload:
    """A repository of models that is there, to which folders can be sent.

    Args:
        repo: its address; it is made if there is none.
        private: whether it is made private; one that is there stays what it is.
        token: of whoever publishes.
    Raises:
        BadInput: the Hub refuses.
        Unreachable: the Hub does not answer, or not as it should.
    """

    def __init__(self, repo: Address, private: bool, token: str) -> None:
        from huggingface_hub import HfApi
        from huggingface_hub.utils import disable_progress_bars

        disable_progress_bars()
        self.address = repo
        self.client = HfApi(token=token)
        make = partial(self.client.create_repo, repo.repo, private=private, exist_ok=True)
        answer_within(ANSWER_SECONDS, repo, make, publishing=True)

    def send(self, folder: Path, message: str) -> Published:
        """Send a folder's files in one commit; files of the same names there are replaced, others stay.

        Raises:
            BadInput, Unreachable: as when the repository was made.
        """
        upload = partial(
            self.client.upload_folder, repo_id=self.address.repo, folder_path=folder, commit_message=message
        )
        commit = answer_within(UPLOAD_SECONDS, self.address, upload, publishing=True).oid
        return Published(self.address.repo, commit, f"{self.client.endpoint}/{self.address.repo}")
