import copy

import pytest

from playground.errors import BadCheckpoint, BadInput, NotApplicable, NotFound, PlaygroundError, choose, shown

PLANETS = {"venus": 2, "earth": 3, "mars": 4}


@pytest.mark.parametrize("kind", [BadInput, NotFound, NotApplicable, BadCheckpoint])
def test_an_error_is_its_sentence_with_a_key_and_values(kind: type[PlaygroundError]) -> None:
    error = kind("Row 14 has no label.", key="row-no-label", row=14)
    assert isinstance(error, PlaygroundError)
    assert (str(error), error.key, error.values) == ("Row 14 has no label.", "row-no-label", {"row": 14})


def test_an_error_survives_the_way_from_one_process_to_another() -> None:
    error = BadInput("Row 14 has no label.", key="row-no-label", row=14)
    twin = copy.copy(error)  # goes through the same protocol
    assert twin is not error
    assert (type(twin), str(twin), twin.key, twin.values) == (BadInput, str(error), error.key, error.values)


def test_an_error_needs_a_key() -> None:
    with pytest.raises(TypeError, match="key"):
        BadInput("Row 14 has no label.")  # type: ignore[call-arg]


def test_choose_finds_the_entry() -> None:
    assert choose(PLANETS, "earth", "planet") == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("pluto", "There is no planet 'pluto'. Choose one of: venus, earth, mars."),
        ("", "There is no planet ''. Choose one of: venus, earth, mars."),
        ("a\nb\ud800", r"There is no planet 'a\nb\ud800'. Choose one of: venus, earth, mars."),
        (None, "There is no planet None. Choose one of: venus, earth, mars."),
        (["earth"], "There is no planet ['earth']. Choose one of: venus, earth, mars."),
    ],
)
def test_choose_names_the_alternatives_in_their_order(given: object, expected: str) -> None:
    with pytest.raises(NotFound) as caught:
        choose(PLANETS, given, "planet")
    assert str(caught.value) == expected
    assert caught.value.key == "no-such-name"
    assert caught.value.values == {"what": "planet", "given": shown(given), "allowed": "venus, earth, mars"}


def test_choose_stays_short_whatever_is_given() -> None:
    with pytest.raises(NotFound) as caught:
        choose({f"name{number}": number for number in range(1000)}, "x" * 10_000_000, "name")
    assert str(caught.value).endswith(", name19 and 980 more.")
    assert len(str(caught.value)) < 400


def test_choose_from_nothing() -> None:
    with pytest.raises(NotFound, match=r"Choose one of: none\.$"):
        choose({}, "earth", "planet")


def test_shown_is_one_short_line() -> None:
    assert shown("short") == "'short'"
    assert shown("x" * 100) == "'" + "x" * 57 + "…'"
    assert "\n" not in shown("a\nb")
