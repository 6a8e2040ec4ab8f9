"""The words of a view by itself, in every language."""

from playground.ui.components import words as shared
from playground.ui.language.say import Words, speaker

WORDS: Words = {
    "en": {
        "embed-compare": "What each model predicts",
        "embed-explain": "Which words speak for a label",
        "embed-gates": "The gates of a network",
        "embed-states": "The states of a network",
        "embed-attention": "Where a network looks",
        "embed-filters": "How filters vote",
        "embed-layers": "A network, layer by layer",
        "embed-code": "The code of a network",
        "embed-memory": "How far back each model remembers",
        "embed-path": "Which way the states go",
        "embed-how": "{method} · baseline: {baseline}",
        "embed-open": "Open in the playground",
        "embed-needs-model": (
            "That needs the model, and this picture stands by itself. Ask for it with pg.show, or on the page."
        ),
        "embed-other-place": "The equations of this word and unit are not in this picture: its text is too long.",
        "embed-scores": "“{word}”:",
        "embed-error-title": "This view cannot be shown",
        "embed-error-more": (
            "What an address may hold is told in the README, under “In another page and in a notebook”."
        ),
        "embed-frame": "{view}: “{text}”",
    },
    "zh": {
        "embed-compare": "各模型的预测",
        "embed-explain": "哪些词支持某个标签",
        "embed-gates": "网络中的门",
        "embed-states": "网络的隐藏状态",
        "embed-attention": "网络在看哪里",
        "embed-filters": "卷积核的贡献",
        "embed-layers": "逐层展开一个网络",
        "embed-code": "一个网络的代码",
        "embed-memory": "每个模型能利用多远的上下文",
        "embed-path": "状态的轨迹",
        "embed-how": "{method} · 基线：{baseline}",
        "embed-open": "在模型游乐场中打开",
        "embed-needs-model": "这一步需要模型，而这张图是独立的。请用 pg.show 重新生成，或到网页上查看。",
        "embed-other-place": "文本太长，这张图里没有这个词和单元的方程。",
        "embed-scores": "“{word}”：",
        "embed-error-title": "无法显示这个视图",
        "embed-error-more": "网址里可以写什么，见 README 的“在其他网页和笔记本中”一节。",
        "embed-frame": "{view}：“{text}”",
    },
}

say = speaker(WORDS, shared.WORDS)
