"""The parts of a tokenizer.json: those of well-known tokenizers are read, others are refused by name."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from playground.checkpoints import load
from playground.checkpoints.tokenizer_parts import EXPRESSIONS, usable_part
from playground.errors import BadCheckpoint
from playground.lenses.predict.predict import predict
from tests import strangers

GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def written(**parts: Any) -> dict[str, Any]:
    """The tokenizer.json of strangers.py with other parts."""
    return {**json.loads(strangers.tokenizer().to_str()), **parts}


def of(made: Tokenizer) -> dict[str, Any]:
    return dict(json.loads(made.to_str()))


def like_deberta() -> Tokenizer:
    made = Tokenizer(models.Unigram([("<unk>", 0.0), ("▁a", -1.0), ("b", -2.0)], 0))
    made.normalizer = normalizers.Sequence([normalizers.Strip(), normalizers.Replace(Regex(" {2,}"), " ")])
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Metaspace()])
    return made


def like_roberta() -> Tokenizer:
    made = Tokenizer(models.BPE({"a": 0, "b": 1, "ab": 2}, [("a", "b")]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel()
    made.post_processor = processors.RobertaProcessing(("a", 0), ("b", 1))
    return made


def like_llama() -> Tokenizer:
    made = Tokenizer(models.BPE({"▁": 0, "a": 1}, []))
    made.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    made.pre_tokenizer = pre_tokenizers.Split(Regex(GPT2), "isolated")
    return made


@pytest.mark.parametrize("make", [strangers.tokenizer, like_deberta, like_roberta, like_llama])
def test_the_parts_of_well_known_tokenizers_are_read_as_the_library_reads_them(make: Any) -> None:
    data, problem = usable_part(of(make()))
    assert problem == ""
    text = "ab  a 'll 12 a-b " * 3
    assert Tokenizer.from_str(json.dumps(data)).encode(text).ids == make().encode(text).ids


REPLACE = {"type": "Replace", "pattern": {"String": "a"}, "content": "a" * 9}
REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        written(normalizer={"type": "Replace", "pattern": {"Regex": "(a+)+$"}, "content": ""}),
        "a normalizer with the expression '(a+)+$'",
    ),
    (
        written(
            pre_tokenizer={
                "type": "Sequence",
                "pretokenizers": [{"type": "Split", "pattern": {"Regex": "(x+x+)+y"}, "behavior": "Isolated"}],
            }
        ),
        "a pre_tokenizer with the expression '(x+x+)+y'",
    ),
    (written(normalizer={"type": "Sequence", "normalizers": [REPLACE, REPLACE, REPLACE]}), "64 times as long"),
    (written(normalizer={"type": "Prepend", "prepend": "x" * 1000}), "64 times as long"),
    (written(normalizer={"type": "Sequence", "normalizers": [{"type": "NFC"}] * 40}), "more than 32 steps"),
    (written(normalizer={"type": "Magic"}), "the normalizer 'Magic'"),
    (written(normalizer=["NFC"]), "the normalizer None"),
    (written(normalizer={"type": "Replace", "pattern": 3, "content": ""}), "neither text nor expression"),
    (written(pre_tokenizer={"type": "FixedLength", "length": 0}), "the pre_tokenizer 'FixedLength'"),
    (written(post_processor={"type": "Other"}), "the post_processor 'Other'"),
    (written(model={"type": "BPE", "vocab": {}, "merges": [], "dropout": 0.5}), "at random (dropout)"),
    (written(model={"type": "WordPiece", "vocab": {}, "max_input_chars_per_word": 10**7}), "words of 10000000"),
    (written(model={"type": "New"}), "a tokenizer of the type 'New'"),
    (written(model=None), "that cannot be read"),
]


@pytest.mark.parametrize(("data", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_another_part_is_refused_by_name(tmp_path: Path, data: dict[str, Any], said: str) -> None:
    folder = strangers.write(tmp_path / "model", "bert", "sentiment")
    (Path(folder) / "tokenizer.json").write_text(json.dumps(data), "utf-8")
    with pytest.raises(BadCheckpoint, match=re.escape(said)):
        load(folder)


def test_a_tokenizer_that_gives_up_on_a_text_is_an_error_of_that_model(tmp_path: Path) -> None:
    class Panic(BaseException):
        pass

    class Broken:
        def __getattr__(self, name: str) -> Any:
            return getattr(good, name)

        def encode(self, text: str, **more: Any) -> Any:
            if "film" in text:
                raise Panic
            return good.encode(text, **more)

    checkpoint = load(strangers.write(tmp_path / "model", "bert", "sentiment"))
    good = checkpoint.vocabulary.tokenizer  # type: ignore[attr-defined]
    checkpoint.vocabulary.tokenizer = Broken()  # type: ignore[attr-defined]
    with pytest.raises(BadCheckpoint, match="gives up on this text"):
        predict(checkpoint, "a film")
    assert predict(checkpoint, "good").label in checkpoint.config.labels


@pytest.mark.slow
def test_what_the_expressions_cost_grows_with_the_text_and_no_faster() -> None:
    for expression in sorted(EXPRESSIONS):
        split = pre_tokenizers.Split(Regex(expression), "isolated")
        for text in ("a" * 20_000, " " * 20_000, "'" * 20_000, "a1 ." * 5_000, "\n " * 10_000, "é\u0301" * 10_000):
            assert "".join(piece for piece, _ in split.pre_tokenize_str(text)) == text  # within the test's own time
