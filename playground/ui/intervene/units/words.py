"""The words of the view of a unit and of the search for units, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "units-title": "What does a unit listen to?",
        "units-intro": (
            "Every unit, filter and head was watched while the model read some 2,000 sentences of every kind, written "
            "for this page. Choose one, or take one of those below."
        ),
        "units-group": "Part",
        "units-number": "Number",
        "units-whose": "Sentences",
        "units-whose-page": "of this page",
        "units-whose-many": "of your own, from “Many texts at once”",
        "units-whose-finetune": "of your own, from the file in Fine-tune",
        "units-by": "Those that go with",
        "units-by-position": "the position in the sentence",
        "units-by-length": "the length of the sentence",
        "units-reading": "Reading the sentences: {done} of {total}",
        "units-begin": "Reading the sentences …",
        "units-waiting": "{model} is being loaded …",
        "units-stop": "Stop reading",
        "units-stopped": "Stopped. Change something above, and it is read again.",
        # a unit
        "unit-unit": "Unit {number}",
        "unit-filter": "Filter {number}",
        "unit-head": "Attention head {number}",
        "unit-inner": "Feed-forward unit {number}",
        "unit-of": "{name}: {place}",
        "unit-short": "{place} {number}",
        "unit-short-filter": "filter {number}, width {width}",
        "unit-layer": "layer {layer}, {what}",
        "unit-layer-way": "layer {layer}, {way}, {what}",
        "unit-width": "{width} words wide",
        "unit-forward": "forward",
        "unit-backward": "backward",
        "what-hidden": "hidden state",
        "what-cell": "cell",
        "what-input_gate": "input gate",
        "what-forget_gate": "forget gate",
        "what-output_gate": "output gate",
        "what-cell_candidate": "candidate",
        "what-attention": "attention",
        "what-feedforward": "feed-forward network",
        "what-filters": "filters of width {width}",
        "unit-facts": (
            "From {low} to {high}, on average {mean}, over {words} words of {sentences} sentences ({corpus})."
        ),
        "unit-corpus-en": "English ones of this page",
        "unit-corpus-zh": "Chinese ones of this page",
        "unit-silent": "At {share} of these words it is 0.",
        "unit-head-value": (
            "The number of a word is how much attention it gets from all words of its sentence together; 1 is what "
            "uniform attention would give."
        ),
        "unit-filter-value": (
            "The number of a word is the highest activation of the windows of {width} words in which it stands."
        ),
        "unit-caution": (
            "Not shown: what it stands for. A unit that responds to “not” may respond to other things that no "
            "sentence here has, and the prediction need not depend on it: switch it off and see."
        ),
        "unit-off": "Switch it off",
        "unit-inside": "Show it in Look inside",
        "unit-previous": "Previous",
        "unit-next": "Next",
        "unit-here": "In your sentence",
        "unit-highest": "Where it is highest",
        "unit-lowest": "Where it is lowest",
        "unit-how": (
            "One row a sentence, strongest first. The bar below a word is the unit there: the higher the stronger, "
            "yellow for high and dark blue for low values. At most three rows have the same word at their strongest "
            "place."
        ),
        "unit-ngrams": "The n-grams that it responds to most",
        "unit-ngram": "n-gram",
        "unit-answer": "activation",
        "unit-histogram": "How often it has which value",
        "unit-histogram-how": "Heights grow with the square root of the counts, so that rare values can be seen.",
        "unit-bin": "{low} to {high}: {count} times",
        "unit-value": "value",
        "unit-count": "count",
        "unit-goes-with": "What it goes with",
        "unit-goes-with-how": (
            "Correlations, from −1 to 1. Labels and length are compared over sentences (the unit’s mean there, a "
            "filter’s maximum), tags and position over words. Tags come from {tagger}."
        ),
        "unit-tags-data": "the file",
        "unit-position": "position",
        "unit-length": "length",
        "unit-looks": "Where the head looks",
        "unit-looks-how": (
            "The mean share of a word’s attention. Beside a tag: the share that would go there if attention were "
            "uniform."
        ),
        "looks-previous": "the word before",
        "looks-same": "the word itself",
        "looks-next": "the next word",
        "looks-first": "the first word",
        "looks-last": "the last word",
        "unit-alike": "uniform: {share}",
        "unit-no-places": "It is the same in nearly all sentences: no place stands out.",
        "unit-word-value": "{word}: {value}",
        "unit-label": "label: {label}",
        # find
        "find-title": "Which units fire at these words?",
        "find-how": (
            "Mark words of your sentence. The search finds the units that lie at least so many standard deviations "
            "above (or below) their mean at every marked word, and at no other word. Below them stand phrases of the "
            "sentences at which most of these units fire, too."
        ),
        "find-threshold": "Threshold, in standard deviations",
        "find-unmark": "Unmark all",
        "find-none": "No unit does, at this threshold. Those that come nearest:",
        "find-some": "{count} do; the clearest:",
        "find-more": "{count} or more do; the clearest:",
        "find-unit": "Unit",
        "find-there": "there",
        "find-elsewhere": "elsewhere at most",
        "find-is-high": "high",
        "find-is-low": "low",
        "find-phrases": "Where most of {count} of them fire too",
        "find-phrases-one": "Where it fires too",
        "find-no-phrases": "Nowhere in the sentences do most of them fire together.",
    },
    "zh": {
        "units-title": "一个单元响应什么？",
        "units-intro": (
            "模型读了约两千个各种各样的句子（都是为本页写的），每个单元、卷积核和注意力头在每个词上的取值都记了下来。"
            "可以自己选一个，也可以从下面挑一个。"
        ),
        "units-group": "部分",
        "units-number": "编号",
        "units-whose": "句子",
        "units-whose-page": "本页自带的",
        "units-whose-many": "自己的，取自“一次处理多段文本”",
        "units-whose-finetune": "自己的，取自“微调”的文件",
        "units-by": "与它最相关的单元",
        "units-by-position": "词在句中的位置",
        "units-by-length": "句子的长度",
        "units-reading": "正在读句子：{done} / {total}",
        "units-begin": "正在读句子……",
        "units-waiting": "正在加载 {model}……",
        "units-stop": "停止",
        "units-stopped": "已停止。改动上面任意一项会重新开始。",
        "unit-unit": "{number} 号单元",
        "unit-filter": "{number} 号卷积核",
        "unit-head": "{number} 号注意力头",
        "unit-inner": "前馈网络的 {number} 号单元",
        "unit-of": "{name}：{place}",
        "unit-short": "{place} {number}",
        "unit-short-filter": "卷积核 {number}（宽 {width}）",
        "unit-layer": "第 {layer} 层，{what}",
        "unit-layer-way": "第 {layer} 层，{way}，{what}",
        "unit-width": "宽 {width} 个词",
        "unit-forward": "前向",
        "unit-backward": "后向",
        "what-hidden": "隐藏状态",
        "what-cell": "细胞状态",
        "what-input_gate": "输入门",
        "what-forget_gate": "遗忘门",
        "what-output_gate": "输出门",
        "what-cell_candidate": "候选值",
        "what-attention": "注意力",
        "what-feedforward": "前馈网络",
        "what-filters": "宽度为 {width} 的卷积核",
        "unit-facts": "最小 {low}，最大 {high}，平均 {mean}；共 {sentences} 个句子、{words} 个词（{corpus}）。",
        "unit-corpus-en": "本页的英文句子",
        "unit-corpus-zh": "本页的中文句子",
        "unit-silent": "其中 {share} 的词上它是 0。",
        "unit-head-value": "词上的数值是全句各词给它的注意力之和；均匀分配时每个词都是 1。",
        "unit-filter-value": "词上的数值是包含该词的各个窗口（{width} 个词）中最大的激活值。",
        "unit-caution": (
            "看不到的：它“代表”什么。对“不”有响应的单元，也可能响应这些句子里没有的东西；预测也不一定取决于它：把它关"
            "掉试试看。"
        ),
        "unit-off": "关掉它",
        "unit-inside": "到“模型内部”查看",
        "unit-previous": "上一个",
        "unit-next": "下一个",
        "unit-here": "在你的句子里",
        "unit-highest": "在哪里最高",
        "unit-lowest": "在哪里最低",
        "unit-how": (
            "每行一个句子，强的在前。词下面的竖条是单元在该处的取值：越高越强，黄色为高，深蓝为低。"
            "最强处为同一个词的句子最多列三个。"
        ),
        "unit-ngrams": "响应最强的 n 元词组",
        "unit-ngram": "n 元词组",
        "unit-answer": "激活值",
        "unit-histogram": "取值的分布",
        "unit-histogram-how": "柱高与次数的平方根成正比，这样少见的值也看得见。",
        "unit-bin": "{low} 到 {high}：{count} 次",
        "unit-value": "取值",
        "unit-count": "次数",
        "unit-goes-with": "它与什么相关",
        "unit-goes-with-how": (
            "相关系数，在 −1 到 1 之间。标签和句长按句计算（取单元在句中的均值，卷积核取最大值），"
            "词性和位置按词计算。词性来自 {tagger}。"
        ),
        "unit-tags-data": "文件本身",
        "unit-position": "位置",
        "unit-length": "句长",
        "unit-looks": "这个头看向哪里",
        "unit-looks-how": "一个词的注意力平均有多少落在那里。词性旁边是均匀分配时会落在那里的份额。",
        "looks-previous": "前一个词",
        "looks-same": "词本身",
        "looks-next": "后一个词",
        "looks-first": "第一个词",
        "looks-last": "最后一个词",
        "unit-alike": "均匀分配：{share}",
        "unit-no-places": "它在几乎所有句子里都一样，没有突出的地方。",
        "unit-word-value": "{word}：{value}",
        "unit-label": "标签：{label}",
        "find-title": "哪些单元响应这些词？",
        "find-how": (
            "在你的句子里标出几个词。找出的单元在每个标出的词上都比自己的均值高出（或低于）至少这么多个标准差，在其他"
            "词上则不然。下面再列出句子里让这些单元大多也有响应的词语。"
        ),
        "find-threshold": "阈值（标准差的倍数）",
        "find-unmark": "全部取消",
        "find-none": "在这个阈值下没有。最接近的有：",
        "find-some": "共 {count} 个，最明显的有：",
        "find-more": "至少 {count} 个，最明显的有：",
        "find-unit": "单元",
        "find-there": "标出处",
        "find-elsewhere": "别处最多",
        "find-is-high": "高",
        "find-is-low": "低",
        "find-phrases": "其中 {count} 个单元大多也有响应的地方",
        "find-phrases-one": "它也有响应的地方",
        "find-no-phrases": "在这些句子里，没有一处使它们大多同时有响应。",
    },
}

say = speaker(WORDS, shared.WORDS)
"""Say the sentence of a key in a language."""
