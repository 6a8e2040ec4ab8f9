"""Models of a visit: found by who holds the reference, bounded in bytes and age, gone when they are dropped."""

import stat
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from playground import checkpoints
from playground.checkpoints import session_store
from playground.checkpoints.session_store import Owner
from playground.errors import BadInput, NotFound
from playground.ui.components import model_names
from tests import tiny


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test's own."""
    monkeypatch.setattr(session_store, "_models", type(session_store._models)())


def folder(path: Path, name: str, size: int = 10) -> Path:
    made = path / name
    made.mkdir()
    (made / "config.json").write_bytes(b"x" * size)
    return made


def test_a_kept_model_is_found_by_its_reference_and_its_folder_has_moved(tmp_path: Path) -> None:
    given = folder(tmp_path, "one")
    reference = session_store.keep(given, "reviews · LSTM")
    assert reference.startswith("session:")
    assert len(reference) > 28, "not to be guessed"
    assert not given.exists()
    assert (session_store.locate(reference) / "config.json").read_bytes() == b"x" * 10
    assert session_store.title(reference) == "reviews · LSTM"
    assert session_store.locate(session_store.keep(folder(tmp_path, "two"), "")) != session_store.locate(reference)
    home = session_store.locate(reference).parent
    assert stat.S_IMODE(home.stat().st_mode) == 0o700, "nobody else on this machine may look"


def test_models_that_come_after_each_other_look_different(tmp_path: Path) -> None:
    kept = [session_store.keep(folder(tmp_path, str(number)), "") for number in range(session_store.PALETTE_SIZE + 1)]
    looks = [(model_names.plain_mark("lstm", one), model_names.colour_class("lstm", one)) for one in kept]
    for (mark, colour), (next_mark, next_colour) in pairwise(looks):
        assert mark != next_mark and colour != next_colour
    assert len(set(looks)) == session_store.PALETTE_SIZE == len(model_names.OTHERS) * model_names.COLOURS
    assert looks[0] == looks[-1]


@pytest.mark.parametrize("reference", ["session:", "session:abc", "abc", "", "session:../..", "/etc"])
def test_what_is_not_there_is_said_to_be_gone(reference: str) -> None:
    with pytest.raises(NotFound) as gone:
        session_store.locate(reference)
    assert gone.value.key == "session-gone"
    assert str(gone.value) == (
        "This model is gone: models of a visit are kept for two hours after they were last used. "
        "Train it again, or upload its zip."
    )


def test_a_dropped_model_leaves_nothing_behind(tmp_path: Path) -> None:
    reference = session_store.keep(folder(tmp_path, "one"), "")
    where = session_store.locate(reference)
    session_store.drop(reference)
    session_store.drop(reference)
    assert not where.exists()
    assert not session_store.has(reference)


def test_models_that_lie_unused_go_and_looking_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("playground.checkpoints.session_store.time.monotonic", lambda: now[0])
    used, unused = (session_store.keep(folder(tmp_path, name), "") for name in ("used", "unused"))
    now[0] += session_store.SECONDS - 1
    session_store.locate(used)
    now[0] += 2
    assert session_store.has(used)
    session_store.locate(used)
    with pytest.raises(NotFound):
        session_store.locate(unused)


def test_when_there_are_too_many_bytes_the_one_used_least_recently_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_MODELS", "100")
    first, second = (session_store.keep(folder(tmp_path, name, 40), "") for name in ("first", "second"))
    session_store.locate(first)
    third = session_store.keep(folder(tmp_path, "third", 40), "")
    assert [session_store.has(one) for one in (first, second, third)] == [True, False, True]
    with pytest.raises(BadInput, match=r"The model has 101 bytes\. At most 100 are kept\."):
        session_store.keep(folder(tmp_path, "large", 101), "")
    assert session_store.has(first), "one that is refused pushes nobody out"


def test_whoever_keeps_more_than_a_share_pushes_out_models_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_MODELS", "200")
    monkeypatch.setattr(session_store, "OWNER_BYTES", 100)

    def keep(name: str, size: int, owner: str) -> str:
        return session_store.keep(folder(tmp_path, name, size), name, Owner(owner))

    quiet = keep("quiet", 60, "somebody")
    greedy = [keep(f"greedy{number}", 50, "greedy") for number in range(6)]
    assert [session_store.has(one) for one in greedy] == [False] * 4 + [True] * 2
    third = keep("third", 90, "another")
    assert [session_store.has(one) for one in (quiet, *greedy[4:], third)] == [True, False, True, True]
    with pytest.raises(BadInput, match=r"The model has 101 bytes\. At most 100 are kept\."):
        keep("large", 101, "somebody")
    assert session_store.has(quiet)


def test_many_visits_from_one_address_push_out_models_of_that_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYGROUND_MODELS", "200")
    mine = session_store.keep(folder(tmp_path, "mine", 80), "mine", Owner("mine", "192.0.2.1"))
    theirs = [
        session_store.keep(folder(tmp_path, f"theirs{at}", 30), "theirs", Owner(f"visit{at}", "192.0.2.2"))
        for at in range(12)
    ]
    assert session_store.has(mine), "although it is larger than that of each of their visits, and older"
    assert [session_store.has(one) for one in theirs] == [False] * 8 + [True] * 4


def test_many_threads_may_keep_and_drop_at_once(tmp_path: Path) -> None:
    found: list[str] = []

    def work(number: int) -> None:
        reference = session_store.keep(folder(tmp_path, str(number)), str(number))
        assert session_store.title(reference) == str(number)
        if number % 2:
            session_store.drop(reference)
        else:
            found.append(reference)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(session_store.title(one)) for one in found) == list(range(0, 16, 2))


def test_a_model_of_a_visit_is_a_checkpoint_like_any_other_until_it_is_dropped(tmp_path: Path) -> None:
    reference = session_store.keep(Path(tiny.write(tmp_path, "rnn", "sentiment")), "mine · RNN")
    described = checkpoints.describe(reference)
    assert (described.id, described.title, described.source) == (reference, "mine · RNN", "session")
    assert "title" not in described.as_json(), "the list of models is as it was"
    checkpoint = checkpoints.load(reference)
    assert (checkpoint.source, checkpoint.temperature) == ("session", 1.5)
    assert checkpoints.load(reference) is checkpoint
    assert checkpoints.load(reference + checkpoints.UNTRAINED).untrained
    assert reference not in checkpoints.shipped()
    session_store.drop(reference)
    for call in (checkpoints.load, checkpoints.describe, checkpoints.read_card):
        with pytest.raises(NotFound, match="This model is gone"):
            call(reference)
