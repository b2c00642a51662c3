"""Series: what comes back by a rule, as posts made ahead of their days from texts that were approved once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.series.rhythm import Rhythm
from lib import clock
from lib.recurrence import Rule
from team.models import Brand, Membership


class Series(models.Model):
    """A rule with its texts, and since when it counts.

    Its posts are of two kinds: its texts (without `occurrence`; `turn` is their place in the rotation once they were
    approved) and, for each day on which it comes (`occurrence`: the day that the rule says), the post of that day.
    `at` is what clocks in `zone` show. `ends_on` is the last day it may come, `times` how often it comes at most.
    `holidays` names the place whose public holidays count (lib.workdays.PLACES). `skipped` are days taken out by hand.
    `continues` is the series of which it is the rest; `laid_at` is when its posts were last looked after.
    """

    class OnHoliday(models.TextChoices):
        SKIP = "skip", _("leave it out")
        SHIFT = "shift", _("the next working day instead")

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="series")
    name = models.CharField(max_length=80)
    rule = models.CharField(max_length=120)
    starts_on = models.DateField()
    at = models.TimeField()
    zone = models.CharField(max_length=64)
    ends_on = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    holidays = models.CharField(max_length=8, blank=True)
    on_holiday = models.CharField(max_length=5, choices=OnHoliday.choices, default=OnHoliday.SKIP)
    skipped = ArrayField(models.DateField(), default=list, blank=True)
    continues = models.ForeignKey("self", models.SET_NULL, null=True, related_name="continued_by")
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    laid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["laid_at"], condition=models.Q(ended_at=None), name="series_to_lay"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm(self) -> Rhythm:
        """When it comes."""
        values = {name: getattr(self, name) for name in ("starts_on", "at", "zone", "ends_on", "times", "holidays")}
        shift = self.on_holiday == self.OnHoliday.SHIFT
        return Rhythm(Rule.parse(self.rule), **values, shift=shift, skipped=frozenset(self.skipped))

    def follow(self, rhythm: Rhythm) -> None:
        """Take on another rhythm; the days taken out by hand stay out."""
        self.rule, self.on_holiday = rhythm.rule.text, self.OnHoliday.SHIFT if rhythm.shift else self.OnHoliday.SKIP
        for name in ("starts_on", "at", "zone", "ends_on", "times", "holidays"):
            setattr(self, name, getattr(rhythm, name))
