"""What stands against a story: a picture alone that is gone after a day, where a network offers one among its options."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lib.findings import Advice, Blocker, Finding
from networks.parcels import Parcel


def check_story(parcel: Parcel) -> Iterator[Finding]:
    """What stands against the parcel as a story, and what readers would not see of it."""
    if len(parcel.media) > 1:
        sentence = _("A story shows one picture; there are %(used)d. Choose one for this account.")
        yield Blocker("story.one", sentence % {"used": len(parcel.media)}, about="media")
    if parcel.text.strip():
        yield Advice("story.text", _("A story shows its picture alone: nobody reads this text there."))
