"""Whole numbers as addresses and forms bring them: what is none, or longer than a row's number can be, counts as none."""

from collections.abc import Iterable

DIGITS = 18  # of the number of a row: all of them fit into a bigint


def number(text: object, *, digits: int = DIGITS) -> int:
    """The number that a text says, of so many digits at most; 0 where it says none."""
    said = str(text or "")
    return int(said) if len(said) <= digits and said.isdecimal() else 0


def numbers(texts: Iterable[object]) -> list[int]:
    """Those of the texts that say one, in their order."""
    return [found for text in texts if (found := number(text))]
