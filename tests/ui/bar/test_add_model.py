"""One more model of the Hub: a field, and what is said while the model is fetched."""

from pathlib import Path
from typing import Any

import pytest

from playground import hub
from playground.checkpoints import SESSION
from playground.errors import Unreachable
from playground.ui.bar import add_model, bar, render_add_model
from tests.ui.models.entries import Loaded, event


def test_a_model_that_is_added_is_chosen_at_once_and_its_coming_is_told(
    folder: Path, loader: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "cached", lambda *_: None)
    loader.states["a/b@main"] = False
    given = event(reference=" a/b@main ")
    coming, said, extras, task, chosen = add_model.add([], [], "sentiment", ["sentiment-rnn"], "en", given)
    assert (coming, extras, task, chosen.value) == (
        ["a/b@main"],
        ["a/b@main"],
        "sentiment",
        ["sentiment-rnn", "a/b@main"],
    )
    assert loader.requested == ["a/b@main"]
    assert "Downloading a/b@main …" in said
    assert "data-coming" in said
    loader.states["a/b@main"] = Unreachable("The Hub is silent.", key="hub-silent")
    coming, said, extras, _, chosen = add_model.poll(coming, extras, "sentiment", chosen.value, "en")
    assert coming == []
    assert (extras, chosen.value) == (["a/b@main"], ["sentiment-rnn"]), "it can be ticked again, and is not by itself"
    assert "could not be downloaded. The Hub is silent." in said
    assert "data-coming" not in said


def test_a_model_that_is_coming_says_how_far_it_is(loader: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    loader.states["a/b"] = False
    for known, told in ((None, "Downloading a/b …"), ((1_250_000, 5_000_000), "Downloading a/b: 1.2 MB of 5.0 MB")):
        monkeypatch.setattr(hub, "progress", lambda reference, known=known: known)
        assert told in render_add_model.progress_lines(["a/b"], "en")[0][0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed", ["", "   ", "name", "../x", "a/b/c", "/etc/passwd", f"{SESSION}x", "a/b@../c", None, 3]
)
def test_what_is_no_repository_is_refused_and_nothing_is_fetched(folder: Path, loader: Loaded, typed: Any) -> None:
    coming, said, *others = add_model.add([], [], "sentiment", [], "en", event(reference=typed))
    assert coming == []
    assert loader.requested == []
    assert 'class="warn"' in said
    assert all(one.get("__type__") == "update" and len(one) == 1 for one in others)


def test_a_model_that_turns_out_to_be_of_the_other_task_brings_that_task(
    folder: Path, loader: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"a/tagger": ("pos", "lstm")}
    for module in (add_model, bar):
        monkeypatch.setattr(
            module, "about", lambda one: found.get(one, ("pos" if "pos" in one else "sentiment", "rnn"))
        )
    coming, _, extras, task, chosen = add_model.poll(["a/tagger"], ["a/tagger"], "sentiment", ["sentiment-rnn"], "en")
    assert (coming, extras, task) == ([], ["a/tagger"], "pos")
    assert "a/tagger" in chosen.value
