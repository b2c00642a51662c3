"""Proposing another hour for a post; the author takes it with one press."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import scheduling
from editorial.approval import asking
from editorial.approval.readers import Reader
from editorial.handover import hold_still, stay_if_left
from editorial.models import Decision, Post, PostState, Proposal
from editorial.refusals import BadMoment, NotPossible
from lib import clock
from team.audit import record
from team.models import Membership

PROPOSES = gettext_lazy("%(who)s proposes another hour for a post: %(post)s")
TAKEN = gettext_lazy("%(who)s took the hour that you proposed: %(post)s")
LEFT = gettext_lazy("%(who)s kept the hour of a post for which you had proposed another: %(post)s")


@transaction.atomic
def propose(post: Post, wall: datetime, zone: str, *, by: Membership | Reader) -> Proposal:
    """Propose another hour. It decides nothing. Raises BadMoment for the past, NotPossible when the post has left."""
    kept = hold_still(post)
    if kept.state == PostState.ARCHIVED:
        raise NotPossible(_("This post is archived. Restore it first."))
    stay_if_left(kept)
    if scheduling.is_past(clock.resolve(wall, zone)):
        raise BadMoment(_("This time has passed. Choose a later one."))
    member = by if isinstance(by, Membership) else by.member
    way = Decision.Way.MEMBER if isinstance(by, Membership) else Decision.Way.LINK
    proposal = Proposal.objects.create(post=kept, wall=wall, zone=zone, by=member, who=str(by), way=way)
    who: Any = by if isinstance(by, Membership) else str(by)
    verb = "proposal.made" if isinstance(by, Membership) else "proposal.made_by_link"
    record(verb, kept, by=who, brand=kept.brand, post=kept.pk, hour=f"{wall:%Y-%m-%d %H:%M}", zone=zone)
    if kept.author and kept.author != member:
        asking.tell([kept.author], PROPOSES, kept, key=f"proposal:{proposal.pk}", who=str(by))
    return proposal


@transaction.atomic
def accept(proposal: Proposal, *, by: Membership) -> Post:
    """Give the post the hour that was proposed. Raises as `scheduling.set_date`, NotPossible when it was answered already."""
    _answer(proposal, Proposal.State.ACCEPTED)
    post = scheduling.set_date(proposal.post, proposal.wall, proposal.zone, by=by)
    _tell(proposal, TAKEN, by)
    return post


@transaction.atomic
def decline(proposal: Proposal, *, by: Membership) -> None:
    """Keep the hour as it is. Raises NotPossible when it was answered already."""
    _answer(proposal, Proposal.State.DECLINED)
    record("proposal.declined", proposal.post, by=by, post=proposal.post_id)
    _tell(proposal, LEFT, by)


def _answer(proposal: Proposal, state: str) -> None:
    if not Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN).update(state=state):
        raise NotPossible(_("This proposal was answered already."))


def _tell(proposal: Proposal, text: Any, by: Membership) -> None:
    if proposal.by and proposal.by != by:
        asking.tell([proposal.by], text, proposal.post, key=f"proposal:{proposal.pk}:answer", who=str(by))
