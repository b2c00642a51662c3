"""The hours at which accounts post: put, changed, copied, proposed; and when they come, through clock changes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Count, QuerySet
from django.utils.translation import gettext as _

from campaigns.models import Theme
from editorial.models import Pace, Slot, Variant
from editorial.refusals import Refusal
from editorial.stock.openings import Opening
from lib import clock
from lib.prepared import Given, Prepared
from publishing.models import Account
from team.audit import record
from team.models import Brand, Membership

Kind = Slot.Kind
MOST = 12  # slots of one account on one day
LAST = 20  # posts by which it is told with whom an account shares
HOURS = (time(9), time(12, 30), time(18))
WEEKS: dict[int, tuple[int, ...]] = {2: (1, 3), 3: (0, 2, 4), 5: (0, 1, 2, 3, 4), 7: (0, 1, 2, 3, 4, 5, 6)}


class Taken(Refusal):
    """The account has a slot at that hour already."""

    about = "at"


class TooMany(Refusal):
    """More slots on a day than anybody fills."""

    about = "at"


Kinds = Callable[[date], Mapping[int, str]]  # what kind slots are on a day, where it is not their own


def coming(slots: Iterable[Slot], zone: str, after: datetime, until: date, *, kind_on: Kinds = lambda day: {}) -> list[Opening]:
    """When the slots come: after the moment `after`, up to but without the day `until`, as clocks in `zone` show it.

    An hour that a clock change skips comes later by the gap, one that occurs twice comes at the first; two slots of an
    account that fall together that way are one.
    """
    found: dict[tuple[int, datetime], Opening] = {}
    by_day: dict[int, list[Slot]] = {weekday: [] for weekday in range(7)}
    for slot in slots:
        by_day[slot.weekday].append(slot)
    known: dict[datetime, datetime] = {}
    for day in _days(clock.wall(after, zone).date(), until):
        kinds = kind_on(day)
        for slot in by_day[day.weekday()]:
            wall = datetime.combine(day, slot.at)
            moment = known.get(wall) or known.setdefault(wall, clock.resolve(wall, zone))
            if moment > after:
                kind = kinds.get(slot.pk, slot.kind)
                found.setdefault((slot.account_id, moment), Opening(slot.pk, slot.account_id, wall, moment, slot.theme_id, kind))
    return sorted(found.values(), key=lambda opening: (opening.moment, opening.account))


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((end - start).days))


@transaction.atomic
def add(
    account: Account, weekdays: Sequence[int], at: time, *, by: Membership, theme: Theme | None = None, kind: str = Kind.KEPT
) -> list[Slot]:
    """Let the account post at that hour on these days; those it has already stay as they are. Returns the new ones.

    Raises Taken when it has them all, TooMany.
    """
    there = set(account.slots.filter(at=at).values_list("weekday", flat=True))
    fresh = [Slot(brand=account.brand, account=account, weekday=day, at=at, theme=theme, kind=kind) for day in weekdays]
    fresh = [slot for slot in fresh if slot.weekday not in there]
    if not fresh:
        raise Taken(_("This account has a slot at that hour already."))
    _room(account, [slot.weekday for slot in fresh])
    made = _write(fresh)
    _record(account, by)
    return made


def _write(fresh: list[Slot]) -> list[Slot]:
    try:
        with transaction.atomic():
            return Slot.objects.bulk_create(fresh)
    except IntegrityError:
        raise Taken(_("This account has a slot at that hour already.")) from None


def _room(account: Account, weekdays: Sequence[int]) -> None:
    counted = list(account.slots.values_list("weekday", flat=True)) + list(weekdays)
    if any(counted.count(day) > MOST for day in weekdays):
        raise TooMany(_("%(n)d slots on one day are the most.") % {"n": MOST})


def change(slot: Slot, *, by: Membership, at: time, theme: Theme | None, kind: str) -> None:
    """Give the slot another hour, theme or kind. Raises Taken."""
    slot.at, slot.theme, slot.kind = at, theme, kind
    try:
        with transaction.atomic():
            slot.save(update_fields=["at", "theme", "kind"])
            _record(slot.account, by)
    except IntegrityError:
        raise Taken(_("This account has a slot at that hour already.")) from None


@transaction.atomic
def remove(slot: Slot, *, by: Membership) -> None:
    """Take the slot away; what is planned there stays."""
    slot.delete()
    _record(slot.account, by)


@transaction.atomic
def copy(source: Account, target: Account, *, by: Membership) -> int:
    """Give `target` the week of `source` in place of its own; how many slots it has then."""
    target.slots.all().delete()
    rows = [
        Slot(brand=target.brand, account=target, weekday=slot.weekday, at=slot.at, theme=slot.theme, kind=slot.kind)
        for slot in source.slots.select_related("theme")
    ]
    Slot.objects.bulk_create(rows)
    _record(target, by)
    return len(rows)


@transaction.atomic
def propose(account: Account, times_a_week: int, *, by: Membership) -> list[Slot]:
    """Begin with a plain week for an account that has no slots: some days, one hour; the last one can be swapped.

    `times_a_week` is one of WEEKS. Raises Taken when it has slots.
    """
    if account.slots.exists():
        raise Taken(_("This account has slots already."))
    at = _hour_for(account)
    days = WEEKS[times_a_week]
    rows = [Slot(brand=account.brand, account=account, weekday=day, at=at, kind=_kind(day, days)) for day in days]
    made = Slot.objects.bulk_create(rows)
    _record(account, by)
    return made


def _hour_for(account: Account) -> time:
    """The hour at which posts for it and another account leave already; else one at which as few as possible post, so that
    not all speak at once."""
    if hour := _shared_hour(account):
        return hour
    used = list(account.brand.slots.values_list("account_id", "at").distinct())
    return min(HOURS, key=lambda hour: sum(at == hour for _account, at in used))


def _shared_hour(account: Account) -> time | None:
    """The hour of an account that most of its last posts are for too: each fills one slot of both weeks, and not two of them."""
    last = list(account.variants.order_by("-pk").values_list("post", flat=True)[:LAST])
    paced = Variant.objects.filter(post__in=last, account__in=account.brand.slots.values("account")).exclude(account=account)
    beside = paced.values_list("account").annotate(posts=Count("pk")).order_by("-posts", "account").first()
    if beside is None or 2 * beside[1] <= len(last):
        return None
    return Counter(account.brand.slots.filter(account=beside[0]).values_list("at", flat=True)).most_common(1)[0][0]


def _kind(day: int, days: Sequence[int]) -> str:
    return Kind.SWAPPABLE if day == days[-1] else Kind.KEPT


@transaction.atomic
def set_pace(account: Account, *, target_days: int, alert_days: int, by: Membership) -> Pace:
    """Say how many days of stock the account wants, and under how many somebody is told."""
    pace, _made = Pace.objects.update_or_create(
        account=account, defaults={"target_days": target_days, "alert_days": alert_days, "low_since": None}
    )
    record("stock.pace", str(account), by=by, target=target_days, alert=alert_days)
    return pace


def of(brand: Brand) -> list[Slot]:
    """The slots of the accounts that are not disconnected."""
    return _SLOTS.rows(brand=brand.pk)


def _slots() -> QuerySet[Slot]:
    rows = Slot.objects.filter(brand=Given("brand", BigIntegerField())).select_related("theme")
    return rows.exclude(account__state=Account.State.DISCONNECTED).order_by("weekday", "at", "pk")


_SLOTS = Prepared(_slots)


def _record(account: Account, by: Membership) -> None:
    record("slots.changed", str(account), by=by, slots=account.slots.count())
