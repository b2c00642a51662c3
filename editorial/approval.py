"""Deciding on submitted posts: approve, ask for a change, withdraw an approval."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import checks, content, handover, occurrences
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Decision, Post, PostState
from editorial.refusals import Blocked, NotPossible, NotYours
from editorial.submission import deciders, may_decide, settle_notices
from lib.findings import blocks
from lib.states import StaleState
from team import notices
from team.audit import record
from team.models import Membership
from team.rights import Right

Kind = Decision.Kind
NEWS = {
    Kind.APPROVED: gettext_lazy("%(who)s approved your post: %(post)s"),
    Kind.CHANGES: gettext_lazy("%(who)s asks for a change: %(post)s"),
    Kind.WITHDRAWN: gettext_lazy("%(who)s withdrew the approval of your post: %(post)s"),
}
LAPSED = gettext_lazy("%(who)s changed a post after its approval, which is withdrawn: %(post)s")


@transaction.atomic
def approve(post: Post, *, by: Membership, digest: str, note: str = "") -> Decision:
    """Approve the content that was seen (`digest`); with a date it is planned, without one it goes to the stock.

    Raises NotYours, StaleState when somebody decided first or the content is not the one seen, Blocked.
    """
    kept = _decidable(post, by, digest)
    findings = [remark.finding for remark in checks.remarks(kept.brand, content.of(kept))]
    if blocks(findings):
        raise Blocked([finding for finding in findings if blocks([finding])])
    POST_FLOW.move(kept, PostState.APPROVED)
    decision = _decide(kept, Kind.APPROVED, by, note)
    if kept.wall:
        handover.plan(kept)
    if kept.is_pattern:
        occurrences.look_soon(kept.series)  # type: ignore[arg-type]
    return decision


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
    findings = [remark.finding for remark in checks.remarks(kept.brand, content.of(kept))]
    if blocks(findings):
        raise Blocked([finding for finding in findings if blocks([finding])])
    POST_FLOW.move(kept, PostState.SUBMITTED)
    POST_FLOW.move(kept, PostState.APPROVED)
    if kept.wall:
        handover.plan(kept)
    values = {name: getattr(decision, name) for name in ("kind", "by", "who", "content", "digest")}
    return Decision.objects.create(post=kept, **values)


@transaction.atomic
def ask_changes(post: Post, *, by: Membership, digest: str, note: str) -> Decision:
    """Send the post back to its author, saying what to change. Raises NotYours, StaleState."""
    kept = _decidable(post, by, digest)
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
    others = [member for member in deciders(post) if member != by]
    _tell(others, LAPSED, post, key=f"post:{post.pk}:lapsed", who=str(by))


def _back_to_draft(post: Post) -> None:
    handover.take_back(post)
    POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)


def _decidable(post: Post, by: Membership, digest: str) -> Post:
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED:
        raise StaleState(kept)
    if not may_decide(kept, by):
        raise NotYours(_not_yours(by))
    if content.of(kept).digest() != digest:
        raise StaleState(kept)
    return kept


def _not_yours(by: Membership) -> str:
    if not by.may(Right.APPROVE):
        return _("You may not decide on posts.")
    return _("You wrote this post: somebody else approves it.")


def _decide(post: Post, kind: str, by: Membership, note: str) -> Decision:
    decision = _write(post, kind, by, note)
    record(f"post.{kind}", post, by=by, post=post.pk, note=note)
    settle_notices(post)
    if post.author and post.author != by:
        _tell([post.author], NEWS[Kind(kind)], post, key=f"decision:{decision.pk}", who=str(by))
    return decision


def _write(post: Post, kind: str, by: Membership, note: str) -> Decision:
    shown = content.of(post).shown()
    values: dict[str, Any] = {"content": shown, "digest": content.digest_of(shown)}
    return Decision.objects.create(post=post, kind=kind, by=by, who=str(by), note=note, **values)


def _tell(people: list[Membership], text: Any, post: Post, *, key: str, **values: str) -> None:
    url = reverse("editorial:post", args=[post.brand.slug, post.pk])
    notices.tell(people, text, key=key, url=url, post=str(post), **values)
