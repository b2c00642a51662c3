"""The verbs of campaigns, objectives and audiences."""

from datetime import date

import pytest
import time_machine
from django.db import transaction
from django.utils import translation

from campaigns import audiences, metrics, objectives, planning
from campaigns.models import Audience, Campaign, Objective, Standing
from campaigns.tints import Tint
from lib import amounts
from lib.states import StaleState
from lib.templatetags.ui import TINTS
from networks.figures import Metric
from team.models import AuditEntry
from tests.campaigns.factories import make_audience, make_campaign, make_objective, make_theme
from tests.concurrency import at_once


def audited(brand):
    return list(AuditEntry.objects.filter(brand=brand).order_by("pk").values_list("verb", flat=True))


def values(**changed):
    said = {"name": "Noël", "aim": "grow", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 26)}
    return {**said, **changed}


# --- where a campaign stands -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "standing", "elapsed"),
    [
        (date(2026, 8, 31), Standing.TO_COME, 0),
        (date(2026, 9, 1), Standing.RUNNING, 0.1),
        (date(2026, 9, 5), Standing.RUNNING, 0.5),
        (date(2026, 9, 10), Standing.RUNNING, 1),
        (date(2026, 9, 11), Standing.ENDED, 1),
    ],
)
def test_a_campaign_runs_from_its_first_day_through_its_last(brand, day, standing, elapsed):
    campaign = make_campaign(brand=brand, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 10))
    assert campaign.standing(day) == standing
    assert campaign.elapsed(day) == pytest.approx(elapsed)
    assert list(brand.campaigns.standing(standing, day)) == [campaign]


def test_an_archived_campaign_stands_nowhere_else(brand, lead):
    campaign = make_campaign(brand=brand)
    planning.archive(campaign, by=lead)
    day = campaign.starts_on
    assert [list(brand.campaigns.standing(standing, day)) for standing in Standing] == [[], [], [], [campaign]]


@time_machine.travel("2026-09-01T22:30:00Z", tick=False)
def test_the_day_is_that_of_the_brand(brand, other_brand):
    other_brand.zone = "America/Martinique"
    assert planning.today(brand) == date(2026, 9, 2)
    assert planning.today(other_brand) == date(2026, 9, 1)


# --- making and changing ---------------------------------------------------------------------------------------------
def test_a_campaign_is_made_with_audiences_old_and_new(brand, lead):
    known = make_audience(brand=brand, name="Lyon")
    campaign = planning.create(
        brand, by=lead, audiences=[known], new_audience={"name": "Parents", "age_from": 25}, **values(owner=lead)
    )
    assert {audience.name for audience in campaign.audiences.all()} == {"Lyon", "Parents"}
    assert campaign.owner == lead
    assert sorted(audited(brand)) == ["audience.created", "campaign.created"]


def test_a_change_counts_and_is_written_down(brand, lead):
    campaign = make_campaign(brand=brand)
    planning.change(campaign, by=lead, revision=1, audiences=[], **values(name="Autre"))
    assert (campaign.name, campaign.revision) == ("Autre", 2)
    entry = AuditEntry.objects.get(verb="campaign.changed")
    assert (entry.user, entry.details["ends_on"]) == (lead.user, "2026-12-26")


def test_the_second_of_two_writers_is_stale_and_leaves_nothing_behind(brand, lead, author):
    campaign = make_campaign(brand=brand)
    planning.change(Campaign.objects.get(pk=campaign.pk), by=author, revision=1, audiences=[], **values(name="First"))
    with pytest.raises(StaleState):
        planning.change(campaign, by=lead, revision=1, audiences=[], new_audience={"name": "Parents"}, **values(name="Second"))
    campaign.refresh_from_db()
    assert campaign.name == "First"
    assert not Audience.objects.exists()


def test_an_archived_campaign_stays_as_it_is(brand, lead):
    campaign = make_campaign(brand=brand)
    objective = make_objective(campaign=campaign)
    planning.archive(campaign, by=lead)
    acts = [
        lambda: planning.change(campaign, by=lead, revision=1, audiences=[], **values()),
        lambda: planning.set_themes(campaign, [], by=lead, revision=1),
        lambda: objectives.add(campaign, by=lead, metric="likes", target=1, due_on=campaign.ends_on),
        lambda: objectives.change(objective, by=lead, revision=1, target=2),
        lambda: objectives.remove(objective, by=lead),
    ]
    for act in acts:
        with pytest.raises(planning.Archived):
            act()
    assert Objective.objects.get().target == 50


def test_archiving_is_done_once_and_undone_once(brand, lead):
    campaign = make_campaign(brand=brand)
    assert [planning.archive(campaign, by=lead), planning.archive(campaign, by=lead)] == [True, False]
    assert [planning.unarchive(campaign, by=lead), planning.unarchive(campaign, by=lead)] == [True, False]
    assert audited(brand) == ["campaign.archived", "campaign.unarchived"]


def test_a_copy_moves_everything_by_as_many_days(brand, lead, author):
    campaign = make_campaign(brand=brand, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30), colour="rose", owner=author)
    campaign.audiences.add(make_audience(brand=brand, name="Lyon"))
    make_theme(campaign=campaign, name="Coulisses", share=40, colour="iris")
    make_objective(campaign=campaign, due_on=date(2026, 9, 20), baseline=12, owner=author)
    copy = planning.duplicate(campaign, by=lead, name="Rentrée 2027", starts_on=date(2027, 9, 1))
    assert (copy.starts_on, copy.ends_on, copy.colour, copy.owner) == (date(2027, 9, 1), date(2027, 9, 30), "rose", author)
    assert [audience.name for audience in copy.audiences.all()] == ["Lyon"]
    assert [(theme.name, theme.share, theme.colour) for theme in copy.themes.all()] == [("Coulisses", 40, "iris")]
    (objective,) = copy.objectives.all()
    assert (objective.metric, objective.target, objective.due_on, objective.baseline) == ("replies", 50, date(2027, 9, 20), None)
    assert campaign.objectives.get().due_on == date(2026, 9, 20)


# --- themes ----------------------------------------------------------------------------------------------------------
def row(name, share=None, colour="honey", pk=None):
    return {"pk": pk, "name": name, "share": share, "colour": colour}


def test_themes_are_changed_made_and_taken_away_in_one(brand, lead):
    campaign = make_campaign(brand=brand)
    kept, gone = make_theme(campaign=campaign, name="Coulisses"), make_theme(campaign=campaign, name="Recettes")
    planning.set_themes(campaign, [row("Atelier", 60, pk=kept.pk), row("Portraits", 40)], by=lead, revision=1)
    assert [(theme.name, theme.share) for theme in campaign.themes.all()] == [("Atelier", 60), ("Portraits", 40)]
    assert campaign.themes.first().pk == kept.pk
    assert not campaign.themes.filter(pk=gone.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_themes_may_change_names(brand, lead):
    campaign = make_campaign(brand=brand)
    one, other = make_theme(campaign=campaign, name="Un"), make_theme(campaign=campaign, name="Deux")
    planning.set_themes(campaign, [row("Deux", pk=one.pk), row("Un", pk=other.pk)], by=lead, revision=1)
    assert [theme.name for theme in campaign.themes.all()] == ["Deux", "Un"]


def test_a_theme_of_another_campaign_is_not_taken_over(brand, other_brand, lead):
    campaign = make_campaign(brand=brand)
    theirs = make_theme(campaign=make_campaign(brand=other_brand), name="Leur thème")
    planning.set_themes(campaign, [row("Le mien", pk=theirs.pk)], by=lead, revision=1)
    theirs.refresh_from_db()
    assert theirs.name == "Leur thème"
    assert [theme.name for theme in campaign.themes.all()] == ["Le mien"]


def test_themes_of_two_writers_do_not_overwrite_each_other(brand, lead, author):
    campaign = make_campaign(brand=brand)
    planning.set_themes(campaign, [row("Un")], by=author, revision=1)
    with pytest.raises(StaleState), transaction.atomic():
        planning.set_themes(campaign, [row("Deux")], by=lead, revision=1)
    assert [theme.name for theme in campaign.themes.all()] == ["Un"]


# --- objectives and audiences ----------------------------------------------------------------------------------------
def test_the_aim_decides_which_measures_are_proposed():
    assert objectives.proposed("grow")[:2] == ["followers", "reach"]
    assert objectives.proposed("engage")[:3] == ["replies", "shares", "saves"]


@pytest.mark.parametrize("aim", Campaign.Aim.values)
def test_every_measure_is_offered_once(aim):
    offered = [*objectives.proposed(aim), *(metric for _kind, metrics in objectives.others(aim) for metric in metrics)]
    assert sorted(offered) == sorted(Objective.Metric.values)


OURS = {"first_answer", "engagement", "visits", "conversions", "value"}


def test_the_measures_are_those_that_networks_give_and_our_own():
    assert set(Objective.Metric.values) == {str(metric) for metric in Metric} - {"posts"} | OURS


def test_only_the_answer_time_should_stay_low():
    assert [metric for metric in Objective.Metric if Objective(metric=metric).less_is_better] == ["first_answer"]


@pytest.mark.parametrize(
    ("typed", "minutes", "shown", "again"),
    [
        ("45", 45, "45\u00a0min", "45"),
        ("45 min", 45, "45\u00a0min", "45"),
        ("6,5 h", 390, "6,5\u00a0h", "6,5\u00a0h"),
        ("6 h 30", 390, "6,5\u00a0h", "6,5\u00a0h"),
        ("6 Heures", 360, "6\u00a0h", "6\u00a0h"),
        ("412", 412, "6,9\u00a0h", "412"),
        ("2 j", 2880, "2\u00a0j", "2\u00a0j"),
    ],
)
def test_a_wait_is_typed_in_any_unit_and_read_in_the_one_that_suits_it(typed, minutes, shown, again):
    with translation.override("fr"):
        assert metrics.read("first_answer", typed, "EUR") == minutes
        assert metrics.said("first_answer", minutes, "EUR") == shown
        assert metrics.written("first_answer", minutes) == again
        assert metrics.read("first_answer", again, "EUR") == minutes


@pytest.mark.parametrize("typed", ["6 lunes", "h", "1,5", "-3 h", "6 h 7"])
def test_a_wait_that_cannot_be_meant_is_told(typed):
    with pytest.raises(amounts.Unreadable):
        metrics.read("first_answer", typed, "EUR")


def test_objectives_are_set_changed_and_given_up_on_record(brand, lead):
    campaign = make_campaign(brand=brand)
    objective = objectives.add(campaign, by=lead, metric="replies", target=5, due_on=campaign.ends_on)
    objectives.change(objective, by=lead, revision=1, target=8)
    assert Objective.objects.get().target == 8
    objectives.remove(objective, by=lead)
    assert not Objective.objects.exists()
    assert audited(brand) == ["objective.added", "objective.changed", "objective.removed"]


def test_an_audience_in_use_is_not_forgotten(brand, lead):
    audience = make_audience(brand=brand, name="Lyon")
    campaign = make_campaign(brand=brand)
    campaign.audiences.add(audience)
    with pytest.raises(audiences.InUse):
        audiences.remove(audience, by=lead)
    campaign.audiences.clear()
    audiences.remove(audience, by=lead)
    assert not Audience.objects.exists()


def test_the_tints_are_those_of_the_style_sheet():
    assert tuple(Tint.values) == TINTS


@pytest.mark.django_db(transaction=True)
def test_of_writers_at_the_same_moment_one_is_first(brand, lead):
    campaign = make_campaign(brand=brand)

    def write():
        try:
            planning.change(Campaign.objects.get(pk=campaign.pk), by=lead, revision=1, audiences=[], **values())
            return "first"
        except StaleState:
            return "stale"

    assert sorted(at_once(4, write)) == ["first", "stale", "stale", "stale"]
    assert Campaign.objects.get().revision == 2
