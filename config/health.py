"""Whether the house is well: asked by a monitor at /health/, by `manage.py doctor`, and by the frame of each page."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import django_rq
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from config import pulse
from config.models import Beat
from config.timetable import DISPATCHER
from lib import clock
from publishing.traffic import overview
from team.access import public

LATE = 300.0  # seconds after its hour at which a post that has not left is a sign that something stands still
DISPATCHER_SILENT = 120.0  # seconds; a cron job that takes its place comes each minute
REMEMBERED = 5.0  # seconds for which the frame's answer is kept

Check = tuple[bool, dict[str, Any]]


@public
@never_cache
@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """The state of each part as JSON; status 503 when one is not well. Constant cost, and no secret in it."""
    report = examine()
    return JsonResponse(report, status=200 if report["status"] == "ok" else 503)


def examine() -> dict[str, Any]:
    """Look at each part: `status` is "ok" only if all of them are well."""
    checks: dict[str, Callable[[], Check]] = {
        "database": _database,
        "queue": _queue,
        "workers": _workers,
        "dispatcher": dispatcher,
        "oldest_due": oldest_due,
    }
    found = {name: _safely(look) for name, look in checks.items()}
    well = all(fine for fine, _facts in found.values())
    return {"status": "ok" if well else "degraded"} | {name: {"ok": fine} | facts for name, (fine, facts) in found.items()}


def silent_workers() -> list[str]:
    """Queues of which no worker was heard for a minute; after our own start, they have a minute to be heard. Cheap."""
    global _remembered
    asked, silent = _remembered
    now = time.monotonic()
    if asked is None or now - asked > REMEMBERED:
        silent = [] if now - _awake < pulse.SILENT else silent_now()
        _remembered = (now, silent)
    return silent


_awake = time.monotonic()
_remembered: tuple[float | None, list[str]] = (None, [])


def silent_now() -> list[str]:
    """Queues of which no worker was heard for a minute, asked anew."""
    try:
        heard = pulse.ages()
    except RedisError:
        heard = {}
    return [queue for queue in settings.RQ_QUEUES if heard.get(queue, pulse.SILENT) >= pulse.SILENT]


def _safely(look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (DatabaseError, RedisError) as error:
        return False, {"trouble": type(error).__name__}


def _database() -> Check:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, {"milliseconds": _milliseconds(began)}


def _queue() -> Check:
    began = time.perf_counter()
    waiting = {name: _line(name).count for name in settings.RQ_QUEUES}
    return True, {"milliseconds": _milliseconds(began), "waiting": waiting}


def _workers() -> Check:
    heard = pulse.ages()
    ages = {queue: _seconds(heard.get(queue)) for queue in settings.RQ_QUEUES}
    fine = all(age is not None and age < pulse.SILENT for age in ages.values())
    return fine, {queue: {"seconds_since_heard": age} for queue, age in ages.items()}


def dispatcher() -> Check:
    """When a dispatcher was heard last."""
    ran_at = Beat.objects.filter(name=DISPATCHER).values_list("ran_at", flat=True).first()
    age = _age(ran_at)
    return age is not None and age < DISPATCHER_SILENT, {"seconds_since_heard": age}


def oldest_due() -> Check:
    """How late the oldest post is that should have left."""
    late = _age(overview.oldest_due())
    return late is None or late < LATE, {"seconds_late": late}


def _age(moment: datetime | None) -> float | None:
    return None if moment is None else _seconds((clock.now() - moment).total_seconds())


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(max(0.0, value), 1)


def _milliseconds(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


@cache
def _line(name: str) -> Any:
    return django_rq.get_queue(name)
