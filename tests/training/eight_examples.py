"""Eight examples of each task, small models, and a whole training in one call."""

from playground.data.examples import Examples
from playground.models import Model
from playground.tasks import TASKS
from playground.training.encoding import Encoded, encode_examples
from playground.training.settings import Settings
from tests.tiny import VOCABULARY

REVIEWS = [
    "a good film",
    "not bad .",
    "it 's good",
    "the good dog , a film",
    "a bad film",
    "not good",
    "bad",
    "it 's n't good",
]
TAGS = {
    "a": "DET", "the": "DET", "good": "ADJ", "bad": "ADJ", "film": "NOUN", "dog": "NOUN", "not": "PART", "n't": "PART",
    "it": "PRON", "'s": "AUX", ",": "PUNCT", ".": "PUNCT",
}  # fmt: skip
FAST = Settings(epochs=60, learning_rate=2e-2, weight_decay=0.0, warmup=0.05, texts_a_batch=4, patience=60)


def examples(task: str, texts: list[str] = REVIEWS) -> Examples:
    words = tuple(tuple(text.split()) for text in texts)
    if TASKS[task].per_word:
        return Examples(
            task, tuple(texts), words, tuple(tuple(TAGS[w] for w in one) for one in words), "eight", "0" * 64
        )
    labels = tuple("positive" if number < 4 else "negative" for number in range(len(texts)))
    return Examples(task, tuple(texts), None, labels, "eight", "0" * 64)


def encoded(model: Model, texts: list[str] = REVIEWS) -> Encoded:
    return encode_examples(model.config, VOCABULARY, examples(model.config.task, texts))
