"""Batches: take a table in, sort its columns, check every row, mend some, bring them in, undo it. Long work goes on by a job."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import django_rq
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from editorial.imports import columns, dates
from editorial.imports.cells import by_field
from editorial.models import BATCH_FLOW, Batch, BatchRow, BatchState
from editorial.refusals import NotPossible, Refusal
from lib import clock, tables
from lib.tables import BadTable
from lib.text import one_line, storable
from publishing.models import Account
from team.audit import record
from team.models import Brand, Membership

MOST_ROWS = 5000
MOST_BYTES = 20_000_000
MOST_WAITING = 20  # batches of a brand that nobody has finished
UNDER_WAY = (BatchState.CHECKING, BatchState.BRINGING, BatchState.UNDOING)
STILL = timedelta(seconds=45)  # without a row done: whoever did it is gone
Level = BatchRow.Level

logger = logging.getLogger(__name__)


class Unfit(Refusal):
    """The file is not taken."""

    about = "file"


@transaction.atomic
def begin(brand: Brand, name: str, data: bytes, *, by: Membership) -> Batch:
    """Take a table in; nothing is brought in yet. Raises Unfit with a sentence."""
    if len(data) > MOST_BYTES:
        raise Unfit(_("This file is larger than %(most)d MB. Part it in two.") % {"most": MOST_BYTES // 1_000_000})
    if brand.batches.filter(state__in=[BatchState.COLUMNS, BatchState.CHECKED]).count() >= MOST_WAITING:
        raise Unfit(_("%(most)d tables wait to be finished: finish or delete one first.") % {"most": MOST_WAITING})
    try:
        table = tables.read(data, most=MOST_ROWS)
    except BadTable as bad:
        raise Unfit(str(bad)) from bad
    accounts = columns.names_in_files(list(brand.accounts.order_by("network_name", "handle", "pk")))
    batch = Batch(brand=brand, by=by, name=one_line(storable(name), 200) or "CSV", header=table.header, total=len(table.rows))
    batch.encoding, batch.separator = table.encoding, table.separator
    batch.mapping = columns.guess(table.header, accounts)
    batch.save()
    BatchRow.objects.bulk_create(
        [BatchRow(batch=batch, number=number, cells=cells) for number, cells in table.rows], batch_size=1000
    )
    return batch


def order_in(batch: Batch, mapping: Sequence[str]) -> str:
    """Whether days or months come first in the table's dates; see imports.dates.order_of."""
    wanted = [place for place, key in enumerate(mapping) if key in ("date", "moment")]
    rows = batch.rows.values_list("cells", flat=True) if wanted else ()
    return dates.order_of(row[place] for row in rows for place in wanted if place < len(row))


@transaction.atomic
def sort(batch: Batch, mapping: Sequence[str], options: Mapping[str, Any], *, by: Membership) -> Batch:
    """Say which column is what, and have every row checked. Raises StaleState, NotPossible."""
    kept = hold_still(batch)
    if kept.state not in (BatchState.COLUMNS, BatchState.CHECKED):
        raise NotPossible(_("This table is past that: look at how it stands now."))
    BATCH_FLOW.move(kept, BatchState.CHECKING, mapping=list(mapping), options=dict(options), done=0, moved_at=clock.now())
    transaction.on_commit(lambda: hand_over(kept.pk), robust=True)
    return kept


@transaction.atomic
def bring_in(batch: Batch, options: Mapping[str, Any], *, by: Membership) -> Batch:
    """Have the rows that can be brought in made posts, as `options` say further. Raises StaleState, NotPossible."""
    kept = hold_still(batch)
    if kept.state != BatchState.CHECKED:
        raise NotPossible(_("This table is past that: look at how it stands now."))
    count = coming_in(kept).count()
    if not count:
        raise NotPossible(_("No row can be brought in as it is: mend one first."))
    options = {**kept.options, **options}
    BATCH_FLOW.move(kept, BatchState.BRINGING, by=by, options=options, done=0, moved_at=clock.now())
    record("batch.brought", kept, by=by, batch=kept.pk, count=count)
    transaction.on_commit(lambda: hand_over(kept.pk), robust=True)
    return kept


@transaction.atomic
def undo(batch: Batch, *, by: Membership) -> Batch:
    """Have the posts of the batch put away again, but for those that were changed or left since. Raises StaleState."""
    kept = hold_still(batch)
    BATCH_FLOW.move(kept, BatchState.UNDOING, by=by, done=0, moved_at=clock.now())
    record("batch.undone", kept, by=by, batch=kept.pk)
    transaction.on_commit(lambda: hand_over(kept.pk), robust=True)
    return kept


@transaction.atomic
def again(batch: Batch) -> None:
    """Back to the columns. Raises StaleState, NoSuchMove once something was brought in."""
    BATCH_FLOW.move(hold_still(batch), BatchState.COLUMNS)


@transaction.atomic
def forget(batch: Batch, *, by: Membership) -> None:
    """Delete the table; posts that were made of it stay. Raises NotPossible while something goes on."""
    kept = hold_still(batch)
    if kept.state in UNDER_WAY:
        raise NotPossible(_("Something goes on with this table: wait until it is done."))
    record("batch.forgotten", kept, by=by, batch=kept.pk)
    kept.delete()


def hold_still(batch: Batch) -> Batch:
    """The batch as it is kept now, nobody else changing it until the end of the transaction."""
    return Batch.objects.select_for_update().select_related("brand").get(pk=batch.pk)


def coming_in(batch: Batch) -> "QuerySet[BatchRow]":
    """The rows that are to be brought in."""
    return batch.rows.filter(left_out=False).exclude(level=Level.ERROR)


def cells_of(batch: Batch, row: BatchRow) -> dict[str, str]:
    """The row's cells by the field that they fill."""
    return by_field(batch.mapping, row.cells)


def accounts_of(batch: Batch) -> dict[int, Account]:
    """The brand's accounts by number."""
    return {account.pk: account for account in batch.brand.accounts.select_related("brand")}


def hand_over(batch_id: int) -> None:
    """Tell a worker; without a queue the next round of `unfinished` finds it."""
    try:
        django_rq.get_queue("chores").enqueue("editorial.jobs.carry_on_batch", batch_id, result_ttl=0, failure_ttl=86400)
    except RedisError:
        logger.warning("no queue: batch %s goes on with the next round", batch_id)


def unfinished(now: Any = None) -> "QuerySet[Batch]":
    """Batches with which something goes on and nobody is at it."""
    return Batch.objects.filter(state__in=UNDER_WAY, moved_at__lt=(now or clock.now()) - STILL)


def waits(now: Any) -> bool:
    """Whether there is one."""
    return unfinished(now).exists()
