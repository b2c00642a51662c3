"""Comments in threads, on words that survive edits, and other hours proposed."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial import content, drafting
from editorial.approval import proposals, talking
from editorial.models import PostState, Thread
from editorial.refusals import NotPossible
from lib import clock
from publishing.models import Publication
from team.models import Notice
from tests.editorial.approval.test_steps import rewrite
from tests.editorial.conftest import HOUR, ZONE, digest, fresh


def begin(post, by, text="À revoir ?", **more) -> Thread:
    return talking.begin(fresh(post), content.of(fresh(post)), text, by=by, **more)


def told(post):
    return talking.told(fresh(post), content.of(fresh(post)))


# --- words ------------------------------------------------------------------------------------------------------------
def test_a_comment_on_words_follows_them_through_edits_and_says_when_they_are_gone(post, draft, author, approver):
    begin(post, approver, quote="toutes", start=10)
    (here,) = told(post)
    assert (here.start, here.end, here.gone) == (10, 16, False)
    rewrite(post, draft, author, text="🎉 Un grand bonjour à toutes et à tous.")
    assert fresh(post).text.encode("utf-16-le")[2 * told(post)[0].start :].decode("utf-16-le").startswith("toutes")
    rewrite(post, draft, author, text="Bonjour, la maison ouvre.")
    assert told(post)[0].gone


def test_of_the_same_words_twice_those_with_the_same_words_around_are_found(post, draft, author, approver):
    rewrite(post, draft, author, text="un café le matin, un café le soir")
    begin(post, approver, quote="café", start=21)
    rewrite(post, draft, author, text="Bref : un café le soir, et un café le matin")
    assert fresh(post).text[told(post)[0].start :].startswith("café le soir")


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.data())
def test_words_in_an_unchanged_text_are_found_where_they_stand_and_anywhere_after_a_move(text, added, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    thread = Thread(quote=text[start:end], start=start, before=text[max(start - 30, 0) : start], after=text[end : end + 30])
    assert talking.find(thread, text) == (start, end)
    moved = talking.find(thread, added + text)
    assert moved and (added + text)[moved[0] : moved[1]] == thread.quote


def test_words_that_do_not_stand_in_the_text_are_refused(post, approver):
    with pytest.raises(NotPossible, match="Choose them again"):
        begin(post, approver, quote="jamais écrit")


# --- talking ----------------------------------------------------------------------------------------------------------
def test_who_is_mentioned_is_told_so_and_the_author_and_those_in_the_thread_are_told_once(post, author, approver, lead, reader):
    thread = begin(post, approver, "Qu’en dit @léa ? Et @Régine Regarde ?")
    mentions = Notice.objects.filter(text__contains="mentions you")
    assert set(mentions.values_list("user", flat=True)) == {lead.user_id, reader.user_id}
    assert Notice.objects.get(user=author.user).text.startswith("Aline Approuve commented")
    talking.answer(thread, "Très bien pour moi.", by=lead)
    assert Notice.objects.filter(user=approver.user, key=f"thread:{thread.pk}").exists()
    assert Notice.objects.filter(user=author.user).count() == 1


def test_on_the_page_one_comments_answers_resolves_and_reopens(brand, submitted, approver, author, sign_in):
    at = reverse("editorial:talk", args=[brand.slug, submitted.pk])
    client = sign_in(approver)
    part = client.post(at, {"text": "Trop long.", "quote": "toutes", "field": "text"}, headers={"HX-Request": "true"})
    assert "Trop long." in part.content.decode() and "<html" not in part.content.decode()
    thread = submitted.threads.get()
    one = reverse("editorial:thread", args=[brand.slug, submitted.pk, thread.pk])
    sign_in(author).post(one, {"text": "Raccourci."})
    sign_in(author).post(one, {"act": "resolve"})
    assert "Resolved by Camille Auteur" in client.get(at).content.decode()
    client.post(one, {"act": "reopen"})
    thread.refresh_from_db()
    assert (thread.resolved_at, thread.comments.count()) == (None, 2)
    lost = client.post(at, {"text": "Gardé ?", "quote": "parti"}, headers={"HX-Request": "true"})
    assert lost.status_code == 422 and "Gardé ?" in lost.content.decode()


# --- another hour -----------------------------------------------------------------------------------------------------
def test_the_author_takes_a_proposed_hour_with_one_press_and_what_is_planned_follows(brand, approved, author, approver, sign_in):
    later = HOUR.replace(hour=18)
    proposal = proposals.propose(approved, later, ZONE, by=approver)
    assert Notice.objects.filter(user=author.user, text__contains="another hour").exists()
    client, page = sign_in(author), reverse("editorial:post", args=[brand.slug, approved.pk])
    assert "Take this hour" in client.get(page).content.decode()
    client.post(reverse("editorial:hour", args=[brand.slug, approved.pk, proposal.pk]))
    assert {row.wall for row in Publication.objects.all()} == {later}
    assert fresh(approved).state == PostState.APPROVED
    with pytest.raises(NotPossible, match="answered already"):
        proposals.decline(proposal, by=author)


def test_a_proposal_decides_nothing_and_is_refused_for_the_past(brand, submitted, approver, sign_in):
    url = reverse("editorial:propose", args=[brand.slug, submitted.pk])
    past = sign_in(approver).post(url, {"date": "2020-01-01", "time": "10:00"})
    assert past.status_code == 422 and "has passed" in past.content.decode() and "2020-01-01" in past.content.decode()
    sign_in(approver).post(url, {"date": "2030-02-01", "time": "10:00"})
    assert (fresh(submitted).state, submitted.proposals.get().wall.hour) == (PostState.SUBMITTED, 10)
    assert clock.wall(fresh(submitted).planned_for, ZONE) == HOUR
    assert digest(submitted) == digest(fresh(submitted))
    assert drafting.of(fresh(submitted)).wall == HOUR
