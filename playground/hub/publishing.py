"""A checkpoint on its way to the Hub, and the list of where the shipped ones are.

What is sent is loaded first, as strictly as what comes from there. Its card says how to load it from the repository
that it goes to; the folder's own card says so afterwards too, so that what is here and what is there are the same.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from playground.errors import BadInput, NotFound, shown
from playground.hub.address import Address, address
from playground.hub.problems import within

Answer = TypeVar("Answer")

PUBLISH_SECONDS = 600.0
ANSWER_SECONDS = 12.0  # for a repository to be made
_HOW = re.compile(r"\n## Load it\n.*?(?=\n## |\Z)", re.S)


@dataclass(frozen=True)
class Published:
    """Where a folder went."""

    repo: str
    revision: str  # the commit
    url: str

    def as_json(self) -> dict[str, str]:
        """As `python -m playground publish --json` prints it."""
        return asdict(self)


def publish(folder: str | os.PathLike[str], repo: str, private: bool = False, token: str | None = None) -> Published:
    """Send a checkpoint's files to a repository of models, which is made if there is none, in one commit.

    Args:
        folder: a checkpoint, with its card. The card gets a section on how to load the model from the repository.
        repo: `owner/name`; files of the same names there are replaced, others stay.
        private: whether the repository is made private; one that is there stays what it is.
        token: of whoever publishes; without it that of who has signed in on this machine (`hf auth login`, HF_TOKEN).
    Raises:
        NotFound: there is no checkpoint in the folder, or `repo` is not of the form owner/name.
        BadCheckpoint: it cannot be loaded.
        BadInput: it has no card, nobody has signed in, or the Hub refuses.
        Unreachable: the Hub does not answer, or not as it should.
    """
    from huggingface_hub import HfApi, get_token
    from huggingface_hub.utils import disable_progress_bars

    from playground.checkpoints import CARD, MAX_BYTES, load

    wanted = _repository(repo)
    source = Path(folder).resolve()
    token = token or get_token()
    if token is None:
        raise BadInput(
            "Nobody is signed in to the Hub on this machine. Publishing needs a token that may write. "
            "Run “hf auth login”, or set HF_TOKEN.",
            key="publish-token",
        )
    load(str(source))
    if not (source / CARD).is_file():
        raise BadInput(
            f"The checkpoint {source.name} has no {CARD}, its model card: what it is, how good, and its limits. "
            "Write one, or train it again.",
            key="publish-card",
            checkpoint=source.name,
        )
    disable_progress_bars()
    client = HfApi(token=token)
    _ask(wanted, partial(client.create_repo, wanted.repo, private=private, exist_ok=True), ANSWER_SECONDS)
    with tempfile.TemporaryDirectory() as made:
        sent = Path(made)
        for name in MAX_BYTES:
            if (source / name).is_file():
                shutil.copyfile(source / name, sent / name)
        (sent / CARD).write_text(_with_how((source / CARD).read_text("utf-8", "replace"), wanted.repo), "utf-8")
        send = partial(
            client.upload_folder,
            repo_id=wanted.repo,
            folder_path=sent,
            commit_message="A checkpoint of the playground",
        )
        commit = _ask(wanted, send, PUBLISH_SECONDS).oid
        shutil.copyfile(sent / CARD, source / CARD)
    return Published(wanted.repo, commit, f"{client.endpoint}/{wanted.repo}")


def publish_all(
    owner: str,
    private: bool = False,
    token: str | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> list[Published]:
    """Publish every shipped checkpoint as `owner/id`, and write where they are into sources.json, each as it is sent.

    Raises:
        as `publish`.
    """
    from playground import checkpoints

    _repository(f"{owner}/name")
    found = []
    for name in checkpoints.shipped():
        folder = checkpoints.FOLDER / name
        done = publish(folder, f"{owner}/{name}", private, token)
        found.append(done)
        entry = {
            "repo": done.repo,
            "revision": done.revision,
            "parameters": checkpoints.load(str(folder)).parameters,
            "bytes": (folder / checkpoints.WEIGHTS).stat().st_size,
        }
        _write(checkpoints.FOLDER / checkpoints.SOURCES, {**checkpoints.sources(), name: entry})
        if on_progress is not None:
            on_progress(f"{done.repo} {done.revision}")
    return found


def _repository(repo: str) -> Address:
    wanted = address(repo)
    if repo != wanted.repo:
        raise NotFound(
            f"{shown(repo)} names a revision, but a folder is published to a repository. Give owner/name alone.",
            key="publish-revision",
            given=shown(repo),
        )
    return wanted


def _ask(wanted: Address, question: Callable[[], Answer], seconds: float) -> Answer:
    return within(seconds, wanted, question, publishing=True)


def _with_how(card: str, repo: str) -> str:
    """The card with its section on how to load the model naming this repository."""
    how = f"""
## Load it

In a clone of the playground:

```python
import playground

model = playground.load("{repo}")
print(playground.predict(model, "A sentence of your own."))
```

or `python -m playground predict --model {repo} "A sentence of your own."`, or by that name on its page. Behind the name
a branch, a tag or a commit may stand: `{repo}@main`.
"""
    return _HOW.sub("", card).rstrip() + "\n" + how


def _write(path: Path, value: object) -> None:
    """Replace a JSON file, whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    os.replace(new, path)
