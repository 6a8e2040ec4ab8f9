"""What a recipe may say: a `training.json` is read, and all of its stages are checked before the first one runs.

What the stages are stands in `recipe.py`, which runs them; nothing is trained here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playground.errors import BadInput, choose, shown
from playground.models import ARCHITECTURES, Config
from playground.tasks import TASKS
from playground.training.card import lineage
from playground.training.everyday import everyday
from playground.training.finetune import Plan
from playground.training.fit import settings_from_json
from playground.training.opinions import MOST, opinions
from playground.training.pretrain import MaskedSettings, VectorSettings


def read_recipe(path: Path) -> dict[str, Any]:
    """A recipe whose stages are laid out as they should be.

    Raises:
        BadInput, NotFound: it cannot be read, is no recipe, or names what is not there.
    """
    try:
        recipe = json.loads(path.read_bytes())
        kinds = [stage["stage"] for stage in recipe["stages"]]
        for kind in kinds:
            choose(dict.fromkeys(("vectors", "masked", "fit", "teach", "tune", "evaluate")), kind, "stage")
        named: dict[str, set[str]] = {"vectors": set(), "masked": set(), "fit": set(), "teach": set()}  # stages before
        for at, stage in enumerate(recipe["stages"]):
            _check_stage(stage, named, "fit" in kinds[:at])
            if stage["stage"] == "fit" and "from" in stage:
                _check_continued(stage, recipe["stages"][:at])
        tuned = kinds == ["tune"]
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
    if "tune" in kinds and not tuned:
        raise BadInput(
            f"{path} has a stage “tune” beside others. It has to stand alone. Take the others out.",
            key="recipe-tune-alone",
            file=str(path),
        )
    if "fit" not in kinds and not tuned:
        raise BadInput(
            f"{path} has no stage “fit”. A recipe has to train a model. Add one.", key="recipe-no-fit", file=str(path)
        )
    return recipe


MADE = {
    "opinions": opinions,
    "everyday": everyday,
}  # sentences that are made, by the name under which recipes have them

_PARTS = {  # of a stage: the lists of data that it names
    "vectors": ["data"],
    "masked": ["words", "data"],
    "fit": ["train", "validation"],
    "teach": ["data"],
    "tune": ["train", "validation"],
    "evaluate": ["data"],
}


def _check_stage(stage: dict[str, Any], named: dict[str, set[str]], fitted: bool) -> None:
    """Look at all of a stage before the first one runs, since it may run for an hour.

    Args:
        named: names of the stages before, by kind; this one's is added.
        fitted: whether there was a stage "fit" before.
    Raises:
        BadInput, NotFound: it names something that is not there.
        ValueError, KeyError, TypeError: it is not laid out as a stage.
    """
    for part in _PARTS[stage["stage"]]:
        entries = stage[part] if part != "validation" else stage.get(part, [{"name": ""}])
        if not entries:
            raise ValueError(part)
        for entry in entries:
            _inside(entry["name"])
            if "made" in entry:
                choose(MADE, entry["name"], "set of made sentences")
                if type(entry["made"]) is not int or not 1 <= entry["made"] <= MOST:
                    raise ValueError("made")
            if type(entry.get("swapped", 1)) is not int or not 1 <= entry.get("swapped", 1) <= 20:
                raise ValueError("swapped")
            if type(entry.get("repeat", 1)) is not int or not 1 <= entry.get("repeat", 1) <= 1_000:
                raise ValueError("repeat")
            if not 0 <= entry.get("share", 0) <= 1:
                raise ValueError("share")
    if stage["stage"] == "vectors":
        VectorSettings(**stage.get("settings", {}))
        named["vectors"].add(stage["name"])
    elif stage["stage"] == "masked":
        _check_masked(stage, named)
    elif stage["stage"] == "teach":
        _check_teach(stage, named)
    elif stage["stage"] == "tune":
        plan = Plan.from_json(stage["plan"])
        check_seed(plan.seed)
        choose(TASKS, plan.task, "task")
        choose(ARCHITECTURES, plan.architecture, "architecture")
        assert plan.settings
        if "validation" not in stage and not 0 < stage["share"] < 1:
            raise ValueError("share")
    elif stage["stage"] == "fit":
        settings_from_json(stage.get("settings", {}))
        _check_model(stage, named)
        if "from" in stage:
            sources = sorted(named["fit"] | named["masked"])
            choose(dict.fromkeys(sources), stage["from"], "named stage of fitting before this one:")
            if "vectors" in stage or ("vector_file" in stage and "vocabulary" not in stage):
                raise ValueError("from")  # has its words and vectors from there, and vectors are for more words
        if "teach" in stage:
            choose(dict.fromkeys(sorted(named["teach"])), stage["teach"]["name"], "stage of lessons before this one:")
            if not 0 <= stage["teach"]["share"] <= 1:
                raise ValueError("share")
        named["fit"].add(stage.get("name", ""))
        if "vector_file" in stage:
            _inside(stage["vector_file"]["name"])
        check_seed(stage.get("seed", 0))
    else:
        all(entry["title"] for entry in stage["data"])
        if not fitted:
            raise ValueError("nothing to evaluate yet")


def _check_model(stage: dict[str, Any], named: dict[str, set[str]]) -> None:
    """Look at what of a stage says how its model is built."""
    choose(TASKS, stage["config"]["task"], "task")
    Config.from_json({**stage["config"], "words": 2, "letters": int(bool(stage["config"].get("letters")))})
    choose(ARCHITECTURES, stage["config"]["architecture"], "architecture")
    if not set(stage.get("vocabulary", {})) <= {"minimum_count", "most"}:
        raise ValueError("vocabulary")
    if "vectors" in stage:
        choose(dict.fromkeys(sorted(named["vectors"])), stage["vectors"], "stage of vectors before this one:")


def _check_masked(stage: dict[str, Any], named: dict[str, set[str]]) -> None:
    MaskedSettings(**stage["settings"])
    _check_model(stage, named)
    config = stage["config"]
    layers = {"transformer": 12, "rnn": 1, "lstm": 1}.get(config["architecture"], 0)  # so many it may have
    if config.get("letters") or config.get("layers", 1) > layers:
        raise BadInput(
            "The recipe has a stage “masked” for a model that cannot learn to guess words that it does not see: that "
            "takes a Transformer, or an RNN or LSTM of one layer, that reads no letters. Take the stage out.",
            key="recipe-masked",
        )
    check_seed(stage.get("seed", 0))
    named["masked"].add(stage["name"])


def _check_continued(stage: dict[str, Any], before: list[dict[str, Any]]) -> None:
    kinds = ("fit", "masked")
    source = [other for other in before if other["stage"] in kinds and other.get("name", "") == stage["from"]][-1]
    if _shape(source) != _shape(stage):
        raise BadInput(
            "The recipe has a stage that goes on with the model of a stage before, which has other sizes. Give both "
            "the same “config”.",
            key="recipe-from",
        )


def _shape(stage: dict[str, Any]) -> dict[str, Any]:
    """What of a config cannot change once there are weights; how long the vectors are, the weights tell."""
    return {key: value for key, value in stage["config"].items() if key not in ("dropout", "max_words", "size")}


def _check_teach(stage: dict[str, Any], named: dict[str, set[str]]) -> None:
    if not stage["teachers"]:
        raise ValueError("teachers")
    for teacher in stage["teachers"]:
        choose(dict.fromkeys(sorted(named["fit"])), teacher, "named stage of fitting before this one:")
    for entry in stage.get("linear", []):
        _inside(entry["name"])
    for entry in stage["data"]:
        if not all(type(entry.get(key, 0)) is int and entry.get(key, 0) >= 0 for key in ("texts", "sentences")):
            raise ValueError("texts, sentences")
    check_seed(stage.get("seed", 0))
    named["teach"].add(stage["name"])


def _inside(name: str) -> None:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BadInput(
            f"The recipe names the data {name}. Names have to lie inside the data root. Change the name.",
            key="recipe-outside",
            given=name,
        )


# ---- seeds


def check_seed(seed: object) -> None:
    if type(seed) is not int or not 0 <= seed < 2**31:
        raise BadInput(
            f"The seed is {shown(seed)}. It has to be a whole number from 0 to {2**31 - 1:,}. Change it.",
            key="seed",
            given=shown(seed),
        )


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
    if "evaluate" not in kinds[last:] or "evaluate" in kinds[:last]:
        raise BadInput(
            "Seeds were given, but the recipe does not measure its model at its end, or not only there. Let its last "
            "stage, and no earlier one, be “evaluate”, or leave the seeds out.",
            key="seeds-unmeasured",
        )
    own = lineage(stages)[-1].get("seed", 0)
    twice = [seed for seed, count in Counter([own, *seeds]).items() if count > 1]
    if twice:
        raise BadInput(
            f"The seed {twice[0]} is there twice; the recipe's own is {own}. Give others.",
            key="seeds-twice",
            given=twice[0],
        )
