"""A visitor's choices in Look inside: names and numbers only. They come from a browser, so nothing in them is believed:
`queries.valid_options` replaces those that do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS
from playground.ui.inside.layers.queries import KEYS, LayerOptions


@dataclass(frozen=True)
class NamedPlace:
    """A word and a unit that an address names; they are those of its text, and of the layer that it names."""

    text: str
    word: int | None
    unit: int | None

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> NamedPlace | None:
        """The place that an address names; None where it names none."""
        word, unit = (_number(query.get(key, ""), -1) for key in ("word", "unit"))
        if word < 0 and unit < 0:
            return None
        return cls(query.get("text", ""), None if word < 0 else word, None if unit < 0 else unit)


@dataclass(frozen=True)
class Side:
    """One of at most two models, and what of it is looked at."""

    model: str
    layer: int = 1
    direction: str = "forward"
    head: int = 0
    label: str = ""  # of the filters' votes; empty: the model's answer
    named: NamedPlace | None = None  # by an address
    layer_options: LayerOptions = field(default_factory=LayerOptions)  # of its layers

    def address(self, view: str) -> dict[str, object]:
        """The parts of an address that bring back what a view shows of this model, but for what only the browser
        knows: the word and the unit, and the head where all were drawn."""
        if view in ("layers", "code"):
            return self.layer_options.address()
        if view == "attention":
            return {"layer": self.layer, "head": self.head}
        if view == "filters":
            return {"target": self.label}
        return {"layer": f"{self.layer} {self.direction}".removesuffix(" forward")}

    @classmethod
    def from_address(cls, model: str, view: str, query: Mapping[str, str]) -> Side:
        """A model as an address asks for it; what makes no sense is as if it were not there."""
        if view in ("layers", "code"):
            return cls(model, layer_options=LayerOptions.from_address(query))
        layer, _, direction = query.get("layer", "").partition(" ")
        side = cls(model, _number(layer, 1), direction or "forward", _number(query.get("head", ""), 0))
        if view == "filters":
            return replace(side, label=query.get("target", ""))
        return replace(side, named=NamedPlace.from_address(query))


def _number(written: str, otherwise: int) -> int:
    """A small whole number that somebody wrote."""
    return int(written) if written.isdecimal() and len(written) < 5 else otherwise


@dataclass(frozen=True)
class ViewOptions:
    """What a visitor wants to see; empty before anything was chosen."""

    view: str = ""
    sides: tuple[Side, ...] = ()
    word: int | None = None  # whose answer all models are asked about
    chosen: bool = field(default=False, compare=False)  # the models are those that a visitor or an address has named

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these options back; those of a second model begin with `beside_`."""
        parts: dict[str, object] = {"view": self.view}
        if self.view in ALL_MODELS_VIEWS:
            return parts | {"word": self.word}
        for side, key, prefix in zip(self.sides, ("model", "beside"), ("", "beside_"), strict=False):
            parts |= {key: side.model} | {prefix + name: value for name, value in side.address(self.view).items()}
        return parts

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> ViewOptions:
        """The options that an address asks for; what makes no sense is as if it were not there."""
        view, word = query.get("view", ""), query.get("word", "")
        sides = [Side.from_address(query["model"], view, query)] if query.get("model") else []
        if sides and query.get("beside"):
            others = {
                name.removeprefix("beside_"): value for name, value in query.items() if name.startswith("beside_")
            }
            sides.append(Side.from_address(query["beside"], view, {**others, "text": query.get("text", "")}))
        about = _number(word, -1) if view in ALL_MODELS_VIEWS else -1
        return cls(view, tuple(sides), None if about < 0 else about, bool(sides))

    def changed(self, change: object) -> ViewOptions:
        """The options after a change: `{"key": "view" | "model" | "place" | "head" | "label" | "about", …}`, with a
        `side`, 0 or 1, and a `value`.

        What makes no sense changes nothing. A model of "" takes the second side away.
        """
        if not isinstance(change, Mapping):
            return self
        key, at, value = change.get("key"), change.get("side"), change.get("value")
        if not isinstance(value, str) or at not in (0, 1):
            return self
        if key == "view":
            return replace(self, view=value)
        if key == "about" and value.isdecimal() and len(value) < 5:
            return replace(self, word=int(value))
        if key == "model":
            left, right = self.sides[:at], self.sides[at + 1 :]
            return replace(self, sides=left + ((Side(value),) if value else ()) + right, chosen=True)
        if at >= len(self.sides):
            return self
        if key in KEYS:
            both = key == "word"  # two models beside each other show the same word
            return replace(
                self,
                sides=tuple(
                    replace(side, layer_options=side.layer_options.changed(key, value)) if both or place == at else side
                    for place, side in enumerate(self.sides)
                ),
            )
        first, _, second = value.partition(" ")
        number = int(first) if first.isdecimal() and len(first) < 5 else None
        side = self.sides[at]
        if key == "label":
            side = replace(side, label=value)
        elif key == "place" and number is not None:
            side = replace(side, layer=number, direction=second or "forward", named=None)
        elif key == "head" and number is not None and second.isdecimal() and len(second) < 5:
            side = replace(side, layer=number, head=int(second))
        return replace(self, sides=(*self.sides[:at], side, *self.sides[at + 1 :]))
