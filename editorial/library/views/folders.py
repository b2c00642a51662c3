"""Folders of the library: making, renaming, moving and removing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.library import folders
from editorial.library.folders import BadFolder, Tree
from editorial.library.forms import FolderForm
from editorial.models import Folder
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def new(request: BrandRequest) -> HttpResponse:
    """Make a folder, in the one that the address names."""
    form = FolderForm(sent(request), tree=Tree(request.brand), initial={"parent": request.GET.get("in", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = folders.make(request.brand, form.cleaned_data["name"], form.cleaned_data["parent"], by=request.member)
            return _at(request, made)
        except BadFolder as refusal:
            form.add_error(refusal.about, str(refusal))
    return answer(request, "editorial/folder.html", {"form": form}, fragment="sheet", status=422 if form.is_bound else 200)


@requires(Right.WRITE)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Rename a folder, or let it lie elsewhere."""
    folder = get_object_or_404(request.brand.folders, pk=pk)
    initial = {"name": folder.name, "parent": str(folder.parent_id or "")}
    form = FolderForm(sent(request), tree=Tree(request.brand), folder=folder, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            folders.change(folder, form.cleaned_data["name"], form.cleaned_data["parent"], by=request.member)
            return _at(request, folder)
        except BadFolder as refusal:
            form.add_error(refusal.about, str(refusal))
    context = {"form": form, "folder": folder}
    return answer(request, "editorial/folder.html", context, fragment="sheet", status=422 if form.is_bound else 200)


@requires(Right.WRITE)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Remove a folder; what is in it moves up."""
    folder = get_object_or_404(request.brand.folders.select_related("parent"), pk=pk)
    try:
        folders.remove(folder, by=request.member)
    except BadFolder as refusal:
        messages.error(request, str(refusal))
        return _at(request, folder)
    messages.success(request, _("The folder “%(name)s” is removed; what was in it moved up.") % {"name": folder.name})
    return _at(request, folder.parent)


def _at(request: BrandRequest, folder: Folder | None) -> HttpResponse:
    """The library at this folder."""
    query = f"?folder={folder.pk}" if folder else ""
    return redirect(reverse("editorial:library", args=[request.brand.slug]) + query)
