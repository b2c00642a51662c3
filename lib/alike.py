"""Telling texts apart that say nearly the same: a gist of 64 bits, of which near texts share most (a SimHash, Charikar 2002)."""

from collections.abc import Iterator
from hashlib import blake2b

import regex

from lib.text import words

BITS = 64
NEAR = 20  # bits in which the gists of two texts may differ when one is made of the other: then the texts are compared
ALIKE = 0.55  # share of their three-letter pieces that two texts have in common when they say nearly the same
FEWEST = 4  # words below which nothing can be told

_ADDRESS = regex.compile(r"https?://\S+")


def gist(text: str) -> int | None:
    """The gist of a text, from -2⁶³ to 2⁶³-1, whatever its case, accents, marks and addresses; None for a few words only."""
    found = bare(text).split()
    if len(found) < FEWEST:
        return None
    weights = [0] * BITS
    for feature in _features(found):
        value = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest())
        for bit in range(BITS):
            weights[bit] += 1 if value >> bit & 1 else -1
    total = sum(1 << bit for bit, weight in enumerate(weights) if weight > 0)
    return total - (1 << BITS) if total >= 1 << (BITS - 1) else total


def _features(found: list[str]) -> Iterator[str]:
    """Words that mean something, and each with the next two."""
    yield from (word for word in found if len(word) > 3)
    yield from (" ".join(found[place : place + 3]) for place in range(len(found) - 2))


def bare(text: str) -> str:
    """The words of the text alone, as two texts are compared."""
    return " ".join(words(_ADDRESS.sub(" ", text)))


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1 for the same words."""
    ours, theirs = _pieces(bare(one)), _pieces(bare(other))
    return len(ours & theirs) / (len(ours | theirs) or 1)


def _pieces(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(len(text) - 2)}
