"""What people type into the choice of networks, and into what they know of them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.advice import KINDS
from campaigns.choosing import SUBJECTS
from campaigns.forms import owners
from campaigns.models import NetworkChoice
from lib import amounts
from networks.audience import TABLE, Fact
from team.models import Brand

LONG = forms.Textarea(attrs={"rows": 2, "data-behaviour": "autosize"})
COUNTRIES = [
    ("", _("our own judgement")), ("FR", _("France")), ("BE", _("Belgium")), ("CH", _("Switzerland")), ("CA", _("Canada")),
    ("DE", _("Germany")), ("GB", _("United Kingdom")), ("EU", _("Europe")), ("US", _("United States")),
]  # fmt: skip


class WishForm(forms.Form):
    """What the campaign says, and with how many hours."""

    kinds = forms.MultipleChoiceField(
        label=_("What kind of things it says"),
        choices=[(name, words[0]) for name, words in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    well_off = forms.BooleanField(label=_("These people are well off"), required=False)
    minutes = forms.CharField(
        label=_("Hours a week for all networks"),
        required=False,
        max_length=12,
        help_text=_("Left empty, they are the hours of the budget page."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_minutes(self) -> int | None:
        """The hours as minutes."""
        text = self.cleaned_data["minutes"]
        if not text:
            return None
        try:
            hours = amounts.hundredths(text.removesuffix("h").strip())
        except amounts.Unreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        if not 0 <= hours <= 100_000:
            raise forms.ValidationError(_("Between none and a thousand hours."))
        return round(hours * 60 / 100)


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether the campaign goes to a network, why, and what has to be clear before."""

    chosen = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("The campaign goes there")), ("no", _("Not this one"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the campaign goes there.")},
    )

    class Meta:
        model = NetworkChoice
        fields = ("why", "say", "how", "rules")
        labels = {
            "why": _("Why"),
            "say": _("What to say there"),
            "how": _("How"),
            "rules": _("With what rules"),
        }
        help_texts = {
            "say": _("Subjects, tone, what is different from the other networks."),
            "how": _("How often, in which form, with whose pictures."),
            "rules": _("What is answered, hidden, passed on; which charter holds there."),
        }
        widgets = {"why": LONG, "say": LONG, "how": LONG, "rules": LONG}

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["who"] = owners(brand)
        self.fields["who"].label = _("Who answers there")
        self.fields["why"].required = True
        self.fields["why"].error_messages["required"] = _("Say why: whoever reads the plan in a year will ask.")
        self.initial.setdefault("who", self.instance.who_id)
        self.initial["chosen"] = "yes" if self.instance.chosen else "no"

    def shown(self, kept: NetworkChoice, name: str) -> str:
        """The decision that is kept, in words."""
        return str(dict(self.fields["chosen"].choices)["yes" if kept.chosen else "no"])  # type: ignore[attr-defined]


class FactForm(forms.Form):
    """A fact as a brand knows it; without a value that of the table holds."""

    subject = forms.CharField(widget=forms.HiddenInput)
    value = forms.IntegerField(
        label=_("Value"),
        min_value=0,
        required=False,
        error_messages={"min_value": _("No less than 0."), "invalid": _("Write a whole number.")},
    )
    source = forms.CharField(label=_("Source"), max_length=120, required=False)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1990,
        max_value=2100,
        error_messages={name: _("Write a year of four digits.") for name in ("invalid", "min_value", "max_value")},
    )
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES, required=False)

    @property
    def name(self) -> Any:
        """What the fact is about."""
        return SUBJECTS.get(self["subject"].value(), "")

    def clean(self) -> dict[str, Any]:
        """Hold the value in its bounds; ask for a year where there is a source."""
        values = super().clean() or {}
        most = 6000 if values.get("subject") == "effort" else 100
        if (values.get("value") or 0) > most:
            self.add_error("value", _("No more than %(most)d.") % {"most": most})
        if values.get("subject") not in SUBJECTS:
            self.add_error(None, _("This fact is not known."))
        if values.get("source") and not values.get("year") and "year" not in self.errors:
            self.add_error("year", _("Say of which year these figures are."))
        if (values.get("year") or 0) > date.today().year:
            self.add_error("year", _("This year is still to come."))
        return values

    @property
    def fact(self) -> Fact | None:
        """The fact as it was typed."""
        said = self.cleaned_data
        if said["value"] is None:
            return None
        return Fact(said["value"], said["source"], said["year"], said["country"])


FACTS = forms.formset_factory(FactForm, extra=0, max_num=len(SUBJECTS), absolute_max=len(SUBJECTS))


def first(facts: dict[str, Fact]) -> list[dict[str, Any]]:
    """Every subject, with the fact that is known."""
    empty = Fact(0)
    return [
        {"subject": subject, "value": fact.value, "source": fact.source, "year": fact.year, "country": fact.country}
        if (fact := facts.get(subject, empty)) is not empty
        else {"subject": subject}
        for subject in SUBJECTS
    ]


def is_known(name: str) -> bool:
    """Whether there is a network of that name in the table."""
    return name in TABLE
