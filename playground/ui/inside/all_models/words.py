"""The words of the views of all chosen models, Memory and Path, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "view-memory": "Memory",
        "view-path": "Path",
        "together-models": "All models ticked above",
        # memory
        "memory-about": "How far back does each word still influence the prediction?",
        "memory-about-character": "How far away does each word still influence the tag of character {place}, “{word}”?",
        "memory-about-word": "How far away does each word still influence the tag of word {place}, “{word}”?",
        "memory-thin": "thin line: mean over sentences of the validation set",
        "memory-gradients": "Sensitivity: how much the prediction reacts to a small change of each word",
        "memory-gradients-axis": (
            "norm of the gradient of the predicted label's logit with respect to the word's embedding"
        ),
        "memory-deletions": "Deletion: how much the prediction changes without each word",
        "memory-deletions-axis": "change of the predicted label's logit when the word is deleted",
        "memory-deletions-sign": "+ in the read-out: the word supports the prediction",
        "memory-log": "logarithmic scale; 0 is exactly zero",
        "memory-log-deletions": "logarithmic scale; 0 is below the model's numerical precision",
        "memory-part": "in a long text only words near the end are deleted",
        "memory-plain": "linear scale",
        "memory-line": "{model}: from {low} to {high}",
        "memory-at-last": "“{word}”, the last word",
        "memory-at-word": "“{word}”, the chosen word",
        "memory-at-before": "“{word}”, {count} before",
        "memory-at-behind": "“{word}”, {count} behind",
        "memory-how-text": (
            "Read it from the right: the further left a word stands, the longer ago it was read. A line that stays "
            "high means that the model still uses words from there."
        ),
        "memory-how-word": (
            "Click or tap a word to ask about its tag. The distance counts to both sides of it. A line that stays "
            "high means that the model still uses words from there. The chosen word itself is not deleted, since "
            "then there is no tag to predict."
        ),
        "memory-vanishing": (
            "Vanishing gradient: on its way back through the words the gradient is multiplied at every step, and "
            "with factors below one little of it is left. It shows where a line falls steadily with the distance: "
            "words that far away hardly influence the prediction, and the model hardly learns from them."
        ),
        "memory-means": "Average gradient decay per word of distance ({source}): {shares}.",
        "memory-source": "{count} sentences of {data}, of {words} words or more",
        "memory-kept": "{share} left",
        "memory-zero": "exactly nothing beyond {count} words",
        "memory-faster": "On average the gradient decays faster in the {shorter} than in the {longer}.",
        "memory-not-faster": "On average the gradient does not decay faster in the {shorter} than in the {longer}.",
        "memory-pooled": (
            " Both predict from the mean and the maximum over all words (pooling), which gives every word a short "
            "way to the prediction."
        ),
        "not-memory": (
            "Not shown: what a word contributes together with others. A model may react to a word and do nothing "
            "with it; and of two words that say the same, either may be deleted without effect."
        ),
        # path
        "how-path": (
            "Each point is a word, joined in the order of reading; the small framed mark is the first word, the "
            "large one the last. Points that are close are similar states."
        ),
        "path-two": (
            "{mark} blue: {label}; {other_mark} orange: {other}; the stronger the colour, the higher the probability"
        ),
        "path-tags": "The colours are families of tags: nouns, verbs, words that modify, function words, others.",
        "path-variance": (
            "PCA of this sentence's points alone: {share} of the variance explained (PC1 {first}, PC2 {second}); "
            "other directions cannot be seen here."
        ),
        "path-of-words": (
            "A point is the hidden state of the last layer at the word, from which its tag is predicted."
        ),
        "path-of-text": "A point is the hidden state of the last layer at the word, as if the text ended there.",
        "path-colour-words": "The colour is the tag that is predicted for this word.",
        "path-colour-text": (
            "The colour is the prediction for the text up to that word. Where the model pools over its words, that "
            "prediction comes from all states so far, not from this point alone: points at one place may differ in "
            "colour."
        ),
        "path-sparse": "Each of the first {every} words has a point, after that {count} evenly spaced words.",
        "path-one": "One word makes no path. Type a longer text.",
        "path-scrub": "Read up to (the last {count} points stand out):",
        "path-drawing": "{model}: {count} points, from {first} to {last}",
        "path-point": "{word}: {answer} {share}",
        "path-in-word": "{character} in {word}",
        "path-table": "The points as a table",
        "path-across": "PC1",
        "path-up": "PC2",
        "path-answer": "prediction there",
        "not-path": (
            "Not shown: all other directions of the states, in which the prediction may lie as well. The planes of "
            "two models have nothing to do with each other."
        ),
    },
    "zh": {
        "view-memory": "记忆",
        "view-path": "路径",
        "together-models": "上面勾选的全部模型",
        # memory
        "memory-about": "每个模型做预测时能利用多远的上下文？",
        "memory-about-character": "每个模型标注第 {place} 个字“{word}”时，能利用多远的上下文？",
        "memory-about-word": "每个模型预测第 {place} 词“{word}”的词性时，能利用多远的上下文？",
        "memory-thin": "细线：验证集句子的平均值",
        "memory-gradients": "敏感度：每个词稍有变化时，预测变化多少",
        "memory-gradients-axis": "预测标签的 logit 对该词词向量的梯度的范数",
        "memory-deletions": "删除：去掉每个词后，预测变化多少",
        "memory-deletions-axis": "去掉该词后预测标签 logit 的变化量",
        "memory-deletions-sign": "读数中的 + 表示该词支持这个预测",
        "memory-log": "对数刻度；0 表示恰好为零",
        "memory-log-deletions": "对数刻度；0 表示低于模型的数值精度",
        "memory-part": "文本很长时，只试着去掉末尾附近的词",
        "memory-plain": "线性刻度",
        "memory-line": "{model}：从 {low} 到 {high}",
        "memory-at-last": "“{word}”，最后一个词",
        "memory-at-word": "“{word}”，选中的词",
        "memory-at-before": "“{word}”，在前面第 {count} 个",
        "memory-at-behind": "“{word}”，在后面第 {count} 个",
        "memory-how-text": "从右往左看：词越靠左，读到它的时间越早。线保持在高处，说明模型仍在利用那里的词。",
        "memory-how-word": (
            "点选一个词，就看它的词性。距离向两边数。线保持在高处，说明模型仍在利用那里的词。选中的词本身不能去掉，"
            "否则没有词性可预测，所以没有数值。"
        ),
        "memory-vanishing": (
            "梯度消失（vanishing gradient）：梯度沿词往回传时每一步都要乘一次，因子小于 1 时就所剩无几。在图中表现"
            "为线随距离稳步下降：那么远的词几乎不影响预测，训练时模型也几乎学不到。"
        ),
        "memory-means": "距离每增加一个词，梯度平均还剩多少（{source}）：{shares}。",
        "memory-source": "{data} 中 {count} 个不少于 {words} 词的句子",
        "memory-kept": "剩 {share}",
        "memory-zero": "超过 {count} 个词后恰好为零",
        "memory-faster": "平均而言，{shorter} 的梯度比 {longer} 衰减得快。",
        "memory-not-faster": "平均而言，{shorter} 的梯度并不比 {longer} 衰减得快。",
        "memory-pooled": "两者都由全部词的平均值和最大值（池化，pooling）得出预测，每个词到预测都有一条短路径。",
        "not-memory": (
            "看不到的：一个词和其他词合起来的作用。模型可能对某个词有反应，却没有用上；两个意思相同的词，去掉其中一"
            "个也可能毫无影响。"
        ),
        # path
        "how-path": (
            "每个词一个点，按阅读顺序连线；带框的小标记是第一个词，大标记是最后一个词。靠近的点表示状态相似。"
        ),
        "path-two": "{mark} 蓝：{label}；{other_mark} 橙：{other}；颜色越鲜明，概率越高",
        "path-tags": "颜色代表词性的类别：名词、动词、修饰词、虚词、其他。",
        "path-variance": (
            "只用这句话的各点做主成分分析（PCA）：解释了方差的 {share}（PC1 {first}，PC2 {second}），其余方向在这里"
            "看不到。"
        ),
        "path-of-words": "每个点是最后一层在该词处的隐藏状态，词性就由它预测。",
        "path-of-text": "每个点是最后一层在该词处的隐藏状态，把文本当作到此为止。",
        "path-colour-words": "颜色是对这个词预测的词性。",
        "path-colour-text": (
            "颜色是对到该词为止的文本的预测。模型若对各词做池化（pooling），这个预测就来自到此为止的所有状态，而不"
            "只取决于这一点：同一位置的点颜色可以不同。"
        ),
        "path-sparse": "前 {every} 个词每词一个点，之后均匀取 {count} 个点。",
        "path-one": "只有一个词，连不成路径。请输入更长的文本。",
        "path-scrub": "读到（突出最近的 {count} 个点）：",
        "path-drawing": "{model}：{count} 个点，从{first}到{last}",
        "path-point": "{word}：{answer} {share}",
        "path-in-word": "{word}中的{character}",
        "path-table": "以表格显示这些点",
        "path-across": "主成分 1（PC1）",
        "path-up": "主成分 2（PC2）",
        "path-answer": "该处的预测",
        "not-path": "看不到的：状态的其他方向，预测也可能取决于那里。两个模型的平面彼此无关。",
    },
}

say = speaker(WORDS, shared.WORDS)
