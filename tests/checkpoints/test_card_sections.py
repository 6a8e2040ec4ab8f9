"""Sections of a card, replaced or kept."""

from playground.checkpoints.card_sections import with_first, with_section


def test_a_section_takes_the_place_of_the_older_one_before_training() -> None:
    before = "---\nlicense: mit\n---\n# x\n\n## Measured\n\na\n\n## Training\n\nb\n\n## Limits\n\nc\n"
    once = with_section(before, "## Behaviour\n\nfirst\n\n")
    assert once == before.replace("## Training", "## Behaviour\n\nfirst\n\n## Training")
    assert with_section(once, "## Behaviour\n\nsecond\n\n") == once.replace("first", "second")
    more = with_section(once, "## Seeds\n\n2, 3\n\n")
    assert with_section(more, "## Behaviour\n\nsecond\n\n") == more.replace("first", "second"), "in its place"
    assert with_section("# y\n", "## Behaviour\n\nz\n\n") == "# y\n## Behaviour\n\nz\n\n"


def test_what_is_said_in_the_reader_s_language_comes_before_all_else() -> None:
    card = "# x\n\nA model.\n\n## Measured\n\na\n\n## 中文\n\n一个模型。\n"
    assert with_first(card, "## 中文", "## English") == (
        "# x\n\n## 中文\n\n一个模型。\n\n## English\n\nA model.\n\n## Measured\n\na\n\n"
    )
    assert with_first("# x\n\n## Limits\n\nb\n\n## 中文\n\nc\n", "## 中文", "## English") == (
        "# x\n\n## 中文\n\nc\n\n## Limits\n\nb\n\n"
    )
    assert with_first(card, "## English", "## English") == card
