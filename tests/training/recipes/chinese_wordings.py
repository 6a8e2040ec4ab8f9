"""The wordings that measure models of sentiment in Chinese, bare of words and marks: none may be learnt from."""

import re

from playground.evaluation.behaviour import chinese_sentiment_sentences


def bare(template: str) -> str:
    """A wording without its marks, with the same sign for each of its gaps."""
    return re.sub(r"[^\w_]", "", re.sub(r"{\w+}", "_", template))


def measured_wordings() -> set[str]:
    """All of them that have a gap."""
    named = {key: value for key, value in vars(chinese_sentiment_sentences).items() if key.isupper() and key != "WORDS"}
    found = {bare(one) for one in _strings(tuple(named.values())) if "{" in one}
    assert len(found) > 150
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    rows = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [one for row in rows for one in _strings(row)]
