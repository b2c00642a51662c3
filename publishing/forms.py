"""Forms of the post office."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib import clock
from networks.base import ConnectField, Network, Option
from publishing import pausing, resuming, tagging
from publishing.models import NEEDS_SOMEBODY, Account, Publication
from team.models import Brand, Membership


class ConnectForm(forms.Form):
    """The connect screen of a network, made from the questions it asks; `questions` are others than its usual ones."""

    def __init__(self, network: Network, *args: Any, questions: Sequence[ConnectField] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in network.connect_fields if questions is None else questions:
            self.fields[question.name] = self._field(question)

    def _field(self, question: Any) -> forms.Field:
        common = {"label": question.label, "help_text": question.help, "required": question.required}
        if question.kind == "secret":
            widget = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True)
            return forms.CharField(max_length=2000, widget=widget, **common)
        if question.kind == "url":
            return forms.CharField(max_length=300, initial=question.initial, **common)
        return forms.CharField(max_length=200, initial=question.initial, **common)


class OptionsForm(forms.Form):
    """What one may choose for a post on one network, made from the options it declares; none is compulsory."""

    def __init__(self, network: Network, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.network = network
        for option in network.options:
            if option.asked:
                self.fields[option.name] = _option_field(option)

    def clean(self) -> dict[str, Any]:
        """The chosen options; what the network says against one stands at its field."""
        for finding in self.network.check_options(self.chosen()):
            self.add_error(finding.rule.partition(".")[2], finding.sentence)
        return self.cleaned_data

    def chosen(self) -> dict[str, Any]:
        """What was chosen, without what was left as it is: for Letter.options."""
        initial = {option.name: option.initial or (False if option.kind == "flag" else "") for option in self.network.options}
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None) and value != initial[name]}


def _option_field(option: Option) -> forms.Field:
    common: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False, "initial": option.initial}
    if option.kind == "choice":
        return forms.ChoiceField(choices=option.choices, **common)
    if option.kind == "flag":
        return forms.BooleanField(**common)
    return forms.CharField(max_length=option.max_length, **common)


class PracticeForm(forms.Form):
    """A practice account needs a name only."""

    name = forms.CharField(label=_("Name"), max_length=80)
    handle = forms.RegexField(
        r"^[A-Za-z0-9_.]+$",
        label=_("Handle"),
        max_length=30,
        error_messages={"invalid": _("Letters, digits, dots and underscores only.")},
    )


class PauseForm(forms.Form):
    """What shall stop, and why. Once it is valid, `scope` holds the arguments of `pausing.pause`."""

    what = forms.ChoiceField(label=_("What"))
    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_("Everybody in the brand reads it, on every page."),
        error_messages={"required": _("Say why nothing shall leave; everybody will read it.")},
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand, brand = member.brand, member.brand
        accounts = brand.accounts.exclude(state=Account.State.DISCONNECTED).order_by("network_name", "handle")
        choices: list[Any] = [("brand", gettext("The whole brand"))]
        if pausing.may_pause_all(member.user):
            choices.append(("all", gettext("Everything on this installation, every brand")))
        self.accounts = {f"account:{account.pk}": account for account in accounts}
        choices.append((gettext("An account"), [(name, str(account)) for name, account in self.accounts.items()]))
        choices.append((gettext("A campaign or theme"), [(f"tag:{key}", label) for key, label in tagging.waiting(brand)]))
        self.fields["what"].choices = [choice for choice in choices if choice[1]]  # type: ignore[attr-defined]

    @property
    def scope(self) -> dict[str, Any]:
        """The brand, the account and the tag."""
        what = self.cleaned_data["what"]
        brand: Brand | None = None if what == "all" else self.brand
        tag = what.removeprefix("tag:") if what.startswith("tag:") else ""
        return {"brand": brand, "account": self.accounts.get(what), "tag": tag}


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


class ResumeForm(TimeForm):
    """What becomes of what became due during a pause.

    `act` is send, move or drop: of the ticked rows, of all ("send:all"), or of one ("send:12").
    """

    act = forms.RegexField(r"^(send|move|drop)(:(all|\d{1,18}))?$")
    minutes = forms.IntegerField(
        label=_("Minutes between two posts of an account"),
        min_value=resuming.FASTEST // timedelta(minutes=1),
        max_value=resuming.SLOWEST // timedelta(minutes=1),
        initial=resuming.PACE // timedelta(minutes=1),
    )

    def __init__(self, zone: str, data: QueryDict | None = None):
        super().__init__(zone, data)
        self.verb, _colon, self.whom = (data.get("act", "") if data else "").partition(":")
        self.ticked = {pk for pk in data.getlist("pk") if pk.isdecimal() and len(pk) < 19} if data else set()
        for name in ("date", "time"):
            self.fields[name].required = self.verb == "move"
        self.fields["minutes"].required = self.verb != "drop"

    def clean(self) -> dict[str, Any]:
        values = super().clean() if self.verb == "move" else self.cleaned_data
        if not self.whom and not self.ticked:
            self.add_error(None, gettext("Tick what this is about, or take all of it."))
        return values

    @property
    def chosen(self) -> set[int] | None:
        """The rows it is about; None for all of them."""
        if self.whom == "all":
            return None
        return {int(pk) for pk in ({self.whom} if self.whom else self.ticked)}

    @property
    def every(self) -> timedelta:
        """The pace."""
        return timedelta(minutes=self.cleaned_data["minutes"])


class SeenForm(forms.Form):
    """Where the post was seen."""

    url = forms.URLField(label=_("Its address, if you have it at hand"), max_length=500, required=False, assume_scheme="https")


class TroubleFilter(forms.Form):
    """Of which account, and what happened."""

    account = forms.ChoiceField(label=_("Account"), required=False)
    state = forms.ChoiceField(label=_("What happened"), required=False)

    def __init__(self, brand: Brand, data: QueryDict):
        super().__init__(data)
        accounts = [(str(account.pk), str(account)) for account in brand.accounts.order_by("network_name", "handle")]
        self.fields["account"].choices = [("", gettext("All accounts")), *accounts]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
        states = [(state.value, state.label) for state in NEEDS_SOMEBODY]
        self.fields["state"].choices = [("", gettext("Everything that happened")), *states]  # type: ignore[attr-defined]

    def choose(self, rows: "QuerySet[Publication]") -> "QuerySet[Publication]":
        """Those of the rows that were asked for; what was asked in a wrong way counts as not asked."""
        return rows.filter(**self.chosen)

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(self.chosen)
