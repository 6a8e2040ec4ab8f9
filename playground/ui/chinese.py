"""The Chinese of what is written in English elsewhere: tasks, labels, tags, architectures and errors, each by its key.

Written the way Chinese textbooks say it. A test compares the keys with those of the modules that own the English.
"""

TASKS = {"sentiment": "情感", "pos": "词性"}

LABELS = {"negative": "负面", "positive": "正面"}

TAGS = {
    "NOUN": "名词：dog、idea",
    "PROPN": "专有名词：Mary、London、NATO",
    "PRON": "代词：she、it、who、this",
    "VERB": "动词：run、eats、thinking",
    "AUX": "助动词：is、has、will、must",
    "ADJ": "形容词：big、old、green",
    "ADV": "副词：very、well、never",
    "DET": "限定词：a、the、every、no",
    "NUM": "数词：2024、one、IV",
    "ADP": "介词：in、to、during",
    "PART": "小品词：n't、's、动词前的 to",
    "CCONJ": "并列连词：and、or、but",
    "SCONJ": "从属连词：if、while、that",
    "INTJ": "感叹词：hello、wow、ouch",
    "PUNCT": "标点：. , ( ?",
    "SYM": "符号：$、%、:)",
    "X": "其他：外语词、错字",
}

ARCHITECTURES = {
    (
        "rnn",
        "idea",
    ): "逐词阅读，全部记忆只有一个向量，即隐藏状态。每来一个词，就和它混合一次：h = tanh(W·词 + U·h前 + b)。",
    ("rnn", "good_at"): "短文本，以及答案取决于最后几个词的情形；参数少。",
    ("rnn", "fails_at"): "长距离：梯度往回传很多步时，每一步都要乘以同一个矩阵和一个小于 1 的斜率，于是逐渐消失，"
    "靠前的词几乎学不到东西。",
    (
        "lstm",
        "idea",
    ): "和 RNN 一样逐词阅读，但多一份记忆，即细胞状态，用相加而不是覆盖来更新。三个取值在 0 和 1 之间的门"
    "（输入门、遗忘门、输出门）为每个单元决定写入什么、保留什么、输出什么。",
    ("lstm", "good_at"): "词序和距离：遗忘门接近 1 时，一条信息可以跨越许多词。",
    ("lstm", "fails_at"): "速度：词只能一个接一个地读。文本很长时，记忆仍会变淡。",
    (
        "textcnn",
        "idea",
    ): "让许多过滤器同时在句子上滑动，每个过滤器只对一类 n 元词组有反应。每个过滤器只保留全文中最强的一次反应，"
    "所以重要的是词组出现了没有，而不是出现在哪里。",
    ("textcnn", "good_at"): "认出词组（“not bad”“waste of time”），速度快，适合并行硬件。",
    ("textcnn", "fails_at"): "比过滤器更宽的内容：隔着八个词的否定、谁对谁做了什么、分句的先后。",
    ("transformer", "idea"): "每个词同时看所有其他的词，取走与自己有关的信息：这就是注意力。结构本身不含词序，"
    "所以给每个词加上一组随位置而变的波形。",
    ("transformer", "good_at"): "任意距离上的关系，并行硬件，数据越多越好。",
    ("transformer", "fails_at"): "数据太少：别的结构天生具备的东西，它要从例子里学。计算量随长度的平方增长。",
}

ERRORS = {
    # errors
    "no-such-name": "没有 {given}。可选：{allowed}。",
    # many texts, HTTP
    "many-none": "没有文本。请至少给出一行非空文字，或上传含有文本的文件。",
    "many-texts": "共有 {given} 段文本，一次最多处理 {allowed} 段。请只取一部分。",
    "many-characters": "这些文本合计 {given} 个字符，一次最多处理 {allowed} 个。请只取一部分。",
    "many-file-size": "{file} 有 {given} 字节，最多读取 {allowed} 字节。请只上传一部分。",
    "many-file-utf-8": "{file} 不是 UTF-8 编码。请另存为 UTF-8 后再上传。",
    "models-type": "给出的模型是 {given}，应为字符串列表。例如 [\"sentiment-lstm\"]；留空则询问该任务的全部模型。",
    "models-many": "一次问了 {given} 个模型，最多 {allowed} 个。请减少。",
    # text
    "text-type": "给出的文本类型是 {given}。文本必须是字符串，请以一整段文字传入。",
    "text-too-long": "文本有 {characters} 个字符，最多读 {allowed} 个。请截短，或分成几段。",
    "vocabulary-twice": "词表中有重复的条目。每个词和字母只能出现一次。请重新保存检查点。",
    "vocabulary-layout": "vocabulary.json 不是词表，“words” 下应是字符串列表。请重新保存检查点。",
    # devices
    "cpu-cores": "CPU_CORES 的值是 {given}，应为核心数，例如 2。请改正或取消设置。",
    # models
    "config-too-big": "这份配置有 {parameters} 个参数，最多允许 {allowed} 个。请改小。",
    "config-range": "配置中 {field} = {given}，不在允许的范围内（{allowed}）。请修改。",
    "config-unknown": "配置中的字段“{field}”无法识别。请删除，或使用更新的版本。",
    "config-missing": "配置缺少“{field}”，必须写明结构、任务、标签和词数。请重新保存检查点。",
    # checkpoints
    "checkpoint-folder": "文件夹 {given} 里没有检查点：缺少 config.json。请给出 train --out 写出的文件夹。",
    "checkpoint-unknown": "没有名为 {given} 的检查点。自带的有：{known}。请从中选择，或给出文件夹（以 ./ 或 / 开头）。",
    "checkpoint-file-size": "{file} 太大，最多读 {allowed} 字节。请使用更小的检查点。",
    "checkpoint-file": "无法读取检查点 {checkpoint} 的 {file}。请重新获取检查点，例如运行 git checkout checkpoints。",
    "checkpoint-json": "检查点 {checkpoint} 的 {file} 不是 JSON。请重新获取检查点。",
    "checkpoint-config": "检查点 {checkpoint} 的 config.json 没有写明结构、任务和标签。请重新保存检查点。",
    "checkpoint-weights": "检查点 {checkpoint} 的 model.safetensors 不是 safetensors 文件。请重新获取检查点。",
    "checkpoint-temperature": "检查点 {checkpoint} 的温度应在 0.01 到 100 之间。请重新保存。",
    "checkpoint-sha256": "检查点 {checkpoint} 的权重与配置中记录的不符（sha256 不同）。请重新获取检查点。",
    "checkpoint-vocabulary": "检查点 {checkpoint} 的词表大小与配置不一致。请重新保存检查点。",
    "checkpoint-tensor": "检查点 {checkpoint} 的张量 {tensor} 与配置不符。请重新获取或保存检查点。",
    "checkpoint-memory": "memory.json 中没有按距离的平均值。请用 python -m playground memory 重新测量。",
    # lenses
    "memory-word": "{model} 为整段文本作答，不能选词。请不要指定词。",
    "memory-untrained": "{model} 的权重是随机的，文件夹里只存训练好的模型的测量结果。请去掉 #untrained。",
    "memory-short": "数据中没有达到 {allowed} 个词的句子，无法测量这么远的距离。请给出句子更长的数据。",
    "explain-parameter": "参数 {parameter} 的值是 {given}，不在允许范围内（{allowed}）。请修改。",
    "explain-seed": "随机种子是 {given}，应为非负整数。请修改。",
    "explain-word": "没有编号为 {given} 的词可解释。读到的词的编号为 {allowed}。请从中选择。",
    "explain-no-label": "{model} 没有标签 {label}。请选择别的标签，或解释各模型自己的答案。",
    "faithfulness-random": "只用 {given} 个随机解释做比较太少，至少需要 {allowed} 个。请增加。",
    "faithfulness-short": "这 {texts} 段文本都不到 {allowed} 个词。请给出更长的文本。",
    "refused-deep_lift-rnn": "DeepLift 按每种单元的规则逐层传递差别，而对逐词阅读的网络没有规则；"
    "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
    "refused-deep_lift-lstm": "DeepLift 按每种单元的规则逐层传递差别，而对互相相乘的门没有规则；"
    "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
    "refused-deep_lift-transformer": "DeepLift 按每种单元的规则逐层传递差别，而对注意力和层归一化没有规则；"
    "用在这里，得到的只是换了名字的“输入 × 梯度”。请选择别的方法。",
    "refused-lrp": "逐层相关性传播没有查词向量表的规则，也没有门和注意力的规则，不适用于这些模型。请选择别的方法。",
    "refused-guided_backpropagation": "引导反向传播显示的是输入本身的样子，与答案无关；换掉上面各层，结果几乎不变。"
    "不适用于这些模型，请选择别的方法。",
    "refused-deconvolution": "反卷积用来画出图像网络的过滤器看到了什么；用在词向量上，数值没有意义。"
    "不适用于这些模型，请选择别的方法。",
    "growth-per-word": "{model} 为每个词作答，没有随全文变化的答案。请选择一段文本一个标签的模型。",
    "no-such-label": "{model} 没有标签 {given}。可选：{allowed}。",
    "edit-word": "{model} 对整段文本只给一个答案，不能指定某个词。请不要指定词，或选择逐词作答的模型。",
    "edit-no-words": "文本里没有词，无从编辑。请写一句话。",
    "edit-no-such-word": "没有编号为 {given} 的词。{model} 读到这段文本的第 {last} 号词为止（从 0 数起）。请从中选择。",
    "trace-layer": "没有这样的层：{given}。可选：{allowed}。",
    "trace-number": "没有编号为 {given} 的{what}。可选：{allowed}。",
    "no-attention": "{model} 没有注意力：它的词不会互相看。请选择 Transformer。",
    "batch-range": "无法显示 {sentences} 句、最长 {longest} 词的一批。句数限 1–{allowed}，词数 {words} 到 {most}。",
    "no-such-place": "这里没有内容。请在图中选择一个词和一个单元。",
    "no-votes": "{model} 没有投票可看：只有每段文本一个标签的 TextCNN 才有。请选择这样的模型。",
    "trace-numbers": "所要的数组共有 {numbers} 个数，一次最多发送 {allowed} 个。请少选几个数组，或缩短文本。",
    "no-cell": "{model} 没有逐词传递的状态，只有 RNN 和 LSTM 才有。请选择其中之一。",
    "nothing-to-keep": "没有可保存的内容。请等图画好，再选择 CSV 或 JSON。",
    # training
    "training-exploded": "训练发散了。学习率 {learning_rate} 太高，请调低。",
    "vectors-size": "词向量有 {given} 个数，模型的嵌入有 {allowed} 个，两者必须相等。请调整模型的嵌入大小。",
    "vectors-none": "{file} 里没有可用的词向量。请给出 GloVe 或 word2vec 的文本文件。",
    "vectors-line": "{file} 第 {line} 行的数字个数与第一行不同。请修正或删除这一行。",
    "vectors-file": "无法读取词向量文件。请检查路径。",
    "vectors-text": "{file} 不是 UTF-8 文本。请给出 GloVe 或 word2vec 的文本文件。",
    "setting-range": "设置 {setting} 的值是 {given}，应在 {low} 到 {high} 之间。请修改。",
    "setting-optimizer": "优化器是 {given}，可选 adamw 和 sgd。请修改。",
    "setting-unknown": "没有名为 {setting} 的设置。请删除。",
    "label-foreign": "{file} 中有模型没有的标签 {label}。请改名，或为它另训一个模型。",
    "other-task": "{file} 与模型 {model} 的任务不同。请换一个文件或模型。",
    "foreign-labels": "{file} 中有模型 {model} 没有的标签：{labels}。请改名，或换一个模型。",
    # files
    "no-file": "没有文件 {file}。请检查路径。",
    "unreadable": "无法读取 {file}。请给出可读的文件。",
    "not-text": "{file} 不是文本文件。请给出 .csv、.tsv 或 .conllu 文件；电子表格可以另存为 CSV。",
    "bad-gzip": "{file} 不是完整的 gzip 文件。请重新压缩，或给出未压缩的文件。",
    "too-large": "{file} 太大。请给出其中一部分。",
    "empty-file": "{file} 是空的。请给出内容。",
    "encoding": "无法判断 {file} 的编码。请另存为 UTF-8。",
    "damaged-utf-8": "{file} 的第 {row} 行有不属于 UTF-8 的字节，而其余部分是 UTF-8。请修正这一行，或另存为 UTF-8。",
    "nul": "{file} 的第 {row} 行含有 NUL 字符，不是文本文件。请给出 UTF-8 文本文件。",
    "open-quote": "{file} 的第 {row} 行有一个没有闭合的引号。请补上；如果引号属于正文，请写两遍。",
    "long-cell": "{file} 的第 {row} 行有过长的单元格。是不是引号没有闭合？请修正或删除这一行。",
    "too-many-columns": "{file} 的第 {row} 行列数太多。只保留文本和标签即可。",
    "too-many-rows": "{file} 超过 {allowed} 行。请给出其中一部分。",
    "duplicate-column": "{file} 有两列都叫 {column}。请给每一列不同的名字。",
    "no-such-column": "{file} 没有名为 {column} 的列。现有：{columns}。请从中选择，或给出从 1 数起的列号。",
    "no-column": "{file} 没有名为 {column} 的列。现有：{columns}。请指出是哪一列。",
    "same-column": "{file} 的文本和标签是同一列。请指定两列。",
    "no-examples": "{file} 没有可用的例子。请补上内容。",
    "bad-rows": "{file} 有 {count} 行不能使用。请修正或删除：{problems}",
    "too-many-labels": "{file} 的标签列有 {labels} 种取值，最多允许 {allowed} 种。请换一列。",
    "not-conllu": "{file} 不是 CoNLL-U。词性任务要用每个词都有标签的 .conllu 文件；也可以改选情感任务。",
    "is-conllu": "{file} 是 CoNLL-U：每个词有标签，整段文本没有。请改选词性任务，或给出 .csv 或 .tsv 文件。",
    "conllu-columns": "{file} 是 CoNLL-U，列是固定的。不要再指定文本列和标签列。",
    "joined-tasks": "只有同一任务的文件才能合并。请至少给出一个。",
}  # fmt: skip
