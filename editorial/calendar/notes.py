"""Notes on days: a few words that everybody of the brand sees on the calendar."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.models import DayNote
from editorial.refusals import NotPossible
from lib import clock
from team.audit import record
from team.models import Brand, Membership

MOST = 20  # on one day


@transaction.atomic
def write(brand: Brand, on: date, text: str, *, by: Membership) -> DayNote:
    """Put a note on a day. Raises NotPossible when the day has very many."""
    if brand.day_notes.filter(on=on).count() >= MOST:
        raise NotPossible(_("This day has very many notes: take one away first."))
    note = DayNote.objects.create(brand=brand, on=on, text=text, by=by)
    record("note.written", note, by=by, on=str(on))
    return note


@transaction.atomic
def change(note: DayNote, text: str, on: date, *, by: Membership) -> None:
    """Say it otherwise, or on another day."""
    note.text, note.on, note.by, note.at = text, on, by, clock.now()
    note.save(update_fields=["text", "on", "by", "at"])
    record("note.changed", note, by=by, on=str(on))


@transaction.atomic
def remove(note: DayNote, *, by: Membership) -> None:
    """Take a note away."""
    record("note.removed", note, by=by, on=str(note.on))
    note.delete()
