"""Pausing, and what becomes of what became due meanwhile."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.forms import TimeForm
from publishing.models import Account
from publishing.pausing import pausing, resuming, tagging
from team.models import Brand, Membership


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
