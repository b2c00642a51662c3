"""Public holidays, and the days on which people work."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import get_language, pgettext_lazy

# What may be chosen: code of the country, after the hyphen of its region (ISO 3166).
PLACES = {
    "FR": pgettext_lazy("public holidays", "France"),
    "FR-6AE": pgettext_lazy("public holidays", "France, Alsace"),
    "FR-57": pgettext_lazy("public holidays", "France, Moselle"),
    "FR-971": pgettext_lazy("public holidays", "France, Guadeloupe"),
    "FR-972": pgettext_lazy("public holidays", "France, Martinique"),
    "FR-973": pgettext_lazy("public holidays", "France, French Guiana"),
    "FR-974": pgettext_lazy("public holidays", "France, Réunion"),
    "FR-976": pgettext_lazy("public holidays", "France, Mayotte"),
    "FR-NC": pgettext_lazy("public holidays", "France, New Caledonia"),
    "FR-PF": pgettext_lazy("public holidays", "France, French Polynesia"),
    "BE": pgettext_lazy("public holidays", "Belgium"),
    "CH-GE": pgettext_lazy("public holidays", "Switzerland, Geneva"),
    "CH-VD": pgettext_lazy("public holidays", "Switzerland, Vaud"),
    "LU": pgettext_lazy("public holidays", "Luxembourg"),
    "CA-QC": pgettext_lazy("public holidays", "Canada, Quebec"),
    "GB-ENG": pgettext_lazy("public holidays", "England"),
    "IE": pgettext_lazy("public holidays", "Ireland"),
    "US": pgettext_lazy("public holidays", "United States"),
    "DE": pgettext_lazy("public holidays", "Germany"),
}


def holiday(day: date, place: str) -> str:
    """The name of the public holiday that the day is in that place (a key of PLACES), in the reader's language; or ""."""
    return _of_year(place, day.year, (get_language() or "en")[:2]).get(day, "")


def working_day_after(day: date, place: str) -> date:
    """The first day after it that is neither a public holiday there nor on a weekend."""
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5 and not holiday(day, place):
            return day


@lru_cache(maxsize=256)
def _of_year(place: str, year: int, language: str) -> dict[date, str]:
    country, _hyphen, region = place.partition("-")
    spoken = getattr(holidays.country_holidays(country), "supported_languages", ())
    wanted = next((each for each in spoken if each.startswith(language)), "en_US" if "en_US" in spoken else None)
    found = holidays.country_holidays(country, subdiv=region or None, years=year, language=wanted)
    return {day: name.replace("'", "’") for day, name in found.items()}
