"""The words that several tabs share, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "device-waking": "waking up",
        "examples": "Examples",
        "untrained": "untrained",
        "session-model": "a model of this visit",
        # kinds of examples
        "example-negation": "Negation",
        "example-contrast": "Contrast",
        "example-sarcasm": "Sarcasm",
        "example-garden-path": "Garden path",
        "example-noun-verb": "A noun that is a verb",
        "example-names": "Names and numbers",
        "example-review": "A long review",
        "example-chinese": "A Chinese sentence",
        # states
        "empty-title": "Nothing to read yet",
        "empty-body": "Type a sentence above, and every model answers it as you type. Or begin with one of these:",
        "problem-title": "This could not be answered",
        "waking": "Loading {model} …",
        "waking-why": "It answers as soon as it is awake.",
        "failed": "{model} has failed",
        "failed-why": "The others are not affected.",
        "panel": "Labels: {labels}",
        "not-read": "not read",
        "keep-picture": "Keep as",
        "inside-unread": "{count} words beyond the {limit}th were not read",
        "apart-copy": "Copy",
        "apart-copied": "Copied",
        "no-models-title": "No model is chosen",
        "no-models-body": "Tick at least one model above.",
        "no-words-title": "There is no word in this text",
        "no-words-body": "It holds only spaces or control characters. Type a sentence.",
    },
    "zh": {
        "device-waking": "正在唤醒模型",
        "examples": "示例",
        "untrained": "未训练",
        "session-model": "本次访问中的模型",
        # kinds of examples
        "example-negation": "否定",
        "example-contrast": "转折",
        "example-sarcasm": "反讽",
        "example-garden-path": "花园幽径句",
        "example-noun-verb": "名词作动词",
        "example-names": "人名与数字",
        "example-review": "长评论",
        "example-chinese": "中文句子",
        # states
        "empty-title": "还没有文本",
        "empty-body": "在上面输入一句话，每个模型都会边看边答。也可以从这些句子开始：",
        "problem-title": "无法作答",
        "waking": "正在加载 {model} …",
        "waking-why": "加载完成后会自动作答。",
        "failed": "{model} 出错了",
        "failed-why": "其他模型不受影响。",
        "panel": "标签：{labels}",
        "not-read": "未读",
        "keep-picture": "保存为",
        "inside-unread": "第 {limit} 词之后的 {count} 个词没有读",
        "apart-copy": "复制",
        "apart-copied": "已复制",
        "no-models-title": "没有选择模型",
        "no-models-body": "请在上面至少勾选一个模型。",
        "no-words-title": "这段文本里没有词",
        "no-words-body": "里面只有空格或控制字符。请输入一句话。",
    },
}

say = speaker(WORDS)
