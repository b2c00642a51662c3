"""The layers of the calendar: what each asks of the brand and what it shows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce, JSONObject, Left
from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.calendar import calendar, keydates
from editorial.calendar.layers import OF_BRAND, Layer, Mark, Period
from editorial.models import DayNote, KeyDate
from lib import clock
from lib.text import one_line
from publishing.models import OutsidePost, Publication


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


def _moment(text: str, zone: str) -> datetime:
    """What clocks in the zone show at a moment that the database wrote into a JSON value."""
    return clock.wall(datetime.fromisoformat(text), zone)


def _outside_rows(period: Period) -> Any:
    posts = OutsidePost.objects.filter(brand=OF_BRAND, at__gte=period.since, at__lt=period.until)
    wanted = posts.none() if period.narrow else posts.filter(account__in=period.accounts)
    return wanted.order_by("at", "pk").values(row=JSONObject(account="account_id", url="url", text=Left("text", 160), at="at"))


def _outside_marks(period: Period, rows: Sequence[dict[str, Any]]) -> Iterable[Mark]:
    for row in rows:
        at, text = _moment(row["at"], period.zone), one_line(row["text"], 44)
        tip = _("Posted outside of Tribu: %(text)s") % {"text": one_line(row["text"], 140)}
        yield Mark(at.date(), "outside", text, at, row["url"], tip, period.accounts[row["account"]])


def _copy_rows(period: Period) -> Any:
    """Copies that leave at another time than their post: one that was moved, or waits its turn."""
    apart = Publication.objects.filter(Q(behind=True) | Q(moved=True), brand=OF_BRAND, state__in=calendar.SETTLED)
    wanted = apart.filter(due_at__gte=period.since, due_at__lt=period.until, account__in=period.accounts)
    wanted = wanted.filter(variant__post__planned_for__isnull=False)
    text = Left(Coalesce("variant__text", "variant__post__text"), 160)
    planned = F("variant__post__planned_for")
    if period.narrow:
        wanted = wanted.filter(variant__post__in=period.posts)
    at = Coalesce("published_at", "due_at")
    row = JSONObject(account="account_id", post="variant__post_id", text=text, at=at, planned=planned)
    return wanted.order_by("due_at", "pk").values(row=row)


def _copy_marks(period: Period, rows: Sequence[dict[str, Any]]) -> Iterable[Mark]:
    for row in rows:
        if not calendar.apart(datetime.fromisoformat(row["at"]), datetime.fromisoformat(row["planned"])):
            continue
        at, text = _moment(row["at"], period.zone), one_line(row["text"], 44)
        url = reverse("editorial:post", args=[period.brand.slug, row["post"]])
        tip = _("This copy leaves at an hour of its own: %(text)s") % {"text": one_line(row["text"], 140)}
        yield Mark(at.date(), "copy", text, at, url, tip, period.accounts[row["account"]])


LAYERS: tuple[Layer, ...] = (
    Layer(_note_rows, _note_marks),
    Layer(_key_date_rows, _key_date_marks),
    Layer(_outside_rows, _outside_marks),
    Layer(_copy_rows, _copy_marks),
)
