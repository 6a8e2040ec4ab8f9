"""What Look inside draws: packed numbers, orders, equations, votes, files; and what becomes of a visitor's wishes."""

import csv
import html
import io
import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from playground.checkpoints import load
from playground.errors import BadInput
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.filter_votes import votes
from playground.lenses.inside.trace import trace
from playground.models.architectures import ARCHITECTURES
from playground.ui.inside import downloads as inside_downloads
from playground.ui.inside import equations as inside_equations
from playground.ui.inside import filter_votes, heat_maps
from playground.ui.inside import render as inside_render
from playground.ui.inside.queries import Look, Panel, Side, Wish, asked, look, settled
from playground.ui.inside.words import WORDS
from playground.ui.language import numbers
from playground.ui.model_loader import BEDROOM
from tests.tiny import write

TEXT = 'The <b>good</b> 2024 film 😀 was good & "good", see 2024.'


def panel(reference: str, view: str, text: str = TEXT, **side: object) -> Panel:
    """A panel of a model without the page's background thread."""
    checkpoint = load(reference)
    seen = trace(checkpoint, text)
    made = Panel(Side(reference, **side), checkpoint.architecture, view, traced=seen)  # type: ignore[arg-type]
    if view == "filters":
        return replace(made, votes=votes(checkpoint, seen, made.side.label or seen.labels[0]))
    if view in ("gates", "states") and checkpoint.architecture in ("rnn", "lstm"):
        direction = made.places[0][1]
        made = replace(made, side=replace(made.side, direction=direction), word=3, unit=2)
        return replace(made, sums=equations(checkpoint, seen, made.side.layer, 3, 2, direction))
    return made


def figures(drawn: str) -> list[dict[str, object]]:
    """What `inside.js` finds in the HTML."""
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-figure="([^"]*)"', drawn)]


def drawn(*shown: Panel, language: str = "en") -> str:
    sides = tuple(one.side for one in shown)
    found = Look(TEXT, "pos", Wish(shown[0].view, sides), tuple(side.model for side in sides), (shown[0].view,), shown)
    return inside_render.inside(found, language)


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Checkpoints that read 512 words, about as wide as the shipped ones."""
    folder, wide = tmp_path_factory.mktemp("long"), {"max_words": 512, "directions": 1, "layers": 1}
    return {
        "lstm": write(folder, "lstm", "pos", hidden=160, **wide),
        "transformer": write(folder, "transformer", "pos", hidden=96, heads=4, **wide),
        "textcnn": write(folder, "textcnn", "sentiment", filters=100, **wide),
    }


# ---- numbers that are sent


@pytest.mark.parametrize("steps", [64, 256, 65_536])
@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0), (-87.5, 87.5)])
def test_packed_numbers_come_back_within_half_a_level(steps: int, low: float, high: float) -> None:
    values = np.random.default_rng(1).uniform(low, high, (7, 13)).astype(np.float32)
    values[0, 0], values[0, 1] = low, high
    back = heat_maps.unpack(heat_maps.pack(values, low, high, steps)).reshape(values.shape)
    assert np.abs(back - values).max() <= (high - low) / (steps - 1) / 2 + 1e-6
    assert back[0, 0] == low
    assert back[0, 1] == high


def test_small_weights_keep_more_digits_than_large_ones() -> None:
    values = np.array([0.0, 0.0004, 0.002, 0.5])
    even, root = (heat_maps.unpack(heat_maps.pack(values, 0, 0.5, 256, root=root)) for root in (False, True))
    assert np.abs(root - values)[:3].max() < 0.0002
    assert np.abs(even - values)[:3].max() > 0.0003
    assert root[-1] == 0.5


def test_the_longer_the_text_the_fewer_the_levels() -> None:
    assert [heat_maps.levels(number) for number in (10, 80_000, 80_001, 320_000, 320_001)] == [
        65_536,
        65_536,
        256,
        256,
        64,
    ]


def test_nothing_is_packed_of_a_constant() -> None:
    zeros = np.zeros((3, 4), np.float32)
    assert heat_maps.bounds("hidden", zeros) == (-1.0, 1.0)
    assert not heat_maps.unpack(heat_maps.pack(zeros, *heat_maps.bounds("hidden", zeros), 65_536)).round(4).any()


def test_gates_have_a_fixed_scale_and_states_a_symmetric_one() -> None:
    values = np.array([[0.25, -0.75]])
    assert heat_maps.bounds("forget_gate", values) == (0, 1)
    assert heat_maps.bounds("cell_candidate", values) == (-1, 1)
    assert heat_maps.bounds("cell", values) == (-0.75, 0.75)
    assert heat_maps.bounds("hidden", values) == (-0.75, 0.75)


# ---- orders


def test_the_most_active_unit_comes_first() -> None:
    assert heat_maps.by_activity(np.array([[0.1, -0.9, 0.5], [0.1, 0.9, 0.4]])) == [1, 2, 0]


def test_units_that_rise_and_fall_together_stand_together() -> None:
    words = np.arange(12)
    courses = (np.sin(words), np.cos(words), -np.sin(words))
    states = np.stack([courses[unit % 3] * (1 + unit / 10) + 0.01 * unit for unit in range(9)], 1)
    order = heat_maps.alike(states)
    assert sorted(order) == list(range(9))
    kinds = [unit % 3 for unit in order]
    assert sum(one != other for one, other in pairwise(kinds)) == 2
    assert heat_maps.alike(states) == order


@pytest.mark.parametrize("words", [1, 2])
def test_one_or_two_words_still_give_an_order(words: int) -> None:
    states = np.random.default_rng(0).normal(size=(words, 5))
    assert sorted(heat_maps.alike(states)) == [0, 1, 2, 3, 4]


# ---- maps


@pytest.mark.parametrize("architecture", ["rnn", "lstm", "textcnn", "transformer"])
def test_a_map_holds_what_the_trace_holds(tiny: dict[str, str], architecture: str) -> None:
    shown = panel(tiny[f"pos-{architecture}"], "gates" if architecture == "lstm" else "states")
    assert shown.traced is not None
    layer, direction = shown.places[-1]
    arrays, words = shown.traced.at(layer, direction), [word.text for word in shown.traced.read]
    figure = heat_maps.of_units(replace(shown, side=replace(shown.side, layer=layer, direction=direction)))
    assert figure["words"] == words
    assert words.count("good") == 3
    rows = [row["name"] for row in figure["rows"]]
    assert rows == (list(ARCHITECTURES["lstm"].gates) if architecture == "lstm" else ["hidden"])
    for row in figure["rows"]:
        back = heat_maps.unpack(row).reshape(len(words), figure["units"])
        assert np.abs(back - arrays[row["name"]]).max() <= (row["high"] - row["low"]) / 65_535
    for order in figure["orders"].values():
        assert sorted(order) == list(range(figure["units"]))


def test_lines_are_the_means_over_the_units(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates")
    assert shown.traced is not None
    means = shown.traced.means(1, shown.side.direction)
    gates, rest = heat_maps.of_units(shown)["charts"]
    assert (gates["low"], gates["high"]) == (0, 1)
    assert rest["low"] == -rest["high"]
    for line in (*gates["lines"], *rest["lines"]):
        assert line["values"] == pytest.approx(means[line["name"]].tolist(), abs=6e-5)
    assert {line["name"] for line in (*gates["lines"], *rest["lines"])} == set(ARCHITECTURES["lstm"].gates)


def test_colours_end_before_a_few_outliers_and_numbers_do_not() -> None:
    values = np.random.default_rng(2).normal(size=(40, 40)).astype(np.float32)
    values[3, 5] = 60
    row = heat_maps._row("cell", values, 256)
    assert 1 < row["end"] < 5
    assert row["high"] == 60
    assert np.abs(heat_maps.unpack(row) - values.ravel()).max() < 0.001
    assert "end" not in heat_maps._row("forget_gate", values, 256)


# ---- attention


def test_all_heads_of_a_short_text_are_sent_in_full(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-transformer"], "attention")
    assert shown.traced is not None
    figure = heat_maps.of_attention(shown)
    assert figure["chosen"] is None
    count = len(shown.traced.read)
    for number, layer in enumerate(figure["glance"], 1):
        for head, packed in enumerate(layer):
            back = heat_maps.unpack(packed).reshape(count, count)
            assert np.abs(back - shown.traced.at(number)["attention"][head]).max() < 1e-4
            assert back.sum(1) == pytest.approx(np.ones(count), abs=1e-3)


def test_of_a_long_text_the_chosen_head_is_sent_in_full_and_the_others_small(long: dict[str, str]) -> None:
    shown = panel(long["transformer"], "attention", "that film was not bad " * 60)
    assert shown.traced is not None
    figure = heat_maps.of_attention(shown)
    attention = shown.traced.at(1)["attention"][0]
    assert len(attention) == 300
    assert figure["glance"][0][0]["size"] <= heat_maps.GLANCE
    assert np.abs(heat_maps.unpack(figure["chosen"]).reshape(attention.shape) - attention).max() < attention.max() / 200
    assert heat_maps.unpack(figure["glance"][0][0]).max() == pytest.approx(attention.max())


def test_a_smaller_map_keeps_each_maximum() -> None:
    values = np.arange(49.0).reshape(7, 7)
    small = heat_maps.shrunk(values, 3)
    assert small.tolist() == [[8, 10, 13], [22, 24, 27], [43, 45, 48]]
    assert heat_maps.shrunk(values, 9) is values


# ---- equations


def test_the_equations_say_every_number(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates")
    said = html.unescape(re.sub(r"<[^>]*>", " ", inside_equations.equations(shown, "en")))
    assert "The six equations for word 4" in said
    for one in shown.sums:
        assert f"= {numbers.number(one.value)}" in said
        for term in one.terms:
            for value in term.factors or (term.value,):
                assert numbers.number(abs(value)) in said
    assert said.count("b′)") == 4
    assert "f × c′ + i × g" in said


def test_an_rnn_has_one_equation(tiny: dict[str, str]) -> None:
    said = inside_equations.equations(panel(tiny["pos-rnn"], "states"), "zh")
    assert said.count("<dt>") == 1
    assert "tanh(W·x + b + U·h′ + b′)" in said


@pytest.mark.parametrize(
    ("value", "plus", "expected"),
    [
        (1.5, False, "1.500"),
        (-1.5, False, "−1.500"),
        (0.5, True, "+0.500"),
        (-0.0001, True, "0.000"),
        (0, False, "0.000"),
    ],
)
def test_numbers_have_a_real_minus(value: float, plus: bool, expected: str) -> None:
    assert numbers.number(value, plus=plus) == expected


def test_tiny_numbers_are_written_short() -> None:
    assert [numbers.tiny(value) for value in (0, 2.6e-7, 1e-12, 0.5)] == ["0", "3 · 10⁻⁷", "1 · 10⁻¹²", "0.5"]


# ---- votes


def test_votes_and_bias_add_up_on_the_page(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters")
    assert shown.votes is not None
    said = html.unescape(re.sub(r"<[^>]*>", "", filter_votes.ballots(shown, "en")))
    assert f"= {numbers.number(shown.votes.total, 2)}" in said
    assert f"the model's own: {numbers.number(shown.votes.logit, 2)}" in said
    parts = [float(part.replace("−", "-")) for part in re.findall(r"([+−]?\d+\.\d\d) (?:votes|bias)", said)]
    assert sum(parts) == pytest.approx(shown.votes.logit, abs=0.02)


def test_the_n_grams_stand_in_the_text_and_nothing_is_html(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters")
    assert shown.votes is not None
    assert shown.traced is not None
    page = filter_votes.ballots(shown, "en")
    assert "<b>good" not in page
    text = page.partition('class="grams" dir="auto">')[2].partition("</p>")[0]
    bare = html.unescape(re.sub(r"<sup>.</sup>|<[^>]*>", "", text))
    assert bare == TEXT[: shown.traced.read[-1].end]
    for first, last, gram in re.findall(
        r'data-first="(\d+)" data-last="(\d+)"><span class="gram" dir="auto">(.*?)</span>', page
    ):
        words = [word.text for word in shown.traced.read[int(first) : int(last)]]
        assert html.unescape(gram) == " ".join(words)  # fmt: skip


def test_a_filter_that_saw_only_padding_says_so(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters", "")
    assert shown.votes is not None
    speaking_for, speaking_against = shown.votes.strongest(filter_votes.SHOWN_VOTES)
    assert filter_votes.ballots(shown, "en").count("no word: padding") == len(speaking_for) + len(speaking_against)


# ---- the whole tab


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("reference", "view"),
    [("pos-rnn", "states"), ("pos-lstm", "gates"), ("pos-transformer", "attention"), ("sentiment-textcnn", "filters")],
)
def test_each_view_says_how_to_read_it_what_it_does_not_show_and_how_exact_it_is(
    tiny: dict[str, str], reference: str, view: str, language: str
) -> None:
    shown = panel(tiny[reference], view)
    page = drawn(shown, language=language)
    for key in (f"how-{view}", f"not-{view}"):
        assert html.escape(WORDS[language][key]) in page
    assert shown.traced is not None
    proof = page.partition('class="note proof"')[2].partition("</p>")[0]
    assert shown.traced.difference is not None
    assert proof.endswith(numbers.tiny(shown.traced.difference))
    assert shown.traced.difference < 1e-5
    assert ("caution" in page) == (view == "attention")
    assert "<b>good" not in page
    assert "<script" not in page
    assert len(figures(page)) == (view != "filters")


def test_two_models_stand_beside_each_other(tiny: dict[str, str]) -> None:
    page = drawn(panel(tiny["pos-lstm"], "gates"), panel(tiny["pos-lstm"] + "#untrained", "gates"))
    one, other = figures(page)
    assert one["words"] == other["words"]
    assert one["rows"] != other["rows"]
    assert page.count("<article") == 2


def test_a_page_of_512_words_stays_small(long: dict[str, str]) -> None:
    text = " ".join(f"word{number} film" for number in range(300))
    for reference, view in (("lstm", "gates"), ("transformer", "attention"), ("textcnn", "filters")):
        shown = panel(long[reference], view, text)
        assert shown.traced is not None
        assert len(shown.traced.read) == 512
        assert len(drawn(shown).encode()) < 1_000_000


# ---- files


def test_csv_and_json_hold_the_numbers_in_full(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates", "=SUM(A1) good good")
    assert shown.traced is not None
    record = json.loads(inside_downloads.as_json(shown))
    assert record["words"] == [word.text for word in shown.traced.read]
    for name, values in record["arrays"].items():
        assert np.array_equal(np.array(values, np.float32), shown.traced.arrays[name])
    assert len(record["arrays"]) == 6
    rows = list(csv.reader(io.StringIO(inside_downloads.as_csv(shown).removeprefix("\ufeff"))))
    assert rows[0][:4] == ["array", "position", "word", "unit 1"]
    assert len(rows) == 1 + 6 * len(shown.traced.read)
    assert rows[1][2] == "'=" or not rows[1][2].startswith("=")
    first = shown.traced.arrays[rows[1][0]][0]
    assert np.array_equal(np.array(rows[1][3:], np.float32), first)


@pytest.mark.parametrize(("reference", "view"), [("pos-transformer", "attention"), ("sentiment-textcnn", "filters")])
def test_attention_and_votes_can_be_kept(tiny: dict[str, str], reference: str, view: str) -> None:
    shown = panel(tiny[reference], view)
    assert shown.traced is not None
    rows = list(csv.reader(io.StringIO(inside_downloads.as_csv(shown).removeprefix("\ufeff"))))
    record = json.loads(inside_downloads.as_json(shown))
    if view == "attention":
        assert len(rows) == 1 + len(shown.traced.read)
        assert sum(map(float, rows[1][2:])) == pytest.approx(1, abs=1e-5)
    else:
        total = sum(float(row[-1]) for row in rows[1:]) + record["votes"]["bias"]
        assert total == pytest.approx(record["votes"]["logit"], abs=1e-4)
    assert re.fullmatch(r"[\w.-]+\.csv", inside_downloads.written(shown, "csv")["name"])
    with pytest.raises(BadInput):
        inside_downloads.written(shown, "exe")


# ---- wishes


def test_the_first_look_is_into_a_chosen_model() -> None:
    chosen = ["sentiment-rnn", "sentiment-textcnn"]
    assert settled(Wish(), chosen, ["sentiment-rnn"]).sides[0].model == "sentiment-rnn"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"key": "view", "side": 0, "value": "states"}, Wish("states", (Side("a"),))),
        ({"key": "model", "side": 1, "value": "b"}, Wish("gates", (Side("a"), Side("b")))),
        ({"key": "model", "side": 1, "value": ""}, Wish("gates", (Side("a"),))),
        ({"key": "place", "side": 0, "value": "2 backward"}, Wish("gates", (Side("a", 2, "backward"),))),
        ({"key": "head", "side": 0, "value": "2 3"}, Wish("gates", (Side("a", 2, head=3),))),
        ({"key": "label", "side": 0, "value": "good"}, Wish("gates", (Side("a", label="good"),))),
        ({"key": "place", "side": 0, "value": "two"}, Wish("gates", (Side("a"),))),
        ({"key": "place", "side": 1, "value": "1 forward"}, Wish("gates", (Side("a"),))),
        ({"key": "head", "side": 0, "value": 3}, Wish("gates", (Side("a"),))),
        ({"key": "nonsense", "side": 0, "value": "x"}, Wish("gates", (Side("a"),))),
        ({"side": [], "value": "x"}, Wish("gates", (Side("a"),))),
        (None, Wish("gates", (Side("a"),))),
    ],
)
def test_a_wish_changes_by_what_makes_sense(change: object, expected: Wish) -> None:
    assert Wish("gates", (Side("a"),)).changed(change) == expected


def test_what_is_not_there_is_put_right(tiny: dict[str, str]) -> None:
    reference = tiny["pos-lstm"]
    BEDROOM.want([reference])
    BEDROOM.wait([reference], 60)
    wish = Wish("attention", (Side(reference, 99, "sideways"), Side("nobody/nothing")))
    found = look(TEXT, "pos", [reference], wish)
    assert found.wish.view == "gates"
    (shown,) = found.panels
    assert (shown.side.layer, shown.side.direction) in shown.places
    assert len(shown.sums) == 6


def test_the_second_side_begins_with_the_word_of_the_first(tiny: dict[str, str]) -> None:
    pair = [tiny["pos-lstm"], tiny["pos-transformer"]]
    BEDROOM.want(pair)
    BEDROOM.wait(pair, 60)
    found = look(TEXT, "pos", pair, Wish("gates", tuple(map(Side, pair))))
    assert found.views == ("gates", "attention", "states", "layers", "code", "memory", "path")
    one, other = found.panels
    assert one.word == other.word
    assert (other.asked, other.view) == ("gates", "attention")


@pytest.mark.parametrize("where", [None, {}, {"side": 0, "word": "1", "unit": 2}, {"side": 7, "word": 0, "unit": 0}])
def test_a_place_that_is_none_is_refused(tiny: dict[str, str], where: object) -> None:
    with pytest.raises(BadInput):
        asked(TEXT, "pos", [tiny["pos-lstm"]], Wish("gates", (Side(tiny["pos-lstm"]),)), where)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_a_text_without_a_word_invites_to_write_one(tiny: dict[str, str], text: str) -> None:
    found = look(text, "pos", [tiny["pos-lstm"]], Wish())
    page = inside_render.inside(found, "en")
    assert ("Nothing to read yet" in page) == (not text.strip())
    assert ("There is no word in this text" in page) == bool(text.strip())
