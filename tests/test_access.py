"""The walk: every address, opened by everybody.

A new address needs a mark on its view and a line in the walk, see `tests/walk.py`.
"""

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from team.access import public, requires
from team.models import Membership
from team.rights import IN_WORDS, TABLE, Right, Role
from tests import factories
from tests.walk import APPS, Address, Line, addresses, lines

LINES = lines()
ADDRESSES = addresses()
NAMED = [address for address in ADDRESSES if address.name in LINES]
IN_BRANDS = [address for address in NAMED if address.in_brand and getattr(address.view, "access", "") != "public"]
PERSONAL = [address for address in NAMED if getattr(address.view, "access", None) == "signed_in"]
PUBLIC = [address for address in NAMED if getattr(address.view, "access", None) == "public"]
CHANGES = ("INSERT", "UPDATE", "DELETE")
HOUSEKEEPING = ("django_session", "usersessions", "seen_at", "last_login")


def by_name(found: list[Address]):
    return pytest.mark.parametrize("address", found, ids=[address.name for address in found])


def ask(client: Client, url: str, line: Line):
    with override_settings(**line.settings):
        return getattr(client, line.method)(url, line.data)


def is_sign_in(response) -> bool:
    return response.status_code == 302 and response.url.startswith(reverse("account_login"))


def changes(queries) -> list[str]:
    """The statements that changed something, but for what every visit writes."""
    found = [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(CHANGES)]
    return [sql for sql in found if not any(word in sql for word in HOUSEKEEPING)]


# --- every address is known ------------------------------------------------------------------------------------------
def unmarked(address: Address) -> str:
    """What is wrong with the mark of an address's view, "" when nothing is."""
    access = getattr(address.view, "access", None)
    if access is None:
        where = f"{address.view.__module__}.{address.view.__name__}"
        return f"{address.name} (/{address.route}): mark {where} with @requires(Right.X), @signed_in or @public"
    if address.in_brand and not isinstance(access, tuple) and access != "public":
        return f"{address.name}: a view of a brand @requires a right"
    if not address.in_brand and access not in {"signed_in", "public"}:
        return f"{address.name}: @requires needs the brand in the address"
    return ""


def missing(address: Address) -> str:
    """Which line the walk lacks for an address, "" when it has it."""
    if address.name in LINES:
        return ""
    app = address.name.partition(":")[0]
    file = f"tests/{app}/walk.py" if app in APPS else "tests/walk.py"
    line = f'    "{address.name}": get(),   # or post(…); with objects: get(lambda member: [factories.make_….pk])'
    return f"add to LINES in {file}:\n{line}"


@by_name(ADDRESSES)
def test_every_view_is_marked(address):
    if fault := unmarked(address):
        pytest.fail(fault, pytrace=False)


@by_name(ADDRESSES)
def test_every_address_has_a_line_in_the_walk(address):
    if fault := missing(address):
        pytest.fail(fault, pytrace=False)


def test_an_unmarked_view_and_a_missing_line_are_found():
    def view(request): ...

    marked = public(lambda request: None)
    found = addresses([path("b/<slug:brand>/x/", include([path("y/", view, name="y")])), path("z/", marked, name="z")])
    assert unmarked(found[0]).startswith("y (/b/<slug:brand>/x/y/): mark ")
    assert not unmarked(found[1])
    assert "tests/walk.py" in missing(found[0])
    assert "tests/editorial/walk.py" in missing(Address("editorial:new_thing", "b/<slug:brand>/n/", view))


def test_a_view_outside_of_brands_cannot_ask_for_a_right():
    (found,) = addresses([path("x/", requires(Right.VIEW)(lambda request: None), name="x")])
    assert "needs the brand" in unmarked(found)


def test_no_line_of_the_walk_is_left_over():
    assert not set(LINES) - {address.name for address in ADDRESSES}, "these lines of the walk name no address"


# --- brands apart ------------------------------------------------------------------------------------------------
@by_name(IN_BRANDS)
def test_a_stranger_finds_nothing(address, admin, stranger, sign_in):
    line = LINES[address.name]
    url = reverse(address.name, args=[admin.brand.slug, *line.args(admin)])
    client = sign_in(stranger)
    with CaptureQueriesContext(connection) as queries:
        answers = {method: getattr(client, method)(url, line.data).status_code for method in ("get", "post")}
    assert answers[line.method] == 404
    assert set(answers.values()) <= {404, 405}
    assert not changes(queries.captured_queries)


@by_name([address for address in IN_BRANDS if address.route.count("<") > 1 and LINES[address.name].owned])
def test_things_of_another_brand_are_not_found_through_ones_own(address, admin, stranger, sign_in):
    line = LINES[address.name]
    url = reverse(address.name, args=[stranger.brand.slug, *line.args(admin)])
    client = sign_in(stranger)
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, url, line).status_code == 404
    assert not changes(queries.captured_queries)


@by_name([address for address in PERSONAL if "<" in address.route and LINES[address.name].owned])
def test_things_of_another_person_are_not_found(address, admin, approver, sign_in):
    line = LINES[address.name]
    assert ask(sign_in(approver), reverse(address.name, args=line.args(admin)), line).status_code == 404


# --- rights ------------------------------------------------------------------------------------------------------
@by_name(IN_BRANDS)
def test_each_role_may_open_what_its_rights_say(address, brand, admin, sign_in):
    line = LINES[address.name]
    allowed = [role for role in Role if TABLE[role] & set(address.view.access)]
    for role in allowed:
        response = ask(sign_in(a(role, brand)), reverse(address.name, args=[brand.slug, *line.args(admin)]), line)
        said = f"{role} should be let in, and got {response.status_code}"
        assert response.status_code < 500 and response.status_code not in {401, 403, 404}, said
        assert not is_sign_in(response), said
    closed = reverse(address.name, args=[brand.slug, *line.args(admin)])
    for role in [role for role in Role if role not in allowed]:
        response = ask(sign_in(a(role, brand)), closed, line)
        assert response.status_code == 403, f"{role} has no right here, and got {response.status_code}"


def a(role: Role, brand) -> Membership:
    """Somebody with this role alone."""
    return factories.make_member(brand=brand, roles=[role])


@by_name([address for address in NAMED if getattr(address.view, "access", "public") != "public"])
def test_who_is_not_signed_in_is_led_to_the_sign_in(address, admin, client):
    line = LINES[address.name]
    brand = [admin.brand.slug] if address.in_brand else []
    assert is_sign_in(ask(client, reverse(address.name, args=[*brand, *line.args(admin)]), line))


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(admin, client):
    page = "http://testserver/b/maison-lune/team/?q=x"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    for url in (reverse("team:members", args=[admin.brand.slug]), reverse("notices_bell")):
        answer = client.get(url, headers=headers)
        assert answer.headers["HX-Redirect"] == "/account/login/?next=/b/maison-lune/team/%3Fq%3Dx"
        assert not answer.content


@by_name(PERSONAL)
def test_personal_pages_open_for_who_is_signed_in(address, admin, sign_in):
    line = LINES[address.name]
    response = ask(sign_in(admin), reverse(address.name, args=line.args(admin)), line)
    assert response.status_code < 400 and not is_sign_in(response)


@by_name(PUBLIC)
def test_public_pages_ask_nobody_to_sign_in(address, admin, client):
    line = LINES[address.name]
    brand = [admin.brand.slug] if address.in_brand else []
    response = ask(client, reverse(address.name, args=[*brand, *line.args(admin)]), line)
    assert response.status_code not in {403, 500} and not is_sign_in(response)


# --- the table itself --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_member_has_exactly_the_rights_of_the_table(role, right, brand):
    assert factories.make_member(brand=brand, roles=[role]).may(right) == (right in TABLE[role])


def test_several_roles_add_up(brand):
    member = factories.make_member(brand=brand, roles=[Role.APPROVER, Role.ANALYST])
    assert member.rights == {Right.VIEW, Right.APPROVE, Right.MEASURE}


def test_a_role_nobody_knows_any_more_gives_nothing(brand):
    assert factories.make_member(brand=brand, roles=["emperor"]).rights == frozenset()


def test_every_right_is_held_by_somebody_and_said_in_words():
    assert TABLE[Role.ADMIN] == set(Right)
    assert set(IN_WORDS) == set(Right)
