"""The page's own words in both languages, and how to say anything else in Chinese.

`WORDS` holds each of the page's sentences as (English, Chinese). What is written in English where it belongs (tasks, tags,
architectures, errors) has its Chinese in `chinese.py`, found by key. Nothing here knows about HTML: whoever draws escapes.
"""

from collections.abc import Iterable

from playground.errors import PlaygroundError
from playground.tasks import TASKS, UPOS
from playground.ui import chinese

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
    "text-hint": ("Answers follow as you type", "边输入边出结果"),
    "examples": ("Examples", "示例"),
    "task": ("Task", "任务"),
    "models": ("Models", "模型"),
    "twins": ("untrained twins", "未训练的同款"),
    "twins-name": ("Show the same models with random weights", "显示同样结构、随机权重的模型"),
    "untrained": ("untrained", "未训练"),
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
    "parameters": ("{number} parameters", "{number} 个参数"),
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
        "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word changed the "
        "model's mind; above the middle line its answer is {label}. A model that reads both ways sees each beginning as a "
        "whole text.",
        "每读一个词，就让模型把读到的部分当作全文再答一次。线在哪里突然升降，就是哪个词改变了模型的判断；"
        "高于中线表示答案是{label}。双向模型把每个开头都当作完整的文本来读。",
    ),
    "growth-explained-many": (
        "Each model is asked again after every word, as if the text ended there. Where a line jumps, that word changed the "
        "model's mind.",
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
    "differ-legend": ("≠ the models differ; a frame marks who is not with the majority", "≠ 模型有分歧；带框的是少数意见"),
    "bar-legend": ("the bar under a tag is how sure the model is", "标签下的横条表示把握大小"),
    "hover-legend": ("point at a tag, or walk with the arrow keys, to see its runners-up", "指向标签，或用方向键移动，可看到其他候选"),
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
}  # fmt: skip


def say(key: str, language: str, **values: object) -> str:
    """One of the page's own sentences in a language; English for a language that is not spoken here."""
    return WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else 0].format(**values)


def label(name: str, language: str) -> str:
    """A label of a model as the page writes it; labels of people's own models stay as they are."""
    return chinese.LABELS.get(name, name) if language == "zh" else name


def task(key: str, language: str) -> str:
    """The title of a task."""
    return chinese.TASKS[key] if language == "zh" else TASKS[key].title


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


class _Blank(dict[str, object]):
    """Values of an error; a value that it does not carry is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _listed(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return f"{value:,}" if type(value) is int and value > 9999 else value
    return "、".join(map(str, value))


def percent(share: float, digits: int = 0) -> str:
    """A share as people read it; what is neither nothing nor all is never written as 0 or 100."""
    text = f"{100 * share:.{digits}f}"
    low, high = f"{0:.{digits}f}", f"{100:.{digits}f}"
    if text == high and share < 1:
        return f">{100 - 10**-digits:.{digits}f} %"
    if text == low and share > 0:
        return f"<{10**-digits:.{digits}f} %"
    return f"{text} %"


def count(number: int, language: str) -> str:
    """A large number in the language's own steps: 1.2 M, 340 k; 120 万."""
    if language == "zh":
        return f"{number / 1e4:.0f} 万" if number >= 99_500 else f"{number / 1e4:.1f} 万" if number >= 9_950 else f"{number:,}"
    if number >= 999_500:
        return f"{number / 1e6:.1f} M"
    return f"{number / 1e3:.0f} k" if number >= 9_950 else f"{number:,}"
