"""Everybody reads the staff policy and says so: for each version, and each year again. Nobody can for another."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter import papers
from charter.models import Acknowledgement, Paper
from lib import clock
from team import audit, notices
from team.models import Brand, Membership, Notice

AGAIN = timedelta(days=365)


class Refused(Exception):
    """A version that cannot be acknowledged; says why in a sentence."""


@dataclass(frozen=True)
class Reading:
    """How a member stands with the policy in force: when they acknowledged it, the version they did last, if any."""

    member: Membership
    at: datetime | None
    last: int | None

    @property
    def is_due(self) -> bool:
        """Whether they have to acknowledge it, for the first time or again."""
        return self.at is None or self.at <= clock.now() - AGAIN


def acknowledge(number: int, *, by: Membership) -> Acknowledgement:
    """Say that one has read the version in force. Raises Refused for another one."""
    paper = papers.of(by.brand, Paper.Kind.STAFF)
    if not paper.is_written or paper.number != number:
        raise Refused(_("The policy has changed since you opened it: read it again, then acknowledge it."))
    said = Acknowledgement.objects.create(paper=paper, member=by)
    audit.record("staff.acknowledged", paper, by=by, number=number)
    return said


def reading_of(member: Membership, paper: Paper) -> Reading:
    """How one member stands with the policy."""
    return _readings([member], paper)[0]


def readings(brand: Brand, paper: Paper) -> list[Reading]:
    """How every member stands with the policy, who has yet to read it first."""
    members = brand.memberships.select_related("user").order_by("user__name")
    return sorted(_readings(list(members), paper), key=lambda reading: not reading.is_due)


def remind() -> int:
    """Tell whoever has to acknowledge a policy in force, once for a version and once a year; how many were told."""
    told = 0
    for brand in Brand.objects.filter(papers__kind=Paper.Kind.STAFF).distinct():
        paper = papers.of(brand, Paper.Kind.STAFF)
        if paper.is_written:
            told += _remind_of(paper)
    return told


def _remind_of(paper: Paper) -> int:
    year = (clock.now() - paper.starts_at) // AGAIN
    key = f"charter.staff:{paper.number}:{year}"
    heard = set(Notice.objects.filter(brand=paper.brand, key=key).values_list("user_id", flat=True))
    due = [one.member for one in readings(paper.brand, paper) if one.is_due and one.member.user_id not in heard]
    text = gettext_lazy("The staff policy asks you to read it and to acknowledge it (version %(number)s).")
    address = reverse("charter:paper", args=[paper.brand.slug, Paper.Kind.STAFF])
    notices.tell(due, text, key=key, url=address, number=str(paper.number))
    return len(due)


def _readings(members: list[Membership], paper: Paper) -> list[Reading]:
    said = Acknowledgement.objects.filter(member__in=members)
    now = dict(said.filter(paper_id=paper.pk).values_list("member").annotate(at=Max("at")).values_list("member", "at"))
    last = dict(said.values_list("member").annotate(number=Max("paper__number")).values_list("member", "number"))
    return [Reading(member, now.get(member.pk), last.get(member.pk)) for member in members]
