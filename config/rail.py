"""The rail: the product's rooms in the order of the work, each shown to those who may enter it."""

from collections.abc import Mapping
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
    "team:members": ("approvals/rule/",),
}


def rail(member: Membership, path: str) -> list[Entry]:
    """The entries this member may open, the one at `path` marked."""
    home = reverse("today", args=[member.brand.slug])
    open_to = {name: url for _label, _icon, name, right, _key in ROOMS if member.may(right) and (url := _address(member, name))}
    here = _here(path, open_to, home)
    return [
        Entry(str(label), icon, open_to[name], name == here, key, name in BAR)
        for label, icon, name, _right, key in ROOMS
        if name in open_to
    ]


def _address(member: Membership, name: str) -> str:
    try:
        return reverse(name, args=[member.brand.slug])
    except NoReverseMatch:
        return ""


def _here(path: str, rooms: Mapping[str, str], home: str) -> str:
    """The name of the room that a path belongs to: the one with the longest beginning of it; Today is its own page only."""
    if path == home:
        return "today"
    begins = {url: name for name, url in rooms.items() if name != "today"}
    begins |= {home + part: name for name, parts in ALSO.items() if name in rooms for part in parts}
    return begins.get(max(filter(path.startswith, begins), key=len, default=""), "")
