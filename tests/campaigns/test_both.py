"""Two people at the same objective or audience: the second is told, and loses nothing."""

import pytest

from campaigns import audiences, objectives
from campaigns.models import Audience, Objective
from lib.states import StaleState
from tests.campaigns.factories import make_audience, make_campaign, make_objective
from tests.campaigns.test_pages import address, aim, text_of


@pytest.fixture
def objective(brand) -> Objective:
    return make_objective(campaign=make_campaign(brand=brand))


@pytest.fixture
def audience(brand) -> Audience:
    return make_audience(brand=brand, name="Parents")


def test_the_second_at_an_objective_is_told_loses_nothing_and_may_decide(sign_in, objective, lead, author):
    objectives.change(Objective.objects.get(), by=author, revision=1, target=70, owner=author)
    browser, page = sign_in(lead), address("objective", objective.campaign_id, objective.pk)
    answer = browser.post(page, aim(target="9", baseline="3"))
    said = text_of(answer)
    assert answer.status_code == 422 and "Somebody else changed this objective while you were writing." in said
    assert 'value="9"' in said and 'value="3"' in said
    assert "<b>Target</b>: 70" in said and "<b>Who is in charge</b>: Camille Auteur" in said
    assert 'name="revision" value="2"' in said
    objective.refresh_from_db()
    assert (objective.target, objective.revision) == (70, 2)
    assert browser.post(page, aim(target="9", revision="2")).status_code == 302
    objective.refresh_from_db()
    assert (objective.target, objective.revision) == (9, 3)


def test_the_second_at_an_audience_is_told_loses_nothing_and_may_decide(sign_in, audience, lead, author):
    audiences.change(Audience.objects.get(), by=author, revision=1, name="Jeunes parents", language="fr")
    browser, page = sign_in(lead), address("audience", audience.pk)
    typed = {"name": "Grands-parents", "place": "Lyon"}
    answer = browser.post(page, {**typed, "revision": "1"})
    said = text_of(answer)
    assert answer.status_code == 422 and "Somebody else changed this audience while you were writing." in said
    assert 'value="Grands-parents"' in said and 'value="Lyon"' in said
    assert "<b>Name</b>: Jeunes parents" in said and "</b>: French" in said
    assert browser.post(page, {**typed, "revision": "2"}).status_code == 302
    audience.refresh_from_db()
    assert (audience.name, audience.revision) == ("Grands-parents", 3)


def test_the_form_carries_the_revision_it_was_made_of(sign_in, objective, audience, lead):
    for page in (address("objective", objective.campaign_id, objective.pk), address("audience", audience.pk)):
        assert 'name="revision" value="1"' in text_of(sign_in(lead).get(page))
    for page in (address("new_objective", objective.campaign_id), address("new_audience")):
        assert 'name="revision"' not in text_of(sign_in(lead).get(page))


@pytest.mark.parametrize("revision", ["", "0", "x", "²", "9" * 30])
def test_a_revision_that_nobody_gave_out_is_stale(sign_in, objective, audience, lead, revision):
    browser = sign_in(lead)
    assert browser.post(address("objective", objective.campaign_id, objective.pk), aim(revision=revision)).status_code == 422
    assert browser.post(address("audience", audience.pk), {"name": "Lyon", "revision": revision}).status_code == 422


def test_a_stale_change_keeps_nothing(objective, audience, lead):
    with pytest.raises(StaleState):
        objectives.change(objective, by=lead, revision=4, target=1)
    with pytest.raises(StaleState):
        audiences.change(audience, by=lead, revision=4, name="Autre")
    assert (Objective.objects.get().target, Audience.objects.get().name) == (50, "Parents")


def test_an_objective_that_somebody_gave_up_meanwhile_is_offered_anew_with_what_was_typed(sign_in, objective, lead, author):
    browser, page = sign_in(lead), address("objective", objective.campaign_id, objective.pk)
    objectives.remove(objective, by=author)
    answer = browser.post(page, aim(target="77"))
    said = text_of(answer)
    assert answer.status_code == 422 and "Somebody gave this objective up while you were writing." in said
    assert 'value="77"' in said and f'action="{address("new_objective", objective.campaign_id)}"' in said
    assert browser.get(page).status_code == 404
    assert browser.post(address("new_objective", objective.campaign_id), aim(target="77")).status_code == 302
    assert Objective.objects.get().target == 77


def test_an_audience_that_somebody_forgot_meanwhile_is_offered_anew_with_what_was_typed(sign_in, audience, lead, author):
    browser, page = sign_in(lead), address("audience", audience.pk)
    audiences.remove(Audience.objects.get(), by=author)
    answer = browser.post(page, {"name": "Grands-parents", "place": "Lyon", "revision": "1"})
    said = text_of(answer)
    assert answer.status_code == 422 and "Somebody forgot this audience while you were writing." in said
    assert 'value="Grands-parents"' in said and f'action="{address("new_audience")}"' in said
    assert browser.get(page).status_code == 404
    assert browser.post(address("audience", audience.pk + 1), {"name": "X"}).status_code == 404


def test_a_change_of_what_is_gone_says_so(objective, audience, lead, author):
    objectives.remove(Objective.objects.get(), by=author)
    audiences.remove(Audience.objects.get(), by=author)
    with pytest.raises(Objective.DoesNotExist):
        objectives.change(objective, by=lead, revision=1, target=1)
    with pytest.raises(Audience.DoesNotExist):
        audiences.change(audience, by=lead, revision=1, name="Autre")
