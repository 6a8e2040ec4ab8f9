"""The terms that the page explains where they stand: one list, in every language.

`page.js` finds the first place of each term in what is seen of a tab, and shows there, on hover, focus or tap, a
sentence (of `words.py`, under `term-KEY`) and a formula where there is one. Text that visitors wrote is left alone.
"""

from typing import Any, NamedTuple

from playground.ui.components.words import say
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.say import FALLBACK


class Term(NamedTuple):
    """A term: how it is written in each language, and its formula."""

    key: str
    forms: dict[str, tuple[str, ...]]
    formula: str = ""


TERMS: tuple[Term, ...] = (
    Term("hidden-state", {"en": ("hidden states", "hidden state"), "zh": ("隐藏状态",)}, "h"),
    Term("cell", {"en": ("cell state", "cell"), "zh": ("细胞状态",)}, "c = f ⊙ c′ + i ⊙ g"),
    Term("gate", {"en": ("gates", "gate"), "zh": ("遗忘门", "输入门", "输出门", "各个门")}, "σ(W·x + U·h′ + b)"),
    Term("candidate", {"en": ("candidate",), "zh": ("候选值",)}, "g = tanh(W·x + U·h′ + b)"),
    Term("unit", {"en": ("units", "unit"), "zh": ("单元",)}),
    Term(
        "head",
        {"en": ("attention heads", "heads", "head"), "zh": ("注意力头", "头（head）", "层与头")},
        "softmax(Q·Kᵀ / √d)·V",
    ),
    Term("attention", {"en": ("attention",), "zh": ("注意力",)}, "softmax(Q·Kᵀ / √d)·V"),
    Term("filter", {"en": ("filters", "filter"), "zh": ("卷积核",)}, "ReLU(w·x + b)"),
    Term("n-gram", {"en": ("n-grams", "n-gram"), "zh": ("n 元词组",)}),
    Term("logit", {"en": ("logits", "logit"), "zh": ("logit",)}, "z = w·x + b"),
    Term("softmax", {"en": ("softmax",), "zh": ("softmax",)}, "p = e^z / Σ e^z"),
    Term("temperature", {"en": ("temperature",), "zh": ("温度",)}, "softmax(z / T)"),
    Term("baseline", {"en": ("baselines", "baseline"), "zh": ("基线",)}),
    Term("completeness", {"en": ("completeness",), "zh": ("完备性",)}, "Σ scores = z(text) − z(baseline)"),
    Term("gradient", {"en": ("gradients", "gradient"), "zh": ("梯度",)}, "∂z / ∂x"),
    Term("vanishing", {"en": ("vanishing gradient",), "zh": ("梯度消失",)}),
    Term("norm", {"en": ("norm",), "zh": ("范数",)}, "‖x‖ = √(Σ x²)"),
    Term("embedding", {"en": ("embeddings", "embedding"), "zh": ("词嵌入", "嵌入", "词向量")}),
    Term("parameters", {"en": ("parameters",), "zh": ("参数",)}),
    Term("bias", {"en": ("biases", "bias"), "zh": ("偏置",)}),
    Term("pooling", {"en": ("pooling", "pools"), "zh": ("池化",)}, "mean, max"),
    Term("oov", {"en": ("out-of-vocabulary",), "zh": ("未登录词",)}),
    Term("vocabulary", {"en": ("vocabulary",), "zh": ("词表",)}),
    Term("padding", {"en": ("padding",), "zh": ("填充符", "填充")}),
    Term("batch", {"en": ("batches", "batch"), "zh": ("一批（batch）", "每批")}),
    Term("bidirectional", {"en": ("bidirectional",), "zh": ("双向",)}),
    Term("prefix", {"en": ("prefix",), "zh": ("前缀",)}),
    Term("residual", {"en": ("residual connection",), "zh": ("残差连接",)}, "x + f(x)"),
    Term("dropout", {"en": ("dropout",), "zh": ("Dropout（暂退法）", "Dropout")}),
    Term("pca", {"en": ("PCA",), "zh": ("主成分分析",)}),
    Term("shapley", {"en": ("Shapley values", "Shapley value"), "zh": ("Shapley 值",)}),
    Term("adversarial", {"en": ("adversarial",), "zh": ("对抗性",)}),
    Term("macro-f1", {"en": ("macro-F1",), "zh": ("宏平均 F1",)}, "mean of F1 over labels"),
    Term("f1", {"en": ("F1",), "zh": ("F1 值",)}, "2 · P · R / (P + R)"),
    Term("precision", {"en": ("precision",), "zh": ("精确率",)}, "TP / (TP + FP)"),
    Term("recall", {"en": ("recall",), "zh": ("召回率",)}, "TP / (TP + FN)"),
    Term("accuracy", {"en": ("accuracy",), "zh": ("准确率",)}),
    Term("confusion", {"en": ("confusion matrix",), "zh": ("混淆矩阵",)}),
    Term("calibration", {"en": ("calibration",), "zh": ("校准",)}),
    Term("confidence", {"en": ("confidence",), "zh": ("置信度",)}),
    Term("epoch", {"en": ("epochs", "epoch"), "zh": ("轮（epoch）", "训练轮数")}),
    Term("learning-rate", {"en": ("learning rate",), "zh": ("学习率",)}, "w ← w − η · ∂L/∂w"),
    Term("loss", {"en": ("loss",), "zh": ("损失",)}, "−log p(target)"),
    Term("validation", {"en": ("validation set", "validation"), "zh": ("验证集", "验证")}),
    Term("overfit", {"en": ("overfitting", "overfit"), "zh": ("过拟合",)}),
    Term("seed", {"en": ("random seed",), "zh": ("随机种子",)}),
    Term("faithfulness", {"en": ("faithfulness",), "zh": ("忠实度",)}),
    Term("rank-correlation", {"en": ("rank correlation",), "zh": ("秩相关",)}),
)


def told() -> dict[str, list[dict[str, Any]]]:
    """What the script has to know, by language."""
    return {
        language: [
            {
                "key": one.key,
                "forms": one.forms.get(language, one.forms[FALLBACK]),
                "what": say(f"term-{one.key}", language),
                "formula": one.formula,
            }
            for one in TERMS
        ]
        for language in LANGUAGES
    }
