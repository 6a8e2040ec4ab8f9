"""What is declared of an architecture beside its network: `Facts`, plain data that is there before torch is.

The page, the trainer and the checks ask these tables and never an architecture by its name. Whatever is not declared
has a default that works. Nothing here imports torch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

UNKNOWN_UNITS = "the units of this architecture"


@dataclass(frozen=True)
class Facts:
    """What everybody but the network itself has to know of an architecture.

    Attributes:
        title: what people call it: LSTM.
        network: module and name of its class, which is imported when it is first needed.
        inside: the same for the class of what Look inside can tell of it; empty: `models.inside.Inside`.
        words: sentences by language and key. `idea`, `good_at`, `fails_at` for students, `in_short` for Fine-tune.
            Any other key is one of the page's own: a name for a kind of block, or a sentence that says it better for
            this architecture than the page does for all. What is missing in a language is said in English.
        paper, paper_url: who published it.
        mark: the filled mark of a trained model and the hollow one of an untrained; empty: one of those that are left.
        colour, colour_in_the_dark: of everything that is drawn of such a model; empty: as for `mark`, and the same.
        views: what Look inside can show of one model, the most telling view first.
        tagger_views: the same for a model that answers for each word; None: `views`.
        gates: arrays of a layer that the view “gates” shows, in this order; empty: all that have a row a word.
        equations: arrays whose numbers `inside` explains by equations, in the order of telling; they stand beside the
            first view.
        state_a_word: whether the answer for a text is made from a state of each word.
        remembers_longer_than: the architecture that it was made to outdo in this; the page compares the two.
        reads: fields of `Config` that it reads beside those that every model has; None: all of them.
        sizes: fields of the config of a model that starts from random weights, where they are not the defaults.
        tagger_sizes: those that are others for a model that answers for each word.
        learning_rate: of a fine-tuning that starts from a checkpoint.
        words_to_read: in all epochs of a fine-tuning: about as many as two cores do in a minute.
        masked_layers: how many layers it may have to be pretrained on hidden words, with `read` and, where it reads
            both ways, `around`; 0: it cannot be.
        no_deep_lift: what in it DeepLift has no rule for; empty: DeepLift has one for everything in it.
    """

    title: str
    network: str
    inside: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    paper: str = ""
    paper_url: str = ""
    mark: str = ""
    colour: str = ""
    colour_in_the_dark: str = ""
    views: tuple[str, ...] = ("states", "layers", "code")
    tagger_views: tuple[str, ...] | None = None
    gates: tuple[str, ...] = ()
    equations: tuple[str, ...] = ()
    state_a_word: bool = True
    remembers_longer_than: str = ""
    reads: tuple[str, ...] | None = None
    sizes: Mapping[str, Any] = field(default_factory=dict)
    tagger_sizes: Mapping[str, Any] = field(default_factory=dict)
    learning_rate: float = 2e-3
    words_to_read: int = 1_000_000
    masked_layers: int = 0
    no_deep_lift: str = UNKNOWN_UNITS

    def network_class(self) -> type[Any]:
        """The class of its encoder; imports torch."""
        return _named(self.network)

    def inside_class(self) -> type[Any] | None:
        """The class of what Look inside can tell of it, where it has one; imports torch."""
        return _named(self.inside) if self.inside else None

    def sentence(self, key: str, language: str) -> str:
        """A sentence in a language, in English where it has none in this one; empty where it has none at all."""
        return self.words.get(language, {}).get(key) or self.words.get("en", {}).get(key, "")

    @property
    def idea(self) -> str:
        """How it works."""
        return self.sentence("idea", "en")

    @property
    def good_at(self) -> str:
        """What it does well."""
        return self.sentence("good_at", "en")

    @property
    def fails_at(self) -> str:
        """What it does badly."""
        return self.sentence("fails_at", "en")

    @property
    def with_article(self) -> str:
        """The title as it stands in a sentence: an LSTM, a Transformer."""
        spelled = self.title[1:2].isupper() and self.title[0] in "FHLMNRSX"  # an L-S-T-M
        return f"{'an' if spelled or self.title[0] in 'AEIOU' else 'a'} {self.title}"


def _named(place: str) -> type[Any]:
    """The class of a name: playground.models.lstm.network:LSTM."""
    module, _, name = place.partition(":")
    found: type[Any] = getattr(import_module(module), name)
    return found
