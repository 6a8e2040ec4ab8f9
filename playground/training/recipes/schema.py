"""What a recipe may say: a `training.json` is read, and all of its stages are checked before the first one runs.

What the stages do stands in `stages.py`; nothing is trained here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playground.data.recorded_reading import check_recorded
from playground.data.row_parts import MARKS
from playground.errors import BadInput, choose
from playground.models import ARCHITECTURES, Config
from playground.tasks import TASKS
from playground.training.card_teachers import lessons
from playground.training.finetune.plan import Plan
from playground.training.model_card import lineage
from playground.training.pretrained_encoder import ENCODER_FILES, EncoderSettings
from playground.training.pretraining import MaskedSettings, VectorSettings
from playground.training.recipes.chinese_opinion_sentences import chinese_opinions
from playground.training.recipes.chinese_review_sentences import chinese_reviews
from playground.training.recipes.chinese_tagged_sentences import chinese_tags
from playground.training.recipes.everyday_sentences import everyday
from playground.training.recipes.negation_sentences import negations
from playground.training.recipes.opinion_sentences import MOST, opinions
from playground.training.recipes.review_sentences import reviews
from playground.training.settings import check_seed, settings_from_json


def read_recipe(path: Path) -> dict[str, Any]:
    """A recipe whose stages are laid out as they should be.

    Raises:
        BadInput, NotFound: it cannot be read, is no recipe, or names what is not there.
    """
    try:
        recipe = json.loads(path.read_bytes())
        kinds = [stage["stage"] for stage in recipe["stages"]]
        for kind in kinds:
            choose(dict.fromkeys(("vectors", "masked", "encoder", "fit", "teach", "tune", "evaluate")), kind, "stage")
        names_before: dict[str, set[str]] = {kind: set() for kind in ("vectors", "masked", "encoder", "fit", "teach")}
        for at, stage in enumerate(recipe["stages"]):
            _check_stage(stage, names_before, "fit" in kinds[:at])
            if stage["stage"] == "fit" and "from" in stage:
                _check_continued(stage, recipe["stages"][:at])
        is_tune = kinds == ["tune"]
    except OSError as error:
        raise BadInput(
            f"The recipe {path} cannot be read ({error.strerror}). Name a training.json.", key="recipe-file"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(
            f"{path} is not a recipe: a JSON object with a list of “stages”, each with a “stage” and its data. "
            "Compare it with a training.json under checkpoints/.",
            key="recipe-layout",
            file=str(path),
        ) from None
    if "tune" in kinds and not is_tune:
        raise BadInput(
            f"{path} has a stage “tune” beside others. It has to stand alone. Take the others out.",
            key="recipe-tune-alone",
            file=str(path),
        )
    if "fit" not in kinds and not is_tune:
        raise BadInput(
            f"{path} has no stage “fit”. A recipe has to train a model. Add one.", key="recipe-no-fit", file=str(path)
        )
    return recipe


MADE = {  # sentences that are made, by the name under which recipes have them
    "opinions": opinions,
    "everyday": everyday,
    "negations": negations,
    "reviews": reviews,
    "chinese-opinions": chinese_opinions,
    "chinese-reviews": chinese_reviews,
    "chinese-tags": chinese_tags,
}

_DATA_LISTS = {  # of a stage: the lists of data that it names
    "vectors": ["data"],
    "masked": ["words", "data"],
    "encoder": ["files", "train", "validation"],
    "fit": ["train", "validation", "calibration"],
    "teach": ["data"],
    "tune": ["train", "validation"],
    "evaluate": ["data"],
}
_OPTIONAL_LISTS = ("validation", "calibration")
_WITHOUT_LABELS = (("vectors", "data"), ("masked", "data"), ("encoder", "files"), ("teach", "data"))
"""Stages and lists of files that are not read as examples, so that no `part` of their rows can be asked for."""


def _check_stage(stage: dict[str, Any], names_before: dict[str, set[str]], fitted: bool) -> None:
    """Look at all of a stage before the first one runs, since it may run for an hour.

    Args:
        names_before: names of the stages before, by kind; this one's is added.
        fitted: whether there was a stage "fit" before.
    Raises:
        BadInput, NotFound: it names something that is not there.
        ValueError, KeyError, TypeError: it is not laid out as a stage.
    """
    _check_data(stage)
    if stage["stage"] == "vectors":
        VectorSettings(**stage.get("settings", {}))
        names_before["vectors"].add(stage["name"])
    elif stage["stage"] == "masked":
        _check_masked(stage, names_before)
    elif stage["stage"] == "encoder":
        _check_encoder(stage, names_before)
    elif stage["stage"] == "teach":
        _check_teach(stage, names_before)
    elif stage["stage"] == "tune":
        _check_tune(stage)
    elif stage["stage"] == "fit":
        _check_fit(stage, names_before)
    else:
        all(entry["title"] for entry in stage["data"])
        if not fitted:
            raise ValueError("nothing to evaluate yet")


def _check_data(stage: dict[str, Any]) -> None:
    """Look at every entry of data that a stage names."""
    for part in _DATA_LISTS[stage["stage"]]:
        entries = stage[part] if part not in _OPTIONAL_LISTS else stage.get(part, [{"name": ""}])
        if not entries:
            raise ValueError(part)
        for entry in entries:
            _check_inside_data_root(entry["name"])
            if "made" in entry:
                choose(MADE, entry["name"], "set of made sentences")
                if type(entry["made"]) is not int or not 1 <= entry["made"] <= MOST:
                    raise ValueError("made")
            if type(entry.get("swapped", 1)) is not int or not 1 <= entry.get("swapped", 1) <= 20:
                raise ValueError("swapped")
            if type(entry.get("repeat", 1)) is not int or not 1 <= entry.get("repeat", 1) <= 1_000:
                raise ValueError("repeat")
            if "part" in entry:
                if "made" in entry or (stage["stage"], part) in _WITHOUT_LABELS:
                    raise ValueError("part")
                choose(dict.fromkeys(sorted(MARKS)), entry["part"], "part of a file")
            if "reading" in entry:
                check_recorded(entry["reading"])
            if entry.get("labels_changed") or entry.get("rows_dropped"):
                raise _corrected_by_hand(entry["name"])
            if not 0 <= entry.get("share", 0) <= 1:
                raise ValueError("share")
            if type(entry.get("texts", 1)) is not int or entry.get("texts", 1) < 0:
                raise ValueError("texts")


def _corrected_by_hand(name: str) -> BadInput:
    return BadInput(
        f"The model learnt from {name} after somebody had corrected its labels, and a recipe does not hold these. "
        "Download the cleaned file beside the list of labels, and train on that with --data.",
        key="recipe-corrected",
        file=name,
    )


def _check_tune(stage: dict[str, Any]) -> None:
    plan = Plan.from_json(stage["plan"])
    check_seed(plan.seed)
    choose(TASKS, plan.task, "task")
    choose(ARCHITECTURES, plan.architecture, "architecture")
    assert plan.settings
    if "validation" not in stage and not 0 < stage["share"] < 1:
        raise ValueError("share")


def _check_fit(stage: dict[str, Any], names_before: dict[str, set[str]]) -> None:
    settings_from_json(stage.get("settings", {}))
    _check_model(stage, names_before)
    if "from" in stage:
        sources = sorted(names_before["fit"] | names_before["masked"])
        choose(dict.fromkeys(sources), stage["from"], "named stage of fitting before this one:")
        if "vectors" in stage or ("vector_file" in stage and "vocabulary" not in stage):
            raise ValueError("from")  # has its words and vectors from there, and vectors are for more words
    if "kept" in stage and not (0 <= stage["kept"] < 1 and "from" in stage and stage.get("validation")):
        raise ValueError("kept")
    if "teach" in stage:
        teaching = sorted(names_before["teach"])
        for name in lessons(stage["teach"]):
            choose(dict.fromkeys(teaching), name, "stage of lessons before this one:")
        if not 0 <= stage["teach"]["share"] <= 1:
            raise ValueError("share")
    names_before["fit"].add(stage.get("name", ""))
    if type(stage.get("shared_by_seeds", False)) is not bool:
        raise ValueError("shared_by_seeds")
    if "vector_file" in stage:
        _check_inside_data_root(stage["vector_file"]["name"])
    check_seed(stage.get("seed", 0))


def _check_model(stage: dict[str, Any], names_before: dict[str, set[str]]) -> None:
    """Look at what of a stage says how its model is built."""
    choose(TASKS, stage["config"]["task"], "task")
    Config.from_json({**stage["config"], "words": 2, "letters": int(bool(stage["config"].get("letters")))})
    choose(ARCHITECTURES, stage["config"]["architecture"], "architecture")
    if not set(stage.get("vocabulary", {})) <= {"minimum_count", "most"}:
        raise ValueError("vocabulary")
    if "vectors" in stage:
        choose(dict.fromkeys(sorted(names_before["vectors"])), stage["vectors"], "stage of vectors before this one:")


def _check_masked(stage: dict[str, Any], names_before: dict[str, set[str]]) -> None:
    MaskedSettings(**stage["settings"])
    _check_model(stage, names_before)
    config = stage["config"]
    most = ARCHITECTURES[config["architecture"]].masked_layers
    if config.get("letters") or config.get("layers", 1) > most:
        raise BadInput(
            "The recipe has a stage “masked” for a model that cannot learn to guess words that it does not see: that "
            f"takes {_able_to_guess()}, that reads no letters. Take the stage out.",
            key="recipe-masked",
        )
    check_seed(stage.get("seed", 0))
    names_before["masked"].add(stage["name"])


def _check_encoder(stage: dict[str, Any], names_before: dict[str, set[str]]) -> None:
    EncoderSettings(**stage.get("settings", {}))
    _check_inside_data_root(stage["folder"])
    if {Path(entry["name"]).name for entry in stage["files"]} != set(ENCODER_FILES):
        raise ValueError("files")
    if any(Path(entry["name"]).parent != Path(stage["folder"]) or "sha256" not in entry for entry in stage["files"]):
        raise ValueError("files")
    if len(stage["labels"]) < 2 or not all(type(label) is str for label in stage["labels"]):
        raise ValueError("labels")
    check_seed(stage.get("seed", 0))
    names_before["encoder"].add(stage["name"])


def _able_to_guess() -> str:
    """The architectures that can be trained on hidden words, in a sentence: those of any depth, then the others."""
    deep = [facts.with_article for facts in ARCHITECTURES.values() if facts.masked_layers > 1]
    first, *others = [facts for facts in ARCHITECTURES.values() if facts.masked_layers == 1]
    return f"{' or '.join(deep)}, or {' or '.join([first.with_article, *(one.title for one in others)])} of one layer"


def _check_continued(stage: dict[str, Any], before: list[dict[str, Any]]) -> None:
    kinds = ("fit", "masked")
    source = [other for other in before if other["stage"] in kinds and other.get("name", "") == stage["from"]][-1]
    if _fixed_sizes(source) != _fixed_sizes(stage):
        raise BadInput(
            "The recipe has a stage that goes on with the model of a stage before, which has other sizes. Give both "
            "the same “config”.",
            key="recipe-from",
        )


def _fixed_sizes(stage: dict[str, Any]) -> dict[str, Any]:
    """What of a config cannot change once there are weights; how long the vectors are, the weights tell."""
    free = ("dropout", "max_words", "size", "language")
    return {key: value for key, value in stage["config"].items() if key not in free}


def _check_teach(stage: dict[str, Any], names_before: dict[str, set[str]]) -> None:
    if not stage["teachers"]:
        raise ValueError("teachers")
    for teacher in stage["teachers"]:
        choose(dict.fromkeys(sorted(names_before["fit"])), teacher, "named stage of fitting before this one:")
    for encoder in stage.get("encoders", []):
        choose(dict.fromkeys(sorted(names_before["encoder"])), encoder, "stage “encoder” before this one:")
    for entry in stage.get("linear", []):
        _check_inside_data_root(entry["name"])
    for entry in stage["data"]:
        if not all(type(entry.get(key, 0)) is int and entry.get(key, 0) >= 0 for key in ("texts", "sentences")):
            raise ValueError("texts, sentences")
    check_seed(stage.get("seed", 0))
    names_before["teach"].add(stage["name"])


def _check_inside_data_root(name: str) -> None:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BadInput(
            f"The recipe names the data {name}. Names have to lie inside the data root. Change the name.",
            key="recipe-outside",
            given=name,
        )


# ---- seeds


def check_seeds(seeds: Sequence[int], stages: Sequence[dict[str, Any]]) -> None:
    """Raise for seeds that say nothing about the spread of a recipe's model."""
    if not seeds:
        return
    for seed in seeds:
        check_seed(seed)
    kinds = [stage["stage"] for stage in stages]
    if kinds == ["tune"]:
        raise BadInput(
            "Seeds are for recipes that measure on test sets. This one fine-tunes on a file. Leave them out, and train "
            "with --data F --seed N for each instead.",
            key="seeds-tune",
        )
    last = len(kinds) - kinds[::-1].index("fit")
    if stages[last - 1].get("shared_by_seeds"):
        raise BadInput(
            "Seeds were given, but the last training of the recipe says “shared_by_seeds”, so that nothing would be "
            "trained again. Take the word out of its last stage “fit”.",
            key="seeds-shared",
        )
    named = Counter(stage.get("name", "") for stage in stages if stage["stage"] in ("fit", "masked"))
    for name in (stage.get("name", "") for stage in stages if stage.get("shared_by_seeds")):
        if named[name] > 1:
            raise BadInput(
                f"Seeds were given, and the recipe has {named[name]} trainings called “{name}”, one of which they "
                "share. Give each a name of its own.",
                key="seeds-shared-name",
            )
    if "evaluate" not in kinds[last:] or "evaluate" in kinds[:last]:
        raise BadInput(
            "Seeds were given, but the recipe does not measure its model at its end, or not only there. Let its last "
            "stage, and no earlier one, be “evaluate”, or leave the seeds out.",
            key="seeds-unmeasured",
        )
    own = lineage(stages)[-1].get("seed", 0)
    repeated = [seed for seed, count in Counter([own, *seeds]).items() if count > 1]
    if repeated:
        raise BadInput(
            f"The seed {repeated[0]} is there twice; the recipe's own is {own}. Give others.",
            key="seeds-twice",
            given=repeated[0],
        )
