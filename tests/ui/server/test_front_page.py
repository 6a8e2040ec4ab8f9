"""The page itself is what Gradio makes of it, made once for each address and sent compressed."""

import gzip
from collections.abc import Iterator
from typing import Any

import brotli
import gradio as gr
import pytest
from gradio.routes import App
from starlette.testclient import TestClient

from playground.ui.server import front_page
from tests.serving import free_port


@pytest.fixture(scope="module")
def page() -> Iterator[gr.Blocks]:
    """A small page that was launched, so that everything it is made of is settled."""
    with gr.Blocks(analytics_enabled=False) as made:
        gr.Textbox("A quietly moving film. 电影", label="text", elem_id="text")
    made.launch(prevent_thread_lock=True, quiet=True, ssr_mode=False, server_name="127.0.0.1", server_port=free_port())
    yield made
    made.close()


@pytest.fixture
def ours(page: gr.Blocks) -> TestClient:
    return TestClient(App.create_app(page, app_kwargs={"routes": [front_page.front_page()]}))


def get(client: TestClient, path: str = "/", **headers: str) -> tuple[str, bytes]:
    """The encoding of an answer, and its bytes as they are sent."""
    with client.stream("GET", path, headers={"accept-encoding": "identity", **headers}) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        content = b"".join(answer.iter_raw())
        assert int(answer.headers["content-length"]) == len(content)
        return answer.headers.get("content-encoding", ""), content


@pytest.mark.slow
def test_the_page_is_what_gradio_makes(ours: TestClient, page: gr.Blocks) -> None:
    gradios = TestClient(App.create_app(page))
    for _ in range(2):
        assert get(ours)[1] == get(gradios)[1]
        assert get(ours, "/?text=x&lang=zh")[1] == get(gradios, "/?text=x&lang=zh")[1]
    elsewhere = {"x-forwarded-host": "films.example", "x-forwarded-proto": "https"}
    assert get(ours, **elsewhere)[1] == get(gradios, **elsewhere)[1]
    assert b"https://films.example" in get(ours, **elsewhere)[1]
    assert b"https://films.example" not in get(ours)[1]
    assert b'"deep_link_state":"invalid"' in get(ours, "/?deep_link=x")[1].replace(b": ", b":")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("deflate", ""), ("", "")],
)
def test_it_is_sent_in_an_encoding_that_the_browser_takes(ours: TestClient, accepted: str, encoding: str) -> None:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    found, content = get(ours, **{"accept-encoding": accepted})
    assert found == encoding
    assert unpack[found](content) == get(ours)[1]


def test_the_headers_alone(ours: TestClient) -> None:
    answer = ours.head("/", headers={"accept-encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) == len(get(ours)[1])


def test_it_is_made_once_for_an_address_and_no_more_are_kept_than_a_few(
    ours: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    make = front_page._made

    def counted(content: Any) -> Any:
        made.append(content)
        return make(content)

    monkeypatch.setattr(front_page, "_made", counted)
    monkeypatch.setattr(front_page, "ADDRESSES", 2)
    for host in ("one", "one", "two", "one", "three", "one", "two"):
        get(ours, host=host)
    assert len(made) == 4, "two is made again, since it was asked for the longest ago when three came"
