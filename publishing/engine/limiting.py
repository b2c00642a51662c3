"""Setting until when publications may leave: what is planned later is held, what was held for it goes on."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lib import clock
from publishing.engine import planning
from publishing.models import FLOW, TO_LEAVE, Hold, Publication, State


@transaction.atomic
def limit(publications: "QuerySet[Publication]", leave_by: datetime | None) -> int:
    """Let these leave before `leave_by` only; None for no end. Returns how many are held for it now.

    What was held and may leave again goes on; where its hour has passed meanwhile, somebody says what becomes of it.
    """
    publications.filter(state__in=TO_LEAVE).update(leave_by=leave_by)
    over = publications.filter(due_at__gte=F("leave_by"))
    held = FLOW.move_all(over, State.PLANNED, State.HELD, hold=Hold.RIGHTS, told_at=None)
    free = publications.filter(Q(leave_by=None) | Q(leave_by__gt=F("planned_for")), state=State.HELD, hold=Hold.RIGHTS)
    free.filter(planned_for__lte=clock.now()).update(hold=Hold.LATE, told_at=None)
    for publication in free.select_related("account", "follows"):
        planning.release(publication)
    return held
