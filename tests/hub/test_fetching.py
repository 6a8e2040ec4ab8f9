"""Pulling, against olah, which is a real peer, behind a front that can misbehave; and with the Hub closed."""

import hashlib
import json
import math
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from safetensors.torch import save as tensors_as_bytes

from playground import checkpoints, hub
from playground.checkpoints import describe, fetch, is_local, load, loading, pull, references, shipped
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError, Unreachable
from playground.hub import fetching, room
from playground.lenses.predict.predict import predict
from playground.text import Vocabulary
from tests import tiny
from tests.hubs import ADDRESS, ROOT, Handler, Server, commit, forward, git, olah, opened
from tests.serving import serving

NOBODY = "1" * 40


HOST = ADDRESS.removeprefix("http://")
Files = dict[str, bytes]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the Hub, and nothing in memory."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
    monkeypatch.setattr(fetching, "_transfers", {})
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int]]:
    """A folder whose repositories are served, and the port."""
    folder = tmp_path_factory.mktemp("served")
    with olah(folder) as port:
        yield folder, port


@pytest.fixture
def front(served: tuple[Path, int]) -> Iterator[Server]:
    """olah, at the address of the Hub."""
    with opened(forward(served[1])) as server:
        yield server


@pytest.fixture
def repository(served: tuple[Path, int], tmp_path: Path) -> Path:
    """A repository of its own for each test, at `owner/NAME`."""
    return served[0] / "models" / "owner" / tmp_path.name.replace("_", "-").strip("-")[:60]


def name(repository: Path) -> str:
    return f"owner/{repository.name}"


def checkpoint(folder: Path, seed: int = 0, architecture: str = "lstm") -> Files:
    """The files of a small checkpoint with a card."""
    made = tiny.model(architecture, "sentiment", seed)
    checkpoints.round_weights(made)
    card = "---\nlicense: mit\n---\n# A card\n\n<script>alert(1)</script>\n"
    saved = checkpoints.save(folder / f"made-{seed}", made, tiny.VOCABULARY, card=card)
    return {path.name: path.read_bytes() for path in saved.iterdir()}


def refused(kind: type[PlaygroundError], ask: Callable[..., object], *given: object) -> str:
    with pytest.raises(kind) as caught:
        ask(*given)
    return str(caught.value)


def kept(cache: Path) -> set[str]:
    """Every file in the cache."""
    return {path.name for path in cache.rglob("*") if path.is_file()} if cache.is_dir() else set()


def test_with_the_hub_closed_a_model_of_it_says_so_at_once_and_a_shipped_one_works() -> None:
    started = time.monotonic()
    assert refused(Unreachable, lambda: load("owner/name")) == (
        f"The Hub ({HOST}) cannot be reached to ask for owner/name@main. "
        "The bundled models work without it. Check the connection, or try again later."
    )
    assert time.monotonic() - started < fetching.PATIENCE_SECONDS
    assert predict(load("pos-rnn"), "It works.").tags is not None


def _read_memory(reference: str) -> object:
    return checkpoints.read_measurement(reference, checkpoints.MEMORY)


def test_what_is_not_here_is_not_fetched_by_looking_at_it() -> None:
    for look in (describe, checkpoints.read_card, checkpoints.read_recipe, _read_memory):
        assert refused(NotFound, look, "owner/name") == (
            "owner/name has not been fetched from the Hub yet. Load it, or run “python -m playground pull owner/name”."
        )
    assert not is_local("owner/name")
    assert not is_local("owner/name#untrained")
    assert is_local("owner/no name"), "that it is no reference, loading says at once"


@pytest.mark.slow
def test_a_command_says_it_in_one_line() -> None:
    command = [sys.executable, "-m", "playground", "predict", "--model", "owner/name", "x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: The Hub ({HOST}) cannot be reached to ask for owner/name@main. ")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_branch_a_tag_and_a_commit_give_what_was_committed(repository: Path, front: Server, tmp_path: Path) -> None:
    first, second = checkpoint(tmp_path, 1), checkpoint(tmp_path, 2)
    commits = [commit(repository, first)]
    git(repository, "tag", "v1")
    commits.append(commit(repository, second))
    for revision, seed in (("", 2), ("@main", 2), ("@v1", 1), (f"@{commits[0]}", 1), (f"@{commits[1]}", 2)):
        found = load(name(repository) + revision)
        expected = load(str(tmp_path / f"made-{seed}"))
        inputs = found.encode([["a", "good", "film"]])
        with torch.no_grad():
            assert torch.equal(found.model(inputs), expected.model(inputs))
        described = describe(name(repository) + revision)
        assert (described.source, described.revision) == ("hub", commits[seed - 1])
        assert described.bytes == sum(map(len, (first, second)[seed - 1].values()))
    assert load(f"{name(repository)}@v1#untrained").untrained
    assert hub.resolve(f"{name(repository)}@v1") == commits[0]
    assert hub.pin(name(repository)) == f"{name(repository)}@{commits[1]}"


@pytest.mark.slow
def test_a_model_that_reads_words_split_by_spaces_does_so_when_it_comes_from_the_hub(
    repository: Path, front: Server, tmp_path: Path
) -> None:
    made = tiny.model("textcnn", "sentiment", tokenisation="spaces", language="zh")
    checkpoints.round_weights(made)
    vocabulary = Vocabulary([*tiny.VOCABULARY.words[:-1], "好看"])
    saved = checkpoints.save(tmp_path / "split", made, vocabulary)
    commit(repository, {path.name: path.read_bytes() for path in saved.iterdir()})
    (found,) = predict(load(name(repository)), ["电影 好看"], split=True)
    (here,) = predict(load(str(saved)), ["电影 好看"], split=True)
    assert [(word.text, word.known) for word in found.words] == [("电影", False), ("好看", True)]
    assert found.scores == here.scores
    (characters,) = predict(load(name(repository)), ["电影好看"])
    assert [word.text for word in characters.words] == ["电", "影", "好", "看"]
    assert characters.caution is not None


@pytest.mark.slow
def test_what_a_page_has_fetched_makes_room_for_what_comes_unless_it_is_in_use(
    repository: Path, front: Server, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = checkpoint(tmp_path)
    first = commit(repository, files)
    second = commit(repository, {**files, "README.md": b"# Another card\n"})
    load(f"{name(repository)}@{first}")  # as the command line fetches: it stays
    pulled = cache / f"models--owner--{repository.name}" / "snapshots" / first
    third = commit(repository, {**files, "README.md": b"# A third card\n"})
    room.bound(sum(map(len, files.values())) * 3 // 2)
    try:
        load(f"{name(repository)}@{second}")
        assert "in use here" in refused(Unreachable, lambda: load(f"{name(repository)}@{third}"))
        assert (pulled.with_name(second)).is_dir()
        monkeypatch.setattr(room, "IN_USE_SECONDS", 0.0)
        load(f"{name(repository)}@{third}")
    finally:
        room.bound(None)
    assert [pulled.with_name(one).is_dir() for one in (first, second, third)] == [True, False, True]


@pytest.mark.slow
def test_only_files_of_a_checkpoint_come(repository: Path, front: Server, cache: Path, tmp_path: Path) -> None:
    files = checkpoint(tmp_path)
    commit(repository, {**files, "pytorch_model.bin": b"x", "modeling.py": b"raise SystemExit", "notes.txt": b"x"})
    load(name(repository))
    assert kept(cache) == {*files, "main"}
    assert not any("modeling" in asked or ".bin" in asked for asked in front.asked)


@pytest.mark.slow
def test_what_is_in_the_cache_asks_nobody(repository: Path, front: Server, tmp_path: Path) -> None:
    commit(repository, checkpoint(tmp_path))
    commit_hash = hub.resolve(name(repository))
    fetch(name(repository))
    front.asked.clear()
    for reference in (name(repository), f"{name(repository)}@{commit_hash}", f"{name(repository)}#untrained"):
        assert is_local(reference)
        load(reference)
        describe(reference)
    assert hub.resolve(f"{name(repository)}@{commit_hash}") == commit_hash
    assert front.asked == []


@pytest.mark.slow
def test_a_moved_branch_does_not_move_a_pinned_model_and_pull_follows_it(
    repository: Path, front: Server, tmp_path: Path
) -> None:
    before = commit(repository, checkpoint(tmp_path, 1))
    pinned = hub.pin(name(repository))
    weights = load(pinned).model.head.weight.clone()
    load(name(repository))
    after = commit(repository, checkpoint(tmp_path, 2))
    loading._loaded.clear()
    assert torch.equal(load(pinned).model.head.weight, weights)
    assert describe(name(repository)).revision == before, "a branch is where it was when it was fetched"
    assert pull(name(repository)).id == f"{name(repository)}@{after}"
    assert describe(name(repository)).revision == after
    assert not torch.equal(load(name(repository)).model.head.weight, weights)
    assert describe(pinned).revision == before
    front.asked.clear()
    pull(name(repository))
    assert not any(asked.startswith("GET") for asked in front.asked), "a commit that is here is not fetched again"


@pytest.mark.slow
def test_unknown_repository_revision_and_file_are_three_messages(
    repository: Path, front: Server, cache: Path, tmp_path: Path
) -> None:
    files = checkpoint(tmp_path)
    here = commit(repository, {key: value for key, value in files.items() if key != "vocabulary.json"})
    git(repository, "tag", "v1")
    assert refused(NotFound, lambda: load("owner/nobody")) == (
        f"There is no model owner/nobody on the Hub ({HOST}), or it is not open to everybody. "
        "Check the spelling; for one that is private or gated, sign in with “hf auth login”."
    )
    for revision in ("v2", NOBODY):
        assert refused(NotFound, load, f"{name(repository)}@{revision}") == (
            f"{name(repository)} has no revision '{revision}'. It has: main, v1. "
            "Name a branch, a tag or a whole commit, or leave it out."
        )
    lacks = "so it is no model of this playground. Name a repository that is laid out like the folders in checkpoints/."
    assert refused(NotFound, lambda: load(name(repository))) == (
        f"{name(repository)}@{here} has no vocabulary.json, {lacks}"
    )
    commit(repository, {"README.md": b"# nothing"})
    assert refused(NotFound, lambda: load(name(repository))) == (f"{name(repository)}@main has no config.json, {lacks}")
    assert kept(cache) == set()


@pytest.mark.slow
def test_many_that_ask_for_a_model_wait_for_one_transfer(repository: Path, front: Server, tmp_path: Path) -> None:
    commit(repository, checkpoint(tmp_path))
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(load(name(repository)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(one is found[0] for one in found)
    assert len([asked for asked in front.asked if asked.startswith("GET") and "model.safetensors" in asked]) == 1


@pytest.mark.slow
def test_a_config_without_a_digest_is_taken_and_a_wrong_digest_is_not(
    repository: Path, front: Server, cache: Path, tmp_path: Path
) -> None:
    files = checkpoint(tmp_path)
    config = json.loads(files["config.json"])
    commit(repository, {**files, "config.json": json.dumps({**config, "sha256": "0" * 64}).encode()})
    assert refused(BadCheckpoint, lambda: load(name(repository))) == (
        f"The weights of the checkpoint {name(repository)} are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again."
    )
    assert kept(cache) == set()
    del config["sha256"]
    commit(repository, {**files, "config.json": json.dumps(config).encode()})
    assert load(name(repository)).source == "hub"


def only(
    part: str, then: Callable[[Handler], None], port: int, method: str = "GET"
) -> Callable[[Handler, bytes], None]:
    """olah, but for requests of this method whose path has this part."""
    whole = forward(port)

    def answer(handler: Handler, body: bytes) -> None:
        if handler.command == method and part in handler.path:
            then(handler)
        else:
            whole(handler, body)

    return answer


def status(number: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.give(number, b"<h1>no</h1>", **headers)


def silent(handler: Handler) -> None:
    time.sleep(fetching.PATIENCE_SECONDS + 1)
    handler.close_connection = True


def half(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"x" * 1000)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def page(handler: Handler) -> None:
    handler.give(200, b"<html>Sign in to this network</html>" * 10, Content_Type="text/html")


def longer(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 100_000)
    handler.close_connection = True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "method", "then", "says"),
    [
        ("config.json", "HEAD", status(429), "answers 429 (too many requests)"),
        ("config.json", "HEAD", status(500), "answers 500 (its own mistake)"),
        ("config.json", "HEAD", status(503), "answers 503 (not available)"),
        ("config.json", "HEAD", page, "is not the Hub"),
        ("config.json", "HEAD", silent, "does not answer in time"),
        ("", "HEAD", silent, "does not answer in time"),
        ("safetensors", "GET", status(429, Retry_After="300"), "answers 429 (too many requests)"),
        ("safetensors", "GET", status(500), "answers 500 (its own mistake)"),
        ("vocabulary", "GET", page, "broke off (vocabulary.json); nothing of it is kept"),
        ("safetensors", "GET", half, "broke off"),
        ("safetensors", "GET", longer, "broke off (model.safetensors); nothing of it is kept"),
        ("safetensors", "GET", silent, "does not answer in time"),
        ("safetensors", "GET", drip, "does not answer in time"),
    ],
)
def test_a_hub_that_misbehaves_is_named_in_time_and_nothing_broken_is_kept(
    repository: Path,
    served: tuple[Path, int],
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    method: str,
    then: Callable[[Handler], None],
    says: str,
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE_SECONDS", 2.0)
    monkeypatch.setattr(fetching, "LEAST_SPEED", 10**9)
    monkeypatch.setattr(fetching, "SPARE_SECONDS", 3.0)
    commit(repository, checkpoint(tmp_path))
    with opened(only(part, then, served[1], method)):
        started = time.monotonic()
        message = refused(Unreachable, lambda: load(name(repository)))
        seconds = time.monotonic() - started
    assert says in message
    assert name(repository) in message
    assert "<" not in message
    assert seconds < 2 * fetching.PATIENCE_SECONDS + fetching.SPARE_SECONDS + 1
    monkeypatch.setattr(fetching, "PATIENCE_SECONDS", 20.0)  # how soon olah answers is not what is tested
    assert not list(cache.glob("models--*/snapshots/*/*"))
    with opened(forward(served[1])):
        assert load(name(repository)).source == "hub", "the next try succeeds"
    assert kept(cache) >= {"model.safetensors", "main"}
    until = time.monotonic() + 10
    while list(cache.glob(".playground-*")):  # what was on its way is given up, and leaves nothing
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.slow
def test_a_transfer_over_its_time_is_named_so_where_it_notices_before_those_who_wait(
    repository: Path, served: tuple[Path, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE_SECONDS", 20.0)
    monkeypatch.setattr(fetching, "LEAST_SPEED", 10**9)
    monkeypatch.setattr(fetching, "SPARE_SECONDS", 0.2)
    monkeypatch.setattr(fetching._Transfer, "is_overdue", lambda self: False)
    commit(repository, checkpoint(tmp_path))
    with opened(only("safetensors", drip, served[1])):
        assert "does not answer in time" in refused(Unreachable, lambda: load(name(repository)))


@pytest.mark.slow
def test_how_far_a_fetch_is_can_be_asked_until_it_is_over(
    repository: Path, served: tuple[Path, int], cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE_SECONDS", 20.0)
    commit(repository, checkpoint(tmp_path))
    go = threading.Event()

    def wait(handler: Handler) -> None:
        go.wait(20)
        handler.close_connection = True

    reference = name(repository)
    assert fetching.progress(reference) is None
    with opened(only("safetensors", wait, served[1])):
        waiting = threading.Thread(target=refused, args=(Unreachable, lambda: load(reference)))
        waiting.start()
        until = time.monotonic() + 15
        while (found := fetching.progress(reference)) is None or not found[0]:
            assert time.monotonic() < until
            time.sleep(0.02)
        go.set()
        waiting.join()
    done, total = found
    assert 0 < done < total
    assert fetching.progress(reference) is None


@pytest.mark.slow
def test_no_more_are_fetched_at_once_than_a_server_can_bear(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "FETCHES_AT_ONCE", 1)
    monkeypatch.setattr(fetching, "PATIENCE_SECONDS", 1.0)
    with opened(lambda handler, body: silent(handler)):
        waiting = threading.Thread(target=refused, args=(Unreachable, lambda: load("owner/slow")))
        waiting.start()
        time.sleep(0.2)
        assert refused(Unreachable, lambda: load("owner/other")).startswith("1 models are being fetched")
        waiting.join()


def test_a_fetch_leaves_room_on_the_disk(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setattr(fetching, "FREE_BYTES", 10**18)

    def answer(handler: Handler, body: bytes) -> None:
        handler.give(200, b"{}", ETag='"x"', X_Repo_Commit=NOBODY)

    with opened(answer):
        assert refused(BadInput, lambda: load("owner/name")).startswith("There is no room for owner/name@")


def changed(files: Files, config: dict[str, Any] | None = None, weights: bytes | None = None, **more: bytes) -> Files:
    """The files with another config or other weights, whose sha256 the config names."""
    raw = files["model.safetensors"] if weights is None else weights
    value = {**json.loads(files["config.json"]), "sha256": hashlib.sha256(raw).hexdigest(), **(config or {})}
    return {**files, "model.safetensors": raw, "config.json": json.dumps(value).encode(), **more}


def with_tensor(folder: Path, edit: Callable[[dict[str, torch.Tensor]], object]) -> bytes:
    tensors = load_file(folder / "made-0" / "model.safetensors")
    edit(tensors)
    return tensors_as_bytes(tensors)


def pickled(folder: Path) -> bytes:
    class Trap:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(folder / "ran"),)

    torch.save({"head.bias": Trap()}, folder / "made.bin")
    return (folder / "made.bin").read_bytes()


HOSTILE: dict[str, tuple[Callable[[Files, Path], Files], str]] = {
    "a renamed pickle": (
        lambda files, folder: changed(files, weights=pickled(folder)),
        "is not a safetensors file",
    ),
    "hidden size 10⁹": (lambda files, folder: changed(files, {"hidden": 10**9}), "hidden = 1000000000"),
    "a hundred layers": (lambda files, folder: changed(files, {"layers": 100}), "layers = 100"),
    "too many parameters": (
        lambda files, folder: changed(files, {"hidden": 2048, "layers": 12, "directions": 2}),
        "At most 100,000,000 are allowed",
    ),
    "NaN weights": (
        lambda files, folder: changed(
            files, weights=with_tensor(folder, lambda tensors: tensors["head.bias"].fill_(math.nan))
        ),
        "The tensor 'head.bias' of the checkpoint",
    ),
    "a missing tensor": (
        lambda files, folder: changed(files, weights=with_tensor(folder, lambda tensors: tensors.pop("head.bias"))),
        "The tensor 'head.bias' of the checkpoint",
    ),
    "a vocabulary shorter than the embedding": (
        lambda files, folder: {**files, "vocabulary.json": b'{"words": ["a", "good"], "letters": ""}'},
        "They have to be equal",
    ),
    "a vocabulary of millions": (
        lambda files, folder: {**files, "vocabulary.json": b'{"words": [' + b'"a",' * 1_100_000 + b'"a"]}'},
        "has more than 1,000,000 entries",
    ),
    "nested brackets": (lambda files, folder: {**files, "config.json": b"[" * 500_000}, "is not JSON"),
    "weights far larger than the model": (
        lambda files, folder: changed(files, weights=files["model.safetensors"] + bytes(3_000_000)),
        "The weights do not fit the config",
    ),
    "a config that names a file elsewhere": (
        lambda files, folder: changed(files, {"vocabulary": "../../../../etc/passwd"}),
        "has a field “vocabulary” that is not known here",
    ),
}


def peak_of(ask: Callable[[], object]) -> int:
    """By how many bytes the process grew at most while it did something (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    ask()
    return _status("VmHWM") - before


def _status(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_repository_is_refused_soon_and_takes_no_memory(
    repository: Path, front: Server, tmp_path: Path, case: str
) -> None:
    break_it, says = HOSTILE[case]
    files = checkpoint(tmp_path)
    load(str(tmp_path / "made-0"))  # torch is awake, as it is in a server
    commit(repository, break_it(files, tmp_path))
    times: list[float] = []

    def ask() -> None:
        started = time.process_time()  # not that of olah, nor of other processes
        assert says in refused(BadCheckpoint, lambda: load(name(repository)))
        times.append(time.process_time() - started)

    if sys.platform == "linux":
        assert peak_of(ask) < 50_000_000
    else:
        ask()
    assert times[0] < 1.0
    assert not (tmp_path / "ran").exists()


def claims(size: int, path: str) -> Callable[[Handler, bytes], None]:
    """A Hub whose repository has every file, one of them of a size that it only claims."""

    def answer(handler: Handler, body: bytes) -> None:
        handler.send_response(200)
        for key, value in {"X-Repo-Commit": NOBODY, "ETag": '"x"'}.items():
            handler.send_header(key, value)
        handler.send_header("Content-Length", str(size if path in handler.path else 2))
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(b"{}")

    return answer


@pytest.mark.parametrize("path", ["model.safetensors", "config.json", "README.md"])
def test_ten_gigabytes_are_refused_before_a_byte_of_them_is_fetched(path: str, cache: Path) -> None:
    with opened(claims(10**10, path)) as server:
        assert refused(BadCheckpoint, lambda: load("owner/name")) == (
            f"{path} of owner/name@{NOBODY} has 10,000,000,000 bytes. "
            f"At most {checkpoints.MAX_BYTES[path]:,} are fetched. Use a smaller model."
        )
        assert not any(asked.startswith("GET") for asked in server.asked)
    assert kept(cache) == set()


@pytest.mark.parametrize(
    ("etag", "revision"),
    [('"../../../../escaped"', NOBODY), ('"x"', "../../../../escaped"), ('"x"', "main"), ('"x"', "")],
)
def test_names_that_a_server_chooses_lead_nowhere(etag: str, revision: str, cache: Path, tmp_path: Path) -> None:
    def answer(handler: Handler, body: bytes) -> None:
        handler.give(200, b"{}", ETag=etag, X_Repo_Commit=revision)

    with opened(answer):
        refused(PlaygroundError, lambda: load("owner/name"))
    assert revision == NOBODY or kept(cache) == set()
    assert not list(tmp_path.rglob("*escaped*"))


@pytest.mark.slow
def test_a_card_with_a_script_is_text(repository: Path, front: Server, tmp_path: Path) -> None:
    commit(repository, checkpoint(tmp_path))
    assert load(name(repository)).card == "# A card\n\n<script>alert(1)</script>\n"


def test_visitors_of_a_space_do_not_read_with_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    for space, sent in (("owner/space", False), ("", True)):
        monkeypatch.setenv("SPACE_ID", space)
        with opened(lambda handler, body: handler.give(404)) as server:
            message = refused(NotFound, lambda: load("owner/name"))
            assert [headers.get("authorization") for headers in server.headers] == (
                ["Bearer hf_secret"] * len(server.headers) if sent else [None] * len(server.headers)
            )
        assert "hf_secret" not in message


@pytest.fixture
def shelf(tmp_path: Path, repository: Path, front: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one shipped checkpoint, which is on the Hub too."""
    folder = tmp_path / "shelf"
    reference = tiny.write(folder, "lstm", "sentiment")
    files = {path.name: path.read_bytes() for path in Path(reference).iterdir()}
    found = commit(repository, files)
    entry = {"repo": name(repository), "revision": found, "parameters": 1274, "bytes": len(files["model.safetensors"])}
    (folder / "sources.json").write_text(json.dumps({"sentiment-lstm": entry}))
    monkeypatch.setattr(references, "FOLDER", folder)
    assert shipped() == ["sentiment-lstm"]
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("way", ["setting", "deleted"])
def test_weights_of_a_shipped_checkpoint_come_from_the_commit_that_sources_names(
    shelf: Path, front: Server, repository: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    before = load("sentiment-lstm").model.head.weight.clone()
    bundled = describe("sentiment-lstm")
    assert (bundled.source, bundled.revision) == ("bundled", "")
    front.asked.clear()
    if way == "setting":
        monkeypatch.setenv("PLAYGROUND_WEIGHTS", "hub")
    else:
        (shelf / "sentiment-lstm" / "model.safetensors").unlink()
    described = describe("sentiment-lstm")
    assert front.asked == [], "what is said of it needs no weights"
    assert (described.source, described.revision) == ("hub", git(repository, "rev-parse", "HEAD"))
    assert (described.parameters, described.bytes) == (1274, bundled.bytes)
    commit(repository, {"README.md": b"moved"})
    loading._loaded.clear()
    assert not is_local("sentiment-lstm")
    assert is_local("sentiment-lstm#untrained")
    assert torch.equal(load("sentiment-lstm").model.head.weight, before)
    assert {asked.rpartition("/")[2] for asked in front.asked} == {"model.safetensors"}
    assert is_local("sentiment-lstm")


@pytest.mark.slow
def test_other_weights_than_the_configs_are_refused(
    shelf: Path, repository: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = commit(repository, checkpoint(tmp_path, 7))
    entry = {"repo": name(repository), "revision": found, "parameters": 1, "bytes": 1}
    (shelf / "sources.json").write_text(json.dumps({"sentiment-lstm": entry}))
    monkeypatch.setenv("PLAYGROUND_WEIGHTS", "hub")
    assert refused(BadCheckpoint, lambda: load("sentiment-lstm")) == (
        "The weights of the checkpoint sentiment-lstm are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again."
    )
    assert kept(cache) == set()


def test_until_they_are_published_all_weights_are_bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checkpoints.sources() == {} or set(checkpoints.sources()) <= set(shipped(language=None, variant=None))
    monkeypatch.setenv("PLAYGROUND_WEIGHTS", "hub")
    unpublished = [one for one in shipped(language=None, variant=None) if one not in checkpoints.sources()]
    assert {describe(one).source for one in unpublished} <= {"bundled"}


@pytest.mark.parametrize("content", ["[]", "{", '{"pos-rnn": {}}', '{"pos-rnn": {"repo": "../x", "revision": "main"}}'])
def test_a_broken_list_of_sources_is_named(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.write(tmp_path, "rnn", "pos")
    (tmp_path / "sources.json").write_text(content)
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    monkeypatch.setenv("PLAYGROUND_WEIGHTS", "hub")
    assert refused(BadCheckpoint, lambda: describe("pos-rnn")).startswith("sources.json does not name a repo")


def test_a_setting_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_WEIGHTS", "cloud")
    assert refused(BadInput, lambda: describe("pos-rnn")) == (
        "PLAYGROUND_WEIGHTS is 'cloud'. It has to be bundled or hub. Correct it or unset it."
    )


@pytest.mark.slow
def test_visitors_name_no_folders_but_those_below_an_open_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from playground.ui import api, selection
    from playground.ui.compare import queries as compare_queries
    from playground.ui.model_loader import ModelLoader

    monkeypatch.setenv("PLAYGROUND_FOLDERS", str(tmp_path / "open"))
    there = tiny.write(tmp_path / "open", "rnn", "sentiment")
    for other in (
        tiny.write(tmp_path, "rnn", "sentiment"),
        "/etc",
        "/nowhere",
        "./checkpoints/pos-rnn",
        there + "/../..",
    ):
        assert (
            refused(NotFound, api.predict, "x", None, [other])
            == (
                f"The folder {other!r} cannot be named over the network. Name a shipped model or one of the Hub. "
                "Whoever runs this server can open a folder with PLAYGROUND_FOLDERS."
            )
            or len(other) > 58
        )
        refused(NotFound, api.trace, other + "#untrained", "x")
        refused(NotFound, compare_queries.compare, "x", "sentiment", [other])
        assert selection.about(other) == ("", "")
        loader = ModelLoader()
        loader.request([other])
        loader.wait([other], 30)
        assert isinstance(loader.state(other), NotFound)
    refused(NotFound, lambda: api.predict("x", None, ["/a\0b"]))
    assert api.predict("x", None, [there])[0]["model"] == there


@pytest.mark.slow
def test_a_call_over_http_fetches_in_the_background_and_says_why_it_cannot(
    repository: Path, front: Server, tmp_path: Path
) -> None:
    from playground.ui import api

    commit(repository, checkpoint(tmp_path))
    assert api.predict("a good film", None, [name(repository)])[0]["model"] == name(repository)
    assert refused(NotFound, lambda: api.predict("x", None, ["owner/nobody"])).startswith(
        "There is no model owner/nobody"
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as (found, _):
        yield found


@pytest.mark.parametrize("hub_is", ["closed", "silent"])
def test_while_the_hub_does_not_answer_the_page_and_the_shipped_models_do(hub_is: str, address: str) -> None:
    def call(verb: str, given: dict[str, Any]) -> tuple[float, str]:
        started = time.monotonic()
        body = json.dumps(given).encode()
        asked = urllib.request.Request(
            f"{address}/gradio_api/call/v2/{verb}", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            event = json.loads(answer.read())["event_id"]
        with urllib.request.urlopen(f"{address}/gradio_api/call/{verb}/{event}", timeout=60) as answer:
            return time.monotonic() - started, answer.read().decode()

    with ExitStack() as stack:
        if hub_is == "silent":
            stack.enter_context(opened(lambda handler, body: time.sleep(20)))
        for task in ("sentiment", "pos"):
            _, said = call("predict", {"text": "A quietly moving film.", "task": task})
            assert [found["model"] for found in json.loads(said.split("data: ")[-1])[0]] == shipped(task)
        usual = min(call("predict", {"text": "It works."})[0] for _ in range(3))
        threads = [
            threading.Thread(target=call, args=("predict", {"text": "x", "models": [f"owner/{hub_is}{number}"]}))
            for number in range(2)  # as many as compute at the same time
        ]
        seconds, said = call("predict", {"text": "x", "models": [f"owner/{hub_is}"]})  # a failure is remembered
        assert ("cannot be reached" if hub_is == "closed" else "does not answer in time") in said
        assert seconds < 7
        for thread in threads:
            thread.start()
        time.sleep(0.1)
        meanwhile, said = call("models", {})
        assert json.loads(said.split("data: ")[-1])[0][0]["source"] == "bundled"
        assert meanwhile < usual + 7
        for thread in threads:
            thread.join()
        assert call("predict", {"text": "It works."})[0] < usual + fetching.PATIENCE_SECONDS, "it waits for no Hub"
