"""Marks and colours of models."""

from playground.models import ARCHITECTURES
from playground.tasks import UPOS
from playground.ui.components import model_names, tag_colours


def test_marks_in_the_bar_have_the_colour_of_their_model_and_no_reference_can_end_a_rule() -> None:
    told = model_names.colours(["sentiment-lstm", "a/b@main", "session:abc", 'x/"]{}</style><b>'])
    assert told.count("--a:") == 2
    for reference in ("a/b@main", "session:abc"):
        rule = told.split(f'[name^="{reference}"]')[1].split("}")[0]
        assert model_names.colour_class("", reference).removeprefix("a-") in rule
    assert model_names.colours(["sentiment-lstm"]) == ""


def test_signs_know_every_architecture() -> None:
    for key, architecture in ARCHITECTURES.items():
        shipped, twin = f"sentiment-{key}", f"sentiment-{key}#untrained"
        assert model_names.title(key, shipped) == model_names.kind(key) == architecture.title
        assert (model_names.plain_mark(key, shipped), model_names.plain_mark(key, twin)) == tuple(architecture.mark)
        assert model_names.colour_class(key, shipped) == f"a-{key}"
        assert f".a-{key} {{ --a: {architecture.colour}; }}" in model_names.style()
    marks = [*(architecture.mark for architecture in ARCHITECTURES.values()), *model_names.OTHERS]
    assert len(set("".join(marks))) == 2 * len(marks)
    assert sorted(tag for members in tag_colours.FAMILIES.values() for tag in members) == sorted(UPOS)


def test_a_model_beside_the_shipped_ones_has_a_mark_and_a_colour_that_no_architecture_has() -> None:

    looks = set()
    for number in range(200):
        reference = f"anna/model{number}"
        assert (
            model_names.colour_class("lstm", reference)
            == model_names.colour_class("lstm", reference + "#untrained")
            != "a-lstm"
        )
        assert model_names.plain_mark("lstm", reference) not in "".join(facts.mark for facts in ARCHITECTURES.values())
        assert model_names.plain_mark("lstm", reference) != model_names.plain_mark("lstm", reference + "#untrained")
        looks.add((model_names.colour_class("lstm", reference), model_names.plain_mark("lstm", reference)))
    assert len(looks) == model_names.COLOURS * len(model_names.OTHERS)
    assert model_names.title("lstm", "session:secret") == "your model"
