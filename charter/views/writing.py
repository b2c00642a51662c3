"""Writing the charter, section by section."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import changes, current, editing
from charter.books import BOOKS
from charter.forms import form_for, said_in
from charter.models import Charter
from charter.sections import SECTIONS, Section
from charter.starting import start_form
from charter.views import ahead
from charter.views.reading import base_of, on_top_of, open_section, page
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.CHARTER)
def section(request: BrandRequest, name: str) -> HttpResponse:
    """A section as a form (`GET`), or kept as it was written (`POST`): in force, to come, or proposed."""
    section = _section(name)
    if request.method != "POST":
        seen = editing.seen(BOOKS["charter"], request.brand, on_top_of(request))
        return _form(request, section, form_for(section, seen), seen.number, start_form(request.brand, seen))
    charter, base = current.of(request.brand), base_of(request)
    form, start = form_for(section, charter, request.POST, request.FILES), start_form(request.brand, charter, request.POST)
    if not form.is_valid() or not start.is_valid():
        return _form(request, section, form, base, start, status=422)
    try:
        saved = editing.save(request.brand, section, said_in(section, form), by=request.member, base=base, starts=start.moment)
    except editing.Stale as stale:
        return _stale(request, section, form, start, stale.theirs)
    return _saved(request, section, saved, new=saved.number != base)


@requires(Right.VIEW)
def read(request: BrandRequest, name: str) -> HttpResponse:
    """A section as it reads: where a form is closed without saving."""
    section = _section(name)
    if not request.htmx:
        return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#{section.name}")
    return render(request, "charter/_section.html", {**page(current.of(request.brand)), "section": section})


@requires(Right.CHARTER)
@require_POST
def restore(request: BrandRequest, number: int) -> HttpResponse:
    """Put an old version back in force."""
    get_object_or_404(request.brand.charters, number=number)
    charter = editing.restore(request.brand, number, by=request.member)
    messages.success(request, ahead.sentence(charter, request.brand, old=number))
    return redirect("charter:show", request.brand.slug)


def _section(name: str) -> Section:
    try:
        return SECTIONS[name]
    except KeyError:
        raise Http404 from None


def _form(request, section, form, base, start, *, status=200, **more) -> HttpResponse:  # type: ignore[no-untyped-def]
    opened = open_section(section, form, base, start, **more)
    template = "charter/_form.html" if request.htmx else "charter/show.html"
    return render(request, template, page(current.of(request.brand), opened), status=status)


def _stale(request, section: Section, form, start, theirs: Charter) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The form as it was typed, with what the other one changed; saving it again replaces that."""
    seen = editing.numbered(BOOKS["charter"], request.brand, base_of(request))
    differs = [change for change in changes.between(seen, theirs) if change.section == section]
    return _form(request, section, form, theirs.number, start, status=422, theirs=theirs, differs=differs)


def _saved(request: BrandRequest, section: Section, charter: Charter, *, new: bool) -> HttpResponse:
    said = ahead.sentence(charter, request.brand) if new else _("Nothing has changed.")
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#{section.name}")
    context = {**page(current.of(request.brand)), "section": section, "fresh": True}
    response = render(request, "charter/_section.html", context)
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}})
    return response
