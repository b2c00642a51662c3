"""Which rules of the community charter a message is about, and the prepared replies to it, the fitting ones first."""

from collections.abc import Iterator
from dataclasses import dataclass

from charter import community, papers
from charter.checks.language import guess
from charter.checks.words import find
from charter.models import Paper
from charter.paper_forms.community import LADDER, key_of
from charter.paper_forms.tongues import LANGUAGES
from charter.papers import KINDS
from charter.rules import WordRule
from charter.sections import Content
from lib.text import one_line, words

KEYWORD = 100  # what a word by which the rule is known weighs against one that merely stands in both texts
LONG = 5  # letters from which on a word says something


@dataclass(frozen=True)
class Rule:
    """A rule in the words of a language; `fits` tells whether the message is about it, `key` knows it again in later versions.

    `ladder` are names of measures, the mildest first.
    """

    key: str
    text: str
    fits: bool
    ladder: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """A prepared reply as it was written, its language, and the rule it belongs to."""

    text: str
    language: str
    rule: Rule


def language_of(text: str, fallback: str) -> str:
    """The language to answer a text in: that of its small words, or the fallback; `fr` or `en`."""
    return guess(text) or (fallback if fallback in LANGUAGES else LANGUAGES[0])


def rules(paper: Paper, said: str, language: str) -> list[Rule]:
    """The rules, those first that the message is about."""
    return [rule for rule, _row in _weighed(paper, said, language)]


def replies(paper: Paper, said: str, language: str) -> list[Reply]:
    """The prepared replies, those first that fit the message; in the other language where there is none in this one."""
    return [reply for rule, row in _weighed(paper, said, language) for reply in _of(rule, row, language)]


def next_measure(rule: Rule, taken: set[str]) -> str:
    """The measure that comes after those that were taken already; "" at the end of the ladder."""
    order = [name for name, _label in LADDER if name in rule.ladder]
    last = max((order.index(name) for name in taken if name in order), default=-1)
    return order[last + 1] if last + 1 < len(order) else ""


def _weighed(paper: Paper, said: str, language: str) -> list[tuple[Rule, Content]]:
    rows = papers.content(paper, KINDS[Paper.Kind.COMMUNITY].parts["rules"])["rows"]
    weights = [_weight(row, said) for row in rows]
    order = sorted(range(len(rows)), key=lambda place: -weights[place])
    return [(_rule(rows[place], weights[place], language), rows[place]) for place in order]


def _weight(row: Content, said: str) -> int:
    """How much the message is about the rule: words by which it is known, then words that stand in both."""
    known = tuple(WordRule(word.strip()) for word in row["words"].split(",") if word.strip())
    both = {word for word in words(said) if len(word) >= LONG} & set(words(" ".join(str(row[name]) for name in _TEXTS)))
    return KEYWORD * (len(find(known, said)) if known else 0) + len(both)


_TEXTS = ("fr", "en", "reply_fr", "reply_en")


def _rule(row: Content, weight: int, language: str) -> Rule:
    text = row[language] or row["en"] or row["fr"]
    return Rule(key_of(row), one_line(text, 160), weight >= KEYWORD, tuple(row["ladder"]))


def _of(rule: Rule, row: Content, language: str) -> Iterator[Reply]:
    other = next(one for one in LANGUAGES if one != language)
    found = community.replies(row, language)
    yield from (Reply(text, language if found else other, rule) for text in found or community.replies(row, other))
