"""Making a visual: a form, what it comes to while one types, and keeping it."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from charter import current
from charter.models import Charter
from editorial.models import Asset
from editorial.refusals import NotPossible
from editorial.visuals import renewing, visuals
from editorial.visuals.forms import VisualForm, names_of
from lib.pages import answer, sent
from lib.pictures import BadFile
from lib.visuals import CannotDraw
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def make(request: BrandRequest) -> HttpResponse:
    """A form for a visual; `keep` puts it into the library, without it the form comes back as it was filled in."""
    return _worked(request, None)


@requires(Right.WRITE)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """The form of one that is in the library: `keep` draws it anew in its place, or with the value "beside" as another one."""
    rows = request.brand.assets.filter(replaced_by=None, visual__isnull=False)
    asset = get_object_or_404(rows.defer("words"), pk=pk)
    if visuals.Wish.of(asset) is None:
        raise Http404
    return _worked(request, asset)


def _worked(request: BrandRequest, asset: Asset | None) -> HttpResponse:
    charter = current.of(request.brand)
    form = _form(request, charter, asset)
    if request.method != "POST" or "keep" not in request.POST:
        looked = request.method == "POST" and not request.htmx  # with script the preview comes by itself
        return _page(request, charter, form, asset, **(_shown(request, charter, form) if looked else {}))
    if not form.is_valid():
        return _page(request, charter, form, asset, status=422)
    try:
        kept = _kept(request, charter, form, asset if request.POST["keep"] != "beside" else None)
    except (NotPossible, CannotDraw, BadFile) as trouble:
        form.add_error(None, str(trouble))
        return _page(request, charter, form, asset, status=422)
    return redirect("editorial:asset", request.brand.slug, kept.pk)


def _kept(request: BrandRequest, charter: Charter, form: VisualForm, asset: Asset | None) -> Asset:
    """Keep it, in the place of the asset where there is one, and say what came of it."""
    wish, alt = form.wish(request.brand.language), form.cleaned_data["alt"]
    if asset is None:
        kept = visuals.keep(charter, wish, by=request.member, alt=alt).asset
        messages.success(request, _("The picture is in the library."))
        return kept
    done = renewing.renew(charter, asset, wish, by=request.member, alt=alt, everywhere=form.cleaned_data["everywhere"])
    messages.success(request, _("The new version has taken its place, in drafts too."))
    if done.asking:
        said = ngettext("%(n)d post asks for approval again.", "%(n)d posts ask for approval again.", done.asking)
        messages.info(request, said % {"n": done.asking})
    for trouble in done.troubles:
        messages.error(request, trouble)
    return done.asset


@requires(Right.WRITE)
@require_POST
def preview(request: BrandRequest) -> HttpResponse:
    """What the form comes to: the picture, small, and what is to be said of it; keeps nothing."""
    charter = current.of(request.brand)
    return answer(request, "editorial/_visual_preview.html", _shown(request, charter, _form(request, charter)))


def _form(request: BrandRequest, charter: Charter, asset: Asset | None = None) -> VisualForm:
    rows = charter.colours.all() if charter.pk else ()
    return VisualForm(sent(request), charter=charter, names=names_of(rows), asset=asset)


def _shown(request: BrandRequest, charter: Charter, form: VisualForm) -> dict[str, Any]:
    """The context of the preview."""
    if not form.is_valid():
        return {"trouble": " ".join(str(error) for errors in form.errors.values() for error in errors)}
    wish = form.wish(request.brand.language)
    try:
        made = visuals.make(charter, wish if wish.said else wish.example, preview=True)
    except CannotDraw as trouble:
        return {"trouble": str(trouble)}
    picture = base64.b64encode(made.visual.data).decode()
    return {"made": made, "picture": picture, "shape": wish.shape, "proposed": visuals.alt_of(wish)}


def _page(
    request: BrandRequest, charter: Charter, form: VisualForm, asset: Asset | None, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "palette": charter.palette_rows, "asset": asset, **more}  # type: ignore[attr-defined]
    context["bound"] = renewing.bound(asset).count() if asset else 0
    return answer(request, "editorial/visual.html", context, status=status)
