"""Who may import whom, what the tree in the README promises, and what must not be in the repository."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# The rooms in the order in which data flows; a room may import from those of its own floor and from lower ones.
FLOORS = (
    ("errors",),
    ("text", "devices", "sessions"),
    ("tasks",),
    ("models",),
    ("checkpoints", "hub", "foreign", "parcel"),
    ("lenses",),
    ("training",),
    ("ui",),
    ("__init__", "__main__", "app"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Packages that stand in a few rooms only.
HOME = {
    "gradio": {"app", "ui"},
    "gradio_client": set(),
    "captum": {"lenses"},
    "huggingface_hub": {"hub"},
    "spaces": {"devices"},
    "transformers": {"foreign"},
    "tokenizers": {"foreign"},
}
# What the page must not reach into.
NOT_IN_UI = {"torch", "captum", "huggingface_hub"}
IMPORTED_AS = {"pyyaml": "yaml", "scikit-learn": "sklearn", "markdown-it-py": "markdown_it"}
HEAVY = ("torch", "captum", "pandas", "huggingface_hub", "gradio", "plotly", "transformers", "tokenizers")


def modules() -> dict[str, Path]:
    """Every module of the project by its dotted name; a package by its own name."""
    found = {"app": ROOT / "app.py"}
    for path in sorted((ROOT / "playground").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def room(module: str) -> str:
    """`playground.lenses.predict` stands in the room `lenses`; `playground` itself in `__init__`."""
    if module == "app":
        return "app"
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(source: str, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, at any depth of its code.

    `from playground import errors` counts as `playground.errors` where that is a module, else as `playground`.
    """
    package = module if is_package else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                is_room = base == "playground" and (full in MODULES or alias.name in FLOOR)
                yield node.lineno, full if is_room else base


def wrong_imports(source: str, module: str, is_package: bool = False) -> list[str]:
    """What a module imports although its room may not, one line each."""
    here, wrong = room(module), []
    for line, name in imports(source, module, is_package):
        top = name.split(".")[0]
        if top == "playground":
            there = room(name)
            if FLOOR[there] > FLOOR[here]:
                wrong.append(f"line {line}: {here} may not import {there}")
        elif here not in HOME.get(top, {here}) or (here == "ui" and top in NOT_IN_UI):
            wrong.append(f"line {line}: {here} may not import {top}")
    return wrong


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_its_own_floor_and_below(module: str) -> None:
    path = MODULES[module]
    assert room(module) in FLOOR, f"{path} is a room of its own: give it a floor here"
    assert wrong_imports(path.read_text("utf-8"), module, path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("playground.text", "from playground.tasks import TASKS", ["line 1: text may not import tasks"]),
        ("playground.text", "from . import tasks", ["line 1: text may not import tasks"]),
        ("playground.models.base", "from ..checkpoints import load", ["line 1: models may not import checkpoints"]),
        ("playground.lenses.predict", "def f():\n    import gradio.themes", ["line 2: lenses may not import gradio"]),
        ("playground.ui.compare", "import torch.nn as nn", ["line 1: ui may not import torch"]),
        ("playground.checkpoints", "import huggingface_hub", ["line 1: checkpoints may not import huggingface_hub"]),
        ("playground.training.fit", "from playground import load", ["line 1: training may not import __init__"]),
        ("playground.training.fit", "from playground import errors\nimport torch", []),
        ("playground.ui.api", "import gradio as gr\nfrom playground.lenses import predict", []),
        ("app", "from playground.ui import launch", []),
    ],
)
def test_the_rule_tells_wrong_imports_from_right_ones(module: str, source: str, expected: list[str]) -> None:
    assert wrong_imports(source, module) == expected


def required(file: str) -> set[str]:
    """Names under which the packages of a requirements file are imported."""
    names = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / file).read_text("utf-8"), re.M)
    return {IMPORTED_AS.get(name.lower(), name.lower().replace("-", "_")) for name in names}


@pytest.mark.parametrize("module", MODULES)
def test_every_package_that_a_module_imports_is_in_the_requirements(module: str) -> None:
    path = MODULES[module]
    allowed = required("requirements.txt") | sys.stdlib_module_names | {"playground", "spaces"}
    if room(module) == "training":  # the recipes' own needs
        allowed |= required("requirements-dev.txt")
    if room(module) == "foreign":  # optional, and asked for only where a model needs it
        allowed |= required("requirements-transformers.txt")
    used = {name.split(".")[0] for _, name in imports(path.read_text("utf-8"), module, path.name == "__init__.py")}
    assert used - allowed == set()


def loaded_after(statement: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after a statement."""
    program = f"import sys, json; {statement}; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(answer.stdout))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import playground") == set()


def test_importing_the_page_does_not_load_torch() -> None:
    assert loaded_after("import playground.ui") & {"torch", "captum"} == set()


def test_the_space_installs_the_gradio_that_requirements_pin() -> None:
    pin = re.search(r"^gradio==(\S+)$", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    version = re.search(r"^sdk_version: (\S+)$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert pin is not None
    assert version is not None
    assert pin[1] == version[1]


def readme_tree() -> set[str]:
    """Paths in the README's tree: two spaces deeper is one folder deeper, several names may share a line."""
    block = re.search(r"^## The tree\n+.*?```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert block is not None
    paths, folders = set(), [""]
    for line in block[1].splitlines():
        names = re.match(r"( *)((?:\S+ )*\S+)(?:  |$)", line)
        if names is None:
            continue
        depth = len(names[1]) // 2
        for name in names[2].split():
            paths.add(folders[depth] + name)
        folders[depth + 1 :] = [folders[depth] + names[2]]
    return paths


def test_every_room_in_the_readme_tree_exists() -> None:
    missing = {path for path in readme_tree() if not (ROOT / path).exists()}
    assert missing == set()


def test_every_module_is_in_the_readme_tree() -> None:
    named = readme_tree()
    packages = {"playground/hub/", "playground/models/", "playground/lenses/", "playground/training/", "playground/ui/"}
    files = {path.relative_to(ROOT).as_posix() for path in MODULES.values() if path.read_text("utf-8").strip()}
    files -= {f"{package}__init__.py" for package in packages}  # a folder's line speaks for it
    assert files - named == set()


def files_of_the_repository() -> list[Path]:
    """Everything that is tracked, or would be with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_is_larger_than_plain_git_takes_on_a_space() -> None:
    assert [str(path) for path in files_of_the_repository() if path.stat().st_size > 10_000_000] == []


def test_no_package_host_is_named() -> None:
    hosts = re.compile(
        r"(py[p]i|python[h]osted|download\.py[t]orch|ana[c]onda)\.(org|com)|--(extra-)?index-[u]rl|find-[l]inks"
    )
    named = [
        str(path.relative_to(ROOT))
        for path in files_of_the_repository()
        if path.stat().st_size < 1_000_000 and hosts.search(path.read_text("utf-8", errors="ignore"))
    ]
    assert named == []


def code_from_data(source: str) -> list[str]:
    """Lines that would run code out of a file that somebody else may have written."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        found += [name for name in names if name.split(".")[0] in {"pickle", "joblib", "dill", "shelve", "marshal"}]
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            flags = {
                keyword.arg
                for keyword in node.keywords
                if not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
            }
            if called in {"torch.load", "pd.read_pickle", "pandas.read_pickle"}:
                found.append(called)
            found += sorted(str(flag) for flag in flags & {"allow_pickle", "trust_remote_code"})
    return found


def test_nothing_reads_code_out_of_data() -> None:
    assert code_from_data("import pickle") == ["pickle"]
    assert code_from_data("torch.load(path); numpy.load(path, allow_pickle=True)") == ["torch.load", "allow_pickle"]
    assert code_from_data("numpy.load(path, allow_pickle=False); json.load(file)") == []
    for path in files_of_the_repository():
        if path.suffix == ".py":
            assert code_from_data(path.read_text("utf-8")) == [], path
