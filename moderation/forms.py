"""What people type about conversations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.handling import LONGEST_NOTE


class AnswerForm(forms.Form):
    """An answer. `token` tells a second submit of the same page from a second answer, `seen` what the page showed."""

    text = forms.CharField(
        max_length=20_000, strip=True, error_messages={"required": _("Write an answer first.")}, widget=forms.Textarea
    )
    token = forms.UUIDField()
    seen = forms.IntegerField(required=False)
    resolve = forms.BooleanField(required=False)


class NoteForm(forms.Form):
    """A note on a person."""

    note = forms.CharField(max_length=LONGEST_NOTE, required=False, strip=True)


class AssignForm(forms.Form):
    """Whom a conversation is given to; empty for nobody."""

    member = forms.IntegerField(required=False)
