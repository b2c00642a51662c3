"""Letting people in: a link for one address, for one use, for seven days."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib import clock
from team import audit, members, notices
from team.models import Invitation, Membership, User
from team.people import make_person, make_secret, prove_address
from team.refusals import Refused
from team.rights import Right

LIFE = timedelta(days=7)
MAILED = Signer(salt="team.invitations.mailed")


@transaction.atomic
def invite(email: str, roles: Iterable[str], *, by: Membership) -> tuple[Invitation, str]:
    """An invitation and the secret of its link, which is kept nowhere. Raises Refused, PermissionDenied."""
    email, roles = email.strip().lower(), members.in_order(roles)
    members.check_may_give(roles, by)
    if by.brand.memberships.filter(user__email=email).exists():
        raise Refused(_("%(email)s already belongs to this brand: change their roles instead.") % {"email": email})
    if any(invitation.is_open for invitation in by.brand.invitations.filter(email=email)):
        raise Refused(_("%(email)s already has an open invitation: send that one again.") % {"email": email})
    secret = make_secret()
    invitation = Invitation.objects.create(
        brand=by.brand,
        email=email,
        roles=roles,
        digest=Invitation.digest_of(secret),
        invited_by=by.user,
        expires_at=clock.now() + LIFE,
    )
    audit.record("invitation.sent", email, by=by, roles=roles)
    return invitation, secret


@transaction.atomic
def resend(invitation: Invitation, *, by: Membership) -> str:
    """A new secret and seven more days; the old link ends. Raises Refused when it was used or revoked."""
    members.check_may_give(invitation.roles, by)
    secret = make_secret()
    _change_open(invitation, digest=Invitation.digest_of(secret), expires_at=clock.now() + LIFE)
    audit.record("invitation.resent", invitation.email, by=by, roles=invitation.roles)
    return secret


@transaction.atomic
def revoke(invitation: Invitation, *, by: Membership) -> None:
    """End the link. Raises Refused when it was used or revoked."""
    _change_open(invitation, revoked_at=clock.now())
    audit.record("invitation.revoked", invitation.email, by=by)


def link(secret: str, *, mailed: bool = False) -> str:
    """The whole address of an invitation; the one that goes by mail also proves that the mail was had."""
    proof = f"?mail={MAILED.signature(secret)}" if mailed else ""
    return settings.SITE_URL + reverse("invitation", args=[secret]) + proof


def is_proof(proof: str, secret: str) -> bool:
    """Whether the link came from the mail."""
    return constant_time_compare(proof, MAILED.signature(secret))


def find(secret: str) -> Invitation | None:
    """The invitation of that link, in whatever state."""
    rows = Invitation.objects.select_related("brand", "invited_by")
    return rows.filter(digest=Invitation.digest_of(secret)).first()


@transaction.atomic
def accept_as_new(invitation: Invitation, *, proven: bool, **person: Any) -> Membership:
    """Make the person and let them in. `person` holds name, password, language and zone. Raises Refused."""
    try:
        with transaction.atomic():
            user = make_person(invitation.email, proven=proven, **person)
    except IntegrityError:
        raise Refused(_("There is an account with this address by now: sign in to join.")) from None
    return accept(invitation, user, proven=proven)


@transaction.atomic
def accept(invitation: Invitation, user: User, *, proven: bool = False) -> Membership:
    """Let the invited person in, once. Raises Refused when it is not them, or when the link is no longer open."""
    if user.email != invitation.email:
        raise Refused(_("This invitation is for another address."))
    if invitation.expires_at <= clock.now():
        raise Refused(_("This invitation has expired."))
    _change_open(invitation, accepted_at=clock.now())
    if proven:
        prove_address(user)
    member = members.join(invitation.brand, user, invitation.roles)
    audit.record("member.joined", member, by=member, roles=invitation.roles)
    keepers = [keeper for keeper in notices.holders(invitation.brand, Right.TEAM) if keeper != member]
    notices.tell(
        keepers,
        gettext_lazy("%(name)s has joined the team."),  # type: ignore[arg-type]
        key=f"joined:{member.pk}",
        url=reverse("team:members", args=[invitation.brand.slug]),
        name=str(user),
    )
    return member


def _change_open(invitation: Invitation, **changes: Any) -> None:
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not rows.update(**changes):
        raise Refused(_("This invitation was used or revoked in the meantime."))
    for name, value in changes.items():
        setattr(invitation, name, value)
