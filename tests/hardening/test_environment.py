"""Whatever the environment: proxies that lead nowhere, ports that are taken, a path of somebody else's server."""

import itertools
import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import constants

from playground.cli.network import PROXIES, check_address, without_proxies
from playground.errors import BadInput, PlaygroundError
from playground.hub import Address, address, plain
from playground.hub.errors import with_our_errors
from playground.hub.settings import check_settings, proxy_in_use
from playground.ui.language import chinese
from tests.hardening import nginx
from tests.serving import ROOT, serving

NOWHERE = "127.0.0.1:9"
HUB = "https://huggingface.co"  # never asked but through a proxy that is not there


# ---- the page's own address


@contextmanager
def taken(host: str = "127.0.0.1") -> Iterator[int]:
    with socket.socket() as other:
        other.bind((host, 0))
        other.listen(1)
        yield int(other.getsockname()[1])


@pytest.mark.parametrize("given", ["99999", "0", "-1", "abc", "80.5", "", " ", "7860 ", "１２３", "9" * 5000])
def test_what_is_no_port_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.delenv("GRADIO_SERVER_NAME", raising=False)
    if given.strip() == "7860":
        monkeypatch.setenv("GRADIO_SERVER_PORT", "abc")
        given = "abc"
    with pytest.raises(BadInput) as caught:
        check_address(None, given)
    assert str(caught.value).endswith("A port is a whole number from 1 to 65535.")
    assert len(str(caught.value)) < 200
    monkeypatch.setenv("GRADIO_SERVER_PORT", "port")
    with pytest.raises(BadInput, match=r"^GRADIO_SERVER_PORT is 'port'\. A port is"):
        check_address(None, None)


def test_a_port_in_use_is_said_and_a_free_one_is_taken() -> None:
    with taken() as port:
        with pytest.raises(BadInput) as caught:
            check_address("127.0.0.1", str(port))
        assert str(caught.value) == f"Port {port} is in use. Stop what listens there, or give another --port."
    assert check_address("127.0.0.1", str(port)) == port
    assert check_address("0.0.0.0", None) is None


@pytest.mark.parametrize("host", ["192.0.2.7", "nowhere.invalid", "a b", "é" * 80])
def test_a_host_that_is_not_ours_is_said(host: str) -> None:
    with pytest.raises(BadInput, match=r"is no address of this machine\. Leave out --host"):
        check_address(host, None)


@pytest.mark.slow
def test_the_command_says_it_in_one_line_before_anything_is_imported() -> None:
    for where, more in (
        (["-m", "playground", "app", "--port", "99999"], {}),
        (["app.py"], {"GRADIO_SERVER_PORT": "x"}),
    ):
        done = subprocess.run(
            [sys.executable, *where], cwd=ROOT, env={**os.environ, **more}, capture_output=True, text=True, timeout=120
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1


# ---- proxies


def test_the_page_is_built_without_proxies_and_they_are_there_again_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    for chosen in itertools.product((False, True), repeat=4):
        for name in (*PROXIES, "NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for name, given in zip(("HTTP_PROXY", "https_proxy", "ALL_PROXY", "NO_PROXY"), chosen, strict=True):
            if given:
                monkeypatch.setenv(name, "socks5://x" if name == "ALL_PROXY" else "y")
        before = dict(os.environ)
        with without_proxies():
            assert not {*PROXIES, "NO_PROXY", "no_proxy"} & set(os.environ)
        assert dict(os.environ) == before
        with without_proxies(but_for_itself=True):
            assert {name for name in PROXIES if name in os.environ} == {name for name in PROXIES if name in before}
            assert "127.0.0.1" in os.environ["NO_PROXY"].split(",")
        assert dict(os.environ) == before


PROXIED = {
    "ALL_PROXY": f"socks5://{NOWHERE}",
    "HTTP_PROXY": f"http://{NOWHERE}",
    "https_proxy": f"http://{NOWHERE}",
    "NO_PROXY": "example.org",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (
            {"ALL_PROXY": f"socks5://{NOWHERE}"},
            f"ALL_PROXY names a SOCKS proxy (socks5://{NOWHERE}), which needs the package socksio: pip install "
            "socksio, or unset ALL_PROXY.",
        ),
        (
            {"HTTPS_PROXY": f"http://user:secret@{NOWHERE}"},
            f"The Hub cannot be asked for owner/name@main through the proxy http://{NOWHERE}, which HTTPS_PROXY names. "
            "Start the proxy, or unset HTTPS_PROXY.",
        ),
        (
            {"all_proxy": f"http://{NOWHERE}"},
            f"The Hub cannot be asked for owner/name@main through the proxy http://{NOWHERE}, which all_proxy names. "
            "Start the proxy, or unset all_proxy.",
        ),
        ({"HF_ENDPOINT": "hf-mirror.com"}, "HF_ENDPOINT is hf-mirror.com; it has to begin with https://."),
        ({"HF_TOKEN": "hf_üñï"}, "HF_TOKEN holds a character that no token has. Copy it again."),
        ({"HF_TOKEN": "hf_a b"}, "HF_TOKEN holds a character that no token has. Copy it again."),
    ],
    ids=["socks", "https", "all", "endpoint", "token", "token with a space"],
)
def test_the_hub_names_the_setting_that_is_in_the_way(environment: dict[str, str], said: str, tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name.upper() not in {*PROXIES, "NO_PROXY"}}
    done = subprocess.run(
        [sys.executable, "-m", "playground", "pull", "owner/name"],
        cwd=ROOT,
        env={**bare, "HF_HOME": str(tmp_path), "HF_ENDPOINT": HUB, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (2, f"error: {said}\n")


def test_a_proxy_is_named_only_where_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*PROXIES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(constants, "ENDPOINT", HUB)
    assert proxy_in_use() is None
    monkeypatch.setenv("HTTP_PROXY", "http://x:1")  # not for https
    assert proxy_in_use() is None
    monkeypatch.setenv("HTTPS_PROXY", "http://name:password@x:2")
    assert proxy_in_use() == ("HTTPS_PROXY", "http://x:2")
    monkeypatch.setenv("NO_PROXY", "huggingface.co")
    assert proxy_in_use() is None


def test_what_nobody_expected_from_the_client_is_still_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("Unknown scheme for proxy URL")

    monkeypatch.setattr(constants, "ENDPOINT", HUB)
    monkeypatch.setenv("HTTPS_PROXY", "ftp://x")
    with pytest.raises(PlaygroundError) as caught:
        with_our_errors(Address("owner/name"), fail)
    assert caught.value.key == "proxy-form"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://huggingface.co/owner/name", "owner/name"),
        ("http://huggingface.co/owner/name/", "owner/name"),
        ("huggingface.co/owner/name", "owner/name"),
        ("https://hf.co/owner/name/tree/main", "owner/name@main"),
        ("https://huggingface.co/owner/name/blob/v1.0/config.json", "owner/name@v1.0"),
        ("https://hf-mirror.com/owner/name?library=transformers#files", "owner/name"),
        ("  https://huggingface.co/owner/name  ", "owner/name"),
        ("owner/name", "owner/name"),
        ("owner/name@v1", "owner/name@v1"),
        ("https://example.org/owner/name", "https://example.org/owner/name"),
    ],
)
def test_a_pasted_address_is_understood(given: str, meant: str) -> None:
    assert plain(given) == meant
    if not meant.startswith("https"):
        assert address(given) == address(meant)


@pytest.mark.parametrize("kind", ["datasets", "spaces"])
def test_the_address_of_something_else_is_said(kind: str) -> None:
    with pytest.raises(PlaygroundError, match="Give that of a model: owner/name"):
        plain(f"https://huggingface.co/{kind}/owner/name")


def test_the_settings_of_most_people_are_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://hf-mirror.com")
    monkeypatch.setenv("HF_TOKEN", "hf_abcDEF123")
    check_settings()


def test_the_page_can_say_all_of_it_in_chinese() -> None:
    keys = {"port", "port-in-use", "port-rights", "host", "proxy-socks", "proxy-form", "proxy-unreachable"}
    assert keys | {"hub-endpoint", "hub-token", "hub-other-kind", "hub-unexpected"} <= set(chinese.ERRORS)


# ---- the whole page, behind proxies that lead nowhere and an nginx


def _asked(url: str, data: bytes | None = None, kind: str = "application/json") -> tuple[bytes, str]:
    """The body of an answer and its address; no proxy in between."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, data, {"Content-Type": kind}), timeout=60) as answer:
        return answer.read(), answer.url


@pytest.mark.slow
@pytest.mark.skipif(nginx.executable() is None, reason="there is no nginx: python -m tests.hardening.nginx installs it")
def test_behind_every_proxy_and_below_a_path_the_page_its_files_uploads_and_endpoints_answer(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    settings: dict[str, Any] = {
        **PROXIED,
        "GRADIO_ROOT_PATH": "/play",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
        "GRADIO_TEMP_DIR": str(uploads),
    }
    home = tmp_path / "nginx"
    home.mkdir()
    with serving(**settings) as (page, _), nginx.in_front_of(page, "/play", home) as outside:
        html = _asked(f"{outside}/")[0].decode()
        assert '"root":"' + outside.removesuffix("/") in html.replace("\\/", "/").replace('": "', '":"')
        own = [
            piece
            for piece in html.replace("'", '"').split('"')
            if "/assets/" in piece and piece.endswith((".js", ".css"))
        ]
        assert own
        for piece in own[:3]:
            there = piece if piece.startswith("http") else f"{outside}/{piece.removeprefix('/play').lstrip('./')}"
            assert _asked(there)[0]
        config = json.loads(_asked(f"{outside}/config")[0])
        assert config["root"] == outside
        mark = "file-of-the-test"
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\na,b\n\r\n--{mark}--\r\n'
        )
        sent = _asked(f"{outside}/gradio_api/upload", body.encode(), f"multipart/form-data; boundary={mark}")[0]
        (path,) = json.loads(sent)
        assert Path(path).is_relative_to(uploads)
        assert _asked(f"{outside}/gradio_api/file={path}")[0] == b"a,b\n"
        event = json.loads(_asked(f"{outside}/gradio_api/call/models", b'{"data": []}')[0])["event_id"]
        answer = _asked(f"{outside}/gradio_api/call/models/{event}")[0].decode()
        assert "event: complete" in answer
        assert "sentiment-lstm" in answer
        embedded = _asked(f"{outside}/embed?text=Not+bad.&view=filters")[0].decode()
        assert 'class="view-filters"' in embedded
        assert 'href="./?text=Not+bad.' in embedded  # the page, seen from below the path
