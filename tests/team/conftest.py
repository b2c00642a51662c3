import os

import pytest

from tests.design.conftest import browser_type_launch_args  # noqa: F401

# A browser's event loop runs beside the tests; they go on talking to the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Passwords cost next to nothing."""
    settings.PASSWORD_HASHERS = ["tests.team.passwords.Cheap", *settings.PASSWORD_HASHERS[1:]]


@pytest.fixture
def visit(context, live_server, sign_in, settings):
    """`visit(member)` opens a window of a real browser in which that person is signed in; `visit()` for a stranger."""
    settings.SITE_URL = live_server.url

    def visited(member=None):
        if member:
            value = sign_in(member).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        return context.new_page()

    return visited
