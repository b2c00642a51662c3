"""A network of one script: what each send and each look comes to is told by the test, what was accepted is written down."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from networks.base import AccessLost, Network, Refreshed
from networks.errors import Errors
from networks.outcomes import NotSent, Outcome, Sent
from networks.rules import PictureRules, Rules, Source, TextLimit

SOURCE = Source("the test", "2026-11-01", "lab")


@dataclass
class Script:
    """What the toy network does next, and what it did."""

    outcomes: deque[Any] = field(default_factory=deque)
    looks: deque[Any] = field(default_factory=deque)
    accepted: list[str] = field(default_factory=list)
    refreshed: int = 0
    access_lost: bool = False
    before_send: Any = None


SCRIPT = Script()


class Toy(Network):
    """Sends what it is told to send, unless the script says otherwise."""

    name = "toy"
    label = "Toy"
    rules = Rules(
        texts=(TextLimit(500, "graphemes", SOURCE),),
        pictures=PictureRules(max_count=4, mimes=("image/jpeg",), max_bytes=1_000_000, source=SOURCE),
        link="text",
    )
    errors = Errors({}, lambda reply, body: None)
    settle_seconds = 5

    def _publish(self, connection: Any, parcel: Any, steps: Any) -> Outcome:
        if SCRIPT.before_send:
            SCRIPT.before_send()
        outcome = SCRIPT.outcomes.popleft() if SCRIPT.outcomes else None
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome is None or isinstance(outcome, Sent):
            SCRIPT.accepted.append(parcel.key)
            return outcome or Sent(f"toy-{parcel.key}", f"https://toy.example/{parcel.key}")
        return outcome

    def reconcile(self, connection: Any, parcel: Any, steps: Any, since: datetime) -> Any:
        look = SCRIPT.looks.popleft() if SCRIPT.looks else None
        if look is not None:
            return look
        there = parcel.key in SCRIPT.accepted
        return Sent(f"toy-{parcel.key}", f"https://toy.example/{parcel.key}") if there else NotSent("not there")

    def refresh(self, connection: Any) -> Refreshed:
        SCRIPT.refreshed += 1
        if SCRIPT.access_lost:
            raise AccessLost("the access was withdrawn")
        return Refreshed({"access": f"fresh-{SCRIPT.refreshed}"})
