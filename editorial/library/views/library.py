"""The library: the brand's pictures in folders, found, taken in and changed many at a time."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial.library import assets, cataloguing, library, removing, uses
from editorial.library.assets import Taken
from editorial.library.folders import Tree
from editorial.library.forms import SeveralForm
from editorial.library.library import Filters
from editorial.models import Asset, Folder
from lib import sheets
from lib.numbers import number, numbers
from lib.pages import answer
from lib.pictures import BadFile
from team.access import BrandRequest, requires
from team.rights import Right

MOST = 500  # pictures of one act on several
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/heic,.heic,video/mp4,video/quicktime,.mov,application/pdf"
SAID = 5  # sentences that are told one by one


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The pictures of a folder, or those that are looked for; for htmx only the next of them."""
    filters, tree = Filters.read(request.GET), Tree(request.brand)
    if filters.folder and not tree.get(filters.folder):
        return redirect("editorial:library", request.brand.slug)
    rows = library.chosen(request.brand, filters, tree)
    page = library.page(rows, request.brand, tree, request.GET.get("after", ""), filters.view)
    context: dict[str, Any] = {"page": page, "filters": filters, "query": filters.address()}
    context["writes"] = request.member.may(Right.WRITE)
    if not (request.htmx and request.htmx.target == "more"):
        context |= _around(request, rows, filters, tree)
    return answer(request, "editorial/library.html", context, fragment="more")


def _around(request: BrandRequest, rows: "QuerySet[Asset]", filters: Filters, tree: Tree) -> dict[str, Any]:
    """What stands around the pictures: folders, filters, acts."""
    found, more = library.count(rows)
    return {
        "tree": tree,
        "here": tree.get(filters.folder),
        "within": tree.within(filters.folder or None) if filters.folder != library.NOWHERE and not filters.narrow else [],
        "tags": list(request.brand.asset_tags.order_by("folded").values_list("name", flat=True)[:500]),
        "people": request.brand.memberships.select_related("user").order_by("user__name"),
        "kinds": Asset.Kind.choices,
        "shown": library.SHOWN,
        "views": [(view, label, filters.address(view=view)) for view, label in library.VIEWS.items()],
        "count": found,
        "more": more,
        "accepted": ACCEPTED,
        "several": SeveralForm(tree=tree),
    }


@requires(Right.VIEW)
def export(request: BrandRequest) -> HttpResponse:
    """What the library shows, as a sheet."""
    filters, tree = Filters.read(request.GET), Tree(request.brand)
    rows = library.sheet(library.chosen(request.brand, filters, tree), request.brand, tree)
    return sheets.download(f"library-{request.brand.slug}.csv", rows)  # type: ignore[return-value]


@requires(Right.WRITE)
@require_POST
def upload(request: BrandRequest) -> HttpResponse:
    """Take files in: for a script, which sends one at a time, what came of it; else back to the library with sentences."""
    folder = _folder(request, request.POST.get("folder", ""))
    taken, troubles = _take_in(request, request.FILES.getlist("files"), folder)
    if request.htmx:
        return _came(request, taken, troubles)
    fresh = sum(each.new for each in taken)
    if fresh:
        messages.success(request, ngettext("%(n)d picture is taken in.", "%(n)d pictures are taken in.", fresh) % {"n": fresh})
    _say(request, [*troubles, *(_twin(each.asset) for each in taken if not each.new)])
    if not taken and not troubles:
        messages.warning(request, _("Choose at least one file."))
    return redirect(_address(request, Filters(folder=folder.pk if folder else None)))


def _folder(request: BrandRequest, said: str) -> Folder | None:
    return get_object_or_404(request.brand.folders, pk=pk) if (pk := number(said)) else None


def _take_in(request: BrandRequest, files: Iterable[UploadedFile], folder: Folder | None) -> tuple[list[Taken], list[str]]:
    """What was taken in, and a sentence for each file that could not be, with its name where there are several."""
    files, taken, troubles = list(files), [], []
    for file in files:
        try:
            taken.append(assets.take_in(request.brand, file, by=request.member, folder=folder))
        except BadFile as trouble:
            named = _("%(file)s: %(trouble)s") % {"file": file.name, "trouble": trouble}
            troubles.append(str(trouble) if request.htmx and len(files) == 1 else named)
    return taken, troubles


def _came(request: BrandRequest, taken: list[Taken], troubles: list[str]) -> HttpResponse:
    """What came of the files that a script sent: their cards, or why not."""
    fresh = library.as_rows(request.brand, [each.asset for each in taken if each.new], Tree(request.brand))
    twins = [(each.asset, _twin(each.asset)) for each in taken if not each.new]
    context: dict[str, Any] = {"fresh": fresh, "twins": twins, "troubles": troubles, "filters": Filters.read(request.GET)}
    context["writes"] = True
    return answer(request, "editorial/_uploaded.html", context, status=200 if taken else 422)


def _twin(asset: Asset) -> str:
    return _("“%(name)s” is in the library already: the same file is kept once.") % {"name": asset.name}


@requires(Right.WRITE)
@require_POST
def several(request: BrandRequest) -> HttpResponse:
    """Do the same to the chosen pictures; removing them asks first."""
    rows = request.brand.assets.filter(pk__in=numbers(request.POST.getlist("pk"))[:MOST])
    if request.POST.get("act") == "remove":
        return _remove(request, rows)
    form = SeveralForm(request.POST, tree=Tree(request.brand))
    if not form.is_valid():
        _say(request, [str(error) for errors in form.errors.values() for error in errors])
    elif form.change == cataloguing.Change():
        messages.warning(request, _("Nothing was filled in, so nothing has changed."))
    else:
        n, held = cataloguing.change_all(request.brand, rows, form.change, by=request.member)
        messages.success(request, ngettext("%(n)d picture is changed.", "%(n)d pictures are changed.", n) % {"n": n})
        say_held(request, held)
    return redirect(_here(request))


def _remove(request: BrandRequest, rows: "QuerySet[Asset]") -> HttpResponse:
    """Ask for the number of pictures that go; then take out those that nothing keeps."""
    listed = list(rows.defer("words", "likeness"))
    if not listed:
        return redirect(_here(request))
    typed = request.POST.get("typed")
    if typed is None or typed.strip() != str(len(listed)):
        staying = set(uses.keeping(rows).values_list("pk", flat=True))
        context = {"rows": listed, "staying": staying, "wrong": typed is not None, "back": _here(request)}
        return answer(request, "editorial/remove_assets.html", context, status=422 if typed is not None else 200)
    gone, stay = removing.remove_all(listed, by=request.member)
    if gone:
        messages.success(request, ngettext("%(n)d picture is removed.", "%(n)d pictures are removed.", gone) % {"n": gone})
    _say(request, stay)
    return redirect(_here(request))


def say_held(request: BrandRequest, held: int) -> None:
    """Say that planned posts are held because a right now ends before they leave."""
    if held:
        sentence = ngettext(
            "%(n)d planned post is held: a right now ends before it leaves.",
            "%(n)d planned posts are held: a right now ends before they leave.",
            held,
        )
        messages.warning(request, sentence % {"n": held})


def _say(request: BrandRequest, sentences: list[str]) -> None:
    for sentence in sentences[:SAID]:
        messages.error(request, sentence)
    if (rest := len(sentences) - SAID) > 0:
        messages.error(request, ngettext("And %(n)d other.", "And %(n)d others.", rest) % {"n": rest})


def _here(request: BrandRequest) -> str:
    """The library as the person saw it."""
    here = request.POST.get("here", "")
    return reverse("editorial:library", args=[request.brand.slug]) + (here if here.startswith("?") else "")


def _address(request: BrandRequest, filters: Filters) -> str:
    query = filters.address()
    return reverse("editorial:library", args=[request.brand.slug]) + (f"?{query}" if query else "")
