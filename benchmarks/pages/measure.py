"""Asks for the pages as a browser does, through every middleware, and counts."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.pages.rows import Large
from config import pulse
from lib import clock

WARM_UP, RUNS = 3, 15


@dataclass(frozen=True)
class Wanted:
    """The most that a page may take: milliseconds, queries, kilobytes (of 1,000 bytes, not compressed)."""

    milliseconds: int
    queries: int
    kilobytes: int


@dataclass(frozen=True)
class Taken:
    """What a page took: median and best milliseconds, and the least that Python computed and that the database was asked."""

    median: float
    best: float
    python: float
    database: float
    queries: int
    kilobytes: float


PAGES: dict[str, tuple[str, Wanted]] = {
    "calendar, one month": ("calendar", Wanted(60, 12, 80)),
    "calendar, a week": ("week", Wanted(50, 15, 120)),
    "calendar, the list": ("list", Wanted(50, 15, 100)),
    "calendar, a drop": ("drop", Wanted(100, 36, 80)),
    "inbox, the list": ("inbox", Wanted(40, 12, 60)),
    "composer, a draft": ("edit", Wanted(40, 15, 60)),
    "composer, a new post": ("new", Wanted(40, 15, 60)),
    "stock": ("stock", Wanted(50, 15, 70)),
    "campaign, 5,800 posts": ("campaign", Wanted(80, 15, 60)),
    "campaign, its objectives": ("progress", Wanted(80, 15, 20)),
    "today, its objectives": ("today", Wanted(80, 15, 20)),
    "results, 90 days": ("results", Wanted(80, 15, 60)),
}


def addresses(large: Large) -> dict[str, str]:
    """Where each page is."""
    brand = [large.brand.slug]
    return {
        "calendar": reverse("editorial:calendar", args=brand),
        "week": reverse("editorial:calendar", args=brand, query={"view": "week"}),
        "list": reverse("editorial:calendar", args=brand, query={"view": "list"}),
        "drop": reverse("editorial:move", args=[*brand, large.planned.pk]),
        "inbox": reverse("moderation:inbox", args=brand),
        "edit": reverse("editorial:edit", args=[*brand, large.draft.pk]),
        "new": reverse("editorial:new", args=brand),
        "stock": reverse("editorial:stock", args=brand),
        "campaign": reverse("campaigns:show", args=[*brand, large.campaign.pk]),
        "progress": reverse("analytics:campaign_progress", args=[*brand, large.campaign.pk]),
        "today": reverse("analytics:today_objectives", args=brand),
        "results": reverse("analytics:results", args=brand, query={"days": 90}),
    }


def pages(large: Large) -> Iterator[tuple[str, Wanted, Taken]]:
    """Each page: its name, what is wanted, what it took."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(large.member.user)
    at = addresses(large)
    for name, (page, wanted) in PAGES.items():
        drops = _drops(large) if page == "drop" else None
        yield name, wanted, take(client, at[page], drops)


def _drops(large: Large) -> Iterator[dict[str, str]]:
    """A post dropped on one day of the next week and on another, again and again, each time beside what stands there."""
    today = clock.wall(clock.now(), large.brand.zone).date()
    for number in count(1):
        yield {"drop": "1", "how": "beside", "date": f"{today + timedelta(days=1 + number % 2)}", "here": "?view=month"}


def take(client: Client, address: str, drops: Iterator[dict[str, str]] | None = None) -> Taken:
    """Ask for one page again and again, or post `drops` to it. Raises RuntimeError when something else comes than the page."""
    for queue in ("delivery", "chores", "films"):
        pulse.beat(f"{queue}@benchmark")  # else the page says that nobody works
    runs = [ask(client, address, next(drops) if drops else None) for _ in range(WARM_UP + RUNS)][WARM_UP:]
    took, computed, asked, queries, sizes = zip(*runs, strict=True)
    return Taken(statistics.median(took), min(took), min(computed), min(asked), max(queries), max(sizes) / 1000)


def ask(client: Client, address: str, drop: dict[str, str] | None = None) -> tuple[float, float, float, int, int]:
    """One request: milliseconds, those of our process's computing, those in the database; queries; bytes."""
    with counted() as seconds:
        began, computed = time.perf_counter(), time.process_time()
        response = client.post(address, drop, headers={"HX-Request": "true"}) if drop else client.get(address)
        size = len(response.content)
        took, computed = (time.perf_counter() - began) * 1000, (time.process_time() - computed) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return took, computed, sum(seconds) * 1000, len(seconds), size


@contextmanager
def counted() -> Iterator[list[float]]:
    """The seconds of each query of the block."""
    seconds: list[float] = []

    def note(execute: Any, *words: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*words)
        finally:
            seconds.append(time.perf_counter() - began)

    with connection.execute_wrapper(note):
        yield seconds
