"""What a tab adds to the address brings its options back; what somebody else wrote there does no harm."""

from typing import Any
from urllib.parse import parse_qsl

import pytest

from playground.text import words
from playground.ui.bar.bar import parts_of
from playground.ui.components.address import address_attribute
from playground.ui.edit.draft import Draft
from playground.ui.explain.queries import ViewOptions as ExplainOptions
from playground.ui.inside.layers.queries import LayerOptions
from playground.ui.inside.view_options import Side
from playground.ui.inside.view_options import ViewOptions as InsideOptions
from playground.ui.models.queries import ViewOptions as ModelsOptions

TEXT = "the good film , not bad"


def read_back(kind: Any, options: Any) -> Any:
    """The options that come back from the address that they are written into."""
    written = address_attribute(options.address()).partition('"')[2].rstrip('"').replace("&amp;", "&")
    return kind.from_address({**dict(parse_qsl(written)), "text": TEXT})


OPENED = LayerOptions(
    word=3, sentences=8, longest=33, training=True, target="negative", turned=("head", "layer1.widths")
)


@pytest.mark.parametrize(
    "options",
    [
        ExplainOptions(),
        ExplainOptions("methods", "owner/name@main", "integrated_gradients", "zero", "VERB", 4),
        ExplainOptions(method="lime", settings=(("lime", "samples", 200), ("saliency", "magnitude", True))),
        InsideOptions("gates", (Side("sentiment-lstm", 2, "backward"),)),
        InsideOptions("attention", (Side("pos-transformer", 2, head=1), Side("pos-transformer#untrained", 1, head=2))),
        InsideOptions("filters", (Side("sentiment-textcnn", label="negative"),)),
        InsideOptions("layers", (Side("pos-rnn", layer_options=OPENED), Side("pos-lstm"))),
        InsideOptions("layers", (Side("pos-rnn", layer_options=LayerOptions(every="open", turned=("head",))),)),
        InsideOptions("memory", (), 4),
        ModelsOptions("SST-2", "bytes", "sentiment-lstm", behaviour="pos", capability="negation"),
    ],
)
def test_options_come_back_from_their_address(options: Any) -> None:
    assert read_back(type(options), options) == options


def test_edits_come_back_with_what_was_undone() -> None:
    draft = Draft().of(TEXT)
    for action, word, value in (("replace", 1, 'a "=" 😀'), ("swap", 0, ""), ("delete", 2, ""), ("replace", 0, "x")):
        given = {"action": action, "word": word, "from": words(draft.now.text)[word].text, "value": value}
        draft = draft.changed(given)
    draft = draft.changed({"action": "try", "value": "the bad film"}).changed({"action": "undo"})
    back = read_back(Draft, draft)
    assert (back.steps, back.at, back.picked) == (draft.steps, draft.at, draft.picked)


def test_edits_of_a_text_that_became_the_text_of_the_bar_are_those_since_then() -> None:
    draft = Draft().of(TEXT).changed({"action": "delete", "word": 0, "from": "the"})
    draft = draft.of(draft.now.text)
    assert draft.address()["edits"] == ""


@pytest.mark.parametrize(
    "query",
    [
        {"edits": "[" * 100_000},
        {"edits": '[["replace",99,"x"],["undo",1000000000],[[]],"x",{"a":1},["try",3],["delete",-1],[null,null]]'},
        {"edits": "null", "word": "99999999"},
        {"view": "<b>", "model": "/etc/passwd", "beside": "x", "layer": "a b", "head": "1e9", "word": "-1"},
        {"settings": ",::,a.b:c,lime.samples:x,open:,mode", "word": "x", "by": "<b>", "axis": "<b>"},
    ],
)
@pytest.mark.parametrize("kind", [ExplainOptions, InsideOptions, ModelsOptions, Draft, LayerOptions])
def test_what_makes_no_sense_in_an_address_is_as_if_it_were_not_there(kind: Any, query: dict[str, str]) -> None:
    found = kind.from_address({"text": TEXT, **query})
    read_back(kind, found)
    if kind is Draft:
        assert found.now.text == TEXT
    if kind is ExplainOptions:
        assert (found.by, found.word, found.settings) == ("models", None, ())


def test_of_a_part_that_stands_there_twice_the_last_counts_and_of_too_many_none() -> None:
    assert parts_of("a=1&b=%20&a=2&c=") == {"a": "2", "b": " ", "c": ""}
    assert parts_of("&".join(f"a{number}=1" for number in range(5_000))) == {}
    assert parts_of("") == {}
