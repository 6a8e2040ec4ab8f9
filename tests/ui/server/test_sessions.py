"""Light sessions keep apart what sessions change, and keep once what many change in the same way."""

import gradio as gr
import pytest

from playground.ui.server.sessions import LightSession, LightSessions, SharedComponents


@pytest.fixture
def sessions() -> LightSessions:
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.Dropdown(["a", "b"], elem_id="choice")
        gr.State([])
    held = LightSessions()
    held.set_blocks(blocks)
    return held


def numbers(sessions: LightSessions) -> tuple[int, int]:
    """Of the two components."""
    kinds = {type(one): key for key, one in sessions.blocks.blocks.items()}
    return kinds[gr.Dropdown], kinds[gr.State]


def changed(*choices: str) -> gr.Dropdown:
    return gr.Dropdown(list(choices), elem_id="choice", render=False)


def test_a_session_has_the_page_s_components_until_it_changes_one(sessions: LightSessions) -> None:
    choice, state = numbers(sessions)
    mine, other = sessions["mine"], sessions["other"]
    assert mine[choice] is other[choice] is sessions.blocks.blocks[choice]
    mine[choice] = changed("a", "c")
    assert [one for one, _ in mine[choice].choices] == ["a", "c"]
    assert other[choice] is sessions.blocks.blocks[choice]
    assert sessions.blocks.default_config.blocks[choice] is sessions.blocks.blocks[choice]
    mine[state].append(1)
    assert (mine[state], other[state]) == ([1], [])


def test_what_sessions_change_in_the_same_way_is_kept_once(sessions: LightSessions) -> None:
    choice, _ = numbers(sessions)
    for name in ("one", "two", "three"):
        sessions[name][choice] = changed(*("xy" if name == "three" else "ab"))
    assert sessions["one"][choice] is sessions["two"][choice]
    assert sessions["one"][choice] is not sessions["three"][choice]


def test_what_is_kept_for_all_is_bounded(sessions: LightSessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.ui.server.sessions.SHARED", 2)
    shared = SharedComponents()
    first = shared.of(1, changed("a"))
    assert shared.of(1, changed("a")) is first
    shared.of(1, changed("b"))
    shared.of(1, changed("c"))
    assert shared.of(1, changed("a")) is not first


def test_a_session_holds_no_copy_of_the_page(sessions: LightSessions) -> None:
    session = sessions["mine"]
    assert isinstance(session, LightSession)
    assert session.blocks_config.fns is sessions.blocks.default_config.fns
    assert not session.blocks_config.blocks.maps[0]  # type: ignore[attr-defined]
