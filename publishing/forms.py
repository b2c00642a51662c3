"""Forms of the post office."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.base import ConnectField, Network, Option


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


class OptionsForm(forms.Form):
    """What one may choose for a post on one network, made from the options it declares; none is compulsory."""

    def __init__(self, network: Network, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.network = network
        for option in network.options:
            if option.asked:
                self.fields[option.name] = _option_field(option)

    def clean(self) -> dict[str, Any]:
        """The chosen options; what the network says against one stands at its field."""
        for finding in self.network.check_options(self.chosen()):
            self.add_error(finding.rule.partition(".")[2], finding.sentence)
        return self.cleaned_data

    def chosen(self) -> dict[str, Any]:
        """What was chosen, without what was left as it is: for Letter.options."""
        initial = {option.name: option.initial or (False if option.kind == "flag" else "") for option in self.network.options}
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None) and value != initial[name]}


def _option_field(option: Option) -> forms.Field:
    common: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False, "initial": option.initial}
    if option.kind == "choice":
        return forms.ChoiceField(choices=option.choices, **common)
    if option.kind == "flag":
        return forms.BooleanField(**common)
    return forms.CharField(max_length=option.max_length, **common)


class PracticeForm(forms.Form):
    """A practice account needs a name only."""

    name = forms.CharField(label=_("Name"), max_length=80)
    handle = forms.RegexField(
        r"^[A-Za-z0-9_.]+$",
        label=_("Handle"),
        max_length=30,
        error_messages={"invalid": _("Letters, digits, dots and underscores only.")},
    )


class PauseForm(forms.Form):
    """Why nothing shall leave."""

    reason = forms.CharField(label=_("Why?"), max_length=200)


class SeenForm(forms.Form):
    """Where the post was seen."""

    url = forms.URLField(label=_("Its address, if you have it at hand"), max_length=500, required=False, assume_scheme="https")
