"""Every lesson, taken by a scripted pupil; and a lesson that only the tests know, through the same door."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from playground.checkpoints import UNTRAINED, shipped, shipped_for
from playground.ui.components.terms import Place
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.say import speaker
from playground.ui.lessons import lessons, render, render_sheet
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step, as_number
from playground.ui.lessons.lessons import LESSONS
from playground.ui.lessons.queries import Request, sheet, step_view
from playground.ui.model_loader import ModelLoader
from tests.ui.lessons.pupil import answer_of, right_and_wrong, seen, takes

pytestmark = pytest.mark.usefixtures("trained_at_once")
FOLDER = Path(lessons.__file__).parent
OWN = {
    "en": "The food was fine but the waiter, sadly, never smiled at us.",
    "zh": "菜还可以，但是服务员一直板着脸，我们不会再来。",
}


def models_for(lesson: str, text: str) -> list[str]:
    return list(shipped_for(text, LESSONS[lesson].task(text)))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_pupil_answers_right_and_wrong_on_the_shipped_models(lesson: str, language: str) -> None:
    text = LESSONS[lesson].default_text(language)
    assert takes(lesson, text, models_for(lesson, text), language) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_pupil_does_on_a_sentence_of_their_own_and_on_untrained_models(lesson: str, language: str) -> None:
    """Where such a text or model has no answer, that is said, and the lesson's own text is offered."""
    text, untrained = OWN[language], [one + UNTRAINED for one in models_for(lesson, OWN[language])]
    for given, models in ((text, models_for(lesson, text)), (LESSONS[lesson].default_text(language), untrained)):
        odd = takes(lesson, given, models, language)
        assert [one for one in odd if "counts" in one or "shows" in one or "gap" in one or "tells" in one] == []


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "  ", "!", "good", "b a d", "<b>good</b> & bad", "好", "😀 😀", "word " * 60])
@pytest.mark.parametrize("lesson", LESSONS)
def test_any_text_has_an_answer_or_a_sentence_that_says_why_not(
    tiny_models: ModelLoader, lesson: str, text: str
) -> None:
    for number in range(1, len(LESSONS[lesson].steps) + 1):
        view = seen(lesson, number, text, [])
        assert view.failed is None
        drawn = render.panel(view, "en")
        assert "<b>good" not in drawn
        assert view.found is not None
        if view.found.none:
            assert 'data-lesson-do="default"' in drawn


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_all_its_words(lesson: str) -> None:
    found = LESSONS[lesson]
    assert found.key == lesson
    for language in LANGUAGES:
        for name in ("title", "about", "needs", "text"):
            assert found.says(f"{lesson}-{name}", language)
        for step in found.steps:
            found.says(f"{lesson}-do-{step.key}", language)
    assert len({step.key for step in found.steps}) == len(found.steps)
    assert all(step.answer is None for step in (found.steps[0], found.steps[-1])), "what will be seen; going on alone"


def test_no_answer_stands_in_the_sources() -> None:
    """Lessons name no model, and hold no number that a model would have to be asked for."""
    models = set(shipped(language=None, variant=None))
    for path in [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.js")]:
        source = path.read_text("utf-8")
        assert not [one for one in models if one in source], path
        if path.suffix == ".py" and path.name != "words.py":
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Answer":
                    right = next(one.value for one in node.keywords if one.arg == "right")
                    parts = right.elts if isinstance(right, ast.Tuple) else [right]
                    assert not [one for one in parts if isinstance(one, ast.Constant)], path
    for lesson in LESSONS.values():
        for language in LANGUAGES:
            for step in lesson.steps:
                if step.answer:
                    assert not re.search(r"\d[.,]\d", lesson.says(f"{lesson.key}-ask-{step.key}", language, **ANYTHING))


NAMES = sorted(
    {name for path in FOLDER.rglob("words.py") for name in re.findall(r"\{(\w+)\}", path.read_text("utf-8"))}
)
ANYTHING = dict.fromkeys(NAMES, "…")


@pytest.mark.slow
def test_answers_come_from_the_models_that_are_asked() -> None:
    """Of the same text, models with other weights have other answers."""
    differ = 0
    for lesson in LESSONS:
        text = LESSONS[lesson].default_text("en")
        trained = models_for(lesson, text)
        for number, step in enumerate(LESSONS[lesson].steps, 1):
            if step.answer:
                views = [
                    seen(lesson, number, text, models) for models in (trained, [one + UNTRAINED for one in trained])
                ]
                found = [view.found.answer for view in views if view.found and view.found.answer]
                differ += len(found) == 2 and found[0].rows != found[1].rows
    assert differ >= len(LESSONS)


# ---- a lesson that only the tests know


def longest(asked: Asked) -> Answer:
    if len(asked.text.split()) < 2:
        raise NoAnswer("one-word")
    words = asked.text.split()
    best = max(map(len, words))
    return Answer(
        tuple(word for word in words if len(word) == best),
        options=tuple(Option(word, word) for word in dict.fromkeys(words)),
        numbers={"letters": best, "label": Named("label", "positive")},
        columns=("", "letters"),
        rows=tuple((word, len(word)) for word in words),
    )


TOY = {
    "toy-title": "Toy", "toy-about": "About", "toy-needs": "nothing", "toy-text": "a longer word", "toy-do-a": "Look",
    "toy-do-b": "Guess", "toy-do-c": "Go on", "toy-ask-b": "Which is longest?", "toy-why-b": "It has {letters}.",
    "toy-look-b": "Count.", "toy-none-one-word": "One word only.", "toy-column-letters": "letters",
}  # fmt: skip
HERE = Place("compare", {}, at="#compare")


def test_adding_a_lesson_touches_nothing_but_the_table(
    tiny_models: ModelLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = Lesson("toy", speaker({"en": TOY}), (Step("a", HERE), Step("b", HERE, longest), Step("c", HERE)))
    monkeypatch.setitem(LESSONS, "toy", toy)
    assert 'data-lesson="toy"' in render.catalogue("en")
    assert takes("toy", "a longer word", [], "en") == []
    told = render.panel(seen("toy", 2, "a longer word", [], "longer"), "zh")
    assert "It has 6." in told
    assert "<bdi>longer</bdi>" in told
    assert "One word only." in render.panel(seen("toy", 2, "word", []), "en")


# ---- what a browser sends


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", None),
        ("{", None),
        ("[]", None),
        ('{"lesson": 3}', None),
        ('{"lesson": "order"}', Request("order")),
        ('{"lesson": "order", "step": "2", "given": "up", "shown": true}', Request("order", 2, "up", True)),
        ('{"lesson": "order", "step": 99, "given": 7, "shown": 1}', Request("order", 99)),
        ('{"lesson": "order", "step": "-1"}', Request("order", 1)),
    ],
)
def test_of_what_a_browser_sends_only_sense_is_taken(written: str, expected: Request | None) -> None:
    assert Request.from_browser(written) == expected


def test_a_step_that_there_is_not_is_the_nearest_one(tiny_models: ModelLoader) -> None:
    assert seen("order", 99, "the good film was not bad", []).number == len(LESSONS["order"].steps)
    assert step_view(Request("order", 0), "the good film", []).number == 1


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("1.5", 1.5),
        ("−0,25", -0.25),
        (" 3 ", 3.0),
        ("50 %", 50.0),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("x", None),
    ],
)
def test_a_number_can_be_typed_as_people_type_it(given: str, number: float | None) -> None:
    assert as_number(given) == number


def test_a_number_is_right_within_what_is_allowed_and_not_beyond() -> None:
    answer = Answer(-1.25, tolerance=0.05)
    assert [answer.accepts(one) for one in ("-1.25", "−1,3", "-1.2", "-1.31", "1.25", "?")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]
    assert right_and_wrong(answer)[0] == ["-1.25", "−1,25"]


def test_a_right_answer_is_told_only_once_it_is_known(tiny_models: ModelLoader) -> None:
    view = seen("order", 2, "the good film was not bad", [])
    right, wrong = right_and_wrong(answer_of(view))
    assert "lesson-verdict" not in render.panel(view, "en")
    assert "data-verdict" not in render.panel(seen("order", 2, view.asked.text, [], "nonsense"), "en")
    assert "Show the answer" in render.panel(seen("order", 2, view.asked.text, [], wrong[0]), "en")
    assert "Show the answer" not in render.panel(seen("order", 2, view.asked.text, [], right[0]), "en")


def test_a_sheet_has_its_questions_first_and_its_answers_on_a_page_of_their_own(tiny_models: ModelLoader) -> None:
    for lesson in LESSONS:
        found = sheet(Request(lesson), "the good film , not bad the dog the film", [])
        made = render_sheet.sheet(found, date(2030, 5, 17), "en")
        questions, answers = made.split('<article class="lesson-sheet')[1:]
        assert "2030-05-17" in answers
        assert "2030-05-17" not in questions
        assert "<strong>" not in questions
        assert "<table" not in questions
        assert [digest for _, digest in found.digests]
        assert all(len(digest) == 64 and digest in answers for _, digest in found.digests)
        assert questions.count("<li>") >= len(LESSONS[lesson].steps)
