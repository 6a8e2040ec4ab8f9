"""What “Layer by layer” and “Code” say, in both languages; `strings.py` merges it into its `WORDS`.

`BLOCKS` names each kind of block and says what it does: (English name, Chinese name, English, Chinese).
"""

BLOCKS: dict[str, tuple[str, str, str, str]] = {
    "text": ("Text", "文本", "What was typed, as it was typed.", "输入的原文。"),
    "words": (
        "Words", "词",
        "The text is cut into words; each keeps the place where it stands.", "把文本切成词，每个词记住自己的位置。",
    ),
    "ids": (
        "Ids", "编号",
        "Each word becomes its row in the vocabulary: 0 is padding, 1 an unknown word.",
        "每个词换成它在词表中的行号：0 是填充，1 是生词。",
    ),
    "mask": (
        "Mask", "掩码",
        "1 where there is a word, 0 where there is padding. It goes along to everything that must not see padding.",
        "有词处为 1，填充处为 0。凡是不该看到填充的地方都要用它。",
    ),
    "embed": (
        "Embedding", "嵌入",
        "A vector for each word: one looked up, and one made of its letters, side by side.",
        "每个词一个向量：一半查表得到，一半由字母算出，拼在一起。",
    ),
    "embedding": (
        "Word embedding", "词嵌入",
        "A table with a row of numbers for each word of the vocabulary. Looking up multiplies nothing.",
        "一张表，词表中的每个词占一行。查表不需要乘法。",
    ),
    "letters": (
        "Letters", "字母",
        "A vector from the spelling, so that an unknown word is not a blank.",
        "由拼写得到的向量，生词也不至于一片空白。",
    ),
    "letter-ids": (
        "Letters as ids", "字母编号", "At most twenty letters of each word.", "每个词最多取二十个字母。",
    ),
    "spellings": (
        "Different spellings", "不同的拼写", "A word that occurs twice is worked out once.", "重复出现的词只算一次。",
    ),
    "letter-embedding": ("Letter embedding", "字母嵌入", "A row of numbers for each letter.", "每个字母一行数。"),
    "letter-convolution": (
        "Convolution over letters", "字母卷积",
        "Filters that each look at three letters in a row.", "每个过滤器一次看相邻的三个字母。",
    ),
    "relu": ("ReLU", "ReLU 激活", "Negative numbers become 0.", "负数变成 0。"),
    "max": (
        "Maximum", "取最大值",
        "Of each filter or unit the largest number is kept; where it stood is forgotten.",
        "每个过滤器或单元只留最大的数，位置不再记得。",
    ),
    "masked": ("Padding set to zero", "填充清零", "Numbers at padding become 0.", "填充处的数变成 0。"),
    "dropout": (
        "Dropout", "随机失活",
        "In training each number is set to 0 with this probability; when answering nothing happens.",
        "训练时每个数以这个概率变成 0；作答时什么也不做。",
    ),
    "encoder": (
        "Encoder", "编码器",
        "The part that gives the architecture its name: it lets words know of each other.",
        "结构因它得名：让词与词之间互通信息。",
    ),
    "layer": (
        "Layer {number}", "第 {number} 层",
        "One layer of the stack; it reads what the one below gives.", "堆叠中的一层，读取下一层的输出。",
    ),
    "repeat": (
        "{times} more layers", "另外 {times} 层",
        "Built alike, each with weights of its own.", "构造相同，权重各自不同。",
    ),
    "directions": (
        "Both directions", "两个方向",
        "One cell reads from the first word to the last, one from the last to the first.",
        "一个单元从头读到尾，另一个从尾读到头。",
    ),
    "forward": (
        "Cell, reading forwards", "循环单元，从前往后",
        "The same weights at every word, one word after the other.", "每个词都用同一套权重，一词接一词。",
    ),
    "backward": (
        "Cell, reading backwards", "循环单元，从后往前",
        "The same, from the last word to the first.", "同上，从最后一个词读到第一个。",
    ),
    "gates": (
        "Gates", "门",
        "Four mixes of the word and the state before it; three of them lie between 0 and 1.",
        "由词和前一状态混合出四组数，其中三组在 0 与 1 之间。",
    ),
    "input_gate": ("Input gate", "输入门", "How much is written into the cell.", "写入细胞状态的比例。"),
    "forget_gate": ("Forget gate", "遗忘门", "How much of the cell is kept.", "保留多少细胞状态。"),
    "cell_candidate": (
        "Candidate",
        "候选值",
        "What could be written, between −1 and 1.",
        "可以写入的内容，在 −1 与 1 之间。",
    ),
    "output_gate": ("Output gate", "输出门", "How much of the cell is shown.", "输出多少细胞状态。"),
    "cell": (
        "Cell", "细胞状态",
        "The long memory: what is kept of it, plus what is written.", "长期记忆：保留的部分加上写入的部分。",
    ),
    "hidden": (
        "Hidden state",
        "隐藏状态",
        "What is passed on to the next word and to the next layer.",
        "传给下一个词和上一层的状态。",
    ),
    "input-part": ("What the word says", "词的部分", "The word, mixed by a matrix.", "词向量乘以矩阵。"),
    "memory-part": (
        "What the memory says", "记忆的部分",
        "The state that the word is read with, mixed by a matrix of its own.", "读这个词时带着的状态，乘以另一个矩阵。",
    ),
    "readout": (
        "Readout", "读出", "One vector for the text, from the states of its words.", "由各词的状态得到全文的一个向量。",
    ),
    "last": (
        "Last state", "最后的状态",
        "Where reading ended: at the last word, not at the last position of a padded batch.",
        "读完时的状态：在最后一个词处，而不是填充后的最后一格。",
    ),
    "mean": ("Mean", "平均", "The mean over the words; padding is not counted.", "对所有词取平均，不计填充。"),
    "convolution": (
        "Convolution", "卷积",
        "Each filter is laid over the words and slid along; its answer is one number a place.",
        "每个过滤器在词上滑动，每到一处给出一个数。",
    ),
    "width": (
        "Filters of width {number}", "宽度为 {number} 的过滤器",
        "They answer to n-grams of this length.", "对这个长度的 n 元词组起反应。",
    ),
    "widths": ("All widths", "各种宽度", "Filters of several widths beside each other.", "几种宽度的过滤器并列。"),
    "shortcut": (
        "Shortcut", "残差连接",
        "What went into the block is added to what came out, so that gradients find a short way back.",
        "把输入加到输出上，梯度有一条近路可走。",
    ),
    "projection": (
        "Projection",
        "投影",
        "Brings the vectors to the size that attention works with.",
        "把向量变成注意力所用的大小。",
    ),
    "positions": (
        "Positions", "位置编码",
        "Waves that differ from place to place are added: attention itself knows no order.",
        "加上随位置变化的波形：注意力本身不知道先后。",
    ),
    "distances": (
        "Distances", "距离偏置",
        "A learnt number for how far apart two words are is added to each score: attention itself knows no order. "
        "It is the same in all layers.",
        "按两个词相隔多远，给每个得分加上一个学到的数：注意力本身不知道先后。各层共用。",
    ),
    "norm": (
        "Layer norm", "层归一化",
        "Each word's numbers are brought to mean 0 and spread 1, then scaled and moved by learnt numbers.",
        "把每个词的数变成均值 0、离散度 1，再按学到的数缩放和平移。",
    ),
    "attention": (
        "Attention", "注意力",
        "{number} heads; in each every word takes over what it looks for in every other word.",
        "{number} 个头，每个头里每个词从其他词取来要找的信息。",
    ),
    "mix": (
        "Query, key, value", "查询、键、值",
        "Three vectors a word: what it looks for, what it offers to be found by, what it gives.",
        "每个词三个向量：找什么、凭什么被找到、给出什么。",
    ),
    "split": ("Heads apart", "分成多头", "The vectors are cut into one piece a head.", "向量按头切开。"),
    "scores": (
        "Scores", "打分",
        "Each query meets each key; this grows with the square of the number of words.",
        "每个查询与每个键相乘，次数随词数的平方增长。",
    ),
    "products": ("Products", "点积", "Each query times each key.", "每个查询与每个键相乘。"),
    "weights": (
        "Attention weights", "注意力权重",
        "Softmax over the words looked at: a row adds up to 1. Padding gets nothing.",
        "对被看的词做 softmax，每行合计为 1，填充得 0。",
    ),
    "gather": (
        "Weighted sum",
        "加权求和",
        "The values, as much of each as its weight says.",
        "按权重把各词的值加起来。",
    ),
    "out": ("Heads joined", "合并多头", "A last mix of what the heads found.", "把各头的结果混合。"),
    "network": (
        "Network", "前馈网络", "A small network of two layers, the same for every word.", "两层小网络，每个词都相同。",
    ),
    "wide": ("Wider", "变宽", "From the hidden size to a larger one.", "从隐藏大小变到更大。"),
    "narrow": ("Narrower", "变窄", "And back.", "再变回来。"),
    "answer": ("Answer", "作答", "One number for two labels.", "一个数代表两个标签。"),
    "head": (
        "Head", "输出层", "A logit a label: a weighted sum of the features.", "每个标签一个 logit：特征的加权和。",
    ),
    "pair": (
        "Two logits of one",
        "由一得二",
        "The first label's logit is fixed at 0.",
        "第一个标签的 logit 固定为 0。",
    ),
    "temperature": (
        "Temperature {number}", "温度 {number}",
        "Fitted after training, so that 80 % sure is right 80 % of the time. It changes no answer.",
        "训练后拟合，使“八成把握”真有八成正确。不改变答案。",
    ),
    "softmax": (
        "Probabilities", "概率", "Positive and adding up to 1.", "都为正数，合计为 1。",
    ),
    "target": (
        "Target", "目标",
        "The right answer. Your text has none, so the label chosen beside is taken for it.",
        "正确答案。你的文本没有，就以旁边选的标签代替。",
    ),
    "loss": (
        "Loss", "损失",
        "How surprised the model is by the target; the mean over words where each has an answer.",
        "模型对目标有多意外；逐词作答时对词取平均。",
    ),
    "backpropagation": (
        "Backward pass", "反向传播",
        "How the loss would change with each weight. Shown is the length of the gradient, part by part.",
        "每个权重变动时损失怎样变。显示的是各部分梯度的长度。",
    ),
    "gradient": ("Gradient of a part", "部分梯度", "The length of this part's gradient.", "这一部分梯度的长度。"),
    "clip": (
        "Clipping", "梯度裁剪", "A gradient that is too long is shortened.", "过长的梯度会被缩短。",
    ),
    "optimizer": (
        "Optimiser step", "优化器更新",
        "Every weight moves a little against its gradient. Numbers: a weight of the head, its gradient, and the weight "
        "after a first step at the highest learning rate.",
        "每个权重逆着梯度挪一小步。数字依次为：输出层的一个权重、它的梯度、以最高学习率走第一步之后的权重。",
    ),
    "average": (
        "Average of weights", "权重平均",
        "What is kept is a running mean of the weights over the steps.", "保存的是各步权重的滑动平均。",
    ),
}  # fmt: skip

DIMENSIONS: dict[str, tuple[str, str]] = {
    "batch": ("batch", "批"),
    "words": ("words", "词"),
    "size": ("size", "嵌入"),
    "hidden": ("hidden", "隐藏"),
    "features": ("features", "特征"),
    "filters": ("filters", "过滤器"),
    "positions": ("positions", "窗口"),
    "labels": ("labels", "标签"),
    "outputs": ("outputs", "输出"),
    "letters": ("letters", "字母"),
    "spellings": ("spellings", "拼写"),
    "letter size": ("letter size", "字母嵌入"),
    "letter filters": ("letter filters", "字母过滤器"),
    "words looked at": ("words looked at", "被看的词"),
    "heads": ("heads", "头"),
    "hidden ÷ heads": ("hidden ÷ heads", "隐藏 ÷ 头"),
    "3 × hidden": ("3 × hidden", "3 × 隐藏"),
    "feedforward": ("feedforward", "前馈"),
    "parameters": ("parameters", "参数"),
}

SETTINGS: dict[str, tuple[str, str]] = {
    "epochs": ("epochs", "轮数"),
    "optimizer": ("optimiser", "优化器"),
    "learning_rate": ("learning rate, at its highest", "最高学习率"),
    "weight_decay": ("weight decay", "权重衰减"),
    "warmup": ("share of steps in which the rate rises", "学习率上升阶段的比例"),
    "clip": ("longest gradient", "梯度长度上限"),
    "words_a_batch": ("words a batch, at most", "每批最多词数"),
    "texts_a_batch": ("texts a batch, at most", "每批最多文本数"),
    "crop_words": ("words read of a longer text (0: all)", "长文本截取词数（0 为全部）"),
    "whole_at_start": ("whole texts begin at the first position", "整篇文本从首位置开始"),
    "word_dropout": ("share of words taken for unknown", "当作生词的比例"),
    "label_smoothing": ("label smoothing", "标签平滑"),
    "adversarial": ("shift to where the loss grows (0: none)", "朝损失增大方向的扰动（0 为无）"),
    "average": ("decay of the average of weights (0: none)", "权重平均的衰减（0 为不平均）"),
    "patience": ("epochs without a better one before the end", "无改进时最多再等几轮"),
    "kept_rate": ("learning rate of what is carried over (share of the head's)", "沿用部分的学习率（相对于输出层）"),
    "balance": (
        "weight of rare labels (0: all alike, 1: every label the same)",
        "稀有标签加权（0 不加权，1 各标签等重）",
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    "view-layers": ("Layer by layer", "逐层"),
    "how-layers": (
        "From top to bottom, what happens to the text. Click a block to unfold its formula, what it has learnt and its "
        "first numbers for a word; click again to fold it.",
        "从上到下，是文本经过的每一步。点击方块可展开公式、参数和某个词的前几个数，再点一次收起。",
    ),
    "not-layers": (
        "Multiplications are those of matrix products, convolutions, attention and gates; what is done once a number "
        "(norms, masks, means, softmax) is not counted.",
        "乘法次数只计矩阵乘法、卷积、注意力和门；逐个数进行的运算（归一化、掩码、平均、softmax）不计。",
    ),
    "apart-word": ("Numbers of the word", "显示哪个词的数"),
    "apart-mode": ("Show", "显示"),
    "apart-answering": ("how it answers", "怎样作答"),
    "apart-training": ("how it is trained", "怎样训练"),
    "apart-target": ("Taken for the right label", "当作正确答案的标签"),
    "apart-own": ("the model's own answer", "模型自己的答案"),
    "apart-sentences": ("Sentences in the batch", "一批的句数"),
    "apart-longest": ("Words of the longest one", "最长一句的词数"),
    "apart-batch": (
        "A batch of {sentences} sentences is filled up with padding to the {longest} words of the longest. The numbers "
        "of this text stay what they are; the shapes grow, and {share} of the multiplications are done on padding.",
        "一批 {sentences} 句，全部填充到最长一句的 {longest} 个词。这段文本的数不变，形状变大，其中 {share} 的乘法花"
        "在填充上。",
    ),
    "apart-alone": (
        "This text alone: nothing to fill up. Move a slider to see what a batch would do to the shapes.",
        "只有这一段文本，不需要填充。拖动滑块，看看成批处理时形状怎样变。",
    ),
    "apart-total": (
        "Parameters: {parameters}. Multiplications: {multiplications}.",
        "参数：{parameters}。乘法：{multiplications}。",
    ),
    "apart-parameters": ("{count} parameters", "{count} 个参数"),
    "apart-multiplications": ("{count} multiplications", "{count} 次乘法"),
    "apart-reads": ("reads {shape}", "输入 {shape}"),
    "apart-gives": ("gives {shape}", "输出 {shape}"),
    "apart-values": ("at word {place} “{word}”: {values}", "第 {place} 词“{word}”处：{values}"),
    "apart-numbers": ("numbers: {values}", "数值：{values}"),
    "apart-one": ("one number", "一个数"),
    "apart-text": ("As text", "文字版"),
    "apart-copy": ("Copy", "复制"),
    "apart-copied": ("Copied", "已复制"),
    "apart-settings": ("This checkpoint was trained with", "这个检查点的训练设置"),
    "apart-settings-none": (
        "No recipe is stored with this checkpoint; these are the trainer's defaults",
        "这个检查点没有附带训练配方，以下是默认设置",
    ),
    "apart-picture": ("{model}, layer by layer", "{model} 逐层图"),
    "apart-rate": ("Dropout {number}", "随机失活 {number}"),
    "view-code": ("Code", "代码"),
    "how-code": (
        "A program for this checkpoint alone, in plain torch: it loads the weights and gives the same logits. Below "
        "it, "
        "the class as it stands in the repository, and beside it what three common mistakes do to this text.",
        "只为这个检查点写的程序，只用 torch：载入权重，得到同样的 logit。下面是仓库里的类，旁边是三个常见错误对这段"
        "文本的影响。",
    ),
    "not-code": (
        "Not shown: how text is cut into words; the program takes words.", "没有显示：文本怎样切成词；程序接受的是词。",
    ),
    "code-listing": ("In plain torch", "只用 torch"),
    "code-run": ("Run it with: python {file} {folder} word word …", "运行：python {file} {folder} 词 词 …"),
    "code-untrained": (
        "It loads the trained weights; the untrained twin's are random and stored nowhere.",
        "它载入训练好的权重；未训练的同款用的是随机权重，没有存档。",
    ),
    "code-config": ("The configuration", "配置"),
    "code-class": ("class {name}, {file}, line {line}", "类 {name}，{file} 第 {line} 行"),
    "code-sources": ("The class in the repository", "仓库里的类"),
    "code-mistakes": ("Three common mistakes, and what they do to this text", "三个常见错误，以及对这段文本的影响"),
    "code-wrong": ("wrong", "错误"),
    "code-right": ("right", "正确"),
    "mistake-softmax-twice": ("Softmax before the cross-entropy loss", "在交叉熵之前做 softmax"),
    "mistake-softmax-twice-why": (
        "CrossEntropyLoss does the softmax itself. Given probabilities it can never reach 0, and the gradient that "
        "should "
        "teach the model grows faint. Here the model's own answer is taken for the right one.",
        "CrossEntropyLoss 自己会做 softmax。给它概率，损失永远到不了 0，用来学习的梯度也变得微弱。这里以模型自己的答"
        "案为正确答案。",
    ),
    "mistake-last-of-padded": (
        "The last position of a padded batch taken for the last state",
        "把填充后的最后一格当作最后的状态",
    ),
    "mistake-last-of-padded-why": (
        "Filled up to twice its length, this text ends in padding. A recurrent state goes on changing there, and a "
        "model "
        "that is told no lengths takes padding for words.",
        "填充到两倍长度后，末尾都是填充。循环网络的状态在那里继续变化；不知道长度的模型会把填充当作词。",
    ),
    "mistake-no-target": ("nn.Transformer called without a target", "调用 nn.Transformer 时不给目标"),
    "mistake-no-target-why": (
        "nn.Transformer is an encoder and a decoder, for translation. Without a target it refuses; given the text "
        "twice "
        "it runs, and answers with a decoder that was never wanted.",
        "nn.Transformer 是编码器加解码器，用于翻译。不给目标会报错；把文本给两遍能运行，但答案来自多余的解码器。",
    ),
    "pair-loss": ("loss", "损失"),
    "pair-least-loss": ("smallest loss that is possible", "可能的最小损失"),
    "pair-gradient": ("length of the gradient at the logits", "logit 处梯度的长度"),
    "pair-state-apart": ("distance from the last state, in its own length", "与最后状态的距离（以其长度为单位）"),
    "pair-state-unit": ("unit {label} of the state", "状态的第 {label} 个单元"),
    "pair-probability": ("probability of {label}", "判为{label}的概率"),
    "pair-transformer-parameters": ("parameters", "参数"),
    "pair-transformer-apart": (
        "distance from the encoder's states, in their own length",
        "与编码器状态的距离（以其长度为单位）",
    ),
    **{f"block-{key}": names[:2] for key, names in BLOCKS.items()},
    **{f"does-{key}": names[2:] for key, names in BLOCKS.items()},
    **{f"dim-{key}": names for key, names in DIMENSIONS.items()},
    **{f"setting-{key}": names for key, names in SETTINGS.items()},
    "setting-on": ("yes", "是"),
}  # fmt: skip
