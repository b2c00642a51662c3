"""Key dates behind the calendar: public and school holidays, what comes back each year, and a brand's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import holidays
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.calendar.marronniers import KNOWN, Kind
from editorial.models import KeyDate
from editorial.refusals import NotPossible
from lib import yearly
from team.audit import record
from team.models import Brand, Membership

COUNTRIES = {
    "FR": gettext_lazy("France"),
    "BE": gettext_lazy("Belgium"),
    "CH": gettext_lazy("Switzerland"),
    "LU": gettext_lazy("Luxembourg"),
    "CA": gettext_lazy("Canada"),
    "GB": gettext_lazy("United Kingdom"),
    "IE": gettext_lazy("Ireland"),
    "US": gettext_lazy("United States"),
    "DE": gettext_lazy("Germany"),
    "ES": gettext_lazy("Spain"),
    "IT": gettext_lazy("Italy"),
    "NL": gettext_lazy("Netherlands"),
    "PT": gettext_lazy("Portugal"),
}
ZONES = {"A": gettext_lazy("Zone A"), "B": gettext_lazy("Zone B"), "C": gettext_lazy("Zone C")}
FROM_THE_START = "holidays:FR"  # of the sets, the one that is shown until a brand says otherwise
MOST = 200  # dates of a brand's own


@dataclass(frozen=True)
class Known:
    """A set of dates, or one date, that the product knows and a brand may show or hide."""

    key: str
    name: str | Promise
    kind: str
    days: Callable[[date, date], list[tuple[date, str]]]
    shown: bool = True


@dataclass(frozen=True)
class KeyDay:
    """One day that is behind the calendar; `kind` is holiday, school, a Kind of marronniers, or own."""

    day: date
    name: str
    kind: str


@lru_cache(maxsize=512)
def _holidays(country: str, year: int, language: str, zone: str = "") -> tuple[tuple[date, str], ...]:
    """The public holidays of a country, or the school holidays of a French zone, in the reader's language where it has it."""
    more: dict[str, Any] = {"subdiv": f"Zone {zone}", "categories": ("school",)} if zone else {}
    offered = holidays.country_holidays(country, **more)
    spoken = next((each for each in (language, f"{language}_US", "en_US", "en_GB") if each in offered.supported_languages), None)
    found = holidays.country_holidays(country, years=year, language=spoken, **more)
    return tuple(sorted((day, name.replace("'", "’")) for day, name in found.items()))


def _of_years(country: str, start: date, end: date, zone: str = "") -> Iterator[tuple[date, str]]:
    language = (translation.get_language() or "en").partition("-")[0]
    for year in range(start.year, end.year + 1):
        yield from _holidays(country, year, language, zone)


def _public(country: str) -> Callable[[date, date], list[tuple[date, str]]]:
    return lambda start, end: [(day, name) for day, name in _of_years(country, start, end) if start <= day < end]


def _school(zone: str) -> Callable[[date, date], list[tuple[date, str]]]:
    """The first and the last days of the school holidays."""

    def ends(start: date, end: date) -> list[tuple[date, str]]:
        days = dict(_of_years("FR", date(start.year - 1, 12, 1), date(end.year + 1, 1, 31), zone))
        said = []
        for day in (day for day in days if start <= day < end):
            before, after = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
            if before not in days:
                said.append((day, _("%(name)s, zone %(zone)s") % {"name": days[day], "zone": zone}))
            elif after not in days:
                said.append((day, _("End: %(name)s, zone %(zone)s") % {"name": days[day], "zone": zone}))
        return said

    return ends


def _one(marronnier: Any) -> Callable[[date, date], list[tuple[date, str]]]:
    return lambda start, end: [(day, str(marronnier.name)) for day in marronnier.days(start, end)]


SETS = [
    *(Known(f"holidays:{code}", name, "holiday", _public(code), code == "FR") for code, name in COUNTRIES.items()),
    *(Known(f"school:{zone}", name, "school", _school(zone), shown=False) for zone, name in ZONES.items()),
]
DATES = [Known(each.key, each.name, each.kind, _one(each)) for each in KNOWN]
BY_KEY = {known.key: known for known in (*SETS, *DATES)}
FIELDS = ("id", "key", "name", "rule", "hidden")


def shown(known: Known, said: dict[str, bool]) -> bool:
    """Whether the calendar shows it: as the brand said, or as it is from the start."""
    return not said[known.key] if known.key in said else known.shown


def days(rows: Iterable[dict[str, Any]], start: date, end: date) -> list[KeyDay]:
    """The days from `start` up to but without `end` that a brand with these rows (FIELDS) sees, holidays first."""
    rows = list(rows)
    said = {row["key"]: row["hidden"] for row in rows if row["key"]}
    found = [
        KeyDay(day, name, known.kind) for known in BY_KEY.values() if shown(known, said) for day, name in known.days(start, end)
    ]
    own = (row for row in rows if not row["key"] and not row["hidden"])
    found += [KeyDay(day, row["name"], "own") for row in own for day in yearly.days_of(row["rule"], start, end)]
    return sorted(found, key=lambda each: (each.day, ORDER.index(each.kind)))


ORDER = ["own", "holiday", "school", *Kind.values]


@transaction.atomic
def show(brand: Brand, key: str, *, hidden: bool, by: Membership) -> None:
    """Show or hide what the product knows by that key. Raises NotPossible for a key nobody knows."""
    if key not in BY_KEY:
        raise NotPossible(_("Nobody knows this date."))
    KeyDate.objects.update_or_create(brand=brand, key=key, defaults={"hidden": hidden})
    record("keydate.hidden" if hidden else "keydate.shown", str(BY_KEY[key].name), by=by)


@transaction.atomic
def add(brand: Brand, name: str, rule: str, *, by: Membership) -> KeyDate:
    """Keep a date of the brand's own. Raises NotPossible when there are too many, ValueError for a text that is no rule."""
    yearly.day_of(rule, 2028)
    if brand.key_dates.filter(key="").count() >= MOST:
        raise NotPossible(_("The brand has very many dates of its own: take one away first."))
    kept = KeyDate.objects.create(brand=brand, name=name, rule=rule)
    record("keydate.added", kept, by=by)
    return kept


@transaction.atomic
def remove(kept: KeyDate, *, by: Membership) -> None:
    """Take a date of the brand's own away."""
    record("keydate.removed", kept, by=by)
    kept.delete()
