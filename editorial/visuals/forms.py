"""What people choose and type to make a visual."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from charter.file_forms import USES
from charter.models import Charter
from editorial.library.forms import LONGEST
from editorial.models import Asset
from editorial.visuals import look
from editorial.visuals.templates import FIELDS, FORMATS, TEMPLATES, Template
from editorial.visuals.visuals import Wish, alt_of
from lib import colours


class VisualForm(forms.Form):
    """A template, a format, colours and a logo; a field for each text that any template has, so that nothing typed is lost."""

    template = forms.ChoiceField(choices=[(each.name, each.label) for each in TEMPLATES.values()], initial="announcement")
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=[(each.name, each.label) for each in FORMATS.values()], initial="portrait"
    )
    ground = forms.ChoiceField(label=gettext_lazy("Ground"), required=False)
    ink = forms.ChoiceField(label=pgettext_lazy("colour", "Words"), required=False)
    accent = forms.ChoiceField(label=gettext_lazy("Accent"), required=False)
    logo = forms.ChoiceField(label=gettext_lazy("Logo"), required=False)
    alt = forms.CharField(
        label=gettext_lazy("Alternative text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "data-behaviour": "autosize"}),
        help_text=gettext_lazy("Left empty, it is the words of the picture, as they stand below it."),
    )

    everywhere = forms.BooleanField(
        label=gettext_lazy("Also in what is submitted or planned"), required=False, initial=True, widget=forms.CheckboxInput
    )

    def __init__(self, data: Any = None, *, charter: Charter, names: dict[str, str], asset: Asset | None = None):
        super().__init__(data, initial=_typed(asset) if asset else None)
        self.charter = charter
        for name, longest in FIELDS.items():
            rows = 2 if longest > 100 else 1
            widget = forms.Textarea(attrs={"rows": rows, "data-behaviour": "autosize", "maxlength": longest})
            self.fields[name] = forms.CharField(required=False, max_length=longest, widget=widget)
        shades = [(value, names.get(value, value)) for value in look.palette(charter).all]
        self._choices("ground", shades)
        for name in ("ink", "accent"):
            self._choices(name, [("", _("as it reads best")), *shades])
        self._choices("logo", [("", _("the one for this ground")), *_logos(charter), ("none", _("none"))])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def templates(self) -> list[Template]:
        """What there is to choose from."""
        return list(TEMPLATES.values())

    @property
    def kind(self) -> Template:
        """The template that is chosen so far."""
        return TEMPLATES.get(str(self["template"].value()), TEMPLATES["announcement"])

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the texts that the template has, called as it calls them."""
        found = []
        for slot in self.kind.slots:
            field = self[slot.name]
            field.label, field.field.required = str(slot.label), slot.required
            field.field.widget.attrs["maxlength"] = slot.longest
            found.append(field)
        return found

    @property
    def unused(self) -> list[forms.BoundField]:
        """Those that it has not; what was typed there waits."""
        names = {slot.name for slot in self.kind.slots}
        return [self[name] for name in FIELDS if name not in names]

    def wish(self, language: str) -> Wish:
        """What is wanted, of a form that is valid."""
        said = self.cleaned_data
        words = {name: said[name] for name in FIELDS}
        chosen = {name: said[name] for name in ("template", "format", "ground", "ink", "accent", "logo")}
        return Wish(**chosen, words=words, language=language)


def _typed(asset: Asset) -> dict[str, Any]:
    """What was chosen and typed for a visual of the library; its alternative text where it is not the words of the picture."""
    wish = Wish.of(asset)
    if wish is None:
        return {}
    chosen = {name: value for name, value in vars(wish).items() if name not in ("words", "language")}
    return {**chosen, **wish.words, "alt": "" if asset.alt == alt_of(wish) else asset.alt}


def names_of(rows: Any) -> dict[str, str]:
    """What the colours are called, by their values."""
    known = {colours.WHITE: _("white"), colours.BLACK: _("black")}
    return known | {row.value: row.name or row.value for row in rows}


def _logos(charter: Charter) -> list[tuple[str, Any]]:
    uses = dict(USES)
    chief = [(charter.logo, _("the chief one"))] if charter.logo else []
    return [*chief, *((row["file"], uses.get(row.get("use", ""), _("another one"))) for row in charter.variants)]
