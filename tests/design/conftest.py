import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests import chromium
from tests.design import settings as with_catalogue


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if not chromium.program():
        pytest.skip(chromium.MISSING)
    return chromium.launch_args()


@pytest.fixture
def catalogue(settings):
    """The address of the catalogue of the interface, served; it needs no database."""
    for name in ("ROOT_URLCONF", "TEMPLATES", "STORAGES"):
        setattr(settings, name, getattr(with_catalogue, name))
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{server.port}/design"
    server.terminate()
