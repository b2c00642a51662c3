"""What people say of a table of web analytics, and of a day they write down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.models import SiteBatch, SiteFigure
from analytics.site import columns, judging
from campaigns.forms import DayInput
from campaigns.models import Campaign
from campaigns.planning import today
from editorial.imports.forms import ORDERS
from lib import amounts
from team.models import Brand

NONE = "0"  # of a tag: no campaign


class ColumnsForm(forms.Form):
    """Which column is what (`column_0`, `column_1`…), how days are written, and which campaign a tag is (`tag_0`…)."""

    order = forms.ChoiceField(label=gettext_lazy("How are the dates written?"), choices=ORDERS, required=False)

    def __init__(self, *args: Any, batch: SiteBatch, tags: Sequence[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.batch, self.tags = batch, list(tags)
        self.fields["order"].initial = batch.order
        for place, key in enumerate(batch.mapping):
            field = forms.ChoiceField(label=batch.header[place], choices=columns.choices, initial=key, required=False)
            self.fields[f"column_{place}"] = field
        names = [(str(pk), name) for pk, name in batch.brand.campaigns.order_by("-starts_on", "pk").values_list("pk", "name")]
        for place, tag in enumerate(self.tags):
            chosen = batch.campaigns.get(tag, "")
            choices = [("", _("Not known yet")), (NONE, _("No campaign")), *names]
            self.fields[f"tag_{place}"] = forms.ChoiceField(
                label=tag, choices=choices, initial=NONE if chosen is None else str(chosen), required=False
            )

    @property
    def columns(self) -> list[tuple[Any, list[str]]]:
        """Each column with the first things that stand in it."""
        rows = [cells for _number, cells in self.batch.rows[:30]]
        return [
            (self[f"column_{place}"], [cells[place] for cells in rows if place < len(cells) and cells[place].strip()][:3])
            for place in range(len(self.batch.mapping))
        ]

    @property
    def tag_fields(self) -> list[Any]:
        """The fields of the tags."""
        return [self[f"tag_{place}"] for place in range(len(self.tags))]

    @property
    def mapping(self) -> list[str]:
        """Which column is what."""
        return [self.cleaned_data[f"column_{place}"] for place in range(len(self.batch.mapping))]

    @property
    def campaigns(self) -> dict[str, int | None]:
        """Which campaign each tag is, among those that somebody has said something of."""
        said = {tag: self.cleaned_data[f"tag_{place}"] for place, tag in enumerate(self.tags)}
        kept = {tag: pk for tag, pk in self.batch.campaigns.items() if tag not in said}
        return kept | {tag: None if pk == NONE else int(pk) for tag, pk in said.items() if pk}


class DayForm(forms.Form):
    """A day, and what the site counted on it."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput, error_messages={"required": gettext_lazy("Say which day.")})
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=gettext_lazy("Campaign"), required=False, empty_label=gettext_lazy("No campaign")
    )
    visits = forms.CharField(label=gettext_lazy("Visits"), required=False, max_length=40)
    conversions = forms.CharField(label=gettext_lazy("Conversions"), required=False, max_length=40)
    value = forms.CharField(label=gettext_lazy("Value of the conversions"), required=False, max_length=40)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=200,
        help_text=gettext_lazy("Where the figures come from: the till, the shop’s back office, a call."),
        error_messages={"required": gettext_lazy("Say where the figures come from.")},
    )

    def __init__(self, *args: Any, brand: Brand, row: SiteFigure | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand = brand
        self.fields["campaign"].queryset = brand.campaigns.filter(archived_at=None).order_by("-starts_on", "pk")  # type: ignore[attr-defined]
        self.fields["value"].help_text = _("In %(currency)s.") % {"currency": brand.currency}
        for name in columns.COUNTS:
            self.fields[name].widget.attrs.update(inputmode="decimal", autocomplete="off")
        if row:
            self.fields["campaign"].queryset = brand.campaigns.order_by("-starts_on", "pk")  # type: ignore[attr-defined]
            self.initial = {"day": row.day, "campaign": row.campaign_id, "note": row.note, **_typed(row)}

    def clean_day(self) -> Any:
        """A day that has come."""
        day = self.cleaned_data["day"]
        if day > today(self.brand):
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Read the figures; one of them at least has to be there."""
        values = super().clean() or {}
        for name in columns.COUNTS:
            try:
                values[name] = judging.read(name, values.get(name, ""), self.brand.currency)
            except amounts.Unreadable as unreadable:
                self.add_error(name, str(unreadable))
        if not self.errors and all(values[name] is None for name in columns.COUNTS):
            self.add_error("visits", _("Write down one figure at least."))
        return values


def _typed(row: SiteFigure) -> dict[str, str]:
    """The figures as one writes them."""
    cents = "" if row.value is None else amounts.written(row.value)
    return {"visits": _number(row.visits), "conversions": _number(row.conversions), "value": cents}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
