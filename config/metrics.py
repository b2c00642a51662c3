"""Figures for Prometheus at /metrics, in its text format: taken from rows and the queue, so that each process says the same.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import django_rq
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from config import health, pulse
from publishing.models import Pause
from publishing.traffic import tallies, traffic
from team.access import public

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LOOPBACK = ("127.0.0.1", "::1")
LOCAL = (*LOOPBACK, "localhost")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@dataclass
class Metric:
    """One figure with its samples: labels and a value each; `suffix` as histograms want it."""

    name: str
    kind: str
    help: str
    samples: list[tuple[str, Mapping[str, str], float]] = field(default_factory=list)

    def add(self, value: float | None, suffix: str = "", **labels: str) -> "Metric":
        """One more sample; what is unknown is left out."""
        if value is not None:
            self.samples.append((suffix, labels, value))
        return self

    def __str__(self) -> str:
        head = f"# HELP tribu_{self.name} {self.help}\n# TYPE tribu_{self.name} {self.kind}\n"
        return head + "".join(
            f"tribu_{self.name}{suffix}{_labels(labels)} {value:.10g}\n" for suffix, labels, value in self.samples
        )


@public
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All figures, for who has the token, or asks from this machine where no proxy stands before it."""
    if not _allowed(request):
        return HttpResponseForbidden("Send the METRICS_TOKEN as “Authorization: Bearer …”.\n", content_type=CONTENT_TYPE)
    return HttpResponse("".join(str(metric) for metric in collect()), content_type=CONTENT_TYPE)


def collect() -> Iterator[Metric]:
    """All figures; of a server that is away only that it is."""
    yield from _part("database", lambda: [*_standing(), *_attempts(), *_dispatcher()])
    yield from _part("queue", lambda: [*_workers(), *_queues()])


def _allowed(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    behind_proxy = any(name in request.META for name in FORWARDED) or urlsplit(settings.SITE_URL).hostname not in LOCAL
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not behind_proxy


def _part(name: str, take: Callable[[], Iterable[Metric]]) -> list[Metric]:
    up = Metric(f"{name}_up", "gauge", f"Whether the {name} answers.")
    try:
        found = list(take())
    except (DatabaseError, RedisError):
        return [up.add(0)]
    return [up.add(1), *found]


def _standing() -> Iterator[Metric]:
    now = traffic.standing()
    yield Metric("publications_due", "gauge", "Publications that should have left by now.").add(now.due)
    yield Metric("oldest_due_seconds", "gauge", "How late the oldest due publication is.").add(now.seconds_late)
    yield Metric("publications_sending", "gauge", "Publications on the wire.").add(now.on_wire)
    unconfirmed = Metric("publications_unconfirmed", "gauge", "Publications of which nobody knows whether they left.")
    yield unconfirmed.add(now.asked, waits_for="person").add(now.unconfirmed - now.asked, waits_for="look")
    held = Metric("publications_held", "gauge", "Publications that are held, by why.")
    for why, n in sorted(now.held.items()):
        held.add(n, why=why)
    yield held
    yield Metric("accounts_lost", "gauge", "Accounts that a person must reconnect.").add(now.lost)
    yield Metric("pauses", "gauge", "Pauses in force.").add(Pause.objects.filter(lifted_at=None).count())


def _attempts() -> Iterator[Metric]:
    totals = tallies.totals()
    sent = Metric("attempts_total", "counter", "Attempts to publish that ended, by network and outcome.")
    late = Metric("lateness_seconds", "histogram", "From the moment a publication was due to its attempt.")
    for (name, network, label), value in sorted(totals.items()):
        if name == "outcome":
            sent.add(value, network=network, outcome=label)
    for network in sorted({network for name, network, _label in totals if name == "late"}):
        for bucket in (*map(str, tallies.BUCKETS), tallies.ALL):
            late.add(totals.get(("late", network, bucket), 0), "_bucket", network=network, le=bucket)
        late.add(totals.get(("late_sum", network, ""), 0), "_sum", network=network)
        late.add(totals.get(("late", network, tallies.ALL), 0), "_count", network=network)
    yield from (sent, late)


def _dispatcher() -> Iterator[Metric]:
    _fine, facts = health.dispatcher()
    yield Metric("dispatcher_heard_seconds", "gauge", "Since a dispatcher was heard.").add(facts["seconds_since_heard"])


def _workers() -> Iterator[Metric]:
    found = Metric("worker_heard_seconds", "gauge", "Since each worker of the last hour was heard.")
    for queue, name, seconds in pulse.heard():
        found.add(seconds, queue=queue, worker=name)
    yield found


def _queues() -> Iterator[Metric]:
    found = Metric("queue_jobs", "gauge", "Jobs that wait in the queue.")
    for name in settings.RQ_QUEUES:
        found.add(django_rq.get_queue(name).count, queue=name)
    yield found


def _labels(labels: Mapping[str, Any]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escape(str(value))}"' for name, value in labels.items()) + "}"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
