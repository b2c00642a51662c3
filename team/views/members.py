"""Who belongs to the brand, and as what."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lib import clock
from lib.pages import Keyset, answer, sent
from team import members
from team.access import BrandRequest, requires
from team.forms import MembersFilter, RolesForm
from team.models import Membership
from team.refusals import Refused
from team.rights import IN_WORDS, TABLE, Right, Role

PAGES = Keyset("user__name", "id", size=100)


@requires(Right.VIEW)
def show_all(request: BrandRequest) -> HttpResponse:
    """The members with their roles, the open invitations, and what each role may do."""
    form = MembersFilter(request.GET)
    page = PAGES.page(_filtered(request.brand.memberships.select_related("user"), form), request.GET.get("after", ""))
    may_invite = request.member.may(Right.TEAM)
    context = {
        "form": form,
        "page": page,
        "filtered": form.is_bound and any(form.cleaned_data.values()),
        "invitations": _open_invitations(request) if may_invite else [],
        "table": [(IN_WORDS[right], [right in TABLE[role] for role in Role]) for right in Right],
        "roles": Role.choices,
        "now": clock.now(),
    }
    return answer(request, "team/members.html", context, fragment="members")


@requires(Right.TEAM)
def change(request: BrandRequest, pk: int) -> HttpResponse:
    """One member: their roles, and the way out."""
    member = get_object_or_404(request.brand.memberships.select_related("user"), pk=pk)
    offered = members.may_give(request.member)
    form = RolesForm(sent(request), offered=offered, initial={"roles": member.roles})
    if request.method == "POST" and form.is_valid():
        kept = [role for role in member.roles if role not in offered]
        try:
            members.change_roles(member, [*kept, *form.cleaned_data["roles"]], by=request.member)
            members.trust(member, "trusted" in request.POST, by=request.member)
        except Refused as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": member})
            return redirect("team:members", request.brand.slug)
    context = {"member": member, "form": form, "last": members.is_last_admin(member)}
    return answer(request, "team/member.html", context, status=422 if form.errors else 200)


@requires(Right.TEAM)
@require_POST
def remove(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the member out of the brand."""
    member = get_object_or_404(request.brand.memberships.select_related("user"), pk=pk)
    try:
        members.remove(member, by=request.member)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("team:member", request.brand.slug, pk)
    messages.success(request, _("%(name)s no longer belongs to %(brand)s.") % {"name": member, "brand": request.brand})
    return redirect("entrance" if member == request.member else "team:members", *_brand_unless_gone(request, member))


@requires(Right.VIEW)
def leave(request: BrandRequest) -> HttpResponse:
    """Ask, then go by oneself."""
    refusal = ""
    if request.method == "POST":
        try:
            members.leave(request.member)
        except Refused as reason:
            refusal = str(reason)
        else:
            messages.success(request, _("You have left %(brand)s.") % {"brand": request.brand})
            return redirect("entrance")
    context = {"refusal": refusal, "last": members.is_last_admin(request.member)}
    return answer(request, "team/leave.html", context, status=422 if refusal else 200)


def _brand_unless_gone(request: BrandRequest, member: Membership) -> list[str]:
    return [] if member == request.member else [request.brand.slug]


def _filtered(rows: QuerySet[Membership], form: MembersFilter) -> QuerySet[Membership]:
    if form.is_valid():
        words, role = form.cleaned_data["q"], form.cleaned_data["role"]
        rows = rows.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words)) if words else rows
        rows = rows.filter(roles__contains=[role]) if role else rows
    return rows


def _open_invitations(request: BrandRequest) -> list[object]:
    rows = request.brand.invitations.filter(accepted_at=None, revoked_at=None)
    return list(rows.select_related("invited_by").order_by("-created_at")[:100])
