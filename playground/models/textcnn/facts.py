"""What is declared of the TextCNN."""

from playground.models.facts import Facts

FACTS = Facts(
    title="TextCNN",
    network="playground.models.textcnn.network:TextCNN",
    inside="playground.models.textcnn.inside:TextCNNInside",
    words={
        "en": {
            "idea": "Slides filters over the sentence, each of which responds to one kind of n-gram, all at the same "
            "time. Of each filter only the largest activation in the whole text is kept, so it matters that a phrase "
            "is there, not where.",
            "good_at": "Telling phrases (“not bad”, “waste of time”), speed, parallel hardware.",
            "fails_at": "Anything wider than a filter: a negation eight words earlier, who did what to whom, the order "
            "of clauses.",
            "in_short": "looks for short phrases, wherever they stand; the fastest",
            "path-of-text": "A TextCNN has no hidden state for each word: a point is the maxima of its filters so far. "
            "Where nothing moves, no filter found anything stronger.",
            "view-states": "Activations",
            "row-hidden": "Filter activations (ReLU)",
            "notable-states": "The filter activations change most at word {place}, “{word}” (punctuation left out).",
            "how-states": "Each column is a word, each row of pixels a filter of this layer: its activation there, "
            "after ReLU and so never below 0; nothing is handed on from word to word. Yellow is strong, grey is zero. "
            "Point at a place to read its value; click or tap a word or a cell, or walk with the arrow keys.",
            "not-states": "Not shown: what a filter stands for, and which of the words under it made it respond.",
        },
        "zh": {
            "idea": "让许多卷积核（filter）同时在句子上滑动，每个卷积核只对一类 n 元词组（n-gram）有响应。每个卷积核"
            "只保留全文中最大的激活值，所以重要的是词组出现了没有，而不是出现在哪里。",
            "good_at": "认出词组（“not bad”“waste of time”），速度快，适合并行硬件。",
            "fails_at": "比卷积核更宽的内容：隔着八个词的否定、谁对谁做了什么、分句的先后。",
            "in_short": "寻找短语，不管在哪里；最快",
            "path-of-text": "TextCNN 没有逐词的隐藏状态：每个点是各卷积核到此为止的最大值。点不动，"
            "说明没有卷积核遇到更强的词组。",
            "view-states": "激活值",
            "row-hidden": "卷积核激活值（ReLU）",
            "notable-states": "卷积核激活值在第 {place} 词“{word}”处变化最大（不计标点）。",
            "how-states": "每一列是一个词，每一行像素是这一层的一个卷积核（filter）：它在该词处经过 ReLU 的激活值，"
            "不会小于 0；词与词之间不传递状态。黄为强，灰为零。指向一处可读出数值；点选词或格子，也可用方向键移动。",
            "not-states": "看不到的：一个卷积核代表什么，以及它覆盖的词中是哪个引起了响应。",
        },
    },
    paper="Kim 2014, Convolutional neural networks for sentence classification",
    paper_url="https://aclanthology.org/D14-1181/",
    mark="▲△",
    colour="#009e73",
    views=("filters", "layers", "code"),
    tagger_views=("states", "layers", "code"),
    state_a_word=False,
    reads=("layers", "widths", "filters"),
    sizes={"widths": [1, 2, 3, 4], "filters": 100, "dropout": 0.4},
    tagger_sizes={"widths": [3, 5], "filters": 128, "layers": 2, "dropout": 0.3},
    learning_rate=4e-3,
    words_to_read=3_000_000,
    no_deep_lift="",
)
