"""What one may choose for a post on one network."""

from typing import Any

from django import forms

from networks.base import Network, Option


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
