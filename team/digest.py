"""Notices by e-mail: a few in one letter, as often as each person wants them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lib import clock
from team import mail
from team.models import Notice, User

REST = timedelta(minutes=1)  # what comes together goes together
HOUR = 8  # of the person's day, for those who want one letter a day
OLDEST = timedelta(days=3)  # what nobody could be told in time is left to the product
MOST = 30  # lines in a letter


def send_due() -> int:
    """Send every letter that is due; how many the mail server took. Two at once do not write twice."""
    waiting = _unmailed().exclude(user__mail_notices=User.Mail.NEVER).values_list("user", flat=True).distinct()
    people = User.objects.filter(pk__in=waiting, is_active=True)
    return sum(_write_to(user) for user in people.iterator())


def is_due(notices: Iterable[Notice], user: User, now: datetime) -> bool:
    """Whether the person wants to hear of these unmailed notices now."""
    if user.mail_notices == User.Mail.NEVER:
        return False
    if any(notice.level == Notice.Level.ALERT for notice in notices):
        return True
    since = now - REST if user.mail_notices == User.Mail.SOON else _last_morning(user.zone, now)
    return any(notice.at <= since for notice in notices)


@transaction.atomic
def _write_to(user: User) -> bool:
    rows = _unmailed().filter(user=user).select_for_update(skip_locked=True, of=("self",))
    notices = list(rows.select_related("brand").order_by("-at")[: MOST * 10])
    if not notices or not is_due(notices, user, clock.now()):
        return False
    with timezone.override(user.zone):
        context = {"user": user, "notices": notices[:MOST], "more": max(len(notices) - MOST, 0)}
        sent = mail.send(user.email, "team/mail/notices.txt", context, user.language)
    if sent:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=clock.now())
    return sent


def _unmailed() -> QuerySet[Notice]:
    rested = Q(rest_until=None) | Q(rest_until__lte=clock.now())
    return Notice.objects.filter(rested, mailed_at=None, read_at=None, at__gte=clock.now() - OLDEST)


def _last_morning(zone: str, now: datetime) -> datetime:
    today = clock.wall(now, zone).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    morning = clock.resolve(today, zone)
    return morning if morning <= now else clock.resolve(today - timedelta(days=1), zone)
