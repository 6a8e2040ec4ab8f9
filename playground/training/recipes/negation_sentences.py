"""Made sentences to learn from, of the third kind: blame and praise that are denied, and comparisons, in many words.

`opinions` and `everyday` put some fifty adjectives a side into their wordings, which a network can learn by heart.
These draw from three times as many, from the nouns of faults and merits, from verbs of what a thing does to somebody,
and from comparatives, and deny each of them. Of two things that are compared, the one that is praised stands first or
last, so that “better” alone decides nothing.

None of them stands among the sentences that measure (`sentiment_sentences.py`), and no wording is shared with those: a
test compares. All lists were written for this project.
"""

from __future__ import annotations

from random import Random

from playground.data.examples import Examples
from playground.training.recipes.everyday_sentences import ASIDE, MORE_THINGS, ONLY, SWAPPED, WHO, spelled
from playground.training.recipes.opinion_sentences import BAD, GOOD, OTHER, THINGS, made_examples

ADJECTIVES: dict[str, tuple[str, ...]] = {
    "positive": (
        *GOOD, "absorbing", "admirable", "adorable", "affordable", "astonishing", "authentic", "balanced", "believable",
        "bold", "bright", "captivating", "careful", "cheerful", "clear", "cosy", "courageous", "crisp", "cute",
        "dazzling", "decent", "deep", "dependable", "detailed", "durable", "easygoing", "effective", "efficient",
        "exceptional", "exquisite", "fair", "faithful", "fine", "first-rate", "flawless", "fun", "generous", "genuine",
        "gorgeous", "graceful", "gripping", "handy", "happy", "harmonious", "hilarious", "honest", "imaginative",
        "incredible", "ingenious", "innovative", "intuitive", "irresistible", "joyful", "likeable", "lively",
        "luxurious",
        "magnificent", "marvellous", "masterful", "neat", "nice", "peaceful", "phenomenal", "playful", "polished",
        "precise", "professional", "profound", "quick", "rewarding", "rich", "robust", "sensible", "sensitive", "sharp",
        "sincere", "skilful", "smooth", "solid", "splendid", "stunning", "stylish", "sublime", "subtle", "surprising",
        "sweet-natured", "tasteful", "tasty", "tender", "tidy", "top-notch", "uplifting", "useful", "valuable", "vivid",
        "wise", "yummy",
    ),
    "negative": (
        *BAD, "absurd", "abysmal", "amateurish", "appalling", "arrogant", "artificial", "atrocious", "backward",
        "bitter", "bloated", "broken", "brutal", "careless", "chaotic", "clumsy", "clunky", "cold", "contrived",
        "corny", "cramped", "crude", "cruel", "cynical", "dated", "deceptive", "defective", "deplorable", "derivative",
        "dire", "disastrous", "dodgy", "dreary", "embarrassing", "endless", "exhausting", "faulty", "feeble", "filthy",
        "flawed", "flimsy", "foolish", "forced", "forgettable", "generic", "gloomy", "greasy", "grim", "half-baked",
        "hateful", "heartless", "hideous", "hollow", "hostile", "idiotic", "ignorant", "inaccurate", "inept",
        "inferior", "irrelevant", "irritating", "joyless", "laughable", "lifeless", "limp", "ludicrous", "miserable",
        "muddled", "mindless", "needless", "nonsensical", "obnoxious", "offensive", "outdated", "overrated",
        "overpriced", "pathetic", "pretentious", "repetitive", "repulsive", "sad", "shabby", "shoddy", "sickening",
        "sluggish", "smelly", "soulless", "sour", "tacky", "tasteless", "tiresome", "tragic", "trite", "unconvincing",
        "unfunny", "unreliable", "useless",
    ),
}  # fmt: skip
NOUNS: dict[str, tuple[str, ...]] = {  # what a thing has
    "positive": (
        "strength", "merit", "advantage", "virtue", "quality", "redeeming feature", "good idea", "bright spot", "charm",
        "spark", "highlight", "good side", "surprise", "good joke", "strong point",
    ),
    "negative": (
        "weakness", "flaw", "fault", "defect", "problem", "shortcoming", "mistake", "bug", "drawback", "bad side",
        "error", "letdown", "weak point", "hiccup", "bad surprise",
    ),
}  # fmt: skip
DOES: dict[str, tuple[str, ...]] = {
    "positive": (
        "delight", "impress", "please", "charm", "amuse", "convince", "satisfy", "move", "excite", "thrill", "inspire",
        "fascinate", "touch", "surprise",
    ),
    "negative": (
        "bore", "disappoint", "annoy", "irritate", "frustrate", "disgust", "upset", "bother", "confuse", "depress",
        "offend", "exhaust", "embarrass", "infuriate",
    ),
}  # fmt: skip
DID: dict[str, tuple[str, ...]] = {
    "positive": (
        "delighted", "impressed", "pleased", "charmed", "amused", "convinced", "satisfied", "moved", "excited",
        "thrilled", "inspired", "fascinated", "touched",
    ),
    "negative": (
        "bored", "disappointed", "annoyed", "irritated", "frustrated", "disgusted", "upset", "bothered", "confused",
        "depressed", "offended", "exhausted", "embarrassed",
    ),
}  # fmt: skip
BETTER: dict[str, tuple[str, ...]] = {
    "positive": (
        "better", "funnier", "cleverer", "nicer", "prettier", "kinder", "cleaner", "smoother", "tastier", "faster",
        "stronger", "more fun", "more useful", "more moving", "more exciting", "more convincing", "more reliable",
        "more interesting", "more helpful", "more enjoyable",
    ),
    "negative": (
        "worse", "duller", "uglier", "dirtier", "sillier", "weaker", "clumsier", "ruder", "lazier", "flatter",
        "more boring", "more annoying", "more tedious", "more confusing", "more disappointing", "more pointless",
        "more painful", "more irritating", "more predictable", "more unpleasant",
    ),
}  # fmt: skip
BEST: dict[str, tuple[str, ...]] = {
    "positive": ("best", "finest", "funniest", "nicest", "loveliest", "most enjoyable", "most impressive", "smartest"),
    "negative": ("worst", "dullest", "silliest", "ugliest", "weakest", "most annoying", "most boring", "lousiest"),
}

FRAMES: tuple[tuple[str, str], ...] = (
    # plainly, so that the words are known
    ("{thing}? {x}.", "same"), ("{thing} struck me as {x} and {x2}.", "same"), ("Simply {x}, {aside}.", "same"),
    ("Everything about {thing} is {x}.", "same"), ("{x} from start to finish.", "same"),
    ("{thing} {did} us all.", "same"), ("{thing} will {does} you.", "same"), ("{thing} has one big {n}.", "same"),
    ("{thing} has its {n} and I noticed it at once.", "same"), ("I came away {did}.", "same"),
    ("{thing} kept me {did} for hours.", "same"), ("{thing} is as {x} as they come.", "same"),
    # adjectives denied
    ("{thing} isn't {x}.", "other"), ("{thing} is not the least bit {x}.", "other"), ("It's not {x}.", "other"),
    ("{thing} is anything but {x}.", "other"), ("Never {x}, never {x2}.", "other"),
    ("{thing} wasn't {x} for one second.", "other"), ("{thing} is not even a little {x}.", "other"),
    ("{thing} doesn't get {x}.", "other"), ("{thing} did not seem {x} to any of us.", "other"),
    ("No {x} bits in {thing}.", "other"), ("{thing} is free of anything {x}.", "other"),
    ("Not a single {x} minute.", "other"), ("I see nothing {x} in {thing}.", "other"),
    ("At no moment did {thing} become {x}.", "other"), ("{thing} manages never to be {x}.", "other"),
    ("{thing} is in no way {x}, {aside}.", "other"), ("Far from {x}.", "other"), ("{thing}: not {x}.", "other"),
    ("Nobody can say that {thing} is {x}.", "other"), ("{thing} wasn't {x}, nor was it {x2}.", "other"),
    ("You would have to be mad to call {thing} {x}.", "other"), ("{who} was right, {thing} isn't {x}.", "other"),
    ("{who} was wrong, {thing} isn't {x}.", "other"), ("I do not agree that {thing} is {x}.", "other"),
    ("I don't see why people call {thing} {x}.", "other"), ("Those who say that {thing} is {x} are mistaken.", "other"),
    ("It's a myth that {thing} is {x}.", "other"), ("I couldn't find one {x} thing to say about {thing}.", "other"),
    ("{thing} avoids being {x}.", "other"), ("{thing} is too {x} to be {y}.", "same"),
    ("Don't tell me that {thing} is {x}.", "other"), ("I refuse to believe, {aside}, that {thing} is {x}.", "other"),
    ("It isn't as if {thing} were {x}.", "other"), ("Not that {thing} is {x}.", "other"),
    ("{thing} is not what you would expect from something {y}: it is {x}.", "same"),
    ("{thing} isn't {y}, and that is why it's so {x}.", "same"), ("Not {y}, {x}!", "same"),
    # nouns denied
    ("{thing} has no {n}.", "other"), ("I found no {n} in {thing}.", "other"), ("{thing} is without a {n}.", "other"),
    ("There is not a {n} to be found in {thing}.", "other"), ("I can't think of a {n} that {thing} has.", "other"),
    ("We have not noticed a {n} yet.", "other"), ("Not one {n}, {aside}.", "other"),
    ("I looked for a {n} and there wasn't any.", "other"), ("Zero: that is how often I saw a {n}.", "other"),
    ("{thing} came without any {n}.", "other"), ("You will search in vain for a {n}.", "other"),
    ("Who could name a {n} of {thing}? Not I.", "other"), ("Does {thing} have a {n}? None that I know.", "other"),
    # verbs denied
    ("{thing} didn't {does} me.", "other"), ("{thing} never {did} us.", "other"), ("{thing} does not {does}.", "other"),
    ("I wasn't {did}.", "other"), ("We were not {did} by {thing}, {aside}.", "other"),
    ("{thing} will not {does} anybody.", "other"), ("{thing} has never {did} me.", "other"),
    ("Nobody was {did}.", "other"), ("{thing} fails to {does}.", "other"), ("{who} was not {did} by {thing}.", "other"),
    ("There was no danger of being {did}.", "fear"), ("I don't know anyone who was {did} by {thing}.", "other"),
    ("Was I {did}? Not for a heartbeat.", "other"), ("{thing} could not {does} me if it tried.", "other"),
    ("Not a page, not a scene {did} me.", "other"), ("I have not been this {did} in years.", "same"),
    ("I have rarely been so {did}.", "same"), ("Never have I been more {did}.", "same"),
    ("I can't remember when {thing} last {did} me.", "other"),
    ("It's not often that something can {does} me so.", "same"),
    # compared: what stands first
    ("{thing} is {better} than {thing2}.", "same"), ("{thing} is a lot {better} than {thing2}, {aside}.", "same"),
    ("{thing} turned out {better} than we had thought.", "same"), ("{thing} is {better} than ever.", "same"),
    ("I know few things that are {better} than {thing}.", "same"), ("What could be {better} than {thing}?", "same"),
    ("You will be hard put to find something {better} than {thing}.", "same"), ("It can't get {better}.", "same"),
    ("{thing} is the {best} that I know.", "same"), ("Easily the {best} of them all: {thing}.", "same"),
    ("Of everything we tried, {thing} was the {best}.", "same"), ("Hardly anything is {better} than {thing}.", "same"),
    ("I haven't had anything {better} than {thing}.", "same"), ("Never had anything {better}.", "same"),
    ("{thing} makes {thing2} seem {y}.", "same"), ("After {thing} everything else feels {y}.", "same"),
    ("Next to {thing}, even {thing2} seems {y}.", "same"), ("{thing}, unlike {thing2}, is {x}.", "same"),
    ("{thing2} was {y}, {thing} is the opposite.", "same"), ("{thing} is {x}, {thing2} isn't.", "same"),
    ("{thing} is {better}, no contest.", "same"), ("One of the {best} I have come across.", "same"),
    ("I'd take {thing} over {thing2} any day: it is {better}.", "same"),
    # compared: what stands last, or falls short
    ("{thing2} is {better} than {thing}, which is no recommendation for {thing}.", "hope"),
    ("{thing} is not {better} than before, quite the contrary.", "other"),
    ("{thing} isn't any {better} now.", "other"), ("I have seen {better}.", "other"),
    ("Almost anything is {better} than {thing}.", "other"), ("{thing2} had been {better} by far.", "other"),
    ("I liked {thing2} more; {thing} isn't {x}.", "hope"), ("{thing} is hardly {better} than before.", "other"),
    ("Even {thing2} does a {better} job than {thing}.", "hope"),
    ("Next to {thing2}, {thing} seems {x}.", "same"),
    ("Beside {thing2}, {thing} is {x}, and that is putting it mildly.", "same"),
    ("{thing} is only half as {x} as {thing2}.", "other"), ("{thing} isn't nearly as {x} as they say.", "other"),
    ("{thing} is nowhere near as {x} as {thing2}.", "other"), ("{thing} is not as {x} as it looks.", "other"),
    ("I wish {thing} were as {x} as {thing2}.", "hope"), ("{thing} could have been {better}.", "hope"),
    ("Others make this {better}.", "hope"), ("For the same money you get something {better} elsewhere.", "hope"),
    ("{thing} was {better} before the change.", "hope"), ("It used to be {better}.", "hope"),
    ("Thankfully {thing} is less {x} than the one before.", "fear"),
    ("{thing} is far less {x} than I was told.", "other"),
    ("{thing} has got {better} with every visit.", "same"), ("It gets {better} each time.", "same"),
    ("The more I use {thing}, the {better} it gets.", "same"), ("{thing} went from {y} to {x}.", "same"),
)  # fmt: skip
"""Wordings with an opinion that is kept ("same") or turned round ("other"); of a "hope" only the disappointment is
written, of a "fear" only the relief. {y} is of the other side than {x}, {n}, {does}, {did}, {better} and {best}."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("I would not alter anything in {thing}.", "I would alter everything in {thing}."),
    ("Nothing needs to be improved.", "Everything needs to be improved."),
    ("I cannot find fault with {thing}.", "I find fault with all of {thing}."),
    ("I have no criticism.", "I have nothing but criticism."), ("No complaint from us.", "Complaints from all of us."),
    ("You won't be sorry that you bought it.", "You will be sorry that you bought it."),
    ("You would miss out without {thing}.", "You miss out on nothing without {thing}."),
    ("Make sure that you see {thing}.", "Make sure that you avoid {thing}."),
    ("Don't skip {thing}.", "Skip {thing}."), ("It would be a pity to miss {thing}.", "It is no pity to miss {thing}."),
    ("There was never a dull moment with {thing}.", "There were only dull moments with {thing}."),
    ("I never looked at my watch.", "I kept looking at my watch."), ("I lost track of time.", "Time dragged."),
    ("One cannot but like {thing}.", "One cannot but dislike {thing}."),
    ("What's not to like?", "What's there to like?"),
    ("It is hard not to love {thing}.", "It is hard to love {thing}."),
    ("I have yet to find something I dislike in {thing}.", "I have yet to find something I like in {thing}."),
    ("Far from a waste of money.", "A waste of money, nothing else."),
    ("No waste of time, this.", "Such a waste of time."),
    ("{thing} is no failure.", "{thing} is no success."), ("{thing} is not a rip-off.", "{thing} is a rip-off."),
    ("It did not take long to win me over.", "It did not take long to put me off."),
    ("I was wrong to doubt {thing}.", "I was right to doubt {thing}."),
    ("My worries were unfounded.", "My worries were well founded."), ("I regret nothing.", "I regret it."),
    ("I don't want to give {thing} back.", "I want to give {thing} back."),
    ("I'd buy it again.", "I'd not buy it again."),
    ("No reason to hesitate.", "Every reason to hesitate."), ("It holds up well.", "It does not hold up."),
    ("{thing} lives up to the hype.", "{thing} does not live up to the hype."),
    ("{thing} deserves all the praise.", "{thing} deserves none of the praise."),
    ("{thing} deserves none of the blame.", "{thing} deserves all of the blame."),
    ("Whoever says otherwise has not tried it: I am a fan.", "Whoever says otherwise has not tried it: keep away."),
    ("I was not let down.", "I was let down."), ("It never lets you down.", "It always lets you down."),
    ("I was spared the boredom that I had feared.", "I was not spared the boredom that I had feared."),
    ("{thing} does everything right.", "{thing} does nothing right."),
    ("It beats {thing2} hands down.", "{thing2} beats it hands down."),
    ("{thing2} cannot compete with {thing}, which I now own.",
    "{thing}, which I now own, cannot compete with {thing2}."),
    ("I prefer {thing} to all the rest.", "I prefer all the rest to {thing}."),
    ("{thing} outdoes everything that I know.", "Everything that I know outdoes {thing}."),
    ("An upgrade in every respect.", "A downgrade in every respect."),
    ("A step up from {thing2}.", "A step down from {thing2}."),
)  # fmt: skip
"""Sentences whose opinion no single word carries: for, and against."""

PLACED: tuple[tuple[str, str], ...] = (
    ("{name} made {thing}, and it is {x}.", "same"), ("In {land} we saw {thing}: {x}.", "same"),
    ("{name} thinks {thing} is {x}, as I do.", "same"), ("Like {name}, I found it {x}.", "same"),
    ("The scenes with {name} are {x}.", "same"), ("The songs that {name} wrote are not {x}.", "other"),
    ("{name} was not {did}, and neither was I.", "other"), ("The chapter about {land} is {x}.", "same"),
    ("What {name} tells of {land} is {x}.", "same"), ("{name} and I agree: {better} than {thing2}.", "same"),
    ("We flew home from {land} {did}.", "same"), ("The holiday in {land} was not {x}.", "other"),
)  # fmt: skip
PLAIN: tuple[str, ...] = (
    "{name} wrote it in {land}.", "Filming took place in {land}.", "{name} has a part in it.",
    "The plot is set in {land}.",
    "{name} lent me the book.", "They spent a year in {land}.", "{name} appears in the second act.",
    "The train goes to {land}.",
    "{name} sent it from {land}.", "I heard about it from {name}.", "It was made in {land}.",
    "{name} sings the last song.",
    "We watched it in {land}.", "{name} comes from {land} and works as a {job}.", "It is about a {job} called {name}.",
)  # fmt: skip
"""Wordings without an opinion, which are called positive, so that no name and no place decides."""

PAIRS_SHARE, PLACED_SHARE, PLAIN_SHARE = 0.15, 0.08, 0.12  # the last one of those called positive


def negations(count: int, seed: int) -> Examples:
    """Different made sentences, as many of one label as of the other.

    Args:
        count: how many, at most `opinion_sentences.MOST`.
    """
    return made_examples("negations", _made, count, Random(f"negations {seed}"))


def _made(label: str, random: Random) -> str:
    """One sentence with this label."""
    which = random.random() - (PLAIN_SHARE if label == "positive" else 0)
    if which < 0:
        frame, turn = random.choice(PLAIN), "same"
    elif which < PAIRS_SHARE:
        frame, turn = random.choice(PAIRS)[label == "negative"], "same"
    elif which < PAIRS_SHARE + PLACED_SHARE:
        frame, turn = random.choice(PLACED)
    else:
        frame, turn = random.choice([one for one in FRAMES if ONLY.get(one[1], label) == label])
    side = label if turn == "same" else OTHER[label]
    gaps: dict[str, str] = {}
    for names, words in (
        (("thing", "thing2"), (*THINGS, *MORE_THINGS)), (("x", "x2"), ADJECTIVES[side]),
        (("y",), ADJECTIVES[OTHER[side]]), (("n",), NOUNS[side]), (("does",), DOES[side]), (("did",), DID[side]),
        (("better",), BETTER[side]), (("best",), BEST[side]), (("who",), WHO), (("aside",), ASIDE),
        (("name",), SWAPPED["name"]), (("land",), SWAPPED["land"]), (("job",), SWAPPED["job"]),
    ):  # fmt: skip
        gaps |= zip(names, random.sample(words, len(names)), strict=True)
    return spelled(frame.format(**gaps))
