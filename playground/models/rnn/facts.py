"""What is declared of the RNN."""

from playground.models.facts import Facts

FACTS = Facts(
    title="RNN",
    network="playground.models.rnn.network:RNN",
    inside="playground.models.rnn.inside:RNNInside",
    words={
        "en": {
            "idea": "Reads word by word and passes one vector, the hidden state, on from word to word. Each new word "
            "is mixed into it: h = tanh(W·word + U·h_before + b).",
            "good_at": "Short texts and answers that depend on the last few words; few parameters.",
            "fails_at": "Long distances: going back through many steps the gradient is multiplied by the same matrix "
            "and by a slope below one each time and vanishes. Where the answer hangs on the "
            "last state alone, early words are hardly learnt from.",
            "in_short": "reads word by word and keeps one state",
        },
        "zh": {
            "idea": "逐词阅读，从一个词传到下一个词的只有一个向量，即隐藏状态（hidden state）。"
            "每来一个词，就和它混合一次："
            "h = tanh(W·词 + U·h前 + b)。",
            "good_at": "短文本，以及答案取决于最后几个词的情形；参数少。",
            "fails_at": "长距离：梯度往回传很多步时，每一步都要乘以同一个矩阵和一个小于 1 的斜率，于是逐渐消失。"
            "如果只用最后一个状态来预测，就很难从靠前的词学到东西。",
            "in_short": "逐词阅读，只保留一个状态",
            "refused-deep_lift-rnn": "DeepLift 按每种单元的规则逐层传递差别，而对逐词阅读的网络没有规则；"
            "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
        },
    },
    paper="Elman 1990, Finding structure in time",
    paper_url="https://doi.org/10.1207/s15516709cog1402_1",
    mark="■□",
    colour="#e69f00",
    equations=("hidden",),
    reads=("hidden", "layers", "directions", "readout"),
    sizes={"hidden": 128, "layers": 1, "directions": 2, "readout": ["mean", "max"], "dropout": 0.3},
    learning_rate=2e-3,
    words_to_read=1_200_000,
    masked_layers=1,
    no_deep_lift="a network that reads word by word",
)
