"""From when on a version is to hold."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib import clock
from team.models import Brand

YEARS = 3  # ahead, at most


class StartForm(forms.Form):
    """The day from which it holds, in the brand's zone."""

    starts = forms.DateField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("Empty: at once. Until that day the version before it holds."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input--short"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.today = clock.wall(clock.now(), brand.zone).date()

    def clean_starts(self) -> date | None:
        """A day that is not past."""
        day: date | None = self.cleaned_data["starts"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day is past. Leave it empty to put the words in force at once."))
        if day and day.year > self.today.year + YEARS:
            raise forms.ValidationError(_("This day is too far away: %(years)d years at most."), params={"years": YEARS})
        return day

    @property
    def moment(self) -> datetime:
        """The beginning of that day; the present for today and for none."""
        day = self.cleaned_data["starts"]
        if not day or day <= self.today:
            return clock.now()
        return clock.resolve(datetime.combine(day, time()), self.brand.zone)


def start_form(brand: Brand, edition: Any, data: Any = None) -> StartForm:
    """The form, beginning with the day that an edition to come has."""
    day = clock.wall(edition.starts_at, brand.zone).date() if edition.number and edition.starts_at > clock.now() else None
    return StartForm(data, brand=brand, initial={"starts": day})
