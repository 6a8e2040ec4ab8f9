"""The model card: what a checkpoint is, what was measured on it, and how to measure it again.

Metadata and model-index are in the Hub's form: https://huggingface.co/docs/hub/model-cards
"""

from typing import Any

import yaml

from playground.models import ARCHITECTURES, Config

_SOURCES = {
    "imdb": "[Large Movie Review Dataset](https://ai.stanford.edu/~amaas/data/sentiment/) (Maas et al. 2011)",
    "sst": "[Stanford Sentiment Treebank](https://nlp.stanford.edu/sentiment/) (Socher et al. 2013), binary",
    "ud_english_ewt": "[Universal Dependencies English Web Treebank]"
    "(https://github.com/UniversalDependencies/UD_English-EWT), CC BY-SA 4.0",
}
_HUB_NAMES = {
    "imdb": "stanfordnlp/imdb",
    "sst": "stanfordnlp/sst2",
    "ud_english_ewt": "universal-dependencies/universal_dependencies",
}


def write(
    name: str,
    config: Config,
    reports: list[tuple[dict[str, Any], dict[str, Any]]],
    summary: dict[str, Any],
    recipe: dict[str, Any],
    hardware: str,
    temperature: float = 1.0,
) -> str:
    """The card as Markdown with metadata in front.

    Args:
        reports: of each test set its entry in the recipe (name, title) and its report as JSON.
        summary: what `train` returns.
    """
    return _metadata(name, config, reports) + _text(name, config, reports, summary, recipe, hardware, temperature)


def _metadata(name: str, config: Config, reports: list[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    kind = "token-classification" if config.per_word else "text-classification"
    metadata: dict[str, Any] = {
        "license": "mit",
        **({"language": "en"} if reports else {}),  # of somebody's own file the language is not known
        "pipeline_tag": kind,
        "tags": [config.architecture, "rnn-lstm-textcnn-transformer-playground"],
    }
    if reports:
        metadata["datasets"] = sorted(
            {_HUB_NAMES[_corpus(entry)] for entry, _ in reports if _corpus(entry) in _HUB_NAMES}
        )
        metadata["model-index"] = [
            {
                "name": name,
                "results": [
                    {
                        "task": {"type": kind},
                        "dataset": {
                            "name": entry["title"],
                            "type": _HUB_NAMES.get(_corpus(entry), "custom"),
                            "split": "test",
                        },
                        "metrics": [
                            {"type": key, "value": round(report[key], 4)}
                            for key in ("accuracy", "macro_f1", "calibration_error", "unknown_word_accuracy")
                            if report.get(key) is not None
                        ],
                    }
                    for entry, report in reports
                ],
            }
        ]
    return f"---\n{yaml.safe_dump(metadata, sort_keys=False, allow_unicode=True)}---\n"


def _corpus(entry: dict[str, Any]) -> str:
    return str(entry["name"]).split("/")[0]


def _text(
    name: str,
    config: Config,
    reports: list[tuple[dict[str, Any], dict[str, Any]]],
    summary: dict[str, Any],
    recipe: dict[str, Any],
    hardware: str,
    temperature: float,
) -> str:
    architecture = ARCHITECTURES[config.architecture]
    answer = "a tag for each word" if config.per_word else "a label for a text"
    parts = [
        f"# {name}\n",
        f"{architecture.title}: {answer}. {architecture.idea}\n",
        f"Labels: {', '.join(config.labels)}. Paper: [{architecture.paper}]({architecture.paper_url}).\n",
    ]
    if reports:
        parts += [
            "## Measured\n",
            "| test set | examples | accuracy | macro-F1 | calibration error |",
            "|---|---|---|---|---|",
        ]
        parts += [
            f"| {entry['title']} | {report['examples']:,} | {100 * report['accuracy']:.2f} % | "
            f"{100 * report['macro_f1']:.2f} % | "
            f"{100 * report['calibration_error']:.2f} % |"
            for entry, report in reports
        ]
        parts += [
            "",
            *(_unknown(entry, report) for entry, report in reports if report.get("unknown_word_accuracy") is not None),
        ]
        parts += [
            "The best epoch and the temperature were chosen on the validation sets; the test sets were looked at "
            "once.\n"
        ]
        parts += ["Measured again by:\n", "```"]
        parts += [f"python -m playground evaluate --model {name} --data DATA/{entry['name']}" for entry, _ in reports]
        parts += ["```\n"]
    else:
        metrics = summary["metrics"]
        parts += [
            "## Measured\n",
            f"On the {summary['examples']['validation']:,} validation examples, on which the best epoch was chosen: "
            f"accuracy {_percent(metrics['accuracy'])}, macro-F1 {_percent(metrics['macro_f1'])}.\n",
        ]
    parts += [
        "## Training\n",
        f"{summary['examples']['train']:,} examples, {len(summary['epochs'])} epochs (the best was number "
        f"{summary['best_epoch']}), "
        f"{summary['seconds']:,.0f} seconds on {hardware}. Probabilities use the temperature {temperature:g}, fitted "
        f"on the validation sets.\n",
        *_data(recipe),
        "",
        "Trained again by `python -m playground train --recipe training.json --data-root DATA`.\n",
        "## Limits\n",
        _limits(config, _names(recipe)),
    ]
    return "\n".join(parts) + "\n"


def _percent(share: float | None) -> str:
    return "not measured" if share is None else f"{100 * share:.2f} %"


def _unknown(entry: dict[str, Any], report: dict[str, Any]) -> str:
    share = _percent(report["unknown_word_accuracy"])
    return f"Words of {entry['title']} that the model had never seen: {share} right.\n"


def _data(recipe: dict[str, Any]) -> list[str]:
    corpora = dict.fromkeys(name.split("/")[0] for name in _names(recipe))
    return ["Data:", "", *(f"- {_SOURCES.get(corpus, corpus)}" for corpus in corpora)]


def _names(recipe: dict[str, Any]) -> list[str]:
    return [entry["name"] for stage in recipe["stages"] for entry in (*stage.get("data", []), *stage.get("train", []))]


def _limits(config: Config, names: list[str]) -> str:
    corpora = {name.split("/")[0] for name in names}
    own = corpora <= set(_SOURCES)  # of these it is known what they are
    if config.per_word:
        seen = (
            "English as it is written on the web. Other languages get tags that mean nothing."
            if own
            else "It has seen sentences like those it was trained on and knows no others."
        )
        return f"{seen} Words that are not in the vocabulary are read by their letters only."
    if own:
        return (
            "English film reviews. On other subjects it is less sure, in other languages its answer means nothing. "
            f"It reads the first {config.max_words:,} words of a text. It knows two answers and no “neutral”."
        )
    return (
        "It has seen texts like those it was trained on and knows no others. "
        f"It reads the first {config.max_words:,} words of a text."
    )
