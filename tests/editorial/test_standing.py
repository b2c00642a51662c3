"""How a post stands, in one word."""

from datetime import timedelta

import pytest

from editorial import standing
from editorial.models import Post
from editorial.standing import Group, Standing
from lib import clock
from publishing.models import State
from tests import factories

SOON, AGO = clock.now() + timedelta(days=2), clock.now() - timedelta(days=2)


@pytest.mark.parametrize(
    "state, at, publications, said",
    [
        ("draft", None, [], "draft"),
        ("draft", SOON, [], "draft"),
        ("draft", AGO, [], "late"),
        ("submitted", SOON, [], "submitted"),
        ("submitted", AGO, [], "late"),
        ("archived", AGO, [], "archived"),
        ("approved", None, [], "stocked"),
        ("approved", None, ["cancelled"], "stocked"),
        ("approved", SOON, ["planned", "planned"], "scheduled"),
        ("approved", AGO, ["claimed", "planned"], "sending"),
        ("approved", AGO, ["published", "sending"], "sending"),
        ("approved", AGO, ["published", "published"], "published"),
        ("approved", AGO, ["published", "refused"], "partly"),
        ("approved", AGO, ["published", "held"], "partly"),
        ("approved", AGO, ["published", "planned"], "partly"),
        ("approved", AGO, ["published", "unconfirmed"], "unconfirmed"),
        ("approved", AGO, ["refused", "planned"], "refused"),
        ("approved", SOON, ["held", "planned"], "held"),
        ("approved", AGO, ["missed"], "missed"),
        ("approved", SOON, ["cancelled", "cancelled"], "cancelled"),
    ],
)
def test_the_word_follows_from_the_state_the_date_and_the_publications(state, at, publications, said):
    assert standing.of(state, at, publications) == said


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_publication_has_a_word(state):
    assert standing.of("approved", AGO, [state]) in Standing


def test_filters_find_what_the_word_says(brand, author):
    account = factories.make_account(brand=brand)
    found = {
        Group.DRAFT: factories.make_post(brand=brand),
        Group.SUBMITTED: factories.make_post(brand=brand, state="submitted"),
        Group.READY: factories.make_post(brand=brand, state="approved"),
        Group.SCHEDULED: _with(brand, account, "planned", SOON),
        Group.PUBLISHED: _with(brand, account, "published", AGO),
        Group.TROUBLE: _with(brand, account, "refused", AGO),
    }
    for group, post in found.items():
        assert list(Post.objects.filter(standing.within(group))) == [post], group


def test_a_post_not_approved_in_time_needs_somebody(brand):
    late = factories.make_post(brand=brand, state="submitted", planned_for=AGO)
    assert list(Post.objects.filter(standing.within(Group.TROUBLE))) == [late]


def _with(brand, account, state: str, at) -> Post:
    post = factories.make_post(brand=brand, accounts=[account], state="approved", planned_for=at)
    post.variants.update(publication=factories.make_publication(account=account, state=state, due_at=at))
    return post
