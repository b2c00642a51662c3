"""Making the clips, films and pictures of pages that were asked for, one after another: by a worker of the queue `films`.

A row is claimed by one worker, and says each second that it is alive. One that falls silent is taken up again from the
beginning, twice; after that the row says so. Nothing of a film that was not finished is kept.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import django_rq
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from editorial.library import assets, documents, films, keeping
from editorial.models import CUT_FLOW, Asset, Cut, CutState
from lib import clock
from lib import documents as drawing
from lib import films as reading
from lib.films import Film, Limits
from lib.pictures import BadFile, CannotFit
from lib.states import StaleState
from publishing.engine import draining
from publishing.letters import films as sending

SILENCE = timedelta(seconds=60)  # after which a worker is taken for dead
TRIES = 3
EVERY = 1.0  # seconds between two signs of life
TURN = 1800.0  # seconds after which a job begins nothing more

log = logging.getLogger(__name__)


def waits(now: datetime) -> bool:
    """Whether there is something to make, or to take up again."""
    return Cut.objects.filter(state=CutState.WAITING).exists() or _silent(now).exists()


def soon() -> None:
    """After the commit, hint at it. A lost hint costs some seconds."""

    def hint() -> None:
        with suppress(RedisError):
            queue = django_rq.get_queue("films")
            if not queue.count:
                queue.enqueue("editorial.jobs.cut_films", result_ttl=0, failure_ttl=3600)

    transaction.on_commit(hint, robust=True)


def work() -> int:
    """Make what is asked for until nothing is left; how many were begun."""
    take_up(clock.now())
    begun, until = 0, time.monotonic() + TURN
    while time.monotonic() < until and not draining.ending.is_set():
        cut = Cut.objects.filter(state=CutState.WAITING).select_related("film", "brand", "by").first()
        if cut is None:
            break
        with suppress(StaleState):
            CUT_FLOW.move(cut, CutState.WORKING, tries=cut.tries + 1, beat_at=clock.now(), share=0.0)
            begun += 1
            _make(cut)
    return begun


def take_up(now: datetime) -> None:
    """Let what a dead worker left be made again; what killed several is given up, and says so."""
    for cut in _silent(now):
        with suppress(StaleState):
            if cut.tries < TRIES:
                CUT_FLOW.move(cut, CutState.WAITING, share=0.0)
            else:
                CUT_FLOW.move(cut, CutState.FAILED, trouble="died")


def _silent(now: datetime):  # type: ignore[no-untyped-def]
    return Cut.objects.filter(state=CutState.WORKING, beat_at__lt=now - SILENCE)


def _make(cut: Cut) -> None:
    try:
        keeping.room(cut.brand, 0)
        _page(cut) if cut.kind == Cut.Kind.PAGE else _film(cut)
    except (BadFile, CannotFit) as trouble:
        CUT_FLOW.move(cut, CutState.FAILED, trouble=trouble.code, facts=trouble.facts)
    except OSError:
        log.exception("what was asked for could not be read or kept")
        CUT_FLOW.move(cut, CutState.FAILED, trouble="disk")


def _page(cut: Cut) -> None:
    """Make the picture of a page an asset, unless it was cancelled meanwhile."""
    picture = assets.add(cut.brand, documents.picture(cut.film, cut.page or 1), by=cut.by)
    with transaction.atomic():
        CUT_FLOW.move(cut, CutState.DONE, share=1.0, made=picture)
        Asset.objects.filter(pk=picture.pk, made_from=None).exclude(pk=cut.film_id).update(made_from=cut.film)


def _film(cut: Cut) -> None:
    limits = Limits(**cut.limits)
    with keeping.passing(".mp4") as out:
        source = default_storage.path(cut.film.file)
        film = reading.cut(source, out, cut.starts, cut.ends, widths=keeping.WIDTHS, limits=limits, goes_on=_alive(cut))
        if film:
            _finish(cut, film, out, limits)
        elif draining.ending.is_set():
            CUT_FLOW.move(cut, CutState.WAITING, tries=F("tries") - 1, share=0.0)


def _alive(cut: Cut) -> Callable[[float], bool]:
    """Keeps the row's share; says whether it is still wanted, and we are."""
    said = time.monotonic()

    def goes_on(share: float) -> bool:
        nonlocal said
        if time.monotonic() - said < EVERY:
            return True
        said = time.monotonic()
        kept = Cut.objects.filter(pk=cut.pk, state=CutState.WORKING).update(share=share, beat_at=clock.now())
        return bool(kept) and not draining.ending.is_set()

    return goes_on


@transaction.atomic
def _finish(cut: Cut, film: Film, out: Path, limits: Limits) -> None:
    """Keep what was made, unless it was cancelled meanwhile."""
    CUT_FLOW.move(cut, CutState.DONE, share=1.0)
    if cut.kind == Cut.Kind.FIT:
        sending.keep(cut.film.digest, limits, film, out, keeping.digest_of(out))
        return
    cut.made = films.keep(cut.brand, film, out, name=cut.name, by=cut.by, alt=cut.film.alt, made_from=cut.film)
    cut.save(update_fields=["made"])


def why(cut: Cut) -> str:
    """Why it failed, in a sentence."""
    if cut.trouble == "died":
        return _("The making was broken off several times, each time for want of memory or of time. Cut a shorter part.")
    if cut.trouble == "disk":
        return _("The film could not be read or kept: ask who looks after the installation to see whether the disk is full.")
    if cut.trouble == "quota":
        return _("The brand's library is full: ask an administrator to make room.")
    words = drawing.refusal if cut.kind == Cut.Kind.PAGE else reading.refusal
    return str(words(cut.trouble, cut.facts)) if cut.trouble else ""
