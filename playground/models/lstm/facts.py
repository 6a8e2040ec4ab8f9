"""What is declared of the LSTM."""

from playground.models.facts import Facts

FACTS = Facts(
    title="LSTM",
    network="playground.models.lstm.network:LSTM",
    inside="playground.models.lstm.inside:LSTMInside",
    words={
        "en": {
            "idea": "Reads word by word like an RNN, but has a second memory, the cell, that is changed by adding "
            "instead of overwriting. Three gates between 0 and 1 decide for every unit what to write, what to keep and "
            "what to pass on.",
            "good_at": "Order and distance: a forget gate near 1 carries a fact across many words.",
            "fails_at": "Speed: the words must be read one after the other. In very long texts the memory still fades.",
            "in_short": "reads word by word, with gates that keep or forget",
        },
        "zh": {
            "idea": "和 RNN 一样逐词阅读，但多一份记忆，即细胞状态（cell state），用相加而不是覆盖来更新。"
            "三个取值在 0 和 1 之间的门（gate：输入门、遗忘门、输出门）为每个单元决定写入什么、保留什么、输出什么。",
            "good_at": "词序和距离：遗忘门接近 1 时，一条信息可以跨越许多词。",
            "fails_at": "速度：词只能一个接一个地读。文本很长时，记忆仍会衰减。",
            "in_short": "逐词阅读，用门决定记住还是遗忘",
            "refused-deep_lift-lstm": "DeepLift 按每种单元的规则逐层传递差别，而对互相相乘的门没有规则；"
            "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
        },
    },
    paper="Hochreiter, Schmidhuber 1997, Long short-term memory",
    paper_url="https://doi.org/10.1162/neco.1997.9.8.1735",
    mark="●○",
    colour="#0072b2",
    colour_in_the_dark="#3d9bd6",
    views=("gates", "states", "layers", "code"),
    gates=("forget_gate", "input_gate", "output_gate", "cell_candidate", "cell", "hidden"),
    equations=("forget_gate", "input_gate", "cell_candidate", "cell", "output_gate", "hidden"),
    remembers_longer_than="rnn",
    reads=("hidden", "layers", "directions", "readout"),
    sizes={"hidden": 128, "layers": 1, "directions": 2, "readout": ["mean", "max"], "dropout": 0.3},
    learning_rate=3e-3,
    words_to_read=1_000_000,
    masked_layers=1,
    no_deep_lift="gates that are multiplied with each other",
)
