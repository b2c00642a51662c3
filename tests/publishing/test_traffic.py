"""What leaves and how late, and the counts for a monitor: told from rows, at a cost that does not grow with the past."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lib import clock
from networks.outcomes import NotSent, Refused, Unknown
from publishing.engine import draining
from publishing.models import Account, Attempt, Publication, Tally
from publishing.pausing import pausing
from publishing.traffic import tallies, traffic
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def due(account, seconds: float = 1, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=seconds), **fields)


def attempt(account, *, late: float = 0, ago: float = 60, outcome: str = "sent") -> Attempt:
    """An attempt that began `late` seconds after its publication was due, and ended `ago` seconds ago."""
    row = factories.make_publication(account=account, state="published")
    started = clock.now() - timedelta(seconds=ago)
    return factories.make_attempt(
        publication=row, due_at=started - timedelta(seconds=late), started_at=started, ended_at=started, outcome=outcome
    )


def test_it_tells_what_is_due_on_the_wire_held_and_unconfirmed(brand, account):
    due(account, 90)
    due(account, 30)
    factories.make_publication(account=account, due_at=clock.now() + timedelta(hours=1))
    due(account, state="sending", lease_until=clock.now())
    due(account, state="unconfirmed", asked_at=clock.now())
    due(account, state="unconfirmed")
    due(account, state="held", hold="late")
    factories.make_account(brand=brand, network="toy", state="lost")
    found = traffic.standing(brand)
    assert (found.due, found.on_wire, found.unconfirmed, found.asked, found.held, found.lost) == (2, 1, 2, 1, {"late": 1}, 1)
    assert 85 < found.seconds_late < 120


def test_what_is_paused_or_on_a_lost_account_does_not_count_as_late(brand, account, author):
    due(account)
    due(factories.make_account(brand=brand, network="toy", state="lost"))
    pausing.pause(brand, by=author, reason="a storm", account=account)
    assert (traffic.standing(brand).due, traffic.standing(brand).seconds_late) == (0, 0)


def test_each_brand_sees_its_own_and_the_installation_everything(brand, account, other_brand):
    due(account)
    due(factories.make_account(brand=other_brand, network="toy"))
    attempt(account)
    attempt(factories.make_account(brand=other_brand, network="toy"))
    assert (traffic.standing(brand).due, traffic.standing().due) == (1, 2)
    assert (traffic.outcomes(traffic.DAY, brand)[0].sent, traffic.outcomes(traffic.DAY)[0].sent) == (1, 2)
    assert (traffic.lateness(traffic.DAY, brand).n, traffic.lateness(traffic.DAY).n) == (1, 2)


def test_lateness_is_from_due_to_attempt_over_the_time_that_was_asked_for(account):
    for late in (1, 2, 3):
        attempt(account, late=late)
    attempt(account, late=500, ago=7200)
    hour, day = traffic.lateness(traffic.HOUR), traffic.lateness(traffic.DAY)
    assert (hour.n, hour.half) == (3, 2)
    assert day.n == 4 and day.most > 400
    assert traffic.lateness(timedelta(seconds=1)) == traffic.Lateness(0, None, None)


def test_outcomes_are_counted_by_network(account, script):
    script.outcomes.extend([Refused("no"), NotSent("busy"), Unknown("lost")])
    for _ in range(5):
        due(account)
    draining.drain()
    (line,) = traffic.outcomes(traffic.DAY)
    assert (line.network, line.sent, line.refused, line.not_sent, line.unknown, line.total) == ("toy", 2, 1, 1, 1, 5)


def test_an_attempt_keeps_when_it_was_due(account):
    row = due(account, 42)
    draining.drain()
    assert Attempt.objects.get().due_at == row.due_at


# --- counts since ever -----------------------------------------------------------------------------------------------
def test_counts_never_go_back_and_count_nothing_twice(account):
    attempt(account, late=3, ago=7200)
    attempt(account, late=40, ago=1)
    before = tallies.totals()
    assert before["outcome", "toy", "sent"] == 2
    assert (before["late", "toy", "2"], before["late", "toy", "5"], before["late", "toy", "60"]) == (0, 1, 2)
    assert round(before["late_sum", "toy", ""]) == 43
    tallies.roll_up()
    assert Tally.objects.get(name="outcome").value == 1
    attempt(account, ago=1, outcome="refused")
    assert tallies.totals()["outcome", "toy", "refused"] == 1
    before = tallies.totals()
    for minutes in (1, 5, 30):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            tallies.roll_up()
            assert tallies.totals() == before


def test_what_was_counted_is_not_read_again(account):
    attempt(account, ago=7200)
    tallies.roll_up()
    Attempt.objects.all().delete()
    assert tallies.totals()["outcome", "toy", "sent"] == 1


def test_what_is_long_published_is_not_read(brand, account):
    old = clock.now() - timedelta(days=90)
    row = factories.make_publication(account=account, state="published", due_at=old)
    factories.make_attempt(publication=row, started_at=old, ended_at=old)
    copy(Publication, row, 3000, origin="'copy:' || n")
    copy(Attempt, row.attempts.get(), 3000, publication_id=f"{row.pk} + n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE publishing_publication")
        cursor.execute("ANALYZE publishing_attempt")
    with CaptureQueriesContext(connection) as queries:
        traffic.standing()
        traffic.lateness(traffic.DAY)
        traffic.outcomes(traffic.DAY)
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN " + query["sql"])
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "Seq Scan on publishing_publication" not in plan, plan
        assert "Seq Scan on publishing_attempt" not in plan, plan


def copy(model, row, times: int, **other: str) -> None:
    """So many copies of a row, made by the database; `other` are expressions of `n` for columns that differ."""
    fields = [field.column for field in model._meta.fields if not field.primary_key and not field.generated]
    columns, values = ", ".join(fields), ", ".join(other.get(column, column) for column in fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, %s) AS n WHERE id = %s",
            [times, row.pk],
        )


def test_accounts_lost_are_told_from_the_installation(brand, account):
    Account.objects.update(state="lost")
    assert traffic.standing().lost == 1
