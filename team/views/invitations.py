"""Inviting people, and taking an invitation back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lib.pages import answer, sent
from team import invitations, mail, members
from team.access import BrandRequest, requires
from team.forms import InvitationForm
from team.limits import too_many
from team.models import Invitation
from team.refusals import Refused
from team.rights import Right

HOURLY = 60  # letters of one person


@requires(Right.TEAM)
@never_cache
def create(request: BrandRequest) -> HttpResponse:
    """Invite somebody; the link is shown this once, and mailed."""
    form = InvitationForm(sent(request), offered=members.may_give(request.member))
    if request.method == "POST" and form.is_valid():
        if too_many("invite", request.user.pk, most=HOURLY, seconds=3600):
            form.add_error(None, _("You have sent many invitations within the hour: try again a little later."))
        else:
            try:
                return _show_link(request, *invitations.invite(**form.cleaned_data, by=request.member))
            except Refused as refusal:
                form.add_error("email", str(refusal))
    return answer(request, "team/invite.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.TEAM)
@require_POST
@never_cache
def resend(request: BrandRequest, pk: int) -> HttpResponse:
    """Make a new link for the same invitation, and mail it."""
    invitation = get_object_or_404(request.brand.invitations, pk=pk)
    try:
        if too_many("invite", request.user.pk, most=HOURLY, seconds=3600):
            raise Refused(_("You have sent many invitations within the hour: try again a little later."))
        return _show_link(request, invitation, invitations.resend(invitation, by=request.member))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("team:members", request.brand.slug)


@requires(Right.TEAM)
@require_POST
def revoke(request: BrandRequest, pk: int) -> HttpResponse:
    """Take the invitation back."""
    invitation = get_object_or_404(request.brand.invitations, pk=pk)
    try:
        invitations.revoke(invitation, by=request.member)
        messages.success(request, _("The invitation of %(email)s is revoked.") % {"email": invitation.email})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("team:members", request.brand.slug)


def _show_link(request: BrandRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """The link stands in this answer and in the mail, and nowhere else."""
    languages = mail.both(request.brand.language)
    words = {
        "invitation": invitation,
        "brand": request.brand,
        "inviter": request.user,
        "link": invitations.link(secret, mailed=True),
    }
    mails = mail.leaves()
    mailed = mail.send(invitation.email, "team/mail/invitation.txt", words, *languages) and mails
    context = {"invitation": invitation, "link": invitations.link(secret), "sent": mailed, "mails": mails}
    return answer(request, "team/invited.html", context)
