"""The rail: the product's rooms in the order of the work, each shown to those who may enter it."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from team.models import Membership
from team.rights import Right


@dataclass(frozen=True)
class Entry:
    """One entry of the rail, for one page."""

    label: str
    icon: str
    url: str
    current: bool
    key: str
    bar: bool = False
    count: int | None = None


ROOMS = [
    (_("Today"), "today", "today", Right.VIEW, "t"),
    (_("Campaigns"), "target", "campaigns:list", Right.VIEW, "p"),
    (_("Calendar"), "calendar", "editorial:calendar", Right.VIEW, "c"),
    (_("Ideas"), "bulb", "editorial:ideas", Right.VIEW, "d"),
    (_("Stock"), "layers", "editorial:stock", Right.VIEW, "s"),
    (_("Inbox"), "inbox", "moderation:inbox", Right.READ_INBOX, "i"),
    (_("Library"), "images", "editorial:library", Right.VIEW, "l"),
    (_("Watch"), "eye", "listening:mentions", Right.VIEW, "w"),
    (_("Results"), "chart", "analytics:results", Right.MEASURE, "r"),
    (_("Charter"), "book", "charter:show", Right.VIEW, "h"),
    (_("Accounts"), "link", "publishing:accounts", Right.VIEW, "a"),
    (_("Team"), "people", "team:members", Right.VIEW, "e"),
]

# On a phone these stay in sight; the others are behind the menu.
BAR = {"today", "editorial:calendar", "moderation:inbox"}

# What else belongs to a room: the beginnings of addresses behind the brand's.
ALSO = {
    "campaigns:list": ("plans/",),
    "editorial:calendar": ("posts/", "approvals/", "series/", "imports/", "feeds/"),
    "editorial:library": ("pictures/",),
    "publishing:accounts": ("delivery/",),
}


def rail(member: Membership, path: str) -> list[Entry]:
    """The entries this member may open, the one at `path` marked."""
    entries, home = [], reverse("today", args=[member.brand.slug])
    for label, icon, name, right, key in ROOMS:
        if not member.may(right):
            continue
        try:
            url = reverse(name, args=[member.brand.slug])
        except NoReverseMatch:
            continue
        entries.append(Entry(str(label), icon, url, _here(path, name, url, home), key, name in BAR))
    return entries


def _here(path: str, name: str, url: str, home: str) -> bool:
    if name == "today":
        return path == url
    return path.startswith((url, *(home + part for part in ALSO.get(name, ()))))
