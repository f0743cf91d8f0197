"""Invented names: people, towns, companies, composed of syllables that three languages share.

Latin and Cyrillic syllables are aligned one to one, so that the Ukrainian spelling follows from the
English one and back. Names always begin with a consonant (no French elision before them). Every
composed name belongs to exactly one split, by a hash of its syllables: held-out names never occur in
training text.
"""

import zlib
from random import Random
from typing import Literal

from .forms import Word

Split = Literal["train", "heldout"]

LETTERS = {
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "і",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "y": "й", "z": "з",
}  # fmt: skip
CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"
SYLLABLES = tuple(c + v for c in CONSONANTS for v in VOWELS)

PERSON_ENDINGS = (
    "nek", "ran", "lis", "dor", "ven", "tik", "sol", "mar", "bel", "kos",
    "gan", "pul", "zar", "fen", "rin", "lov", "tas", "nur", "vik", "dem",
)  # fmt: skip
# Latin ending, then Cyrillic: base, locative, genitive (a masculine noun of the hard group).
TOWN_ENDINGS = {
    "burg": ("бург", "бурзі", "бурга"),
    "berg": ("берг", "берзі", "берга"),
    "dorf": ("дорф", "дорфі", "дорфа"),
    "feld": ("фельд", "фельді", "фельда"),
    "mont": ("монт", "монті", "монта"),
    "port": ("порт", "порті", "порта"),
    "stad": ("стад", "стаді", "стада"),
    "gard": ("гард", "гарді", "гарда"),
    "holm": ("гольм", "гольмі", "гольма"),
    "kamp": ("камп", "кампі", "кампа"),
}
COMPANY_ENDINGS = {
    "tek": "тек", "nova": "нова", "ron": "рон", "deks": "декс", "luks": "люкс",
    "mil": "міл", "san": "сан", "polis": "поліс", "trans": "транс", "bank": "банк",
}  # fmt: skip

MEN = {
    "Viktor": "Віктор", "Martin": "Мартін", "Daniel": "Даніель", "Robert": "Роберт",
    "Adam": "Адам", "Anton": "Антон", "Leon": "Леон", "Marko": "Марко", "Oskar": "Оскар",
    "Emil": "Еміль", "Roman": "Роман", "Stefan": "Стефан", "Tomas": "Томас", "Simon": "Симон",
    "Karl": "Карл", "Hugo": "Гуго", "Felix": "Фелікс", "Pavlo": "Павло", "Maksym": "Максим",
    "Ivan": "Іван",
}  # fmt: skip
WOMEN = {
    "Anna": "Анна", "Maria": "Марія", "Elena": "Елена", "Sofia": "Софія", "Julia": "Юлія",
    "Laura": "Лаура", "Vera": "Віра", "Nina": "Ніна", "Olena": "Олена", "Oksana": "Оксана",
    "Clara": "Клара", "Marta": "Марта", "Iryna": "Ірина", "Diana": "Діана", "Eva": "Ева",
    "Natalia": "Наталія", "Kateryna": "Катерина", "Lina": "Ліна", "Emma": "Емма",
    "Alice": "Аліса",
}  # fmt: skip


def transliterate(latin: str) -> str:
    """Letter by letter; the inverse is unique."""
    out = "".join(LETTERS[char] for char in latin.lower())
    return out.capitalize() if latin[0].isupper() else out


def split_of(name: str) -> Split:
    """The split to which a composed name belongs (about one name in ten is held out)."""
    return "heldout" if zlib.crc32(name.encode()) % 10 == 0 else "train"


def _stem(rng: Random, ending: str, split: Split) -> str:
    """One or two syllables that with the ending make a name of the split."""
    while True:
        syllables = [rng.choice(SYLLABLES) for _ in range(1 if rng.random() < 0.25 else 2)]
        stem = "".join(syllables).capitalize()
        if split_of(stem + ending) == split:
            return stem


def _odd(rng: Random) -> str:
    """A name outside the syllables, to be spelled letter by letter."""
    letters = "".join(LETTERS)
    first = rng.choice([c for c in letters if c not in "aeiouhy"])
    rest = "".join(rng.choice("aeiou" if rng.random() < 0.4 else letters) for _ in range(5))
    return (first + rest[: rng.randint(2, 5)]).capitalize()


def person(rng: Random, split: Split, odd: float = 0.0, man: bool | None = None) -> Word:
    """First name and surname; the first name tells the gender (either, unless told)."""
    man = rng.random() < 0.5 if man is None else man
    first, first_uk = rng.choice(list((MEN if man else WOMEN).items()))
    if rng.random() < odd:
        last = _odd(rng)
    else:
        ending = rng.choice(PERSON_ENDINGS)
        last = _stem(rng, ending, split) + ending
    latin = f"{first} {last}"
    uk = f"{first_uk} {transliterate(last)}"
    return Word(latin, latin, uk, gender=0 if man else 1)


def invented_town(rng: Random, split: Split) -> Word:
    ending = rng.choice(list(TOWN_ENDINGS))
    stem = _stem(rng, ending, split)
    uk, loc, gen = (transliterate(stem) + form for form in TOWN_ENDINGS[ending])
    return Word(stem + ending, stem + ending, uk, {"uk:loc": loc, "uk:gen": gen})


def company(rng: Random, split: Split, odd: float = 0.0) -> Word:
    if rng.random() < odd:
        latin = _odd(rng)
        return Word(latin, latin, transliterate(latin))
    ending = rng.choice(list(COMPANY_ENDINGS))
    stem = _stem(rng, ending, split)
    return Word(stem + ending, stem + ending, transliterate(stem) + COMPANY_ENDINGS[ending])
