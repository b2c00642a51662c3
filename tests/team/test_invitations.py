"""Letting people in."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from lib import clock
from team import invitations
from team.models import AuditEntry, Invitation, Notice, User
from team.refusals import Refused
from team.rights import TABLE, Right, Role
from tests import factories

NEW = {"name": "Nora Neuve", "password": "une phrase assez longue", "language": "fr", "zone": "Europe/Paris"}
LINK = re.compile(r"http://\S+/invitations/(\S+?)/(\?mail=\S+)?(?=[\s\"])")


def url(name: str, brand, *args) -> str:
    return reverse(f"team:{name}", args=[brand.slug, *args])


def path(secret: str, *, mailed: bool = False) -> str:
    return invitations.link(secret, mailed=mailed).removeprefix("http://127.0.0.1:8000")


def visitor(language: str = "en") -> Client:
    return Client(headers={"Accept-Language": language})


@pytest.fixture
def invite(admin):
    """`invite(email, roles)` gives the invitation and its secret."""

    def invited(email="nora@example.org", roles=("cm", "approver")):
        return invitations.invite(email, roles, by=admin)

    return invited


# --- inviting ----------------------------------------------------------------------------------------------------
def test_the_link_is_shown_once_and_mailed_in_both_languages(admin, sign_in):
    client = sign_in(admin)
    answer = client.post(url("invite", admin.brand), {"email": "Nora@Example.org", "roles": ["cm", "approver"]})
    page = answer.content.decode()
    secret, proof = LINK.search(page).groups()
    invitation = invitations.find(secret)
    assert (invitation.email, invitation.roles) == ("nora@example.org", ["cm", "approver"])
    assert proof is None and "no-store" in answer.headers["Cache-Control"]
    assert secret not in client.get(url("members", admin.brand)).content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["nora@example.org"]
    assert "vous invite chez Maison Lune" in letter.subject
    assert "Join with this link" in letter.body and "Rejoignez l’équipe avec ce lien" in letter.body
    assert LINK.search(letter.body)[1] == secret and LINK.search(letter.body)[2]
    assert AuditEntry.objects.get(verb="invitation.sent").subject == "nora@example.org"


def test_only_the_digest_of_the_secret_is_kept(invite):
    invitation, secret = invite()
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    assert secret not in str(row) and secret not in str(AuditEntry.objects.values())


def test_a_mail_server_that_is_away_leaves_the_link(admin, sign_in, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("refused")))
    page = sign_in(admin).post(url("invite", admin.brand), {"email": "nora@example.org", "roles": ["cm"]}).content.decode()
    assert "The mail could not be sent" in page and LINK.search(page)


def test_an_installation_without_mail_says_so_and_speaks_of_no_failure(admin, sign_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = sign_in(admin).post(url("invite", admin.brand), {"email": "nora@example.org", "roles": ["cm"]}).content.decode()
    assert "sends no mail yet" in page and "Invitation sent" not in page and "could not be sent" not in page
    assert LINK.search(page)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "not an address", "roles": ["cm"]}, "email"),
        ({"email": "", "roles": ["cm"]}, "email"),
        ({"email": "nora@example.org"}, "roles"),
        ({"email": "nora@example.org", "roles": ["emperor"]}, "roles"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(admin, sign_in, data, field):
    answer = sign_in(admin).post(url("invite", admin.brand), data)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert data["email"] in answer.content.decode()
    assert not mail.outbox and not Invitation.objects.exists()


def test_who_belongs_to_the_brand_or_is_invited_is_not_invited_again(admin, reader, invite, sign_in):
    invite()
    client = sign_in(admin)
    for email, words in ((reader.user.email, "already belongs"), ("nora@example.org", "open invitation")):
        answer = client.post(url("invite", admin.brand), {"email": email, "roles": ["cm"]})
        assert answer.status_code == 422 and words in answer.content.decode()


def test_nobody_invites_to_rights_they_do_not_hold(brand, monkeypatch, sign_in):
    monkeypatch.setitem(TABLE, Role.LEAD, frozenset({Right.VIEW, Right.TEAM}))
    lead = factories.make_member(brand=brand, roles=[Role.LEAD])
    with pytest.raises(Refused):
        invitations.invite("nora@example.org", ["admin"], by=lead)
    answer = sign_in(lead).post(url("invite", brand), {"email": "nora@example.org", "roles": ["admin"]})
    assert answer.status_code == 422
    other = factories.make_invitation(brand=brand, roles=[Role.ADMIN])
    with pytest.raises(Refused):
        invitations.resend(other, by=lead)


def test_without_the_right_nobody_is_invited_by_the_verb_either(approver):
    with pytest.raises(PermissionDenied):
        invitations.invite("nora@example.org", ["reader"], by=approver)


def test_letters_are_limited_by_the_hour(admin, sign_in, monkeypatch):
    monkeypatch.setattr("team.views.invitations.HOURLY", 1)
    client = sign_in(admin)
    assert client.post(url("invite", admin.brand), {"email": "a@example.org", "roles": ["cm"]}).status_code == 200
    answer = client.post(url("invite", admin.brand), {"email": "b@example.org", "roles": ["cm"]})
    assert answer.status_code == 422 and "within the hour" in answer.content.decode()


def test_a_new_link_ends_the_old_one(admin, invite, sign_in):
    invitation, old = invite()
    page = sign_in(admin).post(url("resend", admin.brand, invitation.pk)).content.decode()
    fresh = LINK.search(page)[1]
    assert visitor().get(path(old)).status_code == 404
    assert visitor().get(path(fresh)).status_code == 200


def test_an_expired_invitation_can_be_sent_again(admin, invite):
    invitation, _ = invite()
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert not Invitation.objects.get().is_open
        fresh = invitations.resend(invitation, by=admin)
        assert invitations.find(fresh).is_open


def test_a_revoked_invitation_opens_nothing_and_cannot_be_sent_again(admin, invite, sign_in):
    invitation, secret = invite()
    client = sign_in(admin)
    client.post(url("revoke", admin.brand, invitation.pk))
    answer = visitor().get(path(secret))
    assert answer.status_code == 410 and "was revoked" in answer.content.decode()
    answer = client.post(url("resend", admin.brand, invitation.pk), follow=True)
    assert "used or revoked" in answer.content.decode()
    answer = client.post(url("revoke", admin.brand, invitation.pk), follow=True)
    assert "used or revoked" in answer.content.decode()


# --- somebody new ------------------------------------------------------------------------------------------------
def test_somebody_new_says_who_they_are_and_is_in(invite, admin):
    _, secret = invite()
    client = visitor()
    page = client.get(path(secret)).content.decode()
    assert "Maison Lune" in page and "nora@example.org" in page and "Anne Admin" in page
    answer = client.post(path(secret), NEW, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("today", args=["maison-lune"])
    user = User.objects.get(email="nora@example.org")
    assert (user.name, user.language, user.check_password(NEW["password"])) == ("Nora Neuve", "fr", True)
    assert user.memberships.get().roles == ["cm", "approver"]
    assert UserSession.objects.get().user == user, "the device is listed among theirs"
    assert AuditEntry.objects.get(verb="member.joined").who == "Nora Neuve"
    assert Notice.objects.get(user=admin.user).text == "Nora Neuve has joined the team."


def test_a_link_works_once(invite):
    _, secret = invite()
    visitor().post(path(secret), NEW)
    answer = visitor().get(path(secret))
    assert answer.status_code == 410 and "was used" in answer.content.decode()
    assert visitor().post(path(secret), {**NEW, "name": "Thief"}).status_code == 410
    assert User.objects.get(email="nora@example.org").name == "Nora Neuve"


def test_two_who_follow_one_link_at_once_make_one_person(invite):
    invitation, _ = invite()
    stale = Invitation.objects.get(pk=invitation.pk)
    invitations.accept_as_new(invitation, proven=False, **NEW)
    with pytest.raises(Refused):
        invitations.accept_as_new(stale, proven=False, **{**NEW, "name": "Second"})
    assert User.objects.filter(email="nora@example.org").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "nora@example.org"}, "password"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said_at_its_field(invite, change, field):
    _, secret = invite()
    answer = visitor().post(path(secret), {**NEW, **change})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert invitations.find(secret).is_open and not User.objects.filter(email="nora@example.org").exists()


def test_the_page_speaks_the_language_that_the_browser_asks_for(invite):
    _, secret = invite()
    assert "Rejoindre Maison Lune" in visitor("fr").get(path(secret)).content.decode()
    assert "Join Maison Lune" in visitor("en").get(path(secret)).content.decode()


def test_only_the_link_from_the_mail_proves_the_address(invite):
    for email, mailed in (("shown@example.org", False), ("mailed@example.org", True)):
        _, secret = invite(email)
        visitor().post(path(secret, mailed=mailed), NEW)
        assert EmailAddress.objects.get(email=email).verified is mailed
    _, secret = invite("forged@example.org")
    visitor().post(path(secret) + "?mail=forged", NEW)
    assert EmailAddress.objects.get(email="forged@example.org").verified is False


# --- somebody who has an account ---------------------------------------------------------------------------------
def test_who_has_an_account_signs_in_and_is_back_at_the_invitation(invite, stranger):
    _, secret = invite(stranger.user.email)
    answer = visitor().get(path(secret))
    assert "You already have an account" in answer.content.decode()
    assert f"{reverse('account_login')}?next=%2Finvitations%2F{secret}%2F" in answer.content.decode()
    assert visitor().post(path(secret), NEW).status_code == 200
    assert stranger.user.memberships.count() == 1


def test_who_is_signed_in_joins_with_one_button(invite, stranger, sign_in):
    _, secret = invite(stranger.user.email)
    client = sign_in(stranger)
    assert "You are signed in as Stan Stranger" in client.get(path(secret)).content.decode()
    answer = client.post(path(secret), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("today", args=["maison-lune"])
    assert stranger.user.memberships.get(brand__slug="maison-lune").roles == ["cm", "approver"]
    assert client.post(path(secret)).status_code == 410


def test_who_is_signed_in_as_somebody_else_has_a_clear_choice(invite, stranger, sign_in):
    _, secret = invite("nora@example.org")
    client = sign_in(stranger)
    for answer in (client.get(path(secret)), client.post(path(secret), NEW)):
        page = answer.content.decode()
        assert "for another address" in page and "nora@example.org" in page and stranger.user.email in page
        assert f"{reverse('account_logout')}?next=%2Finvitations%2F{secret}%2F" in page
    assert invitations.find(secret).is_open
    with pytest.raises(Refused):
        invitations.accept(invitations.find(secret), stranger.user)


def test_who_is_a_member_by_now_keeps_their_roles_and_gets_the_new_ones(invite, brand):
    invitation, _ = invite("late@example.org", ["approver"])
    member = factories.make_member(brand=brand, roles=[Role.ANALYST], email="late@example.org")
    assert invitations.accept(invitation, member.user).roles == ["approver", "analyst"]


# --- closed doors ------------------------------------------------------------------------------------------------
def test_an_expired_link_says_so(invite):
    _, secret = invite()
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        answer = visitor().get(path(secret))
        assert answer.status_code == 410 and "has expired" in answer.content.decode()
        assert visitor().post(path(secret), NEW).status_code == 410
    assert not User.objects.filter(email="nora@example.org").exists()


def test_a_link_that_expires_while_its_form_is_open_is_refused_by_the_verb(invite):
    invitation, _ = invite()
    with time_machine.travel(clock.now() + timedelta(days=8)), pytest.raises(Refused, match="expiré"):
        invitations.accept_as_new(invitation, proven=True, **NEW)
    assert not User.objects.filter(email="nora@example.org").exists()


def test_an_unknown_link_leads_nowhere(db):
    answer = visitor().get(path("no-such-secret"))
    assert answer.status_code == 404 and "leads nowhere" in answer.content.decode()
