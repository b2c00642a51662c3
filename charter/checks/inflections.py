"""The forms in which a word of the charter may turn up: plural, feminine, regular verbs, in French and in English.

Generous with forms nobody writes (they harm nobody), careful with those that are another word.
"""

from collections.abc import Iterator
from functools import lru_cache

FEMININE = (
    ("eur", "euse"), ("teur", "trice"), ("eux", "euse"), ("if", "ive"), ("er", "ère"), ("el", "elle"), ("en", "enne"),
    ("on", "onne"), ("et", "ette"), ("et", "ète"), ("f", "ve"), ("gue", "guë"),
)  # fmt: skip
# What French words hardly have: only words with these are compared as in English, where « port » is no "porter".
ENGLISH_LETTERS = ("w", "k", "ea", "ee", "oo", "sh", "th", "gh")
FIRST_GROUP = (
    *("e", "es", "ons", "eons", "ez", "ent", "é", "és", "ée", "ées", "ant", "eant", "ais", "ait", "ions", "iez", "aient"),
    *("erai", "eras", "era", "erons", "erez", "eront", "erais", "erait", "eraient"),
)
SECOND_GROUP = ("is", "it", "i", "ie", "ies", "issons", "issez", "issent", "issant", "issait", "ira", "irez", "iront")
THIRD_GROUP = ("", "s", "ons", "ez", "ent", "u", "ue", "us", "ues", "ant", "ait", "ra", "rez", "ront")


@lru_cache(maxsize=20_000)
def plurals(word: str) -> frozenset[str]:
    """The plural forms of a word, and the singular of one that looks like a plural."""
    return frozenset(_plurals(word)) - {word}


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """All forms of one word, itself among them; small letters, accents kept."""
    if len(word) < 3 or not word.isalpha():
        return frozenset({word})
    found = {word, *_plurals(word)}
    if len(word) >= 4:
        found |= {feminine for one in (word, *_singulars(word)) for feminine in _feminines(one)} | set(_english(word))
    if len(word) >= 5:
        found |= set(_conjugated(word))
    return frozenset(found)


def _plurals(word: str) -> Iterator[str]:
    if len(word) < 3:
        return
    if word.endswith(("s", "x", "z")):
        if len(word) > 4 and word.endswith(("s", "eaux")) and not word.endswith("ss"):
            yield word[:-1]
        return
    yield word + "s"
    if word.endswith(("au", "eu", "ou")):
        yield word + "x"
    if word.endswith("al"):
        yield word[:-2] + "aux"
    if word.endswith("ail"):
        yield word[:-3] + "aux"
    if word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    if word.endswith(("ch", "sh")):
        yield word + "es"


def _singulars(word: str) -> Iterator[str]:
    """What a plural is the plural of; nothing of a word that looks like none."""
    return (other for other in _plurals(word) if len(other) < len(word))


def _feminines(word: str) -> Iterator[str]:
    for masculine, feminine in FEMININE:
        if word.endswith(masculine):
            stem = word[: -len(masculine)] + feminine
            yield from (stem, stem + "s")
    takes_e = word.endswith(("i", "u", "t", "d", "l", "n", "r", "is", "us")) and len(word) >= 5
    if word.endswith("é") or (takes_e and not word.endswith(("er", "on", "en", "el"))):
        yield from (word + "e", word + "es")


def _english(word: str) -> Iterator[str]:
    if any(letters in word for letters in ENGLISH_LETTERS) and "eau" not in word:
        yield from (word.removesuffix("e") + ending for ending in ("er", "est"))
    if word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")
    else:
        yield from (word + "ed", word + "ing")


def _conjugated(word: str) -> Iterator[str]:
    if word.endswith("er"):
        yield from (word[:-2] + ending for ending in FIRST_GROUP)
    elif word.endswith("ir"):
        yield from (word[:-2] + ending for ending in SECOND_GROUP)
    elif word.endswith("dre"):
        yield from (word[:-2] + ending for ending in THIRD_GROUP)
