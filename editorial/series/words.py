"""A rhythm said in one sentence, as somebody would say it."""

from collections.abc import Sequence
from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from editorial.series.rhythm import Rhythm
from lib import clock
from lib.recurrence import Rule, Unit
from lib.workdays import PLACES

EVERY = [
    pgettext_lazy("every … at", "Monday"), pgettext_lazy("every … at", "Tuesday"), pgettext_lazy("every … at", "Wednesday"),
    pgettext_lazy("every … at", "Thursday"), pgettext_lazy("every … at", "Friday"), pgettext_lazy("every … at", "Saturday"),
    pgettext_lazy("every … at", "Sunday"),
]  # fmt: skip
ON = [
    pgettext_lazy("every two weeks, on …", "Monday"), pgettext_lazy("every two weeks, on …", "Tuesday"),
    pgettext_lazy("every two weeks, on …", "Wednesday"), pgettext_lazy("every two weeks, on …", "Thursday"),
    pgettext_lazy("every two weeks, on …", "Friday"), pgettext_lazy("every two weeks, on …", "Saturday"),
    pgettext_lazy("every two weeks, on …", "Sunday"),
]  # fmt: skip
OF_MONTH = [
    pgettext_lazy("the first … of the month", "Monday"), pgettext_lazy("the first … of the month", "Tuesday"),
    pgettext_lazy("the first … of the month", "Wednesday"), pgettext_lazy("the first … of the month", "Thursday"),
    pgettext_lazy("the first … of the month", "Friday"), pgettext_lazy("the first … of the month", "Saturday"),
    pgettext_lazy("the first … of the month", "Sunday"),
]  # fmt: skip
NTH = {
    1: pgettext_lazy("the … Monday of the month", "first"),
    2: pgettext_lazy("the … Monday of the month", "second"),
    3: pgettext_lazy("the … Monday of the month", "third"),
    4: pgettext_lazy("the … Monday of the month", "fourth"),
    -1: pgettext_lazy("the … Monday of the month", "last"),
}
NUMBERS = {
    2: pgettext_lazy("every … weeks", "two"), 3: pgettext_lazy("every … weeks", "three"),
    4: pgettext_lazy("every … weeks", "four"), 5: pgettext_lazy("every … weeks", "five"),
    6: pgettext_lazy("every … weeks", "six"), 7: pgettext_lazy("every … weeks", "seven"),
    8: pgettext_lazy("every … weeks", "eight"), 9: pgettext_lazy("every … weeks", "nine"),
    10: pgettext_lazy("every … weeks", "ten"),
}  # fmt: skip
LATE_DAYS = 28  # every month has so many


def sentence(rhythm: Rhythm) -> str:
    """The rhythm in a sentence with its full stop, in the reader's language; the zone is not in it."""
    said = _CORE[rhythm.rule.unit](rhythm, hour(rhythm.at))
    return said + _beginning(rhythm) + _end(rhythm) + _holidays(rhythm) + "."


def hour(at: time) -> str:
    """An hour of the day as a sentence says it."""
    if at.minute == 0:
        return pgettext("an hour in a sentence", "%(hour)d:00") % {"hour": at.hour}
    return pgettext("an hour in a sentence", "%(hour)d:%(minute)s") % {"hour": at.hour, "minute": f"{at.minute:02d}"}


def day(of: date, *, year: bool = True) -> str:
    """A day as a sentence says it."""
    number = pgettext("a day before its month", "1") if of.day == 1 else str(of.day)
    return f"{number} {date_format(of, 'F Y' if year else 'F')}"


def _days(rhythm: Rhythm, at: str) -> str:
    rule = rhythm.rule
    if rule.interval == 1:
        return _("Every day at %(at)s") % {"at": at}
    return _("Every %(n)s days at %(at)s") % {"n": _number(rule), "at": at}


def _weeks(rhythm: Rhythm, at: str) -> str:
    rule = rhythm.rule
    days = rule.weekdays or (rhythm.starts_on.weekday(),)
    if rule.interval > 1:
        words = {"n": _number(rule), "days": _listed([str(ON[day]) for day in days]), "at": at}
        return _("Every %(n)s weeks, on %(days)s, at %(at)s") % words
    if len(days) == len(ON):
        return _("Every day at %(at)s") % {"at": at}
    if days == (0, 1, 2, 3, 4):
        return _("From Monday to Friday at %(at)s") % {"at": at}
    return _("Every %(days)s at %(at)s") % {"days": _listed([str(EVERY[day]) for day in days]), "at": at}


def _months(rhythm: Rhythm, at: str) -> str:
    rule = rhythm.rule
    words = {"n": _number(rule), "at": at, "day": _ordinal(rule.monthday or rhythm.starts_on.day)}
    if rule.nth:
        words |= {"nth": str(NTH[rule.nth]), "day": str(OF_MONTH[rule.weekdays[0]])}
        if rule.interval == 1:
            return _("On the %(nth)s %(day)s of every month at %(at)s") % words
        return _("Every %(n)s months, on the %(nth)s %(day)s, at %(at)s") % words
    if rule.monthday == -1:
        if rule.interval == 1:
            return _("On the last day of every month at %(at)s") % words
        return _("Every %(n)s months, on the last day, at %(at)s") % words
    if rule.interval > 1:
        return _("Every %(n)s months, on the %(day)s, at %(at)s") % words
    if (rule.monthday or rhythm.starts_on.day) > LATE_DAYS:
        return _("On the %(day)s of every month that has one at %(at)s") % words
    return _("On the %(day)s of every month at %(at)s") % words


def _years(rhythm: Rhythm, at: str) -> str:
    words = {"n": _number(rhythm.rule), "day": day(rhythm.starts_on, year=False), "at": at}
    if rhythm.rule.interval == 1:
        return _("Every year, on %(day)s, at %(at)s") % words
    return _("Every %(n)s years, on %(day)s, at %(at)s") % words


_CORE = {Unit.DAY: _days, Unit.WEEK: _weeks, Unit.MONTH: _months, Unit.YEAR: _years}


def _number(rule: Rule) -> str:
    return str(NUMBERS.get(rule.interval, rule.interval))


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return pgettext("Tuesday and Friday", "%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _ordinal(number: int) -> str:
    """The day of a month with its ending."""
    if number == 1:
        return pgettext("a day of the month", "1st")
    if number % 10 == 1 and number != 11:
        return pgettext("a day of the month", "%(n)dst") % {"n": number}
    if number % 10 == 2 and number != 12:
        return pgettext("a day of the month", "%(n)dnd") % {"n": number}
    if number % 10 == 3 and number != 13:
        return pgettext("a day of the month", "%(n)drd") % {"n": number}
    return pgettext("a day of the month", "%(n)dth") % {"n": number}


def _beginning(rhythm: Rhythm) -> str:
    if rhythm.rule.unit == Unit.YEAR or rhythm.starts_on <= clock.wall(clock.now(), rhythm.zone).date():
        return ""
    return _(", from %(day)s") % {"day": day(rhythm.starts_on)}


def _end(rhythm: Rhythm) -> str:
    said = ""
    if rhythm.ends_on:
        said += _(", until %(day)s") % {"day": day(rhythm.ends_on)}
    if rhythm.times:
        said += ngettext(", once", ", %(n)d times", rhythm.times) % {"n": rhythm.times}
    return said


def _holidays(rhythm: Rhythm) -> str:
    if not rhythm.holidays:
        return ""
    place = {"place": PLACES[rhythm.holidays]}
    if rhythm.shift:
        return _("; on a public holiday (%(place)s), the next working day instead") % place
    return _(", except on public holidays (%(place)s)") % place
