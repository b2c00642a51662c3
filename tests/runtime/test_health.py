"""Health: asked by a monitor, by the pages' frame, by the doctor."""

import time
from datetime import timedelta

import django_rq
import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation
from redis import ConnectionError as QueueAway

from config import doctor, health, pulse, timetable
from config.models import Beat
from lib import clock
from publishing.traffic import overview

pytestmark = pytest.mark.django_db


@pytest.fixture
def well():
    """Everything was heard just now."""
    django_rq.get_connection("chores").flushdb()
    for queue in ("delivery", "chores", "films"):
        pulse.beat(f"{queue}@test")
    timetable.beat()


def report(client, status):
    answer = client.get("/health/")
    assert answer.status_code == status, answer.json()
    assert answer.json()["status"] == ("ok" if status == 200 else "degraded")
    return answer.json()


def test_all_is_well(client, well):
    found = report(client, 200)

    assert found["oldest_due"] == {"ok": True, "seconds_late": None}
    assert found["queue"]["waiting"] == {"delivery": 0, "chores": 0, "films": 0}


def test_a_queue_without_worker_is_not_well(client, well):
    pulse.forget("delivery@test")

    found = report(client, 503)

    assert found["workers"]["delivery"] == {"seconds_since_heard": None}
    assert not found["workers"]["ok"]


def test_a_dispatcher_that_is_silent_or_never_was_is_not_well(client, well):
    Beat.objects.update(ran_at=clock.now() - timedelta(minutes=3))
    assert not report(client, 503)["dispatcher"]["ok"]

    Beat.objects.all().delete()
    assert report(client, 503)["dispatcher"]["seconds_since_heard"] is None


def test_a_post_that_should_have_left_is_not_well(client, well, monkeypatch):
    monkeypatch.setattr(overview, "oldest_due", lambda: clock.now() - timedelta(minutes=6))
    assert report(client, 503)["oldest_due"]["seconds_late"] >= 360

    monkeypatch.setattr(overview, "oldest_due", lambda: clock.now() - timedelta(minutes=1))
    report(client, 200)


def test_a_queue_that_is_away_is_not_well_and_is_no_crash(client, well, monkeypatch):
    def away(*_):
        raise QueueAway

    monkeypatch.setattr(pulse, "ages", away)

    assert report(client, 503)["workers"] == {"ok": False, "trouble": "ConnectionError"}


def test_it_costs_a_few_queries_and_asks_for_no_sign_in(client, well, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        report(client, 200)


def test_it_takes_no_post(client, well):
    assert client.post("/health/").status_code == 405


def test_the_frame_hears_of_silent_workers_a_minute_after_our_own_start(well, monkeypatch):
    monkeypatch.setattr(health, "_remembered", (None, []))
    pulse.forget("chores@test")
    monkeypatch.setattr(health, "_awake", time.monotonic() - 30)
    assert health.silent_workers() == []

    monkeypatch.setattr(health, "_remembered", (None, []))
    monkeypatch.setattr(health, "_awake", time.monotonic() - 61)
    assert health.silent_workers() == ["chores"]


def test_the_frame_asks_rarely(well, monkeypatch):
    monkeypatch.setattr(health, "_remembered", (None, []))
    monkeypatch.setattr(health, "_awake", time.monotonic() - 61)
    assert health.silent_workers() == []
    pulse.forget("chores@test")
    assert health.silent_workers() == []


def sentences() -> dict[str, bool]:
    with translation.override("en"):
        return {verdict.sentence: verdict.well for verdict in doctor.examine()}


def test_the_doctor_finds_nothing_on_a_well_installation(well, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    assert [sentence for sentence, fine in sentences().items() if not fine] == []


def test_the_doctor_names_what_is_wrong(well, settings, tmp_path, monkeypatch):
    settings.SITE_URL, settings.ALLOWED_HOSTS, settings.DEBUG = "http://tribu.example", ["tribu.example"], True
    settings.MEDIA_ROOT = tmp_path / "nowhere"
    settings.SECRETS = tmp_path
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    pulse.forget("chores@test")
    monkeypatch.setattr(overview, "oldest_due", lambda: clock.now() - timedelta(minutes=10))

    wrong = "\n".join(sentence for sentence, fine in sentences().items() if not fine)

    for part in (
        "No worker has been heard for a minute on: chores.",
        "passwords would travel in clear",
        "DEBUG is on at a public address",
        "The folder for pictures",
        f"Others than you can read the secrets in {tmp_path / 'secret_key'}",
        "The oldest due post is 10 minutes late.",
        "Mail is not sent",
    ):
        assert part in wrong


def test_the_doctor_sees_clocks_apart(well):
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert any("differ by 120 seconds" in sentence for sentence, fine in sentences().items() if not fine)


def test_the_doctor_asks_the_mail_server(well, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert any("The mail server does not answer" in sentence for sentence, fine in sentences().items() if not fine)


def test_the_doctor_speaks_french_and_ends_with_1_when_something_is_wrong(well, capsys):
    pulse.forget("chores@test")

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--language", "fr")

    assert ended.value.code == 1
    assert (
        "Aucun processus de traitement ne s’est manifesté depuis une minute sur\N{NO-BREAK SPACE}: chores."
        in capsys.readouterr().out
    )
