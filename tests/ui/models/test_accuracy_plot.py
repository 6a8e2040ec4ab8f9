"""Accuracy against speed and size."""

import itertools
import re

import pytest

from playground.ui.models import accuracy_plot
from playground.ui.models.queries import ANSWERS, BASELINES, Catalogue, ViewOptions, wilson
from tests.ui.models.entries import entry


def test_points_stand_higher_for_more_right_and_further_right_for_slower() -> None:
    found = Catalogue((entry("a-b/fast", 0.85, 0.001), entry("a-b/slow", 0.91, 0.1)), ViewOptions("IMDB"), ("IMDB",))
    html = accuracy_plot.plot(found, "en")
    places = [
        [float(part.split("%")[0]) for part in item.split("left:")[1].split("top:")] for item in html.split("<li ")[1:]
    ]
    (slow_left, slow_top), (fast_left, fast_top) = places  # the best first
    assert slow_left > fast_left
    assert slow_top < fast_top
    for line in BASELINES["IMDB"]:
        assert f"{100 * line.accuracy:.1f} %" in html


def test_an_interval_is_that_of_wilson_and_is_drawn_through_the_mark() -> None:
    for share, answers in ((0.9, 500), (0.913, 24_999), (1.0, 40)):
        low, high = wilson(share, answers)
        for end in {low, high} - {1.0}:  # where the score test just does not reject: (p̂ − p)² = z² p (1 − p) / n
            assert (share - end) ** 2 == pytest.approx(1.959964**2 * end * (1 - end) / answers, rel=1e-6)
        assert low < share <= high
    html = accuracy_plot.plot(Catalogue((entry("a-b/c", 0.9),), ViewOptions("IMDB"), ("IMDB",)), "en")
    low, high = wilson(0.9, ANSWERS["IMDB"])
    assert f"90.0 % ({100 * low:.1f} % to {100 * high:.1f} %)" in html
    above, tall = map(float, re.search(r"--above:([\d.]+)px;--long:([\d.]+)px", html).groups())  # type: ignore[union-attr]
    assert above / tall == pytest.approx((high - 0.9) / (high - low), abs=0.1)


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
    html = accuracy_plot.plot(Catalogue(entries, ViewOptions("IMDB"), ("IMDB",)), "en")
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
        [(85.5, 15), (56.7, 14.6)],
    ],
)
@pytest.mark.parametrize("wide", [accuracy_plot.SCREEN, accuracy_plot.PHONE])
def test_a_name_covers_no_other_name_and_no_mark(places: list[tuple[float, float]], wide: float) -> None:
    names = ["LSTM", "RNN", "Transformer", "TextCNN", "LSTM of my own", *["RNN"] * 4][: len(places)]
    measured = {"LSTM": 35, "RNN": 29, "Transformer": 78, "TextCNN": 55, "LSTM of my own": 103}  # pixels, in a browser
    boxes = []
    for (x, _), name, (height, mirrored) in zip(
        places, names, accuracy_plot._name_places(places, names, wide), strict=True
    ):
        edges = [x * wide / 100 + (-1 if mirrored else 1) * (16 + part * measured[name]) for part in (0, 1)]
        boxes.append((min(edges), max(edges), 3 * height))
    marks = [(x * wide / 100 - 11, x * wide / 100 + 11, 3 * y) for x, y in places]
    for at, (left, right, height) in enumerate(boxes):
        for start, end, other in [*boxes[:at], *marks]:
            assert right <= start or left >= end or abs(height - other) > 17


def test_a_name_stands_beside_its_mark_where_there_is_room_and_else_on_its_other_side() -> None:
    assert accuracy_plot._name_places([(10, 30), (90, 40)], ["RNN", "LSTM"], accuracy_plot.PHONE) == [
        (30, False),
        (40, True),
    ]
    assert accuracy_plot._name_places([(80, 30), (74, 31)], ["RNN", "LSTM"], accuracy_plot.PHONE) == [
        (30, False),
        (31, True),
    ]
    crowded = accuracy_plot._name_places([(30, 30), (45, 30)], ["RNN of mine", "LSTM"], accuracy_plot.PHONE)
    assert crowded == [(pytest.approx(37, abs=1), False), (30, False)], "no room at the left, a mark at the right"
    roomy = accuracy_plot._name_places([(30, 30), (45, 30)], ["RNN of mine", "LSTM"], accuracy_plot.SCREEN)
    assert roomy == [(30, False), (30, False)]
