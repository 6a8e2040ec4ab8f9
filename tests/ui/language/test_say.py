"""Every word of the page in every language; what is written in English elsewhere has its translation."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from playground.errors import BadInput
from playground.models import ARCHITECTURES
from playground.tasks import TASKS, UPOS
from playground.ui.bar.words import say
from playground.ui.compare.render import about
from playground.ui.components.examples import EXAMPLES
from playground.ui.language import chinese
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.numbers import NUMBERS, count, percent
from playground.ui.language.say import Say, speaker
from playground.ui.language.translations import TRANSLATIONS, error
from tests.page_words import ROOT, UI, sentences, tables

HAN = range(0x4E00, 0xA000)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def page_modules() -> Iterator[tuple[Path, list[ast.AST]]]:
    """The page's modules and everything of the project that they import, however far below, with their code's nodes."""
    found: set[str] = set()
    waiting = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in UI.rglob("*.py")]
    while waiting:
        name = waiting.pop().removesuffix(".__init__")
        base = ROOT.joinpath(*name.split("."))
        path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if name in found or name == "playground" or not path.exists():  # the package itself names what is not used here
            continue
        found.add(name)
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("playground"):
                waiting += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield path, nodes


@cache
def raised() -> tuple[tuple[str, set[str], str], ...]:
    """(key, names of values, file) of every error that the page may meet."""
    return tuple(_raised())


def _raised() -> Iterator[tuple[str, set[str], str]]:
    for path, nodes in page_modules():
        for node in nodes:
            if isinstance(node, ast.Call):
                given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                key = given.pop("key", None)
                if isinstance(key, ast.Constant) and ast.unparse(node.func)[:1].isupper() and node.args:
                    yield str(key.value), set(given), path.name


@pytest.mark.parametrize("module", list(tables()))
def test_a_sentence_of_the_page_stands_in_every_language(module: str) -> None:
    table = tables()[module]
    assert list(table) == list(LANGUAGES)
    for words in table.values():
        for key, english in table["en"].items():
            assert placeholders(english) >= placeholders(words[key]), key
            assert words[key], key


@pytest.mark.parametrize("module", list(tables()))
def test_english_is_english_and_chinese_chinese(module: str) -> None:
    table = tables()[module]
    for key, english in table["en"].items():
        assert not any(ord(letter) in HAN for letter in english), key
        pieces = string.Formatter().parse(table["zh"][key])
        written = "".join(text for text, *_ in pieces)  # marks need no Chinese
        assert any(ord(letter) in HAN for letter in written) or not any(letter.isalpha() for letter in written), key


def test_no_sentence_stands_in_two_tables_or_in_one_language_only() -> None:
    found: dict[str, str] = {}
    for module, table in tables().items():
        for language in LANGUAGES:
            assert list(table[language]) == list(table["en"]), (module, language)
        for key in table["en"]:
            assert found.setdefault(key, module) == module


def test_every_language_has_its_numbers_and_translations() -> None:
    assert list(NUMBERS) == list(LANGUAGES)
    assert {"en", *TRANSLATIONS} == set(LANGUAGES)
    for language, table in TRANSLATIONS.items():
        assert set(table) == set(chinese.TRANSLATIONS)
        assert set(table["languages"]) == set(LANGUAGES) - {language}


def asked_for(path: Path) -> Iterator[tuple[str, str]]:
    """(module of the words, pattern of the key) of everything that a file of the page says."""
    tree = ast.parse(path.read_text("utf-8"))
    spoken = [
        str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "say" in [alias.name for alias in node.names]
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
            said = node.args[0]
            for one in [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]:
                if isinstance(one, ast.Constant):
                    yield spoken[0], re.escape(str(one.value))
                elif isinstance(one, ast.JoinedStr):
                    parts = [str(part.value) if isinstance(part, ast.Constant) else "" for part in one.values]
                    yield spoken[0], ".+".join(map(re.escape, parts))
                else:
                    yield spoken[0], ".+"


def test_every_sentence_that_the_page_says_is_among_its_own_or_the_shared_ones() -> None:
    looked_at, missing = [], []
    for path in UI.rglob("*.py"):
        asked = list(asked_for(path)) if path.name != "say.py" else []
        looked_at += [path] if asked else []
        for module, pattern in asked:
            say = import_module(module).say
            known = [key for key in sentences("en") if re.fullmatch(pattern, key) and says(say, key)]
            missing += [] if known else [(path.name, pattern)]
    assert missing == []
    assert len(looked_at) > 30
    assert set(looked_at) == {
        path for path in UI.rglob("*.py") if re.search(r"\bsay\((?!key: )", path.read_text("utf-8"))
    }
    assert {f"example-{example.kind}" for example in EXAMPLES} <= set(sentences("en"))


def says(say: Say, key: str) -> bool:
    """Whether a speaker has a sentence."""
    try:
        say(key, "en", **dict.fromkeys(placeholders(sentences("en")[key]), 0))
    except KeyError:
        return False
    return True


def test_no_words_are_left_of_what_is_gone() -> None:
    written, patterns = set(), {"(good|fails)-at", "(row|tells)-.+"}  # put together of values only
    for path in set(UI.rglob("*.py")) - set(UI.rglob("words.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values]
                patterns |= {".+".join(map(re.escape, parts))} if len("".join(parts)) > 2 else set()
    known = re.compile("|".join(patterns))
    assert [key for key in sentences("en") if key not in written and not known.fullmatch(key)] == []


def test_every_error_that_the_page_may_meet_has_its_chinese() -> None:
    met = raised()
    assert len(met) > 30
    programs = ("api.py", "api_arguments.py")  # they answer programs, in English
    assert [(key, file) for key, _, file in met if key not in chinese.ERRORS and file not in programs] == []


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
    for facts in ARCHITECTURES.values():
        assert list(facts.words) == list(LANGUAGES)
        for words in facts.words.values():
            assert {"idea", "good_at", "fails_at", "in_short"} <= set(facts.words["en"]) <= set(words)
        for key, written in facts.words["zh"].items():
            assert any(ord(letter) in HAN for letter in written)
            assert not any(ord(letter) in HAN for letter in facts.words["en"].get(key, ""))


def test_what_a_student_should_know_is_said_in_the_language_asked_for() -> None:
    lstm = ARCHITECTURES["lstm"]
    assert lstm.sentence("idea", "en") == lstm.idea
    assert "遗忘门" in lstm.sentence("idea", "zh")
    assert lstm.paper in about("lstm", "zh")
    assert lstm.sentence("idea", "fr") == lstm.idea


def test_an_error_is_said_in_the_language_asked_for() -> None:
    problem = BadInput("The text has 12,345 characters.", key="text-too-long", characters=12345, allowed=200_000)
    assert error(problem, "en") == "The text has 12,345 characters."
    assert error(problem, "zh") == "文本有 12,345 个字符，最多读 200,000 个。请截短，或分成几段。"
    assert error(BadInput("Odd.", key="never-heard-of"), "zh") == "Odd."
    assert error(RuntimeError("secret"), "en").startswith("An unexpected error (RuntimeError)")
    assert "secret" not in error(RuntimeError("secret"), "zh")


def test_an_unknown_language_is_english() -> None:
    assert say("task", "fr") == "Task"


def test_a_sentence_that_a_language_lacks_is_english() -> None:
    shared = {"en": {"b": "B {x}", "c": "C"}, "zh": {"b": "乙 {x}"}}
    speak = speaker({"en": {"a": "A", "c": "own"}, "zh": {}}, shared)
    assert [speak("a", "zh"), speak("b", "zh", x=1), speak("c", "zh")] == ["A", "乙 1", "own"]
    with pytest.raises(KeyError, match="d"):
        speak("d", "en")


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


def test_no_module_and_no_script_of_the_page_asks_for_a_language_by_its_name() -> None:
    first, *others = LANGUAGES  # the first one stands where nobody has asked for one yet
    tables = {"words.py", "terms.py", "languages.py", "numbers.py", "translations.py", "chinese.py"}
    named = re.compile(rf"[\"'`]({'|'.join(others)})[\"'`]|[=!]= ?[\"'`]{first}[\"'`]")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "playground/ui").rglob("*"))
        if path.suffix in (".py", ".js") and path.name not in tables
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert found == []
