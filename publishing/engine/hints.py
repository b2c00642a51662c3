"""Hints to the workers that something may be due. The rows are the truth: a lost hint loses a second, nothing else."""

import logging
from datetime import datetime, timedelta

import django_rq
from django.db import transaction
from redis.exceptions import RedisError

from lib import clock

log = logging.getLogger(__name__)
ENOUGH = 2  # drain jobs that may wait at once; each takes all that is due


def when_due(moment: datetime) -> None:
    """After the commit, hint at a publication that is due at `moment`, when that is now."""
    if moment <= clock.now() + timedelta(seconds=1):
        transaction.on_commit(drain_soon, robust=True)


def drain_soon() -> bool:
    """Ask a worker to send what is due; says whether the queue could be reached."""
    try:
        queue = django_rq.get_queue("delivery")
        if queue.count < ENOUGH:
            queue.enqueue("publishing.jobs.drain", result_ttl=0, failure_ttl=3600)
        return True
    except RedisError:
        log.warning("the queue cannot be reached; what is due leaves by the next scan")
        return False
