"""What a watch looks for: words with operators, read once and held against texts.

    query       = either
    either      = all ("OR" all)*
    all         = part (["AND"] part)*
    part        = ["-" | "NOT"] (word | "several words" | word* | "(" either ")")

Case and accents do not count. OR, AND and NOT are capitals, also as OU, ET and SAUF, and `|` is OR.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from django.utils.translation import gettext as _

from lib.text import words

LONGEST = 500  # characters of a query
DEEPEST = 10  # parentheses within each other
OPERATORS = {"OR": "or", "OU": "or", "|": "or", "AND": "and", "ET": "and", "NOT": "not", "SAUF": "not"}
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}_]+")
_PART = regex.compile(
    r"""(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>[-−–](?=[\w"“«(#@]))|(?P<phrase>["“”«](?P<inside>[^"“”»]*)["“”»])"""
    r"""|(?P<quote>["“”«])|(?P<bar>\|)|(?P<word>[^\s()"“”«»|]+)|(?P<stray>.)""",
    regex.S,
)


class Unreadable(ValueError):
    """A query that cannot be read: a sentence for the person, and where (the place of a character, from 0)."""

    def __init__(self, sentence: str, place: int):
        super().__init__(sentence)
        self.place = place


@dataclass(frozen=True)
class Spot:
    """A word of a text, folded, and where it stands there."""

    word: str
    start: int
    end: int


def spots(text: str) -> Iterator[Spot]:
    """The words of a text with their places."""
    for found in _WORD.finditer(text):
        for word in words(found[0]):
            yield Spot(word, found.start(), found.end())


class Page:
    """A text made ready to be asked about; a list, so that no phrase reaches from one part into the next."""

    def __init__(self, *parts: str):
        self.spots = [[*spots(part)] for part in parts]
        self.words = frozenset(spot.word for part in self.spots for spot in part)


@dataclass(frozen=True)
class Term:
    """Words that follow each other; with `open_end` the last one is only how a word begins."""

    words: tuple[str, ...]
    open_end: bool = False

    positive = True

    def matches(self, page: Page) -> bool:
        """Whether the words stand in the text."""
        if not self.open_end and not page.words.issuperset(self.words):
            return False
        if len(self.words) == 1 and not self.open_end:
            return True
        return any(self._begins(part, place) for part in page.spots for place in range(len(part)))

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where the words stand in a text."""
        part = [*spots(text)]
        for place in range(len(part)):
            if self._begins(part, place):
                yield part[place].start, part[place + len(self.words) - 1].end

    def _begins(self, part: list[Spot], place: int) -> bool:
        following = [spot.word for spot in part[place : place + len(self.words)]]
        if len(following) < len(self.words):
            return False
        *whole, last = self.words
        return following[:-1] == whole and (following[-1].startswith(last) if self.open_end else following[-1] == last)

    def terms(self) -> Iterator["Term"]:
        """What may be marked in a text."""
        yield self


@dataclass(frozen=True)
class Not:
    """What must not be there."""

    part: "Node"

    positive = False

    def matches(self, page: Page) -> bool:
        """Whether it is absent."""
        return not self.part.matches(page)

    def terms(self) -> Iterator[Term]:
        """Nothing: what is absent is not marked."""
        yield from ()


@dataclass(frozen=True)
class All:
    """Parts that must all be there."""

    parts: tuple["Node", ...]

    @property
    def positive(self) -> bool:
        """Whether at least one part asks for words."""
        return any(part.positive for part in self.parts)

    def matches(self, page: Page) -> bool:
        """Whether every part is there."""
        return all(part.matches(page) for part in self.parts)

    def terms(self) -> Iterator[Term]:
        """The terms of every part."""
        for part in self.parts:
            yield from part.terms()


@dataclass(frozen=True)
class Either:
    """Parts of which one suffices."""

    parts: tuple["Node", ...]

    @property
    def positive(self) -> bool:
        """Whether each of them asks for words."""
        return all(part.positive for part in self.parts)

    def matches(self, page: Page) -> bool:
        """Whether one of the parts is there."""
        return any(part.matches(page) for part in self.parts)

    def terms(self) -> Iterator[Term]:
        """The terms of every part."""
        for part in self.parts:
            yield from part.terms()


Node = Term | Not | All | Either


@dataclass(frozen=True)
class Query:
    """A query that was read."""

    root: Node

    def matches(self, *parts: str) -> bool:
        """Whether a text, given in parts such as title and body, is what is looked for."""
        return self.root.matches(Page(*parts))

    def marks(self, text: str) -> list[tuple[int, int]]:
        """From where to where the words looked for stand in `text`, in order, none over another."""
        marks: list[tuple[int, int]] = []
        for start, end in sorted(place for term in self.root.terms() for place in term.found(text)):
            if marks and start <= marks[-1][1]:
                marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
            else:
                marks.append((start, end))
        return marks


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int


@lru_cache(maxsize=256)
def parse(text: str) -> Query:
    """The query that a text says. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(_("A watch looks for at most %(most)d characters of words.") % {"most": LONGEST}, LONGEST)
    root = _Reader(text).whole()
    if not root.positive:
        raise Unreadable(_("Say at least one word to look for: what only excludes words finds nearly everything."), 0)
    return Query(root)


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, text: str):
        self.tokens, self.end = [*_tokens(text)], len(text)
        self.depth = 0

    def whole(self) -> Node:
        if not self.tokens:
            raise Unreadable(_("Say which words to look for."), 0)
        root = self._either()
        if self.tokens:
            raise Unreadable(_("This parenthesis closes nothing."), self.tokens[0].place)
        return root

    def _either(self) -> Node:
        parts = [self._all()]
        while self._next() == "or":
            self.tokens.pop(0)
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self) -> Node:
        parts = [self._part()]
        while self._next() not in ("", "or", "close"):
            if self._next() == "and":
                self.tokens.pop(0)
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self) -> Node:
        if self._next() == "not":
            token = self.tokens.pop(0)
            if self._next() == "not":
                raise Unreadable(_("A word is excluded once, not twice."), token.place)
            return Not(self._part())
        if self._next() == "open":
            return self._group()
        if self._next() in ("", "or", "and", "close"):
            raise Unreadable(_("A word is missing here."), self.tokens[0].place if self.tokens else self.end)
        return _term(self.tokens.pop(0))

    def _group(self) -> Node:
        token = self.tokens.pop(0)
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(_("There are too many parentheses within each other."), token.place)
        inside = self._either()
        if self._next() != "close":
            raise Unreadable(_("This parenthesis is not closed."), token.place)
        self.tokens.pop(0)
        self.depth -= 1
        return inside

    def _next(self) -> str:
        return self.tokens[0].kind if self.tokens else ""


def _tokens(text: str) -> Iterator[_Token]:
    for found in _PART.finditer(text):
        kind = found.lastgroup if found.lastgroup != "inside" else "phrase"
        if kind == "quote":
            raise Unreadable(_("These quotation marks are not closed."), found.start())
        if kind == "stray":
            raise Unreadable(_("Quotation marks stand before and after words."), found.start())
        if kind == "phrase":
            yield _Token("phrase", found["inside"], found.start())
        elif kind != "space":
            yield _Token(_kind(str(kind), found[0]), found[0], found.start())


def _kind(kind: str, text: str) -> str:
    return OPERATORS.get(text, "word") if kind == "word" else {"minus": "not", "bar": "or"}.get(kind, kind)


def _term(token: _Token) -> Term:
    found = tuple(words(token.text))
    if not found:
        raise Unreadable(_("There is no word in “%(text)s”.") % {"text": token.text.strip() or '""'}, token.place)
    return Term(found, open_end=token.kind == "word" and token.text.endswith("*"))
