"""Made sentences to learn from: what a denial, a “but”, a comparison or a disappointed hope does to an opinion.

Film reviews hold too few of these for a small network to learn that “not boring in the least” is praise. The sentences
are put together from the lists below, the words in equal shares from both sides, so that a word alone decides nothing.
None of them stands among the sentences that measure (`sentiment_sentences.py`), and no wording is shared with those: a
test compares. All lists were written for this project.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from random import Random

from playground.data.examples import Examples

THINGS = (
    "the film", "this movie", "the second half", "her performance", "the whole cast", "the story", "his new album",
    "that novel", "our dinner", "the breakfast", "the flat we rented", "this charger", "the keyboard", "the finale",
    "their customer support", "the guided tour", "the lecture", "the exhibition", "the latest episode", "the concert",
    "the museum", "this coffee machine", "the camera work", "the opening scene", "the remake", "the taxi ride",
    "the garden", "the new version", "the course", "everything they cooked", "the show", "the hotel", "this book",
)  # fmt: skip
GOOD = (
    "good", "great", "excellent", "wonderful", "amazing", "awesome", "beautiful", "charming", "comfortable",
    "convincing", "creative", "delicious", "delightful", "enjoyable", "entertaining", "exciting", "fabulous",
    "fantastic", "fascinating", "fresh", "friendly", "funny", "helpful", "impressive", "inspiring", "intelligent",
    "interesting", "lovely", "magical", "memorable", "moving", "original", "outstanding", "perfect", "pleasant",
    "powerful", "refreshing", "reliable", "remarkable", "satisfying", "smart", "spectacular", "superb", "sweet",
    "thoughtful", "thrilling", "touching", "warm", "witty", "clever", "elegant", "engaging", "brilliant", "terrific",
    "special", "worthwhile",
)  # fmt: skip
BAD = (
    "bad", "terrible", "awful", "horrible", "annoying", "boring", "bland", "cheap", "childish", "confusing", "creepy",
    "depressing", "dirty", "disappointing", "disgusting", "dishonest", "dreadful", "dull", "dumb", "empty", "fake",
    "flat", "frustrating", "gross", "harsh", "incoherent", "insulting", "lame", "lazy", "lousy", "mediocre", "messy",
    "misleading", "monotonous", "nasty", "noisy", "painful", "pointless", "poor", "predictable", "ridiculous",
    "rotten", "rude", "shallow", "silly", "sloppy", "slow", "stale", "stupid", "tedious", "tired", "ugly",
    "unbearable", "uninspired", "unpleasant", "weak",
)  # fmt: skip
PEOPLE = ("my boss", "my aunt", "the guide", "half of my class", "our host", "the man at the counter", "her husband")
WHILE = (
    "having thought about it for a week", "whatever the adverts claim", "with all due respect", "at this price",
    "I have to admit", "speaking as a regular", "as far as I could see", "on a rainy evening", "compared to last year",
)  # fmt: skip

FRAMES: tuple[tuple[str, str], ...] = (
    # plainly
    ("{thing} was {x}.", "same"), ("{thing} is so {x}.", "same"), ("I found {thing} {x} and {x2}.", "same"),
    ("How {x}!", "same"), ("{x}, {x2}, {x3}: that sums up {thing}.", "same"), ("{thing} felt {x} to me.", "same"),
    # denied
    ("{thing} was by no means {x}.", "other"), ("{thing} was not in the least {x}.", "other"),
    ("{thing} isn't even slightly {x}.", "other"), ("Not once did {thing} feel {x}.", "other"),
    ("I didn't find {thing} {x} at all.", "other"), ("{thing} wasn't {x}, not even close.", "other"),
    ("I would never call {thing} {x}.", "other"), ("There was no {x} moment anywhere in {thing}.", "other"),
    ("{thing} was not {x} but {y}.", "other"), ("Far from being {x}, {thing} was {y}.", "other"),
    ("{thing} was not {x}. It was {y}.", "other"), ("{thing} is neither {x} nor {x2}.", "other"),
    ("Nothing {x} here, nothing {x2} either.", "other"), ("{thing} didn't strike me as {x}.", "other"),
    ("{thing} never once got {x}.", "other"), ("Hardly {x}, let alone {x2}.", "other"),
    ("{thing} has not been {x} since it began.", "other"), ("None of it was {x}.", "other"),
    ("Who says {thing} isn't {x}? It is, and how.", "same"), ("{thing} is not only {x} but {x2} as well.", "same"),
    ("Never before was {thing} this {x}.", "same"), ("Not just {x}: {thing} was downright {x2}.", "same"),
    # denied from afar
    ("I would be lying if I said that {thing} was {x}.", "other"), ("It would be wrong to call {thing} {x}.", "other"),
    ("I am not convinced, {while}, that {thing} was {x}.", "other"),
    ("I have yet to meet somebody who finds {thing} {x}.", "other"),
    ("Nothing in {thing}, {while}, was {x}.", "other"), ("{thing} was, {while}, never {x} or {x2}.", "other"),
    ("No one in his right mind will tell you that {thing} was {x}.", "other"),
    ("You will not hear me say, {while}, that {thing} was {x}.", "other"),
    ("I can't deny that {thing} was {x}.", "same"), ("There is no denying, {while}, that {thing} was {x}.", "same"),
    ("I don't mind saying that {thing} was {x}.", "same"), ("{thing} was, {while}, simply {x}.", "same"),
    # but
    ("{thing} had its {y} stretches, but in the end it was {x}.", "same"),
    ("For all its {y} moments, {thing} was {x}.", "same"), ("{y} at times, yet {x} overall.", "same"),
    ("Granted, {thing} was a little {y}; still, {x} is the word I would choose.", "same"),
    ("{thing} looked {y} and turned out to be {x}.", "same"),
    ("Even though {thing2} was {y}, {thing} was {x}.", "same"),
    ("{thing2} was {y}, sure, but {thing} was so {x} that I forgot it.", "same"),
    ("{thing} is {x} in spite of {thing2} being {y}.", "same"),
    # compared
    ("Of all that I tried, {thing} was the least {x}.", "other"),
    ("{thing} was less {x} than {thing2}, and less {x2} too.", "other"),
    ("{thing} was more {x} than anything else I saw.", "same"),
    ("{thing2} was {y}. {thing} was nothing like it.", "same"),
    ("I rarely come across something as {x} as {thing}.", "same"),
    # then and now, hoped and found
    ("My first impression of {thing} was {y}, my last one {x}.", "same"),
    ("What once seemed {y} to me seems {x} today.", "same"), ("Formerly {y}, {thing} has become {x}.", "same"),
    ("{thing} is no longer {x}.", "other"), ("{thing} used to be {x}.", "other"),
    ("{thing} stopped being {x} long ago.", "other"), ("Contrary to what I had heard, {thing} was {x}.", "same"),
    ("I had been told that {thing} was {y}. In truth it was {x}.", "same"),
    ("I expected {thing} to be {y}. How wrong I was.", "same"), ("{thing} was advertised as {y} and is {x}.", "same"),
    ("Not as {x} as I had imagined.", "other"), ("{thing} did its best to look {x}, in vain.", "other"),
    ("I kept waiting for {thing} to get {x}, and it never did.", "other"),
    # others
    ("{who} says that {thing} was {y}. Nonsense, it was {x}.", "same"), ("Unlike {who}, I found {thing} {x}.", "same"),
    ("Was {thing} {x}? No way.", "other"), ("Was {thing} {x}? Oh yes.", "same"),
    ("{who} is wrong: {thing} was not {x}.", "other"),
    ("{who} thought that {thing} was {y}; to me it was {x}.", "same"), ("{x}? Not {thing}.", "other"),
)  # fmt: skip
"""Wordings with an opinion {x} that is kept ("same") or turned round ("other"); {y} is of the other side than {x}."""

FIXED: dict[str, tuple[str, ...]] = {
    "positive": (
        "You can't go wrong with {thing}.", "{thing} did not let me down.",
        "I have nothing to complain about, {while}.", "There is little to criticise in {thing}.",
        "{thing} has no weak spots.", "I would do it all again because of {thing}.",
        "{thing} did not put a foot wrong.", "I had no trouble whatsoever with {thing}.",
        "It doesn't get any better, {while}.", "{thing} leaves nothing to be desired.",
        "{thing} is miles ahead of {thing2}.", "It took a while, but I have grown fond of {thing}.",
        "{thing} never drags.", "No regrets about {thing}.", "{thing} exceeded all my hopes.",
        "I could not get enough of {thing}.", "I couldn't stop smiling during {thing}.",
        "{thing} was worth every minute.",
    ),
    "negative": (
        "You will only go wrong with {thing}.", "{thing} let me down.", "I have plenty to complain about, {while}.",
        "There is little to like in {thing}.", "{thing} has no strong spots.",
        "I would not do it again because of {thing}.", "{thing} did not get anything right.",
        "I had nothing but trouble with {thing}.", "It doesn't get any worse, {while}.",
        "{thing} leaves a lot to be desired.", "{thing} can't hold a candle to {thing2}.",
        "I have grown tired of {thing}.", "{thing} drags on and on.", "Nothing but regrets about {thing}.",
        "{thing} fell short of all my hopes.", "I could not wait for {thing} to end.",
        "I couldn't stop yawning during {thing}.", "{thing} was not worth a minute.",
    ),
}  # fmt: skip
"""Wordings whose opinion no single word carries, in pairs."""

MOST = 50_000
FIXED_SHARE = 0.2
OTHER = {"positive": "negative", "negative": "positive"}


def opinions(count: int, seed: int) -> Examples:
    """Different made sentences, as many of one label as of the other.

    Args:
        count: how many, at most `MOST`.
    """
    return made_examples("opinions", _sentence, count, Random(seed))


def made_examples(name: str, make: Callable[[str, Random], str], count: int, random: Random) -> Examples:
    """Different sentences that `make` makes for a label, the labels taking turns."""
    found: dict[str, str] = {}
    while len(found) < count:
        label = ("positive", "negative")[len(found) % 2]
        found.setdefault(make(label, random), label)
    content = "\n".join(f"{text}\t{label}" for text, label in found.items())
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Examples("sentiment", tuple(found), None, tuple(found.values()), name, digest)


def _sentence(label: str, random: Random) -> str:
    """One sentence with this label."""
    fixed = random.random() < FIXED_SHARE
    frame, turn = (random.choice(FIXED[label]), "same") if fixed else random.choice(FRAMES)
    side = label if turn == "same" else OTHER[label]
    mine, others = (GOOD, BAD) if side == "positive" else (BAD, GOOD)
    things, words, more = random.sample(THINGS, 2), random.sample(mine, 3), random.choice(others)
    gaps = {"thing": things[0], "thing2": things[1], "x": words[0], "x2": words[1], "x3": words[2], "y": more}
    text = frame.format(**gaps, who=random.choice(PEOPLE), **{"while": random.choice(WHILE)})
    sentences = text.split(". ")
    return ". ".join(part[:1].upper() + part[1:] for part in sentences)
