"""Marks that stand wrongly in either language, and spaces before marks where English has none."""

from collections.abc import Iterator

import regex

from charter.checks.mending import Edit
from charter.checks.spans import Span, Spans

_SKIPPED = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\S)\.\w+|[:;]['’-]?[)(DPpO/|*](?!\w)")
_ADDRESS = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_SPACE = "[ \u00a0\u202f\u2009]"
_WRONG = regex.compile(
    rf"(?P<dots>\.{{3,}}|(?<=\p{{L}})\.\.(?![.\w]))"
    rf"|(?P<gap>(?<=[\p{{L}}\p{{N}})»”\"]){_SPACE}+(?=,(?!\d)|\.(?=\s|$)))"
    r"|(?P<comma>(?<=\p{L}\p{L}),(?=\p{L}\p{L}))"
    r"|(?P<twice>(?<=,),+)"
)
_ENGLISH = regex.compile(rf"(?<=[\p{{L}}\p{{N}})”\"’%]){_SPACE}+(?=[!?;:]+(?:\s|$))")
_RIGHT = {"dots": "…", "gap": "", "comma": ", ", "twice": ""}


_EXCLAMATION = regex.compile(rf"{_SPACE}*!")
_TRAILING = regex.compile(r"(?<!\[|\()(?:…|\.{3,})(?!\]|\))")


def exclamations(text: str) -> list[Span]:
    """The exclamation marks, each with the space before it; what stands in addresses is none."""
    return _outside(text, _EXCLAMATION)


def ellipses(text: str) -> list[Span]:
    """The dots that trail off; […] for what is left out of a quotation is none."""
    return _outside(text, _TRAILING)


def _outside(text: str, pattern: "regex.Pattern[str]") -> list[Span]:
    skipped = Spans(found.span() for found in _ADDRESS.finditer(text))
    return [found.span() for found in pattern.finditer(text) if not skipped.hold(found.start())]


def wrong(text: str, *, english: bool) -> list[Edit]:
    """What stands wrongly, with what should stand there: dots for an ellipsis, a space before a comma or none behind it."""
    skipped = Spans(found.span() for found in _SKIPPED.finditer(text))
    return sorted(edit for edit in _all(text, english=english) if not skipped.hold(edit[0]))


def _all(text: str, *, english: bool) -> Iterator[Edit]:
    for found in _WRONG.finditer(text):
        yield found.start(), found.end(), _RIGHT[found.lastgroup or ""]
    if english:
        yield from ((found.start(), found.end(), "") for found in _ENGLISH.finditer(text))
