"""Models: what the shelf says of each model, the plot, the card that can do nothing, adding one and publishing one."""

import itertools
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from playground import checkpoints, hub
from playground.checkpoints import SESSION, Description, loading, references
from playground.errors import NotFound, Unreachable
from playground.evaluation.behaviour.suite import SUITES, stored
from playground.lenses.predict.predict import predict
from playground.text import words
from playground.ui.bar import add_model, bar, render_add_model
from playground.ui.components.markdown import MAX_CHARACTERS, markdown
from playground.ui.language import chinese
from playground.ui.models import accuracy_plot
from playground.ui.models import publish as models_publish
from playground.ui.models import queries as asks
from playground.ui.models import render as models_render
from playground.ui.models import tab as models_tab
from playground.ui.models.queries import BASELINES, SENTENCE, Entry, Shelf, Wish, shelf
from playground.ui.models.render_behaviour import capability
from tests import tiny
from tests.ui.compare.test_render import Seen

MINE = f"{SESSION}abc"
CARD = """---
model-index:
- name: x
  results:
  - dataset: {{name: IMDB}}
    metrics:
    - {{type: accuracy, value: {}}}
---
# A card
"""


class Awake:
    """A bedroom in which every model has the stage that it is given, else is awake."""

    def __init__(self, **stages: Any) -> None:
        self.stages = stages
        self.wanted: list[str] = []

    def want(self, references: Any) -> None:
        self.wanted += references

    def stage(self, reference: str) -> Any:
        return self.stages.get(reference, True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Tiny shipped checkpoints, those for sentiment with a card."""
    for number, (architecture, task) in enumerate(tiny.PAIRS):
        written = Path(tiny.write(tmp_path, architecture, task))
        if task == "sentiment":
            (written / "README.md").write_text(CARD.format(0.8 + number / 100), "utf-8")
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    monkeypatch.setattr(asks, "_speeds", {})
    loading._loaded.clear()
    yield tmp_path
    loading._loaded.clear()


@pytest.fixture
def bedroom(monkeypatch: pytest.MonkeyPatch) -> Awake:
    made = Awake()
    for module in (asks, render_add_model, add_model):
        monkeypatch.setattr(module, "BEDROOM", made)
    return made


def entry(
    reference: str = "sentiment-lstm", accuracy: float = 0.9, seconds: float | None = 0.002, **more: Any
) -> Entry:
    about = Description(
        reference, "sentiment", "lstm", 4_200_000, 5_000_000, ("negative", "positive"), more.pop("source", "bundled"),
        {"IMDB": {"accuracy": accuracy, "macro_f1": accuracy}}, revision=more.pop("revision", ""),
    )  # fmt: skip
    return Entry(reference, True, more.pop("extra", False), about, seconds, **more)


# ---- the shelf


def test_every_shipped_model_is_on_the_shelf_with_its_results_and_its_speed(folder: Path, bedroom: Awake) -> None:
    found = shelf("sentiment", ["sentiment-rnn"], [], Wish())
    assert [one.reference for one in found.entries] == checkpoints.shipped()
    assert bedroom.wanted == checkpoints.shipped()
    assert found.data == ("IMDB",)
    assert found.wish.data == "IMDB"
    assert [one.reference for one in found.entries if one.chosen] == ["sentiment-rnn"]
    assert all(one.seconds is not None and 0 < one.seconds < 1 for one in found.entries)
    assert found.entries[1].accuracy("IMDB") == pytest.approx(0.82)
    assert not found.waking


def test_a_speed_is_the_median_of_calls_with_a_sentence_of_twenty_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(words(SENTENCE)) == 20
    took = iter([9.0, *[0.001, 0.003, 0.002] * 3])  # the first call warms up and does not count
    monkeypatch.setattr(
        asks, "predict", lambda checkpoint, text: SimpleNamespace(seconds=next(took)) if text == SENTENCE else predict
    )
    assert asks.speed("sentiment-rnn") == 0.002


def test_models_that_sleep_are_not_timed_and_nothing_is_timed_beside_them(folder: Path, bedroom: Awake) -> None:
    bedroom.stages["pos-rnn"] = False
    found = shelf("sentiment", [], [], Wish())
    assert found.waking
    assert all(one.seconds is None for one in found.entries)
    assert all(one.description for one in found.entries)


def test_a_model_of_the_hub_that_is_on_its_way_is_no_failure_and_one_that_cannot_come_says_why(
    folder: Path, bedroom: Awake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hub, "cached", lambda *_: None)
    bedroom.stages |= {"a/coming": False, "a/gone": Unreachable("The Hub is silent.", key="hub-silent")}
    found = shelf("sentiment", [], ["a/coming", "a/gone"], Wish())
    coming, gone = found.entries[-2:]
    assert (coming.description, coming.failed, coming.extra) == (None, None, True)
    assert str(gone.failed) == "The Hub is silent."
    drawn = Seen(models_render.models(found, "en")).text
    assert "Loading a/coming …" in drawn
    assert "The Hub is silent." in drawn


def test_a_wish_that_makes_no_sense_changes_nothing(folder: Path, bedroom: Awake) -> None:
    strange: list[Any] = [None, {"key": "axis", "value": "beauty"}, {"key": "__class__", "value": "x"}, {"key": 1}, []]
    for change in strange:
        assert Wish().changed(change) == Wish()
    assert Wish().changed({"key": "axis", "value": "bytes"}).axis == "bytes"
    wrong = Wish(data="nothing", card="../../etc", publishing="sentiment-rnn")
    assert shelf("pos", [], [], wrong).wish == Wish(data="IMDB")


# ---- drawn


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("axis", asks.AXES)
def test_the_tab_is_drawn_well_formed_and_harmless(folder: Path, bedroom: Awake, language: str, axis: str) -> None:
    (folder / "sentiment-rnn" / "README.md").write_text("<script>alert(1)</script>\n![x](https://e.example/x)", "utf-8")
    strange = 'a/<b onclick="x">'
    bedroom.stages[strange] = NotFound('No "<model>".', key="x")
    html = models_render.models(shelf("sentiment", [], [strange], Wish(axis=axis, card="sentiment-rnn")), language)
    assert {"script", "img", "b"} & set(Seen(html).tags) <= {"b"}
    assert "onclick=" not in html.replace("onclick=&quot;", "")
    assert "e.example" not in html


def test_a_row_says_task_sizes_results_and_where_the_model_is_from() -> None:
    bundled, fetched = entry(), entry("a/b", source="hub", revision="0123456789abcdef", extra=True)
    html = models_render.models(Shelf((bundled, fetched), Wish("IMDB"), ("IMDB",)), "en")
    text = Seen(html).text
    for said in ("90.0 %", "4.2 M", "5.0 MB", "2.0 ms", "bundled", "Hub 0123456", "None of them is on the Hub yet"):
        assert said in text
    assert html.count("data-remove") == 1
    assert 'data-remove="a/b"' in html


def test_what_only_a_card_says_is_marked_as_its_word() -> None:
    for reference, claims in (("owner/name", True), (MINE, False)):
        html = models_render.models(Shelf((entry(), entry(reference, extra=True)), Wish("IMDB"), ("IMDB",)), "en")
        assert html.count("90.0 %*") == claims
        assert ("What its own card says" in html) is claims


def test_a_result_that_is_no_share_is_not_shown() -> None:
    assert entry(accuracy=91.2).accuracy("IMDB") is None
    assert entry(accuracy=0.912).accuracy("SST-2") is None


def test_points_stand_higher_for_more_right_and_further_right_for_slower() -> None:
    found = Shelf((entry("a-b/fast", 0.85, 0.001), entry("a-b/slow", 0.91, 0.1)), Wish("IMDB"), ("IMDB",))
    html = accuracy_plot.plot(found, "en")
    places = [
        [float(part.split("%")[0]) for part in item.split("left:")[1].split("top:")] for item in html.split("<li ")[1:]
    ]
    (slow_left, slow_top), (fast_left, fast_top) = places  # the best first
    assert slow_left > fast_left
    assert slow_top < fast_top
    for line in BASELINES["IMDB"]:
        assert f"{100 * line.accuracy:.1f} %" in html


def test_a_logarithmic_axis_has_round_numbers_and_equal_steps_for_equal_factors() -> None:
    axis = accuracy_plot.axis([1, 10, 100])
    assert axis.place(10) - axis.place(1) == pytest.approx(axis.place(100) - axis.place(10))
    assert set(axis.ticks) >= {1.0, 10.0, 100.0}
    for near in ([4_060_106, 4_282_602], [3.0], [0.5, 60.0], [1e3, 3e8]):
        ticks = accuracy_plot.axis(near).ticks
        assert 2 <= len(ticks) <= 12
        assert ticks == sorted(ticks)


def test_numbers_that_a_phone_shows_below_the_picture_stand_apart_and_the_others_are_marked() -> None:
    entries = tuple(entry(f"a-b/{at}", 0.9, at) for at in (0.002, 0.007))
    html = accuracy_plot.plot(Shelf(entries, Wish("IMDB"), ("IMDB",)), "en")
    spans = html.split('class="widths"')[1].split("</div>")[0].split("<span")[1:]
    places = [(float(span.split("left:")[1].split("%")[0]), 'class="near"' in span) for span in spans]
    shown = [place for place, near in places if not near]
    assert len(places) == 7, "2 to 8 ms, a line for each"
    assert len(shown) >= 3
    assert all(after - before >= 20 for before, after in itertools.pairwise(shown))
    for place, near in places:
        assert near == any(0 < place - other < 20 for other in shown)


@pytest.mark.parametrize(
    "places",
    [
        [(10, 30)] * 3,
        [(10, 30), (14, 30), (18, 31)],
        [(80, 10), (78, 14), (76, 16), (20, 15)],
        [(75, 5), (60, 8), (88, 9), (66, 12)],
        [(50, 50)] * 9,
    ],
)
@pytest.mark.parametrize("wide", [accuracy_plot.SCREEN, accuracy_plot.PHONE])
def test_a_name_covers_no_other_name_and_no_mark(places: list[tuple[float, float]], wide: float) -> None:
    names = ["LSTM", "RNN", "Transformer", "TextCNN", "LSTM of my own", *["RNN"] * 4][: len(places)]
    boxes = []
    for (x, _), name, (height, mirrored) in zip(places, names, accuracy_plot._beside(places, names, wide), strict=True):
        edges = [x * wide / 100 + (-1 if mirrored else 1) * (12 + part * 7.5 * len(name)) for part in (0, 1)]
        boxes.append((min(edges), max(edges), 3 * height))
    marks = [(x * wide / 100 - 11, x * wide / 100 + 11, 3 * y) for x, y in places]
    for at, (left, right, height) in enumerate(boxes):
        for start, end, other in [*boxes[:at], *marks]:
            assert right <= start or left >= end or abs(height - other) > 17


def test_a_name_stands_beside_its_mark_where_there_is_room_and_else_on_its_other_side() -> None:
    assert accuracy_plot._beside([(10, 30), (90, 40)], ["RNN", "LSTM"], accuracy_plot.PHONE) == [
        (30, False),
        (40, True),
    ]
    assert accuracy_plot._beside([(80, 30), (74, 31)], ["RNN", "LSTM"], accuracy_plot.PHONE) == [
        (30, False),
        (31, True),
    ]
    crowded = accuracy_plot._beside([(30, 30), (45, 30)], ["RNN of mine", "LSTM"], accuracy_plot.PHONE)
    assert crowded == [(pytest.approx(37, abs=1), False), (30, False)], "no room at the left, a mark at the right"
    roomy = accuracy_plot._beside([(30, 30), (45, 30)], ["RNN of mine", "LSTM"], accuracy_plot.SCREEN)
    assert roomy == [(30, False), (30, False)]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![a](https://e.example/a.png)",
        "[x](javascript:alert(1))", "[x](data:text/html,y)", "<https://e.example>", "[a]: javascript:x\n[a]",
        "<iframe src=//e.example>", "# <b>h</b>", "`<script>`", "```html\n<script>\n```",
        '[x](https://e.example/"onmouseover="alert(1))',
    ],
)  # fmt: skip
def test_a_card_can_do_nothing(text: str) -> None:
    seen = Seen(markdown(text))
    assert set(seen.tags) <= {"p", "h3", "a", "em", "code", "pre"}
    assert "javascript:" not in "".join(part for part in markdown(text).split('"') if part.startswith("javascript"))
    assert 'onmouseover="' not in markdown(text)


def test_a_card_is_read_as_markdown_and_a_long_one_in_no_time() -> None:
    html = markdown("# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[l](https://x.example)")
    assert Seen(html).tags.count("td") == 2
    assert "<h3>T</h3>" in html
    assert 'rel="noopener noreferrer nofollow"' in html
    for long in (">" * 200_000, "[" * 200_000, "*a " * 100_000, "| a " * 50_000 + "\n" + "|---" * 50_000):
        started = time.perf_counter()
        assert len(markdown(long)) < 60 * MAX_CHARACTERS
        assert time.perf_counter() - started < 10


# ---- one more, one less


def event(**data: Any) -> Any:
    return SimpleNamespace(_data=data)


def test_a_model_that_is_added_is_chosen_at_once_and_its_coming_is_told(
    folder: Path, bedroom: Awake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "cached", lambda *_: None)
    bedroom.stages["a/b@main"] = False
    given = event(reference=" a/b@main ")
    coming, said, extras, task, chosen = add_model.add([], [], "sentiment", ["sentiment-rnn"], "en", given)
    assert (coming, extras, task, chosen.value) == (
        ["a/b@main"],
        ["a/b@main"],
        "sentiment",
        ["sentiment-rnn", "a/b@main"],
    )
    assert bedroom.wanted == ["a/b@main"]
    assert "Fetching a/b@main …" in said
    assert "data-coming" in said
    bedroom.stages["a/b@main"] = Unreachable("The Hub is silent.", key="hub-silent")
    coming, said, *_ = add_model.poll(coming, extras, "sentiment", chosen.value, "en")
    assert coming == []
    assert "did not come. The Hub is silent." in said
    assert "data-coming" not in said


def test_a_model_that_is_coming_says_how_far_it_is(bedroom: Awake, monkeypatch: pytest.MonkeyPatch) -> None:
    bedroom.stages["a/b"] = False
    for known, told in ((None, "Fetching a/b …"), ((1_250_000, 5_000_000), "Fetching a/b: 1.2 MB of 5.0 MB")):
        monkeypatch.setattr(hub, "progress", lambda reference, known=known: known)
        assert told in render_add_model.said(["a/b"], "en")[0][0]


@pytest.mark.parametrize(
    "typed", ["", "   ", "name", "../x", "a/b/c", "/etc/passwd", f"{SESSION}x", "a/b@../c", None, 3]
)
def test_what_is_no_repository_is_refused_and_nothing_is_fetched(folder: Path, bedroom: Awake, typed: Any) -> None:
    coming, said, *others = add_model.add([], [], "sentiment", [], "en", event(reference=typed))
    assert coming == []
    assert bedroom.wanted == []
    assert 'class="warn"' in said
    assert all(one.get("__type__") == "update" and len(one) == 1 for one in others)


def test_a_model_that_turns_out_to_be_of_the_other_task_brings_that_task(
    folder: Path, bedroom: Awake, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"a/tagger": ("pos", "lstm")}
    for module in (add_model, bar):
        monkeypatch.setattr(
            module, "about", lambda one: found.get(one, ("pos" if "pos" in one else "sentiment", "rnn"))
        )
    coming, _, extras, task, chosen = add_model.poll(["a/tagger"], ["a/tagger"], "sentiment", ["sentiment-rnn"], "en")
    assert (coming, extras, task) == ([], ["a/tagger"], "pos")
    assert "a/tagger" in chosen.value


def test_a_row_is_taken_into_the_comparison_and_out_of_it(folder: Path) -> None:
    take = event(reference="sentiment-lstm", chosen=True)
    extras, task, chosen = models_tab.compare([], "sentiment", ["sentiment-rnn"], "en", take)
    assert (extras, task, chosen.value) == ([], "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    *_, chosen = models_tab.compare([], "sentiment", chosen.value, "en", event(reference="sentiment-rnn", chosen=False))
    assert chosen.value == ["sentiment-lstm"]
    _, task, chosen = models_tab.compare([], "sentiment", chosen.value, "en", event(reference="pos-rnn", chosen=True))
    assert task == "pos"
    assert "pos-rnn" in chosen.value
    _, _, chosen = models_tab.compare([], "sentiment", ["sentiment-rnn"], "en", event(reference="/etc", chosen=True))
    assert chosen.value == ["sentiment-rnn"]


# ---- publishing


def test_a_model_of_this_visit_is_published_with_the_token_of_who_signed_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent: list[Any] = []

    def publish(path: Path, repo: str, private: bool = False, token: str | None = None) -> hub.Published:
        sent.append((path, repo, private, token))
        return hub.Published(repo, "f" * 40, f"https://hub.example/{repo}")

    monkeypatch.setattr(checkpoints, "publish", publish)
    monkeypatch.setattr(models_publish, "locate", lambda reference: (folder / "sentiment-rnn", "session", False))
    asked = {"reference": MINE, "repo": " me/mine ", "private": "on"}
    working, done = models_publish.published(asked, [MINE], "secret", "en")
    assert sent == [(folder / "sentiment-rnn", "me/mine", True, "secret")]
    assert "Publishing me/mine" in working
    assert 'href="https://hub.example/me/mine"' in done
    assert "commit ffffffffffff" in done
    assert "secret" not in working + done + caplog.text


@pytest.mark.parametrize(
    ("reference", "token", "said"),
    [
        (MINE, None, "Nobody has signed in"),
        ("sentiment-rnn", "t", "Only a model of this visit"),
        (f"{SESSION}other", "t", "Only a model of this visit"),
        (None, "t", "Only a model of this visit"),
    ],
)
def test_nothing_is_published_that_is_not_ones_own_or_by_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reference: Any, token: str | None, said: str
) -> None:
    monkeypatch.setattr(models_publish, "locate", lambda reference: (folder / "sentiment-rnn", "session", False))
    monkeypatch.setattr(checkpoints, "publish", lambda *_, **__: pytest.fail("was published"))
    (answer,) = models_publish.published({"reference": reference, "repo": "a/b"}, [MINE], token, "en")
    assert said in answer


def test_where_nobody_can_sign_in_the_page_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OAUTH_CLIENT_ID", raising=False)
    column, form = models_publish.opened(MINE, [MINE], "en")
    assert column.visible
    assert "python -m playground publish FOLDER --repo OWNER/NAME" in form
    assert "<form" not in form
    assert models_publish.opened("sentiment-rnn", [MINE], "en")[1] == ""
    monkeypatch.setattr(models_publish, "can_sign_in", lambda: True)
    assert 'class="publish" data-reference="session:abc"' in models_publish.opened(MINE, [MINE], "en")[1]


def test_what_models_get_wrong_is_a_table_that_unfolds_row_by_row(bedroom: Awake) -> None:
    closed = models_render.models(shelf("sentiment", [], [], Wish()), "en")
    assert "Blame denied" not in closed and "What they get wrong" in closed
    told = stored("sentiment-lstm")
    assert told is not None
    outcome = told.capabilities["denied-bad"]
    html = models_render.models(shelf("sentiment", [], [], Wish(trials="sentiment", capability="denied-bad")), "en")
    assert f"{outcome.failures} of {outcome.cases} failed" in html
    assert html.count('class="failed"') == 1
    for failure in outcome.examples:
        assert all(escape(text) in html for text in failure.texts)
    assert "Noun or verb" not in html, "the other task stays closed"


@pytest.mark.parametrize("kind", list(SUITES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_capability_can_be_unfolded(bedroom: Awake, kind: str, language: str) -> None:
    for key in SUITES[kind]:
        html = models_render.models(shelf(kind, [], [], Wish(trials=kind, capability=key)), language)
        assert escape(capability(kind, key, language)[0]) in html
        Seen(html)


def test_every_capability_has_its_chinese() -> None:
    assert {kind: list(names) for kind, names in chinese.CAPABILITIES.items()} == {
        kind: list(names) for kind, names in SUITES.items()
    }


def test_failures_of_somebody_elses_making_are_harmless(folder: Path, bedroom: Awake) -> None:
    path = folder / "sentiment-rnn" / checkpoints.BEHAVIOUR
    for content in ("[]", '{"capabilities": 3}', "\x00"):
        path.write_text(content, "utf-8")
        assert all(entry.behaviour is None for entry in shelf("sentiment", [], [], Wish()).entries)
