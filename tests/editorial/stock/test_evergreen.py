"""Evergreens: approved posts that come back after a rest, and stop when they tire."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analytics import tiring
from editorial import drafting
from editorial.models import Evergreen, Post, PostState, Return
from editorial.refusals import NotPossible
from editorial.stock import evergreen, stock, terms
from editorial.stock.evergreen import Terms
from lib import clock
from publishing.models import Publication
from team.models import Membership
from tests import factories
from tests.editorial.conftest import approve

NOW = datetime(2030, 1, 7, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moved():
    """`moved(days)` is that many days later."""
    with time_machine.travel(NOW, tick=False) as travel:
        yield lambda days: travel.move_to(NOW + timedelta(days=days))


def left(post: Post) -> None:
    """Let the post be out on all its accounts."""
    for variant in post.variants.all():
        made = {"planned_for": clock.now(), "due_at": clock.now(), "published_at": clock.now(), "state": "published"}
        if variant.publication is None:
            variant.publication = factories.make_publication(account=variant.account, state="published")
            variant.save()
        Publication.objects.filter(pk=variant.publication_id).update(
            **made, remote_id=f"r{variant.pk}", remote_url="https://x.example"
        )


@pytest.fixture
def out(approved) -> Post:
    """An approved post that left today."""
    left(approved)
    return approved


@pytest.fixture
def back(out, author):
    """`back(most=2)` lets the post come back so."""
    return lambda **said: evergreen.keep(out, Terms(rest_days=30, **said), by=author)


def returns() -> list[Post]:
    return list(Post.objects.filter(return_of__isnull=False).order_by("pk"))


def test_it_comes_back_after_its_rest_as_an_approved_post_of_its_own(brand, out, back, moved):
    row = back()
    moved(29)
    assert evergreen.bring_back_all() == 0
    moved(30)
    assert evergreen.bring_back_all() == 1 and evergreen.bring_back_all() == 0, "one that waits is enough"
    (post,) = returns()
    assert (post.state, post.text, post.planned_for, post.priority) == (PostState.APPROVED, out.text, None, terms.LATER)
    assert post.decisions.get().who == out.decisions.first().who and post.return_of.evergreen == row
    assert [ready.pk for ready in stock.look(brand).ready] == [post.pk]
    left(post)
    moved(61)
    assert evergreen.bring_back_all() == 1, "the rest begins anew when a return has left"


def test_it_does_not_come_back_before_it_has_left(approved, author, moved):
    evergreen.keep(approved, Terms(rest_days=1), by=author)
    moved(5)
    assert evergreen.bring_back_all() == 0


@pytest.mark.parametrize(
    "said", [{"most": 1}, {"ends_on": date(2030, 2, 10)}, {"starts_on": date(2031, 1, 1)}], ids=["most", "ends", "begins"]
)
def test_it_comes_back_as_often_and_as_long_as_wanted(back, moved, said):
    back(**said)
    for day in (31, 62, 93):
        moved(day)
        evergreen.bring_back_all()
        for post in returns():
            left(post)
    assert len(returns()) == (0 if "starts_on" in said else 1)


def test_another_text_asks_for_approval_once_and_then_takes_its_turn(back, moved, approver, out):
    back(texts=["Un autre texte."])
    moved(30)
    evergreen.bring_back_all()
    (first,) = returns()
    assert (first.text, first.state) == ("Un autre texte.", PostState.SUBMITTED)
    assert not Publication.objects.filter(variant__post=first).exists()
    left(approve(first, approver))
    moved(60)
    evergreen.bring_back_all()
    assert (returns()[1].text, returns()[1].state) == (out.text, PostState.APPROVED)
    left(returns()[1])
    moved(90)
    evergreen.bring_back_all()
    assert (returns()[2].text, returns()[2].state) == ("Un autre texte.", PostState.APPROVED)


def test_what_is_not_approved_any_more_does_not_come_back(out, back, moved):
    back()
    Post.objects.filter(pk=out.pk).update(text="Changé sans approbation.")
    moved(30)
    assert evergreen.bring_back_all() == 1
    assert returns()[0].state == PostState.SUBMITTED, "other words ask again"
    drafting.archive(returns()[0], by=out.author)
    Post.objects.filter(pk=out.pk).update(state="archived")
    assert evergreen.bring_back_all() == 0


def test_what_stands_against_a_return_is_told_once_and_leaves_nothing_behind(out, back, moved, account, author):
    back()
    account.state = "disconnected"
    account.save()
    moved(30)
    assert evergreen.bring_back_all() == 0 and evergreen.bring_back_all() == 0
    assert not returns() and not Return.objects.exists()
    assert "cannot come back" in author.user.notices.get(key__endswith=":stuck").text


@pytest.mark.parametrize("change", [{"left_at": NOW}, {"roles": ["reader"]}])
def test_nothing_comes_back_in_the_name_of_who_left_or_may_not_schedule_any_more(brand, back, moved, author, lead, change):
    row = back()
    Membership.objects.filter(pk=author.pk).update(**change)
    moved(30)
    assert evergreen.bring_back_all() == evergreen.bring_back_all() == 0
    [told] = brand.notices.filter(key=f"evergreen:{row.pk}:alone", user=lead.user)
    assert "Say anew how it comes back" in told.text
    evergreen.keep(row.post, Terms(rest_days=1), by=lead)
    assert evergreen.bring_back_all() == 1


@pytest.mark.parametrize(("second", "tired"), [(4, True), (6, False), (None, False)])
def test_it_stops_when_its_figures_fall_under_a_share_of_its_first_ones(out, back, moved, author, second, tired):
    row = back(tires_under=50)
    moved(30)
    evergreen.bring_back_all()
    left(returns()[0])
    figures = {out.pk: 10, returns()[0].pk: second}
    for pk, likes in figures.items():
        for publication in Publication.objects.filter(variant__post=pk)[:1]:
            factories.make_standing(publication=publication, likes=likes)
    assert tiring.tire_all() == 0, "figures of the first days do not tell"
    moved(34)
    assert tiring.tire_all() == tired and tiring.tire_all() == 0
    assert bool(Evergreen.objects.get(pk=row.pk).tired_at) == tired
    moved(90)
    assert evergreen.bring_back_all() == (not tired)
    assert author.user.notices.filter(key__endswith=":tired").count() == tired


def test_only_approved_posts_that_are_no_returns_come_back(brand, account, back, moved, author):
    draft = factories.make_post(brand=brand, author=author, accounts=[account])
    back()
    moved(30)
    evergreen.bring_back_all()
    for post in (draft, *returns()):
        with pytest.raises(NotPossible):
            evergreen.keep(post, Terms(rest_days=3), by=author)


def test_a_person_lets_a_post_come_back_and_ends_it(brand, out, author, sign_in):
    client, url = sign_in(author), reverse("editorial:evergreen", args=[brand.slug, out.pk])
    wrong = client.post(url, {"rest_days": "0", "texts": "Un\n---\nDeux", "starts_on": "2030-02-02", "ends_on": "2030-01-01"})
    assert wrong.status_code == 422 and "Un\n---\nDeux" in wrong.content.decode()
    assert "The last day comes before the first." in wrong.content.decode()
    client.post(url, {"rest_days": "45", "texts": "Un\r\n---\r\nDeux", "most": "3", "tires_under": ""})
    row = out.evergreen
    assert (row.rest_days, row.texts, row.most, row.tires_under) == (45, ["Un", "Deux"], 3, None)
    page = client.get(reverse("editorial:stock", args=[brand.slug])).content.decode()
    assert "rests until 21 February 2030" in page and "came back 0 times of 3" in page
    client.post(url, {"stop": "1"})
    assert not Evergreen.objects.get().active


def test_every_evergreen_is_on_some_page_of_them_in_one_query_more(brand, account, author, sign_in, monkeypatch):
    monkeypatch.setattr(evergreen, "SIZE", 2)
    posts = [factories.make_post(brand=brand, author=author, accounts=[account], state="approved") for _number in range(5)]
    Evergreen.objects.bulk_create(Evergreen(brand=brand, post=post, by=author) for post in posts)
    client, address, seen = sign_in(author), reverse("editorial:stock", args=[brand.slug]), []
    query = "?account=1"
    while query:
        page = client.get(address + query).content.decode()
        part = page[page.index('aria-labelledby="evergreens"') :]
        seen += re.findall(rf"/b/{brand.slug}/posts/(\d+)/\"", part)
        more = re.search(r'href="([^"]+)#evergreens" rel="next"', part)
        query = html.unescape(more[1]) if more else ""
        assert "account=1" in query or not query
    assert seen == [str(post.pk) for post in posts]
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Evergreen.objects.filter(post__in=posts[1:]).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(few) == len(one)
    assert client.get(f"{address}?evergreens=99").status_code == 200
