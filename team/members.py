"""Giving and taking roles in a brand. Nobody hands out what they do not hold, and the last administrator stays."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lib import clock
from team import audit
from team.models import Brand, Membership, User
from team.refusals import Refused
from team.rights import Right, Role, rights_of


@transaction.atomic
def change_roles(member: Membership, roles: Iterable[str], *, by: Membership) -> None:
    """Give the member these roles instead of theirs. Raises Refused, PermissionDenied."""
    member, by = _alone(member, by)
    wanted = in_order(roles)
    if not wanted:
        raise Refused(_("Choose at least one role, or remove the person from the brand."))
    check_may_give(set(wanted) ^ set(member.roles), by)
    if Role.ADMIN not in wanted:
        _check_not_last_admin(member)
    before, member.roles = member.roles, wanted
    member.save(update_fields=["roles"])
    audit.record("member.roles_changed", member, by=by, before=before, roles=wanted)


@transaction.atomic
def trust(member: Membership, trusted: bool, *, by: Membership) -> None:
    """Say whether the member's posts may leave by plan B when approvers are silent. Raises Refused, PermissionDenied."""
    member, by = _alone(member, by)
    check_may_give(member.roles, by)
    if member.trusted != trusted:
        member.trusted = trusted
        member.save(update_fields=["trusted"])
        audit.record("member.trusted", member, by=by, trusted=trusted)


@transaction.atomic
def remove(member: Membership, *, by: Membership) -> None:
    """End the member's place in the brand; what they wrote stays under their name. Raises Refused, PermissionDenied."""
    member, by = _alone(member, by)
    check_may_give(member.roles, by)
    _end(member)
    audit.record("member.removed", member, by=by, roles=member.roles)


@transaction.atomic
def leave(member: Membership) -> None:
    """Go by oneself. Raises Refused for the last administrator."""
    member, _by = _alone(member, member)
    _end(member)
    audit.record("member.left", member, by=member, roles=member.roles)


def join(brand: Brand, user: User, roles: Iterable[str]) -> Membership:
    """Make the person a member, or give a member these roles as well; who had left comes back."""
    member, made = Membership.ever.get_or_create(brand=brand, user=user, defaults={"roles": in_order(roles)})
    if not made:
        kept = [] if member.left_at else member.roles
        member.roles, member.left_at = in_order([*kept, *roles]), None
        member.save(update_fields=["roles", "left_at"])
    return member


def check_may_give(roles: Iterable[str], by: Membership) -> None:
    """Raise Refused unless `by` holds every right of these roles, PermissionDenied unless they look after the team."""
    if not by.may(Right.TEAM):
        raise PermissionDenied
    if rights_of(list(roles)) - by.rights:
        raise Refused(_("You cannot give or take a role that may do more than you may."))


def may_give(by: Membership) -> list[str]:
    """The roles that this member may give and take."""
    return [role for role in Role.values if by.may(Right.TEAM) and rights_of([role]) <= by.rights]


def in_order(roles: Iterable[str]) -> list[str]:
    """The roles that exist, once each, in the order of the table."""
    return [role for role in Role.values if role in set(roles)]


def is_last_admin(member: Membership) -> bool:
    """Whether nobody else could look after the brand if this member went."""
    others = Membership.objects.filter(brand_id=member.brand_id, roles__contains=[Role.ADMIN], user__is_active=True)
    return Role.ADMIN in member.roles and not others.exclude(pk=member.pk).exists()


def _alone(member: Membership, by: Membership) -> tuple[Membership, Membership]:
    """Both as they are now, while nobody else changes who belongs to the brand."""
    Brand.objects.select_for_update().get(pk=member.brand_id)
    found = Membership.objects.select_related("user", "brand").in_bulk([member.pk, by.pk])
    if member.pk not in found:
        raise Refused(_("%(name)s no longer belongs to this brand.") % {"name": member})
    if by.pk not in found:
        raise PermissionDenied
    return found[member.pk], found[by.pk]


def _check_not_last_admin(member: Membership) -> None:
    if is_last_admin(member):
        raise Refused(
            _("%(name)s is the last administrator of this brand: make somebody else administrator first.") % {"name": member}
        )


def _end(member: Membership) -> None:
    _check_not_last_admin(member)
    member.left_at = clock.now()
    member.save(update_fields=["left_at"])
