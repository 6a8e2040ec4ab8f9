"""The files of a checkpoint folder: what cannot be read is named."""

from pathlib import Path

import pytest

from playground import checkpoints
from playground.checkpoints import describe, load
from playground.errors import BadCheckpoint
from tests.checkpoints.broken import message

pytestmark = pytest.mark.usefixtures("nothing_loaded")


@pytest.mark.parametrize("name", ["config.json", "vocabulary.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_malformed_json_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert message(folder) == f"{name} of the checkpoint sentiment-lstm is not JSON. Get the checkpoint again."


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"[]", "checkpoint-config"),
        (b"{}", "checkpoint-config"),
        (b'{"task": "pos", "architecture": "rnn"}', "checkpoint-config"),
        (b'{"task": ["pos"], "architecture": "rnn", "labels": []}', "checkpoint-config"),
        (b'{"task": "pos", "architecture": "rnn", "labels": [1, {}]}', "checkpoint-config"),
    ],
)
def test_a_config_that_says_too_little_is_named(folder: Path, content: bytes, key: str) -> None:
    (folder / "config.json").write_bytes(content)
    for ask in (describe, load):
        with pytest.raises(BadCheckpoint) as refused:
            ask(str(folder))
        assert refused.value.key == key
        assert str(refused.value) == (
            "config.json of the checkpoint sentiment-lstm does not say architecture, task and labels. "
            "Save the checkpoint again."
        )


@pytest.mark.parametrize("name", ["config.json", "vocabulary.json", "model.safetensors"])
def test_a_file_that_is_too_large_is_not_read(folder: Path, name: str) -> None:
    limit = checkpoints.MAX_BYTES[name]
    with (folder / name).open("r+b") as file:
        file.truncate(limit + 1)  # takes no room on the disk
    assert message(folder) == f"{name} has {limit + 1:,} bytes. At most {limit:,} are read. Use a smaller checkpoint."


@pytest.mark.parametrize("name", ["vocabulary.json", "model.safetensors"])
def test_a_missing_file_is_an_error_and_never_a_random_model(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert message(folder) == (
        f"{name} of the checkpoint sentiment-lstm cannot be read (No such file or directory). "
        "Get the checkpoint again, for instance with “git checkout checkpoints”."
    )
