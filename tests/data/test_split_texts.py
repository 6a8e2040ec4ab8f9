"""Texts that are split into words by spaces: told from others, and read so only where somebody says so."""

from dataclasses import replace

import pytest

from playground.data.examples import word_lists
from playground.data.inspection import inspect
from playground.data.problems import STOP
from playground.data.reading import Checked, check
from playground.errors import BadInput

SPLIT = ["这家 酒店 的 早餐 很 好 。", "房间 太 小 ， 也 不 干净 。", "服务员 非常 热情", "再 也 不会 来 了 ！"]
RAW = [text.replace(" ", "") for text in SPLIT]


def checked(texts: list[str], pretokenized: bool) -> Checked:
    table = "text,label\n" + "".join(f'"{text}",{"ab"[at % 2]}\n' for at, text in enumerate(texts))
    sheet = inspect(table.encode(), "own.csv")
    return check(sheet, replace(sheet.guess, pretokenized=pretokenized))


def keys(found: Checked) -> list[str]:
    return [problem.key for problem in found.problems]


def test_the_words_between_spaces_are_kept_where_somebody_says_so() -> None:
    found = checked(SPLIT, True)
    assert next(iter(word_lists(found.examples))) == ["这家", "酒店", "的", "早餐", "很", "好", "。"]
    assert found.examples.pretokenized and "looks-split" not in keys(found)


def test_a_split_file_that_is_read_by_characters_is_remarked_upon_and_no_other_one() -> None:
    found = checked(SPLIT, False)
    assert next(iter(word_lists(found.examples)))[:4] == ["这", "家", "酒", "店"]
    assert keys(found).count("looks-split") == 1
    assert "looks-split" not in keys(checked(RAW, False))
    assert "looks-split" not in keys(checked(["A good film.", "Not bad at all.", "Fine.", "Dull and long."], False))


def test_what_is_not_split_is_refused_or_counted() -> None:
    (problem,) = [one for one in checked(RAW, True).problems if one.severity == STOP]
    assert problem.sentence.startswith("Only 0% of the texts of own.csv are split into words by spaces.")
    found = checked([*SPLIT, RAW[0]], True)
    (remark,) = [one for one in found.problems if one.key == "partly-split"]
    assert (remark.count, remark.severity) == (1, "warning")
    assert list(word_lists(found.examples))[-1] == list(RAW[0])


def test_tagged_words_are_set_apart_already() -> None:
    sheet = inspect("1\t我\t_\tPRON\n2\t看\t_\tVERB\n\n1\t好\t_\tADJ\n".encode(), "own.conllu")
    with pytest.raises(BadInput, match=r"own\.conllu is a file of tagged words, whose words are set apart already"):
        check(sheet, replace(sheet.guess, pretokenized=True))
