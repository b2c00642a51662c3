"""Audiences: people to be reached, described once and used by several campaigns."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Audience
from lib.states import StaleState
from team import audit
from team.models import Brand, Membership


class Taken(Exception):
    """Somebody has just given another audience this name; the text is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__(_("There is an audience of this name already."))


class InUse(Exception):
    """Campaigns use the audience; the text is a sentence for the person."""


@transaction.atomic
def create(brand: Brand, *, by: Membership, **values: Any) -> Audience:
    """A new audience. Raises Taken."""
    try:
        with transaction.atomic():
            audience = Audience.objects.create(brand=brand, **values)
    except IntegrityError:
        raise Taken from None
    audit.record("audience.created", audience, by=by)
    return audience


@transaction.atomic
def change(audience: Audience, *, by: Membership, revision: int, **values: Any) -> None:
    """Describe it otherwise, for all campaigns that use it, on top of the revision the writer saw.

    Raises StaleState, Taken, or Audience.DoesNotExist when somebody removed it.
    """
    rows = Audience.objects.filter(pk=audience.pk, revision=revision)
    try:
        with transaction.atomic():
            done = rows.update(revision=F("revision") + 1, **values)
    except IntegrityError:
        raise Taken from None
    if not done:
        audience.refresh_from_db()
        raise StaleState(audience)
    audience.refresh_from_db()
    audit.record("audience.changed", audience, by=by)


@transaction.atomic
def remove(audience: Audience, *, by: Membership) -> None:
    """Forget it. Raises InUse while a campaign, archived or not, uses it."""
    used = audience.campaigns.count()
    if used:
        sentence = ngettext(
            "%(audience)s is an audience of %(count)d campaign: take it out there first.",
            "%(audience)s is an audience of %(count)d campaigns: take it out there first.",
            used,
        )
        raise InUse(sentence % {"audience": audience, "count": used})
    audit.record("audience.removed", audience, by=by, number=audience.pk)
    audience.delete()


def was_removed(brand: Brand, number: int) -> bool:
    """Whether the brand once had an audience of this number."""
    return brand.audit_entries.filter(verb="audience.removed", details__number=number).exists()
