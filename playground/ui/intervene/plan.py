"""What a visitor of Intervene has chosen: a model, changes as steps that can be undone, another text, a view.

It is kept for a visitor between events. Every action comes from a browser and every address from anybody, so what makes
no sense changes nothing. As long as nobody has changed anything, the page begins with a change of its own choice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from playground.errors import BadInput, PlaygroundError
from playground.lenses.intervene.changes import CHANGES, FROM, MEAN, parse
from playground.text import MAX_CHARACTERS
from playground.ui.intervene.units import UNITS

VIEWS = ("change", "twin", UNITS)
"""What the tab can show, the first to begin with; `UNITS` is drawn by `units/`."""
OFF = ("zero", MEAN)
MOST_STEPS = min(24, CHANGES)
NOTATION_CHARACTERS = 400
MODEL_CHARACTERS = 200


@dataclass(frozen=True)
class Plan:
    """What is asked of one model.

    Attributes:
        model: empty: the page chooses one of the bar's.
        steps: changes in their notation, also those that were undone; `at` of them count.
        touched: whether the steps are the visitor's; else the page chooses one.
        source: the text from which a change takes values; `twin` the edited text of the view “twin”.
        word: whose tag is asked about, where there is one a word; None: the page chooses.
        searched_text: the long text of which the parts were ranked on request.
        off: what each part is set to where all are switched off in turn: “zero”, or “mean”.
        second: the model to which the same is done beside, and whose parts are ranked beside; empty: none.
        problem: why the last action could not be done.
    """

    model: str = ""
    steps: tuple[str, ...] = ()
    at: int = 0
    touched: bool = False
    source: str = ""
    twin: str = ""
    view: str = VIEWS[0]
    word: int | None = None
    searched_text: str = ""
    off: str = OFF[0]
    second: str = ""
    problem: PlaygroundError | None = None

    @property
    def now(self) -> tuple[str, ...]:
        """The changes that count."""
        return self.steps[: self.at]

    def begun(self, steps: tuple[str, ...]) -> Plan:
        """The plan with the page's own choice, where nobody has chosen."""
        return self if self.touched else replace(self, steps=steps, at=len(steps))

    def changed(self, given: object) -> Plan:
        """The plan after an action: `{"action": …, "value": …}`.

        `model`, `second`, `view`, `word`, `source`, `twin`, `off` choose; `add` a change in its notation, `patch` one
        from the twin; `remove` a step; `undo`, `redo`, `clear`; `look` at the parts of a long text; `swap` the two
        models, about the word that stands with it.
        """
        plan = replace(self, problem=None)
        if not isinstance(given, Mapping):
            return plan
        action, value = given.get("action"), given.get("value")
        if action == "model" and isinstance(value, str):
            return plan._of_model(value, plan.second if plan.second != value else "")
        if action == "swap" and plan.second:
            plan = plan._of_model(plan.second, plan.model)
            return replace(plan, word=value if type(value) is int else None)
        if action == "second" and isinstance(value, str):
            return replace(plan, second=value[:MODEL_CHARACTERS])
        if action == "off" and value in OFF:
            return replace(plan, off=str(value))
        if action == "view" and value in VIEWS:
            return replace(plan, view=str(value))
        if action == "word" and type(value) is int:
            return replace(plan, word=value)
        if action == "source" and isinstance(value, str):
            return replace(plan, source=value[:MAX_CHARACTERS])
        if action == "twin" and isinstance(value, str):
            return replace(plan, twin=value[:MAX_CHARACTERS])
        if action == "look" and isinstance(value, str):
            return replace(plan, searched_text=value)
        if action == "undo" and plan.at:
            return replace(plan, at=plan.at - 1, touched=True)
        if action == "redo" and plan.at < len(plan.steps):
            return replace(plan, at=plan.at + 1, touched=True)
        if action == "clear":
            return replace(plan, at=0, touched=True)
        if action == "remove" and type(value) is int and 0 <= value < plan.at:
            steps = plan.now[:value] + plan.now[value + 1 :]
            return replace(plan, steps=steps, at=len(steps), touched=True)
        if action == "patch":  # from the view “twin” to what it does
            plan = replace(plan, view=VIEWS[0])
        return plan._with(value, given.get("source")) if action in ("add", "patch") else plan

    def _of_model(self, model: str, second: str) -> Plan:
        """What is asked of another model: its own steps, about the same sentences."""
        return Plan(
            model=model,
            view=self.view,
            source=self.source,
            twin=self.twin,
            off=self.off,
            second=second,
            searched_text=self.searched_text,
        )

    def _with(self, value: object, source: object) -> Plan:
        """The plan with one more change; as it was, with the reason, where it cannot be read."""
        if isinstance(source, str) and source.strip():
            self = replace(self, source=source[:MAX_CHARACTERS])
        try:
            change = parse(value[: 2 * NOTATION_CHARACTERS] if isinstance(value, str) else value)
            if change.to == FROM and not self.source.strip():
                raise BadInput(
                    "A part is set to “from”, and no other text is given. It becomes what it is while the model reads "
                    "another text. Give that text, or a number.",
                    key="intervene-no-source",
                )
        except PlaygroundError as error:
            return replace(self, problem=error)
        steps = (*self.now, change.notation)[-MOST_STEPS:]
        return replace(self, steps=steps, at=len(steps), touched=True)

    def address(self) -> dict[str, object]:
        """The parts of an address that bring the plan back."""
        edits = json.dumps([*self.now], ensure_ascii=False, separators=(",", ":")) if self.touched else ""
        return {
            "model": self.model,
            "view": self.view if self.view != VIEWS[0] else "",
            "edits": edits,
            "beside": self.twin if self.view == "twin" else self.source,
            "word": self.word,
            "off": self.off if self.off != OFF[0] else "",
            "second": self.second,
        }

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> Plan:
        """The plan that an address asks for; what makes no sense is as if it were not there."""
        view = query.get("view", "")
        plan = cls(
            model=query.get("model", "")[:MODEL_CHARACTERS],
            second=query.get("second", "")[:MODEL_CHARACTERS],
            view=view if view in VIEWS else VIEWS[0],
            off=query["off"] if query.get("off") in OFF else OFF[0],
        )
        other = query.get("beside", "")[:MAX_CHARACTERS]
        plan = replace(plan, twin=other) if plan.view == "twin" else replace(plan, source=other)
        word = query.get("word", "")
        plan = replace(plan, word=int(word) if word.isdecimal() and len(word) < 6 else None)
        if not query.get("edits"):
            return plan
        try:
            done = json.loads(query["edits"])
        except (ValueError, RecursionError):
            return plan
        plan = replace(plan, touched=isinstance(done, list))
        for one in done[:MOST_STEPS] if isinstance(done, list) else []:
            plan = replace(plan._with(one, None), problem=None)
        return plan
