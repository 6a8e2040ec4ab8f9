"""The list of terms: complete in every language, and complete for what the page says."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from playground import ui
from playground.lenses.explain.methods import METHODS
from playground.models import ARCHITECTURES
from playground.ui.components import words
from playground.ui.components.terms import TERMS, told
from playground.ui.explain.queries import ViewOptions as ExplainOptions
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS
from playground.ui.inside.queries import ORDER
from playground.ui.language import chinese
from playground.ui.language.languages import LANGUAGES

FIELD = (
    "hidden state", "cell state", "cell", "gate", "candidate", "unit", "head", "attention", "filter", "n-gram",
    "logit", "softmax", "temperature", "baseline", "gap", "completeness", "gradient", "vanishing gradient", "norm",
    "embedding", "parameters", "bias", "pooling", "out-of-vocabulary", "vocabulary", "padding", "batch",
    "bidirectional", "prefix", "residual connection", "dropout", "PCA", "Shapley value", "adversarial", "macro-F1",
    "F1", "precision",
    "recall", "accuracy", "confusion matrix", "calibration", "confidence", "epoch", "learning rate", "loss",
    "validation set", "overfit", "random seed", "faithfulness", "rank correlation", "perplexity", "entropy", "logistic",
    "confidence interval", "cosine", "kernel", "beam", "teacher forcing", "momentum", "gold label", "attribution",
    "cross-validation", "confident learning", "near duplicates", "McNemar",
)  # fmt: skip
"""Terms of the field that a first-year student may not have met, in English; written down apart from the list."""
EXPLAINED_BESIDE = {"logistic", "entropy"}  # names of a baseline and of a loss, with a sentence beside them


def sentences(language: str) -> list[str]:
    root = Path(ui.__file__).parent
    found = []
    for path in root.rglob("words.py"):
        name = ".".join(("playground.ui", *path.relative_to(root).with_suffix("").parts))
        table = import_module(name).WORDS[language]
        found += [re.sub(r"{\w*}", "…", said) for key, said in table.items() if not key.startswith("term-")]
    methods = [(one.title, one.help) for one in METHODS.values()] if language == "en" else chinese.METHODS.values()
    return found + [said for both in methods for said in both]


def written(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z-]){re.escape(term)}(e?s)?(?![A-Za-z-])", re.IGNORECASE)


@pytest.mark.parametrize("term", FIELD)
def test_a_term_that_the_page_uses_is_in_the_list(term: str) -> None:
    used = [one for one in sentences("en") if written(term).search(one)]
    listed = any(written(form).search(term) for one in TERMS for form in one.forms["en"])
    assert listed or not used or term in EXPLAINED_BESIDE, used[:3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_has_its_forms_and_a_sentence_and_is_used(language: str) -> None:
    everything = " ".join(sentences(language)).lower()
    forms: list[str] = []
    for one in TERMS:
        assert one.forms[language]
        assert words.WORDS[language][f"term-{one.key}"].endswith((".", "。"))
        assert any(form.lower() in everything for form in one.forms[language]), one.key
        forms += one.forms[language]
    assert len(forms) == len(set(forms)), "a form is one term's"
    keys = {key for key in words.WORDS[language] if key.startswith("term-")}
    assert keys == {f"term-{one.key}" for one in TERMS} | {"term-see"}


def test_the_script_is_told_each_language() -> None:
    for language, found in told(ui.place_name).items():
        assert [one["what"] for one in found] == [words.say(f"term-{one.key}", language) for one in TERMS]
        assert all(one["see"].split(" · ")[0].endswith(tab_name(one["place"]["tab"], language)) for one in found)


def tab_name(tab: str, language: str) -> str:
    return ui.TABS[tab].say(f"tab-{tab}", language)


def test_a_place_is_one_that_an_address_can_name() -> None:
    for term in TERMS:
        assert term.place.tab in ui.TABS
        assert term.place.of in ("", *ARCHITECTURES)
        if term.place.tab == "inside":
            assert term.place.options["view"] in (*ORDER, *ALL_MODELS_VIEWS)
        if term.place.tab == "explain":
            options = ExplainOptions.from_address(term.place.options)
            assert options.method == term.place.options.get("method", options.method)
