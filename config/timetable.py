"""What happens by itself, and how often.

When a line is due stands in PostgreSQL, so that several dispatchers, or none for a while, do no harm: a line that was
missed runs once, not once for each time it was missed. Jobs are hints or chores that may run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import django_rq
from django.utils.module_loading import import_string
from rq.job import Job

from analytics import baselines
from config.models import Beat
from editorial.approval import hours
from editorial.exchange import feeding
from editorial.imports import batches
from editorial.library import colouring, cutting
from editorial.series import laying
from lib import clock
from publishing.accounts import preflight, profiles
from publishing.engine import judging
from publishing.traffic import overview

logger = logging.getLogger(__name__)
RETRY = timedelta(seconds=15)  # after a hand-over that failed
KEEP_FAILED = 7 * 24 * 3600  # seconds that a failed job stays to be looked at
DISPATCHER = "dispatcher"


@dataclass(frozen=True, kw_only=True)
class Every:
    """A job (dotted path of a function without arguments), how often it is due, and the queue it goes to.

    `when` is a question (a function of the present moment) that saves a job for which there is nothing to do. With `here`
    the dispatcher does it itself.
    """

    seconds: int
    job: str
    queue: str = "chores"
    when: Callable[[datetime], bool] | None = None
    here: bool = False

    @property
    def period(self) -> timedelta:
        """How often, as a duration."""
        return timedelta(seconds=self.seconds)


TIMETABLE: list[Every] = [
    Every(seconds=1, job="publishing.jobs.drain", queue="delivery", when=overview.work_waits),
    Every(seconds=5, job="publishing.jobs.reconcile", queue="delivery", when=overview.looks_wait),
    Every(seconds=20, job="publishing.jobs.tell_troubles", when=overview.troubles_wait),
    Every(seconds=60, job="publishing.jobs.refresh_tokens"),
    Every(seconds=60, job="publishing.jobs.look_ahead", when=preflight.waits),
    Every(seconds=60, job="publishing.jobs.hold_against_charters", when=judging.waits),
    Every(seconds=3600, job="publishing.jobs.renew_limits"),
    Every(seconds=20, job="editorial.jobs.look_at_hours", when=hours.waits),
    Every(seconds=600, job="editorial.jobs.fill_slots"),
    Every(seconds=900, job="editorial.jobs.bring_back"),
    Every(seconds=3600, job="analytics.jobs.tire_evergreens"),
    Every(seconds=1800, job="editorial.jobs.watch_stock"),
    Every(seconds=300, job="editorial.jobs.renew_tags"),
    Every(seconds=15, job="moderation.jobs.fetch_all"),
    Every(seconds=60, job="moderation.jobs.settle_failures"),
    Every(seconds=30, job="listening.jobs.gather_all"),
    Every(seconds=60, job="analytics.jobs.collect_due"),
    Every(seconds=60, job="analytics.jobs.take_baselines", when=baselines.waits),
    Every(seconds=1800, job="analytics.jobs.tell_owners"),
    Every(seconds=30, job="editorial.jobs.carry_on_batches", when=batches.waits),
    Every(seconds=60, job="editorial.jobs.gather_sources", when=feeding.waits),
    Every(seconds=30, job="team.jobs.mail_notices"),
    Every(seconds=30, job="editorial.jobs.lay_due", when=laying.waits),
    Every(seconds=10, job="editorial.jobs.cut_films", queue="films", when=cutting.waits),
    Every(seconds=60, job="editorial.jobs.look_at_colours", when=colouring.waits),
    Every(seconds=3600, job="editorial.jobs.tidy_uploads"),
    Every(seconds=3600, job="editorial.jobs.warn_of_rights"),
    Every(seconds=3600, job="charter.jobs.remind_of_policy"),
    Every(seconds=300, job="publishing.jobs.roll_up"),
    Every(seconds=1800, job="publishing.jobs.renew_allowances"),
    Every(seconds=24 * 3600, job="publishing.jobs.forget_pages"),
    Every(seconds=24 * 3600, job="listening.jobs.forget_mentions"),
    Every(seconds=1800, job="publishing.jobs.look_outside"),
    Every(seconds=120, job="publishing.jobs.read_profiles", when=profiles.waits),
    Every(seconds=15, job="config.alarms.look", here=True),
]

Hand = Callable[[Every], object]


def tick(hand: Hand | None = None, timetable: list[Every] | None = None) -> int:
    """Hand over every line that is due, once; how many this call took. Raises OperationalError when PostgreSQL is away."""
    now, lines = clock.now(), TIMETABLE if timetable is None else timetable
    known = dict(Beat.objects.values_list("name", "due_at"))
    _write_new([line for line in lines if line.job not in known], now)
    taken = [
        line
        for line in lines
        if known.get(line.job, now) <= now and _wanted(line, now) and _take(line, known.get(line.job, now), now)
    ]
    for line in taken:
        _hand_over(line, run_here if line.here else hand or enqueue, now)
    return len(taken)


def beat() -> None:
    """Leave word that a dispatcher is alive."""
    now = clock.now()
    Beat.objects.update_or_create(name=DISPATCHER, defaults={"due_at": now, "ran_at": now})


def _write_new(lines: list[Every], now: datetime) -> None:
    if lines:
        Beat.objects.bulk_create([Beat(name=line.job, due_at=now) for line in lines], ignore_conflicts=True)


def _wanted(line: Every, now: datetime) -> bool:
    return line.when is None or line.when(now)


def _take(line: Every, due_at: datetime, now: datetime) -> bool:
    """Move the line to its next time; False when another dispatcher was first."""
    return bool(Beat.objects.filter(name=line.job, due_at=due_at).update(due_at=now + line.period, ran_at=now))


def _hand_over(line: Every, hand: Hand, now: datetime) -> None:
    try:
        hand(line)
    except Exception:
        logger.exception("%s could not be handed over; it is tried again soon", line.job)
        Beat.objects.filter(name=line.job, due_at=now + line.period).update(due_at=now + min(line.period, RETRY))


def enqueue(line: Every) -> Job | None:
    """Put the job on its queue, unless its last one still waits there. Raises RedisError."""
    queue = _queue(line.queue)
    mark = f"tribu:waiting:{line.job}"
    waiting = queue.connection.get(mark)
    if waiting and queue.connection.lpos(queue.key, waiting) is not None:
        return None
    job = queue.enqueue(line.job, result_ttl=0, failure_ttl=KEEP_FAILED)
    queue.connection.set(mark, job.id, ex=24 * 3600)
    return job


@cache
def _queue(name: str) -> Any:
    return django_rq.get_queue(name)


def run_here(line: Every) -> object:
    """Do the job in this process: for cron without a queue."""
    return import_string(line.job)()
