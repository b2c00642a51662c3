"""Forms of as many rows of the same columns as a person wants; an empty row counts for none."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class RowForm(forms.Form):
    """One row. `main` names the column without which there is no row, `said` those that want it when they are filled."""

    main = "name"
    said: tuple[str, ...] = ()
    missing: str | Promise = ""

    @property
    def is_filled(self) -> bool:
        """Whether somebody wrote this row."""
        return bool(getattr(self, "cleaned_data", {}).get(self.main))

    def clean(self) -> dict[str, Any]:
        """Ask for the main column where others are filled."""
        values = super().clean() or {}
        if self.main not in self.errors and not values.get(self.main) and any(values.get(name) for name in self.said):
            self.add_error(self.main, str(self.missing) or _("Fill this in, or empty the whole row."))
        return values


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows. `rows` are the values of those that are filled, once they are valid."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.error_messages["too_many_forms"] = _("%d rows at most: take some away.") % self.max_num  # type: ignore[attr-defined]

    @property
    def filled(self) -> list[RowForm]:
        """The forms of the filled rows."""
        return [form for form in self.forms if form.is_filled]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of the filled rows, in order."""
        return [form.cleaned_data for form in self.filled]

    def clean(self) -> None:
        """Refuse a main column that says the same twice."""
        seen: set[str] = set()
        for form in self.filled:
            value = str(form.cleaned_data[form.main]).casefold()
            if value and value in seen:
                form.add_error(form.main, _("“%(name)s” is there twice.") % {"name": form.cleaned_data[form.main]})
            seen.add(value)
        if any(form.errors for form in self.forms):
            raise ValidationError("")


def rows_of(form: type[RowForm], *, most: int, blank: int = 3, base: type[Rows] = Rows) -> type[Rows]:
    """A set of such rows: `most` at most, with `blank` empty ones to fill in where there is no JavaScript."""
    return forms.formset_factory(  # type: ignore[return-value]
        form, formset=base, extra=blank, max_num=most, absolute_max=most + 30, validate_max=True
    )
