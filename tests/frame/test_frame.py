"""What every page's frame shows, and what a person chooses about it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse

from config import failures
from config.frame import frame
from config.rail import rail
from lib import clock
from team.access import member_of
from tests import factories


def shown(member, path="/"):
    request = RequestFactory().get(path)
    request.user, request.member, request.brand = member.user, member, member.brand
    return frame(request)["frame"]


def test_each_role_sees_its_rooms_only(admin, reader, moderator):
    def icons(member):
        return {entry.icon for entry in rail(member, "/")}

    assert {"inbox", "chart", "calendar"} <= icons(admin)
    assert not {"inbox", "chart"} & icons(reader)
    assert "inbox" in icons(moderator)


def test_the_room_one_is_in_is_marked_and_today_only_on_its_own_page(author):
    calendar = reverse("editorial:calendar", args=[author.brand.slug])
    assert [entry.url for entry in rail(author, calendar) if entry.current] == [calendar]
    today = reverse("today", args=[author.brand.slug])
    assert [entry.url for entry in rail(author, today) if entry.current] == [today]


def test_a_page_belongs_to_the_room_whose_address_says_most_of_its_own(author):
    rooms = {"editorial:new": "editorial:calendar", "delivery": "publishing:accounts", "editorial:rule": "team:members"}
    for name, room in {**rooms, "editorial:approvals": "editorial:calendar"}.items():
        there, home = (reverse(each, args=[author.brand.slug]) for each in (name, room))
        assert [entry.url for entry in rail(author, there) if entry.current] == [home]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("editorial:calendar", "Move the post that has the focus"),
        ("moderation:inbox", "Resolve and go on"),
        ("listening:mentions", "Noise, and go on"),
    ],
)
def test_the_list_of_keys_begins_with_those_of_the_page(author, sign_in, name, key):
    page = sign_in(author).get(reverse(name, args=[author.brand.slug])).content.decode()
    dialog = page[page.index('id="keys"') :]
    assert dialog.index(key) < dialog.index("This list")


def test_new_post_is_offered_to_those_who_write(author, reader):
    assert shown(author)["new_url"] and not shown(reader)["new_url"]


def test_the_brands_of_others_are_not_in_the_switch(author, stranger):
    assert [brand.name for brand in shown(author)["brands"]] == [author.brand.name]
    assert stranger.brand.name not in str(shown(author)["palette"])


def test_a_persons_own_pages_keep_the_brand_they_were_in_last(author, sign_in):
    other = factories.make_membership(brand=factories.make_brand(name="Zenith", slug="zenith"), user=author.user)
    author.user.memberships.update(seen_at=clock.now() - timedelta(days=1))
    sign_in(author).get(reverse("today", args=[other.brand.slug]))
    page = sign_in(author).get(reverse("profile"))
    assert page.context["frame"]["brand"] == other.brand


def test_the_frame_asks_the_database_as_often_with_many_brands(author, django_assert_max_num_queries):
    for number in range(6):
        factories.make_membership(brand=factories.make_brand(name=f"B{number}", slug=f"b{number}"), user=author.user)
    with django_assert_max_num_queries(5):
        shown(member_of(author.user, author.brand.slug))


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("language", "en")])
def test_a_choice_stays_with_the_person(author, sign_in, name, value):
    answer = sign_in(author).post(reverse("choose"), {name: value, "next": "/you/"})
    author.user.refresh_from_db()
    assert (answer.status_code, answer.url, getattr(author.user, name)) == (302, "/you/", value)


def test_a_stranger_chooses_a_language_for_the_sign_in_page(client, db):
    client.post(reverse("choose"), {"language": "en", "next": "/"})
    assert b'lang="en"' in client.get(reverse("account_login")).content
    client.post(reverse("choose"), {"language": "fr", "next": "/"})
    assert b'lang="fr"' in client.get(reverse("account_login")).content


def test_a_choice_leads_to_no_other_host(client, db):
    assert client.post(reverse("choose"), {"language": "fr", "next": "https://elsewhere.example/"}).url == "/"


@pytest.mark.parametrize("choice", [{}, {"theme": "pink"}, {"language": "xx"}])
def test_a_choice_nobody_offers_is_refused(client, db, choice):
    assert client.post(reverse("choose"), choice).status_code == 400


def test_the_chosen_theme_is_in_the_page(author, sign_in):
    author.user.theme = "dark"
    author.user.save()
    assert b'data-theme="dark"' in sign_in(author).get(reverse("profile")).content


def test_a_page_that_is_not_there_says_so_in_a_sentence(author, sign_in):
    answer = sign_in(author).get("/b/nobody/")
    assert answer.status_code == 404 and b"empty__title" in answer.content


@pytest.mark.parametrize(("error", "status"), [(OperationalError(), 503), (ZeroDivisionError(), 500)])
def test_what_broke_tells_the_status(rf, error, status):
    try:
        raise error
    except type(error):
        answer = failures.broken(rf.get("/"))
    assert answer.status_code == status and b"empty__title" in answer.content


def test_every_language_of_the_settings_can_be_chosen(client, db):
    page = client.get(reverse("account_login")).content.decode()
    assert all(f'value="{code}"' in page for code, _name in settings.LANGUAGES)


class TestSearch:
    def asked(self, client, member, words):
        return client.get(reverse("search", args=[member.brand.slug]), {"q": words}).json()["entries"]

    def test_finds_campaigns_and_posts_of_the_brand(self, author, sign_in, stranger):
        factories.make_campaign(brand=author.brand, name="Été glacé")
        factories.make_campaign(brand=stranger.brand, name="Été ailleurs")
        factories.make_idea(brand=author.brand, title="L'été des tasses")
        factories.make_idea(brand=stranger.brand, title="Un autre été")
        found = self.asked(sign_in(author), author, "été")
        assert [entry["label"] for entry in found] == ["Été glacé", "L'été des tasses"]

    def test_one_letter_is_no_question(self, author, sign_in):
        factories.make_campaign(brand=author.brand, name="Été")
        assert self.asked(sign_in(author), author, "É") == []

    def test_people_are_found_by_those_who_read_the_inbox(self, moderator, reader, sign_in):
        person = {"network_name": "anywhere", "remote_id": "1", "handle": "@zoe", "name": "Zoé Petit"}
        moderator.brand.people.create(**person)
        assert [entry["label"] for entry in self.asked(sign_in(moderator), moderator, "zoe")] == ["Zoé Petit"]
        assert self.asked(sign_in(reader), reader, "zoe") == []
