"""When to keep quiet: the counts, the bound that has to hold, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from playground.checkpoints import load
from playground.checkpoints.loading import unload
from playground.data.examples import Examples
from playground.errors import BadCheckpoint, BadInput, NotApplicable
from playground.evaluation.answer_when_sure import measure, settle
from playground.evaluation.selective import ABOVE, answering, at_most
from playground.lenses.predict.predict import predict
from tests.tiny import write


def drawn(rows: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Confidences, and answers that are right as often as the confidence says but for a tenth."""
    random = np.random.default_rng(seed)
    confidence = random.beta(4, 1, size=rows)
    return confidence, random.random(rows) < 0.9 * confidence + 0.05


def test_each_confidence_is_counted_and_bounded() -> None:
    confidence, right = drawn(400, 0)
    found = answering(confidence, right)
    assert [one.answer_above for one in found] == list(ABOVE)
    assert found[0].coverage == 1
    for one in found:
        answered = confidence >= one.answer_above
        assert (one.answered, one.wrong) == (answered.sum(), (answered & ~right).sum())
        if one.answered > one.wrong:
            level = 1 - 0.05 / len(ABOVE)
            exact = stats.binomtest(one.wrong, one.answered, alternative="less").proportion_ci(level, method="exact")
            assert one.most_wrong == pytest.approx(exact.high)


def test_what_was_chosen_after_the_fact_holds_its_promise_in_ninety_five_of_a_hundred_cases() -> None:
    confidence, right = drawn(50_000, 99)
    broken = chosen = 0
    for seed in range(300):
        try:
            one = at_most(answering(*drawn(300, seed)), 0.18)
        except BadInput:
            continue
        chosen += 1
        answered = confidence >= one.answer_above
        broken += bool((~right[answered]).mean() > 0.18)
    assert chosen > 100
    assert broken <= 0.05 * chosen


def test_what_cannot_be_promised_is_said() -> None:
    found = answering(np.full(40, 0.9), np.ones(40, dtype=bool))
    with pytest.raises(
        BadInput, match=r"On 40 rows no more can be promised than 13\.7 % wrong answers at most, and 5 %"
    ):
        at_most(found, 0.05)
    with pytest.raises(BadInput, match=r"120 % wrong answers were allowed\. It has to be more than 0 %"):
        at_most(found, 1.2)
    assert at_most(found, 0.2).answer_above == 0


def test_a_checkpoint_says_that_it_is_not_sure_once_it_was_told_to(tmp_path: Path) -> None:
    folder = Path(write(tmp_path, "textcnn", "sentiment"))
    texts = tuple(f"good film number {number}" for number in range(60))
    plain = predict(load(str(folder)), list(texts))
    labels = tuple(str(one.label) for one in plain)  # it is right about all of them
    found = measure(load(str(folder)), Examples("sentiment", texts, None, labels, "mine.csv", "0" * 64))
    assert settle(folder, found, 0.2) is not None
    assert "answer_above" not in json.loads((folder / "config.json").read_text()), (
        "always sure enough: nothing is stored"
    )
    surest = max(float(one.probabilities.max()) for one in plain)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "answer_above": surest + 1e-6}))
    unload(folder)
    quiet = predict(load(str(folder)), texts[0])
    assert quiet.label == plain[0].label, "the label stays"
    assert quiet.caution is not None
    assert quiet.as_json()["caution"]["key"] == "not-sure"
    assert predict(load(f"{folder}#untrained"), texts[0]).caution is None
    settle(folder, found, None)
    assert predict(load(str(folder)), texts[0]).caution == plain[0].caution
    (folder / "config.json").write_text(json.dumps({**config, "answer_above": 7}))
    unload(folder)
    with pytest.raises(BadCheckpoint, match="answer_above = 7"):
        load(str(folder))


def test_words_are_no_independent_rows(tmp_path: Path) -> None:
    folder = write(tmp_path, "rnn", "pos")
    with pytest.raises(NotApplicable, match="keeping quiet is for one label a text"):
        measure(load(folder), Examples("pos", ("a",), (("a",),), (("NOUN",),), "mine.conllu", "0" * 64))
