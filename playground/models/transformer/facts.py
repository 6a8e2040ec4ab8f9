"""What is declared of the Transformer."""

from playground.models.facts import Facts

FACTS = Facts(
    title="Transformer",
    network="playground.models.transformer.network:Transformer",
    inside="playground.models.transformer.inside:TransformerInside",
    words={
        "en": {
            "idea": "Every word attends to every other word at once and takes over what is relevant to it: attention. "
            "Order is not built in: either waves that differ from position to position are added to the words, or the "
            "attention between two words is made stronger or weaker by their distance.",
            "good_at": "Relations across any distance, parallel hardware, and getting better with more data.",
            "fails_at": "Little data: it has to learn from examples what is built into the others. The cost grows "
            "with the square of the length.",
            "in_short": "lets every word attend to every other one",
        },
        "zh": {
            "idea": "每个词同时看所有其他的词，取走与自己有关的信息：这就是注意力（attention）。结构本身不含词序，"
            "所以要么给每个词加上一组随位置而变的波形，要么按两个词相隔多远来加强或减弱它们之间的注意力。",
            "good_at": "任意距离上的关系，并行硬件，数据越多越好。",
            "fails_at": "数据太少：别的结构天生具备的东西，它要从例子里学。计算量随长度的平方增长。",
            "in_short": "每个词都能看到其他所有词",
            "refused-deep_lift-transformer": "DeepLift 按每种单元的规则逐层传递差别，而对注意力和层归一化没有规则；"
            "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
        },
    },
    paper="Vaswani et al. 2017, Attention is all you need",
    paper_url="https://arxiv.org/abs/1706.03762",
    mark="◆◇",
    colour="#cc79a7",
    views=("attention", "states", "layers", "code"),
    reads=("hidden", "layers", "readout", "heads", "feedforward", "norm", "positions"),
    # It has no maximum over its words, with which it learnt worse the longer it was trained (docs/finetune.md).
    sizes={
        "hidden": 128,
        "layers": 2,
        "heads": 4,
        "feedforward": 256,
        "norm": "before",
        "readout": ["mean"],
        "dropout": 0.2,
    },
    tagger_sizes={"positions": "distances"},  # learnt from single sentences, and asked about whole texts
    learning_rate=2e-3,
    words_to_read=2_000_000,
    masked_layers=12,
    no_deep_lift="attention and layer norm",
)
