"""What follows another publication: the next part of a thread, a first comment. It leaves when the one before is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Value

from networks.parcels import Ref
from publishing.models import FLOW, TO_LEAVE, Publication, State

UNKNOWN_ID = "seen:"  # how the remote id begins of what a person saw on the network, but we do not know it by


@dataclass(frozen=True)
class Progress:
    """How many parts of a thread are on the network, of how many."""

    live: int
    parts: int


def wake(now: datetime, after: Iterable[int] | None = None) -> int:
    """Plan what waited for publications that are there now (those with the ids `after`, or all). Returns how many."""
    waiting = Publication.objects.filter(state=State.WAITING)
    if after is not None:
        waiting = waiting.filter(follows_id__among=after)
    ready = waiting.filter(follows__state=State.PUBLISHED).values("pk")
    pause = ExpressionWrapper(F("after_seconds") * Value(timedelta(seconds=1)), output_field=DurationField())
    return FLOW.move_all(Publication.objects.filter(pk__in=ready), State.WAITING, State.PLANNED, due_at=Value(now) + pause)


def take_back(publication: Publication) -> int:
    """Take back all that follows a publication which will not be there. Returns how many."""
    taken, before = 0, [publication.pk]
    while before:
        rows = Publication.objects.filter(follows_id__among=before)
        before = list(rows.values_list("pk", flat=True))
        for source in TO_LEAVE:
            taken += FLOW.move_all(Publication.objects.filter(pk__among=before), source, State.CANCELLED, hold="")
    return taken


def waits(publication: Publication) -> bool:
    """Whether what it follows is not there yet."""
    return publication.follows is not None and publication.follows.state != State.PUBLISHED


def answered(publication: Publication) -> Ref | None:
    """What a publication answers because it follows it."""
    before = publication.follows
    if before is None:
        return None
    return Ref(before.remote_id, before.remote_url, {**before.remote_extra, "ours": True})


def is_known(publication: Publication) -> bool:
    """Whether what it follows can be answered: a person may have seen it without telling its id."""
    return publication.follows is None or not publication.follows.remote_id.startswith(UNKNOWN_ID)


def progress(publication: Publication) -> Progress:
    """How much of the thread that a publication belongs to is on the network."""
    parts = [publication]
    while parts[0].follows is not None:
        parts.insert(0, parts[0].follows)
    while following := Publication.objects.filter(follows=parts[-1]).first():
        parts.append(following)
    return Progress(sum(part.state == State.PUBLISHED for part in parts), len(parts))
