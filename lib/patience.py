"""Remembering not to do something before a moment. Kept in the cache: forgotten, it is done too early, nothing else."""

from datetime import datetime
from urllib.parse import quote

from django.core.cache import cache

from lib import clock


def wait(name: str, until: datetime) -> None:
    """Leave what is called `name` alone until that moment."""
    seconds = (until - clock.now()).total_seconds()
    if seconds > 0:
        cache.set(_key(name), until.isoformat(), timeout=seconds)


def waits(name: str) -> bool:
    """Whether what is called `name` is still to be left alone."""
    until = cache.get(_key(name))
    return bool(until) and datetime.fromisoformat(until) > clock.now()


def _key(name: str) -> str:
    """The name as caches take it: without spaces."""
    return f"wait:{quote(name, safe=':')}"
