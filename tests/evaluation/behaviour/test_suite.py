"""The behavioural suite: its cases, what counts as a failure, and what folders and cards of shipped checkpoints say."""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground import checkpoints
from playground.checkpoints import Checkpoint, load, shipped
from playground.errors import BadCheckpoint, NotApplicable, NotFound
from playground.evaluation.behaviour.suite import (
    KINDS,
    SUITES,
    behaviour,
    cases,
    digest,
    outcome,
    section,
    store,
    stored,
)
from playground.evaluation.behaviour.templates import Case
from playground.lenses.predict.predict import predict
from playground.tasks import TASKS
from tests.command_line import run
from tests.tiny import VOCABULARY, config, model, write

ROOT = Path(__file__).parents[3]
ALL = [(task, key) for task, suite in SUITES.items() for key in suite]
LEAST = 100  # cases a capability


@pytest.mark.parametrize(("task", "key"), ALL)
def test_a_capability_has_enough_cases_of_the_shape_of_its_kind(task: str, key: str) -> None:
    asked, kind = cases(task, key), SUITES[task][key].kind
    assert kind in KINDS
    assert len(asked) >= LEAST
    for case in asked:
        assert len(set(case.texts)) == len(case.texts), case
        for text in case.texts:
            assert text == text.strip()
            assert "{" not in text
            assert not text[0].islower() or key == "casing", text
        assert bool(case.places) == TASKS[task].per_word
        assert all(place < len(text.split(" ")) for place in case.places for text in case.texts)
        if kind == "minimum":
            assert len(case.texts) == 1
            assert len(case.tags) == len(case.places)
            assert set(case.tags or (case.label,)) <= set(TASKS[task].labels)
        else:
            assert len(case.texts) > 1
            assert case.tags == ()
            assert (case.label in TASKS[task].labels) == (kind == "direction")


@pytest.mark.parametrize("task", SUITES)
def test_no_case_stands_twice_and_no_sentence_has_two_right_answers(task: str) -> None:
    asked = [case for key in SUITES[task] for case in cases(task, key)]
    assert len(set(asked)) == len(asked)
    gold: dict[tuple[str, int], str] = {}
    for case in asked:
        answers = zip(case.places, case.tags, strict=True) if case.tags else [(0, case.label)]
        for place, label in answers if len(case.texts) == 1 else ():
            assert gold.setdefault((case.texts[0], place), label) == label, case


def test_both_answers_are_asked_for_where_both_can_be_right() -> None:
    for key, capability in SUITES["sentiment"].items():
        labels = [case.label for case in cases("sentiment", key)]
        if capability.kind != "invariance" and key not in ("denied-good", "denied-bad"):
            assert 0.4 < labels.count("positive") / len(labels) < 0.6, key
    assert {case.label for case in cases("sentiment", "denied-good")} == {"negative"}
    assert {case.label for case in cases("sentiment", "denied-bad")} == {"positive"}


def test_every_tag_is_asked_for() -> None:
    tags = {tag for key in SUITES["pos"] for case in cases("pos", key) for tag in case.tags}
    assert tags == set(TASKS["pos"].labels) - {"X"}


@pytest.mark.slow
def test_the_cases_are_the_same_every_time_and_in_every_process() -> None:
    for task, key in ALL:
        assert tuple(SUITES[task][key].cases(key)) == cases(task, key)
    program = "from playground.evaluation.behaviour.suite import digest; print(digest('sentiment'), digest('pos'))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().split() == [digest("sentiment"), digest("pos")]


def test_nothing_that_trains_knows_the_sentences() -> None:
    modules = ("behaviour.templates", "behaviour.sentiment_sentences", "behaviour.part_of_speech import")
    knowing = {
        path.name
        for path in (ROOT / "playground").rglob("*.py")
        if any(name in path.read_text("utf-8") for name in modules)
    }
    chinese = {"chinese_sentiment.py", "chinese_sentiment_sentences.py"}
    assert knowing == {"suite.py", "sentiment.py", "part_of_speech.py", *chinese}


WEIGHTS = {"good": 0.2, "fine": 0.03, "meh": -0.03, "bad": -0.2}


def count_words(texts: list[list[str]]) -> list[np.ndarray]:
    """P(positive) = 0.5 + the weights of the words that are there, each as often as it stands there."""
    positive = [0.5 + sum(WEIGHTS.get(word.lower(), 0) for word in text) for text in texts]
    return [np.array([1 - share, share]) for share in positive]


def tag_words(texts: list[list[str]]) -> list[np.ndarray]:
    """A tag a word, whatever stands beside it: NOUN 0.9 where it has an o, else VERB; in capitals NOUN 0.55."""
    shares = [[0.55 if word.isupper() else 0.9 if "o" in word else 0.1 for word in text] for text in texts]
    return [np.array([[share, 1 - share] for share in row]) for row in shares]


LABELS = ("negative", "positive")


def test_minimum_functionality_fails_where_the_answer_is_another_one() -> None:
    asked = [
        Case(("A good film.",), "positive"),
        Case(("A bad film.",), "negative"),
        Case(("Not a good film.",), "negative"),  # 0.7 for positive
        Case(("Not bad!",), "positive"),  # 0.3
        Case(("Good, good, bad.",), "positive"),  # 0.7
    ]
    found = outcome("minimum", asked, LABELS, count_words)
    assert (found.kind, found.cases, found.failures, found.rate) == ("minimum", 5, 2, 0.4)
    assert [(one.texts, one.expected, one.answered) for one in found.examples] == [
        (("Not a good film.",), "negative", ("positive 0.70",)),
        (("Not bad!",), "positive", ("negative 0.70",)),
    ]


def test_invariance_fails_where_the_answer_changes_by_more_than_a_tenth() -> None:
    asked = [
        Case(("A good film.", "A good, good film.")),  # 0.7, 0.9: the same answer
        Case(("A fine film.", "A meh film.")),  # 0.53, 0.47: another answer, hardly another probability
        Case(("A good film.", "A bad film.")),  # 0.7, 0.3
        Case(("A good film.", "The good film.", "A film, bad.")),  # the second variant
        Case(("A good film.", "A good bad good film.")),  # 0.7, 0.7
        Case(("A bad film.", "Bad.", "Bad, bad.")),
    ]
    found = outcome("invariance", asked, LABELS, count_words)
    assert (found.cases, found.failures) == (6, 2)
    assert found.examples[0].texts == ("A good film.", "A bad film.")
    assert found.examples[1].answered == ("positive 0.70", "positive 0.70", "negative 0.70")


def test_direction_fails_where_the_probability_falls_by_more_than_a_tenth() -> None:
    asked = [
        Case(("A film.", "A good film."), "positive"),
        Case(("A film.", "A bad film."), "positive"),  # falls by 0.2
        Case(("A film.", "A bad film."), "negative"),
        Case(("A fine film.", "A meh film."), "positive"),  # falls by 0.06
        Case(("A film.", "A good film.", "A bad good film."), "positive"),  # rises, then falls by 0.2
        Case(("A bad film.", "A bad, bad film."), "positive"),  # falls, although the answer was wrong before
    ]
    found = outcome("direction", asked, LABELS, count_words)
    assert (found.cases, found.failures) == (6, 3)
    assert len(found.examples) == 3
    assert outcome("direction", asked[:1], LABELS, count_words).examples == ()


def test_a_word_with_another_tag_fails_and_only_the_words_asked_about_count() -> None:
    tags = ("NOUN", "VERB")
    asked = [
        Case(("dogs run",), places=(0, 1), tags=("NOUN", "VERB")),
        Case(("a run",), places=(1,), tags=("NOUN",)),  # VERB
        Case(("cats go",), places=(1,), tags=("NOUN",)),  # cats would be wrong, too, and is not asked about
        Case(("dogs eat food",), places=(0, 1, 2), tags=("NOUN", "NOUN", "NOUN")),
    ]
    found = outcome("minimum", asked, tags, tag_words)
    assert (found.cases, found.failures) == (4, 2)
    assert (found.examples[1].expected, found.examples[1].answered) == ("eat/NOUN", ("eat/VERB",))
    changed = [
        Case(("dogs run", "DOGS RUN"), places=(0, 1)),  # 0.9 for VERB, 0.45
        Case(("dogs run", "DOGS RUN"), places=(0,)),  # NOUN both times
        Case(("dogs run", "food eats"), places=(0, 1)),
    ]
    found = outcome("invariance", changed, tags, tag_words)
    assert (found.cases, found.failures) == (3, 1)
    assert found.examples[0].answered == ("run/VERB", "RUN/NOUN")


def test_the_examples_come_from_the_beginning_the_middle_and_the_end() -> None:
    asked = [Case((f"A good film number {number}.",), "negative") for number in range(9)]
    found = outcome("minimum", asked, LABELS, count_words)
    assert [one.texts[0][-2] for one in found.examples] == ["0", "4", "8"]


@pytest.mark.slow
def test_rates_are_those_of_the_predictions(tmp_path: Path) -> None:
    feeling = load(write(tmp_path, "textcnn", "sentiment", seed=3))
    found = behaviour(feeling, ["contrast", "typos"])
    assert (found.model, found.task, found.suite) == (feeling.reference, "sentiment", digest("sentiment"))
    assert list(found.capabilities) == ["contrast", "typos"]
    wrong = [case for case in cases("sentiment", "contrast") if predict(feeling, case.texts[0]).label != case.label]
    assert found.capabilities["contrast"].failures == len(wrong)
    assert 0 < len(wrong) < 120

    tagger = load(write(tmp_path, "rnn", "pos"))
    outcomes = behaviour(tagger).capabilities
    assert list(outcomes) == list(SUITES["pos"])
    wrong = []
    for case in cases("pos", "numbers"):
        tags = predict(tagger, case.texts[0], split=True).tags
        assert tags is not None
        if tuple(tags[place] for place in case.places) != case.tags:
            wrong.append(case)
    assert outcomes["numbers"].failures == len(wrong)


def test_a_capability_that_is_not_there_is_refused(tmp_path: Path) -> None:
    checkpoint = load(write(tmp_path, "rnn", "sentiment"))
    with pytest.raises(NotFound, match=r"There is no capability 'sarcasm'\. Choose one of: vocabulary, denied-good"):
        behaviour(checkpoint, ["sarcasm"])


def test_a_model_with_other_labels_is_refused() -> None:
    other = replace(config("rnn", "sentiment"), labels=("spam", "ham"))
    checkpoint = Checkpoint("mine", other, VOCABULARY, model("rnn", "sentiment"))
    with pytest.raises(NotApplicable, match="mine does not know the label negative"):
        behaviour(checkpoint)


def test_outcomes_come_back_from_the_folder_and_not_for_other_weights(tmp_path: Path) -> None:
    folder = write(tmp_path, "rnn", "pos")
    file = Path(folder) / "behaviour.json"
    assert stored(folder) is None
    found = behaviour(load(folder), ["numbers", "names"])
    store(load(folder), found)
    back = stored(folder)
    assert back is not None
    assert back.capabilities == found.capabilities
    assert back.model == "pos-rnn"  # nothing of this machine
    assert not (Path(folder) / "README.md").exists()  # there was no card
    assert stored(folder + "#untrained") is None
    kept = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**kept, "suite": "other sentences"}))
    assert stored(folder) is None
    wrong: list[dict[str, Any]] = [{"capabilities": {"numbers": {}}}, {"task": 3}, {"capabilities": {"sarcasm": kept}}]
    for broken in wrong:
        file.write_text(json.dumps({**kept, **broken}))
        with pytest.raises(BadCheckpoint, match="does not hold failure rates by capability"):
            stored(folder)
    file.write_text(json.dumps(kept))
    checkpoints.save(folder, model("rnn", "pos", seed=9), VOCABULARY)
    assert stored(folder) is None  # these were other weights


def test_outcomes_of_random_weights_are_measured_and_not_stored(tmp_path: Path) -> None:
    checkpoint = load(write(tmp_path, "lstm", "sentiment") + "#untrained")
    found = behaviour(checkpoint, ["casing"])
    assert found.weights == ""
    with pytest.raises(NotApplicable, match="has random weights"):
        store(checkpoint, found)


@pytest.mark.slow
@pytest.mark.parametrize("reference", shipped())
def test_the_folder_the_card_and_a_fresh_run_say_the_same(reference: str) -> None:
    found = stored(reference)
    assert found is not None, "not measured, or of other weights or sentences: python -m playground behaviour --write"
    assert (found.model, list(found.capabilities)) == (reference, list(SUITES[found.task]))
    assert section(found) in (checkpoints.FOLDER / reference / "README.md").read_text("utf-8")
    key = "names"
    (again,) = behaviour(load(reference), [key]).capabilities.values()
    kept = found.capabilities[key]
    assert (again.kind, again.cases) == (kept.kind, kept.cases)
    assert abs(again.failures - kept.failures) <= 1  # another processor may round one case to the other side


@pytest.mark.slow
def test_a_model_is_measured_in_seconds() -> None:
    checkpoint = load("sentiment-lstm")
    started = time.process_time()
    behaviour(checkpoint)
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_the_command_prints_what_it_stores(tmp_path: Path) -> None:
    folder = Path(write(tmp_path, "textcnn", "sentiment"))
    (folder / "README.md").write_text("# mine\n\n## Training\n\nlong\n", "utf-8")
    command = ["behaviour", "--model", str(folder)]
    said = run(*command)
    assert (said.returncode, said.stderr) == (0, b"")
    lines = said.stdout.decode().splitlines()
    assert lines[0].split() == ["sentiment:", "failures", "in", "kind", str(folder)]
    assert [line.split("  ")[0] for line in lines[1:]] == [one.title for one in SUITES["sentiment"].values()]
    assert not (folder / "behaviour.json").exists()
    done = run(*command, "--json", "--write")
    assert (done.returncode, done.stderr) == (0, b"")
    (answer,) = json.loads(done.stdout)
    assert answer == {**json.loads((folder / "behaviour.json").read_text("utf-8")), "model": str(folder)}
    shown = stored(str(folder))
    assert shown is not None
    assert (folder / "README.md").read_text("utf-8") == f"# mine\n\n{section(shown)}## Training\n\nlong\n"
    failed = run(*command, "--model", "./none")
    assert failed.returncode == 2
    assert failed.stderr.decode().startswith("error: There is no checkpoint in the folder")
