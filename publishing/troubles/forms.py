"""Of what needs somebody: finding it, and saying where it was seen."""

from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.models import NEEDS_SOMEBODY, Publication, State
from publishing.troubles import lost
from publishing.troubles.lost import Lost
from team.models import Brand


class SeenForm(forms.Form):
    """Where the post was seen."""

    url = forms.URLField(label=_("Its address, if you have it at hand"), max_length=500, required=False, assume_scheme="https")


class TroubleFilter(forms.Form):
    """Of which account, and what happened."""

    account = forms.ChoiceField(label=_("Account"), required=False)
    state = forms.ChoiceField(label=_("What happened"), required=False)

    def __init__(self, brand: Brand, data: QueryDict):
        super().__init__(data)
        self.brand = brand
        accounts = [(str(account.pk), str(account)) for account in brand.accounts.order_by("network_name", "handle")]
        self.fields["account"].choices = [("", gettext("All accounts")), *accounts]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
        states = [(state.value, state.label) for state in NEEDS_SOMEBODY]
        self.fields["state"].choices = [("", gettext("Everything that happened")), *states]  # type: ignore[attr-defined]

    @property
    def lost(self) -> list[Lost]:
        """The accounts to reconnect among what was asked for."""
        state, pk = self.chosen.get("state", State.HELD), self.chosen.get("account", "")
        return [each for each in lost.of_brand(self.brand) if state == State.HELD and pk in ("", str(each.account.pk))]

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
