"""What people type about ideas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.composer.forms import lines
from editorial.ideas.ideas import LONGEST_LINE, LONGEST_TITLE, MOST_TAGS, Thought
from editorial.models import Asset, Idea
from editorial.plan_forms import InPlan
from lib.text import one_line, storable
from team.models import Membership
from team.rights import Right

LONGEST_BODY = 20_000  # characters


class ThoughtForm(forms.Form):
    """An idea in a line or two."""

    title = forms.CharField(
        label=_("Idea"), max_length=LONGEST_TITLE, error_messages={"required": _("Say in a few words what the idea is.")}
    )
    line = forms.CharField(label=_("In one line"), max_length=LONGEST_LINE, required=False)

    @property
    def thought(self) -> Thought:
        """What was typed."""
        return Thought(storable(self.cleaned_data["title"]), storable(self.cleaned_data["line"]))


class IdeaForm(ThoughtForm, InPlan):
    """An idea that is worked out. `revision` is the one that was on the screen; `drop` are pictures to take out."""

    field_order = ["title", "line", "body", "tags", "owner", "campaign", "theme"]
    body = forms.CharField(
        label=_("Worked out"),
        max_length=LONGEST_BODY,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-behaviour": "autosize"}),
        help_text=_("What is to be said, to whom, with which picture. The draft begins with these words."),
    )
    tags = forms.CharField(label=_("Tags"), max_length=600, required=False, help_text=_("With commas between them."))
    owner = forms.TypedChoiceField(label=_("Who takes care of it"), coerce=int, empty_value=None, required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.members = {member.pk: member for member in members}
        choices = [("", _("Nobody yet")), *((pk, str(member)) for pk, member in self.members.items())]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def clean_tags(self) -> list[str]:
        """The tags, each once, without the sign in front."""
        found = [one_line(storable(tag).strip().lstrip("#").strip(), 40) for tag in self.cleaned_data["tags"].split(",")]
        found = list({tag.casefold(): tag for tag in found if tag}.values())
        if len(found) > MOST_TAGS:
            raise forms.ValidationError(_("An idea has at most %(most)d tags."), params={"most": MOST_TAGS})
        return found

    def thought_with(self, pictures: list[Asset]) -> Thought:
        """What was typed, with these pictures."""
        values = self.cleaned_data
        return Thought(
            storable(values["title"]),
            storable(values["line"]),
            lines(storable(values["body"])),
            values["tags"],
            self.members.get(values["owner"]),
            values["campaign"],
            values["theme"],
            pictures,
        )


def kept(idea: Idea) -> dict[str, Any]:
    """What the form of a kept idea begins with."""
    return {
        "title": idea.title,
        "line": idea.line,
        "body": idea.body,
        "tags": ", ".join(idea.tags),
        "owner": idea.owner_id,
        "campaign": idea.campaign_id,
        "theme": idea.theme_id,
        "revision": idea.revision,
    }


def carers(brand: Any) -> list[Membership]:
    """The members who can take care of an idea: those who write."""
    members = brand.memberships.select_related("user").order_by("user__name", "pk")
    return [member for member in members if member.may(Right.WRITE)]
