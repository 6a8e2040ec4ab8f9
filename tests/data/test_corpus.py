"""The shipped sentences: how many, of which kinds, each once; and what comes of texts and files of somebody's own."""

from collections import Counter
from pathlib import Path

import pytest

from playground.data.corpus import corpus_of_file, corpus_of_texts, shipped_corpus, write
from playground.errors import BadInput, NotFound
from playground.text import words
from playground.text_language import TEXT_LANGUAGES, found_language

KINDS = {
    "film", "food", "product", "hotel", "book", "service", "contrast", "mixed", "negation", "degree", "irony",
    "reported", "condition", "everyday", "news", "question", "instruction", "numbers", "names",
}  # fmt: skip


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_there_are_some_two_thousand_sentences_of_every_kind(language: str) -> None:
    corpus = shipped_corpus(language)
    assert 1_900 <= len(corpus) <= 2_300
    assert len(set(corpus.texts)) == len(corpus)
    kinds = Counter(corpus.kinds)
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 45
    labels = Counter(corpus.labels)
    assert set(labels) == {"", "negative", "positive"}
    assert min(labels.values()) >= 450
    by_kind = {kind: set() for kind in KINDS}  # type: dict[str, set[str]]
    for kind, label in zip(corpus.kinds, corpus.labels, strict=True):
        by_kind[kind].add(label)
    assert by_kind["irony"] == {"negative"}
    assert by_kind["negation"] == by_kind["contrast"] == {"negative", "positive"}
    assert by_kind["news"] == by_kind["question"] == {""}


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_each_is_a_whole_sentence_of_its_language(language: str) -> None:
    for text in shipped_corpus(language).texts:
        assert found_language(text) == language, text
        assert text[-1] in ".?!。？！", text
        assert text == text.strip()
        assert not {"{", "}", "~", "\t"} & set(text), text
        assert "  " not in text
        assert 3 <= len(words(text)) <= 90, text
        assert language == "zh" or text[0].isupper() or text[0].isdigit(), text


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_no_clause_stands_out(language: str) -> None:
    enough = {"en": 6, "zh": 10}[language]
    begun = Counter(tuple(word.text for word in words(text)[:enough]) for text in shipped_corpus(language).texts)
    assert begun.most_common(1)[0][1] <= 0.025 * len(shipped_corpus(language))


@pytest.mark.parametrize("language", TEXT_LANGUAGES)
def test_the_hand_written_parts_give_what_is_shipped(language: str) -> None:
    corpus = shipped_corpus(language)
    made = sorted(zip(corpus.kinds, corpus.labels, corpus.texts, strict=True))
    assert made == sorted(write.sentences(language))


def test_a_file_with_labels_without_and_with_tags(tmp_path: Path) -> None:
    table = tmp_path / "reviews.tsv"
    table.write_text("text\tlabel\na good film\tpositive\nthe bad dog\tnegative\nnot bad\tpositive\n")
    corpus = corpus_of_file(table)
    assert (corpus.name, corpus.texts) == ("reviews.tsv", ("a good film", "the bad dog", "not bad"))
    assert corpus.label_names == ("negative", "positive")
    lines = tmp_path / "lines.txt"
    lines.write_text("a good film\n\nthe bad dog\n")
    assert corpus_of_file(lines).texts == ("a good film", "the bad dog"), "an empty line is no sentence"
    assert corpus_of_file(lines).label_names == ()
    tagged = tmp_path / "tagged.conllu"
    tagged.write_text("1\tgood\t_\tADJ\t_\t_\t0\troot\t_\t_\n2\tdog\t_\tNOUN\t_\t_\t1\tdep\t_\t_\n\n")
    assert corpus_of_file(tagged).words == (("good", "dog"),)
    assert corpus_of_file(tagged).tags == (("ADJ", "NOUN"),)


def test_what_is_no_corpus_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"There is no text to be read. Give a text in each row."):
        corpus_of_texts("pasted", ["", "  "])
    with pytest.raises(NotFound, match=r"There is no file '.*'\. Check the path\."):
        corpus_of_file(tmp_path / "none.txt")


def test_the_same_texts_have_the_same_digest_and_others_another() -> None:
    one = corpus_of_texts("a", ["x y", "z"])
    assert one.sha256 == corpus_of_texts("b", ["x y", "", "z"]).sha256
    assert one.sha256 != corpus_of_texts("a", ["x", "y z"]).sha256
    assert one.sha256 != corpus_of_texts("a", ["x y", "z"], ["1", "2"]).sha256
