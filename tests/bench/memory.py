"""Memory of a process that has imported what the page needs, and then with all shipped models awake."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.lines import Line
from tests.serving import ROOT

PROGRAM = """
import json, resource
from playground.devices import configure
configure()
import gradio, torch
from playground.checkpoints import load, shipped
from playground.lenses.predict import predict
def now():  # the most so far, in MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = now()
models = [load(reference) for reference in shipped()]
for model in models:
    predict(model, "A quietly moving film.")
print(json.dumps([len(models), before, now()]))
"""


def measure(rounds: int) -> Iterator[Line]:
    """One line: the whole process against the same process without models."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    count, before, after = json.loads(ran.stdout)
    yield Line(f"memory with {count} models; without", f"{after:.0f} MB", f"{before:.0f} MB", after / before)
