"""The delivery page: what leaves, what waits and how late, and whether those who send are at work."""

from dataclasses import dataclass
from typing import Any

import django_rq
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from redis import RedisError

import networks
from config import alarms, health, pulse
from publishing.engine import circuits
from publishing.models import Account, Circuit
from publishing.pausing import pausing
from publishing.traffic import traffic
from publishing.troubles import lost
from team.access import BrandRequest, requires
from team.models import Brand
from team.rights import Right

SERIES = (("sent", "fern"), ("refused", "rose"), ("not_sent", "honey"), ("unknown", "slate"))


@dataclass(frozen=True)
class Worker:
    """A worker of a queue and when it was heard last, in seconds."""

    queue: str
    name: str
    seconds: float

    @property
    def silent(self) -> bool:
        """Whether it is taken to be gone."""
        return self.seconds >= pulse.SILENT


@requires(Right.SCHEDULE)
def show(request: BrandRequest) -> HttpResponse:
    """How delivery stands for the brand, and the machinery of the installation."""
    brand, pauses = request.brand, list(pausing.in_force(request.brand))
    lines = traffic.outcomes(traffic.DAY, brand)
    context = {
        "standing": traffic.standing(brand),
        "late": [(_("last hour"), traffic.lateness(traffic.HOUR, brand)), (_("last day"), traffic.lateness(traffic.DAY, brand))],
        "lines": [(networks.network(line.network), line) for line in lines],
        "chart": _chart(lines),
        "shut": _shut(brand),
        "pauses": pauses,
        "lost": lost.of_brand(brand),
        "alarms": [alarms.sentence(alarm) for alarm in alarms.in_force()],
        **_machinery(),
    }
    return render(request, "delivery.html", context)


def _shut(brand: Brand) -> list[tuple[Account, Circuit, str]]:
    """The accounts that are left alone for a while, and why in words."""
    opened = circuits.opened()
    accounts = brand.accounts.exclude(state=Account.State.DISCONNECTED).order_by("network_name", "handle") if opened else []
    shut = [(account, circuit) for account in accounts if (circuit := circuits.shut(account, opened))]
    return [(account, circuit, circuits.in_words(circuit, account)) for account, circuit in shut]


def _machinery() -> dict[str, Any]:
    """Workers, queue and dispatcher; `queue_away` when the queue does not answer."""
    fine, facts = health.dispatcher()
    found: dict[str, Any] = {"dispatcher": facts["seconds_since_heard"], "dispatcher_well": fine}
    try:
        workers = [Worker(*heard) for heard in pulse.heard()]
        queues = [(name, django_rq.get_queue(name).count) for name in settings.RQ_QUEUES]
    except RedisError:
        return found | {"queue_away": True}
    by_queue = [(name, waiting, [worker for worker in workers if worker.queue == name]) for name, waiting in queues]
    return found | {"queues": by_queue}


def _chart(lines: list[traffic.Outcomes]) -> dict[str, Any]:
    labels = {
        "sent": pgettext("posts", "Sent"),
        "refused": pgettext("posts", "Refused"),
        "not_sent": _("To try again"),
        "unknown": pgettext("posts", "Unconfirmed"),
    }
    series = [{"label": labels[name], "values": [getattr(line, name) for line in lines], "tint": tint} for name, tint in SERIES]
    names = [networks.network(line.network).label for line in lines]
    return {"type": "bar", "labels": names, "unit": "", "series": series, "stacked": True, "horizontal": True}
