"""The view of a unit: what is drawn says what the records say, whatever a visitor wrote; choices and files."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from playground.data.corpus import corpus_of_texts
from playground.errors import BadInput, NotApplicable
from playground.lenses.units.find import find
from playground.lenses.units.sources import make_index
from playground.lenses.units.unit import unit
from playground.ui.components import own_texts
from playground.ui.intervene.units import words as units_words
from playground.ui.intervene.units.downloads import written
from playground.ui.intervene.units.queries import Here, UnitOptions, UnitsView, rank
from playground.ui.intervene.units.render import Scale, inside_view, name_of, words_with_values
from playground.ui.intervene.units.render_view import progress, units_view
from playground.ui.intervene.units.section import own_corpus
from playground.ui.language.languages import LANGUAGES
from tests.lenses.units.listened import checkpoint, corpus, planted

PARTS = {
    "rnn": ("layer1.forward.hidden[2]",),
    "lstm": ("layer1.forward.cell[2]", "layer2.backward.forget_gate[9]"),
    "textcnn": ("filters3[1]", "filters1[0]"),
    "transformer": ("layer1.attention[0]", "layer2.feedforward[3]", "layer1.hidden[0]"),
}


def view(architecture: str, part: str, marked: tuple[int, ...] = ()) -> UnitsView:
    """What is shown of one unit of a small model."""
    made = checkpoint(architecture, "sentiment")
    index = make_index(made, corpus())
    text = "the good dog is not bad"
    words = tuple(text.split())
    return UnitsView(
        text,
        f"sentiment-{architecture}",
        UnitOptions(part, "positive", marked),
        tuple((group, index.parts(group)) for group in index.groups),
        ("positive", "position", "length"),
        rank(index, "positive"),
        unit(made, part, corpus()),
        Here(words, (0.1, -0.2, 0.3, 0.0, 0.9, -0.4)),
        find(made, text, marked, 0.2, corpus=corpus()) if marked else None,
    )


def plain(html: str) -> str:
    """What is read of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "part"), [(one, part) for one, parts in PARTS.items() for part in parts])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_part_is_drawn_with_its_places_and_numbers(architecture: str, part: str, language: str) -> None:
    shown = view(architecture, part, (4,))
    drawn = units_view(shown, language)
    assert shown.unit is not None
    assert plain(name_of(part, language)) in plain(drawn)
    for place in shown.unit.highest:
        for word, value in zip(place.words, place.values, strict=True):
            told = units_words.say("unit-word-value", language, word=word, value=f"{value:.2f}".replace("-", "−"))
            assert told.replace("−0.00", "0.00").replace("'", "&#x27;") in drawn
    lowest = len(shown.unit.lowest) if shown.unit.low < 0 else 0
    assert drawn.count("<li>") >= len(shown.unit.highest) + lowest
    assert (units_words.say("unit-lowest", language) in drawn) == bool(lowest)
    assert drawn.count("data-mark=") == 6
    assert ('aria-pressed="true">not<' in drawn) and ('aria-pressed="false">bad<' in drawn)
    assert ("looks-previous" in units_words.WORDS[language]) and (
        (units_words.say("unit-looks", language) in drawn) == part.startswith("layer1.attention")
    )
    assert (units_words.say("unit-ngrams", language) in drawn) == part.startswith("filters3")
    assert "listen=" + part.replace("[", "%5B").replace("]", "%5D") in drawn


def test_what_a_visitor_wrote_is_said_and_not_run() -> None:
    made = checkpoint("rnn", "sentiment")
    texts = corpus_of_texts("<i>mine</i>", ["<b>good</b> film", "bad <script>alert(1)</script> dog", "a film"])
    found = unit(made, "layer1.forward.hidden[0]", texts)
    shown = replace(view("rnn", "layer1.forward.hidden[0]"), unit=found, here=Here(("<b>",), (0.5,)), text="<b>")
    drawn = units_view(shown, "en")
    assert not {"<b>good", "<script", "<i>mine"} & set(re.findall(r"<b>good|<script|<i>mine", drawn))
    assert "&lt;i&gt;mine&lt;/i&gt;" in drawn
    picture = written(shown, "svg", "en")["content"]
    ElementTree.fromstring(picture)


def test_a_scale_is_symmetric_for_what_has_a_sign_and_begins_at_zero_for_what_has_none() -> None:
    both, one = Scale(-0.5, 1.0), Scale(0.0, 4.0)
    assert (both.colour(-1.0), both.colour(1.0)) == ("#00224e", "#fee838")
    assert (one.colour(0.0), one.colour(4.0)) == ("#00224e", "#fee838")
    assert both.height(-1.0) == both.height(1.0) == 13
    assert both.height(0.0) == 2
    assert Scale(0.0, 0.0).height(0.0) == 2


def test_chinese_characters_stand_together_and_words_apart() -> None:
    apart = words_with_values(["a", "film"], [0.1, 0.2], Scale(0, 1), range(1, 2), "en")
    together = words_with_values(["很", "好"], [0.1, 0.2], Scale(0, 1), range(2), "zh", joined=True)
    assert "</span> <span" in apart
    assert "</span><span" in together
    assert apart.count("valued here") == 1
    assert together.count("valued here") == 2
    ends = words_with_values(["很", "好", "。"], [0.1, 0.2, 0.3], Scale(0, 1), range(0), "zh", joined=True)
    assert plain(ends).split() == ["很", "好", "。"]
    kept = ends[ends.index('<span class="kept">') :]
    assert "很" not in kept, "no line begins with a full stop, so that it stays with the character before it"
    assert plain(kept).split() == ["好", "。"]


def test_units_that_go_with_a_label_come_strongest_first_and_gates_are_left_out() -> None:
    made = planted("textcnn")
    index = make_index(made, corpus())
    ranked = rank(index, "positive")
    sizes = [abs(value) for _, value in ranked]
    assert sizes == sorted(sizes, reverse=True)
    gated = make_index(checkpoint("lstm", "sentiment"), corpus())
    assert len(rank(gated, "position")) == 8
    assert not any("gate" in part for part, _ in rank(gated, "length"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"key": "part", "value": "filters3[2]"}, UnitOptions("filters3[2]")),
        ({"key": "part", "value": "<script>"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "group", "value": "layer1.cell"}, UnitOptions("layer1.cell[0]")),
        ({"key": "number", "value": "7"}, UnitOptions("layer1.hidden[6]")),
        ({"key": "number", "value": "0"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "number", "value": "-1"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "mark", "value": "3"}, UnitOptions("layer1.hidden[4]", marked=(3,))),
        ({"key": "mark", "value": "-3"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "threshold", "value": "1000"}, UnitOptions("layer1.hidden[4]", threshold=10.0)),
        ({"key": "threshold", "value": "x"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "whose", "value": "many"}, UnitOptions("layer1.hidden[4]", whose="many")),
        ({"key": "whose", "value": ""}, UnitOptions("layer1.hidden[4]")),
        ({"key": "whose", "value": ["many"]}, UnitOptions("layer1.hidden[4]")),
        ({"key": "nonsense", "value": "x"}, UnitOptions("layer1.hidden[4]")),
        ({"key": "part", "value": 3}, UnitOptions("layer1.hidden[4]")),
        ("nothing", UnitOptions("layer1.hidden[4]")),
    ],
)
def test_a_choice_that_makes_no_sense_changes_nothing(change: object, expected: UnitOptions) -> None:
    assert UnitOptions("layer1.hidden[4]").changed(change) == expected


def test_marking_twice_unmarks_and_an_address_brings_everything_back() -> None:
    options = UnitOptions("layer1.hidden[4]", "NOUN", (1, 3), 2.5)
    assert options.changed({"key": "mark", "value": "3"}).marked == (1,)
    assert options.changed({"key": "unmark", "value": "all"}).marked == ()
    query = {name: str(value) for name, value in options.address().items()}
    assert UnitOptions.from_address(query) == options
    assert UnitOptions.from_address({"listen": "x", "marked": "a,2,9999999", "threshold": "nan"}).part == ""


def test_sentences_of_ones_own_come_from_many_texts_or_from_fine_tune(monkeypatch: pytest.MonkeyPatch) -> None:
    found = own_corpus("many", "a good film\tpositive\n\nthe bad dog\tnegative\nnot bad\tpositive\n", None)
    assert (found.texts, found.label_names) == (("a good film", "the bad dog", "not bad"), ("negative", "positive"))
    with pytest.raises(BadInput, match=r"There are no texts in Compare, under “Many texts at once”\. Paste some there"):
        own_corpus("many", " \n ", None)
    monkeypatch.setattr(own_texts, "_OFFERS", {"finetune": lambda session: corpus() if session == "me" else None})
    assert own_corpus("finetune", "", "me") == corpus()
    with pytest.raises(BadInput, match=r"There is no file in Fine-tune\. Upload one there"):
        own_corpus("finetune", "", "somebody else")


def test_a_unit_names_the_place_of_look_inside_that_shows_it() -> None:
    assert inside_view("layer1.backward.cell[17]") == "view=gates&layer=1+backward&unit=17"
    assert inside_view("layer2.hidden[0]") == "view=states&layer=2&unit=0"
    assert inside_view("layer1.attention[3]") == "view=attention&layer=1&head=3"
    assert inside_view("filters3[1]") == "view=filters"
    assert inside_view("layer1.feedforward[1]") == ""


def test_files_hold_every_number_that_is_shown() -> None:
    shown = view("textcnn", "filters3[1]", (4,))
    assert shown.unit is not None
    rows = list(csv.DictReader(io.StringIO(written(shown, "csv", "en")["content"].removeprefix("\ufeff"))))
    places = (*shown.unit.highest, *shown.unit.lowest)
    assert len(rows) == sum(len(place.words) for place in places)
    assert [row["word"] for row in rows[: len(places[0].words)]] == list(places[0].words)
    record = json.loads(written(shown, "json", "en")["content"])
    assert record["unit"] == json.loads(json.dumps(shown.unit.as_json()))
    assert record["find"]["marked"] == [4]
    root = ElementTree.fromstring(written(shown, "svg", "zh")["content"])
    assert len([one for one in root.iter() if one.tag.endswith("rect")]) > sum(
        len(place.words) for place in shown.unit.highest
    )
    assert written(shown, "exe", "en") == {}
    assert written(replace(shown, unit=None), "csv", "en") == {}


def test_what_there_is_none_of_is_said() -> None:
    assert "data-text=" in units_view(UnitsView("", "", UnitOptions()), "en"), "examples to begin with"
    foreign = replace(view("rnn", "layer1.forward.hidden[0]"), unit=None, failed=NotApplicable("It cannot.", key="x"))
    assert "It cannot." in units_view(foreign, "en")
    loading = UnitsView("a film", "sentiment-rnn", UnitOptions())
    assert 'data-again="1"' in units_view(loading, "en")
    assert "1,000 of 2,122" in progress(1000, 2122, "en")
