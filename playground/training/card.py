"""The model card: what a checkpoint is, what was measured on it, and how to measure it again.

Metadata and model-index are in the Hub's form: https://huggingface.co/docs/hub/model-cards
"""

import re
from collections.abc import Sequence
from statistics import mean, stdev
from typing import Any

import yaml

from playground.models import ARCHITECTURES, Config
from playground.training import chinese_card
from playground.training.fit import settings_from_json

_SOURCES = {
    "imdb": "[Large Movie Review Dataset](https://ai.stanford.edu/~amaas/data/sentiment/) (Maas et al. 2011)",
    "sst": "[Stanford Sentiment Treebank](https://nlp.stanford.edu/sentiment/) (Socher et al. 2013), binary",
    "ud_english_ewt": "[Universal Dependencies English Web Treebank]"
    "(https://github.com/UniversalDependencies/UD_English-EWT), CC BY-SA 4.0",
    **chinese_card.SOURCES,
    "opinions": "sentences made for this project: what a denial or a “but” does to an opinion "
    "(`playground/training/opinions.py`; none of them is measured on)",
}
METRICS = ("accuracy", "macro_f1", "balanced_accuracy")
_HUB_NAMES = {
    "imdb": "stanfordnlp/imdb",
    "sst": "stanfordnlp/sst2",
    "ud_english_ewt": "universal-dependencies/universal_dependencies",
}

Reports = list[tuple[dict[str, Any], dict[str, Any]]]  # of each test set: its entry in the recipe, its report as JSON


def write(
    name: str,
    config: Config,
    reports: Reports,
    summary: dict[str, Any],
    recipe: dict[str, Any],
    hardware: str,
    temperature: float = 1.0,
    again: Sequence[tuple[int, Reports]] = (),
) -> str:
    """The card as Markdown with metadata in front.

    Args:
        reports: of each test set its entry in the recipe (name, title) and its report as JSON.
        summary: what `train` returns.
        again: other seeds, and what the model has with each of them.
    """
    text = _text(name, config, reports, summary, recipe, hardware, temperature, len(again))
    if again:
        text = with_section(text, _seeds([(lineage(recipe["stages"])[-1].get("seed", 0), reports), *again], recipe))
    return _metadata(name, config, reports, summary) + text


def with_section(card: str, section: str) -> str:
    """The card with a section in it: in place of the one with the same title, else before “Training”.

    Args:
        section: Markdown that begins with its title, `## …`, and ends with an empty line.
    """
    title = section.split("\n", 1)[0]
    parts = re.split(r"^(?=## )", card, flags=re.MULTILINE)
    same = [at for at, part in enumerate(parts) if part.split("\n", 1)[0] == title]
    before = [at for at, part in enumerate(parts) if part.startswith("## Training\n")]
    at = (same or before or [len(parts)])[0]
    left = [part for part in parts[at:] if part.split("\n", 1)[0] != title]
    return "".join([*parts[:at], section, *left])


def with_other_sections(card: str, older: str) -> str:
    """The card with those sections of an older one that it has not."""
    titles = {part.split("\n", 1)[0] for part in _sections(card)}
    for part in _sections(older):
        if part.split("\n", 1)[0] not in titles:
            card = with_section(card, part)
    return card


def _sections(card: str) -> list[str]:
    """The parts of a card that begin with a title, `## …`."""
    return re.split(r"^(?=## )", card, flags=re.MULTILINE)[1:]


def lineage(stages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last stage “fit” of a recipe and behind one another the stages that it goes on from, the first one first."""
    left = [stage for stage in stages if stage["stage"] in ("fit", "masked")]
    while (stage := left.pop())["stage"] != "fit":
        pass
    found = [stage]
    while "from" in found[0]:  # the latest of that name before it, so that a name may be used again
        while (stage := left.pop()).get("name", "") != found[0]["from"]:
            pass
        found.insert(0, stage)
    return found


_SHARED = {
    "vectors": "word vectors",
    "vector_file": "word vectors",
    "masked": "what guessing words has taught it",
    "teach": "the teachers' answers",
}


def _seeds(runs: Sequence[tuple[int, Reports]], recipe: dict[str, Any]) -> str:
    """The section on seeds: what the model of the card has on each test set, then what it has with others."""
    columns = {
        f"{entry['title']}, {name}": [reports[at][1][key] for _, reports in runs]
        for at, (entry, _) in enumerate(runs[0][1])
        for key, name in (("accuracy", "accuracy"), ("calibration_error", "calibration error"))
    }
    spread = [f"{100 * mean(column):.2f} ± {100 * stdev(column):.2f} %" for column in columns.values()]
    own = lineage(recipe["stages"])
    shared = [what for key, what in _SHARED.items() if any(key in stage or stage["stage"] == key for stage in own)]
    told = [
        "## Seeds\n",
        "The same recipe, with other seeds where this model learns from labels"
        f"{'; shared: ' * bool(shared)}{', '.join(shared)}. Each has its own best epoch and temperature, chosen on the "
        "validation sets; the test sets did not choose between them.\n",
        f"| seed | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(
            f"| {seed}{' (this model)' * (at == 0)} | "
            f"{' | '.join(_percent(column[at]) for column in columns.values())} |"
            for at, (seed, _) in enumerate(runs)
        ),
        f"| mean ± standard deviation | {' | '.join(spread)} |",
    ]
    return "\n".join(told) + "\n\n"


def tuned(
    name: str,
    config: Config,
    summary: dict[str, Any],
    recipe: dict[str, Any],
    told: Sequence[str],
    temperature: float,
    hardware: str,
) -> str:
    """The card of a fine-tuned model: what was measured and how, beside the simple models; the data described only.

    Args:
        told: paragraphs on what came of it and on the data.
    """
    name = " ".join(name.split())
    architecture, stage = ARCHITECTURES[config.architecture], recipe["stages"][0]
    source, examples = stage["plan"]["source"], summary["examples"]
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    data = [f"{entry['name']} (sha256 {entry['sha256']})" for entry in (*stage["train"], *stage.get("validation", []))]
    parts = [
        f"# {name}\n",
        f"{architecture.title}: {'a tag for each word' if config.per_word else 'a label for a text'}. "
        f"{architecture.idea}\n",
        f"Labels: {', '.join(config.labels)}. Paper: [{architecture.paper}]({architecture.paper_url}).\n",
        "## Measured\n",
        f"On the {examples['validation']:,} validation examples, which also chose the best epoch and the temperature, "
        "so that new texts will do a little worse:\n",
        "| | accuracy | macro-F1 | balanced accuracy |",
        "|---|---|---|---|",
        *(
            f"| {who.replace('_', ' ')} | {' | '.join(_percent(values.get(key)) for key in METRICS)} |"
            for who, values in scores.items()
        ),
        "",
        "\n\n".join(told) + "\n",
        "## Training\n",
        f"{_lasted(summary, hardware)} "
        + (f"It started from {source}. " if source else "It started from vectors learnt from the file. ")
        + f"Probabilities use the temperature {temperature:g}.\n",
        f"Data: {', '.join(data)}.\n",
        "Trained again by `python -m playground train --recipe training.json --data-root FOLDER_OF_THE_DATA`, where "
        "the file's columns need no other choice than they were given on the command line.\n",
        "## Limits\n",
        _limits(config, [entry["name"] for entry in stage["train"]]),
    ]
    return _metadata(name, config, [], summary) + "\n".join(parts) + "\n"


def _metadata(name: str, config: Config, reports: Reports, summary: dict[str, Any]) -> str:
    """What the Hub reads: with results on test sets, or else on the validation examples, which is said there too."""
    kind = "token-classification" if config.per_word else "text-classification"
    metadata: dict[str, Any] = {
        "license": "mit",
        **(
            {"language": config.language or "en"} if reports else {}
        ),  # of somebody's own file the language is not known
        "pipeline_tag": kind,
        "tags": [config.architecture, "rnn-lstm-textcnn-transformer-playground"],
    }
    if reports:
        metadata["datasets"] = sorted(
            {_HUB_NAMES[_corpus(entry)] for entry, _ in reports if _corpus(entry) in _HUB_NAMES}
        )
        results = [
            _result(kind, entry["title"], _HUB_NAMES.get(_corpus(entry), "custom"), "test", report)
            for entry, report in reports
        ]
    else:
        results = [_result(kind, "validation examples", "custom", "validation", summary["metrics"])]
    metadata["model-index"] = [{"name": name, "results": results}]
    return f"---\n{yaml.safe_dump(metadata, sort_keys=False, allow_unicode=True)}---\n"


def _result(kind: str, title: str, type: str, split: str, measured: dict[str, Any]) -> dict[str, Any]:
    """An entry of the model-index."""
    return {
        "task": {"type": kind},
        "dataset": {"name": title, "type": type, "split": split},
        "metrics": [{"type": key, "value": round(value, 4)} for key, value in numbers(measured).items()],
    }


def numbers(measured: dict[str, Any]) -> dict[str, float]:
    """Of what was measured the single numbers, by name."""
    names = (
        "accuracy", "macro_f1", "balanced_accuracy", "calibration_error", "unknown_word_accuracy",
        "words_f1", "tagged_words_f1", "gold_words_accuracy",
    )  # fmt: skip
    return {name: measured[name] for name in names if measured.get(name) is not None}


def _corpus(entry: dict[str, Any]) -> str:
    return str(entry["name"]).split("/")[0]


def _text(
    name: str,
    config: Config,
    reports: Reports,
    summary: dict[str, Any],
    recipe: dict[str, Any],
    hardware: str,
    temperature: float,
    seeds: int,
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
            *(_made(entry, report) for entry, report in reports if report.get("words_f1") is not None),
            *(
                note
                for corpus, note in chinese_card.NOTES.items()
                if corpus in {_corpus(entry) for entry, _ in reports}
            ),
        ]
        parts += [
            "The best epoch and the temperature were chosen on the validation sets; the test sets were looked at "
            f"once{' with each seed' * bool(seeds)}.\n"
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
        f"{_lasted(summary, hardware)} Probabilities use the temperature {temperature:g}, fitted on the validation "
        "sets.\n",
        *_data(recipe),
        "",
        *_begun(recipe),
        *_taught(recipe),
        "Trained again by `python -m playground train --recipe training.json --data-root DATA`.\n",
        "## Limits\n",
        _limits(config, _names(recipe)),
    ]
    if config.language == "zh" and reports:
        parts += ["", *chinese_card.section(config, architecture.title, reports)]
    return "\n".join(parts) + "\n"


def _percent(share: float | None) -> str:
    return "not measured" if share is None else f"{100 * share:.2f} %"


def _unknown(entry: dict[str, Any], report: dict[str, Any]) -> str:
    share = _percent(report["unknown_word_accuracy"])
    return f"Words of {entry['title']} that the model had never seen: {share} right.\n"


def _made(entry: dict[str, Any], report: dict[str, Any]) -> str:
    """What the tags of characters come to, as words."""
    return (
        f"Accuracy is that of characters, each with a boundary and a tag. Words of {entry['title']} out of its raw "
        f"text: F1 {_percent(report['words_f1'])}, with their tags {_percent(report['tagged_words_f1'])}; tags of true "
        f"words {_percent(report['gold_words_accuracy'])} right.\n"
    )


def _data(recipe: dict[str, Any]) -> list[str]:
    corpora = dict.fromkeys(name.split("/")[0] for name in _names(recipe))
    return ["Data:", "", *(f"- {_SOURCES.get(corpus, corpus)}" for corpus in corpora)]


def _lasted(summary: dict[str, Any], hardware: str) -> str:
    """How many examples the last training had, for how long, on what."""
    epochs = len(summary["epochs"])
    length = f"{epochs} epochs (the best was number {summary['best_epoch']})" if epochs > 1 else "1 epoch"
    return f"{summary['examples']['train']:,} examples, {length}, {summary['seconds']:,.0f} seconds on {hardware}."


_NUMBERS = {1: "first training with labels", 2: "second training", 3: "third training"}


def _begun(recipe: dict[str, Any]) -> list[str]:
    """What the model was before its last training, where its recipe goes on with a model of an earlier stage."""
    *stages, last = lineage(recipe["stages"])
    if not stages:
        return []
    before = [f"{_learnt(stage)}: the stage “{stage.get('name', '')}” of its recipe" for stage in stages]
    trainings = sum(stage["stage"] == "fit" for stage in (*stages, last))
    number = _NUMBERS.get(trainings, f"training number {trainings}")
    return [f"This was its {number}. It had learnt {'; then '.join(before)}, whose time is not counted.\n"]


def _learnt(stage: dict[str, Any]) -> str:
    """What a stage taught the model, for how long and from what."""
    if stage["stage"] == "masked":
        epochs, most = stage["settings"]["epochs"], ""
        what, data = "to guess words that it could not see, ", stage["data"]
    else:
        epochs, most = settings_from_json(stage.get("settings", {})).epochs, " at most"
        what, data = "", stage["train"]
    length = f"for {epochs} epoch{'s' * (epochs > 1)}{most} before"
    return f"{what}{length}, from {', '.join(entry['name'] for entry in data)}"


def _taught(recipe: dict[str, Any]) -> list[str]:
    """Who taught the model, where its recipe has teachers."""
    stages = recipe["stages"]
    fit = [stage for stage in stages if stage["stage"] == "fit"][-1]
    last = fit.get("teach")
    if last is None:
        return []
    apart = [f"but {100 * entry['share']:.0f} % on {entry['name']}" for entry in fit["train"] if "share" in entry]
    lesson = next(stage for stage in stages if stage["stage"] == "teach" and stage["name"] == last["name"])
    named = {stage.get("name"): stage["config"]["architecture"] for stage in stages if stage["stage"] == "fit"}
    teachers = [ARCHITECTURES[named[name]].title for name in lesson["teachers"]]
    teachers += ["a linear model over words and word pairs"] * ("linear" in lesson)
    more = any(entry.get("texts", 1) or entry.get("sentences") for entry in lesson["data"])
    return [
        f"It was taught by others: beside the labels it learnt the mean answer of {', '.join(teachers)} "
        f"{'on unlabelled text and, ' * more}by a share of {100 * last['share']:.0f} %{',' * more} on the labelled "
        f"examples"
        f"{''.join(f', {share}' for share in apart)}.\n"
    ]


def _names(recipe: dict[str, Any]) -> list[str]:
    return [entry["name"] for stage in recipe["stages"] for entry in (*stage.get("data", []), *stage.get("train", []))]


def _limits(config: Config, names: list[str]) -> str:
    if config.language == "zh":
        return chinese_card.limits(config)
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
