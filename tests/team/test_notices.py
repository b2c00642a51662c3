"""Telling people things: once, in the product at once, by e-mail as they want it."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lib import clock
from team import digest, members, notices
from team.jobs import mail_notices
from team.models import Notice, User
from tests import factories


def tell(*people, text="Something happened.", key="thing", **rest) -> None:
    notices.tell(people, text, key=key, **rest)


def later(**time) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**time))


def wants(member, choice: str) -> None:
    User.objects.filter(pk=member.user_id).update(mail_notices=choice)


# --- telling -----------------------------------------------------------------------------------------------------
def test_each_is_told_in_their_own_language(brand):
    anne = factories.make_member(brand=brand, language="fr")
    ben = factories.make_member(brand=brand, language="en")
    tell(anne, ben, text=_("%(name)s has joined the team."), name="Zoé")
    assert anne.user.notices.get().text == "Zoé a rejoint l’équipe."
    assert ben.user.notices.get().text == "Zoé has joined the team."


def test_the_same_thing_is_told_once_until_it_is_read(admin):
    tell(admin)
    tell(admin)
    assert admin.user.notices.count() == 1
    notices.read(notices.of(admin.user))
    tell(admin)
    assert (admin.user.notices.count(), notices.unread(admin.user)) == (2, 1)


# --- the page ----------------------------------------------------------------------------------------------------
def test_the_page_shows_what_is_unread_and_the_bell_counts_it(admin, sign_in):
    client = sign_in(admin)
    assert "Nothing yet" in client.get(reverse("notices")).content.decode()
    tell(admin, text="The first thing.", key="a")
    tell(admin, text="The second thing.", key="b")
    page = client.get(reverse("notices")).content.decode()
    assert "2 are unread." in page and page.index("The second thing.") < page.index("The first thing.")
    assert "2 unread" in client.get(reverse("notices_bell")).content.decode()


def test_following_a_notice_reads_it(admin, sign_in):
    tell(admin, url="/b/maison-lune/team/")
    answer = sign_in(admin).get(reverse("notice", args=[admin.user.notices.get().pk]))
    assert answer.url == "/b/maison-lune/team/"
    assert notices.unread(admin.user) == 0


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_notice_leads_nowhere_outside(admin, sign_in, url):
    tell(admin, url=url)
    assert sign_in(admin).get(reverse("notice", args=[admin.user.notices.get().pk])).url == reverse("notices")


def test_all_are_read_with_one_button_and_only_ones_own(admin, reader, sign_in):
    tell(admin, reader)
    sign_in(admin).post(reverse("notices_read"))
    assert (notices.unread(admin.user), notices.unread(reader.user)) == (0, 1)
    assert "Nothing unread" in sign_in(admin).get(reverse("notices"), {"show": "unread"}).content.decode()


def test_what_was_told_in_a_brand_goes_with_leaving_it(admin, reader, sign_in):
    tell(reader)
    members.remove(reader, by=admin)
    assert notices.unread(reader.user) == 0
    assert "Something happened" not in sign_in(reader).get(reverse("notices")).content.decode()
    assert sign_in(reader).get(reverse("notice", args=[Notice.objects.get().pk])).status_code == 404


def test_the_page_costs_the_same_for_two_and_for_forty(admin, sign_in, django_assert_max_num_queries):
    client = sign_in(admin)
    client.get(reverse("notices"))
    for size in (2, 40):
        for number in range(size):
            tell(admin, key=f"{size}-{number}")
        with django_assert_max_num_queries(9):
            client.get(reverse("notices"))


# --- by e-mail ---------------------------------------------------------------------------------------------------
def test_what_comes_together_goes_in_one_letter(admin):
    tell(admin, text="The first thing.", key="a", url="/b/maison-lune/team/")
    tell(admin, text="The second thing.", key="b")
    assert mail_notices() == 0, "it rests for a minute"
    with later(minutes=2):
        assert mail_notices() == 1
        assert mail_notices() == 0
    (letter,) = mail.outbox
    assert letter.to == [admin.user.email] and letter.subject == "2 notices from Tribu"
    assert "The first thing." in letter.body and "The second thing." in letter.body
    assert f"http://127.0.0.1:8000{reverse('notice', args=[admin.user.notices.first().pk])}" in letter.body
    assert f"{reverse('profile')}#mail" in letter.body


def test_a_letter_about_one_thing_says_it_in_its_subject(brand):
    anne = factories.make_member(brand=brand, language="fr")
    tell(anne, text="Le compte est à reconnecter.")
    with later(minutes=2):
        mail_notices()
    assert mail.outbox[0].subject == "Maison Lune\u00a0: Le compte est à reconnecter."
    assert "Vous choisissez la fréquence" in mail.outbox[0].body


def test_an_alert_goes_at_once(admin):
    tell(admin, level=Notice.Level.ALERT)
    assert mail_notices() == 1
    assert "ALERT" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_an_alert_does_not_wait_for_the_next_round(admin, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "django_rq.get_queue", lambda name: type("Q", (), {"enqueue": lambda self, job, **rest: asked.append(job)})()
    )
    tell(admin, key="a")
    assert not asked
    tell(admin, key="b", level=Notice.Level.ALERT)
    assert asked == ["team.jobs.mail_notices"]


def test_who_wants_no_letters_gets_none(admin):
    wants(admin, "never")
    tell(admin, level=Notice.Level.ALERT)
    with later(days=1):
        assert mail_notices() == 0


def test_what_was_read_in_the_product_is_not_mailed(admin):
    tell(admin)
    notices.read(notices.of(admin.user))
    with later(minutes=2):
        assert mail_notices() == 0


def test_once_a_day_means_in_the_morning_of_the_person(brand):
    ben = factories.make_member(brand=brand, zone="America/New_York")
    wants(ben, "daily")
    evening = datetime(2026, 5, 4, 22, 0, tzinfo=UTC)  # 18:00 there
    with time_machine.travel(evening):
        tell(ben)
    for moment, sent in ((evening + timedelta(hours=13, minutes=59), 0), (evening + timedelta(hours=14, minutes=1), 1)):
        with time_machine.travel(moment):
            assert mail_notices() == sent
    with time_machine.travel(evening + timedelta(hours=15)):
        tell(ben, key="after breakfast")
        assert mail_notices() == 0
        tell(ben, key="alert", level=Notice.Level.ALERT)
        assert mail_notices() == 1, "an alert does not wait for the morning"


def test_a_mail_server_that_is_away_is_tried_again(admin, monkeypatch):
    tell(admin)
    with later(minutes=2):
        with monkeypatch.context() as away:
            away.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(smtplib.SMTPException()))
            assert mail_notices() == 0
        assert mail_notices() == 1


def test_after_days_without_a_mail_server_old_news_stays_in_the_product(admin):
    tell(admin)
    with later(days=4):
        assert mail_notices() == 0


def test_somebody_who_cannot_sign_in_gets_no_letters(admin):
    User.objects.update(is_active=False)
    tell(admin)
    with later(minutes=2):
        assert mail_notices() == 0


def test_a_long_list_is_cut(admin):
    for number in range(digest.MOST + 3):
        tell(admin, key=str(number))
    with later(minutes=2):
        assert mail_notices() == 1
    assert "3 more are in Tribu." in mail.outbox[0].body
    assert not Notice.objects.filter(mailed_at=None).exists()
