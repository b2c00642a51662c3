"""How a stub misbehaves when told to: by number of times or by probability, always the same for a seed."""

import random
import threading
from dataclasses import dataclass, field, fields
from typing import Any

BEFORE = {"refuse", "limit", "crash", "drop"}  # the request has no effect
AFTER = {"hang", "error", "reset", "garble"}  # it has its effect, and the answer is spoilt
KINDS = BEFORE | AFTER | {"late", "lag"}


@dataclass
class Fault:
    """One way to misbehave.

    Not accepted: `refuse` (503 with Retry-After), `limit` (429 with Retry-After), `crash` (500), `drop` (no answer).
    Accepted: `hang` (no answer), `error` (500), `reset` (connection cut), `garble` (an unreadable 2xx).
    `late`: no answer, and accepted only `seconds` later. `lag`: lists do not show what is younger than `seconds`.
    `on`: visible, step, read or any. `times`: how often at most (None: no end). `chance`: 0 to 1, drawn from `seed`.
    `seconds`: Retry-After, the delay of `late` and `lag`. `hold`: how long a silent connection is held (None: `seconds`).
    """

    kind: str
    on: str = "visible"
    times: int | None = None
    chance: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    hold: float | None = None
    network: str = ""
    hits: int = 0
    draws: random.Random = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind!r} (there are {', '.join(sorted(KINDS))})")
        self.draws = random.Random(self.seed)  # noqa: S311 - repeatable on purpose

    def strikes(self, effect: str, network: str) -> bool:
        """Whether it happens to this request; counts when it does."""
        if self.on not in (effect, "any") or self.network not in ("", network):
            return False
        if (self.times is not None and self.hits >= self.times) or self.draws.random() >= self.chance:
            return False
        self.hits += 1
        return True

    @property
    def silence(self) -> float:
        """How long a silent connection is held, in seconds."""
        return self.seconds if self.hold is None else self.hold

    def as_dict(self) -> dict[str, Any]:
        """The fault as it is set, with how often it happened."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "draws"}


class Faults:
    """The faults in force; the first that strikes is the one that happens."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def set(self, faults: list[dict[str, Any]]) -> None:
        """Replace all faults. Raises ValueError or TypeError, and changes nothing, when one cannot be read."""
        made = [Fault(**fault) for fault in faults]
        with self._lock:
            self._faults = made

    def add(self, kind: str, **settings: Any) -> Fault:
        """Add a fault."""
        fault = Fault(kind, **settings)
        with self._lock:
            self._faults.append(fault)
        return fault

    def pick(self, effect: str, network: str) -> Fault | None:
        """The fault that happens to a request, if any."""
        with self._lock:
            return next((fault for fault in self._faults if fault.kind != "lag" and fault.strikes(effect, network)), None)

    def lag(self, network: str) -> float:
        """By how many seconds the list that is asked for now is behind."""
        with self._lock:
            lags = [fault for fault in self._faults if fault.kind == "lag" and fault.strikes(fault.on, network)]
            return max((fault.seconds for fault in lags), default=0.0)

    def as_list(self) -> list[dict[str, Any]]:
        """All faults as they are set."""
        return [fault.as_dict() for fault in self._faults]
