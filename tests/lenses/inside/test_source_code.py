"""The listings, run without the project, give the checkpoint's logits; the class shown is the one that runs."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from playground import checkpoints
from playground.checkpoints import Checkpoint, load
from playground.lenses.inside.source_code import configuration, listing, sources
from playground.models import Config
from tests.lenses.inside.test_layers import VARIANTS
from tests.tiny import write

WORDS = ["It", "'s", "unbelievably", "“", "good", "”", "don’t", "–", "internationalisationalistically", "FILM", "."]
SHORT = ["Good"]

RUN = """
import contextlib, io, json, runpy, sys
sys.path[:] = [part for part in sys.path if part]
asked, answers = json.load(sys.stdin), []
for file, folder, words in asked:
    sys.argv[1:] = [folder, *words]
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path(file)
    answers.append(json.loads(said.getvalue()))
assert not [name for name in sys.modules if name.startswith(("playground", "tests"))]
print(json.dumps(answers))
"""


def answers(folder: Path, asked: list[Checkpoint]) -> None:
    """Run the listings of checkpoints in one process that has never heard of this project; compare every logit."""
    runs, texts = [], (WORDS, SHORT)
    for number, checkpoint in enumerate(asked):
        file = folder / f"listing{number}.py"
        file.write_text(listing(checkpoint), "utf-8")
        runs += [(str(file), str(checkpoint.folder), words) for words in texts]
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN], input=json.dumps(runs), capture_output=True, text=True, cwd=folder
    )
    assert done.returncode == 0, done.stderr[-2000:]
    given = json.loads(done.stdout)
    for number, checkpoint in enumerate(asked):
        for at, words in enumerate(texts):
            with torch.no_grad():
                own = checkpoint.model(checkpoint.encode([words]))[0].cpu()
            mine = torch.tensor(given[2 * number + at])
            assert mine.shape == own.shape
            assert float((mine - own).abs().max()) < 1e-5, checkpoint.reference


@pytest.mark.slow
def test_the_listing_of_every_shipped_checkpoint_gives_its_logits(tmp_path: Path) -> None:
    answers(tmp_path, [load(reference) for reference in checkpoints.shipped()])


@pytest.mark.slow
def test_the_listing_of_every_kind_of_model_gives_its_logits(tmp_path: Path) -> None:
    asked = []
    for number, (architecture, task, change) in enumerate(VARIANTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        asked.append(load(write(folder, architecture, task, seed=number, **change)))
    answers(tmp_path, asked)


@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_a_listing_is_short_and_names_nothing_of_ours(
    tmp_path: Path, architecture: str, task: str, change: dict[str, Any]
) -> None:
    code = listing(load(write(tmp_path, architecture, task, **change)), ["a", "'", '"', "</pre>"])
    assert "playground" not in code
    assert len(code.splitlines()) < 90
    compile(code, "listing.py", "exec")
    assert """words = sys.argv[2:] or ['a', "'", '"', '</pre>']""" in code


def test_the_configuration_builds_the_same_model(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        checkpoint = load(reference)
        again = eval(configuration(checkpoint), {"Config": Config})  # noqa: S307 - our own text
        assert again.architecture == checkpoint.architecture
        from playground.models import build

        assert {name: value.shape for name, value in build(again).state_dict().items()} == {
            name: value.shape for name, value in checkpoint.model.state_dict().items()
        }


def test_the_classes_shown_stand_in_the_repository_as_they_are_shown(tiny: dict[str, str]) -> None:
    root = Path(__file__).parents[3]
    names = {}
    for key, reference in tiny.items():
        shown = sources(load(reference))
        names[key] = [one.name for one in shown]
        for one in shown:
            lines = (root / one.file).read_text("utf-8").splitlines(keepends=True)
            assert "".join(lines[one.line - 1 :]).startswith(one.code)
    assert names["sentiment-lstm"] == ["LSTM", "Recurrent", "Model"]
    assert names["pos-transformer"] == ["Transformer", "Layer", "Distances", "Letters", "Model"]
