"""Sentences to begin with, written for this page: each shows something on which models tend to differ.

Nothing here knows how they are drawn; their kinds are named in `words.py`.
"""

from typing import NamedTuple

from playground.ui.components.markup import safe
from playground.ui.components.words import say


class Example(NamedTuple):
    """A text to pick, the kind it stands for, and the task in which it is worth seeing; None: either."""

    kind: str
    text: str
    task: str | None = None


EXAMPLES: tuple[Example, ...] = (
    Example("negation", "I can't say I didn't enjoy it.", "sentiment"),
    Example("contrast", "The plot is thin, but the acting more than makes up for it.", "sentiment"),
    Example("sarcasm", "Oh great, three more hours of people staring out of windows.", "sentiment"),
    Example("garden-path", "The young guard the gate while the old rest.", "pos"),
    Example("noun-verb", "They will park near the park, book a table and read a book.", "pos"),
    Example("names", "On 3 May 2024, Dr. Ngozi Adeyemi paid $4.50 for two tickets in Łódź."),
    Example(
        "review",
        "I went in expecting very little, and for the first half hour the film seemed determined to prove me "
        "right. The jokes fall flat, the music tells you what to feel before anybody on the screen has felt "
        "it, and the hero's best friend exists only to explain things that we have just been shown. Then the "
        "brothers meet again, in a kitchen, over a pot of soup that neither of them wants to eat, and "
        "something quietly remarkable happens: nobody shouts, nobody cries, and yet you cannot look away. "
        "From that scene on it is a different film. The camera stops showing off, the dialogue finds its "
        "rhythm, and Ana Petrescu, who has been given nothing to do until then, turns a single telephone call "
        "into the best five minutes I have seen this year. It never quite recovers from its clumsy opening, "
        "the ending is ten minutes too long, and I would not call it a masterpiece. But I have thought about "
        "that kitchen every day since, which is more than I can say for most of the films that I have "
        "praised.",
        "sentiment",
    ),
    Example("chinese", "这部电影的故事很普通，但是演员演得非常好。"),
)  # fmt: skip

DEFAULT = EXAMPLES[0]
INVITATIONS = (EXAMPLES[1], EXAMPLES[3], EXAMPLES[2])  # offered where there is no text


def examples(language: str) -> str:
    """A menu of sentences to begin with."""
    items = "".join(f"<li>{example_button(example, language)}</li>" for example in EXAMPLES)
    return f'<details class="menu"><summary>{safe(say("examples", language))}</summary><ul>{items}</ul></details>'


def example_button(example: Example, language: str) -> str:
    task = f' data-task="{example.task}"' if example.task else ""
    return (
        f'<button type="button" data-text="{safe(example.text)}"{task}>'
        f"<b>{safe(say(f'example-{example.kind}', language))}</b> <span>{safe(example.text)}</span></button>"
    )
