"""What a training came to, as HTML."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from playground.data.problems import Note
from playground.errors import BadInput
from playground.evaluation import error_analysis
from playground.evaluation.comparison import compare, sentence
from playground.evaluation.selective import answering
from playground.training.finetune import plan, queue, tune
from playground.ui.finetune import render_file, render_quiet, render_results
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel
from playground.ui.language.chinese import TRAININGS
from tests.ui.finetune.results import HOSTILE, entry, plain, tuned, visit


def test_hostile_names_labels_and_texts_are_drawn_as_they_are() -> None:
    one = visit()
    one.models.show({"action": "cell", "row": 1, "column": 0})
    html = render_results.results(one, "en")
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") > 8
    trouble = Visit(file_error=BadInput(f"{HOSTILE} is no file.", key="x"))
    assert "<img" not in render_file.file(trouble, "en")


def test_the_scores_stand_beside_those_of_the_simple_models() -> None:
    told = plain(render_results.results(visit(), "en"))
    assert "75.0 % 80.0 % 70.0 %" in told
    assert told.index("TF-IDF with logistic regression") < told.index("most frequent label")
    assert "+0.0 percentage points" in told
    assert "Hardly. Training was stopped." in told


def test_scores_have_intervals_and_differences_are_tested() -> None:
    found = {"macro_f1": [0.701, 0.799], "accuracy": [0.75, 0.85], "balanced_accuracy": [0.6, 0.8]}
    one = compare("this model", "tfidf_logistic_regression", [1] * 9 + [0] * 11, [1] * 2 + [0] * 18)
    before = {"macro_f1": 0.1, "accuracy": 0.2, "balanced_accuracy": 0.3}
    summary = {**tuned().summary, "intervals": {"this model": found}, "comparisons": [one.as_json()]}
    told = plain(render_results.results(visit(summary={**summary, "source_metrics": before}), "en"))
    assert "75.0 % 70.1–79.9" in told
    assert "before training 10.0 %" in told
    assert "is right on 7 that TF-IDF with logistic regression misses" in told
    assert "that is hardly chance, p = 0.016." in told
    assert "不像是偶然，p = 0.016。" in render_results.results(visit(summary=summary), "zh")


def test_what_is_said_of_a_comparison_has_its_chinese() -> None:
    right = [1, 1, 1, 0, 0, 0, 0, 0] * 4, [0, 0, 0, 0, 0, 0, 0, 0] * 4
    sentences = np.arange(32)
    for groups in (None, sentences):
        for first, second in (right, (right[0], right[0]), ([1, 0], [0, 0])):
            made = sentence(compare("a", "b", first, second, groups if groups is None else groups[: len(first)]))
            assert made.key in TRAININGS
            assert TRAININGS[made.key].format_map(made.values)


def test_the_slider_says_what_the_model_does_and_what_cannot_be_promised() -> None:
    random = np.random.default_rng(0)
    confidence = random.beta(4, 1, size=400)
    curve = [one.as_json() for one in answering(confidence, random.random(400) < confidence + 0.05)]
    model = VisitModel("session:x", "mail", "sentiment", "lstm", "mail.csv")
    assert "It always answers." in plain(render_quiet.quiet(model, curve, "en"))
    chosen = next(one for one in curve if one["most_wrong"] <= 0.2)
    asked = replace(model, wrong_at_most=20, answer_above=chosen["answer_above"])
    told = plain(render_quiet.quiet(asked, curve, "en"))
    assert f"{chosen['wrong']} of {chosen['answered']} wrong here" in told
    assert 'value="20"' in render_quiet.quiet(asked, curve, "en")
    cannot = replace(model, wrong_at_most=1)
    assert "so it always answers" in plain(render_quiet.quiet(cannot, curve, "en"))
    assert "所以它总是回答" in render_quiet.quiet(cannot, curve, "zh")


def test_a_mistake_about_a_word_shows_it_among_its_neighbours() -> None:
    words = [f"w{number}" for number in range(20)]
    html = render_results.results(visit(mistakes=[entry("ham", "never", word=10, words=words)]), "en")
    assert "… w4 w5 w6 w7 w8 w9 <mark>w10</mark> w11 w12 w13 w14 w15 w16 …" in html


def test_the_height_of_a_bar_is_the_accuracy_and_few_examples_make_it_pale() -> None:
    bars = re.findall(r'<rect class="bin( few)?"[^>]*height="([\d.]+)"', render_results.results(visit(), "en"))
    assert bars == [(" few", "120.0")]  # 0.75 of 160; an empty bin has none


def test_all_that_is_said_of_a_training_has_its_chinese() -> None:
    keys = set()
    for path in (Path(error_analysis.__file__), Path(plan.__file__), Path(tune.__file__), Path(queue.__file__)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Note" and len(node.args) > 1:
                keys.add(ast.literal_eval(node.args[1]))
    assert len(keys) > 10
    assert keys - set(TRAININGS) == set()
    values = {"mine": 0.911, "other": 0.9, "baseline": "most_frequent_tag", "held": 60}
    told = render_results.verdict(Note("Hardly.", "verdict-even", values), "zh")
    assert "91.1%" in told
    assert "每个词取它最常见的词性" in told
