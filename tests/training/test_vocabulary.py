"""The words of a corpus, and files of word vectors."""

from pathlib import Path

import numpy as np
import pytest
import torch

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.models import Config, build
from playground.text import Vocabulary
from playground.training.vocabulary import build_vocabulary, carried, read_vectors, start_embeddings, widened
from tests.training.eight_examples import examples


def test_a_vocabulary_holds_frequent_words_first_and_then_those_of_the_vectors() -> None:
    parts = [examples("sentiment"), examples("sentiment", ["Good GOOD zebra"])]
    found = build_vocabulary(parts, minimum_count=2, also=["walrus", "film", "yak"], most=50)
    assert found.words[0] == "good"
    assert "zebra" not in found.words, "it occurs once"
    assert found.words[-2:] == ("walrus", "yak")
    assert len(set(found.words)) == len(found.words)
    assert build_vocabulary(parts, minimum_count=1, most=3).words == found.words[:3]
    assert found.letters == ()
    letters = build_vocabulary([examples("pos")], letters=True).letters
    assert letters == tuple(sorted(letters))
    assert {"a", "d", "'"} <= set(letters)
    assert "," not in letters, "it occurs once"


GLOVE = "The 0.1 0.2 0.3\nthe 9 9 9\n. . . 1 2 3\nfilm -1 0 1e-1\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GLOVE, ["the", ". . .", "film"]),
        ("3 3\n" + GLOVE, ["the", ". . .", "film"]),
        ("a 1 2 3 \nb 4 5 6 \n", ["a", "b"]),  # word2vec ends each line with a space
        ("a 1 2 3\r\nb 4 5 6\r\n", ["a", "b"]),
        ("a 1 2 3\nb 4 5 6", ["a", "b"]),
    ],
)
def test_vectors_are_read_as_glove_and_word2vec_write_them(tmp_path: Path, content: str, words: list[str]) -> None:
    (tmp_path / "vectors.txt").write_bytes(content.encode())
    found, rows = read_vectors(tmp_path / "vectors.txt")
    assert found == words
    assert rows.shape == (len(words), 3)
    assert rows.dtype == np.float32
    if words[0] == "the":
        assert rows[0].tolist() == pytest.approx([0.1, 0.2, 0.3]), "the first of two that are looked up alike"
        assert read_vectors(tmp_path / "vectors.txt", {"film", "dog"})[0] == ["film"]


def line_message(line: int, given: int) -> str:
    return (
        f"Line {line} of vectors.txt has {given} numbers, the first one 3. Each line has to hold a word "
        "and equally many numbers (GloVe or word2vec text). Mend or remove the line."
    )


NOT_VECTORS = (
    "vectors.txt is not a text file of word vectors: a word and its numbers on each line, in UTF-8. "
    "Name a GloVe or word2vec text file."
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a 1 2 3\nb 4 5\n", line_message(2, 2)),
        (b"2 3\na 1 2 3\nb 4 5 6 7\n", line_message(3, 4)),
        (b"a 1 2 3\n\nb 4 5 6\n", line_message(2, 0)),
        (b"a 1 2 3\nb 4 x 6\n", NOT_VECTORS),
        (b"a 1 2 3\nb 4 nan 6\n", NOT_VECTORS),
        (b"a 1 2 3\nb 4 inf 6\n", NOT_VECTORS),
        (b"\xff\xfe\x00a 1 2 3\n", NOT_VECTORS),
        (b"", "vectors.txt has no vector for any word of the training data. Name another file of vectors."),
        (b"400000 300\n", "vectors.txt has no vector for any word of the training data. Name another file of vectors."),
    ],
)
def test_a_bad_file_of_vectors_is_named_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "vectors.txt").write_bytes(content)
    with pytest.raises(BadInput) as refused:
        read_vectors(tmp_path / "vectors.txt")
    assert str(refused.value) == message


def test_a_file_of_vectors_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.txt", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(BadInput) as refused:
            read_vectors(path)
        assert str(refused.value) == f"The vectors {path} cannot be read ({why}). Name a text file of word vectors."


def test_vectors_stand_under_their_words_and_padding_stays_zero() -> None:
    vocabulary = Vocabulary(["film", "dog", "yak"])
    model = build(Config("rnn", "sentiment", ("no", "yes"), len(vocabulary), size=3, hidden=4))
    vectors = np.array([[1, 2, 3], [-1, 0, 1]], dtype=np.float32)
    assert start_embeddings(model, vocabulary, ["yak", "film"], vectors) == 2
    weight = model.word_embedding.weight.detach().numpy()
    scale = weight[4, 0]  # one for all vectors
    assert np.allclose(weight[4], scale * vectors[0])
    assert np.allclose(weight[2], scale * vectors[1])
    assert (weight[0] == 0).all()
    assert 0 < np.abs(weight[3]).max() < 1, "a word without a vector starts small and at random"
    with pytest.raises(BadInput) as refused:
        start_embeddings(model, vocabulary, ["yak"], np.ones((1, 5), dtype=np.float32))
    assert str(refused.value) == (
        "The vectors have 5 numbers, the model's embedding 3. They have to be equal. "
        "Set the model's size to that of the vectors."
    )


def test_words_are_added_behind_those_that_a_model_has() -> None:
    def said(*texts: str) -> Examples:
        return Examples("sentiment", texts, None, ("no",) * len(texts), "some", "")

    old = Vocabulary(["film", "dog"])
    parts = [said("a film and a yak", "a yak and a gnu"), said("the Yak")]
    assert widened(old, parts).words == ("film", "dog", "a", "yak", "and")
    assert widened(old, parts, also=["dog", "okapi"]).words[5:] == ("okapi",)
    assert widened(old, parts, most=4).words == ("film", "dog", "a", "yak")
    assert widened(old, parts, most=1).words == old.words, "none is lost"


def test_vectors_of_another_kind_are_carried_over_by_the_words_that_both_know() -> None:
    random = np.random.default_rng(0)
    words = [f"word{number}" for number in range(60)]
    theirs = random.normal(size=(60, 4)).astype(np.float32)
    turned, moved = random.normal(size=(4, 6)), random.normal(size=6)
    ours = torch.from_numpy((theirs @ turned + moved).astype(np.float32))
    known, new = [*words[:40], "only-ours"], ["unheard", words[50], words[41]]
    weight = torch.cat([ours[:40], torch.ones(1, 6)])
    found, rows = carried(known, weight, new, words, theirs)
    assert found == [1, 2]
    assert torch.allclose(rows, ours[[50, 41]], atol=1e-4)


def test_vectors_of_longer_chinese_words_say_that_characters_are_read(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("电影 0.1 0.2\n演员 0.3 0.4\n", "utf-8")
    with pytest.raises(BadInput, match="Chinese text is read character by character, and words"):
        read_vectors(path, {"电", "影", "，"} | {"演", "员"})
    path.write_text("电影 0.1 0.2\n电 0.3 0.4\n", "utf-8")
    assert read_vectors(path, {"电", "影"})[0] == ["电"]
    with pytest.raises(BadInput, match="has no vector for any word"):
        read_vectors(path, {"film"})
