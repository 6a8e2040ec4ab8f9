"""The words that several tabs share, in every language."""

from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "device-loading": "Loading models",
        "examples": "Examples",
        "untrained": "untrained",
        "session-model": "your model",
        "named-textbook": "textbook {model}",
        "text-language-en": "English",
        "text-language-zh": "Chinese",
        # how a file is written
        "notation-found": "{found} (as found)",
        "notation-guess": "find out",
        "notation-delimiter": "Columns are separated by",
        "notation-encoding": "Encoding",
        "delimiter-none": "nothing",
        "delimiter-comma": "commas",
        "delimiter-semicolon": "semicolons",
        "delimiter-tab": "tabs",
        "delimiter-bar": "bars",
        "delimiter-space": "spaces",
        "delimiter-other": "or by",
        "encoding-utf-8": "any language",
        "encoding-gb18030": "Chinese",
        "encoding-big5": "traditional Chinese",
        "encoding-shift_jis": "Japanese",
        "encoding-euc-kr": "Korean",
        "encoding-cp1252": "Western European",
        "encoding-cp1250": "Central European",
        "encoding-cp1251": "Cyrillic",
        "encoding-cp1253": "Greek",
        "encoding-cp1254": "Turkish",
        "encoding-cp1255": "Hebrew",
        "encoding-cp1256": "Arabic, Persian",
        "encoding-cp1257": "Baltic",
        "encoding-cp1258": "Vietnamese",
        "encoding-cp874": "Thai",
        "encoding-koi8-r": "Russian",
        "encoding-iso8859-2": "Central European",
        "encoding-mac_roman": "old Macintosh",
        "encoding-utf-16": "any language",
        # kinds of examples
        "example-negation": "Negation",
        "example-contrast": "Contrast",
        "example-sarcasm": "Sarcasm",
        "example-garden-path": "Garden path",
        "example-noun-verb": "A noun that is a verb",
        "example-names": "Names and numbers",
        "example-review": "A long review",
        "readers-tags": "Most readers: {tags}.",
        "readers-none": "Most readers: no opinion.",
        "readers-label": "Most readers: {label}.",
        "notice-zh-review": (
            "Faults first, then praise, then faults and praise mixed: watch where each line crosses 50 %, and "
            "where it ends."
        ),
        "notice-zh-names": (
            "A fact without an opinion: models that know only negative and positive take a side all the same."
        ),
        "notice-zh-names-tags": "Names of a person and of two cities, a date and a price: where does each word end?",
        "notice-zh-noun-verb": (
            "“Plan” and “suggest” occur twice each, once as a verb and once as a noun: only the neighbours tell."
        ),
        "notice-zh-garden-path": (
            "The characters make words in two ways: “bats, sold out” or “balls, auctioned off”. Where do the "
            "models end a word?"
        ),
        "notice-zh-sarcasm": "“Saves power” is meant the other way round: it is charged five times a day.",
        "notice-zh-contrast": (
            "The praise stands behind “but” and outweighs the fault before it: at which character do the lines turn?"
        ),
        "notice-zh-negation": "“Not” stands before “disappoint”: together they are praise.",
        "notice-en-review": (
            "Faults, then praise, then faults again: watch where each line crosses 50 %, and where it ends."
        ),
        "notice-en-names": (
            "A fact without an opinion: models that know only negative and positive take a side all the same."
        ),
        "notice-en-names-tags": (
            "“May” is a month and not the verb, “Dr.” belongs to the name: capitals alone do not tell."
        ),
        "notice-en-noun-verb": (
            "“park” and “book” occur twice each, once as a verb and once as a noun: only the neighbours tell."
        ),
        "notice-en-garden-path": (
            "“guard” and “rest” look like nouns, but are verbs here: the young and the old are people."
        ),
        "notice-en-sarcasm": "No word of it is harsh; “great” is meant the other way round.",
        "notice-en-contrast": (
            "The praise stands behind “and yet” and outweighs the fault before it: at which word do the lines turn?"
        ),
        "notice-en-negation": "“Falls flat” is blame, “not a single” turns it into praise: which models read both?",
        # states
        "empty-title": "Nothing to read yet",
        "empty-body": "Type a sentence above: every model predicts as you type. Or begin with one of these:",
        "problem-title": "This could not be answered",
        "loading": "Loading {model} …",
        "loading-why": "Its prediction appears as soon as it is loaded.",
        "failed": "{model} has failed",
        "failed-why": "The others are not affected.",
        "panel": "Labels: {labels}",
        "word": "word",
        "character": "character",
        "not-read": "not read",
        # the tour
        "tour-offer": "New here? A tour of one minute, on the sentence above.",
        "tour-begin": "Show me",
        "tour-refuse": "No, thanks",
        "tour-again": "A tour of one minute",
        "tour-back": "Back",
        "tour-next": "Next",
        "tour-end": "End the tour",
        "tour-finish": "Done",
        "tour-lessons": "Lessons",
        "tour-step": "{at} of {count}",
        "tour-compare": (
            "Several networks have read “{text}”. Do they predict the same? Look for one that parts from the others, "
            "and for the word at which it does."
        ),
        "tour-inside": (
            "The same text inside one of them. The first line says where most happens; point at a figure to read its "
            "numbers, and choose another model or view above it."
        ),
        "tour-explain": (
            "Which words speak for the prediction, and which against it? Below stands how far such an explanation can "
            "be believed."
        ),
        "tour-edit": (
            "Press a word and change it: every model predicts again at once. Below the words stand small edits that "
            "change a prediction."
        ),
        "tour-finetune": (
            "Bring a table of texts with labels, or take a sample: after a few minutes your own model stands beside "
            "the others, on every tab."
        ),
        "tour-models": (
            "How good is each model, on which data, and where does it fail? Now type a sentence of your own above, and "
            "look for one on which the models disagree."
        ),
        "keep-picture": "Download as",
        "inside-unread": "{count} words beyond the {limit}th were not read",
        "workings-explain": "Which words make this logit: Explain",
        "workings-compare": "The probabilities of all models: Compare",
        "workings-softmax": (
            "Softmax: e to the power of each, divided by the sum over all labels. For {label}: {share}."
        ),
        "workings-temperature-many": (
            "They are divided by the temperature {temperature}, which was fitted after training so that a "
            "probability of 80 % is right 80 % of the time: {warm}."
        ),
        "workings-many": (
            "The output layer gives one logit per label; only their differences matter. Distances from the largest "
            "one: {logits}."
        ),
        "workings-sigmoid": (
            "The softmax of two logits is the sigmoid of their difference: 1 / (1 + e^({power})) = {share} for {label}."
        ),
        "workings-temperature": (
            "It is divided by the temperature {temperature}, which was fitted after training so that a probability "
            "of 80 % is right 80 % of the time: {logit} / {temperature} = {warm}."
        ),
        "workings-two": (
            "The output layer gives two logits; only their difference matters. Logit of {label} minus logit of "
            "{other}: {logit}."
        ),
        "workings": "How the {share} comes about",
        "workings-one-output": (
            "One output stands for both labels: the logit {logit} above is that of {label} against {other}."
        ),
        "workings-both": (
            "The logits: {label} {logit}, {other} {other_logit}. The scores above explain the first of them."
        ),
        "apart-copy": "Copy",
        "apart-copied": "Copied",
        "no-models-title": "No model is chosen",
        "no-models-body": "Tick at least one model above.",
        "no-words-title": "There is no word in this text",
        "no-words-body": "It holds only spaces or control characters. Type a sentence.",
        "as-table": "The numbers as a table",
        "number-range": "From {low} to {high}.",
        "number-limits": "Not possible: {given}. Allowed is {kind} from {low} to {high}; nothing was changed.",
        "number-whole": "a whole number",
        "number-any": "a number",
        "term-see": "See it: {place}",
        "term-rank-correlation": "How alike two orders are: 1 the same, 0 unrelated, −1 reversed.",
        "term-faithfulness": (
            "Whether an explanation says what the model really does; tested against random explanations."
        ),
        "term-seed": (
            "The start of the random numbers; with another one, a training gives a somewhat different model."
        ),
        "term-overfit": "Learning the training examples by heart, so that new ones are predicted worse.",
        "term-validation": (
            "Examples that are not trained on; they tell which epoch is best and how good the model is."
        ),
        "term-loss": "What training makes small: large where the right label has a low probability.",
        "term-learning-rate": "How large a step the weights take against their gradient.",
        "term-epoch": "One pass of training over all examples.",
        "term-confidence": "The probability that a model gives the label that it predicts.",
        "term-calibration": ("Whether predictions made with 80 % confidence are right 80 % of the time."),
        "term-confusion": "A table of true labels by predicted labels: what is taken for what.",
        "term-accuracy": "The share of predictions that are correct.",
        "term-recall": "Of the examples that have a label, the share for which it is predicted.",
        "term-precision": "Of the examples for which a label is predicted, the share that has it.",
        # what may be chance
        "interval-title": (
            "95 % confidence interval: worked out like this from other rows of the same kind, it would hold the true "
            "score in 95 of 100 cases"
        ),
        "interval-how": (
            "In grey, in per cent: the 95 % confidence interval. In 95 of 100 cases it holds the score that "
            "endlessly many rows of the same kind would give."
        ),
        "compared-title": "Could the difference be chance? Tested on the same rows (McNemar, exact):",
        "compared-several": (
            "These are {count} tests: of twenty tests of equally good models one calls the difference hardly chance."
        ),
        "compared-others": "{count} more pairs",
        "term-cross-validation": (
            "A file is divided into parts, and a model is trained for each on all the others, so that every example is "
            "answered by a model that has not learnt from it."
        ),
        "term-confident-learning": (
            "A label counts as likely wrong where the model finds another one more probable than it usually finds it "
            "in examples that have that label."
        ),
        "term-near-duplicates": (
            "Texts that are all but the same: the cosine of their TF-IDF vectors is 0.9 or more. If their labels "
            "differ, one is wrong."
        ),
        "term-mcnemar": (
            "A test of two models on the same rows. Only rows count on which one is right and the other is not; of "
            "equally good models each would win about half of these."
        ),
        "term-interval": (
            "In 95 of 100 cases it holds the score that endlessly many rows of this kind would give. It shrinks with "
            "the square root of the number of rows."
        ),
        "term-f1": "The harmonic mean of precision and recall.",
        "term-macro-f1": "The mean of F1 over all labels: rare labels count as much as frequent ones.",
        "term-adversarial": "Made to mislead a model, often with a change that a person would not mind.",
        "term-shapley": "What a word adds on average over all orders in which words could come in.",
        "term-pca": "Principal component analysis: the plane on which points of a large space spread the most.",
        "term-dropout": (
            "In training some numbers are set to 0 at random, so that the network does not rely on single ones."
        ),
        "term-residual": "The input of a block is added to its output, which gives gradients a short way back.",
        "term-prefix": "The beginning of a text, up to some word.",
        "term-bidirectional": "Reads the text twice, from both ends, and puts both states side by side.",
        "term-batch": "The texts that are read at once, in one step of training or prediction.",
        "term-padding": "Empty places with which shorter texts are filled up, so that a batch is a rectangle.",
        "term-vocabulary": "The list of words that a model has a vector for.",
        "term-oov": (
            "A word that is not in the model's vocabulary: the model sees only its characters, or nothing of it."
        ),
        "term-pooling": "Makes one vector for the text out of those of its words, by their mean or maximum.",
        "term-bias": "A learnt number that is added whatever the input is.",
        "term-parameters": "The numbers of a model that training sets: weights and biases.",
        "term-embedding": ("The vector that stands for a word; learnt, so that words used alike get similar vectors."),
        "term-norm": "The length of a vector: how large it is, whatever its direction.",
        "term-vanishing": (
            "On its way back through many words a gradient is multiplied at each step; with factors below one "
            "little is left."
        ),
        "term-gradient": ("How much an output changes for a small change of each input or weight."),
        "term-completeness": ("The property of a method that the words' scores add up to the change of the logit."),
        "term-baseline": (
            "What one compares with: in Explain what stands in place of a word, elsewhere a simple model that a "
            "network has to beat."
        ),
        "term-temperature": (
            "A number that all logits are divided by; fitted after training so that a probability of 80 % is right "
            "80 % of the time."
        ),
        "term-softmax": "Turns logits into probabilities: all positive, adding up to 1.",
        "term-logit": ("The score of a label before it becomes a probability; any number, positive or negative."),
        "term-n-gram": "n words in a row: “not bad” is a 2-gram.",
        "term-filter": ("A pattern that a TextCNN slides over the text; it responds to one kind of n-gram."),
        "term-attention": ("With it each word takes over information from all words, by weights that add up to 1."),
        "term-head": ("One of several attentions side by side in a layer, each with weights of its own."),
        "term-unit": ("One of the numbers that make up a state or a gate; there are as many as the layer is wide."),
        "term-candidate": (
            "What an LSTM could write into its cell at a word; the input gate decides how much of it is written."
        ),
        "term-gate": ("A number between 0 (closed) and 1 (open) for each unit, with which something is multiplied."),
        "term-cell": (
            "The long-term memory of an LSTM: it is changed by adding, so that a fact can last over many words."
        ),
        "term-hidden-state": ("What a network knows at a word: a vector that is passed on to the next word or layer."),
    },
    "zh": {
        "device-loading": "正在加载模型",
        "examples": "示例",
        "untrained": "随机初始化",
        "session-model": "你的模型",
        "named-textbook": "教科书版 {model}",
        "text-language-en": "英文",
        "text-language-zh": "中文",
        # how a file is written
        "notation-found": "{found}（自动识别）",
        "notation-guess": "自动识别",
        "notation-delimiter": "列之间的分隔符",
        "notation-encoding": "编码",
        "delimiter-none": "无",
        "delimiter-comma": "逗号",
        "delimiter-semicolon": "分号",
        "delimiter-tab": "制表符",
        "delimiter-bar": "竖线",
        "delimiter-space": "空格",
        "delimiter-other": "或",
        "encoding-utf-8": "各种语言",
        "encoding-gb18030": "中文",
        "encoding-big5": "繁体中文",
        "encoding-shift_jis": "日文",
        "encoding-euc-kr": "韩文",
        "encoding-cp1252": "西欧",
        "encoding-cp1250": "中欧",
        "encoding-cp1251": "西里尔字母",
        "encoding-cp1253": "希腊文",
        "encoding-cp1254": "土耳其文",
        "encoding-cp1255": "希伯来文",
        "encoding-cp1256": "阿拉伯文、波斯文",
        "encoding-cp1257": "波罗的海语言",
        "encoding-cp1258": "越南文",
        "encoding-cp874": "泰文",
        "encoding-koi8-r": "俄文",
        "encoding-iso8859-2": "中欧",
        "encoding-mac_roman": "旧版 Macintosh",
        "encoding-utf-16": "各种语言",
        # kinds of examples
        "example-negation": "否定",
        "example-contrast": "转折",
        "example-sarcasm": "反讽",
        "example-garden-path": "花园幽径句（garden path）",
        "example-noun-verb": "名词作动词",
        "example-names": "人名与数字",
        "example-review": "长评论",
        "readers-tags": "多数读者：{tags}。",
        "readers-none": "多数读者：没有看法。",
        "readers-label": "多数读者：{label}。",
        "notice-zh-review": "先是缺点，后来是感动，中间又夹着缺点：看每条线在哪里越过 50 %，最后停在哪里。",
        "notice-zh-names": "只有事实，没有看法：只认识负面和正面的模型仍然要选一边。",
        "notice-zh-names-tags": "一个人名、两个地名、一个日期、一个价格：每个词在哪里结束？",
        "notice-zh-noun-verb": "“计划”和“建议”各出现两次，一次是动词，一次是名词：只有看邻近的词才知道。",
        "notice-zh-garden-path": (
            "是“乒乓球拍／卖完了”还是“乒乓球／拍卖完了”？是“南京市／长江大桥”还是“南京市长／江大桥”？模型得决定词在"
            "哪里结束。"
        ),
        "notice-zh-sarcasm": "“真省电”说的是反话：一天要充五次。",
        "notice-zh-contrast": "“但是”之后的称赞压过了前面的缺点：线在哪个字处转折？",
        "notice-zh-negation": "“没有”否定的是“失望”：合起来是称赞。",
        "notice-en-review": "先是缺点，再是称赞，又是缺点：看每条线在哪里越过 50 %，最后停在哪里。",
        "notice-en-names": "只有事实，没有看法：只认识负面和正面的模型仍然要选一边。",
        "notice-en-names-tags": "“May” 是月份而不是动词，“Dr.” 属于人名：只看大写不够。",
        "notice-en-noun-verb": "“park” 和 “book” 各出现两次，一次是动词，一次是名词：只有看邻近的词才知道。",
        "notice-en-garden-path": "“guard” 和 “rest” 看起来像名词，这里却是动词：the young 和 the old 指人。",
        "notice-en-sarcasm": "没有一个词是难听的；“great” 说的是反话。",
        "notice-en-contrast": "“and yet” 之后的称赞压过了前面的缺点：线在哪个词处转折？",
        "notice-en-negation": "“falls flat”（冷场）是批评，前面的 “not a single” 把它变成称赞：哪些模型两处都读懂了？",
        # states
        "empty-title": "还没有文本",
        "empty-body": "在上面输入一句话，输入时会实时给出预测。也可以从这些句子开始：",
        "problem-title": "无法给出预测",
        "loading": "正在加载 {model} …",
        "loading-why": "加载完成后会自动给出预测。",
        "failed": "{model} 出错了",
        "failed-why": "其他模型不受影响。",
        "panel": "标签：{labels}",
        "word": "词",
        "character": "字符",
        "not-read": "未读",
        # the tour
        "tour-offer": "第一次来？用上面这句话，一分钟看一遍。",
        "tour-begin": "开始导览",
        "tour-refuse": "不用了",
        "tour-again": "一分钟导览",
        "tour-back": "上一步",
        "tour-next": "下一步",
        "tour-end": "结束导览",
        "tour-finish": "完成",
        "tour-lessons": "进入课堂",
        "tour-step": "第 {at} 站，共 {count} 站",
        "tour-compare": "几个网络都读了“{text}”。预测一样吗？找出与众不同的一个，看它从哪个词开始分道扬镳。",
        "tour-inside": (
            "同一段文本，看其中一个模型的内部。第一行说明哪里变化最大；指向图中一处可读出数值，上方可换模型和视图。"
        ),
        "tour-explain": "哪些词支持这个预测，哪些词反对？下方说明这样的解释有多可信。",
        "tour-edit": "点一个词，改掉它：所有模型立刻重新预测。词的下方是能改变预测的小修改。",
        "tour-finetune": (
            "上传一张带标签的文本表格，或用现成的样例：几分钟后，你自己的模型就和其他模型并列在每个标签页中。"
        ),
        "tour-models": "每个模型有多准、在哪些数据上、错在哪里？现在在上面输入你自己的句子，找出模型意见不一的一句。",
        "keep-picture": "下载为",
        "inside-unread": "只读前 {limit} 个词，之后的 {count} 个词没有读",
        "workings-explain": "这个 logit 来自哪些词：解释",
        "workings-compare": "所有模型的概率：比较",
        "workings-softmax": "softmax：对每个数取 e 的幂，再除以全部标签之和。{label}的概率：{share}。",
        "workings-temperature-many": (
            "再除以温度（temperature）{temperature}。温度在训练后拟合，使预测概率为 80 % 时真有八成正确：{warm}。"
        ),
        "workings-many": "输出层对每个标签给出一个 logit，只有它们的差起作用。与最大者之差：{logits}。",
        "workings-sigmoid": (
            "两个 logit 的 softmax 就是其差的 sigmoid：1 / (1 + e^({power})) = {share}，即{label}的概率。"
        ),
        "workings-temperature": (
            "再除以温度（temperature）{temperature}。温度在训练后拟合，使预测概率为 80 % 时真有八成正确：{logit} / "
            "{temperature} = {warm}。"
        ),
        "workings-two": "输出层给出两个 logit，只有它们的差起作用。{label}的 logit 减去{other}的 logit：{logit}。",
        "workings": "{share} 是怎样算出来的",
        "workings-one-output": "一个输出代表两个标签：上面的 logit {logit} 是{label}相对{other}的。",
        "workings-both": "两个 logit：{label} {logit}，{other} {other_logit}。上面的分数解释的是前者。",
        "apart-copy": "复制",
        "apart-copied": "已复制",
        "no-models-title": "没有选择模型",
        "no-models-body": "请在上面至少勾选一个模型。",
        "no-words-title": "这段文本里没有词",
        "no-words-body": "里面只有空格或控制字符。请输入一句话。",
        "as-table": "以表格查看数值",
        "number-range": "范围：{low} 到 {high}。",
        "number-limits": "不能是 {given}，须为 {low} 到 {high} 之间的{kind}；未作改动。",
        "number-whole": "整数",
        "number-any": "数",
        "term-see": "在这里可以看到：{place}",
        "term-rank-correlation": "两种排序有多相似：1 为相同，0 为无关，−1 为相反。",
        "term-faithfulness": "解释是否符合模型实际的计算；与随机解释比较来检验。",
        "term-seed": "随机数的起点；换一个，训练出的模型会略有不同。",
        "term-overfit": "死记训练样本，对新样本的预测反而变差。",
        "term-validation": "不参与训练的样本，用来判断哪一轮最好、模型有多好。",
        "term-loss": "训练要减小的量：正确标签的概率越低，损失越大。",
        "term-learning-rate": "权重逆着梯度更新的步长。",
        "term-epoch": "训练时把全部样本看一遍。",
        "term-confidence": "模型给自己所预测标签的概率。",
        "term-calibration": "置信度为 80 % 的预测是否真有八成正确。",
        "term-confusion": "实际标签与预测标签的对照表：什么被当成了什么。",
        "term-accuracy": "预测正确的比例。",
        "term-recall": "有某个标签的样本中，被预测出来的比例。",
        "term-precision": "预测为某个标签的样本中，真有这个标签的比例。",
        "interval-title": "95 % 置信区间：换同类的样本重算，100 次里约有 95 次包含真正的分数",
        "interval-how": "灰字是 95 % 置信区间（单位 %）：100 次里约有 95 次包含真正的分数，即同类样本无穷多时的分数。",
        "compared-title": "差别会不会只是偶然？在同一批样本上检验（McNemar 精确检验）：",
        "compared-several": "这里做了 {count} 次检验：两个同样好的模型，每检验二十次约有一次会被说成“不像偶然”。",
        "compared-others": "另外 {count} 对",
        "term-cross-validation": (
            "把文件分成几份，每次用其余各份训练、预测留出的一份，这样每个样本都由没有学过它的模型来预测。"
        ),
        "term-confident-learning": (
            "如果模型给另一个标签的概率，高于它通常给真有那个标签的样本的概率，就认为现在的标签很可能标错了。"
        ),
        "term-near-duplicates": "几乎相同的文本：TF-IDF 向量的余弦不低于 0.9。它们的标签若不同，必有一个是错的。",
        "term-mcnemar": ("在同一批样本上比较两个模型。只看一个对、另一个错的样本：两者若一样好，应各占大约一半。"),
        "term-interval": "真正的分数（样本无穷多时）在 100 次里约有 95 次落在区间内。区间宽度与样本数的平方根成反比。",
        "term-f1": "精确率与召回率的调和平均。",
        "term-macro-f1": "所有标签的 F1 的平均：稀少的标签与常见的同样重要。",
        "term-adversarial": "专为误导模型而做的改动，往往是人不会在意的。",
        "term-shapley": "词按各种顺序加入时，某个词平均带来的变化。",
        "term-pca": "主成分分析：高维空间中的点铺展得最开的平面。",
        "term-dropout": "训练时随机把一些数变成 0，使网络不依赖个别的数。",
        "term-residual": "把模块的输入加到输出上，梯度就有一条短路径往回传。",
        "term-prefix": "文本的开头部分，到某个词为止。",
        "term-bidirectional": "从两端各读一遍文本，把两个状态拼在一起。",
        "term-batch": "训练或预测的一步中同时读取的文本。",
        "term-padding": "用来补齐较短文本的空位，使一批文本成为矩形。",
        "term-vocabulary": "模型有词向量的词的列表。",
        "term-oov": "不在模型词表中的词：模型只看得到它的字符，或者什么也看不到。",
        "term-pooling": "用平均值或最大值，把各词的向量变成全文的一个向量。",
        "term-bias": "学到的一个数，不论输入是什么都加上。",
        "term-parameters": "训练所确定的数：权重和偏置。",
        "term-embedding": "代表一个词的向量；从数据中学到，用法相近的词有相近的向量。",
        "term-norm": "向量的长度：只看大小，不看方向。",
        "term-vanishing": "梯度沿许多词往回传时每一步都要乘一次；因子小于 1 时就所剩无几。",
        "term-gradient": "每个输入或权重稍有变化时，输出变化多少。",
        "term-completeness": "一种方法的性质：各词分数之和等于 logit 的变化。",
        "term-baseline": "用来比较的对象：在“解释”中是代替词的向量，在别处是神经网络应当胜过的简单模型。",
        "term-temperature": "所有 logit 都要除以的数；在训练后拟合，使预测概率为 80 % 时真有八成正确。",
        "term-softmax": "把 logit 变成概率：都为正数，合计为 1。",
        "term-logit": "标签变成概率之前的得分，可正可负。",
        "term-n-gram": "连续的 n 个词：“not bad” 是二元词组。",
        "term-filter": "TextCNN 在文本上滑动的模式，只对一类 n 元词组有响应。",
        "term-attention": "每个词按合计为 1 的权重，从所有词取来信息。",
        "term-head": "一层中并列的几个注意力之一，各有自己的权重。",
        "term-unit": "组成状态或门的数中的一个；层有多宽，就有多少个。",
        "term-candidate": "LSTM 在某个词处可以写入细胞状态的内容；写入多少由输入门决定。",
        "term-gate": "每个单元一个 0（关闭）到 1（打开）之间的数，用来乘在别的数上。",
        "term-cell": "LSTM 的长期记忆：用相加来更新，因此一条信息可以保持许多个词。",
        "term-hidden-state": ("网络读到某个词时所知道的内容：一个向量，传给下一个词或下一层。"),
    },
}

say = speaker(WORDS)
