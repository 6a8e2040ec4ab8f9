"""Sentences to begin with, written for this page: each shows something on which models tend to differ.

Nothing here knows how they are drawn; their kinds are named in `words.py`.
"""

from typing import NamedTuple

from playground.tasks import TASKS
from playground.text_language import language_of
from playground.ui.components.markup import safe
from playground.ui.components.words import say


class Example(NamedTuple):
    """A text to pick, the kind it stands for, and the task in which it is worth seeing; None: either.

    What is to be noticed of it stands in `words.py`, under `notice-LANGUAGE-KIND`.

    Attributes:
        readers: the label that most people would give the text; empty where they would give none, or where words have
            labels.
        reads: the tags that most people would give some of its words, by number from 0.
    """

    kind: str
    text: str
    task: str | None = None
    readers: str = ""
    reads: tuple[tuple[int, str], ...] = ()

    @property
    def language(self) -> str:
        """The language of the text, a key of TEXT_LANGUAGES."""
        return language_of(self.text)

    def notice(self, per_word: bool = False) -> str:
        """The key of the sentence that says what is to be noticed; of a text for either task, where words have labels,
        another one."""
        return f"notice-{self.language}-{self.kind}{'-tags' if per_word and self.task is None else ''}"


INVITED = ("contrast", "garden-path", "sarcasm")  # kinds of those that are offered where there is no text

EXAMPLES: tuple[Example, ...] = (
    Example("negation", "Not a single joke falls flat.", "sentiment", "positive"),
    Example("contrast", "The plot is silly, and yet I could not stop smiling.", "sentiment", "positive"),
    Example("sarcasm", "Great, another remake nobody asked for.", "sentiment", "negative"),
    Example("garden-path", "The young guard the gate while the old rest.", "pos", reads=((2, "VERB"), (8, "VERB"))),
    Example(
        "noun-verb", "They will park near the park, book a table and read a book.", "pos",
        reads=((2, "VERB"), (5, "NOUN"), (7, "VERB"), (13, "NOUN")),
    ),
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
        "sentiment", "positive",
    ),
    Example("negation", "这部电影没有一点让我失望。", "sentiment", "positive"),
    Example("contrast", "这部电影的故事很普通，但是演员演得非常好。", "sentiment", "positive"),
    Example("sarcasm", "这手机真省电，一天只要充五次。", "sentiment", "negative"),
    Example("garden-path", "乒乓球拍卖完了，南京市长江大桥下人山人海。", "pos"),
    Example("noun-verb", "他计划修改这份计划，并建议大家听听别人的建议。", "pos"),
    Example("names", "2024年5月3日，欧阳明在哈尔滨花4.50元买了两张去乌鲁木齐的车票。"),
    Example(
        "review",
        "订这家酒店之前我看了不少差评，心里并没有抱什么希望。到了以后，大堂又小又暗，前台只有一个人，排队排了二十分钟，"
        "房间的地毯上还有烟头烫过的痕迹，我几乎想马上换一家。可是放下行李去餐厅吃晚饭的时候，事情慢慢变了：老板娘亲自端来"
        "一碗热汤，说看我们冒雨赶来，先暖暖身子；孩子发烧，她半夜开车带我们去医院，第二天又熬了粥送到房间。隔音确实不好，"
        "早餐的品种也少得可怜，网上的照片和实际差得很远，说它豪华那是骗人的。但是这些年我住过的酒店，没有哪一家让我走的时候"
        "这样舍不得。明年再来，我还会住这里。",
        "sentiment", "positive",
    ),
)  # fmt: skip


def first_example(language: str) -> Example:
    """The example with which the page begins in a language: the first one that is written in it, or of all."""
    return next((one for one in EXAMPLES if one.language == language), EXAMPLES[0])


def invitations(language: str) -> tuple[Example, ...]:
    """What is offered where there is no text: of the same language as the example with which the page begins."""
    written_in = first_example(language).language
    return tuple(one for kind in INVITED for one in EXAMPLES if (one.kind, one.language) == (kind, written_in))


def example_of(text: str, task: str) -> Example | None:
    """The example that a text is, where it is one of this task or of either."""
    return next((one for one in EXAMPLES if one.text == text.strip() and one.task in (task, None)), None)


def what_to_notice(text: str, task: str, language: str, readers: str) -> str:
    """One line under what the models say: what is to be noticed of an example, and what most people would say.

    Args:
        readers: the latter, as a sentence of the page.
    """
    found = example_of(text, task)
    if found is None:
        return ""
    told = f"<b>{safe(readers)}</b> " if readers else ""
    return f'<p class="to-notice">{told}{safe(say(found.notice(TASKS[task].per_word), language))}</p>'


def examples(language: str) -> str:
    """A menu of sentences to begin with: those in the language of the page, below them those in others."""
    first = first_example(language).language
    groups = dict.fromkeys([first, *(one.language for one in EXAMPLES)])
    items = ""
    for group in groups:
        items += f'<li class="group">{safe(say(f"text-language-{group}", language))}</li>' if group != first else ""
        items += "".join(f"<li>{example_button(one, language)}</li>" for one in EXAMPLES if one.language == group)
    return f'<details class="menu"><summary>{safe(say("examples", language))}</summary><ul>{items}</ul></details>'


def example_button(example: Example, language: str) -> str:
    task = f' data-task="{example.task}"' if example.task else ""
    return (
        f'<button type="button" data-text="{safe(example.text)}"{task}>'
        f"<b>{safe(say(f'example-{example.kind}', language))}</b> <span>{safe(example.text)}</span>"
        f"<small>{safe(say(example.notice(), language))}</small></button>"
    )
