"""Text from outside: made fit to be kept, and folded so that it is found."""

import unicodedata
from typing import Any

import regex

_UNKEPT = regex.compile(r"[\x00\ud800-\udfff]")
_UNSEEN = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANK = regex.compile(r"[^\S\u00a0\u202f]+")  # not the spaces that keep a sign beside its word
_WORD = regex.compile(r"[\p{L}\p{N}_]+")


def storable(text: str) -> str:
    """The text without what PostgreSQL does not keep: NUL, and surrogates that stand alone."""
    return _UNKEPT.sub("", text)


def storable_json(value: Any) -> Any:
    """A JSON value whose texts, keys too, can be kept."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): storable_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else storable(str(value))


def fold(text: str) -> str:
    """The text without case and accents, for finding."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return plain.casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _WORD.findall(fold(text))


def one_line(text: str, length: int) -> str:
    """The beginning of a text on one line, at most `length` characters, with an ellipsis when there is more.

    It ends behind a word, unless that would take more than a third of it.
    """
    line = _BLANK.sub(" ", text).strip()
    if len(line) <= length:
        return line
    words, _, _ = line[:length].rpartition(" ")
    return (words if 3 * len(words) >= 2 * length else line[: length - 1]).rstrip(" ,;:") + "…"


def shown(text: str) -> str:
    """The text with control and direction characters as visible signs; new lines and tabs stay."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
