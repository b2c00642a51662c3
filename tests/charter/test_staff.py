"""The staff policy: who may speak of what, and everybody saying for themselves that they have read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from charter import acknowledging, editing, jobs, papers
from charter.checks import findings
from charter.papers import KINDS
from lib import clock
from team.models import Notice

PARTS = KINDS["staff"].parts
PAGE = reverse("charter:paper", args=["maison-lune", "staff"])
ACKNOWLEDGE = reverse("charter:acknowledge", args=["maison-lune"])
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english_on_a_day_in_november():
    with translation.override("en"), clock.stopped_at(NOW):
        yield


def save(brand, by, name="policy", starts=None, **said):
    now = papers.of(brand, "staff")
    return editing.save(brand, PARTS[name], {**papers.content(now, PARTS[name]), **said}, by=by, base=now.number, starts=starts)


def topic(name, may, words):
    return {"name": name, "may": may, "words": words, "note": ""}


def told(member):
    return Notice.objects.filter(user=member.user, key__startswith="charter.staff").count()


def test_a_topic_that_not_everybody_may_speak_of_stops_a_draft_that_gives_it_away(brand, lead):
    rows = [topic("Prices", "no", "margin, purchase price"), topic("Opening", "ask", "lease"), topic("Coffee", "yes", "bean")]
    save(brand, lead, "topics", rows=rows)
    text = "Our margin is small, our lease is long, our bean is good"
    assert [one.rule for one in findings(brand, text)] == ["charter.topic", "charter.topic"]
    assert not findings(brand, "Our bean is good")


def test_a_member_acknowledges_the_version_in_force_and_nobody_else_can(sign_in, brand, lead, reader):
    save(brand, lead, text_en="Think twice.")
    browser = sign_in(reader)
    assert "I have read version 1" in browser.get(PAGE).content.decode()
    browser.post(ACKNOWLEDGE, {"base": 1, "member": lead.pk})
    assert [said.member for said in papers.of(brand, "staff").acknowledgements.all()] == [reader]
    text = browser.get(PAGE).content.decode()
    assert "You acknowledged version 1 on 25 November 2026." in text
    assert "Who has read it" not in text
    listed = sign_in(lead).get(PAGE).content.decode()
    assert "1 person has yet to acknowledge this version." in listed
    assert "Régine Regarde" in listed


def test_a_version_that_changed_meanwhile_is_not_acknowledged_unread(sign_in, brand, lead, reader):
    save(brand, lead, text_en="Think twice.")
    save(brand, lead, text_en="Think thrice.")
    answer = sign_in(reader).post(ACKNOWLEDGE, {"base": 1}, follow=True)
    assert "The policy has changed since you opened it" in answer.content.decode()
    assert acknowledging.reading_of(reader, papers.of(brand, "staff")).is_due
    assert "Refused" not in sign_in(reader).post(ACKNOWLEDGE, {"base": "²"}, follow=True).content.decode()


def test_everybody_is_told_once_for_a_version_and_once_a_year(brand, lead, reader):
    save(brand, lead, text_en="Think twice.")
    acknowledging.acknowledge(1, by=lead)
    assert jobs.remind_of_policy() == 1
    Notice.objects.update(read_at=NOW)
    assert jobs.remind_of_policy() == 0
    assert (told(lead), told(reader)) == (0, 1)
    acknowledging.acknowledge(1, by=reader)
    save(brand, lead, text_en="Think thrice.", starts=NOW + timedelta(days=30))
    assert jobs.remind_of_policy() == 0
    with clock.stopped_at(NOW + timedelta(days=31)):
        assert jobs.remind_of_policy() == 2
        assert acknowledging.reading_of(reader, papers.of(brand, "staff")).last == 1
        acknowledging.acknowledge(2, by=reader)
        acknowledging.acknowledge(2, by=lead)
    with clock.stopped_at(NOW + timedelta(days=300)):
        assert jobs.remind_of_policy() == 0
    with clock.stopped_at(NOW + timedelta(days=400)):
        assert jobs.remind_of_policy() == 2
        assert acknowledging.reading_of(reader, papers.of(brand, "staff")).is_due


def test_a_spokesperson_is_called_from_the_page_and_a_number_that_is_none_is_refused(sign_in, brand, lead, reader):
    data = {"base": 0, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-name": "Anne", "rows-0-subject": "The press"}
    address = reverse("charter:paper_section", args=["maison-lune", "staff", "people"])
    answer = sign_in(lead).post(address, {**data, "rows-0-phone": "ask me"})
    assert answer.status_code == 422
    assert "“ask me” is no phone number." in answer.content.decode()
    assert "The press" in answer.content.decode()
    sign_in(lead).post(address, {**data, "rows-0-phone": "+33 (0)4 72 00 11 22"})
    assert 'href="tel:+33472001122"' in sign_in(reader).get(PAGE).content.decode()


def test_the_page_takes_the_same_queries_however_many_have_read_it(
    sign_in, brand, lead, reader, author, django_assert_max_num_queries
):
    save(brand, lead, text_en="Think twice.")
    browser = sign_in(lead)
    browser.get(PAGE)
    for member in (lead, reader, author):
        with django_assert_max_num_queries(14):
            browser.get(PAGE)
        acknowledging.acknowledge(1, by=member)


def test_everybody_reads_the_policy_in_their_own_language_and_who_writes_it_sees_both(sign_in, brand, lead, reader):
    save(brand, lead, text_fr="Réfléchissez.", text_en="Think twice.")
    assert "Think twice." in (text := sign_in(reader).get(PAGE).content.decode())
    assert text.index("Think twice.") < text.index("In French") < text.index("Réfléchissez.")
    both = sign_in(lead).get(PAGE).content.decode()
    assert both.index("Réfléchissez.") < both.index("Think twice.")
    save(brand, lead, text_en="")
    assert "Nobody has translated it into your language yet." in sign_in(reader).get(PAGE).content.decode()


def test_a_policy_of_before_there_were_two_languages_is_read_as_french(brand, lead):
    save(brand, lead, text_fr="Réfléchissez.")
    brand.papers.update(said={"policy": {"text": "Réfléchissez."}})
    assert papers.content(papers.of(brand, "staff"), PARTS["policy"]) == {"text_fr": "Réfléchissez.", "text_en": ""}
