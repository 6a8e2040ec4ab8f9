"""Options of events: what Gradio draws of its own."""

from playground import ui


def test_no_event_that_asks_the_server_shows_gradio_s_own_progress() -> None:
    """Each draws how far it is in the page's words; Gradio's are raw English ("processing | 1.8/0.1s")."""
    events = ui.build().get_config_file()["dependencies"]
    asking = [one for one in events if one["backend_fn"]]
    assert len(asking) > 30
    assert [(one["api_name"], one["show_progress"]) for one in asking if one["show_progress"] != "hidden"] == []
