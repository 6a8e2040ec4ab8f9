"""Examples with another name, place, nation or religion in place of the one that they have, and the same label.

In real texts such words are not neutral: a country stands in tweets about a war, a first name in tweets about one
singer, and a small network learns to take the word itself for praise or blame. Beside each text that has such a word
stand copies in which another of the same kind was drawn, so that it is the rest of the text that decides.

All lists were written for this project.
"""

from __future__ import annotations

import hashlib
import re
from random import Random

from playground.data.examples import Examples

KINDS: dict[str, tuple[str, ...]] = {
    "name": (
        "Aaron", "Abdul", "Adam", "Agnes", "Ahmed", "Aiko", "Aisha", "Alan", "Alejandro", "Alexander", "Ali", "Alice",
        "Amanda", "Amina", "Amir", "Amy", "Ana", "Andrea", "Andrew", "Angela", "Anil", "Anita", "Anna", "Anthony",
        "Antonio", "Arjun", "Barbara", "Ben", "Bob", "Boris", "Brian", "Camille", "Carlos", "Carmen", "Caroline",
        "Charles", "Charlotte", "Chloe", "Chris", "Claire", "Clara", "Daniel", "Darnell", "David", "Deborah", "Deepak",
        "Diana", "Diego", "Dmitri", "Donald", "Dylan", "Edward", "Elena", "Elizabeth", "Emily", "Emma", "Eric",
        "Erik", "Ethan", "Eva", "Fatima", "Felix", "Fernando", "Fiona", "Florence", "Francesca", "Frank", "Gary",
        "George", "Giovanni", "Greta", "Hannah", "Hans", "Harry", "Hassan", "Helen", "Henry", "Hiroshi", "Hussein",
        "Ibrahim", "Imran", "Ingrid", "Irina", "Isabel", "Ivan", "Jack", "Jacob", "Jamal", "James", "Jasmine", "Jason",
        "Javier", "Jean", "Jennifer", "Jessica", "Jin", "Joan", "John", "Jorge", "Joseph", "Joshua", "Juan", "Julia",
        "Justin", "Karen", "Karim", "Kate", "Keisha", "Kenji", "Kevin", "Khadija", "Kofi", "Kwame", "Lakshmi", "Lars",
        "Latoya", "Laura", "Leila", "Leroy", "Linda", "Lisa", "Louis", "Lucas", "Lucy", "Luis", "Magda", "Malik",
        "Manuel", "Marco", "Margaret", "Maria", "Marie", "Martin", "Mary", "Matthew", "Mehmet", "Mei", "Melanie",
        "Michael", "Miguel", "Mohammed", "Monica", "Nadia", "Natasha", "Nathan", "Ngozi", "Nicole", "Nina", "Olga",
        "Oliver", "Oluwaseun", "Omar", "Pablo", "Patricia", "Patrick", "Paul", "Pedro", "Peter", "Philip", "Pierre",
        "Priya", "Rachel", "Raj", "Rajesh", "Ravi", "Rebecca", "Richard", "Robert", "Rosa", "Ruth", "Ryan", "Salma",
        "Samuel", "Sandra", "Sanjay", "Sara", "Sarah", "Sean", "Selena", "Sergei", "Simon", "Siobhan", "Sofia",
        "Sophie",
        "Stephen", "Steve", "Sunita", "Susan", "Svetlana", "Tariq", "Taylor", "Thomas", "Tom", "Tyrone", "Vikram",
        "Vladimir", "Wei", "William", "Xiuying", "Yan", "Yasmin", "Yuki", "Yusuf", "Zac", "Zainab",
    ),
    "surname": (
        "Adams", "Ahmadi", "Alvarez", "Andersson", "Bauer", "Bianchi", "Bieber", "Brown", "Castillo", "Chang", "Chen",
        "Clinton", "Cohen", "Cruz", "Davis", "Dubois", "Evans", "Fernandez", "Fischer", "Garcia", "Goldberg", "Gomez",
        "Gonzalez", "Hansen", "Harris", "Hernandez", "Hoffmann", "Hughes", "Ivanov", "Jackson", "Jensen", "Johansson",
        "Johnson", "Jones", "Kapoor", "Kardashian", "Khan", "Kowalski", "Kumar", "Larsson", "Lopez", "Martinez",
        "Mbeki", "Miller", "Moreau", "Morris", "Murphy", "Nakamura", "Nguyen", "Novak", "O'Brien", "Obama", "Okafor",
        "Osman", "Patel", "Pereira", "Petrescu", "Popov", "Ramirez", "Rivera", "Roberts", "Rodriguez", "Rossi",
        "Sanchez", "Sato", "Schmidt", "Sharma", "Silva", "Singh", "Smith", "Suzuki", "Tanaka", "Thompson", "Torres",
        "Trump", "Wang", "Watson", "Williams", "Wilson", "Wright", "Yilmaz", "Zhang",
    ),
    "land": (
        "Afghanistan", "Albania", "Algeria", "America", "Argentina", "Armenia", "Australia", "Austria", "Bangladesh",
        "Belgium", "Bolivia", "Bosnia", "Brazil", "Britain", "Bulgaria", "Cambodia", "Canada", "Chile", "China",
        "Colombia", "Congo", "Croatia", "Cuba", "Denmark", "Egypt", "England", "Ethiopia", "Finland", "France",
        "Georgia", "Germany", "Ghana", "Greece", "Guatemala", "Haiti", "Hungary", "Iceland", "India", "Indonesia",
        "Iran", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan", "Jordan", "Kenya", "Korea", "Kuwait",
        "Lebanon", "Libya", "Malaysia", "Mexico", "Morocco", "Nepal", "Netherlands", "Nigeria", "Norway", "Pakistan",
        "Palestine", "Peru", "Poland", "Portugal", "Qatar", "Romania", "Russia", "Rwanda", "Scotland", "Serbia",
        "Singapore", "Somalia", "Spain", "Sudan", "Sweden", "Switzerland", "Syria", "Taiwan", "Tanzania", "Thailand",
        "Tunisia", "Uganda", "Ukraine", "Venezuela", "Vietnam", "Wales", "Yemen", "Zimbabwe",
    ),
    "town": (
        "Alabama", "Amsterdam", "Athens", "Atlanta", "Baghdad", "Bangkok", "Barcelona", "Beijing", "Beirut", "Berlin",
        "Boston", "Brooklyn", "Brussels", "Budapest", "Cairo", "California", "Chicago", "Cleveland", "Copenhagen",
        "Dallas", "Damascus", "Delhi", "Denver", "Detroit", "Dubai", "Dublin", "Florida", "Gaza", "Geneva", "Glasgow",
        "Hamburg", "Havana", "Helsinki", "Houston", "Istanbul", "Jakarta", "Jerusalem", "Kabul", "Karachi", "Kiev",
        "Lagos", "Lahore", "Lima", "Lisbon", "Liverpool", "London", "Madrid", "Manchester", "Manila", "Melbourne",
        "Miami", "Michigan", "Milan", "Montreal", "Moscow", "Mumbai", "Munich", "Nairobi", "Naples", "Ohio", "Oslo",
        "Paris", "Philadelphia", "Prague", "Rome", "Santiago", "Seattle", "Seoul", "Shanghai", "Stockholm", "Sydney",
        "Tehran", "Texas", "Tokyo", "Toronto", "Vancouver", "Venice", "Vienna", "Warsaw", "Washington", "Zurich",
    ),
    "nation": (
        "Afghan", "African", "American", "Arab", "Argentinian", "Asian", "Australian", "Austrian", "Belgian",
        "Brazilian", "British", "Canadian", "Chilean", "Chinese", "Colombian", "Cuban", "Czech", "Danish", "Dutch",
        "Egyptian", "Ethiopian", "European", "Filipino", "Finnish", "French", "German", "Greek", "Haitian",
        "Hungarian", "Indian", "Indonesian", "Iranian", "Iraqi", "Irish", "Israeli", "Italian", "Jamaican", "Japanese",
        "Kenyan", "Korean", "Lebanese", "Mexican", "Moroccan", "Nigerian", "Norwegian", "Pakistani", "Palestinian",
        "Peruvian", "Polish", "Portuguese", "Romanian", "Russian", "Scottish", "Serbian", "Somali", "Spanish",
        "Sudanese", "Swedish", "Swiss", "Syrian", "Thai", "Turkish", "Ukrainian", "Vietnamese", "Welsh",
    ),
    "religion": (
        "Anglican", "atheist", "Baptist", "Buddhist", "Catholic", "Christian", "Evangelical", "Hindu", "Islamic",
        "Jewish", "Lutheran", "Methodist", "Mormon", "Muslim", "Orthodox", "Protestant", "Quaker", "Shia", "Sikh",
        "Sunni", "Taoist",
    ),
    "believers": (
        "atheists", "Baptists", "Buddhists", "Catholics", "Christians", "Evangelicals", "Hindus", "Jews", "Mormons",
        "Muslims", "Protestants", "Quakers", "Sikhs", "Sunnis",
    ),
    "faith": (
        "atheism", "Buddhism", "Catholicism", "Christianity", "Hinduism", "Islam", "Judaism", "Sikhism", "Taoism",
    ),
    "orientation": (
        "asexual", "bisexual", "gay", "heterosexual", "homosexual", "lesbian", "queer", "transgender", "trans",
    ),
    "people": (
        "Africans", "Americans", "Arabs", "Asians", "Canadians", "Cubans", "Egyptians", "Europeans", "Germans",
        "Greeks", "Indians", "Iranians", "Iraqis", "Israelis", "Italians", "Koreans", "Mexicans", "Nigerians",
        "Pakistanis", "Palestinians", "Poles", "Russians", "Syrians", "Turks", "Ukrainians",
    ),
}  # fmt: skip
"""Words that may stand for each other. Names that are words too (Rose, Will, May) are left out."""

_KIND = {word.casefold(): kind for kind, words in reversed(KINDS.items()) for word in words}
_WORD = re.compile(r"(?<![\w@#'’-])[A-Za-z][A-Za-z'’]*[A-Za-z](?![\w-])")
_PROPER = ("name", "surname", "town")  # in small letters they may be other words


def swapped(examples: Examples, copies: int, seed: int) -> Examples:
    """The examples, and behind them copies of those that have a word of `KINDS`, with others of its kind drawn for it.

    Args:
        copies: of each such text; one whose words happen to be drawn again is left out.
    """
    random = Random(f"swaps {seed}")
    texts, labels = list(examples.texts), list(examples.labels)
    for text, label in zip(examples.texts, examples.labels, strict=True):
        for _ in range(copies):
            other = _other(text, random)
            if other == text:
                break
            texts.append(other)
            labels.append(label)
    content = f"{examples.sha256} swapped {copies} {seed}"
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Examples(examples.task, tuple(texts), None, tuple(labels), examples.name, digest)


def _other(text: str, random: Random) -> str:
    """The text with other words; the same word gets the same one wherever it stands."""
    drawn: dict[str, str] = {}

    def draw(match: re.Match[str]) -> str:
        word, own = match[0], ""
        if word[-2:] in ("'s", "’s"):
            word, own = word[:-2], word[-2:]
        key = word.casefold()
        kind = _KIND.get(key)
        if kind is None or (kind in _PROPER and word.islower()):
            return match[0]
        if key not in drawn:
            drawn[key] = random.choice(KINDS[kind])
        other = drawn[key]
        if word.isupper() and len(word) > 1:
            return other.upper() + own
        return (other if other[0].isupper() and word[0].isupper() else other.lower()) + own

    return _WORD.sub(draw, text)
