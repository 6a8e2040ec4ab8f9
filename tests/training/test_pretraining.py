"""Guessing hidden words: that it is learnt, that a broken-off run ends as a whole one does, what is asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from playground.errors import BadInput
from playground.models import Config, Model, build
from playground.training import pretraining
from playground.training.pretraining import MaskedSettings, MaskedWordModel, pretrain_masked

SETTINGS: dict[str, Any] = {"epochs": 12, "windows_a_batch": 8, "window": 16, "others": 12, "warmup": 5}
SETTINGS |= {"learning_rate": 0.01}


def model(seed: int = 1, architecture: str = "transformer", directions: int = 2) -> Model:
    torch.manual_seed(seed)
    sizes: dict[str, Any] = {"size": 16, "hidden": 16, "heads": 2, "feedforward": 32, "max_words": 40, "dropout": 0.0}
    return build(Config(architecture, "sentiment", ("negative", "positive"), 20, directions=directions, **sizes))


def counting(texts: int = 120) -> list[np.ndarray]:
    """Texts in which each word is the one before it plus one: what is hidden can be told from its neighbours."""
    random = np.random.default_rng(0)
    return [2 + (random.integers(18) + np.arange(16)) % 18 for _ in range(texts)]


def weights(one: Model) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in one.state_dict().items()}


@pytest.mark.parametrize(("architecture", "directions"), [("transformer", 1), ("lstm", 2), ("rnn", 2), ("rnn", 1)])
@pytest.mark.slow
def test_words_are_told_from_their_neighbours(architecture: str, directions: int) -> None:
    reader = model(architecture=architecture, directions=directions)
    before = weights(reader)
    share = pretrain_masked(reader, counting(600), MaskedSettings(**SETTINGS), 3)
    assert share > 0.4, "one in eighteen by chance"
    assert not torch.equal(before["word_embedding.weight"], reader.word_embedding.weight)
    assert torch.equal(before["head.weight"], reader.head.weight), "nobody has asked for an opinion yet"
    assert not reader.training


@pytest.mark.slow
def test_the_same_seed_gives_the_same_weights_also_after_a_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pretraining, "STEPS_A_REPORT", 7)
    monkeypatch.setattr(pretraining, "STEPS_A_LINE", 1)
    settings = MaskedSettings(**SETTINGS)
    whole, broken = model(), model()
    pretrain_masked(whole, counting(), settings, 3)

    def stopped(line: str) -> None:
        if "step 30 of" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pretrain_masked(broken, counting(), settings, 3, tmp_path, stopped)
    told: list[str] = []
    again = model(seed=8)  # whose weights are those that were kept, not its own
    again.head.load_state_dict(broken.head.state_dict())
    pretrain_masked(again, counting(), settings, 3, tmp_path, told.append)
    assert told[0].endswith("28 of them done")
    for name, value in whole.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
    other = model()
    pretrain_masked(other, counting(), settings, 4)
    assert not torch.equal(other.word_embedding.weight, whole.word_embedding.weight)


@pytest.mark.parametrize("architecture", ["rnn", "lstm"])
def test_a_recurrent_encoder_guesses_a_word_without_having_read_it(architecture: str) -> None:
    reader, ids = model(architecture=architecture), torch.tensor([[4, 9, 13, 6, 0], [5, 7, 3, 8, 11]])
    mask = ids > 0
    guesser = MaskedWordModel(reader, torch.ones(20))
    hidden, asked = torch.zeros_like(mask), torch.zeros_like(mask)
    asked[:, 2] = True
    first = guesser(ids, hidden, mask, asked)
    ids[:, 2] = torch.tensor([15, 2])
    assert torch.equal(guesser(ids, hidden, mask, asked), first), "the word itself makes no difference"
    for other in (1, 3):
        changed = ids.clone()
        changed[:, other] = 17
        assert not torch.isclose(guesser(changed, hidden, mask, asked), first).all(1).any(), "each side does"


def test_windows_hold_every_word_of_long_texts_once_and_short_texts_whole() -> None:
    texts = [np.arange(3), np.arange(0), np.arange(100, 141), np.arange(200, 220)]
    flat, windows = pretraining._windows(texts, 16)
    found = [flat[begin:end].tolist() for begin, end in windows]
    assert found == [
        [0, 1, 2],
        list(range(100, 116)),
        list(range(116, 132)),
        list(range(132, 141)),
        list(range(200, 216)),
    ]  # fmt: skip - the last four words of the last text are less than half a window


def test_the_right_word_is_scored_among_the_drawn_ones_as_among_all() -> None:
    """With so many words drawn, the sampled loss comes to that over all words."""
    guesser = MaskedWordModel(model(), torch.arange(20))
    guessed, right = torch.randn(6, 16, generator=torch.Generator().manual_seed(2)), torch.tensor([2, 5, 9, 14, 19, 7])
    exact = torch.nn.functional.cross_entropy(guesser.scores(guessed), right)
    sampled = [guesser.loss(guessed, right, 20_000, torch.Generator().manual_seed(seed)) for seed in range(20)]
    assert torch.stack(sampled).mean().item() == pytest.approx(exact.item(), rel=0.02)


def test_too_little_text_is_said() -> None:
    with pytest.raises(BadInput, match=r"There are 5 windows of 16 words .* At least 16 are needed"):
        pretrain_masked(model(), counting(5), MaskedSettings(**SETTINGS), 3)
