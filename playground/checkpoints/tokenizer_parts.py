"""What a tokenizer.json may consist of: the parts of well-known tokenizers, each by its name.

A tokenizer from elsewhere holds regular expressions and replacements. One of them can cost seconds for a thousand
letters, make a text a thousand times as long, or end the library with a panic. So an expression is read only where it
is one of those that widely used models have; all other parts are fixed functions of the library. Nothing here imports
it.
"""

from __future__ import annotations

from typing import Any

from playground.errors import shown

MAX_STEPS = 32
MAX_GROWTH = 64  # times as long as before a text may become by replacements
MAX_WORD = 1_000  # characters of a word that are divided into pieces
_CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_O200K = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
    r"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
EXPRESSIONS = frozenset(
    {
        *(" {2,}", r"\s{2,}|[\n\r\t]", r"\s+", r"\n", r"[\n\r\t]", r"^▁+$", " +▁", "\\s"),  # of normalisers
        r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",  # GPT-2
        r"(?:'s|'t|'re|'ve|'m|'ll|'d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
        rf"{_CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|"
        r"\s*[\r\n]+|\s+(?!\S)|\s+",  # Llama 3
        rf"{_CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|"
        r"\s*[\r\n]+|\s+(?!\S)|\s+",  # Qwen
        rf"{_CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?[\p{{L}}\p{{M}}]+|\p{{N}}| ?[^\s\p{{L}}\p{{M}}\p{{N}}]+[\r\n]*|"
        r"\s*[\r\n]+|\s+(?!\S)|\s+",
        _O200K,  # gpt-oss
        r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+",  # CLIP
        r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+",
    }
)
"""The regular expressions that are read; each takes linear time."""

_NORMALIZERS = frozenset(
    {
        *("Sequence", "BertNormalizer", "Lowercase", "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled", "Prepend"),
        *("Replace", "Strip", "StripAccents", "ByteLevel"),
    }
)
_PRE_TOKENIZERS = frozenset(
    {
        *("Sequence", "BertPreTokenizer", "ByteLevel", "CharDelimiterSplit", "Digits", "Metaspace", "Punctuation"),
        *("Split", "UnicodeScripts", "Whitespace", "WhitespaceSplit"),
    }
)
_POST_PROCESSORS = frozenset({"Sequence", "BertProcessing", "RobertaProcessing", "ByteLevel", "TemplateProcessing"})
_MODELS = frozenset({"WordPiece", "BPE", "Unigram", "WordLevel"})
_INNER = {"normalizers", "pretokenizers", "processors"}  # keys under which a sequence has its parts
_UNUSED = {"truncation": None, "padding": None, "decoder": None}  # texts are cut here, and nothing is written back


def usable_part(data: Any) -> tuple[dict[str, Any], str]:
    """The part of a tokenizer.json that words are divided with, and what keeps it from being read, "" for nothing."""
    if not isinstance(data, dict) or not isinstance(data.get("model"), dict):
        return {}, "has a tokenizer.json that cannot be read"
    found = _model_problem(data["model"])
    for place, known in (
        ("normalizer", _NORMALIZERS),
        ("pre_tokenizer", _PRE_TOKENIZERS),
        ("post_processor", _POST_PROCESSORS),
    ):
        found = found or _problem(data.get(place), place, known)
    return {**data, **_UNUSED}, found


def _model_problem(model: dict[str, Any]) -> str:
    """What is wrong with the model that divides words, "" for nothing; old files do not name its type."""
    kind = model.get("type", "BPE" if "merges" in model else "WordPiece")
    if kind not in _MODELS:
        return f"has a tokenizer of the type {shown(kind)}"
    if model.get("dropout"):
        return "has a tokenizer that divides words at random (dropout)"
    longest = model.get("max_input_chars_per_word", 100)
    if not isinstance(longest, int) or not 0 < longest <= MAX_WORD:
        return f"has a tokenizer for words of {shown(longest)} characters"
    return ""


def _problem(part: Any, place: str, known: frozenset[str]) -> str:
    """What is wrong with a normaliser, a pre-tokeniser or a post-processor, "" for nothing."""
    waiting, steps, growth = [part] if part is not None else [], 0, 1.0
    while waiting:
        one = waiting.pop()
        steps += 1
        if steps > MAX_STEPS:
            return f"has a {place} of more than {MAX_STEPS} steps"
        kind = one.get("type") if isinstance(one, dict) else None
        if not isinstance(kind, str) or kind not in known:
            return f"has the {place} {shown(kind)}"
        for key in _INNER & one.keys():
            waiting += one[key] if isinstance(one[key], list) else [one[key]]
        expression = _expression(one.get("pattern"))
        if expression is None:
            return f"has a {place} with a pattern that is neither text nor expression"
        if expression and expression not in EXPRESSIONS:
            return f"has a {place} with the expression {shown(expression)}"
        growth *= _growth(one)
        if growth > MAX_GROWTH:
            return f"has a {place} that makes texts more than {MAX_GROWTH} times as long"
    return ""


def _expression(pattern: Any) -> str | None:
    """The regular expression of a pattern, "" where it is a text or there is none, None where it is neither."""
    if pattern is None or isinstance(pattern, str):
        return ""
    if not isinstance(pattern, dict) or len(pattern) != 1:
        return None
    kind, value = next(iter(pattern.items()))
    return None if kind not in ("String", "Regex") or not isinstance(value, str) else value * (kind == "Regex")


def _growth(part: dict[str, Any]) -> float:
    """How many times as long a part can make a text; what it puts in front counts as a replacement of one letter."""
    content = part.get("content", part.get("prepend", ""))
    pattern = part.get("pattern")
    given = pattern.get("String", "") if isinstance(pattern, dict) else ""
    return max(1.0, len(content) / max(1, len(given))) if isinstance(content, str) else MAX_GROWTH + 1.0
