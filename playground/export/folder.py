"""The exported folder: the graph, what it needs to answer, and what a service needs to start.

    model.onnx          ids -> probabilities
    vocabulary.json     words -> ids
    config.json         labels, how much of a text is read, how it is split
    text.py             texts -> words, as this project has it
    spans.py            tagged characters -> words
    errors.py           what is raised for texts that cannot be read
    predict.py          texts and files -> answers
    serve.py            the same over HTTP
    answers.json        what the network answered when it was exported
    test_answers.py     holds the folder against them
    requirements.txt, Dockerfile, README.md, MODEL_CARD.md

Its Python files are those of this project, with imports that fit the folder.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from playground.checkpoints import Checkpoint
from playground.errors import BadInput
from playground.export.graph import write_graph
from playground.lenses.predict.predict import predict

PACKAGE = Path(__file__).parents[1]
FILES = Path(__file__).parent / "files"
SOURCES = (  # copied with other imports
    PACKAGE / "errors.py",
    PACKAGE / "text.py",
    PACKAGE / "lenses" / "predict" / "spans.py",
    FILES / "predict.py",
    FILES / "serve.py",
    FILES / "test_answers.py",
)
COPIED = (FILES / "Dockerfile", FILES / "requirements.txt")
_OWN_IMPORT = re.compile(r"^from playground\.(?:\w+\.)*(\w+) import", re.M)

TEXTS = {  # whose answers are stored: usual and unusual ones, none of them from a test set
    "en": (
        "A quietly moving film, not bad at all.",
        "The battery lasts two days, but the screen is dim.",
        "I can't say I'd go back 😀 #never",
        "",
        "Fine. " * 600,
    ),
    "zh": (
        "这部电影的故事很普通，但是演员演得非常好。",
        "电池能用两天，屏幕有点暗 [doge]",
        "OK，还行吧。",
        "",
        "不错。" * 300,
    ),
}


def export(checkpoint: Checkpoint, out: str | Path) -> Path:
    """Write a folder that answers as the checkpoint does, without torch and without this project.

    Args:
        out: a folder that is not there yet, or is empty.
    Returns:
        The folder.
    Raises:
        BadInput: there is something at `out` already.
        NotApplicable, BadCheckpoint: as `write_graph` says.
    """
    target = Path(out)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(
            f"There is something at {target} already. A model is exported into a folder that is not there yet, or is "
            "empty. Name another one with --out.",
            key="export-taken",
            given=str(target),
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as made:
        new = Path(made) / "folder"
        new.mkdir()
        write_graph(checkpoint, new / "model.onnx")
        _write_data(checkpoint, new)
        for source in SOURCES:
            (new / source.name).write_text(_OWN_IMPORT.sub(r"from \1 import", source.read_text("utf-8")), "utf-8")
        for source in COPIED:
            (new / source.name).write_bytes(source.read_bytes())
        (new / "README.md").write_text(_readme(checkpoint), "utf-8")
        (new / "MODEL_CARD.md").write_text(checkpoint.card, "utf-8")
        if target.is_dir():
            target.rmdir()
        new.replace(target)
    return target


def zip_export(checkpoint: Checkpoint, name: str) -> bytes:
    """A zip with the exported folder in it, under a name.

    Raises:
        NotApplicable, BadCheckpoint: as `write_graph` says.
    """
    buffer = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="playground-export-") as made:
        folder = export(checkpoint, Path(made) / "model")
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                archive.write(path, f"{name}/{path.name}")
    return buffer.getvalue()


def _write_data(checkpoint: Checkpoint, folder: Path) -> None:
    """What the programs read: config, vocabulary and stored answers."""
    config = {**checkpoint.config.as_json(), "temperature": checkpoint.temperature}
    if checkpoint.answer_above:
        config["answer_above"] = checkpoint.answer_above
    (folder / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (folder / "vocabulary.json").write_text(json.dumps(checkpoint.vocabulary.as_json(), ensure_ascii=False), "utf-8")
    (folder / "answers.json").write_text(json.dumps(_answers(checkpoint), ensure_ascii=False) + "\n", "utf-8")


def _answers(checkpoint: Checkpoint) -> list[dict[str, Any]]:
    """What the network says of a few texts, as predict.py says it."""
    kept = ("text", "label", "tags", "scores")
    texts = TEXTS.get(checkpoint.config.language or "en", TEXTS["en"])
    found = [answer.as_json() for answer in predict(checkpoint, list(texts))]
    return [{key: one[key] for key in kept if key in one} for one in found]


def _readme(checkpoint: Checkpoint) -> str:
    """What is in the folder and how it is used."""
    config = checkpoint.config
    asked = TEXTS.get(config.language or "en", TEXTS["en"])[0]
    labels = ", ".join(config.labels)
    answer = "a label for each word" if config.per_word else "a label for the whole text"
    keeps_quiet = ""
    if checkpoint.answer_above:
        keeps_quiet = (
            f"\nIt answers only when it is sure: where its label is less probable than {checkpoint.answer_above:g}, "
            'the answer has `"caution": "not-sure"`, and the column `sure` of a CSV file says no. The label stays. The '
            "number is `answer_above` in config.json; 0 there, or none, and it always answers.\n"
        )
    return f"""# {checkpoint.id.split("/")[-1]}

{config.architecture}, exported: {answer} ({labels}). It reads the first {config.max_words:,} words of a text. How good
it is and what it has learnt from: MODEL_CARD.md.
{keeps_quiet}
It needs onnxruntime, numpy and regex (requirements.txt; fastapi and uvicorn for the service):

```
python -m pip install -r requirements.txt
python predict.py "{asked}"
python predict.py --file texts.csv --column text --out answers.csv
python test_answers.py
```

As a service:

```
uvicorn serve:app --port 8000
curl localhost:8000/predict -H 'Content-Type: application/json' -d '{{"texts": ["{asked}"]}}'
docker build -t classifier . && docker run -p 8000:8000 classifier
```

In Python:

```python
from predict import ExportedModel

print(ExportedModel().predict(["{asked}"]))
```

`model.onnx` can be asked from any language that has ONNX Runtime. `words` (texts, words) int64 and `mask` (texts,
words) bool go in{", with `letters` (texts, words, 20) int64" if config.letters else ""}; `probabilities` come out.
Ids: 0 is padding, 1 an unknown word, then the words of vocabulary.json in their order; `text.py` says how a text
becomes words.
"""
