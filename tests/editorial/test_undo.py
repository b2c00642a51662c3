"""Taking an act back: everything as it was, or nothing and a sentence."""

import json
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from editorial import drafting, scheduling, undo
from editorial.approval import approval
from editorial.models import Post, PostState, Undo
from editorial.refusals import NotPossible
from lib import clock
from publishing.models import Publication, State
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, fresh


def move(posts, by, **hour) -> Undo:
    """Move the posts as a page does."""
    with transaction.atomic():
        before = undo.dates(posts)
        for post in posts:
            scheduling.set_date(post, HOUR.replace(**hour), ZONE, by=by)
        return undo.keep(by, "moved", before)


def test_every_post_of_an_act_gets_its_date_back_and_so_does_what_is_planned(brand, author, account, approved):
    stocked = factories.make_post(brand=brand, accounts=[account])
    kept = move([approved, stocked], author, day=20)
    assert undo.undo(kept, by=author) == 2
    assert fresh(approved).wall == HOUR and fresh(stocked).wall is None
    assert {(row.wall, row.state) for row in Publication.objects.all()} == {(HOUR, State.PLANNED)}
    with pytest.raises(NotPossible, match="taken back already"):
        undo.undo(kept, by=author)
    assert fresh(approved).wall == HOUR


def test_nothing_is_put_back_when_one_of_the_posts_has_changed_since(brand, author, lead, account, post):
    other = factories.make_post(brand=brand, accounts=[account], text="Autre chose")
    kept = move([post, other], author, day=20)
    scheduling.set_date(other, HOUR.replace(day=25), ZONE, by=lead)
    with pytest.raises(NotPossible, match="“Autre chose” has changed since"):
        undo.undo(kept, by=author)
    assert fresh(post).wall.day == 20 and fresh(other).wall.day == 25
    assert Undo.objects.get().undone_at is None


def test_nothing_is_put_back_of_what_leaves_meanwhile(author, approved):
    kept = move([approved], author, day=20)
    Publication.objects.update(state=State.CLAIMED)
    with pytest.raises(NotPossible, match="has left"):
        undo.undo(kept, by=author)
    assert fresh(approved).wall.day == 20


def test_an_act_whose_date_is_over_or_of_yesterday_is_not_offered(author, post):
    with time_machine.travel(clock.resolve(HOUR, ZONE) + timedelta(days=1), tick=False):
        assert move([post], author, day=20) is None
        kept = move([post], author, day=21)
    after = clock.resolve(HOUR, ZONE) + timedelta(days=2, hours=1)
    with time_machine.travel(after, tick=False), pytest.raises(NotPossible, match="too long ago"):
        undo.undo(kept, by=author)


def test_posts_that_were_made_submitted_or_put_away_come_back_as_they_were(brand, author, account, sign_in):
    posts = [factories.make_post(brand=brand, author=author, accounts=[account]) for _ in range(2)]
    client, several = sign_in(author), reverse("editorial:several", args=[brand.slug])
    for act, state in (("submit", PostState.SUBMITTED), ("archive", PostState.ARCHIVED)):
        client.post(several, {"act": act, "pk": [post.pk for post in posts]})
        assert {fresh(post).state for post in posts} == {state}
        client.post(undo.address(Undo.objects.latest("pk")))
        assert {fresh(post).state for post in posts} == {PostState.DRAFT}
    undo.undo(undo.keep(author, "imported", undo.made(posts)), by=author)
    assert {fresh(post).state for post in posts} == {PostState.ARCHIVED}


def planned(post: Post) -> set[datetime]:
    """The moments at which the post is to leave."""
    rows = Publication.objects.filter(variant__post=post, state=State.PLANNED)
    return set(rows.values_list("due_at", flat=True))


def put_away(post: Post, by) -> Undo:
    before = undo.archived([post])
    drafting.archive(post, by=by)
    return undo.keep(by, "archive", before)


def test_an_approved_post_that_was_put_away_by_mistake_is_approved_and_planned_again(approved, author, lead, draft):
    kept, decisions = put_away(approved, author), approved.decisions.count()
    assert not planned(approved)
    undo.undo(kept, by=author)
    assert fresh(approved).state == PostState.APPROVED and approved.decisions.count() == decisions
    assert planned(approved) == {approved.planned_for}


@pytest.mark.parametrize("why", ["past", "withdrawn", "changed", "stopped"])
def test_an_approval_stands_again_for_nothing_but_what_was_approved(why, approved, author, approver, monkeypatch):
    if why == "withdrawn":
        approval.withdraw(approved, by=approver)
    drafting.archive(fresh(approved), by=author)
    drafting.restore(fresh(approved), by=author)
    if why == "changed":
        Post.objects.filter(pk=approved.pk).update(text="Tout autre chose.")
    if why == "past":
        Post.objects.filter(pk=approved.pk).update(planned_for=clock.now() - timedelta(minutes=1))
    if why == "stopped":
        monkeypatch.setattr("editorial.approval.approval.blocks", lambda _findings: True)
    assert not approval.stand_again(approved, by=author)
    assert fresh(approved).state == PostState.DRAFT and not planned(approved)


def test_only_who_did_it_takes_it_back_and_the_page_says_how_it_went(brand, author, lead, approved, sign_in):
    client, url = sign_in(author), reverse("editorial:move", args=[brand.slug, approved.pk])
    told = client.post(url, {"drop": 1, "date": "2030-01-20"}, headers={"HX-Request": "true"}).headers["HX-Trigger"]
    address = json.loads(told)["toast"]["undo"]
    assert "Only who did this" in sign_in(lead).post(address, follow=True).content.decode() and fresh(approved).wall.day == 20
    assert client.post(address, headers={"X-Requested-With": "fetch"}).status_code == 204
    page = client.get(reverse("editorial:calendar", args=[brand.slug])).content.decode()
    assert fresh(approved).wall == HOUR and "Put back as it was." in page
    again = client.post(address, headers={"Referer": "http://testserver/x"})
    assert again.status_code == 302 and again.url == "http://testserver/x"
