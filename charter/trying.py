"""A text that belongs to no post, to hold against the charter."""

from django import forms
from django.utils.translation import gettext_lazy


class TryForm(forms.Form):
    """A text to hold against the charter."""

    text = forms.CharField(
        label=gettext_lazy("A text to try"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-behaviour": "autosize"}),
    )
