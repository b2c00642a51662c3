"""Finding the charter's words in a text: whole words, in their forms, whatever the case and the accents."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from charter.checks.inflections import forms, plurals
from charter.checks.tokens import SHORT, Token, humps, key, tokens
from charter.rules import WordRule

VOWELS = "aeiouy"


@dataclass(frozen=True)
class Found:
    """A word of the charter at a place of the text, and what could stand there instead, when that is sure.

    `at` is the place of what would be replaced, where the small word before it changes too.
    """

    rule: WordRule
    place: tuple[int, int]
    written: str
    mend: str | None
    at: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Pattern:
    """What is looked for: for each word in a row, its forms (folded, with how they are written). No rule: allowed."""

    rule: WordRule | None
    steps: tuple[dict[str, frozenset[str]], ...]


Index = dict[str, list[_Pattern]]


def find(rules: tuple[WordRule, ...], text: str) -> list[Found]:
    """Every place where one of the words stands, in order. A word within its own replacement is none."""
    index = _index(rules)
    words = tokens(text)
    found = list(_walk(index, words, text))
    taken = {place.place[0] for place in found}
    for pieces in humps(text):
        found += [place for place in _walk(index, pieces, text) if place.place[0] not in taken]
    return sorted(found, key=lambda place: place.place)


def conflict(rules: Sequence[WordRule]) -> tuple[WordRule, WordRule] | None:
    """A word whose replacement holds another word that is never to be used, and that other word; None when there is none."""
    never = tuple(rule for rule in rules if rule.never)
    index = _index(tuple(replace(rule, instead="") for rule in never))
    for rule in rules:
        if _may_hold(index, rule):
            others = tuple(other for other in never if key(other.text) != key(rule.text))
            if found := find(others, rule.instead):
                return rule, found[0].rule
    return None


def _may_hold(index: Index, rule: WordRule) -> bool:
    """Whether the replacement has a word with which another word of the index begins; spares most of them the search."""
    words = [*tokens(rule.instead), *(piece for pieces in humps(rule.instead) for piece in pieces)]
    begun = (pattern.rule for word in words for pattern in index.get(word.key, ()))
    return any(other and key(other.text) != key(rule.text) for other in begun)


@lru_cache(maxsize=64)
def _index(rules: tuple[WordRule, ...]) -> Index:
    """The patterns by each form of their first word, the longest first, what is forbidden before what is allowed."""
    patterns = [_Pattern(rule, _steps(rule.text)) for rule in rules]
    patterns += [_Pattern(None, _steps(rule.instead)) for rule in rules if rule.instead]
    index: defaultdict[str, list[_Pattern]] = defaultdict(list)
    for pattern in patterns:
        for first in pattern.steps[0] if pattern.steps else ():
            index[first].append(pattern)
    for rivals in index.values():
        rivals.sort(key=lambda pattern: (-len(pattern.steps), pattern.rule is None))
    return dict(index)


def _steps(phrase: str) -> tuple[dict[str, frozenset[str]], ...]:
    return tuple(_ways(token.exact) for token in tokens(phrase))


def _ways(word: str) -> dict[str, frozenset[str]]:
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms(word):
        ways[key(form)].add(form)
    return {folded: frozenset(written) for folded, written in ways.items()}


def _walk(index: Index, words: Sequence[Token], text: str) -> Iterator[Found]:
    place = 0
    while place < len(words):
        pattern = next((rival for rival in index.get(words[place].key, ()) if _matches(rival, words, place)), None)
        if pattern is None:
            place += 1
            continue
        if pattern.rule:
            yield _found(pattern.rule, words, place, len(pattern.steps), text)
        place += len(pattern.steps)


def _matches(pattern: _Pattern, words: Sequence[Token], place: int) -> bool:
    row = words[place : place + len(pattern.steps)]
    return len(row) == len(pattern.steps) and all(_is(step, word) for step, word in zip(pattern.steps, row, strict=True))


def _is(ways: dict[str, frozenset[str]], word: Token) -> bool:
    written = ways.get(word.key)
    if written is None:
        return False
    return len(word.key) >= SHORT or word.shouted or word.exact in written


def _found(rule: WordRule, words: Sequence[Token], place: int, length: int, text: str) -> Found:
    start, end = words[place].start, words[place + length - 1].end
    mend = _mend(rule, text[start:end])
    before = words[place - 1] if place else None
    if mend and before and text[before.end : start].strip(" '’\u00a0") == "":
        return _elided(rule, before, (start, end), mend, text)
    return Found(rule, (start, end), text[start:end], mend)


def _mend(rule: WordRule, written: str) -> str | None:
    """The replacement in the number and the case of what was written; None when that would take grammar."""
    mend = rule.instead
    if not mend:
        return None
    if key(written) != key(rule.text):
        if " " in mend or key(written) not in _plurals(rule.text.casefold()):
            return None
        mend = _plural(mend)
    if written.isupper() and len(written) > 1:
        return mend.upper()
    return mend[0].upper() + mend[1:] if written[0].isupper() else mend


def _plurals(phrase: str) -> set[str]:
    """The phrase with its last word in the plural, folded."""
    head, space, last = phrase.rpartition(" ")
    return {key(head + space + plural) for plural in plurals(last)}


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    return word + "x" if word.endswith(("au", "eu")) else word + "s"


def _elided(rule: WordRule, before: Token, place: tuple[int, int], mend: str, text: str) -> Found:
    """The same with the small word before it: d' and de, le and l', as the replacement wants it."""
    end, written = place[1], text[place[0] : place[1]]
    vowel = key(mend[0]) in VOWELS
    if before.key in ("de", "le", "la") and vowel:
        return Found(rule, place, written, f"{text[before.start]}’{mend}", (before.start, end))
    if before.key == "d" and not vowel:
        return Found(rule, place, written, f"{text[before.start]}e {mend}", (before.start, end))
    if before.key == "l" and not vowel:
        return Found(rule, place, written, None)
    return Found(rule, place, written, mend)
