"""How large each row of the proof is: small in every run of the tests, whole with FAULTS=full (`make faults`)."""

import os
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("FAULTS_SEED") or 20261125)


@dataclass(frozen=True)
class Size:
    """How many publications, on how many accounts of each network, and how often what is broken meanwhile.

    `spread` is the seconds over which they become due, `stalls` how often a worker is stopped for longer than its lease.
    """

    publications: int
    accounts: int
    spread: float = 4.0
    kills: int = 0
    postgres: int = 0
    valkey: int = 0
    stalls: int = 0


def size(small: T, whole: T) -> T:
    """The one that is wanted in this run."""
    return whole if FULL else small


STORM = size(
    Size(1000, accounts=8, spread=8, kills=20, postgres=2, valkey=4, stalls=1),
    Size(10_000, accounts=80, spread=60, kills=200, postgres=10, valkey=20, stalls=8),
)
SABOTAGE = size(Size(600, accounts=5, spread=2, kills=4), Size(3000, accounts=24, spread=15, kills=60, postgres=2, valkey=4))
CRON = size(Size(150, accounts=2, spread=2, kills=2), Size(2000, accounts=16, spread=10, kills=20))
SUPERVISED = size(Size(100, accounts=2, spread=3, kills=3), Size(500, accounts=8, spread=30, kills=10, postgres=1, valkey=1))
PAUSES = size(8, 20)
PAUSED = size(Size(400, accounts=4, spread=2), Size(2000, accounts=16, spread=10))
LATE = 500
PARTS = 5
KILLED_AFTER = size((2, 4), (1, 2, 3, 4, 5))
THREADED = size(Size(20, accounts=1), Size(100, accounts=5))
REFRESHERS, REFRESHES = 50, size(5, 20)
WEB = size(50, 500)
REAL = size(Size(30, accounts=1, spread=6, kills=8), Size(80, accounts=1, spread=16, kills=30))
