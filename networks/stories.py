"""What stands against a story: a picture or film alone that is gone after a day, where a network offers one among its options."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lib.findings import Advice, Blocker, Finding
from networks.media_rules import PictureRules
from networks.parcels import Parcel

# Width / height of a phone held upright, which a story fills: Meta's pages as a public note quotes them, 2026-10-06.
SCREEN = 9 / 16


def filling(rules: PictureRules) -> PictureRules:
    """How the picture of a story is made: as tall as the screen, so that the network neither cuts it nor shows bars."""
    return replace(rules, min_ratio=SCREEN, max_ratio=SCREEN)


def taken(rules: PictureRules) -> PictureRules:
    """What the network itself takes as a story: every ratio, the missing part shown as bars."""
    return replace(rules, min_ratio=None, max_ratio=None)


def check_story(parcel: Parcel, *, films: bool) -> Iterator[Finding]:
    """What stands against the parcel as a story, and what readers would not see of it; `films`: whether one is taken here."""
    if not films and any(item.is_video for item in parcel.media):
        yield Blocker("story.film", _("A story is made of a picture here: choose one for this account."), about="media")
    if len(parcel.media) > 1:
        sentence = _("A story shows one picture or film; there are %(used)d. Choose one for this account.")
        yield Blocker("story.one", sentence % {"used": len(parcel.media)}, about="media")
    if parcel.text.strip():
        yield Advice("story.text", _("A story shows its picture or film alone: nobody reads this text there."))
