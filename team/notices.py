"""Telling people things, once."""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import django_rq
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from redis.exceptions import RedisError

from lib import clock
from team.models import Brand, Membership, Notice, User
from team.rights import Right

WINDOW = timedelta(hours=1)  # in which things of one kind make one notice
MOST = 20  # things named in one notice

logger = logging.getLogger(__name__)


def holders(brand: Brand, right: Right) -> list[Membership]:
    """The members who have the right."""
    return [member for member in brand.memberships.select_related("user") if member.may(right)]


def tell(
    members: Iterable[Membership],
    text: str | Promise,
    *,
    key: str,
    url: str = "",
    level: str = Notice.Level.INFO,
    **values: str,
) -> None:
    """Tell these members something, each in their own language.

    `text` is a lazy translation with %(name)s places filled from `values`. While a notice with the same key is
    unread, it is not told again. An alert goes out by e-mail at once, the rest within a minute or so.
    """
    rows = []
    for member in members:
        with translation.override(member.user.language):
            sentence = str(text) % values if values else str(text)
        rows.append(
            Notice(
                brand_id=member.brand_id,
                user_id=member.user_id,
                level=level,
                key=key,
                text=sentence,
                url=url,
                at=clock.now(),
            )
        )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if rows and level == Notice.Level.ALERT:
        transaction.on_commit(_hurry)


@transaction.atomic
def gather(
    members: Iterable[Membership],
    text: Any,
    *,
    key: str,
    items: Sequence[str],
    url: str = "",
    url_of_several: str = "",
    level: str = Notice.Level.INFO,
    **values: str,
) -> None:
    """Tell these members of things of one kind, an item each; as `tell`, but what follows within an hour is counted in.

    `text` is a lazy plural by %(n)s, which stands for how many there are by now; where these are several and have an address
    of their own, the notice leads there. What comes after the hour, the notice being unread still, is told anew: it comes to
    the top, and by e-mail again.
    """
    people = list(members)
    there = Notice.objects.select_for_update().filter(key=key, read_at=None, brand__in={member.brand_id for member in people})
    unread = {(notice.user_id, notice.brand_id): notice for notice in there}
    for member in people:
        old = unread.get((member.user_id, member.brand_id))
        notice = old or Notice(brand_id=member.brand_id, user_id=member.user_id, key=key, count=0)
        if old and old.at < clock.now() - WINDOW:
            notice.count, notice.items, notice.at, notice.mailed_at = 0, [], clock.now(), None
        notice.count, notice.items = notice.count + len(items), [*items, *notice.items][:MOST]
        with translation.override(member.user.language):
            notice.text = text % {"n": notice.count, **values}
        notice.url, notice.level = (url_of_several or url) if notice.count > 1 else url, level
        notice.save()
    if people and level == Notice.Level.ALERT:
        transaction.on_commit(_hurry)


@transaction.atomic
def keep(member: Membership, text: str, *, key: str, count: int, items: Sequence[str], url: str = "", news: bool = False) -> None:
    """Let the one unread notice of that key say how things stand now: `count` of them, the first named in `items`.

    Nothing left is read. `news` makes a notice where there is none, and has it mailed again, at most once in an hour.
    """
    rows = Notice.objects.filter(user_id=member.user_id, brand_id=member.brand_id, key=key)
    if not count:
        read(rows)
        return
    says: dict[str, Any] = {"text": text, "count": count, "items": list(items), "url": url}
    if not news:
        rows.filter(read_at=None).update(**says)
        return
    mailed = rows.filter(mailed_at__gt=clock.now() - WINDOW).order_by("-mailed_at").values_list("mailed_at", flat=True).first()
    says |= {"at": clock.now(), "mailed_at": None, "rest_until": mailed + WINDOW if mailed else None}
    rows.update_or_create(read_at=None, defaults=says, create_defaults={**says, **_whose(member, key)})


def _whose(member: Membership, key: str) -> dict[str, Any]:
    return {"user_id": member.user_id, "brand_id": member.brand_id, "key": key}


def of(user: User) -> QuerySet[Notice]:
    """What the person has been told in the brands they still belong to."""
    return user.notices.filter(brand__memberships__user=user, brand__memberships__left_at=None)


def unread(user: User) -> int:
    """How many of them the person has not read."""
    return of(user).filter(read_at=None).count()


def read(notices: QuerySet[Notice]) -> int:
    """Take note that these are read; how many were not."""
    return notices.filter(read_at=None).update(read_at=clock.now())


def _hurry() -> None:
    try:
        django_rq.get_queue("chores").enqueue("team.jobs.mail_notices", result_ttl=0)
    except RedisError:
        logger.warning("no queue: the alert goes out with the next round of notices")
