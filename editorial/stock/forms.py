"""What people say about slots, the pace and the terms of the stock, turned into values for the verbs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Campaign, Theme
from editorial.composer.forms import lines
from editorial.models import Evergreen, Filling, Pace, Slot
from editorial.stock import slots
from editorial.stock.evergreen import Terms
from editorial.stock.stock import HORIZON
from editorial.stock.terms import PRIORITIES

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PARTED, MOST_TEXTS = "\n---\n", 6  # between other texts of an evergreen, and how many it may have
HOUR = {"required": gettext_lazy("At what time?"), "invalid": gettext_lazy("This is no time of day.")}


class HourForm(forms.Form):
    """The hour of a slot, what is drawn for it, and whether it can move."""

    at = forms.TimeField(label=gettext_lazy("Time"), widget=TIME, error_messages=HOUR)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Margin"), choices=Slot.Kind.choices, initial=Slot.Kind.KEPT)

    def __init__(self, *args: Any, campaigns: Sequence[Campaign], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for each in campaigns if not each.archived_at for theme in each.theme_list}  # type: ignore[attr-defined]
        named = [(pk, f"{theme} · {theme.campaign}") for pk, theme in self.themes.items()]
        self.fields["theme"].choices = [("", _("Any theme")), *named]  # type: ignore[attr-defined]

    def clean_theme(self) -> Theme | None:
        return self.themes.get(self.cleaned_data["theme"])


class HoursForm(HourForm):
    """An hour on several days."""

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        coerce=int,
        choices=WEEKDAYS.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("On which days?")},
    )


class CopyForm(forms.Form):
    """From which account the week is taken."""

    source = forms.IntegerField(error_messages={"required": gettext_lazy("From which account?")})


class ProposeForm(forms.Form):
    """How often an account is to post."""

    times = forms.TypedChoiceField(coerce=int, choices=[(n, n) for n in slots.WEEKS])


class PaceForm(forms.ModelForm):
    """How many days of stock an account wants."""

    class Meta:
        model = Pace
        fields = ("target_days", "alert_days")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name] = forms.IntegerField(label=self.fields[name].label, min_value=1, max_value=HORIZON)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("target_days") and (values.get("alert_days") or 0) > values["target_days"]:
            self.add_error("alert_days", _("Not more than the days that are wanted."))
        return values


class FillingForm(forms.ModelForm):
    """How the brand's slots are filled, and how much of them stays movable."""

    ahead_days = forms.IntegerField(label=gettext_lazy("How many days ahead"), min_value=1, max_value=HORIZON)
    margin = forms.IntegerField(label=gettext_lazy("Margin, in percent of the slots"), min_value=0, max_value=100)
    freeze_hours = forms.IntegerField(label=gettext_lazy("Frozen before leaving, in hours"), min_value=0, max_value=168)

    class Meta:
        model = Filling
        fields = ("mode", "ahead_days", "margin", "freeze_hours")
        widgets = {"mode": forms.RadioSelect}

    def __init__(self, *args: Any, campaigns: Sequence[Campaign] = (), own: Mapping[int, int] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.campaigns = campaigns
        for campaign in campaigns:
            label = _("During %(campaign)s, in percent") % {"campaign": campaign}
            field = forms.IntegerField(label=label, min_value=0, max_value=100, required=False)
            self.fields[f"campaign_{campaign.pk}"] = field
            self.initial[f"campaign_{campaign.pk}"] = (own or {}).get(campaign.pk)

    @property
    def of_campaigns(self) -> list[forms.BoundField]:
        """The fields of the campaigns."""
        return [self[f"campaign_{campaign.pk}"] for campaign in self.campaigns]

    @property
    def own(self) -> dict[int, int | None]:
        """The margin of each campaign that has its own; None for the brand's."""
        return {campaign.pk: self.cleaned_data.get(f"campaign_{campaign.pk}") for campaign in self.campaigns}


class TermsForm(forms.Form):
    """How urgent a post is, and its last day."""

    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), coerce=int, choices=PRIORITIES.items())
    expires_on = forms.DateField(label=gettext_lazy("Leaves by"), required=False, widget=DAY)


class EvergreenForm(forms.ModelForm):
    """How a post comes back."""

    rest_days = forms.IntegerField(label=gettext_lazy("Days of rest"), min_value=1, max_value=1000, initial=60)
    most = forms.IntegerField(label=gettext_lazy("Times at most"), min_value=1, max_value=1000, required=False)
    starts_on = forms.DateField(label=gettext_lazy("Not before"), required=False, widget=DAY)
    ends_on = forms.DateField(label=gettext_lazy("Not after"), required=False, widget=DAY)
    tires_under = forms.IntegerField(
        label=gettext_lazy("Stops when its figures fall under, in percent of the first ones"),
        min_value=1,
        max_value=100,
        required=False,
        initial=50,
    )
    texts = forms.CharField(
        label=gettext_lazy("Other texts, in turn with its own"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        help_text=gettext_lazy("A line of three hyphens (---) parts two texts. Each asks for approval the first time it comes."),
    )

    class Meta:
        model = Evergreen
        fields = ("rest_days", "most", "starts_on", "ends_on", "tires_under")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["texts"] = PARTED.join(self.instance.texts)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.add_error("ends_on", _("The last day comes before the first."))
        return values

    @property
    def said(self) -> Terms:
        """What was said, for the verb."""
        values = self.cleaned_data
        texts = [text.strip() for text in lines(values["texts"]).split("\n---") if text.strip()]
        return Terms(**{name: values[name] for name in self.Meta.fields}, texts=texts[:MOST_TEXTS])


class PlaceForm(forms.Form):
    """A slot on a day, as `slot@day`."""

    where = forms.RegexField(r"^\d{1,18}@\d{4}-\d\d-\d\d$", error_messages={"required": gettext_lazy("Choose a slot.")})


class PeriodForm(forms.Form):
    """The days to fill, both included."""

    start = forms.DateField(label=gettext_lazy("From"), widget=DAY)
    end = forms.DateField(label=gettext_lazy("To"), widget=DAY)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("start") and values.get("end") and values["end"] < values["start"]:
            self.add_error("end", _("The last day comes before the first."))
        return values


def pairs(values: Sequence[str]) -> list[tuple[int, int, str]]:
    """What was ticked as `post@slot@day`; what is written otherwise is left out."""
    found = [value.split("@") for value in values]
    return [(int(row[0]), int(row[1]), row[2]) for row in found if len(row) == 3 and row[0].isdecimal() and row[1].isdecimal()]
