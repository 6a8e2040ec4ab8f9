"""Who may import whom, what the tree in the README promises, and what must not be in the repository."""

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from playground.models.architectures import ARCHITECTURES

ROOT = Path(__file__).parents[1]

# The rooms from the ground up: folders of `playground`, or modules that stand on a floor of their own. A room may
# import from itself and from those before it, at the top of a file or inside a function. Each stands alone on its
# floor, so that no two rooms can import each other.
FLOORS = (
    "errors",
    "text",
    "text_language",
    "devices",
    "process",
    "quotas",
    "tasks",
    "models.facts",
    *(f"models.{name}.facts" for name in ARCHITECTURES),
    "models.architectures",  # the table
    "models",
    *(f"models.{name}" for name in ARCHITECTURES),
    "models.__init__",  # hands on names
    "data",
    "hub",
    "checkpoints",
    "lenses",
    "lenses.predict",
    "export",
    "scale.parquet",
    "scale",
    "lenses.explain",
    "lenses.edit",
    "lenses.inside",
    "lenses.intervene",
    "lenses.units",
    "evaluation",
    "evaluation.behaviour",
    "training",
    "training.finetune",
    "training.recipes",
    "training.train",
    "ui.language",
    "ui.components",
    "ui",
    "ui.bar",
    "ui.compare",
    "ui.inside.layers",
    "ui.inside.code",
    "ui.inside.all_models",
    "ui.inside",
    "ui.explain",
    "ui.edit",
    "ui.intervene.units",
    "ui.intervene",
    "ui.finetune",
    "ui.models",
    "ui.lessons",
    "ui.embed",
    "ui.api",
    "ui.server",
    "ui.__init__",  # puts the page together
    "__init__",  # the public names
    "cli",
    "__main__",
    "app",
)
FLOOR = {room: number for number, room in enumerate(FLOORS)}
TABS = ("compare", "inside", "explain", "edit", "intervene", "finetune", "models", "lessons")

# Packages that stand in a few places only: rooms, or modules by their full name.
HOME = {
    "gradio": {"app", "ui.__init__", "ui.bar", "ui.api", "ui.server", "ui.compare.many_texts", "ui.models.publish"}
    | {"ui.intervene.units.section", "ui.finetune.label_section"}
    | {f"ui.{tab}.tab" for tab in TABS},
    "gradio_client": set(),
    "captum": {"lenses.explain"},
    "huggingface_hub": {"hub"},
    "spaces": {"devices"},
    "transformers": {"checkpoints.transformers_model", "training.pretrained_encoder"},
    "tokenizers": {"checkpoints.transformers_model", "training.pretrained_encoder"},
    "pyarrow": {"scale.parquet"},
    "ray": {"scale.ray_engine"},
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
PACKAGES = {module for module, path in MODULES.items() if path.name == "__init__.py"}


def room(module: str) -> str:
    """The room with the longest name that a module lies in: `playground.ui.bar.render` in `ui.bar`.

    Raises:
        KeyError: it lies in none.
    """
    if module == "app":
        return "app"
    name = module.removeprefix("playground").removeprefix(".")
    if module in PACKAGES:
        face = f"{name}.__init__".removeprefix(".")
        if face in FLOOR:
            return face
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        if ".".join(parts[:length]) in FLOOR:
            return ".".join(parts[:length])
    raise KeyError(module)


@cache
def imports(source: str, module: str, is_package: bool) -> tuple[tuple[int, str], ...]:
    """Line and full name of everything that a module imports, at any depth of its code.

    `from playground import errors` counts as `playground.errors` where that is a module, else as `playground`.
    """
    package = module if is_package else module.rpartition(".")[0]
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                found.append((node.lineno, full if full in MODULES else base))
    return tuple(found)


def wrong_imports(source: str, module: str, is_package: bool = False) -> list[str]:
    """What a module imports although it may not, one line each, with the file."""
    here, wrong = room(module), []
    own = module.removeprefix("playground.")
    for line, name in imports(source, module, is_package):
        top = name.split(".")[0]
        where = f"{module.replace('.', '/')}.py:{line}"
        if top == "playground":
            there = room(name)
            tabs = [one.split(".")[1] for one in (here, there) if one.split(".")[0] == "ui" and one.count(".")]
            if FLOOR[there] > FLOOR[here]:
                wrong.append(f"{where}: {here} may not import {there}, which stands above it")
            elif len(tabs) == 2 and tabs[0] != tabs[1] and set(tabs) <= set(TABS):
                wrong.append(f"{where}: the tab {tabs[0]} may not import the tab {tabs[1]}")
        elif (top in HOME and not {here, own} & HOME[top]) or (here.split(".")[0] == "ui" and top in NOT_IN_UI):
            wrong.append(f"{where}: {own} may not import {top}")
    return wrong


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_its_own_floor_and_below(module: str) -> None:
    path = MODULES[module]
    assert wrong_imports(path.read_text("utf-8"), module, path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        (
            "playground.text",
            "from playground.tasks import TASKS",
            ["playground/text.py:1: text may not import tasks, which stands above it"],
        ),
        (
            "playground.text",
            "from . import tasks",
            ["playground/text.py:1: text may not import tasks, which stands above it"],
        ),
        (
            "playground.models.base",
            "from ..checkpoints import load",
            ["playground/models/base.py:1: models may not import checkpoints, which stands above it"],
        ),
        (
            "playground.models.base",
            "def f():\n    from playground.models import ARCHITECTURES",
            ["playground/models/base.py:2: models may not import models.__init__, which stands above it"],
        ),
        (
            "playground.lenses.predict.predict",
            "def f():\n    import gradio.themes",
            ["playground/lenses/predict/predict.py:2: lenses.predict.predict may not import gradio"],
        ),
        (
            "playground.ui.compare.render",
            "import gradio as gr",
            ["playground/ui/compare/render.py:1: ui.compare.render may not import gradio"],
        ),
        (
            "playground.ui.compare.tab",
            "import torch.nn as nn",
            ["playground/ui/compare/tab.py:1: ui.compare.tab may not import torch"],
        ),
        (
            "playground.ui.explain.render",
            "from playground.ui.compare import render",
            ["playground/ui/explain/render.py:1: the tab explain may not import the tab compare"],
        ),
        (
            "playground.ui.language.say",
            "from playground.ui.edit.words import WORDS",
            ["playground/ui/language/say.py:1: ui.language may not import ui.edit, which stands above it"],
        ),
        (
            "playground.checkpoints.loading",
            "import huggingface_hub",
            ["playground/checkpoints/loading.py:1: checkpoints.loading may not import huggingface_hub"],
        ),
        (
            "playground.training.fit",
            "from playground import load",
            ["playground/training/fit.py:1: training may not import __init__, which stands above it"],
        ),
        ("playground.training.fit", "from playground import errors\nimport torch", []),
        ("playground.ui.api", "import gradio as gr\nfrom playground.lenses.predict import predict", []),
        ("app", "from playground.ui import launch", []),
    ],
)
def test_the_rule_tells_wrong_imports_from_right_ones(module: str, source: str, expected: list[str]) -> None:
    assert wrong_imports(source, module) == expected


def circles(sources: dict[str, str]) -> list[list[str]]:
    """The modules that import each other, directly or round about, each group sorted.

    Args:
        sources: the code of every module by its dotted name.
    """
    graph = {
        module: {name for _, name in imports(source, module, module in PACKAGES) if name in sources and name != module}
        for module, source in sources.items()
    }

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = list(graph[start])
        while ahead:
            module = ahead.pop()
            if module not in seen:
                seen.add(module)
                ahead += graph[module]
        return seen

    around = {module: reached(module) for module in sources}
    groups = {
        tuple(sorted(other for other in sources if other in around[module] and module in around[other]))
        for module in sources
    }
    return sorted(list(group) for group in groups if group)


def test_no_two_modules_import_each_other() -> None:
    sources = {module: path.read_text("utf-8") for module, path in MODULES.items()}
    assert circles(sources) == []
    planted = "\n\ndef late():\n    from playground.lenses.predict.prefixes import prefixes\n"
    sources["playground.lenses.predict.predict"] += planted
    assert circles(sources) == [["playground.lenses.predict.predict", "playground.lenses.predict.prefixes"]]


# Functions of more than 40 lines of code and files of more than 400 lines (tables of words apart), with the reason.
LONG_FUNCTIONS: dict[str, str] = {}
LONG_FILES: dict[str, str] = {
    "playground.data.corpus.english": "a table of clauses",
    "playground.evaluation.behaviour.sentiment_sentences": "a table of sentences",
    "playground.training.recipes.everyday_sentences": "a table of sentences",
    "playground.training.recipes.review_sentences": "a table of sentences",
}


def code_lines(node: ast.AST, lines: list[str]) -> int:
    """The lines of a function that hold code: no docstring, no comment, no blank line."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    first, last = body[0].lineno, node.end_lineno or 0
    return sum(1 for line in lines[first - 1 : last] if line.strip() and not line.strip().startswith("#"))


def test_functions_and_files_are_short_or_have_a_reason() -> None:
    functions, files = {}, {}
    for module, path in MODULES.items():
        lines = path.read_text("utf-8").splitlines()
        if len(lines) > 400 and path.name not in ("words.py", "chinese.py"):
            files[module] = len(lines)
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and code_lines(node, lines) > 40:
                functions[f"{module}.{node.name}"] = code_lines(node, lines)
    assert {name: count for name, count in functions.items() if name not in LONG_FUNCTIONS} == {}
    assert {name: count for name, count in files.items() if name not in LONG_FILES} == {}
    assert set(LONG_FUNCTIONS) - set(functions) == set(), "no longer long: take the reason out"
    assert set(LONG_FILES) - set(files) == set(), "no longer long: take the reason out"


@cache
def required(file: str) -> frozenset[str]:
    """Names under which the packages of a requirements file are imported."""
    names = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / file).read_text("utf-8"), re.M)
    return frozenset(IMPORTED_AS.get(name.lower(), name.lower().replace("-", "_")) for name in names)


@pytest.mark.parametrize("module", MODULES)
def test_every_package_that_a_module_imports_is_in_the_requirements(module: str) -> None:
    path = MODULES[module]
    allowed = required("requirements.txt") | sys.stdlib_module_names | {"playground", "spaces"}
    if room(module).startswith("training"):  # the recipes' own needs
        allowed |= required("requirements-dev.txt")
    if module == "playground.checkpoints.transformers_model":  # optional, and asked for only where a model needs it
        allowed |= required("requirements-transformers.txt")
    if room(module) == "export":  # optional as well; what goes with an exported folder needs what stands there
        allowed |= required("requirements-export.txt") | {"pydantic"}  # of fastapi
        allowed |= required("playground/export/files/requirements.txt")
    if room(module).startswith("scale"):
        allowed |= required("requirements-scale.txt") | required("requirements-ray.txt") | {"pandas"}  # of Ray Data
    used = {name.split(".")[0] for _, name in imports(path.read_text("utf-8"), module, path.name == "__init__.py")}
    assert used - allowed == set()


def loaded_after(statement: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after a statement."""
    program = f"import sys, json; {statement}; print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(answer.stdout))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import playground") == set()


@pytest.mark.slow
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
    files = {path.relative_to(ROOT).as_posix() for path in MODULES.values() if path.name != "__init__.py"}
    assert files - readme_tree() == set()


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
            called = f"{getattr(getattr(node.func, 'value', None), 'id', '')}.{getattr(node.func, 'attr', '')}"
            flags = {
                keyword.arg
                for keyword in node.keywords
                if not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
            }
            if called in {"torch.load", "pd.read_pickle", "pandas.read_pickle"}:
                found.append(called)
            found += sorted(str(flag) for flag in flags & {"allow_pickle", "trust_remote_code"})
    return found


@pytest.mark.slow
def test_nothing_reads_code_out_of_data() -> None:
    assert code_from_data("import pickle") == ["pickle"]
    assert code_from_data("torch.load(path); numpy.load(path, allow_pickle=True)") == ["torch.load", "allow_pickle"]
    assert code_from_data("numpy.load(path, allow_pickle=False); json.load(file)") == []
    for path in files_of_the_repository():
        if path.suffix == ".py":
            assert code_from_data(path.read_text("utf-8")) == [], path
