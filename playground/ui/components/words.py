"""The words that several tabs share, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "device-loading": "Loading models",
        "examples": "Examples",
        "untrained": "untrained",
        "session-model": "your model",
        "named-textbook": "textbook {model}",
        "text-language-en": "English",
        "text-language-zh": "Chinese",
        # kinds of examples
        "example-negation": "Negation",
        "example-contrast": "Contrast",
        "example-sarcasm": "Sarcasm",
        "example-garden-path": "Garden path",
        "example-noun-verb": "A noun that is a verb",
        "example-names": "Names and numbers",
        "example-review": "A long review",
        # states
        "empty-title": "Nothing to read yet",
        "empty-body": "Type a sentence above: every model predicts as you type. Or begin with one of these:",
        "problem-title": "This could not be answered",
        "loading": "Loading {model} …",
        "loading-why": "Its prediction appears as soon as it is loaded.",
        "failed": "{model} has failed",
        "failed-why": "The others are not affected.",
        "panel": "Labels: {labels}",
        "word": "word",
        "character": "character",
        "not-read": "not read",
        "keep-picture": "Download as",
        "inside-unread": "{count} words beyond the {limit}th were not read",
        "workings-explain": "Which words make this logit: Explain",
        "workings-compare": "The probabilities of all models: Compare",
        "workings-softmax": (
            "Softmax: e to the power of each, divided by the sum over all labels. For {label}: {share}."
        ),
        "workings-temperature-many": (
            "They are divided by the temperature {temperature}, which was fitted after training so that a "
            "probability of 80 % is right 80 % of the time: {warm}."
        ),
        "workings-many": (
            "The output layer gives one logit per label; only their differences matter. Distances from the largest "
            "one: {logits}."
        ),
        "workings-sigmoid": (
            "The softmax of two logits is the sigmoid of their difference: 1 / (1 + e^({power})) = {share} for {label}."
        ),
        "workings-temperature": (
            "It is divided by the temperature {temperature}, which was fitted after training so that a probability "
            "of 80 % is right 80 % of the time: {logit} / {temperature} = {warm}."
        ),
        "workings-two": (
            "The output layer gives two logits; only their difference matters. Logit of {label} minus logit of "
            "{other}: {logit}."
        ),
        "workings": "How the {share} comes about",
        "workings-one-output": (
            "One output stands for both labels: the logit {logit} above is that of {label} against {other}."
        ),
        "workings-both": (
            "The logits: {label} {logit}, {other} {other_logit}. The scores above explain the first of them."
        ),
        "apart-copy": "Copy",
        "apart-copied": "Copied",
        "no-models-title": "No model is chosen",
        "no-models-body": "Tick at least one model above.",
        "no-words-title": "There is no word in this text",
        "no-words-body": "It holds only spaces or control characters. Type a sentence.",
    },
    "zh": {
        "device-loading": "正在加载模型",
        "examples": "示例",
        "untrained": "随机初始化",
        "session-model": "你的模型",
        "named-textbook": "教科书版 {model}",
        "text-language-en": "英文",
        "text-language-zh": "中文",
        # kinds of examples
        "example-negation": "否定",
        "example-contrast": "转折",
        "example-sarcasm": "反讽",
        "example-garden-path": "花园幽径句（garden path）",
        "example-noun-verb": "名词作动词",
        "example-names": "人名与数字",
        "example-review": "长评论",
        # states
        "empty-title": "还没有文本",
        "empty-body": "在上面输入一句话，输入时会实时给出预测。也可以从这些句子开始：",
        "problem-title": "无法给出预测",
        "loading": "正在加载 {model} …",
        "loading-why": "加载完成后会自动给出预测。",
        "failed": "{model} 出错了",
        "failed-why": "其他模型不受影响。",
        "panel": "标签：{labels}",
        "word": "词",
        "character": "字符",
        "not-read": "未读",
        "keep-picture": "下载为",
        "inside-unread": "只读前 {limit} 个词，之后的 {count} 个词没有读",
        "workings-explain": "这个 logit 来自哪些词：解释",
        "workings-compare": "所有模型的概率：比较",
        "workings-softmax": "softmax：对每个数取 e 的幂，再除以全部标签之和。{label}的概率：{share}。",
        "workings-temperature-many": (
            "再除以温度（temperature）{temperature}。温度在训练后拟合，使预测概率为 80 % 时真有八成正确：{warm}。"
        ),
        "workings-many": "输出层对每个标签给出一个 logit，只有它们的差起作用。与最大者之差：{logits}。",
        "workings-sigmoid": (
            "两个 logit 的 softmax 就是其差的 sigmoid：1 / (1 + e^({power})) = {share}，即{label}的概率。"
        ),
        "workings-temperature": (
            "再除以温度（temperature）{temperature}。温度在训练后拟合，使预测概率为 80 % 时真有八成正确：{logit} / "
            "{temperature} = {warm}。"
        ),
        "workings-two": "输出层给出两个 logit，只有它们的差起作用。{label}的 logit 减去{other}的 logit：{logit}。",
        "workings": "{share} 是怎样算出来的",
        "workings-one-output": "一个输出代表两个标签：上面的 logit {logit} 是{label}相对{other}的。",
        "workings-both": "两个 logit：{label} {logit}，{other} {other_logit}。上面的分数解释的是前者。",
        "apart-copy": "复制",
        "apart-copied": "已复制",
        "no-models-title": "没有选择模型",
        "no-models-body": "请在上面至少勾选一个模型。",
        "no-words-title": "这段文本里没有词",
        "no-words-body": "里面只有空格或控制字符。请输入一句话。",
    },
}

say = speaker(WORDS)
