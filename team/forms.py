"""What people type about themselves, their brands and their colleagues."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lib import amounts, zones
from team import audit
from team.models import Brand, Invitation, Membership, User
from team.notices import holders
from team.rights import PURPOSES, Right, Role

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
COLOUR = forms.TextInput(attrs={"type": "color"})


class ZoneField(forms.ChoiceField):
    """A time zone; the one that is already kept may stay, whatever it is."""

    def __init__(self, **kwargs: Any):
        super().__init__(label=kwargs.pop("label", _("Time zone")), choices=zones.grouped, **kwargs)


class ProfileForm(forms.ModelForm):
    """How a person wants to be called, to read and to be told."""

    zone = ZoneField()
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "language", "zone", "theme", "mail_notices")
        widgets = {"theme": forms.RadioSelect, "mail_notices": forms.RadioSelect}


class BrandForm(forms.ModelForm):
    """The first things about a brand."""

    zone = ZoneField(help_text=_("Dates and hours of the calendar are meant in this zone."))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("The language of invitations and reports.")
    )

    class Meta:
        model = Brand
        fields: tuple[str, ...] = ("name", "language", "zone", "colour")
        widgets: dict[str, Any] = {"colour": COLOUR}

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"].lower()
        if len(colour) != 7 or colour[0] != "#" or set(colour[1:]) - set("0123456789abcdef"):
            raise forms.ValidationError(_("Write a colour as # and six digits, as in #b4532a."))
        return colour


class SettingsForm(BrandForm):
    """Everything about how a brand works."""

    late_minutes = forms.IntegerField(
        label=_("A post is late after (minutes)"),
        min_value=5,
        max_value=7 * 24 * 60,
        help_text=_("Up to then a post that was held up goes out by itself."),
    )

    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[(code, code) for code in amounts.CURRENCIES],
        help_text=_("Budgets and values are kept in it; changing it converts nothing."),
    )

    class Meta(BrandForm.Meta):
        fields = (
            *BrandForm.Meta.fields,
            "currency",
            "own_approval",
            "charter_approval",
            "second_factor",
            "late_minutes",
            "late_policy",
        )
        widgets = {"colour": COLOUR, "late_policy": forms.RadioSelect}
        help_texts = {
            "own_approval": _("Otherwise somebody else has to approve what a person wrote."),
            "charter_approval": _(
                "A changed section is proposed, and holds once another person who may change charters approved it."
            ),
            "second_factor": _("Who has none is led to set one up before they see the brand."),
        }

    def clean_charter_approval(self) -> bool:
        wanted: bool = self.cleaned_data["charter_approval"]
        if wanted and not self.instance.charter_approval and len(holders(self.instance, Right.CHARTER)) < 2:
            raise forms.ValidationError(_("That takes two people who may change the charters; so far there is one."))
        return wanted


class RolesForm(forms.Form):
    """Which roles somebody has; only those that the asking member may give are offered."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(role, Role(role).label) for role in offered]  # type: ignore[attr-defined]

    def purposes(self) -> list[tuple[Any, Any]]:
        """Each role to choose from, with what it is for."""
        return [(choice.data, PURPOSES[choice.data["value"]]) for choice in self["roles"]]


class InvitationForm(RolesForm):
    """Whom to invite as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "roles")


class JoinForm(forms.ModelForm):
    """What an invited person says about themselves."""

    zone = ZoneField()
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters. A sentence is easy to remember and hard to guess."),
    )

    class Meta:
        model = User
        fields = ("name", "language", "zone")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    field_order = ("name", "password", "language", "zone")

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if not self.is_bound:
            self.fields["zone"].widget.attrs["data-behaviour"] = "zone"

    def clean_password(self) -> str:
        person = User(email=self.invitation.email, name=self.cleaned_data.get("name", ""))
        validate_password(self.cleaned_data["password"], person)
        return self.cleaned_data["password"]


class MembersFilter(forms.Form):
    """Whom to show of the members."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])


class AuditFilter(forms.Form):
    """Which part of the log to show. Both days are whole days of the brand's zone."""

    who = forms.ModelChoiceField(Membership.ever.none(), label=_("Who"), required=False, empty_label=_("Everybody"))
    verb = forms.ChoiceField(label=_("Act"), required=False)
    since = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=DAY)
    until = forms.DateField(label=pgettext_lazy("period", "To"), required=False, widget=DAY)

    def __init__(self, *args: Any, brand: Brand, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = Membership.ever.filter(brand=brand).select_related("user").order_by("user__name", "pk")
        self.fields["who"].queryset = people  # type: ignore[attr-defined]
        verbs = sorted(((verb, audit.label(verb)) for verb in audit.sentences()), key=lambda pair: pair[1].casefold())
        self.fields["verb"].choices = [("", _("Everything")), *verbs]  # type: ignore[attr-defined]
