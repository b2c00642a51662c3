"""Emptying the tables behind a test that committed.

Django cuts every table off and writes its own rows (kinds of content, permissions) anew: most of a second with a hundred
tables. Here the few rows that a test left are deleted, and what Django wrote when the tables were made stays.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission", "django_site"})  # written with the tables
_by_django = TransactionTestCase._fixture_teardown


def after_a_test(case: TransactionTestCase) -> None:
    """Empty every table that holds rows; as Django does where the server lets us not leave keys unchecked meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        alone = cursor.fetchone() == ("on",)
        if alone:
            cursor.execute("SET session_replication_role TO replica")  # no key is checked: all of them go
            for table in list(_filled(cursor)):
                cursor.execute(f"DELETE FROM {table}")
            cursor.execute("RESET session_replication_role")
    if not alone:
        _by_django(case)


def _filled(cursor: CursorWrapper) -> Iterator[str]:
    tables = sorted({*connection.introspection.django_table_names(only_existing=False)} - KEPT)
    names = [connection.ops.quote_name(table) for table in tables]
    cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT FROM {name})" for name in names))
    yield from (name for name, filled in zip(names, cursor.fetchone(), strict=True) if filled)
