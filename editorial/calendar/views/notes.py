"""Notes on days, written where the calendar shows them."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from editorial.calendar import notes
from editorial.models import DayNote
from editorial.refusals import Refusal
from editorial.views import redrawing
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right


class NoteForm(forms.Form):
    """A few words, and the day they stand on."""

    text = forms.CharField(
        max_length=200, label=gettext_lazy("Note"), error_messages={"required": gettext_lazy("Write a few words, or close.")}
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


@requires(Right.WRITE)
def new(request: BrandRequest) -> HttpResponse:
    """Put a note on a day."""
    form = NoteForm(sent(request), initial={"on": request.GET.get("on", "")})
    return _keep(request, form, None, lambda text, on: notes.write(request.brand, on, text, by=request.member))


@requires(Right.WRITE)
def edit(request: BrandRequest, pk: int) -> HttpResponse:
    """Read a note, change it, move it to another day."""
    note = get_object_or_404(request.brand.day_notes.select_related("by__user"), pk=pk)
    form = NoteForm(sent(request), initial={"text": note.text, "on": note.on})
    return _keep(request, form, note, lambda text, on: notes.change(note, text, on, by=request.member))


@requires(Right.WRITE)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take a note away."""
    notes.remove(get_object_or_404(request.brand.day_notes, pk=pk), by=request.member)
    return redrawing.again(request, _("The note is gone."))


def _keep(request: BrandRequest, form: NoteForm, note: DayNote | None, verb: Callable[..., object]) -> HttpResponse:
    if form.is_valid():
        try:
            verb(form.cleaned_data["text"], form.cleaned_data["on"])
            return redrawing.again(request, _("The note is kept."))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "note": note, "here": redrawing.asked(request)}
    return answer(request, "editorial/note.html", context, fragment="dialog", status=422 if form.is_bound else 200)
