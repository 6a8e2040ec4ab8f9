"""The browser that the tests drive: find it, and install one where there is none (`python -m tests.browser`).

The system's own Chromium comes first, then the distribution's package where it may be installed, then Playwright's own
build, which cannot be downloaded everywhere.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = (
    "chromium",
    "fonts-noto-cjk",
    "fonts-noto-color-emoji",
)  # the fonts for screenshots in Chinese and with emoji


def works(command: str) -> bool:
    """Whether it is a browser that starts: on Ubuntu the name may belong to a script that only recommends a snap."""
    try:
        return subprocess.run([command, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def executable() -> str | None:
    """Path of the system's browser; None means Playwright's own. For `chromium.launch(executable_path=…)`."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and works(path)), None)


def own() -> bool:
    """Whether Playwright's own Chromium is installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def administrator() -> list[str] | None:
    """What to write before a command that installs packages, or None where that is not allowed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_package(before: list[str]) -> bool:
    """Install the distribution's Chromium; whether that went well."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    commands = [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *PACKAGES]]
    return all(subprocess.run(command).returncode == 0 for command in commands)


def install() -> int:
    """Make sure that there is a browser; exit status 0 when there is."""
    if executable() is None:
        before = administrator()
        if before is not None and not install_package(before):
            print("The distribution's Chromium could not be installed; trying Playwright's own.", file=sys.stderr)
        if executable() is None and not own():
            libraries = [] if before is None else ["--with-deps"]
            subprocess.run([sys.executable, "-m", "playwright", "install", *libraries, "chromium"])
            if not own():
                print(f"There is no browser. Install one of: {', '.join(NAMES)}.", file=sys.stderr)
                return 1
    print(f"browser: {executable() or 'the one that Playwright brings'}")
    return 0


if __name__ == "__main__":
    sys.exit(install())
