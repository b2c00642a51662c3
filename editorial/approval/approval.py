"""Deciding on submitted posts: approve, ask for a change, withdraw an approval. The one gate before the post office."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import checks, content, handover
from editorial.approval import asking, steps
from editorial.approval.readers import Reader
from editorial.approval.steps import Turn
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Decision, Post, PostState, Rule
from editorial.refusals import Blocked, NotPossible, NotYours
from editorial.series import occurrences
from lib import clock
from lib.findings import Finding, NeedsApproval, blocks
from lib.states import StaleState
from team.audit import record
from team.models import Membership
from team.rights import Right

Kind, Way = Decision.Kind, Decision.Way


@transaction.atomic
def approve(post: Post, *, by: Membership | Reader, digest: str, note: str = "") -> Decision:
    """Say yes to the content that was seen (`digest`), at the step whose turn it is. The last yes of the last step approves
    the post: with a date it is planned, without one it goes to the stock.

    Raises NotYours, StaleState when somebody decided first or the content is not the one seen, Blocked.
    """
    kept, turn = _decidable(post, by, digest)
    _unblocked(kept)
    member, email = (by.member, by.email) if isinstance(by, Reader) else (by, "")
    if not steps.completes(turn, by=member, email=email):
        return _decide(kept, Kind.AGREED, by, note)
    if not turn.last:
        return _next_step(kept, turn, by, note)
    return _finish(kept, by, note)


def _next_step(post: Post, turn: Turn, by: Membership | Reader, note: str) -> Decision:
    decision = _decide(post, Kind.AGREED, by, note)
    POST_FLOW.stay(post, step=turn.number + 1)
    asking.refresh(post.brand, post)
    return decision


def _finish(post: Post, by: Membership | Reader | Decision.Way, note: str = "") -> Decision:
    POST_FLOW.move(post, PostState.APPROVED)
    decision = _decide(post, Kind.APPROVED, by, note)
    if post.wall:
        handover.plan(post)
    if post.is_pattern:
        occurrences.look_soon(post.series)  # type: ignore[arg-type]
    return decision


def by_rule(post: Post) -> Decision:
    """Approve a post that was just submitted and that nobody has to look at, so says its rule. Raises NotYours."""
    if not steps.passes_by_rule(post, _unblocked(post)):
        raise NotYours(_("Somebody has to approve this post."))
    return _finish(post, Way.RULE)


@transaction.atomic
def follow(post: Post, text: Post) -> Decision:
    """Approve a draft that says exactly what was approved as `text` of its series, and plan it when it has a date.

    Nobody decides here: what was decided on the text holds for its very content. Raises NotPossible when the text is not
    approved or the post says anything else, Blocked, StaleState.
    """
    approved, kept = hold_still(text), hold_still(post)
    shown = content.of(kept).digest()
    decision = approved.decisions.first()
    said = approved.state == PostState.APPROVED and decision and (decision.kind, decision.digest) == (Kind.APPROVED, shown)
    if not said or content.of(approved).digest() != shown:
        raise NotPossible(_("It does not say what was approved for its series."))
    _unblocked(kept)
    _stand(kept)
    values = {name: getattr(decision, name) for name in ("kind", "by", "who", "way", "email", "content", "digest")}
    return Decision.objects.create(post=kept, **values)


@transaction.atomic
def stand_again(post: Post, *, by: Membership) -> bool:
    """Let the approval of a draft stand again that was approved, put away and taken out; whether it does.

    It holds for the very content that was approved last, which nothing stops now and whose hour has not passed; else the
    post stays a draft. Raises StaleState.
    """
    kept = hold_still(post)
    latest = kept.decisions.first()
    same = latest and (latest.kind, latest.digest) == (Kind.APPROVED, content.of(kept).digest())
    past = kept.planned_for is not None and kept.planned_for < clock.now()
    if kept.state != PostState.DRAFT or not same or past or blocks([remark.finding for remark in checks.of_post(kept)]):
        return False
    _stand(kept)
    record("post.approved_again", kept, by=by, post=kept.pk)
    return True


def _stand(post: Post) -> None:
    """What was decided already holds for the post: approved, and planned where it has a date."""
    POST_FLOW.move(post, PostState.SUBMITTED)
    POST_FLOW.move(post, PostState.APPROVED)
    if post.wall:
        handover.plan(post)


@transaction.atomic
def by_plan_b(post: Post) -> Decision:
    """Approve a post on which nobody answered. Raises StaleState, Blocked, NotYours when something asks for a look.

    Whether it is time for that, and the author trusted, is for `editorial.approval.hours` to say.
    """
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED:
        raise StaleState(kept)
    if any(isinstance(finding, NeedsApproval) for finding in _unblocked(kept)):
        raise NotYours(_("Somebody has to approve this post."))
    return _finish(kept, Way.PLAN_B)


@transaction.atomic
def ask_changes(post: Post, *, by: Membership | Reader, digest: str, note: str) -> Decision:
    """Send the post back to its author, saying what to change. Raises NotYours, StaleState."""
    kept, _turn = _decidable(post, by, digest, again=True)
    POST_FLOW.move(kept, PostState.DRAFT, submitted_at=None)
    return _decide(kept, Kind.CHANGES, by, note)


@transaction.atomic
def withdraw(post: Post, *, by: Membership, note: str = "") -> Decision:
    """Withdraw an approval: what is planned is taken back. Raises NotYours, NotPossible when it has left, StaleState."""
    kept = hold_still(post)
    if not by.may(Right.APPROVE):
        raise NotYours(_("You may not decide on posts."))
    if kept.state != PostState.APPROVED:
        raise NotPossible(_("This post is not approved."))
    handover.stay_if_left(kept)
    _back_to_draft(kept)
    return _decide(kept, Kind.WITHDRAWN, by, note)


def lapse(post: Post, *, by: Membership) -> None:
    """End the approval of a post whose content is about to change, and tell those who may decide. Raises StaleState."""
    _back_to_draft(post)
    _write(post, Kind.WITHDRAWN, by, "")
    record("post.lapsed", post, by=by, post=post.pk)
    asking.lapsed(post, by=by)


def _back_to_draft(post: Post) -> None:
    handover.take_back(post)
    POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)


def ask(post: Post, *, by: Membership) -> list[Membership]:
    """Tell those whose turn it is that a post waits for them; they are returned."""
    cast = steps.cast(post.brand)
    turn = steps.turn(post, cast)
    asking.refresh(post.brand, post, cast=cast)
    if turn.fast:
        asking.at_once(post, turn.awaited, by=by)
    return list(turn.people)


def ask_again(post: Post, *, by: Membership) -> None:
    """The content of a submitted post has changed: what was agreed to before counts no more, and the rule says from where
    it asks again.
    """
    first = post.rule is None or post.rule.again == Rule.Again.FIRST
    undone = [row for row in steps.agreements(post) if first or row.step == post.step]
    POST_FLOW.stay(post, round=post.round + 1, step=1 if first else post.step)
    if undone:
        asking.asked_again(post, {row.by for row in undone if row.by and row.by != by}, by=by)
        asking.refresh(post.brand, post)


def _decidable(post: Post, by: Membership | Reader, digest: str, *, again: bool = False) -> tuple[Post, Turn]:
    """The post as it is kept, and whose turn it is; `again` lets who has agreed already think better of it."""
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED:
        raise StaleState(kept)
    turn = steps.turn(kept, steps.cast(kept.brand))
    asked = by.member if isinstance(by, Reader) else by
    if not (again and asked in turn.people) and (refusal := why_not(kept, turn, by)):
        raise NotYours(refusal)
    if content.of(kept).digest() != digest:
        raise StaleState(kept)
    return kept, turn


def why_not(post: Post, turn: Turn, by: Membership | Reader) -> str:
    """Why it is not theirs to decide, "" when it is."""
    if isinstance(by, Reader) and by.member is None:
        return _not_for_reader(by, turn)
    by = by.member if isinstance(by, Reader) and by.member else by
    assert isinstance(by, Membership)  # noqa: S101 - for the type checker
    if not by.may(Right.APPROVE):
        return _("You may not decide on posts.")
    if by in turn.awaited:
        return ""
    if by in turn.people:
        return _("You have agreed to this post already.")
    if post.author_id == by.pk and not post.brand.own_approval:
        return _("You wrote this post: somebody else approves it.")
    return _("It is not your turn: %(people)s.") % {"people": ", ".join(turn.asked)}


def _not_for_reader(by: Reader, turn: Turn) -> str:
    if by.step == turn.number:
        return _("You have agreed to this post already.") if by.email and by.email in turn.written else ""
    if not by.step:
        return _("This link is for reading and commenting.")
    if by.step > turn.number:
        return _("Colleagues look at this post first; it will be your turn after them.")
    return _("This step has been decided; the post is with others now.")


def _unblocked(post: Post) -> list[Finding]:
    """What is said about the post. Raises Blocked when something stops it."""
    findings = [remark.finding for remark in checks.of_post(post)]
    if blocks(findings):
        raise Blocked([finding for finding in findings if blocks([finding])])
    return findings


def _decide(post: Post, kind: str, by: Membership | Reader | Decision.Way, note: str) -> Decision:
    decision = _write(post, kind, by, note)
    verb = f"post.{kind}" if decision.way == Way.MEMBER else f"post.{kind}_by_{decision.way}"
    who = by if isinstance(by, Membership) else decision.who
    record(verb, post, by=who, brand=post.brand, post=post.pk, note=note)
    asking.refresh(post.brand)
    asking.answered(post, decision)
    return decision


def _write(post: Post, kind: str, by: Membership | Reader | Decision.Way, note: str) -> Decision:
    shown = content.of(post).shown()
    values: dict[str, Any] = {"content": shown, "digest": content.digest_of(shown), "step": post.step, "round": post.round}
    if isinstance(by, Membership):
        values |= {"by": by, "who": str(by)}
    elif isinstance(by, Reader):
        values |= {"by": by.member, "who": by.name, "email": by.email, "way": Way.LINK}
    else:
        values |= {"who": "Tribu", "way": by}
    return Decision.objects.create(post=post, kind=kind, note=note, **values)
