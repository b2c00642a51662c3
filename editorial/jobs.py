"""Jobs of the workers. Each may run twice, late, or not at all; the next one makes good."""

import django_rq

from editorial import tags
from editorial.approval import hours
from editorial.exchange import feeding
from editorial.imports import batches, working
from editorial.library import colouring, cutting, keeping, licences
from editorial.models import Series
from editorial.series import laying
from editorial.stock import evergreen, watch
from lib import clock


def lay_due() -> None:
    """Make the posts of the coming weeks of every series that wants it."""
    laying.lay_all()


def lay_series(pk: int) -> None:
    """Look after one series now."""
    for series in Series.objects.filter(pk=pk):
        laying.lay(series)


def look_at_hours() -> int:
    """See to the posts whose hour comes without an approval; how many."""
    return hours.look()


def fill_slots() -> None:
    """Give the next slots their posts, where a brand wants it."""
    watch.fill_all()


def watch_stock() -> None:
    """Tell people when the stock runs low."""
    watch.tell_low()


def carry_on_batch(batch_id: int) -> None:
    """Go on with a table that is being checked, brought in or undone."""
    working.carry_on(batch_id)


def carry_on_batches() -> None:
    """Go on with what broke off."""
    for batch in batches.unfinished():
        working.carry_on(batch.pk)


def renew_tags() -> None:
    """Let a pause name campaigns and themes as they are called now."""
    tags.renew()


def cut_films() -> int:
    """Make the clips and fittings that were asked for."""
    return cutting.work()


def look_at_colours() -> int:
    """Look at pictures whose colours nobody knows yet; how many."""
    return colouring.work()


def tidy_uploads() -> int:
    """Remove what uploads and cuts that broke off left behind."""
    return keeping.tidy(clock.now())


def bring_back() -> None:
    """Bring posts back that come back after a rest."""
    evergreen.bring_back_all()


def warn_of_rights() -> None:
    """Tell of rights to pictures that end soon."""
    licences.warn()


def gather_sources() -> None:
    """Have the feeds read whose time has come, one job each."""
    queue = django_rq.get_queue("chores")
    for source_id in feeding.due():
        queue.enqueue(gather_source, source_id, result_ttl=0, failure_ttl=3600)


def gather_source(source_id: int) -> None:
    """Read one feed."""
    feeding.gather(source_id)
