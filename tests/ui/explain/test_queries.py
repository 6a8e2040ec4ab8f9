"""What Explain asks, and a visitor's options."""

from playground.checkpoints import load
from playground.lenses.predict.predict import predict
from playground.ui.explain.queries import OWN, Explanations, ViewOptions, explanations
from playground.ui.model_loader import MODEL_LOADER


def test_options_take_only_what_makes_sense() -> None:
    options = ViewOptions(target="NOUN")
    assert options.changed({"key": "word", "value": "3"}) == ViewOptions(word=3)
    assert ViewOptions(target=OWN).changed({"key": "word", "value": "3"}) == ViewOptions(target=OWN, word=3)
    assert options.changed({"key": "method", "value": "lime"}).method == "lime"
    assert options.changed({"key": "by", "value": "methods"}).by == "methods"
    senseless: tuple[object, ...] = (
        None,
        [],
        {"key": "method", "value": "magic"},
        {"key": "word", "value": "-1"},
        {"key": [], "value": "x"},
        {"key": "lime.magic", "value": "1"},
        {"key": "magic.samples", "value": "1"},
        {"key": "lime.samples", "value": "nan"},
    )
    for nonsense in senseless:
        assert options.changed(nonsense) == options


def answered(text: str, task: str, references: list[str], options: ViewOptions) -> Explanations:
    MODEL_LOADER.load(references, 60)
    asking = explanations(text, task, references, options)
    while True:
        try:
            next(asking)
        except StopIteration as finished:
            found: Explanations = finished.value
            return found


def test_one_label_is_explained_for_all_models_unless_each_model_s_own_is_asked_for(tiny: dict[str, str]) -> None:
    models = [tiny[f"sentiment-{architecture}"] for architecture in ("rnn", "lstm", "textcnn", "transformer")]
    found = answered("a good film", "sentiment", models, ViewOptions())
    assert found.shared == "positive"
    assert {row.explanation.target for row in found.rows if row.explanation} == {"positive"}
    own = answered("a good film", "sentiment", models, ViewOptions(target=OWN))
    for row in own.rows:
        assert row.explanation is not None and row.prediction is not None
        assert row.explanation.target == row.prediction.label
        assert row.explanation.margin > 0


def test_the_first_word_to_be_explained_is_one_on_which_the_models_differ(tiny: dict[str, str]) -> None:
    models = [tiny[f"pos-{architecture}"] for architecture in ("rnn", "lstm", "textcnn")]
    text = "the dog runs , the good film"
    said = [predict(load(one), text).tags or [] for one in models]
    differing = [at for at, tags in enumerate(zip(*said, strict=True)) if len(set(tags)) > 1]
    assert differing, "the tiny models have to differ somewhere"
    found = answered(text, "pos", models, ViewOptions())
    assert found.options.word == differing[0]
    assert {row.explanation.word for row in found.rows if row.explanation} == {differing[0]}
    assert answered(text, "pos", models[:1], ViewOptions()).options.word == 0
    assert answered(text, "pos", models, ViewOptions(word=5)).options.word == 5
    assert answered(text, "sentiment", [tiny["sentiment-rnn"]], ViewOptions(word=5)).options.word is None


def test_of_tags_the_one_that_most_models_give_the_word_is_explained(tiny: dict[str, str]) -> None:
    models = [tiny[f"pos-{architecture}"] for architecture in ("rnn", "lstm", "textcnn")]
    found = answered("the dog runs", "pos", models, ViewOptions(word=1))
    given = [row.prediction.tags[1] for row in found.rows if row.prediction and row.prediction.tags]
    assert given.count(found.shared) == max(given.count(one) for one in given)
    assert {row.explanation.target for row in found.rows if row.explanation} == {found.shared}
