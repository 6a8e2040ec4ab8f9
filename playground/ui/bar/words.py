"""The words of the bar above the tabs, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        # the bar
        "title": "Playground",
        "tagline": (
            "One sentence, four neural networks: see what each predicts, what goes on inside it, and which words decide"
        ),
        "answers-lessons": (
            "Do you know what these networks will do? Short lessons ask you, and work out the answer on the spot."
        ),
        "answers-models": "How good, how fast and how large is each model, and where does it fail?",
        "answers-finetune": "How does a model learn? Train one on a file of your own and compare it with the others.",
        "answers-edit": (
            "What if a word were another one? Change, delete or swap words and see whose prediction flips."
        ),
        "answers-intervene": (
            "What does a unit, a gate, a filter or a head do? Switch it off, or put another sentence's value "
            "in, and see."
        ),
        "answers-explain": (
            "Which words speak for a label and which against it, by eleven methods, and how far can each be believed?"
        ),
        "answers-inside": (
            "What does a model compute on the way: gates, states, attention, filters, layer by layer, down to the "
            "numbers and the code?"
        ),
        "answers-compare": (
            "What does each model predict, and at which word does it change? Change a word above and watch."
        ),
        "device-cpu": "runs on a CPU",
        "device-cuda": "runs on a GPU",
        "language-name": "Read this page in {title} ({name})",
        "theme": "Light or dark",
        "skip": "Skip to what the models say",
        "copy": "Copy link",
        "copied": "Link copied: it opens this view",
        "copied-without": "Link copied. Your own models are not in it: nobody else has them.",
        "copy-too-long": "This text is too long for a link. Shorten it to about {words} words.",
        "address-kept": (
            "This text is too long for the address. It is kept in this browser: Reload and Back bring it back, a link "
            "cannot."
        ),
        "address-not-kept": "This address belongs to a long text that is kept in another browser, or no longer.",
        "link-left-out": "Left out, because it is not among the models for this task: {models}.",
        "link-left-out-session": (
            "This address also names a model that was trained in another session. Only that session has it, so it is "
            "left out here. Whoever trained it can download it as a file, which Fine-tune opens."
        ),
        "copy-failed": "The browser does not allow copying. Here is the link:",
        "api": "Use it from a program",
        "program-what": "The calls for what this page shows now, ready to copy.",
        "program-all": "All calls, described (in a tab of its own)",
        "program-curl": "curl",
        "program-python": "Python",
        "program-command": "Command line, in a clone of this project",
        "program-embed": "In another page (HTML; the frame becomes as tall as what it shows)",
        "program-notebook": "In a notebook (Jupyter, Colab, VS Code), in a clone of this project",
        "program-embed-none": (
            "To embed a view in another page or a notebook, open Compare, Look inside or Explain, with a text and a "
            "model that others have too."
        ),
        "embed": "Embed",
        "embed-name": "The frame by which another page shows this view",
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
        "tagline": "一句话，四种神经网络：看各自预测什么、内部怎样计算、哪些词起决定作用",
        "answers-lessons": "你能猜中这些网络会怎么做吗？几堂短课来问你，答案由模型当场算出。",
        "answers-models": "每个模型有多准、多快、多大，又在哪里出错？",
        "answers-finetune": "模型怎样学习？用自己的文件训练一个，再与其他模型比较。",
        "answers-edit": "如果换一个词会怎样？替换、删除或对调词语，看谁的预测翻转。",
        "answers-intervene": (
            "一个单元、一个门、一个卷积核或一个注意力头有什么用？关掉它，或换成另一句话里的值，看结果。"
        ),
        "answers-explain": "哪些词支持某个标签，哪些词反对？十一种方法的结果，以及各自有多可信。",
        "answers-inside": "模型一路上计算了什么：门、状态、注意力、卷积核，逐层展开，直到具体数值和代码？",
        "answers-compare": "每个模型预测什么，预测在哪个词处改变？改动上面的一个词看看。",
        "device-cpu": "在 CPU 上运行",
        "device-cuda": "在 GPU 上运行",
        "language-name": "用{title}阅读本页（{name}）",
        "theme": "切换浅色或深色",
        "skip": "跳到模型的结果",
        "copy": "复制链接",
        "copied": "链接已复制，打开即可看到同样的内容",
        "copied-without": "链接已复制，但不含你自己的模型：别人没有这些模型。",
        "copy-too-long": "文本太长，放不进链接。请缩短到 {words} 词左右。",
        "address-kept": "文本太长，放不进地址，已保存在此浏览器中：刷新和后退可以恢复，链接则不能。",
        "address-not-kept": "这个地址对应的长文本保存在另一个浏览器中，或者已被清除。",
        "link-left-out": "已略去不属于本任务的模型：{models}。",
        "link-left-out-session": (
            "地址中还有一个在别的会话中训练的模型，只有那个会话里有，这里略去。训练者可以把它下载成文件，再在“"
            "微调”中打开。"
        ),
        "copy-failed": "浏览器不允许复制，链接如下：",
        "api": "用程序调用",
        "program-what": "下面的调用对应本页当前显示的内容，可直接复制。",
        "program-all": "查看全部接口说明（在新标签页中打开）",
        "program-curl": "用 curl 调用",
        "program-python": "Python 程序",
        "program-command": "命令行（在本项目的目录下运行）",
        "program-embed": "嵌入其他网页（HTML；框架高度会随内容调整）",
        "program-notebook": "在笔记本里显示（Jupyter、Colab、VS Code，在本项目的目录下运行）",
        "program-embed-none": (
            "要把视图嵌入其他网页或笔记本，请打开“比较”“模型内部”或“解释”，输入文本，并选择别人也有的模型。"
        ),
        "embed": "嵌入",
        "embed-name": "在其他网页中显示这个视图的代码",
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
