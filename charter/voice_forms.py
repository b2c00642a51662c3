"""What people type about how the brand sounds: everywhere, on each network, in its signs, and of what it is paid for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charter.checks.tokens import HASHTAG
from charter.models import Charter
from charter.paper_forms.tongues import line, writing
from networks import all_networks


def _labels() -> dict[str, str]:
    return {network.name: str(network.label) for network in all_networks()}


class PurposeForm(forms.Form):
    """Mission, vision, values."""

    mission = writing(gettext_lazy("Mission"), gettext_lazy("What the brand is there for, in a sentence or two."))
    vision = writing(gettext_lazy("Vision"), gettext_lazy("The world it would like to see."))
    values = writing(gettext_lazy("Values"), gettext_lazy("What it holds to when it has to choose. One a line reads best."))


class VoiceForm(forms.Form):
    """Tone and form of address."""

    voice = writing(
        gettext_lazy("Voice"), gettext_lazy("How the brand sounds: warm, precise, never ironic… Give an example or two.")
    )
    address = forms.ChoiceField(
        label=gettext_lazy("In French, we say"),
        choices=[
            (Charter.Address.VOUS, gettext_lazy("vous")),
            (Charter.Address.TU, gettext_lazy("tu")),
            (Charter.Address.FREE, gettext_lazy("as it fits")),
        ],
        widget=forms.RadioSelect,
    )


class SignsForm(forms.Form):
    """Hashtags, emojis, signature, typography."""

    hashtags = forms.CharField(
        label=gettext_lazy("The brand's hashtags"),
        help_text=gettext_lazy(
            "Written as they should be, a capital at each word: #MaisonLune. Drafts that write them otherwise are told."
        ),
        max_length=300,
        required=False,
    )
    max_hashtags = forms.IntegerField(
        label=gettext_lazy("Hashtags in a post, at most"),
        help_text=gettext_lazy("Empty: no limit."),
        min_value=0,
        max_value=60,
        required=False,
    )
    emoji = line(gettext_lazy("Emojis of ours"), gettext_lazy("Those that are ours, and those we leave to others."), longest=200)
    max_emoji = forms.IntegerField(
        label=gettext_lazy("Emojis in a post, at most"),
        help_text=gettext_lazy("Empty: no limit."),
        min_value=0,
        max_value=60,
        required=False,
    )
    punctuation = writing(
        gettext_lazy("Punctuation"), gettext_lazy("How we use marks: few exclamation marks, no dots that trail off…"), rows=2
    )
    max_exclamations = forms.IntegerField(
        label=gettext_lazy("Exclamation marks in a post, at most"),
        help_text=gettext_lazy("Empty: no limit."),
        min_value=0,
        max_value=60,
        required=False,
    )
    ellipses = forms.BooleanField(
        label=gettext_lazy("Dots that trail off are fine"),
        help_text=gettext_lazy("Otherwise drafts are advised against them… A quotation cut short may keep its […]."),
        required=False,
    )
    signature = forms.CharField(
        label=gettext_lazy("Signature"),
        help_text=gettext_lazy("How answers to the community are signed, for example “The Maison Lune team”."),
        max_length=120,
        required=False,
    )
    french_spaces = forms.BooleanField(
        label=gettext_lazy("Check the spaces of French typography"),
        help_text=gettext_lazy("Before ; : ! ? and inside « », so that no line begins with a mark."),
        required=False,
    )

    def clean_hashtags(self) -> str:
        """The hashtags with their sign, each once."""
        tags = [f"#{word.lstrip('#')}" for word in self.cleaned_data["hashtags"].replace(",", " ").split()]
        for tag in tags:
            if not HASHTAG.fullmatch(tag):
                raise forms.ValidationError(
                    _("%(tag)s would be no hashtag: letters, digits and _ only, and a letter among them."), params={"tag": tag}
                )
        return " ".join(
            {tag.casefold(): tag for tag in reversed(tags)}[key] for key in dict.fromkeys(tag.casefold() for tag in tags)
        )


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
