"""The cast: one brand with the people the tests are about, and a stranger from another brand."""

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase, override_settings
from hypothesis import settings as properties
from playwright.sync_api import expect

from config import health
from lib.answers import NotReached
from publishing.letters import link_pages
from team.models import Brand, Membership, User
from team.rights import Role
from tests import emptying, factories, patience

properties.register_profile("patient", properties(), deadline=None)  # speed is measured in benchmarks/
properties.load_profile("patient")
expect.set_options(timeout=30_000)  # a browser on a busy machine takes its time
PASSWORD = factories.PASSWORD
LONG = ("test_access.py", "test_machine.py", "test_campaign.py", "test_storm.py", "test_rows.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Pages name their static files without the manifest that only a collected tree has."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True, scope="session")
def tables_are_emptied_row_by_row():
    """What a test committed is taken away in a hundredth of the time that Django takes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying.after_a_test)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_banner_for_want_of_workers():
    """Tests run without workers; pages would say so from the second minute on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health, "_awake", float("inf"))
        yield


@pytest.fixture(autouse=True, scope="session")
def nobody_is_quicker_than_a_page():
    """Nothing is clicked or typed in a browser before the page's scripts have begun."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, name, patient in patience.acts():
            patch.setattr(kind, name, patient)
        yield


class Nowhere:
    """A wire that reaches nothing."""

    def request(self, method, url, **more):
        raise NotReached(url)


@pytest.fixture(autouse=True, scope="session")
def no_page_behind_a_link_is_read():
    """No test asks the world for the pages its posts link to; one that wants such a page stands in for it."""
    with link_pages.standing_in(Nowhere()):
        yield


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Windows of people who want things to stand still: nothing waits for what glides and fades."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def brand(db) -> Brand:
    return factories.make_brand(name="Maison Lune", slug="maison-lune")


@pytest.fixture
def other_brand(db) -> Brand:
    return factories.make_brand(name="Atelier Nord", slug="atelier-nord")


@pytest.fixture
def admin(brand) -> Membership:
    return factories.make_member(brand=brand, name="Anne Admin", roles=[Role.ADMIN])


@pytest.fixture
def lead(brand) -> Membership:
    return factories.make_member(brand=brand, name="Léa Lead", roles=[Role.LEAD])


@pytest.fixture
def author(brand) -> Membership:
    """The community manager who writes."""
    return factories.make_member(brand=brand, name="Camille Auteur", roles=[Role.COMMUNITY_MANAGER])


@pytest.fixture
def approver(brand) -> Membership:
    return factories.make_member(brand=brand, name="Aline Approuve", roles=[Role.APPROVER])


@pytest.fixture
def moderator(brand) -> Membership:
    return factories.make_member(brand=brand, name="Modeste Modère", roles=[Role.MODERATOR])


@pytest.fixture
def analyst(brand) -> Membership:
    return factories.make_member(brand=brand, name="Ana Lyste", roles=[Role.ANALYST])


@pytest.fixture
def reader(brand) -> Membership:
    return factories.make_member(brand=brand, name="Régine Regarde", roles=[Role.READER])


@pytest.fixture
def stranger(other_brand) -> Membership:
    """An administrator, but of another brand."""
    return factories.make_member(brand=other_brand, name="Stan Stranger", roles=[Role.ADMIN])


@pytest.fixture
def sign_in():
    """`sign_in(member)` gives a browser in which that person is signed in."""

    def signed_in(member: Membership | User) -> Client:
        client = Client()
        client.force_login(member.user if isinstance(member, Membership) else member)
        return client

    return signed_in
