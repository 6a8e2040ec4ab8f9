"""The words of the tab Compare, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "tab-compare": "Compare",
        # compare: sentiment
        "all-say": "All {count} models say {label}",
        "one-says": "{model} says {label}",
        "some-say": "{count} of {total} say {label}",
        "others-say": "{models}: {label}",
        "agrees-all": "agrees with all others",
        "agrees": "agrees with {count} of {total} others",
        "agrees-none": "agrees with none of {total} others",
        "unlike-readers": "✗ unlike most readers",
        "as-readers": "✓ like most readers",
        "untrained-apart": "Randomly initialised copies are not counted.",
        "not-counted": "not counted: its weights are random",
        "undecided-who": "nearly undecided: {models}",
        "undecided": "≈ nearly undecided: {share} against {other}",
        "parameters": "{number} parameters",
        "parameters-name": "{number} parameters: numbers learnt in training.",
        "parameters-untrained": "{number} parameters, all random: none was learnt.",
        "milliseconds-name": "Median of the last {count} predictions for texts of about this length",
        "milliseconds-one": "One prediction; later ones make it a median",
        "unknown-words": "{count} out-of-vocabulary words:",
        "unknown-word": "1 out-of-vocabulary word:",
        "reading-where": "Where they stand in the text",
        "all-known": "all words in the vocabulary",
        "unread": "{count} words were not read",
        "unread-one": "1 word was not read",
        "unread-name": "this model reads the first {limit}",
        "and-more": "and {count} more",
        "know-more": "About the {architecture}",
        "idea": "The idea",
        "good-at": "Strengths",
        "fails-at": "Weaknesses",
        "paper": "Paper",
        "as-built": "As built here",
        "built-one-direction": "One layer of {units} units, which reads forwards.",
        "built-one-direction-layers": "{layers} layers of {units} units, which read forwards.",
        "built-both-directions": "One layer that reads the text twice, forwards and backwards, with {units} units "
        "each.",
        "built-both-directions-layers": "{layers} layers, each of which reads forwards and backwards, with {units} "
        "units each.",
        "built-each-word": "The tag of a word is read from the word’s own state.",
        "built-readout": (
            "The prediction is read from the states of all words ({states}), so every word has a short way to it. "
            "The textbook’s network predicts from the last state alone."
        ),
        "built-last-only": (
            "The prediction is read from the last state alone, as in the textbook: an early word reaches it only "
            "through every state in between."
        ),
        "built-mean": "their mean",
        "built-max": "their maximum",
        "built-last": "the last state",
        # the answer as the sentence grows
        "growth-title": "Prediction after each word",
        "growth-axis": "probability of {label} after each word",
        "growth-how": "How to read this",
        "growth-explained": (
            "We run each model on every prefix of the sentence, as if the text ended there. Where a line jumps, "
            "that word changed the prediction; above the middle line the prediction is {label}. A bidirectional "
            "model reads every prefix in both directions."
        ),
        "growth-explained-many": (
            "We run each model on every prefix of the sentence, as if the text ended there. Where a line jumps, "
            "that word changed the prediction."
        ),
        "growth-sparse": "Each of the first {every} words has a point, after that {count} evenly spaced words.",
        "growth-after": "after {count} words",
        "growth-at-end": "at the end:",
        "growth-line": "{model}: from {first} to {last}",
        # compare: part of speech
        "tags-all-agree": "All models agree on every word",
        "tags-agree": "The models agree on {same} of {total} words",
        "characters-agree": "The models agree on {same} of {total} characters",
        "tags-differ": "They differ on: {words}",
        "tags-one": "{model}: a tag for each word",
        "differ": "the models differ here",
        "differ-legend": "≠ the models differ; a frame marks a tag that differs from the majority's",
        "bar-legend": "the bar under a tag is its probability",
        "hover-legend": "point at a tag, or walk with the arrow keys, to see the next most probable tags",
        "tap-legend": "tap a tag to see the next most probable tags",
        "majority": "agrees with the majority on {same} of {total} words",
        "tags-as-readers": "like most readers: {same} of {total}",
        "majority-characters": "agrees with the majority on {same} of {total} characters",
        "then": "then {runners}",
        "unknown-here": "not in this model's vocabulary",
        "tags-table": "The tags, word by word",
        "tags-filter": "only where the models differ",
        "tags-meaning": "What the tags mean",
        "family-nouns": "nouns",
        "family-verbs": "verbs",
        "family-modifiers": "modifiers",
        "family-function": "function words",
        "family-others": "others",
        # many texts at once
        "many-title": "Many texts at once",
        "many-limits": (
            "One text a line, or a file: .txt (one text a line), .csv, .tsv or JSON (column “text”, the only column, "
            "or the one that looks like a text). With its right label behind each text (a column of labels, or a tab "
            "and the label in each line) you also see how often each model is right. "
            "At most {texts} texts and {characters} characters together, files up to {size}. A file is deleted "
            "within minutes."
        ),
        "many-box": "Texts, one a line",
        "many-placeholder": "Paste lines here",
        "many-upload": "Upload a file",
        "many-uploaded": "{count} texts from {file}. The file is deleted within minutes.",
        "many-uploaded-labels": (
            "{count} texts with their labels from {file}: each line is a text, a tab and its label. The file is "
            "deleted within minutes."
        ),
        "many-column": "Texts are in column",
        "many-labels": "Labels are in column",
        "many-labels-none": "none",
        "many-ask": "Run the chosen models",
        "many-stop": "Stop",
        "many-stopped": "Stopped. Press “Run the chosen models” to start again.",
        "many-too-slow": (
            "The run was ended after {seconds} seconds. {done} of {total} texts, the shortest ones, have the "
            "predictions of all models and are kept below. Run the others by themselves, or choose fewer models."
        ),
        "many-progress": "{done} of {total} predictions; {model} is running",
        "many-summary": "{texts} texts; the models differ on {differ}.",
        "many-filter": "only where the models differ",
        "many-sort": "press a heading to sort",
        "many-first": (
            "texts on which the models differ come first, those with the most mistakes at the top; press a heading "
            "to sort"
        ),
        "many-filter-wrong": "only where a model is wrong",
        "many-text": "Text",
        "many-right": "Right label",
        "many-is-right": "right",
        "many-is-wrong": "wrong",
        "many-model": "Model",
        "many-accuracy": "Accuracy",
        "many-correct": "Correct",
        "many-confusion": "Confusion matrices",
        "many-confusion-how": "Texts counted by their right label (rows) and by what the model predicts (columns).",
        "many-true-predicted": "right ↓ predicted →",
        "many-unused": "No chosen model has the label {labels}; such texts count neither as right nor as wrong.",
        "many-differing": "Words that differ",
        "many-of": "{count} of {total}",
        "many-signs": "≠ most models predict something else · ≈ nearly undecided · ⚠ this prediction means little",
        "many-outvoted": "most models predict something else",
        "many-undecided": "nearly undecided",
        "many-csv": "Download as CSV",
        "many-json": "Download as JSON",
    },
    "zh": {
        "tab-compare": "比较",
        # compare: sentiment
        "all-say": "{count} 个模型都预测为{label}",
        "one-says": "{model} 预测为{label}",
        "some-say": "{total} 个模型中有 {count} 个预测为{label}",
        "others-say": "{models}：{label}",
        "agrees-all": "与其他模型一致",
        "agrees": "与其他 {total} 个中的 {count} 个一致",
        "agrees-none": "与其他 {total} 个都不一致",
        "unlike-readers": "✗ 与多数读者不同",
        "as-readers": "✓ 与多数读者一致",
        "untrained-apart": "随机初始化的对照模型不计入。",
        "not-counted": "不计入：权重是随机的",
        "undecided-who": "几乎不分：{models}",
        "undecided": "≈ 几乎不分：{share} 对 {other}",
        "parameters": "{number}个参数",
        "parameters-name": "共 {number} 个参数，即训练中学到的数值。",
        "parameters-untrained": "共 {number} 个参数，全部随机，没有经过训练。",
        "milliseconds-name": "最近 {count} 次预测相近长度文本所用时间的中位数",
        "milliseconds-one": "一次预测的时间；次数多了就取中位数",
        "unknown-words": "{count} 个未登录词（OOV）：",
        "unknown-word": "1 个未登录词（OOV）：",
        "reading-where": "它们在文本中的位置",
        "all-known": "所有词都在词表中",
        "unread": "有 {count} 个词没有读",
        "unread-one": "有 1 个词没有读",
        "unread-name": "这个模型只读前 {limit} 个词",
        "and-more": "等，另有 {count} 个词",
        "know-more": "关于 {architecture}",
        "idea": "原理",
        "good-at": "擅长",
        "fails-at": "不足",
        "paper": "论文",
        "as-built": "本模型的结构",
        "built-one-direction": "单层，{units} 个单元，只从前往后读（单向）。",
        "built-one-direction-layers": "{layers} 层，每层 {units} 个单元，只从前往后读（单向）。",
        "built-both-directions": "单层双向（bidirectional）：从前往后、从后往前各读一遍，每个方向 {units} 个单元。",
        "built-both-directions-layers": "{layers} 层双向（bidirectional）：每层从前往后、从后往前各读一遍，"
        "每个方向 {units} 个单元。",
        "built-each-word": "每个词的词性由该词自己的隐藏状态得出。",
        "built-readout": "预测由所有词的隐藏状态汇聚（pooling）得出（{states}），因此每个词离预测都很近。"
        "教科书中的网络只用最后一个状态来预测。",
        "built-last-only": "与教科书相同，只用最后一个状态来预测：靠前的词必须经过中间的每一个状态才能影响预测。",
        "built-mean": "均值",
        "built-max": "最大值",
        "built-last": "最后一个状态",
        # the answer as the sentence grows
        "growth-title": "每读一个词之后的预测",
        "growth-axis": "读到每个词时预测为{label}的概率",
        "growth-how": "怎样看这张图",
        "growth-explained": (
            "让每个模型依次对句子的每个前缀做预测，就当文本到此为止。线在哪里突然升降，就是哪个词改变了预测；高于中"
            "线表示预测为{label}。双向模型对每个前缀都从两个方向阅读。"
        ),
        "growth-explained-many": (
            "让每个模型依次对句子的每个前缀做预测，就当文本到此为止。线在哪里突然升降，就是哪个词改变了预测。"
        ),
        "growth-sparse": "前 {every} 个词每词一个点，之后均匀取 {count} 个点。",
        "growth-after": "读完 {count} 个词",
        "growth-at-end": "末尾：",
        "growth-line": "{model}：从 {first} 到 {last}",
        # compare: part of speech
        "tags-all-agree": "所有模型对每个词的预测都一致",
        "tags-agree": "{total} 个词中，模型对 {same} 个预测一致",
        "characters-agree": "{total} 个字符中，模型对 {same} 个预测一致",
        "tags-differ": "预测不同的词：{words}",
        "tags-one": "{model} 的逐词预测",
        "differ": "模型在这里预测不同",
        "differ-legend": "≠ 模型预测不同；带框的标签与多数不同",
        "bar-legend": "标签下的横条是它的概率",
        "hover-legend": "指向标签，或用方向键移动，可看到其他候选",
        "tap-legend": "点按标签可看到其他候选",
        "majority": "{total} 个词中 {same} 个与多数一致",
        "tags-as-readers": "与多数读者一致：{same}/{total}",
        "majority-characters": "{total} 个字符中 {same} 个与多数一致",
        "then": "其次 {runners}",
        "unknown-here": "不在这个模型的词表中",
        "tags-table": "逐词的标签",
        "tags-filter": "只看预测不同的词",
        "tags-meaning": "标签的含义",
        "family-nouns": "名词类",
        "family-verbs": "动词类",
        "family-modifiers": "修饰词",
        "family-function": "虚词",
        "family-others": "其他",
        # many texts at once
        "many-title": "一次处理多段文本",
        "many-limits": (
            "每行一段文本，或上传文件：.txt（每行一段）、.csv、.tsv 或 JSON（取 “text” 列、"
            "唯一的一列，或看起来是文本的一列）。若每段文本后附有正确标签（文件中的一列标签，或每行末尾用制表符隔开的"
            "标签），还会给出各模型的准确率。最多 {texts} 段、共 "
            "{characters} 个字符，文件不超过 {size}。文件几分钟内删除。"
        ),
        "many-box": "文本，每行一段",
        "many-placeholder": "在此粘贴，每行一段",
        "many-upload": "上传文件",
        "many-uploaded": "从 {file} 读到 {count} 段文本，文件将在几分钟内删除。",
        "many-uploaded-labels": (
            "从 {file} 读到 {count} 段文本及其标签：每行是文本、制表符和标签。文件将在几分钟内删除。"
        ),
        "many-column": "文本所在的列",
        "many-labels": "标签所在的列",
        "many-labels-none": "无",
        "many-ask": "让选中的模型预测",
        "many-stop": "停止",
        "many-stopped": "已停止。再次点击“让选中的模型预测”即可重新开始。",
        "many-too-slow": (
            "运行满 {seconds} 秒后已停止。{total} 段文本中较短的 {done} 段已得到所有模型的预测，保留在下方。"
            "其余文本请单独运行，或减少模型。"
        ),
        "many-progress": "已完成 {done}/{total} 个预测；{model} 正在预测",
        "many-summary": "共 {texts} 段文本，模型在其中 {differ} 段上预测不同。",
        "many-filter": "只看预测不同的",
        "many-sort": "点击表头可排序",
        "many-first": "先列模型预测不同的文本，其中错误最多的在前；点击表头可排序",
        "many-filter-wrong": "只看有模型预测错的",
        "many-text": "文本",
        "many-right": "正确标签",
        "many-is-right": "正确",
        "many-is-wrong": "错误",
        "many-model": "模型",
        "many-accuracy": "准确率",
        "many-correct": "正确数",
        "many-confusion": "混淆矩阵",
        "many-confusion-how": "按正确标签（行）和模型的预测（列）统计的文本数。",
        "many-true-predicted": "实际 ↓ 预测 →",
        "many-unused": "所选模型都没有标签 {labels}；这些文本既不算对，也不算错。",
        "many-differing": "预测不同的词",
        "many-of": "{count}/{total}",
        "many-signs": "≠ 多数模型的预测与此不同 · ≈ 几乎不分 · ⚠ 这个预测没有多少意义",
        "many-outvoted": "多数模型的预测与此不同",
        "many-undecided": "几乎不分",
        "many-csv": "下载 CSV",
        "many-json": "下载 JSON",
    },
}

say = speaker(WORDS, shared.WORDS)
