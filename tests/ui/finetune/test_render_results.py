"""What Fine-tune draws of a training: hostile texts stay texts, numbers are those of the record, no label is lost."""

import ast
import re
from pathlib import Path
from typing import Any

from playground.errors import BadInput, NotFound
from playground.evaluation import error_analysis
from playground.evaluation.error_analysis import TrainingNote
from playground.training.finetune import plan, queue, tune
from playground.training.finetune.plan import Plan, TuningStep
from playground.training.finetune.queue import JobStatus
from playground.training.finetune.tune import TuningResult
from playground.training.fit import Progress
from playground.ui.finetune import render_file, render_progress, render_results
from playground.ui.finetune.visit import Trained, Visit
from playground.ui.language.chinese import TRAININGS

HOSTILE = '"><img src=x onerror=alert(1)>'
LABELS = [HOSTILE, "ham", "never"]


def entry(gold: str, predicted: str, **more: Any) -> dict[str, Any]:
    given = {"index": 0, "text": HOSTILE, "word": None, "words": None, "probability": 0.9, "gold_probability": 0.1}
    return {**given, "gold": gold, "predicted": predicted, **more}


def tuned(**more: Any) -> TuningResult:
    scores = {"macro_f1": 0.75, "accuracy": 0.8, "balanced_accuracy": 0.7}
    cells: list[list[list[dict[str, Any]]]] = [[[] for _ in LABELS] for _ in LABELS]
    cells[1][0] = [entry("ham", HOSTILE)]
    epochs = [
        {"epoch": at, "train_loss": 1 / at, "validation_loss": 1.1 / at, "accuracy": 0.1 * at, "macro_f1": 0.1 * at}
        for at in (1, 2, 3)
    ]
    given: dict[str, Any] = {
        "folder": "",
        "summary": {
            "metrics": scores,
            "baselines": {"majority": dict.fromkeys(scores, 0.25), "tfidf_logistic_regression": scores},
            "examples": {"train": 80, "validation": 20},
            "best_epoch": 2,
            "epochs": epochs,
            "seconds": 7.0,
        },
        "report": {
            "data": "mail.csv",
            "labels": {
                name: {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": support}
                for name, support in zip(LABELS, (12, 8, 0), strict=True)
            },
            "confusion": {"labels": LABELS, "counts": [[12, 0, 0], [5, 3, 0], [0, 0, 0]]},
        },
        "calibration": {
            "temperature": 1.0,
            "error": 0.05,
            "error_before": 0.1,
            "bins": [
                {"low": 0.5, "high": 0.6, "count": 0, "confidence": None, "accuracy": None},
                {"low": 0.9, "high": 1.0, "count": 20, "confidence": 0.95, "accuracy": 0.75},
            ],
        },
        "mistakes": [entry("ham", HOSTILE)],
        "cells": cells,
        "verdict": TrainingNote("verdict-even", "Hardly."),
        "words_per_second": 1000.0,
        "stopped": True,
        "notes": [TrainingNote("tuned-stopped", "Training was stopped.")],
    }
    return TuningResult(**{**given, **more})


def visit(**more: Any) -> Visit:
    model = Trained("session:x", f"mail {HOSTILE}", "sentiment", "lstm", f"{HOSTILE}.csv", None, tuned(**more))
    return Visit(models=[model], shown="session:x")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_hostile_names_labels_and_texts_are_drawn_as_they_are() -> None:
    one = visit()
    one.turn({"deed": "cell", "row": 1, "column": 0})
    html = render_results.results(one, "en")
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") > 8
    trouble = Visit(trouble=BadInput(f"{HOSTILE} is no file.", key="x"))
    assert "<img" not in render_file.file(trouble, "en")


def test_the_scores_stand_beside_those_of_the_simple_models() -> None:
    told = plain(render_results.results(visit(), "en"))
    assert "75.0 % 80.0 % 70.0 %" in told
    assert told.index("TF-IDF with logistic regression") < told.index("always the most frequent label")
    assert "+0.0 points" in told
    assert "Hardly. Training was stopped." in told


def test_only_labels_that_occur_stand_in_the_tables_and_the_others_are_counted() -> None:
    html = render_results.results(visit(), "en")
    assert html.count('data-deed="cell"') == 4
    assert "do not occur among the held-back examples: 1." in plain(html)


def test_a_cell_shows_its_examples_until_it_is_pressed_again() -> None:
    one = visit()
    assert "ft-cell" not in render_results.results(one, "en")
    one.turn({"deed": "cell", "row": 1, "column": 0})
    html = render_results.results(one, "en")
    assert "The first 1:" in plain(html)
    assert 'aria-pressed="true"' in html
    one.turn({"deed": "cell", "row": 1, "column": 0})
    assert one.cell is None
    one.turn({"deed": "cell", "row": 9, "column": 0})
    assert one.cell is None


def test_a_mistake_about_a_word_shows_it_among_its_neighbours() -> None:
    words = [f"w{number}" for number in range(20)]
    html = render_results.results(visit(mistakes=[entry("ham", "never", word=10, words=words)]), "en")
    assert "… w4 w5 w6 w7 w8 w9 <mark>w10</mark> w11 w12 w13 w14 w15 w16 …" in html


def test_the_height_of_a_bar_is_the_accuracy_and_few_examples_make_it_pale() -> None:
    bars = re.findall(r'<rect class="bin( few)?"[^>]*height="([\d.]+)"', render_results.results(visit(), "en"))
    assert bars == [(" few", "120.0")]  # 0.75 of 160; an empty bin has none


def test_a_point_of_a_curve_stands_at_its_epoch_and_value() -> None:
    html = render_progress.curves(tuned().summary["epochs"], 3, "en", best=2, other=0.5)
    points = re.findall(r'<polyline class="one" points="([^"]+)"', html)[1].split()
    x = [float(point.split(",")[0]) for point in points]
    y = [float(point.split(",")[1]) for point in points]
    middle = (render_progress.LEFT + render_progress.WIDTH - render_progress.RIGHT) / 2
    assert x == [render_progress.LEFT, middle, render_progress.WIDTH - render_progress.RIGHT]
    tall = render_progress.HEIGHT - render_progress.TOP - render_progress.BOTTOM
    assert [round((render_progress.HEIGHT - render_progress.BOTTOM - height) / tall, 2) for height in y] == [
        0.1,
        0.2,
        0.3,
    ]
    assert html.count('class="best') == 4
    assert "simple 50.0 %" in plain(html)


def test_where_a_training_is_is_said_in_words() -> None:
    plan = Plan("sentiment", "lstm", None, "mail · LSTM")
    one = Visit(job="job", asked=plan, seen=JobStatus("waiting", place=2))
    assert "2 before you" in plain(render_progress.running(one, "en"))
    assert "Leave the queue" in render_progress.running(one, "en")
    one.seen = JobStatus("running", step=TuningStep("training", Progress(3, 10, 30, 100, 0.5, 41_000.0, 70.0)))
    told = plain(render_progress.running(one, "en"))
    assert "Epoch 3 of 10 · loss 0.500 · 41,000 words a second · about 70 s left" in told
    assert 'value="30" max="100"' in render_progress.running(one, "en")
    one.seen = JobStatus("running", step=TuningStep("training", Progress(3, 10, 30, 100, 0.5, 41_000.0, 700.0)))
    assert "about 12 min left" in plain(render_progress.running(one, "en"))
    assert "还需约 12 分钟" in plain(render_progress.running(one, "zh"))


def test_why_a_training_brought_no_model_is_said_and_that_the_others_stay() -> None:
    one = visit()
    one.failed = BadInput("It broke.", key="x")
    assert "It broke. What was trained before is still below." in plain(render_progress.running(one, "en"))


def test_all_that_is_said_of_a_training_has_its_chinese() -> None:
    keys = set()
    for path in (Path(error_analysis.__file__), Path(plan.__file__), Path(tune.__file__), Path(queue.__file__)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "TrainingNote" and node.args:
                keys.add(ast.literal_eval(node.args[0]))
    assert len(keys) > 10
    assert keys - set(TRAININGS) == set()
    values = {"mine": 0.911, "other": 0.9, "baseline": "most_frequent_tag", "held": 60}
    told = render_results.verdict(TrainingNote("verdict-even", "Hardly.", values), "zh")
    assert "91.1%" in told
    assert "每个词给它最常见的词性" in told


def test_a_file_is_drawn_as_it_is_read() -> None:
    one = Visit(scratch=True)
    rows = "".join(f"{HOSTILE.replace(chr(34), '')} number {n} was here,{'ab'[n % 2]}\n" for n in range(40))
    one.take(f"te<b>xt,label\n{rows}".encode(), f"{HOSTILE}.csv")
    html = render_file.file(one, "en")
    assert "<img" not in html
    assert "te&lt;b&gt;xt" in html
    assert re.findall(r'<th class="is-(\w+)"', html) == ["text", "label"]
    assert html.count('<td class="is-text"') == 8
    assert re.findall(r'data-deed="rename" data-label="(\w)"', html) == ["a", "b"]
    one.change({"deed": "header", "value": False})
    assert "te&lt;b&gt;xt" in render_file.file(one, "en")  # now as the first row
    assert "Column 1" in plain(render_file.file(one, "en"))


def test_a_file_without_labels_has_no_empty_list_of_them() -> None:
    one = Visit(scratch=True)
    one.take(b"text,intent\n" + b"".join(b"please do number %d,kind%d\n" % (n, n) for n in range(150)), "intents.csv")
    assert "ft-labels" not in render_file.file(one, "en")
    one.take(
        b"text,label\n" + b"".join(b"this is number %d,%s\n" % (n, (b"a", b"b")[n % 2]) for n in range(40)), "ab.csv"
    )
    assert "ft-labels" in render_file.file(one, "en")
    for label in "ab":
        one.change({"deed": "drop", "label": label})
    assert "ft-labels" in render_file.file(one, "en"), "else no label could be brought back"


def test_a_word_with_a_space_keeps_its_tag_in_the_preview() -> None:
    rows = [("They", "PRON"), ("saw", "VERB"), ("10 000", "NUM"), ("birds", "NOUN")]
    lines = [f"{at}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_" for at, (word, tag) in enumerate(rows, 1)]
    one = Visit(scratch=True)
    one.take(("\n".join(lines) + "\n\n").encode() * 12, "birds.conllu")
    html = render_file.file(one, "en")
    assert "<bdi>10 000</bdi><small>NUM</small>" in html
    assert "<bdi>birds</bdi><small>NOUN</small>" in html
    assert html.count("<li><span><bdi>They") == 8


def test_a_download_that_fails_hides_no_training() -> None:
    plan = Plan("sentiment", "lstm", None, title="mail", epochs=10)
    one = Visit(job="job", asked=plan, seen=JobStatus("running"), unkept=NotFound("It is gone.", key="x"))
    html = render_progress.running(one, "en")
    assert "data-stop" in html
    assert "This model could not be downloaded. It is gone." in plain(html)
    assert "There is no model of this training." not in plain(html)
    one.job = None
    assert "It is gone." in plain(render_progress.running(one, "en"))
