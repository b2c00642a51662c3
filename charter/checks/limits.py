"""How many hashtags, emojis and marks the charter allows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charter.checks import punctuation
from charter.checks.spans import Span
from charter.rules import Rules
from lib.findings import Advice, Finding, NeedsApproval


def hashtags(limit: int | None, places: list[Span]) -> Iterator[Finding]:
    """What is said of more hashtags than the limit; None is none."""
    if limit is not None and len(places) > limit:
        sentence = ngettext(
            "The charter allows %(limit)d hashtag; there are %(used)d.",
            "The charter allows %(limit)d hashtags; there are %(used)d.",
            limit,
        )
        if limit == 0:
            sentence = _("The charter wants no hashtags; there are %(used)d.")
        yield NeedsApproval("charter.hashtags", sentence % {"limit": limit, "used": len(places)}, places[limit])


def emoji(limit: int | None, places: list[Span]) -> Iterator[Finding]:
    """The same of emojis."""
    if limit is not None and len(places) > limit:
        sentence = ngettext(
            "The charter allows %(limit)d emoji; there are %(used)d.",
            "The charter allows %(limit)d emojis; there are %(used)d.",
            limit,
        )
        if limit == 0:
            sentence = _("The charter wants no emoji; there are %(used)d.")
        yield NeedsApproval("charter.emoji", sentence % {"limit": limit, "used": len(places)}, places[limit])


def marks(rules: Rules, text: str) -> Iterator[Finding]:
    """What is said of more exclamation marks than the limit, and of dots that trail off where they should not."""
    yield from _exclamations(rules.max_exclamations, text)
    for start, end in () if rules.ellipses else punctuation.ellipses(text):
        ends = not text[end:].strip() or text[end:].lstrip()[0].isupper()
        sentence = _("The charter lets no sentence trail off: end it.")
        yield Advice("charter.ellipses", sentence, (start, end), "." if ends else None)


def _exclamations(limit: int | None, text: str) -> Iterator[Finding]:
    places = punctuation.exclamations(text) if limit is not None else []
    if limit is not None and len(places) > limit:
        sentence = ngettext(
            "The charter allows %(limit)d exclamation mark; there are %(used)d.",
            "The charter allows %(limit)d exclamation marks; there are %(used)d.",
            limit,
        )
        if limit == 0:
            sentence = _("The charter wants no exclamation marks; there are %(used)d.")
        yield NeedsApproval("charter.exclamations", sentence % {"limit": limit, "used": len(places)}, places[limit], ".")
