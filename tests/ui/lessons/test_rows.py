"""The lesson on rows: when a network is surely better, whose rows are asked about, trainings that take their time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from playground.data.corpus import Corpus, corpus_of_texts, shipped_corpus
from playground.errors import BadInput, NotFound
from playground.evaluation.comparison import exact_p
from playground.training.finetune import queue
from playground.training.finetune.growing_rows import Outcome, outcomes_as_json
from playground.training.finetune.queue import JobStatus
from playground.ui.components import own_texts
from playground.ui.language.languages import LANGUAGES
from playground.ui.lessons import render, render_sheet, tab
from playground.ui.lessons.lesson import Asked, NoAnswer
from playground.ui.lessons.queries import Request, leave_others, sheet, step_view
from playground.ui.lessons.rows import lesson as rows
from playground.ui.lessons.rows import measuring
from playground.ui.lessons.rows.measuring import ROWS
from playground.ui.model_loader import ModelLoader
from tests.ui.lessons.pupil import seen

ASKED = Asked("the good film", "sentiment", ("sentiment-rnn", "sentiment-textcnn"))


def made(*pairs: tuple[int, int]) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(count, 200, 100 + mine, 100 + other, mine, other, exact_p(mine, other))
        for count, (mine, other) in zip(ROWS, pairs, strict=False)
    )


@pytest.mark.parametrize(
    ("pairs", "right"),
    [
        (((20, 2), (20, 2), (20, 2), (20, 2)), "50"),
        (((20, 2), (9, 8), (20, 2), (20, 2)), "200"),
        (((9, 8), (2, 20), (9, 8), (20, 2)), "400"),
        (((20, 2), (20, 2), (20, 2), (12, 10)), "never"),
        (((9, 8), (20, 2)), "100"),  # a file with few rows
    ],
)
def test_a_network_is_surely_better_from_where_it_goes_on_winning(
    pairs: tuple[tuple[int, int], ...], right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "outcomes", lambda asked, begins: (made(*pairs), None))
    answer = rows.surely_better(ASKED)
    assert answer.right == (right,)
    assert [one.key for one in answer.options] == [str(one) for one in ROWS[: len(pairs)]] + ["never"]
    with pytest.raises(NoAnswer, match="too-few") if len(pairs) < 4 else pytest.MonkeyPatch.context():
        assert rows.accuracy(3, ASKED).right == pytest.approx((100 + pairs[-1][0]) / 2)


# ---- whose rows


def offered(monkeypatch: pytest.MonkeyPatch, corpus: Corpus | None) -> None:
    monkeypatch.setattr(own_texts, "taken", lambda name, session: corpus if session == "mine" else None)


def test_the_rows_are_of_the_texts_language_or_the_visitors_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = corpus_of_texts("mine.csv", ["one", "two"], ["a", "b"])
    offered(monkeypatch, own)
    assert measuring.corpus_of(ASKED) == (shipped_corpus("en"), False)
    assert measuring.corpus_of(replace(ASKED, text="这部电影很好")) == (shipped_corpus("zh"), False)
    assert measuring.corpus_of(replace(ASKED, session="mine")) == (own, True)
    offered(monkeypatch, corpus_of_texts("mine.csv", ["one", "two"]))
    with pytest.raises(NoAnswer, match="no-labels"):
        measuring.corpus_of(replace(ASKED, session="mine"))


def test_the_quickest_network_learns_or_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert measuring.network_of(ASKED) == "sentiment-textcnn"
    assert measuring.network_of(replace(ASKED, models=("sentiment-rnn#untrained",))) == "sentiment-rnn#untrained"
    with pytest.raises(NoAnswer, match="no-network"):
        measuring.network_of(replace(ASKED, models=()))


# ---- trainings


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A queue that trains nothing: what was submitted, dropped, and where each job is said to be."""
    state: dict[str, Any] = {"submitted": [], "dropped": [], "status": {}}

    def submit(train: Any, held: Any, plan: Any, work: str, also: dict[str, Any]) -> str:
        name = f"job{len(state['submitted'])}"
        state["submitted"].append((train, held, plan, also["rows"]))
        state["status"][name] = JobStatus("waiting", place=2)
        return name

    def status(name: str) -> JobStatus:
        found = state["status"][name]
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(queue, "submit", submit)
    monkeypatch.setattr(queue, "status", status)
    monkeypatch.setattr(queue, "drop", state["dropped"].append)
    monkeypatch.setattr(measuring, "_jobs", type(measuring._jobs)())
    monkeypatch.setattr(measuring, "_found", type(measuring._found)())
    return state


Panel = Callable[..., str]


@pytest.fixture
def panel(tiny_models: ModelLoader, played: dict[str, Any]) -> Panel:
    def drawn(step: int, given: str | None = None, session: str = "a", **more: Any) -> str:
        seen("rows", 1, "the good film", [])  # the models are awake
        return render.panel(step_view(Request("rows", step, given, **more), "the good film", [], session), "en")

    return drawn


def test_nothing_is_trained_before_somebody_has_guessed(panel: Panel, played: dict[str, Any]) -> None:
    for given in (None, "", "many"):
        drawn = panel(2, given)
        assert "<form" in drawn
        assert "data-again" not in drawn
    assert "“many” is not a number" in drawn
    assert "data-again" not in panel(6, "75")  # not one of what can be chosen
    assert played["submitted"] == []
    told = render_sheet.sheet(sheet(Request("rows"), "the good film", []), date(2030, 5, 17), "en")
    assert "Nothing is trained yet" in told


def test_a_guess_trains_once_and_is_judged_when_it_is_known(panel: Panel, played: dict[str, Any]) -> None:
    assert "Trainings of others that come first: 2" in panel(2, "70")
    train, held, plan, counts = played["submitted"][0]
    assert (len(train), len(held), counts) == (400, 624, ROWS)
    assert plan.architecture == "textcnn"
    played["status"]["job0"] = JobStatus("running")
    assert "Training 1 of 4 is going on" in panel(2, "70")
    played["status"]["job0"] = JobStatus("running", found=outcomes_as_json(made((40, 10))))
    drawn = panel(2, "70")  # the first number is known before the others
    assert 'data-verdict="right"' in drawn
    assert "70.0 % of 200" in drawn
    assert 'data-verdict="wrong"' in panel(2, "60")
    assert "Training 2 of 4 is going on" in panel(3, "70")
    assert "data-again" not in panel(3, session="b"), "others guess for themselves"
    played["status"]["job0"] = JobStatus("done", found=outcomes_as_json(made((40, 10), (30, 10), (20, 20), (20, 2))))
    assert 'data-verdict="right"' in panel(6, "400")
    assert 'data-verdict="right"' in panel(5, "60", session="b"), "and have what is known"
    assert len(played["submitted"]) == 1


def test_a_training_can_be_stopped_and_begun_again(panel: Panel, played: dict[str, Any]) -> None:
    assert 'data-lesson-do="stop"' in panel(2, "70")
    stopped = panel(2, stop=True)
    assert played["dropped"] == ["job0"]
    assert "<form" in stopped
    assert "<progress" not in stopped
    assert "<progress" in panel(2, "70")
    assert len(played["submitted"]) == 2
    played["status"]["job1"] = NotFound("It is gone.", key="job-gone")  # nobody has looked for minutes
    assert "<progress" not in panel(2)
    assert "<progress" in panel(2, "70")
    assert len(played["submitted"]) == 3


def test_trainings_that_a_class_asks_for_are_one_and_end_with_the_last_that_waits(
    panel: Panel, played: dict[str, Any]
) -> None:
    for session in ("a", "b", "c"):
        assert "<progress" in panel(2, "70", session)
    assert len(played["submitted"]) == 1, "the same rows are learnt from once"
    assert "data-again" not in panel(2, session="d"), "who has not guessed waits for nothing"
    assert "<progress" not in panel(2, session="a", stop=True)
    leave_others("rows", "b")
    assert played["dropped"] == [], "b is still in the lesson, and c waits"
    leave_others("", "b")
    assert played["dropped"] == []
    assert "<progress" in panel(3, "70", "c")
    leave_others("gate", "c")
    assert played["dropped"] == ["job0"], "at once, whoever looked last"
    assert "<progress" in panel(2, "70", "a")
    assert len(played["submitted"]) == 2
    request: Any = SimpleNamespace(session_hash="a")
    assert tab.answer("{}", "the good film", [], "en", request) == "", "what a page asks when its lesson has ended"
    assert played["dropped"] == ["job0", "job1"]


def test_another_question_ends_the_training_of_the_one_before(
    panel: Panel, played: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered(monkeypatch, None)
    assert "<progress" in panel(2, "70", "mine")
    assert "<progress" in panel(2, "70", "b")
    offered(monkeypatch, corpus_of_texts("own.csv", [f"text {at}" for at in range(300)], ["a", "b"] * 150))
    assert "<progress" in panel(2, "70", "mine")
    assert len(played["submitted"]) == 2
    assert played["dropped"] == [], "b still waits for the first"
    offered(monkeypatch, None)
    assert "<progress" in panel(2, "70", "mine")
    assert played["dropped"] == ["job1"], "nobody waits for the rows of a file that was forgotten"
    assert len(played["submitted"]) == 2, "the first goes on for both"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("step", "given", "row"), [(2, "10", "50"), (4, "10", "200"), (6, "50", "400")])
def test_a_wrong_answer_leads_to_the_row_where_the_right_one_stands(
    language: str, step: int, given: str, row: str, tiny_models: ModelLoader, played: dict[str, Any]
) -> None:
    seen("rows", 1, "the good film", [])

    def drawn(answered: str, **more: Any) -> str:
        return render.panel(step_view(Request("rows", step, answered, **more), "the good film", [], "a"), language)

    drawn(given)
    found = made((40, 10), (30, 10), (20, 20), (20, 2))
    played["status"]["job0"] = JobStatus("done", found=outcomes_as_json(found))
    wrong = drawn(given)
    assert 'data-verdict="wrong"' in wrong
    assert "data-place" not in wrong, "the page is not led away from the panel"
    marked = re.findall(r'<tr class="has-answer" tabindex="-1">(.*?)</tr>', wrong)
    assert len(marked) == 1
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", marked[0])
    one = next(one for one in found if str(one.rows) == row)
    assert cells[:2] == [row, f"{100 * one.network / one.held:.1f}"]
    assert '<details class="lesson-results" open>' in wrong
    assert "<strong>" not in wrong, "it is to be read there, and is not said"
    assert "<strong>" in drawn(given, shown=True)


def test_what_went_wrong_is_said_and_not_tried_for_ever(panel: Panel, played: dict[str, Any]) -> None:
    panel(2, "70")
    played["status"]["job0"] = JobStatus("failed", error=BadInput("It went wrong.", key="played"))
    drawn = panel(2, "70")
    assert "It went wrong." in drawn
    assert "data-again" not in drawn


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_with_too_few_rows_says_so(
    language: str, tiny_models: ModelLoader, played: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"text {at}" for at in range(149)]
    offered(monkeypatch, corpus_of_texts("small.csv", [*texts, *texts], ["a", "b"] * 149))
    seen("rows", 1, "the good film", [])
    drawn = render.panel(step_view(Request("rows", 2, "70"), "the good film", [], "mine"), language)
    assert "149" in drawn
    assert "150" in drawn
    assert "small.csv" in drawn
