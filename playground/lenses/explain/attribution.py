"""How much does each word add to one logit? The arithmetic of the methods; `explain.py` says what each is called.

Every method asks the same thing, a `Logit`: one number as a function of the embedded words of one text. DeepLift is
Captum's. The sampled methods are written out here, because Captum draws from the process's generators (two people who
explain at once would change each other's answer), and because its KernelSHAP and LIME need scikit-learn for a
regression that NumPy does in a line; integrated gradients, because Captum spreads its points evenly, and a recurrent
network's logit can jump within a millionth of the way. The tests hold the methods against Captum's and against values
worked out by hand.
"""

from __future__ import annotations

import copy
import math
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from playground.errors import NotApplicable
from playground.lenses.explain.logit import Logit, without_cudnn
from playground.models import Model

CLOSE_ENOUGH = 0.02  # of the difference, by which the sum of integrated gradients may be off
ROUNDING = 1e-6  # of a logit: so much a sum may always be off, the change being nothing but rounding
FIRST_STEPS = 50  # are spread evenly, at most; the others are spent where the sum misses
MOST_STEPS = 800
STEPS_A_STRETCH = 5  # of the way; their sum is exact for polynomials of degree 9
MOST_STEPS_OF_BULK = 200  # of a model that takes a hundred times as long
CANCELLED = 1e-4  # of the gradient's length, below which its sum is nothing but rounding
KERNEL_WIDTH = 0.25  # of LIME, in cosine distance


# ---- by gradients


def saliency(logit: Logit, magnitude: bool = False) -> np.ndarray:
    """The gradient at each word: its sum, or its length.

    Source:
        Simonyan, Vedaldi, Zisserman 2014, https://arxiv.org/abs/1312.6034
    """
    gradient = logit.gradient(logit.embedded)
    if magnitude:
        return np.asarray(gradient[0, : logit.words].double().norm(dim=-1).cpu().numpy())
    return _sum(logit, gradient)


def _sum(logit: Logit, gradient: Tensor) -> np.ndarray:
    """The sum of the gradient at each word: (1, words, size) -> (words,).

    Raises:
        NotApplicable: it is zero by construction, where a model first norms each vector (as BERT does).
    """
    found = logit.sum_over_size(gradient)
    lengths = gradient[0, : logit.words].double().norm(dim=-1).cpu().numpy()
    if logit.model.bulk > 1 and lengths.any() and (np.abs(found) <= CANCELLED * lengths).all():
        raise NotApplicable(
            "The gradient adds up to zero at every word, whatever the words are: this model first norms each vector, "
            "and then nothing changes when the same is added to all its numbers. Choose input × gradient, or the "
            "gradient's magnitude.",
            key="gradient-cancels",
        )
    return found


def input_x_gradient(logit: Logit) -> np.ndarray:
    """Each word's vector times the gradient there.

    Source:
        Shrikumar et al. 2016, https://arxiv.org/abs/1605.01713
    """
    return logit.sum_over_size(logit.gradient(logit.embedded) * logit.embedded)


def integrated_gradients(logit: Logit, steps: int) -> tuple[np.ndarray, dict[str, int]]:
    """The integral of the gradient on the way from the baseline text to this one, and the `steps` that it took.

    The scores add up to the change of the logit, on every stretch of the way. The first `FIRST_STEPS`, or fewer, are
    spread evenly; then they are doubled, the new ones where the sum misses most, until there are so many as were asked
    for, and on, up to `MOST_STEPS`, until the sum is close (`sum_is_off`). An even grid would step over a jump however
    fine it is.

    Source:
        Sundararajan, Taly, Yan 2017, eq. 1, https://arxiv.org/abs/1703.01365; sums by Gauss and Legendre on stretches
        that are divided where they are worst, as in Piessens et al. 1983, QUADPACK
    """
    doublings = max(0, math.ceil(math.log2(steps / FIRST_STEPS)))
    first = math.ceil(steps / 2**doublings)
    parts = [len(part) for part in np.array_split(np.arange(first), max(2, first // STEPS_A_STRETCH))]
    way = _Path(logit, 0.0, 1.0, parts, first)
    change = logit.value(logit.embedded) - logit.value(logit.baseline)
    taken, most = first, _most_steps(logit)
    while taken < steps or (sum_is_off(float(way.scores.sum()), change) and 2 * taken <= most):
        for turn in range(taken // first):
            way.divide_worst(parts, taken + turn * first)
        taken *= 2
    return way.scores.sum(0), {"steps": taken}


def sum_is_off(total: float, change: float) -> bool:
    """Whether the sum of the scores is not the change of the logit, within `CLOSE_ENOUGH` of it."""
    return abs(total - change) > max(CLOSE_ENOUGH * abs(change), ROUNDING)


def _most_steps(logit: Logit) -> int:
    return MOST_STEPS if logit.model.bulk == 1 else MOST_STEPS_OF_BULK


_rule = lru_cache(np.polynomial.legendre.leggauss)  # places from -1 to 1 and their weights


class _Path:
    """Stretches of the way from the baseline to the text, with the scores and the change of the logit on each.

    Attributes:
        edges: (stretches + 1,), shares of the way.
        scores: (stretches, words) float64.
    """

    def __init__(self, logit: Logit, low: float, high: float, parts: list[int], done: int) -> None:
        self.logit = logit
        self.edges = np.linspace(low, high, len(parts) + 1)
        self.scores = self._integral(parts, done)
        self._heights: np.ndarray | None = None  # of the logit at the edges

    def _integral(self, parts: list[int], done: int) -> np.ndarray:
        """Of each stretch, from so many points of it; (stretches, words)."""
        rules = [_rule(count) for count in parts]
        lengths = np.diff(self.edges)
        places = [low + length * (at + 1) / 2 for low, length, (at, _) in zip(self.edges, lengths, rules, strict=False)]
        weights = [length * weight / 2 for length, (_, weight) in zip(lengths, rules, strict=True)]
        slopes = np.concatenate(weights)[:, None] * self.logit.path_gradients(
            np.concatenate(places), done, _most_steps(self.logit)
        )
        return np.add.reduceat(slopes, np.concatenate([[0], np.cumsum(parts)[:-1]]), axis=0)

    @property
    def errors(self) -> np.ndarray:
        """By how much each stretch's scores miss the change of the logit on it, (stretches,)."""
        if self._heights is None:
            self._heights = self.logit.on_path(self.edges)
        return np.asarray(np.abs(self.scores.sum(1) - np.diff(self._heights)))

    def divide_worst(self, parts: list[int], done: int) -> None:
        """Put several stretches in place of the one that misses most."""
        at = int(self.errors.argmax())
        finer = _Path(self.logit, self.edges[at], self.edges[at + 1], parts, done)
        inner = self.logit.on_path(finer.edges[1:-1])
        assert self._heights is not None
        self._heights = np.insert(self._heights, at + 1, inner)
        self.edges = np.insert(self.edges, at + 1, finer.edges[1:-1])
        self.scores = np.concatenate([self.scores[:at], finer.scores, self.scores[at + 1 :]])


def smooth_grad(logit: Logit, samples: int, noise: float, seed: int) -> np.ndarray:
    """The mean of the gradient at each word over noisy copies of the text.

    Source:
        Smilkov et al. 2017, https://arxiv.org/abs/1706.03825
    """
    total, deviation = torch.zeros_like(logit.embedded), logit.noise(noise)
    for count, draw in logit.samples(samples, seed):
        shape = (count, *logit.embedded.shape[1:])
        total += logit.gradient(logit.embedded + deviation * _normal(shape, draw, total)).sum(0, keepdim=True)
    return _sum(logit, total / samples)


def gradient_shap(logit: Logit, samples: int, noise: float, seed: int) -> np.ndarray:
    """The mean, over random points between the baseline and noisy copies of the text, of gradient times way.

    On average the scores add up to the change of the logit. The points are spread evenly over the way, one a stretch.

    Source:
        Erion et al. 2021, https://arxiv.org/abs/1906.10670; Lundberg, Lee 2017, https://arxiv.org/abs/1705.07874
    """
    total, deviation, done = torch.zeros_like(logit.embedded), logit.noise(noise), 0
    for count, draw in logit.samples(samples, seed):
        place = (torch.arange(done, done + count) + torch.rand(count, generator=draw)) / samples
        way = logit.embedded - logit.baseline
        way = way + deviation * _normal((count, *way.shape[1:]), draw, total)  # (count, words, size)
        points = logit.baseline + place.to(total)[:, None, None] * way
        total += (logit.gradient(points) * way).sum(0, keepdim=True)
        done += count
    return logit.sum_over_size(total / samples)


def _normal(shape: tuple[int, ...], draw: torch.Generator, like: Tensor) -> Tensor:
    return torch.randn(shape, generator=draw).to(like)


def deep_lift(logit: Logit) -> np.ndarray:
    """Differences from the baseline, handed back through each ReLU in proportion (the rescale rule).

    Captum needs hooks for it: they are put on a copy, which shares nothing with the model but its weights. Where a text
    is shorter than the widest filter, the maximum over empty places can take a share of the credit; the gap says so.

    Source:
        Shrikumar, Greenside, Kundaje 2017, https://arxiv.org/abs/1704.02685
    """
    from captum.attr import DeepLift

    weights: dict[int, object] = {id(weight): weight for weight in logit.model.parameters()}
    module = _LogitModule(logit, copy.deepcopy(logit.model, weights))
    with torch.enable_grad(), without_cudnn(logit.embedded.device):
        found = DeepLift(module).attribute(logit.embedded.clone().requires_grad_(), baselines=logit.baseline)
    return logit.sum_over_size(found.detach())


class _LogitModule(nn.Module):
    """A logit as a module of its own."""

    def __init__(self, logit: Logit, model: Model) -> None:
        super().__init__()
        self.logit = logit
        self.model = model

    def forward(self, embedded: Tensor) -> Tensor:
        return self.logit.of_model(self.model, embedded)


# ---- by taking words away


def occlusion(logit: Logit, window: int) -> np.ndarray:
    """By how much the logit falls when neighbouring words are taken away together; a word gets the mean of its windows.

    Source:
        Zeiler, Fergus 2014, https://arxiv.org/abs/1311.2901
    """
    words = logit.words
    window = min(window, words)
    starts, places = np.arange(words - window + 1)[:, None], np.arange(words)
    inside = (places >= starts) & (places < starts + window)  # (windows, words)
    falls = logit.value(logit.embedded) - logit.with_words_kept(~inside)
    return np.asarray((falls @ inside) / inside.sum(0))


def feature_ablation(logit: Logit) -> np.ndarray:
    """By how much the logit falls when one word is taken away.

    Source:
        Li, Monroe, Jurafsky 2016, https://arxiv.org/abs/1612.08220
    """
    return np.asarray(logit.value(logit.embedded) - logit.with_words_kept(~np.eye(logit.words, dtype=bool)))


def shapley_value_sampling(
    logit: Logit, permutations: int, seed: int
) -> tuple[np.ndarray, dict[str, int | bool | None]]:
    """What each word adds when the words come one after the other, averaged over orders, each also turned round.

    Exact, which the parameters then say, where all subsets of the words are fewer than the passes that the orders would
    take.

    Source:
        Castro, Gómez, Tejada 2009, https://doi.org/10.1016/j.cor.2008.04.004
    """
    words = logit.words
    if 2**words <= permutations * (words + 1):
        return exact_shapley(logit), {"permutations": None, "seed": None, "exact": True}
    draw = np.random.default_rng(seed)
    half = [draw.permutation(words) for _ in range((permutations + 1) // 2)]
    orders = np.array([one for order in half for one in (order, order[::-1])][:permutations])
    ranks = np.argsort(orders, axis=1)  # when each word comes
    kept = ranks[:, None, :] < np.arange(1, words)[None, :, None]  # (permutations, words - 1, words)
    between = logit.with_words_kept(kept.reshape(-1, words)).reshape(permutations, words - 1)
    ends = np.ones((permutations, 1))
    steps = np.hstack(
        [logit.value(logit.baseline) * ends, between, logit.value(logit.embedded) * ends],
    )
    return np.asarray(np.take_along_axis(np.diff(steps, axis=1), ranks, axis=1).mean(0)), {}


def exact_shapley(logit: Logit) -> np.ndarray:
    """The Shapley value of each word, from the logit of every subset of the words.

    Source:
        Shapley 1953, https://doi.org/10.1515/9781400881970-018
    """
    words = logit.words
    subsets = np.arange(2**words)
    there = (subsets[:, None] >> np.arange(words)) & 1 == 1  # (subsets, words)
    values, sizes = logit.with_words_kept(there), there.sum(1)
    weights = np.array([1 / (words * math.comb(words - 1, size)) for size in range(words)])
    scores = np.empty(words)
    for word in range(words):
        without = subsets[~there[:, word]]
        scores[word] = weights[sizes[without]] @ (values[without + (1 << word)] - values[without])
    return scores


def kernel_shap(logit: Logit, samples: int, seed: int) -> tuple[np.ndarray, dict[str, int | bool | None]]:
    """Shapley values as the weighted regression of the logit on which words are there; each subset with its complement.

    The scores add up to the change of the logit by construction. At least twice as many samples as words are taken.
    Exact where all subsets are fewer than the samples. The parameters say how many were taken, or that it is exact.

    Source:
        Lundberg, Lee 2017, https://arxiv.org/abs/1705.07874; Covert, Lee 2021, https://arxiv.org/abs/2012.01536
    """
    words = logit.words
    if 2**words <= samples:
        return exact_shapley(logit), {"samples": None, "seed": None, "exact": True}
    draw = np.random.default_rng(seed)
    sizes = np.arange(1, words)
    likely = 1 / (sizes * (words - sizes))
    count = (max(samples, 2 * words) + 1) // 2
    drawn = draw.choice(sizes, count, p=likely / likely.sum())
    first = draw.random((count, words)).argsort(1).argsort(1) < drawn[:, None]
    there = np.concatenate([first, ~first])
    nothing, change = logit.value(logit.baseline), logit.value(logit.embedded) - logit.value(logit.baseline)
    # The last word's score is what the others leave of the change, so that the sum holds.
    last = there[:, -1:].astype(float)
    others, *_ = np.linalg.lstsq(
        there[:, :-1] - last, logit.with_words_kept(there) - nothing - change * last[:, 0], rcond=None
    )
    return np.append(others, change - others.sum()), {"samples": 2 * count}


def lime(logit: Logit, samples: int, ridge: float, seed: int) -> tuple[np.ndarray, dict[str, int]]:
    """The weights of a linear model of the logit on which words are there, fitted round the whole text, and how many
    samples were taken: at least twice as many as words.

    A ridge regression, not the Lasso of other programs: that one sets every weight of an LSTM or a Transformer to zero.

    Source:
        Ribeiro, Singh, Guestrin 2016, eq. 1, https://arxiv.org/abs/1602.04938
    """
    words, draw = logit.words, np.random.default_rng(seed)
    count = max(samples, 2 * words)
    taken = draw.integers(0, words + 1, count)  # how many words are taken away
    taken[0] = 0
    there = draw.random((count, words)).argsort(1).argsort(1) >= taken[:, None]
    values = logit.with_words_kept(there)
    distance = 1 - np.sqrt(there.sum(1) / words)  # of the cosine between a subset and the whole text
    near = np.exp(-((distance / KERNEL_WIDTH) ** 2))
    near /= near.sum()
    rows = there - near @ there
    squares = (rows * near[:, None]).T @ rows + ridge * np.eye(words)
    weights = np.linalg.solve(squares, (rows * near[:, None]).T @ (values - near @ values))
    return np.asarray(weights), {"samples": count}
