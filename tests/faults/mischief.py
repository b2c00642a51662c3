"""What is done to a row while it runs: a seeded order of kills, stops and stalls, spread over the work."""

import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

from tests.faults.field import Field
from tests.faults.invariants import Watch
from tests.faults.shortening import LEASE
from tests.faults.sizes import Size

MOVING = "state IN ('planned', 'claimed', 'sending') OR (state = 'unconfirmed' AND asked_at IS NULL)"
WORK = f"SELECT count(*) FILTER (WHERE {MOVING}), count(*) FROM publishing_publication"
LEFT = f"""
    SELECT p.id, network_name, p.state, due_at - now(), tries, looks, lease_until, reason, left(payload->>'text', 30)
    FROM (SELECT * FROM publishing_publication WHERE {MOVING} LIMIT 5) p JOIN publishing_account a ON a.id = account_id"""
TICK = 0.05  # seconds
MOST_ASLEEP = 2


@dataclass
class Mischief:
    """Runs a row to its end and breaks things meanwhile: each event at its share of the work done."""

    where: Field
    size: Size
    watch: Watch = field(default_factory=Watch)
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draws = random.Random(self.where.seed)
        self.asleep: dict[int, float] = {}
        counts = {"kill": self.size.kills, "postgres": self.size.postgres, "valkey": self.size.valkey, "stall": self.size.stalls}
        events = [name for name, count in counts.items() for _ in range(count)]
        self.draws.shuffle(events)
        self.events = [(0.02 + 0.9 * number / len(events), name) for number, name in enumerate(events)]

    def run(self, patience: float) -> float:
        """Until nothing is left to do; the seconds that took. Raises TimeoutError."""
        begin, looked = time.monotonic(), 0.0
        while True:
            left, whole = self._work()
            if whole and not left and not self.asleep and not self._due(1.0):
                return time.monotonic() - begin
            if time.monotonic() - begin > patience:
                raise TimeoutError(f"{left} of {whole} are not settled after {patience:.0f} s: {self._left()}")
            if whole and (due := self._due(1 - left / whole)):
                self.events.remove(due)
                self._break(due[1])
            self._wake()
            if time.monotonic() - looked > 1:
                self._look()
                looked = time.monotonic()
            time.sleep(TICK)

    def _due(self, share: float) -> tuple[float, str] | None:
        """The next thing to break when so much of the work is done; when all is done nothing more need be stopped."""
        stalls = share < 1 and len(self.asleep) < MOST_ASLEEP
        return next((event for event in self.events if event[0] <= share and (stalls or event[1] != "stall")), None)

    def _work(self) -> tuple[int, int]:
        with contextlib.suppress(psycopg.Error), self.where.database() as connection:
            return connection.execute(WORK).fetchone()  # type: ignore[return-value]
        return 1, 0

    def _left(self) -> list[tuple[object, ...]]:
        """The first of what is not settled, to be shown."""
        with self.where.database() as connection:
            return connection.execute(LEFT).fetchall()

    def _look(self) -> None:
        with contextlib.suppress(psycopg.OperationalError), self.where.database() as connection:
            self.watch.look(connection)

    def _break(self, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "kill": self._kill,
            "postgres": self.where.servers.stop_postgres,
            "valkey": self.draws.choice([self.where.servers.kill_valkey, self.where.servers.flush_valkey]),
            "stall": self._stall,
        }
        acts[name]()
        self.done[name] = self.done.get(name, 0) + 1

    def _kill(self) -> None:
        while not (awake := [pid for pid in self.where.pids() if pid not in self.asleep]):
            time.sleep(TICK)
        self.where.kill(self.draws.choice(awake))

    def _stall(self) -> None:
        """Stop a worker; it wakes when its lease is over and its work was taken for dead."""
        while not (awake := [pid for pid in self.where.pids("worker") if pid not in self.asleep]):
            time.sleep(TICK)
        pid = self.draws.choice(awake)
        self.where.stall(pid)
        self.asleep[pid] = time.monotonic() + LEASE * 2.5

    def _wake(self) -> None:
        for pid, until in list(self.asleep.items()):
            if time.monotonic() > until:
                self.where.wake(pid)
                del self.asleep[pid]
