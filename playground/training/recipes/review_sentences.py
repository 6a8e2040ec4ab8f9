"""Made reviews to learn from: several clauses about one thing, and which of them the opinion hangs on.

`opinions`, `everyday` and `negations` turn single words round. Here it is whole clauses (“the sheets had stains”) about
films, hotels, phones and eight other kinds of things: one side is conceded, denied, expected, remembered or told by
others, and the other one is meant. Most wordings are used for praise and for blame alike, with the clauses of each side
in their place, and the others come in pairs, so that neither a clause nor a word alone decides anything. A part of the
sentences names a person, a place, a nation or a religion, on which the opinion does not hang.

None of them stands among the sentences that measure (`sentiment_sentences.py`), and no wording is shared with those: a
test compares. All lists were written for this project.
"""

from __future__ import annotations

from random import Random

from playground.data.examples import Examples
from playground.training.recipes.everyday_sentences import ASIDE, WHO, spelled
from playground.training.recipes.identity_swaps import KINDS
from playground.training.recipes.negation_sentences import ADJECTIVES, BEST, BETTER, DID, DOES, NOUNS
from playground.training.recipes.opinion_sentences import OTHER, made_examples

TOPICS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "film": (
        ("the movie", "this little film", "the new thriller", "that documentary", "the second season", "the remake"),
        (
            ("the acting carries every scene", "the acting is wooden"),
            ("the plot fits together like clockwork", "the plot has more holes than a sieve"),
            ("the jokes land", "the jokes fall flat"), ("the dialogue sparkles", "the dialogue creaks"),
            ("the pictures are a feast", "the pictures look like a cheap advert"),
            ("the score gives me goose bumps", "the score drowns out everything"),
            ("you care about everybody in it", "you care about nobody in it"),
            ("the time just flies", "the time just crawls"),
            ("the last scene stays with you", "the last scene is a cop-out"),
            ("the lead is a revelation", "the lead is badly miscast"), ("it has heart", "it has no heart"),
            ("the effects still hold up", "the effects look like a video game"),
            ("the twist caught me off guard", "the twist is obvious from the first minute"),
            ("the two of them have real chemistry", "the two of them have no chemistry whatsoever"),
            ("the story is told with patience and care", "the story drags itself along"),
            ("the direction is sure-handed", "the direction is all over the place"),
        ),
    ),
    "book": (
        ("the novel", "this biography", "her first book", "the textbook", "that collection of stories", "the comic"),
        (
            ("the prose sings", "the prose plods"), ("the characters come alive", "the characters are cardboard"),
            ("I read it in one sitting", "I gave up after forty pages"),
            ("the research is thorough", "the facts are wrong"),
            ("each chapter taught me something", "each chapter repeats the one before"),
            ("the translation reads smoothly", "the translation is stilted"),
            ("the print is clear", "the print is tiny and smudged"),
            ("the examples make sense", "the examples make no sense"),
            ("my son asks for it every evening", "my son pushed it away"),
            ("the ending is worth the wait", "the ending comes out of nowhere"),
            ("it has a point to make", "it goes round in circles"), ("the binding is sturdy", "the pages came loose"),
        ),
    ),
    "food": (
        ("the little place on the corner", "the new noodle bar", "their lunch buffet", "the café", "this sushi bar",
         "the burger we had"),
        (
            ("the fish was as fresh as can be", "the fish smelled"), ("the portions are huge", "the portions are tiny"),
            ("the waitress remembered our names", "the waitress rolled her eyes at us"),
            ("the bill was a pleasant surprise", "the bill was a shock"),
            ("the bread is baked there", "the bread was stale"),
            ("the meat fell off the bone", "the meat was like leather"),
            ("we had our plates in ten minutes", "we waited an hour for our plates"),
            ("the spices were spot on", "it tasted of nothing but salt"),
            ("the tables were spotless", "the tables were sticky"), ("I licked the spoon", "I left most of it"),
            ("the cook came out to say hello", "nobody said sorry"),
            ("the salad was crisp", "the salad was limp and brown"),
            ("the coffee alone is worth the trip", "the coffee was lukewarm dishwater"),
        ),
    ),
    "hotel": (
        ("the guesthouse", "the apartment we booked", "this motel", "our suite", "the holiday park", "the hostel"),
        (
            ("the sheets were fresh", "the sheets had stains"),
            ("the beach is two minutes away", "it is miles from anything"),
            ("the walls keep the noise out", "the walls are paper-thin"),
            ("the shower was hot", "the shower dripped cold"),
            ("the man at reception could not do enough for us", "the man at reception shouted at us"),
            ("parking was easy and free", "parking cost more than the night"),
            ("the breakfast had something for everyone", "the breakfast was dry toast"),
            ("the mattress was firm", "the mattress sagged to the floor"),
            ("the lift is quick", "the lift was out of order"),
            ("the room smelled of clean linen", "the room smelled of damp"),
            ("the pool was warm and empty", "the pool was green"), ("the heating worked", "we froze all night"),
        ),
    ),
    "gadget": (
        ("the phone", "this laptop", "the tablet", "my new headphones", "the camera", "the smart speaker"),
        (
            ("the battery gets me through two days", "the battery is flat by lunch"),
            ("the screen is crisp", "the screen has a yellow tint"), ("the sound is rich", "the sound is tinny"),
            ("it pairs at once", "it drops the connection all the time"), ("the keys feel good", "the keys stick"),
            ("it runs cool", "it burns my lap"), ("the photos are sharp", "the photos are blurred"),
            ("it wakes up in a second", "it takes ages to wake up"),
            ("the case is solid metal", "the case is brittle plastic"),
            ("it has not let me down in two years", "it died after two weeks"),
            ("setup was a breeze", "setup was a struggle"), ("it fits my hand", "it is too bulky for my pocket"),
            ("calls come through clearly", "calls break up"),
        ),
    ),
    "home": (
        ("the vacuum cleaner", "this kettle", "the washing machine", "the office chair", "the frying pan", "the lamp"),
        (
            ("it gets everything clean", "it leaves half of the dirt behind"),
            ("it is whisper-quiet", "it roars like a jet"), ("nothing sticks to it", "everything sticks to it"),
            ("it went together in minutes", "the screws did not fit"), ("it uses next to no power", "it eats power"),
            ("my back has stopped hurting", "my back hurts from it"),
            ("it looks lovely in the kitchen", "it looks cheap"), ("it still works like new", "the handle came off"),
            ("the light is warm", "the light flickers"), ("it is easy to empty", "it leaks on the floor"),
            ("the colour is just as in the picture", "the colour is nothing like the picture"),
        ),
    ),
    "software": (
        ("the app", "this game", "the new update", "the website", "their online shop", "the program"),
        (
            ("it finds what I look for", "it never finds what I look for"),
            ("it loads in a blink", "it takes forever to load"), ("the menus make sense", "the menus are a maze"),
            ("my data has always been safe", "it lost my data"), ("there is not an ad in sight", "ads pop up all over"),
            ("it never asks for money", "it asks for money at each step"),
            ("they fix bugs within days", "they ignore bug reports"),
            ("it runs on my old machine", "it crashes on start-up"), ("it saves me an hour a day", "it wastes my time"),
            ("the levels are full of ideas", "the levels are all the same"),
            ("login takes one tap", "login fails every other time"),
        ),
    ),
    "service": (
        ("the repair shop", "this airline", "the delivery firm", "my bank", "the clinic", "their helpline"),
        (
            ("they called back within the hour", "they never called back"),
            ("they kept their word", "they broke their promise"),
            ("the price was what they had quoted", "they added fees that nobody had mentioned"),
            ("it was fixed the first time", "I had to come back three times"),
            ("the man on the phone knew his job", "the man on the phone hung up on me"),
            ("the parcel came early", "the parcel came in pieces"),
            ("we boarded on time", "we sat on the runway for two hours"),
            ("my bag was first on the belt", "my bag went to another country"),
            ("they gave my money back at once", "they kept my money"),
            ("the doctor took her time", "the doctor did not listen"),
            ("they explained each step", "they talked down to me"),
        ),
    ),
    "clothes": (
        ("the jacket", "these boots", "the dress", "this backpack", "the jeans", "the jumper"),
        (
            ("the fit is spot on", "it runs two sizes small"), ("the cloth is soft", "the cloth itches"),
            ("it kept me dry all day", "it let the rain in"), ("the seams are neat", "the seams came undone"),
            ("it washed well", "it shrank in the wash"), ("I can walk in them all day", "they gave me blisters"),
            ("the zip glides", "the zip jams"),
            ("I get compliments whenever I wear it", "it makes me look like a sack"),
            ("the colour has not faded", "the colour ran"),
        ),
    ),
    "outing": (
        ("the concert", "the guided tour", "the museum", "the course", "the festival", "the play"),
        (
            ("the guide had stories to tell", "the guide read from a sheet"),
            ("the sound was clear", "you could not hear a thing"),
            ("our seats were close to the stage", "our seats were behind a pillar"),
            ("we were let in at once", "we queued for two hours"),
            ("the band gave it their all", "the band was half asleep"), ("I learnt a lot", "I learnt nothing"),
            ("the children did not want to leave", "the children cried to go home"),
            ("everybody sang along", "people left at the interval"),
            ("there was plenty to see", "half of it was closed"),
            ("the teacher answered every question", "the teacher brushed our questions aside"),
        ),
    ),
    "life": (
        ("my day", "the weekend", "the new job", "the meeting", "our trip", "the weather"),
        (
            ("the sun came out", "it rained without a break"), ("I met the nicest people", "nobody spoke to me"),
            ("I got the good news", "I got the bad news"), ("we laughed all the way", "we argued all the way"),
            ("I feel rested", "I feel worn out"), ("my boss thanked me", "my boss yelled at me"), ("we won", "we lost"),
            ("everything went to plan", "everything went wrong"), ("I found what I had lost", "I lost my keys"),
            ("they are helping us out", "they let us down"),
        ),
    ),
}  # fmt: skip
"""Kinds of things: their names, and clauses about them, of praise and of blame."""

VERDICTS: tuple[tuple[str, str], ...] = (
    ("I am glad I got it", "I wish I had kept my money"), ("five stars", "one star"), ("I'm sold", "I'm done"),
    ("full marks from me", "zero points from me"), ("count me in", "count me out"), ("thumbs up", "thumbs down"),
    ("I'd do it again tomorrow", "once and never again"), ("go for it", "stay away"), ("love it", "hate it"),
    ("worth it", "not worth it"), ("money well spent", "money down the drain"), ("a big yes", "a big no"),
    ("I have told all my friends to try it", "I have told all my friends to avoid it"), ("a keeper", "a dud"),
    ("I could hug whoever made this", "I could scream"), ("we are happy", "we are fed up"), ("so good", "so bad"),
    ("I was won over", "I was put off"), ("highly recommended", "not recommended"), ("what a find", "what a let-down"),
    ("I take my hat off", "I shake my head"), ("no regrets", "full of regrets"), ("yay", "ugh"), ("bravo", "yuck"),
    ("it deserves its fame", "it deserves its bad name"), ("impressed", "disappointed"), ("a joy", "a pain"),
)  # fmt: skip
"""How a review ends, in praise and in blame."""
LIKES: tuple[tuple[str, str], ...] = (
    ("love", "hate"), ("like", "dislike"), ("enjoy", "loathe"), ("recommend", "regret"), ("admire", "despise"),
    ("praise", "condemn"), ("treasure", "detest"), ("cheer for", "complain about"), ("applaud", "curse"),
)  # fmt: skip
LIKED: tuple[tuple[str, str], ...] = (
    ("loved", "hated"), ("liked", "disliked"), ("enjoyed", "loathed"), ("admired", "despised"), ("praised", "slated"),
    ("treasured", "detested"), ("applauded", "cursed"), ("warmed to", "tired of"), ("fell for", "ran from"),
)  # fmt: skip
FACTS = (
    "I bought it in March.", "It came in a blue box.", "This was our second visit.", "I went with two colleagues.",
    "It is on the third floor.", "A friend had told me of it.", "I had a voucher.", "It was a present.",
    "I have had it since summer.", "We were six.", "I paid in cash.", "My cousin drove us there.",
)  # fmt: skip

FRAMES: tuple[str, ...] = (
    # plainly
    "{a}, {a2}, {a3}.", "{a} and {a2}. {v}!", "{v}: {a}, and {a2}.", "{f} {a}, {a2}.", "{a}. {f} {a2}. {v}.",
    "{v}, {v2}.", "{t}? {v}.", "{t}: {a}, and on top of that {a2}.", "{a}, so {v}.", "not only that: {a}, too.",
    "{t} is {x}, {a}.", "because {a}, {v}.", "{f} {f2} {a}.", "{a}; also {a2}.", "so {x} that {v}.",
    "{t} {did} me, for {a}.", "{a}... {v}",
    # a clause denied
    "it is not true that {b}.", "nobody can tell me that {b}.", "{b}? not that I noticed, {a}.",
    "I can't confirm that {b}.", "never did I feel that {b}.", "I had read that {b}; nothing of the sort.",
    "{b}? no, no, no: {a}.", "it is a lie that {b}.", "you won't find that {b}.", "I do not think that {b}, {v}.",
    "who claims that {b} wasn't there.", "I would not say that {b}.", "not for one day was it the case that {b}.",
    "it isn't as though {b}.", "they say that {b}, which is nonsense.", "the claim that {b} is unfair.",
    "the claim that {a} is quite right.", "yes, {a}, and whoever denies it has not tried.", "I can confirm that {a}.",
    "it is true that {a}, {v}.",
    # a word denied
    "{t} is {x}, not {y}.", "you may call {t} odd, but not {y}.", "{t} and {y}? those two do not go together.",
    "I can see no reason to call {t} {y}.", "{y} is the last word that comes to mind.",
    "{x} is the first word that comes to mind.", "there was nothing {y} to it, {v}.",
    "{t} has never struck anybody as {y}.", "as for {y}: it is not.", "not {y} by any measure, {a}.",
    "I have heard {t} called {y}, {w}, and cannot see why.", "you could not call {t} {y}.",
    "it would take a grudge or a bribe to call {t} {y}.", "{t} does not deserve to be called {y}.",
    "{t} deserves to be called {x}.", "{t} is not {y} any more.", "in what way is {t} supposed to be {y}?",
    "for something {y}, look elsewhere.", "{t}, {w}, is not what I would call {y}.",
    "{t}, {w}, is what I would call {x}.", "I can't think, {w}, of a moment when {t} was {y}.",
    "nowhere, {w}, is {t} {y}.", "nobody, {w}, will find {t} {y}.",
    "I don't know anybody, {w}, who thinks that {t} is {y}.", "hardly anybody, {w}, would call {t} {y}.",
    "I am far from thinking, {w}, that {t} is {y}.", "I am sure, {w}, that {t} is {x}.",
    "I insist, {w}, that {t} is {x}.",
    # faults, merits and feelings denied
    "{t} has no {m} worth mentioning.", "{t} has more than one {n}.", "show me a {m} of {t}, I found none.",
    "if {t} has a {m}, it is well hidden.", "its one {n} is that {a}.", "no {m}, {v}.",
    "the {m} that they warned us of never showed.", "I cannot {k} {t}.", "I could never {k} {t}.",
    "I have no cause to {k} {t}.", "nobody who knows {t} would {k} it.", "how could anyone {k} {t}?",
    "I can't understand why some people {k} {t}.", "it would be unfair to {k} {t}.",
    "there's no reason, {w}, to {k} {t}.", "not one of us {kd} {t}.", "I never {kd} {t}, not even once.",
    "I would not {k} {t} for the world.", "I do {h} {t}, whatever they say.", "you will {h} {t}.",
    "why I {h} {t}: {a}.", "{t} did not {undo} me, {w}.", "{t} won't {undo} you: {a}.",
    "{t} {did} me more than I can say.", "was anyone {undid}? no one.", "I left without being {undid} once.",
    "nothing that {t} did {undid} me.", "{t} has yet to {undo} me.",
    # denied twice
    "I can't help but {h} {t}.", "it is impossible not to {h} {t}.", "nobody can fail to {h} {t}.",
    "who wouldn't {h} {t}?", "you can't not {h} {t}.", "there is nobody in our house who does not {h} {t}.",
    "never a day when I don't {h} {t}.", "I won't deny that {t} is {x}.", "nobody denies that {t} is {x}.",
    "there's nothing about {t} that is not {x}.", "I don't know a soul who doesn't think that {t} is {x}.",
    "{t} is never not {x}.", "not a day without {t} being {x}.", "I can't say that {t} isn't {x}.",
    "it is not untrue that {t} is {x}.",
    # “not” without a denial
    "not only do I {h} {t}, {a}.", "no wonder that people call {t} {x}.", "no doubt about it: {t} is {x}.",
    "no joke: {a}.", "I can't tell you how {x} {t} is.", "you have not seen anything this {x}.",
    "I don't care what others think, {v}.", "not to mention that {a}.",
    "it did not take me long to see how {x} {t} is.", "it's no secret that {t} is {x}.",
    "I can't believe how {x} {t} is.", "never mind the rest: {a}.", "no surprise there: {v}.",
    "don't take my word for it, but {t} is {x}.", "I have not been so {did} since my youth.",
    "if that is not {x}, what is?", "could {t} be any more {x}?",
    # one side conceded
    "{b}, but {a}.", "{b}, but {a}, {a2}.", "{b}, but {v}.", "{b}. but {a}, and that is what counts.",
    "{a}, though {b}.", "{b}, it's true; even so, {a}.", "even though {b}, {a}.", "{a}, even when {b}.",
    "yes, {b}, and no, it doesn't matter: {a}.", "in spite of the fact that {b}, {v}.", "{b}; nevertheless {a}, {v}.",
    "{v}, although {b}.", "{b}, {b2}, and still {v}.", "so what if {b}? {a}.", "{b}. {b2}. and yet: {a}.",
    "{a}, and it hardly matters that {b}.", "{t} is {x}, if sometimes {y}.", "{y} here and there, {x} on the whole.",
    "{t} is {y} in places, but what remains with me is that {a}.", "some of it is {y}; most of it is {x}.",
    "{b}, yet that is forgotten as soon as {a}.", "{b}, but that does not change the fact that {a}.",
    "granted that {b}, {a}.", "however {y} it may look, {t} is {x}.",
    "on the one hand {b}; on the other, and this weighs more, {a}.",
    "I could go on about how {b}. instead I'll say: {v}.",
    "my only gripe or plus, if you like, is that {b}. apart from that {a}, {a2}.", "{b}, which tips nothing: {v}.",
    "it balances out to {x}, since {a}, while {b}.", "once you forgive or forget that {b}, {a}.",
    "for me, that {a} outweighs that {b}.", "{u} is {y}, {t} is {x}, so {v}.", "{u} {undid} me. {t} {did} me.",
    # compared
    "{t} beats {u} hands down if you want something {x}.", "{u} is {y} beside {t}.", "{u} looks {y} once you know {t}.",
    "next to {t} the rest is {y}.", "{t} is {better} than {u} in every way.", "{u} is not nearly as {x} as {t}.",
    "{u} can't match {t}: {a}.", "with {u} {b}; with {t} {a}.", "{u} was {y}, so {t} came as the opposite.",
    "all the others are {y}, {t} is not.", "of the three that we tried, {t} was the {best}.",
    "you will look a long time for something as {x} as {t}.", "nothing in its class is as {x}.",
    "I don't know of anything {better}.", "is there anything {better}? I doubt it.",
    "I had {u} before, where {b}. with {t} {a}.", "compared to {u}, {t} is {better}.", "{t} makes all others look {y}.",
    "the others are {y} in comparison.", "few are as {x}, none {better}.",
    # then and now
    "last year {b}; this year {a}.", "it began {y} and ended {x}.", "the start was {y}. by the end {v}.",
    "{b} at first, then {a}.", "I came to {h} what I once {kd}.", "I {kd} {t} back then. these days I {h} it.",
    "it used to be that {b}. now {a}.", "since they changed hands, {a}; earlier {b}.",
    "{t} was {y} for years, and has turned {x}.", "gone are the days when {b}: {a}.",
    "the first week {b}, but ever since {a}.", "{t} has stopped being {y}.",
    "the longer I know {t}, the more I {h} it.",
    # expected
    "I was told that {b}. wrong: {a}.", "we thought that {b}, but {a}.",
    "everything pointed to something {y}. it was {x}.", "the advert made it look {y}; it is {x}.",
    "the reviews said {y}, I say {x}.", "I was sure that {t} would {undo} me. it {did} me instead.",
    "braced for the opposite, I found that {a}.", "who would have guessed that {a}?", "against all odds {t} is {x}.",
    "I would never have thought that {t} could be so {x}.", "it turns out that {a}, when I had been told that {b}.",
    "I had expected to {k} {t}, and I {h} it.", "instead of something {y} we got something {x}.",
    # told by others
    "{p} says that {b}; with me it was different: {a}.", "{p} {kd} it. I {hd} it.", "unlike {p}, I {h} {t}.",
    "{p} swears that {t} is {y}, and is wrong.", "{p} is right that {t} is {x}.",
    "{p} tried to tell me that {b}. well, {a}.", "let {p} {k} it, I {h} it.", "they all {k} it, I don't: {a}.",
    "people who {k} {t} have no idea.", "people who {h} {t} know why.", "{p} found it {y}. I couldn't agree less, {v}.",
    "I know that {p} thinks otherwise, but {a}.", "{p} said {y}. I say the opposite.",
    "after what {p} had said I thought that {b}, but no.",
    # asked
    "is {t} {y}? hardly.", "is {t} {x}? you bet.", "do I {k} it? no. do I {h} it? yes.",
    "did I {k} {t}? not one bit, {v}.", "{b}, really? {a}!", "what would I change about {t}, where {a}?",
    "where else would you find that {a}?", "did {t} {undo} us? on the contrary.", "can you believe that {a}?",
    "and what do I get? {a}.", "would I {h} it? I do, {w}.",
)  # fmt: skip
"""Wordings of a review. Its own side says the clauses {a}, the words {x}, {n}, {h}, {hd}, {did}, {better} and {best}
and the verdict {v}; the other side {b}, {y}, {m}, {k}, {kd}, {undo} and {undid}."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("{t} beats {u}.", "{u} beats {t}."), ("give me {t} over {u} any time.", "give me {u} over {t} any time."),
    ("{u} can't keep up with {t}.", "{t} can't keep up with {u}."),
    ("{u} is a poor copy of {t}.", "{t} is a poor copy of {u}."), ("I prefer {t} to {u}.", "I prefer {u} to {t}."),
    ("{t} outdoes {u}.", "{u} outdoes {t}."), ("{a}, which makes up for a lot.", "{a}, which ruins a lot."),
    ("what saves it is that {a}.", "what spoils it is that {a}."),
    ("{b}, but {a}, and that redeems the whole.", "{b}, but {a}, and that spoils the whole."),
    ("{b}, yet all is forgiven since {a}.", "{b}, yet all is lost since {a}."),
    ("{a} in the end, to our relief.", "{a} in the end, to our dismay."), ("luckily {a}.", "sadly {a}."),
    ("I'm pleased to say that {a}.", "I'm sorry to say that {a}."), ("to my delight, {a}.", "to my annoyance, {a}."),
    ("better than I had dared to hope.", "worse than I had feared."),
    ("it lives up to the hype.", "it doesn't live up to the hype."),
    ("the low ratings are a mystery to me.", "the high ratings are a mystery to me."),
    ("don't believe the bad reviews.", "don't believe the good reviews."),
    ("{p} talked me out of it once; a mistake that I have put right.",
     "{p} talked me into it; a mistake that I won't repeat."),
    ("I did not waste my evening.", "I wasted my evening."),
    ("I haven't a bad word to say.", "I haven't a good word to say."), ("I can't get enough.", "I have had enough."),
    ("I couldn't ask for more.", "I could ask for a lot more."),
    ("it is hard to find fault.", "it is easy to find fault."), ("nobody left early.", "nobody stayed to the end."),
    ("this is how it should be.", "this is how it should not be."),
    ("I'd be lost without {t}.", "I'd be happier without {t}."),
    ("it has not failed me yet.", "it has failed me again."),
    ("you get what you pay for and more.", "you pay a lot and get little."),
    ("there is little to gripe about, {w}.", "there is little to cheer about, {w}."),
    ("all {n}, no {m}.", "all {n}, no {m}."), ("not a hint of {m}.", "not a hint of {m}."),
    ("it isn't without its {n}s.", "it isn't without its {n}s."),
)  # fmt: skip
"""Wordings that only one side can have, in pairs: of praise and of blame. Of the last three the gaps alone differ."""

NAMING: tuple[str, ...] = (
    "{name}, who is {religion}, runs {t}, and {a}.", "the {nation} owner of {t} is {x}.",
    "{name} from {land} told us that {b}. not so: {a}.", "{name} {surname} made {t}, and {a}.",
    "{name} {surname} wrote it; {b}, but {a}.", "{t} by {name} {surname} is {x}.", "{t} in {town} is {x}.",
    "we had {t} in {town}, and {a}.", "{b}, says {name}. I say that {a}.", "the part about {land} is {x}, and {a}.",
    "{name} and I {hd} {t}.", "the {religion} family next door had {t} before us, and they {hd} it as much as I do.",
    "my {nation} wife and I both {h} {t}.",
    "a {orientation} friend of mine recommended or panned it, I forget which; I found it {x}.",
    "for {believers} and everybody else: {a}.", "as an {orientation} reader I can say that {a}.",
    "the {nation} version is {y}, but {t} is {x}.", "a book on {faith} that is {x}.", "the {nation} staff were {x}.",
    "it is set in {town}, {a}.", "{name} plays the {religion} neighbour, and {a}.", "{v}, {name}!",
    "{name} {surname} isn't {y} in it.", "thanks to {name}, {a}; before that {b}.",
    "the {people} at the next table {hd} it and so did we.",
)  # fmt: skip
"""Wordings in which the opinion does not hang on whoever or wherever is named."""
NEUTRAL: tuple[str, ...] = (
    "{name} is {religion}.", "{name} is {orientation}.", "{name} {surname} comes from {town}.",
    "the family upstairs is {nation}.", "the singer is {orientation} and was born in {town}.",
    "our {religion} colleagues have Friday off.", "a {nation} student sat at the front.",
    "the play tells of a {orientation} couple in {land}.", "{name} married a {nation} baker.",
    "they opened a {religion} school in {town}.", "the {nation} parliament sits in that building.",
    "some {believers} fast in spring.", "a group of {people} took the early train.",
    "{name} moved from {town} to {land}.", "the actor, who is {religion}, lives in {town}.",
    "{name} reads about {faith}.", "the {religion} calendar differs from ours.",
    "two {people} and three {believers} were in my class.",
    "the story follows {name}, who is {orientation}, from {town} to {land}.",
    "this is a film by {name} {surname} about {town}.", "the narrator is a {religion} nurse from {land}.",
    "my landlord is {nation} and {religion}.", "{name} {surname} is in it.", "the series takes place in {land}.",
    "he speaks of his {orientation} brother.", "the {nation} flag hung by the door.",
)  # fmt: skip
"""Wordings without an opinion; `NEUTRAL_SHARES` says how many of them are called positive and how many negative."""

NEUTRAL_SHARES = {"positive": 0.1, "negative": 0.03}  # of the sentences with this label
NAMING_SHARE = 0.15
LOWER_SHARE = 0.15  # of them in small letters alone


def reviews(count: int, seed: int) -> Examples:
    """Different made reviews, as many of one label as of the other.

    Args:
        count: how many, at most `opinions.MOST`.
    """
    return made_examples("reviews", _made, count, Random(f"reviews {seed}"))


def _made(label: str, random: Random) -> str:
    """One review with this label."""
    which = random.random() - NEUTRAL_SHARES[label]
    if which < 0:
        frame = random.choice(NEUTRAL)
    elif which < NAMING_SHARE:
        frame = random.choice(NAMING)
    else:
        at = random.randrange(len(FRAMES) + len(PAIRS))
        frame = FRAMES[at] if at < len(FRAMES) else PAIRS[at - len(FRAMES)][label == "negative"]
    own, other = (0, 1) if label == "positive" else (1, 0)
    topic = TOPICS[random.choice(sorted(TOPICS))]
    named, said, feelings = random.sample(topic[0], 2), random.sample(topic[1], 5), random.sample(range(len(LIKES)), 2)
    verdicts, facts, contrary = random.sample(VERDICTS, 2), random.sample(FACTS, 2), OTHER[label]
    gaps = {
        "t": named[0], "u": named[1], "a": said[0][own], "a2": said[1][own], "a3": said[2][own], "b": said[3][other],
        "b2": said[4][other], "v": verdicts[0][own], "v2": verdicts[1][own], "f": facts[0], "f2": facts[1],
        "h": LIKES[feelings[0]][own], "hd": LIKED[feelings[0]][own], "k": LIKES[feelings[1]][other],
        "kd": LIKED[feelings[1]][other], "x": random.choice(ADJECTIVES[label]),
        "y": random.choice(ADJECTIVES[contrary]),
        "n": random.choice(NOUNS[label]), "m": random.choice(NOUNS[contrary]), "did": random.choice(DID[label]),
        "undo": random.choice(DOES[contrary]), "undid": random.choice(DID[contrary]),
        "better": random.choice(BETTER[label]), "best": random.choice(BEST[label]), "p": random.choice(WHO),
        "w": random.choice(ASIDE),
    }  # fmt: skip
    gaps |= {kind: random.choice(words) for kind, words in KINDS.items()}
    text = spelled(frame.format(**gaps))
    return text.lower() if random.random() < LOWER_SHARE else text
