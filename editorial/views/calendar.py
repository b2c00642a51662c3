"""The calendar as month, week and list, and the posts that have no date yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models.functions import Left
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from editorial import bands, calendar, plan, sheet
from editorial.bands import Band
from editorial.calendar import Box, Entry, Filters
from editorial.standing import Group
from lib import clock, sheets
from lib.pages import Keyset, answer
from lib.text import one_line
from team.access import BrandRequest, requires
from team.rights import Right

VIEWS = {"month": _("Month"), "week": _("Week"), "list": _("List"), "undated": _("Without a date")}
ROOMY = 200  # up to so many posts a page shows more of each
DATED = Keyset("planned_for", "pk")
UNDATED = Keyset("-changed_at", "-pk")


@dataclass(frozen=True)
class Shown:
    """What the address of a calendar asks for."""

    view: str
    on: date
    today: date
    filters: Filters
    after: str = ""

    @classmethod
    def of(cls, data: QueryDict, zone: str) -> "Shown":
        """Read it; what cannot be understood counts as unset."""
        today = clock.wall(clock.now(), zone).date()
        view = data.get("view", "")
        wanted = {name: int(str(data[name])) for name in ("campaign", "theme", "account") if data.get(name, "").isdecimal()}
        filters = Filters(**wanted, status=data.get("status", "") if data.get("status") in Group.values else "")
        return cls(view if view in VIEWS else "month", _day(data.get("on", "")) or today, today, filters, data.get("after", ""))

    def address(self, **changes: Any) -> str:
        """The query of the calendar with these changes."""
        there = replace(self, **{"after": "", **changes})
        values = {"view": there.view, "on": there.on if there.on != there.today else "", "after": there.after}
        return "?" + urlencode({name: value for name, value in {**values, **there.filters.query()}.items() if value})


def _day(text: str) -> date | None:
    """A day, or the first one of a month; None for anything else."""
    try:
        found = parse_date(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None
    return found if found and 1970 < found.year < 2200 else None


@requires(Right.VIEW)
def show(request: BrandRequest) -> HttpResponse:
    """The calendar; to a page that looks again and has seen all there is, nothing."""
    context = page(request, request.GET)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return answer(request, "editorial/calendar.html", context, fragment="board")


@requires(Right.VIEW)
def export(request: BrandRequest) -> HttpResponse:
    """The posts that the calendar shows, as a sheet; the list's from its first day on."""
    shown = Shown.of(request.GET, request.user.zone)
    posts = shown.filters.of(request.brand.posts.all())
    start, end = _period(shown)
    if shown.view == "undated":
        posts = posts.filter(planned_for=None)
    else:
        posts = posts.filter(planned_for__gte=calendar.midnight(start, request.user.zone))
    if shown.view in ("month", "week"):
        posts = posts.filter(planned_for__lt=calendar.midnight(end, request.user.zone))
    return sheets.download(f"posts-{request.brand.slug}.csv", sheet.rows(posts, request.user.zone))  # type: ignore[return-value]


def page(request: BrandRequest, data: QueryDict) -> dict[str, Any]:
    """Everything that the calendar's template shows for an address."""
    shown = Shown.of(data, request.user.zone)
    accounts = {account.pk: account for account in request.brand.accounts.order_by("network_name", "handle")}
    campaigns = plan.campaigns(request.brand)
    board = BOARDS[shown.view](request, shown, accounts, campaigns)
    near = calendar.something_near(request.brand)
    return {
        **board,
        "shown": shown,
        "accounts": accounts.values(),
        "campaigns": campaigns,
        "colours": {campaign.pk: campaign for campaign in campaigns},
        "groups": Group.choices,
        "every": 4 if near else 60,
        "seen": calendar.fingerprint(board["entries"], near, board.get("totals")),
        "here": shown.address(after=shown.after),
        "views": [(view, label, shown.address(view=view)) for view, label in VIEWS.items()],
        "steps": {
            **_steps(shown),
            "today": shown.address(on=shown.today),
            "unfiltered": shown.address(filters=Filters()),
            "here": shown.address(),
        },
        "nothing": not board["entries"] and not shown.filters.query() and not request.brand.posts.exists(),
    }


def _steps(shown: Shown) -> dict[str, str]:
    """The addresses of the period before, of today, and of the period after."""
    if shown.view == "month":
        first = shown.on.replace(day=1)
        before, after = first - timedelta(days=1), first + timedelta(days=31)
        return {"before": shown.address(on=before.replace(day=1)), "after": shown.address(on=after.replace(day=1))}
    days = timedelta(days=7 if shown.view == "week" else 30)
    return {"before": shown.address(on=shown.on - days), "after": shown.address(on=shown.on + days)}


def _period(shown: Shown) -> tuple[date, date]:
    if shown.view == "month":
        return calendar.month_of(shown.on)
    start = calendar.week_of(shown.on) if shown.view == "week" else shown.on
    return start, start + timedelta(days=7)


@dataclass
class Day:
    """One day of the month as it is drawn."""

    date: date
    box: Box
    bands: list[Band]
    shown: Shown
    new: str

    @property
    def kind(self) -> str:
        """The classes that say where the day lies."""
        outside = " day--outside" if self.date.month != self.shown.on.month else ""
        if self.date == self.shown.today:
            return outside + " day--today"
        return outside + (" day--past" if self.date < self.shown.today else "")

    @property
    def iso(self) -> str:
        """The day as addresses write it."""
        return self.date.isoformat()

    @property
    def all(self) -> str:
        """The address of the whole day."""
        return self.shown.address(view="list", on=self.date)


def _month(request: BrandRequest, shown: Shown, accounts: Mapping, campaigns: list) -> dict[str, Any]:
    start, end = calendar.month_of(shown.on)
    found = calendar.boxes(request.brand, start, end, request.user.zone, shown.filters, accounts, hours=False, most=4)
    total = sum(box.total for box in found.values())
    if total > ROOMY:
        _shorten(found.values(), most=3)
    new = reverse("editorial:new", args=[request.brand.slug]) if request.member.may(Right.WRITE) else ""
    days = [
        Day(day, found.get(day, Box()), behind, shown, f"{new}?date={day}" if new and day >= shown.today else "")
        for day, behind in _behind(campaigns, list(_days(start, end)))
    ]
    return {"days": days, "weekdays": [day.date for day in days[:7]], "roomy": total <= ROOMY, **_told(found.values())}


def _behind(campaigns: list, days: list[date]) -> Iterator[tuple[date, list[Band]]]:
    for start in range(0, len(days), 7):
        week = days[start : start + 7]
        yield from zip(week, bands.of_week(campaigns, week, opening=not start), strict=True)


def _shorten(found: Iterable[Box], *, most: int) -> None:
    """Leave less of each day or hour where there is much, so that the page stays light."""
    for box in found:
        box.entries = [replace(entry, text=one_line(entry.text, 30), picture=None) for entry in box.entries[:most]]


@dataclass
class Cell:
    """One hour of one day of the week as it is drawn."""

    at: datetime
    box: Box

    @property
    def iso(self) -> str:
        """The day as addresses write it."""
        return self.at.date().isoformat()


def _week(request: BrandRequest, shown: Shown, accounts: Mapping, campaigns: list) -> dict[str, Any]:
    start, end = _period(shown)
    total = calendar.within(request.brand, start, end, request.user.zone, shown.filters).count()
    most = 3 if total <= ROOMY else 1
    found = calendar.boxes(request.brand, start, end, request.user.zone, shown.filters, accounts, hours=True, most=most)
    if total > ROOMY:
        _shorten(found.values(), most=most)
    used = [place.hour for place in found if isinstance(place, datetime)] or [9]
    days = [datetime(day.year, day.month, day.day) for day in _days(start, end)]
    hours = [
        (hour, [Cell(at, found.get(at, Box())) for at in (day.replace(hour=hour) for day in days)])
        for hour in range(min(*used, 8), max(*used, 18) + 1)
    ]
    return {
        "hours": hours,
        "days": list(_behind(campaigns, [day.date() for day in days])),
        "roomy": total <= ROOMY,
        **_told(found.values()),
    }


def _list(request: BrandRequest, shown: Shown, accounts: Mapping, campaigns: list) -> dict[str, Any]:
    posts = shown.filters.of(request.brand.posts.filter(planned_for__gte=calendar.midnight(shown.on, request.user.zone)))
    rows = DATED.page(posts.annotate(short=Left("text", 160)).values_list(*calendar.COLUMNS, named=True), shown.after)
    found = calendar.entries(rows.rows, request.user.zone, accounts, length=140)
    days = [(day, list(group)) for day, group in groupby(found, key=lambda entry: entry.at.date() if entry.at else None)]
    return {"days": days, "entries": found, "after": rows.after}


def _undated(request: BrandRequest, shown: Shown, accounts: Mapping, campaigns: list) -> dict[str, Any]:
    posts = shown.filters.of(request.brand.posts.filter(planned_for=None))
    rows = UNDATED.page(
        posts.annotate(short=Left("text", 160)).values_list(*calendar.COLUMNS, "changed_at", named=True), shown.after
    )
    return {"entries": calendar.entries(rows.rows, request.user.zone, accounts, length=140), "after": rows.after}


BOARDS = {"month": _month, "week": _week, "list": _list, "undated": _undated}


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days))


def _told(found: Iterable[Box]) -> dict[str, Any]:
    boxes = list(found)
    entries: list[Entry] = [entry for box in boxes for entry in box.entries]
    return {"entries": entries, "totals": [box.total for box in boxes]}
