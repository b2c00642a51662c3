"""The calendar: what stands where, for whom, at what cost."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from editorial import drafting, scheduling, undo
from editorial.calendar import bands
from editorial.calendar.bands import Band
from editorial.models import Undo
from publishing.models import Publication
from tests import factories
from tests.editorial.conftest import HOUR, ZONE, fresh

NOW = datetime(2030, 1, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def see(brand, author, sign_in):
    """`see("view=week")` is the calendar as the author sees it."""

    def seen(query: str = "", member=author, **headers) -> str:
        response = sign_in(member).get(f"{reverse('editorial:calendar', args=[brand.slug])}?{query}", headers=headers)
        assert response.status_code == 200
        return response.content.decode()

    return seen


def day_of(page: str, pk: int) -> str:
    """The day in which a page of the month shows a post."""
    before = page[: page.index(f'id="p{pk}"')]
    return before.rpartition('data-day="')[2][:10]


# --- what stands where -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", ["", "view=week&on=2030-01-14", "view=list"])
def test_a_post_stands_at_its_hour_with_its_networks_and_its_word(see, approved, view):
    page = see(view)
    assert f'id="p{approved.pk}"' in page and "09:30" in page
    assert all(f'alt="{name}"' in page or f'aria-label="{name}"' in page for name in ("Mastodon", "Facebook"))
    assert "Scheduled" in page and "Bonjour à toutes et à tous." in page


def test_days_and_hours_are_the_readers(see, post, brand):
    scheduling.set_date(post, datetime(2030, 1, 15, 23, 30), ZONE, by=post.author)
    in_tokyo = factories.make_member(brand=brand, roles=["cm"], zone="Asia/Tokyo")
    assert day_of(see(), post.pk) == "2030-01-15"
    there = see("", in_tokyo)
    assert day_of(there, post.pk) == "2030-01-16" and "07:30" in there and "Hours of Tokyo" in there


def test_a_week_has_the_hours_of_the_slots_as_the_reader_counts_them(see, brand, account, post):
    factories.make_slot(account=account, weekday=5, at=time(20))
    assert 'data-hour="20"' in see("view=week") and 'data-hour="21"' not in see("view=week")
    in_tokyo = factories.make_member(brand=brand, roles=["cm"], zone="Asia/Tokyo")
    assert 'data-hour="4"' in see("view=week", in_tokyo)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_weeks_begin_on_monday_in_both_languages(see, brand, post, language):
    page = see("", factories.make_member(brand=brand, roles=["cm"], language=language))
    assert 'data-day="2029-12-31"' in page and 'data-day="2029-12-30"' not in page


def test_today_is_marked_and_another_month_is_an_address(see, post):
    assert 'day--today" role="listitem" data-day="2030-01-10"' in see()
    assert "March 2030" in see("on=2030-03")
    assert "January 2030" in see("on=nonsense&view=cube&campaign=x")


def test_what_is_without_a_date_has_a_place_of_its_own(see, post):
    scheduling.clear_date(post, by=post.author)
    assert f'id="p{post.pk}"' not in see()
    assert f'id="p{post.pk}"' in see("view=undated")


def test_archived_posts_are_gone(see, post):
    drafting.archive(post, by=post.author)
    assert f'id="p{post.pk}"' not in see()


def test_a_published_post_leads_to_the_network_and_does_not_move(see, approved):
    Publication.objects.update(
        state="published", remote_id="1", remote_url="https://social.example/1", published_at=NOW, planned_for=NOW, due_at=NOW
    )
    page = see()
    assert page.count('href="https://social.example/1"') == 2 and "Published" in page
    assert f'id="p{approved.pk}" draggable' not in page


def test_a_post_whose_words_are_all_an_accounts_own_shows_them(see, brand, account, author):
    from editorial.content import Content, Version
    from editorial.drafting import Draft

    drafting.create(brand, Draft(Content(versions=(Version(account, "Rien qu’ici."),)), wall=HOUR, zone=ZONE), by=author)
    assert "Rien qu’ici." in see()


def test_a_campaign_runs_behind_its_days_and_is_named_where_it_begins_or_the_page_does(see, brand, approved):
    factories.make_campaign(brand=brand, name="Galette", starts_on=date(2030, 1, 8), ends_on=date(2030, 1, 22))
    factories.make_campaign(brand=brand, name="Hiver", starts_on=date(2029, 12, 1), ends_on=date(2030, 2, 28))
    page = see()
    assert page.count('title="Galette"') == 3 and page.count('title="Hiver"') == 5
    for name, day in (("Galette", "2030-01-07"), ("Hiver", "2029-12-31")):
        assert page.count(f'<span class="phase__name">{name}</span>') == 1
        behind = page.index(f'<span class="phase__name">{name}')
        assert page.index(f'data-day="{day}"', behind) == page.index('data-day="', behind), "in front of the days of its week"
    assert '<span class="phase__name">Hiver</span>' in see("view=week")


def test_campaigns_keep_their_lines_through_a_week_and_follow_each_other_on_one(brand):
    week = [date(2030, 1, 7) + timedelta(days=number) for number in range(7)]
    long = factories.make_campaign(brand=brand, starts_on=date(2030, 1, 2), ends_on=date(2030, 1, 31))
    over = factories.make_campaign(brand=brand, starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 8))
    next_ = factories.make_campaign(brand=brand, starts_on=date(2030, 1, 10), ends_on=date(2030, 1, 20))
    assert bands.of_week([long, over, next_], week, opening=False) == [
        Band(over, line=1, start=1, days=2, last=True),
        Band(next_, line=1, start=4, days=4, first=True, named=True),
        Band(long, line=2, start=1, days=7),
    ]


def test_at_most_three_campaigns_stand_behind_a_week(brand):
    week = [date(2030, 1, 7) + timedelta(days=number) for number in range(7)]
    many = [factories.make_campaign(brand=brand, starts_on=week[0], ends_on=week[6]) for _ in range(5)]
    archived = factories.make_campaign(brand=brand, starts_on=week[0], ends_on=week[6])
    archived.archived_at = NOW
    assert [band.campaign for band in bands.of_week([archived, *many], week, opening=True)] == many[:3]


def test_a_full_day_shows_some_and_says_how_many_more(see, brand, account):
    for minute in range(12):
        factories.make_post(brand=brand, accounts=[account], planned_for=datetime(2030, 1, 15, 8, minute, tzinfo=UTC))
    page = see()
    assert page.count('class="chip ') == 4 and "+8 more" in page


def test_an_empty_brand_is_taught_the_next_step(see):
    assert "Nothing is planned yet" in see() and "Write a post" in see()


# --- filters ---------------------------------------------------------------------------------------------------------
def test_filters_are_in_the_address(see, brand, author, account, second_account):
    campaign = factories.make_campaign(brand=brand)
    theme = factories.make_theme(campaign=campaign)
    at = datetime(2030, 1, 15, 8, tzinfo=UTC)
    values = {"campaign": campaign, "theme": theme, "state": "submitted", "author": author, "text": "Les sablés"}
    ours = factories.make_post(brand=brand, accounts=[account], planned_for=at, **values)
    other = factories.make_post(brand=brand, accounts=[second_account], planned_for=at)
    queries = (
        "campaign={0.pk}",
        "theme={1.pk}",
        "account={2.pk}",
        "network=mastodon",
        "person={3.pk}",
        "q=sabl",
        "status=submitted",
    )
    for query in (each.format(campaign, theme, account, author) for each in queries):
        page = see(query)
        assert f'id="p{ours.pk}"' in page and f'id="p{other.pk}"' not in page, query
    assert f'href="?view=week&amp;campaign={campaign.pk}"' in see(f"campaign={campaign.pk}"), "and stay when the view changes"


def test_the_list_pages_by_key_and_loses_none(see, brand, account):
    at = datetime(2030, 1, 15, 8, tzinfo=UTC)
    made = {factories.make_post(brand=brand, accounts=[account], planned_for=at).pk for _ in range(60)}
    first = see("view=list")
    after = first.partition("after=")[2].partition('"')[0]
    second = see(f"view=list&after={after}")
    shown = [{pk for pk in made if f'id="p{pk}"' in page} for page in (first, second)]
    assert len(shown[0]) == 50 and shown[0] | shown[1] == made and not shown[0] & shown[1]


# --- live ------------------------------------------------------------------------------------------------------------
def test_a_page_that_has_seen_all_gets_nothing_and_a_change_comes_at_once(brand, author, approved, sign_in):
    client = sign_in(author)
    address = reverse("editorial:calendar", args=[brand.slug])
    seen = client.get(address, headers={"HX-Request": "true"}).content.decode().partition("seen=")[2][:16]
    assert client.get(address, {"seen": seen}, headers={"HX-Request": "true"}).status_code == 204
    Publication.objects.filter(account__network_name="mastodon").update(state="sending")
    changed = client.get(address, {"seen": seen}, headers={"HX-Request": "true"})
    assert changed.status_code == 200 and "Leaving" in changed.content.decode()
    assert "<html" not in changed.content.decode()


def test_it_looks_often_only_while_something_is_about_to_leave(see, approved):
    assert 'data-every="60"' in see()
    with time_machine.travel(datetime(2030, 1, 15, 8, 29, tzinfo=UTC), tick=False):
        assert 'data-every="4"' in see()


# --- moving ----------------------------------------------------------------------------------------------------------
def test_a_drop_on_a_day_keeps_the_hour_and_answers_with_the_calendar(brand, author, approved, sign_in):
    url = reverse("editorial:move", args=[brand.slug, approved.pk])
    response = sign_in(author).post(
        url, {"drop": 1, "date": "2030-01-20", "here": "?on=2030-01-10"}, headers={"HX-Request": "true"}
    )
    assert fresh(approved).wall == HOUR.replace(day=20)
    assert day_of(response.content.decode(), approved.pk) == "2030-01-20"
    assert '"undo":' in response.headers["HX-Trigger"]


def test_a_drop_on_an_hour_keeps_the_minutes(brand, author, approved, sign_in):
    url = reverse("editorial:move", args=[brand.slug, approved.pk])
    sign_in(author).post(url, {"drop": 1, "date": "2030-01-20", "hour": "17"}, headers={"HX-Request": "true"})
    assert fresh(approved).wall == HOUR.replace(day=20, hour=17)


def test_the_post_keeps_the_zone_that_was_chosen_for_it(brand, approved, sign_in):
    far = factories.make_member(brand=brand, roles=["cm"], zone="America/New_York")
    sign_in(far).post(reverse("editorial:move", args=[brand.slug, approved.pk]), {"drop": 1, "date": "2030-01-20", "hour": "10"})
    kept = fresh(approved)
    assert (kept.zone, kept.wall) == (ZONE, datetime(2030, 1, 20, 16, 30))


def test_a_drop_into_the_past_says_so_and_moves_nothing(brand, author, approved, sign_in):
    url = reverse("editorial:move", args=[brand.slug, approved.pk])
    response = sign_in(author).post(url, {"drop": 1, "date": "2030-01-02"}, headers={"HX-Request": "true"})
    assert "has passed" in response.headers["HX-Trigger"]
    assert fresh(approved).wall == HOUR


def test_undo_puts_it_back(brand, author, approved, sign_in):
    client, url = sign_in(author), reverse("editorial:move", args=[brand.slug, approved.pk])
    told = client.post(url, {"drop": 1, "date": "2030-01-20"}, headers={"HX-Request": "true"}).headers["HX-Trigger"]
    import json

    client.post(json.loads(told)["toast"]["undo"])
    assert fresh(approved).wall == HOUR


def test_moving_by_form_shows_a_wrong_date_again(brand, author, approved, sign_in):
    url = reverse("editorial:move", args=[brand.slug, approved.pk])
    response = sign_in(author).post(url, {"date": "2030-02-01", "time": "", "zone": ZONE})
    page = response.content.decode()
    assert response.status_code == 422 and "At what time?" in page and 'value="2030-02-01"' in page


def test_moving_by_form_says_when_somebody_was_first(brand, author, lead, approved, sign_in):
    url = reverse("editorial:move", args=[brand.slug, approved.pk])
    scheduling.set_date(approved, HOUR.replace(hour=18), ZONE, by=lead)
    data = {"date": "2030-01-20", "time": "10:00", "zone": ZONE, "revision": approved.revision}
    response = sign_in(author).post(url, data)
    assert response.status_code == 422 and "Somebody changed this post" in response.content.decode()
    assert fresh(approved).wall.hour == 18


def test_taking_the_date_away_offers_to_put_it_back(brand, author, approved, sign_in):
    response = sign_in(author).post(reverse("editorial:clear_date", args=[brand.slug, approved.pk]), follow=True)
    assert fresh(approved).planned_for is None
    page = response.content.decode()
    assert "It has no date any more." in page and f'action="{undo.address(Undo.objects.get())}"' in page


def test_an_approver_sees_no_handle_to_drag(see, approved, approver):
    assert 'draggable="true"' not in see("", approver)


# --- sheet -----------------------------------------------------------------------------------------------------------
def test_the_sheet_holds_what_is_shown_in_the_readers_hours(brand, author, approved, sign_in):
    approved.text = "=1+1"
    approved.save()
    body = b"".join(sign_in(author).get(reverse("editorial:calendar_csv", args=[brand.slug]))).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(body))
    told = dict(zip(head, row, strict=True))
    assert (told["Date"], told["Time"], told["Time zone"], told["Status"]) == ("2030-01-15", "09:30", ZONE, "Scheduled")
    assert told["Text"] == "'=1+1"


# --- the same number of questions -------------------------------------------------------------------------------------
@pytest.mark.parametrize("view", ["month", "week", "list", "undated"])
def test_the_calendar_asks_the_same_whatever_there_is(
    brand, author, account, second_account, sign_in, view, django_assert_max_num_queries
):
    client, asked = sign_in(author), []
    picture = factories.make_asset(brand=brand)
    for size in (2, 30):
        for number in range(size):
            at = None if view == "undated" else datetime(2030, 1, 15, 8, tzinfo=UTC) + timedelta(hours=number)
            post = factories.make_post(brand=brand, accounts=[account, second_account], planned_for=at, state="approved")
            post.pictures.create(asset=picture, place=0)
            for variant in post.variants.all():
                variant.publication = factories.make_publication(account=variant.account, due_at=at)
                variant.save()
        factories.make_theme(campaign=factories.make_campaign(brand=brand))
        with django_assert_max_num_queries(15) as queries:
            client.get(reverse("editorial:calendar", args=[brand.slug]), {"view": view, "on": "2030-01-14"})
        asked.append(len(queries))
    assert asked[0] == asked[1]


# --- several at once -------------------------------------------------------------------------------------------------
def test_several_posts_pass_the_same_gate_as_one(brand, author, account, sign_in):
    good = [factories.make_post(brand=brand, author=author, accounts=[account]) for _ in range(2)]
    bad = factories.make_post(brand=brand, author=author, text="Sans compte")
    data = {"act": "submit", "pk": [*(post.pk for post in (*good, bad)), "9" * 30, "²"], "here": "?view=undated"}
    page = sign_in(author).post(reverse("editorial:several", args=[brand.slug]), data, follow=True).content.decode()
    assert {fresh(post).state for post in good} == {"submitted"} and fresh(bad).state == "draft"
    assert "Done for 2 posts." in page and "Sans compte: Choose at least one account." in page


def test_posts_of_another_brand_are_not_among_them(brand, other_brand, author, sign_in):
    theirs = factories.make_post(brand=other_brand)
    sign_in(author).post(reverse("editorial:several", args=[brand.slug]), {"act": "archive", "pk": [theirs.pk]})
    assert fresh(theirs).state == "draft"


def test_several_posts_are_moved_by_days_lose_their_dates_and_get_them_back(brand, author, account, sign_in):
    day = datetime(2030, 1, 15, 8, tzinfo=UTC)
    posts = [factories.make_post(brand=brand, accounts=[account], planned_for=day + timedelta(hours=n)) for n in range(2)]
    away = factories.make_post(brand=brand, accounts=[account])
    client, url = sign_in(author), reverse("editorial:several", args=[brand.slug])
    data = {"pk": [post.pk for post in (*posts, away)], "here": "?view=list", "act": "later"}
    page = client.post(url, data | {"days": "7"}, follow=True).content.decode()
    assert (
        [fresh(post).wall.day for post in posts] == [22, 22] and "Done for 2 posts." in page and "no date that could move" in page
    )
    client.post(undo.address(Undo.objects.latest("pk")))
    assert [fresh(post).wall.day for post in posts] == [15, 15]
    for wrong in ("", "0", "x", "9999"):
        assert "By how many days?" in client.post(url, data | {"days": wrong}, follow=True).content.decode()
    client.post(url, data | {"act": "clear", "pk": [posts[0].pk]})
    assert fresh(posts[0]).wall is None
    client.post(undo.address(Undo.objects.latest("pk")))
    assert fresh(posts[0]).wall.day == 15
