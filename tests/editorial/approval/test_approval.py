"""Submitting and deciding: who may, on what, once."""

import pytest

from editorial import content, drafting
from editorial.approval import approval, asking, submission
from editorial.models import Decision, PostState
from editorial.refusals import BadMoment, Blocked, NotPossible, NotYours
from lib.states import StaleState
from publishing.models import Publication, State
from team.models import AuditEntry, Notice
from tests import factories
from tests.concurrency import at_once
from tests.editorial.conftest import HOUR, ZONE, digest, fresh, publications


# --- submitting ------------------------------------------------------------------------------------------------------
def test_submitting_tells_those_who_may_decide_and_nobody_else(post, author, approver, lead, reader):
    assert set(submission.submit(post, by=author)) == {approver, lead}
    assert fresh(post).state == PostState.SUBMITTED
    assert set(Notice.objects.values_list("user", flat=True)) == {approver.user_id, lead.user_id}
    assert Notice.objects.first().url == f"/b/{post.brand.slug}/posts/{post.pk}/"


def test_of_many_submitted_together_approvers_are_told_once_also_when_it_breaks_off(brand, author, approver, draft):
    with pytest.raises(KeyboardInterrupt), asking.together(brand):
        for _each in range(3):
            submission.submit(drafting.create(brand, draft, by=author), by=author)
        assert not brand.notices.exists()
        raise KeyboardInterrupt
    [notice] = brand.notices.filter(user=approver.user)
    assert (notice.count, notice.mailed_at) == (3, None)
    with asking.together(brand):
        submission.recall(brand.posts.first(), by=author)
    notice.refresh_from_db()
    assert notice.count == 2


def test_a_second_submit_says_so(submitted, post, author):
    for stale in (submitted, post):
        with pytest.raises(NotPossible, match="submitted already"):
            submission.submit(stale, by=author)


def test_a_blocker_stops_it_with_its_sentence(post, author):
    post.text = "x" * 501
    post.save()
    with pytest.raises(Blocked, match="1 character too long"):
        submission.submit(post, by=author)
    assert fresh(post).state == PostState.DRAFT


def test_a_word_that_the_charter_forbids_stops_it(post, author, brand):
    from charter.models import Charter, Word

    charter = Charter.objects.create(brand=brand, number=1)
    Word.objects.create(charter=charter, kind=Word.Kind.NEVER, text="bonjour")
    with pytest.raises(Blocked, match="never uses"):
        submission.submit(post, by=author)


def test_a_post_for_no_account_is_not_submitted(brand, author):
    with pytest.raises(Blocked, match="at least one account"):
        submission.submit(factories.make_post(brand=brand), by=author)


def test_a_date_that_is_past_is_said(post, author):
    post.planned_for = HOUR.replace(year=2020, tzinfo=__import__("datetime").UTC)
    post.save()
    with pytest.raises(BadMoment, match="has passed"):
        submission.submit(post, by=author)


def test_a_submitted_post_can_be_taken_back(submitted, author):
    submission.recall(submitted, by=author)
    assert fresh(submitted).state == PostState.DRAFT


# --- approving -------------------------------------------------------------------------------------------------------
def test_approving_plans_it_on_each_account_at_its_hour(submitted, approver):
    approval.approve(submitted, by=approver, digest=digest(submitted), note="Parfait.")
    assert fresh(submitted).state == PostState.APPROVED
    assert publications(submitted) == {"mastodon": State.PLANNED, "facebook": State.PLANNED}
    assert {(row.wall, row.zone, row.text) for row in Publication.objects.all()} == {(HOUR, ZONE, submitted.text)}


def test_approving_records_who_and_exactly_what(submitted, author, approver):
    decision = approval.approve(submitted, by=approver, digest=digest(submitted), note="Parfait.")
    assert (decision.kind, decision.by, decision.note) == (Decision.Kind.APPROVED, approver, "Parfait.")
    assert decision.digest == content.digest_of(decision.content) == digest(fresh(submitted))
    assert AuditEntry.objects.filter(verb="post.approved", user=approver.user).exists()
    assert Notice.objects.filter(user=author.user, key=f"decision:approved:{approver.pk}").exists()


def test_approved_without_a_date_it_is_in_stock_and_planned_when_it_gets_one(brand, author, approver, draft):
    from dataclasses import replace

    from editorial import scheduling

    post = drafting.create(brand, replace(draft, wall=None, zone=""), by=author)
    submission.submit(post, by=author)
    approval.approve(fresh(post), by=approver, digest=digest(post))
    assert publications(post) == {}
    scheduling.set_date(fresh(post), HOUR, ZONE, by=author)
    assert publications(post) == {"mastodon": State.PLANNED, "facebook": State.PLANNED}


def test_nobody_approves_their_own_post(brand, lead, draft):
    post = drafting.create(brand, draft, by=lead)
    submission.submit(post, by=lead)
    with pytest.raises(NotYours, match="somebody else"):
        approval.approve(fresh(post), by=lead, digest=digest(post))
    assert fresh(post).state == PostState.SUBMITTED


def test_unless_the_brand_says_so(brand, lead, draft):
    brand.own_approval = True
    brand.save()
    post = drafting.create(brand, draft, by=lead)
    assert submission.submit(post, by=lead) == [lead]
    approval.approve(fresh(post), by=lead, digest=digest(post))
    assert fresh(post).state == PostState.APPROVED


def test_without_the_right_nobody_decides(submitted, author, reader):
    for member in (author, reader):
        with pytest.raises(NotYours):
            approval.approve(submitted, by=member, digest=digest(submitted))


def test_two_approvers_one_decision(submitted, approver, lead):
    seen = digest(submitted)
    approval.approve(fresh(submitted), by=approver, digest=seen)
    with pytest.raises(StaleState):
        approval.ask_changes(submitted, by=lead, digest=seen, note="Plus court.")
    assert [decision.by for decision in submitted.decisions.all()] == [approver]


@pytest.mark.django_db(transaction=True)
def test_of_four_answers_at_once_one_counts(submitted, approver):
    def answer() -> bool:
        try:
            approval.approve(fresh(submitted), by=approver, digest=digest(submitted))
        except StaleState:
            return False
        return True

    assert sorted(at_once(4, answer)) == [False, False, False, True]
    assert submitted.decisions.count() == 1
    assert Publication.objects.count() == 2


def test_what_changed_under_the_approvers_eyes_is_not_approved(submitted, draft, author, approver):
    from dataclasses import replace

    seen = digest(submitted)
    changed = replace(draft, content=replace(draft.content, text="Tout autre chose."))
    drafting.save(submitted, changed, by=author, revision=submitted.revision)
    with pytest.raises(StaleState):
        approval.approve(fresh(submitted), by=approver, digest=seen)
    assert fresh(submitted).state == PostState.SUBMITTED


def test_when_one_network_would_refuse_it_nothing_is_planned(submitted, approver, second_account, brand):
    type(second_account).objects.filter(pk=second_account.pk).update(state="disconnected")
    with pytest.raises(Blocked, match="disconnected"):
        approval.approve(submitted, by=approver, digest=digest(submitted))
    assert fresh(submitted).state == PostState.SUBMITTED
    assert not Publication.objects.exists() and not submitted.decisions.exists()


def test_asking_for_a_change_sends_it_back_with_the_words(submitted, approver, author):
    approval.ask_changes(submitted, by=approver, digest=digest(submitted), note="Plus court, s’il vous plaît.")
    assert fresh(submitted).state == PostState.DRAFT
    assert fresh(submitted).decisions.get().note == "Plus court, s’il vous plaît."
    assert Notice.objects.filter(user=author.user, text__contains="change").exists()


def test_once_somebody_has_decided_the_others_need_not_read_that_they_were_asked(lead, submitted, approver):
    assert Notice.objects.filter(key="approvals", read_at=None).count() == 2
    approval.approve(submitted, by=approver, digest=digest(submitted))
    assert not Notice.objects.filter(key="approvals", read_at=None).exists()


# --- withdrawing -----------------------------------------------------------------------------------------------------
def test_withdrawing_takes_back_what_is_planned(approved, approver):
    approval.withdraw(approved, by=approver, note="Finalement non.")
    assert fresh(approved).state == PostState.DRAFT
    assert set(publications(approved).values()) == {State.CANCELLED}


def test_approved_again_it_is_planned_anew(approved, author, approver):
    approval.withdraw(approved, by=approver)
    submission.submit(fresh(approved), by=author)
    approval.approve(fresh(approved), by=approver, digest=digest(approved))
    assert set(publications(approved).values()) == {State.PLANNED}
    assert Publication.objects.filter(state=State.CANCELLED).count() == 2


def test_what_is_leaving_is_not_withdrawn(approved, approver):
    Publication.objects.filter(account__network_name="mastodon").update(state=State.CLAIMED)
    with pytest.raises(NotPossible, match="has left"):
        approval.withdraw(approved, by=approver)
    assert fresh(approved).state == PostState.APPROVED
    assert publications(approved) == {"mastodon": State.CLAIMED, "facebook": State.PLANNED}


def test_a_member_without_the_right_withdraws_nothing(approved, author):
    with pytest.raises(NotYours):
        approval.withdraw(approved, by=author)
