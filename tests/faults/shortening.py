"""The product's own programs with short times, and on demand with one of the shortcuts that the proof must catch."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from config import timetable
from networks.base import Network
from networks.outcomes import NotSent, Outcome, Unknown
from publishing.engine import backoff, circuits, claiming, late, reconciling, settling
from publishing.models import FLOW, Publication, State

PACE = float(os.environ.get("FAULTS_PACE") or 1)  # what all times are multiplied by
SETTLE = 6  # seconds after which nothing is accepted late any more
LEASE = 10  # seconds of a sending, its last answer included
SECONDS: dict[ModuleType, dict[str, float]] = {
    claiming: {"CLAIM_LEASE": 3, "SEND_TIME": 6, "SEND_LEASE": LEASE},
    reconciling: {"BETWEEN_LOOKS": 1.5, "LOOK_LEASE": 6, "PATIENCE": 60},
    late: {"PACE": 0.2},
    backoff: {"FIRST": 0.5, "LONGEST": 5},
    circuits: {"SHORTEST": 1, "LONGEST": 4, "TRIAL": LEASE + 1, "SLOWER": 2, "USED_UP": 4},
}


def shorten() -> None:
    """Shorten leases, waits and looks; nothing else of the product is changed."""
    for module, constants in SECONDS.items():
        for name, seconds in constants.items():
            put(module, name, timedelta(seconds=seconds * PACE))
    put(Network, "settle_seconds", SETTLE * PACE)
    put(timetable, "TIMETABLE", [replace(line, seconds=min(line.seconds, 1)) for line in delivery_lines()])


def delivery_lines() -> list[timetable.Every]:
    """The lines of the timetable that the delivery queue works on."""
    return [line for line in timetable.TIMETABLE if line.queue == "delivery"]


def put(place: Any, name: str, value: Any) -> None:
    """Replace a constant that is there; one that was renamed must not be shortened in vain."""
    if not hasattr(place, name):
        raise AttributeError(f"{place} has no {name}")
    setattr(place, name, value)


def sabotage() -> None:
    """Put in the shortcuts that FAULTS_SABOTAGE names."""
    for name in filter(None, os.environ.get("FAULTS_SABOTAGE", "").split(",")):
        module, attribute, shortcut = SHORTCUTS[name]
        put(module, attribute, shortcut(getattr(module, attribute)))


def expired_is_planned(honest: Callable[[datetime], int]) -> Callable[[datetime], int]:
    """A sweep that plans again what a dead worker was sending."""

    def sweep(now: datetime) -> int:
        lost = Publication.objects.filter(state=State.SENDING, lease_until__lt=now)
        for row in lost:
            row.attempts.filter(ended_at=None).update(ended_at=now, outcome="unknown")
        return FLOW.move_all(lost, State.SENDING, State.PLANNED, lease_until=None, due_at=now) + honest(now)

    return sweep


def ambiguous_is_retried(honest: Callable[..., Any]) -> Callable[..., Any]:
    """A settling that takes a lost answer for a refused connection."""

    def destination(publication: Publication, outcome: Outcome, now: datetime) -> Any:
        again = NotSent(outcome.reason) if isinstance(outcome, Unknown) else outcome
        return honest(publication, again, now)

    return destination


SHORTCUTS = {
    "expired": (claiming, "sweep", expired_is_planned),
    "ambiguous": (settling, "destination", ambiguous_is_retried),
}
