"""What can go wrong when a feed is read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    """What went wrong when a feed was read the last time."""

    NOT_REACHED = "not_reached", _("The address does not answer.")
    REFUSED = "refused", _("The address is not a public one, so it is not read.")
    TOO_SLOW = "too_slow", _("The answer was cut off or took too long.")
    TOO_LARGE = "too_large", _("The answer is larger than a feed may be.")
    MOVED_AROUND = "moved_around", _("The address leads on and on: give that of the feed itself.")
    DENIED = "denied", _("The site does not let the feed be read.")
    ABSENT = "absent", _("There is nothing at this address any more.")
    GONE = "gone", _("The site says that this feed has ended.")
    BUSY = "busy", _("The site asked for patience.")
    BROKEN = "broken", _("The site has a fault of its own.")
    NO_FEED = "no_feed", _("There is no feed at this address, nor a page that names one.")

    @property
    def ours(self) -> bool:
        """Whether somebody of the brand has to do something about it; otherwise the site has, or it passes."""
        return self in OURS


OURS = {
    Trouble.REFUSED,
    Trouble.TOO_LARGE,
    Trouble.MOVED_AROUND,
    Trouble.DENIED,
    Trouble.ABSENT,
    Trouble.GONE,
    Trouble.NO_FEED,
}
