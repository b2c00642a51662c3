"""How a campaign's links are tagged: said on its page, kept in its plan."""

import pytest
from django.urls import reverse
from django.utils import translation

from campaigns import document, planning, tagging
from campaigns.changes import between
from campaigns.tagging_forms import TaggingForm
from lib.states import StaleState
from tests.campaigns.factories import START, make_campaign


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def campaign(brand):
    return make_campaign(brand=brand, name="Rentrée d’été")


def form(campaign, **said):
    return TaggingForm({"how": "own", "domains": "maison.fr", "slug": "rentree"} | said, campaign=campaign)


def test_a_lead_says_how_links_are_tagged_and_the_plan_shows_it(brand, campaign, lead, sign_in):
    client, address = sign_in(lead.user), reverse("campaigns:links", args=[brand.slug, campaign.pk])
    assert 'value="rentree-dete"' in client.get(address).content.decode()
    said = {
        "how": "own",
        "domains": "https://Thé.example/carte, maison.fr maison.fr",
        "slug": "Rentrée 26",
        "posts": "on",
        "revision": "1",
    }
    answer = client.post(address, said, follow=True).content.decode()
    campaign.refresh_from_db()
    assert campaign.tagged_domains == ["xn--th-cja.example", "maison.fr"]
    assert (campaign.slug, campaign.tags_posts, campaign.revision) == ("rentree-26", True, 2)
    assert "utm_campaign rentree-26" in answer
    assert "maison.fr" in answer
    fresh = make_campaign(brand=brand, name="Rentrée d’été")
    assert TaggingForm(campaign=fresh).initial["domains"] == "thé.example, maison.fr"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"how": "so"}, "how"),
        ({"domains": ""}, "domains"),
        ({"how": "usual", "slug": ""}, "slug"),
        ({"domains": "maison"}, "domains"),
        ({"domains": "a b.fr"}, "domains"),
        ({"domains": "127.0.0.1"}, "domains"),
        ({"domains": " ".join(f"a{n}.fr" for n in range(11))}, "domains"),
        ({"slug": "?!"}, "slug"),
        ({"slug": "noel"}, "slug"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(brand, campaign, said, field):
    make_campaign(brand=brand, name="Noël", slug="noel", tagged_domains=["maison.fr"])
    assert list(form(campaign, **said).errors) == [field]


def test_two_that_write_at_once_lose_nothing_and_no_tag_is_given_twice(brand, campaign, lead, sign_in):
    other = make_campaign(brand=brand, name="Noël", slug="noel", tagged_domains=["maison.fr"])
    values = {"domains": ["maison.fr"], "posts": False, "by": lead}
    with pytest.raises(tagging.Taken):
        tagging.change(campaign, revision=1, slug="noel", **values)
    tagging.change(campaign, revision=1, slug="rentree", **values)
    with pytest.raises(StaleState):
        tagging.change(campaign, revision=1, slug="ete", **values)
    page = sign_in(lead.user).post(
        reverse("campaigns:links", args=[brand.slug, campaign.pk]),
        {"how": "own", "domains": "autre.fr", "slug": "ete", "revision": "1"},
    )
    assert page.status_code == 422
    assert 'value="autre.fr"' in page.content.decode()
    assert "utm_campaign=rentree" in page.content.decode()
    planning.archive(other, by=lead)
    with pytest.raises(planning.Archived):
        tagging.change(other, revision=1, slug="noel-2", **values)


def test_a_plan_without_tags_says_what_it_said_and_one_with_tags_tells_the_change(campaign, lead):
    before = document.content(campaign)
    assert "links" not in before
    tagging.change(campaign, by=lead, revision=1, domains=["maison.fr"], slug="rentree", posts=False)
    after = document.content(campaign)
    assert document.digest(before) != document.digest(after)
    assert ["maison.fr" in change.text for change in between(before, after)] == [True]
    assert [change.text for change in between(after, before)] == ["Links are no longer tagged in a way of their own."]


def test_a_copy_tags_its_links_with_a_tag_of_its_own(campaign, lead):
    tagging.change(campaign, by=lead, revision=1, domains=["maison.fr"], slug="rentree", posts=True)
    copies = [planning.duplicate(campaign, by=lead, name="Rentrée", starts_on=START) for _ in range(2)]
    for copy in copies:
        copy.refresh_from_db()
    assert [(copy.tagged_domains, copy.slug, copy.tags_posts) for copy in copies] == [
        (["maison.fr"], "rentree-2", True),
        (["maison.fr"], "rentree-3", True),
    ]


def test_the_brand_says_how_links_are_tagged_and_a_campaign_may_say_otherwise(brand, campaign, lead, sign_in):
    client, usual = sign_in(lead.user), reverse("campaigns:usual_links", args=[brand.slug])
    assert 'name="domains"' in client.get(usual).content.decode()
    client.post(usual, {"domains": "Maison.fr", "tag": "Fil rouge", "posts": "on", "before": tagging.seen(brand)})
    brand.refresh_from_db()
    assert (brand.tagged_domains, brand.tag, brand.tags_posts) == (["maison.fr"], "fil-rouge", True)
    assert tagging.of(brand, None, 7) == tagging.Tagging(("maison.fr",), "fil-rouge", "7")
    assert tagging.of(brand, campaign, 7) == tagging.Tagging(("maison.fr",), "rentree-dete", "7")
    address = reverse("campaigns:links", args=[brand.slug, campaign.pk])
    page = client.get(reverse("campaigns:show", args=[brand.slug, campaign.pk])).content.decode()
    assert "utm_campaign rentree-dete" in page
    client.post(address, {"how": "own", "domains": "autre.fr", "slug": "rentree", "revision": "1"})
    campaign.refresh_from_db()
    assert tagging.of(brand, campaign, 7) == tagging.Tagging(("autre.fr",), "rentree")
    client.post(address, {"how": "none", "slug": "rentree", "revision": "2"})
    campaign.refresh_from_db()
    assert tagging.of(brand, campaign) is None
    client.post(address, {"how": "usual", "slug": "rentree", "revision": "3"})
    campaign.refresh_from_db()
    assert tagging.of(brand, campaign) == tagging.Tagging(("maison.fr",), "rentree")


def test_two_that_set_the_tags_of_the_brand_at_once_lose_nothing(brand, lead, sign_in):
    seen = tagging.seen(brand)
    tagging.change_usual(brand, by=lead, before=seen, domains=["maison.fr"], tag="", posts=False)
    said = {"domains": "autre.fr", "before": seen}
    page = sign_in(lead.user).post(reverse("campaigns:usual_links", args=[brand.slug]), said)
    assert page.status_code == 422
    assert 'value="autre.fr"' in page.content.decode()
    assert "maison.fr" in page.content.decode()
    brand.refresh_from_db()
    assert brand.tagged_domains == ["maison.fr"]


def test_campaigns_of_one_name_have_tags_of_their_own_from_the_start(brand, lead):
    days = {"starts_on": START, "ends_on": START, "aim": "grow"}
    made = [planning.create(brand, by=lead, name="Rentrée", **days) for _ in range(2)]
    assert [campaign.slug for campaign in made] == ["rentree", "rentree-2"]
