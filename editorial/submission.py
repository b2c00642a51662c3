"""Submitting a draft to those who decide, and taking it back."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import checks, content, scheduling
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState
from editorial.refusals import BadMoment, Blocked, NotPossible
from lib import clock
from lib.findings import blocks
from lib.states import StaleState
from team import notices
from team.audit import record
from team.models import Membership
from team.rights import Right

WAITS = gettext_lazy("%(author)s asks for your approval: %(post)s")


def deciders(post: Post) -> list[Membership]:
    """The members who may decide on this post."""
    return [member for member in notices.holders(post.brand, Right.APPROVE) if may_decide(post, member)]


def may_decide(post: Post, member: Membership) -> bool:
    """Whether the member may approve this post: not their own, unless the brand says so."""
    return member.may(Right.APPROVE) and (post.brand.own_approval or post.author_id != member.pk)


@transaction.atomic
def submit(post: Post, *, by: Membership, revision: int | None = None) -> list[Membership]:
    """Submit a draft. Returns those who may decide on it, who are told.

    Raises NotPossible when it was submitted already, BadMoment for a date that is past, Blocked with what stands against
    it, StaleState when somebody changed it meanwhile.
    """
    kept = hold_still(post, revision)
    if kept.state != PostState.DRAFT:
        raise NotPossible(_("This post was submitted already."))
    if scheduling.is_past(kept.planned_for):
        raise BadMoment(_("This time has passed. Choose a later one."))
    findings = [remark.finding for remark in checks.remarks(kept.brand, content.of(kept))]
    if blocks(findings):
        raise Blocked([finding for finding in findings if blocks([finding])])
    POST_FLOW.move(kept, PostState.SUBMITTED, submitted_at=clock.now())
    record("post.submitted", kept, by=by, post=kept.pk)
    return _tell(kept, by)


def _tell(post: Post, by: Membership) -> list[Membership]:
    people = deciders(post)
    url = reverse("editorial:post", args=[post.brand.slug, post.pk])
    notices.tell(people, WAITS, key=f"post:{post.pk}:submitted", url=url, author=str(by), post=str(post))
    return people


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
    notices.read(post.brand.notices.filter(key=f"post:{post.pk}:submitted"))


def send_back_if_blocked(post: Post, *, by: Membership) -> None:
    """Make a submitted post a draft again when what was just saved may not leave as it is."""
    if blocks([remark.finding for remark in checks.remarks(post.brand, content.of(post))]):
        POST_FLOW.move(post, PostState.DRAFT, submitted_at=None)
        settle_notices(post)
        record("post.recalled", post, by=by, post=post.pk)
