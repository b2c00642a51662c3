"""What people choose about feeds that become drafts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.composer.forms import lines
from editorial.exchange.feeding import TEMPLATE, Wish
from editorial.models import Source
from editorial.plan_forms import InPlan
from lib.feeds import sources
from lib.feeds.sources import NotAnAddress
from lib.text import storable
from team.models import Brand

NEWEST = [
    (0, _("Nothing: only what appears from now on")),
    (1, _("The newest one")),
    (3, _("The 3 newest")),
    (10, _("The 10 newest")),
]


class SourceForm(InPlan):
    """A feed and what is made of its entries; the address of one that is read already does not change."""

    field_order = ["address", "template", "accounts", "campaign", "theme", "newest"]
    address = forms.CharField(
        label=_("Address"),
        help_text=_("The RSS or Atom feed of your blog, podcast or shop; or a page that names its feed."),
        error_messages={"required": _("Give the address of the feed.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    template = forms.CharField(
        label=_("Text of the draft"),
        initial=TEMPLATE,
        strip=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-behaviour": "autosize"}),
        help_text=_(
            "{title}, {summary} and {link} stand for those of the entry. Without {link} its address is the link of the post."
        ),
    )
    accounts = forms.TypedMultipleChoiceField(
        label=_("Accounts"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    newest = forms.TypedChoiceField(label=_("What stands in it already"), coerce=int, choices=NEWEST, initial=0)

    def __init__(self, *args: Any, brand: Brand, source: Source | None = None, **kwargs: Any):
        super().__init__(*args, brand=brand, **kwargs)
        self.every = {account.pk: account for account in brand.accounts.order_by("network_name", "handle", "pk")}
        self.fields["accounts"].choices = [(pk, str(account)) for pk, account in self.every.items()]  # type: ignore[attr-defined]
        self.found: sources.Source | None = None
        if source:
            del self.fields["address"], self.fields["newest"]

    def clean_address(self) -> str:
        """An address on the web."""
        try:
            return sources.clean(self.cleaned_data["address"])
        except NotAnAddress as error:
            raise forms.ValidationError(str(error)) from error

    def look(self) -> bool:
        """Look whether there is a feed; what is wrong is told at the address."""
        self.found = sources.look(self.cleaned_data["address"])
        if self.found.trouble:
            self.add_error("address", self.found.sentence)
        return not self.found.trouble

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        values = self.cleaned_data
        accounts = [self.every[pk] for pk in values["accounts"]]
        template = lines(storable(values["template"]))
        return Wish(template, accounts, values["campaign"], values["theme"], values.get("newest") or 0)


def kept(source: Source) -> dict[str, Any]:
    """What the form of a kept feed begins with."""
    accounts = list(source.accounts.values_list("pk", flat=True))
    return {"template": source.template, "accounts": accounts, "campaign": source.campaign_id, "theme": source.theme_id}
