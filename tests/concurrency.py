"""Doing the same thing in several threads at once, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(times: int, act: Callable[[], T]) -> list[T]:
    """What `act` returns in each of so many threads that begin together. Needs a test with real transactions."""
    barrier = Barrier(times)

    def run(_number: int) -> T:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
