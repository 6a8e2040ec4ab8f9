"""The words of the view Code, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "view-code": "Code",
        "how-code": (
            "A program for this checkpoint alone, in plain PyTorch: it loads the weights and gives the same "
            "logits. Beside it stand the class as it is in the repository, and what common mistakes with such a model "
            "do to this text."
        ),
        "not-code": "Not shown: how text is split into words; the program takes words.",
        "code-listing": "In plain PyTorch",
        "code-run": "Run it with: python {file} {folder} word word …",
        "code-untrained": "It loads the trained weights; those of the randomly initialised copy are stored nowhere.",
        "code-config": "The configuration",
        "code-class": "class {name}, {file}, line {line}",
        "code-sources": "The class in the repository",
        "code-mistakes": "Common mistakes, and what they do to this text",
        "code-wrong": "wrong",
        "code-right": "right",
        "mistake-softmax-twice": "Softmax before the cross-entropy loss",
        "mistake-softmax-twice-why": (
            "CrossEntropyLoss applies the softmax itself. Given probabilities, the loss can never reach 0, and the "
            "gradient from which the model should learn becomes small. Here the model's own prediction is taken "
            "for the right one."
        ),
        "mistake-last-of-padded": "The last position of a padded batch taken for the last state",
        "mistake-last-of-padded-why": (
            "Padded to twice its length, this text ends in padding. A recurrent state goes on changing there, and "
            "a model that is not told the lengths takes padding for words."
        ),
        "mistake-padding-pooled": "Padding let into the mean or the maximum",
        "mistake-padding-pooled-why": (
            "This model predicts from states that are pooled over its words. Padded to twice its length, the text ends "
            "in padding: without the mask it counts as words, shifts a mean and may win a maximum."
        ),
        "mistake-padding-read": "Padding read as if it were words",
        "mistake-padding-read-why": (
            "Padded to twice its length, this text ends in padding. A model that is not told the lengths takes it for "
            "words: a backward cell begins with it, attention goes to it, filters respond to it."
        ),
        "mistake-no-target": "nn.Transformer called without a target",
        "mistake-no-target-why": (
            "nn.Transformer is an encoder and a decoder, for translation. Without a target it raises an error; "
            "given the text twice it runs, and answers with a decoder that nobody wanted."
        ),
        "pair-loss": "loss",
        "pair-least-loss": "smallest possible loss",
        "pair-gradient": "norm of the gradient at the logits",
        "pair-state-apart": "distance from the last state, relative to its norm",
        "pair-state-unit": "unit {label} of the state",
        "pair-features-apart": "distance between what the head reads, relative to its norm",
        "pair-probability": "probability of {label}",
        "pair-transformer-parameters": "parameters",
        "pair-transformer-apart": "distance from the encoder's states, relative to their norm",
    },
    "zh": {
        "view-code": "代码",
        "how-code": (
            "只为这个检查点（checkpoint）写的程序，只用 PyTorch：载入权重，得到同样的 logit。旁边是仓库里的类，以及"
            "这类模型的常见错误对这段文本的影响。"
        ),
        "not-code": "没有显示：文本怎样切分成词；程序接受的是词。",
        "code-listing": "只用 PyTorch",
        "code-run": "运行：python {file} {folder} 词 词 …",
        "code-untrained": "它载入训练好的权重；随机初始化的对照模型没有存档。",
        "code-config": "配置",
        "code-class": "类 {name}，{file} 第 {line} 行",
        "code-sources": "仓库里的类",
        "code-mistakes": "常见错误，以及对这段文本的影响",
        "code-wrong": "错误",
        "code-right": "正确",
        "mistake-softmax-twice": "在交叉熵之前做 softmax",
        "mistake-softmax-twice-why": (
            "CrossEntropyLoss 自己会做 softmax。给它概率，损失永远到不了 0，用来学习的梯度也会变小。这里以模型自己"
            "的预测为正确答案。"
        ),
        "mistake-last-of-padded": "把填充后的最后一个位置当作最后的状态",
        "mistake-last-of-padded-why": (
            "填充到两倍长度后，末尾全是填充符。循环网络的状态在那里继续变化；不知道实际长度的模型会把填充符当作词。"
        ),
        "mistake-padding-pooled": "把填充符算进平均值或最大值",
        "mistake-padding-pooled-why": (
            "这个模型由全部词的池化结果得出预测。填充到两倍长度后，末尾全是填充符：不用掩码（mask），填充符就会被当作词，"
            "使平均值偏移，还可能取得最大值。"
        ),
        "mistake-padding-read": "把填充符当作词来读",
        "mistake-padding-read-why": (
            "填充到两倍长度后，末尾全是填充符。不知道实际长度的模型会把它当作词：后向循环单元从填充符读起，注意力分给"
            "填充符，卷积核也对它有响应。"
        ),
        "mistake-no-target": "调用 nn.Transformer 时不给目标",
        "mistake-no-target-why": (
            "nn.Transformer 是编码器加解码器，用于翻译。不给目标会报错；把文本给两遍能运行，但输出来自多余的解码器。"
        ),
        "pair-loss": "损失",
        "pair-least-loss": "可能的最小损失",
        "pair-gradient": "logit 处梯度的范数",
        "pair-state-apart": "与最后状态的距离（相对于其范数）",
        "pair-state-unit": "状态的第 {label} 个单元",
        "pair-features-apart": "输出层输入之间的距离（相对于其范数）",
        "pair-probability": "预测为{label}的概率",
        "pair-transformer-parameters": "参数",
        "pair-transformer-apart": "与编码器状态的距离（相对于其范数）",
    },
}

say = speaker(WORDS, shared.WORDS)
