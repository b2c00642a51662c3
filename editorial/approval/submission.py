"""Submitting a draft to those who decide, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import checks, scheduling
from editorial.approval import approval, asking, steps
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState, Rule
from editorial.refusals import BadMoment, Blocked, NotPossible
from lib import clock
from lib.findings import Finding, blocks
from lib.states import StaleState
from team.audit import record
from team.models import Membership


@transaction.atomic
def submit(post: Post, *, by: Membership, revision: int | None = None) -> list[Membership]:
    """Submit a draft. Returns those whose turn it is to decide on it, who are told; nobody when the rule asks for nobody,
    and the post is approved by it.

    Raises NotPossible when it was submitted already, BadMoment for a date that is past, Blocked with what stands against
    it, StaleState when somebody changed it meanwhile.
    """
    kept = hold_still(post, revision)
    if kept.state != PostState.DRAFT:
        raise NotPossible(_("This post was submitted already."))
    if scheduling.is_past(kept.planned_for):
        raise BadMoment(_("This time has passed. Choose a later one."))
    findings = findings_of(kept)
    if blocks(findings):
        raise Blocked([finding for finding in findings if blocks([finding])])
    _put_before(kept)
    record("post.submitted", kept, by=by, post=kept.pk)
    if steps.passes_by_rule(kept, findings):
        approval.by_rule(kept)
        return []
    return approval.ask(kept, by=by)


def findings_of(post: Post) -> list[Finding]:
    """What is said about the post as it is kept."""
    return [remark.finding for remark in checks.of_post(post)]


def _put_before(post: Post) -> None:
    rule = steps.rule_of(post.brand, post.campaign)
    comes_back = rule is not None and rule.pk == post.rule_id and rule.again == Rule.Again.REACHED
    POST_FLOW.move(
        post,
        PostState.SUBMITTED,
        submitted_at=clock.now(),
        rule=rule,
        round=post.round + 1,
        step=post.step if comes_back else 1,
    )


def in_words(post: Post) -> str:
    """What is said to who just submitted it."""
    kept = Post.objects.select_related("rule", "brand").get(pk=post.pk)
    if kept.state == PostState.APPROVED:
        return _("Approved by rule: nobody has to look at it first.")
    turn = steps.turn(kept, steps.cast(kept.brand))
    if turn.stuck:
        return _("Submitted. Nobody but its author may approve it yet.")
    return _("Submitted. %(people)s can now approve it.") % {"people": ", ".join(turn.asked)}


@transaction.atomic
def recall(post: Post, *, by: Membership) -> None:
    """Take a submitted post back to work on it. Raises StaleState when somebody decided first."""
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED:
        raise StaleState(kept)
    POST_FLOW.move(kept, PostState.DRAFT, submitted_at=None)
    settle_notices(kept)
    record("post.recalled", kept, by=by, post=kept.pk)


def settle_notices(post: Post) -> None:
    """Nobody has to answer any more: those who were asked need not read that they were."""
    asking.refresh(post.brand)


def content_changed(post: Post, *, by: Membership) -> None:
    """What a submitted post shows was just saved: it is a draft again when it may not leave so, else it asks again."""
    if blocks(findings_of(post)):
        POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)
        settle_notices(post)
        record("post.recalled", post, by=by, post=post.pk)
    else:
        approval.ask_again(post, by=by)
