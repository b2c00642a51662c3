"""Letting other calendars read ours: an address is made, renewed, ended; it shows what its member sees on the calendar."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from editorial.calendar import calendar, telling
from editorial.calendar.calendar import Entry, Filters
from editorial.models import Post, PostState, Subscription
from editorial.refusals import NotPossible
from editorial.standing import Standing
from lib import clock, events
from lib.events import Event
from lib.text import one_line
from publishing.models import Account
from team.audit import record
from team.models import Membership
from team.people import make_secret
from team.rights import Right

MOST = 20  # addresses of one member in one brand
BEFORE, AFTER = timedelta(days=45), timedelta(days=400)  # the window around now
MOST_EVENTS = 3000
LASTS = timedelta(minutes=15)  # how long an event is drawn
LONGEST = 1200  # characters of a text
SEEN_AGAIN = timedelta(minutes=10)
SURE = frozenset({Standing.SCHEDULED, Standing.SENDING, Standing.PUBLISHED, Standing.PARTLY, Standing.UNCONFIRMED})


@transaction.atomic
def subscribe(
    member: Membership, *, campaign: Campaign | None = None, account: Account | None = None, mine: bool = False
) -> tuple[Subscription, str]:
    """An address, and its secret, which is kept nowhere. Raises NotPossible."""
    if member.subscriptions.count() >= MOST:
        raise NotPossible(_("You have %(most)d addresses already: end one first.") % {"most": MOST})
    secret = make_secret()
    row = Subscription.objects.create(
        brand=member.brand, member=member, digest=Subscription.digest_of(secret), campaign=campaign, account=account, mine=mine
    )
    record("subscription.made", shows(row), by=member)
    return row, secret


@transaction.atomic
def renew(row: Subscription) -> str:
    """A new secret; the old address ends at once."""
    secret = make_secret()
    Subscription.objects.filter(pk=row.pk).update(digest=Subscription.digest_of(secret), read_at=None)
    record("subscription.renewed", shows(row), by=row.member)
    return secret


@transaction.atomic
def end(row: Subscription) -> None:
    """End the address."""
    record("subscription.ended", shows(row), by=row.member)
    row.delete()


def shows(row: Subscription) -> str:
    """What the address shows, in words."""
    if row.mine:
        return _("What I write")
    return str(row.campaign or row.account or _("The whole calendar"))


def address(secret: str) -> str:
    """The whole address of a secret."""
    return settings.SITE_URL + reverse("subscription", args=[secret])


def find(secret: str) -> Subscription | None:
    """The address of that secret, as long as its member still belongs to the brand and may read its calendar."""
    rows = Subscription.objects.select_related("brand", "member__user", "campaign", "account")
    row = rows.filter(digest=Subscription.digest_of(secret), member__left_at=None).first()
    return row if row and row.member.may(Right.VIEW) else None


def read(row: Subscription) -> tuple[bytes, str, datetime]:
    """What the address shows now, what tells it from any other body, and since when it is that."""
    now = clock.now()
    with translation.override(row.member.user.language):
        found, told = telling.counted(_events(row), row.told, now)
        body = events.calendar(f"{row.brand} · {shows(row)}", found)
    digest = hashlib.sha256(body).hexdigest()
    since = row.body_at if row.body == digest and row.body_at else now
    changed = {"told": told} if told != row.told else {}
    if changed or row.body != digest or row.read_at is None or row.read_at < now - SEEN_AGAIN:
        Subscription.objects.filter(pk=row.pk).update(body=digest, body_at=since, read_at=now, **changed)
    return body, digest, since


def _events(row: Subscription) -> Iterator[Event]:
    now = clock.now()
    posts = row.brand.posts.filter(planned_for__gte=now - BEFORE, planned_for__lt=now + AFTER)
    posts = posts.filter(author=row.member) if row.mine else posts
    filters = Filters(campaign=row.campaign_id, account=row.account_id)
    yield from _campaigns(row, now)
    yield from _posts(row, filters.of(posts))
    gone = posts.filter(state=PostState.ARCHIVED, changed_at__gte=now - BEFORE)
    gone = gone.filter(campaign=row.campaign_id) if row.campaign_id else gone
    gone = gone.filter(variants__account=row.account_id) if row.account_id else gone
    rows: list[Any] = list(gone.values_list("pk", "planned_for", "changed_at", "revision")[:MOST_EVENTS])
    for pk, moment, changed, revision in rows:
        yield Event(_uid("post", pk), moment, moment + LASTS, _("Archived"), changed, revision, status=events.CANCELLED)


def _posts(row: Subscription, posts: "QuerySet[Post]") -> Iterator[Event]:
    columns = (*calendar.COLUMNS, "changed_at", "revision", "campaign__name")
    named = posts.annotate(short=Left("text", LONGEST)).order_by("planned_for", "pk").values_list(*columns, named=True)
    rows: list[Any] = list(named[:MOST_EVENTS])
    accounts = {account.pk: account for account in row.brand.accounts.all()} if rows else {}
    entries = calendar.entries(rows, row.brand.zone, accounts, pictures=False, length=90)
    for post, entry in zip(rows, entries, strict=True):
        yield _post(row, post, entry)


def _post(row: Subscription, post: Any, entry: Entry) -> Event:
    url = settings.SITE_URL + reverse("editorial:post", args=[row.brand.slug, post.pk])
    state, names = str(entry.standing.label), ", ".join(str(part.account) for part in entry.parts)
    facts = [state, names, post.campaign__name or "", url]
    return Event(
        uid=_uid("post", post.pk),
        start=post.planned_for,
        end=post.planned_for + LASTS,
        summary=entry.text or _("Untitled"),
        changed_at=post.changed_at,
        sequence=post.revision,
        description="\n\n".join(part for part in (post.short, "\n".join(fact for fact in facts if fact)) if part),
        url=url,
        status=events.CONFIRMED if entry.standing in SURE else events.TENTATIVE,
        categories=(state,),
    )


def _campaigns(row: Subscription, now: datetime) -> Iterator[Event]:
    campaigns = row.brand.campaigns.filter(
        archived_at=None, ends_on__gte=(now - BEFORE).date(), starts_on__lte=(now + AFTER).date()
    )
    campaigns = campaigns.filter(pk=row.campaign_id) if row.campaign_id else campaigns
    if row.account_id or row.mine:
        return
    for campaign in campaigns.order_by("starts_on", "pk"):
        url = settings.SITE_URL + reverse("campaigns:show", args=[row.brand.slug, campaign.pk])
        yield Event(
            _uid("campaign", campaign.pk),
            campaign.starts_on,
            campaign.ends_on,
            one_line(campaign.name, 90),
            campaign.created_at,
            url=url,
        )


def _uid(kind: str, pk: int) -> str:
    return f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname or 'tribu'}"
