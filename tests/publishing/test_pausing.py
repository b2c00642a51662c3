"""Pausing: what it keeps, who may, and what becomes of what became due meanwhile."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lib import clock
from lib.states import NoSuchMove
from publishing.engine import claiming, draining, gate, late
from publishing.models import Account, Hold, Pause, Publication, State
from publishing.pausing import pausing, resuming, tagging
from publishing.troubles import repeating
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
TEN = timedelta(minutes=10)


def due(account, minutes: float = 1, **fields) -> Publication:
    return factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=minutes), **fields)


def fresh(row: Publication) -> Publication:
    return Publication.objects.get(pk=row.pk)


def held(account, minutes: float = 30, **fields) -> Publication:
    return due(account, minutes, state="held", hold="pause", **fields)


def url(name, brand, *args):
    return reverse(f"publishing:{name}", args=[brand.slug, *args])


@pytest.fixture
def caretaker(author):
    """Who schedules in the brand and looks after the installation."""
    author.user.is_superuser = True
    author.user.save()
    return author


# --- what a pause keeps ----------------------------------------------------------------------------------------------
def test_a_tag_keeps_what_carries_it_and_lets_the_rest_go(account, brand, author):
    kept, free = due(account, tags=["Rentrée", "Recettes"]), due(account, tags=["Recettes"])
    pausing.pause(brand, by=author, reason="a wrong price", tag="Rentrée")
    draining.drain()
    assert (fresh(kept).state, fresh(free).state) == (State.PLANNED, State.PUBLISHED)


def test_the_same_tag_in_another_brand_is_another_tag(account, brand, author, other_brand):
    elsewhere = due(factories.make_account(brand=other_brand, network="toy"), tags=["Rentrée"])
    pausing.pause(brand, by=author, reason="a wrong price", tag="Rentrée")
    draining.drain()
    assert fresh(elsewhere).state == State.PUBLISHED


def test_everything_is_stopped_by_who_looks_after_the_installation(account, other_brand, caretaker):
    rows = [due(account), due(factories.make_account(brand=other_brand, network="toy"))]
    pausing.pause(None, by=caretaker, reason="the network room burns")
    assert draining.drain() == 0
    assert {fresh(row).state for row in rows} == {State.PLANNED}


def test_nobody_else_stops_everything(admin):
    with pytest.raises(PermissionDenied):
        pausing.pause(None, by=admin, reason="I want it")
    assert not Pause.objects.exists()


def test_pauses_overlap_and_the_last_one_lifted_lets_it_go(account, brand, author):
    row = due(account)
    whole = pausing.pause(brand, by=author, reason="a storm")
    part = pausing.pause(brand, by=author, reason="new owner", account=account)
    assert pausing.lift(whole, by=author) == 0
    assert fresh(row).state == State.PLANNED
    assert pausing.lift(part, by=author) == 1
    assert (fresh(row).state, fresh(row).hold) == (State.HELD, Hold.PAUSE)


def test_a_pause_tells_how_much_was_already_on_the_wire(account, brand, author):
    due(account)
    claiming.begin(claiming.claim(clock.now(), 1), clock.now(), "worker")
    due(factories.make_account(brand=brand, network="toy"))
    assert pausing.pause(brand, by=author, reason="a storm").on_wire == 1


def test_without_a_pause_the_claim_is_the_query_it_was(account, django_assert_num_queries):
    due(account)
    rows = Publication.objects.filter(state=State.PLANNED)
    with django_assert_num_queries(1):
        assert gate.not_paused(rows) is rows


def test_what_is_paused_is_not_set_aside_for_being_late(account, brand, author):
    brand.late_policy = "drop"
    brand.save()
    row = due(account, minutes=300)
    pausing.pause(brand, by=author, reason="a storm")
    assert late.set_aside(clock.now()) == 0
    assert fresh(row).state == State.PLANNED


def test_what_is_not_yet_due_when_a_pause_ends_leaves_at_its_time(account, brand, author):
    row = factories.make_publication(account=account, due_at=clock.now() + timedelta(hours=1))
    assert pausing.lift(pausing.pause(brand, by=author, reason="a storm"), by=author) == 0
    assert fresh(row).state == State.PLANNED


def test_editorial_plans_with_campaign_and_theme_and_says_what_they_are_called(brand, author, lead):
    from editorial import handover, tags
    from tests.factories import make_campaign, make_post, make_theme

    campaign = make_campaign(brand=brand, name="Rentrée")
    theme = make_theme(campaign=campaign, name="Recettes")
    account = factories.make_account(brand=brand, network="toy")
    planned_for = clock.now() + timedelta(days=1)
    post = make_post(
        brand=brand, author=author, accounts=[account], state="approved", planned_for=planned_for, campaign=campaign, theme=theme
    )
    handover.plan(post)
    assert brand.publications.get().tags == [f"campaign:{campaign.pk}", f"theme:{theme.pk}"]
    assert [label for _key, label in tagging.waiting(brand)] == ["Rentrée", "Rentrée · Recettes"]
    post.theme = None
    handover.retag(post)
    assert tagging.waiting(brand) == [(f"campaign:{campaign.pk}", "Rentrée")]
    stop = pausing.pause(brand, by=author, reason="a wrong price", tag=f"campaign:{campaign.pk}")
    campaign.name = "Rentrée douce"
    campaign.save()
    tags.renew()
    post.campaign.refresh_from_db()
    handover.retag(post)
    assert tagging.waiting(brand) == [(f"campaign:{campaign.pk}", "Rentrée douce")]
    assert brand.publications.filter(stop.covered).exists(), "a campaign that is called otherwise goes on being stopped"
    assert stop.label == "Rentrée"


# --- after a pause ---------------------------------------------------------------------------------------------------
def test_nothing_bursts_on_each_account_one_leaves_at_a_time(brand, author, account):
    other = factories.make_account(brand=brand, network="toy")
    ours = [held(account, minutes) for minutes in (50, 40, 30)]
    theirs = held(other)
    now = clock.now()
    assert len(resuming.send(resuming.waiting(brand), every=TEN, by=author)) == 4
    waits = [round((fresh(row).due_at - now) / TEN) for row in ours]
    assert waits == [0, 1, 2]
    assert round((fresh(theirs).due_at - now) / TEN) == 0
    assert draining.drain() == 2


def test_the_pace_also_counts_what_is_planned_there(brand, author, account):
    planned = factories.make_publication(account=account, due_at=clock.now() + timedelta(minutes=5))
    row = held(account)
    resuming.send(resuming.waiting(brand), every=TEN, by=author)
    assert fresh(row).due_at == fresh(planned).due_at + TEN


def test_moved_posts_follow_each_other_from_the_new_time_on(brand, author, account):
    first, second = held(account, 50), held(account, 40)
    wall = clock.wall(clock.now() + timedelta(days=2), brand.zone).replace(hour=9, minute=0, second=0, microsecond=0)
    resuming.move(resuming.waiting(brand), wall, brand.zone, every=TEN, by=author)
    assert (fresh(first).wall, fresh(second).wall) == (wall, wall + TEN)
    assert fresh(first).due_at == fresh(first).planned_for == clock.resolve(wall, brand.zone)


def test_dropped_posts_never_leave(brand, author, account, script):
    row = held(account)
    resuming.drop(resuming.waiting(brand), by=author)
    draining.drain()
    assert (fresh(row).state, script.accepted) == (State.CANCELLED, [])
    assert brand.audit_entries.get(verb="delivery.dropped").details["publications"] == [row.pk]


def test_what_follows_a_dropped_post_is_dropped_with_it(brand, author, account):
    first = held(account)
    second = factories.make_publication(account=account, state="waiting", follows=first)
    resuming.drop(resuming.waiting(brand), by=author)
    assert {fresh(row).state for row in (first, second)} == {State.CANCELLED}


def test_what_is_on_an_account_to_reconnect_waits_for_that(brand, author, account):
    row = held(account)
    Account.objects.filter(pk=account.pk).update(state="lost")
    assert resuming.send(resuming.waiting(brand), by=author) == []
    assert (fresh(row).state, fresh(row).hold) == (State.HELD, Hold.ACCOUNT)


def test_hundreds_are_spread_with_a_few_queries_a_row(brand, author, account):
    for _ in range(300):
        held(account)
    last = resuming.send(resuming.waiting(brand), every=TEN, by=author)[-1]
    assert round((last.due_at - clock.now()) / TEN) == 299


# --- the pages -------------------------------------------------------------------------------------------------------
def test_a_pause_is_made_on_its_page_and_lifted_to_the_list(brand, account, author, sign_in):
    row, client = due(account), sign_in(author)
    client.post(url("pause", brand), {"what": f"account:{account.pk}", "reason": "A storm"})
    pause = brand.pauses.get()
    assert (pause.account, pause.by) == (account, str(author))
    page = client.get(url("accounts", brand)).content.decode()
    assert "A storm" in page and "Paused: " in page
    answer = client.post(url("lift", brand, pause.pk))
    assert answer.url == url("resume", brand)
    assert fresh(row).text in client.get(answer.url).content.decode()


def test_a_pause_without_a_reason_is_told_so_and_keeps_what_was_chosen(brand, account, author, sign_in):
    answer = sign_in(author).post(url("pause", brand), {"what": f"account:{account.pk}", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why nothing shall leave" in page
    assert f'<option value="account:{account.pk}" selected>' in page


@pytest.mark.parametrize("what", ["all", "account:999999", "tag:Unknown", "nonsense"])
def test_what_is_not_offered_cannot_be_paused(what, brand, author, sign_in):
    assert sign_in(author).post(url("pause", brand), {"what": what, "reason": "x"}).status_code == 422
    assert not Pause.objects.exists()


def test_an_account_of_another_brand_cannot_be_paused(brand, other_brand, author, sign_in):
    theirs = factories.make_account(brand=other_brand)
    assert sign_in(author).post(url("pause", brand), {"what": f"account:{theirs.pk}", "reason": "x"}).status_code == 422


def test_a_pause_of_everything_is_seen_everywhere_and_lifted_by_its_caretaker_alone(
    brand, other_brand, caretaker, admin, stranger, sign_in
):
    sign_in(caretaker).post(url("pause", brand), {"what": "all", "reason": "The network room burns"})
    pause = Pause.objects.get()
    assert pause.brand is None
    assert "The network room burns" in sign_in(stranger).get(url("accounts", other_brand)).content.decode()
    assert sign_in(admin).post(url("lift", brand, pause.pk)).status_code == 404
    assert sign_in(stranger).post(url("lift", other_brand, pause.pk)).status_code == 404
    sign_in(caretaker).post(url("lift", brand, pause.pk))
    assert not Pause.objects.filter(lifted_at=None).exists()


def test_who_does_not_schedule_neither_pauses_nor_resumes(brand, account, reader, sign_in):
    held(account)
    client = sign_in(reader)
    assert client.post(url("pause", brand), {"what": "brand", "reason": "x"}).status_code == 403
    assert client.get(url("resume", brand)).status_code == 403
    assert client.post(url("resume", brand), {"act": "send:all", "minutes": 10}).status_code == 403


def test_a_stranger_settles_nothing(brand, account, stranger, sign_in):
    row, client = held(account), sign_in(stranger)
    assert client.post(url("resume", brand), {"act": "send:all", "minutes": 10}).status_code == 404
    client.post(url("resume", stranger.brand), {"act": f"send:{row.pk}", "minutes": 10})
    assert fresh(row).state == State.HELD


def test_ticked_rows_are_sent_and_the_rest_stays(brand, account, author, sign_in):
    chosen, other = held(account), held(account)
    answer = sign_in(author).post(url("resume", brand), {"act": "send", "pk": [chosen.pk], "minutes": 10}, follow=True)
    assert (fresh(chosen).state, fresh(other).state) == (State.PLANNED, State.HELD)
    assert "1 post leaves." in answer.content.decode()


def test_who_was_second_is_told(brand, account, author, sign_in):
    mine, settled = held(account), held(account)
    Publication.objects.filter(pk=settled.pk).update(state="cancelled", hold="")
    answer = sign_in(author).post(url("resume", brand), {"act": "send", "pk": [mine.pk, settled.pk], "minutes": 10}, follow=True)
    assert "1 stays as it is: somebody settled it in the meantime" in answer.content.decode()
    assert fresh(settled).state == State.CANCELLED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"act": "send", "minutes": 10}, "Tick what this is about"),
        ({"act": "send:all", "minutes": 0}, "greater than or equal to 1"),
        ({"act": "move:all", "minutes": 10}, "This field is required"),
        ({"act": "move:all", "minutes": 10, "date": "2020-01-01", "time": "09:00"}, "This time has passed"),
    ],
)
def test_bad_choices_are_said_and_nothing_leaves(data, said, brand, account, author, sign_in):
    row = held(account)
    answer = sign_in(author).post(url("resume", brand), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert fresh(row).state == State.HELD


def test_the_list_asks_the_same_of_the_database_for_two_rows_as_for_sixty_and_pages(
    brand, account, author, sign_in, django_assert_max_num_queries
):
    client = sign_in(author)
    held(account), held(account)
    client.get(url("resume", brand))
    with django_assert_max_num_queries(20) as few:
        client.get(url("resume", brand))
    for _ in range(58):
        held(factories.make_account(brand=brand, network="toy"))
    with django_assert_max_num_queries(20) as many:
        page = client.get(url("resume", brand)).content.decode()
    assert len(many) == len(few)
    assert page.count("data-row") == 50 and "?after=" in page


def test_every_page_says_that_posts_wait_for_a_word(brand, account, author, reader, sign_in):
    held(account)
    assert "Nothing of it leaves before you say so" in sign_in(author).get(url("accounts", brand)).content.decode()
    assert "Nothing of it leaves before you say so" not in sign_in(reader).get(url("accounts", brand)).content.decode()


# --- another time for one --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "hold"), [("held", "late"), ("held", "pause"), ("held", "tries"), ("refused", ""), ("missed", "")]
)
def test_what_did_not_leave_gets_another_time(state, hold, brand, account, author, sign_in):
    row = due(account, state=state, hold=hold)
    answer = sign_in(author).post(url("move", brand, row.pk), {"date": "2031-03-04", "time": "09:30"}, follow=True)
    row = fresh(row)
    assert (row.state, row.hold, str(row.wall)) == (State.PLANNED, "", "2031-03-04 09:30:00")
    assert "It has another time." in answer.content.decode()
    assert brand.audit_entries.filter(verb="publication.moved").exists()


def test_another_time_does_not_let_go_what_waits_for_its_account(brand, account):
    Account.objects.filter(pk=account.pk).update(state="lost")
    rows = [due(account, state="held", hold="account"), due(account, state="refused"), due(account, state="held", hold="tries")]
    wall = clock.wall(clock.now() + timedelta(days=1), brand.zone)
    for row in rows:
        repeating.give_time(fresh(row), wall=wall, zone=brand.zone)
    assert {(fresh(row).state, fresh(row).hold) for row in rows} == {(State.HELD, Hold.ACCOUNT)}


@pytest.mark.parametrize("state", ["unconfirmed", "published", "cancelled", "sending"])
def test_what_may_be_on_its_network_gets_no_other_time_and_is_not_tried_again(state, account):
    row = due(account, state=state)
    with pytest.raises(NoSuchMove):
        repeating.give_time(row, wall=clock.now().replace(tzinfo=None), zone="Europe/Paris")
    with pytest.raises(NoSuchMove):
        repeating.again(row)


def test_an_unconfirmed_post_is_never_released_as_if_it_were_held(brand, account, author, sign_in):
    row = due(account, state="unconfirmed")
    answer = sign_in(author).post(url("release", brand, row.pk), follow=True)
    assert "in the meantime" in answer.content.decode()
    assert fresh(row).state == State.UNCONFIRMED
