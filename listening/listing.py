"""The list of mentions: which ones, page by page; the filters are what stands in the address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lib import clock
from lib.pages import Keyset, Page
from listening.models import Mention, MentionState, Watch
from team.models import Brand, Membership

NOBODYS = Q(assignee=None) | Q(assignee__left_at__isnull=False, state=MentionState.FOLLOW)
NEWEST = Keyset("-at", "-pk", size=40)
STATES = {
    "new": pgettext_lazy("mentions", "To look at"),
    "follow": pgettext_lazy("mentions", "To follow up"),
    "seen": pgettext_lazy("mentions", "Seen"),
    "noise": pgettext_lazy("mentions", "Noise"),
    "all": pgettext_lazy("mentions", "All"),
}


@dataclass(frozen=True)
class Filters:
    """What is shown. `state` is "all" or a state, all leaves the noise out; `assignee` is "me", "nobody" or ""."""

    state: str = "new"
    watch: int | None = None
    assignee: str = ""

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Filters":
        """The filters of an address; what it says wrongly counts as not said."""
        state, watch = query.get("state", ""), str(query.get("watch") or "")
        return cls(
            state=state if state in STATES else "new",
            watch=int(watch) if watch.isascii() and watch.isdigit() and len(watch) < 18 else None,
            assignee=query["assignee"] if query.get("assignee") in ("me", "nobody") else "",
        )

    def address(self, **changes: Any) -> str:
        """The query of an address with these filters, those as usual left out."""
        usual, said = Filters(), {**vars(self), **changes}
        return urlencode({key: value for key, value in said.items() if value != getattr(usual, key)})

    def lets_through(self, mention: Mention, member: Membership) -> bool:
        """Whether the mention is among what is shown."""
        return chosen(mention.brand, self, member).filter(pk=mention.pk).exists()


def chosen(brand: Brand, filters: Filters, member: Membership) -> QuerySet[Mention]:
    """The brand's mentions that the filters let through, in no order."""
    rows = brand.mentions.all()
    rows = rows.exclude(state=MentionState.NOISE) if filters.state == "all" else rows.filter(state=filters.state)
    if filters.watch:
        rows = rows.filter(watch=filters.watch)
    if filters.assignee:
        rows = rows.filter(Q(assignee=member) if filters.assignee == "me" else NOBODYS)
    return rows


def page(brand: Brand, filters: Filters, member: Membership, after: str = "") -> Page:
    """A page of mentions with all that their rows show."""
    return NEWEST.page(with_rows(chosen(brand, filters, member)), after)


def lines(rows: QuerySet[Mention], zone: str) -> Iterator[list[object]]:
    """The mentions as lines of a table, their header first, the newest next; hours are those of the zone."""
    yield [_("Date and time"), _("Watch"), _("Source"), _("Author"), _("Title"), _("Excerpt"), _("Address"), _("State"),
           _("Who follows it up"), _("Note"), _("Draft made"), _("Found on")]  # fmt: skip
    for row in with_rows(rows).order_by("-at", "-pk").iterator(chunk_size=500):
        at, found = (clock.wall(moment, zone).isoformat(" ", "minutes") for moment in (row.at, row.found_at))
        follows = [str(row.assignee or ""), row.note, _("yes") if row.post_id else _("no")]
        said = [row.source, row.author, row.title, row.excerpt, row.url, row.get_state_display()]
        yield [at, row.watch.name, *said, *follows, found]


def with_rows(rows: QuerySet[Mention]) -> QuerySet[Mention]:
    """The mentions with all that their rows show, in one query."""
    return rows.select_related("brand", "watch", "assignee__user", "post")


def watches(brand: Brand) -> QuerySet[Watch]:
    """The brand's watches by name, each with how many of its mentions are `fresh` and of its feeds in `troubles`."""
    fresh = Count("mentions", filter=Q(mentions__state=MentionState.NEW), distinct=True)
    troubles = Count("feeds", filter=~Q(feeds__trouble=""), distinct=True)
    return brand.watches.annotate(fresh=fresh, troubles=troubles).order_by("name", "pk")


def counts(brand: Brand, filters: Filters) -> dict[str, int]:
    """How many mentions wait to be looked at, and to be followed up, in the watch that is shown."""
    rows = brand.mentions.filter(watch=filters.watch) if filters.watch else brand.mentions.all()
    return rows.aggregate(
        new=Count("pk", filter=Q(state=MentionState.NEW)), follow=Count("pk", filter=Q(state=MentionState.FOLLOW))
    )
