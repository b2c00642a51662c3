"""Links that campaigns have tagged: what is seen, counted and sent is the same."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from analytics.site import batches
from analytics.site.judging import judge
from campaigns import tagging
from editorial import checks, content, drafting
from editorial.composer import proofs
from editorial.content import Version
from publishing.models import Publication
from tests import factories
from tests.campaigns.factories import make_campaign
from tests.editorial.conftest import approve, digest, fresh

LINK = "https://maison.example/the?taille=2#menu"


@pytest.fixture
def campaign(brand):
    days = {"starts_on": date(2030, 1, 1), "ends_on": date(2030, 2, 1)}
    return make_campaign(brand=brand, tagged_domains=["maison.example"], slug="rentree", tags_posts=True, **days)


@pytest.fixture
def draft(draft, campaign):
    return replace(draft, content=replace(draft.content, link=LINK), campaign=campaign)


def told(network: str, post, slug: str = "rentree") -> str:
    tags = f"utm_source={network}&utm_medium=social&utm_campaign={slug}&utm_content={post.pk}"
    return f"https://maison.example/the?taille=2&{tags}#menu"


def test_what_is_seen_and_what_leaves_carry_the_tags_and_what_was_typed_does_not(submitted, approver, sign_in):
    kept = content.of(submitted)
    seen = {proof.account.network_name: proof.payload["link"] for proof in proofs.of(kept)}
    assert seen == {network: told(network, submitted) for network in ("mastodon", "facebook")}
    page = sign_in(approver.user).get(reverse("editorial:post", args=[submitted.brand.slug, submitted.pk])).content.decode()
    assert told("facebook", submitted).replace("&", "&amp;") in page
    approve(submitted, approver)
    sent = {row.account.network_name: row.payload["link"] for row in Publication.objects.select_related("account")}
    assert sent == seen
    assert fresh(submitted).link == LINK
    assert kept.shown()["accounts"][str(kept.versions[0].account.pk)]["link"] == LINK


def test_the_composer_shows_and_counts_the_link_that_will_leave(brand, author, post, sign_in, account):
    client = sign_in(author.user)
    page = client.get(reverse("editorial:edit", args=[brand.slug, post.pk])).content.decode()
    assert told("facebook", post).replace("&", "&amp;") in page
    assert f'value="{LINK}"' in page
    mastodon = next(proof for proof in proofs.of(content.of(post)) if proof.account == account)
    assert mastodon.counters[0].used == len(post.text) + 2 + 23


def test_a_link_that_the_text_shows_too_leaves_once_as_it_was_typed(draft, brand, author):
    said = replace(draft.content, text=f"Le thé est là : {LINK}")
    post = drafting.create(brand, replace(draft, content=said), by=author)
    kept = content.of(post)
    texts = {proof.account.network_name: proof for proof in proofs.of(kept)}
    assert texts["mastodon"].text == said.text
    assert texts["facebook"].payload["link"] == told("facebook", post)
    advice = [remark for remark in checks.of_post(post) if remark.finding.rule == "link.untagged"]
    assert [remark.text[slice(*remark.finding.place)] for remark in advice] == [LINK]


def test_a_card_tells_of_the_page_itself(draft, brand, author, monkeypatch):
    bluesky = factories.make_account(brand=brand, network="bluesky")
    asked = []
    monkeypatch.setattr("publishing.letters.link_pages.learn", lambda links: asked.extend(links))
    proofs.learn(replace(draft.content, versions=(Version(bluesky),), tagging=tagging.of(bluesky.brand, draft.campaign, 3)))
    assert asked == [LINK]


def test_a_planned_post_that_changes_its_campaign_leaves_with_the_tag_of_the_new_one(post, author, approver, brand):
    from editorial.approval import submission

    submission.submit(post, by=author)
    planned = approve(fresh(post), approver)
    other = make_campaign(brand=brand, name="Noël", tagged_domains=["maison.example"], slug="noel", tags_posts=True)
    kept = drafting.save(planned, replace(drafting.of(planned), campaign=other), by=author, revision=planned.revision)
    sent = {row.publication.payload["link"] for row in kept.variants.select_related("publication")}
    assert sent == {told(network, post, "noel") for network in ("mastodon", "facebook")}
    assert {row.publication.state for row in kept.variants.select_related("publication")} == {"planned"}
    assert digest(kept) == digest(planned)
    again = drafting.save(kept, replace(drafting.of(kept), theme=None), by=author, revision=kept.revision)
    assert set(again.variants.values_list("publication")) == set(kept.variants.values_list("publication"))


def test_where_no_campaign_says_otherwise_links_leave_with_the_tags_of_the_brand(draft, brand, author, campaign, approver):
    brand.tagged_domains, brand.tag = ["maison.example"], "fil-rouge"
    brand.save()
    campaign.tagged_domains = None
    campaign.save()
    posts = [drafting.create(brand, replace(draft, campaign=where), by=author) for where in (None, campaign)]
    for post, tag in zip(posts, ("fil-rouge", "rentree"), strict=True):
        kept, tags = content.of(fresh(post)), f"utm_source=facebook&utm_medium=social&utm_campaign={tag}"
        seen = {proof.account.network_name: proof.payload["link"] for proof in proofs.of(kept)}
        assert seen["facebook"] == f"https://maison.example/the?taille=2&{tags}#menu"
        facebook = next(version for version in kept.versions if version.account.network_name == "facebook")
        assert kept.letter(facebook).link == seen["facebook"]


def test_many_posts_take_one_query_more_for_their_campaigns_and_none_without_links(
    brand, campaign, author, draft, django_assert_num_queries
):
    posts = [drafting.create(brand, draft, by=author) for _ in range(3)]
    rows = list(brand.posts.filter(pk__in=[post.pk for post in posts]))
    with django_assert_num_queries(3):
        found = content.many(rows)
    assert {each.tagging.campaign for each in found.values()} == {"rentree"}
    brand.posts.update(link="")
    rows = list(brand.posts.filter(pk__in=[post.pk for post in posts]))
    with django_assert_num_queries(2):
        content.many(rows)


def test_visits_that_analytics_tell_join_the_campaign_and_the_post(brand, campaign, post, lead):
    other = make_campaign(brand=brand, name="Rentree")
    rows = f"01/10/2026,rentree,{post.pk},5\n02/10/2026,rentree,{post.pk + 1},6\n03/10/2026,noel,,7\n"
    batch = batches.begin(brand, "t.csv", f"Jour,utm_campaign,utm_content,Visites\n{rows}".encode(), by=lead)
    assert other.pk != campaign.pk
    assert [(line.campaign, line.post) for line in judge(batch).lines] == [
        (campaign.pk, post.pk),
        (campaign.pk, None),
        (None, None),
    ]
