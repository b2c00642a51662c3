"""What people type about posts, turned into values for the verbs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import tagging
from editorial import plan
from editorial.composer import fields, shaping
from editorial.composer.fields import lines
from editorial.content import Content, Image, Version
from editorial.drafting import Draft
from editorial.models import Asset
from editorial.stock.terms import PRIORITIES, Terms
from lib import clock
from publishing.letters.forms import OptionsForm
from publishing.models import Account
from team.models import Brand

LONGEST = 100_000  # characters of one text
Focuses = Mapping[int, tuple[float, float]]

OF_ACCOUNTS: dict[str, Callable[[], forms.Field]] = {
    "text": partial(forms.CharField, required=False, strip=False, max_length=LONGEST),
    "link": partial(forms.URLField, required=False, max_length=500, assume_scheme="https"),
}


class When(forms.Form):
    """A date, a time and the zone they are read in; all empty for no date."""

    date = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    zone = forms.CharField(required=False, max_length=64)

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone and zone != "UTC" and zone not in clock.zones():
            raise forms.ValidationError(_("Nobody knows this time zone."))
        return zone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        date, time = values.get("date"), values.get("time")
        if date and not time and "time" not in self.errors:
            self.add_error("time", _("At what time? Or take the date away."))
        if time and not date and "date" not in self.errors:
            self.add_error("date", _("On which day? Or take the time away."))
        return values

    @property
    def wall(self) -> datetime | None:
        """The chosen time as clocks show it."""
        values = getattr(self, "cleaned_data", {})
        date, time = values.get("date"), values.get("time")
        return datetime.combine(date, time) if date and time else None


class MoveForm(When):
    """A new date for a post."""

    revision = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("date") and "date" not in self.errors:
            self.add_error("date", _("On which day?"))
        return values


class DecisionForm(forms.Form):
    """An approver's answer; `digest` is of the content that was on the screen."""

    digest = forms.CharField(max_length=64)
    note = forms.CharField(required=False, max_length=2000, strip=True)


class ChangesForm(DecisionForm):
    """Asking for a change says which."""

    note = forms.CharField(
        max_length=2000, strip=True, error_messages={"required": gettext_lazy("Say what is to change, so that the author knows.")}
    )


class PostForm(When):
    """The composer. For each account with the number n it reads `own_n` and `text_n`, `ownlink_n` and `link_n`; for the
    pictures `picture` (their numbers, in order), `alt_<number>` and `drop`; `back` names a field that is to be as the
    shared one, `shape` what is done to what was typed (see shaping); the rest is read by fields. `added` are pictures
    that came with it; `known` are some of the brand's that need no query; `focuses` are focal points by the numbers of
    pictures, where others than the library's hold.
    """

    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    link = forms.URLField(required=False, max_length=500, assume_scheme="https")
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    campaign = forms.IntegerField(required=False)
    theme = forms.IntegerField(required=False)
    accounts = forms.TypedMultipleChoiceField(coerce=int, required=False)
    revision = forms.IntegerField(required=False)
    priority = forms.TypedChoiceField(coerce=int, choices=PRIORITIES.items(), required=False, empty_value=None)
    expires_on = forms.DateField(required=False)
    data: QueryDict

    def __init__(
        self,
        data: QueryDict,
        *,
        brand: Brand,
        added: Sequence[Asset] = (),
        known: Sequence[Asset] = (),
        focuses: Focuses = MappingProxyType({}),
    ):
        super().__init__(data)
        self.focuses = focuses
        self.brand, self.added = brand, list(added)
        self.known = {asset.pk: asset for asset in known}
        self.options: dict[int, OptionsForm] = {}
        self.brand_accounts = list(brand.accounts.order_by("network_name", "handle", "pk"))
        self.campaigns = plan.campaigns(brand)
        self.fields["accounts"].choices = [(account.pk, str(account)) for account in self.brand_accounts]  # type: ignore[attr-defined]
        for account in self.brand_accounts:  # of which few have words of their own
            for name, kind in OF_ACCOUNTS.items():
                if data.get(f"{name}_{account.pk}"):
                    self.fields[f"{name}_{account.pk}"] = kind()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        campaign = self._one_of("campaign", self.campaigns)
        themes = [theme for each in self.campaigns for theme in each.theme_list]  # type: ignore[attr-defined]
        theme = self._one_of("theme", themes)
        if theme and campaign and theme.campaign_id != campaign.pk:
            self.add_error("theme", _("This theme belongs to another campaign."))
            theme = None
        self._clean_fields_of_accounts()
        values["theme"] = theme
        values["campaign"] = campaign or next((each for each in self.campaigns if theme and each.pk == theme.campaign_id), None)
        return values

    def _clean_fields_of_accounts(self) -> None:
        """Options, and texts that are held to a length only."""
        for account in self.brand_accounts:
            form = fields.options_form(account, self.data)
            for name, errors in form.errors.items() if form else ():
                self.add_error(None, f"{account}, {form[name].label}: {errors[0]}")  # type: ignore[index]
            if form:
                self.options[account.pk] = form
        if any(len(text) > LONGEST for text in fields.texts(self.data).values()):
            self.add_error(None, _("A part of the thread is too long to be kept: %(n)d characters at most.") % {"n": LONGEST})

    def _one_of(self, name: str, rows: Sequence[Any]) -> Any:
        wanted = self.cleaned_data.get(name)
        found = next((row for row in rows if row.pk == wanted), None)
        if wanted and not found:
            self.add_error(name, _("It does not exist any more. Choose another one."))
        return found

    @cached_property
    def draft(self) -> Draft:
        """What was typed, without the fields that have errors. Ask for it after `is_valid`, whatever that said."""
        values = self.cleaned_data
        chosen = set(values.get("accounts", ()))
        content = self._shared()
        versions = tuple(self._version(account, content) for account in self.brand_accounts if account.pk in chosen)
        content = replace(content, versions=versions)
        if command := shaping.read(self.data.get("shape", "")):
            content = shaping.shaped(content, command)
        zone = values.get("zone") or self.brand.zone
        return Draft(content, values.get("campaign"), values.get("theme"), self.wall, zone, self._terms)

    @property
    def _terms(self) -> Terms | None:
        """On what terms it waits in stock, where that was asked."""
        priority = self.cleaned_data.get("priority")
        return Terms(priority, self.cleaned_data.get("expires_on")) if priority is not None else None

    def _shared(self) -> Content:
        """What all accounts share."""
        values, data, images = self.cleaned_data, self.data, tuple(self._images())
        return Content(
            text=lines(values.get("text", "")),
            link=values.get("link", ""),
            language=values.get("language") or self.brand.language,
            images=images,
            parts=fields.parts(data, "", {image.asset.pk for image in images}),
            comment=fields.comment(data, ""),
            poll=fields.poll(data, ""),
            pause=fields.pause(data),
            tagging=tagging.of(self.brand, values.get("campaign")),
        )

    def _version(self, account: Account, shared: Content) -> Version:
        text = self._own(f"own_{account.pk}", f"text_{account.pk}", "text")
        link = self._own(f"ownlink_{account.pk}", f"link_{account.pk}", "link")
        form = self.options.get(account.pk)
        chosen = form.chosen() if form else {}
        pool = {image.asset.pk for image in shared.images}
        return Version(account, text, link, chosen, **fields.own(self.data, account, shared, pool))

    def _own(self, tick: str, name: str, shared: str) -> str | None:
        """The account's own words, None for the shared ones; typed without script, words that differ are its own."""
        if self.data.get("back") == name:
            return None
        words = lines(self.cleaned_data.get(name, ""))
        if self.data.get(tick):
            return words
        return words if words and words != lines(self.cleaned_data.get(shared, "")) else None

    def _images(self) -> list[Image]:
        """The pictures in their order, the added ones last, those taken out gone."""
        dropped = self.data.getlist("drop")  # type: ignore[attr-defined]
        wanted = [pk for pk in fields.numbers(self.data, "picture") if str(pk) not in dropped]
        found = dict(self.known)
        if missing := set(wanted) - set(found):
            found |= {asset.pk: asset for asset in self.brand.assets.filter(pk__in=missing)}
        kept = [found[pk] for pk in dict.fromkeys(wanted) if pk in found]
        fresh = [asset for asset in self.added if asset not in kept]
        alts = {asset.pk: lines(self.data.get(f"alt_{asset.pk}", asset.alt)).strip() for asset in [*kept, *fresh]}
        return [Image(asset, alts[asset.pk], self.focuses.get(asset.pk, asset.focus)) for asset in [*kept, *fresh]]


def typed(draft: Draft, *, revision: int | str = "", zone: str = "") -> QueryDict:
    """A kept draft as if somebody had just typed it: what the form of it begins with."""
    content, data = draft.content, QueryDict(mutable=True)
    for name in ("text", "link", "language"):
        data[name] = getattr(content, name)
    data["campaign"], data["theme"] = (str(row.pk) if row else "" for row in (draft.campaign, draft.theme))
    data["date"], data["time"] = (f"{draft.wall:%Y-%m-%d}", f"{draft.wall:%H:%M}") if draft.wall else ("", "")
    data["priority"], data["expires_on"] = (str(value or "") for value in astuple(draft.terms or Terms()))
    data["zone"], data["revision"] = draft.zone or zone, str(revision)
    data.setlist("accounts", [str(version.account.pk) for version in content.versions])
    for version in content.versions:
        for tick, name, own in (("own", "text", version.text), ("ownlink", "link", version.link)):
            if own is not None:
                data[f"{tick}_{version.account.pk}"], data[f"{name}_{version.account.pk}"] = "on", own
    data.setlist("picture", [str(image.asset.pk) for image in content.images])
    for image in content.images:
        data[f"alt_{image.asset.pk}"] = image.alt
    fields.put(data, content)
    return data
