"""Who is alive: each worker leaves its name and the time in Valkey every few seconds."""

from functools import cache
from typing import Any

import django_rq
from redis import RedisError

KEY = "tribu:pulse"
EVERY = 10.0  # seconds
SILENT = 60.0  # seconds without a pulse after which a worker is taken to be gone
FORGOTTEN = 3600  # seconds


@cache
def connection() -> Any:
    """The connection to the queue's server (its type does not know that answers are bytes)."""
    return django_rq.get_connection("delivery")


def beat(member: str) -> None:
    """Say that `member` (queue@worker) is alive. A server that is away is no error: nobody could hear."""
    try:
        line = connection()
        now = _now(line)
        line.pipeline().zadd(KEY, {member: now}).zremrangebyscore(KEY, 0, now - FORGOTTEN).execute()
    except RedisError:
        return


def forget(member: str) -> None:
    """Say that `member` ends."""
    try:
        connection().zrem(KEY, member)
    except RedisError:
        return


def heard() -> list[tuple[str, str, float]]:
    """Each worker of the last hour: its queue, its name, the seconds since it was heard. Raises RedisError."""
    line = connection()
    now = _now(line)
    found = []
    for member, at in line.zrange(KEY, 0, -1, withscores=True):
        queue, _at, name = member.decode().partition("@")
        found.append((queue, name, max(0.0, now - at)))
    return sorted(found)


def ages(line: Any = None) -> dict[str, float]:
    """Seconds since each queue's best worker was heard. Raises RedisError."""
    line = line or connection()
    now, found = _now(line), line.zrange(KEY, 0, -1, withscores=True)
    best: dict[str, float] = {}
    for member, heard in found:
        queue = member.decode().partition("@")[0]
        best[queue] = min(max(0.0, now - heard), best.get(queue, float("inf")))
    return best


def _now(line: Any) -> float:
    """The server's own time: machines' clocks differ."""
    seconds, micro = line.time()
    return seconds + micro / 1e6
