"""What is not well is left alone, then tried by one; what is used up waits for its time."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from lib import clock
from networks.limits import Quota
from networks.outcomes import NotSent, Refused, Trouble, Unknown
from publishing.engine import circuits, claiming, draining, quotas
from publishing.models import Attempt, Circuit, Publication, State
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


def due(account, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(seconds=1), **fields)


def claimed(now=None, limit=50) -> list[int]:
    return [row.pk for row in claiming.claim(now or clock.now(), limit)]


def begun(rows) -> None:
    claiming.begin(rows, clock.now(), "another worker")
    connection.close()


def fail(account, times: int) -> None:
    circuits.note([(account, NotSent("connection refused", Trouble.DOWN), clock.now())] * times, clock.now())


class TestCircuits:
    def test_a_service_that_fails_again_and_again_is_left_alone(self, account):
        fail(account, circuits.PATIENCE)
        due(account)
        assert claimed() == []

    def test_fewer_failures_open_nothing(self, account):
        fail(account, circuits.PATIENCE - 1)
        row = due(account)
        assert claimed() == [row.pk]

    def test_an_answer_of_the_network_closes_the_circuit_even_when_it_is_a_refusal(self, account):
        fail(account, circuits.PATIENCE)
        circuits.note([(account, Refused("too long"), clock.now())], clock.now())
        assert not Circuit.objects.exists()

    def test_other_services_go_on(self, account, brand):
        fail(account, circuits.PATIENCE)
        elsewhere = factories.make_account(brand=brand, network="toy", service="https://elsewhere.example")
        row = due(elsewhere)
        due(account)
        assert claimed() == [row.pk]

    def test_after_its_time_one_publication_of_the_service_tries_and_the_others_wait_for_it(self, account, brand):
        fail(account, circuits.PATIENCE)
        neighbour = factories.make_account(brand=brand, network="toy", service=account.service)
        rows = [due(account), due(account), due(neighbour)]
        later = clock.now() + circuits.SHORTEST + timedelta(seconds=1)
        assert len(claimed(later)) == 1
        assert claimed(later) == []
        assert Publication.objects.filter(pk__in=[row.pk for row in rows], state=State.PLANNED).count() == 2

    def test_an_account_without_room_leaves_the_trial_to_another(self, account, brand, monkeypatch):
        monkeypatch.setattr(claiming, "AT_ONCE", 1)
        due(account)
        claimed()
        fail(account, circuits.PATIENCE)
        due(account)
        row = due(factories.make_account(brand=brand, network="toy", service=account.service))
        assert claimed(clock.now() + circuits.SHORTEST + timedelta(seconds=1)) == [row.pk]

    def test_each_further_failure_opens_it_for_longer_up_to_ten_minutes(self, account):
        fail(account, circuits.PATIENCE * 40)
        assert Circuit.objects.get().open_until - clock.now() <= circuits.LONGEST
        assert Circuit.objects.get().open_until - clock.now() > circuits.LONGEST - timedelta(seconds=5)

    def test_a_network_that_is_still_at_work_on_a_film_is_well(self, account):
        circuits.note([(account, NotSent("at work", Trouble.WORKING), clock.now())] * 9, clock.now())
        assert not Circuit.objects.exists()

    def test_a_fault_of_our_own_is_no_failure_of_the_service(self, account, script):
        for _ in range(circuits.PATIENCE):
            due(account)
            script.outcomes.append(ZeroDivisionError())
        draining.drain()
        assert not Circuit.objects.exists()

    def test_lost_answers_count_as_failures(self, account, script):
        for _ in range(circuits.PATIENCE):
            due(account)
            script.outcomes.append(Unknown("reset"))
        draining.drain()
        due(account)
        assert claimed() == []

    def test_a_network_that_asks_for_patience_with_an_account_gets_it_and_its_other_posts_wait(self, account, script):
        script.outcomes.append(NotSent("slow down", Trouble.RATE, retry_at=clock.now() + timedelta(minutes=5)))
        due(account)
        draining.drain()
        row = due(account)
        assert claimed() == []
        assert claimed(clock.now() + timedelta(minutes=6)) == [row.pk]

    def test_the_way_back_ends_with_everything_published(self, account, script):
        rows = [due(account) for _ in range(circuits.PATIENCE)]
        script.outcomes.extend([NotSent("connection refused")] * circuits.PATIENCE)
        draining.drain()
        assert Circuit.objects.get().open_until
        Circuit.objects.update(open_until=clock.now() - timedelta(seconds=1))
        Publication.objects.update(due_at=clock.now() - timedelta(seconds=1))
        draining.drain()
        assert not Circuit.objects.exists()
        assert Publication.objects.filter(pk__in=[row.pk for row in rows], state=State.PUBLISHED).count() == len(rows)


class TestQuotas:
    @pytest.fixture(autouse=True)
    def three_an_hour(self, monkeypatch):
        monkeypatch.setattr(toy.Toy, "quotas", (Quota(3, 3600, toy.SOURCE),))

    def test_no_more_leave_than_the_network_allows_in_the_time(self, account, script):
        rows = [due(account) for _ in range(5)]
        draining.drain()
        assert len(script.accepted) == 3
        waiting = Publication.objects.filter(pk__in=[row.pk for row in rows], state=State.PLANNED)
        assert {row.trouble for row in waiting} == {"quota"}
        assert all(timedelta(minutes=59) < row.due_at - clock.now() < timedelta(minutes=61) for row in waiting)

    def test_they_leave_when_the_time_has_passed(self, account, script):
        for _ in range(5):
            due(account)
        draining.drain()
        Attempt.objects.update(started_at=clock.now() - timedelta(hours=2))
        Publication.objects.filter(state=State.PLANNED).update(due_at=clock.now() - timedelta(seconds=1))
        draining.drain()
        assert len(script.accepted) == 5

    def test_what_is_in_hand_counts_before_it_is_begun(self, account):
        for _ in range(5):
            due(account)
        Publication.objects.filter(state=State.PLANNED).update(due_at=clock.now() - timedelta(seconds=1))
        total = Publication.objects.filter(state=State.CLAIMED).count()
        while more := claimed():
            total += len(more)
        assert total == 3

    def test_each_account_has_its_own(self, account, brand, script):
        other = factories.make_account(brand=brand, network="toy")
        for _ in range(4):
            due(account)
            due(other)
        draining.drain()
        assert len(script.accepted) == 6

    @pytest.fixture
    def other(self, brand, monkeypatch):
        """Another account of an app that may send three an hour for all of them."""
        monkeypatch.setattr(toy.Toy, "quotas", (Quota(3, 3600, toy.SOURCE, per="app"),))
        return factories.make_account(brand=brand, network="toy")

    def test_a_quota_of_the_app_is_shared_by_all_accounts(self, account, other, script):
        for _ in range(4):
            due(account)
            due(other)
        draining.drain()
        assert len(script.accepted) == 3

    def test_a_quota_of_the_app_counts_what_each_of_the_accounts_has_in_hand(self, account, other):
        for each in (account, account):
            due(each)
        claimed()
        for each in (account, other, other, other):
            due(each)
        assert len(claimed()) == 1

    @pytest.mark.parametrize("per, before", [("account", True), ("app", False)])
    def test_what_is_begun_while_a_quota_is_counted_counts_once(self, account, other, monkeypatch, per, before):
        monkeypatch.setattr(toy.Toy, "quotas", (Quota(3, 3600, toy.SOURCE, per=per),))
        due(account)
        rows, begin = claiming.claim(clock.now(), 1), Thread(target=lambda: begun(rows))
        for _ in range(4):
            due(other if per == "app" else account)

        def count(execute, sql, *more):
            """The counting, right before or after which another worker begins what it has."""
            if "publishing_attempt" not in sql or begin.ident:
                return execute(sql, *more)
            found = None if before else execute(sql, *more)
            begin.start()
            begin.join()
            return execute(sql, *more) if before else found

        with connection.execute_wrapper(count):
            assert len(claimed()) == 2
        assert begin.ident

    def test_a_page_can_say_how_much_is_used(self, account):
        due(account)
        draining.drain()
        (use,) = quotas.of_account(account, clock.now())
        assert (use.used, use.left) == (1, 2)


class TestFairness:
    def test_an_account_with_a_thousand_posts_does_not_keep_another_from_its_one(self, account, brand):
        for _ in range(40):
            due(account)
        other = factories.make_account(brand=brand, network="toy")
        late = factories.make_publication(account=other, due_at=clock.now())
        assert late.pk in claimed(limit=8)

    def test_of_one_account_only_a_few_are_in_hand_at_once(self, account):
        for _ in range(20):
            due(account)
        total = 0
        while more := claimed():
            total += len(more)
        assert total == claiming.AT_ONCE
