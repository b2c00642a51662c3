"""Signing, closing, and what changed since."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from campaigns import changes, document, means, planning, signing
from campaigns.models import Campaign, NetworkChoice, Passage
from campaigns.planning import Archived
from campaigns.states import Phase, State, phase
from lib.states import StaleState
from team.models import AuditEntry
from tests.campaigns.factories import make_audience, make_campaign, make_objective, make_theme
from tests.concurrency import at_once


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def campaign(brand, lead):
    campaign = make_campaign(brand=brand, owner=lead)
    campaign.audiences.add(make_audience(brand=brand, name="Parents"))
    make_objective(campaign=campaign)
    make_theme(campaign=campaign, share=60)
    return campaign


def fresh(campaign):
    return Campaign.objects.get(pk=campaign.pk)


def sign(campaign, by):
    said = document.content(fresh(campaign))
    return signing.sign(campaign, by=by, said=said, seen=document.digest(said))


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("draft", date(2026, 8, 31), Phase.DRAFT),
        ("signed", date(2026, 8, 31), Phase.SIGNED),
        ("draft", date(2026, 9, 1), Phase.RUNNING),
        ("signed", date(2026, 10, 31), Phase.RUNNING),
        ("signed", date(2026, 11, 1), Phase.OVER),
        ("closed", date(2026, 9, 15), Phase.CLOSED),
    ],
)
def test_a_campaign_runs_by_its_days_until_somebody_closes_it(brand, state, day, expected):
    assert phase(make_campaign(brand=brand, state=state), day) == expected


def test_a_signature_keeps_the_plan_who_and_when(campaign, lead):
    with time_machine.travel("2026-08-20T08:00:00Z", tick=False):
        passage = sign(campaign, lead)
    assert fresh(campaign).state == State.SIGNED
    assert (passage.number, passage.who, passage.at.date()) == (1, "Léa Lead", date(2026, 8, 20))
    assert passage.document["objectives"][0]["target"] == 50
    assert signing.last(fresh(campaign)).changes == []
    assert AuditEntry.objects.get(verb="campaign.signed").details == {"number": 1}


def test_what_somebody_did_not_see_is_not_signed(campaign, lead):
    said = document.content(fresh(campaign))
    make_objective(campaign=campaign, metric="reach", target=9)
    with pytest.raises(StaleState):
        signing.sign(campaign, by=lead, said=said, seen=document.digest(said))
    with pytest.raises(StaleState):
        signing.sign(campaign, by=lead, said=document.content(fresh(campaign)), seen=document.digest(said))
    assert fresh(campaign).state == State.DRAFT
    assert not Passage.objects.exists()


def test_every_change_since_the_signature_is_a_sentence(brand, campaign, lead, author):
    sign(campaign, lead)
    objective, theme, audience = campaign.objectives.get(), campaign.themes.get(), campaign.audiences.get()
    objective.target, objective.due_on = 80, date(2026, 10, 1)
    objective.save()
    theme.share = 40
    theme.save()
    campaign.audiences.set([make_audience(brand=brand, name="Étudiants")])
    make_theme(campaign=campaign, name="Recettes")
    make_objective(campaign=campaign, metric="first_answer", target=60)
    Campaign.objects.filter(pk=campaign.pk).update(ends_on=date(2026, 11, 15), positioning="Autre.", owner=author, aim="grow")
    told = [change.text for change in signing.last(fresh(campaign)).changes]
    assert [text.replace("\xa0", " ") for text in told] == [
        "The period was 1 September – 31 October 2026; it is 1 September – 15 November 2026 now.",
        "The main aim was “Engage the community”; it is “Grow the community” now.",
        "A positioning was written.",
        "Léa Lead answered for it; now it is Camille Auteur.",
        f"The audience “{audience}” was taken out.",
        "The audience “Étudiants” came in.",
        "The target of “Replies” was at least 50; it is at least 80 now.",
        "“Replies” was due on 31 October 2026; it is due on 1 October 2026 now.",
        "The objective “Minutes to the first answer (median): at most 60 minutes by 31 October 2026” came in.",
        "The share of “Coulisses” was 60%; it is 40% now.",
        "The theme “Recettes” came in.",
    ]
    assert sign(campaign, author).number == 2
    assert signing.last(fresh(campaign)).changes == []


def test_changed_means_are_told_in_figures(brand, campaign, lead):
    def save(revision, budget, lines, hours):
        means.save(campaign, by=lead, revision=revision, budget=budget, minutes_a_post=60, lines=lines, hours=hours)

    film = {"pk": None, "kind": "production", "name": "Film", "planned": 80_000}
    save(1, 200_000, [film, {**film, "name": "Affiches"}], [{"member": lead, "network_name": "", "minutes": 300}])
    sign(campaign, lead)
    kept = campaign.budget_lines.get(name="Film")
    save(
        2,
        250_000,
        [{**film, "pk": kept.pk, "planned": 90_000}, {**film, "name": "Lots"}],
        [{"member": lead, "network_name": "", "minutes": 330}],
    )
    assert [change.text for change in signing.last(fresh(campaign)).changes] == [
        "The budget was €2,000; it is €2,500 now.",
        "The budget line “Film” was €800; it is €900 now.",
        "The budget line “Affiches” was taken out.",
        "The budget line “Lots” came in.",
        "The hours a week were 5; they are 5.5 now.",
    ]


def test_networks_chosen_since_are_told(brand, campaign, lead):
    row = NetworkChoice.objects.create(brand=brand, campaign=campaign, network_name="toy", why="On y répond.")
    sign(campaign, lead)
    NetworkChoice.objects.filter(pk=row.pk).update(chosen=False)
    other = NetworkChoice.objects.create(brand=brand, campaign=campaign, network_name="other", why="Jeune.")
    assert [change.text for change in signing.last(fresh(campaign)).changes] == [
        "toy is no longer chosen.",
        "other is chosen now.",
    ]
    sign(campaign, lead)
    NetworkChoice.objects.filter(pk=other.pk).update(why="Plus jeune.")
    assert [change.text for change in signing.last(fresh(campaign)).changes] == ["Why other was chosen is said otherwise."]


def test_what_left_the_plan_and_what_is_said_otherwise_are_told_too(brand, campaign):
    old = document.content(fresh(campaign))
    campaign.audiences.update(place="Lyon")
    campaign.objectives.all().delete()
    campaign.themes.update(name="Autrement")
    Campaign.objects.filter(pk=campaign.pk).update(name="Hiver")
    told = [change.text.replace("\xa0", " ") for change in changes.between(old, document.content(fresh(campaign)))]
    assert told == [
        "The name was “Rentrée”; it is “Hiver” now.",
        "The audience “Parents” is described otherwise.",
        "The objective “Replies: at least 50 by 31 October 2026” was given up.",
        "The theme “Coulisses” is called “Autrement” now.",
    ]


def test_a_signature_withdrawn_leaves_a_draft_and_its_trace(campaign, lead):
    with pytest.raises(StaleState):
        signing.withdraw(campaign, by=lead)
    sign(campaign, lead)
    signing.withdraw(campaign, by=lead)
    assert fresh(campaign).state == State.DRAFT
    assert signing.last(fresh(campaign)) is None
    assert [row.kind for row in campaign.passages.all()] == ["signed", "withdrawn"]


def test_closing_ends_it_and_opening_again_gives_back_what_it_was(campaign, lead):
    assert signing.close(campaign, by=lead)
    assert not signing.close(campaign, by=lead)
    assert signing.reopen(campaign, by=lead)
    assert fresh(campaign).state == State.DRAFT
    sign(campaign, lead)
    signing.close(campaign, by=lead)
    with pytest.raises(signing.Closed):
        sign(campaign, lead)
    signing.reopen(campaign, by=lead)
    assert fresh(campaign).state == State.SIGNED
    assert not signing.reopen(campaign, by=lead)


def test_an_archived_campaign_is_neither_signed_nor_closed(campaign, lead):
    planning.archive(campaign, by=lead)
    for act in (
        lambda: sign(campaign, lead),
        lambda: signing.close(campaign, by=lead),
        lambda: signing.reopen(campaign, by=lead),
    ):
        with pytest.raises(Archived):
            act()


def test_a_copy_starts_as_a_draft(campaign, lead):
    sign(campaign, lead)
    copy = planning.duplicate(campaign, by=lead, name="Rentrée 2027", starts_on=date(2027, 9, 1))
    assert copy.state == State.DRAFT
    assert not copy.passages.exists()


def test_what_is_missing_is_told(brand, campaign):
    assert signing.missing(document.content(fresh(campaign))) == ["a positioning"]
    bare = document.content(make_campaign(brand=brand))
    assert signing.missing(bare) == ["a positioning", "an audience", "an objective", "themes", "somebody who answers for it"]


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_make_two_numbered_signatures(campaign, lead):
    said = document.content(fresh(campaign))
    seen = document.digest(said)
    at_once(2, lambda: signing.sign(fresh(campaign), by=lead, said=said, seen=seen))
    assert sorted(campaign.passages.values_list("number", flat=True)) == [1, 2]
