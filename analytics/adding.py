"""What the posts of campaigns brought, added up by the database: in a row for each day on which they were published.

Read once for a page: what objectives measure now and what each week brought both come out of it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from analytics.models import INTERACTIONS, POST_METRICS, Standing
from editorial.models import Post, Variant

Day = dict[str, Any]  # `day`, `as_of` (when its newest figures were taken), every metric, and the parts of the rate
Days = Mapping[int, Sequence[Day]]  # by campaign

METRICS = [str(metric) for metric in POST_METRICS]
RATE = "engagement"  # the measure that relates what people did with posts to how many they reached
PARTS = ("did", "seen")  # what it relates
DID = " + ".join(f"coalesce({metric}, 0)" for metric in INTERACTIONS)
KNOWN = f"num_nonnulls({', '.join(INTERACTIONS)}) > 0 AND coalesce(reach, views) IS NOT NULL"  # of which both parts are
SUMS = f"""
    max(taken_at) AS as_of, {", ".join(f"sum({metric}) AS {metric}" for metric in METRICS)},
    sum({DID}) FILTER (WHERE {KNOWN}) AS did, sum(coalesce(reach, views)) FILTER (WHERE {KNOWN}) AS seen
"""  # in SQL, over rows with a post's metrics and `taken_at`


def by_day(campaigns: Collection[int], zone: str) -> Days:
    """The figures of these campaigns' posts, by the day of that zone; in one query."""
    found: dict[int, list[Day]] = {campaign: [] for campaign in campaigns}
    for row in asked(_query(), [zone, list(campaigns)]):
        found[row.pop("campaign")].append(row)
    return found


def of_accounts(accounts: Collection[int], start: datetime, end: datetime) -> Day:
    """What everything that these accounts published from `start` on and before `end` brought until now."""
    table = connection.ops.quote_name(Standing._meta.db_table)
    sql = f"SELECT {SUMS} FROM {table} WHERE account_id = ANY(%s) AND published_at >= %s AND published_at < %s"  # noqa: S608
    return with_rate(asked(sql, [list(accounts), start, end])[0])


def whole(days: Sequence[Day]) -> Day:
    """The days added up, with their rate; what is known of none of them is None."""
    known = {name: [row[name] for row in days if row[name] is not None] for name in (*METRICS, *PARTS)}
    taken = [row["as_of"] for row in days if row["as_of"]]
    return with_rate({"as_of": max(taken, default=None)} | {name: sum(row) if row else None for name, row in known.items()})


def with_rate(row: Day) -> Day:
    """The row with its rate, in hundredths of a percent; None when nothing is known of one of its parts."""
    did, seen = (row.pop(part) for part in PARTS)
    return {**row, RATE: 10_000 * did / seen if did is not None and seen else None}


def asked(sql: str, values: Sequence[Any]) -> list[Day]:
    """The rows of a query whose sums are whole numbers: the database gives those of large numbers as decimals."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    summed = {*METRICS, *PARTS}
    return [{name: int(value) if name in summed and value is not None else value for name, value in row.items()} for row in rows]


def _query() -> str:
    standing, variant, post = (connection.ops.quote_name(model._meta.db_table) for model in (Standing, Variant, Post))
    return f"""
        SELECT p.campaign_id AS campaign, (s.published_at AT TIME ZONE %s)::date AS day, {SUMS}
        FROM {post} p JOIN {variant} v ON v.post_id = p.id JOIN {standing} s ON s.publication_id = v.publication_id
        WHERE p.campaign_id = ANY(%s) GROUP BY 1, 2
    """  # noqa: S608 - only names of our own tables and columns
