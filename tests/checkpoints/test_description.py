"""What is said of a checkpoint without reading its weights."""

import subprocess
import sys
from pathlib import Path

import pytest

from playground.checkpoints import describe, load, read_card
from playground.tasks import TASKS
from tests.checkpoints.broken import ROOT

pytestmark = pytest.mark.usefixtures("nothing_loaded")


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
            "language": None,
            "variant": "standard",
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
