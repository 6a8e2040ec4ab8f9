"""Which language a text is in, by the scripts of its letters."""

import pytest

from playground.errors import NotFound
from playground.text_language import TEXT_LANGUAGES, found_language, language_of, letters_of_another


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这部电影的故事很普通，但是演员演得非常好。", "zh"),
        ("這部電影的故事很普通", "zh"),  # traditional characters are Han too
        ("A quietly moving film.", "en"),
        ("abcdefg好好好", "zh"),  # three of ten letters: 30 %
        ("abcdefgh好好好", "en"),  # three of eleven
        ("iPhone 好用", "en"),  # two of eight: 25 %; digits and spaces are no letters
        ("2024 年 12 月", "zh"),
        ("这个 app 不好用", "zh"),
        ("私は学生です", "en"),  # kana: Japanese
        ("ラーメンを食べた", "en"),
        ("日本映画の傑作", "en"),  # one kana is enough
        ("ﾗｰﾒﾝ店", "en"),  # half-width kana
        ("영화가 좋다", "en"),
        ("Это плохой фильм", "en"),
        ("", None),
        ("2024, 10/10 👍 !!!", None),
        ("，。！", None),
    ],
)
def test_a_text_is_chinese_from_three_tenths_of_han_letters_on_and_without_kana(text: str, language: str) -> None:
    assert found_language(text) == language
    assert language_of(text) == (language or "en")


def test_a_language_that_is_asked_for_goes_before_the_texts_own() -> None:
    assert language_of("这部电影", "en") == "en"
    assert language_of("", "zh") == "zh"
    with pytest.raises(NotFound, match=f"There is no language 'fr'. Choose one of: {', '.join(TEXT_LANGUAGES)}."):
        language_of("Un film", "fr")


def test_kana_show_that_a_text_in_han_characters_is_japanese() -> None:
    assert letters_of_another("日本映画の傑作") == "の"
    assert letters_of_another("これは映画") == "これは"
    assert letters_of_another("I love ラ at this place") == ""
    assert letters_of_another("这部电影") == ""
