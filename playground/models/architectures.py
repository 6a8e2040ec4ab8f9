"""The architectures: `ARCHITECTURES`, the table in the order in which a reader should meet them.

Adding one is a folder here and a line in the table: `facts.py` says what there is to know of it, and `network.py`,
which is imported when such a model is first built, holds its class. Nothing here imports torch.
"""

from playground.models.facts import Facts
from playground.models.lstm import facts as lstm
from playground.models.rnn import facts as rnn
from playground.models.textcnn import facts as textcnn
from playground.models.transformer import facts as transformer

ARCHITECTURES: dict[str, Facts] = {
    "rnn": rnn.FACTS,
    "lstm": lstm.FACTS,
    "textcnn": textcnn.FACTS,
    "transformer": transformer.FACTS,
}
SUGGESTED = "lstm"  # to train, before anybody has chosen
