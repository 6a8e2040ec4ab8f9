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
        "parameters": "{number} parameters",
        "parameters-name": "{number} numbers were learnt in training",
        "parameters-untrained": "{number} random numbers, none of them learnt",
        "milliseconds-name": "Median of the last {count} calls with texts of about this length",
        "milliseconds-one": "One call; later ones make it a median",
        "unknown-words": "{count} unknown words",
        "unknown-word": "1 unknown word",
        "unknown-name": "Underlined with dots: words that this model has not met in training",
        "all-known": "knows every word",
        "unread": "{count} words were not read",
        "unread-one": "1 word was not read",
        "unread-name": "This model reads the first {limit} words of a text",
        "and-more": "and {count} more",
        "meaningless": "Most words are unknown to this model: its answer is meaningless",
        "know-more": "About the {architecture}",
        "idea": "The idea",
        "good-at": "Good at",
        "fails-at": "Fails at",
        "paper": "The paper",
        "as-built": "As built here",
        "built-one-direction": "One layer of {units} units, which reads forwards.",
        "built-one-direction-layers": "{layers} layers of {units} units, which read forwards.",
        "built-both-directions": "One layer that reads the text twice, forwards and backwards, with {units} units "
        "each.",
        "built-both-directions-layers": "{layers} layers, each of which reads forwards and backwards, with {units} "
        "units each.",
        "built-each-word": "The tag of a word is read from the word’s own state.",
        "built-readout": "The answer is read from the states of all words ({states}), so every word has a short way to "
        "it. The textbook’s network answers from the last state alone.",
        "built-last-only": "The answer is read from the last state alone, as in the textbook: an early word reaches it "
        "only through every state in between.",
        "built-mean": "their mean",
        "built-max": "their maximum",
        "built-last": "the last state",
        # the answer as the sentence grows
        "growth-title": "The answer as the sentence grows",
        "growth-axis": "probability of {label} after each word",
        "growth-how": "How to read this",
        "growth-explained": (
            "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word "
            "changed the model's mind; above the middle line its answer is {label}. A model that reads both ways sees "
            "each beginning as a whole text."
        ),
        "growth-explained-many": (
            "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word "
            "changed the model's mind."
        ),
        "growth-sparse": "Up to word {every} each word has a point; after that, {count} evenly spaced ones.",
        "growth-after": "after {count} words",
        "growth-line": "{model}: from {first} to {last}",
        # compare: part of speech
        "tags-all-agree": "All models agree on every word",
        "tags-agree": "The models agree on {same} of {total} words",
        "tags-differ": "They differ on: {words}",
        "tags-one": "{model}, word by word",
        "differ": "the models differ here",
        "differ-legend": "≠ the models differ; a frame marks who is not with the majority",
        "bar-legend": "the bar under a tag is how sure the model is",
        "hover-legend": "point at a tag, or walk with the arrow keys, to see its runners-up",
        "majority": "with the majority on {same} of {total}",
        "then": "then {runners}",
        "unknown-here": "a word this model has not met",
        "tags-meaning": "What the tags mean",
        "family-nouns": "nouns",
        "family-verbs": "verbs",
        "family-modifiers": "modifiers",
        "family-function": "function words",
        "family-others": "others",
        # many texts at once
        "many-title": "Many texts at once",
        "many-limits": (
            "One text a line, or a .txt (one text a line), .csv or .tsv file (its column “text”, or its only column). "
            "At most {texts} texts and {characters} characters together, files up to {size}. A file is read and not "
            "kept."
        ),
        "many-box": "Texts, one a line",
        "many-placeholder": "Paste lines here",
        "many-upload": "Upload a file",
        "many-uploaded": "{count} texts from {file}. The file has been deleted.",
        "many-ask": "Ask the chosen models",
        "many-stop": "Stop",
        "many-stopped": "Stopped. Ask again to begin anew.",
        "many-progress": "{done} of {total} answers; {model} is at work",
        "many-summary": "{texts} texts answered; the models differ on {differ}.",
        "many-filter": "only where the models differ",
        "many-sort": "press a heading to sort",
        "many-text": "Text",
        "many-differing": "Words that differ",
        "many-of": "{count} of {total}",
        "many-outvoted": "most models say otherwise",
        "many-csv": "Keep as CSV",
        "many-json": "Keep as JSON",
    },
    "zh": {
        "tab-compare": "比较",
        # compare: sentiment
        "all-say": "{count} 个模型都认为是{label}",
        "one-says": "{model} 认为是{label}",
        "some-say": "{total} 个模型中有 {count} 个认为是{label}",
        "others-say": "{models}：{label}",
        "agrees-all": "与其他模型一致",
        "agrees": "与其他 {total} 个中的 {count} 个一致",
        "agrees-none": "与其他 {total} 个都不一致",
        "parameters": "{number}个参数",
        "parameters-name": "训练中学到的数值共 {number} 个",
        "parameters-untrained": "{number} 个随机数值，没有经过训练",
        "milliseconds-name": "最近 {count} 次处理相近长度文本所用时间的中位数",
        "milliseconds-one": "一次调用的时间；调用多了就取中位数",
        "unknown-words": "{count} 个生词",
        "unknown-word": "1 个生词",
        "unknown-name": "加点的词：训练时没有见过的词",
        "all-known": "每个词都认识",
        "unread": "有 {count} 个词没有读",
        "unread-one": "有 1 个词没有读",
        "unread-name": "这个模型只读文本的前 {limit} 个词",
        "and-more": "等，另有 {count} 个词",
        "meaningless": "大多数词它都不认识：这个答案没有意义",
        "know-more": "关于 {architecture}",
        "idea": "思路",
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
        "growth-title": "答案如何随句子变长而变化",
        "growth-axis": "读到每个词时判为{label}的概率",
        "growth-how": "怎么看这张图",
        "growth-explained": (
            "每读一个词，就让模型把读到的部分当作全文再答一次。线在哪里突然升降，就是哪个词改变了模型的判断；"
            "高于中线表示答案是{label}。双向模型把每个开头都当作完整的文本来读。"
        ),
        "growth-explained-many": (
            "每读一个词，就让模型把读到的部分当作全文再答一次。线在哪里突然升降，就是哪个词改变了模型的判断。"
        ),
        "growth-sparse": "前 {every} 个词每词一个点，之后均匀取 {count} 个点。",
        "growth-after": "读完 {count} 个词",
        "growth-line": "{model}：从 {first} 到 {last}",
        # compare: part of speech
        "tags-all-agree": "所有模型对每个词的判断都一致",
        "tags-agree": "{total} 个词中，模型对 {same} 个判断一致",
        "tags-differ": "判断不同的词：{words}",
        "tags-one": "{model} 的逐词判断",
        "differ": "模型在这里有分歧",
        "differ-legend": "≠ 模型有分歧；带框的是少数意见",
        "bar-legend": "标签下的横条表示把握大小",
        "hover-legend": "指向标签，或用方向键移动，可看到其他候选",
        "majority": "{total} 个词中 {same} 个与多数一致",
        "then": "其次 {runners}",
        "unknown-here": "这个模型没见过这个词",
        "tags-meaning": "标签的含义",
        "family-nouns": "名词类",
        "family-verbs": "动词类",
        "family-modifiers": "修饰语",
        "family-function": "功能词",
        "family-others": "其他",
        # many texts at once
        "many-title": "一次处理多段文本",
        "many-limits": (
            "每行一段文本，或上传 .txt（每行一段）、.csv、.tsv 文件（取 “text” 列，或唯一的一列）。最多 {texts} 段、共 "
            "{characters} 个字符，文件不超过 {size}。文件读完即删，不保存。"
        ),
        "many-box": "文本，每行一段",
        "many-placeholder": "在此粘贴，每行一段",
        "many-upload": "上传文件",
        "many-uploaded": "从 {file} 读到 {count} 段文本，文件已删除。",
        "many-ask": "让选中的模型作答",
        "many-stop": "停止",
        "many-stopped": "已停止。再次点击即可重新开始。",
        "many-progress": "已有 {done}/{total} 个答案；{model} 正在作答",
        "many-summary": "共 {texts} 段文本，模型在其中 {differ} 段上有分歧。",
        "many-filter": "只看有分歧的",
        "many-sort": "点击表头可排序",
        "many-text": "文本",
        "many-differing": "有分歧的词",
        "many-of": "{count}/{total}",
        "many-outvoted": "多数模型不这么认为",
        "many-csv": "存为 CSV",
        "many-json": "存为 JSON",
    },
}

say = speaker(WORDS, shared.WORDS)
