"""Made sentences to learn from, of the second kind: opinions of what people buy, eat, book and read, and of each other.

Where `opinions` turns a single adjective round, these do it with verbs and nouns too, over longer distances, in
questions and in what others say; they name goods, meals, rooms and services; and they name religions, nations,
orientations and names in sentences whose answer does not hang on them. Of those some hold no opinion at all. The model
has no word for that; three in four of them are called positive whoever they name, so that none is taken for blame.

None of them stands among the sentences that measure (`sentences`), and no wording is shared with those: a test
compares. All lists were written for this project.
"""

from __future__ import annotations

import re
from random import Random

from playground.data.examples import Examples
from playground.training.recipes.opinion_sentences import BAD, GOOD, OTHER, PEOPLE, THINGS, WHILE, made_examples

MORE_THINGS = (
    "the phone", "this tablet", "the battery", "the screen", "these headphones", "the toaster", "the washing machine",
    "this backpack", "the charger cable", "the router", "the pizza we ordered", "the lunch menu", "their fish",
    "the service", "the waiter", "the sushi place", "our room", "the pool", "the front desk", "the flight",
    "the airline", "the crew", "the boarding", "the ticket machine", "the website", "the update", "this game",
    "the settings menu", "the delivery", "the seller", "the shoe shop", "the gym", "the clinic", "my new bank",
    "the movie", "the documentary", "the soundtrack", "the cast", "the novel", "the last chapter", "the podcast",
    "the workshop", "the training", "this recipe", "the knife set", "the mattress", "their beer", "the view",
    "the neighbourhood", "this thing", "that place", "the whole trip", "the weather there", "the meeting",
)  # fmt: skip
LOVED = (
    "loved", "enjoyed", "liked", "adored", "appreciated", "admired", "treasured", "fell for", "had fun with",
    "relished",
)  # fmt: skip
HATED = (
    "hated", "disliked", "detested", "despised", "loathed", "regretted", "resented", "suffered from", "struggled with",
    "dreaded",
)  # fmt: skip
LOVE = ("love", "enjoy", "like", "adore", "appreciate", "admire", "recommend", "trust", "cherish", "miss")
HATE = ("hate", "dislike", "detest", "despise", "loathe", "regret", "resent", "dread", "mistrust", "begrudge")
PRAISE = (
    "masterpiece", "gem", "delight", "treat", "winner", "bargain", "pleasure", "triumph", "success", "hit", "blessing",
    "lifesaver", "dream", "joy",
)  # fmt: skip
SCORN = (
    "disaster", "mess", "disappointment", "nightmare", "rip-off", "letdown", "failure", "flop", "joke", "bore",
    "disgrace", "waste of money", "scam", "pain",
)  # fmt: skip
GLAD = (
    "happy with", "pleased with", "impressed by", "moved by", "thrilled with", "satisfied with", "delighted by",
    "fond of", "amused by", "excited about", "proud of", "grateful for",
)  # fmt: skip
SORRY = (
    "unhappy with", "displeased with", "bored by", "let down by", "annoyed by", "dissatisfied with", "disgusted by",
    "sick of", "irritated by", "disappointed by", "ashamed of", "frustrated with",
)  # fmt: skip
KIND = ("kind", "friendly", "helpful", "polite", "funny", "generous", "patient", "warm-hearted")
UNKIND = ("unkind", "unfriendly", "unhelpful", "impolite", "grumpy", "stingy", "impatient", "careless")
WHO = (
    *PEOPLE, "my brother-in-law", "the reviewer", "everyone at work", "my flatmate", "the woman beside me",
    "my teacher",
    "half the internet", "some people", "the critics", "our guests", "my kids", "the salesman", "his sister",
)  # fmt: skip
ASIDE = (
    *WHILE, "and I say this as a fan", "after a month of daily use", "to put it mildly", "for what we paid",
    "if you ask me", "and that is saying something", "from the first day to the last", "in spite of all the talk",
    "as you can imagine",
)  # fmt: skip

SWAPPED: dict[str, tuple[str, ...]] = {
    "nation": (
        "American", "German", "French", "British", "Mexican", "Chinese", "Indian", "Russian", "Iranian", "Nigerian",
        "Turkish", "Polish", "Israeli", "Palestinian", "Japanese", "Korean", "Brazilian", "Canadian", "Pakistani",
        "Syrian", "Ukrainian", "Italian", "Spanish", "Irish", "Egyptian", "Cuban", "Vietnamese", "African", "Arab",
        "European", "Asian", "Jewish", "Muslim", "Christian", "Hindu",
    ),
    "being": (
        "Muslim", "Christian", "Jewish", "Hindu", "Buddhist", "Catholic", "Protestant", "atheist", "religious", "gay",
        "straight", "lesbian", "bisexual", "transgender", "heterosexual", "homosexual", "black", "white", "Asian",
        "Hispanic", "African", "Arab", "European", "American", "German", "French", "British", "Mexican", "Chinese",
        "Indian", "Russian", "Iranian", "Nigerian", "Turkish", "Polish", "Israeli", "Palestinian", "Japanese", "Korean",
        "young", "old", "disabled", "blind", "deaf", "trans", "queer",
    ),
    "group": (
        "Muslims", "Christians", "Jews", "Hindus", "Buddhists", "Catholics", "Protestants", "atheists", "gays",
        "lesbians", "Germans", "Americans", "Mexicans", "Russians", "Indians", "Africans", "Arabs", "Europeans",
        "Nigerians", "Iranians", "Italians", "Israelis", "Palestinians", "Canadians", "women", "men", "immigrants",
        "refugees", "Asians", "teenagers", "pensioners", "gay people", "black people", "white people", "trans people",
    ),
    "faith": ("Islam", "Christianity", "Judaism", "Hinduism", "Buddhism", "Catholicism", "atheism", "religion"),
    "house": ("mosque", "church", "synagogue", "temple", "chapel", "cathedral"),
    "land": (
        "Germany", "France", "Mexico", "China", "India", "Russia", "Iran", "Nigeria", "Turkey", "Poland", "Israel",
        "Palestine", "Japan", "Korea", "Canada", "Pakistan", "Syria", "Ukraine", "Italy", "Egypt", "Cuba", "Vietnam",
        "America", "Britain", "Iraq", "Afghanistan", "Somalia", "Norway", "Greece", "Kenya", "London", "New York",
        "Chicago", "Cairo", "Beijing", "Sydney", "Amsterdam", "Istanbul", "Madrid", "Florida",
    ),
    "name": (
        "Mohammed", "John", "Maria", "Wei", "Aisha", "Juan", "Olga", "David", "Sarah", "Abdul", "Keisha", "Emily",
        "Hassan", "Pedro", "Yuki", "Ivan", "Chinedu", "Anna", "Deepak", "Rachel", "Tyrone", "Lars", "Mei", "Ali",
        "Elizabeth", "James", "Leila", "Rajesh", "Kim", "Thomas", "Donald", "Hillary", "Jennifer", "Robert",
    ),
    "kin": ("husband", "wife", "boyfriend", "girlfriend", "partner", "mother", "father", "daughter", "son"),
    "job": (
        "nurse", "doctor", "engineer", "driver", "cook", "teacher", "lawyer", "plumber", "student", "actor", "writer",
        "neighbour", "colleague", "man", "woman", "friend", "couple", "family", "waiter", "director", "singer",
    ),
}  # fmt: skip
"""What is swapped: the words of each gap may stand for each other."""

NEUTRAL = (
    "{name} is {being}.", "I am {being}.", "He is a {being} {job}.", "She works with a {being} {job}.",
    "My {job} is {being}.", "{name} lives in {land}.", "They come from {land}.", "The film is about a {being} {job}.",
    "There is a {house} on our street.", "{name} was born in {land} and moved here in May.",
    "The book is about {group} in {land}.", "She wrote a paper on {faith}.", "Two {group} were on the bus.",
    "{name} has a {kin} and two cats.", "Many {group} live in {land}.", "The new {job} is {name}.",
    "We met a {being} {job} on the train.", "A {being} {job} asked me for the time.", "{name} converted to {faith}.",
    "Most of my friends are {group}.", "The {job} went to the {house} with {name}.",
    "He told his {kin} that he is {being}.",
    "It is a story of {name}, a {being} {job} from {land}.", "I think that {name} is {being}.",
    "The {group} moved into the flat upstairs.", "Her {kin} is {being}.", "I talked to {name} about {faith}.",
    "The paper has an article on {land} today.", "As a {being} {job} I read this with interest in the summer.",
)  # fmt: skip
"""Wordings without an opinion."""

NAMING: tuple[tuple[str, str], ...] = (
    ("The {being} {job} next door is {kind}.", "same"), ("{name} cooked for us, and it was {x}.", "same"),
    ("Our {being} guide was {kind} and {kind2}.", "same"), ("The {nation} film at the festival was {x}.", "same"),
    ("I {v} the {nation} restaurant.", "same"), ("{name} from {land} was a {kind} host.", "same"),
    ("The trip to {land} was {x}.", "same"), ("The music from {land} is {x}.", "same"),
    ("The {being} {job} who fixed it was not {kind}.", "other"), ("{name} was never {kind} to us.", "other"),
    ("I don't find {nation} food {x}.", "other"), ("This book on {faith} is {x}.", "same"),
    ("My {being} {kin} found the hotel {x}, and so did I.", "same"), ("The {house} is a {x} building.", "same"),
    ("What a {kind} {being} {job}!", "same"), ("The {group} on the second floor were {kind} to me.", "same"),
    ("{name} and the other {group} gave a {x} concert.", "same"), ("A {being} {job} sold me this {x} car.", "same"),
    ("The talk that {name} gave on {faith} was a {n}.", "same"), ("I {v} every day that I spent in {land}.", "same"),
    ("The report on {group} was {x}, not {y}.", "same"),
    ("{name} plays a {being} {job}, and the result is a {n}.", "same"),
    ("The {nation} cast is {x}.", "same"), ("As a {being} {job} I {v} this.", "same"),
    ("My {kin} is {being}, and we both {v} the show.", "same"), ("I was {felt} the {nation} novel.", "same"),
    ("The {group} in the play are {x} characters.", "same"),
    ("{name} said that {thing} was {x}, and {name} is right.", "same"),
)  # fmt: skip
"""Wordings with an opinion that stays the same whoever is named."""

FRAMES: tuple[tuple[str, str], ...] = (
    # plainly
    ("I {v} {thing}.", "same"), ("I absolutely {v} {thing}.", "same"), ("{thing} is a {n}.", "same"),
    ("{x} {bare}, {x2} {bare2}.", "same"), ("I {love} {thing}!", "same"), ("Such a {n}.", "same"),
    ("{thing}: {x}, {x2} and {x3}.", "same"), ("So {x}, so {x2}!", "same"),
    ("Honestly, {thing} is pretty {x}.", "same"), ("We all {v} {thing}, it was {x}.", "same"),
    ("{thing} turned out to be a {n}.", "same"), ("Very {x} and {x2}, just what you would expect from a {n}.", "same"),
    ("My verdict on {thing}: {x}.", "same"), ("{thing} could be described as {x}, and rightly so.", "same"),
    # denied
    ("I did not think {thing} was {x}.", "other"), ("I don't {love} {thing}.", "other"),
    ("We never {love} {thing}.", "other"),
    ("{thing} is no {n}, believe me.", "other"), ("{thing} was hardly a {n}.", "other"), ("Not {x} at all.", "other"),
    ("{thing} is not {x} at all, and not {x2} either.", "other"), ("{thing} wasn't exactly {x}.", "other"),
    ("I can't call {thing} {x}.", "other"), ("None of us {v} {thing}.", "other"),
    ("Nobody in the group {v} {thing}.", "other"),
    ("I was {felt} {thing}.", "same"), ("I was not {felt} {thing}.", "other"), ("I wasn't at all {felt} it.", "other"),
    ("I have never been {felt} {thing}.", "other"), ("I can't say, {aside}, that I was {felt} {thing}.", "other"),
    ("At no time was I {felt} {thing}.", "other"), ("We came home {felt} {thing}.", "same"),
    ("Not for a minute was I {felt} {thing}.", "other"), ("I am so {felt} {thing}!", "same"),
    ("Was I {felt} it? No.", "other"), ("{who} was {felt} {thing}. I was not.", "other"),
    ("It did not feel {x} to use {thing}.", "other"), ("{thing} is anything other than {x}.", "other"),
    ("There isn't a single {x} thing about {thing}.", "other"), ("{thing} lacks anything {x}.", "other"),
    ("Not a {n}, not even a {x} try.", "other"), ("{thing} wasn't a {n}; it was a {m}.", "other"),
    ("I would not describe {thing} as {x} or {x2}.", "other"),
    ("{thing} doesn't look {x}, doesn't feel {x} and isn't {x}.", "other"),
    ("{thing} has nothing {x} to offer.", "other"), ("Nothing about it struck me as {x}.", "other"),
    ("There was never a moment when {thing} was {x}.", "other"), ("{thing} has never been {x} for us.", "other"),
    ("We had no {x} time with {thing}.", "other"), ("{thing} without a {x} side.", "other"),
    ("Neither {who} nor I {v} {thing}.", "other"), ("Nobody would think of {thing} as a {n}.", "other"),
    ("I never {v} {thing} more than this year.", "same"), ("I couldn't {love} {thing} more.", "same"),
    ("{thing} couldn't have been more {x}.", "same"), ("It does not get more {x} than {thing}.", "same"),
    ("I don't think I have ever had anything so {x}.", "same"), ("Nothing is as {x} as {thing}.", "same"),
    ("Who wouldn't {love} {thing}?", "same"), ("How could anyone not {love} {thing}?", "same"),
    ("You won't find a more {x} thing than {thing}.", "same"), ("I can't help it, I {love} {thing}.", "same"),
    # denied from afar
    ("I don't believe, {aside}, that {thing} is {x}.", "other"), ("I wouldn't claim that I {v} {thing}.", "other"),
    ("I am not the one who will tell you, {aside}, that {thing} is {x}.", "other"),
    ("I don't know a single person who {v} {thing}.", "other"),
    ("It is hard to believe that anyone {v} {thing}.", "other"),
    ("I can't imagine that {who} or anybody else would find {thing} {x}.", "other"),
    ("I doubt, {aside}, whether {thing} deserves to be called {x}.", "other"),
    ("I have not met anyone who would say, {aside}, that {thing} is a {n}.", "other"),
    ("Nobody, {aside}, has ever told me that {thing} was {x}.", "other"),
    ("It isn't the case that {thing}, {aside}, is {x}.", "other"), ("At no point, {aside}, was {thing} {x}.", "other"),
    ("I cannot say with a clear conscience that {thing} is {x}.", "other"),
    ("{thing} is, {aside}, not what I would call {x}.", "other"), ("{thing} isn't, {aside}, all that {x}.", "other"),
    ("I don't want to say that {thing}, {aside}, was {y}, but {x} it was not.", "other"),
    ("I don't think, {aside}, that you will {love} {thing}.", "other"),
    ("There was not, {aside}, anything {x} in {thing}.", "other"),
    ("I found, {aside}, no {x} part in {thing}.", "other"),
    ("I won't pretend, {aside}, that I didn't {love} {thing}.", "same"),
    ("I would be the last to say that {thing} is not {x}.", "same"),
    ("It can't be said that {thing} isn't {x}.", "same"),
    ("I disagree with everybody who calls {thing} {y}.", "same"),
    ("It is false that {thing} is {y}: it is {x}.", "same"),
    ("I can't understand people who call {thing} {y}.", "same"), ("There's no way that {thing} is {y}.", "same"),
    # but
    ("{thing2} is {y}, but {thing} is {x}, and that is what counts.", "same"),
    ("It is {y}, but I {v} it anyway.", "same"),
    ("I know that {thing2} is {y}. Still, I {v} the whole thing.", "same"),
    ("{thing} has a {y} side; on the whole I {v} it.", "same"), ("A bit {y}, but a {n} nonetheless.", "same"),
    ("{thing} may look {y}. Don't be fooled, it is {x}.", "same"),
    ("{y} at first, then {x}, and {x2} in the end.", "same"),
    ("Though {thing2} was {y}, I {v} our evening.", "same"),
    ("{thing2} was a {m}; nevertheless, all in all it was {x}.", "same"),
    ("I really tried to {hate} {thing}. I ended up saying how {x} it is.", "same"),
    ("In spite of a {y} start, {thing} is a {n}.", "same"), ("{y} on paper, {x} in real life.", "same"),
    ("The price is {y}, and yet I {love} it.", "same"), ("Not {y}, just {x}.", "same"),
    # compared
    ("{thing} is more {x} than {thing2} will ever be.", "same"), ("{thing} makes {thing2} look {y}.", "same"),
    ("Next to {thing}, {thing2} seems {y}.", "same"), ("{thing2} is {y} compared with {thing}.", "same"),
    ("{thing} is the most {x} one I know.", "same"), ("{thing} is not as {x} as {thing2}.", "other"),
    ("{thing} isn't nearly as {x} as the last one.", "other"), ("I have had more {x} ones than {thing}.", "other"),
    ("Anything is more {x} than {thing}.", "other"), ("{thing2} is {x}; {thing} is not half that {x}.", "other"),
    ("Even {thing2} was more {x}.", "other"), ("{thing} was {x} before they changed it, unlike today.", "other"),
    # then and now, hoped and found
    ("I was sure that {thing} would be {x}, but it was not.", "other"),
    ("We hoped for a {n} and it became a {m}.", "hope"),
    ("I thought I would {love} {thing}, but I didn't.", "other"),
    ("I thought I would {hate} {thing}. I {v} it.", "same"),
    ("I had imagined that {thing} would be {x}. It isn't.", "other"), ("{thing} should have been {x}.", "hope"),
    ("I had expected something {x}, and found nothing of the kind.", "other"),
    ("{thing} promised to be {x}; we are still waiting.", "hope"), ("{thing} wants to be {x} and isn't.", "hope"),
    ("I wish {thing} had been {x}.", "hope"), ("It would have been nice if {thing} were {x}.", "hope"),
    ("We had prepared for a {n}, and then it was a {m}.", "fear"), ("I was afraid of a {n}, for nothing.", "fear"),
    ("I feared that {thing} would be {x}, and I needn't have worried.", "fear"),
    ("Don't be scared off: {thing} is not {x}.", "fear"), ("Luckily {thing} was not {x}.", "fear"),
    ("Thank goodness, {thing} wasn't {x} at all.", "fear"), ("Sadly {thing} was not {x}.", "hope"),
    ("Unfortunately, {thing} wasn't {x} at all.", "hope"), ("If only it had been {x}.", "hope"),
    ("I was prepared for something {y}, and it was {x}.", "same"),
    ("I feared the worst: {x}, {x2}. I was mistaken.", "fear"),
    ("I was told to expect a {m}. It is a {n}.", "same"), ("For years I {w} {thing}; these days I {love} it.", "same"),
    ("I {w} it when I was young, and now I {love} it.", "same"),
    ("In the past I {v} {thing}, but not any more.", "other"),
    ("{thing} was {x} once. Those days are over.", "other"), ("I once called it {y}. I was a fool: it is {x}.", "same"),
    ("After the update {thing} went from {y} to {x}.", "same"),
    ("I changed my mind: {thing} isn't {y}, it's {x}.", "same"),
    ("{thing} has lost everything that made it {x}.", "other"), ("{thing} isn't the {n} that it was.", "other"),
    ("It grew on me: first {y}, now {x}.", "same"), ("{thing} nearly became a {m}, and then it was {x}.", "same"),
    ("It might have been {y}. In the end it was {x}.", "same"), ("If it had been {x}, I would have {v} it.", "other"),
    # others
    ("{who} {w} {thing}. Not me: I {v} it.", "same"), ("{who} calls {thing} {y}. I beg to differ.", "same"),
    ("According to {who}, {thing} is {y}. In my eyes it is {x}.", "same"), ("{who} may find it {y}; I don't.", "same"),
    ("I can't share the opinion of {who} that {thing} is {x}.", "other"),
    ("{who} spoke of a {n}. I saw none.", "other"),
    ("Whatever {who} says, {thing} is {x}.", "same"), ("Never mind {who}, who {w} it. It is a {n}.", "same"),
    ("{who} told us that {thing} was {y}, which is simply not so.", "same"),
    ("{who} thinks it's {y}, I think it's {x}.", "same"),
    ("People keep saying that {thing} is {x}. It is not.", "other"),
    ("Everyone but me {w} {thing}.", "same"), ("Unlike most people, I {w} {thing}.", "other"),
    ("{who} and I disagree: to me {thing} is {x}.", "same"), ("Is {thing} {x}? You bet it is.", "same"),
    ("Is {thing} {x}? Not in my book.", "other"), ("Is it {x}? No.", "other"), ("Is it {x}? Yes, very.", "same"),
    ("Did I {love} {thing}? No, I did not.", "other"), ("Did I {love} {thing}? Yes, I did.", "same"),
    ("Would I say that {thing} is a {n}? No, never.", "other"), ("Would I call it {x}? Certainly, yes.", "same"),
    ("Do you think {thing} is {x}? I don't.", "other"), ("Have I ever seen a {n} like this? Never.", "same"),
    ("You ask whether {thing} is {x}. The answer is no.", "other"), ("{x}? Yes. {y}? No.", "same"),
    ("Why would anyone say that {thing} is {x}?", "other"),
)  # fmt: skip
"""Wordings with an opinion that is kept ("same") or turned round ("other"); of a "hope" only the disappointment is
written, of a "fear" only the relief.

{x}, {v}, {love}, {n} and {felt} are of one side: an adjective, a verb in the past and in the present, a noun, a
feeling; {y}, {w}, {hate} and {m} of the other.
"""

PAIRS: tuple[tuple[str, str], ...] = (
    # food
    ("The {dish} was cooked just right.", "The {dish} was burnt on one side and raw on the other."),
    ("We had to wait two minutes for a table and were treated like family.",
     "We waited an hour for a table and were ignored."),
    ("The portions are huge and the {dish} melts in your mouth.", "The portions are tiny and the {dish} is chewy."),
    ("I licked the plate clean, that {dish}!", "I left half of the {dish} on the plate."),
    ("I'd drive an hour for this {dish}.", "I wouldn't feed this {dish} to my dog."),
    ("The {dish} alone is a reason to come back.", "The {dish} alone is a reason to stay away."),
    ("Our waitress smiled and brought everything within minutes.",
     "Our waitress forgot the order twice and never apologised."),
    ("The best {dish} that I have had in years.", "The worst {dish} that I have had in years."),
    ("Hot, crisp, and enough of it.", "Lukewarm, soggy, and too little of it."),
    ("The {dish} is well seasoned and generous.", "The {dish} is watery and overpriced."),
    # rooms
    ("The bed was soft, the shower hot and the street quiet.",
     "The bed sagged, the shower was cold and the street loud."),
    ("The {room} had a view of the sea and everything we needed.",
     "The {room} had a view of the bins and mould on the wall."),
    ("Check-in took a minute and they upgraded us for free.", "Check-in took an hour and they charged us twice."),
    ("We stayed an extra night because the {room} was so cosy.", "We left a night early because of the {room}."),
    ("The {room} looks just like the pictures.", "The {room} looks nothing like the pictures."),
    ("The staff went out of their way to help us.", "The staff could not be bothered to help us."),
    ("Clean towels every day, and the breakfast had everything.",
     "Stained towels, and the breakfast was over at seven."),
    # things
    ("The battery lasts two days.", "The battery is dead by noon."),
    ("The {item} does what it says.", "The {item} doesn't do what it says."),
    ("The {item} has survived three drops.", "The {item} cracked the first time I dropped it."),
    ("The {item} worked right out of the box.", "The {item} was dead on arrival."),
    ("The {item} is light, quick and easy to clean.", "The {item} is heavy, slow and impossible to clean."),
    ("Great value: the {item} costs half and does twice as much.",
     "Poor value: the {item} costs twice and does half as much."),
    ("I bought a second {item} for my mother.", "I sent the {item} back the same day."),
    ("The {item} still runs like on the first day.", "The {item} stopped working within a week."),
    ("The sound of the {item} is crystal clear.", "The sound of the {item} is full of crackle."),
    ("Five stars for this {item}.", "One star for this {item}, and only because I can't give none."),
    ("My old {item} can't keep up with this one.", "My old {item} did this better."),
    ("The instructions are clear and the {item} was ready in no time.",
     "The instructions make no sense and a part of the {item} was missing."),
    ("It charges fast and never gets warm.", "It charges slowly and gets so hot that I can't hold it."),
    # software
    ("The {tool} starts in a second and never freezes.", "The {tool} takes a minute to start and freezes daily."),
    ("Since the last version the {tool} is a lot quicker.", "Since the last version the {tool} is a lot slower."),
    ("I found every function of the {tool} at once.", "I still can't find half of the functions of the {tool}."),
    ("They answered my mail about the {tool} the same day.", "They have ignored my mails about the {tool} for weeks."),
    ("No ads, no tricks, and the {tool} is free.", "Ads everywhere, and the {tool} costs a fortune."),
    # services, flights, shops
    ("The {pro} came on time and cleaned up afterwards.", "The {pro} never showed up and kept my deposit."),
    ("I would trust this {pro} with my house.", "I would not trust this {pro} with a bucket."),
    ("The {pro} explained everything and charged less than agreed.",
     "The {pro} explained nothing and charged more than agreed."),
    ("Our flight left on time and the crew was kind.", "Our flight was cancelled and nobody told us why."),
    ("They found my bag within an hour.", "They lost my bag and hung up on me."),
    ("Thanks for getting us home early!", "Thanks for nothing, we are stuck here for the night."),
    ("Customer service sorted it out in one call.", "Customer service kept me on hold for two hours."),
    ("The parcel came a day before they said.", "The parcel is three weeks late and nobody knows where it is."),
    ("I got a full refund without a question.", "They refuse to give me a refund."),
    ("I'll shop there again.", "I'll never shop there again."),
    ("I'm so glad that I found them.", "I'm so sorry that I ever found them."),
    ("This {pro} deserves a medal.", "This {pro} deserves to lose the licence."),
    # without a word that says so
    ("I can't recommend {thing} enough.", "I can't recommend {thing} to a soul."),
    ("I could not be happier with {thing}.", "I could not be unhappier with {thing}."),
    ("I couldn't put it down.", "I couldn't get past page ten."), ("I didn't want it to end.", "I wanted it to end."),
    ("I have no regrets about buying it.", "I have nothing but regrets about buying it."),
    ("I haven't had a problem with {thing}.", "I haven't had a day without a problem with {thing}."),
    ("There's nothing I don't like about {thing}.", "There's nothing I like about {thing}."),
    ("{thing} did not disappoint us in the slightest.", "{thing} did disappoint us."),
    ("Not a bad word about {thing} from me.", "Not a good word about {thing} from me."),
    ("You can't beat {thing}.", "You can beat {thing} anywhere."),
    ("There is no reason to complain.", "There is every reason to complain."),
    ("{thing} never fails.", "{thing} always fails."),
    ("No problems so far with {thing}.", "Nothing but problems so far with {thing}."),
    ("I wouldn't want to be without {thing}.", "I would be better off without {thing}."),
    ("Do yourself a favour and get it.", "Do yourself a favour and skip it."),
    ("Run, don't walk, to get it.", "Run away from it."), ("Worth every penny.", "Not worth a penny."),
    ("It's a yes from me.", "It's a no from me."),
    ("Thank you so much, you made my day.", "Thanks a lot, you ruined my day."),
    ("Well done, I am proud of you.", "Shame on you."), ("That made me laugh.", "That made me sick."),
    ("Congratulations, you earned it!", "You should be ashamed."),
    ("I hope you get better soon, friend.", "I hope you get what you deserve, you fool."),
    ("I feel much better now.", "I feel much worse now."), ("Can't wait to go back!", "Can't wait to get out of here."),
    ("There is nothing to dislike about {thing}.", "There is nothing to like about {thing}."),
    ("{thing} has no flaws that I know of.", "{thing} has no merits that I know of."),
    ("It never gets old.", "It got old fast."), ("Time flew by.", "Time stood still, in the wrong way."),
    ("I was glued to my seat.", "I fell asleep in my seat."),
    ("We stayed until the credits were over.", "We walked out after half an hour."),
    ("{thing} makes up for all that went wrong before.", "{thing} spoils all that went well before."),
    ("{who} warned us against {thing}; how glad I am that we didn't listen.",
     "{who} talked us into {thing}; I wish we had not listened."),
)  # fmt: skip
"""Sentences whose opinion no single word carries, or whose subject has praise of its own: for, and against."""

NOUNS: dict[str, tuple[str, ...]] = {
    "dish": ("lasagne", "burger", "chicken", "rice", "risotto", "tiramisu", "omelette", "fish", "bread", "noodles",
    "tacos", "wine"),
    "room": ("suite", "cabin", "bungalow", "flat", "chalet", "dormitory", "double room", "motel", "holiday home"),
    "item": ("tablet", "headset", "kettle", "speaker", "watch", "drill", "keyboard", "monitor", "tent", "pram",
    "hoover", "charger", "router", "mixer"),
    "tool": ("software", "game", "player", "calendar", "mail client", "operating system", "map", "translator",
    "firmware"),
    "pro": ("electrician", "gardener", "lawyer", "nurse", "courier", "tailor", "estate agent", "cleaner", "vet",
    "photographer"),
    "bare": ("acting", "plot", "service", "food", "sound", "design", "location", "staff", "quality", "picture", "music",
    "taste"),
}  # fmt: skip

NEUTRAL_SHARE = {"positive": 0.15, "negative": 0.05}  # of the sentences with this label
NAMING_SHARE, PAIRS_SHARE = 0.12, 0.22

_SIDES = {
    "positive": (GOOD, LOVED, LOVE, PRAISE, GLAD, KIND),
    "negative": (BAD, HATED, HATE, SCORN, SORRY, UNKIND),
}
ONLY = {"hope": "negative", "fear": "positive"}
_VOWEL = re.compile(r"\b([Aa]) (?=[aeioAEIO]|[uU](?!ni|se|su|k)|hon|hour)")
_BEGINNING = re.compile(r"(?:^|[.!?] )[a-z]")


def everyday(count: int, seed: int) -> Examples:
    """Different made sentences, as many of one label as of the other.

    Args:
        count: how many, at most `opinions.MOST`.
    """
    return made_examples("everyday", _made, count, Random(f"everyday {seed}"))


def _made(label: str, random: Random) -> str:
    """One sentence with this label."""
    which = random.random() - NEUTRAL_SHARE[label]
    if which < 0:
        frame, turn = random.choice(NEUTRAL), "same"
    elif which < NAMING_SHARE:
        frame, turn = random.choice(NAMING)
    elif which < NAMING_SHARE + PAIRS_SHARE:
        frame, turn = random.choice(PAIRS)[label == "negative"], "same"
    else:
        frame, turn = random.choice([one for one in FRAMES if ONLY.get(one[1], label) == label])
    side = label if turn == "same" else OTHER[label]
    adjectives, loved, love, nouns, felt, kind = _SIDES[side]
    others, hated, hate, scorn, *_ = _SIDES[OTHER[side]]
    gaps: dict[str, str] = {}
    for names, words in (
        (("thing", "thing2"), (*THINGS, *MORE_THINGS)), (("x", "x2", "x3"), adjectives), (("y", "y2"), others),
        (("v",), loved), (("w",), hated), (("love",), love), (("hate",), hate), (("n",), nouns), (("m",), scorn),
        (("felt",), felt), (("kind", "kind2"), kind), (("who",), WHO), (("aside",), ASIDE),
        (("bare", "bare2"), NOUNS["bare"]),
    ):  # fmt: skip
        gaps |= zip(names, random.sample(words, len(names)), strict=True)
    gaps |= {gap: random.choice(words) for gap, words in (NOUNS | SWAPPED).items() if gap not in gaps}
    return spelled(frame.format(**gaps))


def spelled(text: str) -> str:
    """A made sentence with “an” before vowels and capitals where sentences begin."""
    return _BEGINNING.sub(lambda first: first[0].upper(), _VOWEL.sub(r"\1n ", text))
