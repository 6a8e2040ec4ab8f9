"""A training on corrected labels beside the one before: the same rows held back, and both truths told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest

from playground.checkpoints import load
from playground.data.splits import part, split
from playground.errors import BadInput
from playground.evaluation.label_decisions import Place
from playground.lenses.predict.predict import predict
from playground.training.finetune.corrected import Corrected, correct, tune_corrected
from playground.training.finetune.plan import Plan
from tests.training.finetune.toy import done, toy

PLAN = Plan("sentiment", "textcnn", None, epochs=4, learning_rate=0.01)
OTHER = {"up": "down", "down": "up"}


def numbered(count: int = 60) -> Any:
    return replace(toy(count), rows=tuple(range(2, count + 2)))


def test_no_decision_moves_a_row_to_the_other_side() -> None:
    examples = numbered()
    learnt, held = split(examples, 3, 0.25)
    one, other, gone = held.rows[0] - 2, learnt.rows[0] - 2, held.rows[1] - 2
    changes: dict[Place, tuple[str, str]] = {(at, None): ("change", OTHER[examples.labels[at]]) for at in (one, other)}
    kept = learnt.rows[1] - 2
    decided: dict[Place, tuple[str, str]] = {**changes, (gone, None): ("drop", "up"), (kept, None): ("keep", "up")}
    found = correct(examples, decided, 3, 0.25)
    assert found.filed == held
    assert (found.train.rows, found.validation.rows) == (
        learnt.rows,
        tuple(row for row in held.rows if row != gone + 2),
    )
    assert found.validation.labels[0] == OTHER[held.labels[0]]
    assert found.train.labels == (OTHER[learnt.labels[0]], *learnt.labels[1:])
    assert found.counts == {
        "learnt": {"kept": len(learnt) - 1, "changed": 1, "dropped": 0},
        "held": {"kept": len(held) - 2, "changed": 1, "dropped": 1},
    }


def test_of_a_validation_file_nothing_is_decided() -> None:
    examples, validation = numbered(), toy(10, seed=5)
    found = correct(examples, {(0, None): ("drop", "up")}, 0, 0.2, validation)
    assert (found.validation, found.filed) == (validation, validation)
    assert found.train == part(examples, range(1, 60))


@pytest.mark.parametrize(("side", "told"), [(1, "held back"), (0, "learnt from")])
def test_a_side_of_which_nothing_is_left_is_said(side: int, told: str) -> None:
    examples = numbered()
    rows = split(examples, 0, 0.2)[side].rows
    with pytest.raises(BadInput, match=f"All examples of toy.csv that are {told} were dropped. Keep some of them."):
        correct(examples, {(row - 2, None): ("drop", "up") for row in rows}, 0, 0.2)


@pytest.mark.slow
def test_what_it_brought_is_tested_by_both_kinds_of_labels(tmp_path: Path) -> None:
    examples = toy(120)
    learnt, held = split(examples, 0, 0.2)
    flipped = replace(learnt, labels=tuple(OTHER[label] for label in learnt.labels))  # the worst that labels can be
    wrong = replace(held, labels=(OTHER[held.labels[0]], *held.labels[1:]))
    before = str(tmp_path / "before")
    done(flipped, wrong, PLAN, Path(before))
    counts = {"learnt": {"kept": 0, "changed": 96, "dropped": 0}, "held": {"kept": 23, "changed": 1, "dropped": 0}}
    running = tune_corrected(Corrected(learnt, held, wrong, counts), PLAN, tmp_path / "after", before)
    while True:
        try:
            next(running)
        except StopIteration as end:
            result = end.value
            break
    found = result.summary["corrected"]
    assert (found["counts"], list(found["judged"])) == (counts, ["corrected", "file"])
    for key, labels in (("corrected", held.labels), ("file", wrong.labels)):
        right = {
            name: np.array([answer.label for answer in predict(load(str(tmp_path / name)), list(held.texts))])
            == np.array(labels)
            for name in ("before", "after")
        }
        judged = found["judged"][key]
        assert judged["scores"]["after"]["accuracy"] == pytest.approx(right["after"].mean())
        assert judged["scores"]["before"]["accuracy"] == pytest.approx(right["before"].mean())
        compared = judged["comparison"]
        assert (compared["first"], compared["rows"]) == ("after", 24)
        assert compared["first_only"] == (right["after"] & ~right["before"]).sum()
        assert compared["second_only"] == (right["before"] & ~right["after"]).sum()
        discordant = compared["first_only"] + compared["second_only"]
        assert compared["p"] == pytest.approx(binomtest(compared["first_only"], discordant).pvalue)
        assert compared["p"] < 0.05, "one has learnt the opposite of the other"
    assert "96 of the examples were changed, 0 dropped" in (tmp_path / "after" / "README.md").read_text("utf-8")
    assert '"labels_changed": 96' in (tmp_path / "after" / "training.json").read_text("utf-8")
    running = tune_corrected(Corrected(learnt, held, held, counts), PLAN, tmp_path / "more", str(tmp_path / "gone"))
    with pytest.raises(BadInput, match="The model from before the correction is gone"):
        for _ in running:
            pass
