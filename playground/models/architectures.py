"""The architectures: `ARCHITECTURES`, the table in the order in which a reader should meet them, and `build`.

Adding one is a module here and a line in the table. Nothing here knows about vocabularies, files or the page.
"""

import torch

from playground.errors import BadCheckpoint, choose
from playground.models.base import MAX_PARAMETERS, Config, Encoder, Model
from playground.models.lstm.network import LSTM
from playground.models.rnn.network import RNN
from playground.models.textcnn.network import TextCNN
from playground.models.transformer.network import Transformer

ARCHITECTURES: dict[str, type[Encoder]] = {"rnn": RNN, "lstm": LSTM, "textcnn": TextCNN, "transformer": Transformer}


def build(config: Config) -> Model:
    """A model of this configuration with random weights, drawn from torch's current generator.

    Raises:
        NotFound: no such architecture.
        BadCheckpoint: it would have more than `MAX_PARAMETERS` parameters; found out before any memory is taken.
    """
    architecture = choose(ARCHITECTURES, config.architecture, "architecture")
    count = parameter_count(config)
    if count > MAX_PARAMETERS:
        raise BadCheckpoint(
            f"This configuration has {count:,} parameters. At most {MAX_PARAMETERS:,} are allowed. Make it smaller.",
            key="config-too-big",
            parameters=count,
            allowed=MAX_PARAMETERS,
        )
    return Model(config, architecture(config))


def parameter_count(config: Config) -> int:
    """How many numbers a model of this configuration learns, counted without taking the memory for them."""
    architecture = choose(ARCHITECTURES, config.architecture, "architecture")
    with torch.device("meta"):
        model = Model(config, architecture(config))
    return sum(parameter.numel() for parameter in model.parameters())
