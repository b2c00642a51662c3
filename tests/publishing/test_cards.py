"""Failure cards: no combination of state and trouble without a clear sentence, in both languages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from lib import clock
from lib.answers import NotReached
from networks.base import AccessLost
from networks.outcomes import Trouble
from publishing.accounts import checking
from publishing.engine import draining
from publishing.models import FLOW, NEEDS_SOMEBODY, Account, Hold, Publication, State
from publishing.troubles import cards, remedies, repeating
from tests import factories
from tests.publishing import toy

pytestmark = pytest.mark.django_db

TROUBLES = ["", *Trouble]
SITUATIONS = [
    *[(State.HELD, {"hold": hold}) for hold in Hold],
    (State.UNCONFIRMED, {}),
    (State.UNCONFIRMED, {"asked_at": clock.now()}),
    (State.REFUSED, {}),
    (State.MISSED, {}),
]
ACTS = {"there", "absent", "release", "again", "now", "move", "cancel", "reconnect", "check"}


def unsaved(account, state, trouble="", **fields) -> Publication:
    """A publication as it is in memory: cards ask the database nothing."""
    when = clock.now() - timedelta(hours=2)
    known = {"brand": account.brand, "account": account, "planned_for": when, "due_at": when, "tries": 3}
    return Publication(state=state, trouble=trouble, **{**known, **fields})


def sentences(card: cards.Card) -> list[str]:
    return [card.what, card.why, card.actor.label, card.todo, card.by]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize(("state", "fields"), SITUATIONS)
def test_everything_that_needs_somebody_says_what_why_who_and_when(state, fields, trouble, account, django_assert_num_queries):
    row = unsaved(account, state, trouble, words="" if trouble else None, **fields)
    said = {}
    for language in ("en", "fr"):
        with translation.override(language), django_assert_num_queries(0):
            card = cards.card(row)
            said[language] = [str(text) for text in sentences(card)]
        assert all(text.strip() for text in said[language]), said[language]
        assert not any("%(" in text for text in said[language])
    assert all(english != french for english, french in zip(said["en"], said["fr"], strict=True)), said
    assert card.acts and set(card.acts) <= ACTS


@pytest.mark.parametrize("trouble", Trouble)
def test_what_waits_for_its_network_says_when_it_is_tried_again(trouble, account):
    row = unsaved(account, State.PLANNED, trouble, words="", due_at=clock.now() + timedelta(hours=1))
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            said[language] = [str(text) for text in sentences(cards.card(row))]
    assert all(said["en"]) and all(english != french for english, french in zip(said["en"], said["fr"], strict=True))


def test_every_state_that_needs_somebody_has_a_card_and_no_other(account):
    for state in State:
        card = cards.card(unsaved(account, state, tries=0, hold="late" if state == State.HELD else ""))
        assert bool(card) == (state in NEEDS_SOMEBODY)


@pytest.mark.parametrize("state", [Account.State.LOST, Account.State.DISCONNECTED])
def test_an_unconfirmed_post_on_an_account_that_is_not_connected_promises_no_look_and_has_both_buttons(state, account):
    account.state = state
    for asked in (None, clock.now()):
        for reply_to in (None, {"id": "1"}):
            row = unsaved(account, State.UNCONFIRMED, "unclear", words="", asked_at=asked, payload={"reply_to": reply_to})
            card = cards.card(row)
            assert card.acts == ("there", "absent", "reconnect") and card.actor == remedies.Actor.YOU
            assert card.why.endswith("que lorsque le compte sera reconnecté.") and "recherche" not in card.by


def test_every_trouble_has_a_remedy_and_every_hold_a_card():
    assert set(remedies.REMEDIES) == set(Trouble)
    assert set(cards.HELD) == set(Hold)


@pytest.mark.parametrize(("state", "fields"), SITUATIONS)
def test_what_a_card_offers_is_what_the_flow_allows(state, fields, account):
    row = unsaved(account, state, "down", words="", **fields)
    for act in cards.card(row).acts:
        target = {"cancel": State.CANCELLED, "there": State.PUBLISHED, "reconnect": state, "check": state}.get(act, State.PLANNED)
        assert target == state or FLOW.allows(state, target)


def test_the_words_of_a_server_stand_beside_our_sentence(account):
    row = unsaved(account, State.REFUSED, Trouble.CONTENT, reason="Le texte est trop long.", words=None)
    with translation.override("en"):
        card = cards.card(row)
    assert card.why == "Toy does not accept this text or these options."
    assert card.said == "Le texte est trop long."


def test_a_quota_says_when_it_is_free_again(account):
    free = clock.now() + timedelta(hours=5)
    with translation.override("en"):
        card = cards.card(unsaved(account, State.PLANNED, Trouble.QUOTA, words="", due_at=free))
    assert card.by.startswith("It is free again at ") and card.actor == remedies.Actor.NETWORK


def test_a_network_that_can_look_is_not_said_to_be_blind(account, monkeypatch):
    row = unsaved(account, State.UNCONFIRMED, "unclear", words="", asked_at=clock.now())
    with translation.override("en"):
        assert "did not tell" in cards.card(row).why
        monkeypatch.setattr(toy.Toy, "looks_before_absent", 0)
        assert "does not let us look" in cards.card(row).why


# --- the acts --------------------------------------------------------------------------------------------------------
def test_what_waits_for_its_next_try_can_be_tried_now(brand, account, author, sign_in):
    row = factories.make_publication(account=account, due_at=clock.now() + timedelta(hours=1), tries=2, trouble="down")
    sign_in(author).post(reverse("publishing:again", args=[brand.slug, row.pk]))
    row.refresh_from_db()
    assert row.due_at <= clock.now() and row.tries == 2


def test_what_was_never_tried_does_not_leave_before_its_time(account):
    row = factories.make_publication(account=account, due_at=clock.now() + timedelta(hours=1))
    with pytest.raises(repeating.NoSuchMove):
        repeating.again(row)


@pytest.fixture
def lost(account):
    """An account whose access was lost, with a post that is held for it."""
    Account.objects.filter(pk=account.pk).update(state="lost", lost_reason="The password was changed.")
    account.refresh_from_db()
    factories.make_publication(account=account, due_at=clock.now() - timedelta(minutes=1), state="held", hold="account")
    return account


def test_a_network_tried_again_that_answers_brings_the_account_and_its_posts_back(brand, lost, admin, sign_in, monkeypatch):
    monkeypatch.setattr(toy.Toy, "account_figures", lambda self, connection: None)
    answer = sign_in(admin).post(reverse("publishing:check", args=[brand.slug, lost.pk]), follow=True)
    assert "works again" in answer.content.decode()
    lost.refresh_from_db()
    assert (lost.state, lost.publications.get().state) == ("connected", State.PLANNED)
    assert brand.audit_entries.filter(verb="account.found").exists()


@pytest.mark.parametrize("error", [AccessLost("still gone"), NotReached("away")])
def test_a_network_that_does_not_answer_well_leaves_it_held(error, lost, admin, monkeypatch):
    def refuse(self, connection):
        raise error

    monkeypatch.setattr(toy.Toy, "account_figures", refuse)
    assert not checking.check(lost, by=admin).well
    assert lost.publications.get().state == State.HELD


def test_the_reason_of_a_lost_account_is_on_the_card_of_its_posts(lost, brand, author, sign_in):
    page = sign_in(author).get(reverse("publishing:troubles", args=[brand.slug])).content.decode()
    assert "The password was changed." in page and "An administrator" in page
    assert "Try this network again" not in page  # who schedules has no right to touch the account


def test_what_was_held_comes_back_by_the_late_policy(brand, lost, admin, monkeypatch):
    monkeypatch.setattr(toy.Toy, "account_figures", lambda self, connection: None)
    brand.late_policy = "ask"
    brand.save()
    Publication.objects.update(due_at=clock.now() - timedelta(days=1))
    checking.check(lost, by=admin)
    draining.late.set_aside(clock.now())
    assert lost.publications.get().hold == Hold.LATE


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize(("state", "fields"), [*SITUATIONS, (State.PLANNED, {})])
def test_an_answer_to_the_community_is_never_called_a_post(state, fields, trouble, account):
    if fields.get("hold") == Hold.APPROVAL or trouble in (Trouble.MEDIA, Trouble.WORKING):
        return  # answers need no approval and carry no pictures
    answer = {"text": "Merci !", "media": [], "reply_to": {"id": "7", "url": "", "extra": {}}}
    row = unsaved(account, state, trouble, words="" if trouble else None, payload=answer, **fields)
    for language, word in {"en": "post", "fr": "publication"}.items():
        with translation.override(language):
            card = cards.card(row)
            assert not [text for text in map(str, sentences(card) if card else []) if word in text.lower()]


def test_a_refused_answer_is_called_an_answer_in_both_languages(account):
    row = unsaved(account, State.REFUSED, Trouble.CONTENT, words="", payload={"reply_to": {"id": "7"}})
    label = account.network.label
    with translation.override("en"):
        assert cards.card(row).what == f"{label} refused this answer."
    with translation.override("fr"):
        assert cards.card(row).what == f"{label} a refusé cette réponse."
