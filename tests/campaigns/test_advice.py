"""Which networks are advised to whom, and why."""

import pytest
from django.utils import translation

from campaigns.advice import Wish, points, rank
from networks.audience import SUBJECTS, TABLE, Fact, of_language


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


everywhere = pytest.mark.parametrize("language", ["", "en", "fr", "de"])


def first(number, wish, language=""):
    return [advice.network for advice in rank(wish, of_language(language))[:number]]


@everywhere
@pytest.mark.parametrize("aim", ["grow", "engage"])
def test_a_young_audience_leads_to_the_two_where_the_young_are(aim, language):
    assert set(first(2, Wish(aim=aim, ages=(18, 25)), language)) == {"tiktok", "instagram"}


@everywhere
@pytest.mark.parametrize("ages", [(50, 64), (55, 75), (60, 80)])
def test_a_mature_and_well_off_audience_leads_to_the_two_that_all_ages_use(ages, language):
    assert set(first(2, Wish(ages=ages, traits=frozenset({"well_off"})), language)) == {"facebook", "youtube"}


@everywhere
def test_fleeting_news_leads_to_stories(language):
    found = rank(Wish(kinds=frozenset({"fleeting"})), of_language(language))[:2]
    assert {advice.network for advice in found} == {"instagram", "facebook"} and all(advice.as_story for advice in found)
    assert not any(advice.as_story for advice in rank(Wish(), TABLE))


@everywhere
def test_teaching_leads_to_where_people_come_to_learn(language):
    assert set(first(3, Wish(kinds=frozenset({"teaching"})), language)) == {"facebook", "youtube", "linkedin"}


def test_the_language_of_the_people_decides_whose_figures_count():
    def adults(language, network="instagram"):
        fact = of_language(language)[network]["adults"]
        return fact.value, fact.country, fact.year

    assert [adults(code) for code in ("fr", "fr-CA", "de", "en", "ar")] == [
        (60, "FR", 2024), (60, "FR", 2024), (63, "EU", 2025), (50, "US", 2025), (50, "US", 2025),
    ]  # fmt: skip
    assert adults("fr", "youtube") == (89, "EU", 2023) and adults("de", "pinterest") == (35, "US", 2023)
    scores = [{each.network: each.score for each in rank(Wish(ages=(18, 25)), of_language(code))} for code in ("en", "fr")]
    assert scores[1]["snapchat"] > scores[0]["snapchat"]
    (told,) = [each for each in rank(Wish(), of_language("de")) if each.network == "facebook"]
    assert "It counts as many users a month as 59% of the inhabitants." in [reason.sentence for reason in told.reasons]


def test_an_age_that_nobody_measured_lies_between_all_adults_and_its_neighbours():
    facts = {"adults": Fact(60), "age:65-": Fact(15)}
    assert points("age:50-64", facts) < points("age:30-49", facts) == points("age:18-29", facts)


def test_people_at_work_lead_to_the_network_of_work():
    assert first(1, Wish(traits=frozenset({"professional"}), interests=frozenset({"business"}))) == ["linkedin"]


def test_reasons_are_sentences_with_what_they_rest_on():
    (found,) = [advice for advice in rank(Wish(ages=(18, 29), aim="grow"), TABLE) if advice.network == "instagram"]
    reason = found.reasons[0]
    assert (reason.sentence, reason.speaks) == ("80% of people aged 18 to 29 use it.", 1)
    assert (reason.fact.source, reason.fact.year, reason.fact.country) == ("Pew Research Center", 2025, "US")
    sentences = {advice.network: [each.sentence for each in advice.reasons] for advice in rank(Wish(ages=(18, 29)), TABLE)}
    assert "How many people of which age are there, no figures at hand say." in sentences["mastodon"]


def test_nothing_is_said_twice():
    wish = Wish(ages=(20, 70), interests=frozenset({"food", "home", "art"}))
    for advice in rank(wish, TABLE):
        said = [reason.sentence for reason in advice.reasons]
        assert len(said) == len(set(said))


def test_the_effort_counts_against_the_hours_there_are():
    few = {advice.network: advice for advice in rank(Wish(ages=(18, 25), minutes=200), TABLE)}
    many = {advice.network: advice for advice in rank(Wish(ages=(18, 25), minutes=2000), TABLE)}
    assert (few["youtube"].affordable, many["youtube"].affordable, few["linkedin"].affordable) == (False, True, True)
    assert few["youtube"].score < many["youtube"].score and few["linkedin"].score == many["linkedin"].score


def test_networks_that_cannot_be_connected_are_advised_and_said_to_be_so():
    found = {advice.network: advice.connectable for advice in rank(Wish(), TABLE)}
    assert found["facebook"] and not found["youtube"]


def test_a_fact_that_is_changed_changes_the_advice():
    changed = {**TABLE, "mastodon": {**TABLE["mastodon"], "adults": Fact(20), "age:18-29": Fact(99, "Un sondage", 2026, "FR")}}
    before, after = (
        [advice.network for advice in rank(Wish(ages=(18, 25)), table)].index("mastodon") for table in (TABLE, changed)
    )
    assert after < before and after == 1


def test_every_fact_is_of_a_known_subject_in_its_bounds_and_says_where_it_comes_from():
    for facts in (facts for code in ("en", "fr", "de") for facts in of_language(code).values()):
        assert set(facts) <= set(SUBJECTS)
        for subject, fact in facts.items():
            assert fact.value >= 0 and (subject == "effort" or fact.value <= 100)
            assert not fact.source or (fact.year and fact.country)
