"""The dates that community managers come back to each year: trade, causes, culture, and a smile."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib import yearly


class Kind(models.TextChoices):
    """What a date is about."""

    TRADE = "trade", _("Trade and family")
    CAUSE = "cause", _("Causes")
    CULTURE = "culture", _("Culture and season")
    SMILE = "smile", _("For a smile")


@dataclass(frozen=True)
class Marronnier:
    """A date that the product knows. `rule` is one of lib.yearly, or a name of RULES."""

    key: str
    name: str | Promise
    rule: str
    kind: str

    def days(self, start: date, end: date) -> list[date]:
        """Its days from `start` up to but without `end`."""
        if self.rule not in RULES:
            return yearly.days_of(self.rule, start, end)
        found = (RULES[self.rule](year) for year in range(start.year, end.year + 1))
        return [day for day in found if start <= day < end]


def mothers_day(year: int) -> date:
    """In France the last Sunday of May, or the first of June where that is Whitsun (code de l'action sociale, D215-1)."""
    last = yearly.day_of("last sun 05", year)
    assert last is not None  # noqa: S101 - each May has one
    return last + timedelta(days=7) if last == easter(year) + timedelta(days=49) else last


def winter_sales(year: int) -> date:
    """In France the second Wednesday of January, the first where that falls after the 12th (code de commerce, D310-15-2)."""
    first = yearly.day_of("1 wed 01", year)
    assert first is not None  # noqa: S101 - each January has one
    return first if first.day + 7 > 12 else first + timedelta(days=7)


def summer_sales(year: int) -> date:
    """In France the last Wednesday of June, the one before where that falls after the 28th (code de commerce, D310-15-2)."""
    last = yearly.day_of("last wed 06", year)
    assert last is not None  # noqa: S101 - each June has one
    return last - timedelta(days=7) if last.day > 28 else last


RULES = {"mothers": mothers_day, "winter sales": winter_sales, "summer sales": summer_sales}

_TRADE, _CAUSE, _CULTURE, _SMILE = Kind.TRADE, Kind.CAUSE, Kind.CULTURE, Kind.SMILE
KNOWN: tuple[Marronnier, ...] = tuple(
    Marronnier(key, name, rule, kind)
    for key, name, rule, kind in (
        ("epiphany", _("Epiphany"), "01-06", _CULTURE),
        ("winter-sales", _("Winter sales begin"), "winter sales", _TRADE),
        ("education", _("Day of education"), "01-24", _CAUSE),
        ("privacy", _("Data privacy day"), "01-28", _CAUSE),
        ("candlemas", _("Candlemas, day of pancakes"), "02-02", _CULTURE),
        ("cancer", _("World cancer day"), "02-04", _CAUSE),
        ("women-science", _("Women and girls in science"), "02-11", _CAUSE),
        ("radio", _("World radio day"), "02-13", _CULTURE),
        ("valentine", _("Valentine’s day"), "02-14", _TRADE),
        ("mother-language", _("Mother language day"), "02-21", _CULTURE),
        ("shrove-tuesday", _("Shrove Tuesday"), "easter-47", _CULTURE),
        ("grandmothers", _("Grandmothers’ day"), "1 sun 03", _TRADE),
        ("women", _("Women’s rights day"), "03-08", _CAUSE),
        ("pi", _("Pi day"), "03-14", _SMILE),
        ("saint-patrick", _("Saint Patrick’s day"), "03-17", _CULTURE),
        ("happiness", _("Day of happiness"), "03-20", _SMILE),
        ("francophonie", _("Day of the French language"), "03-20", _CULTURE),
        ("against-racism", _("Day against racism"), "03-21", _CAUSE),
        ("poetry", _("World poetry day"), "03-21", _CULTURE),
        ("water", _("World water day"), "03-22", _CAUSE),
        ("theatre", _("World theatre day"), "03-27", _CULTURE),
        ("clocks-forward", _("Clocks go forward"), "last sun 03", _CULTURE),
        ("april-fool", _("April fool’s day"), "04-01", _SMILE),
        ("autism", _("World autism day"), "04-02", _CAUSE),
        ("health", _("World health day"), "04-07", _CAUSE),
        ("easter", _("Easter"), "easter", _TRADE),
        ("earth", _("Earth day"), "04-22", _CAUSE),
        ("book", _("World book day"), "04-23", _CULTURE),
        ("dance", _("Day of dance"), "04-29", _CULTURE),
        ("jazz", _("Jazz day"), "04-30", _CULTURE),
        ("press-freedom", _("Press freedom day"), "05-03", _CAUSE),
        ("star-wars", _("May the Fourth"), "05-04", _SMILE),
        ("europe", _("Europe day"), "05-09", _CULTURE),
        ("accessibility", _("Accessibility awareness day"), "3 thu 05", _CAUSE),
        ("homophobia", _("Day against homophobia"), "05-17", _CAUSE),
        ("museums", _("Museum day"), "05-18", _CULTURE),
        ("bees", _("World bee day"), "05-20", _CAUSE),
        ("biodiversity", _("Day of biodiversity"), "05-22", _CAUSE),
        ("mothers", _("Mothers’ day"), "mothers", _TRADE),
        ("no-tobacco", _("World no tobacco day"), "05-31", _CAUSE),
        ("environment", _("World environment day"), "06-05", _CAUSE),
        ("oceans", _("World oceans day"), "06-08", _CAUSE),
        ("blood", _("World blood donor day"), "06-14", _CAUSE),
        ("fathers", _("Fathers’ day"), "3 sun 06", _TRADE),
        ("refugees", _("World refugee day"), "06-20", _CAUSE),
        ("music", _("World music day"), "06-21", _CULTURE),
        ("yoga", _("Day of yoga"), "06-21", _SMILE),
        ("summer-sales", _("Summer sales begin"), "summer sales", _TRADE),
        ("social-media", _("Social media day"), "06-30", _SMILE),
        ("chocolate", _("Chocolate day"), "07-07", _SMILE),
        ("emoji", _("World emoji day"), "07-17", _SMILE),
        ("friendship", _("Day of friendship"), "07-30", _SMILE),
        ("cats", _("Day of the cat"), "08-08", _SMILE),
        ("youth", _("Youth day"), "08-12", _CAUSE),
        ("photography", _("World photography day"), "08-19", _CULTURE),
        ("dogs", _("Day of the dog"), "08-26", _SMILE),
        ("back-to-school", _("Back to school"), "09-01", _TRADE),
        ("literacy", _("Literacy day"), "09-08", _CAUSE),
        ("heritage", _("Heritage days"), "3 sat 09", _CULTURE),
        ("peace", _("Day of peace"), "09-21", _CAUSE),
        ("car-free", _("Car-free day"), "09-22", _CAUSE),
        ("languages", _("European day of languages"), "09-26", _CULTURE),
        ("tourism", _("World tourism day"), "09-27", _CULTURE),
        ("podcast", _("Podcast day"), "09-30", _SMILE),
        ("coffee", _("Coffee day"), "10-01", _SMILE),
        ("pink-october", _("Pink October begins"), "10-01", _CAUSE),
        ("grandfathers", _("Grandfathers’ day"), "1 sun 10", _TRADE),
        ("teachers", _("World teachers’ day"), "10-05", _CAUSE),
        ("mental-health", _("World mental health day"), "10-10", _CAUSE),
        ("food", _("World food day"), "10-16", _CAUSE),
        ("clocks-back", _("Clocks go back"), "last sun 10", _CULTURE),
        ("halloween", _("Halloween"), "10-31", _TRADE),
        ("movember", _("Movember begins"), "11-01", _CAUSE),
        ("singles", _("Singles’ day"), "11-11", _TRADE),
        ("kindness", _("World kindness day"), "11-13", _SMILE),
        ("beaujolais", _("Beaujolais nouveau"), "3 thu 11", _CULTURE),
        ("children", _("Children’s rights day"), "11-20", _CAUSE),
        ("violence-women", _("Day against violence towards women"), "11-25", _CAUSE),
        ("black-friday", _("Black Friday"), "4 thu 11+1", _TRADE),
        ("cyber-monday", _("Cyber Monday"), "4 thu 11+4", _TRADE),
        ("giving-tuesday", _("Giving Tuesday"), "4 thu 11+5", _CAUSE),
        ("aids", _("World AIDS day"), "12-01", _CAUSE),
        ("disabilities", _("Day of persons with disabilities"), "12-03", _CAUSE),
        ("volunteers", _("Volunteer day"), "12-05", _CAUSE),
        ("saint-nicholas", _("Saint Nicholas"), "12-06", _CULTURE),
        ("human-rights", _("Human rights day"), "12-10", _CAUSE),
        ("christmas-eve", _("Christmas Eve"), "12-24", _TRADE),
        ("new-years-eve", _("New Year’s Eve"), "12-31", _CULTURE),
    )
)
