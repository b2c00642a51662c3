"""What people type into the means of a campaign, and what they spend; amounts and hours as one writes them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import networks
from campaigns import receipts
from campaigns.forms import DayInput
from campaigns.means import Account
from campaigns.models import BudgetLine, Campaign
from lib import amounts
from lib.rows import RowForm, Rows, rows_of
from team.models import Brand, Membership

WEEK = 100  # hours that a person works at most
NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


class AmountField(forms.CharField):
    """An amount in the currency of the brand; cleans to cents, None when it is empty."""

    def __init__(self, *, currency: str = "EUR", least: int = 0, **kwargs: Any):
        super().__init__(max_length=40, widget=forms.TextInput(attrs=NUMBER), **kwargs)
        self.currency, self.least = currency, least

    def clean(self, value: Any) -> Any:
        """The cents. Refuses what is no number, negative, or of another currency."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = amounts.hundredths(text, currency=self.currency)
        except amounts.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        if cents < self.least:
            raise forms.ValidationError(_("An amount is more than zero.") if self.least else _("An amount is no less than zero."))
        return cents


class MeansForm(forms.Form):
    """What the campaign may cost in all, and how long a post takes."""

    minutes_a_post = forms.IntegerField(
        label=gettext_lazy("Minutes a post"),
        min_value=5,
        max_value=2400,
        help_text=gettext_lazy("From the idea to the answers to its first comments: an average."),
        error_messages={
            "min_value": gettext_lazy("A post takes five minutes at least."),
            "max_value": gettext_lazy("A post takes forty hours at most."),
        },
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["budget"] = AmountField(
            label=_("Budget in all"),
            required=False,
            currency=currency,
            help_text=_("In %(currency)s. Left empty, it is what the lines come to.") % {"currency": currency},
        )


class LineRow(RowForm):
    """A part of the budget."""

    said = ("planned",)
    missing = gettext_lazy("Give this line a name, or empty the whole row.")

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Budget line"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=BudgetLine.Kind.choices, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["planned"] = AmountField(label=_("Planned"), required=False, currency=currency)
        self.fields["kind"].initial = BudgetLine.Kind.OTHER

    def clean_kind(self) -> str:
        """The chosen kind, or another one."""
        return self.cleaned_data["kind"] or BudgetLine.Kind.OTHER

    def clean_planned(self) -> int:
        """Nothing planned is zero."""
        return self.cleaned_data["planned"] or 0


class HoursRow(RowForm):
    """How many hours a week somebody has, on a network or on all of them."""

    main = "member"
    said = ("minutes",)
    missing = gettext_lazy("Choose whose hours these are, or empty the whole row.")

    member: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=None, required=False, empty_label="–"
    )
    network_name = forms.ChoiceField(label=gettext_lazy("Network"), required=False)
    minutes = forms.CharField(
        label=gettext_lazy("Hours a week"), max_length=12, required=False, widget=forms.TextInput(attrs=NUMBER)
    )

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        members = brand.memberships.filter(left_at=None).select_related("user").order_by("user__name")
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["network_name"].choices = [("", _("all networks")), *named()]  # type: ignore[attr-defined]

    def clean_minutes(self) -> int | None:
        """The hours as minutes."""
        text = self.cleaned_data["minutes"]
        if not text:
            return None
        try:
            hours = amounts.hundredths(text.removesuffix("h").strip())
        except amounts.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        if not 0 < hours <= WEEK * 100:
            raise forms.ValidationError(_("Between a quarter of an hour and a hundred hours."))
        return max(round(hours * 60 / 100), 1)

    def clean(self) -> dict[str, Any]:
        """Ask for the hours where there is a person."""
        values = super().clean()
        if values.get("member") and not values.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many hours a week."))
        return values


class HoursRows(Rows):
    """The hours of a campaign."""

    def clean(self) -> None:
        """Refuse the same person twice on a network."""
        seen = set()
        for form in self.filled:
            key = (form.cleaned_data["member"], form.cleaned_data.get("network_name"))
            if key in seen:
                form.add_error("member", _("This person is there twice on the same network: add the hours up."))
            seen.add(key)
        if any(form.errors for form in self.forms):
            raise forms.ValidationError("")


LINES = rows_of(LineRow, most=40)
HOURS = rows_of(HoursRow, most=40, base=HoursRows)


def named() -> list[tuple[str, str]]:
    """The networks there are, by their names for people."""
    return sorted(((name, str(networks.network(name).label)) for name in networks.NETWORKS), key=lambda pair: pair[1].casefold())


@dataclass
class Plan:
    """The forms of the page of means, as they were sent or as the means stand."""

    head: MeansForm
    lines: Rows
    hours: Rows

    @classmethod
    def of(cls, account: Account, sent: QueryDict | None) -> "Plan":
        """The forms for these means."""
        brand, means = account.campaign.brand, account.means
        budget = "" if means.budget is None else amounts.written(means.budget)
        head = {"budget": budget, "minutes_a_post": means.minutes_a_post}
        money, people = {"currency": brand.currency}, {"brand": brand}
        return cls(
            MeansForm(sent, initial=head, **money),
            LINES(sent, initial=None if sent else _lines(account), prefix="lines", form_kwargs=money),
            HOURS(sent, initial=None if sent else _hours(account), prefix="hours", form_kwargs=people),
        )

    def is_valid(self) -> bool:
        """Whether all of it can be kept."""
        return all([self.head.is_valid(), self.lines.is_valid(), self.hours.is_valid()])

    @property
    def values(self) -> dict[str, Any]:
        """What was typed."""
        return {**self.head.cleaned_data, "lines": self.lines.rows, "hours": self.hours.rows}


def _lines(account: Account) -> list[dict[str, Any]]:
    rows = [line.row for line in account.lines]
    return [{"pk": row.pk, "kind": row.kind, "name": row.name, "planned": amounts.written(row.planned)} for row in rows]


def _hours(account: Account) -> list[dict[str, Any]]:
    return [
        {"member": row.member_id, "network_name": row.network_name, "minutes": amounts.written(round(row.minutes * 100 / 60))}
        for row in account.hours
    ]


class SpendingForm(forms.Form):
    """Money that was spent."""

    on = forms.DateField(
        label=gettext_lazy("Day"), widget=DayInput, error_messages={"required": gettext_lazy("Say on which day.")}
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=200, required=False, help_text=gettext_lazy("For what, and to whom.")
    )
    receipt = forms.FileField(
        label=gettext_lazy("Receipt"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("A PDF or a picture, 10 MB at most. Only members of the brand can open it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )
    staged = forms.CharField(required=False, widget=forms.HiddenInput)
    forget = forms.BooleanField(label=gettext_lazy("Take the receipt away"), required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand, currency = campaign.brand, campaign.brand.currency
        self.fields["line"] = forms.ModelChoiceField(
            campaign.budget_lines.all(),
            label=_("Line of the budget"),
            empty_label=None,
            error_messages={
                "required": _("Choose the line of the budget."),
                "invalid_choice": _("This line is not there any more: choose another."),
            },
        )
        self.fields["amount"] = AmountField(
            label=_("Amount (%(currency)s)") % {"currency": currency},
            currency=currency,
            least=1,
            error_messages={"required": _("Say how much was spent.")},
        )

    def clean_receipt(self) -> receipts.File | None:
        """The file as it will be kept."""
        upload, aside = self.cleaned_data["receipt"], self.data.get("staged", "")
        if not upload:
            return self._laid_aside(aside) if aside and not self.data.get("forget") else None
        try:
            return receipts.read(upload)
        except receipts.BadReceipt as bad:
            raise forms.ValidationError(str(bad)) from bad

    def _laid_aside(self, words: str) -> receipts.File:
        """The file that came with the form before, when something else in it was wrong."""
        file = receipts.staged(self.brand, words)
        if file is None:
            raise forms.ValidationError(_("The receipt could not be kept that long: choose it again."))
        return file

    def stage(self) -> dict[str, str]:
        """For a form that comes back: what its receipt is called, and the words that find it again. Empty without one."""
        self.is_valid()  # where nobody has asked yet
        file = getattr(self, "cleaned_data", {}).get("receipt")
        words = "" if self.files.get("receipt") else self.data.get("staged", "")
        return {"name": file.name or _("Receipt"), "words": words or receipts.stage(self.brand, file)} if file else {}
