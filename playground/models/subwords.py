"""A model that reads pieces of words, behind the same seam as those that read words.

`embed` lays the vectors of a word's pieces side by side in the word's own row, so that every question that is asked of
embedded words can be asked of such a model too: a word that is taken away takes its pieces along, and its score is the
sum of theirs. Which places hold a piece belongs to the text, not to the vectors: `reading` gives the model as it reads
one batch. The answer for a word is that of its first piece; a word without one of its own (“not” in “cannot”) has that
of the piece before, which covers it. Nothing here knows where the network inside comes from.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from playground.errors import NotApplicable
from playground.models.config import Config, Inputs

NOTHING = -1  # the id of a place without a piece
BULK = 40  # about: inner values of twelve layers of 768 against those of one shipped model


class Pieces(nn.Module):
    """A network with pieces as its words.

    Args:
        inside: takes `inputs_embeds` (batch, pieces, size) and `attention_mask`, gives `.logits`.
        before: ids of the signs before each text ([CLS]).
        after: ids of those behind it ([SEP]).
        padding: the id of an empty place.
        unknown: the id of a piece that is not in the vocabulary; None where there is no such.
        order: which output of the network each label of `config` is.
    """

    bulk = BULK

    def __init__(
        self,
        config: Config,
        inside: nn.Module,
        before: tuple[int, ...],
        after: tuple[int, ...],
        padding: int = 0,
        unknown: int | None = None,
        order: tuple[int, ...] = (),
    ) -> None:
        super().__init__()
        self.config = config
        self.inside = inside
        self.before, self.after = before, after
        self.padding, self.unknown = padding, unknown
        self.order = order or tuple(range(len(config.labels)))

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.word_embedding.weight.device

    @property
    def word_embedding(self) -> nn.Embedding:
        """The table of the pieces' vectors."""
        found = self.inside.get_input_embeddings()  # type: ignore[operator]
        assert isinstance(found, nn.Embedding)
        return found

    def embed(self, inputs: Inputs) -> Tensor:
        """The vectors of each word's pieces side by side: ids (batch, words, pieces) -> (batch, words, pieces × size).

        Places without a piece are zero.
        """
        there = inputs.words != NOTHING
        vectors: Tensor = self.word_embedding(inputs.words.clamp(min=0)) * there[..., None]
        return vectors.flatten(2)

    def reading(self, inputs: Inputs) -> Reading:
        """The model as it reads these texts: a function of their embedded words."""
        return Reading(self, inputs.words != NOTHING)

    def forward(self, inputs: Inputs) -> Tensor:
        """The logits of a batch of ids: (batch, labels) or (batch, words, labels)."""
        return self.reading(inputs).logits(self.embed(inputs), inputs.mask)

    def answers(self, vectors: Tensor, there: Tensor) -> Tensor:
        """What the network says of pieces: (batch, pieces, size) and where there is one -> its logits, labels in
        order."""
        found: Tensor = self.inside(inputs_embeds=vectors, attention_mask=there.long()).logits
        return found[..., list(self.order)]

    def signs(self, ids: tuple[int, ...], batch: int) -> Tensor:
        """The vectors of signs, (batch, signs, size)."""
        table = self.word_embedding
        found: Tensor = table(torch.tensor(ids, dtype=torch.long, device=table.weight.device))
        return found[None].expand(batch, -1, -1)


class Reading:
    """A model of pieces and the texts that it reads; `logits` is a pure function of the embedded words.

    Args:
        there: (texts, words, pieces) bool, where there is a piece.
    """

    bulk = BULK

    def __init__(self, model: Pieces, there: Tensor) -> None:
        self.model = model
        self.config = model.config
        self.there = there

    def logits(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """(batch, words, pieces × size) -> (batch, labels) or (batch, words, labels).

        A batch may be of one text in many forms, or of all the texts; words may be fewer than the text has.
        """
        batch, words = mask.shape
        size = self.model.word_embedding.embedding_dim
        there = self.there[:, :words].expand(batch, -1, -1) & mask[..., None]  # (batch, words, pieces)
        flat = there.flatten(1)  # (batch, places)
        vectors = embedded[:, :words].reshape(batch, -1, size)
        length = flat.sum(1)
        longest = int(length.max()) if batch else 0
        first = torch.argsort(~flat, dim=1, stable=True)[:, :longest]  # the pieces, before the empty places
        vectors = torch.gather(vectors, 1, first[..., None].expand(-1, -1, size))
        between, at = len(self.model.before), torch.arange(longest, device=mask.device)
        vectors = vectors * (at < length[:, None])[..., None]
        whole = torch.cat([self.model.signs(self.model.before, batch), vectors], 1)
        whole = _with_end(whole, between + length, self.model.signs(self.model.after, batch))
        positions = torch.arange(whole.shape[1], device=mask.device)
        reach = between + length + len(self.model.after)
        answers = self.model.answers(whole, positions < reach[:, None])
        if not self.config.per_word:
            return answers
        counts = there.sum(2)  # (batch, words)
        begin = counts.cumsum(1) - counts  # the place of each word's first piece
        place = torch.where(counts > 0, begin, begin - 1).clamp(min=0) + between
        return torch.gather(answers, 1, place[..., None].expand(-1, -1, answers.shape[-1]))

    def stand_in(self, baseline: str) -> Tensor:
        """What stands in place of a word that is taken away, (pieces × size,): the same in each of its places.

        Raises:
            NotApplicable: the model has no piece of that name.
        """
        table = self.model.word_embedding
        number = {"padding": self.model.padding, "unknown": self.model.unknown}.get(baseline)
        if baseline == "zero":
            one = torch.zeros(table.embedding_dim, device=table.weight.device)
        elif baseline == "mean":
            one = table.weight.detach().mean(0)
        elif number is None:
            raise NotApplicable(
                "This model has no sign for an unknown piece. Choose another thing to stand in place of a word.",
                key="pieces-unknown",
            )
        else:
            one = table.weight.detach()[number]
        return one.repeat(self.there.shape[2])


def _with_end(vectors: Tensor, where: Tensor, end: Tensor) -> Tensor:
    """The vectors with those of `end` at places of their own in each row: (batch, pieces, size) -> longer by `end`."""
    batch, _, size = vectors.shape
    longer = torch.cat([vectors, vectors.new_zeros(batch, end.shape[1], size)], 1)
    places = where[:, None] + torch.arange(end.shape[1], device=where.device)
    return longer.scatter(1, places[..., None].expand(-1, -1, size), end)
