"""Figures for Prometheus: in its format, from rows and the queue, for nobody but who may."""

import re
from datetime import timedelta

import django_rq
import pytest
from django.db import OperationalError
from redis import ConnectionError as QueueAway

from config import metrics, pulse, timetable
from lib import clock
from publishing.traffic import traffic
from tests import factories

pytestmark = pytest.mark.django_db
LINE = re.compile(r'tribu_[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.e+-]+')


@pytest.fixture
def account(brand):
    return factories.make_account(brand=brand)


def text(client, **headers) -> str:
    return client.get("/metrics", headers=headers).content.decode()


def test_every_line_is_one_that_prometheus_reads(client, account):
    django_rq.get_connection("chores").flushdb()
    pulse.beat("delivery@one")
    timetable.beat()
    factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=90))
    row = factories.make_publication(account=account, state="published")
    now = clock.now()
    factories.make_attempt(publication=row, due_at=now - timedelta(seconds=4), started_at=now, ended_at=now, outcome="sent")
    lines = text(client).splitlines()
    assert not [line for line in lines if not line.startswith(("# HELP tribu_", "# TYPE tribu_")) and not LINE.fullmatch(line)]
    for wanted in (
        "tribu_publications_due 1",
        'tribu_attempts_total{network="bluesky",outcome="sent"} 1',
        'tribu_lateness_seconds_bucket{network="bluesky",le="2"} 0',
        'tribu_lateness_seconds_bucket{network="bluesky",le="5"} 1',
        'tribu_lateness_seconds_bucket{network="bluesky",le="+Inf"} 1',
        'tribu_lateness_seconds_count{network="bluesky"} 1',
        'tribu_queue_jobs{queue="chores"} 0',
        "tribu_database_up 1",
        "tribu_queue_up 1",
    ):
        assert wanted in lines
    assert any(line.startswith('tribu_worker_heard_seconds{queue="delivery",worker="one"} ') for line in lines)
    assert any(line.startswith("tribu_oldest_due_seconds 9") for line in lines)
    assert any(line.startswith("tribu_dispatcher_heard_seconds ") for line in lines)


def test_a_label_cannot_break_out_of_its_quotes():
    assert metrics._labels({"why": 'a"b\\c\nd'}) == '{why="a\\"b\\\\c\\nd"}'


def test_servers_that_are_away_are_told_and_are_no_crash(client, monkeypatch):
    def away(error):
        def raise_it(*_args, **_named):
            raise error

        return raise_it

    monkeypatch.setattr(pulse, "heard", away(QueueAway()))
    monkeypatch.setattr(traffic, "standing", away(OperationalError()))
    lines = text(client).splitlines()
    assert "tribu_database_up 0" in lines and "tribu_queue_up 0" in lines


def test_from_this_machine_it_is_open_while_no_proxy_stands_before_it(client, settings):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403
    settings.SITE_URL = "https://tribu.example.org"
    assert client.get("/metrics").status_code == 403


def test_with_a_token_it_is_open_to_who_has_it_alone(client, settings):
    settings.METRICS_TOKEN = "canary"
    settings.SITE_URL = "https://tribu.example.org"
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    answer = client.get("/metrics", headers={"Authorization": "Bearer canary"}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


def test_it_costs_the_same_with_many_accounts(client, brand, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as few:
        text(client)
    for _ in range(20):
        factories.make_publication(account=factories.make_account(brand=brand), due_at=clock.now())
    with django_assert_max_num_queries(20) as many:
        text(client)
    assert len(few) == len(many)


def test_it_names_no_brand_account_or_person(client, account, admin):
    factories.make_publication(account=account, due_at=clock.now())
    found = text(client)
    for word in (account.brand.name, account.brand.slug, account.handle, admin.user.name, admin.user.email):
        assert word not in found
