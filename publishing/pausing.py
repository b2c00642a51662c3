"""The gate. A pause takes it whole; every begin of a sending takes it shared: after a pause commits nothing starts."""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lib import clock
from publishing import hints
from publishing.models import Account, Pause, Publication, State
from team import audit
from team.models import Brand, Membership

GATE = 7_214_001  # the advisory lock's number: any constant of ours


def pass_gate() -> None:
    """Inside the transaction that begins sendings: wait for a pause that is being made, and keep the next one waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])


def not_paused(publications: "QuerySet[Publication]") -> "QuerySet[Publication]":
    """Those that no pause in force covers."""
    scope = Q(brand=None) | Q(brand=OuterRef("brand"), account=None) | Q(account=OuterRef("account"))
    return publications.filter(~Exists(Pause.objects.filter(scope, lifted_at=None)))


@transaction.atomic
def pause(brand: Brand, *, by: Membership, reason: str, account: Account | None = None) -> int:
    """Stop sending for the brand, or one account of it. Returns how many were already on the wire."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
    Pause.objects.create(brand=brand, account=account, reason=reason, by=str(by))
    audit.record("delivery.paused", account or brand, by=by, reason=reason)
    on_wire = Publication.objects.filter(brand=brand, state=State.SENDING)
    return (on_wire.filter(account=account) if account else on_wire).count()


@transaction.atomic
def lift(pause: Pause, *, by: Membership) -> None:
    """Let sending go on; what became late meanwhile follows the brand's policy."""
    if Pause.objects.filter(pk=pause.pk, lifted_at=None).update(lifted_at=clock.now()):
        audit.record("delivery.resumed", pause.account or pause.brand or "", by=by)
        transaction.on_commit(hints.drain_soon, robust=True)


def in_force(brand: Brand) -> "QuerySet[Pause]":
    """The pauses that keep something of this brand from leaving."""
    return Pause.objects.filter(Q(brand=brand) | Q(brand=None), lifted_at=None).select_related("account")
