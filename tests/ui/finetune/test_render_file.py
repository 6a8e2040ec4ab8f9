"""A file in Fine-tune, as HTML."""

import re

from playground.ui.finetune import render_file
from playground.ui.finetune.visit import Visit
from tests.ui.finetune.results import HOSTILE, plain


def test_a_file_is_drawn_as_it_is_read() -> None:
    one = Visit(from_scratch=True)
    rows = "".join(f"{HOSTILE.replace(chr(34), '')} number {n} was here,{'ab'[n % 2]}\n" for n in range(40))
    one.read_file(f"te<b>xt,label\n{rows}".encode(), f"{HOSTILE}.csv")
    html = render_file.file(one, "en")
    assert "<img" not in html
    assert "te&lt;b&gt;xt" in html
    assert re.findall(r'<th class="is-(\w+)"', html) == ["text", "label"]
    assert html.count('<td class="is-text"') == 8
    assert re.findall(r'data-action="rename" data-label="(\w)"', html) == ["a", "b"]
    one.change({"action": "header", "value": False})
    assert "te&lt;b&gt;xt" in render_file.file(one, "en")  # now as the first row
    assert "Column 1" in plain(render_file.file(one, "en"))


def test_a_file_without_labels_has_no_empty_list_of_them() -> None:
    one = Visit(from_scratch=True)
    one.read_file(
        b"text,intent\n" + b"".join(b"please do number %d,kind%d\n" % (n, n) for n in range(150)), "intents.csv"
    )
    assert "ft-labels" not in render_file.file(one, "en")
    one.read_file(
        b"text,label\n" + b"".join(b"this is number %d,%s\n" % (n, (b"a", b"b")[n % 2]) for n in range(40)), "ab.csv"
    )
    assert "ft-labels" in render_file.file(one, "en")
    for label in "ab":
        one.change({"action": "drop", "label": label})
    assert "ft-labels" in render_file.file(one, "en"), "else no label could be brought back"


def test_a_word_with_a_space_keeps_its_tag_in_the_preview() -> None:
    rows = [("They", "PRON"), ("saw", "VERB"), ("10 000", "NUM"), ("birds", "NOUN")]
    lines = [f"{at}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_" for at, (word, tag) in enumerate(rows, 1)]
    one = Visit(from_scratch=True)
    one.read_file(("\n".join(lines) + "\n\n").encode() * 12, "birds.conllu")
    html = render_file.file(one, "en")
    assert "<bdi>10 000</bdi><small>NUM</small>" in html
    assert "<bdi>birds</bdi><small>NOUN</small>" in html
    assert html.count("<li><span><bdi>They") == 8
