"""What a notebook draws: small, whole, and of any model; and what is said where it cannot be drawn."""

import html
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import playground as pg
from playground.checkpoints import load, shipped
from playground.errors import BadInput, NotApplicable, NotFound
from playground.ui.components.alone import VIEWS
from playground.ui.embed.words import say
from playground.ui.inside.queries import views_of
from tests import tiny
from tests.command_line import ROOT

BYTES = 300_000  # of a document with thirty words
THIRTY = (
    "The plot is thin and the jokes are old, but the acting makes up for it, and in the end I did not want it to end."
)
CHINESE = "这部电影的故事很普通，但是演员演得非常好，我看了还想再看一遍。"
HOSTILE = "</script><script>alert(1)</script> ' \" & <b>bold</b> </style> 2024 😀"


class Fetched(HTMLParser):
    """Collects whatever a document would fetch, and its scripts."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("link", "base", "object", "embed", "iframe", "meta", "script", "img"):
            self.found += [(tag, name, value) for name, value in attrs]
        self.found += [
            (tag, name, value) for name, value in attrs if name.startswith("on") or name in ("src", "srcset")
        ]


def reading(task: str, language: str | None = None) -> list[str]:
    return [one for one in shipped(task, language, variant=None) if one]


def all_views() -> list[tuple[str, str, str]]:
    """Each view with each shipped model that has it; those of several models once a task."""
    found = [
        (view, task, model) for task in ("sentiment", "pos") for model in reading(task) for view in views_of(model)
    ]
    return found + [(view, task, "") for view, one in VIEWS.items() if one.many for task in ("sentiment", "pos")]


@pytest.mark.slow
@pytest.mark.parametrize(("view", "task", "model"), all_views())
def test_thirty_words_are_at_most_300_kb_and_fetch_nothing(view: str, task: str, model: str) -> None:
    text = CHINESE if "-zh-" in model else THIRTY
    drawn = pg.show(text, view, model or None, task=task)
    assert len(drawn.html.encode()) <= BYTES
    assert len(drawn._repr_html_().encode()) <= BYTES
    fetched = Fetched(drawn.html).found
    assert [one for one in fetched if one[0] not in ("meta", "script")] == []
    told = {(name, value) for tag, name, value in fetched if tag == "script"}
    assert told == {("type", "application/json"), ("id", "numbers")}
    assert "@import" not in drawn.html
    assert "url(" not in drawn.html
    assert str(ROOT) not in drawn.html


def test_what_is_asked_for_is_what_is_drawn() -> None:
    drawn = pg.show("Everybody read that book.", "explain", "pos-lstm", word=1, target="NOUN", method="saliency")
    assert 'aria-pressed="true"' in drawn.html
    assert re.search(r'data-word="1" aria-pressed="true"', drawn.html)
    gates = pg.show(
        "Not bad at all.", view="gates", model="sentiment-lstm", word=2, unit=5, layer=1, direction="backward"
    )
    figure = json.loads(html.unescape(re.findall(r'data-figure="([^"]*)"', gates.html)[0]))
    assert (figure["word"], figure["unit"], figure["place"]) == (2, 5, "1 backward")
    assert say("embed-gates", "en") in gates.html


def test_in_chinese_and_in_the_dark() -> None:
    drawn = pg.show("Not bad at all.", "gates", language="zh", theme="dark")
    assert '<html lang="zh-Hans" data-theme="dark">' in drawn.html
    assert '<body class="dark">' in drawn.html
    assert "遗忘门" in drawn.html
    assert "Forget gate" not in drawn.html


@pytest.mark.slow
@pytest.mark.parametrize("view", ["compare", "gates", "explain"])
def test_a_text_is_a_text(view: str) -> None:
    drawn = pg.show(HOSTILE, view, "sentiment-lstm")
    scripts = re.findall(r"<script.*?</script>", drawn.html, re.S)
    assert len(scripts) == 2
    assert "alert(1)" not in scripts[1]
    assert "<b>bold" not in drawn.html
    frame = drawn._repr_html_()
    assert frame.startswith("<iframe srcdoc='")
    inner = frame.split("'", 2)[1]
    assert html.unescape(inner) == drawn.html


def test_a_model_of_one_s_own_is_a_folder_or_a_checkpoint(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, "lstm", "sentiment", labels=("bad <i>", "so-so", "good"))
    drawn = pg.show("not a bad film", "compare", [folder, Path(folder)])
    assert "bad &lt;i&gt;" in drawn.html
    assert str(tmp_path) not in drawn.html
    assert "sentiment-lstm" in drawn.html  # the folder's name
    again = pg.show("not a bad film", "gates", pg.load(folder))
    assert str(tmp_path) not in again.html


def test_a_checkpoint_that_was_changed_in_memory_is_drawn_as_it_is(tmp_path: Path) -> None:
    checkpoint = load(tiny.write(tmp_path, "rnn", "sentiment"))
    before = pg.predict(checkpoint, "not a bad film").scores
    for parameter in checkpoint.model.parameters():
        parameter.data.zero_()
    after = pg.show("not a bad film", "compare", checkpoint)
    assert re.findall(r"<dd>(\d+\.\d) %</dd>", after.html) == ["50.0", "50.0"]
    assert max(before.values()) > 0.5


def test_it_is_saved_as_a_file(tmp_path: Path) -> None:
    drawn = pg.show("Not bad at all.", "filters")
    assert drawn.save(tmp_path / "a.html").read_text("utf-8") == drawn.html
    assert "kB of HTML" in repr(drawn)
    with pytest.raises(BadInput, match=r"cannot be written \(No such file or directory\)\. Name a file in a folder"):
        drawn.save(tmp_path / "none" / "a.html")


def test_what_cannot_be_drawn_is_said() -> None:
    def said(kind: type[Exception], *given: object, **named: object) -> str:
        with pytest.raises(kind) as caught:
            pg.show(*given, **named)  # type: ignore[arg-type]
        return str(caught.value)

    assert said(BadInput, 5).startswith("The text is 5. It has to be a string.")
    assert said(NotFound, "Good.", "gate").startswith("There is no view 'gate'. Choose one of: compare,")
    assert said(NotFound, "Good.", "gates", "sentiment-textcnn").startswith("sentiment-textcnn has no view gates.")
    assert said(BadInput, "Good.", "gates", word=2).startswith(
        "There is no word 2. There are 2, counted from 0: 0 to 1."
    )
    assert said(BadInput, "Good.", "gates", unit=128).startswith("There is no unit 128.")
    assert said(BadInput, "Good.", "gates", layer=7).startswith("sentiment-lstm has no layer 7 that runs forward.")
    assert said(BadInput, "Good.", "attention", head=99).startswith("There is no head 99.")
    assert said(NotFound, "Good.", "filters", target="x").startswith("There is no label 'x'.")
    assert said(NotFound, "Good.", "explain", method="magic").startswith("There is no method 'magic'.")
    assert said(NotFound, "Good.", "explain", settings="lime.x:1").startswith("There is no parameter of lime 'x'.")
    assert said(BadInput, "Good.", "explain", settings="lime.samples:x")
    assert said(NotApplicable, "Good.", "explain", word=1).startswith("The task sentiment has one label a text")
    assert said(BadInput, "Good.", "compare", 5).startswith("The model is 5. It has to be an id such as")
    assert said(NotFound, "Good.", "compare", "./nowhere").startswith("There is no checkpoint in the folder")
    assert said(NotFound, "Good.", "gates", head=1).startswith("There is no part of this view's address 'head'.")


def test_importing_the_package_knows_it_and_loads_nothing() -> None:
    program = "import sys, playground; assert 'show' in playground.__all__; print('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
