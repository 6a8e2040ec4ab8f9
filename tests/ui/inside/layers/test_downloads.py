"""Blocks as files."""

import csv
import io
import json
from dataclasses import replace

from playground.checkpoints import load
from playground.ui.inside import downloads as inside_downloads
from playground.ui.inside.layers.queries import LayerOptions
from tests.ui.inside.layers.layered import panel


def test_blocks_can_be_kept_as_json_and_as_a_table(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-transformer"], "layers", LayerOptions(training=True))
    assert shown.layers is not None
    record = json.loads(inside_downloads.as_file(shown, "json")["content"])
    assert record["parameters"] == load(tiny["pos-transformer"]).parameters
    rows = list(csv.reader(io.StringIO(inside_downloads.as_file(shown, "csv")["content"].removeprefix("\ufeff"))))
    assert rows[0][0] == "block"
    assert len({len(row) for row in rows}) == 1
    whole = replace(shown.layers.diagram, blocks=(*shown.layers.diagram.blocks, *shown.layers.training_step))
    assert [row[0] for row in rows[1:]] == [block.id for block in whole.all()]
