"""Arrays -> what the browser draws: heat maps, lines, attention. Pure functions; nothing here knows about HTML.

A map of 512 words and 160 units would be 82,000 rectangles. Sent are the numbers instead, rounded to 65,536, 256 or 64
levels by how many they are, deflated and in base64; `script.js` paints them on a canvas, one pixel a number, and reads
them out with as many digits as the rounding leaves. Whoever wants all digits keeps the data as CSV or JSON.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from playground.lenses.inside.notable_place import GATE
from playground.lenses.inside.trace import Trace
from playground.models.architectures import ARCHITECTURES
from playground.ui.inside.queries import Panel

LEVELS = ((80_000, 65_536), (320_000, 256))  # up to so many numbers in a figure, so many levels
FEWEST = 64
COLOURED_SHARE = 0.98  # of the numbers have a colour of their own, where the rest would take up most of the scale
GLANCE = 48  # words; above it the small maps of all heads are made smaller by taking the maximum of neighbours
GLANCE_NUMBERS = 60_000  # in all small maps together


def rows(architecture: str, view: str) -> tuple[str, ...]:
    """The arrays of a layer that a view of units shows, in the order of its maps; empty: all that have a row a word."""
    return ARCHITECTURES[architecture].gates if view == "gates" else ("hidden",)


def levels(numbers: int) -> int:
    """To how many levels the numbers of a figure are rounded."""
    return next((levels for most, levels in LEVELS if numbers <= most), FEWEST)


def pack(values: np.ndarray, low: float, high: float, steps: int = 256, root: bool = False) -> dict[str, Any]:
    """Numbers as text: rounded to so many levels between `low` and `high`, deflated, in base64.

    Of 65,536 levels the high bytes stand before the low ones, which deflates better.

    Args:
        root: levels are even in the square root, for numbers of which most are close to `low`.
    """
    share = np.clip((values.astype(np.float64) - low) / ((high - low) or 1.0), 0, 1)
    whole = np.rint((np.sqrt(share) if root else share) * (steps - 1)).astype(np.uint16).ravel()
    raw = whole.astype(np.uint8).tobytes()
    if steps > 256:
        raw = (whole >> 8).astype(np.uint8).tobytes() + (whole & 255).astype(np.uint8).tobytes()
    packed = {"low": low, "high": high, "steps": steps, "data": base64.b64encode(zlib.compress(raw, 9)).decode("ascii")}
    return {**packed, "root": True} if root else packed


def unpack(packed: dict[str, Any]) -> np.ndarray:
    """What the browser makes of packed numbers, flat; a level's half is the most that is lost."""
    raw = np.frombuffer(zlib.decompress(base64.b64decode(packed["data"])), np.uint8).astype(np.float64)
    if packed["steps"] > 256:
        raw = raw[: len(raw) // 2] * 256 + raw[len(raw) // 2 :]
    share = raw / (packed["steps"] - 1)
    return np.asarray(packed["low"] + (share**2 if packed.get("root") else share) * (packed["high"] - packed["low"]))


# ---- orders of units


def by_activity(states: np.ndarray) -> list[int]:
    """Units, those with the largest states first: by the mean of |state| over the words."""
    return np.argsort(-np.abs(states).mean(0), kind="stable").tolist()


def by_similarity(states: np.ndarray) -> list[int]:
    """Units so that those which rise and fall together stand together; opposite ones stand half the map apart.

    Each unit's course is centred and scaled to length 1, and drawn as a point by its first two principal components:
    units are read off round the circle, beginning behind its largest gap.

    Source:
        Friendly 2002, Corrgrams, section 2.2 (angular order of the eigenvectors), https://doi.org/10.1198/000313002533
    """
    course = states.astype(np.float64) - states.mean(0)
    length = np.linalg.norm(course, axis=0)
    course /= np.where(length > 0, length, 1)
    _, size, shape = np.linalg.svd(course, full_matrices=False)  # (components,), (components, units)
    if len(size) < 2:
        return np.argsort(-states.mean(0), kind="stable").tolist()
    points = size[:2, None] * shape[:2]
    points *= np.where(points[[0, 1], np.abs(points).argmax(1)] < 0, -1, 1)[:, None]  # the same way round every time
    angle = np.arctan2(points[1], points[0])
    order = np.argsort(angle, kind="stable")
    gaps = np.diff(angle[order], append=angle[order[0]] + 2 * np.pi)
    return np.roll(order, -int(gaps.argmax()) - 1).tolist()


# ---- figures


def bounds(name: str, values: np.ndarray) -> tuple[float, float]:
    """The ends of an array's scale: gates from 0 to 1, what tanh gives from −1 to 1, all else symmetric round 0."""
    if name.endswith(GATE):
        return 0.0, 1.0
    if name.endswith("candidate"):
        return -1.0, 1.0
    end = float(np.abs(values).max(initial=0)) or 1.0
    return -end, end


def unit_maps(panel: Panel) -> dict[str, Any]:
    """Maps of words × units; above them the means of the gates, and the norms of what has a sign, whose mean would
    say nothing. (words, units) row by row."""
    arrays = _unit_arrays(panel)
    hidden = arrays["hidden"]
    many = sum(array.size for array in arrays.values())
    charts = []
    if panel.view == "gates":
        gates = [name for name in arrays if name.endswith(GATE)]
        norms = {name: np.linalg.norm(array, axis=-1) for name, array in arrays.items() if name not in gates}
        end = max((float(norm.max(initial=0)) for norm in norms.values()), default=0.0) or 1.0
        charts = [
            {"name": "gates", "low": 0, "high": 1, "lines": [_line(name, arrays[name].mean(-1)) for name in gates]},
            {"name": "rest", "low": 0, "high": end, "lines": [_line(name, norm) for name, norm in norms.items()]},
        ]
        charts = [chart for chart in charts if chart["lines"]]
    return {
        "kind": "units",
        **_figure_data(panel),
        "units": hidden.shape[1],
        "unit": panel.unit,
        "winners": None if panel.winners is None else list(panel.winners),
        "orders": {"activity": by_activity(hidden), "alike": by_similarity(hidden)},
        "rows": [_heat_map(name, array, levels(many)) for name, array in arrays.items()],
        "charts": charts,
    }


def attention_maps(panel: Panel) -> dict[str, Any]:
    """A map of each head; all in full where that is little, else small ones, and the chosen head in full.

    A small map's cell holds the maximum of the cells that it stands for, so that nothing bright is lost.
    """
    assert panel.traced is not None
    layers = [array for name, array in panel.traced.arrays.items() if name.endswith(".attention")]
    words, heads = layers[0].shape[-1], sum(len(layer) for layer in layers)
    full = words if heads * words**2 <= GLANCE_NUMBERS else min(words, GLANCE, int((GLANCE_NUMBERS / heads) ** 0.5))
    full = max(full, 1)
    chosen = layers[panel.side.layer - 1][panel.side.head]
    return {
        "kind": "attention",
        **_figure_data(panel),
        "layer": panel.side.layer,
        "head": panel.side.head,
        "overview": [[{"size": full, **_attention_map(shrunk(head, full))} for head in layer] for layer in layers],
        "chosen": None if full == words else _attention_map(chosen),
    }


def shrunk(values: np.ndarray, size: int) -> np.ndarray:
    """A square map made smaller, (size, size): each cell the maximum of those that fall on it."""
    if len(values) <= size:
        return values
    starts = np.arange(size) * len(values) // size
    return np.maximum.reduceat(np.maximum.reduceat(values, starts, axis=0), starts, axis=1)


def _attention_map(values: np.ndarray) -> dict[str, Any]:
    return pack(values, 0.0, float(values.max(initial=0)) or 1.0, 65_536 if values.size <= 4_096 else 256, root=True)


def _heat_map(name: str, array: np.ndarray, steps: int) -> dict[str, Any]:
    """A map; where a few numbers are far beyond the others, `end` says where its colours end."""
    low, high = bounds(name, array)
    end = float(np.quantile(np.abs(array), COLOURED_SHARE)) if low == -high else high
    if not 0 < end < high / 2:
        return {"name": name, **pack(array, low, high, steps)}
    return {"name": name, "end": end, **pack(array, low, high, max(steps, 65_536))}


def _unit_arrays(panel: Panel) -> dict[str, np.ndarray]:
    """The arrays that a view of units shows, in the order of its maps."""
    assert panel.traced is not None
    held = panel.traced.at(panel.side.layer, panel.side.direction)
    return {name: held[name] for name in _shown(panel, held)}


def _shown(panel: Panel, held: Collection[str]) -> list[str]:
    """Of the arrays that a layer holds, the names of those that the view shows."""
    wanted = rows(panel.architecture, panel.view) or held
    return [name for name in wanted if name in held and name != "attention"]


def _figure_data(panel: Panel) -> dict[str, Any]:
    traced: Trace | None = panel.traced
    assert traced is not None
    return {
        "words": [word.text for word in traced.read],
        "unknown": [number for number, word in enumerate(traced.read) if not word.known],
        "word": panel.word,
        "model": panel.side.model,
        "place": f"{panel.side.layer} {panel.side.direction}",
    }


def _line(name: str, values: Sequence[float] | np.ndarray) -> dict[str, Any]:
    return {"name": name, "values": [round(float(value), 4) for value in values]}


# ---- files


def shown_arrays(panel: Panel) -> dict[str, np.ndarray]:
    """The arrays that a view shows, under their names in the trace, in full; of attention the chosen head."""
    assert panel.traced is not None
    arrays = panel.traced.arrays
    start = f"layer{panel.side.layer}."
    if panel.view == "attention":
        return {
            f"layer{panel.side.layer}.attention.head{panel.side.head + 1}": panel.traced.at(panel.side.layer)[
                "attention"
            ][panel.side.head]
        }
    if panel.view == "filters":
        return {name: array for name, array in arrays.items() if name.startswith(("filters", "winners", "logits"))}
    both = f"{start}{panel.side.direction}."
    chosen = both if any(name.startswith(both) for name in arrays) else start
    held = [name.removeprefix(chosen) for name in arrays if name.startswith(chosen)]
    return {chosen + name: arrays[chosen + name] for name in _shown(panel, held)}
