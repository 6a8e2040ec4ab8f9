"""Hubs for tests: olah, a real peer that serves local git repositories, behind a front that can misbehave; a double.

The client reads HF_ENDPOINT once, when it is imported; so every process of tests has one address for its Hub
(`ADDRESS`, settled in conftest.py), where nobody listens until a test opens something there.
"""

import base64
import http.client
import json
import os
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.serving import end, free_port

ROOT = Path(__file__).parents[1]
PORT = free_port()
ADDRESS = f"http://127.0.0.1:{PORT}"
OLAH = ROOT / ".venv-olah"


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server's `answer` makes of a request."""

    protocol_version = "HTTP/1.0"  # a connection a request: the next server of this address gets the next one

    def handle_all(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append(f"{self.command} {self.path}")
        server.headers.append(dict(self.headers))
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        try:
            server.answer(self, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = handle_all

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send an answer; `_` in a header's name stands for `-`."""
        self.send_response(status)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), **names}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on the address of the Hub; `asked` holds the requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Callable[[Handler, bytes], None]) -> None:
        super().__init__(("127.0.0.1", PORT), Handler)
        self.answer = answer
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def opened(answer: Callable[[Handler, bytes], None]) -> Iterator[Server]:
    """A server that answers so."""
    server = Server(answer)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def forward(port: int) -> Callable[[Handler, bytes], None]:
    """Answers as the server on another port does."""

    def answer(handler: Handler, body: bytes) -> None:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        kept = {name: value for name, value in handler.headers.items() if name.lower() != "host"}
        asked.request(handler.command, handler.path, body or None, kept)
        got = asked.getresponse()
        content = got.read()
        handler.send_response(got.status)
        for name, value in got.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "date", "server", "content-length"):
                handler.send_header(name, value)
        size = got.getheader("Content-Length") if handler.command == "HEAD" else None
        handler.send_header("Content-Length", size or str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)
        asked.close()

    return answer


@contextmanager
def olah(folder: Path) -> Iterator[int]:
    """The port of an olah server for the git repositories `folder/models/OWNER/NAME`."""
    if not (OLAH / "installed").is_file():
        subprocess.run(["make", "--silent", f"{OLAH.name}/installed"], cwd=ROOT, check=True)
    port = free_port()
    settings = folder / "olah.toml"
    settings.write_text(
        f'[basic]\nhost = "127.0.0.1"\nport = {port}\nmirrors-path = ["{folder}"]\nhf-netloc = "127.0.0.1:9"\n'
        f'repos-path = "{folder}/repos"\nlog-path = "{folder}/logs"\n[accessibility]\noffline = true\n'
    )
    with (folder / "olah.log").open("w") as log:
        process = subprocess.Popen(
            [OLAH / "bin" / "olah-cli", "-c", settings], stdout=log, stderr=log, cwd=folder, start_new_session=True
        )
        try:
            until = time.monotonic() + 120
            while time.monotonic() < until and process.poll() is None:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    time.sleep(0.05)
            yield port
        finally:
            end(process)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; what it prints."""
    settings = {
        **os.environ,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=settings, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, files: Mapping[str, bytes]) -> str:
    """Commit exactly these files to a repository, which is made if there is none; the commit."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch", "main")
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a checkpoint")
    return git(folder, "rev-parse", "HEAD")


class UploadDouble:
    """A double of the Hub's upload routes: what was sent stands in `repositories`, each commit a copy of the last one.

    It knows the routes that `create_repo` and `upload_folder` ask, with the large-file protocol for weights, and gives
    what it has been given. It is no Hub: it checks no card, and every token but `wrong` may write.
    """

    def __init__(self) -> None:
        self.repositories: dict[str, dict[str, bytes]] = {}
        self.private: dict[str, bool] = {}
        self.commits: dict[str, str] = {}
        self.large: dict[str, bytes] = {}

    def __call__(self, handler: Handler, body: bytes) -> None:
        path = handler.path.split("?")[0]
        if handler.headers.get("Authorization") in (None, "Bearer wrong") and not path.startswith("/lfs/"):
            return handler.give(401, b'{"error": "Invalid credentials"}')
        if path == "/api/repos/create":
            given = json.loads(body)
            name = f"{given['organization']}/{given['name']}"
            if name in self.repositories:
                return handler.give(409, b'{"error": "exists"}')
            self.repositories[name] = {}
            self.private[name] = bool(given.get("private")) or given.get("visibility") == "private"
            return self._json(handler, {"url": f"{ADDRESS}/{name}", "name": name, "id": name})
        if path == "/api/validate-yaml":
            return self._json(handler, {"errors": [], "warnings": []})
        if path.startswith("/lfs/"):
            self.large[path.removeprefix("/lfs/")] = body
            return handler.give(200)
        if path.endswith(".git/info/lfs/objects/batch"):
            return self._json(
                handler, {"transfer": "basic", "objects": [self._place(one) for one in json.loads(body)["objects"]]}
            )
        parts = path.split("/")
        if path.startswith("/api/models/") and len(parts) >= 6:
            return self._model(handler, f"{parts[3]}/{parts[4]}", parts[5], body)
        return handler.give(404, b'{"error": "not found"}')

    def _model(self, handler: Handler, name: str, verb: str, body: bytes) -> None:
        if name not in self.repositories:
            return handler.give(404, b'{"error": "Repository not found"}', X_Error_Code="RepoNotFound")
        if verb == "preupload":
            files = json.loads(body)["files"]
            modes = [
                {
                    "path": file["path"],
                    "uploadMode": "lfs" if file["path"].endswith(".safetensors") else "regular",
                    "shouldIgnore": False,
                    "oid": None,
                }
                for file in files
            ]
            return self._json(handler, {"files": modes})
        if verb == "commit":
            for line in body.splitlines():
                entry = json.loads(line)
                value = entry["value"]
                if entry["key"] == "file":
                    self.repositories[name][value["path"]] = base64.b64decode(value["content"])
                if entry["key"] == "lfsFile":
                    self.repositories[name][value["path"]] = self.large[value["oid"]]
            oid = sha1(body).hexdigest()
            self.commits[name] = oid
            return self._json(
                handler,
                {"success": True, "commitOid": oid, "commitUrl": f"{ADDRESS}/{name}/commit/{oid}", "hookOutput": ""},
            )
        if verb == "revision":
            return self._json(handler, {"id": name, "sha": self.commits.get(name, "0" * 40), "siblings": []})
        return handler.give(404, b'{"error": "not found"}')

    def _place(self, wanted: dict[str, Any]) -> dict[str, Any]:
        oid = wanted["oid"]
        return {**wanted, "actions": {"upload": {"href": f"{ADDRESS}/lfs/{oid}"}}}

    def _json(self, handler: Handler, value: object) -> None:
        handler.give(200, json.dumps(value).encode(), Content_Type="application/json")
