"""What readers of links type."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.composer.forms import When


class NameForm(forms.Form):
    """Who is reading; kept beside their answers."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        strip=True,
        error_messages={"required": gettext_lazy("Tell your name, so that your answers carry it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    code = forms.CharField(max_length=12, required=False, strip=True)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("Tell your name, so that your answers carry it."))
        return name


class AnswerForm(When):
    """An answer to one post: `act` is approve, changes, hour, comment, or answer for one in a thread."""

    digest = forms.CharField(max_length=64, required=False)
    note = forms.CharField(max_length=2000, required=False, strip=True)

    def need(self, act: str) -> dict[str, Any]:
        """What is missing for that act, by field."""
        missing: dict[str, Any] = {}
        if act == "changes" and not self.cleaned_data.get("note"):
            missing["note"] = _("Say what is to change, so that the author knows.")
        if act in ("comment", "answer") and not self.cleaned_data.get("note"):
            missing["note"] = _("Write what you want to say.")
        if act == "hour" and self.wall is None:
            missing["date"] = _("On which day, and at what time?")
        return missing

    @property
    def hour(self) -> tuple[datetime, str]:
        """The hour that is proposed, and its zone. Only when there is one."""
        assert self.wall is not None  # noqa: S101 - asked by `need` before
        return self.wall, self.cleaned_data["zone"]
