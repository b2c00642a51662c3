"""The fast track: an exceptional post goes before all others, and one named approver may be enough."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.approval import approval, steps
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Post, PostState
from editorial.refusals import NotPossible, NotYours
from team.audit import record
from team.models import Membership


@transaction.atomic
def make(post: Post, approver: Membership | None, *, by: Membership) -> Post:
    """Make the post exceptional; `approver` is asked at once when it waits for approval, else when it is submitted.

    Raises NotYours when the approver may not decide on it, NotPossible when it was archived.
    """
    kept = hold_still(post)
    if kept.state == PostState.ARCHIVED:
        raise NotPossible(_("This post is archived. Restore it first."))
    if approver and approver not in approvers(kept):
        raise NotYours(_("%(name)s may not approve this post.") % {"name": approver})
    POST_FLOW.stay(kept, exceptional=True, fast_approver=approver, step=1)
    record("post.exceptional", kept, by=by, post=kept.pk, approver=str(approver or "–"))
    if kept.state == PostState.SUBMITTED:
        approval.ask(kept, by=by)
    return kept


@transaction.atomic
def end(post: Post, *, by: Membership) -> Post:
    """Make it a post like others again; while it waits it takes the steps of every post, from the first."""
    kept = hold_still(post)
    POST_FLOW.stay(kept, exceptional=False, fast_approver=None, step=1)
    record("post.ordinary", kept, by=by, post=kept.pk)
    if kept.state == PostState.SUBMITTED:
        approval.ask(kept, by=by)
    return kept


def approvers(post: Post) -> list[Membership]:
    """Those who may be named for the post."""
    return steps.cast(post.brand).besides(post.author_id)
