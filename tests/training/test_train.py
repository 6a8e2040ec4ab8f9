"""`train` on one file of examples: what comes out, what is said, what is refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from playground.checkpoints import describe, load
from playground.data.bounds import PAGE
from playground.data.inspection import inspect
from playground.data.reading import read
from playground.errors import BadInput, PlaygroundError
from playground.lenses.predict.predict import predict
from playground.models import ARCHITECTURES
from playground.tasks import UPOS
from playground.training.finetune.plan import suggest
from playground.training.finetune.tune import tune_and_save
from playground.training.recipes.run import run_recipe
from playground.training.train import train
from playground.ui.finetune.file_reading import read_file
from playground.ui.language import chinese
from tests.training.films import NEGATIVE, OTHER, POSITIVE, SUMMARY, TABLE, equal, weights


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_training_from_scratch_writes_a_checkpoint_that_answers(architecture: str, root: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "made")
    summary = train(
        str(root / "films" / "train.csv"), architecture=architecture, from_scratch=True, out=out, epochs=3, seed=2
    )
    assert list(summary) == [*SUMMARY, "intervals", "comparisons"]
    for who, scores in {"this model": summary["metrics"], **summary["baselines"]}.items():
        for name, score in scores.items():
            low, high = summary["intervals"][who][name]
            assert 0 <= low <= score <= high <= 1
    assert {one["second"] for one in summary["comparisons"]} == set(summary["baselines"])
    assert (summary["checkpoint"], summary["task"], summary["architecture"]) == (out, "sentiment", architecture)
    assert summary["labels"] == ["negative", "positive"]
    assert summary["examples"] == {"train": 10, "validation": 2}, "one of each label is held back"
    assert summary["dropped"] == {}
    assert set(summary["baselines"]) == {"majority", "tfidf_logistic_regression"}
    assert set(summary["metrics"]) == {"accuracy", "macro_f1", "balanced_accuracy"}
    assert 1 <= summary["best_epoch"] <= len(summary["epochs"]) <= 3
    for number, epoch in enumerate(summary["epochs"], 1):
        assert {"epoch", "train_loss", "validation_loss", "accuracy", "macro_f1", "seconds"} <= set(epoch)
        assert epoch["epoch"] == number
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    checkpoint = load(summary["checkpoint"])
    assert predict(checkpoint, "A good film.").label in ("negative", "positive")
    measured = describe(out).metrics["validation examples"]  # the card's model-index, which the Hub shows
    assert measured == {key: pytest.approx(value, abs=5e-5) for key, value in summary["metrics"].items()}
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "English film reviews" not in card, "nothing is claimed of data that nobody knows"
    assert "language" not in yaml.safe_load(card.split("---\n")[1])


def test_a_tagger_is_trained_on_conllu(root: Path, tmp_path: Path) -> None:
    summary = train(
        str(root / "sentences.conllu"),
        "pos",
        architecture="rnn",
        from_scratch=True,
        out=str(tmp_path / "made"),
        epochs=2,
    )
    assert summary["labels"] == list(UPOS)
    assert summary["examples"] == {"train": 6, "validation": 3}, "sentences that are alike stay on one side"
    answer = predict(load(str(tmp_path / "made")), "The dog barks.")
    assert answer.tags is not None
    assert len(answer.tags) == 4
    assert load(str(tmp_path / "made")).config.letters > 2


@pytest.mark.slow
def test_the_recipe_of_a_training_makes_the_same_weights_again(root: Path, tmp_path: Path) -> None:
    table = TABLE.replace("text,label", "what,kind")
    (root / "own.csv").write_text(table)
    (root / "other.csv").write_text(OTHER.replace("text,label", "what,kind"))
    (root / "vectors.txt").write_text("film 1 2 3\nbad 0 1 -1\ngood 1 0 0\n")
    columns = {"text_column": "what", "label_column": "kind"}
    for name, more in (
        ("plain", {}),
        ("all", {"validation": str(root / "other.csv"), "vector_file": str(root / "vectors.txt")}),
    ):
        made = str(tmp_path / name)
        given: dict[str, Any] = {
            **columns,
            **more,
            "architecture": "textcnn",
            "from_scratch": True,
            "out": made,
            "epochs": 2,
            "seed": 5,
        }
        first = train(str(root / "own.csv"), **given)
        again = run_recipe(f"{made}/training.json", str(root), made + "-again")
        assert equal(weights(made), weights(made + "-again"))
        assert again["metrics"] == first["metrics"]
        assert again["examples"] == first["examples"]
    assert load(str(tmp_path / "all")).config.size == 3
    (stage,) = json.loads((tmp_path / "all" / "training.json").read_text())["stages"]
    assert len(stage["vector_file"]["sha256"]) == len(stage["validation"][0]["sha256"]) == 64


@pytest.mark.slow
def test_without_more_it_starts_from_the_shipped_checkpoint_and_its_recipe_does_it_again(
    root: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    given = {"epochs": 2, "seed": 3, "on_progress": told.append}
    data = str(root / "films" / "train.csv")
    first = train(data, architecture="textcnn", out=str(tmp_path / "made"), **given)  # type: ignore[arg-type]
    assert list(first) == [*SUMMARY, "source_metrics", "intervals", "comparisons", "answering"]
    assert "source" in [one["second"] for one in first["comparisons"]]
    assert any(line.startswith("It starts from sentiment-textcnn, which knows ") for line in told), told
    assert len(load(str(tmp_path / "made")).vocabulary) >= len(load("sentiment-textcnn").vocabulary)
    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root / "films"), str(tmp_path / "again"))
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))
    assert again["metrics"] == first["metrics"]

    (root / "films" / "other.csv").write_text(OTHER)
    other = str(root / "films" / "other.csv")
    further = train(data, source=str(tmp_path / "made"), validation=other, out=str(tmp_path / "further"), **given)  # type: ignore[arg-type]
    assert (further["architecture"], further["labels"]) == ("textcnn", ["negative", "positive"])
    assert further["examples"] == {"train": 12, "validation": 4}
    again = run_recipe(str(tmp_path / "further" / "training.json"), str(root / "films"), str(tmp_path / "more"))
    assert again["metrics"] == further["metrics"]


MARKED = "text,label,split\n" + "".join(
    f"{word} {noun},{label},{part}\n"
    for part, nouns in (("train", ("plot", "cast", "song")), ("Dev", ("scene", "hero")), ("test", ("ending", "joke")))
    for noun in nouns
    for word, label in (("good", "positive"), ("bad", "negative"))
)
"""Six rows to learn from, four for validation, four for a test; each noun stands in rows of one part only."""


@pytest.mark.parametrize("from_scratch", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_rows_that_a_column_marks_validate_and_the_recipe_does_it_again(
    from_scratch: bool, root: Path, tmp_path: Path
) -> None:
    (root / "marked.csv").write_text(MARKED)
    told: list[str] = []
    made = train(
        str(root / "marked.csv"),
        architecture="textcnn",
        from_scratch=from_scratch,
        out=str(tmp_path / "made"),
        epochs=2,
        on_progress=told.append,
    )
    assert made["examples"] == {"train": 6, "validation": 4}
    said = "Column 3 (split) sets rows apart: 4 rows marked dev are for validation, 4 marked test are not learnt from."
    assert told.count(said) == 1
    assert not any("is not used" in line for line in told)
    if from_scratch:
        assert {"plot", "cast", "song"} <= set(load(str(tmp_path / "made")).vocabulary.words)
        assert not {"scene", "hero", "ending", "joke"} & set(load(str(tmp_path / "made")).vocabulary.words)
    (stage,) = json.loads((tmp_path / "made" / "training.json").read_text())["stages"]
    entries = [*stage["train"], *stage["validation"]]
    assert [(entry["name"], entry["part"]) for entry in entries] == [("marked.csv", "train"), ("marked.csv", "dev")]
    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root), str(tmp_path / "again"))
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))
    assert (again["examples"], again["metrics"]) == (made["examples"], made["metrics"])


def test_beside_a_validation_file_marked_rows_are_left_alone(root: Path, tmp_path: Path) -> None:
    (root / "marked.csv").write_text(MARKED)
    (root / "other.csv").write_text(OTHER)
    told: list[str] = []
    summary = train(
        str(root / "marked.csv"),
        validation=str(root / "other.csv"),
        architecture="textcnn",
        from_scratch=True,
        out=str(tmp_path / "made"),
        epochs=1,
        on_progress=told.append,
    )
    assert summary["examples"] == {"train": 6, "validation": 4}
    assert "Column 3 (split) sets rows apart: 8 rows marked dev or test are not learnt from." in told
    (stage,) = json.loads((tmp_path / "made" / "training.json").read_text())["stages"]
    assert stage["train"][0]["part"] == "train"
    assert (stage["validation"][0]["name"], "part" in stage["validation"][0]) == ("other.csv", False)
    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root), str(tmp_path / "again"))
    assert again["examples"] == summary["examples"]
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))


def test_marked_rows_that_show_nothing_give_way_to_a_share(root: Path, tmp_path: Path) -> None:
    one_label = "".join(line for line in MARKED.splitlines(keepends=True) if not line.endswith("negative,Dev\n"))
    (root / "marked.csv").write_text(one_label)
    told: list[str] = []
    summary = train(
        str(root / "marked.csv"),
        architecture="textcnn",
        from_scratch=True,
        out=str(tmp_path / "made"),
        epochs=1,
        on_progress=told.append,
    )
    assert summary["examples"] == {"train": 4, "validation": 2}
    assert any(line.endswith("A share of the file is used for validation instead.") for line in told)
    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root), str(tmp_path / "again"))
    assert again["examples"] == summary["examples"]
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))


@pytest.mark.slow
def test_the_recipe_of_the_page_on_a_marked_file_makes_the_same_weights_again(root: Path, tmp_path: Path) -> None:
    (root / "marked.csv").write_text(MARKED)
    files = read_file(MARKED.encode(), "marked.csv", 1)
    assert files.validation is not None
    learnt, held = files.validation.result.training, files.validation.result.examples
    plan = replace(suggest(learnt, "textcnn"), epochs=2)
    made = tmp_path / "made"
    tune_and_save(learnt, held, plan, made, {}, lambda line: None)
    digest = files.validation.sheet.sha256
    named = f"Data: marked.csv (rows for train, sha256 {digest}), marked.csv (rows for dev, sha256 {digest})."
    assert named in (made / "README.md").read_text("utf-8")
    run_recipe(str(made / "training.json"), str(root), str(tmp_path / "again"))
    assert equal(weights(made), weights(tmp_path / "again"))


@pytest.mark.slow
@pytest.mark.parametrize("from_scratch", [True, False])
def test_texts_of_the_validation_file_are_not_learnt_from(from_scratch: bool, root: Path, tmp_path: Path) -> None:
    shared = f"{POSITIVE[0].upper()},positive\n  {NEGATIVE[1]},negative\n"  # but for case and spaces
    (root / "films" / "other.csv").write_text(OTHER + shared)
    told: list[str] = []
    made = str(tmp_path / "made")
    summary = train(
        str(root / "films" / "train.csv"),
        architecture="textcnn",
        from_scratch=from_scratch,
        validation=str(root / "films" / "other.csv"),
        epochs=1,
        out=made,
        on_progress=told.append,
    )
    assert summary["examples"] == {"train": 10, "validation": 6}
    assert summary["dropped"]["in validation"] == 2
    assert any("of train.csv hold texts of other.csv too and are left out." in line for line in told), told
    again = run_recipe(f"{made}/training.json", str(root / "films"), str(tmp_path / "again"))
    assert again["examples"] == summary["examples"]
    assert equal(weights(made), weights(tmp_path / "again"))


def test_the_same_seed_trains_the_same_model_and_another_seed_another(root: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train(
            str(root / "films" / "train.csv"),
            architecture="lstm",
            from_scratch=True,
            out=str(tmp_path / name),
            epochs=1,
            seed=seed,
        )
    a, b, c = (weights(tmp_path / name) for name in "abc")
    assert equal(a, b)
    assert not equal(a, c)


def test_the_summary_names_a_folder_that_can_be_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for out, expected in ((None, "./runs/train-rnn"), ("here", "./here"), ("./there", "./there")):
        summary = train(str(root / "films" / "train.csv"), architecture="rnn", from_scratch=True, out=out, epochs=1)
        assert summary["checkpoint"] == expected
        assert load(summary["checkpoint"]).task == "sentiment"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"architecture": "gru"}, "There is no architecture 'gru'. Choose one of: rnn, lstm, textcnn, transformer."),
        (
            {"source": "sentiment-rnn"},
            "A model starts from the shipped checkpoint of an architecture, from random weights of one, or from a "
            "checkpoint. Give an architecture, or an architecture and from_scratch, or a source.",
        ),
        (
            {"vector_file": "vectors.txt"},
            "Word vectors are what a model without a source starts from. Say that it starts from scratch.",
        ),
        (
            {"architecture": None, "source": "./no"},
            "There is no checkpoint in the folder './no': it has no config.json. Name a folder that “train --out” has "
            "written.",
        ),
        (
            {"architecture": None, "source": "pos-rnn"},
            "pos-rnn has the architecture rnn and does the task pos. The new model is to be rnn for sentiment. "
            "Choose a checkpoint of that kind.",
        ),
        ({"task": "weather"}, "There is no task 'weather'. Choose one of: sentiment, pos."),
        ({"epochs": 0}, "The setting epochs is 0. Allowed is a whole number from 1 to 1000. Change it."),
        ({"seed": -1}, "The seed is -1. It has to be a whole number from 0 to 2,147,483,647. Change it."),
        ({"seed": 2**70}, f"The seed is {2**70}. It has to be a whole number from 0 to 2,147,483,647. Change it."),
    ],
)
def test_what_train_cannot_do_is_said(change: dict[str, Any], message: str, root: Path, tmp_path: Path) -> None:
    given: dict[str, Any] = {"architecture": "rnn", "out": str(tmp_path / "made"), **change}
    with pytest.raises(PlaygroundError) as refused:
        train(str(root / "films" / "train.csv"), **given)
    assert str(refused.value) == message
    assert not (tmp_path / "made").exists()


def test_training_tells_what_was_assumed_of_a_file_and_what_is_odd_about_it(root: Path, tmp_path: Path) -> None:
    rows = TABLE.removeprefix("text,label\n").replace('"', "").replace(",", ";")
    odd = "".join(row.replace(";", ",", row.count(";") - 1) + "\n" for row in rows.splitlines())
    (root / "films" / "odd.csv").write_text(odd + "A GOOD  film;positive\n;negative\n")
    told: list[str] = []
    path = str(root / "films" / "odd.csv")
    train(
        path, architecture="textcnn", from_scratch=True, epochs=1, out=str(tmp_path / "made"), on_progress=told.append
    )
    assert told[:5] == [
        "The columns are separated by semicolons.",
        "The first row is data, not names of columns.",
        "Column 1 is the text, column 2 the label.",
        "Row 14 of odd.csv has no text and is left out.",
        "Row 13 of odd.csv holds a text that stood before. It stays, on the same side of the split as the first.",
    ]


def test_a_validation_file_may_have_tags_that_the_examples_lack(root: Path, tmp_path: Path) -> None:
    (root / "held.conllu").write_text(
        "".join(
            f"{at}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_\n"
            for at, (word, tag) in enumerate([("Oh", "INTJ"), (",", "PUNCT"), ("two", "NUM"), ("dogs", "NOUN")], 1)
        )
        + "\n"
    )
    told: list[str] = []
    summary = train(
        str(root / "sentences.conllu"),
        "pos",
        architecture="rnn",
        from_scratch=True,
        epochs=1,
        validation=str(root / "held.conllu"),
        out=str(tmp_path / "made"),
        on_progress=told.append,
    )
    assert summary["examples"]["validation"] == 1
    assert "held.conllu, for validation:" in told
    assert "held.conllu has labels of which nothing is left to learn from: INTJ, NUM." in told


@pytest.mark.slow
def test_a_file_larger_than_the_page_takes_is_learnt_from(root: Path, tmp_path: Path) -> None:
    lines = "".join(
        f"{'so good' if at % 2 else 'so bad'} number {at},{'pos' if at % 2 else 'neg'}\n" for at in range(60_000)
    )
    (root / "large.csv").write_text("text,label\n" + lines)
    with pytest.raises(BadInput, match=r"At most 50,000 are read\."):
        inspect(root / "large.csv", bounds=PAGE)
    summary = train(
        str(root / "large.csv"), architecture="textcnn", from_scratch=True, epochs=1, out=str(tmp_path / "made")
    )
    assert summary["examples"] == {"train": 48_000, "validation": 12_000}
    assert summary["metrics"]["accuracy"] > 0.99


@pytest.mark.parametrize("from_scratch", [True, False])
def test_labels_that_cannot_be_learnt_are_refused(from_scratch: bool, root: Path, tmp_path: Path) -> None:
    films = root / "films"
    (films / "one.csv").write_text(
        "text,label\n" + "".join(f"{text},positive\n" for text in POSITIVE if "," not in text)
    )
    (films / "held.csv").write_text(OTHER + "so so,mixed\n")
    options: dict[str, Any] = {"architecture": "textcnn", "from_scratch": from_scratch, "out": str(tmp_path / "made")}
    with pytest.raises(BadInput) as one:
        train(str(films / "one.csv"), **options)
    assert str(one.value) == (
        "All of one.csv has the label 'positive'. At least two labels are needed to learn a difference. Choose another "
        "label column, or add examples."
    )
    (films / "same.csv").write_text("text,label\nwarm enough,positive\nnever dull,positive\n")
    with pytest.raises(BadInput) as one:
        train(str(films / "train.csv"), validation=str(films / "same.csv"), **options)
    assert str(one.value) == (
        "All of same.csv has the label 'positive', so it does not show whether labels are told apart. Give another "
        "validation file."
    )
    assert one.value.key in chinese.ERRORS
    with pytest.raises(BadInput) as strange:
        train(str(films / "train.csv"), validation=str(films / "held.csv"), **options)
    assert str(strange.value) == (
        "held.csv has labels that the file to learn from does not have: mixed. Rename them, or give another validation "
        "file."
    )
    assert not (tmp_path / "made").exists()


def test_a_file_that_was_read_is_the_file_that_the_recipe_names(root: Path, tmp_path: Path) -> None:
    path = root / "films" / "train.csv"
    train(str(path), architecture="textcnn", from_scratch=True, out=str(tmp_path / "made"), epochs=1)
    (stage,) = json.loads((tmp_path / "made" / "training.json").read_text())["stages"]
    assert stage["train"] == [{"name": "train.csv", "sha256": read(path, "sentiment").sha256}]
    assert stage["seed"] == 0


# ---- texts that are split into words already


SPLIT = "text,label\n" + "\n".join(
    f"{thing} {degree} {word} 。,{label}"
    for thing in ("这部 电影", "酒店 的 房间", "这本 小说")
    for degree in ("非常", "真的", "确实")
    for word, label in (("好看", "好"), ("舒服", "好"), ("失望", "差"), ("难看", "差"))
)
VECTORS = "电影 1 0 0\n好看 0 1 0\n失望 0 -1 0\n难看 0 -1 1\n舒服 0 1 1\n"


def test_words_of_a_split_file_are_kept_through_training_saving_and_asking(root: Path, tmp_path: Path) -> None:
    (root / "split.csv").write_text(SPLIT, "utf-8")
    (root / "words.txt").write_text(VECTORS, "utf-8")
    made = str(tmp_path / "made")
    given = {"architecture": "textcnn", "from_scratch": True, "epochs": 2, "out": made, "pretokenized": True}
    train(str(root / "split.csv"), vector_file=str(root / "words.txt"), **given)  # type: ignore[arg-type]
    checkpoint = load(made)
    assert json.loads((Path(made) / "config.json").read_text("utf-8"))["tokenisation"] == "spaces"
    assert checkpoint.vocabulary.knows("电影") and not checkpoint.vocabulary.knows("影")
    asked = predict(checkpoint, "这部 电影 非常 好看 。")
    assert [word.text for word in asked.words] == ["这部", "电影", "非常", "好看", "。"]
    assert asked.caution is None and all(word.known for word in asked.words)
    raw = predict(checkpoint, "这部电影非常好看。")
    assert [word.text for word in raw.words] == list("这部电影非常好看。")
    assert raw.caution is not None and raw.caution.key == "not-split"
    assert [word.text for word in predict(checkpoint, "好看").words] == ["好看"], "a word that it knows is one"
    run_recipe(f"{made}/training.json", str(root), made + "-again")
    assert equal(weights(made), weights(made + "-again"))
    assert load(made + "#untrained").divide("这部 电影")[1].text == "电影"


def test_a_split_chinese_file_starts_from_nothing_that_reads_characters(root: Path, tmp_path: Path) -> None:
    (root / "split.csv").write_text(SPLIT, "utf-8")
    lines: list[str] = []
    made = str(tmp_path / "made")
    train(
        str(root / "split.csv"), architecture="textcnn", epochs=1, out=made, pretokenized=True, on_progress=lines.append
    )
    assert any("reads Chinese character by character, so nothing of it is of use here" in line for line in lines)
    assert load(made).config.tokenisation == "spaces"
    again = str(tmp_path / "again")
    with pytest.raises(PlaygroundError, match=r"reads words that are split by spaces.*--pretok"):
        train(str(root / "split.csv"), source=made, epochs=1, out=again)
    train(str(root / "split.csv"), source=made, epochs=1, out=again, pretokenized=True)
    assert load(again).config.tokenisation == "spaces"
    stage = json.loads((Path(again) / "training.json").read_text("utf-8"))["stages"][0]
    assert stage["train"][0]["pretokenized"] is True


def test_vectors_of_words_are_of_no_use_where_characters_are_read(root: Path, tmp_path: Path) -> None:
    (root / "split.csv").write_text(SPLIT, "utf-8")
    (root / "words.txt").write_text(VECTORS, "utf-8")
    with pytest.raises(BadInput, match=r"Chinese text is read character by character.*say --pretokenized"):
        train(
            str(root / "split.csv"), architecture="textcnn", from_scratch=True, epochs=1, out=str(tmp_path / "made"),
            vector_file=str(root / "words.txt"),
        )  # fmt: skip


def test_with_other_seeds_the_same_examples_are_learnt_again_and_only_scores_are_kept(
    root: Path, tmp_path: Path
) -> None:
    options: dict[str, Any] = {"architecture": "textcnn", "from_scratch": True, "epochs": 2}
    given = str(root / "films" / "train.csv")
    found = train(given, **options, out=str(tmp_path / "mine"), seeds=(1, 2))
    alone = train(given, **options, out=str(tmp_path / "alone"))
    assert [run["seed"] for run in found["seeds"]] == [0, 1, 2]
    assert found["seeds"][0]["metrics"]["validation"] == found["metrics"] == alone["metrics"]
    assert all(0 <= run["metrics"]["validation"]["accuracy"] <= 1 for run in found["seeds"])
    assert sorted(path.parent.name for path in tmp_path.glob("*/config.json")) == ["alone", "mine"]
    with pytest.raises(BadInput, match="seed"):
        train(given, **options, out=str(tmp_path / "more"), seeds=(-1,))
