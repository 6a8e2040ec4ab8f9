"""Every word of the page in both languages; what is written in English elsewhere has its Chinese."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.errors import BadInput
from playground.models import ARCHITECTURES
from playground.tasks import TASKS, UPOS
from playground.ui.components.examples import EXAMPLES
from playground.ui.language import chinese
from playground.ui.language import say as language_say
from playground.ui.language.numbers import count, percent
from playground.ui.language.say import WORDS, error, say

ROOT = Path(__file__).parents[3]
HAN = range(0x4E00, 0xA000)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def page_modules() -> list[Path]:
    """The page's modules and everything of the project that they import, however far below."""
    found: dict[str, Path] = {}
    waiting = [f"playground.ui.{path.stem}" for path in (ROOT / "playground/ui").glob("*.py")]
    while waiting:
        name = waiting.pop()
        base = ROOT.joinpath(*name.split("."))
        path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if name in found or name == "playground" or not path.exists():  # the package itself names what is not used here
            continue
        found[name] = path
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("playground"):
                waiting += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
    return list(found.values())


def raised() -> Iterator[tuple[str, set[str], str]]:
    """(key, names of values, file) of every error that the page may meet."""
    for path in page_modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                key = given.pop("key", None)
                if isinstance(key, ast.Constant) and ast.unparse(node.func)[:1].isupper() and node.args:
                    yield str(key.value), set(given), path.name


@pytest.mark.parametrize("key", WORDS)
def test_a_sentence_of_the_page_stands_in_both_languages(key: str) -> None:
    english, written = WORDS[key]
    assert placeholders(english) >= placeholders(written)
    if key != "language-other":
        assert not any(ord(letter) in HAN for letter in english.replace("(中文)", ""))
        told = "".join(text for text, *_ in string.Formatter().parse(written))  # marks need no Chinese
        assert any(ord(letter) in HAN for letter in told) or not any(letter.isalpha() for letter in told)


def test_every_sentence_that_the_page_says_is_there() -> None:
    missing = []
    for path in (ROOT / "playground/ui").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args:
                said = node.args[0]
                options = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                missing += [one.value for one in options if isinstance(one, ast.Constant) and one.value not in WORDS]
    assert missing == []
    assert {f"example-{example.kind}" for example in EXAMPLES} <= set(WORDS)


def test_every_error_that_the_page_may_meet_has_its_chinese() -> None:
    met = list(raised())
    assert len(met) > 30
    # api.py answers programs, in English.
    assert [(key, file) for key, _, file in met if key not in chinese.ERRORS and file != "api.py"] == []


def test_the_chinese_of_an_error_mentions_only_what_the_error_carries() -> None:
    carried: dict[str, set[str]] = {}
    for key, names, _ in raised():
        carried[key] = carried.get(key, names) & names
    wrong = {key: placeholders(chinese.ERRORS[key]) - names for key, names in carried.items() if key in chinese.ERRORS}
    assert {key: names for key, names in wrong.items() if names} == {}


def test_tags_tasks_labels_and_architectures_have_their_chinese() -> None:
    assert list(chinese.TAGS) == list(UPOS)
    assert list(chinese.TASKS) == list(TASKS)
    assert set(TASKS["sentiment"].labels) <= set(chinese.LABELS)
    fields = {(key, field) for key in ARCHITECTURES for field in ("idea", "good_at", "fails_at")}
    assert set(chinese.ARCHITECTURES) == fields


def test_what_a_student_should_know_is_said_in_the_language_asked_for() -> None:
    assert language_say.architecture("lstm", "idea", "en") == ARCHITECTURES["lstm"].idea
    assert "遗忘门" in language_say.architecture("lstm", "idea", "zh")
    assert language_say.architecture("lstm", "paper", "zh") == ARCHITECTURES["lstm"].paper


def test_an_error_is_said_in_the_language_asked_for() -> None:
    problem = BadInput("The text has 12,345 characters.", key="text-too-long", characters=12345, allowed=200_000)
    assert error(problem, "en") == "The text has 12,345 characters."
    assert error(problem, "zh") == "文本有 12,345 个字符，最多读 200,000 个。请截短，或分成几段。"
    assert error(BadInput("Odd.", key="never-heard-of"), "zh") == "Odd."
    assert error(RuntimeError("secret"), "en").startswith("An unexpected error (RuntimeError)")
    assert "secret" not in error(RuntimeError("secret"), "zh")


def test_an_unknown_language_is_english() -> None:
    assert say("task", "fr") == "Task"


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [
        (0.5, 0, "50 %"),
        (0.999, 0, ">99 %"),
        (1.0, 0, "100 %"),
        (0.0, 0, "0 %"),
        (0.001, 0, "<1 %"),
        (0.99996, 1, ">99.9 %"),
        (0.1234, 1, "12.3 %"),
    ],
)
def test_a_share_is_never_written_as_nothing_or_all_unless_it_is(share: float, digits: int, text: str) -> None:
    assert percent(share, digits) == text


@pytest.mark.parametrize(
    ("number", "english", "written"),
    [(950, "950", "950"), (12_345, "12 k", "1.2 万"), (999_600, "1.0 M", "100 万"), (1_234_567, "1.2 M", "123 万")],
)
def test_large_numbers_go_by_the_steps_of_their_language(number: int, english: str, written: str) -> None:
    assert (count(number, "en"), count(number, "zh")) == (english, written)
