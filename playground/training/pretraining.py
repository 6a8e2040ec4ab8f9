"""What a recipe learns from text without labels, before it sees a label: word vectors, and an encoder that reads.

Skip-gram with negative sampling comes from gensim, which only recipes need: it is in requirements-dev.txt, not in what
a Space installs. `pretrain_masked` teaches an encoder to guess words that it cannot see, so that it knows the language,
and its embeddings too, before it is asked for an opinion: a Transformer by hiding them, an RNN or LSTM by asking what
stood between what it had read from the left and from the right. Nothing here knows about checkpoints.
"""

import math
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.errors import BadInput
from playground.models import Model
from playground.text import UNKNOWN, normalise, words
from playground.training.fit import exploded_error
from playground.training.resumable import TrainingState

VALIDATION_WINDOWS = 256  # that are not learnt from: how well hidden words are guessed is measured on them
STEPS_A_LINE = 100  # of the progress
STEPS_A_REPORT = 500  # after so many the state is kept and the guesses are measured


@dataclass(frozen=True)
class VectorSettings:
    """How word vectors are learnt."""

    size: int = 100
    window: int = 5  # words to either side
    epochs: int = 5
    minimum_count: int = 5
    negative: int = 5  # noise words drawn for each true neighbour
    sample: float = 1e-4  # frequent words are skipped above this share


def word_vectors(
    texts: Iterable[str], settings: VectorSettings, seed: int, on_progress: Callable[[str], None] = lambda line: None
) -> tuple[list[str], np.ndarray]:
    """Normalised words, most frequent first, and their skip-gram vectors, (words, size) float32.

    With two worker threads, as here, two runs differ slightly.

    Raises:
        BadInput: gensim is not installed.
    Source:
        Mikolov et al. 2013, https://arxiv.org/abs/1310.4546
    """
    try:
        from gensim.models import Word2Vec
    except ImportError:
        raise BadInput(
            "This recipe learns word vectors, which needs gensim. It is not installed. "
            "Run “pip install -r requirements-dev.txt”, then try again.",
            key="gensim-missing",
        ) from None

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        count = 0
        with corpus.open("w", encoding="utf-8") as lines:
            for text in texts:
                tokens = [normalise(word.text) for word in words(text)]
                count += len(tokens)
                lines.write(" ".join(tokens) + "\n")
        on_progress(f"vectors: {count:,} words read")
        model = Word2Vec(
            corpus_file=str(corpus),
            sg=1,
            vector_size=settings.size,
            window=settings.window,
            epochs=settings.epochs,
            min_count=settings.minimum_count,
            negative=settings.negative,
            sample=settings.sample,
            seed=seed,
            workers=2,
        )
    on_progress(f"vectors: {len(model.wv.index_to_key):,} words have a vector of {settings.size} numbers")
    return list(model.wv.index_to_key), np.asarray(model.wv.vectors, dtype=np.float32)


# --- hidden words --------------------------------------------------------------------------------


@dataclass(frozen=True)
class MaskedSettings:
    """How an encoder learns to guess words that it cannot see."""

    epochs: int
    learning_rate: float = 1e-3  # at its highest: it rises for `warmup` steps, then falls in a line
    warmup: int = 400  # steps
    weight_decay: float = 0.01
    clip: float = 1.0  # norm of the gradient
    window: int = 128  # words of a text that are read at once
    windows_a_batch: int = 48
    asked: float = 0.15  # share of the words that are to be guessed
    hidden: float = 0.8  # Transformer: share of those that are hidden; half of the others are replaced by any word
    wandering: float = 0.7  # Transformer: share of the batches whose first word stands at any position
    others: int = 4_096  # words of which the right one has to be told from; drawn anew for each batch

    def __post_init__(self) -> None:
        whole = {"epochs": 1_000, "window": 4_096, "windows_a_batch": 100_000, "others": 500_000}
        if any(not 1 <= getattr(self, name) <= most for name, most in whole.items()):
            raise ValueError(f"one of {', '.join(whole)}")
        if not 0 < self.asked <= 1 or not 0 <= self.hidden <= 1 or not 0 <= self.wandering <= 1 or self.warmup < 0:
            raise ValueError("a share, or warmup")
        if not 0 < self.learning_rate <= 10 or not 0 <= self.weight_decay <= 10 or not self.clip > 0:
            raise ValueError("learning_rate, weight_decay or clip")


class MaskedWordModel(nn.Module):
    """A model's embedding and encoder, and what turns the state of a word into a guess at it.

    The guess is a vector as long as an embedding, so that a word is scored by its own embedding; `mask_vector` stands
    where a word is hidden. Of these only embedding and encoder are kept after the training.

    Args:
        counts: (words,), how often each word occurs; what is frequent is guessed first.
    """

    def __init__(self, model: Model, counts: Tensor) -> None:
        super().__init__()
        rows, size = model.word_embedding.weight.shape
        self.word_embedding, self.encoder = model.word_embedding, model.encoder
        self.mask_vector = nn.Parameter(torch.zeros(size))
        self.two_sided = model.encoder.two_sided  # it has read each side of a word without the word
        self.projection = nn.Linear(model.config.hidden * (model.config.directions if self.two_sided else 1), size)
        self.norm = nn.LayerNorm(size)
        nn.init.constant_(self.norm.weight, 0.2)  # scores of some tens at first would be hard to take back
        shares = (counts + 1).double()
        self.bias = nn.Parameter((shares / shares.sum()).log().float())
        noise = shares**0.75  # rare words are drawn more often than they occur, as for the word vectors
        self.register_buffer("noise", (noise / noise.sum()).float(), persistent=False)
        assert self.bias.shape == (rows,)

    def forward(self, ids: Tensor, hidden: Tensor, mask: Tensor, asked: Tensor) -> Tensor:
        """The guesses, (asked, size): of the words of a batch, (batch, words), where `asked` is true.

        Args:
            hidden: (batch, words) bool, which words are hidden.
        """
        embedded = torch.where(hidden[..., None], self.mask_vector, self.word_embedding(ids)) * mask[..., None]
        states = self.encoder.read(embedded, mask)  # type: ignore[operator]
        if self.two_sided:
            states = self.encoder.around(states)  # type: ignore[operator]
        guessed: Tensor = self.norm(functional.gelu(self.projection(states[asked])))
        return guessed

    def loss(self, guessed: Tensor, right: Tensor, others: int, random: torch.Generator) -> Tensor:
        """Mean cross-entropy, in nats, of the right words, (asked,).

        What all other words score together is estimated from `others` that are drawn for the whole batch, each weighed
        by how rarely it is drawn.

        Source:
            Bengio, Senécal 2008, https://doi.org/10.1109/TNN.2007.912312
        """
        noise: Tensor = self.noise  # type: ignore[assignment]
        drawn = torch.multinomial(noise.cpu(), others, True, generator=random).to(guessed.device)
        weight = self.word_embedding.weight
        own = (guessed * weight[right]).sum(1) + self.bias[right]
        rest = guessed @ weight[drawn].T + self.bias[drawn] - (noise[drawn] * others).log()
        rest = rest.masked_fill(drawn[None] == right[:, None], -1e9)
        return (torch.logsumexp(torch.cat([own[:, None], rest], 1), 1) - own).sum() / max(len(right), 1)

    def scores(self, guessed: Tensor) -> Tensor:
        """Logits of all words, (asked, words)."""
        return guessed @ self.word_embedding.weight.T + self.bias


def pretrain_masked(
    model: Model,
    texts: Sequence[np.ndarray],
    settings: MaskedSettings,
    seed: int,
    state_folder: Path | None = None,
    on_progress: Callable[[str], None] = lambda line: None,
) -> float:
    """The share of hidden words that a model guesses right, 0-1, after its embedding and encoder were taught to guess.

    The model is taught in place; its head stays as it was. All texts are read in windows. Some windows are not learnt
    from: on them the share is measured. The same seed gives the same weights on a CPU, also where the work was broken
    off.

    Args:
        texts: ids of the words of each, int.
        state_folder: a folder for the state after every few steps; an interrupted run goes on from there.
    Raises:
        BadInput: there is too little text.
    Source:
        Devlin et al. 2019, section 3.1, https://aclanthology.org/N19-1423/; Melamud et al. 2016 for RNN and LSTM,
        https://aclanthology.org/K16-1006/
    """
    flat, windows = _windows(texts, settings.window)
    for_validation = min(VALIDATION_WINDOWS, len(windows) // 10)
    steps_an_epoch = (len(windows) - for_validation) // settings.windows_a_batch
    if not for_validation or not steps_an_epoch:
        raise BadInput(
            f"There are {len(windows):,} windows of {settings.window} words to guess hidden words in. At least "
            f"{max(10, 2 * settings.windows_a_batch):,} are needed. Name more text, or make windows_a_batch smaller.",
            key="masked-few",
            given=len(windows),
        )
    counts = torch.from_numpy(np.bincount(flat, minlength=len(model.word_embedding.weight)))
    torch.manual_seed(seed)
    guesser = MaskedWordModel(model, counts).to(model.word_embedding.weight.device)
    order = np.random.default_rng([seed, 0]).permutation(len(windows))
    validation, train = windows[order[:for_validation]], windows[order[for_validation:]]
    trainer = _MaskedTrainer(guesser, flat, train, settings, seed, state_folder)
    on_progress(
        f"hidden words: {len(train):,} windows to learn from, {trainer.steps:,} steps, {trainer.step:,} of them done"
    )
    guesser.train()
    while trainer.step < trainer.steps:
        epoch = trainer.training_step()
        if trainer.step % STEPS_A_LINE == 0 or trainer.step == trainer.steps:
            on_progress(trainer.progress_line())
        if trainer.step % STEPS_A_REPORT == 0 and trainer.step < trainer.steps:
            trainer.state.save(epoch, trainer.step)
            on_progress(f"hidden words: {100 * _guessed_share(guesser, flat, validation, settings):.1f} % guessed")
    trainer.state.save(settings.epochs, trainer.step)
    share = _guessed_share(guesser, flat, validation, settings)
    on_progress(f"hidden words: {100 * share:.1f} % of those in {for_validation} other windows are guessed")
    model.eval()
    return share


class _MaskedTrainer:
    """A masked-word pretraining under way: model, optimizer, schedule and data, and the state that is kept."""

    def __init__(
        self,
        guesser: MaskedWordModel,
        flat: np.ndarray,
        windows: np.ndarray,
        settings: MaskedSettings,
        seed: int,
        state_folder: Path | None,
    ) -> None:
        self.guesser, self.flat, self.windows, self.settings, self.seed = guesser, flat, windows, settings, seed
        self.steps_an_epoch = len(windows) // settings.windows_a_batch
        self.steps = steps = self.steps_an_epoch * settings.epochs
        options = {"betas": (0.9, 0.98), "weight_decay": settings.weight_decay, "fused": True}
        self.optimizer = torch.optim.AdamW(guesser.parameters(), settings.learning_rate, **options)  # type: ignore[arg-type]
        warmup = max(1, settings.warmup)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min(1.0, (step + 1) / warmup) * max(0.02, 1 - step / steps)
        )
        self.state = TrainingState(guesser, self.optimizer, {}, state_folder)
        _, self.step = self.state.resume(self.schedule)
        self.order, self.order_epoch = np.arange(len(windows)), -1
        self._start_line()

    def _start_line(self) -> None:
        """Begin to count anew for the next line of progress."""
        self.line_started, self.line_step, self.line_loss, self.line_words = time.perf_counter(), self.step, 0.0, 0

    def training_step(self) -> int:
        """Train on the next batch of windows; its epoch, from 0."""
        settings, seed, step = self.settings, self.seed, self.step
        epoch, at = divmod(step, self.steps_an_epoch)
        if epoch != self.order_epoch:
            self.order_epoch = epoch
            self.order = np.random.default_rng([seed, 1, epoch]).permutation(len(self.windows))
        batch = self.windows[self.order[at * settings.windows_a_batch : (at + 1) * settings.windows_a_batch]]
        random = torch.Generator().manual_seed(int(np.random.default_rng([seed, 2, step]).integers(2**62)))
        torch.manual_seed(int(torch.randint(2**62, (), generator=random)))  # dropout and positions
        wandering = bool(torch.rand((), generator=random) < settings.wandering)
        self.guesser.encoder.wanders_from = 0 if wandering else settings.window + 1
        device = self.guesser.bias.device
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            guessed, right = _predict_hidden(self.guesser, self.flat, batch, settings, random)
            loss = self.guesser.loss(guessed, right, settings.others, random)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.guesser.parameters(), settings.clip)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        self.line_loss += loss.item()
        self.line_words += int((batch @ [-1, 1]).sum())
        if not math.isfinite(self.line_loss):
            raise exploded_error(settings.learning_rate)
        return epoch

    def progress_line(self) -> str:
        """How the steps since the last line went."""
        seconds, taken = time.perf_counter() - self.line_started, self.step - self.line_step
        line = (
            f"hidden words: step {self.step:,} of {self.steps:,} · loss {self.line_loss / taken:.4f} · "
            f"{self.line_words / seconds:,.0f} words/s · {(self.steps - self.step) * seconds / taken:,.0f} s left"
        )
        self._start_line()
        return line


def _windows(texts: Sequence[np.ndarray], window: int) -> tuple[np.ndarray, np.ndarray]:
    """All words one behind the other, and where each window begins and ends, (windows, 2).

    What is left of a text is a window of its own if it is more than half as long as one, or the whole text.
    """
    flat = np.concatenate([np.zeros(0, np.int64), *texts])
    ends = np.cumsum([len(text) for text in texts])
    found = [
        (begin, min(begin + window, end))
        for first, end in zip([0, *ends[:-1]], ends, strict=True)
        for begin in range(first, max(first + 1, end - window // 2), window)
        if begin < end
    ]
    return flat, np.array(found, dtype=np.int64).reshape(-1, 2)


def _predict_hidden(
    guesser: MaskedWordModel, flat: np.ndarray, windows: np.ndarray, settings: MaskedSettings, random: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Guesses at some words of the windows, (asked, size), and the words themselves, (asked,)."""
    device = guesser.bias.device
    lengths = windows[:, 1] - windows[:, 0]
    ids = torch.zeros(len(windows), int(lengths.max()), dtype=torch.long)
    for row, (begin, end) in enumerate(windows):
        ids[row, : end - begin] = torch.from_numpy(flat[begin:end].astype(np.int64))
    mask = torch.arange(ids.shape[1])[None] < torch.from_numpy(lengths)[:, None]
    asked = (torch.rand(ids.shape, generator=random) < settings.asked) & mask & (ids != UNKNOWN)
    kind = torch.rand(ids.shape, generator=random)
    if guesser.two_sided:  # nothing needs to be hidden
        kind.fill_(settings.hidden)
    noise: Tensor = guesser.noise  # type: ignore[assignment]
    random_words = torch.multinomial(noise.cpu(), ids.numel(), True, generator=random).view_as(ids)
    masked_ids = torch.where(asked & (kind > (1 + settings.hidden) / 2), random_words, ids)
    hidden = asked & (kind < settings.hidden)
    guessed = guesser(masked_ids.to(device), hidden.to(device), mask.to(device), asked.to(device))
    return guessed, ids[asked].to(device)


def _guessed_share(guesser: MaskedWordModel, flat: np.ndarray, windows: np.ndarray, settings: MaskedSettings) -> float:
    """The share of asked words that get the highest score of all words; the same words are asked each time."""
    guesser.eval()
    random = torch.Generator().manual_seed(0)
    right = asked = 0
    with torch.inference_mode():
        for begin in range(0, len(windows), 64):
            guessed, gold = _predict_hidden(guesser, flat, windows[begin : begin + 64], settings, random)
            right += int((guesser.scores(guessed).argmax(1) == gold).sum())
            asked += len(gold)
    guesser.train()
    return right / max(asked, 1)
