"""Approval in steps: whose turn it is, any or all of them, what an edit undoes, what nobody has to look at."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from editorial import drafting, scheduling
from editorial.approval import approval, hours, queue, rules, steps, submission
from editorial.approval.steps import ALL, Step
from editorial.models import Decision, PostState, Rule
from editorial.refusals import NotYours
from lib import clock
from lib.findings import NeedsApproval
from lib.states import StaleState
from publishing.models import Publication
from team import digest as letters
from team.models import AuditEntry, Notice
from team.rights import Role
from tests import factories
from tests.concurrency import at_once
from tests.editorial.conftest import HOUR, ZONE, digest, fresh

Kind, Way = Decision.Kind, Decision.Way


@pytest.fixture
def director(brand):
    return factories.make_member(brand=brand, name="Dora Direction", roles=[Role.APPROVER])


@pytest.fixture
def two_steps(brand, approver, lead, director, admin) -> Rule:
    """First the approver, then the lead and the director, both."""
    asked = [Step(members=frozenset({approver.pk})), Step(ALL, "Direction", frozenset({lead.pk, director.pk}))]
    return rules.change(brand, None, asked, by=admin)


def submit(post, by):
    submission.submit(fresh(post), by=by)
    return fresh(post)


def yes(post, by, seen=""):
    return approval.approve(post, by=by, digest=seen or digest(post)).kind


def waits_for(member) -> list[int]:
    return [post.pk for post, _turn in queue.mine(member.brand, member)]


def rewrite(post, draft, by, text="Tout autre chose."):
    changed = replace(draft, content=replace(draft.content, text=text))
    drafting.save(fresh(post), changed, by=by, revision=fresh(post).revision)


# --- the order of the steps ------------------------------------------------------------------------------------------
def test_each_step_is_asked_in_its_turn_and_the_last_yes_approves(post, author, approver, lead, director, two_steps):
    assert submission.submit(post, by=author) == [approver]
    assert (waits_for(approver), waits_for(lead)) == ([post.pk], [])
    with pytest.raises(NotYours, match="not your turn: Aline Approuve"):
        yes(post, lead)
    assert yes(post, approver) == Kind.AGREED
    assert (waits_for(approver), waits_for(lead), waits_for(director)) == ([], [post.pk], [post.pk])
    assert yes(post, lead) == Kind.AGREED
    with pytest.raises(NotYours, match="agreed to this post already"):
        yes(post, lead)
    assert (fresh(post).state, Publication.objects.count()) == (PostState.SUBMITTED, 0)
    assert yes(post, director) == Kind.APPROVED
    assert (fresh(post).state, Publication.objects.count()) == (PostState.APPROVED, 2)


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_once_are_both_heard_and_it_is_planned_once(post, author, approver, lead, director, two_steps):
    submit(post, author)
    yes(post, approver)
    voters, seen = [lead, director], digest(post)
    kinds = at_once(2, lambda: yes(fresh(post), voters.pop(), seen))
    assert sorted(kinds) == [Kind.AGREED, Kind.APPROVED]
    assert Publication.objects.count() == 2


def test_of_a_step_for_any_of_them_one_yes_is_enough(post, author, approver, lead, admin, brand):
    rules.change(brand, None, [Step(members=frozenset({approver.pk, lead.pk})), Step(roles=frozenset({Role.LEAD}))], by=admin)
    submit(post, author)
    assert yes(post, lead) == Kind.AGREED
    assert fresh(post).step == 2
    assert waits_for(approver) == []


def test_a_campaign_may_have_its_own_rule(brand, draft, author, approver, lead, admin):
    campaign = factories.make_campaign(brand=brand)
    rules.change(brand, campaign, [Step(members=frozenset({lead.pk}))], by=admin)
    theirs = drafting.create(brand, replace(draft, campaign=campaign), by=author)
    assert submission.submit(theirs, by=author) == [lead]
    rules.end(brand, campaign, by=admin)
    other = drafting.create(brand, replace(draft, campaign=campaign), by=author)
    assert set(submission.submit(other, by=author)) == {admin, approver, lead}


def test_when_nobody_named_is_left_others_who_may_approve_stand_in(post, author, approver, lead, director, two_steps):
    submit(post, author)
    type(approver).objects.filter(pk=approver.pk).update(left_at=clock.now())
    assert yes(post, director) == Kind.AGREED
    assert fresh(post).step == 2


# --- nobody ----------------------------------------------------------------------------------------------------------
def test_where_nobody_has_to_approve_it_passes_by_the_same_gate_and_says_so(brand, post, author, approver, admin):
    rules.change(brand, None, [], by=admin, needed=False)
    assert submission.submit(post, by=author) == []
    decision = fresh(post).decisions.get()
    assert (decision.kind, decision.way, decision.by) == (Kind.APPROVED, Way.RULE, None)
    assert Publication.objects.count() == 2
    assert AuditEntry.objects.filter(verb="post.approved_by_rule", brand=brand).exists()


def test_what_asks_for_a_look_gets_one_although_nobody_has_to(brand, post, author, approver, admin, monkeypatch):
    rules.change(brand, None, [], by=admin, needed=False)
    needs_a_look(monkeypatch)
    assert set(submission.submit(post, by=author)) == {admin, approver}
    with pytest.raises(NotYours):
        approval.by_rule(fresh(post))
    assert fresh(post).state == PostState.SUBMITTED


def needs_a_look(monkeypatch):
    from editorial import checks

    finding = NeedsApproval("test", "Somebody has to look at this.")
    monkeypatch.setattr(checks, "remarks", lambda *args, **more: [checks.Remark(finding, (), "text")])


# --- the rule changes ------------------------------------------------------------------------------------------------
def test_what_waits_keeps_its_rule_until_somebody_lets_it_begin_again(brand, post, author, approver, lead, admin, two_steps):
    submit(post, author)
    yes(post, approver)
    fresh_rule = rules.change(brand, None, [Step(members=frozenset({lead.pk}))], by=admin)
    assert fresh(post).rule == two_steps
    assert rules.waiting_under_another(brand, None, fresh_rule) == [post]
    assert rules.apply(brand, None, by=admin) == 1
    assert (fresh(post).rule, fresh(post).step) == (fresh_rule, 1)
    assert yes(post, lead) == Kind.APPROVED


def test_what_nobody_could_approve_follows_the_new_rule_at_once(brand, draft, admin, sign_in):
    post = drafting.create(brand, draft, by=admin)
    submit(post, admin)
    assert steps.turn(fresh(post), steps.cast(brand)).stuck
    said = {"who": "steps", "count": "1", "needs_1": "any", "guests_1": "client@example.org", "again": "first"}
    page = sign_in(admin).post(reverse("editorial:rule", args=[brand.slug]), said, follow=True).content.decode()
    assert "1 post that nobody could approve follows it too." in page
    assert steps.turn(fresh(post), steps.cast(brand)).guests == ["client@example.org"]


def test_a_rule_that_asks_nobody_approves_what_waits_only_when_applied(brand, submitted, admin):
    rules.change(brand, None, [], by=admin, needed=False)
    assert fresh(submitted).state == PostState.SUBMITTED
    rules.apply(brand, None, by=admin)
    assert fresh(submitted).state == PostState.APPROVED


# --- edits -----------------------------------------------------------------------------------------------------------
def test_an_edit_asks_again_from_the_first_step(post, draft, author, approver, lead, two_steps):
    submit(post, author)
    yes(post, approver)
    seen = digest(post)
    rewrite(post, draft, author)
    assert (fresh(post).state, fresh(post).step, waits_for(approver)) == (PostState.SUBMITTED, 1, [post.pk])
    assert Notice.objects.filter(user=approver.user, text__contains="asks again").exists()
    with pytest.raises(StaleState):
        yes(fresh(post), approver, seen)


def test_or_only_from_the_step_it_had_reached(brand, post, draft, author, approver, lead, director, admin, two_steps):
    rules.change(brand, None, [Step(members=frozenset({approver.pk})), Step(ALL, members=frozenset({lead.pk, director.pk}))],
                 by=admin, again=Rule.Again.REACHED)  # fmt: skip
    submit(post, author)
    yes(post, approver)
    yes(post, lead)
    rewrite(post, draft, author)
    assert fresh(post).step == 2
    assert waits_for(lead) == waits_for(director) == [post.pk]
    approval.ask_changes(fresh(post), by=lead, digest=digest(fresh(post)), note="Plus court.")
    assert fresh(submit(post, author)).step == 2


@pytest.mark.parametrize("path", ["save", "autosave"])
def test_unapproved_content_does_not_leave_by_saving_it(path, approved, draft, author):
    changed = replace(draft, content=replace(draft.content, text="Jamais approuvé."))
    if path == "autosave":
        with pytest.raises(Exception, match="no draft any more"):
            drafting.autosave(fresh(approved), changed, by=author, revision=approved.revision)
    else:
        drafting.save(fresh(approved), changed, by=author, revision=approved.revision)
        assert fresh(approved).state == PostState.DRAFT
    assert not Publication.objects.filter(payload__text="Jamais approuvé.").exists()


# --- the hour --------------------------------------------------------------------------------------------------------
def at(moment):
    return clock.stopped_at(clock.resolve(moment, ZONE))


@pytest.fixture
def plan_b(brand, author, admin) -> Rule:
    """The author is trusted; after four silent hours plan B approves."""
    type(author).objects.filter(pk=author.pk).update(trusted=True)
    return rules.change(brand, None, [], by=admin, plan_b_hours=4)


def submitted_at(moment, post, author):
    with at(moment):
        submission.submit(fresh(post), by=author)
        type(post).objects.filter(pk=post.pk).update(changed_at=clock.now())


def test_not_approved_at_its_hour_it_stays_and_everybody_concerned_is_told_once(submitted, author, approver, reader):
    with at(HOUR + timedelta(minutes=1)):
        assert hours.waits(clock.now())
        assert (hours.look(), hours.look()) == (1, 0)
    told = Notice.objects.filter(key__contains=":late:")
    assert set(told.values_list("user", flat=True)) == {author.user_id, approver.user_id}
    assert (fresh(submitted).state, Publication.objects.count()) == (PostState.SUBMITTED, 0)
    scheduling.set_date(fresh(submitted), HOUR + timedelta(days=1), ZONE, by=author)
    with at(HOUR + timedelta(days=1, minutes=1)):
        assert hours.look() == 1


def test_plan_b_approves_what_nobody_answered_shortly_before_its_hour(post, author, approver, plan_b):
    submitted_at(HOUR - timedelta(hours=5), post, author)
    with at(HOUR - timedelta(minutes=6)):
        assert hours.look() == 0
    with at(HOUR - timedelta(minutes=4)):
        assert hours.look() == 1
    decision = fresh(post).decisions.get()
    assert (decision.kind, decision.way) == (Kind.APPROVED, Way.PLAN_B)
    assert AuditEntry.objects.filter(verb="post.approved_by_plan_b").exists()
    assert Notice.objects.filter(user=author.user, text__contains="plan B").exists()


@pytest.mark.parametrize("hindrance", ["untrusted", "not silent", "a look is needed", "submitted late"])
def test_plan_b_keeps_still_when(hindrance, post, author, approver, plan_b, monkeypatch):
    submitted_at(HOUR - timedelta(hours=3 if hindrance == "submitted late" else 5), post, author)
    if hindrance == "untrusted":
        type(author).objects.filter(pk=author.pk).update(trusted=False)
    elif hindrance == "a look is needed":
        needs_a_look(monkeypatch)
    elif hindrance == "not silent":
        with at(HOUR - timedelta(hours=1)):
            approval.ask_changes(fresh(post), by=approver, digest=digest(post), note="Plus court.")
            submission.submit(fresh(post), by=author)
    with at(HOUR - timedelta(minutes=4)):
        hours.look()
    assert fresh(post).state == PostState.SUBMITTED


# --- one letter ------------------------------------------------------------------------------------------------------
def test_approvers_get_one_letter_an_hour_that_lists_what_waits_the_soonest_on_top(brand, draft, author, approver):
    start = clock.now()

    def written(text, days, minutes):
        late = replace(draft, content=replace(draft.content, text=text), wall=HOUR + timedelta(days=days))
        with clock.stopped_at(start + timedelta(minutes=minutes)):
            submission.submit(drafting.create(brand, late, by=author), by=author)

    def mailed(minutes) -> int:
        with clock.stopped_at(start + timedelta(minutes=minutes)):
            letters.send_due()
        return len(mail.outbox)

    written("Le second.", 2, 0)
    written("Le premier.", 1, 1)
    assert mailed(3) == 1
    body = mail.outbox[0].body
    assert "2 posts wait" in body
    assert body.index("Le premier.") < body.index("Le second.")
    written("Le troisième.", 3, 20)
    assert (mailed(25), mailed(62)) == (1, 1)
    assert mailed(66) == 2
    assert "3 posts wait" in mail.outbox[1].body


def test_the_queue_takes_as_many_queries_for_ten_posts_as_for_two(brand, draft, author, approver, django_assert_num_queries):
    def one_more():
        submission.submit(drafting.create(brand, draft, by=author), by=author)

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            queue.shown(brand, approver)
        return len(queries)

    one_more()
    one_more()
    few = count()
    for _ in range(8):
        one_more()
    assert count() == few
