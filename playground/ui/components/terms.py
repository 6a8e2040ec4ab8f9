"""The terms that the page explains where they stand: one list, in every language.

`terms.js` finds the first place of each term in what is seen of a tab, headings and buttons included, and shows there,
on hover, focus or tap, a sentence (of `words.py`, under `term-KEY`), a formula where there is one, and the way to the
place of the page on which the thing can be seen. Text that visitors wrote is left alone.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from playground.ui.components.words import say
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.say import FALLBACK


class Place(NamedTuple):
    """Where on the page a thing can be seen."""

    tab: str
    options: dict[str, str]  # parts of the address, beside the tab
    of: str = ""  # the architecture that has such a thing; empty where any model will do
    at: str = ""  # CSS selectors of what is shown there, the first that is found; empty for the head of the tab


class Term(NamedTuple):
    """A term: how it is written in each language, where it can be seen, and its formula."""

    key: str
    forms: dict[str, tuple[str, ...]]
    place: Place
    formula: str = ""


GATES = Place("inside", {"view": "gates"}, "lstm")
STATES = Place("inside", {"view": "states"}, "lstm")
ATTENTION = Place("inside", {"view": "attention"}, "transformer")
FILTERS = Place("inside", {"view": "filters"}, "textcnn")
LAYERS = Place("inside", {"view": "layers"})
TRAINING = Place("inside", {"view": "layers", "settings": "mode:training"})
BLOCK = Place("inside", {"view": "layers"}, "transformer")
MEMORY = Place("inside", {"view": "memory"})
PATH = Place("inside", {"view": "path"})
WORKINGS = Place("compare", {}, at="#compare .workings")
GROWTH = Place("compare", {}, at="#compare .growth")
VOCABULARY = Place("compare", {}, at="#compare .counts")
ABOUT = Place("compare", {}, at="#compare .know")
METHODS = Place("explain", {"by": "models"})
BASELINES = Place("explain", {"by": "models"}, at="#explain [data-option='baseline']")
SUMS = Place("explain", {"by": "models", "method": "integrated_gradients"}, at="#explain .facts")
SHAPLEY = Place("explain", {"by": "models", "method": "shapley_value_sampling"})
TESTS = Place("explain", {"by": "models"}, at="#explain .faithfulness, #explain .test")
SUGGESTIONS = Place("edit", {}, at="#edit .suggestions")
PLAN = Place("finetune", {}, at="#finetune .ft-settings")
CURVES = Place("finetune", {}, at="#finetune-result .ft-curves, #finetune-run .ft-curves")
SCORES = Place("finetune", {}, at="#finetune-result .ft-table")
CONFUSION = Place("finetune", {}, at="#finetune-result .ft-confusion")
CALIBRATION = Place("finetune", {}, at="#finetune-result .bins")
CHECK = Place("finetune", {}, at="#finetune-labels .lc-list, #finetune [data-begin='labels']")
COMPARED = Place("finetune", {}, at="#finetune-result .compared")
ACCURACY = Place("models", {}, at="#catalogue .scatter")


TERMS: tuple[Term, ...] = (
    Term("hidden-state", {"en": ("hidden states", "hidden state"), "zh": ("隐藏状态",)}, STATES, "h"),
    Term("cell", {"en": ("cell state", "cell"), "zh": ("细胞状态",)}, GATES, "c = f ⊙ c′ + i ⊙ g"),
    Term("gate", {"en": ("gates", "gate"), "zh": ("遗忘门", "输入门", "输出门", "各个门")}, GATES, "σ(W·x + U·h′ + b)"),
    Term("candidate", {"en": ("candidate",), "zh": ("候选值",)}, GATES, "g = tanh(W·x + U·h′ + b)"),
    Term("unit", {"en": ("units", "unit"), "zh": ("单元",)}, STATES),
    Term(
        "head",
        {"en": ("attention heads", "heads", "head"), "zh": ("注意力头", "头（head）", "层与头")},
        ATTENTION,
        "softmax(Q·Kᵀ / √d)·V",
    ),
    Term("attention", {"en": ("attention",), "zh": ("注意力",)}, ATTENTION, "softmax(Q·Kᵀ / √d)·V"),
    Term("filter", {"en": ("filters", "filter"), "zh": ("卷积核",)}, FILTERS, "ReLU(w·x + b)"),
    Term("n-gram", {"en": ("n-grams", "n-gram"), "zh": ("n 元词组",)}, FILTERS),
    Term("logit", {"en": ("logits", "logit"), "zh": ("logit",)}, WORKINGS, "z = w·x + b"),
    Term("softmax", {"en": ("softmax",), "zh": ("softmax",)}, WORKINGS, "p = e^z / Σ e^z"),
    Term("temperature", {"en": ("temperature",), "zh": ("温度",)}, WORKINGS, "softmax(z / T)"),
    Term("baseline", {"en": ("baselines", "baseline"), "zh": ("基线",)}, BASELINES),
    Term("completeness", {"en": ("completeness",), "zh": ("完备性",)}, SUMS, "Σ scores = z(text) − z(baseline)"),
    Term("gradient", {"en": ("gradients", "gradient"), "zh": ("梯度",)}, MEMORY, "∂z / ∂x"),
    Term("vanishing", {"en": ("vanishing gradient",), "zh": ("梯度消失",)}, MEMORY),
    Term("norm", {"en": ("norm",), "zh": ("范数",)}, STATES, "‖x‖ = √(Σ x²)"),
    Term("embedding", {"en": ("embeddings", "embedding"), "zh": ("词嵌入", "嵌入", "词向量")}, LAYERS),
    Term("parameters", {"en": ("parameters",), "zh": ("参数",)}, LAYERS),
    Term("bias", {"en": ("biases", "bias"), "zh": ("偏置",)}, LAYERS),
    Term("pooling", {"en": ("pooling", "pools"), "zh": ("池化",)}, LAYERS, "mean, max"),
    Term("oov", {"en": ("out-of-vocabulary",), "zh": ("未登录词",)}, VOCABULARY),
    Term("vocabulary", {"en": ("vocabulary",), "zh": ("词表",)}, VOCABULARY),
    Term("padding", {"en": ("padding",), "zh": ("填充符", "填充")}, TRAINING),
    Term("batch", {"en": ("batches", "batch"), "zh": ("一批（batch）", "每批")}, TRAINING),
    Term("bidirectional", {"en": ("bidirectional",), "zh": ("双向",)}, ABOUT),
    Term("prefix", {"en": ("prefix",), "zh": ("前缀",)}, GROWTH),
    Term("residual", {"en": ("residual connection",), "zh": ("残差连接",)}, BLOCK, "x + f(x)"),
    Term("dropout", {"en": ("dropout",), "zh": ("Dropout（暂退法）", "Dropout")}, TRAINING),
    Term("pca", {"en": ("PCA",), "zh": ("主成分分析",)}, PATH),
    Term("shapley", {"en": ("Shapley values", "Shapley value"), "zh": ("Shapley 值",)}, SHAPLEY),
    Term("adversarial", {"en": ("adversarial",), "zh": ("对抗性",)}, SUGGESTIONS),
    Term("macro-f1", {"en": ("macro-F1",), "zh": ("宏平均 F1",)}, SCORES, "mean of F1 over labels"),
    Term("f1", {"en": ("F1",), "zh": ("F1 值",)}, SCORES, "2 · P · R / (P + R)"),
    Term("interval", {"en": ("confidence interval",), "zh": ("置信区间",)}, SCORES),
    Term("precision", {"en": ("precision",), "zh": ("精确率",)}, SCORES, "TP / (TP + FP)"),
    Term("recall", {"en": ("recall",), "zh": ("召回率",)}, SCORES, "TP / (TP + FN)"),
    Term("accuracy", {"en": ("accuracy",), "zh": ("准确率",)}, ACCURACY),
    Term("confusion", {"en": ("confusion matrix",), "zh": ("混淆矩阵",)}, CONFUSION),
    Term("calibration", {"en": ("calibration",), "zh": ("校准",)}, CALIBRATION),
    Term("confidence", {"en": ("confidence",), "zh": ("置信度",)}, CALIBRATION),
    Term("epoch", {"en": ("epochs", "epoch"), "zh": ("训练轮数",)}, CURVES),
    Term("learning-rate", {"en": ("learning rate",), "zh": ("学习率",)}, PLAN, "w ← w − η · ∂L/∂w"),
    Term("loss", {"en": ("loss",), "zh": ("损失",)}, CURVES, "−log p(target)"),
    Term("validation", {"en": ("validation set", "validation"), "zh": ("验证集", "验证")}, PLAN),
    Term("overfit", {"en": ("overfitting", "overfit"), "zh": ("过拟合",)}, CURVES),
    Term("seed", {"en": ("random seed",), "zh": ("随机种子",)}, PLAN),
    Term("faithfulness", {"en": ("faithfulness",), "zh": ("忠实度",)}, TESTS),
    Term("cross-validation", {"en": ("cross-validation",), "zh": ("交叉验证",)}, CHECK),
    Term("confident-learning", {"en": ("confident learning",), "zh": ("置信学习",)}, CHECK),
    Term("near-duplicates", {"en": ("near duplicates",), "zh": ("近似重复",)}, CHECK),
    Term("mcnemar", {"en": ("McNemar",), "zh": ("McNemar 精确检验", "McNemar")}, COMPARED),
    Term("rank-correlation", {"en": ("rank correlation",), "zh": ("秩相关",)}, TESTS),
)


def told(name: Callable[[Place, str], str]) -> dict[str, list[dict[str, Any]]]:
    """What the script has to know, by language.

    Args:
        name: what a place is called in a language.
    """
    return {
        language: [
            {
                "key": one.key,
                "forms": one.forms.get(language, one.forms[FALLBACK]),
                "what": say(f"term-{one.key}", language),
                "formula": one.formula,
                "place": one.place._asdict(),
                "see": say("term-see", language, place=name(one.place, language)),
            }
            for one in TERMS
        ]
        for language in LANGUAGES
    }
