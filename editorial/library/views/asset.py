"""One picture of the library: what is kept about it, its focal point, where it is used, putting another in its place."""

from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from editorial.library import cataloguing, library, licences, likeness, removing, uses
from editorial.library.folders import Tree
from editorial.library.forms import AssetForm, FocusForm
from editorial.library.views.library import ACCEPTED, say_held
from editorial.models import Asset
from editorial.refusals import NotPossible
from lib import clock
from lib.pages import answer
from lib.pictures import BadFile
from team.access import BrandRequest, requires
from team.rights import Right

IDEAS = 10  # that a page names
CROPS = ("1:1", "4:5", "1.91:1", "9:16")


@requires(Right.VIEW)
@require_GET
def show(request: BrandRequest, pk: int) -> HttpResponse:
    """Everything about the picture."""
    return _page(request, _find(request, pk))


def _find(request: BrandRequest, pk: int) -> Asset:
    rows = request.brand.assets.select_related("added_by__user", "replaced_by")
    return get_object_or_404(rows.defer("words", "replaced_by__words"), pk=pk)


def _page(request: BrandRequest, asset: Asset, form: AssetForm | None = None, *, status: int = 200) -> HttpResponse:
    tree = Tree(request.brand)
    context: dict[str, Any] = {
        "asset": asset,
        "form": form
        or AssetForm(tree=tree, asset=asset, saved_at=reverse("editorial:asset_save", args=[request.brand.slug, asset.pk])),
        "branch": tree.get(asset.folder_id),
        "rights": library.standing(asset.rights_until, licences.today(request.brand)),
        "page": uses.page(asset, request.GET.get("after", "")),
        "ideas": asset.ideas.order_by("-pk")[:IDEAS],
        "alike": likeness.alike(asset),
        "tags": list(request.brand.asset_tags.order_by("folded").values_list("name", flat=True)[:200]),
        "crops": CROPS,
        "accepted": ACCEPTED,
    }
    return answer(request, "editorial/asset.html", context, fragment="uses", status=status)


@requires(Right.WRITE)
@require_POST
def save(request: BrandRequest, pk: int) -> HttpResponse:
    """Keep what was typed; a script sends one field at a time and is answered in a line."""
    asset = _find(request, pk)
    form = AssetForm(request.POST, tree=Tree(request.brand), asset=asset)
    if not form.is_valid():
        errors = [str(error) for errors in form.errors.values() for error in errors]
        return _line(request, errors=errors) if request.htmx else _page(request, asset, form, status=422)
    held = cataloguing.change(asset, by=request.member, **form.cleaned_data)
    if request.htmx:
        return _line(request, held=held, rights=library.standing(asset.rights_until, licences.today(request.brand)))
    messages.success(request, _("Saved."))
    say_held(request, held)
    return redirect("editorial:asset", request.brand.slug, pk)


def _line(request: BrandRequest, **context: Any) -> HttpResponse:
    context["at"] = clock.wall(clock.now(), request.user.zone)
    return answer(request, "editorial/_asset_saved.html", context, status=422 if context.get("errors") else 200)


@requires(Right.WRITE)
@require_POST
def focus(request: BrandRequest, pk: int) -> HttpResponse:
    """Keep the focal point."""
    asset, form = _find(request, pk), FocusForm(request.POST)
    if not form.is_valid():
        sentence = _("The focal point lies between 0 and 100 % of width and height.")
        if request.htmx:
            return _line(request, errors=[sentence])
        messages.error(request, sentence)
    else:
        cataloguing.set_focus(asset, form.cleaned_data["x"] / 100, form.cleaned_data["y"] / 100)
    return _line(request) if request.htmx else redirect("editorial:asset", request.brand.slug, pk)


@requires(Right.WRITE)
@require_POST
def replace(request: BrandRequest, pk: int) -> HttpResponse:
    """Put another picture in its place."""
    asset, file = _find(request, pk), request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose the picture that is to take its place."))
        return redirect("editorial:asset", request.brand.slug, pk)
    try:
        fresh = removing.replace(asset, file, by=request.member)
    except (BadFile, NotPossible) as refusal:
        messages.error(request, str(refusal))
        return redirect("editorial:asset", request.brand.slug, pk)
    messages.success(request, _("The new picture has taken its place, in drafts too."))
    return redirect("editorial:asset", request.brand.slug, fresh.pk)


@requires(Right.WRITE)
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the picture out of the library, once its name was typed."""
    asset = _find(request, pk)
    kept = removing.kept_by(asset)
    wrong = request.method == "POST" and request.POST.get("name", "").strip() != asset.name.strip()
    if request.method == "POST" and not wrong and not kept:
        try:
            removing.remove(asset, by=request.member)
        except NotPossible as refusal:
            messages.error(request, str(refusal))
            return redirect("editorial:asset", request.brand.slug, pk)
        messages.success(request, _("“%(name)s” is removed.") % {"name": asset.name})
        return redirect("editorial:library", request.brand.slug)
    context = {"asset": asset, "kept": kept, "drafts": uses.posts(asset).count() - kept, "wrong": wrong}
    return answer(request, "editorial/remove_asset.html", context, status=422 if request.method == "POST" else 200)


@requires(Right.VIEW)
@require_GET
def download(request: BrandRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be saved."""
    asset = _find(request, pk)
    if not default_storage.exists(asset.file):
        raise Http404
    ending = asset.file.rpartition(".")[2]
    name = f"{get_valid_filename(asset.name.rpartition('.')[0] or asset.name)}.{ending}"
    response = FileResponse(default_storage.open(asset.file), content_type=asset.mime, as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
