"""Sections of a card, replaced or kept."""

from playground.checkpoints.card_sections import with_section


def test_a_section_takes_the_place_of_the_older_one_before_training() -> None:
    before = "---\nlicense: mit\n---\n# x\n\n## Measured\n\na\n\n## Training\n\nb\n\n## Limits\n\nc\n"
    once = with_section(before, "## Behaviour\n\nfirst\n\n")
    assert once == before.replace("## Training", "## Behaviour\n\nfirst\n\n## Training")
    assert with_section(once, "## Behaviour\n\nsecond\n\n") == once.replace("first", "second")
    more = with_section(once, "## Seeds\n\n2, 3\n\n")
    assert with_section(more, "## Behaviour\n\nsecond\n\n") == more.replace("first", "second"), "in its place"
    assert with_section("# y\n", "## Behaviour\n\nz\n\n") == "# y\n## Behaviour\n\nz\n\n"
