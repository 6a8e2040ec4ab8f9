"""The simple models: their scores are scikit-learn's, they learn what is plain, and they stay within their bounds."""

import warnings
from random import Random

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, f1_score

from playground.data.examples import Examples
from playground.evaluation import baselines as module
from playground.evaluation.baselines import baselines, is_unspaced, tfidf

ANIMALS = ("the cat purrs", "a cat and a dog", "two dogs bark", "the horse gallops")
PLANTS = ("the oak stands", "an oak and a birch", "two birches sway", "the fern unfurls")


def texts_of(texts: tuple[str, ...], labels: tuple[str, ...]) -> Examples:
    return Examples("sentiment", texts, None, labels, "mine.csv", "0" * 64)


def words_of(*sentences: str) -> Examples:
    """Sentences written as `word/TAG word/TAG`."""
    pairs = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    words = tuple(tuple(word for word, _ in sentence) for sentence in pairs)
    tags = tuple(tuple(tag for _, tag in sentence) for sentence in pairs)
    return Examples("pos", tuple(map(" ".join, words)), words, tags, "mine.conllu", "0" * 64)


def reference(gold: list[str], answers: list[str]) -> dict[str, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an answer that is no true label
        return {
            "accuracy": accuracy_score(gold, answers),
            "macro_f1": f1_score(gold, answers, labels=sorted(set(gold)), average="macro", zero_division=0),
            "balanced_accuracy": balanced_accuracy_score(gold, answers),
        }


def test_the_commonest_label_and_tfidf_are_scored_as_scikit_learn_scores_them() -> None:
    learnt = texts_of(ANIMALS + PLANTS[:3], ("animal",) * 4 + ("plant",) * 3)
    held = texts_of(("dogs and cats purr", "a birch", "an oak sways", "granite"), ("animal", "plant", "plant", "stone"))
    answers = baselines(learnt, held)
    assert list(answers) == ["majority", "tfidf_logistic_regression"]
    assert answers["majority"] == pytest.approx(reference(list(held.labels), ["animal"] * 4))
    given = tfidf(learnt.texts, learnt.labels, held.texts)
    assert given[:3] == ["animal", "plant", "plant"]
    assert answers["tfidf_logistic_regression"] == pytest.approx(reference(list(held.labels), given))


def test_a_rare_label_is_learnt_beside_a_common_one() -> None:
    texts = tuple(f"{subject} number {number}" for number in range(60) for subject in ("a train", "a bus"))
    texts += tuple(f"a boat number {number}" for number in range(4))
    labels = ("land",) * 120 + ("water",) * 4
    assert tfidf(texts, labels, ["a boat number 99", "a bus number 99"]) == ["water", "land"]


def test_it_is_learnt_to_the_end_and_not_stopped_early() -> None:
    random = Random(3)
    words = [f"word{number}" for number in range(400)]
    labels = [random.choice(("a", "b")) for _ in range(600)]
    texts = [" ".join(random.choices(words[:220] if label == "a" else words[180:], k=8)) for label in labels]
    features = TfidfVectorizer(sublinear_tf=True)
    model = LogisticRegression(C=10, class_weight="balanced", solver="newton-cg", tol=1e-10, max_iter=10_000)
    model.fit(features.fit_transform(texts[:400]), labels[:400])
    best = list(model.predict(features.transform(texts[400:])))
    given = tfidf(texts[:400], labels[:400], texts[400:])
    assert sum(one != other for one, other in zip(given, best, strict=True)) <= 1


def test_chinese_is_learnt_by_its_characters() -> None:
    texts = ("房间很干净", "服务很干净周到", "早餐很丰富", "房间太脏了", "服务太差了", "早餐太少了")
    labels = ("好", "好", "好", "差", "差", "差")
    assert tfidf(texts, labels, ["位置很方便", "位置太偏了"]) == ["好", "差"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["A film to remember."], False),
        (["Ein schöner Film, это хорошо, 영화가 좋다"], False),
        (["房间很大"], True),
        (["とても良い"], True),
        (["อาหารอร่อยมาก"], True),
        (["I liked 北京 a lot, and the people there"], False),
        (["手机iPhone很好用"], True),
        (["12345 !!"], False),
        ([""], False),
    ],
)
def test_scripts_without_spaces_are_told_from_others(texts: list[str], expected: bool) -> None:
    assert is_unspaced(texts) is expected


def test_marks_and_emoji_alone_can_be_learnt_from() -> None:
    assert tfidf([":)", "🙂", ":(", "🙁"], ["good", "good", "bad", "bad"], [":)", "🙁"]) == ["good", "bad"]


def test_one_label_only_is_answered_always() -> None:
    assert tfidf(["a", "b"], ["x", "x"], ["c", "d", "e"]) == ["x", "x", "x"]


def test_large_files_are_learnt_from_in_part_and_the_same_part_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{'up' if number % 2 else 'down'} {number}" for number in range(400)]
    labels = ["odd" if number % 2 else "even" for number in range(400)]
    whole = list(range(400))
    assert module._within_bounds(texts) == whole
    monkeypatch.setattr(module, "TEXTS", 50)
    assert len(module._within_bounds(texts)) == 50
    monkeypatch.setattr(module, "CHARACTERS", 200)
    part = module._within_bounds(texts)
    assert sum(len(texts[at]) for at in part) <= 200 < sum(len(texts[at]) for at in part) + 8
    assert part == module._within_bounds(texts)
    assert tfidf(texts, labels, ["up", "down"]) == ["odd", "even"]


def test_a_file_with_very_many_labels_gets_fewer_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WEIGHTS", 8)  # two labels: four features
    texts = ["up"] * 20 + ["down"] * 20 + [f"rare{number}" for number in range(20)]
    labels = ["odd"] * 20 + ["even"] * 20 + ["odd"] * 20
    assert tfidf(texts, labels, ["up", "down"]) == ["odd", "even"]


def test_words_are_given_their_own_commonest_tag() -> None:
    learnt = words_of("the/DET run/NOUN", "they/PRON run/VERB", "The/DET run/NOUN ends/VERB", "a/DET dog/NOUN")
    held = words_of("A/DET run/NOUN Ends/VERB", "THE/DET zebra/NOUN runs/VERB")
    answers = baselines(learnt, held)
    gold = ["DET", "NOUN", "VERB", "DET", "NOUN", "VERB"]
    assert answers["majority"] == pytest.approx(reference(gold, ["DET"] * 6))
    assert answers["most_frequent_tag"] == pytest.approx(reference(gold, ["DET", "NOUN", "VERB", "DET", "DET", "DET"]))
