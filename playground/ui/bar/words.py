"""The words of the bar above the tabs, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        # the bar
        "title": "Playground",
        "tagline": "One sentence, read by an RNN, an LSTM, a TextCNN and a Transformer, side by side",
        "device-cpu": "runs on a CPU",
        "device-cuda": "runs on a GPU",
        "language-name": "Read this page in {title} ({name})",
        "theme": "Light or dark",
        "copy": "Copy link",
        "copied": "Link copied: it opens this view",
        "copied-without": "Link copied. Your own models are not in it: nobody else has them.",
        "copy-too-long": "This text is too long for a link. Shorten it to about {words} words.",
        "address-kept": (
            "This text is too long for the address. It is kept in this browser: Reload and Back bring it back, a link "
            "cannot."
        ),
        "address-not-kept": "This address belongs to a long text that is kept in another browser, or no longer.",
        "copy-failed": "The browser does not allow copying. Here is the link:",
        "api": "Use it from a program",
        "program-what": "The calls for what this page shows now, ready to copy.",
        "program-all": "All calls, described (in a tab of its own)",
        "program-curl": "curl",
        "program-python": "Python",
        "program-command": "Command line, in a clone of this project",
        "program-close": "Close",
        "text": "The text",
        "text-placeholder": "Type a sentence, or paste a review",
        "task": "Task",
        "models": "Models",
        "twins": "randomly initialised copies",
        "twins-name": "Show copies of these models: the same architecture, random weights",
        "others": "{reads} models",
        "others-name": "Show the models made for texts in another language",
        "textbook": "textbook versions",
        "textbook-name": "Show the RNN and the LSTM as tutorials build them: one direction, the last state alone",
        "reads-answer": "{reads} text: the {reads} models answer",
        "reads-default": "The {reads} models answer",
        "reads-others": "{reads} text; chosen are models made for another language: {models}",
        # one more model of the Hub
        "hub-more": "model from the Hub",
        "hub-add": "Add a model from the Hub",
        "hub-placeholder": "owner/name or owner/name@revision",
        "hub-button": "Add",
        "hub-what": (
            "Configuration, vocabulary, weights (safetensors) and model card are downloaded in the background; no "
            "code is run. You can go on meanwhile."
        ),
        "hub-coming": "Downloading {model} …",
        "hub-share": "Downloading {model}: {done} of {total}",
        "hub-here": "{model} is ready.",
        "hub-missed": "{model} could not be downloaded.",
    },
    "zh": {
        # the bar
        "title": "模型游乐场",
        "tagline": "同一句话，RNN、LSTM、TextCNN 和 Transformer 各自怎么读",
        "device-cpu": "在 CPU 上运行",
        "device-cuda": "在 GPU 上运行",
        "language-name": "用{title}阅读本页（{name}）",
        "theme": "切换浅色或深色",
        "copy": "复制链接",
        "copied": "链接已复制，打开即可看到同样的内容",
        "copied-without": "链接已复制，但不含你自己的模型：别人没有这些模型。",
        "copy-too-long": "文本太长，放不进链接。请缩短到 {words} 词左右。",
        "address-kept": "文本太长，放不进地址，已保存在此浏览器中：刷新和后退可以恢复，链接则不能。",
        "address-not-kept": "这个地址对应的长文本保存在另一个浏览器中，或者已被清除。",
        "copy-failed": "浏览器不允许复制，链接如下：",
        "api": "用程序调用",
        "program-what": "下面的调用对应本页当前显示的内容，可直接复制。",
        "program-all": "查看全部接口说明（在新标签页中打开）",
        "program-curl": "用 curl 调用",
        "program-python": "Python 程序",
        "program-command": "命令行（在本项目的目录下运行）",
        "program-close": "关闭",
        "text": "文本",
        "text-placeholder": "输入一句话，或粘贴一段评论",
        "task": "任务",
        "models": "模型",
        "twins": "随机初始化的对照模型",
        "twins-name": "显示结构相同、权重随机的对照模型",
        "others": "{reads}模型",
        "others-name": "显示为另一种语言训练的模型",
        "textbook": "教科书版",
        "textbook-name": "显示教程里常见的 RNN 和 LSTM：单向，只用最后一个状态预测",
        "reads-answer": "{reads}文本：由{reads}模型预测",
        "reads-default": "由{reads}模型预测",
        "reads-others": "{reads}文本；所选模型中有为其他语言训练的：{models}",
        # one more model of the Hub
        "hub-more": "Hub 上的模型",
        "hub-add": "添加 Hub 上的模型",
        "hub-placeholder": "owner/name 或 owner/name@revision",
        "hub-button": "添加",
        "hub-what": "配置、词表、权重（safetensors）和模型卡在后台下载，不会执行其中任何代码。其间可以继续使用。",
        "hub-coming": "正在下载 {model} …",
        "hub-share": "正在下载 {model}：{done}/{total}",
        "hub-here": "{model} 已就绪。",
        "hub-missed": "{model} 下载失败。",
    },
}

say = speaker(WORDS, shared.WORDS)
