"""What is measured of delivery: the great minute, a lone post, the bare client and bare jobs beside them."""

import contextlib
import http.client
import json
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django_rq
from django.db import connection

from benchmarks import memory
from benchmarks.publishing import rows
from benchmarks.publishing.beside import programme
from config.runtime import children
from lib import clock
from publishing.models import Account, Attempt, Publication, State

CONNECTIONS = 256  # of each worker, and of each bare client
WORKERS = 2
HEAD_START = timedelta(seconds=4)
PATIENCE = 240  # seconds
JOBS = 2000


@dataclass
class Minute:
    """How the great minute went. Times in seconds, memory in megabytes."""

    posts: int
    seconds: float
    requests: int
    late: tuple[float, float, float]  # until the attempt began: median, 99th, all
    queries: float
    commits: float
    processor: float
    memory: float


def counted(address: str) -> dict[str, int]:
    """What the stub accepted so far."""
    line = http.client.HTTPConnection(address.removeprefix("http://"))
    line.request("GET", "/_count")
    return json.loads(line.getresponse().read())


@contextlib.contextmanager
def working(folder: Path) -> Iterator[list[subprocess.Popen]]:
    """The workers and a dispatcher, as the supervisor starts them."""
    told = [folder / f"worker-{number}" for number in range(WORKERS)]
    processes = [children.spawn(programme("benchmarks.publishing.worker", file)) for file in told]
    processes.append(children.spawn([sys.executable, "manage.py", "dispatch"]))
    try:
        time.sleep(4)
        yield processes[:WORKERS]
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(60)


def minute(folder: Path, address: str, accounts: list[Account], posts: int) -> Minute:
    """`posts` publications of the accounts, all due at the same moment."""
    Publication.objects.filter(state=State.PLANNED).delete()
    before, commits = counted(address), 0
    with working(folder) as workers:
        moment = clock.now() + HEAD_START + timedelta(seconds=posts / 2500)
        rows.due(accounts, posts, moment)
        rows.settle_down()
        commits, most = _commits(), 0.0
        until = time.monotonic() + PATIENCE
        while Publication.objects.filter(planned_for=moment, state__in=["planned", "claimed", "sending"]).exists():
            most = max(most, sum(memory.kilobytes(worker.pid) for worker in workers) / 1024)
            if time.monotonic() > until:
                break
            time.sleep(1)
        commits = _commits() - commits
    states = set(Publication.objects.filter(planned_for=moment).values_list("state", flat=True).distinct())
    if states != {State.PUBLISHED}:
        raise SystemExit(f"Not all were published: {states}")
    after = counted(address)
    accepted = sum(after[name] - before[name] for name in rows.NETWORKS)
    if accepted != posts:
        raise SystemExit(f"The stub accepted {accepted} posts of {posts}.")
    attempts = Attempt.objects.filter(publication__planned_for=moment).values_list("started_at", "ended_at")
    late = sorted((started - moment).total_seconds() for started, _ in attempts)
    last = max((ended - moment).total_seconds() for _, ended in attempts)
    used = [(folder / f"worker-{number}").read_text().split() for number in range(WORKERS)]
    return Minute(
        posts=posts,
        seconds=last,
        requests=after["requests"] - before["requests"],
        late=(statistics.median(late), late[int(len(late) * 0.99)], late[-1]),
        queries=sum(int(words[0]) for words in used) / posts,
        commits=commits / posts,
        processor=sum(float(words[1]) for words in used),
        memory=most,
    )


def _commits() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def bare(address: str, requests: int) -> float:
    """Requests a second of as many bare clients with as many connections as there are workers."""
    command = programme("benchmarks.publishing.bare", address, requests // WORKERS, CONNECTIONS)
    clients = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
    return requests / max(float(client.communicate()[0]) for client in clients)


def jobs(folder: Path) -> float:
    """Empty jobs a second of the workers."""
    queue = django_rq.get_queue("delivery")
    with working(folder):
        for _ in range(JOBS):
            queue.enqueue("time.monotonic", result_ttl=0)
        began, waiting = time.monotonic(), queue.count
        while queue.count:
            time.sleep(0.02)
        return waiting / (time.monotonic() - began)


def lone(folder: Path, accounts: list[Account], posts: int) -> tuple[float, float, float]:
    """How many seconds after its due time a lone post begins on a quiet system: median, 99th of a hundred, worst."""
    begun = []
    with working(folder):
        for number in range(posts):
            moment = clock.now() + timedelta(seconds=1.5 + (number * 0.37) % 1)
            rows.due(accounts[number : number + 1], 1, moment)
            while not (attempt := Attempt.objects.filter(publication__planned_for=moment).first()):
                time.sleep(0.1)
            begun.append((attempt.started_at - moment).total_seconds())
    begun.sort()
    return statistics.median(begun), begun[int(len(begun) * 0.99)], begun[-1]
