"""What is asked of figures while somebody types a target."""

from typing import Any

from django import forms

from campaigns import metrics
from campaigns.metrics import Metric
from campaigns.models import Campaign
from lib import amounts


class WishForm(forms.Form):
    """A target as it is being typed; it is valid once it can be read."""

    metric = forms.ChoiceField(choices=Metric.choices)
    target = forms.CharField(max_length=40)
    due_on = forms.DateField()

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean(self) -> dict[str, Any]:
        """Read the target in the unit of the measure."""
        values = super().clean() or {}
        if self.errors:
            return values
        try:
            target = metrics.read(values["metric"], values["target"], self.campaign.brand.currency)
        except amounts.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        return {**values, "target": max(target, 1)}
