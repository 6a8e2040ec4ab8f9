"""The words of the views of all chosen models, Memory and Path, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "view-memory": "Memory",
        "view-path": "Path",
        "together-models": "All models ticked above",
        # memory
        "memory-about": "How far back each model listens for its answer:",
        "memory-about-word": "How far each model listens for the tag of word {place}, “{word}”:",
        "memory-thin": "thin: mean over dev sentences",
        "memory-gradients": "How much the answer would move with each word",
        "memory-gradients-axis": "norm of the gradient of the answer's logit with respect to the word's embedding",
        "memory-deletions": "How much the answer changes without each word",
        "memory-deletions-axis": "change of the answer's logit when the word is deleted",
        "memory-deletions-sign": "+ where one points: it spoke for the answer",
        "memory-log": "logarithmic scale; 0 is exactly zero",
        "memory-log-deletions": "logarithmic scale; 0 is less than the model's own digits can tell",
        "memory-part": "in a long text only words near the answer are deleted",
        "memory-plain": "plain scale",
        "memory-line": "{model}: from {low} to {high}",
        "memory-at-last": "“{word}”, the last word",
        "memory-at-word": "“{word}”, the chosen word",
        "memory-at-before": "“{word}”, {count} before",
        "memory-at-behind": "“{word}”, {count} behind",
        "memory-how-text": (
            "Read it from the right: the further left a word stands, the longer ago it was read. A line that stays up "
            "belongs to a model that still listens."
        ),
        "memory-how-word": (
            "Click a word to ask about its tag. The distance counts to both sides of it. A line that stays up belongs "
            "to a model that still listens there. Deleting the chosen word itself leaves nothing to ask."
        ),
        "memory-vanishing": (
            "A vanishing gradient: on its way back through the words it is multiplied at every step, and with factors "
            "below one little is left. It shows where a line falls steadily with the distance: from words that far "
            "away such a model hears hardly anything, and learns hardly anything."
        ),
        "memory-means": "What each word further back leaves of the gradient, on average ({source}):",
        "memory-source": "{count} sentences of {data}, of {words} words or more",
        "memory-kept": "{share}",
        "memory-zero": "exactly nothing beyond {count} words",
        "memory-faster": "On these means the {shorter}'s memory falls faster than the {longer}'s.",
        "memory-not-faster": "On these means the {shorter}'s memory does not fall faster than the {longer}'s.",
        "memory-pooled": (
            " Both read their answer from the mean and the maximum over all words, which gives every word a short way "
            "to it."
        ),
        "not-memory": (
            "Not shown: what a word says together with others. A model may listen to a word and do nothing with it, "
            "and of two words that say the same either may be deleted without effect."
        ),
        # path
        "how-path": (
            "A point a word, joined in the order of reading; the small framed mark is the first word, the large one "
            "the last. Close points are like states. The colour is what the model would answer there."
        ),
        "path-two": "{mark} blue: {label}; {other_mark} orange: {other}; the stronger the colour, the surer",
        "path-tags": "The colours are families of tags: nouns, verbs, words that modify, function words, others.",
        "path-variance": (
            "This plane shows {share} of the differences between the states ({first} across, {second} up); the rest "
            "cannot be seen here."
        ),
        "path-of-words": "A point is the last layer's state at the word, which the tag is read from.",
        "path-of-text": "A point is the last layer's state at the word, as if the text ended there.",
        "path-sparse": "Up to word {every} each word has a point; after that, {count} evenly spaced ones.",
        "path-one": "One word makes no path. Type a longer text.",
        "path-drawing": "{model}: {count} points, from {first} to {last}",
        "path-point": "{word}: {answer} {share}",
        "path-table": "The points as a table",
        "path-across": "across",
        "path-up": "up",
        "path-answer": "answer there",
        "not-path": (
            "Not shown: all other directions of the states, in which the answer may lie as well. The planes of two "
            "models have nothing to do with each other."
        ),
    },
    "zh": {
        "view-memory": "记忆",
        "view-path": "路径",
        "together-models": "上面勾选的全部模型",
        # memory
        "memory-about": "每个模型作答时能听到多远之前的词：",
        "memory-about-word": "每个模型给第 {place} 词“{word}”定词性时能听到多远的词：",
        "memory-thin": "细线：开发集句子的平均值",
        "memory-gradients": "每个词能让答案动多少",
        "memory-gradients-axis": "答案的 logit 对该词词向量的梯度的范数",
        "memory-deletions": "去掉每个词后答案变化多少",
        "memory-deletions-axis": "去掉该词后答案 logit 的变化量",
        "memory-deletions-sign": "指向某词时，+ 表示它支持这个答案",
        "memory-log": "对数刻度；0 表示恰好为零",
        "memory-log-deletions": "对数刻度；0 表示小到模型自身的精度分辨不出",
        "memory-part": "文本很长时，只试着去掉答案附近的词",
        "memory-plain": "普通刻度",
        "memory-line": "{model}：从 {low} 到 {high}",
        "memory-at-last": "“{word}”，最后一个词",
        "memory-at-word": "“{word}”，选中的词",
        "memory-at-before": "“{word}”，在前面第 {count} 个",
        "memory-at-behind": "“{word}”，在后面第 {count} 个",
        "memory-how-text": "从右往左看：词越靠左，读到它的时间越早。线保持在高处，说明模型仍在听。",
        "memory-how-word": (
            "点选一个词，就看它的词性。距离向两边数。线保持在高处，说明模型还在听那里。去掉选中的词本身就无从作答，"
            "所以没有数值。"
        ),
        "memory-vanishing": (
            "梯度消失：梯度往回传时每一步都要乘一次，因子小于 1 时就所剩无几。在图中表现为线随距离稳步下降："
            "那么远的词，模型几乎听不到，训练时也几乎学不到。"
        ),
        "memory-means": "平均而言，每往前一个词，梯度还剩多少（{source}）：",
        "memory-source": "{data} 中 {count} 个不少于 {words} 词的句子",
        "memory-kept": "剩 {share}",
        "memory-zero": "超过 {count} 个词恰好为零",
        "memory-faster": "按这些平均值，{shorter} 的记忆比 {longer} 衰减得快。",
        "memory-not-faster": "按这些平均值，{shorter} 的记忆并不比 {longer} 衰减得快。",
        "memory-pooled": "两者都从全部词的平均值和最大值得出答案，每个词到答案都有一条短路。",
        "not-memory": (
            "看不到的：一个词和其他词合起来的作用。模型可能听到了却没有用上；两个意思相同的词，"
            "去掉其中一个也可能毫无影响。"
        ),
        # path
        "how-path": (
            "每个词一个点，按阅读顺序连线；带框的小标记是第一个词，大标记是最后一个词。靠近的点表示状态相似，"
            "颜色是模型在该处会给出的答案。"
        ),
        "path-two": "{mark} 蓝：{label}；{other_mark} 橙：{other}；颜色越鲜明越有把握",
        "path-tags": "颜色代表词性的类别：名词、动词、修饰词、虚词、其他。",
        "path-variance": "这个平面显示了状态之间差异的 {share}（横向 {first}，纵向 {second}），其余在这里看不到。",
        "path-of-words": "每个点是最后一层在该词处的状态，词性就从它得出。",
        "path-of-text": "每个点是最后一层在该词处的状态，把文本当作到此为止。",
        "path-sparse": "前 {every} 个词每词一个点，之后均匀取 {count} 个点。",
        "path-one": "只有一个词，连不成路径。请输入更长的文本。",
        "path-drawing": "{model}：{count} 个点，从{first}到{last}",
        "path-point": "{word}：{answer} {share}",
        "path-table": "以表格显示这些点",
        "path-across": "横",
        "path-up": "纵",
        "path-answer": "该处的答案",
        "not-path": "看不到的：状态的其他方向，答案也可能藏在那里。两个模型的平面彼此无关。",
    },
}

say = speaker(WORDS, shared.WORDS)
