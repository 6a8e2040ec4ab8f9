"""What people say every day, of which the treebank has little, is split as a reader would by each shipped tagger.

The sentences were written and split before the models that are shipped had learnt, and none of them is one of the made
ones (`chinese_tagged_sentences.py`).
"""

import pytest

from playground.checkpoints import load, shipped
from playground.lenses.predict.predict import predict
from playground.training.recipes.chinese_tagged_sentences import chinese_tags

OF_THE_PAGE = "这 部 电影 的 故事 很 普通 ， 但是 演员 演 得 非常 好 。"
SENTENCES = (
    "这 家 饭店 的 服务 很 糟糕 ， 而且 价格 贵 。",
    "我 非常 喜欢 这 个 牌子 的 咖啡 。",
    "快递 到 得 特别 晚 ， 客服 也 不 回复 。",
    "他 跳 得 很 高 。",
    "这 本 杂志 的 文章 写 得 相当 乱 。",
    "昨天 的 雨 下 得 太 大 了 ！",
    "剧本 非常 烂 ， 配乐 却 很 棒 。",
    "她 弹 钢琴 弹 得 非常 棒 。",
    "我 觉得 这 款 相机 非常 值得 买 。",
    "这 件 毛衣 非常 暖和 。",
    "火车 开 得 很 稳 。",
    "前台 非常 客气 ， 房间 也 很 宽敞 。",
    "我 不 喜欢 吃 辣 的 菜 。",
    "这 台 冰箱 非常 省 电 。",
    "你 觉得 这 首 诗 怎么样 ？",
    "他们 家 的 面包 非常 软 ， 我 很 爱 吃 。",
    "医生 讲 得 非常 细 。",
    "字幕 太 小 了 ， 看 得 很 累 。",
    "这 次 考试 非常 难 。",
    "我 从来 没 见 过 这么 美 的 风景 。",
    "孩子 们 玩 得 很 开心 。",
    "这 条 路 非常 窄 。",
    "主角 死 得 太 突然 。",
    "这 个 应用 用 起来 非常 卡 。",
    "蛋糕 甜 得 要命 。",
    "虽然 天气 很 冷 ， 但 大家 走 得 很 快 。",
    "声音 非常 清晰 ， 电量 也 够 用 。",
)


def places(words: list[str]) -> set[tuple[int, int]]:
    ends = [sum(map(len, words[: at + 1])) for at in range(len(words))]
    return {(end - len(word), end) for word, end in zip(words, ends, strict=True)}


def split(reference: str, sentence: str) -> list[str]:
    made = predict(load(reference), sentence.replace(" ", "")).spans
    assert made is not None
    return [one.text for one in made]


@pytest.mark.parametrize("reference", shipped("pos", "zh"))
def test_the_sentence_of_the_page_and_those_of_every_day_are_split_as_a_reader_would(reference: str) -> None:
    assert " ".join(split(reference, OF_THE_PAGE)) == OF_THE_PAGE
    found, true = (
        [places(one) for one in all_]
        for all_ in ([split(reference, one) for one in SENTENCES], [one.split() for one in SENTENCES])
    )
    right = sum(len(one & other) for one, other in zip(found, true, strict=True))
    assert 2 * right / sum(map(len, (*found, *true))) > 0.9  # 0.72 to 0.75 without made sentences


def test_none_of_them_was_learnt_from() -> None:
    assert not {one.replace(" ", "") for one in (OF_THE_PAGE, *SENTENCES)} & set(chinese_tags(20_000, 1).texts)
