"""The hours that come without an approval: plan B where the brand has one, else everybody concerned is told, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from editorial.approval import approval, asking
from editorial.handover import hold_still
from editorial.models import POST_FLOW, Comment, Post, PostState
from editorial.refusals import Refusal
from lib import clock
from lib.states import StaleState
from team.audit import record

AHEAD = timedelta(minutes=5)  # so long before its hour plan B acts, so that the post leaves on time
MOST = 200  # posts in one round


def waits(now: datetime) -> bool:
    """Whether some post's hour comes or came without an approval, and nobody was told."""
    return _coming(now).exists()


def look() -> int:
    """Let plan B approve what it may, and tell of what was not approved at its hour; how many posts. May run twice."""
    return sum(_see_to(post) for post in _coming(clock.now()).select_related("brand", "rule", "author", "changed_by")[:MOST])


def plan_b_at(post: Post) -> datetime | None:
    """When plan B approves the post if nobody answers by then; None when it will not: an open comment is an answer."""
    hours = post.rule.plan_b_hours if post.rule else None
    if post.state != PostState.SUBMITTED or not post.planned_for or hours is None or not _trusted(post):
        return None
    moment = post.planned_for - AHEAD
    if post.threads.filter(resolved_at=None).exists():
        return None
    return moment if _last_word(post) + timedelta(hours=hours) <= moment else None


def _coming(now: datetime) -> "QuerySet[Post]":
    untold = Q(told_late_for=None) | ~Q(told_late_for=F("planned_for"))
    with_plan_b = Q(rule__plan_b_hours__isnull=False, planned_for__lte=now + AHEAD)
    return Post.objects.filter(untold, Q(planned_for__lte=now) | with_plan_b, state=PostState.SUBMITTED).order_by("planned_for")


def _trusted(post: Post) -> bool:
    people = [post.author, post.changed_by or post.author]
    return all(member is not None and member.trusted and member.left_at is None for member in people)


def _last_word(post: Post) -> datetime:
    """Since when approvers are silent: the last change, or the last thing that was said."""
    decided = post.decisions.order_by("-at").values_list("at", flat=True).first()
    said = Comment.objects.filter(thread__post=post).exclude(by=post.author).order_by("-at").values_list("at", flat=True).first()
    return max(filter(None, [post.submitted_at, post.changed_at, decided, said]))


def _see_to(post: Post) -> bool:
    moment = plan_b_at(post)
    if moment and moment <= clock.now() and _plan_b(post):
        return True
    return post.planned_for is not None and post.planned_for <= clock.now() and _tell(post)


def _plan_b(post: Post) -> bool:
    try:
        approval.by_plan_b(post)
    except (Refusal, StaleState):
        return False
    return True


@transaction.atomic
def _tell(post: Post) -> bool:
    kept = hold_still(post)
    if kept.state != PostState.SUBMITTED or kept.told_late_for == kept.planned_for:
        return False
    POST_FLOW.stay(kept, told_late_for=kept.planned_for)
    record("post.not_approved_in_time", kept, by="Tribu", brand=kept.brand, post=kept.pk)
    asking.late(kept)
    return True
