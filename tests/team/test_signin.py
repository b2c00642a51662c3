"""Signing in: what is said, what is not, and what is kept."""

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lib.crypto import WrongKey
from team.models import User
from team.people import make_person, password_link
from team.signin import SecondFactor
from tests import factories
from tests.conftest import PASSWORD

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def zoe(brand) -> User:
    user = make_person("zoe@example.org", name="Zoé", password=PASSWORD, proven=True, language="fr")
    factories.make_membership(brand=brand, user=user)
    return user


def visitor(language: str = "en") -> Client:
    return Client(headers={"Accept-Language": language})


def sign_in_by_form(client: Client, email: str = "zoe@example.org", password: str = PASSWORD, **rest):
    return client.post(LOGIN, {"login": email, "password": password, **rest})


# --- in ----------------------------------------------------------------------------------------------------------
def test_address_and_password_lead_to_the_brand(zoe):
    client = visitor()
    answer = sign_in_by_form(client, email="ZOE@example.org")
    assert answer.url == "/"
    assert client.get("/").url == reverse("today", args=["maison-lune"])


def test_a_page_that_asked_for_the_sign_in_is_where_one_goes_next(zoe):
    client = visitor()
    wanted = reverse("team:members", args=["maison-lune"])
    asked = client.get(wanted)
    assert asked.url == f"{LOGIN}?next={wanted}"
    assert sign_in_by_form(client, next=wanted).url == wanted


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"]
)
def test_the_next_page_is_never_elsewhere(zoe, address):
    assert sign_in_by_form(visitor(), next=address).url == "/"


def test_nobody_signs_up_without_an_invitation(db):
    client = visitor()
    client.get(reverse("account_signup"))
    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": "une phrase assez longue"})
    assert not User.objects.exists()


def test_a_password_is_kept_as_argon2(zoe):
    assert zoe.password.startswith("argon2$argon2id$")


# --- nothing is said about who is here -----------------------------------------------------------------------------
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(zoe):
    def answer(email: str) -> str:
        page = sign_in_by_form(visitor(), email=email, password="a wrong password")
        return re.sub(r"value=\"[^\"]*\"|csrf\S*|X-CSRFToken\S* \S+", "", page.content.decode()).replace(email, "")

    assert answer("zoe@example.org") == answer("nobody@example.org")


def test_asking_for_a_new_password_says_the_same_to_everybody(zoe):
    answers = [
        visitor().post(reverse("account_reset_password"), {"email": email}).url
        for email in ("zoe@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"], ["nobody@example.org"]], "both take as long"


def test_the_way_to_a_new_password_is_told_in_the_products_words(db):
    pages = {
        "account_login": "Adresse e-mail",
        "account_reset_password": "Adresse e-mail",
        "account_reset_password_done": "le lien est en route",
    }
    for page, words in pages.items():
        assert words in visitor().get(reverse(page), headers={"Accept-Language": "fr"}).content.decode()


def test_many_wrong_passwords_end_the_trying(zoe):
    client = visitor()
    for _ in range(6):
        answer = sign_in_by_form(client, password="a wrong password")
    assert "Too many" in answer.content.decode() or answer.status_code == 429
    assert sign_in_by_form(visitor()).status_code in {200, 429}, "even with the right one, for a while"


# --- a new password ------------------------------------------------------------------------------------------------
def letter_about_password(language: str) -> mail.EmailMessage:
    User.objects.update(language=language)
    visitor().post(reverse("account_reset_password"), {"email": "zoe@example.org"})
    return mail.outbox[-1]


def test_the_letter_with_the_link_speaks_the_language_of_the_person(zoe):
    assert letter_about_password("fr").subject == "Choisissez un nouveau mot de passe pour Tribu"
    cache.clear()
    assert letter_about_password("en").subject == "Choose a new password for Tribu"


def test_the_link_sets_a_new_password_once_and_ends_other_sessions(zoe, sign_in):
    elsewhere = sign_in(zoe)
    link = re.search(r"http://127.0.0.1:8000(/account/\S+)", letter_about_password("en").body)[1]
    client = visitor()
    form = client.get(link).url
    new = "une toute autre phrase"
    client.post(form, {"password1": new, "password2": new})
    assert User.objects.get().check_password(new)
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert visitor().get(link, follow=True).context["token_fail"], "the link works once"
    assert "A new password was chosen" in mail.outbox[-1].body


def test_the_link_does_not_trust_the_host_it_was_asked_by(zoe, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"Host": "evil.example"}).post(reverse("account_reset_password"), {"email": "zoe@example.org"})
    assert "evil.example" not in mail.outbox[-1].body and "http://127.0.0.1:8000/" in mail.outbox[-1].body


def test_a_mail_server_that_is_away_is_not_told_to_the_asker(zoe, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("refused")))
    assert visitor().post(reverse("account_reset_password"), {"email": "zoe@example.org"}).status_code == 302


def test_a_link_from_the_command_line_sets_the_first_password(db):
    user = make_person("first@example.org", name="First", proven=True)
    assert not user.has_usable_password()
    client = visitor()
    form = client.get(password_link(user).removeprefix(settings.SITE_URL)).url
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in_by_form(client, email="first@example.org").status_code == 302


@pytest.mark.parametrize("password", ["short", "motdepasse", "password123", "12345678901"])
def test_weak_passwords_are_refused(zoe, sign_in, password):
    answer = sign_in(zoe).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    assert answer.status_code == 200 and answer.context["form"].errors
    assert User.objects.get().check_password(PASSWORD)


def test_a_long_password_is_welcome(zoe, sign_in):
    long = "une phrase " * 30
    sign_in(zoe).post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": long, "password2": long})
    assert User.objects.get().check_password(long)
    assert "Votre mot de passe a été modifié." in mail.outbox[-1].body


# --- second factors ------------------------------------------------------------------------------------------------
def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_second_factor_is_asked_for_and_let_in_by(zoe):
    TOTP.activate(zoe, "JBSWY3DPEHPK3PXP")
    client = visitor()
    step = sign_in_by_form(client)
    assert step.url.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("profile")).status_code == 302, "not in yet"
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert client.get(reverse("profile")).status_code == 200


def test_what_a_second_factor_keeps_is_sealed(zoe):
    TOTP.activate(zoe, "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.values())
    sealed = Authenticator.objects.get().data["secret"]
    assert SecondFactor().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(WrongKey):
        SecondFactor().decrypt(sealed[:-4] + "AAA=")


def test_who_has_not_proved_their_address_sets_up_no_second_factor(brand):
    user = make_person("unproven@example.org", name="Une", password=PASSWORD, proven=False)
    client = visitor()
    sign_in_by_form(client, email="unproven@example.org")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session.get("mfa.totp.secret") or "JBSWY3DPEHPK3PXP"
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert not Authenticator.objects.filter(user=user).exists()


# --- devices and address ---------------------------------------------------------------------------------------------
def test_sessions_are_listed_and_can_be_ended_from_afar(zoe):
    here, there = visitor(), visitor()
    sign_in_by_form(here)
    sign_in_by_form(there)
    assert UserSession.objects.count() == 2
    assert here.get(reverse("usersessions_list")).status_code == 200
    UserSession.objects.update(user_agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    assert ">Firefox, Windows<" in here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("profile")).status_code == 302
    assert here.get(reverse("profile")).status_code == 200


def test_another_address_counts_only_once_it_is_proved(zoe):
    client = visitor()
    sign_in_by_form(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "zoe.new@example.org"})
    zoe.refresh_from_db()
    assert zoe.email == "zoe@example.org"
    assert "Confirmez votre adresse" in mail.outbox[-1].subject
    link = re.search(r"http://127.0.0.1:8000(/account/\S+)", mail.outbox[-1].body)[1]
    client.post(link)
    zoe.refresh_from_db()
    assert zoe.email == "zoe.new@example.org"
    assert EmailAddress.objects.get().verified
    assert any("adresse e-mail de votre compte a été modifiée" in letter.body for letter in mail.outbox)


def test_a_session_that_is_old_ends(zoe):
    with time_machine.travel("2026-05-01T12:00:00Z"):
        client = visitor()
        sign_in_by_form(client)
    with time_machine.travel("2026-06-01T12:00:00Z"):
        assert client.get(reverse("profile")).status_code == 302


# --- maintenance pages -----------------------------------------------------------------------------------------------
def test_the_maintenance_pages_go_through_the_same_sign_in(zoe, admin, sign_in):
    assert visitor().get("/maintenance/").url.startswith("/maintenance/login/")
    assert visitor().get("/maintenance/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    assert sign_in(admin).get("/maintenance/", follow=True).status_code == 403, (
        "an administrator of a brand is not one of the house"
    )
    User.objects.filter(pk=zoe.pk).update(is_staff=True, is_superuser=True)
    zoe.refresh_from_db()
    keeper = sign_in(zoe)
    for model in ("user", "brand", "membership", "invitation", "auditentry"):
        assert keeper.get(f"/maintenance/team/{model}/").status_code == 200
    assert keeper.get(f"/maintenance/team/user/{admin.user_id}/change/").status_code == 200
    assert keeper.get("/maintenance/team/user/add/").status_code == 403
    entry = factories.make_invitation(brand=admin.brand, secret="s")
    assert entry.digest not in keeper.get(f"/maintenance/team/invitation/{entry.pk}/change/").content.decode()


def test_the_log_cannot_be_changed_there(zoe, admin, sign_in):
    User.objects.filter(pk=zoe.pk).update(is_staff=True, is_superuser=True)
    zoe.refresh_from_db()
    assert sign_in(zoe).get("/maintenance/team/auditentry/add/").status_code == 403
