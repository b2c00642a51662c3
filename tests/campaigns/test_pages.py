"""The pages of campaigns: who may, what they say, how they refuse."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import planning
from campaigns.models import Audience, Campaign, Objective
from tests.campaigns.factories import make_audience, make_campaign, make_objective, make_theme

TODAY = date(2026, 9, 11)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel("2026-09-11T10:00:00Z", tick=True):
        yield


@pytest.fixture
def campaign(brand):
    return make_campaign(brand=brand)


def address(name, *args, brand="maison-lune"):
    return reverse(f"campaigns:{name}", args=[brand, *args])


def typed(**changed):
    said = {"name": "Noël", "aim": "grow", "starts_on": "2026-12-01", "ends_on": "2026-12-26", "colour": "rose", "revision": "1"}
    return {**said, **changed}


def aim(**changed):
    return {"metric": "replies", "target": "5", "due_on": "2026-10-01", "revision": "1", **changed}


def theme_rows(*rows, revision=1):
    data = {"revision": revision, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for number, (name, share) in enumerate(rows):
        data |= {f"rows-{number}-name": name, f"rows-{number}-share": share, f"rows-{number}-colour": "iris"}
    return data


def text_of(answer):
    return answer.content.decode()


# --- who may ---------------------------------------------------------------------------------------------------------
def test_every_member_reads_and_a_stranger_finds_nothing(sign_in, brand, campaign, reader, stranger):
    addresses = [
        address("list"),
        address("show", campaign.pk),
        address("audiences"),
        address("download"),
        address("today_objectives"),
    ]
    for url in addresses:
        assert sign_in(reader).get(url).status_code == 200
        assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(stranger).get(address("show", campaign.pk, brand="atelier-nord")).status_code == 404


def writing(campaign, audience, objective):
    return {
        address("new"): typed(),
        address("edit", campaign.pk): typed(),
        address("themes", campaign.pk): theme_rows(("Un", "10")),
        address("copy", campaign.pk): {"name": "Copie", "starts_on": "2027-01-01"},
        address("archive", campaign.pk): {},
        address("unarchive", campaign.pk): {},
        address("new_objective", campaign.pk): aim(),
        address("objective", campaign.pk, objective.pk): aim(),
        address("remove_objective", campaign.pk, objective.pk): {},
        address("new_audience"): {"name": "Lyon"},
        address("audience", audience.pk): {"name": "Lyon", "revision": "1"},
        address("remove_audience", audience.pk): {},
    }


def test_who_plans_may_write_and_others_change_nothing(sign_in, brand, campaign, approver, reader, stranger):
    audience, objective = make_audience(brand=brand), make_objective(campaign=campaign)
    for url, data in writing(campaign, audience, objective).items():
        for member, status in ((approver, 403), (reader, 403), (stranger, 404)):
            assert sign_in(member).post(url, data).status_code == status, url
    campaign.refresh_from_db()
    assert (campaign.name, campaign.revision, campaign.archived_at) == ("Rentrée", 1, None)
    assert (Campaign.objects.count(), Objective.objects.count(), Audience.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("who", ["admin", "lead", "author"])
def test_administrator_lead_and_community_manager_plan(sign_in, brand, campaign, request, who):
    browser = sign_in(request.getfixturevalue(who))
    assert browser.post(address("new"), typed()).status_code == 302
    assert browser.post(address("new_objective", campaign.pk), aim()).status_code == 302
    assert browser.post(address("new_audience"), {"name": f"Lyon {who}"}).status_code == 302


def test_acts_need_a_post(sign_in, brand, campaign, lead):
    objective, audience = make_objective(campaign=campaign), make_audience(brand=brand)
    acts = [address("archive", campaign.pk), address("unarchive", campaign.pk), address("remove_audience", audience.pk)]
    for url in [*acts, address("remove_objective", campaign.pk, objective.pk)]:
        assert sign_in(lead).get(url).status_code == 405


def test_nothing_of_another_brand_is_reached(sign_in, brand, other_brand, campaign, lead):
    theirs = make_campaign(brand=other_brand)
    objective, audience = make_objective(campaign=theirs), make_audience(brand=other_brand)
    browser = sign_in(lead)
    for url, data in writing(theirs, audience, objective).items():
        if str(theirs.pk) in url or str(audience.pk) in url:
            assert browser.post(url, data).status_code == 404, url
    assert browser.get(address("objective", campaign.pk, objective.pk)).status_code == 404


def test_an_audience_or_owner_of_another_brand_cannot_be_chosen(sign_in, brand, other_brand, lead, stranger):
    theirs = make_audience(brand=other_brand)
    answer = sign_in(lead).post(address("new"), typed(audiences=[theirs.pk], owner=stranger.pk))
    assert answer.status_code == 422
    assert "This audience is not there any more." in text_of(answer)
    assert not Campaign.objects.exists()


# --- making and changing ---------------------------------------------------------------------------------------------
def test_a_campaign_is_made_from_what_was_typed(sign_in, brand, lead, author):
    known = make_audience(brand=brand, name="Lyon")
    data = typed(positioning="La maison du soir.", audiences=[known.pk], owner=author.pk)
    answer = sign_in(lead).post(
        address("new"), {**data, "audience-name": "Parents", "audience-age_from": "25", "audience-age_to": "40"}
    )
    campaign = Campaign.objects.get()
    assert answer.url == address("show", campaign.pk)
    assert (campaign.brand, campaign.aim, campaign.owner, campaign.colour) == (brand, "grow", author, "rose")
    assert sorted(audience.name for audience in campaign.audiences.all()) == ["Lyon", "Parents"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Give the campaign a name."),
        ({"aim": ""}, "Choose what the campaign is for"),
        ({"starts_on": "2026-12-27"}, "The last day lies before the first: turn them round."),
        ({"ends_on": "2036-12-26"}, "A campaign lasts five years at most."),
        ({"starts_on": "demain"}, "Enter a valid date."),
        ({"colour": "#ff0000"}, "Select a valid choice."),
        ({"audience-age_from": "30"}, "Give the audience a name."),
        ({"audience-name": "Parents", "audience-age_from": "40", "audience-age_to": "25"}, "The second age is below the first"),
        ({"audience-name": "Parents", "audience-age_to": "400"}, "Nobody is that old."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_lost(sign_in, brand, lead, changed, sentence):
    answer = sign_in(lead).post(address("new"), typed(positioning="La maison du soir.", **changed))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "La maison du soir." in text_of(answer)
    assert not Campaign.objects.exists()
    assert not Audience.objects.exists()


def test_the_same_audience_is_not_described_twice(sign_in, brand, lead):
    make_audience(brand=brand, name="Parents")
    answer = sign_in(lead).post(address("new"), typed(**{"audience-name": "parents"}))
    assert "There is an audience of this name already." in text_of(answer)
    assert sign_in(lead).post(address("new_audience"), {"name": "PARENTS"}).status_code == 422


def test_the_second_writer_is_told_loses_nothing_and_may_decide(sign_in, brand, campaign, lead, author):
    planning.change(campaign, by=author, revision=1, audiences=[], name="À leur façon", aim="grow")
    browser = sign_in(lead)
    answer = browser.post(address("edit", campaign.pk), typed(name="À ma façon"))
    assert answer.status_code == 422
    assert "Somebody else changed this campaign while you were writing." in text_of(answer)
    assert 'value="À ma façon"' in text_of(answer)
    assert "À leur façon" in text_of(answer)
    assert 'name="revision" value="2"' in text_of(answer)
    assert browser.post(address("edit", campaign.pk), typed(name="À ma façon", revision="2")).status_code == 302
    campaign.refresh_from_db()
    assert campaign.name == "À ma façon"


def test_a_revision_that_nobody_gave_out_is_stale(sign_in, brand, campaign, lead):
    for revision in ("", "x", "²", "9" * 30):
        assert sign_in(lead).post(address("edit", campaign.pk), typed(revision=revision)).status_code == 422


def test_an_archived_campaign_is_not_changed_and_says_why(sign_in, brand, campaign, lead):
    objective = make_objective(campaign=campaign)
    planning.archive(campaign, by=lead)
    browser = sign_in(lead)
    for url, data in (
        (address("edit", campaign.pk), typed(starts_on="2026-09-01", ends_on="2026-12-26")),
        (address("themes", campaign.pk), theme_rows(("Un", "10"))),
        (address("new_objective", campaign.pk), aim()),
        (address("objective", campaign.pk, objective.pk), aim(target="9")),
    ):
        answer = browser.post(url, data)
        assert answer.status_code == 422, url
        assert "Take it out of the archive to change it." in text_of(answer)
    browser.post(address("remove_objective", campaign.pk, objective.pk))
    assert Objective.objects.get().target == 50


def test_a_period_that_leaves_an_objective_outside_is_refused(sign_in, brand, campaign, lead):
    make_objective(campaign=campaign, due_on=date(2026, 10, 20))
    answer = sign_in(lead).post(address("edit", campaign.pk), typed(starts_on="2026-09-01", ends_on="2026-10-01"))
    assert answer.status_code == 422
    assert "“Replies” is due on 20 October 2026, outside of this period." in text_of(answer)


def test_archiving_offers_to_undo_and_undoing_brings_it_back(sign_in, brand, campaign, lead):
    browser = sign_in(lead)
    page = text_of(browser.post(address("archive", campaign.pk), follow=True))
    assert f'action="{address("unarchive", campaign.pk)}"' in page
    assert f'href="{address("show", campaign.pk)}"' not in page
    assert "Rentrée" in text_of(browser.get(address("list") + "?state=archived"))
    browser.post(address("unarchive", campaign.pk))
    assert address("show", campaign.pk) in text_of(browser.get(address("list")))


def test_a_campaign_is_copied_to_the_time_after_it(sign_in, brand, campaign, lead):
    make_objective(campaign=campaign)
    page = text_of(sign_in(lead).get(address("copy", campaign.pk)))
    assert "Rentrée (copy)" in page
    assert 'value="2026-11-01"' in page
    sign_in(lead).post(address("copy", campaign.pk), {"name": "Rentrée 2027", "starts_on": "2027-09-01"})
    copy = Campaign.objects.get(name="Rentrée 2027")
    assert copy.objectives.get().due_on == date(2027, 10, 31)
    assert sign_in(lead).post(address("copy", campaign.pk), {"name": "", "starts_on": "x"}).status_code == 422


# --- themes ----------------------------------------------------------------------------------------------------------
def test_themes_are_written_with_their_shares(sign_in, brand, campaign, lead):
    answer = sign_in(lead).post(address("themes", campaign.pk), theme_rows(("Coulisses", "60"), ("", ""), ("Recettes", "")))
    assert answer.url == address("show", campaign.pk) + "#themes"
    assert [(theme.name, theme.share) for theme in campaign.themes.all()] == [("Coulisses", 60), ("Recettes", None)]


def test_rows_that_the_browser_took_away_leave_gaps_and_no_fault(sign_in, brand, campaign, lead):
    data = {"revision": 1, "rows-TOTAL_FORMS": 5, "rows-INITIAL_FORMS": 0, "rows-4-name": "Coulisses", "rows-4-share": ""}
    assert sign_in(lead).post(address("themes", campaign.pk), data).status_code == 302
    assert [(theme.name, theme.colour) for theme in campaign.themes.all()] == [("Coulisses", "honey")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Un", "60"), ("Deux", "50")], "The shares come to 110%; together they are 100% at most."),
        ([("Un", "-1")], "greater than or equal to 0"),
        ([("Un", "101")], "less than or equal to 100"),
        ([("", "10")], "Give this theme a name, or empty the whole row."),
        ([("Un", ""), ("un", "")], "“un” is there twice."),
    ],
)
def test_themes_that_cannot_be_are_refused(sign_in, brand, campaign, lead, rows, sentence):
    answer = sign_in(lead).post(address("themes", campaign.pk), theme_rows(*rows))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not campaign.themes.exists()


def test_stale_themes_are_told_and_kept_in_the_form(sign_in, brand, campaign, lead, author):
    planning.set_themes(campaign, [{"pk": None, "name": "Le leur", "share": 30, "colour": "iris"}], by=author, revision=1)
    answer = sign_in(lead).post(address("themes", campaign.pk), theme_rows(("Le mien", "20")))
    assert answer.status_code == 422
    assert "Le leur (30%)" in text_of(answer)
    assert "Le mien" in text_of(answer)


# --- objectives ------------------------------------------------------------------------------------------------------
def test_an_objective_is_set_changed_and_given_up(sign_in, brand, campaign, lead):
    browser = sign_in(lead)
    browser.post(address("new_objective", campaign.pk), aim(owner=lead.pk, baseline="2"))
    objective = Objective.objects.get()
    assert (objective.metric, objective.target, objective.baseline, objective.owner) == ("replies", 5, 2, lead)
    browser.post(address("objective", campaign.pk, objective.pk), aim(target="8"))
    objective.refresh_from_db()
    assert (objective.target, objective.baseline) == (8, None)
    browser.post(address("remove_objective", campaign.pk, objective.pk))
    assert not Objective.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"metric": ""}, "Choose what is measured."),
        ({"metric": "euros"}, "Select a valid choice."),
        ({"target": ""}, "Say how much is to be reached."),
        ({"target": "0"}, "A target is at least 1."),
        ({"target": "-5"}, "A target is at least 1."),
        ({"baseline": "-5"}, "A start is no less than 0."),
        ({"target": "9" * 30}, "is too large."),
        ({"target": "beaucoup"}, "“beaucoup” is no number"),
        ({"target": "1,5"}, "Write a whole number."),
        ({"metric": "value", "target": "12 CHF"}, "This is in CHF; the brand counts in EUR: convert it first."),
        ({"metric": "value", "target": "1.234"}, "“1.234” has more than two decimals."),
        ({"due_on": "2026-11-01"}, "This day lies outside of the campaign, which runs from 1 September 2026 to 31 October 2026."),
        ({"due_on": ""}, "Say by which day."),
    ],
)
def test_an_objective_that_cannot_be_is_refused(sign_in, brand, campaign, lead, changed, sentence):
    answer = sign_in(lead).post(address("new_objective", campaign.pk), aim(**changed))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Objective.objects.exists()


def test_the_same_measure_for_the_same_day_is_refused(sign_in, brand, campaign, lead):
    browser = sign_in(lead)
    browser.post(address("new_objective", campaign.pk), aim())
    assert "There is an objective for this measure and this day already." in text_of(
        browser.post(address("new_objective", campaign.pk), aim())
    )
    assert browser.post(address("new_objective", campaign.pk), aim(due_on="2026-10-02")).status_code == 302


@pytest.mark.parametrize(("aim", "first"), [("grow", "followers"), ("engage", "replies")])
def test_the_measures_proposed_depend_on_the_aim(sign_in, brand, lead, aim, first):
    page = text_of(sign_in(lead).get(address("new_objective", make_campaign(brand=brand, aim=aim).pk)))
    assert f'value="{first}" checked' in page
    assert page.index(f'value="{first}"') < page.index("Other measures")


# --- audiences -------------------------------------------------------------------------------------------------------
def test_an_audience_is_described_once_and_shown_where_it_is_used(sign_in, brand, campaign, lead, reader):
    sign_in(lead).post(
        address("new_audience"), {"name": "Parents", "age_from": "25", "age_to": "40", "place": "Lyon", "language": "fr"}
    )
    audience = Audience.objects.get()
    campaign.audiences.add(audience)
    for url in (address("audiences"), address("show", campaign.pk)):
        page = text_of(sign_in(reader).get(url))
        assert "25 to 40 years" in page
        assert "Lyon" in page
        assert "French" in page
    assert "Rentrée" in text_of(sign_in(lead).get(address("audience", audience.pk)))


def test_an_audience_in_use_is_kept_with_a_sentence(sign_in, brand, campaign, lead):
    audience = make_audience(brand=brand, name="Parents")
    campaign.audiences.add(audience)
    page = text_of(sign_in(lead).post(address("remove_audience", audience.pk), follow=True))
    assert "Parents is an audience of 1 campaign: take it out there first." in page
    campaign.audiences.clear()
    sign_in(lead).post(address("remove_audience", audience.pk))
    assert not Audience.objects.exists()


# --- reading ---------------------------------------------------------------------------------------------------------
def test_an_empty_list_teaches_the_first_step(sign_in, brand, lead, reader):
    assert "Plan the first campaign" in text_of(sign_in(lead).get(address("list")))
    page = text_of(sign_in(reader).get(address("list")))
    assert "Plan the first campaign" not in page
    assert "can plan one" in page


def test_the_list_tells_what_runs_comes_and_ended(sign_in, brand, reader):
    for name, start, end in (("Court", -5, 5), ("Bientôt", 1, 9), ("Passé", -30, -1)):
        make_campaign(brand=brand, name=name, starts_on=TODAY + timedelta(days=start), ends_on=TODAY + timedelta(days=end))
    page = text_of(sign_in(reader).get(address("list")))
    assert page.index("Court") < page.index("Bientôt") < page.index("Passé")
    assert "5 days left" in page
    assert "begins tomorrow" in page
    only = text_of(sign_in(reader).get(address("list") + "?state=ended"))
    assert "Passé" in only
    assert "Bientôt" not in only
    assert sign_in(reader).get(address("list") + "?state=nonsense").status_code == 200


def test_ended_campaigns_are_paged_by_key(sign_in, brand, reader):
    for number in range(45):
        make_campaign(brand=brand, name=f"Passé {number}", starts_on=date(2025, 1, 1), ends_on=date(2025, 2, 1))
    browser = sign_in(reader)
    first = browser.get(address("list") + "?state=ended")
    assert len(first.context["groups"][0].rows) == 40
    rest = browser.get(address("list") + f"?state=ended&after={first.context['after']}")
    assert len(rest.context["groups"][0].rows) == 5


def test_the_page_reads_like_a_plan_and_asks_the_others_for_what_they_know(sign_in, brand, campaign, reader, lead):
    campaign.positioning = "La maison du soir."
    campaign.save()
    make_objective(campaign=campaign, target=120)
    make_objective(campaign=campaign, metric="first_answer", target=60)
    make_theme(campaign=campaign, name="Coulisses", share=60)
    page = text_of(sign_in(reader).get(address("show", campaign.pk)))
    for words in (
        "La maison du soir.",
        "Engage the community",
        "at least 120",
        "at most 60 min",
        "Coulisses",
        "40% of the posts are left free.",
    ):
        assert words in page
    for name in ("analytics:campaign_progress", "editorial:campaign_themes", "editorial:campaign_posts"):
        assert f'hx-get="{reverse(name, args=["maison-lune", campaign.pk])}"' in page
    assert address("edit", campaign.pk) not in page
    assert address("edit", campaign.pk) in text_of(sign_in(lead).get(address("show", campaign.pk)))


@pytest.mark.parametrize("name", ["analytics:campaign_progress", "editorial:campaign_themes", "editorial:campaign_posts"])
def test_what_the_page_asks_for_is_there_for_every_reader(sign_in, brand, campaign, reader, name):
    make_objective(campaign=campaign)
    assert sign_in(reader).get(reverse(name, args=["maison-lune", campaign.pk]), headers=HTMX).status_code == 200


def test_the_day_shows_what_runs_with_its_targets(sign_in, brand, campaign, reader):
    make_objective(campaign=campaign, target=120)
    make_campaign(brand=brand, name="Plus tard", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    page = text_of(sign_in(reader).get(address("today_objectives")))
    assert "Rentrée" in page
    assert "at least 120" in page
    assert "50 days left" in page
    assert "Plus tard" not in page


def test_the_list_is_downloaded_as_csv(sign_in, brand, campaign, reader):
    answer = sign_in(reader).get(address("download"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert "Engage the community" in lines[1]
    assert "2026-09-01" in lines[1]


@pytest.mark.parametrize("page", ["list", "show", "audiences", "edit", "today_objectives"])
def test_a_page_takes_the_same_queries_at_two_sizes(sign_in, brand, campaign, lead, page):
    browser, counts = sign_in(lead), []
    url = address(page, campaign.pk) if page in ("show", "edit") else address(page)
    browser.get(url)
    for size in (1, 9):
        for number in range(size):
            audience = make_audience(brand=brand)
            campaign.audiences.add(audience)
            make_theme(campaign=campaign, name=f"Thème {size} {number}", share=5)
            make_objective(
                campaign=campaign, due_on=date(2026, 10, 1 + number), metric="likes" if size == 1 else "views", owner=lead
            )
            other = make_campaign(brand=brand, name=f"Autre {size} {number}", owner=lead)
            make_objective(campaign=other)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 15


def test_the_pages_speak_french(sign_in, brand, lead):
    lead.user.language = "fr"
    lead.user.save()
    campaign = make_campaign(brand=brand)
    make_objective(campaign=campaign, metric="first_answer", target=60)
    browser = sign_in(lead)
    page = text_of(browser.get(address("show", campaign.pk)))
    for words in ("Animer la communauté", "1er septembre", "31 octobre 2026", "au plus 60\u00a0min", "encore 50 jours"):
        assert words in page
    answer = browser.post(address("new"), typed(starts_on="2026-12-27"))
    assert "Le dernier jour est avant le premier\u00a0: inversez-les." in text_of(answer)


def test_two_who_describe_the_same_audience_at_once_are_told_and_lose_nothing(sign_in, brand, lead, monkeypatch):
    make_audience(brand=brand, name="Lyon")
    other, browser = make_audience(brand=brand, name="Nantes"), sign_in(lead)
    monkeypatch.setattr("campaigns.forms.AudienceForm.clean_name", lambda form: form.cleaned_data["name"])  # it was not there yet
    audience = {"name": "Lyon", "place": "Rhône"}
    days = {"starts_on": "2026-12-01", "ends_on": "2026-12-24"}
    campaign = {"name": "Noël", "aim": "grow", "colour": "rose", **days, "audience-name": "Lyon", "audience-place": "Rhône"}
    for url, data in (
        (address("new_audience"), audience),
        (address("audience", other.pk), audience | {"revision": "1"}),
        (address("new"), campaign),
    ):
        page = browser.post(url, data)
        assert page.status_code == 422
        assert "There is an audience of this name already." in text_of(page) and 'value="Rhône"' in text_of(page)
    assert not Campaign.objects.exists() and brand.audiences.count() == 2
