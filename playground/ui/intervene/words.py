"""The words of the tab Intervene, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-intervene": "Intervene",
        "intervene-view-change": "Change a part",
        "intervene-view-twin": "Compare with an edited sentence",
        "intervene-view-units": "What a unit listens to",
        "intervene-listen": "What does it listen to?",
        "intervene-listen-short": "Listens to",
        "intervene-listen-name": "What {part} listens to",
        "intervene-second": "The same in another model",
        "intervene-second-none": "none",
        "intervene-second-lacks": (
            "{model} is built in another way and has no such part, so the same cannot be done to it. “Swap the two” "
            "lets you change its own parts."
        ),
        "intervene-swap": "Swap the two",
        "intervene-set-zero": "set to 0",
        "intervene-set-mean": "set to its mean",
        "intervene-off-to": "In turn, each is set to",
        "intervene-off-zero": "0",
        "intervene-off-mean": "its mean over many sentences",
        "intervene-model": "Model",
        "intervene-word": "The question is about the tag of the marked word. Press another word to ask about its tag.",
        "intervene-word-joined": (
            " The model tags characters. A word that it makes of several is asked about as one: the logit of its tag "
            "is the sum of its characters' logits (B-NOUN at the first, I-NOUN at the others)."
        ),
        "intervene-words": "The words of the text",
        # what is done
        "intervene-begun": (
            "This part was chosen by the page: of all units, filters and heads, it is the one without which the "
            "prediction suffers most. All of them are listed below, and any part can be changed."
        ),
        "intervene-untouched": "Nothing is changed: this is what {model} predicts.",
        "intervene-long": (
            "Nothing is changed yet. The text is long, so the page looks for the parts of {model} that matter only "
            "when you press the button below."
        ),
        "intervene-flips": "{what}: {model} now predicts {after} ({share} for {before} instead of {was}).",
        "intervene-moves": "{what}: {model} still predicts {before}, with {share} instead of {was}.",
        "intervene-same": "{what}: {model} hardly notices ({before}, {share} instead of {was}).",
        "intervene-label": "label",
        "intervene-before": "before",
        "intervene-after": "after",
        "intervene-elsewhere": "Other words with another tag: {words}",
        "intervene-steps": "Changes made",
        "intervene-no-steps": "Nothing yet. Add a change below, or press a part in the list.",
        "intervene-undo": "Undo",
        "intervene-redo": "Redo",
        "intervene-clear": "Undo all",
        "intervene-remove": "Remove step {at}",
        "intervene-keep": "Download the steps with their predictions as",
        # one more change
        "intervene-add": "Change another part",
        "intervene-part": "Part",
        "intervene-which": "Numbers (all if empty)",
        "intervene-at": "Where",
        "intervene-which-word": "Word",
        "intervene-where-all": "at every word",
        "intervene-where-at": "only at",
        "intervene-where-from": "from this word to the end:",
        "intervene-where-to": "up to this word:",
        "intervene-to": "Set to",
        "intervene-value-0": "0 (switch it off)",
        "intervene-value-mean": "its mean over many sentences",
        "intervene-value-number": "a number",
        "intervene-value-from": "what it is in another sentence",
        "intervene-number": "Number",
        "intervene-source": "The other sentence",
        "intervene-pairs": "Word here : word there (matched by themselves if empty)",
        "intervene-do": "Change it",
        "intervene-units": "Units, gates, heads, filters",
        "intervene-whole": "Words and whole states",
        "intervene-form-how": (
            "Numbers count from 1: 37, or 3,8-11. A recurrent network is read on from the changed place, so a change "
            "at a word reaches every word that is read after it. A filter stands at the first word of its "
            "window."
        ),
        "intervene-without-means": "This model has no means stored, so a part can be set to 0 or to a number.",
        # what parts are called
        "intervene-layer": "layer {number}",
        "intervene-forward": "forward",
        "intervene-backward": "backward",
        "intervene-comma": ", ",
        "intervene-where": "{where}: {part}",
        "intervene-one-unit": "Unit {number} ({part})",
        "intervene-one-head": "Head {number} ({part})",
        "intervene-one-filter": "Filter {number} ({part})",
        "intervene-several": "{count} of {part}",
        "intervene-change": "{what} {value}{where}",
        "intervene-is-number": "set to {number}",
        "intervene-is-mean": "set to its mean",
        "intervene-is-from": "as it is in the other sentence",
        "intervene-everywhere": " at every word",
        "intervene-from-word": " from “{word}” on",
        "intervene-at-word": " at “{word}”",
        "intervene-words-between": " from “{first}” to “{last}”",
        "intervene-at-words": " at {count} words",
        "part-embedded": "embedded words",
        "part-hidden": "hidden state",
        "part-cell": "cell",
        "part-input_gate": "input gate",
        "part-forget_gate": "forget gate",
        "part-output_gate": "output gate",
        "part-cell_candidate": "candidate",
        "part-attention": "what the attention heads bring",
        "part-feedforward": "inner units",
        "part-filters": "filters of width {width}",
        "part-readout-last": "pooled: last state",
        "part-readout-mean": "pooled: mean over the words",
        "part-readout-max": "pooled: maximum over the words",
        # how far it reaches
        "intervene-reach": "How far it reaches",
        "intervene-reach-how": (
            "How far each state moved at each word, in % of its length: the norm of the difference, divided by "
            "the norm "
            "before. Empty: it did not move."
        ),
        "intervene-nothing-moved": "No state moved: what was put in is what was there.",
        # what the parts are worth
        "intervene-matters": "Which parts matter here",
        "intervene-matters-how": (
            "Each of {count} parts of {model} {set} at every word, one after another, with all else as it is. The "
            "number says how far the logit of {answer} moves: below 0 the part spoke for it, above 0 against it. A "
            "part drawn at random moves it by {middle} (the median)."
        ),
        "intervene-matters-second": (
            "The same with {count} parts of {model}, each {set}, and the logit of {answer}. A part drawn at random "
            "moves it by {middle} (the median)."
        ),
        "intervene-side": "The two models beside each other",
        "intervene-side-how": (
            "In both it is the logit of {answer} that is asked about, and bars and shades have one scale. The logits "
            "of two networks need not be of one size, so look at the strongest parts beside as many at random, and at "
            "how many it takes."
        ),
        "intervene-side-other": " {model} itself predicts {other}; it is asked about {answer} all the same.",
        "intervene-side-apart": (
            "{first} is asked about {answer}, {model} about {other}, since the two have no label in common here: "
            "their numbers cannot be held against each other one by one. Look at the strongest parts beside as many "
            "at random."
        ),
        "intervene-side-logit": "the logit, nothing switched off",
        "intervene-side-parts": "parts that were switched off in turn",
        "intervene-side-strongest": "its change without the strongest {count}",
        "intervene-side-random": "without {count} at random (mean)",
        "intervene-kind-state": "units",
        "intervene-kind-gate": "gates",
        "intervene-kind-cell": "cells",
        "intervene-kind-head": "heads",
        "intervene-kind-feedforward": "inner units",
        "intervene-kind-filter": "filters",
        "intervene-gates": "Gates and cells (with its input gate, output gate or cell at 0, a unit is gone)",
        "intervene-off": "Switch off",
        "intervene-off-name": "Switch off {part}",
        "intervene-together": "Several at once",
        "intervene-together-how": (
            "The strongest parts switched off together, beside as many drawn at random (mean of {draws} draws, in "
            "brackets the lowest and the highest). Where both are alike, the ranking says little."
        ),
        "intervene-together-count": "parts",
        "intervene-together-strongest": "the strongest",
        "intervene-together-random": "at random",
        "intervene-map": "How much hangs on each word",
        "intervene-map-how": (
            "What the network holds at one word is {set} (causal tracing), layer by layer: by how much does the "
            "logit of {answer} move? Blue: it spoke for {answer}, orange: against it. The last row is for comparison "
            "and changes nothing: each word’s share of the logit by integrated gradients, with its sign reversed, "
            "since that is what would be lost without the word."
        ),
        "intervene-map-embedded": "the word itself",
        "intervene-map-layer": "all units of {part}",
        "intervene-map-attribution": "integrated gradients",
        "intervene-look": "Find the parts that matter",
        "intervene-looking": "{done} of {total} parts tried",
        "intervene-stop": "Stop",
        "intervene-stopped": "Stopped. What was found so far is not enough to rank the parts.",
        "intervene-more": "{count} more words are not shown here",
        # an edited twin
        "intervene-twin-how": (
            "Two sentences that differ in a word or two get different predictions. Which units carry the difference? "
            "Each unit of the sentence above is set in turn to its value in the edited one; how much of the "
            "difference this makes up is the unit’s share."
        ),
        "intervene-twin": "The edited sentence",
        "intervene-twin-do": "Find the units",
        "intervene-carriers": "Which units carry the difference",
        "intervene-carriers-how": (
            "The logit of {answer} is {logit} for the sentence above and {other} for the edited one. {needed} of "
            "{count} units together make up 80 % of the difference; as many drawn at random make up {random}."
        ),
        "intervene-carriers-none": (
            "The logit of {answer} is {logit} for the sentence above and {other} for the edited one. Even all "
            "{count} units together do not make up 80 % of the difference: the words of the two sentences do not "
            "correspond one to one."
        ),
        "intervene-carriers-close": (
            " The two hardly differ: shares of so small a difference are large and say little. Edit the sentence more."
        ),
        "intervene-carriers-curve": "The share of the difference that so many units make up together",
        "intervene-carriers-best": "those with the largest shares",
        "intervene-carriers-random": "drawn at random",
        "intervene-carriers-one": "Share of one unit alone",
        "intervene-matched": "Words that stand for each other: {pairs}",
        "intervene-patch": "Patch",
        "intervene-patch-name": "Set {part} to what it is in the edited sentence",
        "intervene-note": (
            "{model}, {task}: parts set to other values, all that follows computed anew. Probabilities after the "
            "temperature; logits of the model's own answer."
        ),
    },
    "zh": {
        "tab-intervene": "干预",
        "intervene-view-change": "改动部件",
        "intervene-view-twin": "与改过的句子比较",
        "intervene-view-units": "单元响应什么",
        "intervene-listen": "它响应什么？",
        "intervene-listen-short": "响应什么",
        "intervene-listen-name": "{part}响应什么",
        "intervene-second": "对另一个模型做同样的事",
        "intervene-second-none": "无",
        "intervene-second-lacks": (
            "{model} 的结构不同，没有这个部件，无法做同样的改动。点“两个模型对调”，就可以改动它自己的部件。"
        ),
        "intervene-swap": "两个模型对调",
        "intervene-set-zero": "设为 0",
        "intervene-set-mean": "设为均值",
        "intervene-off-to": "逐个设为",
        "intervene-off-zero": "0",
        "intervene-off-mean": "许多句子上的均值",
        "intervene-model": "模型",
        "intervene-word": "问的是标出的那个词的词性；点另一个词，就问它的词性。",
        "intervene-word-joined": (
            "模型给每个字标注。由几个字组成的词作为一个整体来问：词的标签的 logit 是各字 logit 之和"
            "（首字取 B-NOUN，其余取 I-NOUN）。"
        ),
        "intervene-words": "文本中的词",
        "intervene-begun": (
            "这个部件是页面自动选的：在所有单元、卷积核和注意力头中，去掉它对预测的影响最大。全部列在下方，任何部件都"
            "可以改动。"
        ),
        "intervene-untouched": "没有改动：这是 {model} 的预测。",
        "intervene-long": "还没有改动。文本较长，点下方的按钮才会去找 {model} 的哪些部件重要。",
        "intervene-flips": "{what}：{model} 改为预测“{after}”（“{before}”的概率从 {was} 变为 {share}）。",
        "intervene-moves": "{what}：{model} 仍预测“{before}”，概率从 {was} 变为 {share}。",
        "intervene-same": "{what}：{model} 几乎没有反应（“{before}”的概率从 {was} 变为 {share}）。",
        "intervene-label": "标签",
        "intervene-before": "之前",
        "intervene-after": "之后",
        "intervene-elsewhere": "标签也变了的其他词：{words}",
        "intervene-steps": "已做的改动",
        "intervene-no-steps": "还没有。在下面加一处改动，或点列表里的部件。",
        "intervene-undo": "撤销",
        "intervene-redo": "重做",
        "intervene-clear": "全部撤销",
        "intervene-remove": "去掉第 {at} 步",
        "intervene-keep": "下载各步及其预测：",
        "intervene-add": "再改一个部件",
        "intervene-part": "部件",
        "intervene-which": "编号（空着表示全部）",
        "intervene-at": "位置",
        "intervene-which-word": "词",
        "intervene-where-all": "每个词处",
        "intervene-where-at": "只在",
        "intervene-where-from": "从这个词到末尾：",
        "intervene-where-to": "到这个词为止：",
        "intervene-to": "设为",
        "intervene-value-0": "0（关闭）",
        "intervene-value-mean": "许多句子上的均值",
        "intervene-value-number": "一个数",
        "intervene-value-from": "另一句话里的值",
        "intervene-number": "数",
        "intervene-source": "另一句话",
        "intervene-pairs": "这句的词:另一句的词（空着则自动对应）",
        "intervene-do": "改动",
        "intervene-units": "单元、门、注意力头、卷积核",
        "intervene-whole": "词与整个状态",
        "intervene-form-how": (
            "编号从 1 数起：37，或 3,8-11。循环网络会从改动处继续往下读，所以在一个词处的改动会影响之后读到的每个词。"
            "卷积核的位置是窗口的第一个词。"
        ),
        "intervene-without-means": "这个模型没有存下均值，部件只能设为 0 或一个数。",
        "intervene-layer": "第 {number} 层",
        "intervene-forward": "前向",
        "intervene-backward": "后向",
        "intervene-comma": "、",
        "intervene-where": "{where}{part}",
        "intervene-one-unit": "{part}的 {number} 号单元",
        "intervene-one-head": "{part}的 {number} 号头",
        "intervene-one-filter": "{part} {number} 号",
        "intervene-several": "{part}中的 {count} 个",
        "intervene-change": "{what}{where}{value}",
        "intervene-is-number": "设为 {number}",
        "intervene-is-mean": "设为均值",
        "intervene-is-from": "取另一句话里的值",
        "intervene-everywhere": "在每个词处",
        "intervene-from-word": "从“{word}”起",
        "intervene-at-word": "在“{word}”处",
        "intervene-words-between": "从“{first}”到“{last}”",
        "intervene-at-words": "在 {count} 个词处",
        "part-embedded": "词嵌入",
        "part-hidden": "隐藏状态",
        "part-cell": "细胞状态",
        "part-input_gate": "输入门",
        "part-forget_gate": "遗忘门",
        "part-output_gate": "输出门",
        "part-cell_candidate": "候选值",
        "part-attention": "注意力头带来的信息",
        "part-feedforward": "前馈网络的内部单元",
        "part-filters": "宽度为 {width} 的卷积核",
        "part-readout-last": "池化：最后的状态",
        "part-readout-mean": "池化：各词的均值",
        "part-readout-max": "池化：各词的最大值",
        "intervene-reach": "影响到哪里",
        "intervene-reach-how": (
            "各状态在各词处移动了多少，以其长度的百分比计：差的范数除以原来的范数。空着表示没有移动。"
        ),
        "intervene-nothing-moved": "没有状态移动：放进去的就是原来的值。",
        "intervene-matters": "哪些部件重要",
        "intervene-matters-how": (
            "把 {model} 的 {count} 个部件逐一在每个词处{set}，其余不变。数字是“{answer}”的 logit 变化了多少：小于 0 "
            "表示该部件支持它，大于 0 表示反对它。随机取一个部件，变化的大小是 {middle}（中位数）。"
        ),
        "intervene-matters-second": (
            "对 {model} 的 {count} 个部件也这样做，每个都{set}，看“{answer}”的 logit。随机取一个部件，变化的大小是 "
            "{middle}（中位数）。"
        ),
        "intervene-side": "两个模型对照",
        "intervene-side-how": (
            "两边问的都是“{answer}”的 logit，条形和颜色深浅用同一尺度。不同网络的 logit 大小不一定可比，"
            "所以要看最强的部件比随机取的同样多个强多少，以及要几个才够。"
        ),
        "intervene-side-other": "{model} 自己预测的是“{other}”，这里仍然问“{answer}”。",
        "intervene-side-apart": (
            "{first} 问的是“{answer}”，{model} 问的是“{other}”：两者在这里没有共同的标签，数字不能逐个比较。"
            "要看的是最强的部件比随机取的同样多个强多少。"
        ),
        "intervene-side-logit": "什么也不关闭时的 logit",
        "intervene-side-parts": "逐一关闭的部件数",
        "intervene-side-strongest": "关闭最强的 {count} 个，它的变化",
        "intervene-side-random": "随机关闭 {count} 个，它的变化（平均）",
        "intervene-kind-state": "单元",
        "intervene-kind-gate": "门",
        "intervene-kind-cell": "细胞状态",
        "intervene-kind-head": "注意力头",
        "intervene-kind-feedforward": "内部单元",
        "intervene-kind-filter": "卷积核",
        "intervene-gates": "门与细胞状态（输入门、输出门或细胞状态为 0，该单元就没有了）",
        "intervene-off": "关闭",
        "intervene-off-name": "关闭{part}",
        "intervene-together": "同时关闭多个",
        "intervene-together-how": (
            "同时关闭最强的若干部件，旁边是随机取同样多个的结果（{draws} 次的平均，括号内是最低和最高）。"
            "两者差不多时，这个排名说明不了什么。"
        ),
        "intervene-together-count": "部件数",
        "intervene-together-strongest": "最强的",
        "intervene-together-random": "随机的",
        "intervene-map": "预测有多依赖每个词",
        "intervene-map-how": (
            "把网络在某个词处的内容逐层{set}（因果追踪），看“{answer}”的 logit 变化多少。蓝色：它支持“{answer}”，橙色："
            "它反对。最后一行用来对照，没有改动任何东西：积分梯度给出的每个词在 logit 中的份额，符号取反，因为去掉这"
            "个词就会失去这么多。"
        ),
        "intervene-map-embedded": "词本身",
        "intervene-map-layer": "{part}的全部单元",
        "intervene-map-attribution": "积分梯度",
        "intervene-look": "找出重要的部件",
        "intervene-looking": "已试 {done} / {total} 个部件",
        "intervene-stop": "停止",
        "intervene-stopped": "已停止。找到的还不足以给部件排名。",
        "intervene-more": "还有 {count} 个词没有显示",
        "intervene-twin-how": (
            "两句话只差一两个词，预测却不同。差别由哪些单元承载？把上面这句话的单元逐个设为它在改过的句子里的值，能补"
            "上差别的多少，就是这个单元的份额。"
        ),
        "intervene-twin": "改过的句子",
        "intervene-twin-do": "找出这些单元",
        "intervene-carriers": "差别由哪些单元承载",
        "intervene-carriers-how": (
            "“{answer}”的 logit：上面这句是 {logit}，改过的句子是 {other}。{count} 个单元中，{needed} 个合起来补上 "
            "80 % 的差别；随机取同样多个，补上 {random}。"
        ),
        "intervene-carriers-none": (
            "“{answer}”的 logit：上面这句是 {logit}，改过的句子是 {other}。{count} 个单元合起来也补不上 80 % 的差别："
            "两句的词没有逐一对应。"
        ),
        "intervene-carriers-close": "两者几乎没有差别：这么小的差别，份额会很大，说明不了什么。请把句子改得更多一些。",
        "intervene-carriers-curve": "若干单元合起来补上的份额",
        "intervene-carriers-best": "份额最大的",
        "intervene-carriers-random": "随机取的",
        "intervene-carriers-one": "单个单元的份额",
        "intervene-matched": "互相对应的词：{pairs}",
        "intervene-patch": "替换",
        "intervene-patch-name": "把{part}设为它在改过的句子里的值",
        "intervene-note": (
            "{model}，{task}：把部件设为别的值，其后全部重新计算。概率已除以温度；logit 是模型自己的预测的。"
        ),
    },
}

say = speaker(WORDS, shared.WORDS)
