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
from pathlib import Path

from playground.checkpoints import references
from playground.checkpoints.folder import CARD, MAX_BYTES, WEIGHTS
from playground.checkpoints.loading import load
from playground.checkpoints.references import SOURCES, shipped, sources
from playground.errors import BadInput
from playground.hub import Published, Upload, own_token, repository_address

_LOADING_SECTION = re.compile(r"\n## Load it\n.*?(?=\n## |\Z)", re.S)


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
    repository = repository_address(repo)
    source = Path(folder).resolve()
    token = own_token(token)
    load(str(source))
    if not (source / CARD).is_file():
        raise BadInput(
            f"The checkpoint {source.name} has no {CARD}, its model card: what it is, how good, and its limits. "
            "Write one, or train it again.",
            key="publish-card",
            checkpoint=source.name,
        )
    upload = Upload(repository, private, token)
    with tempfile.TemporaryDirectory() as temporary:
        upload_folder = Path(temporary)
        for name in MAX_BYTES:
            if (source / name).is_file():
                shutil.copyfile(source / name, upload_folder / name)
        card = (source / CARD).read_text("utf-8", "replace")
        (upload_folder / CARD).write_text(_with_loading_section(card, repository.repo), "utf-8")
        published = upload.send(upload_folder, "A checkpoint of the playground")
        shutil.copyfile(upload_folder / CARD, source / CARD)
    return published


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
    repository_address(f"{owner}/name")
    published_all = []
    for name in shipped(language=None, variant=None):
        folder = references.FOLDER / name
        published = publish(folder, f"{owner}/{name}", private, token)
        published_all.append(published)
        entry = {
            "repo": published.repo,
            "revision": published.revision,
            "parameters": load(str(folder)).parameters,
            "bytes": (folder / WEIGHTS).stat().st_size,
        }
        _write_json(references.FOLDER / SOURCES, {**sources(), name: entry})
        if on_progress is not None:
            on_progress(f"{published.repo} {published.revision}")
    return published_all


def _with_loading_section(card: str, repo: str) -> str:
    """The card with its section on how to load the model naming this repository."""
    section = f"""
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
    return _LOADING_SECTION.sub("", card).rstrip() + "\n" + section


def _write_json(path: Path, value: object) -> None:
    """Replace a JSON file, whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(value, indent=1) + "\n", "utf-8")
    os.replace(new, path)
