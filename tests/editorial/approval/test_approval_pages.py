"""The pages of approval: who approves, the queue, the fast track."""

import pytest
from django.urls import reverse

from editorial import drafting
from editorial.approval import rules, steps, submission
from editorial.approval.steps import Step
from editorial.models import Decision, PostState, Rule
from publishing.models import Publication
from team.models import AuditEntry, Notice
from tests.editorial.approval.test_steps import rewrite
from tests.editorial.conftest import digest, fresh


@pytest.fixture
def at(brand):
    return lambda name, *args: reverse(f"editorial:{name}", args=[brand.slug, *args])


def text_of(answer) -> str:
    return answer.content.decode()


# --- who approves ----------------------------------------------------------------------------------------------------
def rule_data(*asked: dict, **more) -> dict:
    data = {"who": "steps", "count": len(asked), "again": "first", "act": "save", **more}
    for number, step in enumerate(asked, 1):
        data |= {f"{name}_{number}": value for name, value in step.items()}
    return data


def test_the_rule_reads_as_a_sentence_and_is_written_as_one(brand, admin, approver, lead, sign_in, at):
    client = sign_in(admin)
    assert "One yes by anybody who may approve is enough." in text_of(client.get(at("rule")))
    asked = rule_data(
        {"needs": "any", "members": [approver.pk, lead.pk]},
        {"needs": "all", "name": "Client", "guests": "Client@example.org, dg@example.org", "roles": ["admin"]},
        plan_b_hours="6", fast="on",
    )  # fmt: skip
    page = client.post(at("rule"), asked, follow=True)
    assert "first by Aline Approuve or Léa Lead, then by every administrator, client@example.org and dg@example.org." in text_of(
        page
    )
    rule = steps.rule_of(brand, None)
    assert (len(rule.steps), rule.plan_b_hours, rule.fast) == (2, 6, True)
    assert AuditEntry.objects.filter(verb="rule.changed").exists()


def test_a_step_more_or_less_keeps_what_was_typed(admin, approver, sign_in, at):
    client = sign_in(admin)
    more = text_of(client.post(at("rule"), rule_data({"name": "Relecture", "members": [approver.pk]}, act="add")))
    assert 'value="Relecture"' in more and 'name="needs_2"' in more
    less = text_of(client.post(at("rule"), rule_data({"name": "Relecture"}, {"name": "Client"}, act="drop_1")))
    assert "Relecture" not in less and 'value="Client"' in less and 'name="needs_2"' not in less
    assert not Rule.objects.exists()


@pytest.mark.parametrize("bad", [{"guests": "not an address"}, {"members": ["999999"]}, {"roles": ["reader"]}])
def test_bad_input_is_said_and_nothing_typed_is_lost(bad, admin, sign_in, at):
    answer = sign_in(admin).post(at("rule"), rule_data({"name": "Direction", **bad}))
    assert answer.status_code == 422
    assert 'value="Direction"' in text_of(answer) and "field__error" in text_of(answer)
    assert not Rule.objects.exists()


def test_changing_the_rule_says_what_becomes_of_what_waits(brand, submitted, admin, lead, sign_in, at):
    rules.change(brand, None, [Step(members=frozenset({lead.pk}))], by=admin)
    client = sign_in(admin)
    assert "1 post waits under an earlier rule." in text_of(client.get(at("rule")))
    client.post(at("apply_rule"))
    assert fresh(submitted).rule == steps.rule_of(brand, None)


# --- the queue -------------------------------------------------------------------------------------------------------
def test_several_are_approved_at_once_each_as_it_was_seen(brand, draft, author, approver, sign_in, at):
    first, second = (drafting.create(brand, draft, by=author) for _ in range(2))
    for post in (first, second):
        submission.submit(post, by=author)
    page = text_of(sign_in(approver).get(at("approvals")))
    assert page.count(digest(first)) == 2
    seen = {f"digest_{post.pk}": digest(post) for post in (first, second)}
    rewrite(second, draft, author)
    answer = sign_in(approver).post(at("decide"), {"act": "approve", "pk": [first.pk, second.pk], **seen}, follow=True)
    assert (fresh(first).state, fresh(second).state) == (PostState.APPROVED, PostState.SUBMITTED)
    assert "Your yes to 1 post is kept." in text_of(answer) and "changed while you were reading it" in text_of(answer)


def test_in_the_queue_one_asks_for_a_change_with_words(submitted, approver, sign_in, at):
    client, seen = sign_in(approver), {f"digest_{submitted.pk}": digest(submitted)}
    answer = client.post(at("decide"), {"change": submitted.pk, **seen}, follow=True)
    assert "Say what is to change" in text_of(answer)
    client.post(at("decide"), {"change": submitted.pk, f"note_{submitted.pk}": "Plus court.", **seen})
    assert fresh(submitted).decisions.get().kind == Decision.Kind.CHANGES


def test_a_press_of_submit_on_several_drafts_sends_nothing_that_nobody_approved(post, author, approver, sign_in, at):
    sign_in(author).post(at("several"), {"act": "submit", "pk": [post.pk]})
    assert fresh(post).state == PostState.SUBMITTED
    assert not Publication.objects.exists()


# --- the fast track --------------------------------------------------------------------------------------------------
def test_an_exceptional_post_asks_the_one_named_at_once_and_their_yes_is_enough(
    brand, draft, post, author, approver, lead, admin, sign_in, at
):
    rules.change(brand, None, [Step(members=frozenset({admin.pk})), Step(members=frozenset({lead.pk}))], by=admin)
    other = drafting.create(brand, draft, by=author)
    submission.submit(other, by=author)
    submission.submit(post, by=author)
    client = sign_in(author)
    assert "Aline Approuve" in text_of(client.get(at("fast", post.pk)))
    client.post(at("fast", post.pk), {"approver": approver.pk})
    assert (fresh(post).exceptional, fresh(post).fast_approver) == (True, approver)
    assert Notice.objects.get(user=approver.user, key__contains=":fast:").level == Notice.Level.ALERT
    assert "the yes of Aline Approuve is enough" in text_of(client.get(at("post", post.pk)))
    sign_in(approver).post(at("approve", post.pk), {"digest": digest(post)})
    assert fresh(post).state == PostState.APPROVED


def test_where_the_brand_wants_every_step_the_fast_track_only_goes_first(brand, post, author, approver, lead, admin):
    from editorial.approval import fast

    rules.change(brand, None, [Step(members=frozenset({lead.pk}))], by=admin, fast=False)
    submission.submit(post, by=author)
    fast.make(fresh(post), approver, by=author)
    turn = steps.turn(fresh(post), steps.cast(brand))
    assert list(turn.awaited) == [lead]
