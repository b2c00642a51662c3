"""What every version of a charter or of a paper beside it has: its number, who wrote it, what it changed."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lib import clock
from team.models import Brand, Membership


def holding(before: str = "", now: Any = None) -> models.Q:
    """What a version that has come into force (by `now`) fulfils; `before` is the way to it in a query."""
    return models.Q(
        **{f"{before}approved_at__isnull": False, f"{before}replaced_at": None, f"{before}starts_at__lte": now or clock.now()}
    )


class EditionQuerySet(models.QuerySet[Any]):
    """Versions by how they stand."""

    def in_force(self, now: Any = None) -> Self:
        """Those that have come into force (by `now`), what holds now first."""
        return self.filter(holding(now=now)).order_by("-starts_at", "-number")

    def to_come(self) -> Self:
        """Those approved for a day to come."""
        return self.filter(approved_at__isnull=False, replaced_at=None, starts_at__gt=clock.now()).order_by("-number")

    def proposed(self) -> Self:
        """Those that wait to be approved."""
        return self.filter(approved_at=None, replaced_at=None).order_by("-number")


class Edition(models.Model):
    """One version, whose words never change once saved.

    `changed` names the sections in which it differs from the version it stands on (`built_on`, 0 for none), `restored` the
    number it was brought back from. It holds from `starts_at` on, once `approved_at` is known, unless it was replaced or
    withdrawn before (`replaced_at`). Number 0, which is never saved, stands for what nobody has written yet.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    changed = ArrayField(models.CharField(max_length=16), default=list)
    restored = models.PositiveIntegerField(null=True)
    built_on = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(default=clock.now)
    approved_at = models.DateTimeField(default=clock.now, null=True)
    approver = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    approved_by = models.CharField(max_length=120, blank=True)
    replaced_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.brand} {self.number}"

    @property
    def is_written(self) -> bool:
        """Whether anybody has saved a version yet."""
        return self.number > 0

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was replaced or withdrawn before it came into force."""
        return self.replaced_at is not None

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for somebody to approve it."""
        return self.approved_at is None and not self.is_withdrawn

    @property
    def is_to_come(self) -> bool:
        """Whether it is approved for a day to come."""
        return self.approved_at is not None and not self.is_withdrawn and self.starts_at > clock.now()
