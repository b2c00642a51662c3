"""The crisis plan: levels, roles with phones, statements; and going through it as an exercise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from charter import drills, editing, papers
from charter.models import Drill
from charter.papers import KINDS
from lib import clock
from publishing.models import Pause

PARTS = KINDS["crisis"].parts
PAGE = reverse("charter:paper", args=["maison-lune", "crisis"])
NOW = datetime(2036, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def plan(brand, lead):
    level = {"name": "Alert", "triggers": "Fifty angry comments", "answer": "Meet", "holds": True}
    role = {
        "role": "Speaks",
        "who": "Nora",
        "phone": "06 00 00 01 02",
        "deputy": "",
        "deputy_phone": "",
        "tasks": "Call\n\nWrite\n",
    }
    said = {"fr": "Nous vérifions.", "en": "We are checking.", "name": "At once"}
    for name, row in (("levels", level), ("roles", role), ("statements", said)):
        base = papers.of(brand, "crisis").number
        editing.save(brand, PARTS[name], {"rows": [row]}, by=lead, base=base)
    return papers.of(brand, "crisis")


def test_everybody_reads_whom_to_call_and_what_is_said_and_who_may_finds_the_way_to_hold_the_posts(sign_in, plan, reader, author):
    text = sign_in(reader).get(PAGE).content.decode()
    for words in ("Fifty angry comments", 'href="tel:0600000102"', "Nous vérifions.", "We are checking.", "<li>Write</li>"):
        assert words in text
    pause = reverse("publishing:pause", args=["maison-lune"])
    assert pause not in text
    assert pause in sign_in(author).get(PAGE).content.decode()


def test_an_exercise_keeps_its_times_and_what_was_learnt_and_holds_nothing(sign_in, brand, plan, author, moderator, reader):
    browser = sign_in(moderator)
    with clock.stopped_at(NOW):
        answer = browser.post(reverse("charter:drill_begin", args=["maison-lune"]), {"level": "Alert"})
    drill = Drill.objects.get()
    address = reverse("charter:drill", args=["maison-lune", drill.pk])
    assert answer.url == address
    with clock.stopped_at(NOW + timedelta(seconds=75)):
        tick = reverse("charter:drill_tick", args=["maison-lune", drill.pk, 0])
        part = browser.post(tick, headers={"HX-Request": "true"}).content.decode()
        assert "after 1:15, Modeste Modère" in part
        assert "<html" not in part
    with clock.stopped_at(NOW + timedelta(minutes=9)):
        browser.post(tick)
        browser.post(reverse("charter:drill_finish", args=["maison-lune", drill.pk]), {"debrief": "One number was wrong."})
        assert "This exercise is over." in browser.post(tick, follow=True).content.decode()
    text = sign_in(reader).get(address).content.decode()
    assert "One number was wrong." in text
    assert "after 1:15" in text
    assert "not done" in text
    assert "1 of 2 steps" in sign_in(reader).get(PAGE).content.decode()
    assert sign_in(reader).post(tick).status_code == 403
    assert not Pause.objects.exists()


def test_an_exercise_of_no_level_or_without_tasks_does_not_begin(sign_in, brand, lead):
    begin = reverse("charter:drill_begin", args=["maison-lune"])
    assert "Choose a level of the plan." in sign_in(lead).post(begin, {"level": "x"}, follow=True).content.decode()
    level = {"name": "Alert", "triggers": "", "answer": "", "holds": False}
    editing.save(brand, PARTS["levels"], {"rows": [level]}, by=lead, base=0)
    assert "The plan has no tasks yet" in sign_in(lead).post(begin, {"level": "Alert"}, follow=True).content.decode()
    assert not Drill.objects.exists()


def test_the_plan_may_change_while_an_exercise_of_the_old_one_goes_on(brand, plan, lead):
    drill = drills.begin(brand, "Alert", by=lead)
    editing.save(brand, PARTS["roles"], {"rows": []}, by=lead, base=plan.number)
    assert drills.tick(brand, drill.pk, 1, by=lead).done == 1
    with pytest.raises(drills.Refused, match="no such step"):
        drills.tick(brand, drill.pk, 7, by=lead)
