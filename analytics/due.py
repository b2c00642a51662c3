"""Sums as they stood at the end of a due day, added up by the database: of each post the last figures taken before.

A post that was not counted since gives its newest figures; of the others the index of the snapshots finds the last one in time.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from analytics.models import INTERACTIONS, POST_METRICS, Snapshot, Standing
from editorial.models import Post, Variant

Due = tuple[int, datetime]  # a campaign, and the moment before which figures count

COLUMNS = ", ".join(str(metric) for metric in POST_METRICS)
DID = " + ".join(f"coalesce({metric}, 0)" for metric in INTERACTIONS)
PAIR = f"num_nonnulls({', '.join(INTERACTIONS)}) > 0 AND coalesce(reach, views) IS NOT NULL"


def sums(wanted: Collection[Due]) -> dict[Due, dict[str, Any]]:
    """Every metric added up, when the newest of the figures was taken (`as_of`), and the parts of the rate; in one query."""
    if not wanted:
        return {}
    pairs = list(dict.fromkeys(wanted))
    with connection.cursor() as cursor:
        cursor.execute(_query(len(pairs)), [value for pair in pairs for value in pair])
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {pairs[row.pop("place") - 1]: _whole(row) for row in rows}


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """The sums as whole numbers: the database gives sums of large numbers as decimals."""
    return {name: value if name == "as_of" or value is None else int(value) for name, value in row.items()}


def _query(count: int) -> str:
    snapshot, standing, variant, post = (
        connection.ops.quote_name(model._meta.db_table) for model in (Snapshot, Standing, Variant, Post)
    )
    due = ", ".join(f"({place}, %s::bigint, %s::timestamptz)" for place in range(1, count + 1))
    sums = ", ".join(f"sum({metric}) AS {metric}" for metric in POST_METRICS)
    return f"""
        WITH due (place, campaign, moment) AS (VALUES {due}),
        posted AS (
            SELECT d.place, d.moment, v.publication_id
            FROM due d JOIN {post} p ON p.campaign_id = d.campaign JOIN {variant} v ON v.post_id = p.id
            WHERE v.publication_id IS NOT NULL
        ),
        counted AS (
            SELECT o.place, s.taken_at, {_named("s")}
            FROM posted o JOIN {standing} s ON s.publication_id = o.publication_id AND s.taken_at < o.moment
            UNION ALL
            SELECT o.place, l.taken_at, {_named("l")}
            FROM posted o LEFT JOIN {standing} s ON s.publication_id = o.publication_id
            CROSS JOIN LATERAL (
                SELECT taken_at, {COLUMNS} FROM {snapshot}
                WHERE publication_id = o.publication_id AND taken_at < o.moment ORDER BY taken_at DESC LIMIT 1
            ) l
            WHERE s.taken_at IS NULL OR s.taken_at >= o.moment
        )
        SELECT place, max(taken_at) AS as_of, {sums}, sum({DID}) FILTER (WHERE {PAIR}) AS did,
               sum(coalesce(reach, views)) FILTER (WHERE {PAIR}) AS seen
        FROM counted GROUP BY place
    """  # noqa: S608 - only names of our own tables and columns


def _named(table: str) -> str:
    return ", ".join(f"{table}.{metric}" for metric in POST_METRICS)
