"""The simple models that a network has to beat, learnt from the same examples: is it worth its while?

For texts the commonest label, and TF-IDF with logistic regression; for words the commonest tag, and the commonest tag
of each word.

Decisions:
- Nothing is chosen by looking at the examples held back: C is fixed at 10, which is between the usual 1, too tight for
  short texts, and the 100 at which large files are learnt by heart. Labels are weighed alike, as for the networks.
- Words where a script has spaces between them, runs of one or two characters where it has none.
- On a large file it learns from as much as a minute allows, and this is the only place that says so: 100,000 texts, 40
  million characters, 100,000 features.
"""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import regex

from playground.data.examples import Examples, flat_labels
from playground.evaluation.evaluate import score
from playground.tasks import TASKS

MAJORITY, TFIDF, WORD_TAG = "majority", "tfidf_logistic_regression", "most_frequent_tag"
REGULARISATION = 10.0  # C of scikit-learn: the larger, the closer to the examples
STEPS = 300
TEXTS = 100_000
CHARACTERS = 40_000_000
FEATURES = 100_000
WEIGHTS = 10_000_000  # features × labels, float64: 80 MB
UNSPACED = 0.3  # the share of letters of a script without spaces from which on characters are counted
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LETTER = regex.compile(r"\p{L}")
_TOKEN = r"(?u)\w+|[^\w\s]"
_SAMPLE = 1000  # texts, that tell the script


def baselines(train: Examples, validation: Examples) -> dict[str, dict[str, float]]:
    """Accuracy, macro-F1 and balanced accuracy on `validation` (0-1) of simple models trained on `train`.

    Returns:
        "majority" and "tfidf_logistic_regression"; for words "majority" and "most_frequent_tag".
    """
    return {name: scores_of(validation, given) for name, given in baseline_answers(train, validation).items()}


def baseline_answers(train: Examples, validation: Examples) -> dict[str, list[str]]:
    """What simple models trained on `train` answer to `validation`: a label a text, or a tag for each word of all
    sentences."""
    if TASKS[train.task].per_word:
        return _tag_answers(train, validation)
    majority = Counter(train.labels).most_common(1)[0][0]
    return {
        MAJORITY: [majority] * len(validation),
        TFIDF: tfidf(train.texts, train.labels, validation.texts),
    }


def scores_of(validation: Examples, answers: Sequence[str]) -> dict[str, float]:
    """Accuracy, macro-F1 and balanced accuracy of answers, given as labels; 0-1."""
    gold = flat_labels(validation)
    labels = sorted({*gold, *answers})
    index = {label: at for at, label in enumerate(labels)}
    return score(labels, [index[label] for label in gold], [index[label] for label in answers])


def tfidf(texts: Sequence[str], labels: Sequence[str], test_texts: Sequence[str]) -> list[str]:
    """The answers of TF-IDF with logistic regression to texts, learnt from others.

    Args:
        texts, labels: learnt from; the same length.
        test_texts: answered.
    """
    chosen = _within_bounds(texts)
    texts, labels = [texts[at] for at in chosen], [labels[at] for at in chosen]
    label_count = len(set(labels))
    if label_count == 1:
        return [labels[0]] * len(test_texts)
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    options: dict[str, Any] = {"token_pattern": _TOKEN}
    if is_unspaced(texts):
        options = {"analyzer": "char", "ngram_range": (1, 2)}
    features = TfidfVectorizer(sublinear_tf=True, max_features=min(FEATURES, WEIGHTS // label_count), **options)
    model = LogisticRegression(C=REGULARISATION, class_weight="balanced", max_iter=STEPS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it stops after STEPS, which bounds the time
        model.fit(features.fit_transform(texts), labels)  # (texts, features), sparse
    return [str(label) for label in model.predict(features.transform(test_texts))]


def is_unspaced(texts: Sequence[str]) -> bool:
    """Whether texts are written in a script that sets no spaces between words (Han, kana, Thai and their like)."""
    sample = "".join(text[:500] for text in texts[:: max(1, len(texts) // _SAMPLE)])
    return len(_UNSPACED.findall(sample)) > UNSPACED * max(1, len(_LETTER.findall(sample)))


def _within_bounds(texts: Sequence[str]) -> list[int]:
    """The indices of as many texts as may be learnt from: all, or a sample from a fixed seed."""
    if len(texts) <= TEXTS and sum(map(len, texts)) <= CHARACTERS:
        return list(range(len(texts)))
    chosen: list[int] = []
    characters = 0
    for at in np.random.default_rng(0).permutation(len(texts))[:TEXTS]:
        characters += len(texts[at])
        if chosen and characters > CHARACTERS:
            break
        chosen.append(int(at))
    return sorted(chosen)


def _tag_answers(train: Examples, validation: Examples) -> dict[str, list[str]]:
    """The answers of two baselines: the commonest tag for all words, and for each word its own commonest tag.

    A new word has the tag of its lower case, else the commonest.
    """
    assert train.words is not None, "part of speech has words"
    assert validation.words is not None, "part of speech has words"
    tags = Counter(tag for tags in train.labels for tag in tags)
    majority = tags.most_common(1)[0][0]
    tag_counts: dict[str, Counter[str]] = defaultdict(Counter)
    for words, gold in zip(train.words, train.labels, strict=True):
        for word, tag in zip(words, gold, strict=True):
            tag_counts[word][tag] += 1
            if word != word.lower():
                tag_counts[word.lower()][tag] += 1
    commonest = {word: counts.most_common(1)[0][0] for word, counts in tag_counts.items()}
    test_words = [word for words in validation.words for word in words]
    answers = [commonest.get(word) or commonest.get(word.lower()) or majority for word in test_words]
    return {MAJORITY: [majority] * len(test_words), WORD_TAG: answers}
