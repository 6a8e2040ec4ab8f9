"""Example files to fine-tune on, made here from patterns of our own: the same bytes every time.

They are a little untidy on purpose (a label written in two ways, an empty text, a repeated one, a few wrong labels), so
that the page has something to say about them.
"""

import random
from collections.abc import Callable, Mapping, Sequence

SEED = 7
WRONG = 0.04  # share of labels that are wrong, as they are in every file that people have labelled

PLACES = ("the window", "the bar", "the corner", "the garden", "the stairs", "the door")
DRINKS = ("a tea", "two coffees", "a hot chocolate", "a lemonade", "an espresso", "some tap water")
DISHES = ("the soup", "a slice of apple cake", "the lentil curry", "a cheese roll", "the pancakes", "an omelette")
DAYS = ("today", "this morning", "on Sunday", "after six", "tomorrow", "at noon")
WISHES = {
    "order": (
        "Could I have {drink} and {dish}, please?",
        "We would like {dish} for the table by {place}.",
        "{drink} to take away, please.",
        "Please bring {drink} to {place}.",
        "I will take {dish} {day}, and {drink} with it.",
        "Can you pack {dish} for me? I collect it {day}.",
        "Once more {drink} for us by {place}.",
        "Is there any of {dish} left? Then a plate of it, please.",
        "Same as {day}, so {dish} and {drink}.",
        "How about {dish} for me and {drink} for my friend.",
    ),
    "complaint": (
        "I waited forty minutes for {dish}, and it was cold.",
        "Nobody has wiped the table by {place} {day}.",
        "{drink} was spilled over my coat and nobody said sorry.",
        "There was a hair in {dish}, I want my money back.",
        "The music by {place} was far too loud {day}.",
        "You forgot {drink} again, this is the third time.",
        "Could somebody explain why {dish} was burnt {day}?",
        "Do you call this {dish}?",
        "Is it usual to wait an hour for {drink} {day}?",
        "Please take {dish} off the bill, it never came.",
    ),
    "question": (
        "Do you have {dish} without nuts?",
        "Are you open {day}?",
        "Is there a free seat by {place} {day}?",
        "Which milk do you use for {drink}?",
        "Can we bring our dog to the table by {place}?",
        "How much is {dish} {day}?",
        "I wonder whether {dish} is vegetarian.",
        "I would like to know what is in {dish}.",
        "Please tell me when {dish} is ready {day}.",
        "Was it {day} that you are closed?",
    ),
}

GOODS = ("这双鞋", "耳机", "台灯", "书包", "这件外套", "保温杯")
CITIES = ("杭州", "成都", "西安", "广州", "沈阳", "昆明")
REQUESTS = {
    "退货": (
        "{thing}和图片不一样，我想退货",
        "{thing}用了两天就坏了，怎么退",
        "买大了，{thing}能换小一号吗",
        "{thing}颜色不对，申请退款",
        "不喜欢{thing}，还没拆，可以退吗",
        "{thing}寄回去的快递费谁出",
        "退{thing}的时候发票要一起寄吗",
    ),
    "物流": (
        "{thing}寄到{city}要几天",
        "快递三天没动了，{thing}是不是丢了",
        "{thing}能改送到{city}吗",
        "显示已签收，可我没收到{thing}",
        "{city}的仓库什么时候发{thing}",
        "{thing}和发票是一起发货的吗",
        "外包装破了，{thing}还没敢签收",
    ),
    "发票": (
        "{thing}的发票抬头写错了",
        "请给{thing}补开一张发票",
        "{thing}的电子发票发到哪个邮箱",
        "{city}公司要专用发票，怎么开",
        "{thing}的发票金额少了十块",
        "发票寄到{city}了吗，没看到快递单号",
    ),
}

EITHER = ("watch", "paint", "plant", "ship", "walk", "drink", "water", "light")  # things, or what people do
NOUNS = (*EITHER, "cat", "river", "baker", "garden", "teacher", "letter")
NAMES = ("Amina", "Jonas", "Lima", "Oslo", "Mei")
ADJECTIVES = ("old", "quiet", "green", "tired", "light", "narrow")
VERBS = ("sees", "follows", "paints", "loses", "carries", "watches")
MANY = tuple(f"{noun}s" for noun in ("river", "baker", "garden", "teacher", "letter", "paint", "ship", "walk"))
PATTERNS: tuple[tuple[tuple[tuple[str, ...], str], ...], ...] = (
    (
        (("The", "This"), "DET"),
        (ADJECTIVES, "ADJ"),
        (NOUNS, "NOUN"),
        (VERBS, "VERB"),
        (("the", "that"), "DET"),
        (NOUNS, "NOUN"),
    ),
    ((NAMES, "PROPN"), (VERBS, "VERB"), (("this", "that"), "PRON"), (("near", "behind"), "ADP"), (NAMES, "PROPN")),
    ((("They", "We"), "PRON"), (("often", "never"), "ADV"), (EITHER, "VERB"), (ADJECTIVES, "ADJ"), (MANY, "NOUN")),
    ((("Two", "Three"), "NUM"), (ADJECTIVES, "ADJ"), (MANY, "NOUN"), (("are", "were"), "AUX"), (ADJECTIVES, "ADJ")),
    (
        (("Can", "Will"), "AUX"),
        (("you", "they"), "PRON"),
        (EITHER, "VERB"),
        (("the", "this"), "DET"),
        (NOUNS, "NOUN"),
        (("and", "or"), "CCONJ"),
        (EITHER, "VERB"),
        (("it", "that"), "PRON"),
    ),
)


def cafe() -> bytes:
    """What guests write to a café: commas, quotes, a header; a label in two spellings, an empty and a repeated text."""
    draw = random.Random(SEED)
    rows, texts = ["message,wish"], set[str]()
    filled = {"drink": DRINKS, "dish": DISHES, "place": PLACES, "day": DAYS}
    for number in range(100):
        for wish, patterns in WISHES.items():
            text = _new(texts, draw, patterns, filled)
            spelling = wish.upper() if number % 16 == 5 and wish == "question" else wish
            if draw.random() < WRONG:
                spelling = draw.choice([other for other in WISHES if other != wish])
            rows.append(f'"{text[0].upper()}{text[1:]}",{spelling}')
    rows[41:41] = [",order"]
    rows.append(rows[12])
    return "\n".join(rows).encode() + b"\n"


def customers() -> bytes:
    """What customers ask a shop in Chinese: label first, semicolons, no header."""
    draw = random.Random(SEED)
    rows, texts = [], set[str]()
    filled = {"thing": GOODS, "city": CITIES, "end": ("", "。", "，谢谢", "，急")}
    for _ in range(80):
        for request, patterns in REQUESTS.items():
            text = _new(texts, draw, [pattern + "{end}" for pattern in patterns], filled)
            others = [other for other in REQUESTS if other != request]
            rows.append(f"{draw.choice(others) if draw.random() < WRONG else request};{text}")
    return "\r\n".join(rows).encode() + b"\r\n"


def sentences() -> bytes:
    """Short sentences with a tag for every word, as CoNLL-U; many words are one thing here and another one there."""
    draw = random.Random(SEED)
    lines = []
    for number in range(200):
        pattern = PATTERNS[number % len(PATTERNS)]
        tagged = [(draw.choice(words), tag) for words, tag in pattern]
        tagged.append(("?" if tagged[0][1] == "AUX" else ".", "PUNCT"))
        lines += [f"# sent_id = {number + 1}"]
        lines += [f"{place}\t{word}\t_\t{tag}" + "\t_" * 6 for place, (word, tag) in enumerate(tagged, 1)]
        lines += [""]
    return "\n".join(lines).encode() + b"\n"


def _new(texts: set[str], draw: random.Random, patterns: Sequence[str], filled: Mapping[str, Sequence[str]]) -> str:
    """A text of one of the patterns that is none of those before, which it joins."""
    text = ""
    while not text or text in texts:
        text = draw.choice(patterns).format(**{name: draw.choice(words) for name, words in filled.items()})
    texts.add(text)
    return text


SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cafe": ("cafe.csv", cafe),
    "customers": ("customers.txt", customers),
    "sentences": ("sentences.conllu", sentences),
}
"""Key -> the file's name, and what makes its bytes; what is said of each stands in `words.py`."""
