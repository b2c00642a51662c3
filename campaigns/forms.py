"""What people type into a campaign, its themes, its audiences."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import planning
from campaigns.models import Audience, Campaign
from campaigns.tints import Tint
from lib.rows import RowForm, Rows, rows_of
from team.models import Brand, Membership

LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt", "ar", "pl", "zh-hans", "ja")
LONGEST = 5 * 366  # days a campaign may last
OLDEST = 120


class DayInput(forms.DateInput):
    """A day, chosen in the browser's calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any):
        super().__init__(format="%Y-%m-%d", **kwargs)


def _languages() -> list[tuple[str, Any]]:
    names = [(code, translation.gettext(LANG_INFO[code]["name"])) for code in LANGUAGES]
    return [("", _("any language")), *sorted(names, key=lambda name: str(name[1]))]


def owners(brand: Brand) -> "forms.ModelChoiceField[Membership]":
    """The member who answers for something, or nobody yet."""
    return forms.ModelChoiceField(
        brand.memberships.select_related("user").order_by("user__name"),
        label=_("Who is in charge"),
        required=False,
        empty_label=_("Nobody yet"),
    )


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a campaign says."""

    class Meta:
        model = Campaign
        fields = ("name", "aim", "positioning", "starts_on", "ends_on", "colour", "audiences")
        labels = {
            "name": gettext_lazy("Name"),
            "aim": gettext_lazy("Main aim"),
            "positioning": gettext_lazy("Positioning, in a sentence"),
            "starts_on": gettext_lazy("First day"),
            "ends_on": gettext_lazy("Last day"),
            "colour": gettext_lazy("Colour"),
            "audiences": gettext_lazy("Whom it is for"),
        }
        help_texts = {
            "positioning": gettext_lazy("What these people should think of the brand in the end, that they do not think yet."),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Give the campaign a name.")},
            "aim": {"required": gettext_lazy("Choose what the campaign is for: it decides which measures are proposed.")},
            "starts_on": {"required": gettext_lazy("Say on which day it begins.")},
            "ends_on": {"required": gettext_lazy("Say on which day it ends.")},
        }
        widgets = {
            "aim": forms.RadioSelect,
            "colour": forms.RadioSelect,
            "positioning": forms.Textarea(attrs={"rows": 2, "data-behaviour": "autosize"}),
            "starts_on": DayInput,
            "ends_on": DayInput,
            "audiences": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.fields["owner"] = owners(brand)
        self.fields["aim"].choices = Campaign.Aim.choices  # type: ignore[attr-defined]
        self.fields["audiences"].queryset = brand.audiences.order_by("name")  # type: ignore[attr-defined]
        self.fields["audiences"].error_messages["invalid_pk_value"] = _("This audience is not there any more.")
        self.fields["audiences"].error_messages["invalid_choice"] = _("This audience is not there any more.")
        self.initial.setdefault("owner", self.instance.owner_id)

    def clean(self) -> dict[str, Any]:
        """Refuse reversed and endless periods, and those that leave objectives outside."""
        values = super().clean() or {}
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end:
            if end < start:
                self.add_error("ends_on", _("The last day lies before the first: turn them round."))
            elif (end - start).days > LONGEST:
                self.add_error("ends_on", _("A campaign lasts five years at most."))
            elif self.instance.pk:
                self._hold_objectives(start, end)
        return values

    def _hold_objectives(self, start: Any, end: Any) -> None:
        outside = [row for row in self.instance.objectives.all() if not start <= row.due_on <= end]
        if outside:
            values = {"objective": outside[0].get_metric_display(), "day": date_format(outside[0].due_on)}
            sentence = _("The objective “%(objective)s” is due on %(day)s, outside of this period. Move it first.")
            self.add_error("starts_on" if outside[0].due_on < start else "ends_on", sentence % values)


class AudienceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who is to be reached."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    class Meta:
        model = Audience
        fields = ("name", "age_from", "age_to", "place", "language", "occupation", "interests", "maturity")
        labels = {
            "name": gettext_lazy("Name"),
            "age_from": gettext_lazy("From age"),
            "age_to": gettext_lazy("To age"),
            "place": gettext_lazy("Place"),
            "occupation": gettext_lazy("Occupation"),
            "interests": gettext_lazy("What interests them"),
            "maturity": gettext_lazy("What they know of the brand"),
        }
        help_texts = {
            "name": gettext_lazy("As you would speak of them among yourselves: “Young parents of Lyon”."),
            "maturity": gettext_lazy("Never heard of it, follow it, bought once, come back…"),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Give the audience a name.")},
            "age_from": {
                "max_value": gettext_lazy("Nobody is that old."),
                "min_value": gettext_lazy("An age is no less than 0."),
            },
            "age_to": {"max_value": gettext_lazy("Nobody is that old."), "min_value": gettext_lazy("An age is no less than 0.")},
        }

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.fields["language"].choices = _languages()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """A name that no other audience of the brand has."""
        name: str = self.cleaned_data["name"]
        if self.brand.audiences.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an audience of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse ages that are reversed or beyond a life."""
        values = super().clean() or {}
        young, old = values.get("age_from"), values.get("age_to")
        for name, age in (("age_from", young), ("age_to", old)):
            if age is not None and age > OLDEST:
                self.add_error(name, _("Nobody is that old."))
        if young is not None and old is not None and old < young and not self.errors:
            self.add_error("age_to", _("The second age is below the first: turn them round."))
        return values


class ThemeRow(RowForm):
    """A theme with the share of posts it should have."""

    said = ("share",)
    missing = gettext_lazy("Give this theme a name, or empty the whole row.")

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Theme"), max_length=80, required=False)
    share = forms.IntegerField(label=gettext_lazy("Wanted share (%)"), min_value=0, max_value=100, required=False)
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=Tint.choices, initial=Tint.HONEY, required=False)

    def clean_colour(self) -> str:
        """The chosen colour, or the usual one."""
        return self.cleaned_data["colour"] or Tint.HONEY


class ThemeRows(Rows):
    """The themes of a campaign."""

    def clean(self) -> None:
        """Refuse shares that come to more than everything."""
        super().clean()
        total = sum(row["share"] or 0 for row in self.rows)
        if total > 100:
            raise forms.ValidationError(
                _("The shares come to %(total)d%%; together they are 100%% at most."), params={"total": total}
            )


THEMES = rows_of(ThemeRow, most=20, base=ThemeRows)


class CopyForm(forms.Form):
    """A name and a time for a campaign like another."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        day = max(planning.today(campaign.brand), campaign.ends_on + timedelta(days=1))
        kwargs["initial"] = {"name": _("%(name)s (copy)") % {"name": campaign.name[:110]}, "starts_on": day}
        super().__init__(*args, **kwargs)
