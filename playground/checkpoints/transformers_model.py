"""Models of the library transformers, as checkpoints: a text classifier or a token classifier from a folder.

Such a folder holds `config.json`, `tokenizer.json` and `model.safetensors` as the library writes them. What these say
is data: nothing in a folder is run (code that a config names stays where it is), and sizes are looked at before
anything is built. The library is optional (`requirements-transformers.txt`) and imported when weights are read; what
can be said of a folder without it is said without it.

Texts are divided into the words of `text.py`, so that all models stand on one axis; a word's subwords are found by
where they stand in the text. A subword that reaches over several words counts for the one in which it begins.
"""

from __future__ import annotations

import contextlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.checkpoints.checkpoint import UNTRAINED_SEED, Checkpoint, Description
from playground.errors import BadCheckpoint, NotApplicable, shown

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from playground.models import Inputs
from playground.checkpoints.folder import read_json
from playground.checkpoints.tokenizer_parts import usable_part
from playground.checkpoints.transformers_config import MAX_PARAMETERS, refusal

MAX_SUBWORDS = 512  # of a text that are read at most, with the special ones before and behind it
TOLERANCE = 1e-3  # how far answers may lie apart that are asked for by ids and by vectors


# ---- words and subwords


class SubwordTokenizer:
    """The tokenizer of a model: words to the ids of their subwords.

    Args:
        limit: subwords that are read of a text, without the special ones before and behind it.
        name: of the model, for messages.
    """

    words: tuple[str, ...] = ()  # there is no list of words that it knows
    letters: tuple[str, ...] = ()
    lower = False

    def __init__(self, tokenizer: Tokenizer, limit: int = MAX_SUBWORDS, name: str = "here") -> None:
        self.tokenizer, self.name = tokenizer, name
        encoded = self.encode("a", special=True)
        content = [at for at, special in enumerate(encoded.special_tokens_mask) if not special]
        first, last = (content[0], content[-1]) if content else (len(encoded.ids), len(encoded.ids) - 1)
        self.before, self.after = tuple(encoded.ids[:first]), tuple(encoded.ids[last + 1 :])
        self.limit = max(1, limit - len(self.before) - len(self.after))
        self.padding = next((number for special in ("[PAD]", "<pad>") if (number := self._id(special)) is not None), 0)
        self.unknown = next(
            (number for special in ("[UNK]", "<unk>") if (number := self._id(special)) is not None), None
        )

    def encode(self, text: str, special: bool = False) -> Encoding:
        """The subwords of a text, with the special ones before and behind it where these are wanted.

        Raises:
            BadCheckpoint: the tokenizer gives up on this text.
        """
        with _panic_refused(self.name, "has a tokenizer that gives up on this text"):
            found = self.tokenizer.encode(text, add_special_tokens=special)
        return found

    def _id(self, special: str) -> int | None:
        found = self.tokenizer.token_to_id(special)
        return None if found is None else int(found)

    def __len__(self) -> int:
        return 1 + max(self.tokenizer.get_vocab(with_added_tokens=True).values(), default=-1)

    def knows(self, word: str) -> bool:
        """Whether no subword of a word stands for something unknown."""
        return _knows(self, word)

    def known(self, words: Iterable[str]) -> list[bool]:
        """Of each word whether no subword of it stands for something unknown."""
        return [self.knows(word) for word in words]

    def subword_ids(self, words: Sequence[Any]) -> list[list[int]]:
        """The ids of each word's own subwords, up to the last word of which all subwords are read.

        Args:
            words: with their places in the text (`text.Word`), or as strings, between which stands a space.
        """
        text, starts, ends = _joined_text(words)
        if not words:
            return []
        encoded = self.encode(text)
        found: list[list[int]] = [[] for _ in words]
        for number, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
            while start < end and text[start].isspace():
                start += 1
            word = bisect_right(starts, start) - 1
            if word < 0 or (start >= ends[word] and word + 1 < len(words)):
                word += 1
            found[word].append(number)
        total = 0
        for read, ids in enumerate(found):
            total += len(ids)
            if total > self.limit:
                return found[:read]
        return found


def _joined_text(words: Sequence[Any]) -> tuple[str, list[int], list[int]]:
    """A text of these words, spaces only where the words' places have some, and where each stands in it."""
    parts: list[str] = []
    starts, ends = [], []
    length, before = 0, -1
    for word in words:
        spelling, start, end = (word, before + 1, before + 1 + len(word)) if isinstance(word, str) else word[:3]
        if parts and start > before:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(spelling)
        length += len(spelling)
        ends.append(length)
        before = end
    return "".join(parts), starts, ends


@lru_cache(maxsize=1 << 16)
def _knows(tokens: SubwordTokenizer, word: str) -> bool:
    return tokens.unknown not in tokens.encode(word).ids


class TransformersCheckpoint(Checkpoint):
    """A model of the library transformers, which reads subwords."""

    whole_words = False
    vocabulary: SubwordTokenizer  # type: ignore[assignment]

    def encode(self, texts: Sequence[Sequence[Any]]) -> Inputs:
        """A batch of texts, given as their words, as ids of subwords: words (batch, words, subwords), mask (batch,
        words).

        Words beyond what is read are left out; where there is no subword stands −1.
        """
        import torch

        from playground.models import Inputs
        from playground.models.subwords import NOTHING

        found = [self.vocabulary.subword_ids(text) for text in texts]
        words = max([1, *map(len, found)])
        most = max([1, *(len(ids) for text in found for ids in text)])
        rows = [[ids + [NOTHING] * (most - len(ids)) for ids in text] for text in found]
        rows = [text + [[NOTHING] * most] * (words - len(text)) for text in rows]
        lengths = torch.tensor([len(text) for text in found])
        mask = torch.arange(words)[None] < lengths[:, None]
        return Inputs(torch.tensor(rows).to(self.device), None, mask.to(self.device))

    def reads(self, words: Sequence[Any]) -> int:
        """How many words of a text are read: as many as have all their subwords within the limit."""
        return len(self.vocabulary.subword_ids(words))

    def must_read_words(self) -> None:
        """Refuse what only a model that reads whole words can be asked.

        Raises:
            NotApplicable: always.
        """
        raise NotApplicable(
            f"{self.reference} reads pieces of words, and its inner values belong to these. It can be compared and "
            "explained. Choose one of the other models to look inside.",
            key="pieces-not-words",
            model=self.reference,
        )


# ---- from a folder


def load(
    reference: str, folder: Path, config: dict[str, Any], description: Description, card: str
) -> TransformersCheckpoint:
    """A model of transformers, in eval mode on the device of this machine.

    Args:
        config: what `to_our_config` gives.
    Raises:
        NotApplicable: the library is not installed.
        BadCheckpoint: a file is malformed, a tensor is missing, extra, misshapen or not finite, or the model does not
            take vectors in place of ids.
    """
    from playground import devices
    from playground.models import Config
    from playground.models.subwords import Pieces

    name, given = description.id, config["transformers"]
    _check_parameters(description)
    tokens = SubwordTokenizer(_read_tokenizer(folder / "tokenizer.json", name), _subword_limit(given), name)
    inside = _build_network(folder, given, name, reference.endswith("#untrained"))
    table = inside.get_input_embeddings()
    ours = Config(
        config["architecture"],
        config["task"],
        tuple(config["labels"]),
        table.num_embeddings,
        table.embedding_dim,
        max_words=tokens.limit,
    )
    if len(tokens) > table.num_embeddings:
        raise refusal(name, f"has {len(tokens):,} pieces and {table.num_embeddings:,} vectors", "They have to fit")
    model = Pieces(
        ours, inside, tokens.before, tokens.after, tokens.padding, tokens.unknown, tuple(config["order"])
    ).eval()
    _check_takes_vectors(model, name)
    model.to(devices.device())
    return TransformersCheckpoint(reference, ours, tokens, model, 1.0, folder, description, card)  # type: ignore[arg-type]


def _check_parameters(description: Description) -> None:
    """Refuse a model with more parameters than are loaded."""
    if description.parameters > MAX_PARAMETERS:
        raise refusal(
            description.id, f"has {description.parameters:,} parameters", f"At most {MAX_PARAMETERS:,} are allowed"
        )


def _subword_limit(config: dict[str, Any]) -> int:
    """How many subwords a network reads; some count places from the padding's number on, which costs two of them."""
    places = config.get("max_position_embeddings")
    return min(MAX_SUBWORDS, places - 2) if isinstance(places, int) and places > 8 else MAX_SUBWORDS


def _read_tokenizer(path: Path, name: str) -> Tokenizer:
    """The tokenizer of a tokenizer.json, which neither cuts nor pads.

    Raises:
        NotApplicable: the library is not installed.
        BadCheckpoint: the file cannot be read.
    """
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise _not_installed(name) from None
    try:
        stored = read_json(path, name)
    except BadCheckpoint as error:
        if error.key != "checkpoint-json":
            raise
        stored = None
    data, problem = usable_part(stored)
    if problem:
        raise refusal(name, problem, "Only the parts of well-known tokenizers are read")
    with _panic_refused(name, "has a tokenizer.json that cannot be read"):
        found = Tokenizer.from_str(json.dumps(data))
        found.encode("a")
    return found


@contextlib.contextmanager
def _panic_refused(name: str, what: str) -> Iterator[None]:
    """Refuse a model in which the tokenizer gives up, which may be a panic: no Exception.

    Raises:
        BadCheckpoint: it does.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  a panic
        raise refusal(name, what, "It has to be one of the library tokenizers") from None


def _build_network(folder: Path, config: dict[str, Any], name: str, untrained: bool) -> Any:
    """The network with the folder's weights, all of them and no others; or with random ones from the fixed seed.

    Raises:
        NotApplicable: the library is not installed.
        BadCheckpoint: there is no such network in the library, or the weights are not its own.
    """
    try:
        import torch
        import transformers
    except ImportError:
        raise _not_installed(name) from None
    model_class = _model_class(config, name)
    try:
        settings = model_class.config_class.from_dict({key: one for key, one in config.items() if key != "auto_map"})
        with torch.device("meta"):
            empty_model = model_class(settings)
        if (count := sum(one.numel() for one in empty_model.parameters())) > MAX_PARAMETERS:
            raise refusal(name, f"has {count:,} parameters", f"At most {MAX_PARAMETERS:,} are allowed")
        if untrained:
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(UNTRAINED_SEED)
                return model_class(settings).eval()
        with _without_output(transformers):
            network, loading_info = model_class.from_pretrained(
                folder,
                config=settings,
                use_safetensors=True,
                trust_remote_code=False,
                local_files_only=True,
                output_loading_info=True,
                dtype=torch.float32,
            )
    except BadCheckpoint:
        raise
    except Exception as error:  # noqa: BLE001  whatever the library makes of a strange config
        raise refusal(name, f"cannot be built ({shown(str(error))})", "Config and weights have to fit") from None
    _check_weights(network, loading_info, name)
    return network.eval()


def _model_class(config: dict[str, Any], name: str) -> Any:
    """The class of the library that a config names.

    Raises:
        BadCheckpoint: there is none, or it is one of another kind of model.
    """
    import transformers

    model_class: Any = getattr(transformers, config["architectures"][0], None)
    is_known = isinstance(model_class, type) and issubclass(model_class, transformers.PreTrainedModel)
    config_class: Any = model_class.config_class if is_known else None
    if config_class is None or config_class.model_type != config["model_type"]:
        raise refusal(name, f"is a {shown(config['architectures'][0])}", "The library transformers knows none")
    return model_class


def _check_weights(network: Any, loading_info: dict[str, Any], name: str) -> None:
    """Refuse a network that was loaded with too few, too many or strange weights."""
    import torch

    for problem in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        if loading_info[problem]:
            first = sorted(map(str, loading_info[problem]))[0]
            raise refusal(name, f"has {problem.replace('_', ' ')}: {shown(first)}", "Config and weights have to fit")
    if not all(bool(torch.isfinite(one).all()) for one in network.parameters()):
        raise refusal(name, "holds NaN or infinity", "Every weight has to be a number")


@contextlib.contextmanager
def _without_output(library: Any) -> Iterator[None]:
    """Silence the library's own progress bars and notes."""
    library.utils.logging.disable_progress_bar()
    library.utils.logging.set_verbosity_error()
    yield


def _check_takes_vectors(model: Any, name: str) -> None:
    """Refuse a network that answers otherwise when it is given vectors instead of ids."""
    import torch

    ids = torch.tensor([[*model.before, *range(5, 5 + min(6, model.word_embedding.num_embeddings - 5)), *model.after]])
    with torch.inference_mode():
        try:
            own = model.inside(input_ids=ids).logits[..., list(model.order)]
            given = model.answers(model.word_embedding(ids), torch.ones_like(ids, dtype=torch.bool))
            same = own.shape == given.shape and float((own - given).abs().max()) < TOLERANCE
        except (TypeError, ValueError, RuntimeError, IndexError):
            same = False
    if not same:
        raise refusal(name, "does not take vectors in place of ids", "Otherwise nothing about it can be explained")


def _not_installed(name: str) -> NotApplicable:
    return NotApplicable(
        f"{name} is a model of the library transformers, which is not installed here. "
        "Install it with “pip install -r requirements-transformers.txt”.",
        key="foreign-missing",
        checkpoint=name,
    )
