"""The shipped sentences, put together from the hand-written parts: `python -m playground.data.corpus.write`.

A frame is a sentence with gaps: `{film_good}` takes a clause of that bank, the same in the whole sentence;
`{film_good2}` another one; `{~film_good}` one in which nobody speaks of themselves. What a clause holds in gaps is
filled by itself.
Every clause has its turn before one comes again, so that no clause stands out. The same parts give the same sentences.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from playground.data.corpus import chinese, english, path_of

Frames = tuple[tuple[str, str, int, str], ...]

TRIES = 400  # fillings before a kind counts as used up

_GAP = re.compile(r"\{(~?)([a-z_]+)(\d?)\}")
_SPEAKER = re.compile(r"\b(I|we|us|our|my|me|you|your)\b|[我咱你您]")
_BEGINNING = re.compile(r"(?:^|[.?!] )[a-z]")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeioAEIO])")


class Filler:
    """Fills frames from banks, the clauses that have stood least often first."""

    def __init__(self, banks: Mapping[str, str], seed: str) -> None:
        self.banks = {name: [line for line in text.splitlines() if line.strip()] for name, text in banks.items()}
        self.random = Random(seed)
        self.used: Counter[tuple[str, str]] = Counter()

    def fill(self, frame: str, taken: dict[str, str] | None = None) -> str:
        """A frame with every gap filled.

        Args:
            taken: what stands in the sentence already, by gap; two gaps of one bank hold different clauses.
        """
        held: dict[str, str] = {}
        others = {} if taken is None else taken

        def filled(gap: re.Match[str]) -> str:
            impersonal, bank, number = gap.groups()
            if bank + number not in held:
                held[bank + number] = self._choose(bank, bool(impersonal), {*held.values(), *others.values()})
                others[f"{len(others)} {bank}"] = held[bank + number]
            return self.fill(held[bank + number], others)

        return _GAP.sub(filled, frame)

    def _choose(self, bank: str, impersonal: bool, taken: set[str]) -> str:
        lines = [line for line in self.banks[bank] if line not in taken]
        if impersonal:
            lines = [line for line in lines if not _SPEAKER.search(line)]
        least = min(self.used[bank, line] for line in lines)
        line = self.random.choice([line for line in lines if self.used[bank, line] == least])
        self.used[bank, line] += 1
        return line


def english_sentence(text: str) -> str:
    """A sentence as it is written: a capital at its beginning, “an” where it belongs."""
    text = _ARTICLE.sub(r"\1n ", text)
    return _BEGINNING.sub(lambda first: first[0].upper(), text)


def sentences(language: str) -> Iterator[tuple[str, str, str]]:
    """Kind, label and text of every sentence of a language, each text once."""
    module = {"en": english, "zh": chinese}[language]
    filler = Filler(module.BANKS, f"sentences {language}")
    seen: set[str] = set()
    for kind, label, count, frames in module.FRAMES:
        lines = [line for line in frames.splitlines() if line]
        made = 0
        for turn in range(count + TRIES):
            text = filler.fill(lines[turn % len(lines)])
            text = english_sentence(text) if language == "en" else text
            if text not in seen:
                seen.add(text)
                made += 1
                yield kind, label, text
            if made == count:
                break


def write(language: str) -> int:
    """Write the file of a language; how many sentences it holds."""
    rows = list(sentences(language))
    Random(language).shuffle(rows)
    raw = "".join("\t".join(row) + "\n" for row in rows).encode("utf-8")
    path_of(language).write_bytes(gzip.compress(raw, 9, mtime=0))
    return len(rows)


if __name__ == "__main__":
    for key in ("en", "zh"):
        write(key)
