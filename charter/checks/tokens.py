"""A text cut into words, each with its place; what nobody reads as words (addresses, handles) left out."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from charter.checks.spans import Spans
from lib.text import fold

# Soft separators (spaces within a line, hyphens, apostrophes) fall away: « bon marché » is found in « bon-marché ».
_TOKEN = regex.compile(r"[\p{L}\p{N}\p{M}]+|\n|[^\s\p{L}\p{N}\p{M}'’ʼ\u00AD\u200B\u2010-\u2015\uFE0F-]")
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_HUMP = regex.compile(r"\p{Lu}?[^\p{Lu}]+|\p{Lu}+(?!\p{Ll})")
HASHTAG = regex.compile(r"(?<![\w#&/＃])[#＃](?=\w*[^\W\d])\w+")
_SKIPPED = regex.compile(
    r"https?://\S+|www\.\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w+(?:[.-]\w+)*(?:@\w+(?:[.-]\w+)*)?"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:com|fr|org|net|eu|io|shop|paris|be|ch|ca|uk|social|app)\b(?:/\S*)?"
)
SHORT = 4  # below this many letters an accent makes another word: sur and sûr, ou and où


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign: folded for finding, exact without case, and its (start, end) in the text."""

    key: str
    exact: str
    start: int
    end: int
    shouted: bool = False


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The word without case, accents and ligatures."""
    if word.isascii():
        return word.casefold()
    return fold(word).replace("œ", "oe").replace("æ", "ae")


@lru_cache(maxsize=16)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and signs of the text in order; soft separators, addresses and handles are left out."""
    skipped = Spans(found.span() for found in _SKIPPED.finditer(text))
    return tuple(_token(text, *found.span()) for found in _TOKEN.finditer(text) if not skipped.hold(found.start()))


def humps(text: str) -> Iterator[list[Token]]:
    """The words within each hashtag: PromoFlash is Promo and Flash."""
    for tag in HASHTAG.finditer(text):
        pieces = [piece for word in _WORD.finditer(text, *tag.span()) for piece in _HUMP.finditer(text, *word.span())]
        if len(pieces) > 1:
            yield [_token(text, *piece.span()) for piece in pieces]


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    shouted = word.isupper()
    return Token(key(word), unicodedata.normalize("NFC", word.casefold()), start, end, shouted)
