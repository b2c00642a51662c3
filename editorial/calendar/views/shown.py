"""What the address of a calendar asks for."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from editorial.calendar.calendar import Filters
from editorial.standing import Group
from lib import clock
from lib.numbers import number
from networks import NETWORKS

VIEWS = {"month": _("Month"), "week": _("Week"), "list": _("List"), "undated": _("Without a date")}
NUMBERS = ("campaign", "theme", "account", "person")
LONGEST = 80  # characters of a search


@dataclass(frozen=True)
class Shown:
    """A view, the day it is about, and what is wanted of it."""

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
        on = _day(data.get("on", "")) or today
        return cls(view if view in VIEWS else "month", on, today, _filters(data), data.get("after", ""))

    def address(self, **changes: Any) -> str:
        """The query of the calendar with these changes."""
        there = replace(self, **{"after": "", **changes})
        values = {"view": there.view, "on": there.on if there.on != there.today else "", "after": there.after}
        return "?" + urlencode({name: value for name, value in {**values, **there.filters.query()}.items() if value})


def _filters(data: QueryDict) -> Filters:
    named = {name: found for name in NUMBERS if (found := number(data.get(name)))}
    status, network = data.get("status", ""), data.get("network", "")
    return Filters(
        **named,
        status=status if status in Group.values else "",
        network=network if network in NETWORKS else "",
        q=data.get("q", "").strip()[:LONGEST],
    )


def _day(text: str) -> date | None:
    """A day, or the first one of a month; None for anything else."""
    try:
        found = parse_date(f"{text}-01" if len(text) == 7 else text)
    except ValueError:
        return None
    return found if found and 1970 < found.year < 2200 else None
