"""An account that lost its access has one card wherever it is met, with all that waits behind it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from lib import clock
from publishing.models import Account, State
from publishing.troubles import lost, troubles
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["publishing:troubles", "publishing:today", "publishing:accounts", "delivery"]


def wait_behind(account, *hours):
    """Publications held for the account, due in so many hours."""
    Account.objects.filter(pk=account.pk).update(state="lost", lost_reason="Jeton révoqué.")
    held = {"account": account, "state": "held", "hold": "account"}
    whens = [clock.now() + timedelta(hours=each) for each in hours]
    return [factories.make_publication(text=f"Thé {n}", due_at=when, **held) for n, when in enumerate(whens)]


def page(client, brand, name, **query):
    return client.get(reverse(name, args=[brand.slug], query=query)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_one_card_says_how_many_wait_and_leads_to_them(name, brand, account, admin, sign_in):
    wait_behind(account, 5, 2, 9)
    said = page(sign_in(admin), brand, name)
    assert said.count('class="failure"') == 1 and "must be reconnected; 3 are waiting to leave." in said
    assert "Jeton révoqué." in said and reverse("publishing:reconnect", args=[brand.slug, account.pk]) in said
    assert f"{reverse('publishing:troubles', args=[brand.slug])}?account={account.pk}" in said


@pytest.mark.parametrize("name", PAGES)
def test_it_costs_the_same_however_many_wait(name, brand, account, admin, sign_in):
    client, counts = sign_in(admin), []
    for _round in range(2):
        wait_behind(account, *range(1, 6))
        wait_behind(factories.make_account(brand=brand, network="toy"), 3)
        page(client, brand, name)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, brand, name)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_waits_is_listed_where_the_account_is_asked_for_and_can_be_moved_or_taken_back(brand, account, author, sign_in):
    rows = wait_behind(account, 2, 9)
    said = page(sign_in(author), brand, "publishing:troubles", account=account.pk)
    assert said.count('class="failure"') == 1 and "See what waits" not in said
    for row in rows:
        assert row.text in said
        for act in ("move", "cancel"):
            assert reverse(f"publishing:{act}", args=[brand.slug, row.pk]) in said


def test_it_stands_beside_other_troubles_and_only_where_it_is_asked_for(brand, account, author, sign_in):
    other = factories.make_account(brand=brand, network="toy")
    wait_behind(account, 2)
    refused = factories.make_publication(account=other, text="Refusée", state="refused")
    client, card = sign_in(author), "is waiting to leave"
    assert list(troubles.listed(brand)) == [refused]
    assert "Refusée" in page(client, brand, "publishing:today") and card in page(client, brand, "publishing:today")
    assert card not in page(client, brand, "publishing:troubles", account=other.pk)
    assert card not in page(client, brand, "publishing:troubles", state="refused")
    assert card in page(client, brand, "publishing:troubles", state="held")


def test_the_card_says_until_when_in_both_languages(brand, account):
    for hours in ((), (3,), (-1, 3)):
        said = {}
        account.publications.all().delete()
        wait_behind(account, *hours)
        [found] = lost.of_brand(brand)
        for language in ("en", "fr"):
            with translation.override(language):
                said[language] = [found.card.what, found.card.why, found.card.todo, found.card.by]
        assert all(said["en"]) and all(en != fr for en, fr in zip(said["en"], said["fr"], strict=True)), said
    assert found.card.by != lost.Lost(account, 1, clock.now() + timedelta(days=1)).card.by


def test_those_whose_posts_are_due_soonest_come_first_and_an_account_without_any_last(brand, account):
    others = [factories.make_account(brand=brand, network="toy", handle=handle) for handle in "ab"]
    for each, hours in ((others[0], ()), (account, (5,)), (others[1], (2,))):
        wait_behind(each, *hours)
    assert [each.account.pk for each in lost.of_brand(brand)] == [others[1].pk, account.pk, others[0].pk]


def test_once_the_account_is_back_nothing_of_it_needs_somebody(brand, account, admin, sign_in):
    [row] = wait_behind(account, 2)
    Account.objects.filter(pk=account.pk).update(state="connected")
    row.state, row.hold = State.PLANNED, ""
    row.save()
    for name in PAGES:
        assert "must be reconnected" not in page(sign_in(admin), brand, name)
