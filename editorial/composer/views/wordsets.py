"""Sets of hashtags and mentions: their page, keeping one, and the menu of the composer."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.composer import wordsets
from editorial.composer.wordset_forms import WordSetForm
from editorial.models import WordSet
from editorial.refusals import Refusal
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.WRITE)
def show(request: BrandRequest) -> HttpResponse:
    """All sets with what they write; for the composer, only its menu."""
    networks = dict(request.brand.accounts.values_list("pk", "network_name"))
    offers = wordsets.offers(request.brand)
    context = {"offers": offers, "networks": json.dumps(networks), "completions": wordsets.completions(offers)}
    return answer(request, "editorial/wordsets.html", context, fragment="menu")


@requires(Right.WRITE)
def new(request: BrandRequest, kind: str) -> HttpResponse:
    """A new set of that kind."""
    if kind not in WordSet.Kind.values:
        raise Http404
    return _form(request, WordSet(brand=request.brand, kind=kind))


@requires(Right.WRITE)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Change a set; what was written with it stays."""
    return _form(request, get_object_or_404(request.brand.word_sets, pk=pk))


@requires(Right.WRITE)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Remove a set."""
    row = get_object_or_404(request.brand.word_sets, pk=pk)
    wordsets.remove(row, by=request.member)
    messages.success(request, _("“%(name)s” is gone.") % {"name": row.name})
    return redirect("editorial:wordsets", request.brand.slug)


def _form(request: BrandRequest, row: WordSet) -> HttpResponse:
    called = row.name
    form = WordSetForm(row, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            kept = wordsets.keep(form.written(), by=request.member)
            messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
            return redirect("editorial:wordsets", request.brand.slug)
        except Refusal as refusal:
            form.form.add_error(refusal.about, str(refusal))
    context = {"set": row, "called": called, "form": form.form, "people": form.people}
    return render(request, "editorial/wordset.html", context, status=422 if request.method == "POST" else 200)
