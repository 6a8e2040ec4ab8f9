"""Made for the tests of this folder."""

import re
from typing import Any

from playground.data.problems import Note
from playground.training.finetune.tune import TuningResult
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel, VisitModels

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
        "verdict": Note("Hardly.", "verdict-even", {"mine": 0.75, "other": 0.75, "baseline": "majority", "held": 20}),
        "words_per_second": 1000.0,
        "stopped": True,
        "notes": [Note("Training was stopped.", "tuned-stopped")],
    }
    return TuningResult(**{**given, **more})


def visit(**more: Any) -> Visit:
    model = VisitModel("session:x", f"mail {HOSTILE}", "sentiment", "lstm", f"{HOSTILE}.csv", None, tuned(**more))
    return Visit(models=VisitModels([model], "session:x"))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
