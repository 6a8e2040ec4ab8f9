"""Made sentences in Chinese whose words are tagged, to learn to split from: what people say of things every day.

The treebank holds articles of an encyclopedia. 非常 stands in it before words of two characters only, 得 behind a verb
eighteen times, and hardly anybody says 我, 太 or 挺, so that a small network splits “说得非常清楚” in the wrong place.
Tags and words follow the treebank's development part (也 is SCONJ, 是 AUX, 虽然 ADP, 得 PART, a measure word NOUN). All
lists were written for this project.
"""

from __future__ import annotations

import hashlib
from random import Random

from playground.data.examples import Examples

_LISTS = {
    "thing": (
        "部电影 部手机 部小说 家餐厅 家酒店 家店 本书 个故事 个节目 个房间 个杯子 个老师 个孩子 件衣服 "
        "双鞋 台电脑 台相机 首歌 道菜 碗面 位作者 位司机 张桌子 把椅子 次旅行 条裤子 款耳机 只猫 支球队 "
        "场比赛 座城市 门课"
    ),
    "noun": (
        "电影 小说 手机 电池 屏幕 声音 画面 故事 剧情 音乐 演员 导演 服务员 老板 味道 价格 质量 包装 "
        "颜色 尺寸 早餐 房间 位置 环境 态度 速度 菜 汤 面 书 字 纸 课 老师 学生 孩子 天气 交通 键盘 信号 "
        "说明书 结尾 开头 对白"
    ),
    "who": "我 你 他 她 我们 他们 大家 老师 孩子 老板 服务员 朋友 妈妈 歌手",
    "degree": "很 非常 非常 十分 特别 太 挺 真 更 最 比较 相当 极其 这么 那么 更加 越来越",
    "adjective": (
        "好 差 快 慢 贵 甜 辣 咸 香 美 长 短 大 小 高 低 多 少 早 晚 远 近 深 亮 暗 冷 热 新 旧 吵 静 稳 "
        "准 强 弱 重 轻 硬 软 厚 薄 难 累 忙 精彩 无聊 漂亮 干净 舒服 便宜 清楚 普通 感人 难看 好看 好吃 "
        "难吃 好听 好用 实用 新鲜 安静 热情 冷淡 认真 马虎 自然 糟糕 完美 优秀 失望 满意 开心 难过 有趣 "
        "幽默 复杂 简单 方便 麻烦 仔细 稳定 流畅 真实 紧张 轻松 聪明 耐心 大方 沉闷 拖沓 细腻"
    ),
    "does": (
        "拍 写 做 说 唱 画 讲 跑 走 睡 吃 玩 聊 学 教 打 飞 卖 修 装 送 来 过 住 穿 洗 开 变 长 笑 哭 想 "
        "读 听 表现 处理 介绍 准备 设计 解释 打扫 安排 描写 恢复"
    ),
    "feels": "喜欢 讨厌 佩服 想念 感谢 支持 相信 担心",
    "uses": "买 看 吃 用 听 读 换 洗 修 借",
}
WORDS = {name: words.split() for name, words in _LISTS.items()}
TAGS = {
    "noun": "NOUN", "who": "NOUN", "degree": "ADV", "adjective": "ADJ", "does": "VERB", "feels": "VERB", "uses": "VERB",
}  # fmt: skip
PRONOUNS = ("我", "你", "他", "她", "我们", "他们", "大家")

FRAMES = (
    "{this} {degree} {adjective} 。/PUNCT",
    "{this} 的/PART {noun} {degree} {adjective} 。/PUNCT",
    "{noun} {degree} {adjective} ，/PUNCT {noun2} 也/SCONJ {degree2} {adjective2} 。/PUNCT",
    "{noun} {does} 得/PART {degree} {adjective} 。/PUNCT",
    "{this} {does} 得/PART {degree} {adjective} 。/PUNCT",
    "{who} {does} 得/PART {degree} {adjective} ，/PUNCT {who2} {does2} 得/PART {degree2} {adjective2} 。/PUNCT",
    "{who} {does} 得/PART 不/ADV {adjective} 。/PUNCT",
    "{who} {does} 得/PART {adjective} 。/PUNCT",
    "{noun} {degree} {adjective} ，/PUNCT 但是/SCONJ {noun2} {does} 得/PART {degree2} {adjective2} 。/PUNCT",
    "{this} 的/PART {noun} 不/ADV {adjective} ，/PUNCT 不过/SCONJ {noun2} {degree} {adjective2} 。/PUNCT",
    "虽然/ADP {noun} {degree} {adjective} ，/PUNCT 但/SCONJ {who} {does} 得/PART {degree2} {adjective2} 。/PUNCT",
    "{who} {degree} {feels} {this} 。/PUNCT",
    "{who} 不/ADV {feels} {this} 。/PUNCT",
    "{who} 觉得/VERB {this} {degree} {adjective} 。/PUNCT",
    "{who} 觉得/VERB {noun} 不/ADV {adjective} ，/PUNCT {noun2} {degree} {adjective2} 。/PUNCT",
    "{this} 比/ADP {noun} 更/ADV {adjective} 。/PUNCT",
    "{noun} 太/ADV {adjective} 了/PART ！/PUNCT",
    "{this} 真/ADV {adjective} 啊/PART ！/PUNCT",
    "{noun} 都/SCONJ {degree} {adjective} ，/PUNCT 就/SCONJ 是/AUX {noun2} 太/ADV {adjective2} 。/PUNCT",
    "{who} {uses} 了/AUX {this} ，/PUNCT {noun} {degree} {adjective} 。/PUNCT",
    "{who} {uses} 过/AUX {this} ，/PUNCT {degree} {adjective} 。/PUNCT",
    "{this} {degree} {adjective} ，/PUNCT {who} 还/SCONJ 想/AUX 再/ADV {uses} 一/NUM 次/NOUN 。/PUNCT",
    "{this} 不/ADV 值得/VERB {uses} 。/PUNCT",
    "{who} 没有/VERB {noun} 。/PUNCT",
    "{noun} {adjective} 吗/PART ？/PUNCT",
    "{who} 会/AUX {uses} {this} 吗/PART ？/PUNCT",
    "{who} {does} 得/PART {degree} {adjective} 的/SCONJ {noun} {degree2} {adjective2} 。/PUNCT",
)
"""Words of a sentence with their tags; in braces a word of that list, `this` for one of its things."""


def chinese_tags(count: int, seed: int) -> Examples:
    """Different made sentences of tagged words.

    Args:
        count: how many, at most `opinions.MOST`.
    """
    random = Random(seed)
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    while len(found) < count:
        pairs = _sentence(random)
        found.setdefault("".join(word for word, _ in pairs), tuple(zip(*pairs, strict=True)))  # type: ignore[arg-type]
    content = "\n".join(f"{' '.join(words)}\t{' '.join(tags)}" for words, tags in found.values())
    return Examples(
        "pos",
        tuple(found),
        tuple(words for words, _ in found.values()),
        tuple(tags for _, tags in found.values()),
        "chinese-tags",
        hashlib.sha256(content.encode()).hexdigest(),
    )


def _sentence(random: Random) -> list[tuple[str, str]]:
    """One sentence: its words, each with its tag."""
    gaps = {}
    for name, words in WORDS.items():
        for key, word in zip((name, f"{name}2"), random.sample(words, 2), strict=True):
            gaps[key] = f"{word}/{'PRON' if word in PRONOUNS else TAGS.get(name)}"
    thing = random.choice(WORDS["thing"])
    gaps["this"] = f"{random.choice('这这那')}/DET {thing[0]}/NOUN {thing[1:]}/NOUN"
    written = random.choice(FRAMES).format(**gaps).split()
    return [(word, tag) for word, _, tag in (one.rpartition("/") for one in written)]
