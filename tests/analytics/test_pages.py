"""The results as people read them."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from analytics.models import AccountSnapshot
from lib import clock
from tests import factories


@pytest.fixture
def campaign(brand, noon):
    return factories.make_campaign(brand=brand, name="Noël", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 30))


@pytest.fixture
def theme(campaign):
    return factories.make_theme(campaign=campaign, name="Recettes")


def publish(account, *, days=2, text="Bonjour", campaign=None, theme=None, **counts):
    publication = factories.make_published(
        account=account, at=clock.now() - timedelta(days=days), text=text, campaign=campaign, theme=theme
    )
    factories.make_standing(publication=publication, **counts)
    return publication


def address(name, brand, *args, **query):
    return reverse(f"analytics:{name}", args=[brand.slug, *args], query=query)


def texts(response) -> list[str]:
    return re.findall(r'table__main clip-2" href="[^"]*">([^<]*)<', response.content.decode())


def test_the_answer_comes_first_with_the_change_against_the_period_before(sign_in, analyst, account, brand):
    publish(account, likes=6, replies=4)
    publish(account, likes=2)
    publish(account, days=120, likes=10)
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    answer = re.sub(r"<[^>]+>", "", re.search(r'<p class="answer">(.*?)</p>', page, re.S)[1]).strip()
    assert answer == "In 90 days, 2 posts brought 12 interactions: 20% more than in the 90 days before."
    assert page.index('class="answer"') < page.index("<canvas") < page.index("<table")


def test_what_stands_out_is_said_with_how_many_posts_it_rests_on(sign_in, analyst, account, brand, campaign, theme):
    for _number in range(4):
        publish(account, likes=2)
    for _number in range(3):
        publish(account, likes=6, campaign=campaign, theme=theme)
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    assert "Theme “Recettes”: 3.0 times what these accounts usually get (on 3 posts)." in page


def test_figures_nobody_gave_are_not_zero(sign_in, analyst, account, brand):
    publish(account)
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    assert "no network has given figures yet" in page
    assert "not given by the network" in page
    assert "without Counting" in page


def test_every_figure_says_how_fresh_it_is(sign_in, analyst, account, brand):
    publish(account, likes=1)
    assert "Figures of 23 November 2026, 13:00" in sign_in(analyst).get(address("results", brand)).content.decode()


def test_the_chart_has_every_week_of_the_period_and_gaps_where_nothing_is_known(sign_in, analyst, account, brand):
    publish(account, days=2, likes=5)
    page = sign_in(analyst).get(address("results", brand, days=90)).content.decode()
    chart = json.loads(re.search(r'id="results-chart"[^>]*>(.*?)</script>', page)[1])
    values = chart["series"][0]["values"]
    assert len(values) == len(chart["labels"]) == 14
    assert values[-2] == 5 and values[:-2] == [None] * 12


def test_the_best_post_is_the_one_furthest_above_what_its_account_usually_gets(sign_in, analyst, account, brand):
    big = factories.make_account(brand=brand, network="counting")
    for likes in (900, 1000, 1100):
        publish(big, likes=likes, text=f"big {likes}")
    for likes in (1, 2, 20):
        publish(account, likes=likes, text=f"small {likes}")
    publish(account, text="unknown")
    listed = texts(sign_in(analyst).get(address("posts", brand)))
    assert listed[:2] == ["small 20", "big 1100"] and listed[-1] == "unknown"


@pytest.mark.parametrize("narrow", ["account", "theme", "campaign", "hour", "weekday"])
def test_a_figure_leads_to_the_posts_behind_it(sign_in, analyst, account, brand, campaign, theme, narrow):
    publish(factories.make_account(brand=brand, network="counting"), days=3.2, text="other", likes=1)
    publish(account, text="this one", likes=1, campaign=campaign, theme=theme)
    client = sign_in(analyst)
    page = client.get(address("results", brand)).content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*/posts/\?[^"]*)"', page) if f"{narrow}=" in link]
    found = [texts(client.get(link)) for link in links]
    assert ["this one"] in found
    if narrow in ("theme", "hour"):
        words = "Recettes" if narrow == "theme" else "Saturday, 12:00 to 15:00"
        assert any(f"Take away the filter: {words}" in client.get(link).content.decode() for link in links)
    assert all(len(listed) == 1 for listed in found)


def test_all_posts_can_be_reached_page_by_page_in_both_orders(sign_in, analyst, account, brand):
    for number in range(90):
        publish(account, text=f"p{number:02d}", likes=None if number % 7 == 0 else number % 5)
    client = sign_in(analyst)
    for order in ("best", "newest"):
        seen, link = [], address("posts", brand, order=order)
        while link:
            response = client.get(link)
            seen += texts(response)
            more = re.search(r'hx-get="(\?[^"]*after=[^"]*)"', response.content.decode())
            link = address("posts", brand) + more[1].replace("&amp;", "&") if more else ""
        assert len(seen) == len(set(seen)) == 90


def test_the_empty_page_says_how_figures_come_in(sign_in, analyst, brand, noon):
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    assert "Nothing was published in this period" in page and "<canvas" not in page


def test_followers_are_drawn_when_they_are_known(sign_in, analyst, account, brand):
    publish(account, likes=1)
    for day, followers in ((10, 100), (20, 130)):
        AccountSnapshot.objects.create(account=account, day=date(2026, 11, day), followers=followers)
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    assert "+30" in page and 'id="followers-chart"' in page


def rows(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_has_all_posts_with_all_figures_and_unknown_cells_empty(sign_in, analyst, account, brand, campaign, theme):
    publish(account, text="Bougies, « or »\nligne deux", likes=3, replies=0, campaign=campaign, theme=theme)
    publish(account, days=1, text="Encore")
    newest, first = rows(sign_in(analyst).get(address("download", brand)))
    assert first["Text"] == "Bougies, « or » ligne deux"
    assert (first["Likes"], first["Replies"], first["Views"], first["Interactions"]) == ("3", "0", "", "3")
    assert (first["Theme"], first["Campaign"], first["Against the account’s median"]) == ("Recettes", "Noël", "1.0")
    assert first["Published (Europe/Paris)"] == "2026-11-21 13:00"
    assert (newest["Text"], newest["Interactions"], newest["Theme"]) == ("Encore", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-5", "@cmd", "\t=1"])
def test_no_cell_of_the_file_is_a_formula(sign_in, analyst, account, brand, text):
    publish(account, text=text)
    assert rows(sign_in(analyst).get(address("download", brand)))[0]["Text"].startswith("'")


def test_the_file_speaks_the_persons_language(sign_in, brand, account):
    publish(account)
    french = factories.make_member(brand=brand, roles=["analyst"], language="fr")
    assert "Publiée (Europe/Paris)" in rows(sign_in(french).get(address("download", brand)))[0]


def test_the_page_takes_as_many_queries_for_much_as_for_little(
    sign_in, analyst, account, brand, campaign, theme, django_assert_max_num_queries
):
    client = sign_in(analyst)

    def make(count):
        for number in range(count):
            own = factories.make_campaign(brand=brand, name=f"C{number}")
            publish(account, likes=1, campaign=own, theme=factories.make_theme(campaign=own))
            publish(factories.make_account(brand=brand, network="counting"), likes=1, campaign=campaign, theme=theme)

    make(1)
    client.get(address("results", brand))
    with django_assert_max_num_queries(15) as few:
        client.get(address("results", brand))
    make(12)
    with django_assert_max_num_queries(len(few)):
        client.get(address("results", brand))


# --- parts of other pages --------------------------------------------------------------------------------------------
def test_a_campaign_shows_target_measured_and_elapsed_on_one_line(sign_in, reader, account, brand, campaign):
    factories.make_objective(campaign=campaign, metric="replies", target=10)
    publish(account, replies=6, campaign=campaign)
    page = sign_in(reader).get(address("campaign_progress", brand, campaign.pk)).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "6 of 10" in words and "on course" in words and "38% of the time gone" in words
    assert "at this pace about 16" in words
    assert 'aria-label="60% of the target, 38% of the time gone"' in page


def test_an_objective_nobody_has_measured_says_so(sign_in, reader, brand, campaign):
    factories.make_objective(campaign=campaign, metric="saves", target=10)
    page = sign_in(reader).get(address("campaign_progress", brand, campaign.pk)).content.decode()
    assert "target 10" in page and "no figure yet: nothing of this campaign is published." in page


def test_a_campaign_without_objectives_says_what_one_is(sign_in, reader, brand, campaign):
    assert "No objective yet" in sign_in(reader).get(address("campaign_progress", brand, campaign.pk)).content.decode()


def test_a_post_shows_what_each_network_gave(sign_in, reader, account, brand):
    publication = publish(account, likes=1, replies=12)
    page = sign_in(reader).get(address("post_figures", brand, publication.variant.post_id)).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 like" in words and "12 replies" in words and "views" not in words


def test_today_shows_the_objectives_that_run(sign_in, reader, brand, campaign):
    factories.make_objective(campaign=campaign, metric="replies", target=10)
    assert "Noël" in sign_in(reader).get(address("today_objectives", brand)).content.decode()


def test_today_groups_objectives_by_campaign_and_says_once_how_fresh_the_figures_are(sign_in, reader, account, brand, campaign):
    factories.make_objective(campaign=campaign, metric="replies", target=10)
    factories.make_objective(campaign=campaign, metric="likes", target=10)
    publish(account, replies=6, likes=3, campaign=campaign)
    page = sign_in(reader).get(address("today_objectives", brand)).content.decode()
    assert page.count("Noël") == 1 and page.count("The oldest of these figures is of") == 1
    assert "figures of" not in page and page.count("of the time gone, due") == 2


def test_themes_of_the_same_name_are_told_apart_by_their_campaign(sign_in, analyst, account, brand, campaign):
    summer = factories.make_campaign(brand=brand, name="Été")
    type(summer).objects.filter(pk=summer.pk).update(colour="honey")
    for each in (campaign, summer):
        publish(account, replies=6, campaign=each, theme=factories.make_theme(campaign=each, name="Recettes", colour="plum"))
    publish(account, replies=6, campaign=summer, theme=factories.make_theme(campaign=summer, name="Terrasse"))
    page = sign_in(analyst).get(address("results", brand)).content.decode()
    lines = [
        " ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.findall(r'<th scope="row">(.*?)</th>', page, re.DOTALL)
    ]
    assert {"Recettes Noël", "Recettes Été", "Terrasse"} <= set(lines)
    assert page.count('class="dot" data-tint="plum"') == 2 and 'data-tint="honey"' in page, "the colours they have everywhere"


# --- who may ---------------------------------------------------------------------------------------------------------
def test_results_are_for_those_who_may_read_them(sign_in, analyst, reader, stranger, account, brand):
    for name in ("results", "posts", "download"):
        for member, status in ((analyst, 200), (reader, 403), (stranger, 404)):
            assert sign_in(member).get(address(name, brand)).status_code == status


def test_figures_of_another_brand_do_not_exist(sign_in, stranger, account, brand, campaign):
    publication = publish(account, likes=4242, campaign=campaign)
    client = sign_in(stranger)
    assert client.get(address("post_figures", stranger.brand, publication.variant.post_id)).status_code == 404
    assert client.get(address("campaign_progress", stranger.brand, campaign.pk)).status_code == 404
    for query in ({}, {"account": account.pk}, {"campaign": campaign.pk}):
        assert b"4242" not in client.get(address("results", stranger.brand, **query)).content
        assert b"4242" not in client.get(address("posts", stranger.brand, **query)).content
