"""The gate. A pause takes it whole; every begin of a sending takes it shared: after a pause commits nothing starts."""

from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import QuerySet

from publishing.models import Pause, Publication

GATE = 7_214_001  # the advisory lock's number: any constant of ours


def go_through() -> None:
    """Inside the transaction that begins sendings: wait for a pause that is being made, and keep the next one waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])


def take() -> None:
    """Inside the transaction that makes a pause: wait for what is being begun, and keep what comes after it waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])


def not_paused(publications: "QuerySet[Publication]") -> "QuerySet[Publication]":
    """Those that no pause in force covers, as it is at the moment of this call: behind the gate nothing can change it.

    While nothing is paused it is the same query as before; a pause adds one condition.
    """
    pauses = list(Pause.objects.filter(lifted_at=None))
    if not pauses:
        return publications
    if any(pause.brand_id is None for pause in pauses):
        return publications.none()
    return publications.exclude(reduce(or_, (pause.covered for pause in pauses)))
