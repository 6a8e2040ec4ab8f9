"""Models whose answer is known by hand."""

import torch
from torch import Tensor

from playground.checkpoints import Checkpoint
from playground.models import Config, Model
from playground.models.base import Encoder
from playground.tasks import TASKS
from playground.text import Vocabulary

WORDS = Vocabulary(["good", "bad", "film", "dull", "the", "a", "fine", "dog", "not", "is", ",", "."])
WORTH = {"good": 2.0, "bad": -2.0, "film": 0.1, "dull": -1.0, "the": 0.05, "a": 0.0, "fine": 1.0, "dog": -0.1}


class Sum(Encoder):
    """The sum of the embedded words: a model that is linear in each of them."""

    features = 3

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        return (embedded * mask[..., None]).sum(1)


def linear(worth: dict[str, float] | None = None, outputs: int = 0) -> Checkpoint:
    """A bag of words: each word's worth speaks for `positive`, and nothing else counts."""
    config = Config("rnn", "sentiment", TASKS["sentiment"].labels, len(WORDS), size=3, outputs=outputs, max_words=512)
    model = Model(config, Sum()).eval()
    with torch.no_grad():
        model.word_embedding.weight.zero_()
        for word, value in (WORTH if worth is None else worth).items():
            model.word_embedding.weight[WORDS.ids([word])[0]] = torch.tensor([value, 1.0, -value])
        model.head.weight.copy_(torch.tensor([[1.0, 0.0, 0.0]] if outputs == 1 else [[0.0, 0.2, 0.4], [0.6, 0.2, 0.0]]))
        model.head.bias.zero_()
    return Checkpoint("linear", config, WORDS, model)
