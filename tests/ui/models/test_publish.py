"""Publishing a model of a visit."""

from pathlib import Path
from typing import Any

import pytest

from playground import checkpoints, hub
from playground.checkpoints import SESSION
from playground.ui.models import publish as models_publish
from tests.ui.models.entries import MINE


def test_a_model_of_this_visit_is_published_with_the_token_of_who_signed_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent: list[Any] = []

    def publish(path: Path, repo: str, private: bool = False, token: str | None = None) -> hub.Published:
        sent.append((path, repo, private, token))
        return hub.Published(repo, "f" * 40, f"https://hub.example/{repo}")

    monkeypatch.setattr(checkpoints, "publish", publish)
    monkeypatch.setattr(models_publish, "locate", lambda reference: (folder / "sentiment-rnn", "session", False))
    asked = {"reference": MINE, "repo": " me/mine ", "private": "on"}
    working, done = models_publish.published(asked, [MINE], "secret", "en")
    assert sent == [(folder / "sentiment-rnn", "me/mine", True, "secret")]
    assert "Publishing me/mine" in working
    assert 'href="https://hub.example/me/mine"' in done
    assert "commit ffffffffffff" in done
    assert "secret" not in working + done + caplog.text


@pytest.mark.parametrize(
    ("reference", "token", "said"),
    [
        (MINE, None, "Nobody has signed in"),
        ("sentiment-rnn", "t", "Only a model of this visit"),
        (f"{SESSION}other", "t", "Only a model of this visit"),
        (None, "t", "Only a model of this visit"),
    ],
)
def test_nothing_is_published_that_is_not_ones_own_or_by_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reference: Any, token: str | None, said: str
) -> None:
    monkeypatch.setattr(models_publish, "locate", lambda reference: (folder / "sentiment-rnn", "session", False))
    monkeypatch.setattr(checkpoints, "publish", lambda *_, **__: pytest.fail("was published"))
    (answer,) = models_publish.published({"reference": reference, "repo": "a/b"}, [MINE], token, "en")
    assert said in answer


def test_where_nobody_can_sign_in_the_page_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OAUTH_CLIENT_ID", raising=False)
    column, form = models_publish.opened(MINE, [MINE], "en")
    assert column.visible
    assert "python -m playground publish FOLDER --repo OWNER/NAME" in form
    assert "<form" not in form
    assert models_publish.opened("sentiment-rnn", [MINE], "en")[1] == ""
    monkeypatch.setattr(models_publish, "can_sign_in", lambda: True)
    assert 'class="publish" data-reference="session:abc"' in models_publish.opened(MINE, [MINE], "en")[1]
