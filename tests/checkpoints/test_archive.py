"""A checkpoint as a zip: the way there and back, and zips that somebody made to do harm."""

import io
import json
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from playground.checkpoints import archive as checkpoints_archive
from playground.checkpoints import read
from playground.errors import PlaygroundError
from tests import tiny

NAMES = (
    "config.json, model.safetensors, vocabulary.json, tokenizer.json, README.md, training.json, memory.json, "
    "behaviour.json, means.json, units.json"
)
AS_IT_WAS = "Give the zip that was downloaded here, as it was."


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return checkpoints_archive.zip_checkpoint(tiny.write(tmp_path_factory.mktemp("whole"), "lstm", "sentiment"))


def files(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_there_and_back_is_the_same_model(tmp_path: Path) -> None:
    reference = tiny.write(tmp_path, "textcnn", "pos")
    (tmp_path / "pos-textcnn" / "notes.txt").write_text("mine")
    raw = checkpoints_archive.zip_checkpoint(reference)
    assert "notes.txt" not in files(raw), "only what belongs to a checkpoint"
    folder = checkpoints_archive.unzip_checkpoint(raw)
    assert files(raw) == {path.name: path.read_bytes() for path in folder.iterdir()}
    one, other = read(reference), read(str(folder))
    assert one.config == other.config
    assert one.vocabulary.words == other.vocabulary.words
    assert all(torch.equal(value, other.model.state_dict()[key]) for key, value in one.model.state_dict().items())


def lying(raw: bytes) -> bytes:
    """A zip whose directory states another size than its data has."""
    at = raw.rindex(b"PK\x01\x02")
    return raw[: at + 24] + (10).to_bytes(4, "little") + raw[at + 28 :]


def locked(raw: bytes) -> bytes:
    """A zip whose entries say that they need a password."""
    broken = bytearray(raw)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = broken.find(mark)
        while at >= 0:
            broken[at + offset] |= 1
            at = broken.find(mark, at + 1)
    return bytes(broken)


def scratched(raw: bytes, share: float) -> bytes:
    """A zip with 40 bytes of its data changed, that far into it."""
    at = int(len(raw) * share)
    return raw[:at] + bytes(byte ^ 0x5A for byte in raw[at : at + 40]) + raw[at + 40 :]


def twice(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        for name in (*parts, "config.json"):
            archive.writestr(name, parts[name])
    return made.getvalue()


BROKEN = f"The file is not a whole zip that can be read without a password. {AS_IT_WAS}"


def strange(name: str) -> str:
    allowed = f"A zipped checkpoint holds {NAMES}, each at most once and none in a folder."
    return f"The zip holds '{name}'. {allowed} {AS_IT_WAS}"


def with_hidden(parts: dict[str, bytes], hidden: int) -> bytes:
    config = {**json.loads(parts["config.json"]), "hidden": hidden}
    return zipped({**parts, "config.json": json.dumps(config).encode()})


CASES: list[tuple[str, Callable[[dict[str, bytes]], bytes], str]] = [
    ("nothing", lambda parts: b"", BROKEN),
    ("no zip", lambda parts: b"text,label\nfine,good\n", BROKEN),
    ("cut short", lambda parts: zipped(parts)[:-50], BROKEN),
    ("damaged", lambda parts: zipped(parts).replace(b"config.json", b"config.jsom", 1), BROKEN),
    ("damaged, deflated", lambda parts: scratched(zipped(parts), 0.5), BROKEN),
    ("damaged, bzip2", lambda parts: scratched(zipped(parts, zipfile.ZIP_BZIP2), 0.5), BROKEN),
    ("damaged, LZMA", lambda parts: scratched(zipped(parts, zipfile.ZIP_LZMA), 0.5), BROKEN),
    ("damaged, the head of LZMA", lambda parts: scratched(zipped(parts, zipfile.ZIP_LZMA), 0.005), BROKEN),
    ("a lie about sizes", lambda parts: lying(zipped(parts)), BROKEN),
    ("a password", lambda parts: locked(zipped(parts)), BROKEN),
    ("empty", lambda parts: zipped({}), "The zip has no config.json. A checkpoint needs config.json, "),
    ("a way out", lambda parts: zipped({**parts, "../config.json": b"{}"}), strange("../config.json")),
    ("a root path", lambda parts: zipped({**parts, "/etc/passwd": b""}), strange("/etc/passwd")),
    ("a folder", lambda parts: zipped({f"mine/{k}": v for k, v in parts.items()}), strange("mine/config.json")),
    ("code", lambda parts: zipped({**parts, "model.py": b"print(1)"}), strange("model.py")),
    ("twice", twice, strange("config.json")),
    (
        "a bomb",
        lambda parts: zipped({**parts, "README.md": b"0" * 10**7}),
        "README.md in the zip has 10,000,000 bytes or more. At most 1,000,000 are read. Use a smaller checkpoint.",
    ),
    (
        "other weights",
        lambda parts: zipped({**parts, "model.safetensors": parts["model.safetensors"][:-4] + b"abcd"}),
        "are not the ones that its config names (sha256 differs). Get the checkpoint again.",
    ),
    (
        "another shape",
        lambda parts: with_hidden(parts, 11),
        "The weights do not fit the config. Get or save the checkpoint again.",
    ),
    (
        "a giant",
        lambda parts: with_hidden(parts, 10**9),
        "The config has hidden = 1000000000. Allowed: a whole number from 1 to 2,048. Change it.",
    ),
    ("no JSON", lambda parts: zipped({**parts, "vocabulary.json": b"\xff"}), "is not JSON. Get the checkpoint again."),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_zip_that_is_no_checkpoint_is_refused_and_leaves_nothing(
    make: Callable[[dict[str, bytes]], bytes],
    message: str,
    whole: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(PlaygroundError) as refused:
        checkpoints_archive.unzip_checkpoint(make(files(whole)))
    assert message in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_any_damaged_byte_is_refused_or_changes_nothing(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        broken = whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :]
        try:
            folder = checkpoints_archive.unzip_checkpoint(broken)
        except PlaygroundError:
            continue
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == files(whole)


def test_all_files_together_are_bounded_before_anything_is_unpacked(
    whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints_archive, "MOST_BYTES", 1000)
    monkeypatch.setattr(checkpoints_archive, "_unpack_entry", None)  # never called
    with pytest.raises(PlaygroundError, match=r"At most 1,000 are unpacked\. Use a smaller checkpoint\."):
        checkpoints_archive.unzip_checkpoint(whole)


@pytest.mark.slow
def test_a_zip_is_unpacked_in_pieces(whole: bytes) -> None:
    """Zeros that deflate to a thousandth are counted while they come, and never in memory as a whole."""
    size = 90 * 2**20
    raw = zipped({**files(whole), "model.safetensors": bytes(size)})
    assert len(raw) < 2**20
    tracemalloc.start()
    with pytest.raises(PlaygroundError):
        checkpoints_archive.unzip_checkpoint(raw)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert memory < size // 4
