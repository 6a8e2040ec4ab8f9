"""The words of the tab Explain, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-explain": "Explain",
        "explain-by": "Compare",
        "explain-by-models": "the models",
        "explain-by-methods": "the methods",
        "explain-method": "Method",
        "explain-model": "Model",
        "explain-baseline": "Baseline",
        "explain-target": "Explain",
        "explain-target-own": "each model's own prediction",
        "explain-target-shared": "{label}, for all models",
        "explain-word": "Word",
        "explain-how": (
            "Blue words speak for the label, orange ones against it; the stronger the colour, the larger the "
            "score. Scores are in logits, the numbers from which the model computes its probabilities."
        ),
        "explain-how-slope": (
            "Blue: the logit rises when all numbers of the word's vector grow a little; orange: it falls. That is "
            "a slope, which says neither for nor against the label."
        ),
        "explain-how-length": (
            "The stronger the colour, the more the logit reacts to a small change of the word's vector, in "
            "whichever direction."
        ),
        "explain-no-baseline": "This method replaces no word, so it needs no baseline.",
        "explain-caution": (
            "A score is a claim about the model, not about the sentence. Methods disagree; test one before you believe "
            "it."
        ),
        "explain-pos-hint": (
            "Press a word to see what speaks for its tag. The first one shown is one on which the models differ, if "
            "there is any."
        ),
        "explain-characters": (
            "These models tag characters, and the words are those that each model makes of them. The tag of a word is "
            "the one for which its characters' logits (of B- at the first, of I- at the others) have the largest sum. "
            "This sum is explained, and a word's score is the sum of its characters' scores."
        ),
        "explain-mean": "The mean over the characters of the word: {parts}",
        "explain-why": "for and against {label}",
        "explain-why-word": "tag of “{word}”: for and against {label}",
        "explain-predicted": "predicts {label} ({share})",
        "explain-scale": "colour scale: ±{end}",
        "explain-logit": (
            "With the baseline ({baseline}) in place of every word, the logit of {label} is {baseline_logit}; with "
            "the words it is {logit}: they change it by {change}."
        ),
        "explain-logit-alone": "The logit of {label} is {logit}.",
        "explain-show-all-the-same": "Show the words' scores all the same",
        "explain-together-against": "Taken together, the words speak against {label}.",
        "explain-together-for": "Taken together, the words speak for {label}.",
        "explain-cancel": "What speaks for {label} and what speaks against it cancel each other.",
        "explain-said-against": (
            "So the baseline alone already says that it is not {label}, about as clearly: there is little to "
            "explain with the words."
        ),
        "explain-said-for": (
            "So the baseline alone already says {label}, about as clearly: there is little to explain with the words."
        ),
        "explain-about-0": "about 0",
        "explain-settings": "Settings",
        "explain-range": "From {low} to {high}; default {default}.",
        "curve-comprehensiveness": "how far the logit falls when this share of the highest-scored words is removed",
        "curve-sufficiency": "how far the logit falls when only this share of the highest-scored words is kept",
        "curve-key": "Line: this explanation. Grey: the range of the random explanations. All models share the axes.",
        "explain-sum": "Completeness check: the scores add up to {sum}; error {gap}, under 2 % of their sizes ✓",
        "explain-gap": (
            "Completeness check: the scores add up to {sum}, not to the change of the logit; error {gap}. Take "
            "these scores with caution, or choose another baseline"
        ),
        "explain-no-sum": "This method has no completeness property: its scores need not add up to anything.",
        "explain-spread": "sampled: scores vary by up to {share} of the largest between runs",
        "explain-exact": "exact: every subset of the words was evaluated",
        "explain-steps": "{steps} steps",
        "explain-bars": "The scores as numbers",
        "explain-refusals": "Not shown, and why: {count}",
        "explain-left-out": (
            "Slow for a text of more than {words} words. Choose it above, with a row a model, to see it."
        ),
        "explain-unread": "{count} words were not read and have no score",
        "explain-test": "Can this be believed? Faithfulness tests",
        "explain-working": "Working: {done} of {total} …",
        "explain-stop": "Stop",
        "explain-stopped": "Stopped. Change anything above to start again.",
        "trial": "test",
        "trial-verdict": "compared with random scores",
        "trial-value": "value",
        "trial-better": "better than {beaten} of {count} random ones",
        "trial-chance": "no better than chance ({beaten} of {count})",
        "trial-few": "This text has too few words to tell an explanation from a random one.",
        "trial-changes": (
            "With random weights in place of the learnt ones the explanation is a different one (rank correlation "
            "{value}), as it should be."
        ),
        "trial-same": (
            "With random weights in place of the learnt ones the explanation hardly changes (rank correlation "
            "{value}): it does not show what was learnt."
        ),
        "trial-summary": "passes {passed} of {total} tests against random scores",
        "explain-note": "{method}, target {target}, {baseline}{settings}. {unit}",
        "explain-note-baseline": "baseline {baseline}, ",
        "explain-note-logit": "Scores are logits of the unchanged model; positive speaks for the target.",
        "explain-note-slope": (
            "Scores are slopes of the unchanged model's logit when all numbers of a word's vector grow alike; the sign "
            "says neither for nor against the target."
        ),
        "explain-note-length": (
            "Scores are norms of the gradient of the unchanged model's logit: how strongly, not which way."
        ),
        "explain-defaults": "no settings",
        # the methods that fit none of the models
        "method-lrp": "Layer-wise relevance propagation",
        "method-guided_backpropagation": "Guided backpropagation",
        "method-deconvolution": "Deconvolution",
    },
    "zh": {
        "tab-explain": "解释",
        "explain-by": "比较",
        "explain-by-models": "各模型",
        "explain-by-methods": "各方法",
        "explain-method": "方法",
        "explain-model": "模型",
        "explain-baseline": "基线（baseline）",
        "explain-target": "解释哪个标签",
        "explain-target-own": "各模型自己的预测",
        "explain-target-shared": "{label}（所有模型相同）",
        "explain-word": "词",
        "explain-how": (
            "蓝色的词支持该标签，橙色的词反对；颜色越深，分数的绝对值越大。分数的单位是 logit，即模型用来计算概率的"
            "数值。"
        ),
        "explain-how-slope": (
            "蓝色：词向量的各个数值略微变大时，logit 上升；橙色：下降。这只是斜率，不代表支持或反对该标签。"
        ),
        "explain-how-length": "颜色越深，词向量稍有变化时 logit 的反应越强；不表示方向。",
        "explain-no-baseline": "这种方法不替换词，不需要基线。",
        "explain-caution": "分数说的是模型，不是句子本身。不同方法会给出不同的结果，先检验再相信。",
        "explain-pos-hint": "点选一个词，看哪些词支持它的标签。最先显示的是模型预测不同的词（如果有）。",
        "explain-characters": (
            "这些模型逐字标注，词由各模型自己切分。把词中各字的 logit 相加（首字取 B-，其余取 I-），和最大的标签就是"
            "这个词的词性。这里解释的就是这个和；一个词的分数是其中各字分数之和。"
        ),
        "explain-mean": "取词中各字概率的平均：{parts}",
        "explain-why": "支持与反对{label}",
        "explain-why-word": "“{word}”的词性：支持与反对 {label}",
        "explain-predicted": "预测为{label}（{share}）",
        "explain-scale": "色标：±{end}",
        "explain-logit": (
            "以{baseline}为基线代替每个词时，{label}的 logit 为 {baseline_logit}；换回这些词后为 {logit}，变化 "
            "{change}。"
        ),
        "explain-logit-alone": "{label}的 logit 为 {logit}。",
        "explain-show-all-the-same": "仍然显示各词的分数",
        "explain-together-against": "这些词合起来反对{label}。",
        "explain-together-for": "这些词合起来支持{label}。",
        "explain-cancel": "支持与反对{label}的词相互抵消。",
        "explain-said-against": "可见只用基线就已经判为不是{label}，而且把握相近：没有多少需要用词来解释的。",
        "explain-said-for": "可见只用基线就已经判为{label}，而且把握相近：没有多少需要用词来解释的。",
        "explain-about-0": "约为 0",
        "explain-settings": "参数设置",
        "explain-range": "范围 {low} 至 {high}，默认 {default}。",
        "curve-comprehensiveness": "去掉分数最高的这些词后，logit 下降多少",
        "curve-sufficiency": "只留下分数最高的这些词时，logit 下降多少",
        "curve-key": "线：这个解释。灰色：随机解释的范围。各模型使用同样的坐标轴。",
        "explain-sum": "完备性（completeness）检查：分数之和为 {sum}；误差 {gap}，不到各分数绝对值之和的 2 % ✓",
        "explain-gap": (
            "完备性（completeness）检查：分数之和为 {sum}，与 logit 的变化不符；误差 {gap}。请谨慎看待这些分数，或"
            "换一种基线"
        ),
        "explain-no-sum": "这种方法没有完备性（completeness）：分数之和不必等于什么。",
        "explain-spread": "随机抽样：各次计算之间，分数最多相差最大分数的 {share}",
        "explain-exact": "精确值：计算了词的每一个子集",
        "explain-steps": "{steps} 步",
        "explain-bars": "分数的数值",
        "explain-refusals": "不能显示的方法及原因：{count}",
        "explain-left-out": "文本超过 {words} 词时较慢。请在上面改为比较各模型，再选择这种方法。",
        "explain-unread": "有 {count} 个词没有读，没有分数",
        "explain-test": "可信吗？忠实度检验",
        "explain-working": "正在计算：{done}/{total} …",
        "explain-stop": "停止",
        "explain-stopped": "已停止。改动上面任何一项即可重新开始。",
        "trial": "检验",
        "trial-verdict": "与随机分数相比",
        "trial-value": "数值",
        "trial-better": "优于 {count} 个随机解释中的 {beaten} 个",
        "trial-chance": "不比随机好（{count} 个中优于 {beaten} 个）",
        "trial-few": "这段文本的词太少，无法区分解释与随机结果。",
        "trial-changes": "把学到的权重换成随机权重后，结果就不同了（秩相关 {value}）：理应如此。",
        "trial-same": "把学到的权重换成随机权重后，结果几乎不变（秩相关 {value}）：它并没有反映学到的内容。",
        "trial-summary": "{total} 项检验中有 {passed} 项胜过随机分数",
        "explain-note": "{method}；目标 {target}；{baseline}{settings}。{unit}",
        "explain-note-baseline": "基线为{baseline}；",
        "explain-note-logit": "分数为模型本身的 logit，正值支持目标。",
        "explain-note-slope": "分数为词向量各数值一同变大时，模型原本的 logit 的斜率；正负不代表支持或反对目标。",
        "explain-note-length": "分数为模型原本的 logit 的梯度范数：只表示强弱，不表示方向。",
        "explain-defaults": "无参数",
        # the methods that fit none of the models
        "method-lrp": "逐层相关性传播",
        "method-guided_backpropagation": "引导反向传播",
        "method-deconvolution": "反卷积",
    },
}

say = speaker(WORDS, shared.WORDS)
