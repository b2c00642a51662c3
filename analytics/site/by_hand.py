"""Days that somebody writes down: one figure a day and campaign, with a note that says where it comes from."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from analytics.models import SiteFigure
from lib import clock
from lib.states import StaleState
from team import audit
from team.models import Brand, Membership


class Taken(Exception):
    """That day of that campaign is written down already; the text is a sentence for the person."""

    def __init__(self) -> None:
        super().__init__(_("This day of this campaign is written down already: change that entry instead."))


@transaction.atomic
def add(brand: Brand, *, by: Membership, **values: Any) -> SiteFigure:
    """Write a day down: `day`, `campaign`, `visits`, `conversions`, `value` (cents), `note`. Raises Taken."""
    try:
        with transaction.atomic():
            row = SiteFigure.objects.create(brand=brand, by=by, **values)
    except IntegrityError:
        raise Taken from None
    audit.record("site.added", row, by=by, **_told(row))
    return row


@transaction.atomic
def change(row: SiteFigure, *, by: Membership, revision: int, **values: Any) -> None:
    """Change it, on top of the revision the writer saw. Raises StaleState, Taken."""
    rows = SiteFigure.objects.filter(pk=row.pk, batch=None, revision=revision)
    try:
        with transaction.atomic():
            done = rows.update(revision=F("revision") + 1, by=by, at=clock.now(), **values)
    except IntegrityError:
        raise Taken from None
    if not done:
        raise StaleState(row)
    row.refresh_from_db()
    audit.record("site.changed", row, by=by, **_told(row))


@transaction.atomic
def remove(row: SiteFigure, *, by: Membership) -> None:
    """Take it away."""
    audit.record("site.removed", row, by=by, number=row.pk, **_told(row))
    row.delete()


def was_removed(brand: Brand, number: int) -> bool:
    """Whether the brand once had a day of this number."""
    return brand.audit_entries.filter(verb="site.removed", details__number=number).exists()


def _told(row: SiteFigure) -> dict[str, Any]:
    return {"campaign": row.campaign_id, "visits": row.visits, "conversions": row.conversions, "value": row.value}
