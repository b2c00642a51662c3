"""What people choose about a table: which column is what, what holds for all rows, when the posts leave and how far they go."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.imports import columns, dates
from editorial.imports.spreading import days_between
from editorial.models import Batch
from editorial.plan_forms import InPlan
from editorial.scheduling import is_past
from lib import clock, zones
from team.models import Brand

ORDERS = [(dates.DAY_FIRST, gettext_lazy("The day first: 31/12")), (dates.MONTH_FIRST, gettext_lazy("The month first: 12/31"))]
LONGEST_PERIOD = 730  # days


class FileForm(forms.Form):
    """A table."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("There is nothing in this file.")},
    )


class ColumnsForm(InPlan):
    """Which column is what (`column_0`, `column_1`…), and what holds where a row says nothing itself.

    `order` is asked for only where the dates of the table may be read in two ways (`unsure`).
    """

    order = forms.ChoiceField(
        label=gettext_lazy("How are the dates written?"),
        help_text=gettext_lazy("These dates can be read in two ways."),
        choices=ORDERS,
        required=False,
        widget=forms.RadioSelect,
    )
    zone = forms.CharField(label=gettext_lazy("Time zone"), required=False, max_length=64)
    hour = forms.TimeField(
        label=gettext_lazy("Time, where a row has only a day"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    accounts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Accounts, where a row names none"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, brand: Brand, batch: Batch, **kwargs: Any):
        super().__init__(*args, brand=brand, **kwargs)
        named = columns.names_in_files(list(brand.accounts.order_by("network_name", "handle", "pk")))
        self.batch, self.unsure = batch, False
        self.fields["accounts"].choices = [(account.pk, name) for name, account in named.items()]  # type: ignore[attr-defined]
        choices = columns.fields(named)
        samples = list(batch.rows.order_by("number").values_list("cells", flat=True)[:3])
        self.columns: list[tuple[str, str, list[str]]] = []
        for place, head in enumerate(batch.header):
            name = f"column_{place}"
            self.fields[name] = forms.ChoiceField(
                label=head or _("Column %(n)d") % {"n": place + 1}, choices=choices, required=False
            )
            self.initial.setdefault(name, batch.mapping[place] if place < len(batch.mapping) else "")
            self.columns.append((name, head, [row[place] for row in samples if place < len(row) and row[place].strip()]))

    def clean_zone(self) -> str:
        """Refuse a zone that nobody knows."""
        zone = self.cleaned_data["zone"]
        if zone and zone != "UTC" and zone not in clock.zones():
            raise forms.ValidationError(_("Nobody knows this time zone."))
        return zone

    @property
    def zones(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The zones to choose from, by continents; that of the brand on top."""
        here = self.brand.zone
        return [(_("Here"), [(here, zones.city(here))]), *zones.grouped()]

    @property
    def mapping(self) -> list[str]:
        """For each column the field that it fills."""
        return [self.cleaned_data.get(name, "") for name, _head, _samples in self.columns]

    def clean(self) -> dict[str, Any]:
        """Refuse a field twice, and a table without anything to say."""
        values = super().clean()
        mapping = self.mapping
        for name, _head, _samples in self.columns:
            key = values.get(name, "")
            if (key in columns.ONCE and mapping.count(key) > 1) or ("_" in key and mapping.count(key) > 1):
                self.add_error(name, _("Two columns are given as “%(field)s”: keep one.") % {"field": columns.label(key)})
        if not any(key in ("text", "media") or key.startswith("text_") for key in mapping):
            self.add_error(None, _("Say which column holds the text of the posts."))
        return values

    def ask_for_order(self, found: str) -> bool:
        """Whether the question about dates is answered; `found` is what the dates themselves tell."""
        self.unsure = found == dates.UNSURE
        if self.unsure and not self.cleaned_data.get("order"):
            self.add_error("order", _("These dates can be read in two ways: say which one is meant."))
            return False
        return True

    def options(self, found: str) -> dict[str, Any]:
        """What was chosen, as JSON values."""
        values = self.cleaned_data
        return {
            "order": values["order"] if self.unsure else found,
            "zone": values["zone"],
            "hour": values["hour"].isoformat() if values["hour"] else "",
            "accounts": values["accounts"],
            "campaign": values["campaign"].pk if values["campaign"] else None,
            "theme": values["theme"].pk if values["theme"] else None,
        }


def kept(batch: Batch) -> dict[str, Any]:
    """What the form of the columns begins with."""
    options = batch.options
    found = {name: options.get(name) for name in ("order", "zone", "hour", "accounts", "campaign", "theme")}
    return {**found, "zone": options.get("zone") or batch.brand.zone}


class BringForm(forms.Form):
    """When the posts leave, and how far they go."""

    TIMINGS = (
        ("keep", gettext_lazy("Keep the times of the table")),
        ("spread", gettext_lazy("Spread them evenly over a period")),
        ("fill", gettext_lazy("Fill the slots to come")),
    )
    timing = forms.ChoiceField(
        label=gettext_lazy("When do they leave?"), choices=TIMINGS, widget=forms.RadioSelect, initial="keep"
    )
    first = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    opens = forms.TimeField(
        label=gettext_lazy("Between"),
        required=False,
        initial=time(9),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    closes = forms.TimeField(
        label=gettext_lazy("and"),
        required=False,
        initial=time(18),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    weekdays = forms.BooleanField(label=gettext_lazy("From Monday to Friday only"), required=False)
    goal = forms.ChoiceField(
        label=gettext_lazy("How far do they go?"),
        help_text=gettext_lazy("Nothing leaves without approval. What something stands against stays a draft."),
        choices=[("draft", gettext_lazy("As drafts")), ("submitted", gettext_lazy("Submitted for approval"))],
        widget=forms.RadioSelect,
        initial="draft",
    )

    def __init__(self, *args: Any, zone: str, slots: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.zone = zone
        if not slots:
            self.fields["timing"].choices = self.TIMINGS[:2]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period that can be spread over."""
        values = super().clean() or {}
        if values.get("timing") == "spread":
            self._check_period(values)
        return values

    def _check_period(self, values: dict[str, Any]) -> None:
        for name in ("first", "last", "opens", "closes"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in."))
        if self.errors:
            return
        if values["last"] < values["first"] or (values["last"] - values["first"]).days > LONGEST_PERIOD:
            self.add_error("last", _("The period ends before it begins, or is longer than two years."))
        elif values["closes"] < values["opens"]:
            self.add_error("closes", _("The later hour comes second."))
        elif not (days := days_between(values["first"], values["last"], weekdays=values["weekdays"])):
            self.add_error("weekdays", _("There is no such day in this period."))
        else:
            self._check_begin(values, days)

    def _check_begin(self, values: dict[str, Any], days: Sequence[date]) -> None:
        if is_past(clock.resolve(datetime.combine(days[0], values["opens"]), self.zone)):
            self.add_error("first", _("This has passed already: begin later."))

    def options(self) -> dict[str, Any]:
        """What was chosen, as JSON values."""
        values = {name: self.cleaned_data.get(name) for name in ("timing", "first", "last", "opens", "closes", "weekdays")}
        plain = {name: value.isoformat() if isinstance(value, date | time) else value for name, value in values.items()}
        return {**plain, "as": self.cleaned_data["goal"]}
