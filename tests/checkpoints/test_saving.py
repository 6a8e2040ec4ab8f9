"""A folder is written whole, and others' files in it stay."""

from pathlib import Path

import pytest
import torch

from playground.checkpoints import load, round_weights, save
from tests import tiny as small
from tests.tiny import PAIRS, VOCABULARY

TEXT = [["the", "film", "is", "n't", "bad"], ["zebra"]]


pytestmark = pytest.mark.usefixtures("nothing_loaded")


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_what_was_saved_gives_the_same_logits_when_it_is_loaded(architecture: str, task: str, tmp_path: Path) -> None:
    torch.manual_seed(5)
    made = small.model(architecture, task)
    round_weights(made)
    save(tmp_path / "made", made, VOCABULARY, temperature=1.7, recipe={"stages": []}, card="# A card\n")
    found = load(str(tmp_path / "made"))
    assert not found.model.training
    assert all(parameter.dtype == torch.float32 for parameter in found.model.parameters())
    assert all(parameter.requires_grad for parameter in found.model.parameters())
    inputs = found.encode(TEXT)
    with torch.no_grad():
        assert torch.equal(found.model(inputs), made(inputs))
        assert torch.isfinite(found.model(inputs)).all()
    assert found.config == made.config
    assert (found.vocabulary.words, found.vocabulary.letters) == (VOCABULARY.words, VOCABULARY.letters)
    assert (found.temperature, found.card, found.source, found.untrained) == (1.7, "# A card\n", "folder", False)
    assert found.parameters == sum(parameter.numel() for parameter in made.parameters())
    assert (found.task, found.architecture, found.reference) == (task, architecture, str(tmp_path / "made"))


def test_saving_keeps_other_files_and_leaves_nothing_behind_beside_the_folder(folder: Path) -> None:
    (folder / "memory.json").write_text("{}")
    save(folder, small.model("lstm", "sentiment", seed=9), VOCABULARY)
    assert (folder / "memory.json").read_text() == "{}"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
