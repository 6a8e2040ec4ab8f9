"""The Chinese README has what the English one has: commands and code, headings, pictures, files and numbers."""

import re

import pytest

from tests.command_line import ROOT

ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
MIRROR = "HF_ENDPOINT=https://hf-mirror.com"  # told in Chinese only: that is where it is needed


def blocks(text: str) -> list[str]:
    return [block.strip() for block in re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.M | re.S)]


def test_each_links_the_other_in_its_first_line() -> None:
    behind_the_front_matter = ENGLISH.split("---\n", 2)[2].strip()
    assert behind_the_front_matter.splitlines()[0] == "[中文](README.zh.md)"
    assert CHINESE.splitlines()[0] == "[English](README.md)"


def test_both_have_the_same_commands_and_code() -> None:
    english = [block for block in blocks(ENGLISH) if not block.startswith("app.py ")]  # the tree is one of files
    assert [block for block in blocks(CHINESE) if MIRROR not in block] == english
    assert any(MIRROR in block for block in blocks(CHINESE))


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?m)^(#+) ",
        r"!\[[^]]*\]\(([^)]+)\)",
        r"\]\((docs/\w+\.md|LICENSE|https?://[^)]+)\)",
        r"`(requirements[\w-]*\.txt|PLAYGROUND_\w+|HF_HOME|HF_TOKEN)`",
        r"(\d+\.\d %)",
    ],
    ids=["headings", "pictures", "links", "files and settings", "numbers"],
)
def test_neither_lacks_what_the_other_has(pattern: str) -> None:
    assert sorted(re.findall(pattern, CHINESE)) == sorted(re.findall(pattern, ENGLISH))


def test_links_within_the_chinese_one_lead_to_a_heading_of_it() -> None:
    headings = {
        re.sub(r"[，。、]", "", name.lower()).replace(" ", "-") for name in re.findall(r"(?m)^#+ (.+)$", CHINESE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", CHINESE)) <= headings
