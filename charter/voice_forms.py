"""What people type about tone on each network, and about collaborations that are paid for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from charter.paper_forms.tongues import line, writing
from networks import all_networks


def _labels() -> dict[str, str]:
    return {network.name: str(network.label) for network in all_networks()}


class TonesForm(forms.Form):
    """How the tone shifts from one network to the other: a text for each of them, all of them in `tones`."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any]):
        tones = initial["tones"]
        super().__init__(data, initial={f"tone_{name}": text for name, text in tones.items()})
        self.kept = tones
        for name, label in _labels().items():
            self.fields[f"tone_{name}"] = writing(label, rows=2, longest=1000)

    def clean(self) -> dict[str, Any]:
        """The texts by network; those of networks that are not there any more stay."""
        values = super().clean() or {}
        known = _labels()
        said = {name: values.get(f"tone_{name}", "") for name in known}
        gone = {name: text for name, text in self.kept.items() if name not in known}
        return {"tones": {name: text for name, text in {**gone, **said}.items() if text}}


class MentionForm(forms.Form):
    """What is said of a collaboration that is paid for."""

    mention = line(
        gettext_lazy("Commercial mention"),
        gettext_lazy(
            "The words that begin a post somebody pays for, in money or gifts: “Collaboration commerciale”, “Publicité”."
        ),
    )


def labelled(tones: dict[str, str]) -> list[tuple[str, str, str]]:
    """The tones as they read: network, its label, the text; in the order of the networks."""
    known = _labels()
    return [(name, label, tones[name]) for name, label in known.items() if name in tones]
