"""Shares: how much of a week is margin (free or swappable), and how much of what leaves each theme wants."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from editorial.models import Filling, Slot
from team.models import Brand


def settings_of(brand: Brand) -> Filling:
    """How the brand fills its slots; what is usual where nobody said."""
    return Filling.objects.select_related("by__user").filter(brand=brand).first() or Filling(brand=brand)


def of(row: Filling, campaigns: Iterable[Any]) -> "Share":
    """The margin of the brand day by day; each campaign has its own one in `margin`, None for that of the brand."""
    own = [each for each in campaigns if each.margin is not None and not each.archived_at]
    return Share(row.margin, [(each.starts_on, each.ends_on, each.margin) for each in own])


class Share:
    """The margin (percent) on a day: the brand's, or the largest one of the campaigns that run and have their own."""

    def __init__(self, usual: int, campaigns: Iterable[tuple[date, date, int]]):
        self.usual, self.campaigns = usual, list(campaigns)

    def __call__(self, day: date) -> int:
        return max((share for start, end, share in self.campaigns if start <= day <= end), default=self.usual)


class Kinds:
    """What kind a slot is on a day: as many of the kept ones are swappable as the margin of that day still asks for."""

    def __init__(self, slots: Sequence[Slot], share_on: Share):
        self.slots, self.share_on = slots, share_on
        self.known: dict[int, Mapping[int, str]] = {}

    def __call__(self, day: date) -> Mapping[int, str]:
        """The kinds of that day, by the number of the slot; of the others it is their own."""
        share = self.share_on(day)
        if share not in self.known:
            self.known[share] = dict.fromkeys(swappable(self.slots, share), Slot.Kind.SWAPPABLE.value)
        return self.known[share]


def swappable(slots: Sequence[Slot], share: int) -> frozenset[int]:
    """Which kept slots of a week can be swapped so that `share` percent of all are free or swappable.

    The last ones of the week first, from each account in turn, those without a theme before the others.
    """
    given = sum(slot.kind != Slot.Kind.KEPT for slot in slots)
    missing = int(len(slots) * share / 100 + 0.5) - given
    turns: dict[int, int] = defaultdict(int)
    kept = sorted((slot for slot in slots if slot.kind == Slot.Kind.KEPT), key=lambda slot: (-slot.weekday, slot.at))
    order = []
    for slot in kept:
        order.append(((slot.theme_id is not None, turns[slot.account_id], slot.account_id), slot.pk))
        turns[slot.account_id] += 1
    return frozenset(pk for _place, pk in sorted(order)[: max(missing, 0)])


class Themes:
    """Which themes want which share (percent) of the posts on a day: those of the campaigns that run."""

    def __init__(self, campaigns: Sequence[Any]):
        self.campaigns = [each for each in campaigns if not each.archived_at]
        self.known: dict[date, dict[int, int]] = {}

    def __call__(self, day: date) -> Mapping[int, int]:
        if day not in self.known:
            running = [each for each in self.campaigns if each.starts_on <= day <= each.ends_on]
            self.known[day] = {theme.pk: theme.share for each in running for theme in each.theme_list if theme.share}
        return self.known[day]
