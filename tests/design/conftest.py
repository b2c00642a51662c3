import os

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.design import settings as with_catalogue


@pytest.fixture(scope="session")
def browser_type_launch_args():
    switches = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync --disable-component-update"
    return {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"), "args": switches.split()}


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
