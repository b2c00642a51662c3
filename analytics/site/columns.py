"""Which column of a table of web analytics is what: guessed from its heading, in French and English."""

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lib.text import fold

LABELS: dict[str, str | Promise] = {
    "day": gettext_lazy("Day"),
    "source": gettext_lazy("Source"),
    "medium": gettext_lazy("Medium"),
    "both": gettext_lazy("Source / medium"),
    "tag": gettext_lazy("Campaign (utm_campaign)"),
    "content": gettext_lazy("Content (utm_content)"),
    "visits": gettext_lazy("Visits"),
    "conversions": gettext_lazy("Conversions"),
    "value": pgettext_lazy("money", "Value"),
}
COUNTS = ("visits", "conversions", "value")
NAMES: dict[str, str] = {
    "day": "day date jour date-de-la-session nth-day",
    "source": "source session-source source-de-la-session utm-source first-user-source referrer-name",
    "medium": "medium session-medium support support-de-la-session utm-medium",
    "both": (
        "source-medium session-source-medium source-support source-et-support source-support-de-la-session "
        "first-user-source-medium"
    ),
    "tag": (
        "campaign campagne utm-campaign session-campaign campagne-de-la-session session-campaign-name campaign-name "
        "nom-de-la-campagne session-manual-campaign-name"
    ),
    "content": "content contenu utm-content ad-content manual-ad-content session-manual-ad-content contenu-de-l-annonce",
    "visits": "visits visites sessions session visits-count nb-visits users utilisateurs",
    "conversions": (
        "conversions conversion key-events evenements-cles transactions orders commandes achats purchases goals objectifs "
        "goal-completions nb-conversions ecommerce-purchases"
    ),
    "value": "value valeur revenue revenu chiffre-d-affaires total-revenue revenu-total purchase-revenue montant amount",
}
HEADS = {name: key for key, names in NAMES.items() for name in names.split()}


def guess(header: Sequence[str]) -> list[str]:
    """For each column the field that it fills, "" for none; each field is filled once."""
    found: list[str] = []
    for head in header:
        field = HEADS.get(_key(head), "")
        found.append("" if field in found else field)
    return found


def choices() -> list[tuple[str, str]]:
    """What a column may fill, for people to choose from."""
    return [("", _("Leave out")), *((key, str(label)) for key, label in LABELS.items())]


def trouble(mapping: Sequence[str]) -> list[str]:
    """What is wrong with which column is what, in sentences."""
    named = [key for key in mapping if key]
    twice = {key for key in named if named.count(key) > 1}
    found = [_("Two columns are “%(field)s”: leave one out.") % {"field": LABELS[key]} for key in LABELS if key in twice]
    if "day" not in named:
        found.append(_("Say which column has the day."))
    if not set(named) & set(COUNTS):
        found.append(_("Say which column has the visits, the conversions or their value."))
    return found


def _key(head: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(head.partition("(")[0])).strip("-")
