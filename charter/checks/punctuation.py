"""Marks that stand wrongly in either language, and spaces before marks where English has none."""

from collections.abc import Iterator

import regex

from charter.checks.mending import Edit
from charter.checks.spans import Spans

_SKIPPED = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\S)\.\w+|[:;]['’-]?[)(DPpO/|*](?!\w)")
_SPACE = "[ \u00a0\u202f\u2009]"
_WRONG = regex.compile(
    rf"(?P<dots>\.{{3,}}|(?<=\p{{L}})\.\.(?![.\w]))"
    rf"|(?P<gap>(?<=[\p{{L}}\p{{N}})»”\"]){_SPACE}+(?=,(?!\d)|\.(?=\s|$)))"
    r"|(?P<comma>(?<=\p{L}\p{L}),(?=\p{L}\p{L}))"
    r"|(?P<twice>(?<=,),+)"
)
_ENGLISH = regex.compile(rf"(?<=[\p{{L}}\p{{N}})”\"’%]){_SPACE}+(?=[!?;:]+(?:\s|$))")
_RIGHT = {"dots": "…", "gap": "", "comma": ", ", "twice": ""}


def wrong(text: str, *, english: bool) -> list[Edit]:
    """What stands wrongly, with what should stand there: dots for an ellipsis, a space before a comma or none behind it."""
    skipped = Spans(found.span() for found in _SKIPPED.finditer(text))
    return sorted(edit for edit in _all(text, english=english) if not skipped.hold(edit[0]))


def _all(text: str, *, english: bool) -> Iterator[Edit]:
    for found in _WRONG.finditer(text):
        yield found.start(), found.end(), _RIGHT[found.lastgroup or ""]
    if english:
        yield from ((found.start(), found.end(), "") for found in _ENGLISH.finditer(text))
