"""What Explain asks, and a visitor's options."""

from playground.ui.explain.queries import ViewOptions


def test_options_take_only_what_makes_sense() -> None:
    options = ViewOptions(target="NOUN")
    assert options.changed({"key": "word", "value": "3"}) == ViewOptions(word=3)
    assert options.changed({"key": "method", "value": "lime"}).method == "lime"
    assert options.changed({"key": "by", "value": "methods"}).by == "methods"
    senseless: tuple[object, ...] = (
        None,
        [],
        {"key": "method", "value": "magic"},
        {"key": "word", "value": "-1"},
        {"key": [], "value": "x"},
        {"key": "lime.magic", "value": "1"},
        {"key": "magic.samples", "value": "1"},
        {"key": "lime.samples", "value": "nan"},
    )
    for nonsense in senseless:
        assert options.changed(nonsense) == options
