"""The spaces of French typography: what a line may not break."""

import regex

from charter.checks.mending import Edit
from charter.checks.spans import Spans

NARROW, WIDE = "\u202f", "\u00a0"  # before ; ! ? and before : » % € and after «

_SKIPPED = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+|[:;]['’-]?[)(DPpO/|*](?!\w)|\d:\d|:\w+:")
_WRONG = regex.compile(
    r"(?P<thin>(?<=[\p{L}\p{N})\]»”\"’%€…])[ \u2009]?(?=[;!?]))"
    r"|(?P<wide>(?<=[\p{L}\p{N})\]»”\"’%€])[ \u202f\u2009]?(?=:(?!\w)))"
    r"|(?P<close>(?<=[^\s«])[ \u2009]?(?=»))"
    r"|(?P<open>(?<=«)[ \u2009]?(?=[^\s»\u00a0\u202f]))"
    r"|(?P<unit>(?<=\d)[ \u2009]?(?=[%€]))"
)


def wrong_spaces(text: str) -> list[Edit]:
    """Where a space is missing or a line might break: (start, end, what stands there rightly), in order."""
    skipped = Spans(found.span() for found in _SKIPPED.finditer(text))
    return [
        (*found.span(), NARROW if found.lastgroup == "thin" else WIDE)
        for found in _WRONG.finditer(text)
        if not skipped.touch(found.start(), found.end() + 1)
    ]
