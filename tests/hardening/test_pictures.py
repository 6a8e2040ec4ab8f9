"""Five hundred pictures, drawn one after the other in one process: memory stays where it is."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.serving import ROOT


@pytest.mark.harden
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_five_hundred_pictures_leave_memory_where_it_was(record_property: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hardening.pictures"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["pictures"] == 500
    assert found["megabytes"] < 30, found
    record_property("figure", f"+ {found['megabytes']:.0f} MB over {found['pictures']} pictures")
