"""Key dates of a brand, and notes on days."""

from django.db import models

from lib import clock
from team.models import Brand, Membership


class KeyDate(models.Model):
    """A date that the brand keeps in mind, or what it says about one that the product knows (`key`, see keydates).

    `rule` says when: "06-21" each year, "2027-03-14" once, "3 sun 09" or "last fri 11", "easter+39" (see lib.yearly); it is
    empty for one that the product knows. `hidden` is whether the calendar leaves it out.
    """

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="key_dates", db_index=False)
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brand", "key"], condition=~models.Q(key=""), name="one_word_about_a_known_date")
        ]
        indexes = [models.Index(fields=["brand"], name="key_date_of_brand")]

    def __str__(self) -> str:
        return self.name or self.key


class DayNote(models.Model):
    """A few words of a member on a day, for everybody of the brand."""

    brand = models.ForeignKey(Brand, models.CASCADE, related_name="day_notes", db_index=False)
    on = models.DateField()
    text = models.CharField(max_length=200)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["brand", "on"], name="note_of_day")]

    def __str__(self) -> str:
        return self.text
