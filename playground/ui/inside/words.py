"""The words of the tab Look inside, in every language; those of its larger views stand in their own folders."""

from playground.ui.components import words as shared
from playground.ui.inside.all_models import words as all_models
from playground.ui.inside.code import words as code
from playground.ui.inside.layers import words as layers
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        # look inside
        "tab-inside": "Look inside",
        "inside-view": "View",
        "view-gates": "Gates",
        "view-states": "States",
        "view-attention": "Attention",
        "view-filters": "Filters",
        "inside-model": "Model",
        "inside-beside": "Compare with",
        "inside-alone": "none",
        "inside-layer": "Layer",
        "inside-place": "{layer}",
        "inside-place-forward": "{layer}, forward",
        "inside-place-backward": "{layer}, backward",
        "inside-label": "Votes about",
        "inside-order": "Units",
        "order-natural": "original order",
        "order-activity": "most active first",
        "order-alike": "clustered",
        "inside-other-view": "{model} has no such view. Shown instead: {view}.",
        "notable-gates": "The gates change most at word {place}, “{word}” (punctuation left out).",
        "notable-gates-later": (
            "After the first two words read, the gates change most at word {place}, “{word}” (punctuation left out)."
        ),
        "notable-states-later": (
            "After the first two words read, the hidden state changes most at word {place}, “{word}” (punctuation left "
            "out)."
        ),
        "notable-states": "The hidden state changes most at word {place}, “{word}” (punctuation left out).",
        "notable-unit-text": "There unit {unit} matters most to the prediction: largest |gradient × state|.",
        "notable-unit-tag": "There unit {unit} matters most to the word's tag: largest |gradient × state|.",
        "notable-unit-change": "There unit {unit} changes most.",
        "notable-go": "Show this place",
        "inside-listen": "What does this unit listen to?",
        "inside-listen-name": "What does unit {unit} listen to?",
        "inside-listen-tip": "Click: what this unit listens to",
        "inside-difference": "Recomputed; largest difference from the model's own output: {gap}",
        "how-gates": (
            "Each column is a word. Above: how open each gate is at that word, on average (1 is open, 0 is closed), "
            "and the norm (length) of candidate, cell and hidden state: their units have signs, so that a mean would "
            "say nothing. Below: one unit alone, and on demand all of them. Point at a place to read its value; click "
            "or tap a word to choose it, or walk with the arrow keys."
        ),
        "not-gates": (
            "Not shown: what a unit stands for. An open gate lets something through; it does not tell whether the "
            "prediction depends on it."
        ),
        "how-states": (
            "Each column is a word, each row of pixels a unit: its value at that word. Yellow is positive, dark "
            "blue negative, grey near zero. Point at a place to read its value; click or tap a word or a cell, or walk "
            "with the arrow keys."
        ),
        "not-states": (
            "Not shown: what a unit stands for. A unit seldom has a meaning of its own; meaning lies in many together."
        ),
        "states-winners": "Units that are largest at this word: the maximum that the prediction is read from",
        "states-won": "{count} of {units} units are largest here",
        "states-winner": "Unit {unit} is largest at word {place}, “{word}”: this value goes into the prediction.",
        "how-attention": (
            "Each row shows how one word distributes its attention over the words of the columns; a row adds up to "
            "100 %. Choose a small map to see it large, and a word to see where it attends to and which words "
            "attend to it. In each map the brightest yellow is that map's largest weight."
        ),
        "caution-attention": (
            "Attention is not explanation: it shows where information is taken from, not whether the prediction "
            "depends on it."
        ),
        "not-attention": (
            "Not shown: what is taken over from the words that are attended to, and what later layers make of it."
        ),
        "how-filters": (
            "Each filter keeps the n-gram of the text with its largest activation. Activation times weight for the "
            "label is the filter's vote; all votes and the bias add up to the logit. Choose a row to find its "
            "n-gram in the text."
        ),
        "not-filters": (
            "Not shown: the runners-up. Without the winning n-gram the filter would have kept the next best one."
        ),
        "row-forget_gate": "Forget gate",
        "row-input_gate": "Input gate",
        "row-output_gate": "Output gate",
        "row-cell_candidate": "Candidate",
        "row-cell": "Cell",
        "row-hidden": "Hidden state",
        "tells-forget_gate": "what is kept of the cell",
        "tells-input_gate": "what is written",
        "tells-output_gate": "what is output of the cell",
        "tells-cell_candidate": "what could be written",
        "tells-cell": "long-term memory",
        "tells-hidden": "what is passed on",
        "chart-gates": "Mean opening of the gates, over all units",
        "chart-rest": "Norm of candidate, cell and hidden state",
        "inside-cell": "Word {place} “{word}”, unit {unit}",
        "inside-unit-line": "Unit {unit} at every word",
        "inside-all-units": "Show all {count} units",
        "inside-word-line": "All units at “{word}”, in the order of the map",
        "inside-top-units": "largest units at this word",
        "inside-top-words": "words at which this unit is largest",
        "sums-title": "The six equations for word {place} “{word}”, unit {unit}",
        "sums-title-one": "The equation for word {place} “{word}”, unit {unit}",
        "sums-symbols": (
            "x: what this layer reads at the word; h′ and c′: hidden state and cell that it was read with; W, U: "
            "weights; b, b′: the two biases."
        ),
        "sums-gap": "Largest difference from the model's own values: {gap}.",
        "attention-overview": "All layers and heads",
        "attention-head": "Layer {layer}, head {head}",
        "attention-largest": "up to {share}",
        "attention-from": "“{word}” (word {place}) attends to",
        "attention-to": "words that attend to “{word}” (word {place})",
        "attention-sum": "its row adds up to {share}",
        "attention-received": "{share} in all; uniform attention would give 100 %",
        "attention-read": "“{word}” (word {place}) attends to “{other}” (word {count}): {share}",
        "attention-first": "the {count} largest",
        "attention-rest": "all other words together",
        "attention-all-words": "Show all words",
        "attention-axis-from": "from",
        "attention-axis-to": "to",
        "votes-for": "votes for {label}",
        "votes-against": "votes against it",
        "votes-bias": "bias",
        "votes-logit": "logit of {label}",
        "votes-logit-two": "logit of {label} against {other}",
        "votes-model": "(the model's own: {logit}; difference {gap})",
        "votes-for-title": "For {label}: {shown} of {count} filters",
        "votes-against-title": "Against {label}: {shown} of {count} filters",
        "votes-none": "No filter votes this way.",
        "votes-padding": "no word: padding",
        "votes-filter": "width {width}, no. {filter}, from word {place}",
        "votes-word": "{votes} from the n-grams below that it stands in",
        "votes-no-word": "in none of the n-grams below",
    },
    "zh": {
        # look inside
        "tab-inside": "模型内部",
        "inside-view": "视图",
        "view-gates": "门",
        "view-states": "隐藏状态",
        "view-attention": "注意力",
        "view-filters": "卷积核",
        "inside-model": "模型",
        "inside-beside": "对比",
        "inside-alone": "无",
        "inside-layer": "层",
        "inside-place": "第 {layer} 层",
        "inside-place-forward": "第 {layer} 层，前向",
        "inside-place-backward": "第 {layer} 层，后向",
        "inside-label": "对哪个标签的贡献",
        "inside-order": "单元",
        "order-natural": "原始顺序",
        "order-activity": "最活跃的在前",
        "order-alike": "聚类",
        "inside-other-view": "{model} 没有这种视图，改为显示：{view}。",
        "notable-gates": "各个门在第 {place} 词“{word}”处变化最大（不计标点）。",
        "notable-gates-later": "读完最初两个词之后，各个门在第 {place} 词“{word}”处变化最大（不计标点）。",
        "notable-states-later": "读完最初两个词之后，隐藏状态在第 {place} 词“{word}”处变化最大（不计标点）。",
        "notable-states": "隐藏状态在第 {place} 词“{word}”处变化最大（不计标点）。",
        "notable-unit-text": "在那里，单元 {unit} 对预测的影响最大：|梯度 × 状态| 最大。",
        "notable-unit-tag": "在那里，单元 {unit} 对该词词性的影响最大：|梯度 × 状态| 最大。",
        "notable-unit-change": "在那里，单元 {unit} 变化最大。",
        "notable-go": "显示此处",
        "inside-listen": "这个单元响应什么？",
        "inside-listen-name": "单元 {unit} 响应什么？",
        "inside-listen-tip": "点击看它响应什么",
        "inside-difference": "重新计算所得；与模型自身输出的最大误差：{gap}",
        "how-gates": (
            "每一列是一个词。上方：各个门（gate）在该词处的平均开度（1 为打开，0 为关闭），以及候选值、细胞状态和隐藏"
            "状态的范数（norm，即长度）：这些单元（unit）有正有负，平均值没有意义。下方：单独一个单元，需要时可展开全部"
            "单元。指向一处可读出数值；点选一个词，也可用方向键移动。"
        ),
        "not-gates": "看不到的：一个单元代表什么。门打开只说明有信息通过，并不说明预测取决于它。",
        "how-states": (
            "每一列是一个词，每一行像素是一个单元（unit），颜色是它在该词处的值：黄为正，深蓝为负，灰接近零。指向"
            "一处可读出数值；点选词或格子，也可用方向键移动。"
        ),
        "not-states": "看不到的：一个单元代表什么。单个单元很少有独立的含义，含义在许多单元的组合里。",
        "states-winners": "在该词处取最大值的单元数：预测所用的就是这些最大值",
        "states-won": "{units} 个单元中有 {count} 个在此处最大",
        "states-winner": "单元 {unit} 在第 {place} 词“{word}”处最大：这个值进入预测。",
        "how-attention": (
            "每一行表示一个词把注意力（attention）怎样分配到各列的词，一行合计 100 %。选一张小图可放大；选一个词，"
            "可看它注意哪些词、又被哪些词注意。每张图最亮的黄色是该图的最大权重。"
        ),
        "caution-attention": "注意力不是解释：它只显示信息从哪里取来，不说明预测是否取决于它。",
        "not-attention": "看不到的：从被注意的词那里取走了什么，以及后面各层怎样使用它。",
        "how-filters": (
            "每个卷积核（filter）只保留全文中激活值最大的 n 元词组（n-gram）。激活值乘以它对该标签的权重，就是它的"
            "贡献；全部贡献加上偏置就是 logit。选中一行，可在文中找到对应的词组。"
        ),
        "not-filters": "看不到的：第二名。如果激活值最大的词组不在文中，这个卷积核就会取次大的词组。",
        "row-forget_gate": "遗忘门（forget gate）",
        "row-input_gate": "输入门（input gate）",
        "row-output_gate": "输出门（output gate）",
        "row-cell_candidate": "候选值（candidate）",
        "row-cell": "细胞状态（cell state）",
        "row-hidden": "隐藏状态（hidden state）",
        "tells-forget_gate": "保留多少细胞状态",
        "tells-input_gate": "写入多少",
        "tells-output_gate": "输出多少细胞状态",
        "tells-cell_candidate": "可以写入的内容",
        "tells-cell": "长期记忆",
        "tells-hidden": "传下去的状态",
        "chart-gates": "各个门对全部单元的平均开度",
        "chart-rest": "候选值、细胞状态与隐藏状态的范数",
        "inside-cell": "第 {place} 词“{word}”，单元 {unit}",
        "inside-unit-line": "单元 {unit} 在每个词上的值",
        "inside-all-units": "显示全部 {count} 个单元",
        "inside-word-line": "“{word}”处的全部单元，按图中顺序",
        "inside-top-units": "该词处绝对值最大的单元",
        "inside-top-words": "该单元绝对值最大的词",
        "sums-title": "第 {place} 词“{word}”、单元 {unit} 的六个方程",
        "sums-title-one": "第 {place} 词“{word}”、单元 {unit} 的方程",
        "sums-symbols": (
            "x：这一层在该词处的输入；h′、c′：读该词时带着的隐藏状态和细胞状态；W、U：权重；b、b′：两个偏置。"
        ),
        "sums-gap": "与模型自身数值的最大误差：{gap}。",
        "attention-overview": "全部层与头",
        "attention-head": "第 {layer} 层，第 {head} 头",
        "attention-largest": "最大 {share}",
        "attention-from": "“{word}”（第 {place} 词）注意的词",
        "attention-to": "注意“{word}”（第 {place} 词）的词",
        "attention-sum": "该行合计 {share}",
        "attention-received": "合计 {share}；均匀分配时为 100 %",
        "attention-read": "“{word}”（第 {place} 词）注意“{other}”（第 {count} 词）：{share}",
        "attention-first": "最大的 {count} 个",
        "attention-rest": "其余的词合计",
        "attention-all-words": "显示全部的词",
        "attention-axis-from": "从",
        "attention-axis-to": "到",
        "votes-for": "支持{label}的贡献",
        "votes-against": "反对的贡献",
        "votes-bias": "偏置",
        "votes-logit": "{label}的 logit",
        "votes-logit-two": "{label}相对{other}的 logit",
        "votes-model": "（模型自身：{logit}；误差 {gap}）",
        "votes-for-title": "支持{label}：{count} 个卷积核中贡献最大的 {shown} 个",
        "votes-against-title": "反对{label}：{count} 个卷积核中贡献最大的 {shown} 个",
        "votes-none": "没有这个方向的卷积核。",
        "votes-padding": "没有词：填充符（padding）",
        "votes-filter": "宽度 {width}，第 {filter} 号，从第 {place} 词起",
        "votes-word": "下列词组中包含它的合计贡献 {votes}",
        "votes-no-word": "不在下列任何词组中",
    },
}

say = speaker(WORDS, layers.WORDS, code.WORDS, all_models.WORDS, shared.WORDS)
