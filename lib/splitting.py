"""Cutting a text that is too long into pieces that fit: between paragraphs, sentences or words, whole characters at worst."""

from collections.abc import Callable, Iterator

import regex

Fits = Callable[[str, int], bool]  # whether a text fits as the piece of that number, from 0 on

CUTS = (  # where to cut, best first; each match ends what may stand before the cut
    regex.compile(r"\n\s*\n"),
    regex.compile(r"[.!?…]+[»\"”’)\]]*(?=\s)|\n|[。！？]"),
    regex.compile(r"\s+"),
    regex.compile(r"\X"),
    regex.compile(r"(?s:.)"),
)
WORTH = 0.4  # a better place is taken when it leaves at least this share of what would fit


def split(text: str, fits: Fits, *, most: int = 100) -> list[str] | None:
    """The text in pieces of which each fits; nothing but white space at the cuts is lost. None when it takes more than `most`."""
    pieces: list[str] = []
    rest = text.strip()
    while rest and len(pieces) <= most:
        piece = _first(rest, lambda start: fits(start, len(pieces)))
        pieces.append(piece.rstrip())
        rest = rest[len(piece) :].lstrip()
    return pieces if pieces and not rest and len(pieces) <= most else None


def _first(text: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits, ended at the best place; one character where nothing does."""
    longest = _longest(text, fits)
    if longest == len(text):
        return text
    for cut in CUTS:
        places = [place for place in _ends(cut, text, longest) if fits(text[:place].rstrip())]
        if places and (places[-1] >= WORTH * longest or cut in CUTS[3:]):
            return text[: places[-1]]
    return text[:1]


def _ends(cut: "regex.Pattern[str]", text: str, longest: int) -> Iterator[int]:
    """The places in the beginning of `longest` characters after which the text may be cut, the last twenty of them."""
    found = [match.end() for match in cut.finditer(text[: longest + 2]) if 0 < match.end() <= longest]
    yield from found[-20:]


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """About how many characters fit: what is counted grows with the text, but for words that are shortened when whole."""
    high = 256
    while high < len(text) and fits(text[:high].rstrip()):
        high *= 2
    low, high = (high // 2 if high > 256 else 0), min(high, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle].rstrip()) else (low, middle - 1)
    return max(low, 1)
