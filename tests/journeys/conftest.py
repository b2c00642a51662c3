"""What a journey needs: the whole product running, the networks it talks to, and a browser for each person."""

import json
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from config.runtime import places
from tests import chromium as machine
from tests.networks.conftest import bluesky_server  # noqa: F401 - a fixture
from tests.runtime.conftest import Instance

expect.set_options(timeout=45_000)


class House:
    """The product as it runs, and the practice network beside it."""

    def __init__(self, instance: Instance):
        self.instance = instance
        self.url = f"http://127.0.0.1:{instance.port}"

    @property
    def stubnet(self) -> str:
        """The address of the practice network."""
        return self.variables["STUBNET_URL"]

    @property
    def variables(self) -> dict[str, str]:
        """What other commands on this data folder must know."""
        lines = (self.instance.data / "run" / "servers.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def practice(self, path: str, body: Any = None) -> Any:
        """Ask the control side of the practice network, or set something there."""
        data, method = (None, "GET") if body is None else (json.dumps(body).encode(), "PUT")
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.stubnet}/_stub/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """An empty product with a first administrator, a practice network, and short waits after a lost answer."""
    folder = places.passing_folder("tribu-journey-")
    instance = Instance(
        folder / "data",
        STUBNET="1",
        ADMIN_EMAIL="anne@maison.example",
        DELIVERY_SEND_SECONDS="6",
        ALLOWED_PRIVATE_HOSTS="localhost,127.0.0.1",
    )
    try:
        yield House(instance.ready())
    finally:
        if instance.process.poll() is None:
            instance.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium."""
    if not machine.program():
        pytest.skip(machine.MISSING)
    browser = playwright.chromium.launch(**machine.launch_args())
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def open_page(chromium: Browser, house: House) -> Callable[..., Page]:
    """`open_page()` is a person's own browser window, in English, in Paris; `phone=True` makes it a phone."""

    def opened(phone: bool = False) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
        context = chromium.new_context(viewport=size, locale="en-GB", timezone_id="Europe/Paris", base_url=house.url)
        context.set_default_timeout(45_000)
        return context.new_page()

    return opened
