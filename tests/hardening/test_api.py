"""The doors of the page: whatever is sent, the answer is a sentence, and nobody else's texts, paths or tokens."""

import json
import urllib.parse
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.ui.api import VERBS
from tests.hardening.asking import Answer, ask
from tests.hardening.conftest import TOKEN, Page

PRIVATE = "the-sentence-of-somebody-else"
pytestmark = pytest.mark.slow

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARTS = st.sampled_from(
    (
        *("layer1.hidden", "layer1.hidden[3]", "layer1.forward.hidden[17]", "layer1.forward.forget_gate", "embedded"),
        *("layer1.attention[1]", "layer2.feedforward[93]", "filters3[12]", "filters3[-1]", "layer1.hidden[9999999]"),
        *("layer9.hidden[0]", "", "[", "layer1.hidden[3", "layer1..hidden", "layer1.hidden[\u0663]"),
    )
)
VALUES = st.sampled_from((" = 0", "=1e999", " = nan", "=mean", " = from", "==", "=", " = -0.5", " = 0x1"))
PLACES = st.sampled_from(("", " @ 2", "@1-", "@ 4:6", "@-", "@ 9-2", " @ 99999999999999999999", "@@1"))


def likely(name: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values for an argument: what its schema takes, what somebody may mean by it, and anything at all."""
    meant: dict[str, st.SearchStrategy[Any]] = {
        "model": st.sampled_from(("sentiment-rnn", "pos-lstm", "pos-transformer#untrained", "sentiment-textcnn")),
        "models": st.lists(st.sampled_from(("sentiment-rnn", "pos-textcnn", "nobody", "/etc", "a/b@c")), max_size=3),
        "task": st.sampled_from(("sentiment", "pos", "cooking")),
        "method": st.sampled_from(("saliency", "occlusion", "integrated_gradients", "deep_lift", "magic")),
        "baseline": st.sampled_from(("padding", "unknown", "zero", "mean", "none")),
        "target": st.sampled_from(("positive", "negative", "NOUN", "")),
        "language": st.sampled_from(("en", "zh", "xx")),
        "names": st.lists(st.sampled_from(("logits", "embedded", "layer1.hidden", "x")), max_size=3),
        "word": st.integers(-2, 6),
        "words": st.lists(st.integers(-2, 6), max_size=3),
        "part": PARTS,
        "parts": st.lists(PARTS, max_size=3),
        "changes": st.lists(st.builds("{}{}{}".format, PARTS, VALUES, PLACES) | PARTS, max_size=4),
        "source": st.sampled_from(("A dull film .", "", "not at all")),
        "twin": st.sampled_from(("A dull film .", "A good film .", "", "good " * 90)),
        "to": st.sampled_from(("zero", "mean", "half", "")),
        "threshold": st.sampled_from((-1.0, 0.0, 0.5, 1e308)),
        "text": st.text(max_size=60) | st.sampled_from(("A good film .", "不坏", "<b>", "\x00", "")),
    }
    return meant.get(name, JSON) | JSON if "default" in schema or name not in ("text", "model") else meant[name] | JSON


def is_readable(answer: Answer) -> None:
    """An answer, or one sentence in JSON that says what to do; never a mistake of ours."""
    assert answer.status in (200, 422, 429, 503), (answer.status, answer.raw[:500])
    said = answer.json
    if answer.status != 200:
        assert set(said) == {"error"}
        assert "\n" not in said["error"]
        assert said["error"].endswith((".", "。", "?")), said
        assert len(said["error"]) < 3_000


@pytest.fixture(scope="module")
def described(page: Page) -> dict[str, Any]:
    return dict(ask(f"{page.address}/api/openapi.json").json["paths"])


@pytest.mark.parametrize("verb", VERBS)
def test_fuzz_every_route_as_it_describes_itself(page: Page, described: dict[str, Any], verb: str) -> None:
    schema = described[f"/api/{verb}"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    bodies = st.fixed_dictionaries(
        {}, optional={name: likely(name, about) for name, about in schema["properties"].items()}
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(bodies)
    def send(body: dict[str, Any]) -> None:
        is_readable(ask(f"{page.address}/api/{verb}", json.dumps(body).encode("utf-8", "surrogatepass")))

    send()


@pytest.mark.parametrize("verb", VERBS)
def test_fuzz_bodies_that_are_no_json_object(page: Page, verb: str) -> None:
    for body in (b"", b"null", b"[]", b"[" * 5_000, b"{", b'{"text": NaN}', b"\xff\xfe", b'{"a":1e999}', b'"x"' * 9):
        is_readable(ask(f"{page.address}/api/{verb}", body))
    for method in ("GET", "PUT", "DELETE"):
        assert ask(f"{page.address}/api/{verb}", method=method).status == 405


QUERIES = (
    "", "?", "?text", "?text=", "?text=%00", "?text=%FF%FE", "?text=%ED%A0%80", "?text=a&text=b", "?tab=../../etc",
    "?tab=finetune&tab=edit", "?lang=<script>", "?models=%2Fetc%2Fpasswd", "?models=" + "a%2Fb," * 200, "?task[]=pos",
    "?__proto__=1", "?constructor=x", "?text=" + "%F0%9F%98%80" * 900, "?theme=x&step=-1&layer=9e9&unit=NaN&word=x",
    "?view=api", "?word=" + "9" * 500, "?%", "?&&&=&=", "?text=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "?method=%0d%0aX:1",
    "?settings=%7B%22a%22%3A", "?edits=%5B%5B%5D%5D", "?text=a#frag?b", "?deep_link=../../x", "?__theme=dark&__lang=zz",
    "?lesson=gate&step=99", "?lesson=<b>&step=x&present=2", "?lesson=votes&lesson=order&text=%00&print=1",
    "?tab=intervene&changes=%5B%5B&part=x", "?tab=intervene&change=layer1.hidden%5B9e9%5D%3Dnan",
)  # fmt: skip


def test_strange_queries_get_the_page_and_no_script_in_it(page: Page, record_property: Any) -> None:
    for query in QUERIES:
        answer = ask(f"{page.address}/{urllib.parse.quote(query, safe='?&=%#[]')}")
        assert answer.status == 200, query
        assert b"<script>alert(1)" not in answer.raw
        assert "x" not in answer.headers
    record_property("figure", f"{len(QUERIES)} queries")


def test_nothing_but_the_endpoints_is_open(page: Page) -> None:
    """What Gradio would answer beside its queue: any event of the page, files of the disk, other programs' sessions."""
    config = ask(f"{page.address}/config").json
    private = [each for each in config["dependencies"] if each.get("api_visibility") != "public"]
    assert len(private) > 20
    for each in private[:40]:
        for name in ("run", "api"):
            found = ask(f"{page.address}/gradio_api/{name}/{each['id']}", {"data": [], "fn_index": each["id"]})
            # What waits in no line may be asked directly, and says nothing of what went wrong.
            unqueued = each["queue"] is False and (found.status == 200 or found.raw == b'{"error":null}')
            assert found.status in (401, 404, 405, 422) or unqueued, (name, each["id"], found)
    for verb in VERBS:
        assert ask(f"{page.address}/gradio_api/run/{verb}", {"data": ["x"]}).status in (401, 404, 405)
    for path in ("/etc/passwd", "../../etc/passwd", str(page.log), "app.py", "playground/ui/api.py", str(page.folder)):
        for route in ("file=", "file/"):
            found = ask(f"{page.address}/gradio_api/{route}{path}")
            assert found.status in (403, 404, 405), (route, path)
            assert b"root:" not in found.raw
    for route in ("monitoring/summary", "deep_link", "vibe-edit/", "app_id/../config"):
        assert ask(f"{page.address}/gradio_api/{route}").status in (401, 403, 404, 405, 422), route


def event(page: Page, name: str, data: list[Any]) -> str:
    """What Gradio's own route answers, as it comes."""
    begun = ask(f"{page.address}/gradio_api/call/{name}", {"data": data})
    if begun.status != 200:
        return begun.raw.decode("utf-8", "replace")
    return ask(f"{page.address}/gradio_api/call/{name}/{begun.json['event_id']}").raw.decode("utf-8", "replace")


def test_no_leaks_of_paths_tokens_and_texts_of_others_in_answers_and_logs(page: Page, record_property: Any) -> None:
    """One client's text is asked about with every verb; all else that is answered or printed must not hold it."""
    ask(f"{page.address}/api/predict", {"text": f"{PRIVATE} was good"}, X_Forwarded_For="192.0.2.1")
    ask(f"{page.address}/api/explain", {"text": PRIVATE, "model": "no-such"}, X_Forwarded_For="192.0.2.1")
    ask(f"{page.address}/api/trace", {"text": PRIVATE, "model": "sentiment-rnn", "names": ["logits"]})
    event(page, "edit", [None, f"{PRIVATE} was bad", None, None])
    asked = [
        *(f"{page.address}{path}" for path in ("/", "/config", "/gradio_api/info", "/api/openapi.json", "/theme.css")),
        f"{page.address}/gradio_api/file=/tmp/x",
    ]
    bodies: list[dict[str, Any]] = [
        {"model": "owner/private", "text": "x"}, {"model": "/root/secret", "text": "x"}, {"model": "./x", "text": "x"},
        {"model": "session:abc", "text": "x"}, {"model": "sentiment-rnn", "text": 5}, {"model": "\x00", "text": "x"},
        {"model": "sentiment-rnn", "text": "x", "names": ["\ud800"]}, {},
    ]  # fmt: skip
    answers = [ask(url).raw.decode("utf-8", "replace") for url in asked]
    for verb in VERBS:
        answers += [
            ask(f"{page.address}/api/{verb}", body, X_Forwarded_For="192.0.2.2").raw.decode("utf-8", "replace")
            for body in bodies
        ]
        answers.append(event(page, verb, [{"a": 1}] * 2))
    log = page.log.read_text("utf-8", "replace")
    paths = (str(page.folder), str(page.log.parent), "Traceback", "site-packages")  # in a log they are of use
    for said, secrets in (*((answer, (TOKEN, PRIVATE, *paths)) for answer in answers), (log, (TOKEN, PRIVATE))):
        for secret in secrets:
            assert secret not in said, (secret, said[max(0, said.index(secret) - 300) :][:600])
    record_property("figure", f"{len(answers)} answers and {len(log.splitlines())} lines of log")


def test_two_visitors_ask_at_once_and_each_gets_the_answer_to_their_own_text(page: Page) -> None:
    texts = [f"number {number} is a good film" for number in range(24)]
    from concurrent.futures import ThreadPoolExecutor

    def one(text: str) -> bool:
        found = ask(f"{page.address}/api/predict", {"text": text}, X_Forwarded_For=f"192.0.2.{texts.index(text) + 10}")
        return found.status == 200 and all(answer["text"] == text for answer in found.json)

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(one, texts))
