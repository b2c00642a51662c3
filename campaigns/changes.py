"""What differs between two plans, in sentences; both as campaigns.document tells them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.templatetags.plan import hours, network_label
from campaigns.words import metric, on_day, percent, period, tags, target
from lib.amounts import money

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing that differs; `part` is the section of the document that it stands in."""

    part: str
    text: str


def between(old: Content, new: Content) -> list[Change]:
    """What the new plan says otherwise, in the order of the document."""
    parts = [
        ("aim", _aim),
        ("audiences", _audiences),
        ("networks", _networks),
        ("networks", _links),
        ("objectives", _objectives),
        ("themes", _themes),
        ("means", _means),
    ]
    return [Change(part, text) for part, told in parts for text in told(old, new)]


def _aim(old: Content, new: Content) -> Iterator[str]:
    if old["name"] != new["name"]:
        yield _("The name was “%(old)s”; it is “%(new)s” now.") % {"old": old["name"], "new": new["name"]}
    before, after = (period(said["starts_on"], said["ends_on"]) for said in (old, new))
    if before != after:
        yield _("The period was %(old)s; it is %(new)s now.") % {"old": before, "new": after}
    if old["aim"] != new["aim"]:
        yield _("The main aim was “%(old)s”; it is “%(new)s” now.") % {"old": _label(old), "new": _label(new)}
    if old["positioning"] != new["positioning"]:
        yield (
            _("The positioning was “%(old)s”.") % {"old": old["positioning"]}
            if old["positioning"]
            else _("A positioning was written.")
        )
    if old["owner"] != new["owner"]:
        nobody = _("nobody")
        yield _("%(old)s was in charge; now it is %(new)s.") % {"old": old["owner"] or nobody, "new": new["owner"] or nobody}


def _label(said: Content) -> str:
    return str(Campaign.Aim(said["aim"]).label)


def _audiences(old: Content, new: Content) -> Iterator[str]:
    before, after = _by_key(old["audiences"]), _by_key(new["audiences"])
    for pk, row in before.items():
        if pk not in after:
            yield _("The audience “%(name)s” was taken out.") % {"name": row["name"]}
        elif row != after[pk]:
            yield _("The audience “%(name)s” is described otherwise.") % {"name": row["name"]}
    for pk, row in after.items():
        if pk not in before:
            yield _("The audience “%(name)s” came in.") % {"name": row["name"]}


def _networks(old: Content, new: Content) -> Iterator[str]:
    before, after = _chosen(old), _chosen(new)
    for name in sorted(before.keys() - after.keys()):
        yield _("%(network)s is no longer chosen.") % {"network": network_label(name)}
    for name in sorted(after.keys() - before.keys()):
        yield _("%(network)s is chosen now.") % {"network": network_label(name)}
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            yield _("Why %(network)s was chosen is said otherwise.") % {"network": network_label(name)}


def _chosen(said: Content) -> dict[str, str]:
    """The networks that were chosen, each with why."""
    return {row["network"]: row["why"] for row in said.get("choices") or [] if row["chosen"]}


def _links(old: Content, new: Content) -> Iterator[str]:
    before, after = old.get("links"), new.get("links")
    if before and not after:
        yield _("Links are no longer tagged in a way of their own.")
    elif after and before != after:
        sentence = _("Links are tagged otherwise: %(how)s.") if before else _("Links are tagged now: %(how)s.")
        yield sentence % {"how": tags(after)}


def _objectives(old: Content, new: Content) -> Iterator[str]:
    before, after = _by_key(old["objectives"]), _by_key(new["objectives"])
    for pk, row in before.items():
        if pk not in after:
            yield _("The objective “%(objective)s” was given up.") % {"objective": _said(row)}
        elif row != after[pk]:
            yield from _of_objective(row, after[pk])
    for pk, row in after.items():
        if pk not in before:
            yield _("The objective “%(objective)s” came in.") % {"objective": _said(row)}


def _said(row: Content) -> str:
    words = {"measure": metric(row), "target": target(row), "day": on_day(row["due_on"])}
    return _("%(measure)s: %(target)s by %(day)s") % words


def _of_objective(old: Content, new: Content) -> Iterator[str]:
    name = metric(old)
    if (old["metric"], old["target"]) != (new["metric"], new["target"]):
        words = {"measure": name, "old": target(old), "new": target(new)}
        if old["metric"] != new["metric"]:
            words["new"] = f"{target(new)} ({metric(new)})"
        yield _("The target of “%(measure)s” was %(old)s; it is %(new)s now.") % words
    if old["due_on"] != new["due_on"]:
        words = {"measure": name, "old": on_day(old["due_on"]), "new": on_day(new["due_on"])}
        yield _("“%(measure)s” was due on %(old)s; it is due on %(new)s now.") % words
    if _rest(old) != _rest(new):
        yield _("“%(measure)s” has another start, or somebody else is in charge.") % {"measure": name}


def _rest(row: Content) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("metric", "target", "due_on") and value not in (None, "")}


def _themes(old: Content, new: Content) -> Iterator[str]:
    before, after = _by_key(old["themes"]), _by_key(new["themes"])
    for pk, row in before.items():
        if pk not in after:
            yield _("The theme “%(name)s” was taken out.") % {"name": row["name"]}
        elif row["share"] != after[pk]["share"]:
            words = {"name": after[pk]["name"], "old": percent(row["share"]), "new": percent(after[pk]["share"])}
            yield _("The share of “%(name)s” was %(old)s; it is %(new)s now.") % words
        elif row["name"] != after[pk]["name"]:
            yield _("The theme “%(old)s” is called “%(new)s” now.") % {"old": row["name"], "new": after[pk]["name"]}
    for pk, row in after.items():
        if pk not in before:
            yield _("The theme “%(name)s” came in.") % {"name": row["name"]}


def _means(old: Content, new: Content) -> Iterator[str]:
    before, after = old.get("means") or NO_MEANS, new.get("means") or NO_MEANS
    if _budget(before) != _budget(after):
        yield _("The budget was %(old)s; it is %(new)s now.") % {"old": _budget(before), "new": _budget(after)}
    lines, now = _by_key(before["lines"]), _by_key(after["lines"])
    for pk, row in lines.items():
        if pk not in now:
            yield _("The budget line “%(line)s” was taken out.") % {"line": row["name"]}
        elif row["planned"] != now[pk]["planned"]:
            words = {"line": row["name"], "old": _money(row, before), "new": _money(now[pk], after)}
            yield _("The budget line “%(line)s” was %(old)s; it is %(new)s now.") % words
    for pk, row in now.items():
        if pk not in lines:
            yield _("The budget line “%(line)s” came in.") % {"line": row["name"]}
    if before["hours"] != after["hours"]:
        yield _("The hours a week were %(old)s; they are %(new)s now.") % {"old": _hours(before), "new": _hours(after)}


NO_MEANS: Content = {"currency": "EUR", "budget": None, "lines": [], "hours": []}


def _budget(said: Content) -> str:
    """What it may cost in words: as it was said, or else as the lines come to."""
    if said["budget"] is None and not said["lines"]:
        return "–"
    cents = sum(row["planned"] for row in said["lines"]) if said["budget"] is None else said["budget"]
    return money(cents, said["currency"])


def _money(row: Content, said: Content) -> str:
    return money(row["planned"], said["currency"])


def _hours(said: Content) -> str:
    return hours(sum(row["minutes"] for row in said["hours"]))


def _by_key(rows: list[Content]) -> dict[int, Content]:
    return {row["pk"]: row for row in rows}
