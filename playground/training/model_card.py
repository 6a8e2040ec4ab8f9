"""The model card: what a checkpoint is, what was measured on it, and how to measure it again.

Metadata and model-index are in the Hub's form: https://huggingface.co/docs/hub/model-cards
"""

from collections.abc import Sequence
from statistics import mean, stdev
from typing import Any

import yaml

from playground.checkpoints.card_sections import with_section
from playground.models import ARCHITECTURES, Config
from playground.training import chinese_model_card
from playground.training.card_scores import MEANING, luck, reported, scored, share
from playground.training.card_sources import HUB_NAMES, SOURCES, VECTORS
from playground.training.card_teachers import teachers
from playground.training.settings import settings_from_json

METRICS = ("accuracy", "macro_f1", "balanced_accuracy")

Reports = list[tuple[dict[str, Any], dict[str, Any]]]  # of each test set: its entry in the recipe, its report as JSON


def recipe_card(
    name: str,
    config: Config,
    reports: Reports,
    summary: dict[str, Any],
    recipe: dict[str, Any],
    hardware: str,
    temperature: float = 1.0,
    other_seeds: Sequence[tuple[int, Reports]] = (),
) -> str:
    """The card as Markdown with metadata in front.

    Args:
        reports: of each test set its entry in the recipe (name, title) and its report as JSON.
        summary: what `train` returns.
        other_seeds: seeds, and what the model has with each of them.
    """
    parts = [
        *_title(name, config),
        *_measured_section(name, reports, summary, bool(other_seeds)),
        "## Training\n",
        f"{_training_length(summary, hardware)} Probabilities use the temperature {temperature:g}, fitted on the "
        "validation sets.\n",
        *_data_section(recipe),
        "",
        *_earlier_trainings(recipe),
        *_learnt_elsewhere(recipe),
        *teachers(recipe),
        "Trained again by `python -m playground train --recipe training.json --data-root DATA`.\n",
        "## Limits\n",
        _limits(config, _data_names(recipe)),
    ]
    corpora = [name.split("/")[0] for name in dict.fromkeys(_data_names(recipe))]
    if reports and chinese_model_card.is_known(config, corpora):
        title = ARCHITECTURES[config.architecture].title
        parts += ["", *chinese_model_card.section(config, title, reports, corpora)]
    text = "\n".join(parts) + "\n"
    if other_seeds:
        text = with_section(
            text, _seeds_section([(lineage(recipe["stages"])[-1].get("seed", 0), reports), *other_seeds], recipe)
        )
    return _metadata(name, config, reports, summary) + text


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


_SHARED_BY_SEEDS = {
    "vectors": "word vectors",
    "vector_file": "word vectors",
    "masked": "what guessing words has taught it",
    "teach": "the teachers' answers",
    "shared_by_seeds": "what it had learnt from labels before its last training",
}


def _seeds_section(runs: Sequence[tuple[int, Reports]], recipe: dict[str, Any]) -> str:
    """The section on seeds: what the model of the card has on each test set, then what it has with others."""
    columns = {
        f"{entry['title']}, {name}": [reports[at][1][key] for _, reports in runs]
        for at, (entry, _) in enumerate(runs[0][1])
        for key, name in (("accuracy", "accuracy"), ("calibration_error", "calibration error"))
    }
    spread = [f"{100 * mean(column):.2f} ± {100 * stdev(column):.2f} %" for column in columns.values()]
    own = lineage(recipe["stages"])
    found = [
        what for key, what in _SHARED_BY_SEEDS.items() if any(key in stage or stage["stage"] == key for stage in own)
    ]
    shared = list(dict.fromkeys(found))
    paragraphs = [
        "## Seeds\n",
        "The same recipe, with other seeds where this model learns from labels"
        f"{'; shared: ' * bool(shared)}{', '.join(shared)}. Each has its own best epoch and temperature, chosen on the "
        "validation sets; the test sets did not choose between them.\n",
        f"| seed | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(
            f"| {seed}{' (this model)' * (at == 0)} | {' | '.join(share(column[at]) for column in columns.values())} |"
            for at, (seed, _) in enumerate(runs)
        ),
        f"| mean ± standard deviation | {' | '.join(spread)} |",
    ]
    return "\n".join(paragraphs) + "\n\n"


def fine_tuned_card(
    name: str,
    config: Config,
    summary: dict[str, Any],
    recipe: dict[str, Any],
    paragraphs: Sequence[str],
    temperature: float,
    hardware: str,
) -> str:
    """The card of a fine-tuned model: what was measured and how, beside the simple models; the data described only.

    Args:
        paragraphs: on what came of it and on the data.
    """
    name = " ".join(name.split())
    stage = recipe["stages"][0]
    source, examples = stage["plan"]["source"], summary["examples"]
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    data = [
        f"{entry['name']} ({'rows for ' + entry['part'] + ', ' if 'part' in entry else ''}sha256 {entry['sha256']})"
        for entry in (*stage["train"], *stage.get("validation", []))
    ]
    parts = [
        *_title(name, config),
        "## Measured\n",
        f"On the {examples['validation']:,} validation examples, which also chose the best epoch and the temperature, "
        "so that new texts will do a little worse:\n",
        "| | accuracy | macro-F1 | balanced accuracy |",
        "|---|---|---|---|",
        *(
            f"| {who.replace('_', ' ')} | {' | '.join(scored(summary, who, values, key) for key in METRICS)} |"
            for who, values in scores.items()
        ),
        "",
        *luck(summary),
        "\n\n".join(paragraphs) + "\n",
        "## Training\n",
        f"{_training_length(summary, hardware)} "
        + (f"It started from {source}. " if source else "It started from vectors learnt from the file. ")
        + f"Probabilities use the temperature {temperature:g}.\n",
        f"Data: {', '.join(data)}.\n",
        "Trained again by `python -m playground train --recipe training.json --data-root FOLDER_OF_THE_DATA`, where "
        "the file's columns need no other choice than they were given on the command line.\n",
        "## Limits\n",
        _limits(config, [entry["name"] for entry in stage["train"]]) + "\n",
        *chinese_model_card.fine_tuned_section(
            config, ARCHITECTURES[config.architecture].title, summary, source, temperature
        ),
    ]
    return _metadata(name, config, [], summary) + "\n".join(parts) + "\n"


def _metadata(name: str, config: Config, reports: Reports, summary: dict[str, Any]) -> str:
    """What the Hub reads: with results on test sets, or else on the validation examples, which is said there too."""
    kind = "token-classification" if config.per_word else "text-classification"
    metadata: dict[str, Any] = {
        "license": "mit",
        # Of somebody's own file the language is not known.
        **({"language": config.language or "en"} if reports else {}),
        "pipeline_tag": kind,
        "tags": [config.architecture, "rnn-lstm-textcnn-transformer-playground"],
    }
    if reports:
        metadata["datasets"] = sorted(
            {HUB_NAMES[_corpus(entry)] for entry, _ in reports if _corpus(entry) in HUB_NAMES}
        )
        results = [
            _result(kind, entry["title"], HUB_NAMES.get(_corpus(entry), "custom"), "test", report)
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
        *("accuracy", "macro_f1", "balanced_accuracy", "calibration_error", "unknown_word_accuracy"),
        *("words_f1", "tagged_words_f1", "gold_words_accuracy"),
    )
    return {name: measured[name] for name in names if measured.get(name) is not None}


def _corpus(entry: dict[str, Any]) -> str:
    return str(entry["name"]).split("/")[0]


def _title(name: str, config: Config) -> list[str]:
    """What the model is, in the first lines of its card."""
    architecture = ARCHITECTURES[config.architecture]
    answer = "a tag for each word" if config.per_word else "a label for a text"
    return [
        f"# {name}\n",
        f"{architecture.title}: {answer}. {architecture.idea}\n",
        *(f"{sentence}\n" for sentence in as_built(config)),
        f"Labels: {', '.join(config.labels)}. Paper: [{architecture.paper}]({architecture.paper_url}).\n",
    ]


def as_built(config: Config) -> list[str]:
    """A sentence on the directions in which a recurrent network reads, and on the states that it answers from."""
    if "directions" not in (ARCHITECTURES[config.architecture].reads or ()):
        return []
    layers = "One layer" if config.layers == 1 else f"{config.layers} layers"
    way = "in both directions" if config.directions == 2 else "forwards"
    kinds = {"last": "the last state", "mean": "the mean", "max": "the maximum"}
    if config.per_word:
        states = "the tag of a word is read from the word's own state"
    elif config.readout == ("last",):
        states = "the answer is read from the last state alone, as tutorials build it"
    else:
        states = f"the answer is read from {' and '.join(kinds[kind] for kind in config.readout)} of all states"
    return [f"{layers} of {config.hidden} units, read {way}; {states}."]


def _measured_section(name: str, reports: Reports, summary: dict[str, Any], has_seeds: bool) -> list[str]:
    """What was measured: on the test sets, or else on the validation examples."""
    if not reports:
        metrics = summary["metrics"]
        return [
            "## Measured\n",
            f"On the {summary['examples']['validation']:,} validation examples, on which the best epoch was chosen: "
            f"accuracy {scored(summary, 'this model', metrics, 'accuracy')}, macro-F1 "
            f"{scored(summary, 'this model', metrics, 'macro_f1')}.\n",
            *luck(summary),
        ]
    return [
        "## Measured\n",
        "| test set | examples | accuracy | macro-F1 | calibration error |",
        "|---|---|---|---|---|",
        *(
            f"| {entry['title']} | {report['examples']:,} | {reported(report, 'accuracy')} | "
            f"{reported(report, 'macro_f1')} | {100 * report['calibration_error']:.2f} % |"
            for entry, report in reports
        ),
        "",
        *([f"{MEANING}\n"] if any(report.get("intervals") for _, report in reports) else []),
        *(
            _unknown_words(entry, report)
            for entry, report in reports
            if report.get("unknown_word_accuracy") is not None
        ),
        *(_words_of_characters(entry, report) for entry, report in reports if report.get("words_f1") is not None),
        *(
            note
            for corpus, note in chinese_model_card.NOTES.items()
            if corpus in {_corpus(entry) for entry, _ in reports}
        ),
        "The best epoch and the temperature were chosen on the validation sets; the test sets were looked at "
        f"once{' with each seed' * has_seeds}.\n",
        "Measured again by:\n",
        "```",
        *(f"python -m playground evaluate --model {name} --data DATA/{entry['name']}" for entry, _ in reports),
        "```\n",
    ]


def _unknown_words(entry: dict[str, Any], report: dict[str, Any]) -> str:
    right = share(report["unknown_word_accuracy"])
    return f"Words of {entry['title']} that the model had never seen: {right} right.\n"


def _data_section(recipe: dict[str, Any]) -> list[str]:
    corpora = dict.fromkeys(name.split("/")[0] for name in _data_names(recipe))
    return ["Data:", "", *(f"- {SOURCES.get(corpus, corpus)}" for corpus in corpora)]


def _training_length(summary: dict[str, Any], hardware: str) -> str:
    """How many examples the last training had, for how long, on what."""
    epochs = len(summary["epochs"])
    length = f"{epochs} epochs (the best was number {summary['best_epoch']})" if epochs > 1 else "1 epoch"
    return f"{summary['examples']['train']:,} examples, {length}, {summary['seconds']:,.0f} seconds on {hardware}."


_NUMBERS = {1: "first training with labels", 2: "second training", 3: "third training"}


def _earlier_trainings(recipe: dict[str, Any]) -> list[str]:
    """What the model was before its last training, where its recipe goes on with a model of an earlier stage."""
    *stages, last = lineage(recipe["stages"])
    if not stages:
        return []
    before = [f"{_earlier_stage(stage)}: the stage “{stage.get('name', '')}” of its recipe" for stage in stages]
    trainings = sum(stage["stage"] == "fit" for stage in (*stages, last))
    number = _NUMBERS.get(trainings, f"training number {trainings}")
    lines = [f"This was its {number}. It had learnt {'; then '.join(before)}, whose time is not counted.\n"]
    if kept := last.get("kept"):
        way = f"{100 * kept:.0f} % of the way back ([Wortsman et al. 2022](https://arxiv.org/abs/2109.01903))"
        lines.append(f"Its weights lie between those before and those after this training, {way}.\n")
    return lines


def _earlier_stage(stage: dict[str, Any]) -> str:
    """What a stage taught the model, for how long and from what."""
    if stage["stage"] == "masked":
        epochs, most = stage["settings"]["epochs"], ""
        what, data = "to guess words that it could not see, ", stage["data"]
    else:
        epochs, most = settings_from_json(stage.get("settings", {})).epochs, " at most"
        what, data = "", stage["train"]
    length = f"for {epochs} epoch{'s' * (epochs > 1)}{most} before"
    return f"{what}{length}, from {', '.join(entry['name'] for entry in data)}"


def _learnt_elsewhere(recipe: dict[str, Any]) -> list[str]:
    """What of the model was learnt elsewhere, before it was trained here."""
    sentences = []
    for stage in lineage(recipe["stages"]):
        if "vector_file" in stage:
            name, digest = _corpus(stage["vector_file"]), stage["vector_file"].get("sha256", "")
            words = "Words that it had not known before" if "from" in stage else "Its words"
            way = ", carried over by a linear map that was fitted on the words that both knew" * ("from" in stage)
            sentences.append(
                f"Learnt elsewhere: {words} started from the vectors of {VECTORS.get(name, name)}{way}"
                f"{f'; sha256 of the file {digest}' * bool(digest)}. Nothing of them is needed to run the model.\n"
            )
    return sentences


def _words_of_characters(entry: dict[str, Any], report: dict[str, Any]) -> str:
    """What the tags of characters come to, as words."""
    return (
        f"Accuracy is that of characters, each with a boundary and a tag. Words of {entry['title']} out of its raw "
        f"text: F1 {reported(report, 'words_f1')}, with their tags {reported(report, 'tagged_words_f1')}; tags of true "
        f"words {reported(report, 'gold_words_accuracy')} right.\n"
    )


def _data_names(recipe: dict[str, Any]) -> list[str]:
    return [entry["name"] for stage in recipe["stages"] for entry in (*stage.get("data", []), *stage.get("train", []))]


def _limits(config: Config, names: list[str]) -> str:
    corpora = {name.split("/")[0] for name in names}
    own = corpora <= set(SOURCES)  # of these it is known what they are
    if config.language == "zh" and own:
        return chinese_model_card.limits(config)
    if config.per_word:
        limits = (
            "English as it is written on the web. Other languages get tags that mean nothing."
            if own
            else "It has seen sentences like those it was trained on and knows no others."
        )
        return f"{limits} Words that are not in the vocabulary are read by their letters only."
    if own:
        read = (
            "English: film reviews, and short texts on goods, meals and whatever people argue about. What is said "
            "drily, or in jest, it takes at its word; in other languages its answer means nothing. "
            if "general" in corpora
            else "English film reviews. On other subjects it is less sure, in other languages its answer means "
            "nothing. "
        )
        return f"{read}It reads the first {config.max_words:,} words of a text. It knows two answers and no “neutral”."
    return (
        "It has seen texts like those it was trained on and knows no others. "
        f"It reads the first {config.max_words:,} words of a text."
    )
