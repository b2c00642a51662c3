"""The words of a person in a retrospective."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.remarks import MOST


class WordsForm(forms.Form):
    """What is said about one part; empty takes the words away."""

    text = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5, "data-behaviour": "autosize", "autofocus": True}),
    )
