"""The layers of the calendar: what each asks of the brand and what it shows."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial import keydates
from editorial.layers import OF_BRAND, Layer, Mark, Period
from editorial.models import DayNote, KeyDate


def _key_date_rows(period: Period) -> Any:
    return KeyDate.objects.filter(brand=OF_BRAND).values(row=JSONObject(**{name: name for name in keydates.FIELDS}))


def _key_date_marks(period: Period, rows: Sequence[dict[str, Any]]) -> Iterable[Mark]:
    return [Mark(each.day, each.kind, each.name) for each in keydates.days(rows, period.start, period.end)]


def _note_rows(period: Period) -> Any:
    notes = DayNote.objects.filter(brand=OF_BRAND, on__gte=period.start, on__lt=period.end).order_by("on", "pk")
    return notes.values(row=JSONObject(pk="pk", on="on", text="text", by=F("by__user__name")))


def _note_marks(period: Period, rows: Sequence[dict[str, Any]]) -> Iterable[Mark]:
    for row in rows:
        url = reverse("editorial:note", args=[period.brand.slug, row["pk"]]) if period.may_write else ""
        tip = _("%(text)s – note by %(who)s") % {"text": row["text"], "who": row["by"] or _("somebody who left")}
        yield Mark(date.fromisoformat(row["on"]), "note", row["text"], url=url, tip=tip, key=f"n{row['pk']}")


LAYERS: tuple[Layer, ...] = (Layer(_note_rows, _note_marks), Layer(_key_date_rows, _key_date_marks))
