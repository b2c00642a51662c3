"""What the rows of a table say, and what stands against each: nothing is brought in before a person has seen it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from analytics.models import SiteBatch, SiteFigure
from analytics.site.columns import COUNTS, LABELS
from analytics.site.joining import NOBODY, Joiner
from campaigns.planning import today
from editorial.imports import dates
from lib import amounts
from lib.text import one_line

Key = tuple[date, str, str, str, str]  # day, source, medium, tag, content
LONGEST = {"source": 100, "medium": 60, "tag": 150, "content": 150}


@dataclass
class Line:
    """A row: what it says, what is wrong with it, what is to be known of it. Without `problems` it comes in."""

    number: int
    day: date | None = None
    names: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int | None] = field(default_factory=dict)
    campaign: int | None = None
    post: int | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """What tells it from every other figure."""
        source, medium, tag, content = (self.names.get(name, "") for name in LONGEST)
        return (self.day or date.min, source, medium, tag, content)


@dataclass
class Judged:
    """Every row of a table, the figures they come to, and the tags that belong to no campaign with how many rows have them."""

    lines: list[Line]
    figures: list[SiteFigure]
    loose: Counter[str]

    @property
    def refused(self) -> list[Line]:
        """The rows that stay out."""
        return [line for line in self.lines if line.problems]

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of what comes in."""
        days = [figure.day for figure in self.figures]
        return (min(days), max(days)) if days else None

    def total(self, name: str) -> int | None:
        """What comes in of a measure, all rows together."""
        known = [value for figure in self.figures if (value := getattr(figure, name)) is not None]
        return sum(known) if known else None


def judge(batch: SiteBatch) -> Judged:
    """Judge a table as its columns are sorted now, in a constant number of queries."""
    joiner = Joiner.of(batch.brand, batch.campaigns)
    lines = [_line(batch, number, cells) for number, cells in batch.rows]
    loose: Counter[str] = Counter()
    for line in lines:
        tag = line.names.get("tag", "")
        line.campaign, line.post = joiner.find(tag, line.names.get("content", ""))
        if tag and tag.casefold() not in NOBODY and (line.campaign is None or tag in batch.campaigns):
            loose[tag] += 1
    _meet(batch, [line for line in lines if not line.problems])
    return Judged(lines, _figures(batch, [line for line in lines if not line.problems]), loose)


def _line(batch: SiteBatch, number: int, cells: list[str]) -> Line:
    said = {key: cell.strip() for key, cell in zip(batch.mapping, cells, strict=False) if key}
    line = Line(number)
    try:
        line.day = _day(said.get("day", ""), batch.order)
        if line.day > today(batch.brand):
            line.problems.append(_("This day lies in the future."))
    except dates.Unreadable:
        line.problems.append(_("“%(cell)s” is no day.") % {"cell": one_line(said.get("day", ""), 40)})
    if "both" in said:
        said["source"], _slash, said["medium"] = (part.strip() for part in said.pop("both").partition("/"))
    line.names = {name: one_line(said.get(name, ""), most) for name, most in LONGEST.items()}
    _count(line, said, batch)
    return line


def _day(cell: str, order: str) -> date:
    """A day, as people or as web analytics write it (20261126)."""
    if len(cell) == 8 and cell.isascii() and cell.isdigit():
        cell = f"{cell[:4]}-{cell[4:6]}-{cell[6:]}"
    return dates.day(cell, order)


def _count(line: Line, said: Mapping[str, str], batch: SiteBatch) -> None:
    for name in COUNTS:
        try:
            line.counts[name] = read(name, plain(said.get(name, ""), batch.point), batch.brand.currency)
        except amounts.Unreadable as unreadable:
            line.problems.append(f"{LABELS[name]}{_(': ')}{unreadable}")
    if not line.problems and all(value is None for value in line.counts.values()):
        line.problems.append(_("There is no figure in this line."))


def plain(text: str, point: str) -> str:
    """A number of a table so that nobody can read it otherwise: without what groups it, and rounded to hundredths."""
    group = "." if point == "," else ","
    found = re.fullmatch(rf"(\d+|\d{{1,3}}(?:\{group}\d{{3}})+)(?:\{point}(\d+))?", text.strip())
    if not found:
        return text
    exact = Decimal(f"{found[1].replace(group, '')}.{found[2] or '0'}")
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def read(name: str, text: str, currency: str) -> int | None:
    """A figure as it was written: cents for the value; nothing at all is unknown. Raises lib.amounts.Unreadable."""
    if text.strip() in ("", "-", "–", "(not set)"):
        return None
    value = amounts.hundredths(text, currency=currency) if name == "value" else amounts.whole(text)
    if value < 0:
        raise amounts.Unreadable(_("A figure is no less than 0."))
    return value


def _meet(batch: SiteBatch, lines: list[Line]) -> None:
    """Refuse what another table has brought in already, so that nothing counts twice; note what is added up."""
    known = _known(batch, lines)
    first: dict[Key, int] = {}
    for line in lines:
        if line.key in known:
            sentence = _("“%(table)s” has brought in this day of this source already: undo that table first to replace it.")
            line.problems.append(sentence % {"table": known[line.key]})
        elif line.key in first:
            line.notes.append(_("Added to line %(n)s, which is of the same day and source.") % {"n": first[line.key]})
        first.setdefault(line.key, line.number)


def _known(batch: SiteBatch, lines: list[Line]) -> dict[Key, str]:
    days = [line.day for line in lines if line.day]
    if not days:
        return {}
    rows = SiteFigure.objects.filter(brand=batch.brand, batch__isnull=False, day__range=(min(days), max(days)))
    columns = ("day", *LONGEST, "batch__name")
    return {row[:-1]: row[-1] for row in rows.exclude(batch=batch.pk).values_list(*columns)}


def _figures(batch: SiteBatch, lines: list[Line]) -> list[SiteFigure]:
    found: dict[Key, SiteFigure] = {}
    for line in lines:
        row = found.setdefault(line.key, _figure(batch, line))
        for name, value in line.counts.items():
            if value is not None:
                setattr(row, name, (getattr(row, name) or 0) + value)
    return list(found.values())


def _figure(batch: SiteBatch, line: Line) -> SiteFigure:
    named: dict[str, Any] = {"day": line.day, "campaign_id": line.campaign, "post_id": line.post, **line.names}
    return SiteFigure(brand=batch.brand, batch=batch, **named)
