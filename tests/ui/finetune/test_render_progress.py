"""A training while it runs, as HTML, and the curves of its epochs."""

import re

from playground.errors import BadInput, NotFound
from playground.training.finetune.plan import Plan, TuningStep
from playground.training.finetune.queue import JobStatus
from playground.training.fit import Progress
from playground.ui.finetune import render_progress
from playground.ui.finetune.visit import Visit
from tests.ui.finetune.results import plain, tuned, visit


def following(plan: Plan, status: JobStatus) -> Visit:
    """A visit whose training waits or runs."""
    made = Visit()
    made.training.job, made.training.plan, made.training.status = "job", plan, status
    return made


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
    assert "baseline 50.0 %" in plain(html)


def test_where_a_training_is_is_said_in_words() -> None:
    plan = Plan("sentiment", "lstm", None, "mail · LSTM")
    one = following(plan, JobStatus("waiting", place=2))
    assert "2 before you" in plain(render_progress.running(one, "en"))
    assert "Leave the queue" in render_progress.running(one, "en")
    one.training.status = JobStatus(
        "running", step=TuningStep("training", Progress(3, 10, 30, 100, 0.5, 41_000.0, 70.0))
    )
    told = plain(render_progress.running(one, "en"))
    assert "Epoch 3 of 10 · loss 0.500 · 41,000 words a second · about 70 s left" in told
    assert 'value="30" max="100"' in render_progress.running(one, "en")
    one.training.status = JobStatus(
        "running", step=TuningStep("training", Progress(3, 10, 30, 100, 0.5, 41_000.0, 700.0))
    )
    assert "about 12 min left" in plain(render_progress.running(one, "en"))
    assert "还需约 12 分钟" in plain(render_progress.running(one, "zh"))


def test_between_two_trainings_of_a_study_their_number_stays() -> None:
    one = following(Plan("sentiment", "lstm", None, "mail"), JobStatus("running"))
    one.training.work = "curve"
    for progress, value, most in ((None, 2, 8), (Progress(1, 10, 30, 100, 0.5, 41_000.0, 70.0), 230, 800)):
        step = TuningStep("training", progress, number=3, trainings=8, examples=240)
        one.training.status = JobStatus("running", step=step)
        drawn = render_progress.running(one, "en")
        assert "Training 3 of 8 · 240 examples" in plain(drawn)
        assert f'<progress value="{value}" max="{most}">' in drawn
        assert "第 3 次训练，共 8 次" in plain(render_progress.running(one, "zh"))
    one.training.status = JobStatus("running", step=TuningStep("reading"))
    assert "Reading the examples …" in plain(render_progress.running(one, "en"))


def test_why_a_training_brought_no_model_is_said_and_that_the_others_stay() -> None:
    one = visit()
    one.training.failed = BadInput("It broke.", key="x")
    assert "It broke. What was trained before is still below." in plain(render_progress.running(one, "en"))


def test_a_download_that_fails_hides_no_training() -> None:
    plan = Plan("sentiment", "lstm", None, title="mail", epochs=10)
    one = following(plan, JobStatus("running"))
    one.models.download_error = NotFound("It is gone.", key="x")
    html = render_progress.running(one, "en")
    assert "data-stop" in html
    assert "This model could not be downloaded. It is gone." in plain(html)
    assert "This training has given no model." not in plain(html)
    one.training.job = None
    assert "It is gone." in plain(render_progress.running(one, "en"))
