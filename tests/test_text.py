"""Words with offsets: English as Universal Dependencies splits it, and whatever else people paste into a box."""

import json
import random
import time
from typing import Any

import pytest

from playground.errors import BadCheckpoint, BadInput
from playground.text import (
    FIRST,
    LETTERS_A_WORD,
    MAX_CHARACTERS,
    PADDING,
    UNKNOWN,
    Vocabulary,
    is_split,
    normalise,
    pretokenized,
    split_words,
    words,
)


def split(text: str) -> list[str]:
    return [word.text for word in words(text)]


NASTY = [
    "",
    " ",
    "\n\t\r\n",
    "a",
    ".",
    "\x00",
    "a\x00b",
    "\ud800",
    "x\udfff\ud83dy",
    "\u0301",
    "e\u0301e\u0301 \u0301x",
    "\u200d\u200b\ufeff\u00ad",
    "مرحبا بالعالم! שלום (עולם)",
    "\u202eabc\u202c def",
    "ภาษาไทย हिन्दी தமிழ் 한국어",
    "我爱北京，天安门。",
    "👩‍👩‍👧‍👦👍🏽🇩🇪🇫🇷🇬❤️1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿\u200d",
    "👨\u200d",
    "don't DON’T can't've n't 's '' `` '",
    "<br /><b>x</b> <3 < 3 <script>",
    "a@b a@b. a@b.c @ # @@x ##y https:// www. http://...",
    "1.2.3. 1,000.50$ -5% 3rd 1980s 12:30 1/2 .5 5.",
    "U.S. U.S.A. a.b.c.d Mr. Mr.",
    "e-mail - -- --- co- -co well-known",
    "\U0010ffff\ue000\ufffe",
    "Ǆ ﬁ Ⅳ ½ İ ß ﷺ",
]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_offsets_reproduce_a_nasty_text(text: str) -> None:
    for divide in (words, pretokenized):
        end = 0
        for word in divide(text):
            assert text[word.start : word.end] == word.text != ""
            assert word.start >= end, "words stand in their order and never overlap"
            end = word.end


def test_offsets_reproduce_random_texts_and_no_letter_is_lost() -> None:
    draw = random.Random(7)
    pools = [
        [chr(code) for code in range(0x250)],
        list("a'nt’.-@1:/,<>() \u0301\u200d中コ👍🏽🇩🇪\ufe0f#"),
        [chr(draw.randrange(0x110000)) for _ in range(4_000)],
    ]
    for number in range(1_500):
        text = "".join(draw.choices(pools[number % 3], k=draw.randrange(1, 60)))
        covered: set[int] = set()
        end = 0
        for word in words(text):
            assert text[word.start : word.end] == word.text, ascii(text)
            assert word.start >= end, ascii(text)
            end = word.end
            covered.update(range(word.start, word.end))
        lost = [letter for at, letter in enumerate(text) if at not in covered and letter.isalnum()]
        assert not lost, ascii(text)
        assert all(word.text.strip() for word in words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can't say I didn't enjoy it.", "I|ca|n't|say|I|did|n't|enjoy|it|."),
        ("It's John's; we'll, we're, I'm, I've, he'd", "It|'s|John|'s|;|we|'ll|,|we|'re|,|I|'m|,|I|'ve|,|he|'d"),
        ("don’t it’s WON'T Don't", "do|n’t|it|’s|WO|N'T|Do|n't"),
        ("cannot gonna wanna gotta", "can|not|gon|na|wan|na|got|ta"),
        ("ain't shouldn't've", "ai|n't|should|n't|'ve"),
        ("O'Brien's rock'n'roll", "O'Brien|'s|rock'n'roll"),
        ("well-known e-mail non-stop", "well|-|known|e-mail|non-stop"),
        ("Mr. Smith of the U.S. said: no.", "Mr.|Smith|of|the|U.S.|said|:|no|."),
        ("(wait) “what” -- really?!", "(|wait|)|“|what|”|--|really|?!"),
        ("-lrb- do n't ... -rrb-", "-lrb-|do|n't|...|-rrb-"),
        ("so<br /><br />good <b>bad</b>", "so|<br />|<br />|good|<b>|bad|</b>"),
        ("$5, 50% of 1,000.50 at 12:30", "$|5|,|50|%|of|1,000.50|at|12:30"),
        ("10/10, 3rd, 1980s.", "10/10|,|3rd|,|1980s|."),
    ],
)
def test_english_is_split_as_universal_dependencies_does(text: str, expected: str) -> None:
    assert split(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://a.com/b?x=1&y=(2), or www.x.org.", "See|https://a.com/b?x=1&y=(2|)|,|or|www.x.org|."),
        ("mail first.last+tag@mail.example.co.uk, ok", "mail|first.last+tag@mail.example.co.uk|,|ok"),
        ("imdb.com is a host.", "imdb.com|is|a|host|."),
        ("@some_one likes #films2024 and #café", "@some_one|likes|#films2024|and|#café"),
        ("👩‍👩‍👧‍👦👍🏽👍", "👩‍👩‍👧‍👦|👍🏽|👍"),
        ("🇩🇪🇫🇷 1️⃣ ❤️", "🇩🇪|🇫🇷|1️⃣|❤️"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿!", "🏴󠁧󠁢󠁥󠁮󠁧󠁿|!"),
        ("fine :-) or :( and <3", "fine|:-)|or|:(|and|<3"),
        ("cafe\u0301 हिन्दी", "cafe\u0301|हिन्दी"),
        ("مرحبا بالعالم!", "مرحبا|بالعالم|!"),
    ],
)
def test_addresses_names_emoji_and_marked_letters_stay_whole(text: str, expected: str) -> None:
    assert split(text) == expected.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我爱北京。", list("我爱北京。")),
        ("すごーーい、コーヒー", list("すごーーい、コーヒー")),
        ("𠮷野家々", list("𠮷野家々")),
        ("我用GPU训练RNN模型", ["我", "用", "GPU", "训", "练", "RNN", "模", "型"]),
        ("请联系a@b.com谢谢", ["请", "联", "系", "a@b.com", "谢", "谢"]),
        ("请看https://a.com，很好", ["请", "看", "https://a.com", "，", "很", "好"]),
        ("第3章", ["第", "3", "章"]),
    ],
)
def test_chinese_and_japanese_characters_are_words_without_spaces(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_what_is_no_word_has_none() -> None:
    for text in ("", " ", "\n\t ", "\x00", "\u200d\u200b\u202e", "\u3000"):
        assert words(text) == ()
    assert split("a\x00b") == ["a", "b"]
    assert split("\ud800") == ["\ud800"]


def test_words_that_are_split_already_are_split_by_spaces_only() -> None:
    assert [word.text for word in pretokenized(" do n't  U.S.\u00a0x\n(a) ")] == ["do", "n't", "U.S.", "x", "(a)"]
    assert [(word.start, word.end) for word in pretokenized("  ab c")] == [(2, 4), (5, 6)]


# Each of these took time in the square of its length with some expression that read the words right.
LONG = [
    "a",
    "'",
    "-",
    "co-",
    "1.",
    "a.",
    "+",
    "a+",
    "a-",
    "a-a.",
    "é.",
    "e\u0301.",
    "\u0301",
    "\u200d",
    "n't",
    "don'",
    "a'",
]
LONG += [
    "http://",
    "www.",
    "<a",
    "👍\u200d",
    "@",
    "a@",
    "a@b",
    "a@b.",
    "#",
    ":",
    "=",
    "_",
    "etc. ",
    "\x00",
    "中",
    "中a",
    "1,",
]
LONG += ["🇩", " ", ".com", "\ufe0f", "can", "not", "\ud800", "a@b-", "x@y."]


@pytest.mark.slow
def test_time_grows_with_the_length_of_the_text_and_not_with_its_square() -> None:
    slow = []
    for piece in LONG:
        text = (piece * 20_000)[:20_000] + "b"
        start = time.process_time()
        found = words(text)
        if time.process_time() - start > 1:  # a linear one takes under 0.2 seconds
            slow.append(piece)
        assert not found or found[-1].end <= len(text)
    assert slow == []


def test_ten_thousand_words_are_split() -> None:
    text = "The film, which I didn't like, is long. " * 1_000
    assert len(words(text)) == 12_000
    assert words(text)[-1] == (".", len(text) - 2, len(text) - 1)


@pytest.mark.slow
def test_a_text_that_is_too_long_or_no_text_is_refused() -> None:
    for divide in (words, pretokenized):
        divide("a " * (MAX_CHARACTERS // 2))
        with pytest.raises(BadInput) as too_long:
            divide("a" * (MAX_CHARACTERS + 1))
        assert str(too_long.value) == (
            "The text has 200,001 characters. At most 200,000 are read. Cut it, or split it into several texts."
        )
        for given in (None, 3, b"bytes", ["a", "list"]):
            with pytest.raises(BadInput) as no_text:
                divide(given)  # type: ignore[arg-type]
            assert str(no_text.value) == (
                f"The text is a {type(given).__name__}. It has to be a string. Pass the words as one piece of text."
            )


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Film", "film"),
        ("N’T", "n't"),
        ("’", "'"),
        ("“", '"'),
        ("``", '"'),
        ("—", "--"),
        ("-LRB-", "("),
        ("-rsb-", "]"),
        ("<br />", "<br/>"),
        ("ﬁlm", "film"),
        ("ＡＢ", "ab"),
        ("cafe\u0301", "café"),
        ("\ud800", "\ud800"),
        ("", ""),
    ],
)
def test_a_word_is_looked_up_in_one_form(word: str, key: str) -> None:
    assert normalise(word) == key
    assert normalise(normalise(word)) == key


def test_case_is_kept_where_a_vocabulary_wants_it() -> None:
    assert normalise("Film’s", lower=False) == "Film's"
    cased = Vocabulary(["Film"], lower=False)
    assert cased.knows("Film")
    assert not cased.knows("film")


def test_pad_and_unk_are_ordinary_words() -> None:
    names = ["pad", "<pad>", "unk", "<unk>", "[PAD]", "[UNK]", "0", "1"]
    vocabulary = Vocabulary([normalise(name) for name in names])
    assert vocabulary.ids(names) == list(range(FIRST, FIRST + len(names)))
    assert len(vocabulary) == FIRST + len(names)
    without = Vocabulary(["film"])
    assert without.ids([*names, "", "film"]) == [UNKNOWN] * 9 + [FIRST]
    assert not any(map(without.knows, names))
    assert PADDING not in without.ids(names)


def test_letters_keep_their_case_and_a_long_word_keeps_both_ends() -> None:
    vocabulary = Vocabulary(["a"], "abAB")
    assert vocabulary.letter_ids("aAb?") == (2, 4, 3, UNKNOWN)
    assert vocabulary.letter_ids("") == ()
    long = "a" * 50 + "b" * 50
    assert vocabulary.letter_ids(long) == (2,) * (LETTERS_A_WORD // 2) + (3,) * (LETTERS_A_WORD // 2)
    assert vocabulary.letter_ids("aAb?") == (2, 4, 3, UNKNOWN), "the same the second time"
    assert Vocabulary(["a"], "b").letter_ids("a") == (UNKNOWN,), "and not the answer of another vocabulary"


def test_a_vocabulary_comes_back_from_its_json() -> None:
    for lower in (True, False):
        vocabulary = Vocabulary(["film", "don't", "我", "👍"], "aé我", lower)
        again = Vocabulary.from_json(json.loads(json.dumps(vocabulary.as_json())))
        assert (again.words, again.letters, again.lower) == (vocabulary.words, vocabulary.letters, vocabulary.lower)


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"words": "abc"}, {"words": [1]}, {"words": [], "letters": ["a"]}, {"words": [], "lower": "yes"}],
)
def test_what_is_no_vocabulary_is_refused(value: Any) -> None:
    with pytest.raises(BadCheckpoint) as refused:
        Vocabulary.from_json(value)
    assert str(refused.value) == (
        "vocabulary.json is not a vocabulary. It has to hold a list of strings under “words”. "
        "Save the checkpoint again."
    )


@pytest.mark.parametrize(("entries", "letters"), [(["a", "a"], ""), (["a"], "xx")])
def test_a_vocabulary_with_an_entry_twice_is_refused(entries: list[str], letters: str) -> None:
    with pytest.raises(BadCheckpoint) as refused:
        Vocabulary(entries, letters)
    assert str(refused.value) == (
        "The vocabulary holds an entry twice. Every word and letter may stand in it once. Save the checkpoint again."
    )


@pytest.mark.parametrize(
    ("text", "expected", "read"),
    [
        ("Ben &amp; Jerry's", "Ben|&amp;|Jerry|'s", "ben|&|jerry|'s"),
        ("1 &lt; 2 &GT; 0", "1|&lt;|2|&GT;|0", "1|<|2|>|0"),
        ("It&#39;s &quot;so&quot;", "It|&#39;|s|&quot;|so|&quot;", 'it|\'|s|"|so|"'),
        ("AT&T; R & D; &ampere;", "AT|&|T|;|R|&|D|;|&|ampere|;", "at|&|t|;|r|&|d|;|&|ampere|;"),
    ],
)
def test_an_entity_of_html_is_one_word_and_read_as_what_it_stands_for(text: str, expected: str, read: str) -> None:
    found = words(text)
    assert "|".join(word.text for word in found) == expected
    assert "|".join(normalise(word.text) for word in found) == read
    assert all(text[word.start : word.end] == word.text for word in found)


def test_an_emoji_with_or_without_the_mark_for_colour_is_the_same_word() -> None:
    plain, coloured, both = Vocabulary(["❤"]), Vocabulary(["❤\ufe0f"]), Vocabulary(["❤", "❤\ufe0f"])
    for vocabulary in (plain, coloured):
        assert vocabulary.ids(["❤", "❤\ufe0f", "☂"]) == [2, 2, 1]
        assert vocabulary.knows("❤") and vocabulary.knows("❤\ufe0f")
    assert both.ids(["❤", "❤\ufe0f"]) == [2, 3], "a model that has learnt both keeps them apart"
    assert not both.knows("☂\ufe0f")


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("这 部 电影 很 好看 。", True),
        ("这部电影很好看。", False),
        ("这部电影很好看。 我 还 会 再 看 。", True),
        ("太差了，不好。价格 贵", False),
        ("我 喜欢这部电影，因为演员演得非常好 。", False),
        ("iPhone 的 屏幕 碎 了", True),
        ("好", True),
        ("好看", False),
        ("a good film", True),
        ("", True),
    ],
)
def test_a_text_is_split_where_short_runs_of_characters_stand_between_spaces(text: str, split: bool) -> None:
    assert is_split(text) is split
    assert split_words(text) == (pretokenized(text) if split else words(text))
