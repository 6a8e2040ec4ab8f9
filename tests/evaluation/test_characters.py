"""Words out of tagged characters: reading, joining, scores; beside a reference that is written another way."""

import math
from pathlib import Path

import numpy as np
import pytest

from playground.checkpoints import Checkpoint
from playground.data.examples import Examples
from playground.data.reading import read
from playground.errors import BadInput
from playground.evaluation.characters import LABELS, by_character, f1, gold_spans, respelt, tags_of, word_scores
from playground.evaluation.evaluate import evaluate
from playground.lenses.predict.predict import predict, probabilities
from playground.lenses.predict.spans import by_kind, kinds, makes_words, spans
from playground.models import Config, build
from playground.tasks import UPOS
from playground.text import Vocabulary, words

SENTENCES = (
    ("我们在北京看了iPhone15。", "我们/PRON 在/ADP 北京/PROPN 看/VERB 了/AUX iPhone/X 15/NUM 。/PUNCT"),
    ("他 住在New York。", "他/PRON 住/VERB 在/ADP New/X York/X 。/PUNCT"),
    ("「著名」的人「走著」.", "「/PUNCT 著名/ADJ 」/PUNCT 的/PART 人/NOUN 「/PUNCT 走/VERB 著/AUX 」/PUNCT ./PUNCT"),
)


def examples() -> Examples:
    pairs = [[one.rsplit("/", 1) for one in tagged.split(" ")] for _, tagged in SENTENCES]
    return Examples(
        "pos",
        tuple(text for text, _ in SENTENCES),
        tuple(tuple(word for word, _ in row) for row in pairs),
        tuple(tuple(tag for _, tag in row) for row in pairs),
        "mine.conllu",
        "",
    )


# ---- reading


def test_each_character_gets_the_tag_of_its_word_and_where_it_stands_in_it() -> None:
    found = by_character(examples())
    assert found.words is not None
    assert list(zip(found.words[0], found.labels[0], strict=True)) == [
        ("我", "B-PRON"), ("们", "I-PRON"), ("在", "B-ADP"), ("北", "B-PROPN"), ("京", "I-PROPN"), ("看", "B-VERB"),
        ("了", "B-AUX"), ("iPhone15", "B-X"), ("。", "B-PUNCT"),
    ]  # fmt: skip
    assert set(LABELS) == {f"{place}-{tag}" for place in "BI" for tag in UPOS}
    assert makes_words(LABELS)
    assert not makes_words(tuple(UPOS))
    assert not makes_words(("B-PER", "I-PER", "O"))


def test_a_sentence_whose_words_are_not_those_of_its_text_is_refused() -> None:
    assert gold_spans("我 在。", ["我", "在", "。"], ["PRON", "ADP", "PUNCT"]) == [
        (0, 1, "PRON"), (2, 3, "ADP"), (3, 4, "PUNCT"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="The word 你 does not stand in its sentence"):
        gold_spans("我在", ["你"], ["PRON"])


def test_marks_and_characters_as_the_mainland_writes_them() -> None:
    new = respelt(examples(), 1.0)
    assert new.texts[2] == "“著名”的人“走着”。"
    assert new.words is not None
    assert "".join(new.words[2]) == new.texts[2]
    assert new.labels == examples().labels
    assert new.texts[:2] == examples().texts[:2]
    assert respelt(examples(), 0.0) == examples()


# ---- joining

FEW = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")


def rows(*given: tuple[float, ...]) -> np.ndarray:
    return np.array(given, dtype=float)


def test_characters_are_joined_under_the_tag_that_fits_all_of_them() -> None:
    text = "看电影"
    found = spans(text, words(text), FEW, rows((0.1, 0, 0.8, 0.1), (0.5, 0.1, 0.4, 0), (0, 0.3, 0, 0.7)))
    assert [(one.start, one.end, one.text, one.tag) for one in found] == [(0, 1, "看", "VERB"), (1, 3, "电影", "VERB")]
    assert [one.score for one in found] == pytest.approx([0.8, (0.4 + 0.7) / 2])  # 0.4 · 0.7 > 0.5 · 0.3
    assert found[1].as_json()["text"] == "电影"


def test_nothing_is_joined_over_a_space_or_what_was_not_read_or_before_the_beginning() -> None:
    text = "看 电影院"
    inside = (0.0, 0.9, 0.0, 0.1)
    nothing = (math.nan,) * 4
    found = spans(text, words(text), FEW, rows(inside, inside, nothing, inside))
    assert [one.text for one in found] == ["看", "电", "院"]
    assert [one.text for one in spans(text, words(text), FEW, rows(inside, inside, inside, inside))] == ["看", "电影院"]
    assert spans("", (), FEW, np.zeros((0, 4))) == []


def test_a_prediction_holds_the_words_beside_the_tags_of_characters() -> None:
    answer = predict(checkpoint(0), "我们在北京。").as_json()
    assert [one["text"] for one in answer["words"]] == list("我们在北京。")
    assert set(answer["tags"]) <= set(LABELS)
    assert "".join(one["text"] for one in answer["spans"]) == "我们在北京。"
    for one in answer["spans"]:
        assert list(one) == ["start", "end", "text", "tag", "score"]
        assert answer["text"][one["start"] : one["end"]] == one["text"]
        assert one["tag"] in UPOS
        assert 0 <= one["score"] <= 1


def test_labels_that_are_not_there_have_no_probability() -> None:
    labels = ("B-NOUN", "I-NOUN", "B-PUNCT")
    assert kinds(labels) == ["NOUN", "PUNCT"]
    assert by_kind(labels, rows((0.2, 0.3, 0.5))).tolist() == [[[0.2, 0.5]], [[0.3, 0.0]]]


# ---- scores, beside a reference


def reference(text: str, gold: list[tuple[int, int, str]], labels: tuple[str, ...], answer: np.ndarray) -> list[float]:
    """Of one sentence: right words, right tagged words, true words, found words, right tags of true words; letter by
    letter of the text."""
    at: list[int | None] = [None] * len(text)
    for turn, word in enumerate(words(text)):
        for place in range(word.start, word.end):
            at[place] = turn
    begins = [
        place
        for place in range(len(text))
        if at[place] is not None and at[place] != (at[place - 1 : place] or [None])[0]
    ]
    made: list[list[int]] = []
    for place in begins:
        number = at[place]
        assert number is not None
        best = labels[int(np.argmax(answer[number]))]
        if made and best[0] == "I" and at[place - 1] is not None:
            made[-1].append(number)
        else:
            made.append([number])

    def tag(inside: list[int]) -> str:
        products = {}
        for name in sorted({label[2:] for label in labels}):
            product = 1.0
            for nth, number in enumerate(inside):
                label = ("I-" if nth else "B-") + name
                product *= answer[number][labels.index(label)] if label in labels else 0.0
            products[name] = product
        return max(products, key=lambda name: products[name])

    divided = words(text)
    found = {(divided[one[0]].start, divided[one[-1]].end): tag(one) for one in made}
    right = [(start, end, name) for start, end, name in gold if (start, end) in found]
    tagged = [one for one in right if found[one[0], one[1]] == one[2]]
    known = 0
    for start, end, name in gold:
        inside = sorted({number for number in at[start:end] if number is not None})
        known += tag(inside) == name
    return [len(right), len(tagged), len(gold), len(found), known]


def checkpoint(seed: int) -> Checkpoint:
    import torch

    found = by_character(examples())
    assert found.words is not None
    vocabulary = Vocabulary(sorted({word.lower() for row in found.words for word in row}))
    torch.manual_seed(seed)
    config = Config("rnn", "pos", LABELS, len(vocabulary), size=8, hidden=8, language="zh")
    model = build(config).eval()
    with torch.no_grad():
        model.head.weight.mul_(20)
    return Checkpoint("mine", config, vocabulary, model)


@pytest.mark.parametrize("seed", range(4))
def test_scores_are_those_of_the_reference(seed: int) -> None:
    made, data = checkpoint(seed), examples()
    assert data.words is not None
    total = np.zeros(5)
    for text, own, tags in zip(data.texts, data.words, data.labels, strict=True):
        gold = gold_spans(text, own, tags)
        answer = probabilities(made, [words(text)])[0]
        total += reference(text, gold, LABELS, answer)
        assert tags_of(words(text), LABELS, answer, gold)[0] in UPOS
    right, tagged, true, found, known = total
    scores = word_scores(made, data)
    for name, (low, high) in scores.pop("intervals").items():
        assert low <= scores[name] <= high
    assert scores == pytest.approx(
        {
            "words_f1": 2 * right / (true + found),
            "tagged_words_f1": 2 * tagged / (true + found),
            "gold_words_accuracy": known / true,
        }
    )


def test_f1_of_all_of_a_file() -> None:
    assert f1([[(0, 1), (1, 2)], [(0, 3)]], [[(0, 1), (1, 2)], [(0, 3)]]) == 1.0
    assert f1([[(0, 1), (1, 2)]], [[(0, 2)]]) == 0.0
    assert f1([[(0, 1), (1, 2), (2, 4)]], [[(0, 2), (2, 4)]]) == pytest.approx(2 / 5)  # precision 1/2, recall 1/3


def test_a_report_on_words_has_the_scores_of_words_and_of_characters(tmp_path: Path) -> None:
    lines = []
    for text, tagged in SENTENCES[:1]:
        lines.append(f"# text = {text}")
        for number, one in enumerate(tagged.split(" "), 1):
            word, tag = one.rsplit("/", 1)
            lines.append("\t".join([str(number), word, "_", tag, *"_____", "SpaceAfter=No"]))
    file = tmp_path / "mine.conllu"
    file.write_text("\n".join([*lines, "", ""]), "utf-8")
    made = checkpoint(0)
    report = evaluate(made, file).as_json()
    data = read(file, "pos")
    scores = word_scores(made, data)
    of_words = scores.pop("intervals")
    assert {key: report[key] for key in ("words_f1", "tagged_words_f1", "gold_words_accuracy")} == scores
    assert {key: report["intervals"][key] for key in of_words} == of_words
    assert report["words"] == 9  # characters
    assert "words_f1" not in evaluate(made, by_character(data)).as_json()
