"""How campaigns are told in templates."""

from datetime import date

from django import template
from django.conf.locale import LANG_INFO
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext as _

import networks
from campaigns.choosing_forms import COUNTRIES
from campaigns.metrics import CATALOGUE, Metric, said
from campaigns.models import Audience, Campaign, Objective, Standing
from campaigns.reading import Row
from lib import amounts
from networks.audience import LABELS, Fact

register = template.Library()
SIGNS = {Standing.TO_COME: "scheduled"}  # the state whose sign it borrows; the others have one of their own


@register.filter
def period(campaign: Campaign) -> SafeString:
    """From when to when, the year once when it is the same."""
    start, end = campaign.starts_on, campaign.ends_on
    first = day(start) if start.year != end.year else without_year(start)
    return format_html(
        '<time datetime="{}">{}</time> – <time datetime="{}">{}</time>', start.isoformat(), first, end.isoformat(), day(end)
    )


@register.filter
def day(on: date) -> str:
    """A day with its year, as one writes it."""
    return date_format(on, pgettext("the first of a month", "j F Y") if on.day == 1 else _("j F Y"))


def without_year(on: date) -> str:
    """A day as one writes it within its year."""
    return date_format(on, pgettext("the first of a month", "j F") if on.day == 1 else _("j F"))


@register.filter
def sign(standing: Standing) -> str:
    """The state whose sign and tone stand for it."""
    return SIGNS.get(standing, str(standing))


@register.filter
def percent(share: float | None) -> int:
    """A share as a whole number of hundredths."""
    return round((share or 0) * 100)


@register.filter
def money(cents: int, currency: str) -> str:
    """An amount in the brand's currency."""
    return amounts.money(cents, currency)


@register.filter
def hours(minutes: float) -> str:
    """Minutes as hours, with one decimal at most."""
    value = round(minutes / 60, 1)
    return number_format(value, 0 if value == round(value) else 1)


@register.filter
def network_label(name: str) -> str:
    """What a network is called; its own name where it is none of ours any more."""
    return str(networks.network(name).label) if name in networks.NETWORKS else LABELS.get(name, name)


@register.filter
def connectable(name: str) -> bool:
    """Whether accounts of that network can be connected."""
    return name in networks.NETWORKS


@register.filter
def source(fact: Fact) -> str:
    """Where a fact comes from: who measured it, where, when."""
    country = dict(COUNTRIES).get(fact.country, fact.country) if fact.country else ""
    return ", ".join(str(part) for part in (fact.source, country, fact.year) if part)


@register.filter
def countdown(row: Row) -> str:
    """How long until it begins or ends, in words."""
    if row.standing == Standing.TO_COME:
        return ngettext("begins tomorrow", "begins in %(days)d days", row.days_left) % {"days": row.days_left}
    if row.standing == Standing.RUNNING:
        if row.days_left == 0:
            return _("last day today")
        return ngettext("%(days)d day left", "%(days)d days left", row.days_left) % {"days": row.days_left}
    return ""


@register.filter
def wanted(objective: Objective) -> str:
    """The target in words."""
    sentence = _("at most %(target)s") if objective.less_is_better else _("at least %(target)s")
    return sentence % {"target": said(objective.metric, objective.target, objective.campaign.brand.currency)}


@register.filter
def ages(audience: Audience) -> str:
    """The age band in words; empty when none was given."""
    values = {"young": audience.age_from, "old": audience.age_to}
    if audience.age_from is None and audience.age_to is None:
        return ""
    if audience.age_to is None:
        return _("from %(young)d on") % values
    if audience.age_from is None:
        return _("up to %(old)d") % values
    return _("%(young)d to %(old)d years") % values


@register.filter
def spoken(code: str) -> str:
    """The name of a language in the reader's language."""
    return gettext(LANG_INFO[code]["name"]) if code in LANG_INFO else code


@register.filter
def metric_help(metric: Metric) -> str:
    """What a measure counts, in a sentence."""
    return str(CATALOGUE[metric].help)
