"""The campaign and the theme as forms ask for them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import plan
from team.models import Brand


class InPlan(forms.Form):
    """A part of the brand's plan; after cleaning `campaign` and `theme` are rows, or None."""

    campaign = forms.TypedChoiceField(label=gettext_lazy("Campaign"), coerce=int, empty_value=None, required=False)
    theme = forms.TypedChoiceField(label=gettext_lazy("Theme"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand, self.campaigns = brand, plan.campaigns(brand)
        none = [("", _("None"))]
        self.fields["campaign"].choices = none + [(each.pk, each.name) for each in self.campaigns]  # type: ignore[attr-defined]
        groups = [(each.name, [(theme.pk, theme.name) for theme in each.theme_list]) for each in self.campaigns]  # type: ignore[attr-defined]
        self.fields["theme"].choices = none + [group for group in groups if group[1]]  # type: ignore[attr-defined]
        for name in ("campaign", "theme"):
            self.fields[name].error_messages["invalid_choice"] = _("It does not exist any more. Choose another one.")

    def clean(self) -> dict[str, Any]:
        """Find the rows; a theme brings its campaign."""
        values = super().clean() or {}
        themes = [theme for each in self.campaigns for theme in each.theme_list]  # type: ignore[attr-defined]
        campaign, theme = _row(self.campaigns, values.get("campaign")), _row(themes, values.get("theme"))
        if theme and campaign and theme.campaign_id != campaign.pk:
            self.add_error("theme", _("This theme belongs to another campaign."))
        values["theme"] = theme
        values["campaign"] = campaign or (theme and _row(self.campaigns, theme.campaign_id))
        return values


def _row(rows: Sequence[Any], pk: int | None) -> Any:
    return next((row for row in rows if row.pk == pk), None)
