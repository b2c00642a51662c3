"""Holding what is planned against the charter in force: what it stops now is held, and leaves when nothing stops it any more.

Looked at ahead, soon after a charter has come into force, and once more when a publication is claimed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from charter import current
from charter.checks import check, words_at
from charter.models import Charter, Mute
from charter.models.mute import LIFTED
from charter.rules import Rules
from lib import clock
from lib.findings import Blocker
from publishing.engine import planning
from publishing.models import FLOW, Hold, Publication, State
from team.models import Brand

AT_ONCE = 500  # publications that are looked at in one go
UNSENT = (State.PLANNED, State.WAITING)


def waits(_now: datetime) -> bool:
    """Whether a publication was never held against the charter in force, or is held by one."""
    return _unjudged(in_force()).exists() or _held().exists() or Mute.objects.filter(LIFTED).exists()


@transaction.atomic
def look_ahead() -> int:
    """Hold what the charters in force stop, and let go what they stop no more. Returns how many were looked at."""
    _look_behind_mutes()
    rows = list(_unjudged(in_force()).select_for_update(skip_locked=True, of=("self",)).order_by("due_at")[:AT_ONCE])
    judge(rows)
    kept = _held().select_related("account").order_by("?")  # of more than fit in one go, others each time
    held = list(kept.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    let_go(held)
    return len(rows) + len(held)


def judge(rows: Sequence[Publication]) -> list[Publication]:
    """Those of the rows, which the caller has locked, that nothing in the charter stops; the others are held."""
    unjudged = [row for row in rows if row.charter is not None]
    newest, unmuted = _standing({row.brand_id for row in unjudged}) if unjudged else ({}, set())
    unjudged = [row for row in unjudged if row.charter != newest.get(row.brand_id, 0) or row.brand_id in unmuted]
    stopped = {row.pk: against for row, against in _against(unjudged) if against}
    for row in unjudged:
        row.charter = newest.get(row.brand_id, 0)
        if row.pk in stopped:
            _hold(row, stopped[row.pk])
    for number in {row.charter for row in unjudged}:
        Publication.objects.filter(pk__in=[row.pk for row in unjudged if row.charter == number]).update(charter=number)
    return [row for row in rows if row.pk not in stopped]


def let_go(held: Iterable[Publication]) -> None:
    """Let those leave that nothing in the charter stops any more; where the hour has passed, somebody says what becomes of it."""
    for row, against in _against(held):
        if not against:
            late = row.planned_for <= clock.now()
            FLOW.stay(row, hold=Hold.LATE, reason="", told_at=None)
            if not late:
                planning.release(row)


@transaction.atomic
def allow(publications: "QuerySet[Publication]", passes: Collection[tuple[str, str]]) -> None:
    """Note what somebody lets stand in these publications (a rule, the folded words), and let go what was held for it."""
    publications.update(passes=[list(each) for each in passes])
    let_go(publications.filter(state=State.HELD, hold=Hold.CHARTER).select_related("account").select_for_update(of=("self",)))


def in_force(brands: Collection[int] | None = None) -> dict[int, int]:
    """The number of the row of the charter in force, by brand; of these brands, or of all."""
    rows = _newest()
    return dict((rows if brands is None else rows.filter(brand__in=brands)).values_list("brand", "pk"))


def _newest() -> "QuerySet[Charter]":
    return Charter.objects.in_force().order_by("brand", "-starts_at", "-number").distinct("brand")


def _standing(brands: Collection[int]) -> tuple[dict[int, int], set[int]]:
    """The charters in force, as `in_force`; and those brands where a false alarm was lifted behind which nobody has looked."""
    lifted = Exists(Mute.objects.filter(LIFTED, brand=OuterRef("brand")))
    rows = list(_newest().filter(brand__in=brands).annotate(unmuted=lifted).values_list("brand", "pk", "unmuted"))
    return {brand: pk for brand, pk, _unmuted in rows}, {brand for brand, _pk, unmuted in rows if unmuted}


def _look_behind_mutes() -> None:
    """Have what is planned looked at once more in brands where a false alarm was lifted: as if no charter had seen it."""
    lifted = list(Mute.objects.filter(LIFTED).select_for_update(skip_locked=True))
    if lifted:
        planned = Publication.objects.filter(state__in=UNSENT, charter__isnull=False)
        planned.filter(brand__in={mute.brand_id for mute in lifted}).update(charter=0)
        Mute.objects.filter(pk__in=[mute.pk for mute in lifted]).update(looked_at=clock.now())


def _unjudged(newest: dict[int, int]) -> "QuerySet[Publication]":
    """What is planned and was not held against the charter in force."""
    planned = Publication.objects.filter(state__in=UNSENT, charter__isnull=False)
    return planned.filter(Q(charter=0, brand__in=list(newest)) | ~Q(charter__in=[0, *newest.values()]))


def _held() -> "QuerySet[Publication]":
    return Publication.objects.filter(state=State.HELD, hold=Hold.CHARTER)


def _against(rows: Iterable[Publication]) -> Iterator[tuple[Publication, list[str]]]:
    """Each with what stops it."""
    of_brand: defaultdict[int, list[Publication]] = defaultdict(list)
    for row in rows:
        of_brand[row.brand_id].append(row)
    prefetch_related_objects([row for some in of_brand.values() for row in some], "parts")
    for brand in Brand.objects.filter(pk__in=of_brand) if of_brand else ():
        rules = current.rules(current.of(brand))
        yield from ((row, _stopping(rules, row)) for row in of_brand[brand.pk])


def _stopping(rules: Rules, row: Publication) -> list[str]:
    """What stops it, or what is to follow it: a thread leaves whole or not at all."""
    more = (
        [each for part in row.parts.all() if part.state in (*UNSENT, State.HELD) for each in _of_text(rules, part)]
        if row.head_id is None
        else []
    )
    return [*_of_text(rules, row), *more]


def _of_text(rules: Rules, row: Publication) -> list[str]:
    """The words of each thing that stops this one, "" where it is about a picture."""
    text, let = row.payload["text"], {tuple(each) for each in row.passes}
    alts = [item.get("alt", "") for item in row.payload["media"]]
    found = check(rules, text, alts=alts, language=row.payload["language"])
    stops = [each for each in found if isinstance(each, Blocker) and (each.rule, words_at(each, text)) not in let]
    return [text[slice(*each.place)] if each.place else "" for each in stops]


def _hold(row: Publication, against: Sequence[str]) -> None:
    FLOW.move(row, State.HELD, hold=Hold.CHARTER, reason=", ".join(dict.fromkeys(filter(None, against))), told_at=None)
