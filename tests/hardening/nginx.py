"""A real nginx in front of the page, below a path: find it, install it (`python -m tests.hardening.nginx`), run it."""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.install import administrator
from tests.serving import end, free_port

PACKAGE = "nginx-light"
CONFIG = """
daemon off; pid {home}/pid; error_log {home}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_max_body_size 30m;
  client_body_temp_path {home}/a; proxy_temp_path {home}/b; fastcgi_temp_path {home}/c;
  uwsgi_temp_path {home}/d; scgi_temp_path {home}/e;
  server {{
    listen 127.0.0.1:{port};
    location {path}/ {{
      proxy_pass {page}/;
      proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 1h;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }}
  }}
}}
"""  # what docs/hosting.md shows, and what nginx needs to run as nobody in particular


def executable() -> str | None:
    """The path of nginx; Debian has it where the path of a user does not look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def in_front_of(page: str, path: str, home: Path) -> Iterator[str]:
    """The address under which nginx hands on to a page what is below a path.

    Args:
        home: an empty folder.
    """
    port = free_port()
    (home / "nginx.conf").write_text(CONFIG.format(home=home, port=port, path=path, page=page))
    command = executable()
    assert command is not None
    process = subprocess.Popen([command, "-c", str(home / "nginx.conf"), "-e", str(home / "errors"), "-p", str(home)])
    address = f"http://127.0.0.1:{port}{path}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/", timeout=30):
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                assert process.poll() is None, (home / "errors").read_text()
                time.sleep(0.05)
        yield address
    finally:
        end(process)


def install() -> int:
    """Make sure that there is nginx; exit status 0 either way, since a test that needs it says that it is left out."""
    before = administrator()
    if executable() is None and before is not None:
        apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        for command in ([*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", PACKAGE]):
            subprocess.run(command)
    print(f"nginx: {executable() or 'none, so the page is not tested behind it'}")
    return 0


if __name__ == "__main__":
    sys.exit(install())
