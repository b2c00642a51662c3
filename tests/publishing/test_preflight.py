"""Lost access is found out before the moment of sending; of a series that was missed one occurrence goes out."""

from datetime import timedelta

import pytest

from lib import clock
from networks.base import AccessLost
from networks.figures import Figures
from publishing.accounts import preflight
from publishing.engine import draining, planning
from publishing.letters.letters import Letter
from publishing.models import Account, Hold, Publication, State
from publishing.pausing import pausing
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def figures(monkeypatch):
    """How often the toy network was asked for figures."""
    asked = []
    monkeypatch.setattr(toy.Toy, "account_figures", lambda self, connection: asked.append(1) or Figures({}), raising=False)
    return asked


def plan_in(account, **time) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() + timedelta(**time))


class TestPreflight:
    def test_a_day_before_the_access_is_tried_once(self, account, figures):
        plan_in(account, hours=23)
        assert preflight.look_ahead(clock.now()) == 1
        assert preflight.look_ahead(clock.now()) == 0
        assert figures == [1]

    def test_an_access_that_cannot_be_opened_is_marked_and_keeps_no_other_account_from_being_asked(self, account, brand, figures):
        account.sealed_secrets = factories.make_account(brand=brand, network="toy").sealed_secrets
        account.save()
        plan_in(account, hours=23)
        plan_in(factories.make_account(brand=brand, network="toy"), hours=23)
        preflight.look_ahead(clock.now())
        assert Account.objects.get(pk=account.pk).state == Account.State.LOST and figures == [1]

    def test_nothing_is_asked_for_what_is_further_away(self, account, figures):
        plan_in(account, hours=25)
        assert not preflight.waits(clock.now())

    def test_a_quarter_of_an_hour_before_it_is_tried_again(self, account, figures):
        plan_in(account, hours=23)
        preflight.look_ahead(clock.now())
        assert preflight.look_ahead(clock.now() + timedelta(hours=22, minutes=50)) == 1

    def test_what_was_just_fetched_proves_the_access_too(self, account, figures):
        plan_in(account, minutes=10)
        Account.objects.update(last_fetched_at=clock.now() - timedelta(minutes=5))
        assert preflight.look_ahead(clock.now()) == 0

    def test_access_that_is_lost_holds_the_post_and_tells_before_its_hour(self, account, admin, monkeypatch):
        def lost(self, connection):
            raise AccessLost("revoked")

        monkeypatch.setattr(toy.Toy, "account_figures", lost, raising=False)
        row = plan_in(account, minutes=10)
        preflight.look_ahead(clock.now())
        row.refresh_from_db()
        assert (row.state, row.hold) == (State.HELD, Hold.ACCOUNT)
        assert admin.user.notices.count() == 1


class TestSeries:
    def weekly(self, account, brand, weeks: int, policy: str) -> list[Publication]:
        brand.late_policy = policy
        brand.save()
        now = clock.wall(clock.now(), "Europe/Paris")
        return [
            planning.plan(
                account,
                Letter(f"Le café de la semaine {week}"),
                origin=f"series:7:{week}",
                series="series:7",
                wall=now - timedelta(weeks=weeks - week, minutes=5),
                zone="Europe/Paris",
            )
            for week in range(weeks)
        ]

    def states(self, rows) -> list[str]:
        return [Publication.objects.get(pk=row.pk).state for row in rows]

    def test_of_three_missed_occurrences_at_most_one_goes_out(self, account, brand, script):
        rows = self.weekly(account, brand, weeks=3, policy="publish")
        draining.drain()
        assert self.states(rows) == ["missed", "missed", "published"]
        assert len(script.accepted) == 1

    def test_where_a_person_is_asked_they_are_asked_about_one(self, account, brand, script):
        rows = self.weekly(account, brand, weeks=3, policy="ask")
        draining.drain()
        assert self.states(rows) == ["missed", "missed", "held"]

    def test_while_a_pause_keeps_the_series_nothing_of_it_is_missed(self, account, brand, author, script):
        rows = self.weekly(account, brand, weeks=2, policy="publish")
        pausing.pause(brand, by=author, reason="a storm")
        draining.drain()
        assert self.states(rows) == ["planned", "planned"]

    def test_what_is_no_series_is_left_alone(self, account, brand, script):
        rows = [factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=n)) for n in (1, 2)]
        draining.drain()
        assert self.states(rows) == ["published", "published"]

    def test_the_same_occurrence_planned_twice_is_one_row(self, account, brand):
        first = self.weekly(account, brand, weeks=2, policy="publish")
        second = self.weekly(account, brand, weeks=2, policy="publish")
        assert [row.pk for row in first] == [row.pk for row in second]
