"""`/embed`: a document with a policy that lets nothing else run, and for each mistake a page that says it."""

import base64
import gzip
import hashlib
import html
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage

import pytest

from playground.ui.components.alone import VIEWS
from playground.ui.embed.render import Document
from playground.ui.embed.views import Wanted
from playground.ui.embed.words import say
from playground.ui.server.embedding import Documents
from tests.serving import serving

TEXT = "Not bad at all."


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as (found, _):
        yield found


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *given: object) -> None:
        return None


def get(address: str, query: dict[str, str], **headers: str) -> tuple[int, str, HTTPMessage]:
    """Status, document and headers."""
    request = urllib.request.Request(f"{address}/embed?{urllib.parse.urlencode(query)}", headers=headers)
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=120) as answer:
            content, status, found = answer.read(), answer.status, answer.headers
    except urllib.error.HTTPError as error:
        content, status, found = error.read(), error.code, error.headers
    content = gzip.decompress(content) if found.get("Content-Encoding") == "gzip" else content
    return status, content.decode(), found


def policy(headers: HTTPMessage) -> dict[str, list[str]]:
    parts = (part.split() for part in str(headers["Content-Security-Policy"]).split(";"))
    return {name: rest for name, *rest in parts}


def digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_a_document_whose_policy_names_its_own_script_and_style(address: str, view: str) -> None:
    status, document, headers = get(address, {"text": TEXT, "view": view})
    assert status == 200, document[-300:]
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    allowed = policy(headers)
    (script,) = re.findall(r"<script>(.*?)</script>", document, re.S)
    (style,) = re.findall(r"<style>(.*?)</style>", document, re.S)
    assert allowed["script-src"] == [digest(script)]
    assert allowed["style-src-elem"] == [digest(style)]
    assert allowed["default-src"] == ["'none'"]
    assert "frame-ancestors" not in allowed  # not even *, which is no page that lies on a disk
    assert "connect-src" not in allowed  # so nothing, as by default
    assert "X-Frame-Options" not in headers
    assert "max-age" in headers["Cache-Control"]
    assert "again" not in re.findall(r'<div class="(?:answers|inside|explain)"[^>]*>', document)[0]


def test_it_is_light_and_deflated_where_the_browser_takes_that(address: str) -> None:
    query = {"text": TEXT, "view": "gates"}
    request = urllib.request.Request(
        f"{address}/embed?{urllib.parse.urlencode(query)}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        content = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(content) < 120_000
    assert gzip.decompress(content).decode() == get(address, query)[1]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "There is no text."),
        ({"text": TEXT, "view": "gate"}, "There is no view 'gate'."),
        ({"text": TEXT, "model": "nobody"}, "There is no checkpoint 'nobody'."),
        ({"text": TEXT, "model": "/etc/passwd"}, "cannot be named over the network"),
        ({"text": TEXT, "view": "gates", "model": "sentiment-rnn"}, "has no view gates. It has: states, layers, code."),
        ({"text": TEXT, "view": "gates", "word": "44"}, "There is no word 44."),
        ({"text": TEXT, "change": "{"}, "The change is no JSON."),
        ({"text": "<script>alert(1)</script>", "view": "<b>"}, "There is no view '<b>'."),
        ({"text": "a " * 600}, "The text has 600 words."),
    ],
)
def test_a_mistake_is_a_page_that_says_it(address: str, query: dict[str, str], said: str) -> None:
    status, document, headers = get(address, query)
    assert status == 422
    assert said in html.unescape(document)
    assert "<b>'" not in document
    assert "<script>alert" not in document
    assert headers["Cache-Control"] == "no-store"
    assert policy(headers)["default-src"] == ["'none'"]


def test_a_mistake_is_said_in_the_language_of_who_reads(address: str) -> None:
    by_browser = get(address, {"view": "gates"}, **{"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})[1]
    by_address = get(address, {"view": "gates", "language": "zh"})[1]
    assert say("embed-error-title", "zh") in by_browser
    assert by_browser == by_address
    assert "There is no text." in get(address, {"view": "gates"}, **{"Accept-Language": "fr"})[1]


def test_what_is_chosen_in_a_document_is_an_address(address: str) -> None:
    change = json.dumps({"key": "label", "side": 0, "value": "negative"})
    status, _, headers = get(address, {"text": TEXT, "view": "filters", "change": change})
    assert status == 303
    query = dict(urllib.parse.parse_qsl(headers["Location"].removeprefix("?")))
    assert query["target"] == "negative"
    assert get(address, query)[0] == 200


def test_a_class_that_opens_the_same_frame_is_not_turned_away(address: str) -> None:
    found: list[int] = []
    query = {"text": "A class of thirty opens this frame at once.", "view": "explain", "method": "integrated_gradients"}
    pupils = [threading.Thread(target=lambda: found.append(get(address, query)[0])) for _ in range(30)]
    for one in pupils:
        one.start()
    for one in pupils:
        one.join()
    assert found == [200] * 30


def test_the_documents_that_were_asked_for_last_are_kept() -> None:
    kept, asked = Documents(2), [Wanted(str(number), "compare") for number in range(3)]
    for one in asked:
        kept.put(one, Document(one.text, ""))
        kept.get(asked[0])
    assert [kept.get(one) is not None for one in asked] == [True, False, True]
