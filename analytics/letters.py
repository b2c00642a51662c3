"""Once a week, the owners of objectives are told how far these are: in the product, and by mail as each person wants it."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics import progress
from analytics.progress import Progress
from analytics.telling import line
from campaigns.models import Objective
from lib import clock
from lib.locks import alone
from team import notices
from team.models import Membership, Notice

HOUR = 8  # on Monday, of the person's week
KEY = "objectives"


def send_due() -> int:
    """Tell everybody whose week has begun and who was not told yet; how many that was. Two at once do not tell twice."""
    with alone(KEY) as mine:
        return sum(_tell(member) for member in _owners()) if mine else 0


def _owners() -> QuerySet[Membership]:
    rows = Objective.objects.filter(campaign__archived_at=None, due_on__gte=clock.now().date() - timedelta(days=8))
    owners = rows.exclude(owner=None).values_list("owner", flat=True)
    return Membership.objects.filter(pk__in=owners, left_at=None).select_related("user", "brand")


def _tell(member: Membership) -> bool:
    monday = began(clock.now(), member.user.zone)
    day = clock.wall(monday, member.user.zone).date()
    key = f"{KEY}:{day:%G-%V}"
    if Notice.objects.filter(user=member.user, brand=member.brand, key=key).exists():
        return False
    with translation.override(member.user.language):
        found = [row for row in progress.of_objectives(list(_of(member, monday, day))) if row.elapsed > 0]
        items, text = [line(row) for row in found], _subject(found)
    if not found:
        return False
    url = reverse("today", args=[member.brand.slug])
    notices.keep(member, text, key=key, count=len(items), items=items[: notices.MOST], url=url, news=True)
    return True


def began(now: datetime, zone: str) -> datetime:
    """The last Monday at eight in that zone."""
    wall = clock.wall(now, zone)
    monday = (wall - timedelta(days=wall.weekday())).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return clock.resolve(monday if monday <= wall else monday - timedelta(days=7), zone)


def _of(member: Membership, monday: datetime, day: date) -> QuerySet[Objective]:
    """Their objectives that were there on Monday at eight, and ran in the week before; `day` is that Monday where they are."""
    rows = Objective.objects.filter(owner=member, campaign__archived_at=None, created_at__lt=monday)
    ran = rows.filter(campaign__starts_on__lte=day, due_on__gte=day - timedelta(days=7))
    return ran.select_related("campaign__brand").order_by("campaign__ends_on", "campaign_id", "due_on", "pk")


def _subject(found: list[Progress]) -> str:
    verdicts: dict[str, int] = defaultdict(int)
    for row in found:
        verdicts[row.verdict] += 1
    text = ngettext("Your objective this week", "Your %(n)s objectives this week", len(found)) % {"n": len(found)}
    late = verdicts["behind"] + verdicts["missed"]
    good = verdicts["reached"] + verdicts["ahead"]
    told = []
    if good:
        told.append(ngettext("%(n)s reached or on course", "%(n)s reached or on course", good) % {"n": good})
    if late:
        told.append(ngettext("%(n)s behind", "%(n)s behind", late) % {"n": late})
    return text + (_(": ") + ", ".join(told) if told else "")
