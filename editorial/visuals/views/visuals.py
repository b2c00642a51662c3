"""Making a visual: a form, what it comes to while one types, and keeping it."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charter import current
from charter.models import Charter
from editorial.refusals import NotPossible
from editorial.visuals import visuals
from editorial.visuals.forms import VisualForm, names_of
from lib.pages import answer
from lib.pictures import BadFile
from lib.visuals import CannotDraw
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def make(request: BrandRequest) -> HttpResponse:
    """A form for a visual; `keep` puts it into the library, without it the form comes back as it was filled in."""
    charter = current.of(request.brand)
    form = _form(request, charter)
    if request.method != "POST" or "keep" not in request.POST:
        looked = request.method == "POST" and not request.htmx  # with script the preview comes by itself
        return _page(request, charter, form, **(_shown(request, charter, form) if looked else {}))
    if not form.is_valid():
        return _page(request, charter, form, status=422)
    try:
        asset = visuals.keep(charter, form.wish(request.brand.language), by=request.member, alt=form.cleaned_data["alt"])
    except (NotPossible, CannotDraw, BadFile) as trouble:
        form.add_error(None, str(trouble))
        return _page(request, charter, form, status=422)
    messages.success(request, _("The picture is in the library."))
    return redirect("editorial:asset", request.brand.slug, asset.pk)


@requires(Right.WRITE)
@require_POST
def preview(request: BrandRequest) -> HttpResponse:
    """What the form comes to: the picture, small, and what is to be said of it; keeps nothing."""
    charter = current.of(request.brand)
    return answer(request, "editorial/_visual_preview.html", _shown(request, charter, _form(request, charter)))


def _form(request: BrandRequest, charter: Charter) -> VisualForm:
    rows = charter.colours.all() if charter.pk else ()
    return VisualForm(request.POST if request.method == "POST" else None, charter=charter, names=names_of(rows))


def _shown(request: BrandRequest, charter: Charter, form: VisualForm) -> dict[str, Any]:
    """The context of the preview."""
    if not form.is_valid():
        return {"trouble": " ".join(str(error) for errors in form.errors.values() for error in errors)}
    wish = form.wish(request.brand.language)
    try:
        made = visuals.make(charter, wish, preview=True)
    except CannotDraw as trouble:
        return {"trouble": str(trouble)}
    picture = base64.b64encode(made.visual.data).decode()
    return {"made": made, "picture": picture, "shape": wish.shape, "proposed": visuals.alt_of(wish)}


def _page(request: BrandRequest, charter: Charter, form: VisualForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "palette": charter.palette_rows, **more}  # type: ignore[attr-defined]
    return answer(request, "editorial/visual.html", context, status=status)
