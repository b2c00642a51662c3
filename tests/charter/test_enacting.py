"""How a version comes into force: at once, on its day, or once somebody else approved it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from charter import current, editing, enacting
from charter.books import BOOKS
from charter.checks import findings
from charter.sections import SECTIONS, content
from lib import clock
from team.models import Notice
from team.rights import Role
from tests import factories

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 31, 23, tzinfo=UTC)  # the first of January in Paris


@pytest.fixture(autouse=True)
def english_on_a_day_in_november():
    with translation.override("en"), clock.stopped_at(NOW):
        yield


@pytest.fixture
def second(brand):
    return factories.make_member(brand=brand, name="Denis Deux", roles=[Role.LEAD])


@pytest.fixture
def careful(brand):
    brand.charter_approval = True
    brand.save()
    return brand


def save(brand, by, base=None, name="voice", starts=None, **said):
    seen = editing.numbered(BOOKS["charter"], brand, base) if base is not None else current.of(brand)
    merged = {**content(seen, SECTIONS[name]), **said}
    return editing.save(brand, SECTIONS[name], merged, by=by, base=seen.number, starts=starts)


def never(*words):
    return [{"text": word, "instead": "", "reason": ""} for word in words]


def holds(brand):
    charter = current.of(brand)
    return charter.number, charter.voice, charter.signature


# --- from a date on --------------------------------------------------------------------------------------------------
def test_until_its_day_the_version_before_holds_and_the_checks_follow(brand, lead):
    save(brand, lead, name="never", rows=never("cheap"))
    save(brand, lead, name="never", rows=never("promo"), starts=LATER)
    assert [found.rule for found in findings(brand, "A promo, not cheap")] == ["charter.never"]
    assert "cheap" in findings(brand, "A promo, not cheap")[0].sentence
    with clock.stopped_at(LATER - timedelta(seconds=1)):
        assert current.of(brand).number == 1
    with clock.stopped_at(LATER):
        assert current.of(brand).number == 2
        assert "promo" in findings(brand, "A promo, not cheap")[0].sentence


def test_what_is_put_in_force_meanwhile_is_carried_over_but_for_what_the_coming_one_changes(brand, lead, admin):
    save(brand, lead, voice="Warm.")
    save(brand, lead, voice="Warm and slow.", starts=LATER)
    now = save(brand, admin, name="signs", signature="L'équipe", starts=NOW)
    assert holds(brand) == (now.number, "Warm.", "L'équipe")
    save(brand, admin, voice="Warm and fast.", starts=NOW)
    assert holds(brand)[1:] == ("Warm and fast.", "L'équipe")
    with clock.stopped_at(LATER):
        number, *said = holds(brand)
        assert said == ["Warm and slow.", "L'équipe"]
        assert current.of(brand).who == "Léa Lead"
        assert brand.charters.get(number=number).built_on


def test_what_is_to_come_is_written_on_moved_put_in_force_or_withdrawn(brand, lead):
    save(brand, lead, voice="Warm.")
    coming = save(brand, lead, voice="Slow.", starts=LATER)
    more = save(brand, lead, base=coming.number, name="signs", signature="L.", starts=LATER)
    assert (more.voice, more.signature, more.built_on) == ("Slow.", "L.", 2)
    moved = save(brand, lead, base=more.number, starts=LATER + timedelta(days=3))
    assert [one.number for one in brand.charters.to_come()] == [moved.number]
    now = save(brand, lead, base=moved.number, starts=NOW)
    assert holds(brand) == (now.number, "Slow.", "L.")
    assert not brand.charters.to_come().exists()
    last = save(brand, lead, voice="Never.", starts=LATER)
    enacting.withdraw(brand, "charter", last.number, by=lead)
    with clock.stopped_at(LATER):
        assert holds(brand)[0] == now.number
    with pytest.raises(enacting.Refused, match="has come into force already"):
        enacting.withdraw(brand, "charter", now.number, by=lead)


def test_the_second_writer_of_what_is_to_come_is_stale(brand, lead, admin):
    save(brand, lead, voice="Warm.")
    save(brand, lead, base=1, voice="Slow.", starts=LATER)
    with pytest.raises(editing.Stale) as stale:
        save(brand, admin, base=1, voice="Fast.", starts=LATER)
    assert stale.value.theirs.voice == "Slow."


@pytest.mark.parametrize(
    ("day", "sentence"), [("2026-11-24", "This day is past."), ("2031-01-01", "too far away"), ("x", "valid")]
)
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(sign_in, brand, lead, day, sentence):
    data = {"voice": "Slow and sure.", "address": "free", "base": 0, "starts": day}
    answer = sign_in(lead).post(reverse("charter:section", args=["maison-lune", "voice"]), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Slow and sure.</textarea>" in answer.content.decode()
    assert not brand.charters.exists()


def test_the_page_says_what_is_to_come_and_opens_it_to_be_written_on(sign_in, brand, lead):
    browser, show = sign_in(lead), reverse("charter:show", args=["maison-lune"])
    save(brand, lead, voice="Warm.")
    data = {"voice": "Slow.", "address": "free", "base": 1, "starts": "2027-01-01"}
    browser.post(reverse("charter:section", args=["maison-lune", "voice"]), data)
    assert brand.charters.get(number=2).starts_at == LATER
    text = browser.get(show).content.decode()
    assert "by Léa Lead, will be in force from 1 January 2027" in text
    assert "Slow." not in text
    form = browser.get(show + "?edit=voice").content.decode()
    assert "Warm.</textarea>" in form
    assert "on=2#voice" in form
    form = browser.get(show + "?edit=voice&on=2").content.decode()
    assert "Slow.</textarea>" in form
    assert 'value="2027-01-01"' in form
    history = browser.get(reverse("charter:history", args=["maison-lune"])).content.decode()
    assert "from 1 January 2027" in history


# --- approved by somebody else ---------------------------------------------------------------------------------------
def test_what_is_proposed_holds_once_somebody_else_approved_it(careful, lead, second, author):
    proposed = save(careful, lead, voice="Warm.")
    assert current.of(careful).number == 0
    assert {notice.user for notice in Notice.objects.filter(key="charter.proposed:charter:1")} == {second.user}
    with pytest.raises(enacting.Refused, match="You wrote this version"):
        enacting.approve(careful, "charter", proposed.number, by=lead)
    approved = enacting.approve(careful, "charter", proposed.number, by=second)
    assert (approved.approver, approved.approved_by, approved.approved_at) == (second, "Denis Deux", NOW)
    assert holds(careful) == (1, "Warm.", "")
    with pytest.raises(enacting.Refused, match="does not wait"):
        enacting.approve(careful, "charter", proposed.number, by=second)


def test_everybody_who_wrote_a_part_of_it_is_an_author(careful, lead, second, admin):
    save(careful, lead, voice="Warm.")
    both = save(careful, second, base=1, name="signs", signature="L.")
    assert both.voice == "Warm."
    assert [one.number for one in careful.charters.proposed()] == [2]
    for member in (lead, second):
        with pytest.raises(enacting.Refused, match="You wrote"):
            enacting.approve(careful, "charter", 2, by=member)
    enacting.approve(careful, "charter", 2, by=admin)
    assert holds(careful) == (2, "Warm.", "L.")


def test_a_proposal_for_a_day_comes_into_force_on_it_and_late_approval_at_once(careful, lead, second):
    save(careful, lead, voice="Warm.", starts=LATER)
    enacting.approve(careful, "charter", 1, by=second)
    assert current.of(careful).number == 0
    save(careful, lead, base=1, voice="Slow.", starts=LATER + timedelta(days=1))
    with clock.stopped_at(LATER + timedelta(days=9)):
        assert holds(careful)[1] == "Warm."
        enacting.approve(careful, "charter", 2, by=second)
        assert holds(careful)[1] == "Slow."


def test_a_proposal_is_moved_onto_what_came_into_force_since_unless_both_change_the_same(careful, lead, second):
    careful.charter_approval = False
    careful.save()
    save(careful, lead, voice="Warm.")
    save(careful, lead, voice="Slow.", starts=LATER)
    careful.charter_approval = True
    careful.save()
    save(careful, lead, base=1, name="signs", signature="L.", starts=NOW)
    with clock.stopped_at(LATER):
        moved = enacting.approve(careful, "charter", 3, by=second)
        assert holds(careful) == (moved.number, "Slow.", "L.")
        save(careful, lead, base=moved.number, voice="Fast.")
        careful.charter_approval = False
        careful.save()
        save(careful, second, base=moved.number, voice="Steady.", starts=LATER)
        with pytest.raises(enacting.Refused, match="changed the same section"):
            enacting.approve(careful, "charter", moved.number + 1, by=second)


def test_the_pages_offer_approving_to_who_may_only(sign_in, careful, lead, second, author):
    show = reverse("charter:show", args=["maison-lune"])
    version = reverse("charter:version", args=["maison-lune", 1])
    assert "Propose</button>" in sign_in(lead).get(show + "?edit=voice").content.decode()
    answer = sign_in(lead).post(
        reverse("charter:section", args=["maison-lune", "voice"]), {"voice": "W.", "address": "free"}, follow=True
    )
    assert "Version 1 is proposed. Who may approve it is told." in answer.content.decode()
    approve = reverse("charter:approve", args=["maison-lune", "charter", 1])
    assert approve not in sign_in(lead).get(version).content.decode()
    assert "Denis Deux" in sign_in(lead).get(version).content.decode()
    assert approve not in sign_in(author).get(version).content.decode()
    assert approve in sign_in(second).get(version).content.decode()
    assert "You wrote this version" in sign_in(lead).post(approve, follow=True).content.decode()
    assert sign_in(author).post(approve).status_code == 403
    assert "Version 1 is approved." in sign_in(second).post(approve, follow=True).content.decode()
    assert "W." in sign_in(author).get(show).content.decode()


def test_a_brand_with_one_writer_cannot_ask_for_somebody_else(sign_in, brand, admin):
    data = {
        "name": "Maison Lune",
        "language": "fr",
        "zone": "Europe/Paris",
        "colour": "#b4532a",
        "late_minutes": 60,
        "currency": "EUR",
    }
    data |= {"late_policy": "ask", "charter_approval": "on"}
    address = reverse("team:settings", args=["maison-lune"])
    answer = sign_in(admin).post(address, data)
    assert "That takes two people who may change the charters" in answer.content.decode()
    factories.make_member(brand=brand, roles=[Role.LEAD])
    assert sign_in(admin).post(address, data).status_code == 302
    brand.refresh_from_db()
    assert brand.charter_approval
