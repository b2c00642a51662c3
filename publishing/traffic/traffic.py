"""What leaves, what waits and how late, over the last hours; the cost does not grow with what was sent before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, FloatField, Min, QuerySet
from django.db.models.functions import Extract

from lib import clock
from publishing.engine.gate import not_paused
from publishing.models import Account, Attempt, Hold, Publication, State
from team.models import Brand

DELAY = ExpressionWrapper(F("started_at") - F("due_at"), output_field=DurationField())
LATENESS = Extract(DELAY, "epoch", output_field=FloatField())  # seconds from the due moment to the attempt
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Percentiles(Aggregate):
    """Some percentiles of an expression, as a list; None of nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(ARRAY[%(shares)s]::float8[]) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, shares: Sequence[float], **extra: Any):
        listed = ", ".join(str(float(share)) for share in shares)
        super().__init__(expression, shares=listed, output_field=ArrayField(FloatField()), **extra)


@dataclass(frozen=True)
class Standing:
    """How the post office stands at this moment: what is due, since when, what is on the wire, what waits for somebody."""

    due: int
    oldest: datetime | None
    on_wire: int
    unconfirmed: int
    asked: int
    held: dict[str, int]
    lost: int

    @property
    def seconds_late(self) -> float:
        """How late the oldest due publication is; 0 when none waits."""
        return max(0.0, (clock.now() - self.oldest).total_seconds()) if self.oldest else 0.0

    @property
    def held_in_all(self) -> int:
        """How many are held, whatever for."""
        return sum(self.held.values())

    @property
    def held_in_words(self) -> list[tuple[str, int]]:
        """Why things are held, and how many."""
        return [(str(Hold(hold).label), n) for hold, n in sorted(self.held.items())]


@dataclass(frozen=True)
class Lateness:
    """How late attempts began after they were due, in seconds, of `n` of them; None of none."""

    n: int
    half: float | None
    most: float | None


@dataclass(frozen=True)
class Outcomes:
    """What became of the attempts on one network."""

    network: str
    sent: int
    refused: int
    not_sent: int
    unknown: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.sent + self.refused + self.not_sent + self.unknown


def standing(brand: Brand | None = None) -> Standing:
    """How the brand stands, or the whole installation, in four queries that read only what is not over yet."""
    rows = brand.publications.all() if brand else Publication.objects.all()
    accounts = brand.accounts.all() if brand else Account.objects.all()
    due = rows.filter(state=State.PLANNED, due_at__lte=clock.now(), account__state=Account.State.CONNECTED)
    waiting = not_paused(due).aggregate(n=Count("pk"), oldest=Min("due_at"))
    open_states = [State.SENDING, State.UNCONFIRMED, State.HELD]
    counted = rows.filter(state__in=open_states).order_by().values_list("state", "hold")
    states: Counter[str] = Counter()
    held: dict[str, int] = {}
    asked = 0
    for state, hold, n, asked_of in counted.annotate(n=Count("pk"), asked=Count("asked_at")):
        states[state] += n
        if state == State.HELD:
            held[hold] = n
        if state == State.UNCONFIRMED:
            asked += asked_of
    lost = accounts.filter(state=Account.State.LOST).count()
    return Standing(waiting["n"], waiting["oldest"], states[State.SENDING], states[State.UNCONFIRMED], asked, held, lost)


def lateness(span: timedelta, brand: Brand | None = None) -> Lateness:
    """How late the attempts of the last `span` began."""
    found = _ended(span, brand).exclude(due_at=None).aggregate(n=Count("pk"), late=Percentiles(LATENESS, [0.5, 0.99]))
    half, most = found["late"] or (None, None)
    return Lateness(found["n"], half, most)


def outcomes(span: timedelta, brand: Brand | None = None) -> list[Outcomes]:
    """What became of the attempts of the last `span`, by network."""
    name = "account__network_name"
    found: dict[str, Counter[str]] = {}
    for network, outcome, n in _ended(span, brand).order_by().values_list(name, "outcome").annotate(n=Count("pk")):
        found.setdefault(network, Counter())[outcome] = n
    return [
        Outcomes(network, counts["sent"], counts["refused"], counts["notsent"], counts["unknown"])
        for network, counts in sorted(found.items())
    ]


def _ended(span: timedelta, brand: Brand | None) -> "QuerySet[Attempt]":
    attempts = Attempt.objects.filter(ended_at__gt=clock.now() - span)
    return attempts.filter(account__brand=brand) if brand else attempts
