"""What visitors leave in memory and on the disk: zips that inflate, large tables, many uploads."""

import io
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import session_store
from playground.checkpoints.session_store import Owner
from playground.errors import BadInput, PlaygroundError
from playground.ui.finetune.visit_models import VisitModels
from tests import tiny
from tests.serving import ROOT, serving

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
MEMORY = """
def memory(name):
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith(name))

def from_now_on():
    open("/proc/self/clear_refs", "w").write("5")
    return memory("VmRSS")
"""


def measured(program: str, *arguments: str) -> dict[str, float]:
    """What a program prints that measures its memory, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY + program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


# ---- zips


def inflating(weights: int, folder: Path) -> bytes:
    """A zip of a checkpoint whose weights are so many zeros."""
    made, checkpoint = io.BytesIO(), Path(tiny.write(folder, "rnn", "sentiment"))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("config.json", "vocabulary.json"):
            archive.write(checkpoint / name, name)
        with archive.open("model.safetensors", "w") as file:
            for _ in range(weights // 2**20):
                file.write(bytes(2**20))
    return made.getvalue()


@pytest.mark.slow
def test_two_zips_that_inflate_push_out_nobodys_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_store, "_models", type(session_store._models)())
    mine = session_store.keep(Path(tiny.write(tmp_path / "mine", "rnn", "sentiment")), "mine", Owner("me", "192.0.2.1"))
    raw = inflating(192 * 2**20, tmp_path / "bomb")
    assert len(raw) < 1_400_000
    for _ in range(2):
        with pytest.raises(BadInput, match=r"At most 100,663,296 are unpacked"):
            VisitModels(owner=Owner("other", "192.0.2.2")).add_zip(raw, "bomb.zip")
    assert session_store.has(mine)


@pytest.mark.slow
@ON_LINUX
def test_two_zips_that_inflate_take_no_memory_neither_refused_nor_unpacked(
    tmp_path: Path, record_property: Any
) -> None:
    for name, size in (("refused", 192), ("unpacked", 90)):
        (tmp_path / f"{name}.zip").write_bytes(inflating(size * 2**20, tmp_path / name))
    program = """
import sys, json
from pathlib import Path
import torch
from playground.checkpoints import archive
from playground.errors import PlaygroundError
def give(path):
    raw = Path(path).read_bytes()
    before = from_now_on()
    for _ in range(2):
        try:
            archive.unzip_checkpoint(raw)
        except PlaygroundError:
            pass
    return memory("VmHWM") - before
print(json.dumps({Path(path).stem: give(path) for path in sys.argv[1:]}))
"""
    found = measured(program, *(str(tmp_path / f"{name}.zip") for name in ("refused", "unpacked")))
    assert found["refused"] < 20, found
    assert found["unpacked"] < 150, found  # weights that are no safetensors of this config are looked at once
    record_property("figure", f"+ {found['refused']:.0f} MB (192 MB each, refused), + {found['unpacked']:.0f} (90 MB)")


def test_a_zip_that_names_many_files_is_refused_before_its_directory_is_read(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(5_000):
            archive.writestr(f"{number}", b"")
    with pytest.raises(PlaygroundError, match="The zip holds more than 100 files") as refused:
        VisitModels().add_zip(made.getvalue(), "many.zip")
    assert refused.value.key == "zip-entries"


# ---- tables

TABLE = """
import json, random, threading
from playground import devices
from playground.ui.finetune import visit_registry
from playground.ui.finetune.visit_registry import VisitRegistry
known = VisitRegistry()
draw = random.Random(1)
words = ["film", "story", "actor", "scene", "dull", "bright", "slow", "warm", "plain", "odd"]
def table():
    rows = (f'"{" ".join(draw.choices(words, k=75))}",{draw.choice(["good", "bad"])}' for _ in range(48_000))
    return ("text,label\\n" + "\\n".join(rows) + "\\n").encode()
def give(name):
    raw = table()
    visit = known.find(name)
    visit.read_file(raw, "table.csv")
    assert visit.files.ready, visit.file_error
    known.release(name)
    return len(raw) / 2**20
megabytes = give("first")
known.find("first").change({"action": "forget"})
devices.give_memory_back()
before = memory("VmRSS")
for number in range(4):
    give(str(number))
devices.give_memory_back()
working = memory("VmRSS") - before
visit_registry.READ_SECONDS = 0.0
known._swept()
print(json.dumps({"table": megabytes, "four working": working, "four resting": memory("VmRSS") - before}))
"""


@pytest.mark.slow
@ON_LINUX
def test_large_tables_do_not_stay_in_memory_while_their_visitors_rest(record_property: Any) -> None:
    found = measured(TABLE)
    assert 18 < found["table"] < 20
    assert found["four resting"] < 80, found
    assert found["four working"] < 2.5 * 15 * found["table"], found
    record_property("figure", f"at work + {found['four working']:.0f} MB, at rest + {found['four resting']:.0f} MB")


# ---- uploads


@pytest.mark.slow
def test_many_uploads_stay_within_the_bound_on_the_disk(tmp_path: Path, record_property: Any) -> None:
    uploads, bound = tmp_path / "uploads", 20 * 2**20
    with serving(GRADIO_TEMP_DIR=str(uploads), PLAYGROUND_UPLOADS="20M") as (page, _):
        answers, most = [], 0
        for number in range(30):
            content = os.urandom(16) + bytes(2**20)
            body = (
                b'--mark\r\nContent-Disposition: form-data; name="files"; filename="%d.csv"\r\n\r\n' % number
                + content
                + b"\r\n--mark--\r\n"
            )
            asked = urllib.request.Request(
                f"{page}/gradio_api/upload", body, {"Content-Type": "multipart/form-data; boundary=mark"}
            )
            try:
                with urllib.request.urlopen(asked, timeout=60) as answer:
                    answers.append(answer.status)
            except urllib.error.HTTPError as error:
                answers.append(error.code)
                assert "Upload it again in" in error.read().decode()
                assert int(error.headers["Retry-After"]) > 0
            most = max(most, sum(path.stat().st_size for path in uploads.rglob("*") if path.is_file()))
    assert set(answers) == {200, 429}
    assert answers.index(429) == 9, "half of what there may be, from one address"
    assert most <= bound
    record_property("figure", f"at most {most / 2**20:.0f} of {bound / 2**20:.0f} MB on the disk")
