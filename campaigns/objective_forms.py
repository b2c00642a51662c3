"""What people type into an objective."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import metrics, objectives
from campaigns.forms import DayInput, owners
from campaigns.metrics import Metric
from campaigns.models import Campaign, Objective
from lib import amounts


class ObjectiveForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is to be reached, by when; figures as one writes them, in the unit of the measure."""

    target = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=40,
        help_text=gettext_lazy(
            "A number. For the first answer, how long at most: 45 min, 6 h. A rate in percent, a value in the brand’s currency."
        ),
        error_messages={"required": gettext_lazy("Say how much is to be reached.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    baseline = forms.CharField(
        label=gettext_lazy("Where it stands at the start"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Leave it empty: it is looked up in your own figures on the first day, and stays unknown if they do not say."
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta:
        model = Objective
        fields = ("metric", "target", "baseline", "due_on")
        labels = {"metric": gettext_lazy("What is measured"), "due_on": gettext_lazy("By when")}
        error_messages = {
            "metric": {"required": gettext_lazy("Choose what is measured.")},
            "due_on": {"required": gettext_lazy("Say by which day.")},
        }
        widgets = {"metric": forms.RadioSelect, "due_on": DayInput}

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["owner"] = owners(campaign.brand)
        self.fields["metric"].choices = Metric.choices  # type: ignore[attr-defined]
        self.initial.setdefault("owner", self.instance.owner_id)
        self.initial.setdefault("due_on", campaign.ends_on)
        self._write_figures()

    def _write_figures(self) -> None:
        """The figures as one writes them; a start that was looked up is none that somebody typed."""
        row = self.instance
        if not row.pk:
            self.initial.setdefault("metric", objectives.proposed(self.campaign.aim)[0])
            return
        typed = row.baseline is not None and row.baseline_at is None
        self.initial["target"] = metrics.written(row.metric, row.target)
        self.initial["baseline"] = metrics.written(row.metric, row.baseline) if typed else ""

    def shown(self, kept: Objective, name: str) -> str:
        """A figure that is kept, in the unit of its measure."""
        value = getattr(kept, name)
        return "" if value is None else metrics.said(kept.metric, value, self.campaign.brand.currency)

    def clean_due_on(self) -> Any:
        """A day of the campaign."""
        due = self.cleaned_data["due_on"]
        if not self.campaign.starts_on <= due <= self.campaign.ends_on:
            period = {"start": date_format(self.campaign.starts_on), "end": date_format(self.campaign.ends_on)}
            raise forms.ValidationError(
                _("This day lies outside of the campaign, which runs from %(start)s to %(end)s."), params=period
            )
        return due

    def clean(self) -> dict[str, Any]:
        """Read the figures; refuse the same measure twice for one day."""
        values = super().clean() or {}
        self._read("target", least=1, below=_("A target is at least 1."))
        self._read("baseline", least=0, below=_("A start is no less than 0."))
        same = {name: values[name] for name in ("metric", "due_on") if name in values}
        twins = self.campaign.objectives.filter(**same).exclude(pk=self.instance.pk)
        if not self.errors and twins.exists():
            self.add_error("due_on", _("There is an objective for this measure and this day already."))
        return values

    def _read(self, name: str, *, least: int, below: str) -> None:
        """Turn a typed figure into the whole number that is kept."""
        text, metric = self.cleaned_data.pop(name, ""), self.cleaned_data.get("metric")
        self.cleaned_data[name] = None
        if not text or metric is None:
            return
        try:
            value = metrics.read(metric, text, self.campaign.brand.currency)
        except amounts.Unreadable as unreadable:
            self.add_error(name, str(unreadable))
            return
        if value < least:
            self.add_error(name, below)
        self.cleaned_data[name] = value
