"""Reading the feeds that are due, and keeping what the watches look for."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from lib import clock
from lib.feeds import pace, reading
from lib.feeds.entries import Contents, Entry
from lib.feeds.wire import Failed, Fetched
from lib.locks import alone, one_by_one
from lib.text import one_line
from listening import query
from listening.models import Feed, Mention, Watch
from team import notices
from team.rights import Right

MOST = 200  # mentions kept for one watch from one reading, the newest
A_DAY = timedelta(days=1)
BEFORE, LONGEST = 90, 360  # characters of an excerpt: before the first word looked for, and in all


def due() -> list[int]:
    """The feeds whose time has come and that a watch wants, those due longest first."""
    rows = Feed.objects.filter(next_at__lte=clock.now(), watches__paused_at=None, watches__isnull=False)
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True).distinct())


def gather(feed_id: int) -> int:
    """Read one feed if it is due; returns how many mentions are new. Only one worker reads a feed at a time."""
    with alone(f"feed:{feed_id}") as mine:
        feed = Feed.objects.select_related("brand").filter(pk=feed_id).first() if mine else None
        return _read(feed) if feed and feed.due else 0


def _read(feed: Feed) -> int:
    try:
        fetched, contents = reading.ask(feed.address, etag=feed.etag, modified=feed.modified, scope=str(feed.pk))
    except Failed as failed:
        feed.note_trouble(failed)
    else:
        return _keep(feed, fetched, contents)
    return 0


@transaction.atomic
def _keep(feed: Feed, fetched: Fetched, contents: Contents | None) -> int:
    """Keep the mentions, and in the same transaction how far we have come."""
    new = 0
    _note_listed(feed, contents, clock.now())
    if contents is not None:
        feed.title = contents.title or feed.title
        told = feed.read_at is not None
        for watch in feed.watches.filter(paused_at=None).order_by("pk"):
            found = keep(watch, feed, contents.entries)
            new += len(found)
            if found and told:
                tell(watch, found)
    moments = [entry.at for entry in contents.entries if entry.at] if contents else _recent(feed)
    feed.note_reading(fetched, contents, moments)
    return new


def _note_listed(feed: Feed, contents: Contents | None, now: datetime) -> None:
    """Note which mentions the feed still lists; without contents those that it listed when it was read before.

    Each is written once a day at most: what a reading listed was noted not more than a day before it.
    """
    rows = Mention.objects.filter(brand=feed.brand_id, listed_at__lt=now - A_DAY)
    if contents is not None:
        entries = contents.entries
        rows = rows.filter(Q(key__in={entry.key for entry in entries}) | Q(url__in={entry.url for entry in entries if entry.url}))
    else:
        rows = rows.filter(feed=feed, listed_at__gte=(feed.read_at or now) - A_DAY)
    rows.update(listed_at=now)


def _recent(feed: Feed) -> list:
    """The moments of the feed's latest mentions, for the pace of one that has not changed."""
    return list(feed.mentions.order_by("-at").values_list("at", flat=True)[: pace.LATEST])


def wanted(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that the query `text` finds, newest first, those without a date in front. Raises query.Unreadable."""
    question = query.parse(text)
    found = [entry for entry in entries if question.matches(entry.title, entry.text)]
    return sorted(found, key=lambda entry: (entry.at is None, entry.at.timestamp() if entry.at else 0), reverse=True)


def keep(watch: Watch, feed: Feed, entries: Sequence[Entry]) -> list[Mention]:
    """Keep what the watch looks for among these entries; gives what is new.

    An entry is kept once, and not again where another feed has brought the same address.
    """
    found = {entry.key: entry for entry in reversed(wanted(watch.query, entries)[:MOST])}
    one_by_one(f"mentions:{watch.pk}")
    known = set(watch.mentions.filter(key__in=found).values_list("key", flat=True))
    urls = {entry.url for entry in found.values() if entry.url}
    elsewhere = set(watch.mentions.filter(url__in=urls).exclude(feed=feed).values_list("url", flat=True))
    rows = [_mention(watch, feed, entry) for key, entry in found.items() if key not in known and entry.url not in elsewhere]
    return Mention.objects.bulk_create(rows)


def _mention(watch: Watch, feed: Feed, entry: Entry) -> Mention:
    now = clock.now()
    return Mention(
        brand_id=watch.brand_id,
        watch=watch,
        feed=feed,
        key=entry.key,
        source=str(feed),
        url=entry.url,
        title=entry.title,
        excerpt=excerpt(watch.query, entry.text),
        author=entry.author,
        at=min(entry.at or now, now),
        found_at=now,
    )


def excerpt(text: str, body: str) -> str:
    """The part of an entry's text around the first word that the query finds."""
    flat = " ".join(body.split())
    marks = query.parse(text).marks(flat)
    start = max(marks[0][0] - BEFORE, 0) if marks and marks[0][0] > LONGEST - BEFORE else 0
    start = flat.find(" ", start) + 1 if start else 0
    return ("…" if start else "") + one_line(flat[start:], LONGEST)


def tell(watch: Watch, found: Sequence[Mention]) -> None:
    """Tell those who want to know that the watch has new mentions, in one notice."""
    members = [member for member in watch.listeners.select_related("user") if member.may(Right.VIEW)]
    notices.gather(
        members,
        ngettext_lazy("“%(watch)s” has %(n)s new mention.", "“%(watch)s” has %(n)s new mentions.", "n"),
        key=f"watch:{watch.pk}",
        items=[one_line(str(mention), 120) for mention in reversed(found)],
        url=reverse("listening:mentions", args=[watch.brand.slug], query={"watch": watch.pk}),
        watch=watch.name,
    )
