"""A tour of one minute: six stations, each on a tab, on the text that stands in the bar. What the script has to know.

It is offered once, on the page that nobody has asked a view of, and later only on request (`footer`); `tour.js` leads
through it. A station names places of its tab, the first of which that is there is pointed at.
"""

from typing import Any, NamedTuple

from playground.ui.components.markup import safe
from playground.ui.components.words import say
from playground.ui.language.languages import LANGUAGES


class Station(NamedTuple):
    """A tab, and where on it the tour points."""

    tab: str
    places: tuple[str, ...]  # CSS selectors, the best first


STATIONS: tuple[Station, ...] = (
    Station("compare", ("#compare .verdict", "#compare .card", "#compare table.tags thead")),
    Station("inside", ("#inside .notable", "#inside .views")),
    Station("explain", ("#explain .attributions",)),
    Station("edit", ("#edit .draft",)),
    Station("finetune", (".ft-offer",)),
    Station("models", ("#catalogue thead",)),
)
BUTTONS = ("offer", "begin", "refuse", "back", "next", "end", "finish", "lessons", "step")


def told() -> dict[str, Any]:
    """The stations, and the words of the tour by language."""
    return {
        "stations": [station._asdict() for station in STATIONS],
        "words": {
            language: {
                **{key: say(f"tour-{key}", language, at="{at}", count=len(STATIONS)) for key in BUTTONS},
                "stations": {one.tab: say(f"tour-{one.tab}", language, text="{text}") for one in STATIONS},
            }
            for language in LANGUAGES
        },
    }


def footer(language: str) -> str:
    """The line at the page's end, from which the tour can be taken at any time, and the lessons after it."""
    again = f'<button type="button" data-do="tour">{safe(say("tour-again", language))}</button>'
    lessons = f'<button type="button" data-open="lessons">{safe(say("tour-lessons", language))}</button>'
    return f'<p class="foot">{again} {lessons}</p>'
