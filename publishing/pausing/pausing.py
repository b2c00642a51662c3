"""Pausing, by people: making a stop, lifting it, saying what is in force. What it keeps is held up at the engine's gate."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet

from lib import clock
from publishing.engine import gate, hints
from publishing.models import FLOW, Account, Hold, Pause, Publication, State
from publishing.pausing import tagging
from team import audit
from team.models import Brand, Membership, User
from team.rights import Right


def may_pause_all(user: User) -> bool:
    """Whether the person looks after the installation: only they stop every brand, and let it go on."""
    return user.is_superuser


@transaction.atomic
def pause(brand: Brand | None, *, by: Membership, reason: str, account: Account | None = None, tag: str = "") -> Pause:
    """Stop the sending of a brand, of one account of it, or of what carries a tag there; without a brand, of everything.

    The pause tells how many publications were already on the wire. Raises PermissionDenied.
    """
    _allow(brand, by)
    gate.take()
    label = tagging.labels(brand, [tag])[tag] if brand and tag else ""
    made = Pause(brand=brand, account=account, tag=tag, label=label, reason=reason, by=str(by))
    made.on_wire = Publication.objects.filter(made.covered, state=State.SENDING).count()
    made.save()
    audit.record(_verb("delivery.paused", made), _subject(made), by=by, reason=reason, on_wire=made.on_wire)
    return made


@transaction.atomic
def lift(pause: Pause, *, by: Membership) -> int:
    """Let sending go on. What became due meanwhile, and no other pause keeps, is held until a person says what becomes of it.

    Returns how many that are. Raises PermissionDenied.
    """
    _allow(pause.brand, by)
    now = clock.now()
    if not Pause.objects.filter(pk=pause.pk, lifted_at=None).update(lifted_at=now):
        return 0
    became_due = gate.not_paused(Publication.objects.filter(pause.covered, due_at__lte=now))
    told_at = now if pause.brand_id else None  # who lifts the pause of a brand is looking at its list
    held = FLOW.move_all(became_due, State.PLANNED, State.HELD, hold=Hold.PAUSE, told_at=told_at)
    audit.record(_verb("delivery.resumed", pause), _subject(pause), by=by, held=held)
    transaction.on_commit(hints.drain_soon, robust=True)
    return held


def in_force(brand: Brand | OuterRef) -> "QuerySet[Pause]":
    """The pauses that keep something of this brand from leaving, oldest first."""
    pauses = Pause.objects.filter(Q(brand=brand) | Q(brand=None), lifted_at=None)
    return pauses.select_related("account").order_by("since", "pk")


def covering(account: Account, pauses: Iterable[Pause]) -> Pause | None:
    """The first of these pauses, all in force for its brand, that keeps everything of the account from leaving."""
    return next((pause for pause in pauses if not pause.tag and pause.account_id in (None, account.pk)), None)


def _allow(brand: Brand | None, by: Membership) -> None:
    allowed = may_pause_all(by.user) if brand is None else brand.pk == by.brand_id and by.may(Right.SCHEDULE)
    if not allowed:
        raise PermissionDenied


def _verb(verb: str, pause: Pause) -> str:
    return verb if pause.brand_id else f"{verb}_all"


def _subject(pause: Pause) -> Account | Brand | str:
    return pause.account or pause.label or pause.tag or pause.brand or ""
