"""The index of units: equal to a fresh trace, the same when it is read again; files that are none are refused."""

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from playground import checkpoints
from playground.checkpoints import load
from playground.data.corpus import Corpus, shipped_corpus
from playground.errors import BadCheckpoint, BadInput, NotApplicable, NotFound
from playground.lenses.inside.trace import trace
from playground.lenses.units.activations import LOOKS, parts_of, takes_words
from playground.lenses.units.build import build_index, correlations
from playground.lenses.units.index import BINS, NONE, PLACES, Index, check_stored_place, store, stored
from playground.lenses.units.sources import index_of, make_index
from playground.lenses.units.unit import unit
from tests import tiny
from tests.lenses.units.listened import LABELS, PLANTED, TEXTS, checkpoint, corpus, planted

CLOSE = 2e-3  # what float16 leaves of a number, in relation to its size, and float32's rounding in batches


def rows(name: str, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """What an index is made from, of one traced sentence: (words or windows, parts)."""
    return arrays[name].sum(1).T if name.endswith(".attention") else arrays[name]


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), tiny.PAIRS)
def test_every_number_is_that_of_a_fresh_trace(architecture: str, task: str) -> None:
    made = checkpoint(architecture, task)
    index = build_index(made, corpus())
    traced = [trace(made, text).arrays for text in TEXTS]
    listened = [name for name in traced[0] if name.startswith(("layer", "filters"))]
    assert set(index.groups) - set(listened) <= {"layer1.feedforward", "layer2.feedforward"}
    assert set(listened) <= set(index.groups)
    assert (index.sentences, index.words) == (len(TEXTS), sum(len(arrays["embedded"]) for arrays in traced))
    for name in listened:
        columns, own = index.groups[name], [rows(name, arrays) for arrays in traced]
        everything = np.concatenate(own)
        assert np.allclose(columns["mean"], everything.mean(0), atol=CLOSE)
        assert np.allclose(columns["deviation"], everything.std(0), atol=CLOSE)
        assert np.allclose(
            columns["range"], np.stack([everything.min(0), everything.max(0)], 1), atol=CLOSE, rtol=CLOSE
        )
        assert (columns["counts"].sum(1) == len(everything)).all()
        for part in range(index.parts(name)):
            for end, sign in (("high", 1), ("low", -1)):
                three = [columns[f"{end}_{what}"][part].tolist() for what in ("sentences", "words", "values")]
                places = [place for place in zip(*three, strict=True) if place[0] != NONE]
                for sentence, word, value in places:
                    assert value == pytest.approx(own[sentence][word, part], abs=CLOSE, rel=CLOSE)
                    assert sign * value >= (sign * own[sentence][:, part]).max() - CLOSE, "the sentence's strongest"
                if places:
                    assert sign * places[0][2] >= (sign * everything[:, part]).max() - CLOSE, "the strongest of all"
                assert [sign * place[2] for place in places] == sorted((sign * p[2] for p in places), reverse=True)
                assert len({place[0] for place in places}) == len(places) <= PLACES


@pytest.mark.parametrize("norm", ["before", "after"])
def test_inner_units_of_a_transformer_are_those_that_its_network_computes(norm: str) -> None:
    made = checkpoint("transformer", "sentiment", norm=norm)
    seen: list[np.ndarray] = []

    def keep(module: nn.Module, given: Any, got: torch.Tensor) -> None:
        seen.append(got.relu()[0].numpy())

    twin = copy.deepcopy(made.model)
    for layer in twin.encoder.layers:  # type: ignore[union-attr]
        layer.wide.register_forward_hook(keep)
    text = ["not", "a", "good", "dog", "."]
    with torch.inference_mode():
        twin(made.encode([text]))
    (arrays,) = parts_of(made, [text])
    assert len(seen) == 2
    for number, own in enumerate(seen, 1):
        assert np.allclose(arrays[f"layer{number}.feedforward"], own, atol=1e-6)


def test_where_heads_look_is_the_mean_of_their_attention() -> None:
    made = checkpoint("transformer", "pos")
    tags = [["NOUN" if word in ("dog", "film") else "X" for word in text.split()] for text in TEXTS]
    index = build_index(made, corpus(), tags, "data")
    divided = [trace(made, text) for text in TEXTS]
    assert [len(one.words) for one in divided] == [len(own) for own in tags]
    sums, words = np.zeros((3, len(LOOKS) + 1)), 0
    for one, own in zip(divided, tags, strict=True):
        attention = one.arrays["layer1.attention"]
        for head in range(3):
            for word in range(attention.shape[1]):
                look = attention[head, word]
                sums[head] += [
                    look[word - 1] if word else 0, look[word], look[word + 1] if word + 1 < len(look) else 0,
                    look[0], look[-1], sum(look[at] for at, tag in enumerate(own) if tag == "NOUN"),
                ]  # fmt: skip
        words += attention.shape[1]
    found = index.groups["layer1.attention"]["looks"].astype(float)
    assert np.allclose(found[:, : len(LOOKS)], sums[:, :-1] / words, atol=CLOSE)
    assert np.allclose(found[:, len(LOOKS) + index.tags.index("NOUN")], sums[:, -1] / words, atol=CLOSE)
    assert np.allclose(found[:, len(LOOKS) :].sum(1), 1, atol=0.02), "every look goes to words with some tag"


def test_correlations_are_those_of_numpy() -> None:
    random = np.random.default_rng(0)
    values, others = random.normal(size=(50, 4)), random.normal(size=(50, 3))
    expected = np.corrcoef(values.T, others.T)[:4, 4:]
    assert np.allclose(correlations(values, others), expected)
    others[::5] = np.nan
    kept = ~np.isnan(others).any(1)
    assert np.allclose(correlations(values, others), np.corrcoef(values[kept].T, others[kept].T)[:4, 4:])
    assert np.isnan(correlations(np.ones((50, 1)), random.normal(size=(50, 1)))).all(), "nothing varies"


@pytest.mark.parametrize("architecture", ["rnn", "textcnn"])
def test_a_planted_unit_listens_to_its_word_and_correlates_with_what_goes_with_it(architecture: str) -> None:
    made = planted(architecture)
    part = f"{'layer1.hidden' if architecture == 'rnn' else 'filters1'}[{PLANTED}]"
    tags = [["PART" if word == "not" else "NOUN" for word in text.split()] for text in TEXTS]
    index = build_index(made, corpus(), tags, "data")
    assert index.column(part, "tags")[index.tags.index("PART")] == pytest.approx(1, abs=1e-3)
    group, number = index.find(part)
    places = zip(index.groups[group]["high_sentences"][number], index.groups[group]["high_words"][number], strict=True)
    assert {TEXTS[sentence].split()[word] for sentence, word in list(places)[:3] if sentence != NONE} == {"not"}
    found = unit(made, part, corpus())
    assert found.highest[0].phrase == ("not",)
    assert found.highest[0].values[found.highest[0].word] == pytest.approx(max(found.highest[0].values))
    with_not = np.array([1.0 if "not" in text.split() else 0.0 for text in TEXTS])
    labelled = np.array([bool(label) for label in LABELS])
    positive = np.array([label == "positive" for label in LABELS], float)
    if architecture == "textcnn":  # its maximum in a sentence says whether the word is there
        expected = np.corrcoef(with_not[labelled], positive[labelled])[0, 1]
        assert found.labels == {"positive": pytest.approx(expected, abs=2e-3)}


def test_words_that_a_file_sets_apart_are_those_of_a_model_that_reads_words() -> None:
    words, tags = (("good", "dog"), ("a", "bad", "film")), (("ADJ", "NOUN"), ("DET", "ADJ", "NOUN"))
    given = Corpus("tagged.conllu", "0", ("good  dog", "a bad film"), ("", ""), words=words, tags=tags)
    index = make_index(checkpoint("rnn", "pos"), given)
    assert (index.tagger, index.words) == ("data", 5)
    assert index.tag_shares[index.tags.index("NOUN")] == 0.4
    characters = checkpoint("rnn", "pos", labels=("B-NOUN", "I-NOUN"))
    assert not takes_words(characters, given)
    assert not takes_words(checkpoint("rnn", "sentiment"), given)
    assert takes_words(checkpoint("rnn", "sentiment", tokenisation="spaces"), given)


# ---- the file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(tiny.write(tmp_path_factory.mktemp("units"), "lstm", "sentiment"))


def test_what_is_stored_is_read_again_and_belongs_to_these_weights(folder: Path) -> None:
    made = load(str(folder))
    index = make_index(made, corpus())
    assert stored(str(folder)) is None
    store(made, index)
    again = stored(str(folder))
    assert again is not None
    assert {"layer1.forward.hidden", "layer2.backward.cell", "layer1.forward.forget_gate"} <= set(again.groups)
    for name, columns in index.groups.items():
        for column, array in columns.items():
            kept = again.groups[name][column]
            assert kept.shape == array.shape
            assert np.array_equal(kept, array.astype(kept.dtype), equal_nan=kept.dtype.kind == "f")
    assert index_of(made, corpus()).groups.keys() == again.groups.keys()
    text = (folder / "units.json").read_text("utf-8")
    assert "film" not in text, "no text is stored"
    (folder / "units.json").write_text(text.replace(again.weights, "0" * 64), "utf-8")
    assert stored(str(folder)) is None, "of other weights"
    (folder / "units.json").unlink()


def test_an_untrained_twin_can_be_listened_to_and_stores_nothing(folder: Path) -> None:
    twin = load(f"{folder}#untrained")
    assert unit(twin, "layer1.forward.hidden[0]", corpus()).sentences == len(TEXTS)
    with pytest.raises(NotApplicable, match="has random weights, and its folder keeps what is measured of the trained"):
        check_stored_place(twin)


def test_a_part_is_named_as_in_a_trace(folder: Path) -> None:
    made = load(str(folder))
    for name in ("hidden[1]", "layer1.forward.hidden", "layer1.forward.hidden[x]", "layer1.forward.hidden[-1]", "", 3):
        with pytest.raises(
            BadInput, match=r"names no unit. Write an array of a trace and a number, for instance layer1"
        ):
            unit(made, name, corpus())  # type: ignore[arg-type]
    with pytest.raises(
        BadInput, match=r"layer1.forward.hidden has 10 parts, counted from 0: there is no 10. Choose 0 to 9"
    ):
        unit(made, "layer1.forward.hidden[10]", corpus())
    with pytest.raises(
        NotFound, match=r"There is no group of units 'layer9.hidden'. Choose one of: layer1.forward.hidden"
    ):
        unit(made, "layer9.hidden[0]", corpus())


def _without(name: str) -> Callable[[Any], Any]:
    return lambda value: {key: one for key, one in value.items() if key != name}


def _column(name: str, new: Callable[[bytes], bytes]) -> Callable[[Any], Any]:
    def change(value: Any) -> Any:
        columns = value["groups"]["layer1.forward.hidden"]
        columns[name] = base64.b64encode(new(base64.b64decode(columns[name]))).decode()
        return value

    return change


HOSTILE: dict[str, Callable[[Any], Any]] = {
    "no groups": _without("groups"),
    "another format": lambda value: {**value, "format": 2},
    "a column missing": lambda value: value["groups"]["layer1.forward.hidden"].pop("mean") and value,
    "a column more": lambda value: value["groups"]["layer1.forward.hidden"].update(more="AAAA") or value,
    "cut short": _column("counts", lambda raw: raw[:-4]),
    "no base64": lambda value: value["groups"]["layer1.forward.hidden"].update(mean="%%%") or value,
    "not finite": _column("high_values", lambda raw: b"\x00\x7c" * (len(raw) // 2)),
    "no such sentence": _column("high_sentences", lambda raw: b"\x20\x4e" * (len(raw) // 2)),
    "not in order": _column("high_values", lambda raw: raw[::-1]),
    "a name that is none": lambda value: {**value, "groups": {"<script>": next(iter(value["groups"].values()))}},
    "too many labels": lambda value: {**value, "labels": ["x"] * 100},
    "a number for a name": lambda value: {**value, "tags": [1]},
    "sentences": lambda value: {**value, "sentences": -1},
    "words": lambda value: {**value, "words": True},
    "shares": lambda value: {**value, "tag_shares": [0.5]},
    "a list": lambda value: [value],
    "groups a list": lambda value: {**value, "groups": []},
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_index_is_refused_in_one_line(name: str) -> None:
    value = json.loads(json.dumps(build_index(checkpoint("lstm", "sentiment"), corpus()).as_json()))
    assert Index.from_json(copy.deepcopy(value)).sentences == len(TEXTS)
    with pytest.raises(
        BadCheckpoint, match=r"^units.json does not hold an index of units\. Make it again with “python"
    ):
        Index.from_json(HOSTILE[name](value))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    value = build_index(checkpoint("rnn", "sentiment"), corpus()).as_json()
    monkeypatch.setattr("playground.lenses.units.index.MOST_PARTS", 39)
    with pytest.raises(BadCheckpoint):
        Index.from_json(value)


# ---- the shipped ones


@pytest.mark.slow
@pytest.mark.parametrize("reference", checkpoints.shipped(language=None, variant=None))
def test_a_shipped_index_belongs_to_its_model_and_to_the_shipped_sentences(reference: str) -> None:
    index, made = stored(reference), load(reference)
    assert index is not None, f"make it: python -m playground index --model {reference}"
    assert (checkpoints.FOLDER / reference / "units.json").stat().st_size < 1_500_000
    own = shipped_corpus(made.config.language or "en")
    assert (index.corpus, index.sha256, index.sentences) == (own.name, own.sha256, len(own))
    assert len(index.tags) == 17
    assert index.labels == ("positive",)
    for group in index.groups:
        assert index.groups[group]["counts"].shape[1] == BINS
        for number in (0, index.parts(group) - 1):
            found = unit(made, f"{group}[{number}]")
            for place in (*found.highest[:3], *found.lowest[:3]):
                fresh = trace(made, place.text).arrays
                if group in fresh:
                    value = rows(group, fresh)[place.word, number]
                    assert place.value == pytest.approx(value, rel=CLOSE, abs=CLOSE)
