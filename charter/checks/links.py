"""Words that lead to an address and say nothing of what is there: « cliquez ici », "read more here"."""

from itertools import chain

import regex

from charter.checks.spans import Span

_ADDRESS = r"(?:https?://|www\.)"
_BETWEEN = r"[\s:;,.!\p{So}\p{Sm}\p{Extended_Pictographic}\uFE0F>–—-]*+"

# Empty wherever they stand.
_EMPTY = regex.compile(
    r"(?<!\w)(?:cli(?:que[zr]?)(?:\s+(?:juste\s+)?(?:ici|là)|\s+sur\s+(?:ce|le)\s+lien)(?!\w)"
    r"|(?:click|tap|press)\s+(?:just\s+)?(?:here|(?:this|the)\s+link|on\s+(?:this|the)\s+link)(?!\w))",
    regex.IGNORECASE,
)
# Empty just before an address only: « ici, on navigue » and "we are here until five" are none.
_BEFORE = regex.compile(
    r"(?<![\w’'-])(?:(?:c['’]est\s+)?(?:juste\s+|par\s+)?(?:ici|là)|(?:pour\s+)?en\s+savoir\s+plus|(?:ce|le)\s+lien"
    r"|(?:read\s+|learn\s+|find\s+out\s+|see\s+)?more(?:\s+here)?|(?:right\s+|over\s+)?here|(?:this|the)\s+link)"
    rf"(?={_BETWEEN}{_ADDRESS})",
    regex.IGNORECASE,
)


def empty(text: str) -> list[Span]:
    """The places of such words, in order."""
    places = {found.span() for found in chain(_EMPTY.finditer(text), _BEFORE.finditer(text))}
    return sorted(place for place in places if not any(_within(place, other) for other in places))


def _within(place: Span, other: Span) -> bool:
    return place != other and other[0] <= place[0] and place[1] <= other[1]
