"""Publishing, against a double of the Hub's upload routes: it gives what it has been given, and is no Hub."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
import yaml

from playground import checkpoints
from playground.checkpoints import CARD, MAX_BYTES, describe, load, publish, publish_all, references
from playground.cli import commands, parser
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError, Unreachable
from playground.hub import uploading
from tests import tiny
from tests.hubs import ADDRESS, ROOT, Handler, Server, UploadDouble, opened

HOST = ADDRESS.removeprefix("http://")
CARD_TEXT = "---\nlicense: mit\n---\n# A card\n\nIt was measured.\n"


@pytest.fixture
def double() -> UploadDouble:
    return UploadDouble()


@pytest.fixture
def server(double: UploadDouble) -> Iterator[Server]:
    with opened(double) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkpoint with a card, a recipe, and a file that is nobody's business."""
    made = tiny.model("lstm", "sentiment")
    checkpoints.round_weights(made)
    saved = checkpoints.save(tmp_path / "mine", made, tiny.VOCABULARY, recipe={"stages": []}, card=CARD_TEXT)
    (saved / "secret.txt").write_text("mine alone")
    return saved


def refused(kind: type[PlaygroundError], folder: Path, repo: str = "owner/mine", token: str | None = "hf_x") -> str:
    with pytest.raises(kind) as caught:
        publish(folder, repo, token=token)
    return str(caught.value)


def test_what_is_received_is_what_is_in_the_folder_and_loads_back_equal(
    folder: Path, double: UploadDouble, server: Server, tmp_path: Path
) -> None:
    done = publish(folder, "owner/mine", token="hf_x")
    assert (done.repo, done.url) == ("owner/mine", f"{ADDRESS}/owner/mine")
    assert done.revision == double.commits["owner/mine"]
    received = double.repositories["owner/mine"]
    assert received == {path.name: path.read_bytes() for path in folder.iterdir() if path.name in MAX_BYTES}
    assert "secret.txt" not in received
    back = tmp_path / "back"
    back.mkdir()
    for name, content in received.items():
        (back / name).write_bytes(content)
    one, other = load(str(folder)), load(str(back))
    inputs = one.encode([["a", "good", "film"], ["bad"]])
    with torch.no_grad():
        assert torch.equal(one.model(inputs), other.model(inputs))


def test_the_card_says_how_to_load_it_once(folder: Path, server: Server, double: UploadDouble) -> None:
    publish(folder, "owner/first", token="hf_x")
    publish(folder, "owner/second", token="hf_x")
    card = double.repositories["owner/second"][CARD].decode()
    assert card.startswith(CARD_TEXT.rstrip())
    assert card.count("## Load it") == 1
    assert 'playground.load("owner/second")' in card
    assert "owner/first" not in card


@pytest.mark.parametrize("private", [False, True])
def test_a_repository_is_private_where_that_is_asked(
    folder: Path, server: Server, double: UploadDouble, private: bool
) -> None:
    publish(folder, "owner/mine", private=private, token="hf_x")
    assert double.private == {"owner/mine": private}


def test_the_token_is_sent_and_kept_nowhere(
    folder: Path, server: Server, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    from huggingface_hub import constants

    publish(folder, "owner/mine", token="hf_verysecret")
    sent = {headers.get("authorization") or headers.get("Authorization") for headers in server.headers}
    assert "Bearer hf_verysecret" in sent
    assert "hf_verysecret" not in "".join((*capfd.readouterr(), caplog.text))
    for place in (tmp_path, Path(constants.HF_HOME)):
        for path in place.rglob("*"):
            assert not path.is_file() or b"hf_verysecret" not in path.read_bytes(), path


def test_what_is_no_checkpoint_is_not_sent(folder: Path, server: Server) -> None:
    (folder / "model.safetensors").write_bytes(b"broken")
    assert "is not a safetensors file" in refused(BadCheckpoint, folder)
    assert "There is no checkpoint in the folder" in refused(NotFound, folder / "nothing")
    assert server.asked == []


def test_a_checkpoint_without_a_card_is_not_sent(folder: Path, server: Server) -> None:
    (folder / CARD).unlink()
    assert refused(BadInput, folder) == (
        "The checkpoint mine has no README.md, its model card: what it is, how good, and its limits. "
        "Write one, or train it again."
    )
    assert server.asked == []


def test_without_a_token_nothing_is_sent(folder: Path, server: Server) -> None:
    assert refused(BadInput, folder, token=None) == (
        "Nobody is signed in to the Hub on this machine. Publishing needs a token that may write. "
        "Run “hf auth login”, or set HF_TOKEN."
    )
    assert server.asked == []


def test_a_token_that_may_not_write_is_named(folder: Path, server: Server) -> None:
    assert refused(BadInput, folder, token="wrong") == (
        f"The Hub ({HOST}) answers 401 and does not take owner/mine. The token has to be valid and to allow "
        "writing there. Sign in again with “hf auth login”, or name a repository of your own."
    )


def test_a_revision_is_no_place_to_publish_to(folder: Path, server: Server) -> None:
    assert refused(NotFound, folder, "owner/mine@v1") == (
        "'owner/mine@v1' names a revision, but a folder is published to a repository. Give owner/name alone."
    )
    assert refused(NotFound, folder, "mine").startswith("'mine' is no repository of the Hub.")


@pytest.mark.slow
def test_a_hub_that_is_closed_or_silent_is_named_in_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = (folder / CARD).read_bytes()
    assert "cannot be reached" in refused(Unreachable, folder)
    monkeypatch.setattr(uploading, "ANSWER_SECONDS", 0.5)

    def silent(handler: Handler, body: bytes) -> None:
        import time

        time.sleep(2)
        handler.close_connection = True

    with opened(silent):
        assert "does not answer in time" in refused(Unreachable, folder)
    assert (folder / CARD).read_bytes() == card, "what was not sent was not changed"


def test_all_are_published_and_sources_json_says_where(
    server: Server, double: UploadDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    for architecture, task in (("rnn", "sentiment"), ("lstm", "pos")):
        (Path(tiny.write(shelf, architecture, task)) / CARD).write_text(CARD_TEXT)
    monkeypatch.setattr(references, "FOLDER", shelf)
    told: list[str] = []
    done = publish_all("owner", token="hf_x", on_progress=told.append)
    assert [one.repo for one in done] == ["owner/sentiment-rnn", "owner/pos-lstm"]
    assert told == [f"{one.repo} {one.revision}" for one in done]
    assert json.loads((shelf / "sources.json").read_text()) == {
        name: {
            "repo": f"owner/{name}",
            "revision": double.commits[f"owner/{name}"],
            "parameters": describe(name).parameters,
            "bytes": (shelf / name / "model.safetensors").stat().st_size,
        }
        for name in ("sentiment-rnn", "pos-lstm")
    }
    monkeypatch.setenv("PLAYGROUND_WEIGHTS", "hub")
    described = describe("pos-lstm")
    assert (described.source, described.revision) == ("hub", double.commits["owner/pos-lstm"])


@pytest.mark.slow
def test_the_command_prints_where_it_went(folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_x")

    command = [
        sys.executable,
        "-m",
        "playground",
        "publish",
        str(folder),
        "--repo",
        "owner/mine",
        "--private",
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert json.loads(done.stdout).keys() == {"repo", "revision", "url"}


@pytest.mark.parametrize(
    "given", [[], ["DIR"], ["--all"], ["--all", "--owner", "o", "--repo", "o/n"], ["DIR", "--owner", "o"]]
)
def test_a_command_that_says_too_little_or_too_much_is_told(given: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        commands.publish(parser.build_parser().parse_args(["publish", *given]))
    assert str(caught.value) == (
        "Give either DIR --repo OWNER/NAME, or --all --owner OWNER for the shipped checkpoints."
    )


def test_a_shipped_card_has_what_the_hub_shows() -> None:
    for name in checkpoints.shipped():
        text = (checkpoints.FOLDER / name / CARD).read_text("utf-8")
        metadata = yaml.safe_load(text.split("---\n")[1])
        assert {"license", "pipeline_tag", "tags", "datasets", "model-index"} <= metadata.keys()
        assert {"## Measured", "## Limits"} <= set(text.splitlines())
