"""Writing the charter, section by section."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import changes, current, editing
from charter.forms import form_for, said_in
from charter.models import Charter
from charter.sections import SECTIONS, Section
from charter.views.reading import base_of, open_section, page
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.CHARTER)
def section(request: BrandRequest, name: str) -> HttpResponse:
    """A section as a form (`GET`), or put in force as it was written (`POST`)."""
    section, charter = _section(name), current.of(request.brand)
    if request.method != "POST":
        return _form(request, section, charter, form_for(section, charter))
    form = form_for(section, charter, request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, section, charter, form, base=base_of(request), status=422)
    try:
        saved = editing.save(request.brand, section, said_in(section, form), by=request.member, base=base_of(request))
    except editing.Stale as stale:
        return _stale(request, section, form, stale.theirs)
    return _saved(request, section, saved, new=saved.number != charter.number)


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
    values = {"old": number, "new": charter.number}
    messages.success(request, _("Version %(old)d is in force again, as version %(new)d.") % values)
    return redirect("charter:show", request.brand.slug)


def _section(name: str) -> Section:
    try:
        return SECTIONS[name]
    except KeyError:
        raise Http404 from None


def _form(request, section, charter, form, *, base=None, status=200, **more) -> HttpResponse:  # type: ignore[no-untyped-def]
    opened = open_section(section, form, charter, **more)
    if base is not None:
        opened["base"] = base
    template = "charter/_form.html" if request.htmx else "charter/show.html"
    return render(request, template, page(charter, opened), status=status)


def _stale(request, section: Section, form, theirs: Charter) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The form as it was typed, with what the other one changed; saving it again replaces that."""
    seen = request.brand.charters.filter(number=base_of(request)).first() or current.blank(request.brand)
    differs = [change for change in changes.between(seen, theirs) if change.section == section]
    return _form(request, section, theirs, form, status=422, theirs=theirs, differs=differs)


def _saved(request: BrandRequest, section: Section, charter: Charter, *, new: bool) -> HttpResponse:
    values = {"number": charter.number}
    said = _("Version %(number)d of the charter is in force.") % values if new else _("Nothing has changed.")
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{reverse('charter:show', args=[request.brand.slug])}#{section.name}")
    context = {**page(current.of(request.brand)), "section": section, "fresh": True}
    response = render(request, "charter/_section.html", context)
    response.headers["HX-Trigger"] = json.dumps({"toast": {"text": said, "tone": "good"}})
    return response
