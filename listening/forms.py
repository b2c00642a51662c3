"""What people type about watches and mentions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.feeds import sources
from lib.feeds.sources import NotAnAddress, Source
from listening import query
from listening.handling import LONGEST_NOTE
from listening.models import Watch
from listening.watching import MOST_FEEDS
from team.models import Brand

NEAR = 18  # characters shown on each side of what cannot be read


class WatchForm(forms.Form):
    """A watch. After `look` the addresses are those of the feeds; `anyway` keeps those that did not answer."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the watch a name.")},
        help_text=gettext_lazy("Your brand, a competitor, a subject of your trade."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words"),
        widget=forms.Textarea(attrs={"rows": 2, "data-behaviour": "autosize", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Say which words to look for.")},
    )
    feeds = forms.CharField(
        label=gettext_lazy("Sources"),
        widget=forms.Textarea(attrs={"rows": 4, "data-behaviour": "autosize", "spellcheck": "false"}),
        help_text=gettext_lazy("One address a line: an RSS or Atom feed, or a site that names its feed."),
        error_messages={"required": gettext_lazy("Give the address of at least one source.")},
    )
    listen = forms.BooleanField(label=gettext_lazy("Tell me of new mentions"), required=False)
    anyway = forms.BooleanField(label=gettext_lazy("Keep the sources that did not answer all the same"), required=False)

    def __init__(self, *args: Any, brand: Brand, watch: Watch | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.brand, self.watch = brand, watch
        self.known = set(watch.feeds.values_list("address", flat=True)) if watch else set()
        self.looked: list[Source] = []
        if watch:
            del self.fields["listen"]

    def clean_name(self) -> str:
        """Refuse a name that another watch has."""
        name = self.cleaned_data["name"]
        others = self.brand.watches.exclude(pk=self.watch.pk) if self.watch else self.brand.watches.all()
        if others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a watch called “%(name)s” already.") % {"name": name})
        return name

    def clean_words(self) -> str:
        """Refuse a query that cannot be read, and say where."""
        words = " ".join(self.cleaned_data["words"].split())
        try:
            query.parse(words)
        except query.Unreadable as unreadable:
            raise forms.ValidationError(f"{unreadable} {_where(words, unreadable.place)}".strip()) from unreadable
        return words

    def clean_feeds(self) -> list[str]:
        """The addresses, each once."""
        found, wrong = [], []
        for line in filter(str.strip, self.cleaned_data["feeds"].splitlines()):
            try:
                found.append(sources.clean(line))
            except NotAnAddress as error:
                wrong.append(str(error))
        found = list(dict.fromkeys(found))
        if len(found) > MOST_FEEDS:
            wrong.append(_("A watch has at most %(most)d sources.") % {"most": MOST_FEEDS})
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def look(self, *, everywhere: bool = False) -> bool:
        """Look at the addresses, those the watch has already only with `everywhere`; whether all are feeds, or kept anyway."""
        typed = self.cleaned_data["feeds"]
        self.looked = sources.look_at([address for address in typed if everywhere or address not in self.known])
        better = {source.typed: source.address for source in self.looked}
        self.cleaned_data["feeds"] = list(dict.fromkeys(better.get(address, address) for address in typed))
        troubles = [source for source in self.looked if source.trouble]
        if troubles and not everywhere and not self.cleaned_data.get("anyway"):
            self.add_error("feeds", [_said(source) for source in troubles])
            return False
        return True


def _said(source: Source) -> str:
    return _("%(address)s: %(sentence)s") % {"address": source.typed, "sentence": source.sentence}


def _where(words: str, place: int) -> str:
    """The query around the place of its fault, with a sign there; "" where it is the whole that is wrong."""
    if not words or place >= query.LONGEST:
        return ""
    before, after = words[max(place - NEAR, 0) : place], words[place : place + NEAR]
    return _("Here: %(before)s▸%(after)s") % {
        "before": ("…" if place > NEAR else "") + before,
        "after": after + ("…" if place + NEAR < len(words) else ""),
    }


class FollowForm(forms.Form):
    """Who is asked to follow a mention up, and what they should know."""

    member = forms.ChoiceField(
        label=gettext_lazy("Who"),
        widget=forms.Select(attrs={"autofocus": True}),
        error_messages={"required": gettext_lazy("Choose somebody."), "invalid_choice": gettext_lazy("Choose somebody.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-behaviour": "autosize"}),
    )

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        field = self.fields["member"]
        field.choices = [(pk, str(member)) for pk, member in self.members.items()]  # type: ignore[attr-defined]

    def clean_member(self) -> Any:
        """The member."""
        return self.members[self.cleaned_data["member"]]
