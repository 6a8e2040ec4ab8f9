"""What the page keeps in memory beside its models."""

import subprocess
import sys

from tests.serving import ROOT

PROGRAM = """
import sys
from playground.checkpoints import load, shipped
from playground.lenses.predict.predict import predict
for reference in [*shipped("sentiment"), *shipped("pos"), "pos-transformer#untrained"]:
    predict(load(reference), "A quietly moving film.")
print("torch._dynamo" in sys.modules)
"""


def test_loading_and_asking_models_does_not_import_torch_s_compiler() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
