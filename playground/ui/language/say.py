"""The page's own words in both languages, and how to say anything else in Chinese.

`WORDS` holds each of the page's sentences as (English, Chinese). What is written in English where it belongs (tasks,
tags, architectures, errors) has its Chinese in `chinese.py`, found by key. Nothing here knows about HTML: whoever
draws escapes.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from playground.errors import PlaygroundError
from playground.tasks import TASKS, UPOS
from playground.ui.edit import words as edit_words
from playground.ui.explain import words as explain_words
from playground.ui.finetune import words as finetune_words
from playground.ui.inside.all_models import words as all_models_words
from playground.ui.inside.layers import words as layers_words
from playground.ui.language import chinese
from playground.ui.models import words as models_words

LANGUAGES = ("en", "zh")

WORDS: dict[str, tuple[str, str]] = {
    # the bar
    "title": ("Playground", "模型游乐场"),
    "tagline": (
        "One sentence, read by an RNN, an LSTM, a TextCNN and a Transformer, side by side",
        "同一句话，RNN、LSTM、TextCNN 和 Transformer 各自怎么读",
    ),
    "device-cpu": ("runs on a CPU", "在 CPU 上运行"),
    "device-cuda": ("runs on a GPU", "在 GPU 上运行"),
    "device-waking": ("waking up", "正在唤醒模型"),
    "language-other": ("中文", "English"),
    "language-name": ("Read this page in Chinese (中文)", "用英文阅读本页（English）"),
    "theme": ("Light or dark", "切换浅色或深色"),
    "copy": ("Copy link", "复制链接"),
    "copied": ("Link copied: it opens this view", "链接已复制，打开即可看到同样的内容"),
    "copy-too-long": (
        "This text is too long for a link. Shorten it to about {words} words.",
        "文本太长，放不进链接。请缩短到 {words} 词左右。",
    ),
    "copy-failed": ("The browser does not allow copying. Here is the link:", "浏览器不允许复制，链接如下："),
    "api": ("Use it from a program", "用程序调用"),
    "text": ("The text", "文本"),
    "text-placeholder": ("Type a sentence, or paste a review", "输入一句话，或粘贴一段评论"),
    "examples": ("Examples", "示例"),
    "task": ("Task", "任务"),
    "models": ("Models", "模型"),
    "twins": ("untrained twins", "未训练的同款"),
    "twins-name": ("Show the same models with random weights", "显示同样结构、随机权重的模型"),
    "untrained": ("untrained", "未训练"),
    "session-model": ("a model of this visit", "本次访问中的模型"),
    "tab-compare": ("Compare", "比较"),
    # kinds of examples
    "example-negation": ("Negation", "否定"),
    "example-contrast": ("Contrast", "转折"),
    "example-sarcasm": ("Sarcasm", "反讽"),
    "example-garden-path": ("Garden path", "花园幽径句"),
    "example-noun-verb": ("A noun that is a verb", "名词作动词"),
    "example-names": ("Names and numbers", "人名与数字"),
    "example-review": ("A long review", "长评论"),
    "example-chinese": ("A Chinese sentence", "中文句子"),
    # states
    "empty-title": ("Nothing to read yet", "还没有文本"),
    "empty-body": (
        "Type a sentence above, and every model answers it as you type. Or begin with one of these:",
        "在上面输入一句话，每个模型都会边看边答。也可以从这些句子开始：",
    ),
    "no-models-title": ("No model is chosen", "没有选择模型"),
    "no-models-body": ("Tick at least one model above.", "请在上面至少勾选一个模型。"),
    "no-words-title": ("There is no word in this text", "这段文本里没有词"),
    "no-words-body": (
        "It holds only spaces or control characters. Type a sentence.",
        "里面只有空格或控制字符。请输入一句话。",
    ),
    "problem-title": ("This could not be answered", "无法作答"),
    "waking": ("Loading {model} …", "正在加载 {model} …"),
    "waking-why": ("It answers as soon as it is awake.", "加载完成后会自动作答。"),
    "failed": ("{model} has failed", "{model} 出错了"),
    "failed-why": ("The others are not affected.", "其他模型不受影响。"),
    "internal": (
        "An unexpected error ({kind}). Try another text, or restart the page's server.",
        "发生意外错误（{kind}）。请换一段文本，或重启网页服务。",
    ),
    # compare: sentiment
    "all-say": ("All {count} models say {label}", "{count} 个模型都认为是{label}"),
    "one-says": ("{model} says {label}", "{model} 认为是{label}"),
    "some-say": ("{count} of {total} say {label}", "{total} 个模型中有 {count} 个认为是{label}"),
    "others-say": ("{models}: {label}", "{models}：{label}"),
    "agrees-all": ("agrees with all others", "与其他模型一致"),
    "agrees": ("agrees with {count} of {total} others", "与其他 {total} 个中的 {count} 个一致"),
    "agrees-none": ("agrees with none of {total} others", "与其他 {total} 个都不一致"),
    "parameters": ("{number} parameters", "{number}个参数"),
    "parameters-name": (
        "{number} numbers were learnt in training",
        "训练中学到的数值共 {number} 个",
    ),
    "parameters-untrained": (
        "{number} random numbers, none of them learnt",
        "{number} 个随机数值，没有经过训练",
    ),
    "milliseconds": ("{number} ms", "{number} 毫秒"),
    "milliseconds-name": (
        "Median of the last {count} calls with texts of about this length",
        "最近 {count} 次处理相近长度文本所用时间的中位数",
    ),
    "milliseconds-one": (
        "One call; later ones make it a median",
        "一次调用的时间；调用多了就取中位数",
    ),
    "unknown-words": ("{count} unknown words", "{count} 个生词"),
    "unknown-word": ("1 unknown word", "1 个生词"),
    "unknown-name": (
        "Underlined with dots: words that this model has not met in training",
        "加点的词：训练时没有见过的词",
    ),
    "all-known": ("knows every word", "每个词都认识"),
    "unread": ("{count} words were not read", "有 {count} 个词没有读"),
    "unread-one": ("1 word was not read", "有 1 个词没有读"),
    "unread-name": (
        "This model reads the first {limit} words of a text",
        "这个模型只读文本的前 {limit} 个词",
    ),
    "and-more": ("and {count} more", "等，另有 {count} 个词"),
    "meaningless": (
        "Most words are unknown to this model: its answer is meaningless",
        "大多数词它都不认识：这个答案没有意义",
    ),
    "know-more": ("About the {architecture}", "关于 {architecture}"),
    "idea": ("The idea", "思路"),
    "good-at": ("Good at", "擅长"),
    "fails-at": ("Fails at", "不足"),
    "paper": ("The paper", "论文"),
    "panel": ("Labels: {labels}", "标签：{labels}"),
    # the answer as the sentence grows
    "growth-title": ("The answer as the sentence grows", "答案如何随句子变长而变化"),
    "growth-axis": ("probability of {label} after each word", "读到每个词时判为{label}的概率"),
    "growth-how": ("How to read this", "怎么看这张图"),
    "growth-explained": (
        "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word changed "
        "the model's mind; above the middle line its answer is {label}. A model that reads both ways sees each "
        "beginning as a whole text.",
        "每读一个词，就让模型把读到的部分当作全文再答一次。线在哪里突然升降，就是哪个词改变了模型的判断；"
        "高于中线表示答案是{label}。双向模型把每个开头都当作完整的文本来读。",
    ),
    "growth-explained-many": (
        "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word changed "
        "the model's mind.",
        "每读一个词，就让模型把读到的部分当作全文再答一次。线在哪里突然升降，就是哪个词改变了模型的判断。",
    ),
    "growth-sparse": (
        "Up to word {every} each word has a point; after that, {count} evenly spaced ones.",
        "前 {every} 个词每词一个点，之后均匀取 {count} 个点。",
    ),
    "growth-after": ("after {count} words", "读完 {count} 个词"),
    "growth-line": ("{model}: from {first} to {last}", "{model}：从 {first} 到 {last}"),
    # compare: part of speech
    "tags-all-agree": ("All models agree on every word", "所有模型对每个词的判断都一致"),
    "tags-agree": ("The models agree on {same} of {total} words", "{total} 个词中，模型对 {same} 个判断一致"),
    "tags-differ": ("They differ on: {words}", "判断不同的词：{words}"),
    "tags-one": ("{model}, word by word", "{model} 的逐词判断"),
    "word": ("word", "词"),
    "differ": ("the models differ here", "模型在这里有分歧"),
    "differ-legend": (
        "≠ the models differ; a frame marks who is not with the majority",
        "≠ 模型有分歧；带框的是少数意见",
    ),
    "bar-legend": ("the bar under a tag is how sure the model is", "标签下的横条表示把握大小"),
    "hover-legend": (
        "point at a tag, or walk with the arrow keys, to see its runners-up",
        "指向标签，或用方向键移动，可看到其他候选",
    ),
    "majority": ("with the majority on {same} of {total}", "{total} 个词中 {same} 个与多数一致"),
    "then": ("then {runners}", "其次 {runners}"),
    "unknown-here": ("a word this model has not met", "这个模型没见过这个词"),
    "not-read": ("not read", "未读"),
    "tags-meaning": ("What the tags mean", "标签的含义"),
    "family-nouns": ("nouns", "名词类"),
    "family-verbs": ("verbs", "动词类"),
    "family-modifiers": ("modifiers", "修饰语"),
    "family-function": ("function words", "功能词"),
    "family-others": ("others", "其他"),
    # many texts at once
    "many-title": ("Many texts at once", "一次处理多段文本"),
    "many-limits": (
        "One text a line, or a .txt (one text a line), .csv or .tsv file (its column “text”, or its only column). "
        "At most {texts} texts and {characters} characters together, files up to {size}. A file is read and not kept.",
        "每行一段文本，或上传 .txt（每行一段）、.csv、.tsv 文件（取 “text” 列，或唯一的一列）。"
        "最多 {texts} 段、共 {characters} 个字符，文件不超过 {size}。文件读完即删，不保存。",
    ),
    "many-box": ("Texts, one a line", "文本，每行一段"),
    "many-placeholder": ("Paste lines here", "在此粘贴，每行一段"),
    "many-upload": ("Upload a file", "上传文件"),
    "many-uploaded": (
        "{count} texts from {file}. The file has been deleted.",
        "从 {file} 读到 {count} 段文本，文件已删除。",
    ),
    "many-ask": ("Ask the chosen models", "让选中的模型作答"),
    "many-stop": ("Stop", "停止"),
    "many-stopped": ("Stopped. Ask again to begin anew.", "已停止。再次点击即可重新开始。"),
    "many-progress": (
        "{done} of {total} answers; {model} is at work",
        "已有 {done}/{total} 个答案；{model} 正在作答",
    ),
    "many-summary": (
        "{texts} texts answered; the models differ on {differ}.",
        "共 {texts} 段文本，模型在其中 {differ} 段上有分歧。",
    ),
    "many-filter": ("only where the models differ", "只看有分歧的"),
    "many-sort": ("press a heading to sort", "点击表头可排序"),
    "many-text": ("Text", "文本"),
    "many-differing": ("Words that differ", "有分歧的词"),
    "many-of": ("{count} of {total}", "{count}/{total}"),
    "many-outvoted": ("most models say otherwise", "多数模型不这么认为"),
    "many-csv": ("Keep as CSV", "存为 CSV"),
    "many-json": ("Keep as JSON", "存为 JSON"),
    # look inside
    "tab-inside": ("Look inside", "看内部"),
    "inside-view": ("What to see", "看什么"),
    "view-gates": ("Gates", "门"),
    "view-states": ("States", "隐藏状态"),
    "view-attention": ("Attention", "注意力"),
    "view-filters": ("Filters", "过滤器"),
    "inside-model": ("Model", "模型"),
    "inside-beside": ("Beside it", "并排对照"),
    "inside-alone": ("nothing", "无"),
    "inside-layer": ("Layer", "层"),
    "inside-place": ("{layer}", "第 {layer} 层"),
    "inside-place-forward": ("{layer}, reading forwards", "第 {layer} 层，从前往后读"),
    "inside-place-backward": ("{layer}, reading backwards", "第 {layer} 层，从后往前读"),
    "inside-label": ("Votes about", "关于哪个标签的投票"),
    "inside-order": ("Units", "单元"),
    "order-natural": ("as they are", "原有顺序"),
    "order-activity": ("most active first", "最活跃的在前"),
    "order-alike": ("alike ones together", "相似的放在一起"),
    "inside-other-view": (
        "{model} has no such view. Shown instead: {view}.",
        "{model} 没有这种视图，改为显示：{view}。",
    ),
    "inside-difference": (
        "Recomputed; largest difference from the model's own output: {gap}",
        "重新计算所得；与模型自身输出的最大差别：{gap}",
    ),
    "how-gates": (
        "Each column is a word, each row of pixels a unit; a gate near 1 (yellow) is open, near 0 (dark) "
        "closed. The lines "
        "are means over all units. Click a word or a cell, or walk with the arrow keys.",
        "每一列是一个词，每一行像素是一个单元；门接近 1（黄）为打开，接近 0（深）为关闭。折线是全部单元的平均值。"
        "点选词或格子，也可用方向键移动。",
    ),
    "not-gates": (
        "Not shown: what a unit stands for. An open gate lets something through; whether the answer depends "
        "on it, no gate tells.",
        "看不到的：一个单元代表什么。门打开只说明有信息通过，并不说明答案取决于它。",
    ),
    "how-states": (
        "Each column is a word, each row of pixels a unit: its state at that word. Yellow is positive, "
        "dark blue negative, grey near zero. Click a word or a cell, or walk with the arrow keys.",
        "每一列是一个词，每一行像素是一个单元，颜色是它在该词处的状态：黄为正，深蓝为负，灰接近零。"
        "点选词或格子，也可用方向键移动。",
    ),
    "not-states": (
        "Not shown: which states the answer is read from. A unit seldom has a meaning of its own; meaning "
        "lies in many together.",
        "看不到的：答案用到了哪些状态。单个单元很少有独立的含义，含义在许多单元的组合里。",
    ),
    "how-attention": (
        "From the word of a row to the words of its columns; a row adds up to 100 %. Choose a small map to "
        "see it large, and "
        "a from-word to see where it looks and from where it is looked at. Each map's brightest yellow is "
        "its own largest weight.",
        "每一行从该词看向各列的词，一行合计 100 %。选一张小图可放大；选一个出发词，可看它看向哪里、又被谁看。"
        "每张图最亮的黄色是它自己的最大权重。",
    ),
    "caution-attention": (
        "Attention is not explanation: it shows where information is taken from, not whether the answer depends on it.",
        "注意力不是解释：它只显示信息从哪里取来，不说明答案是否取决于它。",
    ),
    "not-attention": (
        "Not shown: what is taken over from the words that are looked at, and what the layers above make of it.",
        "看不到的：从被看的词那里取走了什么，以及上面各层怎样使用它。",
    ),
    "how-filters": (
        "Each filter keeps the n-gram of the text that it answers to most strongly. Its activation times its "
        "weight for the label "
        "is its vote; all votes and the bias add up to the logit. Choose a row to find its n-gram in the text.",
        "每个过滤器只保留全文中反应最强的 n 元词组。激活值乘以它对该标签的权重就是它的一票；全部票数加上偏置就是 "
        "logit。"
        "选中一行，可在文中找到对应的词组。",
    ),
    "not-filters": (
        "Not shown: the runners-up. Had the winning n-gram not been there, the filter would have voted for "
        "the next best one.",
        "看不到的：落选者。如果获胜的词组不在，过滤器会改投次强的词组。",
    ),
    "row-forget_gate": ("Forget gate", "遗忘门"),
    "row-input_gate": ("Input gate", "输入门"),
    "row-output_gate": ("Output gate", "输出门"),
    "row-cell_candidate": ("Candidate", "候选值"),
    "row-cell": ("Cell", "细胞状态"),
    "row-hidden": ("Hidden state", "隐藏状态"),
    "tells-forget_gate": ("what is kept of the cell", "保留多少细胞状态"),
    "tells-input_gate": ("what is written", "写入多少"),
    "tells-output_gate": ("what is shown of the cell", "输出多少细胞状态"),
    "tells-cell_candidate": ("what could be written", "可以写入的内容"),
    "tells-cell": ("the long memory", "长期记忆"),
    "tells-hidden": ("what is passed on", "传下去的状态"),
    "chart-gates": ("How open the gates are, on average", "三个门平均打开多少"),
    "chart-rest": ("Candidate, cell and hidden state, on average", "候选值、细胞状态与隐藏状态的平均值"),
    "inside-cell": ("Word {place} “{word}”, unit {unit}", "第 {place} 词“{word}”，单元 {unit}"),
    "inside-unit-line": ("Unit {unit} at every word", "单元 {unit} 在每个词上的值"),
    "inside-word-line": ("All units at “{word}”, in the order of the map", "“{word}”处的全部单元，按图中顺序"),
    "inside-top-units": ("strongest units here", "此处最强的单元"),
    "inside-top-words": ("strongest words of this unit", "该单元最强的词"),
    "sums-title": (
        "The six equations for word {place} “{word}”, unit {unit}",
        "第 {place} 词“{word}”、单元 {unit} 的六个方程",
    ),
    "sums-title-one": (
        "The equation for word {place} “{word}”, unit {unit}",
        "第 {place} 词“{word}”、单元 {unit} 的方程",
    ),
    "sums-symbols": (
        "x: what this layer reads at the word; h′ and c′: hidden state and cell that it was read with; W, U: weights; "
        "b, b′: the two biases.",
        "x：这一层在该词处的输入；h′、c′：读该词时带着的隐藏状态和细胞状态；W、U：权重；b、b′：两个偏置。",
    ),
    "sums-gap": ("These sums miss the model's values by at most {gap}.", "按方程算出的值与模型的值最多相差 {gap}。"),
    "attention-glance": ("All layers and heads", "全部层与头"),
    "attention-head": ("Layer {layer}, head {head}", "第 {layer} 层，第 {head} 头"),
    "attention-largest": ("up to {share}", "最大 {share}"),
    "attention-from": ("“{word}” (word {place}) looks at", "“{word}”（第 {place} 词）看向"),
    "attention-to": ("“{word}” (word {place}) is looked at by", "看向“{word}”（第 {place} 词）的有"),
    "attention-sum": ("its row adds up to {share}", "该行合计 {share}"),
    "attention-received": ("{share} in all; 100 % would be an even share", "合计 {share}；平均分配时为 100 %"),
    "attention-axis-from": ("from", "从"),
    "attention-axis-to": ("to", "到"),
    "votes-for": ("votes for {label}", "支持{label}的票"),
    "votes-against": ("votes against it", "反对的票"),
    "votes-bias": ("bias", "偏置"),
    "votes-logit": ("logit of {label}", "{label}的 logit"),
    "votes-logit-two": ("logit of {label} against {other}", "{label}相对{other}的 logit"),
    "votes-model": ("(the model's own: {logit}; difference {gap})", "（模型自身：{logit}；差别 {gap}）"),
    "votes-for-title": ("For {label}: {shown} of {count} filters", "支持{label}：{count} 个过滤器中最强的 {shown} 个"),
    "votes-against-title": (
        "Against {label}: {shown} of {count} filters",
        "反对{label}：{count} 个过滤器中最强的 {shown} 个",
    ),
    "votes-none": ("No filter votes this way.", "没有过滤器这样投票。"),
    "votes-padding": ("no word: padding", "没有词：填充"),
    "votes-filter": (
        "width {width}, no. {filter}, from word {place}",
        "宽度 {width}，第 {filter} 号，从第 {place} 词起",
    ),
    "votes-word": ("{votes} from the n-grams below that it stands in", "下列词组中包含它的共投 {votes}"),
    "keep-picture": ("Keep as", "保存为"),
    "inside-unread": ("{count} words beyond the {limit}th were not read", "第 {limit} 词之后的 {count} 个词没有读"),
}  # fmt: skip
WORDS |= all_models_words.WORDS | layers_words.WORDS | explain_words.WORDS | edit_words.WORDS
WORDS |= finetune_words.WORDS | models_words.WORDS


def say(key: str, language: str, **values: object) -> str:
    """One of the page's own sentences in a language; English for a language that is not spoken here."""
    return WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0].format(**values)


def label(name: str, language: str) -> str:
    """A label of a model as the page writes it; labels of people's own models stay as they are."""
    return chinese.LABELS.get(name, name) if language == "zh" else name


def task(key: str, language: str) -> str:
    """The title of a task."""
    return chinese.TASKS[key] if language == "zh" else TASKS[key].title


def capability(kind: str, key: str, language: str) -> tuple[str, str]:
    """The name of a capability that models of a task are tested for, and what is tested."""
    from playground.evaluation.behaviour.suite import SUITES

    tested = SUITES[kind][key]
    return models_words.CAPABILITIES[kind][key] if language == "zh" else (tested.title, tested.help)


def tag(name: str, language: str) -> str:
    """What a part-of-speech tag means, with examples; empty for a tag of somebody's own."""
    return (chinese.TAGS if language == "zh" else UPOS).get(name, "")


def architecture(key: str, field: str, language: str) -> str:
    """What a student should know of an architecture: its `idea`, what it is `good_at`, where it `fails_at`.

    The English stands beside the class, which imports torch: ask only once a model has answered.
    """
    if language == "zh" and (key, field) in chinese.ARCHITECTURES:
        return chinese.ARCHITECTURES[key, field]
    from playground.models import ARCHITECTURES

    return str(getattr(ARCHITECTURES[key], field))


def error(problem: Exception, language: str) -> str:
    """An error in a language: the sentence it was raised with, or the Chinese one of its key."""
    if not isinstance(problem, PlaygroundError):
        return say("internal", language, kind=type(problem).__name__)
    if language != "zh" or problem.key not in chinese.ERRORS:
        return str(problem)
    values = {name: _listed(value) for name, value in problem.values.items()}
    return chinese.ERRORS[problem.key].format_map(_Blank(values))


class Sentence(Protocol):
    """What can be said in another language: an English sentence with a key and its values."""

    @property
    def sentence(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


def said(told: Sentence, language: str) -> str:
    """What is said of a file or of a training, in a language: the sentence as it is, or the Chinese one of its key."""
    written = finetune_words.SAID.get(told.key) or chinese.ERRORS.get(told.key)
    if language != "zh" or written is None:
        return told.sentence
    values = {name: _listed(value) for name, value in told.values.items()}
    if "baseline" in values:
        values["baseline"] = say(f"finetune-baseline-{values['baseline']}", language)
    return written.format_map(_Blank(values))


class _Blank(dict[str, object]):
    """Values of an error; a value that it does not carry is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _listed(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return f"{value:,}" if type(value) is int and value > 9999 else value
    return "、".join(map(str, value))
