"""Making a brand, and setting how it works."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lib.pages import answer, sent
from team import brands
from team.access import BrandRequest, PersonRequest, requires, signed_in
from team.forms import BrandForm, SettingsForm
from team.models import Brand
from team.rights import Right


@signed_in
def create(request: PersonRequest) -> HttpResponse:
    """Make a brand and become its administrator."""
    if not brands.may_create(request.user):
        raise PermissionDenied
    start = {"zone": request.user.zone, "language": request.user.language}
    form = BrandForm(sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        member = brands.create(form.cleaned_data.pop("name"), by=request.user, **form.cleaned_data)
        messages.success(request, _("The brand %(brand)s is made. Invite the people who work on it.") % {"brand": member.brand})
        return redirect("today", member.brand.slug)
    return answer(request, "team/brand_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.BRAND)
def settings(request: BrandRequest) -> HttpResponse:
    """How the brand works."""
    brand = Brand.objects.get(pk=request.brand.pk)  # the form may leave half-typed values on its own copy
    form = SettingsForm(sent(request), instance=brand)
    if request.method == "POST" and form.is_valid():
        brands.change(request.brand, form.cleaned_data, by=request.member)
        messages.success(request, _("The settings are saved."))
        return redirect("team:settings", request.brand.slug)
    return answer(request, "team/settings.html", {"form": form}, status=422 if form.errors else 200)
