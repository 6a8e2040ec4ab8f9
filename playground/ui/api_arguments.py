"""What a call from outside gives, checked: a value of another kind is said in a sentence, and null is nothing given."""

from collections.abc import Sequence
from typing import Any

from playground.checkpoints import admit, is_local, shipped_for
from playground.errors import BadInput, Unreachable, choose, shown
from playground.lenses.explain.methods import METHODS, with_defaults
from playground.tasks import TASKS
from playground.text import words
from playground.text_language import TEXT_LANGUAGES
from playground.ui.model_loader import MODEL_LOADER

MODELS_A_CALL = 16
WORDS_AN_ANSWER = 200_000  # of all models together: some 15 MB of JSON
FETCH_SECONDS = 5.0  # that a call waits for a model of the Hub


def whole_given(given: object) -> int | None:
    """A whole number, or None.

    Raises:
        BadInput: it is something else.
    """
    if given is not None and type(given) is not int:
        raise BadInput(
            f"The word is {shown(given)}. It has to be a whole number. Give its place in the text, counted from 0.",
            key="word-type",
            given=shown(given),
        )
    return given


def label_given(given: object) -> str | None:
    """The name of a label, or None.

    Raises:
        BadInput: it is something else.
    """
    if given is not None and not isinstance(given, str):
        raise BadInput(
            f"The target is {shown(given)}. It has to be a string. "
            "Give a label of the model, or null for any other one.",
            key="target-type",
            given=shown(given),
        )
    return given


def settings_given(method: str, given: object) -> dict[str, Any]:
    """A method's parameters as they were given; none where there is no such method, which is said later.

    Raises:
        BadInput: they are no object.
    """
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise BadInput(
            f"The parameters are {shown(given)}. They have to be an object of names and numbers. "
            'Give, for instance, {"samples": 2000}, or null for the defaults.',
            key="parameters-type",
            given=shown(given),
        )
    return with_defaults(method, given) if isinstance(method, str) and method in METHODS else {}


def reference_given(given: object) -> str:
    """The reference of one model, as soon as it can be loaded.

    Raises:
        BadInput: it is no string.
        Unreachable: it is still on its way.
    """
    if not isinstance(given, str):
        raise BadInput(
            f"The model is {'missing' if given is None else shown(given)}. It has to be a string. "
            "Give the id of one model, for instance sentiment-lstm.",
            key="model-type",
            given=shown(given),
        )
    return ready([given])[0]


def names_given(given: object) -> list[str]:
    """A list of names; none where nothing is given.

    Raises:
        BadInput: it is something else.
    """
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise BadInput(
            f"The names are {shown(given)}. They have to be a list of strings. "
            'Give, for instance, ["layer1.hidden"], or null to learn which there are.',
            key="names-type",
            given=shown(given),
        )
    return given


def references_given(task: object, models: object, text: object, language: object) -> list[str]:
    """The models that are meant: those given, else all shipped ones of the task in the text's language.

    Raises:
        BadInput: they are no list of strings, or too many.
        NotFound: there is no such task, language or model.
    """
    key = choose(TASKS, "sentiment" if task is None else task, "task").key
    if language is not None:
        choose(TEXT_LANGUAGES, language, "language")
    if models is None or models == []:
        return shipped_for(text_given(text), key, str(language) if language is not None else None)
    if not isinstance(models, list) or not all(isinstance(reference, str) for reference in models):
        raise BadInput(
            f"The models are {shown(models)}. They have to be a list of strings. "
            'Give, for instance, ["sentiment-lstm"], or null for all models of the task.',
            key="models-type",
            given=shown(models),
        )
    if len(models) > MODELS_A_CALL:
        raise BadInput(
            f"{len(models):,} models are asked for. At most {MODELS_A_CALL} are asked at a time. Ask for fewer.",
            key="models-many",
            given=len(models),
            allowed=MODELS_A_CALL,
        )
    return ready(list(dict.fromkeys(models)))  # what is asked twice is answered once


def check_small_enough(text: str, models: int) -> None:
    """Return where the answer can be sent; it lists every word once a model. Found out before any model is asked.

    Raises:
        BadInput: it would be too long.
    """
    count = len(words(text))
    if count * models > WORDS_AN_ANSWER:
        raise BadInput(
            f"The text has {count:,} words, and {models} models are asked. Words × models may be "
            f"{WORDS_AN_ANSWER:,} at most. Ask fewer models, shorten the text, or use the command line, which has no "
            "such bound: python -m playground predict --file FILE --json.",
            key="predict-words",
            given=count,
            models=models,
            allowed=WORDS_AN_ANSWER,
        )


def ready(references: Sequence[str]) -> list[str]:
    """The references, as soon as they can be loaded; what has to come from the Hub is fetched in the background, and
    waited for briefly.

    Raises:
        Unreachable: one is still on its way.
    """
    away = [reference for reference in map(admit, references) if not is_local(reference)]
    MODEL_LOADER.load_all(away, FETCH_SECONDS, _on_its_way)
    return list(references)


def _on_its_way(reference: str) -> Unreachable:
    return Unreachable(
        f"{reference} is being fetched from the Hub. Ask again in a moment.", key="hub-on-its-way", given=reference
    )


def text_given(given: object) -> str:
    """A text.

    Raises:
        BadInput: it is missing, or something else.
    """
    if not isinstance(given, str):
        raise BadInput(
            f"The text is {'missing' if given is None else shown(given)}. It has to be a string. "
            "Give the words as one piece of text.",
            key="text-type",
            given=shown(given),
        )
    return given
