"""Who belongs to a brand: seeing it, giving and taking roles, going."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from team import members
from team.models import AuditEntry, Membership
from team.refusals import Refused
from team.rights import IN_WORDS, TABLE, Right, Role
from tests import factories
from tests.concurrency import at_once


def url(name: str, brand, *args) -> str:
    return reverse(f"team:{name}", args=[brand.slug, *args])


# --- the page ----------------------------------------------------------------------------------------------------
def test_everybody_in_the_brand_sees_who_is_in_it(admin, reader, sign_in):
    page = sign_in(reader).get(url("members", reader.brand)).content.decode()
    assert "Anne Admin" in page and "Administrator" in page
    assert url("member", reader.brand, admin.pk) not in page
    assert url("invite", reader.brand) not in page


def test_members_are_found_by_name_address_and_role(admin, approver, sign_in):
    client = sign_in(admin)

    def listed(**query) -> str:
        return client.get(url("members", admin.brand), query, headers={"HX-Request": "true"}).content.decode()

    assert "Aline Approuve" in listed(q="aline") and "Anne Admin" not in listed(q="aline")
    assert "Aline Approuve" in listed(q=approver.user.email)
    assert "Aline Approuve" in listed(role="approver") and "Anne Admin" not in listed(role="approver")
    assert "Nobody found" in listed(q="zzz")
    assert "Anne Admin" in listed(role="emperor")


def test_the_page_of_members_costs_the_same_for_two_and_for_fifty(admin, sign_in, django_assert_max_num_queries):
    client = sign_in(admin)
    client.get(url("members", admin.brand))
    for size in (2, 50):
        for _ in range(size):
            factories.make_member(brand=admin.brand)
            factories.make_invitation(brand=admin.brand)
        with django_assert_max_num_queries(9):
            client.get(url("members", admin.brand))


def test_the_list_goes_on_behind_its_first_page(admin, sign_in, monkeypatch):
    monkeypatch.setattr("team.views.members.PAGES.size", 2)
    for name in ("Béa", "Carl", "Dora"):
        factories.make_member(brand=admin.brand, name=name)
    first = sign_in(admin).get(url("members", admin.brand))
    after = first.context["page"].after
    second = sign_in(admin).get(url("members", admin.brand), {"after": after})
    assert [str(member) for member in second.context["page"].rows] == ["Carl", "Dora"]
    assert sign_in(admin).get(url("members", admin.brand), {"after": "nonsense"}).status_code == 200


def test_the_page_says_in_words_what_each_role_may_do(reader, sign_in):
    context = sign_in(reader).get(url("members", reader.brand)).context
    words = dict(context["table"])
    assert len(words) == len(Right)
    assert words[IN_WORDS[Right.APPROVE]] == [Right.APPROVE in TABLE[role] for role in Role]


def test_a_visit_leaves_when_the_member_was_last_here(brand, sign_in):
    member = factories.make_member(brand=brand)
    Membership.objects.filter(pk=member.pk).update(seen_at=None)
    sign_in(member).get(url("members", brand))
    member.refresh_from_db()
    assert member.seen_at is not None


# --- roles -------------------------------------------------------------------------------------------------------
def test_an_administrator_changes_roles_and_the_log_says_so(admin, reader, sign_in):
    answer = sign_in(admin).post(url("member", admin.brand, reader.pk), {"roles": ["cm", "approver"]}, follow=True)
    reader.refresh_from_db()
    assert reader.roles == ["cm", "approver"]
    assert "The roles of Régine Regarde are changed." in answer.content.decode()
    entry = AuditEntry.objects.get(verb="member.roles_changed")
    assert (entry.user, entry.details) == (admin.user, {"before": ["reader"], "roles": ["cm", "approver"]})


@pytest.mark.parametrize("roles", [[], ["emperor"]])
def test_no_role_or_a_role_that_is_none_is_refused_at_the_field(admin, reader, sign_in, roles):
    answer = sign_in(admin).post(url("member", admin.brand, reader.pk), {"roles": roles})
    assert answer.status_code == 422 and answer.context["form"].errors["roles"]
    reader.refresh_from_db()
    assert reader.roles == ["reader"]


def test_the_last_administrator_keeps_the_role(admin, sign_in):
    answer = sign_in(admin).post(url("member", admin.brand, admin.pk), {"roles": ["reader"]})
    assert answer.status_code == 422 and "last administrator" in str(answer.context["form"].errors)
    admin.refresh_from_db()
    assert admin.roles == ["admin"]


def test_an_administrator_who_cannot_sign_in_any_more_does_not_count(admin, brand):
    other = factories.make_member(brand=brand, roles=[Role.ADMIN])
    other.user.is_active = False
    other.user.save()
    with pytest.raises(Refused):
        members.leave(admin)


def test_nobody_gives_or_takes_rights_they_do_not_hold(admin, reader, brand, monkeypatch):
    monkeypatch.setitem(TABLE, Role.LEAD, frozenset({Right.VIEW, Right.TEAM}))
    lead = factories.make_member(brand=brand, roles=[Role.LEAD])
    with pytest.raises(Refused):
        members.change_roles(reader, ["admin"], by=lead)
    with pytest.raises(Refused):
        members.change_roles(lead, ["lead", "cm"], by=lead)
    with pytest.raises(Refused):
        members.change_roles(admin, ["reader"], by=lead)
    with pytest.raises(Refused):
        members.remove(admin, by=lead)
    assert members.may_give(lead) == ["lead", "reader"]
    members.change_roles(reader, ["lead"], by=lead)


def test_who_does_not_look_after_the_team_changes_nothing_by_the_verb_either(approver, reader):
    with pytest.raises(PermissionDenied):
        members.change_roles(reader, ["cm"], by=approver)
    with pytest.raises(PermissionDenied):
        members.remove(reader, by=approver)


def test_who_was_removed_a_moment_ago_can_no_longer_act(admin, reader, brand):
    other = factories.make_member(brand=brand, roles=[Role.ADMIN])
    members.remove(admin, by=other)
    with pytest.raises(PermissionDenied):
        members.remove(reader, by=admin)


# --- going -------------------------------------------------------------------------------------------------------
def test_who_is_removed_is_a_stranger_at_once_and_keeps_their_name_on_their_work(admin, author, sign_in):
    post = factories.make_post(brand=admin.brand, author=author)
    client = sign_in(author)
    assert client.get(url("members", admin.brand)).status_code == 200
    sign_in(admin).post(url("remove", admin.brand, author.pk))
    assert client.get(url("members", admin.brand)).status_code == 404
    post.refresh_from_db()
    assert str(post.author) == "Camille Auteur"
    assert author not in admin.brand.memberships.all()
    assert AuditEntry.objects.get(verb="member.removed").subject == "Camille Auteur"


def test_removing_somebody_twice_says_that_they_are_gone(admin, reader, sign_in):
    members.remove(reader, by=admin)
    with pytest.raises(Refused, match="ne fait plus partie"):
        members.remove(reader, by=admin)
    assert sign_in(admin).post(url("remove", admin.brand, reader.pk)).status_code == 404


def test_the_last_administrator_cannot_be_removed_nor_leave(admin, sign_in):
    answer = sign_in(admin).post(url("remove", admin.brand, admin.pk), follow=True)
    assert "last administrator" in answer.content.decode()
    answer = sign_in(admin).post(url("leave", admin.brand))
    assert answer.status_code == 422 and "last administrator" in answer.content.decode()
    assert admin in admin.brand.memberships.all()


def test_who_leaves_is_told_and_led_out(reader, sign_in):
    client = sign_in(reader)
    answer = client.post(url("leave", reader.brand), follow=True)
    assert "You have left Maison Lune." in answer.content.decode()
    assert client.get(url("members", reader.brand)).status_code == 404


def test_who_comes_back_has_only_the_new_roles(admin, lead):
    members.remove(lead, by=admin)
    again = members.join(lead.brand, lead.user, ["reader"])
    assert (again.pk, again.roles, again.left_at) == (lead.pk, ["reader"], None)


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_remove_each_other_one_stays(brand):
    one, two = (factories.make_member(brand=brand, roles=[Role.ADMIN]) for _ in range(2))
    pairs = [(one, two), (two, one)]

    def remove():
        member, by = pairs.pop()
        try:
            members.remove(member, by=by)
        except (Refused, PermissionDenied):
            return "refused"

    assert sorted(at_once(2, remove), key=str) == [None, "refused"]
    assert brand.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays(brand):
    pair = [factories.make_member(brand=brand, roles=[Role.ADMIN]) for _ in range(2)]

    def leave():
        try:
            members.leave(pair.pop())
        except Refused:
            return "refused"

    assert sorted(at_once(2, leave), key=str) == [None, "refused"]
    assert brand.memberships.filter(roles__contains=["admin"]).count() == 1
