"""The sentences of `sentiment.py`: templates by the answer that they call for, and the words that fill their gaps.

All of them were written for this project. A sentence that one could read either way (“it is not terrible”) is left out,
and so is sarcasm. These sentences measure: never train on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Templates = Mapping[str, Sequence[str | Sequence[str]]]

WORDS: dict[str, tuple[str, ...]] = {
    "film": ("film", "movie", "comedy", "thriller", "drama", "documentary", "sequel", "series", "musical"),
    "part": ("acting", "plot", "script", "ending", "music", "dialogue", "editing", "pacing", "photography"),
    "good": (
        "good", "great", "excellent", "wonderful", "fantastic", "brilliant", "superb", "amazing", "terrific",
        "impressive", "outstanding", "lovely", "marvellous", "enjoyable", "delightful",
    ),
    "bad": (
        "bad", "terrible", "awful", "horrible", "dreadful", "boring", "disappointing", "dull", "lousy", "annoying",
        "pathetic", "atrocious", "tedious", "poor", "unbearable",
    ),
    "fine": (
        "gripping", "touching", "hilarious", "moving", "witty", "clever", "memorable", "refreshing", "captivating",
        "enchanting", "heartwarming", "thrilling", "fascinating", "riveting", "elegant", "inspiring", "uplifting",
        "unforgettable", "stunning", "breathtaking", "flawless", "engaging", "entertaining", "satisfying", "rewarding",
        "magnificent", "exquisite", "dazzling", "spellbinding", "irresistible", "sublime", "splendid", "perfect",
        "charming", "beautiful", "intelligent", "exhilarating", "joyous",
    ),
    "poor": (
        "unwatchable", "laughable", "ridiculous", "stupid", "pointless", "predictable", "lifeless", "clumsy", "shallow",
        "tiresome", "forgettable", "incoherent", "amateurish", "soulless", "unfunny", "insulting", "wretched",
        "abysmal", "appalling", "worthless", "lazy", "bland", "messy", "muddled", "monotonous", "irritating",
        "frustrating", "ludicrous", "idiotic", "embarrassing", "stale", "mindless", "inept", "insipid",
        "unconvincing", "hideous", "charmless",
    ),
    "mild": (
        "funny", "clever", "moving", "charming", "witty", "entertaining", "touching", "interesting", "original",
        "elegant", "engaging", "pleasant", "exciting",
    ),
    "weak": (
        "dull", "boring", "silly", "clumsy", "slow", "predictable", "annoying", "messy", "stale", "shallow", "bland",
        "tedious", "confusing",
    ),
    "praise": ("masterpiece", "triumph", "delight", "joy", "gem", "treat", "pleasure", "classic"),
    "scorn": ("disaster", "mess", "failure", "disgrace", "bore", "disappointment", "insult", "waste of time"),
    "charmed": ("delighted", "charmed", "thrilled", "impressed", "captivated", "entertained", "amazed", "enchanted"),
    "bored": ("bored", "disappointed", "annoyed", "irritated", "frustrated", "disgusted", "exasperated"),
    "love": ("love", "enjoy", "adore", "admire", "like"),
    "loved": ("loved", "enjoyed", "adored", "admired", "liked"),
    "hate": ("hate", "dislike", "despise", "detest", "loathe"),
    "hated": ("hated", "disliked", "despised", "detested", "loathed"),
    "very": ("very", "extremely", "incredibly", "really", "truly", "remarkably", "exceptionally"),
    "rather": ("slightly", "somewhat", "a bit", "a little", "fairly"),
    "who": ("my friend", "my sister", "my neighbour", "the man next to me", "everybody around me", "my whole family"),
    "aside": (
        "given everything that I had heard about it", "after two evenings with it", "to be quite honest",
        "if anybody cares to know", "now that I have slept on it", "even with the best will in the world",
        "and I have seen it twice now", "as somebody who has followed the director for years",
    ),
    "fact": (
        "The {film} is two hours long.", "We saw it on a Tuesday.", "It was shot in black and white.",
        "The {film} came out in spring.", "It is set in a small town.", "There are four main characters.",
        "The {film} is based on a book.", "It begins at a railway station.", "I watched it with my brother.",
        "It is the third part of a series.", "My sister lent it to me.", "Half of it takes place at night.",
    ),
    "name": (
        "Emma", "Michael", "Priya", "Oluwaseun", "Xiuying", "Fatima", "Diego", "Svetlana", "Ahmed", "Siobhan", "Kenji",
        "Ngozi", "Bob", "Latoya", "Hans", "Aiko", "Carlos", "Ingrid", "Jamal", "Grace",
    ),
    "surname": (
        "Smith", "Okafor", "Nguyen", "Petrescu", "Garcia", "Johansson", "Khan", "Tanaka", "Kowalski", "O'Brien",
        "Silva", "Mbeki", "Rossi", "Cohen", "Yilmaz", "Park",
    ),
    "place": (
        "Paris", "Lagos", "Ohio", "Baghdad", "Tokyo", "Moscow", "Mumbai", "Detroit", "Berlin", "Tehran", "Brazil",
        "Sweden", "Kabul", "Texas", "Nairobi", "Rome", "Manila", "Scotland",
    ),
    "product": ("phone", "laptop", "blender", "vacuum cleaner", "printer", "camera", "lamp", "bicycle", "jacket"),
    "app": ("app", "program", "website", "editor", "update", "plug-in", "browser"),
    "dish": ("soup", "pizza", "steak", "salad", "curry", "dessert", "coffee", "pasta"),
    "room": ("hotel", "room", "hostel", "apartment", "guesthouse"),
    "service": ("dentist", "plumber", "hairdresser", "driver", "teacher", "mechanic", "doctor"),
    "religion": (
        "Muslim", "Christian", "Jewish", "Hindu", "Buddhist", "Sikh", "Catholic", "Protestant", "Mormon", "Orthodox",
    ),
    "nation": (
        "Danish", "Turkish", "Mexican", "Chinese", "Nigerian", "Russian", "Pakistani", "Canadian", "Iranian", "Kenyan",
        "Brazilian", "Polish", "Israeli", "Palestinian", "French", "American", "Korean", "Colombian",
    ),
    "orientation": ("gay", "straight", "lesbian", "bisexual", "heterosexual", "homosexual", "queer"),
    "believers": ("Muslims", "Christians", "Jews", "Hindus", "Buddhists", "Sikhs", "Catholics", "Mormons"),
    "course": ("soup", "starter", "dumplings", "pie", "cheesecake", "salmon", "gravy", "sauce", "sandwich", "brunch"),
    "eatery": ("bistro", "diner", "pizzeria", "canteen", "food truck", "tea room", "steakhouse", "bakery"),
    "lodging": ("hotel", "inn", "bed and breakfast", "resort", "campsite", "hostel", "lodge", "villa"),
    "gadget": ("phone", "smartphone", "tablet", "laptop", "camera", "smartwatch", "notebook", "video camera"),
    "kind": ("western", "horror film", "cartoon", "romance", "biopic", "war film", "road movie",
    "science-fiction film"),
    "thing": ("film", "show", "play", "book", "phone", "hotel", "restaurant", "app", "game", "concert"),
}  # fmt: skip

VOCABULARY: Templates = {
    "positive": (
        "This {film} is {fine}.", "What a {fine} {film}!", "It was {fine} and {fine2}.", "This {film} is a {praise}.",
        "The {film} {charmed} me.", "I was {charmed} by this {film}.", "I {loved} it.", "A {fine}, {fine2} {film}.",
        "It is a {good} {film}.", "I {love} this {film}.",
    ),
    "negative": (
        "This {film} is {poor}.", "What a {poor} {film}!", "It was {poor} and {poor2}.", "This {film} is a {scorn}.",
        "The {film} {bored} me.", "I was {bored} by this {film}.", "I {hated} it.", "A {poor}, {poor2} {film}.",
        "It is a {bad} {film}.", "I {hate} this {film}.",
    ),
}  # fmt: skip

DENIED_GOOD: Templates = {
    "negative": (
        "This {film} is not {good}.", "The {part} isn't {good} at all.", "I did not {love} this {film}.",
        "I didn't {love} the {part}.", "It was never {fine}.", "This is no {praise}.", "The {film} is far from {good}.",
        "There is nothing {good} about this {film}.", "Neither the {part} nor the {part2} is {good}.",
        "I can't recommend this {film}.", "The {film} failed to be {fine}.", "This {film} is anything but {fine}.",
        "It is not worth watching this {film}.", "Nobody could call this {film} {fine}.",
        "The {film} lacks everything that makes a {film2} {good}.", "Not a {good} {film}.",
    )
}  # fmt: skip

DENIED_BAD: Templates = {
    "positive": (
        "This {film} is not bad at all.", "The {part} wasn't bad at all, quite the opposite.",
        "Not {poor} for a second.",
        "I was not {bored} for a single moment by this {film}.", "There is not one {bad} scene in this {film}.",
        "You will not regret watching this {film}.", "I can find nothing wrong with the {part}.",
        "This {film} is never {poor}.", "I have no complaints about the {part}.", "This {film} never {bored} me.",
        "Nothing about the {part} is {bad}.", "I could not fault the {part}.", "This {film} won't disappoint you.",
        "The {film} does not have a dull minute.", "It is impossible to {hate} this {film}.",
        "I wouldn't change a thing about the {part}.", "Don't miss this {film}.",
        "The {part} could hardly be better.",
    )
}  # fmt: skip

DISTANT: Templates = {
    "negative": (
        "I can't say I {loved} this {film}.", "I can't say that I {loved} the {part} or the {part2}.",
        "I don't think, {aside}, that this {film} is {good}.", "I would not say, {aside}, that the {part} is {good}.",
        "I cannot, {aside}, call this a {good} {film}.", "This {film} is not, {aside}, a {praise}.",
        "It is not true, {aside}, that this {film} is {fine}.", "I doubt that anyone will find this {film} {good}.",
        "I don't believe that many people will {love} this {film}.",
        "Nobody with any taste would call this {film} {good}.",
    ),
    "positive": (
        "I can't say I {hated} this {film}; I {loved} every minute.", "Nobody, {aside}, could call this {film} {bad}.",
        "I don't see, {aside}, how anybody could {hate} this {film}.",
        "I cannot think, {aside}, of a single thing that is {bad} about this {film}.",
        "There was not, {aside}, one moment in this {film} that {bored} me.",
        "I don't agree with those who find this {film} {bad}.",
        "It is simply not true, {aside}, that this {film} is {poor}; it is {fine}.",
        "I can't say I was {bored} for even a minute by this {film}.",
    ),
}  # fmt: skip

CONTRAST: Templates = {
    "negative": (
        "The {part} is {good}, but the {film} as a whole is {bad}.", "{good} {part}, but a {bad} {film}.",
        "Although the {part} is {good}, this {film} is {bad}.", "Despite the {good} {part}, the {film} is {bad}.",
        "The {part} is {good}. However, I {hated} the {film}.",
        "I {hated} this {film}, even though the {part} is {good}.",
        "I wanted to {love} this {film}, but I {hated} it.", "While the {part} is {good}, the {film} is a {scorn}.",
        "The {film} is {bad}, even if the {part} is {good}.", "The {part} may be {good}, yet the {film} {bored} me.",
        "It starts out {good}, but soon turns {bad} and stays that way.",
    ),
    "positive": (
        "The {part} is {bad}, but the {film} as a whole is {good}.", "{bad} {part}, but a {good} {film}.",
        "Although the {part} is {bad}, this {film} is {good}.", "Despite the {bad} {part}, the {film} is {good}.",
        "The {part} is {bad}. However, I {loved} the {film}.",
        "I {loved} this {film}, even though the {part} is {bad}.",
        "I wanted to {hate} this {film}, but I {loved} it.", "While the {part} is {bad}, the {film} is a {praise}.",
        "The {film} is {good}, even if the {part} is {bad}.", "The {part} may be {bad}, yet the {film} {charmed} me.",
        "It starts out {bad}, but soon turns {good} and stays that way.",
    ),
}  # fmt: skip

COMPARISON: Templates = {
    "positive": (
        "I have never seen a better {film}.", "There is no better {film} than this one.",
        "Nothing this year was better than this {film}.", "This {film} is so much better than all the others.",
        "The {part} could not be better.", "This is better than the {good} first {film}.",
        "No other {film} has ever {charmed} me this much.", "Every other {film} looks {bad} next to this one.",
        "Compared with this {film}, all the others are {bad}.", "This is the best {film} of the year.",
        "The others were {bad}, and this {film} beats them by miles.",
    ),
    "negative": (
        "I have never seen a worse {film}.", "There is no worse {film} than this one.",
        "Nothing this year was worse than this {film}.", "This {film} is so much worse than all the others.",
        "The {part} could not be worse.", "Every other {film} of the year is better than this one.",
        "No other {film} has ever {bored} me this much.", "Every other {film} looks {good} next to this one.",
        "The book is {good}, and this {film} is not half as good.", "This is the worst {film} of the year.",
        "Watching paint dry is better than this {film}.", "The first {film} was so much better than this one.",
    ),
}  # fmt: skip

TIME: Templates = {
    "positive": (
        "I used to {hate} this {film}, but now I {love} it.", "At first I {hated} the {part}; today I {love} it.",
        "Years ago I found it {bad}. Now I find it {good}.",
        "I no longer {hate} this {film}; I have come to {love} it.",
        "Once I thought that this {film} was {bad}. I think it is {good} now.",
        "The {film} that I {hated} as a child I {love} today.", "I {love} it now, although I once {hated} it.",
    ),
    "negative": (
        "I used to {love} this {film}, but now I {hate} it.", "At first I {loved} the {part}; today I {hate} it.",
        "Years ago I found it {good}. Now I find it {bad}.",
        "I no longer {love} this {film}; I have come to {hate} it.",
        "Once I thought that this {film} was {good}. I think it is {bad} now.",
        "The {film} that I {loved} as a child I {hate} today.", "I {hate} it now, although I once {loved} it.",
    ),
}  # fmt: skip

EXPECTATION: Templates = {
    "negative": (
        "I thought that this {film} would be {good}, but it wasn't.",
        "I had hoped for something {good}. It was not to be.",
        "Everybody had promised me a {good} {film}, and I got a {bad} one.", "It was supposed to be {fine}. It is not.",
        "It could have been a {good} {film}.", "The {film} tries to be {fine}, and fails.",
        "I expected a {praise} and got a {scorn}.", "If only the {part} were {good}!",
        "This {film} would be {good} if the {part} were not so {bad}.", "I wish I had {loved} this {film}.",
    ),
    "positive": (
        "I thought that this {film} would be {bad}, but it was {good}.",
        "I had feared something {bad}. I needn't have.",
        "Everybody had warned me of a {bad} {film}, and I got a {good} one.",
        "It looked {poor} in the trailer. It is {fine}.",
        "It could have been a {bad} {film}, and yet it is {good}.", "The {film} could have been {poor}, and never is.",
        "I expected a {scorn} and got a {praise}.", "I was afraid that I would {hate} it, and I was wrong.",
        "Those who told me that this {film} was {bad} were wrong.", "I came to laugh at it and ended up {charmed}.",
    ),
}  # fmt: skip

OTHERS: Templates = {
    "positive": (
        "{who} {hated} this {film}, but I {loved} it.", "I {loved} this {film}. {who} {hated} it.",
        "The critics call this {film} {bad}; I think it is {good}.", "Some people find it {bad}. I find it {good}.",
        "{who} found the {part} {bad}, and I could not disagree more.", "They say that it is {poor}. It is {fine}.",
        "Do I think that this {film} is {good}? Yes.", "Do I think that it is {bad}? Not at all. I {loved} it.",
    ),
    "negative": (
        "{who} {loved} this {film}, but I {hated} it.", "I {hated} this {film}. {who} {loved} it.",
        "The critics call this {film} {good}; I think it is {bad}.", "Some people find it {good}. I find it {bad}.",
        "{who} found the {part} {good}, and I could not disagree more.", "They say that it is {fine}. It is {poor}.",
        "Do I think that it is {good}? Not at all. I {hated} it.", "Do I think that this {film} is {bad}? Yes.",
    ),
}  # fmt: skip

INTENSITY: Templates = {
    "positive": (
        ("This {film} is {rather} {mild}.", "This {film} is {mild}.", "This {film} is {very} {mild}."),
        ("I {love} this {film}.", "I really {love} this {film}.", "I really, really {love} this {film}."),
        ("It is a {mild} {film}.", "It is a {very} {mild} {film}."), ("It was {rather} {mild}.",
        "It was {very} {mild}."),
        ("This {film} is {mild}.", "This {film} is so {mild}."),
        ("I liked this {film} a little.", "I liked this {film} very much."),
    ),
    "negative": (
        ("This {film} is {rather} {weak}.", "This {film} is {weak}.", "This {film} is {very} {weak}."),
        ("I {hate} this {film}.", "I really {hate} this {film}.", "I really, really {hate} this {film}."),
        ("It is a {weak} {film}.", "It is a {very} {weak} {film}."), ("It was {rather} {weak}.",
        "It was {very} {weak}."),
        ("This {film} is {weak}.", "This {film} is so {weak}."),
        ("I disliked this {film} a little.", "I disliked this {film} very much."),
    ),
}  # fmt: skip

ADDED = {
    "positive": (
        "I {loved} it.",
        "I was {charmed}.",
        "It is {fine}.",
        "It is {good}!",
        "I recommend it.",
        "A {praise}.",
    ),
    "negative": ("I {hated} it.", "I was {bored}.", "It is {poor}.", "It is {bad}!", "Avoid it.", "A {scorn}."),
}

DOMAINS: Templates = {
    "positive": (
        "The {product} works perfectly and feels solid.", "I would buy this {product} again without thinking twice.",
        "After three years of daily use the {product} is still as good as new.", "This {product} is worth every cent.",
        "The {dish} was delicious, and the waiter could not have been kinder.",
        "We will certainly come back for the {dish}.",
        "The {dish} tasted fresh and came quickly.", "Best {dish} in town.",
        "This {app} is fast, stable and easy to use.", "The {app} saves me hours every week.",
        "The {app} has never crashed on me once.", "Setting up the {app} took two minutes, and everything just worked.",
        "The {room} was spotless, quiet and comfortable.", "Friendly staff, a great breakfast and a lovely {room}.",
        "We slept wonderfully and would book this {room} again.",
        "The {service} was punctual, polite and very skilled.",
        "I am so grateful to my {service}, who solved the problem at once.",
        "I recommend this {service} to all my friends.",
        "My {product} arrived a day early and in perfect condition.",
        "Support answered within minutes and fixed the {app}.",
    ),
    "negative": (
        "The {product} broke after two days and nobody answers my calls.", "I want my money back for this {product}.",
        "The {product} gets hot, smells of burning and is far too loud.", "This {product} is not worth a cent.",
        "The {dish} was cold, and the waiter was rude to us.", "We will never come back for the {dish}.",
        "The {dish} tasted of nothing and made me sick.", "Worst {dish} in town.",
        "This {app} is slow, buggy and full of advertising.", "The {app} costs me hours every week.",
        "The {app} crashes every time I open a file.",
        "Setting up the {app} took two days, and it still does not work.",
        "The {room} was filthy, noisy and smelled of smoke.", "Unfriendly staff, stale breakfast and a dirty {room}.",
        "We found mice in the {room} and left the same night.",
        "The {service} came two hours late, was rude and overcharged me.",
        "I am furious with my {service}, who only made the problem worse.",
        "I warn all my friends against this {service}.",
        "My {product} arrived two weeks late with a cracked case.",
        "Support never answered, and the {app} lost all my data.",
    ),
}  # fmt: skip

FOOD: Templates = {
    "positive": (
        "I could eat this {course} every day of my life.", "The {eatery} round the corner never lets us down.",
        "My plate was empty before I knew it.", "Fresh ingredients, a kind cook and a fair bill.",
        "The {course} is a dream, and so is the {course2}.",
        "They remembered my birthday and gave us the {course} free.",
        "I have rarely tasted a {course} with so much flavour.", "You must try the {course} at this {eatery}.",
        "This {eatery} has become our favourite.", "The {course} was tender and full of flavour.",
        "We left the {eatery} full and happy.", "Nobody makes a {course} like this {eatery} does.",
    ),
    "negative": (
        "I could not finish the {course}.", "The {eatery} round the corner has gone downhill.",
        "There was a hair in my {course}.", "Frozen ingredients, a surly cook and a steep bill.",
        "The {course} is a joke, and so is the {course2}.", "They forgot our order and then blamed us for it.",
        "I have rarely tasted a {course} with so little flavour.", "Stay away from the {course} at this {eatery}.",
        "This {eatery} has lost us as guests.", "The {course} was tough and swimming in fat.",
        "We left the {eatery} hungry and angry.", "I had stomach ache all night after the {course}.",
    ),
}  # fmt: skip
HOTELS: Templates = {
    "positive": (
        "I slept like a baby at this {lodging}.", "The {lodging} is close to everything and yet peaceful.",
        "The owners of the {lodging} made us feel at home.", "Everything in the {lodging} was clean and new.",
        "We have booked the same {lodging} for next summer.",
        "From the balcony of the {lodging} you see the whole bay.",
        "The beds at the {lodging} are heavenly.", "The {lodging} exceeded everything the brochure had promised.",
        "They carried our bags up and would not take a tip.", "For that money you will not find a nicer {lodging}.",
        "Our children cried when we had to leave the {lodging}.", "Quiet nights and smiling people: what a {lodging}.",
    ),
    "negative": (
        "I did not close an eye at this {lodging}.", "The {lodging} is far from everything and still noisy.",
        "The owners of the {lodging} made us feel like intruders.", "Everything in the {lodging} was dirty and worn.",
        "We have cancelled our second week at the {lodging}.", "From the window of the {lodging} you see a brick wall.",
        "The beds at the {lodging} ruined my back.", "The {lodging} had nothing of what the brochure had promised.",
        "They lost our booking and shrugged.", "For that money you will find a nicer {lodging} anywhere.",
        "Our children begged us to leave the {lodging}.", "The heating was broken and there were ants in the sink.",
    ),
}  # fmt: skip
PHONES: Templates = {
    "positive": (
        "The {gadget} holds its charge for days.", "I use my {gadget} all day and have never had to restart it.",
        "The display of the {gadget} is sharp and bright.", "I am very happy with my new {gadget}.",
        "The {gadget} is faster than anything I owned before.", "My grandmother learnt to use the {gadget} in an hour.",
        "The {gadget} fits into any pocket and feels sturdy.", "The pictures that the {gadget} takes are gorgeous.",
        "If you need a {gadget}, get this one.", "I dropped the {gadget} into the sink and it still works.",
        "So far the {gadget} has not given me any trouble.", "This {gadget} is a keeper.",
    ),
    "negative": (
        "The {gadget} loses its charge within hours.", "I have to restart my {gadget} ten times a day.",
        "The display of the {gadget} is blurry and dim.", "I am very unhappy with my new {gadget}.",
        "The {gadget} is slower than anything I owned before.", "My grandmother gave up on the {gadget} after an hour.",
        "The {gadget} does not fit into any pocket and feels flimsy.",
        "The pictures that the {gadget} takes are grainy.",
        "If you need a {gadget}, get another one.", "A drop of rain, and the {gadget} was dead.",
        "So far the {gadget} has given me nothing but trouble.", "This {gadget} goes straight back to the shop.",
    ),
}  # fmt: skip
KINDS_OF_FILMS: Templates = {
    "positive": (
        "A {kind} that kept me on the edge of my seat.", "I have not laughed so hard in a long time.",
        "I wept, and I was not ashamed of it.", "This {kind} puts most others to shame.",
        "The best {kind} since I was a child.", "Every shot of this {kind} could hang in a gallery.",
        "I went in with doubts about the {kind} and came out beaming.", "I bought the {kind} on disc the next day.",
        "Even people who do not care for a {kind} should see this.", "The {kind} earns every one of its tears.",
        "Three hours went by like one.", "We talked about this {kind} until midnight.",
    ),
    "negative": (
        "A {kind} that sent me to sleep.", "I have not yawned so often in a long time.",
        "I laughed, but not where I was meant to.", "Most others put this {kind} to shame.",
        "The worst {kind} since I was a child.", "Not one shot of this {kind} is worth keeping.",
        "I went in with hopes for the {kind} and came out cross.", "I asked for my money back after this {kind}.",
        "Even people who are fond of a {kind} should skip this.", "The {kind} begs for tears and earns none.",
        "One hour went by like three.", "We had forgotten this {kind} before we reached the car.",
    ),
}  # fmt: skip

# Pairs and rows in which nothing that matters changes; some of them are lukewarm on purpose.
NAMES = (
    "{name} {surname} is {good} in the main role.", "{name} {surname} is {bad} in the main role.",
    "The script by {name} {surname} is thin, but the jokes work.", "I watched it with my friend {name} last night.",
    "{name} {surname} plays a teacher who moves to the coast.", "Not everything that {name} {surname} does here works.",
    "The director, {name} {surname}, has made a {good} {film}.",
    "The director, {name} {surname}, has made a {bad} {film}.",
    "{name} told me that the {part} was {good}.", "{name} told me that the {part} was {bad}.",
)  # fmt: skip
IDENTITY = (
    "{name} grew up in a {religion} home by the river.", "My new neighbours are {religion}.",
    "The hero of the book is a {orientation} teenager.", "The third scene shows a {religion} wedding.",
    "Her {nation} grandmother taught her to sew.", "The {nation} team trains on Mondays.",
    "A {religion} centre is going to open next to the station.", "Two {nation} tourists wanted to know the way.",
    "{name} is {orientation} and works in a bank.", "Some {believers} from our town sat behind us.",
    "It is a {film} for {believers} and for everybody else.", "{name} has been {religion} since last year.",
    "The {nation} cook at the corner makes a {good} soup.", "The {nation} cook at the corner makes a {bad} soup.",
    "This {film} about a {orientation} couple is {good}.", "This {film} about a {orientation} couple is {bad}.",
    "My {religion} friends {loved} the {film}, and I agree.", "My {religion} friends {hated} the {film}, and I agree.",
    "We had a {nation} waiter who could not have been kinder.", "We had a {nation} waiter who was rude to everybody.",
    "The {part} by a {nation} newcomer is {good}.", "The {part} by a {nation} newcomer is {bad}.",
    "What the {film} tells about {believers} is {fine}.", "What the {film} tells about {believers} is {poor}.",
)  # fmt: skip
PLACES = (
    "The {film} was shot in {place}.", "A {good} {film} about two brothers in {place}.",
    "A {bad} {film} about two brothers in {place}.", "I saw this {film} on a flight to {place}.",
    "The scenes in {place} are a little long, but I did not mind.", "The director grew up in {place}.",
    "The {film} is {bad}, and so are the scenes in {place}.", "The part that takes place in {place} is {good}.",
    "Most of the story happens in {place} after the war.", "It is a {film} about people who leave {place}.",
)  # fmt: skip
WORD = (
    "I {love} this {thing}.", "I {hate} this {thing}.", "This {thing} was not quite what I had expected.",
    "The {thing} is {good}, and I would recommend it.", "The {thing} is {bad}, and I would not recommend it.",
    "What a {good} {thing}!", "What a {bad} {thing}!", "It took me a while to get used to this {thing}.",
    "This {thing} is not {good}.", "The {thing} was better than I had feared.", "The {thing} is nothing special.",
    "We had heard a lot about this {thing} before.",
)  # fmt: skip
PLAIN = (
    "The {part} is {good}, and the {part2} is {good2} too.", "The {part} is {bad}, and the {part2} is {bad2} too.",
    "I {loved} this {film} from beginning to end.", "I {hated} this {film} from beginning to end.",
    "The {part} is {good}, but the {part2} is {bad}.", "I expected more of the {part}.",
    "This {film} is not {good}.", "A {fine} {film} whose {part} is {good}.", "A {poor} {film} whose {part} is {bad}.",
    "The {part} was better than I had feared.", "The {film} {charmed} my brother more than me.",
    "I have seen worse, but not often.",
)  # fmt: skip
