"""What is done from the command line."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from team.models import AuditEntry, Brand, User
from tests import factories


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_create_admin_makes_a_superuser_a_brand_and_a_link(db):
    said = run("create_admin", "--email", "Ada@Example.org", "--name", "Ada", "--brand", "Maison Lune")
    user = User.objects.get(email="ada@example.org")
    assert user.is_superuser and user.is_staff and not user.has_usable_password()
    assert user.memberships.get().brand.slug == "maison-lune"
    link = re.search(r"http://127.0.0.1:8000(/account/\S+)", said)[1]
    assert Client().get(link).status_code == 302


def test_create_admin_lifts_somebody_who_is_here_and_keeps_their_password(db):
    user = factories.make_user(email="ada@example.org")
    user.set_password("une phrase assez longue")
    user.save()
    said = run("create_admin", "--email", "ada@example.org", "--name", "Ada")
    user.refresh_from_db()
    assert user.is_superuser and user.check_password("une phrase assez longue") and "password" not in said


def test_add_member_puts_somebody_new_into_a_brand(brand):
    said = run(
        "add_member", "--brand", brand.slug, "--email", "nora@example.org", "--name", "Nora", "--role", "cm", "--role", "approver"
    )
    assert User.objects.get(email="nora@example.org").memberships.get().roles == ["cm", "approver"]
    assert "/account/password/reset/key/" in said
    assert AuditEntry.objects.get(verb="member.added").brand == brand


def test_add_member_gives_somebody_who_is_here_another_role(reader):
    run("add_member", "--brand", reader.brand.slug, "--email", reader.user.email, "--role", "cm")
    reader.refresh_from_db()
    assert reader.roles == ["cm", "reader"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("create_admin", "--email", "not an address", "--name", "Ada"), "not an e-mail address"),
        (("add_member", "--brand", "no-such", "--email", "a@example.org", "--role", "cm"), "There is no brand no-such"),
        (("add_member", "--brand", "maison-lune", "--email", "a@example.org", "--role", "cm"), "say their --name"),
        (("add_member", "--brand", "maison-lune", "--email", "nowhere", "--role", "cm"), "not an e-mail address"),
        (("add_member", "--brand", "maison-lune", "--email", "a@example.org", "--role", "emperor"), "emperor"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_made(brand, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
    assert not User.objects.exists() and Brand.objects.count() == 1
