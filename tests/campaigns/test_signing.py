"""Signing, closing, and what changed since."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from campaigns import changes, choosing, document, means, objectives, planning, readiness, signing
from campaigns.models import Campaign, NetworkChoice, Passage
from campaigns.planning import Archived
from campaigns.states import Phase, State, phase
from lib.states import StaleState
from team.models import AuditEntry, Notice
from tests.campaigns.factories import make_audience, make_campaign, make_line, make_objective, make_theme
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
        "Léa Lead was in charge; now it is Camille Auteur.",
        f"The audience “{audience}” was taken out.",
        "The audience “Étudiants” came in.",
        "The target of “Replies” was at least 50; it is at least 80 now.",
        "“Replies” was due on 31 October 2026; it is due on 1 October 2026 now.",
        "The objective “Time to the first answer (median): at most 60 min by 31 October 2026” came in.",
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


def test_what_a_reader_will_ask_for_is_told_with_its_page(brand, campaign):
    def open_steps(row, charter=True):
        return [step.name for step in readiness.steps(row, document.content(fresh(row)), charter=charter) if not step.done]

    assert open_steps(campaign) == ["a positioning", "a network, and why", "a budget or hours"]
    bare = make_campaign(brand=brand)
    assert open_steps(bare, charter=False) == [
        "a positioning", "an audience", "an objective", "a network, and why", "themes", "a budget or hours",
        "somebody in charge", "the charter of the brand",
    ]  # fmt: skip
    pages = {step.url for step in readiness.steps(bare, document.content(bare), charter=False)}
    assert f"/b/maison-lune/campaigns/{bare.pk}/objectives/new/" in pages


def test_a_signature_tells_who_is_in_charge_and_who_approves_once(campaign, lead, author, approver):
    Campaign.objects.filter(pk=campaign.pk).update(owner=author)
    sign(campaign, lead)
    sign(campaign, lead)
    assert {notice.user for notice in Notice.objects.all()} == {author.user, approver.user}
    sign(campaign, approver)
    told = Notice.objects.get(user=author.user)
    assert (told.count, told.text, told.mailed_at) == (2, "The plan of “Rentrée” is signed: 2 signatures.", None)
    assert [who.name for who in (lead.user, approver.user)] == sorted(told.items, reverse=True)
    assert Notice.objects.filter(user=lead.user).count() == 1
    assert told.url == f"/b/maison-lune/plans/{campaign.pk}/"


def test_who_signed_may_sign_anew_once_the_plan_changed_or_the_signature_was_withdrawn(campaign, lead, approver):
    first = sign(campaign, lead)
    assert sign(campaign, lead) == first
    assert sign(campaign, approver).number == 2
    campaign.themes.update(share=30)
    assert sign(campaign, lead).number == 3
    signing.withdraw(campaign, by=approver)
    assert sign(campaign, lead).number == 4


@pytest.mark.parametrize(
    "act",
    [
        lambda each, by: objectives.add(each, by=by, metric="reach", target=5, due_on=each.ends_on),
        lambda each, by: objectives.change(each.objectives.get(), by=by, revision=1, target=5),
        lambda each, by: objectives.remove(each.objectives.get(), by=by),
        lambda each, by: means.save(each, by=by, revision=1, budget=1, minutes_a_post=60, lines=[], hours=[]),
        lambda each, by: means.spend(each.budget_lines.get(), by=by, on=each.starts_on, amount=5),
        lambda each, by: planning.set_themes(each, [], by=by, revision=1),
        lambda each, by: planning.change(each, by=by, revision=1, audiences=[], name="Autre"),
        lambda each, by: choosing.decide(each, "toy", by=by, revision=0, chosen=True, why="Oui."),
        lambda each, by: choosing.ask(each, by=by, kinds=[], well_off=True, minutes=None),
    ],
)
def test_a_closed_campaign_is_looked_at_and_not_changed_until_it_is_open_again(campaign, lead, act):
    make_line(campaign=campaign)
    signing.close(campaign, by=lead)
    before = document.content(fresh(campaign))
    with pytest.raises(planning.Closed, match="Open it again to change it"):
        act(fresh(campaign), lead)
    assert document.content(fresh(campaign)) == before
    signing.reopen(campaign, by=lead)
    act(fresh(campaign), lead)
    assert AuditEntry.objects.get(verb="campaign.reopened").user == lead.user


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_leave_one_signature_each_and_a_double_click_none_more(campaign, lead, approver):
    said = document.content(fresh(campaign))
    seen, hands = document.digest(said), [lead, approver, lead, approver]
    at_once(4, lambda: signing.sign(fresh(campaign), by=hands.pop(), said=said, seen=seen))
    assert sorted(campaign.passages.values_list("number", flat=True)) == [1, 2]
    assert {passage.by for passage in campaign.passages.all()} == {lead, approver}
