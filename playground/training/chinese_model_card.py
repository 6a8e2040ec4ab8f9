"""What the cards of Chinese models say: where their data is from, what to hold beside the numbers, limits; and what the
card of any model says in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playground.models import Config
from playground.models.config import SPACES
from playground.text_language import DEFAULT
from playground.training.card_scores import reported

SOURCES = {
    "zh_sentiment": "Chinese reviews of ten kinds of goods (online_shopping_10_cats) and Weibo posts (weibo2018), "
    "collected by [ChineseNlpCorpus](https://github.com/SophonPlus/ChineseNlpCorpus); the collections state no "
    "licence: research use. No text of a test set stands among what was learnt from",
    "zh_ud_gsd": "[Universal Dependencies Chinese GSD](https://github.com/UniversalDependencies/UD_Chinese-GSD) as of "
    "UD 1.4 (CC BY-NC-SA 4.0), in simplified characters and with tags of UD 2, to learn from; "
    "[GSDSimp](https://github.com/UniversalDependencies/UD_Chinese-GSDSimp) 2.16 (CC BY-SA 4.0), dev to choose on and "
    "test to measure on",
    "chinese-opinions": "sentences made for this project: what a denial or a “但是” does to an opinion "
    "(`playground/training/recipes/chinese_opinion_sentences.py`; none of them is measured on)",
    "chinese-reviews": "reviews made for this project: several clauses, of which one side is conceded, denied or told "
    "by others (`playground/training/recipes/chinese_review_sentences.py`; none of them is measured on)",
    "chinese-tags": "sentences made for this project: what people say of things every day, split and tagged as in the "
    "treebank (`playground/training/recipes/chinese_tagged_sentences.py`; none of them is measured on)",
}
"""Of each corpus what it is, as `card` lists the data."""

NOTES = {
    "zh_sentiment": "ChnSentiCorp is measured on 1,178 of its 1,200 test texts, without doubles, and none of them was "
    "learnt from. Of the set as it is usually used 331 test texts are copies of training texts; numbers published for "
    "it that way (TextCNN 92.95 %, BiLSTM 92.64 %, BERT 95.0 %) are not to be held beside these. TF-IDF over one and "
    "two characters with logistic regression, trained on the same file, has 87.0 % of ChnSentiCorp and 88.0 % of "
    "Weibo.\n",
    "zh_ud_gsd": "For comparison: UDPipe 2 has F1 90.1 % for words and 86.7 % with tags (GSDSimp 2.17, raw text).\n",
}
"""What to know beside the numbers, by corpus that is measured on."""

_ANSWERS = {
    ("zh", "sentiment"): "判断一段中文对所谈事物是肯定（positive）还是否定（negative）",
    ("zh", "pos"): "把中文句子切成词，并给每个词标注词性（UD 通用词性）",
    ("en", "sentiment"): "判断一段英文是褒（positive）还是贬（negative）",
    ("en", "pos"): "给英文句子中的每个词标注词性（UD 通用词性）",
}
_OURS = "本项目自己写的句子（只用于训练）"
_CORPORA = {
    "imdb": "IMDB 影评（Large Movie Review Dataset，Maas 等 2011）",
    "sst": "斯坦福情感树库（SST，Socher 等 2013），两类",
    "general": "其他领域的短文本：Reddit 评论（GoEmotions，Apache-2.0）、推文（TweetEval 等）、餐馆和笔记本电脑的评论"
    "（SemEval-2014）、手机的评论（Kotzias 等 2015，CC BY 4.0），仅供研究",
    "ud_english_ewt": "UD English EWT 树库（CC BY-SA 4.0）",
    "opinions": _OURS,
    "everyday": _OURS,
    "negations": _OURS,
    "reviews": _OURS,
}
"""The data of models of English, in Chinese."""
_DATA = {
    "sentiment": "训练数据：十类商品的评论（online_shopping_10_cats）和微博（weibo2018），来自 ChineseNlpCorpus，"
    "未注明许可，仅供研究；其中不含任何测试文本。常用的 ChnSentiCorp 测试集有 331 条与训练集重复，"
    "已发表的 92–95 % 不能与此处直接比较。",
    "pos": "训练数据：UD Chinese GSD（UD 1.4，CC BY-NC-SA 4.0，已转为简体与 UD 2 词性），"
    "在 GSDSimp 2.16（CC BY-SA 4.0）的 dev 上挑选、在 test 上测量。",
}
_LIMITS = {
    (
        "en",
        "sentiment",
    ): "局限：只懂英文，主要见过影评，以及谈论商品、餐饮等的短文本；会把反话当真；其他语言的结果没有意义；"
    "读取前 {most:,} 个词；没有“中性”。",
    ("en", "pos"): "局限：训练语料是网络英文；其他语言得到的标签没有意义；词表之外的词只看拼写；读取前 {most:,} 个词。",
    ("zh", "sentiment"): "局限：只见过商品评论和微博；每个汉字是一个单位，只认简体；读取前 {most:,} 个字；没有“中性”；"
    "对讽刺和隔得很远的否定不可靠。",
    ("zh", "pos"): "局限：训练语料像百科和新闻，只认简体；网络用语、口语和方言会切错；没有空格的外文串算作一个单位；"
    "读取前 {most:,} 个字。",
}


def limits(config: Config) -> str:
    """What a Chinese model is not for."""
    if config.per_word:
        return (
            "Simplified Chinese as encyclopaedias and newspapers write it, split into words as that treebank splits "
            "them. Slang and dialects are split worse, other languages get tags that mean nothing. "
            f"It reads the first {config.max_words:,} characters of a text."
        )
    return (
        "Reviews of goods and posts in simplified Chinese. It reads characters; traditional ones it mostly does not "
        "know, and in other languages its answer means nothing. Irony and a denial from afar mislead it. "
        f"It reads the first {config.max_words:,} characters of a text. It knows two answers and no “neutral”."
    )


def section(
    config: Config,
    title: str,
    reports: Sequence[tuple[dict[str, Any], dict[str, Any]]],
    corpora: Sequence[str],
) -> list[str]:
    """The card of a model of English or Chinese in Chinese, as lines of Markdown.

    Args:
        title: of the architecture.
        reports: of each test set its entry in the recipe and its report as JSON.
        corpora: what it has learnt from; all of them known here.
    """
    if config.per_word and config.language == "zh":
        columns = {
            "words_f1": "分词 F1",
            "tagged_words_f1": "分词和词性 F1",
            "gold_words_accuracy": "已知分词时的词性正确率",
        }
    else:
        columns = {"accuracy": "正确率", "macro_f1": "宏平均 F1"}
    columns |= {"calibration_error": "校准误差"}
    kind = (config.language or DEFAULT, config.task)
    return [
        "## 中文\n",
        f"{title}：{_ANSWERS[kind]}。\n",
        f"| 测试集 | 条数 | {' | '.join(columns.values())} |",
        f"|---|---|{'---|' * len(columns)}",
        *(
            f"| {entry['title']} | {report['examples']:,} | {' | '.join(reported(report, key) for key in columns)} |"
            for entry, report in reports
        ),
        "",
        f"{_data(config, corpora)}\n",
        _LIMITS[kind].format(most=config.max_words),
    ]


def is_known(config: Config, corpora: Sequence[str]) -> bool:
    """Whether the card of a model of this data can be written in Chinese."""
    return config.language == "zh" or (config.language in (None, DEFAULT) and set(corpora) <= set(_CORPORA))


def _data(config: Config, corpora: Sequence[str]) -> str:
    """What the model has learnt from."""
    if config.language == "zh":
        return _DATA[config.task]
    return f"训练数据：{'；'.join(dict.fromkeys(_CORPORA[one] for one in corpora))}。"


_WHO = {
    "this model": "本模型",
    "majority": "总是最常见的标签",
    "tfidf_logistic_regression": "TF-IDF 加逻辑回归",
    "most_frequent_tag": "每个词取它最常见的标签",
}


def fine_tuned_section(
    config: Config, title: str, summary: dict[str, Any], source: str | None, temperature: float
) -> list[str]:
    """The card of a fine-tuned model in Chinese, as lines of Markdown.

    Args:
        title: of the architecture.
        source: what it started from; None: vectors learnt from the file.
    """
    columns = {"accuracy": "正确率", "macro_f1": "宏平均 F1", "balanced_accuracy": "平衡正确率"}
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    examples, epochs = summary["examples"], len(summary["epochs"])
    answer = "每个词一个标签" if config.per_word else "每段文本一个标签"
    start = f"从 {source} 开始" if source else "从文件里学到的词向量开始"
    unit = "词（文本已用空格分好）" if config.tokenisation == SPACES else "词（汉字逐字算）"
    return [
        "## 中文\n",
        f"{title}：{answer}。标签：{'、'.join(config.labels)}。\n",
        f"在 {examples['validation']:,} 个验证样本上测得。最好的一轮和温度也是用这些样本选的，所以在新文本上会略差：\n",
        f"| | {' | '.join(columns.values())} |",
        f"|---|{'---|' * len(columns)}",
        *(
            f"| {_WHO.get(who, who)} | {' | '.join(_scored(summary, who, values, key) for key in columns)} |"
            for who, values in scores.items()
        ),
        "",
        *(["括号里是 95 % 置信区间（正确率：Wilson；其余：bootstrap）。\n"] if summary.get("intervals") else []),
        f"训练：{start}；{examples['train']:,} 个训练样本，共 {epochs} 轮，第 {summary['best_epoch']} 轮最好。"
        f"概率用温度 {temperature:g} 算出。\n",
        f"局限：只见过训练文件那样的文本，对别样的文本不可靠；读取前 {config.max_words:,} 个{unit}。\n",
    ]


def _scored(summary: dict[str, Any], who: str, values: dict[str, float], key: str) -> str:
    """A score with its interval, where there is one."""
    found = summary.get("intervals", {}).get(who, {}).get(key)
    return _share(values.get(key)) + (f"（{100 * found[0]:.1f}–{100 * found[1]:.1f}）" if found else "")


def _share(value: float | None) -> str:
    return "未测" if value is None else f"{100 * value:.2f} %"
