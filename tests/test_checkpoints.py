"""What is saved comes back, what is broken is named, and each shipped folder holds what a checkpoint has to hold."""

import hashlib
import json
import math
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import yaml
from safetensors.torch import load_file
from safetensors.torch import save as tensors_as_bytes

from playground import checkpoints
from playground.checkpoints import describe, load, locate, read_card, round_weights, save, shipped
from playground.errors import BadCheckpoint, NotFound
from playground.lenses.predict import predict
from playground.models import ARCHITECTURES, Config, build
from playground.tasks import TASKS, UPOS
from playground.text import Vocabulary
from tests import tiny as small
from tests.tiny import PAIRS, VOCABULARY

ROOT = Path(__file__).parent.parent
TEXT = [["the", "film", "is", "n't", "bad"], ["zebra"]]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test reads its files itself."""
    monkeypatch.setattr(checkpoints, "_loaded", type(checkpoints._loaded)())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good checkpoint, to be broken."""
    return Path(small.write(tmp_path, "lstm", "sentiment"))


def change(folder: Path, edit: Callable[[dict[str, Any]], Any], name: str = "config.json") -> None:
    value = json.loads((folder / name).read_text("utf-8"))
    edit(value)
    (folder / name).write_text(json.dumps(value), "utf-8")


def rewrite(folder: Path, edit: Callable[[dict[str, torch.Tensor]], Any]) -> None:
    """Change tensors and give the config the sha256 of the new file, so that nothing but the tensors is wrong."""
    tensors = load_file(folder / "model.safetensors")
    edit(tensors)
    replace_weights(folder, tensors_as_bytes(tensors))


def replace_weights(folder: Path, raw: bytes) -> None:
    (folder / "model.safetensors").write_bytes(raw)
    change(folder, lambda config: config.update(sha256=hashlib.sha256(raw).hexdigest()))


def message(folder: Path, suffix: str = "") -> str:
    with pytest.raises(BadCheckpoint) as refused:
        load(str(folder) + suffix)
    return str(refused.value)


# --- save and load -------------------------------------------------------------------------------


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_what_was_saved_gives_the_same_logits_when_it_is_loaded(architecture: str, task: str, tmp_path: Path) -> None:
    torch.manual_seed(5)
    made = small.model(architecture, task)
    round_weights(made)
    save(tmp_path / "made", made, VOCABULARY, temperature=1.7, recipe={"stages": []}, card="# A card\n")
    found = load(str(tmp_path / "made"))
    assert not found.model.training
    assert all(parameter.dtype == torch.float32 for parameter in found.model.parameters())
    assert all(parameter.requires_grad for parameter in found.model.parameters())
    inputs = found.encode(TEXT)
    with torch.no_grad():
        assert torch.equal(found.model(inputs), made(inputs))
        assert torch.isfinite(found.model(inputs)).all()
    assert found.config == made.config
    assert (found.vocabulary.words, found.vocabulary.letters) == (VOCABULARY.words, VOCABULARY.letters)
    assert (found.temperature, found.card, found.source, found.untrained) == (1.7, "# A card\n", "folder", False)
    assert found.parameters == sum(parameter.numel() for parameter in made.parameters())
    assert (found.task, found.architecture, found.reference) == (task, architecture, str(tmp_path / "made"))


def test_a_large_word_embedding_is_stored_in_bytes_and_stays_what_it_was_rounded_to(tmp_path: Path) -> None:
    vocabulary = Vocabulary([f"word{number}" for number in range(1_500)])
    made = build(Config("rnn", "sentiment", ("no", "yes"), len(vocabulary), size=16, hidden=8))
    with torch.no_grad():
        made.word_embedding.weight[7] = 0  # a row without a scale of its own
        made.word_embedding.weight[8] *= 1e-9
        made.word_embedding.weight[9] *= 1e3
    before = made.word_embedding.weight.detach().clone()
    round_weights(made)
    after = made.word_embedding.weight.detach().clone()
    assert (after - before).abs().amax(1).le(before.abs().amax(1) / 127 * 0.51 + 1e-6).all()
    round_weights(made)
    assert torch.equal(made.word_embedding.weight, after), "rounding again changes nothing"
    stored = load_file(save(tmp_path / "made", made, vocabulary) / "model.safetensors")
    assert stored["word_embedding.weight"].dtype == torch.int8
    assert {str(value.dtype) for key, value in stored.items() if key != "word_embedding.weight"} == {"torch.float16"}
    assert torch.equal(load(str(tmp_path / "made")).model.word_embedding.weight, after)
    assert describe(str(tmp_path / "made")).parameters == sum(value.numel() for value in made.parameters())


def test_loading_again_gives_the_same_checkpoint_until_its_folder_is_saved_anew(folder: Path) -> None:
    first = load(str(folder))
    assert load(str(folder)) is first
    save(folder, small.model("lstm", "sentiment", seed=9), VOCABULARY)
    second = load(str(folder))
    assert second is not first
    assert not torch.equal(second.model.head.weight, first.model.head.weight)


def test_saving_keeps_other_files_and_leaves_nothing_behind_beside_the_folder(folder: Path) -> None:
    (folder / "memory.json").write_text("{}")
    save(folder, small.model("lstm", "sentiment", seed=9), VOCABULARY)
    assert (folder / "memory.json").read_text() == "{}"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_many_threads_that_ask_for_the_same_checkpoint_share_one(folder: Path) -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(load(str(folder)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert all(one is found[0] for one in found)
    assert not checkpoints._locks


def test_a_loaded_model_can_be_changed_without_changing_its_file(folder: Path) -> None:
    before = (folder / "model.safetensors").read_bytes()
    with torch.no_grad():
        load(str(folder)).model.head.weight.add_(1)
    assert (folder / "model.safetensors").read_bytes() == before


# --- the untrained twin --------------------------------------------------------------------------


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_untrained_twin_is_the_same_every_time_and_not_the_trained_model(
    architecture: str, task: str, tiny: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = tiny[f"{task}-{architecture}"]
    twin = load(reference + "#untrained")
    state = twin.model.state_dict()
    assert twin.untrained
    assert twin.reference == reference + "#untrained"
    assert (twin.config, twin.temperature, twin.metrics) == (load(reference).config, 1.0, {})
    monkeypatch.setattr(checkpoints, "_loaded", type(checkpoints._loaded)())
    torch.manual_seed(123)
    before = torch.get_rng_state()
    again = load(reference + "#untrained")
    assert again is not twin
    assert all(torch.equal(value, again.model.state_dict()[key]) for key, value in state.items())
    assert torch.equal(torch.get_rng_state(), before), "what others draw from the generator stays as it was"
    trained = load(reference).model.state_dict()
    assert list(trained) == list(state)
    assert not torch.equal(trained["head.weight"], state["head.weight"])


def test_loading_weights_draws_no_random_numbers(tiny: dict[str, str]) -> None:
    """Else a twin that is drawn in another thread at this moment would come out different."""
    before = torch.get_rng_state()
    load(tiny["pos-transformer"])
    assert torch.equal(torch.get_rng_state(), before)


# --- what is broken ------------------------------------------------------------------------------


def weights_problem(tensor: str, problem: str) -> str:
    return (
        f"The tensor '{tensor}' of the checkpoint sentiment-lstm {problem}. The weights do not fit the config. "
        "Get or save the checkpoint again."
    )


@pytest.mark.parametrize(
    ("edit", "tensor", "problem"),
    [
        (lambda t: t.pop("head.bias"), "head.bias", "is missing"),
        (lambda t: t.update({"head.extra": torch.zeros(2)}), "head.extra", "is not part of the model"),
        (lambda t: t.update({"head.bias.scale": torch.zeros(2)}), "head.bias.scale", "is not part of the model"),
        (
            lambda t: t.update({"head.bias": torch.zeros(3).half()}),
            "head.bias",
            "has the shape (3,) instead of (2,)",
        ),
        (
            lambda t: t.update({"head.bias": torch.zeros(2, dtype=torch.int64)}),
            "head.bias",
            "is of type torch.int64, not float16, float32 or int8",
        ),
        (lambda t: t["head.bias"].fill_(math.nan), "head.bias", "holds NaN or infinity"),
        (lambda t: t["head.weight"][0].fill_(math.inf), "head.weight", "holds NaN or infinity"),
        (
            lambda t: t.update({"head.weight": t["head.weight"].to(torch.int8)}),
            "head.weight",
            "has no scale for each row",
        ),
        (
            lambda t: t.update({"head.bias": torch.zeros(2, dtype=torch.int8), "head.bias.scale": torch.ones(2, 1)}),
            "head.bias",
            "has no scale for each row",
        ),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    folder: Path, edit: Callable[[dict[str, torch.Tensor]], Any], tensor: str, problem: str
) -> None:
    rewrite(folder, edit)
    assert message(folder) == weights_problem(tensor, problem)


def test_weights_of_another_file_are_refused(folder: Path) -> None:
    other = save(folder.parent / "other", small.model("lstm", "sentiment", seed=9), VOCABULARY)
    (folder / "model.safetensors").write_bytes((other / "model.safetensors").read_bytes())
    expected = (
        "The weights of the checkpoint sentiment-lstm are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again."
    )
    assert message(folder) == expected
    change(folder, lambda config: config.pop("sha256"))
    assert message(folder) == expected


def test_a_vocabulary_of_another_size_is_refused(folder: Path) -> None:
    change(folder, lambda value: value["words"].append("more"), "vocabulary.json")
    assert message(folder) == message(folder, "#untrained")
    assert message(folder) == (
        "The vocabulary of the checkpoint sentiment-lstm has 15 rows of words and 0 of letters, "
        "its config says 14 and 0. They have to be equal. Save the checkpoint again."
    )


@pytest.mark.parametrize("name", ["config.json", "vocabulary.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_malformed_json_is_named(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert message(folder) == f"{name} of the checkpoint sentiment-lstm is not JSON. Get the checkpoint again."


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"[]", "checkpoint-config"),
        (b"{}", "checkpoint-config"),
        (b'{"task": "pos", "architecture": "rnn"}', "checkpoint-config"),
        (b'{"task": ["pos"], "architecture": "rnn", "labels": []}', "checkpoint-config"),
        (b'{"task": "pos", "architecture": "rnn", "labels": [1, {}]}', "checkpoint-config"),
    ],
)
def test_a_config_that_says_too_little_is_named(folder: Path, content: bytes, key: str) -> None:
    (folder / "config.json").write_bytes(content)
    for ask in (describe, load):
        with pytest.raises(BadCheckpoint) as refused:
            ask(str(folder))
        assert refused.value.key == key
        assert str(refused.value) == (
            "config.json of the checkpoint sentiment-lstm does not say architecture, task and labels. "
            "Save the checkpoint again."
        )


def test_absurd_sizes_in_a_config_are_refused_before_anything_is_built(folder: Path) -> None:
    change(folder, lambda config: config.update(hidden=10**9))
    assert message(folder) == (
        "The config has hidden = 1000000000. Allowed: a whole number from 1 to 2,048. Change it."
    )
    assert message(folder, "#untrained") == message(folder)


@pytest.mark.parametrize("given", [0, -1, 1e9, "1", None, math.nan])
def test_a_temperature_that_makes_no_sense_is_refused(folder: Path, given: object) -> None:
    change(folder, lambda config: config.update(temperature=given))
    assert message(folder) == (
        f"The checkpoint sentiment-lstm has the temperature {given!r}. It has to be from 0.01 to 100. Save it again."
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"\x80\x04}\x94.",  # a pickled dict
        b"",
        b"short",
        b"\x02\x00\x00\x00\x00\x00\x00\x00{}",
        b"\x02\x00\x00\x00\x00\x00\x00\x00[]",
        b'\x09\x00\x00\x00\x00\x00\x00\x00{"a": {}}',
        b"\xff" * 64,
    ],
)
def test_what_is_not_safetensors_is_never_unpickled(folder: Path, raw: bytes) -> None:
    replace_weights(folder, raw)
    found = message(folder)
    assert found.startswith(
        ("model.safetensors of the checkpoint sentiment-lstm is not a safetensors file", "The tensor ")
    ), found
    assert found.endswith("checkpoint again.")


def test_a_renamed_pickle_is_refused_without_running_it(folder: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(tmp_path / "ran"),)

    torch.save({"head.bias": Trap()}, tmp_path / "made.bin")
    replace_weights(folder, (tmp_path / "made.bin").read_bytes())
    assert message(folder) == (
        "model.safetensors of the checkpoint sentiment-lstm is not a safetensors file. Get the checkpoint again."
    )
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["config.json", "vocabulary.json", "model.safetensors"])
def test_a_file_that_is_too_large_is_not_read(folder: Path, name: str) -> None:
    limit = checkpoints.MAX_BYTES[name]
    with (folder / name).open("r+b") as file:
        file.truncate(limit + 1)  # takes no room on the disk
    assert message(folder) == f"{name} has {limit + 1:,} bytes. At most {limit:,} are read. Use a smaller checkpoint."


@pytest.mark.parametrize("name", ["vocabulary.json", "model.safetensors"])
def test_a_missing_file_is_an_error_and_never_a_random_model(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert message(folder) == (
        f"{name} of the checkpoint sentiment-lstm cannot be read (No such file or directory). "
        "Get the checkpoint again, for instance with “git checkout checkpoints”."
    )


def test_a_reference_to_nothing_is_named(tmp_path: Path, tiny: dict[str, str]) -> None:
    with pytest.raises(NotFound) as no_id:
        load("sentiment-gru")
    assert str(no_id.value).startswith("There is no checkpoint 'sentiment-gru'. Shipped are: ")
    for reference in (
        "",
        "#untrained",
        "owner/",
        "owner/na me",
        "..",
        "sentiment-lstm/../pos-rnn",
        "pos-rnn#UNTRAINED",
    ):
        with pytest.raises(NotFound):
            load(reference)
    with pytest.raises(NotFound) as no_folder:
        load(str(tmp_path))
    assert "it has no config.json" in str(no_folder.value)
    assert locate(tiny["pos-rnn"] + "#untrained") == (Path(tiny["pos-rnn"]), "folder", True)
    assert not checkpoints._locks, "a mistake leaves nothing behind"


# --- describe ------------------------------------------------------------------------------------


def test_a_description_says_what_the_loaded_checkpoint_says(tiny: dict[str, str]) -> None:
    for name, reference in tiny.items():
        task, architecture = name.split("-")
        found = describe(reference)
        assert found.as_json() == {
            "id": reference,
            "task": task,
            "architecture": architecture,
            "parameters": load(reference).parameters,
            "bytes": sum(path.stat().st_size for path in Path(reference).iterdir()),
            "labels": list(TASKS[task].labels),
            "source": "folder",
            "metrics": {},
            "revision": "",
        }


CARD = """---
license: mit
model-index:
- name: x
  results:
  - task: {type: text-classification}
    dataset: {name: IMDB, type: stanfordnlp/imdb}
    metrics:
    - {type: accuracy, value: 0.9}
    - {type: macro_f1, value: .nan}
---
# A card

---
with a line
"""


def test_metrics_come_out_of_the_model_index_of_the_card(folder: Path) -> None:
    (folder / "README.md").write_text(CARD)
    assert describe(str(folder)).metrics == {"IMDB": {"accuracy": 0.9}}
    assert describe(str(folder) + "#untrained").metrics == {}
    assert read_card(str(folder)) == "# A card\n\n---\nwith a line\n"
    for broken in (
        "",
        "no metadata",
        "---\n- [\n---\nrest",
        "---\nmodel-index: 3\n---\n",
        "---\nmodel-index: [{}]\n---\n",
    ):
        (folder / "README.md").write_text(broken)
        assert describe(str(folder)).metrics == {}


def test_describing_does_not_import_torch(tiny: dict[str, str]) -> None:
    program = (
        "import sys; from playground.checkpoints import describe, shipped, read_card; shipped(); "
        f"assert describe({tiny['pos-lstm']!r}).parameters > 0; read_card({tiny['pos-lstm']!r}); "
        "[describe(name) for name in shipped()]; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'safetensors', 'pandas', 'gradio')))"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_shipped_checkpoints_come_in_reading_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tuple(ARCHITECTURES) == checkpoints._ORDER
    for architecture, task in reversed(PAIRS):
        small.write(tmp_path, architecture, task)
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "sources.json").write_text("{}")
    monkeypatch.setattr(checkpoints, "FOLDER", tmp_path)
    names = ["rnn", "lstm", "textcnn", "transformer"]
    assert shipped("sentiment") == [f"sentiment-{name}" for name in names]
    assert shipped() == [f"{task}-{name}" for task in ("sentiment", "pos") for name in names]
    assert describe("pos-rnn").source == load("pos-rnn#untrained").source == "bundled"
    monkeypatch.setattr(checkpoints, "FOLDER", tmp_path / "none")
    assert shipped() == []


# --- the folders of checkpoints/ -----------------------------------------------------------------


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_folder_is_a_whole_checkpoint_that_answers(name: str) -> None:
    folder = ROOT / "checkpoints" / name
    task, architecture = name.split("-")
    files = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert {"config.json", "vocabulary.json", "model.safetensors", "README.md", "training.json"} <= set(files)
    assert max(files.values()) < 10_000_000, "plain git on a Space takes no more"
    assert files["model.safetensors"] <= 9_500_000

    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert (config["task"], config["architecture"]) == (task, architecture)
    assert config["labels"] == (["negative", "positive"] if task == "sentiment" else list(UPOS))
    assert config["sha256"] == hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()

    recipe = json.loads((folder / "training.json").read_text("utf-8"))
    assert {stage["stage"] for stage in recipe["stages"]} >= {"fit", "evaluate"}
    named = [
        entry for stage in recipe["stages"] for part in ("data", "train", "validation") for entry in stage.get(part, [])
    ]
    assert all(len(entry["sha256"]) == 64 for entry in named)
    assert all("seed" in stage for stage in recipe["stages"] if stage["stage"] != "evaluate")

    card = (folder / "README.md").read_text("utf-8")
    metadata = yaml.safe_load(card.split("---\n")[1])
    assert {"license", "language", "pipeline_tag", "datasets", "model-index"} <= set(metadata)
    results = metadata["model-index"][0]["results"]
    measured = {result["dataset"]["name"] for result in results}
    assert measured - {"general"} == ({"IMDB", "SST-2"} if task == "sentiment" else {"UD English EWT"})
    for result in results:
        metrics = {metric["type"]: metric["value"] for metric in result["metrics"]}
        assert {"accuracy", "macro_f1", "calibration_error"} <= set(metrics)
        assert all(0 <= value <= 1 for value in metrics.values())
        assert describe(name).metrics[result["dataset"]["name"]] == metrics
    assert f"python -m playground evaluate --model {name} --data" in card

    checkpoint = load(name)
    assert checkpoint.source == "bundled"
    assert checkpoint.parameters == describe(name).parameters
    answer = predict(checkpoint, "A quietly moving film.")
    if task == "sentiment":
        assert answer.label == "positive"
        assert predict(checkpoint, "A dull, stupid waste of time.").label == "negative"
    else:
        assert answer.tags == ["DET", "ADV", "VERB", "NOUN", "PUNCT"] or answer.tags == [
            *("DET", "ADV", "ADJ", "NOUN", "PUNCT")
        ]
    twin = load(name + "#untrained")
    assert not torch.equal(twin.model.head.weight, checkpoint.model.head.weight)


def test_the_readme_table_holds_what_the_cards_hold() -> None:
    columns = {"IMDB": ("sentiment", "IMDB"), "SST-2": ("sentiment", "SST-2"), "EWT": ("pos", "UD English EWT")}
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    header = next(row for row in rows if row[1:4] == list(columns))
    for name in ("RNN", "LSTM", "TextCNN", "Transformer"):
        row = next(row for row in rows if row[:1] == [name] and len(row) == len(header))
        for title, shown in zip(header[1:4], row[1:4], strict=True):
            task, dataset = columns[title]
            assert shown == f"{100 * describe(f'{task}-{name.lower()}').metrics[dataset]['accuracy']:.1f} %"
