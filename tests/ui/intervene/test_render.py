"""What Intervene draws: what is done in words, what comes of it, hostile words as words, refusals, files."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest

from playground.checkpoints import load, session_store
from playground.errors import NotApplicable, NotFound
from playground.lenses.intervene.changes import parse
from playground.lenses.intervene.intervene import intervene
from playground.lenses.intervene.ranking import rank
from playground.ui import model_loader, selection
from playground.ui.bar.program import calls
from playground.ui.intervene import queries, render, render_found
from playground.ui.intervene.downloads import as_file
from playground.ui.intervene.naming import change_title, unit_title
from playground.ui.intervene.plan import Plan
from playground.ui.intervene.queries import Shown, carried, known_carried, known_worth, shown, waiting, worth
from playground.ui.intervene.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import error
from playground.ui.model_loader import MODEL_LOADER
from tests import strangers
from tests.tiny import write

HOSTILE = '"><img src=x onerror=alert(1)> good film'
LANGUAGES = ("en", "zh")


def done(work: Iterator[object]) -> None:
    for _ in work:
        pass


def found(reference: str, text: str, task: str = "sentiment", plan: Plan | None = None) -> Shown:
    MODEL_LOADER.load([reference], 60)
    return shown(text, task, [reference], plan or Plan())


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ["rnn", "lstm", "textcnn", "transformer"])
@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_architecture_begins_with_its_strongest_part_off(
    tiny: dict[str, str], architecture: str, task: str, language: str
) -> None:
    seen = found(tiny[f"{task}-{architecture}"], HOSTILE, task)
    assert seen.failed is None
    assert len(seen.plan.now) == 1
    assert seen.now is not None
    drawn = render.intervene(seen, language)
    assert "<img" not in drawn
    assert seen.plan.now[0] in drawn
    known = queries.known_worth(seen)
    assert known is not None
    below = render_found.matters(seen, known, language)
    assert "<img" not in below
    assert seen.plan.now[0].removesuffix("=0") in below
    assert below.count("<li>") >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_is_done_to_a_second_model_or_it_is_said_why_not(tiny: dict[str, str], language: str) -> None:
    text = "not a good film"
    first, twin, other = tiny["sentiment-lstm"], f"{tiny['sentiment-lstm']}#untrained", tiny["sentiment-textcnn"]
    MODEL_LOADER.load([first, twin, other], 60)
    for second in (twin, other):
        seen = shown(text, "sentiment", [first, twin, other], Plan(model=first, second=second))
        assert seen.second is not None
        assert seen.second.plan.now == seen.plan.now
        drawn = plain(render.intervene(seen, language))
        if second == twin:
            expected = intervene(load(twin), text, seen.plan.now)
            assert percent(expected.after.scores[expected.after.label or ""], 1) in drawn
        else:
            assert isinstance(seen.second.steps[0].failed, NotFound)
            assert (
                "is built in another way and has no such part" in drawn if language == "en" else "没有这个部件" in drawn
            )
            assert "layer1." not in drawn, "no names of ours"
    alone = shown(text, "sentiment", [first], Plan(model=first, second=twin))
    assert alone.second is None, "one that is no longer chosen"
    assert 'data-choose="second"' not in render.intervene(alone, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("task", "text"), [("sentiment", "not a good film"), ("pos", "the dog will bark .")])
def test_the_parts_of_two_models_are_ranked_for_one_label(
    tiny: dict[str, str], language: str, task: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_WORTH", {})
    first, second = tiny[f"{task}-lstm"], tiny[f"{task}-textcnn"]
    MODEL_LOADER.load([first, second], 60)
    plan = Plan(model=first, second=second, word=1 if task == "pos" else None)
    seen = shown(text, task, [first, second], plan)
    assert [one.plan.model for one in waiting(seen)] == [second], "the first is ranked with its answer"
    half = render_found.worth_of_parts(seen, {second: "<p>so far</p>"}, language)
    assert half.count('class="matters"') == 1
    assert "<p>so far</p>" in half
    done(worth(waiting(seen)[0]))
    assert waiting(seen) == []
    asked = known_worth(seen).ranking.answer  # type: ignore[union-attr]
    expected = rank(load(second), text, plan.word, asked)
    drawn = render_found.worth_of_parts(seen, {}, language)
    assert drawn.count('class="matters"') == 2
    columns = drawn.split('class="of-model"')[1:]
    strongest = expected.effects[0]
    part = next(one for one in seen.second.parts if one.name == strongest.part)  # type: ignore[union-attr]
    assert unit_title(part, strongest.unit, language) in columns[1]
    assert render_found.signed(strongest.logit_change) in columns[1]
    assert 'data-action="add"' in columns[0]
    assert 'data-action="add"' not in columns[1], "a part of the second model is no part of the first"
    assert all(render_found.signed(one.random[0]) in columns[1] for one in expected.together)
    record = json.loads(as_file(seen, "json", language)["content"])
    assert record["second"]["model"] == second
    assert record["second"]["answer"] == record["answer"] == asked
    assert record["second"]["ranking"] == expected.as_json()
    assert len(record["second"]["words"]["embedded"]) == len(text.split())
    models = {row["model"] for row in csv.DictReader(io.StringIO(as_file(seen, "csv", "en")["content"]))}
    assert models == {first}, "no filter is a unit of the other network: its step failed"
    picture = as_file(seen, "svg", language)["content"]
    ElementTree.fromstring(picture)
    assert strongest.name in picture


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tagger_of_characters_is_asked_about_the_words_that_they_make(language: str, tmp_path: Path) -> None:
    labels = tuple(f"{sign}-{tag}" for tag in ("NOUN", "VERB", "PART") for sign in "BI")
    reference = write(tmp_path, "lstm", "pos", labels=labels, language="zh", seed=1)
    text = "the dog 看电影了"
    seen = found(reference, text, "pos")
    assert seen.answer is not None
    assert seen.answer.spans is not None
    spans = seen.answer.spans
    joined = [tuple(places) for places in seen.answer.joined or ()]
    assert max(map(len, joined)) > 1, "or nothing is tested"
    least = min(range(len(spans)), key=lambda at: spans[at].score)
    assert seen.asked == joined[least]
    for places, span in zip(joined, spans, strict=True):
        chosen = found(reference, text, "pos", Plan(word=places[-1]))
        assert chosen.asked == places
        assert chosen.worth is not None
        expected = rank(load(reference), text, places[0], span.tag, characters=places)
        assert chosen.worth.ranking.effects == expected.effects
        drawn = render.intervene(chosen, language)
        assert f'aria-pressed="true">{span.text}<small>{span.tag}</small>' in drawn
        assert "B-NOUN" not in drawn.split("asked-words")[1], "a tag of words is what is told"
        assert chosen.worth.map.changes.shape[1] == len(seen.answer.words)
        call = dict(parse_qsl(unescape(re.findall(r'data-call="([^"]*)"', drawn)[0])))
        verb = calls({"tab": "intervene", "text": text, "task": "pos", **call}, "http://here")
        assert f"--word {places[0]} --target {span.tag}" in verb.command
        rows = list(csv.DictReader(io.StringIO(as_file(chosen, "csv", language)["content"].removeprefix("\ufeff"))))
        assert {row["label"] for row in rows} == {"NOUN", "VERB", "PART"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fine_tuned_model_is_changed_and_a_foreign_one_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    own = session_store.keep(Path(write(tmp_path, "rnn", "sentiment")), "mine")
    seen = found(own, "not a good film")
    assert seen.failed is None
    assert seen.worth is not None
    assert seen.plan.now[0] in render.intervene(seen, language)
    assert "mine" in render.intervene(seen, language)
    foreign = str(strangers.write(tmp_path / "stranger", "bert", "sentiment"))
    for module in (selection, model_loader):
        monkeypatch.setattr(module, "admit", lambda reference: reference)
    other = found(foreign, "not a good film")
    assert isinstance(other.failed, NotApplicable)
    drawn = render.intervene(other, language)
    assert error(other.failed, language) in unescape(drawn)
    assert "data-again" not in drawn


def test_parts_are_ranked_by_zero_or_by_their_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The soup was cold, but the waiter was kind."
    seen = found("sentiment-rnn", text, plan=Plan(off="mean"))
    assert seen.worth is not None
    assert seen.worth.ranking.effects[:5] == rank(load("sentiment-rnn"), text, to="mean").effects[:5]
    assert seen.plan.now[0].endswith("=mean")
    drawn = render_found.matters(seen, seen.worth, "en")
    best = seen.worth.ranking.effects[0]
    assert f"{best.name}=mean" in drawn
    assert f'data-listen="{best.name}"' in drawn
    zero = found("sentiment-rnn", text)
    assert zero.worth is not None
    assert zero.worth.ranking.effects[0].logit_change != best.logit_change
    monkeypatch.setattr(queries, "_has_means", lambda reference: False)
    assert found("sentiment-rnn", text, plan=Plan(off="mean")).worth == zero.worth


def test_the_numbers_are_those_of_the_lens(tiny: dict[str, str]) -> None:
    reference = tiny["sentiment-lstm"]
    plan = Plan(steps=("layer1.forward.cell[2]=1@1-", "readout.max=0"), at=2, touched=True)
    seen = found(reference, "not a good film", plan=plan)
    drawn = plain(render.intervene(seen, "en"))
    for count in (1, 2):
        answer = intervene(load(reference), "not a good film", plan.steps[:count])
        assert percent(answer.after.scores[answer.after.label or ""], 1) in drawn
    assert "Unit 3 (layer 1, forward: cell) set to 1 from “a” on" in drawn
    assert "Pooled: maximum over the words set to 0" in drawn


@pytest.mark.parametrize(
    ("notation", "english", "chinese"),
    [
        ("layer1.forward.hidden[3]=0", "Unit 4 (layer 1, forward: hidden state) set to 0 at every word",
         "第 1 层、前向隐藏状态的 4 号单元在每个词处设为 0"),
        ("layer1.backward.forget_gate=1@1", "Layer 1, backward: forget gate set to 1 at “good”",
         "第 1 层、后向遗忘门在“good”处设为 1"),
        ("layer1.forward.hidden[3,5]=mean@0-1", "2 of layer 1, forward: hidden state set to its mean from “a” to “good”",  # noqa: E501
         "第 1 层、前向隐藏状态中的 2 个从“a”到“good”设为均值"),
        ("readout.mean[1]=from", "Unit 2 (pooled: mean over the words) as it is in the other sentence",
         "池化：各词的均值的 2 号单元取另一句话里的值"),
        ("layer9.hidden=0", "layer9.hidden=0", "layer9.hidden=0"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(tiny: dict[str, str], notation: str, english: str, chinese: str) -> None:
    seen = found(tiny["sentiment-lstm"], "a good film")
    words = ["a", "good", "film"]
    change = parse(notation)
    assert change_title(change, seen.parts, words, "en") == english
    assert change_title(change, seen.parts, words, "zh") == chinese


def test_a_step_that_the_model_does_not_have_is_said_and_can_be_taken_out(tiny: dict[str, str]) -> None:
    plan = Plan(steps=("layer1.forward.cell=0",), at=1, touched=True)
    seen = found(tiny["sentiment-textcnn"], "a good film", plan=plan)
    drawn = render.intervene(seen, "en")
    assert "There is no part" in plain(drawn)
    assert 'data-action="remove"' in drawn
    assert as_file(seen, "csv", "en") == {}


def test_a_long_text_waits_to_be_asked_for(tiny: dict[str, str]) -> None:
    text = "a good film " * 30
    seen = found(tiny["sentiment-rnn"], text)
    assert (seen.plan.now, seen.worth) == ((), None)
    assert "The text is long" in plain(render.intervene(seen, "en"))
    assert 'data-action="look"' in render_found.look_button(seen, "en")
    asked = found(tiny["sentiment-rnn"], text, plan=seen.plan.changed({"action": "look", "value": text}))
    done(worth(asked))
    assert found(tiny["sentiment-rnn"], text, plan=asked.plan).worth is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_carries_a_difference_is_drawn(tiny: dict[str, str], language: str) -> None:
    plan = Plan(view="twin", twin="a <b>bad</b> film")
    seen = found(tiny["sentiment-lstm"], "a <b>good</b> film", plan=plan)
    done(carried(seen))
    known = known_carried(seen)
    assert known is not None
    drawn = render_found.difference(seen, known, language)
    assert "<b>bad" not in drawn
    assert drawn.count("<polyline") == 2
    ElementTree.fromstring(drawn[drawn.index("<svg") : drawn.index("</svg>") + 6])
    assert percent(known.carriers[0].share, 0) in drawn
    close = say("intervene-carriers-close", language).strip()
    assert (close in plain(drawn)) is (abs(known.other_logit - known.logit) < render_found.HARDLY)
    for other, expected in ((known.logit + 0.01, True), (known.logit + 2, False)):
        assert (close in plain(render_found.difference(seen, replace(known, other_logit=other), language))) is expected


def test_the_files_hold_every_step(tiny: dict[str, str]) -> None:
    plan = Plan(steps=("layer1.forward.hidden[1]=0", "embedded=0@2"), at=2, touched=True)
    seen = found(tiny["pos-rnn"], "=the good film", "pos", plan)
    rows = list(csv.DictReader(io.StringIO(as_file(seen, "csv", "en")["content"].removeprefix("\ufeff"))))
    assert {row["change"] for row in rows} == {"", *plan.steps}
    assert all(row["text"].startswith("'=") for row in rows)
    record = json.loads(as_file(seen, "json", "en")["content"])
    assert [one["change"] for one in record["steps"]] == ["", *plan.steps]
    assert [one["change"] for one in record["intervention"]["changes"]] == list(plan.steps)
    ElementTree.fromstring(as_file(seen, "svg", "zh")["content"])
    assert as_file(seen, "exe", "en") == {}
