"""Trying once more what was refused or missed."""

from lib import clock
from publishing import hints
from publishing.models import FLOW, Publication, State
from publishing.settling import NOTHING_SAID


def again(publication: Publication) -> None:
    """Plan it for now, as it is. Raises StaleState when something happened to it, NoSuchMove when it cannot be repeated."""
    FLOW.move(publication, State.PLANNED, due_at=clock.now(), tries=0, **NOTHING_SAID, told_at=None)
    hints.when_due(publication.due_at)
