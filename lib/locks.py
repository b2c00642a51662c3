"""Locks that the database keeps by name: they end with their holder, so that a crash leaves none behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

KEY = "hashtextextended(%s, 0)"


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether we are alone in doing what is called `name`; never waits, holds until the block ends."""
    mine = _call(f"SELECT pg_try_advisory_lock({KEY})", name)
    try:
        yield mine
    finally:
        if mine:
            _call(f"SELECT pg_advisory_unlock({KEY})", name)


def one_by_one(name: str) -> None:
    """Wait until no other transaction does what is called `name`; the next one waits for the end of ours."""
    _call(f"SELECT pg_advisory_xact_lock({KEY})", name)


def _call(sql: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [name])
        return bool(cursor.fetchone()[0])
