"""Posts of the same accounts that are near: in their words, or in the same hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial.content import Content
from editorial.models import PostState
from lib import alike, clock
from lib.findings import Advice, Finding
from lib.text import one_line
from publishing.models import Account
from team.models import Brand

AROUND = timedelta(days=30)  # before and after which the same words do not matter
LONG = 1_000  # characters of a text that are compared
MOST = 30  # posts that are looked at more closely
SAID = 3  # and that are told


@dataclass(frozen=True)
class Near:
    """Another post of an account: when it leaves, what it says, and whether it says the same."""

    account: Account
    post: int
    at: datetime
    text: str


def findings(
    brand: Brand, content: Content, moment: datetime | None, zone: str, *, besides: int
) -> list[tuple[Finding, tuple[Account, ...]]]:
    """What is to be said, each with its accounts; `besides` is the number of the post itself, `moment` when it is to leave."""
    texts = {version.account.pk: content.text_on(version)[:LONG] for version in content.versions}
    posts: dict[tuple[int, str, str], list[Near]] = {}
    for row in _rows(brand, content, moment, zone, besides):
        posts.setdefault((row.post, row.text, texts[row.account.pk]), []).append(row)
    said: dict[Finding, list[Account]] = {}
    for (_post, theirs, ours), rows in posts.items():
        for finding in _of(rows[0], alike.likeness(ours, theirs), moment, zone):
            said.setdefault(finding, []).extend(row.account for row in rows)
        if len(said) >= SAID:
            break
    return [(finding, tuple(dict.fromkeys(accounts))) for finding, accounts in list(said.items())[:SAID]]


_ROWS = """
    SELECT v.account_id, p.id, p.planned_for, left(coalesce(v.text, p.text), %(long)s)
    FROM editorial_variant v
    JOIN editorial_post p ON p.id = v.post_id
    JOIN unnest(%(accounts)s::bigint[], %(gists)s::bigint[]) ours (account, gist) ON ours.account = v.account_id
    CROSS JOIN LATERAL (SELECT bit_count((v.gist # ours.gist)::bit(64)) AS bits, coalesce(
        p.planned_for >= %(start)s::timestamptz AND p.planned_for < %(end)s::timestamptz, false) AS same_hour) apart
    WHERE p.brand_id = %(brand)s AND p.planned_for > %(since)s AND p.planned_for < %(until)s
    AND p.state <> %(archived)s AND p.id <> %(besides)s
    AND NOT EXISTS (SELECT 1 FROM editorial_post self WHERE self.id = %(besides)s AND self.series_id = p.series_id)
    AND (apart.bits <= %(near)s OR apart.same_hour)
    ORDER BY apart.same_hour DESC, apart.bits, p.id
    LIMIT %(most)s
"""


def _rows(brand: Brand, content: Content, moment: datetime | None, zone: str, besides: int) -> list[Near]:
    """The posts that may be near, those in the same hour first, then the nearest words: one query, written out because
    this is asked while somebody types. Looks around that moment only.

    Those of the same series say the same because they are meant to.
    """
    accounts = {version.account.pk: version.account for version in content.versions}
    about = moment or clock.now()
    start, end = _hour(moment, zone) if moment else (None, None)
    gist = cache(alike.gist)
    gists = [gist(content.text_on(version)) for version in content.versions]
    if moment is None and all(each is None for each in gists):
        return []
    values: dict[str, Any] = {
        "accounts": list(accounts),
        "gists": gists,
        **{"brand": brand.pk, "besides": besides, "archived": PostState.ARCHIVED.value},
        **{"since": about - AROUND, "until": about + AROUND, "start": start, "end": end},
        **{"near": alike.NEAR, "most": MOST, "long": LONG},
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, values)
        return [Near(accounts[account], post, at, said) for account, post, at, said in cursor]


def _hour(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    start = clock.resolve(clock.wall(moment, zone).replace(minute=0, second=0, microsecond=0), zone)
    return start, start + timedelta(hours=1)


def _of(row: Near, likeness: float, moment: datetime | None, zone: str) -> Iterator[Finding]:
    at = clock.wall(row.at, zone)
    if likeness == 1:
        sentence = _("The same text stands on %(when)s.") % {"when": date_format(at, "l j F, H:i")}
        yield Advice("nearness.same", sentence, about="text")
    elif likeness >= alike.ALIKE:
        values = {"when": date_format(at, "l j F, H:i"), "post": one_line(row.text, 50)}
        yield Advice("nearness.near", _("Nearly the same text stands on %(when)s: “%(post)s”.") % values, about="text")
    if moment and _hour(moment, zone)[0] <= row.at < _hour(moment, zone)[1]:
        values = {"when": f"{at:%H:%M}", "post": one_line(row.text, 50)}
        yield Advice("nearness.hour", _("Another post leaves in the same hour, at %(when)s: “%(post)s”.") % values, about="when")
