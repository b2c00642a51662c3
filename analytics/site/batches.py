"""Tables of web analytics: take one in, sort its columns, bring it in, undo it, forget it."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from analytics.models import SITE_FLOW, SiteBatch, SiteBatchState, SiteFigure
from analytics.site import columns
from analytics.site.judging import judge
from editorial.imports import dates
from lib import tables
from lib.states import StaleState
from lib.tables import BadTable
from lib.text import one_line, storable
from team import audit
from team.models import Brand, Membership

MOST_ROWS = 5000
MOST_BYTES = 5_000_000
BOM = b"\xef\xbb\xbf"


class Refused(Exception):
    """It is not done; the text is a sentence for the person."""


@transaction.atomic
def begin(brand: Brand, name: str, data: bytes, *, by: Membership) -> SiteBatch:
    """Take a table in; nothing counts yet. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)d MB. Part it in two.") % {"most": MOST_BYTES // 1_000_000})
    body, above = _without_preamble(data)
    try:
        table = tables.read(body, most=MOST_ROWS)
    except BadTable as bad:
        raise Refused(str(bad)) from bad
    rows = [(number + above, cells) for number, cells in table.rows]
    batch = SiteBatch(brand=brand, by=by, name=one_line(storable(name), 200) or "CSV", header=table.header, rows=rows)
    batch.point = "," if table.separator == ";" else "."  # programs that write 1,5 part their cells with semicolons
    batch.mapping = columns.guess(table.header)
    batch.order = order_in(batch) if order_in(batch) in (dates.DAY_FIRST, dates.MONTH_FIRST) else dates.DAY_FIRST
    batch.save()
    return batch


def order_in(batch: SiteBatch) -> str:
    """Whether days or months come first in the days of the table; see editorial.imports.dates.order_of."""
    if "day" not in batch.mapping:
        return ""
    place = batch.mapping.index("day")
    return dates.order_of(cells[place] for _number, cells in batch.rows if place < len(cells))


def _without_preamble(data: bytes) -> tuple[bytes, int]:
    """The table without the remarks (#) and empty lines that web analytics put above it, and how many these were."""
    lines = data.removeprefix(BOM).splitlines(keepends=True)
    first = next((place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(b"#")), 0)
    return b"".join(lines[first:]) if first else data, first


@transaction.atomic
def sort(batch: SiteBatch, mapping: Sequence[str], order: str, campaigns: Mapping[str, int | None]) -> SiteBatch:
    """Say which column is what, and which tag is which campaign. Raises StaleState once it was brought in."""
    kept = _held(batch)
    if kept.state == SiteBatchState.BROUGHT:
        raise StaleState(kept)
    kept.mapping, kept.order, kept.campaigns = list(mapping), order, dict(campaigns)
    kept.save(update_fields=["mapping", "order", "campaigns"])
    return kept


@transaction.atomic
def bring_in(batch: SiteBatch, *, by: Membership) -> int:
    """Let its figures count; how many they are. Raises Refused, StaleState when it was brought in already."""
    kept = _held(batch)
    if kept.state == SiteBatchState.BROUGHT:
        raise StaleState(kept)
    wrong = columns.trouble(kept.mapping)
    figures = [] if wrong else judge(kept).figures
    if not figures:
        raise Refused(" ".join(wrong) or _("No line can be brought in as it is."))
    for figure in figures:
        figure.by = by
    try:
        with transaction.atomic():
            SiteFigure.objects.bulk_create(figures, batch_size=1000)
    except IntegrityError:
        raise Refused(_("Another table has just brought in the same days. Look at the lines again.")) from None
    SITE_FLOW.move(kept, SiteBatchState.BROUGHT)
    audit.record("site.brought", kept, by=by, count=len(figures))
    return len(figures)


@transaction.atomic
def undo(batch: SiteBatch, *, by: Membership) -> int:
    """Let none of its figures count any more; how many they were. Raises StaleState when it was not brought in."""
    kept = _held(batch)
    if kept.state != SiteBatchState.BROUGHT:
        raise StaleState(kept)
    SITE_FLOW.move(kept, SiteBatchState.UNDONE)
    count, _kinds = kept.figures.all().delete()
    audit.record("site.undone", kept, by=by, count=count)
    return count


@transaction.atomic
def forget(batch: SiteBatch, *, by: Membership) -> None:
    """Delete the table. Raises Refused while its figures count."""
    kept = _held(batch)
    if kept.state == SiteBatchState.BROUGHT:
        raise Refused(_("The figures of this table count: undo it first."))
    audit.record("site.forgotten", kept, by=by)
    kept.delete()


def _held(batch: SiteBatch) -> SiteBatch:
    """The table as it is kept, held until the end of the transaction."""
    return SiteBatch.objects.select_for_update(of=("self",)).select_related("brand").get(pk=batch.pk)
