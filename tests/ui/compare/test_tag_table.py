"""Tags of all models in a table."""

import re

from playground.ui.compare import tag_table
from tests.ui.compare.answers import Seen, compared, tagging


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
    assert html.count('title="the models differ here"') == 1
    assert tag_table.with_majority(panel[2], panel, "en") == "agrees with the majority on 1 of 2 words"
