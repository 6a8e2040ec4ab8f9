"""Nasty files: each gives its examples and what is said about them, or its one sentence, and leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.data.decoding import decode
from playground.errors import BadInput
from tests.data.meals import FRENCH, MEALS, ROOMS, table

CZECH = (
    ("Byl jsem tu včera poprvé. Obsluha byla milá a jídlo přišlo rychle.", "dobře"),
    ("Za takovou cenu jsou porce příliš malé. Už sem nepůjdu.", "špatně"),
    ("Krásné obrazy, ale příběh tak nudný, že jsem usnul.", "špatně"),
)
TURKISH = (
    ("Çalışanlar çok nazikti ve yemek hemen geldi.", "iyi"),
    ("Bu fiyata porsiyonlar çok küçük.", "kötü"),
    ("Kitap zor ama sonuna kadar okumaya değer, sıkıcı değil.", "iyi"),
)
POLISH = (
    ("Byłem tu wczoraj. Obsługa była bardzo miła, śniadanie pyszne.", "dobrze"),
    ("Za taką cenę porcje są za małe. Więcej tu nie przyjdę.", "źle"),
    ("Zdjęcia piękne, lecz zasnąłem w połowie.", "źle"),
)
RUSSIAN = (
    ("это очень хороший фильм", "да"),
    ("мне совсем не понравилось", "нет"),
    ("посмотрю его ещё раз", "да"),
    ("скучно и долго", "нет"),
)
JAPANESE = (("この映画はとても良かったです", "良い"), ("全然面白くなかった、残念", "悪い"), ("一度見たい　上", "良い"))
GERMAN = (("Wunderschön, für Übernachtungen größer", "gut"), ("Nie wieder", "schlecht"), ("Gutes Frühstück", "gut"))
ITALIAN = (("È la prima volta, perché il caffè è ottimo", "sì"), ("Il prezzo è più alto della qualità", "no"))


@pytest.mark.parametrize(
    ("rows", "encoding"),
    [
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (ITALIAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (ROOMS, "utf-16-le"),
    ],
)
@pytest.mark.parametrize("times", [3, 30])
def test_an_encoding_that_nothing_names_is_told_by_the_text(
    rows: tuple[tuple[str, str], ...], encoding: str, times: int
) -> None:
    content = table("\t", header="text\tlabel", rows=rows * times)
    assert decode(content.encode(encoding), "a.tsv")[0] == content


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-16-le"])
def test_a_file_that_was_cut_within_a_character_is_read_up_to_there(encoding: str) -> None:
    content = table(header="text,label", rows=ROOMS * 9) + "还有"
    assert decode(content.encode(encoding)[:-1], "a.csv")[0] == content[:-1]


def test_the_last_letter_of_a_latin_file_is_not_taken_for_a_cut_one() -> None:
    assert decode("text,label\nthe café,good\nno,bad\nyes,café".encode("latin-1"), "a.csv")[0].endswith("café")


def test_a_byte_that_is_no_character_does_not_move_a_latin_file_to_another_country() -> None:
    raw = table(header="text,label", rows=FRENCH * 9).encode("latin-1") + b"d\xe9j\xe0 \x9d\x81 vu,oui\n"
    assert decode(raw, "a.csv")[:2] == (raw.decode("latin-1"), "latin-1")


def test_one_damaged_byte_does_not_change_the_rest_of_a_text_in_utf_8() -> None:
    raw = table(header="text,label", rows=[(f"it’s {text}", label) for text, label in MEALS]).encode()
    with pytest.raises(BadInput) as caught:
        decode(raw + b"a na\xefve film,good\n", "a.csv")
    assert str(caught.value) == (
        "Row 8 of a.csv holds bytes that are not UTF-8, as the rest of the file is. "
        "Fix the row or save the file as UTF-8."
    )


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("torchinductor_")] == []  # torch's own
