"""Sums as they stood at the end of a due day, added up by the database: of each post the last figures taken before.

A post that was not counted since gives its newest figures; of the others the index of the snapshots finds the last one in time.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from analytics.adding import METRICS, SUMS, asked, with_rate
from analytics.models import Snapshot, Standing
from editorial.models import Post, Variant

Due = tuple[int, datetime]  # a campaign, and the moment before which figures count


def sums(wanted: Collection[Due]) -> dict[Due, dict[str, Any]]:
    """Every metric added up, when the newest of the figures was taken (`as_of`), and the rate; in one query."""
    if not wanted:
        return {}
    pairs = list(dict.fromkeys(wanted))
    rows = asked(_query(len(pairs)), [value for pair in pairs for value in pair])
    return {pairs[row.pop("place") - 1]: with_rate(row) for row in rows}


def _query(count: int) -> str:
    snapshot, standing, variant, post = (
        connection.ops.quote_name(model._meta.db_table) for model in (Snapshot, Standing, Variant, Post)
    )
    due = ", ".join(f"({place}, %s::bigint, %s::timestamptz)" for place in range(1, count + 1))
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
                SELECT taken_at, {", ".join(METRICS)} FROM {snapshot}
                WHERE publication_id = o.publication_id AND taken_at < o.moment ORDER BY taken_at DESC LIMIT 1
            ) l
            WHERE s.taken_at IS NULL OR s.taken_at >= o.moment
        )
        SELECT place, {SUMS} FROM counted GROUP BY place
    """  # noqa: S608 - only names of our own tables and columns


def _named(table: str) -> str:
    return ", ".join(f"{table}.{metric}" for metric in METRICS)
