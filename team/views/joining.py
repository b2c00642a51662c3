"""Following an invitation's link."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lib.pages import sent
from team import invitations
from team.access import public
from team.forms import JoinForm
from team.models import Invitation, Membership, User
from team.refusals import Refused


@public
@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """What the link leads to, by who follows it: a form, a sign-in, a button, or why it does not open."""
    invitation = invitations.find(secret)
    if invitation is None or not invitation.is_open:
        return _closed(request, invitation)
    proven = invitations.is_proof(request.GET.get("mail", ""), secret)
    if request.user.is_authenticated and request.user.email != invitation.email:
        return render(request, "team/join_other.html", {"invitation": invitation})
    if request.user.is_authenticated:
        return _join_as_oneself(request, request.user, invitation, proven)
    if User.objects.filter(email=invitation.email).exists():
        return render(request, "team/join_sign_in.html", {"invitation": invitation})
    return _join_as_new(request, invitation, proven)


def _join_as_oneself(request: HttpRequest, user: User, invitation: Invitation, proven: bool) -> HttpResponse:
    if request.method != "POST":
        return render(request, "team/join.html", {"invitation": invitation})
    try:
        return _welcome(request, invitations.accept(invitation, user, proven=proven))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("entrance")


def _join_as_new(request: HttpRequest, invitation: Invitation, proven: bool) -> HttpResponse:
    start = {"language": get_language(), "zone": invitation.brand.zone}
    form = JoinForm(sent(request), invitation=invitation, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            member = invitations.accept_as_new(invitation, proven=proven, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return perform_login(request, member.user, redirect_url=_welcome(request, member).url)
    context = {"invitation": invitation, "form": form}
    return render(request, "team/join.html", context, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, member: Membership) -> HttpResponseRedirect:
    messages.success(request, _("Welcome to %(brand)s.") % {"brand": member.brand})
    return redirect("today", member.brand.slug)


def _closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    context = {"invitation": invitation}
    return render(request, "team/join_closed.html", context, status=410 if invitation else 404)
