"""Evergreens: whether and how a post comes back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from editorial.models import Evergreen
from editorial.refusals import Refusal
from editorial.stock import evergreen
from editorial.stock.forms import EvergreenForm
from editorial.views import found
from lib.pages import answer, sent
from team.access import BrandRequest, requires
from team.rights import Right


@requires(Right.SCHEDULE)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Let a post come back, change how, or end it (`stop`)."""
    post = found.post(request, pk)
    row = Evergreen.objects.filter(post=post).first()
    if request.method == "POST" and "stop" in request.POST and row:
        evergreen.stop(row, by=request.member)
        messages.success(request, _("It does not come back any more."))
        return redirect("editorial:post", request.brand.slug, post.pk)
    form = EvergreenForm(sent(request), instance=row)
    if form.is_valid():
        try:
            evergreen.keep(post, form.said, by=request.member)
            messages.success(request, _("It comes back after each rest."))
            return redirect("editorial:post", request.brand.slug, post.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"post": post, "form": form, "row": row}
    return answer(request, "editorial/evergreen.html", context, fragment="dialog", status=422 if form.errors else 200)
