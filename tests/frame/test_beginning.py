"""The first steps on Today: what is still to do, for whom, and until when."""

import re

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def today(sign_in):
    """`today(member)` is the page of the day as that member sees it."""
    return lambda member: sign_in(member).get(reverse("today", args=[member.brand.slug])).content.decode()


def open_steps(page: str) -> list[str]:
    return re.findall(r'<a class="list__title" href="[^"]+">([^<]+)</a>', page)


def test_a_new_brand_is_shown_the_first_steps(today, admin):
    first = ["Connect an account", "Write the charter", "Plan a campaign", "Write a post"]
    assert open_steps(today(admin)) == [*first, "Invite those who work with you", "Say when each account posts"]


def test_a_step_that_is_done_stays_without_its_link(today, admin):
    factories.make_campaign(brand=admin.brand)
    page = today(admin)
    assert "Plan a campaign" in page and "Plan a campaign" not in open_steps(page)


def test_whoever_invited_has_taken_that_step(today, admin):
    factories.make_invitation(brand=admin.brand)
    assert "Invite those who work with you" not in open_steps(today(admin))


def test_only_steps_that_a_member_may_take_are_shown(today, author, reader):
    assert open_steps(today(author)) == ["Plan a campaign", "Write a post", "Say when each account posts"]
    assert "First steps" not in today(reader)


def test_a_brand_with_an_account_and_a_post_is_past_its_beginning(today, admin):
    factories.make_post(brand=admin.brand, accounts=[factories.make_account(brand=admin.brand)])
    assert "First steps" not in today(admin)
