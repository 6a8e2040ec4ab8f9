"""Made sentences in Chinese to learn from: what 不, 没有, 虽然 or 难道 does to an opinion.

As `opinions`, in Chinese: reviews of goods hold too few denials, questions that are none, and opinions of others for a
small network to learn that “一点也不难吃” is praise. The sentences are put together from the lists below, the words in
equal shares from both sides, so that a word alone decides nothing. None of them stands among the sentences that measure
(`chinese_sentiment_sentences`), and no wording is shared with those: a test compares. All lists were written for this
project.
"""

from __future__ import annotations

from random import Random

from playground.data.examples import Examples
from playground.training.recipes.opinion_sentences import OTHER, made_examples

THINGS = (
    "这双鞋", "这本小说", "那部片子", "这家宾馆", "这个耳机", "这款面膜", "这台洗衣机", "这碗面", "这家店", "那个展览",
    "这张专辑", "他的演唱会", "这场比赛", "这套教材", "这个键盘", "新版本", "这次旅行", "这顿晚饭", "这个包",
    "那个导游",
    "他们的售后", "这批橘子", "这盒牛奶", "这个充电器", "这条裤子", "这个应用", "这节目", "男主角的演技",
    "女主角的表演",
    "结尾", "这个房间", "前台的服务", "早餐", "这台相机", "这个剧本", "这道菜",
)  # fmt: skip
GOOD = (
    "好看", "好用", "好吃", "好听", "精彩", "漂亮", "舒服", "结实", "干净", "贴心", "实用", "耐用", "专业", "地道",
    "用心",
    "好闻", "清楚", "可靠", "高级", "新鲜", "香", "周到", "顺手", "讲究", "动人", "出彩", "完美", "清爽", "好玩",
    "划算",
    "惊艳", "热情", "省心", "靠谱", "细致", "过瘾", "值", "优秀", "感人", "赞",
)  # fmt: skip
BAD = (
    "难看", "难用", "难吃", "难听", "无聊", "丑", "难受", "脆弱", "脏", "敷衍", "鸡肋", "粗糙", "业余", "做作",
    "糊弄人",
    "难闻", "模糊", "可疑", "廉价", "陈旧", "臭", "冷漠", "别扭", "马虎", "乏味", "平庸", "失败", "油腻", "枯燥", "坑",
    "辣眼", "恶劣", "闹心", "离谱", "潦草", "扫兴", "亏", "糟", "尴尬", "垃圾",
)  # fmt: skip
PEOPLE = ("我老板", "我姑姑", "室友", "班里一半的人", "旁边的大叔", "我男朋友", "卖家", "影评人")
WHILE = (
    "说句实在话", "过了一个星期再看", "跟去年相比", "不吹不黑", "就这个价位来说", "下雨天也好晴天也罢", "凭良心讲",
    "抛开牌子不谈", "作为第一次尝试",
)  # fmt: skip

FRAMES: tuple[tuple[str, str], ...] = (
    # 直说
    ("{thing}蛮{x}的。", "same"), ("{thing}真{x}。", "same"), ("{thing}又{x}又{x2}。", "same"), ("太{x}了！", "same"),
    ("{x}，{x2}，{x3}，说的就是{thing}。", "same"), ("我觉得{thing}挺{x}的。", "same"), ("{thing}{x}得很。", "same"),
    ("{thing}可真够{x}的。", "same"), ("{thing}{x}到不行。", "same"),
    # 否定
    ("{thing}不{x}。", "other"), ("{thing}一点都不{x}。", "other"), ("{thing}完全不{x}。", "other"),
    ("{thing}绝不{x}。", "other"), ("{thing}没有{while2}{x}。", "other"), ("{thing}丝毫不{x}，也不{x2}。", "other"),
    ("{thing}哪儿都不{x}。", "other"), ("{thing}压根儿不{x}。", "other"), ("我没觉得{thing}{x}。", "other"),
    ("{thing}不{x}，是{y}。", "other"), ("{thing}并没有{x}的地方。", "other"), ("{thing}既不{x}也不{x2}。", "other"),
    ("{thing}不但不{x}，还很{y}。", "other"), ("{thing}从头到尾没有一处{x}。", "other"),
    ("{thing}不再{x}了。", "other"),
    ("{thing}不但{x}，而且{x2}。", "same"), ("{thing}不只是{x}，还{x2}。", "same"),
    ("{thing}从来没这么{x}过。", "same"),
    # 双重否定
    ("{thing}没有不{x}的。", "same"), ("不能说{thing}不{x}。", "same"), ("没人会说{thing}不{x}。", "same"),
    ("谁都没法说{thing}不{x}。", "same"), ("我不是不觉得{thing}{x}，是真的{x}。", "same"),
    # 隔得远的否定
    ("我不信{thing}会{x}。", "other"), ("要说{thing}{x}，{while}，那是假话。", "other"),
    ("{while}，我不会说{thing}{x}。", "other"), ("没听谁说过，{while}，{thing}{x}。", "other"),
    ("不是我挑剔，{while}，{thing}真不{x}。", "other"), ("{thing}，{while}，没有哪一点{x}。", "other"),
    ("我承认{thing}{x}。", "same"), ("{thing}，{while}，就是{x}。", "same"),
    ("不可否认，{while}，{thing}{x}。", "same"),
    # 转折
    ("{thing}开头有点{y}，可到最后很{x}。", "same"), ("{thing2}{y}，可是{thing}{x}。", "same"),
    ("虽说{thing2}{y}了点，{thing}却{x}。", "same"), ("{y}是{y}，但{thing}{x}。", "same"),
    ("固然{thing2}{y}，{thing}还是{x}。", "same"), ("{thing}看着{y}，其实{x}。", "same"),
    ("{thing2}再{y}，也挡不住{thing}{x}。", "same"), ("{thing}{x}，唯独{thing2}{y}了些。", "same"),
    # 比较
    ("{thing}比{thing2}{x}。", "same"), ("{thing}没有{thing2}{x}。", "other"),
    ("{thing}远没有{thing2}那样{x}。", "other"),
    ("{thing2}{y}，{thing}正相反。", "same"), ("{thing}最不{x}。", "other"), ("哪个都比{thing}{x}。", "other"),
    ("{thing}是我见过最{x}的。", "same"), ("少见这么{x}的。", "same"),
    # 今昔、期待
    ("{thing}过去{y}，今天{x}。", "same"), ("{thing}曾经很{x}。", "other"), ("{thing}早就不{x}了。", "other"),
    ("都说{thing}{y}，去了才知道{x}。", "same"), ("宣传说{thing}{y}，到手一看很{x}。", "same"),
    ("以为{thing}会{y}，谁知道这么{x}。", "same"), ("{thing}没有想象中{x}。", "other"),
    ("等了半天也没见{thing}{x}。", "other"),
    # 别人、反问
    ("{who}说{thing}{y}，胡说，明明{x}。", "same"), ("跟{who}不一样，我觉得{thing}{x}。", "same"),
    ("{who}嫌{thing}{y}，我倒觉得{x}。", "same"), ("{who}说错了，{thing}不{x}。", "other"),
    ("{thing}{x}吗？一点也没有。", "other"), ("{thing}{x}吗？那还用说。", "same"), ("{thing}能不{x}吗？", "same"),
    ("{thing}怎么会{x}？", "other"), ("谁会觉得{thing}{x}？", "other"), ("这叫{x}？", "other"),
    ("你管这叫{x}？", "other"),
    ("难不成{thing}不{x}？", "same"), ("凭什么说{thing}不{x}？", "same"), ("{x}在哪儿？我没看见。", "other"),
)  # fmt: skip
"""Wordings with an opinion {x} that is kept ("same") or turned round ("other"); {y} is of the other side than {x}."""

FIXED: dict[str, tuple[str, ...]] = {
    "positive": (
        "{thing}让人挑不出刺。", "{thing}没让人白等。", "买了{thing}不亏。", "{thing}没毛病！", "{thing}是个宝藏。",
        "{thing}真的可以！",
        "{while}，我没有什么好抱怨的。", "为了{thing}，我愿意再来。", "{thing}比{thing2}强出一大截。",
        "{thing}超出了我的预期。",
        "{thing}百看不厌。", "{thing}值这个钱。", "{thing}我给满分。", "闭着眼睛买{thing}就对了。",
        "{thing}从不掉链子。",
        "{thing}让我上瘾。", "看到{thing}我就开心。", "{thing}救了我的命。", "{thing}香得很，入手不后悔。",
        "感谢推荐{thing}的人。",
    ),
    "negative": (
        "{thing}让人全是槽点。", "{thing}让人白等一场。", "买了{thing}血亏。", "{thing}毛病一堆！", "{thing}是个大坑。",
        "{thing}真的不行！", "{while}，我要抱怨的太多了。", "因为{thing}，我不会再来。",
        "{thing}比{thing2}差了一大截。",
        "{thing}配不上我的期待。", "{thing}看一遍就够了。", "{thing}不值这个钱。", "{thing}我给零分。",
        "闭着眼睛也别买{thing}。",
        "{thing}老掉链子。", "{thing}让我想退货。", "看到{thing}我就来气。", "{thing}差点要了我的命。",
        "{thing}坑得很，入手就后悔。",
        "真想骂推荐{thing}的人。",
    ),
}  # fmt: skip
"""Wordings whose opinion no single word carries, in pairs."""

MANY = ("半点", "一丝", "任何一处")
FIXED_SHARE = 0.2


def chinese_opinions(count: int, seed: int) -> Examples:
    """Different made sentences, as many of one label as of the other.

    Args:
        count: how many, at most `opinions.MOST`.
    """
    return made_examples("chinese-opinions", _made, count, Random(seed))


def _made(label: str, random: Random) -> str:
    """One sentence with this label."""
    fixed = random.random() < FIXED_SHARE
    frame, turn = (random.choice(FIXED[label]), "same") if fixed else random.choice(FRAMES)
    side = label if turn == "same" else OTHER[label]
    mine, others = (GOOD, BAD) if side == "positive" else (BAD, GOOD)
    things, words, more = random.sample(THINGS, 2), random.sample(mine, 3), random.choice(others)
    gaps = {"thing": things[0], "thing2": things[1], "x": words[0], "x2": words[1], "x3": words[2], "y": more}
    return frame.format(
        **gaps, who=random.choice(PEOPLE), while2=random.choice(MANY), **{"while": random.choice(WHILE)}
    )
