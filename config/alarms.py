"""What stands still or fails for everybody is told to those who can act: once, and once more when it is well again.

Looked at by the dispatcher itself, since it must be heard when no worker is alive.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import networks
from config import health
from config.models import Alarm
from lib import clock
from publishing.engine import circuits
from publishing.models import Circuit
from publishing.traffic import overview, traffic
from team import digest, notices
from team.models import Brand, Membership, Notice
from team.rights import Right

log = logging.getLogger(__name__)
PATIENCE = timedelta(minutes=1)  # what lasts shorter is nobody's business
QUIET = timedelta(minutes=2)  # well for so long, and it is over
MANY = 10  # publications of which nobody knows whether they left
Found = tuple[str, dict[str, Any]]  # the name of what is wrong, and the values of its sentence


@dataclass(frozen=True)
class Kind:
    """A kind of trouble: what is said of it and of its end, and whom it concerns.

    A trouble is named after its kind and, behind a colon, what it is the trouble of: a queue, a circuit.
    """

    text: Promise
    over: Promise
    people: Callable[[str], list[Membership]]


def caretakers(_of: str) -> list[Membership]:
    """Who looks after the installation, each in the brand they used last; the administrators of all brands if it is nobody."""
    people = Membership.objects.select_related("user", "brand").filter(user__is_active=True)
    lately = people.filter(user__is_superuser=True).order_by("user", F("seen_at").desc(nulls_last=True)).distinct("user")
    return list(lately) or [member for member in people if member.may(Right.BRAND)]


def schedulers(key: str) -> list[Membership]:
    """Who schedules on the accounts behind that circuit, each once."""
    brands = Brand.objects.filter(accounts__in=circuits.behind(key)).distinct()
    return list({member.user_id: member for brand in brands for member in notices.holders(brand, Right.SCHEDULE)}.values())


KINDS = {
    "workers": Kind(
        _("No worker of “%(queue)s” has been heard for a minute: its work stands still. Start the workers."),
        _("The workers of “%(queue)s” are heard again."),
        caretakers,
    ),
    "late": Kind(
        _("The oldest due post is %(minutes)s minutes late. Look at the workers and the dispatcher."),
        _("Posts leave on time again."),
        caretakers,
    ),
    "network": Kind(
        _("%(where)s does not answer. What is due there waits, and leaves by itself when it is well."),
        _("%(where)s answers again."),
        schedulers,
    ),
    "unconfirmed": Kind(
        _("Nobody knows of %(n)s posts whether they left. Look at the networks before you do anything else."),
        _("Most of the unconfirmed posts are settled."),
        caretakers,
    ),
}


def troubles() -> Iterator[Found]:
    """What is wrong now."""
    for queue in health.silent_workers():
        yield f"workers:{queue}", {"queue": queue}
    late = clock.now() - (overview.oldest_due() or clock.now())
    if late.total_seconds() > health.LATE:
        yield "late", {"minutes": round(late.total_seconds() / 60)}
    for circuit in circuits.opened():
        if circuit.key.startswith("service:"):
            yield f"network:{circuit.key}", _service(circuit)
    unconfirmed = traffic.standing().unconfirmed
    if unconfirmed >= MANY:
        yield "unconfirmed", {"n": unconfirmed}


def look() -> int:
    """Compare what is wrong with what was told. Returns how many alarms were told or ended; two at once tell once."""
    found, known = dict(troubles()), {alarm.name: alarm for alarm in _known()}
    Alarm.objects.bulk_create(
        [Alarm(name=name, since=clock.now()) for name in found.keys() - known.keys()], ignore_conflicts=True
    )
    raised = sum(_raise(known[name], values) for name, values in found.items() if name in known)
    return raised + sum(_calm(alarm) for name, alarm in known.items() if name not in found)


def in_force() -> list[Alarm]:
    """The alarms that were told and are not over."""
    return [alarm for alarm in _known() if alarm.told_at]


def sentence(alarm: Alarm) -> str:
    """What is wrong, in the reader's language."""
    return str(_kind(alarm).text) % defaultdict(lambda: "–", alarm.values)


def _known() -> list[Alarm]:
    """The alarms of kinds that there are in this version, oldest first."""
    return [alarm for alarm in Alarm.objects.order_by("since") if alarm.name.partition(":")[0] in KINDS]


def _service(circuit: Circuit) -> dict[str, Any]:
    _kind, network, _wire, service = circuit.key.split(":", 3)
    label, host = networks.network(network).label, urlsplit(service).hostname
    return {"where": f"{label} ({host})" if host else label}


def _raise(alarm: Alarm, values: dict[str, Any]) -> bool:
    row = Alarm.objects.filter(pk=alarm.pk)
    if alarm.well_since:
        row.update(well_since=None)
    if alarm.told_at or clock.now() - alarm.since < PATIENCE:
        return False
    if not row.filter(told_at=None).update(told_at=clock.now(), values=values):
        return False
    _tell(alarm, _kind(alarm).text, Notice.Level.ALERT, values)
    return True


def _calm(alarm: Alarm) -> bool:
    row = Alarm.objects.filter(pk=alarm.pk)
    if alarm.told_at is None:
        row.filter(told_at=None).delete()
        return False
    if alarm.well_since is None:
        row.update(well_since=clock.now())
        return False
    if clock.now() - alarm.well_since < QUIET or not row.delete()[0]:
        return False
    _tell(alarm, _kind(alarm).over, Notice.Level.INFO, alarm.values)
    return True


def _kind(alarm: Alarm) -> Kind:
    return KINDS[alarm.name.partition(":")[0]]


def _tell(alarm: Alarm, text: Promise, level: str, values: dict[str, Any]) -> None:
    mark = hashlib.sha256(f"{alarm.name} {alarm.since}".encode()).hexdigest()[:16]
    key = f"alarm:{mark}:{level}"
    said = {name: str(value) for name, value in values.items()}
    for member in _kind(alarm).people(alarm.name.partition(":")[2]):
        url = reverse("delivery", args=[member.brand.slug])
        notices.tell([member], text, key=key, url=url, level=level, **said)
    if "chores" in health.silent_workers():
        _mail_here()


def _mail_here() -> None:
    """Send the letters from this process: no worker would."""
    try:
        digest.send_due()
    except (OSError, SMTPException):
        log.exception("the alarm could not be mailed")
