"""A time to come, as people choose it in several rooms of the post office."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib import clock


class TimeForm(forms.Form):
    """A time in the brand's zone that is still to come."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, zone: str, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and clock.resolve(self.wall, self.zone) <= clock.now():
            self.add_error("time", gettext("This time has passed. Choose a later one."))
        return values

    @property
    def wall(self) -> datetime:
        """The chosen time as clocks show it."""
        return datetime.combine(self.cleaned_data["date"], self.cleaned_data["time"])
