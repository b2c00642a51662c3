"""Two people at the same thing: which revision the writer saw, what the other one wrote meanwhile, or that it is gone."""

from typing import Any

from django import forms
from django.db.models import Model

from team.access import BrandRequest


def revision_of(request: BrandRequest, current: int) -> int:
    """The revision the writer saw; none at all counts as an old one."""
    if request.method != "POST":
        return current
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def theirs(form: forms.ModelForm, kept: Model) -> list[tuple[Any, Any]]:  # type: ignore[type-arg]
    """What is kept now where it differs from what was typed: label and value."""
    kept.refresh_from_db()
    names = [name for name in form.fields if name != "audiences" and form.cleaned_data.get(name) != getattr(kept, name)]
    return [(form.fields[name].label, _shown(form, kept, name)) for name in names]


def _shown(form: forms.ModelForm, kept: Model, name: str) -> Any:  # type: ignore[type-arg]
    field, value = form.fields[name], getattr(kept, name)
    if isinstance(value, int) and hasattr(form, "shown"):
        return form.shown(kept, name)
    chosen = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    return (dict(field.choices).get(value, value) if chosen else value) or "–"  # type: ignore[attr-defined,arg-type]
