"""RNN: a hidden state that is overwritten at every word."""

from torch import nn

from playground.models.recurrent import Recurrent


class RNN(Recurrent):
    """Elman network: the new state is tanh of a mix of the new word and the old state."""

    title = "RNN"
    idea = (
        "Reads word by word and keeps one vector, the hidden state, as its only memory. Each new word is mixed into "
        "it: "
        "h = tanh(W·word + U·h_before + b)."
    )
    good_at = "Short texts and answers that depend on the last few words; few parameters."
    fails_at = (
        "Long distances: going back through many steps the gradient is multiplied by the same matrix and by a slope "
        "below one "
        "each time and vanishes, so early words are hardly learnt from."
    )
    paper = "Elman 1990, Finding structure in time"
    paper_url = "https://doi.org/10.1207/s15516709cog1402_1"
    cell = nn.RNN
