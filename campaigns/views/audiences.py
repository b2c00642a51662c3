"""The audiences of the brand."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import audiences
from campaigns.forms import AudienceForm
from campaigns.models import Audience
from campaigns.views.stale import revision_of, theirs
from lib.pages import Keyset, answer
from lib.states import StaleState
from team.access import BrandRequest, requires
from team.rights import Right

BY_NAME = Keyset("name", "pk", size=60)


@requires(Right.VIEW)
def index(request: BrandRequest) -> HttpResponse:
    """Everybody the brand wants to reach."""
    page = BY_NAME.page(request.brand.audiences.annotate(used=Count("campaigns")), request.GET.get("after", ""))
    return answer(request, "campaigns/audiences.html", {"audiences": page.rows, "after": page.after})


@requires(Right.PLAN)
def create(request: BrandRequest) -> HttpResponse:
    """A new audience."""
    form = AudienceForm(request.POST or None, brand=request.brand)
    if request.method == "POST" and form.is_valid():
        try:
            audiences.create(request.brand, by=request.member, **form.cleaned_data)
            return redirect("campaigns:audiences", request.brand.slug)
        except audiences.Taken as taken:
            form.add_error("name", str(taken))
    return answer(request, "campaigns/audience.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """Describe an audience otherwise; what was typed into one that is forgotten meanwhile is offered as a new one."""
    audience = request.brand.audiences.filter(pk=pk).first()
    if audience is None:
        return _gone(request, pk)
    revision = revision_of(request, audience.revision)
    form = AudienceForm(request.POST or None, brand=request.brand, instance=audience)
    used = audience.campaigns.order_by("-ends_on", "-pk")[:20]
    context: dict[str, Any] = {"form": form, "audience": audience, "campaigns": used, "revision": revision}
    if request.method == "POST" and form.is_valid():
        kept = Audience(pk=pk, brand=request.brand)
        try:
            audiences.change(kept, by=request.member, revision=revision, **form.cleaned_data)
            return redirect("campaigns:audiences", request.brand.slug)
        except audiences.Taken as taken:
            form.add_error("name", str(taken))
        except StaleState:
            context |= {"theirs": theirs(form, kept), "revision": kept.revision}
        except Audience.DoesNotExist:
            return _gone(request, pk)
    return answer(request, "campaigns/audience.html", context, status=422 if form.is_bound else 200)


@requires(Right.PLAN)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Forget an audience that nobody uses."""
    audience = get_object_or_404(request.brand.audiences, pk=pk)
    try:
        audiences.remove(audience, by=request.member)
    except audiences.InUse as used:
        messages.error(request, str(used))
        return redirect("campaigns:audience", request.brand.slug, pk)
    messages.success(request, _("%(audience)s is forgotten.") % {"audience": audience})
    return redirect("campaigns:audiences", request.brand.slug)


def _gone(request: BrandRequest, pk: int) -> HttpResponse:
    """Somebody forgot it: what was typed stands in a form that makes it anew."""
    if request.method != "POST" or not audiences.was_removed(request.brand, pk):
        raise Http404
    form = AudienceForm(request.POST, brand=request.brand)
    return answer(request, "campaigns/audience.html", {"form": form, "gone": True}, status=422)
