"""The words of Explain in both languages, and the Chinese of its methods; `strings.py` merges them into its own.

They stand apart because they are many. `WORDS` holds (English, Chinese) by key; the tables below hold the Chinese of
what the lenses say in English, by the lenses' own keys.
"""

WORDS: dict[str, tuple[str, str]] = {
    "tab-explain": ("Explain", "解释"),
    "explain-by": ("Compare", "比较"),
    "explain-by-models": ("the models", "各模型"),
    "explain-by-methods": ("the methods", "各方法"),
    "explain-method": ("Method", "方法"),
    "explain-model": ("Model", "模型"),
    "explain-baseline": ("In place of a word", "以什么代替词"),
    "explain-target": ("What is explained", "解释什么"),
    "explain-target-own": ("each model's own answer", "各模型自己的答案"),
    "explain-word": ("Word", "词"),
    "explain-how": (
        "Blue words speak for the answer, orange ones against it; the stronger the colour, the larger the score. "
        "Scores are in logits, the numbers from which the model makes its probabilities.",
        "蓝色的词支持该答案，橙色的词反对；颜色越深，分数绝对值越大。分数的单位是 logit，即模型用来算概率的数值。",
    ),
    "explain-how-slope": (
        "Blue: the logit rises when all numbers of the word's vector grow a little; orange: it falls. That is a slope, "
        "which says neither for nor against the answer.",
        "蓝色：词向量的各个数值略微变大时，logit 上升；橙色：下降。这只是斜率，不代表支持或反对该答案。",
    ),
    "explain-how-length": (
        "The stronger the colour, the more the logit reacts to a small change of the word's vector, whichever way.",
        "颜色越深，词向量稍有变化时 logit 的反应越强；不表示方向。",
    ),
    "explain-no-baseline": ("This method takes no word away.", "这种方法不去掉词。"),
    "explain-caution": (
        "A score is a claim about the model, not about the sentence. Methods disagree; test one before you believe it.",
        "分数说的是模型，不是句子本身。不同方法会给出不同的结果，先检验再相信。",
    ),
    "explain-pos-hint": ("Click a word to see what speaks for its tag.", "点选一个词，看哪些词支持它的标签。"),
    "explain-why": ("why {label}?", "为什么是{label}？"),
    "explain-why-word": ("why is “{word}” {label}?", "为什么“{word}”是 {label}？"),
    "explain-scale": ("colours and bars reach to ±{end}", "颜色与横条的最大值为 ±{end}"),
    "explain-logit": (
        "logit {logit}; with {baseline} in every place {baseline_logit}; difference {change}",
        "logit 为 {logit}；每个位置都换成{baseline}时为 {baseline_logit}；相差 {change}",
    ),
    "explain-logit-alone": ("logit {logit}", "logit 为 {logit}"),
    "explain-about-0": ("about 0", "约为 0"),
    "explain-settings": ("Settings", "参数设置"),
    "explain-range": ("From {low} to {high}; {default} unless set.", "范围 {low} 至 {high}，默认 {default}。"),
    "curve-comprehensiveness": (
        "how far the logit falls without so many of the highest words",
        "去掉这么多分数最高的词后，logit 下降多少",
    ),
    "curve-sufficiency": (
        "how far the logit falls with only so many of the highest words left",
        "只留下这么多分数最高的词时，logit 下降多少",
    ),
    "curve-key": (
        "Line: this explanation. Grey: from the lowest to the highest random one. All models share the axes.",
        "线：这个解释。灰色：随机解释的最低值与最高值之间。各模型使用同样的坐标轴。",
    ),
    "explain-sum": (
        "the scores add up to {sum}; gap {gap}, under 2 % of the difference",
        "分数之和为 {sum}；差距 {gap}，不到相差值的 2 %",
    ),
    "explain-gap": (
        "the scores add up to {sum}, not to the difference: gap {gap}. Take these scores with caution, or choose "
        "another thing to stand in place of a word",
        "分数之和为 {sum}，与相差值不符：差距 {gap}。请谨慎看待这些分数，或换一种替代词的方式",
    ),
    "explain-no-sum": ("this method promises no sum", "这种方法不保证分数之和"),
    "explain-spread": (
        "drawn at random: asked again, a score differs by up to {share} of the largest",
        "随机抽样：再算一次，分数最多相差最大分数的 {share}",
    ),
    "explain-exact": ("exact: every subset of the words was read", "精确值：读过词的每一个子集"),
    "explain-steps": ("{steps} steps", "{steps} 步"),
    "explain-bars": ("The scores as numbers", "分数的数值"),
    "explain-refused": ("Not shown.", "不显示。"),
    "explain-left-out": (
        "Slow for a text of more than {words} words. Choose it above, with a row a model, to see it.",
        "文本超过 {words} 词时较慢。请在上面改为比较各模型，再选择这种方法。",
    ),
    "explain-unread": ("{count} words were not read and have no score", "有 {count} 个词没有读，没有分数"),
    "explain-test": ("Can this be believed?", "可信吗？"),
    "explain-progress": ("{done} of {total} …", "{done}/{total} …"),
    "explain-working": ("At work", "正在计算"),
    "explain-stop": ("Stop", "停止"),
    "explain-stopped": ("Stopped. Change anything above to begin anew.", "已停止。改动上面任何一项即可重新开始。"),
    "trial": ("test", "检验"),
    "trial-verdict": ("compared with random scores", "与随机分数相比"),
    "trial-value": ("value", "数值"),
    "trial-better": ("better than {beaten} of {count} random ones", "优于 {count} 个随机解释中的 {beaten} 个"),
    "trial-chance": (
        "no better than chance ({beaten} of {count})",
        "不比随机好（{count} 个中优于 {beaten} 个）",
    ),
    "trial-few": (
        "This text has too few words to tell an explanation from a random one.",
        "这段文本的词太少，无法区分解释与随机结果。",
    ),
    "trial-changes": (
        "With random weights in place of the learnt ones, the picture is another one (rank correlation {value}): as it "
        "should be.",
        "把学到的权重换成随机权重后，结果就不同了（秩相关 {value}）：理应如此。",
    ),
    "trial-same": (
        "With random weights in place of the learnt ones, the picture hardly changes (rank correlation {value}): it "
        "does not show what was learnt.",
        "把学到的权重换成随机权重后，结果几乎不变（秩相关 {value}）：它并没有反映学到的内容。",
    ),
    "trial-summary": (
        "passes {passed} of {total} tests against random scores",
        "{total} 项检验中有 {passed} 项胜过随机分数",
    ),
    "explain-note": (
        "{method}, target {target}, {baseline}{settings}. {unit}",
        "{method}；目标 {target}；{baseline}{settings}。{unit}",
    ),
    "explain-note-baseline": ("{baseline} in place of a word, ", "以{baseline}代替词；"),
    "explain-note-logit": (
        "Scores are logits of the unchanged model; positive speaks for the target.",
        "分数为模型原本的 logit，正值支持目标。",
    ),
    "explain-note-slope": (
        "Scores are slopes of the unchanged model's logit when all numbers of a word's vector grow alike; the sign "
        "says neither for nor against the target.",
        "分数为词向量各数值一同变大时，模型原本的 logit 的斜率；正负不代表支持或反对目标。",
    ),
    "explain-note-length": (
        "Scores are lengths of the gradient of the unchanged model's logit: how strongly, not which way.",
        "分数为模型原本的 logit 的梯度长度：只表示强弱，不表示方向。",
    ),
    "explain-defaults": ("no settings", "无参数"),
}  # fmt: skip

METHODS: dict[str, tuple[str, str]] = {
    "saliency": ("显著性", "每个词的向量稍有变化时，答案的反应有多强。"),
    "input_x_gradient": ("输入 × 梯度", "词向量乘以梯度：假如模型是线性的，这个词贡献了多少。"),
    "integrated_gradients": (
        "积分梯度",
        "从全是替代词的文本一路走到这段文本，把沿途的梯度累加起来。分数之和等于变化量。",
    ),
    "smooth_grad": ("平滑梯度", "给每个向量加一点噪声，复制多份，取显著性的平均。"),
    "gradient_shap": ("梯度 SHAP", "在替代文本与加噪文本之间取随机点，把梯度乘以路程后取平均。"),
    "occlusion": ("遮挡", "盖住一个窗口里的词，看答案下降多少。窗口为一个词时就是逐词去除。"),
    "feature_ablation": ("逐词去除", "只去掉这个词，看答案下降多少。"),
    "shapley_value_sampling": (
        "沙普利值",
        "词一个一个加入时各自带来的变化，对许多种顺序取平均。分数之和等于变化量。",
    ),
    "kernel_shap": ("KernelSHAP", "同样是沙普利值，用词的随机子集做回归得到。"),
    "lime": ("LIME", "随机去掉一些词，用直线去拟合模型的回答。"),
    "deep_lift": ("DeepLift", "把与替代文本的差别按比例经过滤器传回。分数之和等于变化量。"),
    "lrp": ("逐层相关性传播", ""),
    "guided_backpropagation": ("引导反向传播", ""),
    "deconvolution": ("反卷积", ""),
}
"""Title and help of each method in Chinese."""

PARAMETERS: dict[str, tuple[str, str]] = {
    "saliency.magnitude": ("取长度", "用梯度的长度代替各分量之和：只看多强，不看方向。"),
    "integrated_gradients.steps": ("步数", "路径上的点数；总和误差不到 2 % 之前，在误差大的地方加倍。"),
    "smooth_grad.samples": ("份数", "加噪声的复制有多少份。"),
    "smooth_grad.noise": ("噪声", "噪声的大小，以向量各数值的标准差为单位。"),
    "gradient_shap.samples": ("点数", "随机点有多少个。"),
    "gradient_shap.noise": ("噪声", "噪声的大小，以向量各数值的标准差为单位。"),
    "occlusion.window": ("窗口", "一起盖住几个词。"),
    "shapley_value_sampling.permutations": ("顺序数", "取多少种词的顺序。"),
    "kernel_shap.samples": ("子集数", "取多少个词的子集。"),
    "lime.samples": ("子集数", "取多少个词的子集。"),
    "lime.ridge": ("岭系数", "对大权重压制得多强。"),
}
"""Title and help of each method's parameters in Chinese."""

REFUSED = {
    "lrp": "Layer-wise relevance propagation",
    "guided_backpropagation": "Guided backpropagation",
    "deconvolution": "Deconvolution",
}
"""English titles of the methods that fit none of the models."""

BASELINES = {"padding": "空位（填充）", "unknown": "生词", "zero": "零向量", "mean": "所有词的平均"}
"""What stands in place of a word, in Chinese."""

TRIALS: dict[str, tuple[str, str]] = {
    "comprehensiveness": ("完备性", "去掉分数最高的词，答案下降多少。"),
    "sufficiency": ("充分性", "只留分数最高的词，答案下降多少。"),
    "leave_one_out": ("与逐词去除一致", "与逐个去掉词的结果的秩相关。"),
    "infidelity": ("失真度", "去掉随机几个词时，分数之和能否预言变化；0 为完全准确，1 为毫无用处。"),
    "sensitivity": ("敏感度", "每个向量稍稍挪动时，分数变化多少。"),
}
"""Title and help of each test in Chinese."""
