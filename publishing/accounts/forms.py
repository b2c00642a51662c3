"""Connecting an account, the real way and on the practice network."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.base import ConnectField, Network


class ConnectForm(forms.Form):
    """The connect screen of a network, made from the questions it asks; `questions` are others than its usual ones."""

    def __init__(self, network: Network, *args: Any, questions: Sequence[ConnectField] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in network.connect_fields if questions is None else questions:
            self.fields[question.name] = self._field(question)

    def _field(self, question: Any) -> forms.Field:
        common = {"label": question.label, "help_text": question.help, "required": question.required}
        if question.kind == "secret":
            widget = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True)
            return forms.CharField(max_length=2000, widget=widget, **common)
        if question.kind == "url":
            return forms.CharField(max_length=300, initial=question.initial, **common)
        return forms.CharField(max_length=200, initial=question.initial, **common)


class PracticeForm(forms.Form):
    """A practice account needs a name only."""

    name = forms.CharField(label=_("Name"), max_length=80)
    handle = forms.RegexField(
        r"^[A-Za-z0-9_.]+$",
        label=_("Handle"),
        max_length=30,
        error_messages={"invalid": _("Letters, digits, dots and underscores only.")},
    )
