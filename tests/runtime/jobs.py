"""Jobs for the tests of the worker."""

from django.db import connection

noted: list[str] = []


def note(word: str = "done") -> None:
    noted.append(word)


def break_the_connection() -> None:
    """What a restart of PostgreSQL does to a worker."""
    connection.ensure_connection()
    connection.connection.close()


def ask_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        noted.append(str(cursor.fetchone()[0]))


def fail() -> None:
    raise ValueError("on purpose")
