"""RNN: a hidden state that is overwritten at every word."""

from torch import nn

from playground.models.recurrent import Recurrent


class RNN(Recurrent):
    """Elman network: the new state is tanh of a mix of the new word and the old state."""

    cell = nn.RNN
