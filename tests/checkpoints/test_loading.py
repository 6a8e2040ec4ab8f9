"""What was saved comes back, shared by all who ask; what is broken is named."""

import math
import threading
from pathlib import Path
from typing import Any

import pytest
import torch

from playground.checkpoints import load, loading, save
from tests import tiny as small
from tests.checkpoints.broken import change, message
from tests.tiny import PAIRS, VOCABULARY

pytestmark = pytest.mark.usefixtures("nothing_loaded")


def test_loading_again_gives_the_same_checkpoint_until_its_folder_is_saved_anew(folder: Path) -> None:
    first = load(str(folder))
    assert load(str(folder)) is first
    save(folder, small.model("lstm", "sentiment", seed=9), VOCABULARY)
    second = load(str(folder))
    assert second is not first
    assert not torch.equal(second.model.head.weight, first.model.head.weight)


def test_many_threads_that_ask_for_the_same_checkpoint_share_one(folder: Path) -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(load(str(folder)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(one is found[0] for one in found)
    assert not loading._locks


def test_who_comes_when_another_has_just_loaded_it_leaves_no_lock_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker: list[Any] = []

    def fetch(reference: str) -> None:
        if not quicker:
            quicker.append(None)
            quicker[0] = load(reference)

    monkeypatch.setattr(loading, "fetch", fetch)
    assert load(str(folder)) is quicker[0]
    assert not loading._locks


def test_a_loaded_model_can_be_changed_without_changing_its_file(folder: Path) -> None:
    before = (folder / "model.safetensors").read_bytes()
    with torch.no_grad():
        load(str(folder)).model.head.weight.add_(1)
    assert (folder / "model.safetensors").read_bytes() == before


# --- the untrained twin --------------------------------------------------------------------------


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_untrained_twin_is_the_same_every_time_and_not_the_trained_model(
    architecture: str, task: str, tiny: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = tiny[f"{task}-{architecture}"]
    twin = load(reference + "#untrained")
    state = twin.model.state_dict()
    assert twin.untrained
    assert twin.reference == reference + "#untrained"
    assert (twin.config, twin.temperature, twin.metrics) == (load(reference).config, 1.0, {})
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
    torch.manual_seed(123)
    before = torch.get_rng_state()
    again = load(reference + "#untrained")
    assert again is not twin
    assert all(torch.equal(value, again.model.state_dict()[key]) for key, value in state.items())
    assert torch.equal(torch.get_rng_state(), before), "what others draw from the generator stays as it was"
    trained = load(reference).model.state_dict()
    assert list(trained) == list(state)
    assert not torch.equal(trained["head.weight"], state["head.weight"])


def test_loading_weights_draws_no_random_numbers(tiny: dict[str, str]) -> None:
    """Else a twin that is drawn in another thread at this moment would come out different."""
    before = torch.get_rng_state()
    load(tiny["pos-transformer"])
    assert torch.equal(torch.get_rng_state(), before)


def test_absurd_sizes_in_a_config_are_refused_before_anything_is_built(folder: Path) -> None:
    change(folder, lambda config: config.update(hidden=10**9))
    assert message(folder) == (
        "The config has hidden = 1000000000. Allowed: a whole number from 1 to 2,048. Change it."
    )
    assert message(folder, "#untrained") == message(folder)


@pytest.mark.parametrize("given", [0, -1, 1e9, "1", None, math.nan])
def test_a_temperature_that_makes_no_sense_is_refused(folder: Path, given: object) -> None:
    change(folder, lambda config: config.update(temperature=given))
    assert message(folder) == (
        f"The checkpoint sentiment-lstm has the temperature {given!r}. It has to be from 0.01 to 100. Save it again."
    )
