"""A person's own page."""

import pytest
from django.urls import reverse

from tests import factories

PROFILE = {"name": "Zoé Zest", "language": "fr", "zone": "America/Montreal", "theme": "dark", "mail_notices": "daily"}


def test_a_person_says_how_they_want_to_read_and_be_told(admin, sign_in):
    answer = sign_in(admin).post(reverse("profile"), PROFILE, follow=True)
    page = answer.content.decode()
    assert "Votre profil est enregistré." in page and 'lang="fr"' in page and 'data-theme="dark"' in page
    admin.user.refresh_from_db()
    assert {name: getattr(admin.user, name) for name in PROFILE} == PROFILE


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"language": "xx"}, "language"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"theme": "pink"}, "theme"),
        ({"mail_notices": "hourly"}, "mail_notices"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(admin, sign_in, change, field):
    answer = sign_in(admin).post(reverse("profile"), {**PROFILE, **change})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    admin.user.refresh_from_db()
    assert admin.user.name == "Anne Admin"


def test_nobody_makes_themselves_more_by_their_profile(admin, sign_in):
    sign_in(admin).post(reverse("profile"), {**PROFILE, "is_superuser": "on", "is_staff": "on", "email": "x@example.org"})
    admin.user.refresh_from_db()
    assert not admin.user.is_superuser and admin.user.email != "x@example.org"


def test_a_zone_of_an_older_list_may_stay(brand, sign_in):
    member = factories.make_member(brand=brand, zone="UTC")
    assert sign_in(member).post(reverse("profile"), {**PROFILE, "zone": "UTC"}).status_code == 302


def test_the_page_leads_to_ones_brands(admin, sign_in):
    page = sign_in(admin).get(reverse("profile")).content.decode()
    assert "Maison Lune" in page and reverse("today", args=["maison-lune"]) in page


def test_each_request_speaks_the_language_and_shows_the_hour_of_the_person(brand, sign_in):
    anne = factories.make_member(brand=brand, language="fr", zone="Asia/Tokyo")
    answer = sign_in(anne).get(reverse("team:members", args=[brand.slug]))
    assert answer.headers["Content-Language"] == "fr" and "Équipe" in answer.content.decode()
