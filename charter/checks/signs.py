"""What can be seen without reading: hashtags, emoji, capitals, rows of exclamation marks."""

import regex

from charter.checks.spans import Span
from charter.checks.tokens import HASHTAG
from lib.counting import emojis
from lib.text import fold

LONG = 15  # from so many letters on, a hashtag in one case is probably several words
_LOUD_WORD = regex.compile(r"(?<![\w#@&./-])\p{Lu}[\p{Lu}-]*\p{Lu}(?![\w./])")
_BETWEEN = regex.compile(r"[\s,'’]*(?:\p{Lu}[\s'’]+)*")
_MARKS = regex.compile(r"[!?]{3,}|!(?:[ \u00a0\u202f]?!){2,}")
LOUD_LETTERS = 4  # a word of so many capitals may shout; shorter ones are mostly abbreviations
LOUD_ALONE = 8  # a word of so many capitals shouts by itself; UNESCO and INSERM do not

__all__ = ["emojis", "hashtags", "loud", "unreadable_hashtags"]


def hashtags(text: str) -> list[Span]:
    """The places of the hashtags."""
    return [found.span() for found in HASHTAG.finditer(text)]


def loud(text: str, names: tuple[str, ...] = ()) -> list[Span]:
    """The places where the text shouts: words in capitals, rows of exclamation marks. Words of `names` do not."""
    quiet = {word for name in names for word in regex.findall(r"\w+", fold(name))}
    words = [found.span() for found in _LOUD_WORD.finditer(text) if fold(found[0]) not in quiet]
    runs = [run for run in _runs(text, words) if _shouts(text, run)]
    return sorted([(run[0][0], run[-1][1]) for run in runs] + [found.span() for found in _MARKS.finditer(text)])


def _runs(text: str, words: list[Span]) -> list[list[Span]]:
    """The words, those that follow each other together."""
    runs: list[list[Span]] = []
    for word in words:
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1][1], word[0]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _shouts(text: str, run: list[Span]) -> bool:
    long = [end - start for start, end in run if end - start >= LOUD_LETTERS]
    return len(long) >= 2 or any(length >= LOUD_ALONE for length in long)


def unreadable_hashtags(text: str, own: tuple[str, ...] = ()) -> list[tuple[Span, str | None]]:
    """Hashtags that a screen reader cannot read word by word, each with how the brand itself writes it, if it does."""
    known = {fold(tag): tag for tag in own}
    found: list[tuple[Span, str | None]] = []
    for start, end in hashtags(text):
        tag = text[start:end]
        right = known.get(fold(tag))
        if right and right != tag:
            found.append(((start, end), right))
        elif not right and len(tag) > LONG and (tag.islower() or tag.isupper()) and "_" not in tag:
            found.append(((start, end), None))
    return found
