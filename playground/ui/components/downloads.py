"""Files for the browser to save: their kinds, and numbers and tables as they are written in them."""

import csv
import io
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from playground.errors import BadInput


def nothing() -> BadInput:
    return BadInput("There is nothing to keep. Wait for the figure, and choose CSV or JSON.", key="nothing-to-keep")


def clean(whole: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in whole).strip("-")


def table(rows: Iterator[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "\ufeff" + out.getvalue()


def number(value: float) -> float | None:
    """A measured number with the digits of a float32; None where nothing was measured."""
    return None if math.isnan(value) else float(f"{value:.9g}")


def short(array: np.ndarray) -> Any:
    """Numbers as the shortest decimals that give the same float32 back."""
    if array.dtype != np.float32:
        return array.tolist()
    if array.ndim > 1:
        return [short(row) for row in array]
    return [float(str(value)) for value in array]


KINDS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv", "json": "application/json"}
SAVE = """
async (file) => {
  if (!file?.name) return;
  const save = (blob) => {
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: file.name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  if (file.type !== 'image/png') return save(new Blob([file.content], {type: file.type + ';charset=utf-8'}));
  const picture = new Image(), address = URL.createObjectURL(new Blob([file.content], {type: 'image/svg+xml'}));
  await new Promise((loaded, failed) => Object.assign(picture, {onload: loaded, onerror: failed, src: address}));
  const scale = Math.min(2, 16000 / Math.max(picture.width, picture.height)); // larger ones are not drawn
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob(save, 'image/png');
}
"""
