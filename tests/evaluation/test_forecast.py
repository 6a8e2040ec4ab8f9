"""What more examples would bring: known power laws are found again, and the band is as wide as it has to be."""

import numpy as np
import pytest

from playground.evaluation.forecast import Point, forecast, gain

SIZES = (100, 200, 400, 800, 1_600)


def points(error: dict[int, float], rows: int = 2_000) -> list[Point]:
    """Answers of which exactly so many are wrong."""
    return [Point(size, np.arange(rows) >= round(share * rows)) for size, share in error.items()]


@pytest.mark.parametrize(
    ("rest", "scale", "power"), [(0.0, 1.5, 0.35), (0.05, 2.0, 0.5), (0.1, 0.0, 1.0), (0.0, 30, 1.1)]
)
def test_a_power_law_is_found_again(rest: float, scale: float, power: float) -> None:
    law = {size: rest + scale * size**-power for size in (*SIZES, 3_200, 6_400)}
    expected = forecast(points({size: law[size] for size in SIZES}), [3_200, 6_400])
    for one in expected:
        assert one.low <= 1 - law[one.examples] <= one.high
        assert one.high - one.low <= 0.06
    assert expected[0].accuracy == pytest.approx(1 - law[3_200], abs=0.015)
    first, second = (one.accuracy - one.low for one in expected)
    assert second >= first, "further on it is less sure"


def test_the_band_holds_in_nine_of_ten_cases_where_trainings_have_luck() -> None:
    random = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        rest, scale, power = random.uniform(0, 0.1), random.uniform(0.5, 2), random.uniform(0.2, 0.6)
        error = {size: rest + scale * size**-power + random.normal(0, 0.005) for size in (*SIZES, 3_200)}
        shared = random.random(2_000)  # the same rows at every point
        drawn = [Point(size, shared >= share) for size, share in error.items()]
        (one,) = forecast(drawn[:-1], [3_200])
        held += one.low <= drawn[-1].accuracy <= one.high
    assert held >= 170


def test_whether_more_would_help_is_said_by_points() -> None:
    growing, flat = ({size: rest + a * size**-0.5 for size in SIZES} for rest, a in ((0.02, 4.0), (0.1, 0.0)))
    for error, verdict in ((growing, "helps"), (flat, "flat")):
        measured = points(error)
        assert gain(measured, forecast(measured, [3_200])[0])[0] == verdict


def test_a_point_has_its_interval() -> None:
    point = Point(50, np.array([True] * 90 + [False] * 10))
    assert point.as_json() == {
        "examples": 50, "accuracy": 0.9, "interval": [pytest.approx(0.8256, abs=1e-4), pytest.approx(0.9448, abs=1e-4)],
    }  # fmt: skip
