"""The example files of Fine-tune."""

import pytest

from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.finetune.visit import Visit


@pytest.mark.parametrize("key", SAMPLES)
def test_an_example_file_can_be_learnt_from_and_is_the_same_every_time(key: str) -> None:
    name, make = SAMPLES[key]
    assert make() == make()
    one = Visit(from_scratch=True)
    one.change({"action": "sample", "value": key})
    assert one.files.sheet is not None
    assert one.files.sheet.name == name
    assert one.files.ready
    assert one.files.checked is not None
    assert len(one.files.checked.examples) >= 150


def test_the_cafe_file_keeps_its_columns() -> None:
    heads = {key: make().decode().splitlines()[0] for key, (_, make) in SAMPLES.items()}
    assert heads["cafe"] == "message,wish"
