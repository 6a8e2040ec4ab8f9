"""Tags of all models in a table."""

import re

import numpy as np

from playground.ui.compare import tag_table
from playground.ui.compare.queries import ModelAnswer
from tests.ui.compare.answers import Seen, answered, compared, tagging


def test_tags_are_written_in_families_with_confidence_and_runners_up() -> None:
    html = compared(tagging("pos-rnn", "DET", "NOUN"), text="the dog")
    seen = Seen(html)
    assert 'class="f-modifiers"' in html
    assert 'class="f-nouns"' in html
    assert seen.text.count("90 %") == 2
    assert re.search(r'data-r="[A-Z]+ 1 %,[A-Z]+ 1 %,[A-Z]+ 1 %"', html)


def test_where_taggers_differ_a_sign_stands_and_the_minority_is_framed() -> None:
    panel = [
        tagging("pos-rnn", "DET", "NOUN"),
        tagging("pos-lstm", "DET", "NOUN"),
        tagging("pos-textcnn", "DET", "VERB"),
    ]
    html = compared(*panel, text="the dog")
    assert "The models agree on 1 of 2 words · ≠ They differ on: dog" in Seen(html).text
    assert html.count("f-verbs minor") == 1
    assert "f-nouns minor" not in html
    assert html.count('data-tip="the models differ here"') == 1
    assert tag_table.with_majority(panel[2], panel, "en") == "agrees with the majority on 1 of 2 words"


def characters(model: str, *said: str) -> ModelAnswer:
    """Tags of the characters of 看电影了, each 90 % sure."""
    names = ("B-VERB", "I-VERB", "B-NOUN", "I-NOUN", "B-AUX", "I-AUX")
    rows = np.full((len(said), len(names)), 0.02)
    for row, tag in zip(rows, said, strict=True):
        row[names.index(tag)] = 0.9
    return answered(model, "看电影了", rows, names, architecture=model.removeprefix("pos-zh-"))


def test_the_characters_of_a_word_share_one_cell_with_its_tag() -> None:
    panel = [
        characters("pos-zh-rnn", "B-VERB", "B-NOUN", "I-NOUN", "B-AUX"),
        characters("pos-zh-lstm", "B-VERB", "B-NOUN", "I-NOUN", "B-AUX"),
        characters("pos-zh-textcnn", "B-VERB", "B-NOUN", "B-NOUN", "B-AUX"),
    ]
    html = compared(*panel, text="看电影了")
    assert html.count('rowspan="2"') == 2
    assert html.count("<span>电影</span><small>90 %</small>") == 2
    assert "B-NOUN" not in html
    rows = html[html.index("<tbody>") : html.index("</tbody>")].split("</tr>")
    assert [row.count("<td") for row in rows[:4]] == [3, 3, 1, 3], "the second character of 电影 stands in one column"
    seen = Seen(html).text
    assert "The models agree on 2 of 4 characters · ≠ They differ on: 电影" in seen
    assert "agrees with the majority on 2 of 4 characters" in seen
    assert html.count(" minor") == 2
