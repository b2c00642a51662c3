"""Making a brand, setting how it works, and being led to the last one used."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lib import clock
from team import brands
from team.models import AuditEntry, Brand, Membership
from team.rights import Role
from tests import factories

NEW = {"name": "Épicerie Œuvre & Fils", "language": "fr", "zone": "Europe/Paris", "colour": "#27568a"}
SETTINGS = {
    **NEW,
    "name": "Maison Lune",
    "own_approval": "on",
    "second_factor": "",
    "late_minutes": "90",
    "currency": "EUR",
    "late_policy": "drop",
}


@pytest.fixture
def founder(db):
    """Somebody who looks after the installation, and has no brand yet."""
    user = factories.make_user(name="Fanny Fonde")
    user.is_superuser = True
    user.save()
    return user


# --- making ------------------------------------------------------------------------------------------------------
def test_who_makes_a_brand_looks_after_it(founder, sign_in):
    answer = sign_in(founder).post(reverse("brand_new"), NEW, follow=True)
    place = founder.memberships.get()
    assert (place.brand.name, place.brand.slug, place.roles) == ("Épicerie Œuvre & Fils", "epicerie-oeuvre-fils", ["admin"])
    assert answer.redirect_chain[-1][0] == reverse("today", args=["epicerie-oeuvre-fils"])
    assert "Invite the people" in answer.content.decode() and "Connect an account" in answer.content.decode()
    assert AuditEntry.objects.get(verb="brand.created").brand == place.brand


def test_an_administrator_of_any_brand_may_make_another_and_others_may_not(admin, lead, sign_in):
    assert sign_in(admin).post(reverse("brand_new"), NEW).status_code == 302
    assert sign_in(lead).get(reverse("brand_new")).status_code == 403
    assert sign_in(lead).post(reverse("brand_new"), NEW).status_code == 403
    with pytest.raises(PermissionDenied):
        brands.create("Autre", by=lead.user)
    assert Brand.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"language": "xx"}, "language"),
        ({"colour": "red;}"}, "colour"),
    ],
)
def test_what_is_wrong_with_a_new_brand_is_said_at_its_field(founder, sign_in, change, field):
    answer = sign_in(founder).post(reverse("brand_new"), {**NEW, **change})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert not Brand.objects.exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maison Lune", "maison-lune-2"),
        ("New", "new-2"),
        ("日本", "brand"),
        ("L'Été à la plage !", "lete-a-la-plage"),
        ("y" * 80, "y" * 45),
    ],
)
def test_an_address_is_made_from_the_name_and_is_nobody_elses(brand, name, slug):
    assert brands.free_slug(name) == slug


def test_two_brands_of_one_name_made_at_once_get_two_addresses(founder, monkeypatch):
    first = brands.create("Deux", by=founder)
    answers = iter(["deux", "deux-2"])
    monkeypatch.setattr("team.brands.free_slug", lambda name: next(answers))
    second = brands.create("Deux", by=founder)
    assert (first.brand.slug, second.brand.slug) == ("deux", "deux-2")


# --- settings ----------------------------------------------------------------------------------------------------
def test_settings_are_changed_and_the_log_says_which(admin, sign_in):
    url = reverse("team:settings", args=[admin.brand.slug])
    answer = sign_in(admin).post(url, SETTINGS, follow=True)
    assert "The settings are saved." in answer.content.decode()
    brand = Brand.objects.get(pk=admin.brand_id)
    assert (brand.own_approval, brand.late_minutes, brand.late_policy, brand.colour) == (True, 90, "drop", "#27568a")
    details = AuditEntry.objects.get(verb="brand.changed").details
    assert details["before"]["late_minutes"] == 60 and details["after"]["late_minutes"] == 90
    assert "zone" not in details["after"]


def test_saving_without_a_change_leaves_no_trace_in_the_log(admin, sign_in):
    url = reverse("team:settings", args=[admin.brand.slug])
    client = sign_in(admin)
    client.post(url, SETTINGS)
    client.post(url, SETTINGS)
    assert AuditEntry.objects.filter(verb="brand.changed").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"late_minutes": "2"}, "late_minutes"),
        ({"late_minutes": "soon"}, "late_minutes"),
        ({"late_policy": "burn"}, "late_policy"),
    ],
)
def test_wrong_settings_are_said_at_their_field_and_the_frame_stays_as_it_was(admin, sign_in, change, field):
    answer = sign_in(admin).post(reverse("team:settings", args=[admin.brand.slug]), {**SETTINGS, "name": "Half typed", **change})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert answer.context["frame"]["brand"].name == "Maison Lune"
    assert Brand.objects.get(pk=admin.brand_id).late_minutes == 60


# --- a second factor for everybody -------------------------------------------------------------------------------
def test_a_brand_may_ask_everybody_for_a_second_factor(admin, sign_in):
    Brand.objects.update(second_factor=True)
    answer = sign_in(admin).get(reverse("team:members", args=[admin.brand.slug]), follow=True)
    assert answer.redirect_chain[0][0] == reverse("mfa_index")
    assert "asks everybody for a second factor" in answer.content.decode()
    admin.user.authenticator_set.create(type="totp", data={"secret": "x"})
    assert sign_in(admin).get(reverse("team:members", args=[admin.brand.slug])).status_code == 200


# --- being led home ----------------------------------------------------------------------------------------------
def test_the_entrance_leads_to_the_brand_used_last(admin, sign_in):
    other = Membership.objects.create(brand=factories.make_brand(name="Zeste"), user=admin.user, roles=[Role.READER])
    client = sign_in(admin)
    assert client.get("/").url == reverse("today", args=["maison-lune"])
    Membership.objects.filter(pk=other.pk).update(seen_at=clock.now() + timedelta(minutes=5))
    assert client.get("/").url == reverse("today", args=[other.brand.slug])


def test_the_entrance_says_what_to_do_without_a_brand(founder, sign_in):
    assert "Make your first brand" in sign_in(founder).get("/").content.decode()
    nobody = factories.make_user(email="nobody@example.org")
    page = sign_in(nobody).get("/").content.decode()
    assert "You belong to no brand yet" in page and "nobody@example.org" in page
