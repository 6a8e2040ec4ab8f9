"""An architecture that the project has never heard of works everywhere, once its line stands in the table.

`tests/gru.py` declares one with the least that can be declared, and one with everything. Each is entered, trained by
the command on small made files for both tasks, and put where the shipped checkpoints are. Then every tab, every command
and every endpoint is asked about it.
"""

import csv
import io
import json
import runpy
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground.checkpoints import Checkpoint, describe, load, loading, references, shipped
from playground.data.examples import Examples
from playground.errors import BadCheckpoint, BadInput, NotApplicable
from playground.lenses.explain.methods import METHODS
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.trace import trace
from playground.models import ARCHITECTURES, Config, build
from playground.models.facts import Facts
from playground.tasks import TASKS
from playground.training.finetune.plan import suggest
from playground.training.finetune.tune import tune_and_save
from playground.training.pretraining import MaskedSettings, pretrain_masked
from playground.training.recipes.schema import read_recipe
from playground.ui import api
from playground.ui.compare import queries as compare_queries
from playground.ui.compare import render as compare_render
from playground.ui.components import model_names
from playground.ui.edit import queries as edit_queries
from playground.ui.edit import render as edit_render
from playground.ui.edit.draft import Draft
from playground.ui.explain import queries as explain_queries
from playground.ui.explain import render as explain_render
from playground.ui.finetune import render_plan
from playground.ui.finetune.visit import Visit
from playground.ui.inside import downloads as inside_downloads
from playground.ui.inside import queries as inside_queries
from playground.ui.inside import render as inside_render
from playground.ui.inside import view_options
from playground.ui.inside.all_models import downloads as all_models_downloads
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS
from playground.ui.intervene import queries as intervene_queries
from playground.ui.intervene import render as intervene_render
from playground.ui.intervene import render_found
from playground.ui.intervene.plan import Plan
from playground.ui.language.translations import error
from playground.ui.language.words import say
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.models import accuracy_plot
from playground.ui.models import queries as models_queries
from playground.ui.models import render as models_render
from tests import gru, tiny
from tests.command_line import run

pytestmark = pytest.mark.slow  # a model more, through every tab, command and endpoint


TEXT = "the film was not good , it was a bad dog ."
LONG = " ".join(["the", "film", "was", "good", "and", "the", "dog", "was", "bad"] * 4)
NEW = {"plain": gru.LEAST, "gru": gru.FULL}


@dataclass(frozen=True)
class Added:
    """A new architecture and the ids of its checkpoints, which stand where the shipped ones are."""

    key: str
    facts: Facts
    data: dict[str, Path]  # by task

    def reference(self, task: str) -> str:
        return f"{task}-{self.key}"


def sentiment_rows() -> str:
    """Labelled texts of which one word decides, some of them long enough for the measure of memory."""
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["text", "label"])
    for number in range(30):
        decides = ("good", "fine", "bad", "dull")[number % 4]
        text = f"the film number {number} was {decides} and we had a {('dog', 'walk')[number % 2]} with it ."
        writer.writerow([f"{text} {LONG}" if number < 4 else text, ("positive", "negative")[number % 4 > 1]])
    return rows.getvalue()


def tagged_rows() -> str:
    """Sentences in CoNLL-U, one of them long."""
    tags = {"the": "DET", "dog": "NOUN", "film": "NOUN", "was": "AUX", "good": "ADJ", "bad": "ADJ", "and": "CCONJ"}
    sentences = [["the", ("dog", "film")[n % 2], "was", ("good", "bad")[n % 3 % 2], f"w{n}", "."] for n in range(30)]
    return "\n".join(
        "".join(
            f"{place}\t{word}\t_\t{tags.get(word, 'NOUN' if word[0] == 'w' else 'PUNCT')}" + "\t_" * 6 + "\n"
            for place, word in enumerate(sentence, 1)
        )
        for sentence in [*sentences, LONG.split()]
    )


@pytest.fixture(scope="module", params=NEW)
def added(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Added]:
    """The architecture in the table, with a trained checkpoint a task."""
    key, folder, data = request.param, tmp_path_factory.mktemp("shipped"), tmp_path_factory.mktemp("data")
    files = {"sentiment": data / "reviews.csv", "pos": data / "sentences.conllu"}
    files["sentiment"].write_text(sentiment_rows(), "utf-8")
    files["pos"].write_text(tagged_rows(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ARCHITECTURES, key, NEW[key])  # the one line
        patch.setattr(references, "FOLDER", folder)
        found = Added(key, NEW[key], files)
        for task, file in files.items():
            out = folder / found.reference(task)
            command = ["train", "--data", file, "--task", task, "--architecture", key, "--from-scratch"]
            done = run(*command, "--epochs", "2", "--out", out, "--json")
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["architecture"] == key
        wait(*shipped())
        yield found
    loading._loaded.clear()


def wait(*chosen: str) -> None:
    """Until the page has loaded its models."""
    MODEL_LOADER.request(chosen)
    for _ in range(600):
        if all(MODEL_LOADER.state(one) is True for one in chosen):
            return
        time.sleep(0.05)
    raise AssertionError([MODEL_LOADER.state(one) for one in chosen])


def drawn_without_a_failure(html: str) -> None:
    assert html
    assert 'role="alert"' not in html
    assert 'class="pulse"' not in html
    assert say("internal", "en", kind="").split("(")[0] not in html


def checkpoint(added: Added, task: str) -> Checkpoint:
    return load(added.reference(task))


# ---- the models


@pytest.mark.parametrize("task", TASKS)
def test_it_keeps_the_contract_of_all_architectures(added: Added, task: str) -> None:
    one = checkpoint(added, task)
    batch = [TEXT.split(), ["good"], []]
    inputs = one.encode(batch)
    logits = one.model(inputs).detach()
    for row, words in enumerate(batch):
        alone = one.model(one.encode([words])).detach()[0]
        together = logits[row, : max(len(words), 1)] if TASKS[task].per_word else logits[row]
        assert float((alone - together).abs().max()) < 1e-5
    assert describe(added.reference(task)).architecture == added.key
    assert shipped() == [added.reference("sentiment"), added.reference("pos")]


def test_a_config_that_its_class_refuses_is_refused(added: Added) -> None:
    sizes: dict[str, Any] = {"architecture": added.key, "task": "pos", "labels": ["A", "B"], "words": 4, "layers": 4}
    if added.facts is gru.FULL:
        with pytest.raises(BadCheckpoint, match=r"has layers = 4\. Allowed: at most 3 layers of a GRU\."):
            Config.from_json(sizes)
    else:
        assert build(Config.from_json(sizes)).encoder.features == Config.hidden


# ---- the page


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("task", TASKS)
def test_compare(added: Added, task: str, language: str, tiny: dict[str, str]) -> None:
    both = [added.reference(task), tiny[f"{task}-lstm"]]
    wait(*both)
    found = compare_queries.compare(TEXT, task, both)
    assert [column.failed for column in found.columns] == [None, None]
    drawn = compare_render.comparison(found, language)
    drawn_without_a_failure(drawn)
    assert f"<h3>{added.facts.title}</h3>" in drawn or f"&nbsp;{added.facts.title}" in drawn
    about = compare_render.about(added.key, language)
    assert all(added.facts.sentence(key, language) in about for key in ("idea", "good_at", "fails_at"))
    assert bool(about) == (added.facts is gru.FULL)


@pytest.mark.parametrize("task", TASKS)
def test_every_view_of_look_inside(added: Added, task: str) -> None:
    reference = added.reference(task)
    for view in added.facts.views:
        options = view_options.ViewOptions(view, (view_options.Side(reference),))
        found = inside_queries.look_inside(TEXT, task, [reference], options)
        (panel,) = found.panels
        assert (panel.failed, panel.view, panel.requested_view) == (None, view, "")
        for language in ("en", "zh"):
            drawn_without_a_failure(inside_render.inside(found, language))
        for kind in ("py",) if view == "code" else ("csv", "json"):
            assert inside_downloads.as_file(panel, kind)["content"]
    beside = view_options.ViewOptions("attention", (view_options.Side(reference),))
    assert inside_queries.look_inside(TEXT, task, [reference], beside).panels[0].view == added.facts.views[0]
    for view in ALL_MODELS_VIEWS:
        found = inside_queries.look_inside(TEXT, task, [reference], view_options.ViewOptions(view))
        assert found.group is not None
        assert [member.failed for member in found.group.members] == [None]
        drawn_without_a_failure(inside_render.inside(found, "en"))
        assert all_models_downloads.all_models_file(found.group, 0, "json")["content"]


@pytest.mark.parametrize("task", TASKS)
def test_what_is_declared_is_seen(added: Added, task: str) -> None:
    one = checkpoint(added, task)
    traced = trace(one, TEXT)
    options = view_options.ViewOptions(sides=(view_options.Side(one.reference),))
    found = inside_queries.look_inside(TEXT, task, [one.reference], options)
    drawn = inside_render.inside(found, "en")
    if added.facts is not gru.FULL:
        assert traced.difference is None
        assert 'class="note proof"' not in drawn
        assert found.panels[0].sums == ()
        with pytest.raises(NotApplicable, match=r"is a Plain GRU\. Only an RNN and an LSTM carry a state"):
            equations(one, traced, 1, 0, 0)
        return
    assert traced.difference is not None
    assert traced.difference < 1e-5
    assert 'class="note proof"' in drawn
    assert "An update gate near 1 keeps the state" in drawn
    assert "更新门接近 1 时" in inside_render.inside(found, "zh")
    figures = [json.loads(part) for part in data_of(drawn, "data-figure")]
    assert [row["name"] for row in figures[0]["rows"]] == list(added.facts.gates)
    assert [line["name"] for line in figures[0]["charts"][0]["lines"]] == ["update_gate", "reset_gate"]
    (said,) = (json.loads(part) for part in data_of(drawn, "data-words"))
    assert (said["row-reset_gate"], said["tells-candidate"]) == ("Reset gate", "what the state could become")
    for direction in ("forward", "backward"):
        for word in (0, 3):
            told = equations(one, traced, 2, word, 1, direction)
            assert [equation.name for equation in told] == list(added.facts.equations)
            assert max(equation.gap for equation in told) < 1e-5
    told_by_all = "Only an RNN, an LSTM and a GRU carry a state"
    with pytest.raises(NotApplicable, match=told_by_all):
        equations(other := tiny_checkpoint(task, "transformer"), trace(other, TEXT), 1, 0, 0)


def tiny_checkpoint(task: str, architecture: str) -> Checkpoint:
    """A model of another architecture with random weights."""
    model = tiny.model(architecture, task)
    return Checkpoint(f"{task}-{architecture}-tiny", model.config, tiny.VOCABULARY, model)


def data_of(html: str, attribute: str) -> list[str]:
    """The values of an attribute."""
    return [unescape(part.partition('"')[0]) for part in html.split(f'{attribute}="')[1:]]


@pytest.mark.parametrize("task", TASKS)
def test_the_blocks_hold_every_parameter(added: Added, task: str) -> None:
    one = checkpoint(added, task)
    options = view_options.ViewOptions("layers", (view_options.Side(one.reference),))
    (panel,) = inside_queries.look_inside(TEXT, task, [one.reference], options).panels
    assert panel.layers is not None
    diagram = panel.layers.diagram
    assert diagram.parameters == one.parameters
    encoder = next(block for block in diagram.blocks if block.key == "encoder")
    assert encoder.multiplications >= len(TEXT.split()) * one.config.hidden**2
    keys = {block.key for block in diagram.all()}
    assert ("candidate" in keys) == bool(encoder.parts) == (added.facts is gru.FULL)


@pytest.mark.parametrize("task", TASKS)
def test_the_listing_gives_the_logits(added: Added, task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = checkpoint(added, task)
    assert one.folder is not None
    options = view_options.ViewOptions("code", (view_options.Side(one.reference),))
    (panel,) = inside_queries.look_inside(TEXT, task, [one.reference], options).panels
    assert panel.code is not None
    file = tmp_path / "listing.py"
    file.write_text(panel.code.listing, "utf-8")
    monkeypatch.setattr("sys.argv", ["listing.py", str(one.folder), "the", "good", "film"])
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(str(file))
    own = one.model(one.encode([["the", "good", "film"]]))[0].detach().numpy()
    assert float(np.abs(np.array(json.loads(printed.getvalue())) - own).max()) < 1e-5
    assert ("import playground" in panel.code.listing or "from playground" in panel.code.listing) == (
        added.facts is not gru.FULL
    )
    assert panel.code.sources[0].name == added.facts.network.partition(":")[2]
    assert panel.code.sources[0].file == "tests/gru.py"
    assert ("heads=" in panel.code.configuration) == (added.facts is not gru.FULL)


def test_a_network_without_states_has_the_other_views(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(ARCHITECTURES, "bag", gru.STATELESS)
    for task in TASKS:
        reference = tiny.write(tmp_path, "bag", task)
        monkeypatch.setenv("PLAYGROUND_FOLDERS", str(tmp_path))
        wait(reference)
        options = view_options.ViewOptions("states", (view_options.Side(reference),))
        (panel,) = inside_queries.look_inside(TEXT, task, [reference], options).panels
        assert (panel.failed, panel.view, panel.requested_view) == (None, "layers", "states")
        for view in ALL_MODELS_VIEWS:
            found = inside_queries.look_inside(TEXT, task, [reference], view_options.ViewOptions(view))
            assert found.group is not None
            assert found.group.members[0].failed is None
            drawn_without_a_failure(inside_render.inside(found, "en"))


@pytest.mark.parametrize("task", TASKS)
def test_explain(added: Added, task: str) -> None:
    reference = added.reference(task)
    options = explain_queries.ViewOptions(by="methods", model=reference)
    work = explain_queries.explanations("the film was good", task, [reference], options)
    try:
        while True:
            next(work)
    except StopIteration as done:
        found = done.value
    failed = {row.method: row.failed for row in found.rows if row.failed}
    assert {row.method for row in found.rows if row.explanation} >= set(METHODS) - {"deep_lift"}
    assert isinstance(failed["deep_lift"], NotApplicable)
    assert "none for" in error(failed["deep_lift"], "en")
    assert ("没有规则" in error(failed["deep_lift"], "zh")) == (added.facts is gru.FULL)
    for language in ("en", "zh"):
        assert explain_render.explanations(found, language)


@pytest.mark.parametrize("task", TASKS)
def test_intervene(added: Added, task: str) -> None:
    """Its units are switched off in turn where it declares them; its words' embeddings can be changed in any case."""
    reference = added.reference(task)
    wait(reference)
    seen = intervene_queries.shown(TEXT, task, [reference], Plan())
    drawn_without_a_failure(intervene_render.intervene(seen, "en"))
    plan = Plan(steps=("embedded=0@0-",), at=1, touched=True)
    changed = intervene_queries.shown(TEXT, task, [reference], plan)
    drawn_without_a_failure(intervene_render.intervene(changed, "zh"))
    assert changed.now is not None
    assert changed.now.moved
    names = {part.name for part in seen.parts}
    if seen.worth is None:
        assert not [part for part in seen.parts if part.ranked]
        return
    drawn_without_a_failure(render_found.matters(seen, seen.worth, "en"))
    assert {one.part for one in seen.worth.ranking.effects} <= names
    assert seen.plan.now[0].split("[")[0] in names


@pytest.mark.parametrize("task", TASKS)
def test_edit(added: Added, task: str) -> None:
    reference = added.reference(task)
    draft = Draft().of("the film was good .")
    answers = edit_queries.draft_answers(draft, task, [reference])
    assert [row.failed for row in answers.rows] == [None]
    drawn_without_a_failure(edit_render.edit(answers, "en"))
    *_, found = edit_queries.suggestions(answers.draft, task, [reference])
    assert [one.failed for one in found] == [None]
    assert edit_render.suggestions(answers.draft, found, "zh")


def test_models(added: Added) -> None:
    for task in TASKS:
        reference = added.reference(task)
        models_queries.speed(reference)
        seen = models_queries.catalogue(task, [reference], [], models_queries.ViewOptions(card=reference))
        entry = next(one for one in seen.entries if one.reference == reference)
        assert (entry.architecture, entry.failed) == (added.key, None)
        assert entry.seconds is not None
        drawn = models_render.models(seen, "en")
        assert model_names.mark(added.key, reference) in drawn
        assert "model-card" in drawn
        assert added.facts.title in drawn
        assert model_names.colour_class(added.key, reference) in accuracy_plot.plot(seen, "en")
    declared = f".a-{added.key} {{ --a: {gru.FULL.colour}; }}"
    assert (declared in model_names.style()) == (added.facts is gru.FULL)


# ---- training


@pytest.mark.parametrize("source", ["shipped", None])
@pytest.mark.parametrize("task", TASKS)
def test_fine_tune(added: Added, task: str, source: str | None, tmp_path: Path) -> None:
    texts = tuple(f"the {('dog', 'film')[n % 2]} was {('good', 'bad')[n % 3 % 2]}" for n in range(12))
    if TASKS[task].per_word:
        split = tuple(tuple(text.split()) for text in texts)
        examples = Examples(task, texts, split, tuple(("DET", "NOUN", "AUX", "ADJ") for _ in texts), "made", "0" * 64)
    else:
        labels = tuple(("up", "down")[n % 3 % 2] for n in range(12))
        examples = Examples(task, texts, None, labels, "made", "0" * 64)
    plan = suggest(examples, added.key, source)
    assert plan.source == (added.reference(task) if source else None)
    if source:
        assert plan.learning_rate == added.facts.learning_rate
    summary = tune_and_save(examples, examples, replace(plan, epochs=1), tmp_path / "tuned", {}, lambda line: None)
    assert summary["architecture"] == added.key
    assert load(str(tmp_path / "tuned")).architecture == added.key


def test_fine_tune_offers_it(added: Added) -> None:
    visit = Visit(from_scratch=True)
    visit.read_file(added.data["sentiment"].read_bytes(), "reviews.csv")
    visit.change({"action": "architecture", "value": added.key})
    assert visit.architecture == added.key
    assert visit.plan is not None
    for language in ("en", "zh"):
        drawn = render_plan.plan(visit, language)
        assert f'value="{added.key}" checked' in drawn
        assert f"<b>{added.facts.title}</b><small>{added.facts.sentence('in_short', language)}</small>" in drawn


def test_it_guesses_hidden_words_where_it_says_that_it_can(added: Added, tmp_path: Path) -> None:
    config = {"architecture": added.key, "task": "sentiment", "labels": ["negative", "positive"], "size": 8}
    config |= {"hidden": 8, "directions": 2}
    files: dict[str, Any] = {"words": [{"name": "a.txt"}], "data": [{"name": "a.txt"}]}
    masked_stage = {"stage": "masked", "name": "reader", "config": config, "settings": {"epochs": 1}, **files}
    fit = {"stage": "fit", "config": config, "train": [{"name": "b.csv"}], "from": "reader", "settings": {"epochs": 1}}
    (tmp_path / "training.json").write_text(json.dumps({"stages": [masked_stage, fit]}), "utf-8")
    if added.facts is not gru.FULL:
        with pytest.raises(BadInput, match="or an RNN or LSTM of one layer, that reads no letters"):
            read_recipe(tmp_path / "training.json")
        return
    assert read_recipe(tmp_path / "training.json")["stages"][0]["name"] == "reader"
    model = build(Config.from_json({**config, "words": 20}))
    texts = [np.arange(2, 18) for _ in range(40)]
    pretrain_masked(model, texts, MaskedSettings(1, window=16, windows_a_batch=8, others=8, warmup=1), 0)


# ---- commands and endpoints


def answered(*arguments: str | Path) -> Any:
    """The JSON of a command that succeeds."""
    done = run(*map(str, arguments), "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("task", TASKS)
def test_every_command(added: Added, task: str, tmp_path: Path) -> None:
    reference, data = added.reference(task), added.data[task]
    assert {one["id"]: one["architecture"] for one in answered("models")}[reference] == added.key
    assert answered("predict", "--model", reference, TEXT)[0]["model"] == reference
    assert answered("predict", "--task", task, TEXT)[0]["model"] == reference
    arrays = answered("trace", "--model", reference, TEXT, "--out", tmp_path / "trace.npz")["arrays"]
    assert any(name.endswith("hidden") for name in arrays)
    assert run("trace", "--model", reference, TEXT).returncode == 0
    for method in ("saliency", "integrated_gradients", "occlusion", "lime"):
        assert answered("explain", "--model", reference, "--method", method, TEXT)["method"] == method
    assert answered("edit", "--model", reference, "the film was good")[0]["model"] == reference
    assert answered("evaluate", "--model", reference, "--data", data)["examples"] > 10
    assert answered("memory", "--model", reference, "--data", data)["sentences"] >= 1
    assert answered("behaviour", "--model", reference)
    if task == "sentiment":
        one = answered("faithfulness", "--model", reference, "--data", data, "--sentences", "1",
                       "--method", "occlusion")  # fmt: skip
        assert one


@pytest.mark.parametrize("task", TASKS)
def test_every_endpoint(added: Added, task: str) -> None:
    reference = added.reference(task)
    assert api.predict(TEXT, task, [reference])[0]["model"] == reference
    assert api.predict(TEXT, task)[0]["model"] == reference
    name = next(name for name in api.trace(reference, TEXT)["arrays"] if name.endswith("hidden"))
    assert len(api.trace(reference, TEXT, [name])["values"][name]) == len(TEXT.split())
    assert api.explain(reference, "the film was good")["model"] == reference
    assert api.edit([reference], "the film was good")[0]["model"] == reference
    assert reference in {one["id"] for one in api.models()}
