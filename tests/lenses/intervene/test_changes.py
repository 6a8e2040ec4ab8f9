"""How a change is written, and what is said of one that cannot be read."""

import pytest

from playground.errors import BadInput
from playground.lenses.intervene.changes import Change, parse, parsed


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("layer1.forward.hidden[37] = 0", Change("layer1.forward.hidden", 0.0, (37,))),
        ("layer1.hidden=0", Change("layer1.hidden", 0.0)),
        (" layer1.forward.forget_gate = 1 @ 4- ", Change("layer1.forward.forget_gate", 1.0, None, (4,), True)),
        ("filters3[12] = mean", Change("filters3", "mean", (12,))),
        ("layer1.hidden = from", Change("layer1.hidden", "from")),
        ("layer1.hidden = from @ 4:6, 5:7", Change("layer1.hidden", "from", None, (4, 5), False, (6, 7))),
        ("readout.max[3,8-11] = -0.5", Change("readout.max", -0.5, (3, 8, 9, 10, 11))),
        ("embedded = 1e-2 @ 0,2-3,7-", Change("embedded", 0.01, None, (0, 2, 3, 7), True)),
    ],
)
def test_a_change_is_read_as_it_is_written_and_written_so_again(notation: str, expected: Change) -> None:
    assert parse(notation) == expected
    assert parse(expected.notation) == expected


@pytest.mark.parametrize(
    ("notation", "message"),
    [
        (
            "hidden",
            "The change 'hidden' cannot be read. A change is a part, =, a number, mean or from, and, if you like, @ "
            "and words. Write, for instance, layer1.forward.hidden[37] = 0 @ 4-.",
        ),
        (
            "layer1.hidden[3] = off",
            "A part cannot be set to 'off'. Allowed are a number from -1,000,000 to 1,000,000, mean (its mean over "
            "many sentences) and from (what it is in another text). Write one behind the =.",
        ),
        (
            "layer1.hidden[9-3] = 0",
            "“9-3” in 'layer1.hidden[9-3] = 0' names no words or units. Allowed are numbers from 0 and ranges, the "
            "smaller number first; of words an open range at the end (4-), or pairs (4:6). Write, for "
            "instance, 3,8-11.",
        ),
        (
            "layer1.hidden = 0 @ 4:6",
            "The change 'layer1.hidden = 0 @ 4:6' names words of another text, but its value is 0. Only from takes "
            "pairs of words. Write = from, or leave out what stands behind the colons.",
        ),
        ("layer1.hidden = nan", "A part cannot be set to 'nan'."),
        ("layer1.hidden = 1e9", "A part cannot be set to '1e9'."),
        ("layer1.hidden = 0 @ 4-,6", "“4-,6” in"),
        ("layer1.hidden = from @ 4:6,4:7", "“4:6,4:7” in"),
        ("layer1.hidden = from @ 4:6,5", "“4:6,5” in"),
        ("layer1.hidden = 0 @ 0-9999999999", "“0-9999999999” in"),
        (7, "The change 7 cannot be read."),
    ],
)
def test_a_change_that_cannot_be_read(notation: object, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(notation)
    assert str(caught.value).startswith(message)


def test_there_is_a_bound_on_how_many() -> None:
    assert len(parsed(["embedded = 0"] * 64)) == 64
    with pytest.raises(BadInput, match=r"65 changes are given. At most 64 are made at a time"):
        parsed(["embedded = 0"] * 65)
