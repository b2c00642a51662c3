"""Telling people what needs them: one notice, not twenty."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from lib import clock
from publishing.models import NEEDS_SOMEBODY, Hold, Publication, State
from publishing.troubles import troubles
from team import notices
from team.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def refused(account, times: int = 1) -> None:
    for number in range(times):
        factories.make_publication(account=account, text=f"Post {number}", state="refused", trouble="content")


def test_twenty_failures_of_an_account_make_one_notice_with_a_count_and_a_list(account, author):
    refused(account, 8)
    assert troubles.tell() == 8
    refused(account, 12)
    assert troubles.tell() == 12
    notice = author.user.notices.get()
    assert notice.text == f"{account}: 20 posts were refused."
    assert (notice.count, len(notice.items), notice.items[0]) == (20, 20, "Post 0")


def test_it_leads_to_the_list_of_just_these(brand, account, author, sign_in):
    refused(account)
    factories.make_publication(account=factories.make_account(brand=brand, network="toy"), text="Elsewhere", state="refused")
    troubles.tell()
    notice = author.user.notices.get(key__startswith=f"publications:{account.pk}:")
    page = sign_in(author).get(notice.url).content.decode()
    assert "Post 0" in page and "Elsewhere" not in page


def test_two_accounts_and_two_kinds_are_told_apart(brand, account, author):
    refused(account)
    refused(factories.make_account(brand=brand, network="toy"))
    factories.make_publication(account=account, state="missed")
    troubles.tell()
    assert author.user.notices.count() == 3


def test_what_comes_after_the_hour_is_told_anew_in_the_same_notice(account, author):
    refused(account, 3)
    troubles.tell()
    Notice.objects.update(mailed_at=clock.now())
    with time_machine.travel(clock.now() + notices.WINDOW + timedelta(minutes=1)):
        refused(account)
        troubles.tell()
        notice = author.user.notices.get()
        assert (notice.count, notice.mailed_at) == (1, None)
        assert clock.now() - notice.at < timedelta(minutes=1)


def test_within_the_hour_nobody_gets_a_second_mail(account, author):
    refused(account)
    troubles.tell()
    Notice.objects.update(mailed_at=clock.now())
    refused(account)
    troubles.tell()
    assert author.user.notices.get().mailed_at is not None


def test_nobody_is_told_twice_of_the_same(account, author):
    refused(account)
    troubles.tell()
    assert troubles.tell() == 0
    assert author.user.notices.get().count == 1


def test_each_is_told_in_their_own_language(brand, account):
    anne = factories.make_member(brand=brand, roles=["cm"], language="fr")
    refused(account, 2)
    troubles.tell()
    assert anne.user.notices.get().text == f"{account}\N{NO-BREAK SPACE}: 2 publications ont été refusées."


def test_a_notice_shows_what_it_stands_for(account, author, sign_in):
    refused(account, 2)
    troubles.tell()
    page = sign_in(author).get(reverse("notices")).content.decode()
    assert "Show them" in page and "Post 1" in page


@pytest.mark.parametrize("hold", Hold)
@pytest.mark.parametrize("state", NEEDS_SOMEBODY)
def test_every_kind_that_is_told_has_its_words(state, hold, account, author):
    hold = hold if state == State.HELD else ""
    factories.make_publication(account=account, state=state, hold=hold, asked_at=clock.now())
    told = troubles.tell()
    assert told == (0 if hold in (Hold.APPROVAL, Hold.ACCOUNT) else 1)
    assert author.user.notices.count() == told


def test_a_filter_asked_in_a_wrong_way_counts_as_none(brand, account, author, sign_in):
    refused(account)
    for query in ({"account": "x"}, {"account": "0"}, {"state": "nonsense"}):
        assert "Post 0" in sign_in(author).get(reverse("publishing:troubles", args=[brand.slug]), query).content.decode()
    assert Publication.objects.count() == 1
