"""Fields and rows of what is said in both languages."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.rows import RowForm

PHONE = re.compile(r"\+?(?:[\s./()-]*\d){3,15}[\s)]*")
LANGUAGES = ("fr", "en")


def writing(label: Any, help_text: Any = "", *, rows: int = 3, longest: int = 4000) -> forms.CharField:
    """A text of some lines that may stay empty."""
    area = forms.Textarea(attrs={"rows": rows, "data-behaviour": "autosize"})
    return forms.CharField(label=label, help_text=help_text, max_length=longest, required=False, widget=area)


def line(label: Any, help_text: Any = "", *, longest: int = 120) -> forms.CharField:
    """A text of one line that may stay empty."""
    return forms.CharField(label=label, help_text=help_text, max_length=longest, required=False)


class PhoneField(forms.CharField):
    """A phone number as people write it: digits, with signs between them."""

    def clean(self, value: Any) -> str:
        """The number as it was typed. Raises ValidationError where nobody could be called."""
        said = str(super().clean(value))
        if said and not PHONE.fullmatch(said):
            message = _("“%(text)s” is no phone number. Write it like +33 4 72 00 00 00.")
            raise forms.ValidationError(message, params={"text": said})
        return said


def calling(label: Any) -> forms.CharField:
    """A phone number that may stay empty."""
    return PhoneField(label=label, max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"}))


class PlacedRow(RowForm):
    """A row that has its place among the others: they are kept in the order of the numbers, then as they stand."""

    place = forms.IntegerField(
        label=gettext_lazy("Position"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
    )


class BilingualRow(PlacedRow):
    """A row whose main words are in French, in English, or in both."""

    main = "fr"
    tongues = LANGUAGES

    @property
    def is_filled(self) -> bool:
        """Whether the row is written in one of the languages."""
        values = getattr(self, "cleaned_data", {})
        return any(values.get(name) for name in self.tongues)

    def clean(self) -> dict[str, Any]:
        """Ask for the words in one language where other columns are filled."""
        values = forms.Form.clean(self) or {}
        spoken = any(values.get(name) or name in self.errors for name in self.tongues)
        if not spoken and any(values.get(name) for name in self.said):
            self.add_error(self.main, str(self.missing) or _("Fill this in, or empty the whole row."))
        return values


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows by their places, which are then left out: the list itself keeps them."""
    placed = sorted(enumerate(rows, 1), key=lambda row: (row[1].get("place") or row[0], row[0]))
    return [{name: value for name, value in row.items() if name != "place"} for _number, row in placed]
