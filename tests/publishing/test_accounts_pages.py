"""The accounts pages: who may, what a bad answer says, and that nothing planned is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from lib import clock
from lib.answers import NotReached
from lib.http import AddressRefused
from networks.base import ConnectField, ConnectRefused, Identity, Refreshed
from networks.limits import Allowance, Quota
from networks.outcomes import NotSent, Trouble
from publishing.accounts import accounts, checking, connecting, health
from publishing.engine import circuits, draining
from publishing.models import Account, Circuit, Publication, State
from publishing.pausing import pausing
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(monkeypatch):
    """The toy network asks for a handle and a password; the password "right" lets one in."""

    def connect(self, wire, answers):
        if answers["handle"] == "away":
            raise NotReached("no such name")
        if answers["password"] != "right":
            raise ConnectRefused("The password is not right.", "password")
        return Identity(f"id-{answers['handle']}", answers["handle"], "https://toy.example", {"access": "new"}, name="Toy")

    fields = (ConnectField("handle", "Handle"), ConnectField("password", "Password", "secret"))
    monkeypatch.setattr(toy.Toy, "connect_fields", fields)
    monkeypatch.setattr(toy.Toy, "connect", connect)


def url(name, brand, *args):
    return reverse(f"publishing:{name}", args=[brand.slug, *args])


def test_an_empty_brand_is_told_what_to_do_next(brand, admin, sign_in):
    page = sign_in(admin).get(url("accounts", brand))
    assert "Connect an account" in page.content.decode()


def test_an_administrator_connects_an_account(brand, admin, sign_in, questions):
    answer = sign_in(admin).post(url("connect", brand, "toy"), {"handle": "lune", "password": "right"})
    assert answer.status_code == 302
    account = brand.accounts.get()
    assert (account.handle, account.unseal()) == ("lune", {"access": "new"})
    assert brand.audit_entries.filter(verb="account.connected", user=admin.user).exists()


def test_a_wrong_password_is_said_at_its_field_and_nothing_typed_is_lost(brand, admin, sign_in, questions):
    answer = sign_in(admin).post(url("connect", brand, "toy"), {"handle": "lune", "password": "wrong"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The password is not right." in page
    assert 'value="lune"' in page
    assert not brand.accounts.exists()


def test_a_server_that_is_away_is_said_in_a_sentence(brand, admin, sign_in, questions):
    answer = sign_in(admin).post(url("connect", brand, "toy"), {"handle": "away", "password": "right"})
    assert answer.status_code == 422
    assert "no such server" in answer.content.decode()


@pytest.mark.parametrize("language,sentence", [("en", "not a public one"), ("fr", "n’est pas publique")])
def test_a_private_address_is_refused_by_page_and_command_with_what_may_be_done(brand, tmp_path, language, sentence):
    with translation.override(language):
        assert sentence in connecting.why_not_asked(AddressRefused("10.0.0.1 is not a public address"))
    (tmp_path / "password").write_text("right")
    asked = {"brand": brand.slug, "service": "http://10.0.0.1", "handle": "lune.test", "language": language}
    with pytest.raises(CommandError, match=sentence):
        call_command("connect", "bluesky", **asked, password=tmp_path / "password")
    assert not brand.accounts.exists()


def test_who_may_not_connect_is_refused(brand, author, sign_in, questions):
    assert sign_in(author).post(url("connect", brand, "toy"), {"handle": "lune", "password": "right"}).status_code == 403


def test_a_stranger_finds_nothing(brand, account, stranger, sign_in):
    assert sign_in(stranger).get(url("accounts", brand)).status_code == 404
    assert sign_in(stranger).get(url("reconnect", stranger.brand, account.pk)).status_code == 404


def test_reconnecting_keeps_what_is_planned_and_lets_it_leave(brand, account, admin, sign_in, questions):
    Account.objects.filter(pk=account.pk).update(state="lost", wire="live", remote_id="id-lune")
    row = factories.make_publication(account=account, state="held", hold="account")
    sign_in(admin).post(url("reconnect", brand, account.pk), {"handle": "lune", "password": "right"})
    assert Publication.objects.get(pk=row.pk).state == State.PLANNED
    assert Account.objects.get(pk=account.pk).state == Account.State.CONNECTED


def test_answers_of_another_account_do_not_take_the_place_of_this_one(brand, account, admin, sign_in, questions):
    Account.objects.filter(pk=account.pk).update(state="lost", wire="live", remote_id="id-lune")
    answer = sign_in(admin).post(url("reconnect", brand, account.pk), {"handle": "mars", "password": "right"})
    assert answer.status_code == 422
    assert Account.objects.get(pk=account.pk).state == Account.State.LOST


def test_disconnecting_asks_for_the_name_and_takes_back_what_is_planned(brand, account, admin, sign_in):
    row = factories.make_publication(account=account)
    client = sign_in(admin)
    assert client.post(url("disconnect", brand, account.pk), {"handle": "something"}).status_code == 422
    assert Publication.objects.get(pk=row.pk).state == State.PLANNED
    client.post(url("disconnect", brand, account.pk), {"handle": account.handle})
    assert Publication.objects.get(pk=row.pk).state == State.CANCELLED
    assert Account.objects.get(pk=account.pk).unseal() == {}


def test_the_page_asks_the_same_of_the_database_for_two_accounts_as_for_twenty(
    brand, admin, sign_in, django_assert_max_num_queries
):
    client = sign_in(admin)
    for _ in range(2):
        factories.make_account(brand=brand, network="toy")
    client.get(url("accounts", brand))
    with django_assert_max_num_queries(20) as few:
        client.get(url("accounts", brand))
    for _ in range(18):
        factories.make_publication(account=factories.make_account(brand=brand, network="toy"))
    with django_assert_max_num_queries(20) as many:
        client.get(url("accounts", brand))
    assert len(many) == len(few)


def test_a_held_post_shows_who_must_act_and_can_be_let_go(brand, account, author, sign_in):
    row = factories.make_publication(account=account, state="held", hold="late")
    client = sign_in(author)
    assert "its hour has passed" in client.get(url("troubles", brand)).content.decode()
    client.post(url("release", brand, row.pk))
    assert Publication.objects.get(pk=row.pk).state == State.PLANNED


def test_an_unconfirmed_post_is_settled_by_who_schedules_and_by_nobody_else(brand, account, author, reader, sign_in):
    row = factories.make_publication(account=account, state="unconfirmed")
    assert sign_in(reader).post(url("there", brand, row.pk)).status_code == 403
    sign_in(author).post(url("there", brand, row.pk), {"url": "https://toy.example/1"})
    assert Publication.objects.get(pk=row.pk).state == State.PUBLISHED


def test_what_is_looked_for_is_not_counted_as_needing_somebody_before_a_person_is_asked(brand, account, author, sign_in):
    row = factories.make_publication(account=account, state="unconfirmed", text="Un thé")
    client = sign_in(author)
    page, today = (
        client.get(reverse(f"publishing:{name}", args=[brand.slug])).content.decode() for name in ("accounts", "today")
    )
    assert "1 is looked for on the network" in page and "1 needs somebody" not in page and "Un thé" not in today
    Publication.objects.filter(pk=row.pk).update(asked_at=clock.now())
    page, today = (
        client.get(reverse(f"publishing:{name}", args=[brand.slug])).content.decode() for name in ("accounts", "today")
    )
    assert "looked for on the network" not in page and "1 needs somebody" in page and "Un thé" in today


def test_what_was_settled_meanwhile_is_said_and_not_done_twice(brand, account, author, sign_in):
    row = factories.make_publication(account=account, state="published")
    answer = sign_in(author).post(url("absent", brand, row.pk), follow=True)
    assert "in the meantime" in answer.content.decode()
    assert Publication.objects.get(pk=row.pk).state == State.PUBLISHED


def test_a_pause_wants_a_reason_and_is_shown_on_every_page(brand, account, author, sign_in):
    client = sign_in(author)
    client.post(url("pause", brand), {"reason": ""})
    assert not brand.pauses.exists()
    client.post(url("pause", brand), {"what": "brand", "reason": "A storm over the brand"})
    assert "A storm over the brand" in client.get(url("accounts", brand)).content.decode()


def test_the_next_page_after_an_act_is_never_outside(brand, account, author, sign_in):
    row = factories.make_publication(account=account, state="held", hold="late")
    answer = sign_in(author).post(url("release", brand, row.pk), {"next": "https://evil.example/"})
    assert answer["Location"] == url("troubles", brand)


# --- how each account is ---------------------------------------------------------------------------------------------
def shown(brand, member, sign_in) -> str:
    return sign_in(member).get(url("accounts", brand)).content.decode()


def test_an_access_of_which_nothing_is_known_is_said_to_be_unknown(brand, account, author, sign_in):
    page = shown(brand, author, sign_in)
    for said in (
        "Not known since when",
        "does not say how long it lasts",
        "The network does not say which it gave.",
    ):
        assert said in page


def test_an_access_tells_its_age_its_rights_and_its_next_renewal(brand, account, author, sign_in):
    now = clock.now()
    Account.objects.update(secrets_at=now, secrets_expire_at=now + timedelta(days=3), granted=["read", "write"])
    page = shown(brand, author, sign_in)
    assert "Made or renewed on" in page and "renewed by itself on" in page and "read, write" in page


def test_an_access_that_ends_without_renewal_says_what_is_then_held(brand, account, author, sign_in, monkeypatch):
    monkeypatch.delattr(toy.Toy, "refresh")
    Account.objects.update(secrets_expire_at=clock.now() + timedelta(days=3))
    assert "cannot be renewed by itself" in shown(brand, author, sign_in)


def test_connecting_keeps_the_rights_that_the_network_told_and_forgets_none_for_silence(brand, account, admin):
    told = Identity(account.remote_id, "lune", account.service, {"access": "a"}, granted=["write", "read"])
    connecting.reconnect(account, told, by=admin)
    account.refresh_from_db()
    assert account.granted == ["read", "write"] and account.secrets_at is not None
    connecting.reconnect(account, replace(told, granted=None), by=admin)
    account.refresh_from_db()
    assert account.granted == ["read", "write"]


def test_renewing_says_when(account):
    accounts.refresh(account)
    account.refresh_from_db()
    assert clock.now() - account.secrets_at < timedelta(minutes=1)


def test_it_tells_the_limit_the_last_trouble_and_that_it_is_left_alone(brand, account, author, sign_in, monkeypatch):
    monkeypatch.setattr(toy.Toy, "quotas", (Quota(50, 86_400, toy.SOURCE),))
    row = factories.make_publication(account=account, state="refused")
    now = clock.now()
    factories.make_attempt(publication=row, started_at=now, ended_at=now, outcome="refused", trouble="media")
    Circuit.objects.create(key=circuits.account_key(account), open_until=now + timedelta(hours=1), trouble="rate")
    page = shown(brand, author, sign_in)
    for said in ("1 of 50 posts in 24 h", "Toy does not accept a picture", "Left alone until", "asks us to slow down"):
        assert said in page


def test_reconnecting_keeps_what_is_planned_and_what_was_held_meanwhile_follows_the_late_policy(brand, account, admin, script):
    brand.late_policy = "ask"
    brand.save()
    accounts.mark_lost(account, "gone")
    soon = factories.make_publication(account=account, due_at=clock.now() + timedelta(days=1), state="held", hold="account")
    late = factories.make_publication(account=account, due_at=clock.now() - timedelta(days=1), state="held", hold="account")
    connecting.reconnect(account, Identity(account.remote_id, "lune", account.service, {"access": "a"}), by=admin)
    draining.drain()
    states = {row.pk: (row.state, row.hold) for row in Publication.objects.all()}
    assert states == {soon.pk: (State.PLANNED, ""), late.pk: (State.HELD, "late")}
    assert script.accepted == []


def test_what_the_network_itself_counts_is_shown_with_when_it_was_asked(brand, account, author, sign_in, monkeypatch):
    monkeypatch.setattr(toy.Toy, "allowance", lambda self, connection: Allowance(12, 50, 86_400))
    assert checking.renew_allowances() == 1
    page = shown(brand, author, sign_in)
    assert "12 of 50 posts in 24 h" in page and "as the network counts," in page


def test_a_network_that_does_not_count_is_not_asked(account):
    assert checking.renew_allowances() == 0


# --- settling together, and coming back to where one was -------------------------------------------------------------
def test_what_became_due_during_a_pause_is_one_line_that_leads_to_its_list(brand, account, author, reader, sign_in):
    for number in range(3):
        factories.make_publication(account=account, text=f"Paused {number}", state="held", hold="pause")
    factories.make_publication(account=account, text="Refused", state="refused")
    page = sign_in(author).get(url("troubles", brand)).content.decode()
    assert "3 posts became due during a pause" in page and "Paused 1" not in page and "Refused" in page
    assert url("resume", brand) in page
    assert "during a pause" not in sign_in(author).get(url("troubles", brand) + "?state=refused").content.decode()
    assert "Paused 1" not in sign_in(author).get(url("today", brand)).content.decode()
    assert f'"{url("resume", brand)}"' not in sign_in(reader).get(url("troubles", brand)).content.decode()


def test_an_act_on_a_part_of_a_page_leads_back_to_that_page(brand, account, author, sign_in):
    factories.make_publication(account=account, state="refused")
    client, today = sign_in(author), reverse("today", args=[brand.slug])
    part = client.get(url("today", brand), headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{today}"})
    assert f'name="next" value="{today}"' in part.content.decode()
    page = client.get(url("troubles", brand) + "?state=refused").content.decode()
    assert f'name="next" value="{url("troubles", brand)}?state=refused"' in page


def test_who_saw_it_there_may_say_at_which_address_and_a_wrong_one_changes_nothing(brand, account, author, sign_in):
    row = factories.make_publication(account=account, state="unconfirmed", asked_at=clock.now())
    client = sign_in(author)
    assert 'type="url"' in client.get(url("troubles", brand)).content.decode()
    answer = client.post(url("there", brand, row.pk), {"url": "not an address"}, follow=True)
    assert "“not an address” is no address" in answer.content.decode()
    assert Publication.objects.get(pk=row.pk).state == State.UNCONFIRMED
    client.post(url("there", brand, row.pk), {"url": "https://example.org/p/1"})
    assert Publication.objects.get(pk=row.pk).remote_url == "https://example.org/p/1"


def test_an_account_that_is_paused_says_so_among_the_others(brand, account, author, sign_in):
    other = factories.make_account(brand=brand, network="toy")
    pausing.pause(brand, by=author, reason="A storm", account=account)
    rows = {row.account.pk: row.pause for row in health.of_brand(brand, list(pausing.in_force(brand)))}
    assert rows[account.pk] and not rows[other.pk]
    assert "Paused</span>" in sign_in(author).get(url("accounts", brand)).content.decode()


def test_why_an_account_is_left_alone_is_said_in_the_reader_s_language(brand, account, author):
    with translation.override("fr"):
        circuits.note([(account, NotSent("Trop de requêtes", Trouble.RATE), clock.now())], clock.now())
    with translation.override("en"):
        (row,) = health.of_brand(brand)
        assert row.circuit_in_words.startswith("Toy asks")


# --- rights ----------------------------------------------------------------------------------------------------------
def test_a_missing_right_is_said_by_what_cannot_be_done_without_it(brand, author, sign_in):
    factories.make_account(brand=brand, network="facebook", granted=["pages_manage_posts", "pages_read_engagement"])
    page = shown(brand, author, sign_in)
    assert "It may not read what people answer: the right pages_read_user_content is missing." in page
    assert "It may not publish" not in page and "give it on Facebook, then reconnect" in page


def test_rights_that_suffice_are_said_to_and_a_password_of_the_whole_account_is_not_welcome(brand, author, sign_in):
    factories.make_account(brand=brand, network="bluesky", granted=["com.atproto.appPass"])
    page = shown(brand, author, sign_in)
    assert "It has all that Tribu needs." in page and "make an app password" not in page
    Account.objects.update(granted=["com.atproto.access"])
    assert "make an app password" in shown(brand, author, sign_in)


def test_rights_told_when_access_is_renewed_are_kept(account, monkeypatch):
    fresh = Refreshed({"access": "new"}, None, ["write", "read"])
    monkeypatch.setattr(toy.Toy, "refresh", lambda self, connection: fresh)
    accounts.refresh(account)
    assert Account.objects.get().granted == ["read", "write"]


def test_who_disconnects_is_told_of_all_that_is_taken_back_parts_of_threads_too(brand, account, admin, sign_in):
    head = factories.make_publication(account=account, state="held")
    factories.make_publication(account=account, state="waiting", follows=head)
    page = sign_in(admin).get(url("disconnect", brand, account.pk)).content.decode()
    assert "2 planned posts are taken back" in page
