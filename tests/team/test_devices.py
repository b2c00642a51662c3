"""Browsers by the names people know them by."""

import pytest

from team import devices

LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE} Chrome/140.0.0.0 Safari/537.36": "Chrome, Windows",
    f"Mozilla/5.0 (Windows NT 10.0) {LIKE} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0": "Edge, Windows",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {LIKE} Version/18.0 Safari/604.1": "Safari, iPhone",
    f"Mozilla/5.0 (Linux; Android 15) {LIKE} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36": "Samsung Internet, Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox, Mac",
    "curl/8.5.0": "curl/8.5.0",
    "": "",
}


@pytest.mark.parametrize(("agent", "name"), AGENTS.items())
def test_a_device_has_the_name_people_know(agent, name):
    assert devices.name(agent) == name
