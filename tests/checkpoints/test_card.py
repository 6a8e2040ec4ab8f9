"""The front matter of a card: what is read of it, what is refused, and that neither costs much."""

import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml

from playground.checkpoints import card, describe, load, read_card
from playground.checkpoints.card import MAX_BYTES, parse_front_matter, split_front_matter
from tests.checkpoints.broken import ROOT

pytestmark = pytest.mark.usefixtures("nothing_loaded")


@pytest.mark.parametrize("path", sorted((ROOT / "checkpoints").glob("*/README.md")), ids=lambda path: path.parent.name)
def test_a_shipped_card_says_the_same_as_yaml_reads_from_it(path: Path) -> None:
    front, markdown = split_front_matter(path.read_text(encoding="utf-8"))
    found, refused = parse_front_matter(front)
    assert refused == ""
    assert found == yaml.load(front, Loader=yaml.BaseLoader)
    assert markdown.startswith(f"# {path.parent.name}")


@pytest.mark.parametrize("path", sorted((ROOT / "checkpoints").glob("*/README.md")), ids=lambda path: path.parent.name)
def test_every_score_of_a_shipped_card_stands_with_its_interval(path: Path) -> None:
    _, markdown = split_front_matter(path.read_text(encoding="utf-8"))
    rows = markdown.partition("| test set | examples | accuracy | macro-F1 |")[2].partition("\n\n")[0].split("\n")[2:]
    assert rows
    for row in rows:
        for cell in row.split("|")[3:5]:
            found = re.fullmatch(r" ([0-9.]+) % \(([0-9.]+)–([0-9.]+)\) ", cell)
            assert found is not None, row
            score, low, high = map(float, found.groups())
            assert low < score < high < low + 20, row


def merged(levels: int) -> str:
    """Mappings, each of which takes over the one before eight times."""
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 8)}]}}" for n in range(1, levels + 1)]
    return "\n".join(lines)


REFUSED = {
    "merge keys that multiply": (merged(9), "an anchor"),
    "a merge key": ("a: {<<: {b: 1}}", "a merge key"),
    "an alias": ("a: [*b]", "an anchor"),
    "an anchor": ("a: &b [1]", "an anchor"),
    "no truth value": ("a: !!bool foo", "a tag"),
    "no number": ('a: !!int ""', "a tag"),
    "no date": ("a: !!timestamp x", "a tag"),
    "an object": ("a: !!python/object/apply:os.system [ls]", "a tag"),
    "levels": ("a: " + "[" * 900 + "]" * 900, "levels"),
    "many levels": ("a: " + "[" * 60_000, ""),
    "a list for a key": ("? [1, 2]\n: 3", "a key that is no text"),
    "a mapping of 1 MB": ("\n".join(f"key{n}: {n}" for n in range(70_000)), "at most 65,536"),
    "a list": ("- 1\n- 2", "not a mapping"),
    "no YAML": ("- [", "not YAML"),
    "a NUL": ("a: \0", "not YAML"),
    "two documents": ("a: 1\n--- \n!!bool b", ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_said_and_costs_little(name: str) -> None:
    front, said = REFUSED[name]
    card._parse.cache_clear()
    tracemalloc.start()
    found, refused = parse_front_matter(front)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert memory < 20 * 2**20
    if name != "two documents":
        assert found == {}
        assert said in refused
        assert refused


def test_the_largest_front_matter_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    front = "".join(f"k{n}: {n}\n" for n in range(6_000))[: MAX_BYTES - 20].rsplit("\n", 1)[0]
    card._parse.cache_clear()
    calls: list[str] = []
    parse = yaml.parse

    def counted(text: str, **more: Any) -> Any:
        calls.append(text)
        return parse(text, **more)

    monkeypatch.setattr(yaml, "parse", counted)
    for _ in range(5):
        found, refused = parse_front_matter(front)
    assert (len(calls), refused) == (1, "")
    assert found["k17"] == "17"


@pytest.mark.parametrize(
    "value", ["!!bool foo", '!!int ""', "!!timestamp x", "9" * 400, "2021-99-99", "0x", "1:99", ".inf", "[1]", "{}"]
)
def test_a_strange_value_in_a_card_harms_no_model(folder: Path, value: str) -> None:
    metrics = f"[{{type: accuracy, value: {value}}}, {{type: f1, value: 0.5}}]"
    card_of = f"---\nmodel-index:\n- results:\n  - dataset: {{name: X}}\n    metrics: {metrics}\n---\n# Its card\n"
    (folder / "README.md").write_text(card_of)
    refused = value.startswith("!!")
    assert describe(str(folder)).metrics == ({} if refused else {"X": {"f1": 0.5}})
    assert read_card(str(folder)).endswith("# Its card\n")
    assert ("It holds a tag" in read_card(str(folder))) == refused
    assert load(str(folder)).parameters > 0


def test_line_ends_of_windows_and_spaces_behind_the_marks_are_read() -> None:
    assert split_front_matter("--- \r\na: 1\r\n---\r\n# Card\r\n") == ("a: 1\r\n", "# Card\r\n")
    assert split_front_matter("---\n---\nrest") == ("", "rest")
    assert split_front_matter("---\na: 1") == ("", "---\na: 1")
