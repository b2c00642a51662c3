"""Figures, days and objectives of a plan in words, from plain values (see campaigns.document)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campaigns.metrics import CATALOGUE, Metric, said
from campaigns.templatetags.plan import day, without_year

Content = Mapping[str, Any]


def metric(row: Content) -> str:
    """The name of an objective's measure; one that nobody knows any more keeps its own."""
    return str(Metric(row["metric"]).label) if row["metric"] in Metric.values else row["metric"]


def target(row: Content) -> str:
    """The target in words."""
    least = row["metric"] not in CATALOGUE or not CATALOGUE[row["metric"]].less_is_better
    return (_("at least %(target)s") if least else _("at most %(target)s")) % {"target": figure(row, row["target"])}


def figure(row: Content, value: float | None) -> str:
    """A figure of an objective's measure in its unit; a dash where nothing is known."""
    if value is None:
        return "–"
    return said(row["metric"], value, row["currency"]) if row["metric"] in CATALOGUE else number(round(value))


def number(value: int) -> str:
    """A count as people write it."""
    return number_format(value, 0, force_grouping=True)


def percent(share: int | None) -> str:
    """A share of a hundred in words; a dash where none was set."""
    return "–" if share is None else _("%(share)d%%") % {"share": share}


def on_day(iso: str) -> str:
    """A day with its year, on one line."""
    return unbroken(day(date.fromisoformat(iso)))


def tags(row: Content) -> str:
    """How links are tagged: on which domains, with what."""
    told = ["utm_source", "utm_medium", f"utm_campaign={row['slug']}", *(["utm_content"] if row["posts"] else [])]
    return f"{', '.join(row['domains'])} ({' · '.join(told)})"


def unbroken(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")


def period(start: str, end: str) -> str:
    """From when to when, the year once when it is the same."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return on_day(start)
    return f"{unbroken(day(first) if first.year != last.year else without_year(first))} – {on_day(end)}"


def day_of_month(on: date) -> str:
    """The number of a day as one writes it before its month: 1er in French."""
    return without_year(on).partition(" ")[0]


def short_period(start: str, end: str) -> str:
    """From when to when, as short as it is clear."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return unbroken(without_year(first))
    if first.month == last.month:
        return f"{day_of_month(first)}–{unbroken(without_year(last))}"
    return f"{unbroken(without_year(first))} – {unbroken(without_year(last))}"
