"""Letting false alarms of the checks be, for the whole brand, and taking that back."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from charter.checks import folded
from charter.checks.names import OF_WORDS
from charter.models import Mute
from charter.models.mute import WRITTEN
from lib import clock
from team.audit import record
from team.models import Brand, Membership


class Unmutable(Exception):
    """This cannot be let be; the text says why."""


@transaction.atomic
def mute(brand: Brand, rule: str, written: str, *, by: Membership, reason: str) -> Mute:
    """Let the words be for this rule in every draft, which counts at once; a mute that stands already stays as it is.

    Raises Unmutable for a rule without words, without words or a reason, and while the brand has no charter.
    """
    words = folded(written)
    if rule not in OF_WORDS or not words:
        raise Unmutable(_("There is no word here that the checks could pass over."))
    if not reason.strip():
        raise Unmutable(_("Say why this is a false alarm."))
    if not brand.charters.exists():
        raise Unmutable(_("This brand has no charter yet. Write it first: false alarms belong to it."))
    said = {"written": written.strip()[:WRITTEN], "reason": reason.strip()[:300], "by": by, "who": str(by)}
    kept, fresh = Mute.objects.get_or_create(brand=brand, rule=rule, words=words, lifted_at=None, defaults=said)
    if fresh:
        record("charter.muted", kept, by=by, rule=rule, words=kept.written, reason=kept.reason)
    return kept


@transaction.atomic
def lift(kept: Mute, *, by: Membership) -> None:
    """Have the checks look at the words again, and behind at what was let through meanwhile."""
    if Mute.objects.filter(pk=kept.pk, lifted_at=None).update(lifted_at=clock.now()):
        record("charter.unmuted", kept, by=by, rule=kept.rule, words=kept.written)


def standing(brand: Brand) -> "QuerySet[Mute]":
    """What the checks pass over now, newest first."""
    return brand.mutes.filter(lifted_at=None)
