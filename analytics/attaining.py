"""Whether a target can be attained, said by what the accounts brought before. It advises, and stops nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics import past
from analytics.unknown import BUSINESS
from campaigns.metrics import CATALOGUE, Metric, said
from campaigns.models import Campaign
from campaigns.planning import today

BACK = 90  # days looked back
LIKELY, BOLD = 1.25, 3.0  # times the pace of the past up to which a target is likely, and bold
FEWEST = 7  # days that have to be known


@dataclass(frozen=True)
class Advice:
    """What the past says to a target: a sentence, and a tone (`good`, `info`, `warn`, or `idle` when it says nothing)."""

    sentence: str
    tone: str = "idle"


def advise(campaign: Campaign, metric: str, target: int, due_on: date) -> Advice:
    """What to think of reaching the target by then."""
    brand, day = campaign.brand, today(campaign.brand)
    found = past.of(past.accounts_of(campaign), metric, brand, until=day + timedelta(days=1), days=BACK)
    if found.value is None and metric in BUSINESS:
        return Advice(_("Whether that can be attained nobody knows yet: %(why)s") % {"why": BUSINESS[metric]})
    if found.value is None or found.days < FEWEST:
        return Advice(_("Too little is known of the accounts’ past to say whether that can be attained."))
    if CATALOGUE[metric].rate:
        return _against_height(metric, target, found, brand.currency)
    return _against_pace(metric, target, (due_on - max(day, campaign.starts_on)).days + 1, found, brand.currency)


def _against_height(metric: str, target: int, found: past.Past, currency: str) -> Advice:
    values = {"days": found.days, "known": said(metric, found.value or 0, currency), "target": said(metric, target, currency)}
    if CATALOGUE[metric].less_is_better:
        sentence = _("In the last %(days)s days half of the people waited less than %(known)s; you ask for %(target)s.") % values
        return _judged(sentence, (found.value or 0) / target)
    sentence = _("In the last %(days)s days the rate of these accounts was %(known)s; you ask for %(target)s.") % values
    return _judged(sentence, target / found.value if found.value else BOLD + 1)


def _against_pace(metric: str, target: int, days: int, found: past.Past, currency: str) -> Advice:
    days = max(days, 1)
    pace = (found.value or 0) / found.days * days
    values = {
        "back": found.days,
        "known": said(metric, found.value or 0, currency),
        "target": said(metric, target, currency),
        "measure": Metric(metric).label.lower(),
    }
    asked = ngettext("you ask for %(target)s in %(days)s day.", "you ask for %(target)s in %(days)s days.", days)
    if metric == Metric.FOLLOWERS:
        sentence = _("In the last %(back)s days these accounts gained %(known)s followers;") % values
    elif metric in BUSINESS:
        sentence = _("In the last %(back)s days your campaigns brought %(known)s (%(measure)s);") % values
    else:
        sentence = _("In the last %(back)s days these accounts brought %(known)s (%(measure)s);") % values
    return _judged(f"{sentence} {asked % {**values, 'days': days}}", target / pace if pace > 0 else BOLD + 1, pace)


def _judged(sentence: str, ratio: float, pace: float | None = None) -> Advice:
    """The sentence with what follows from it; `ratio` is how many times more than usual is asked for."""
    if ratio <= 1:
        return Advice(f"{sentence} {_('The past goes as far: you may ask for more.')}", "good")
    if ratio <= LIKELY:
        return Advice(f"{sentence} {_('That is within reach.')}", "good")
    times = number_format(round(ratio, 1), 1)
    if pace is not None and pace <= 0:
        return Advice(f"{sentence} {_('Nothing in the past leads there: say what will be done otherwise.')}", "warn")
    if ratio <= BOLD:
        return Advice(f"{sentence} {_('That is bold: %(times)s times the past.') % {'times': times}}", "info")
    if ratio > 1000:
        return Advice(f"{sentence} {_('Nothing in the past leads there: say what will be done otherwise.')}", "warn")
    more = _("That is %(times)s times the past: say what will be done otherwise, or ask for less.") % {"times": times}
    return Advice(f"{sentence} {more}", "warn")
